//! 只差一笔: a figure whose words say that it is made of others, that no figures around it make, and that one slip of the pen
//! would turn into what two of them make. It has the codes of the relations that the words mean.
//!
//! The words do not say of which figures it is made. What makes a finding certain is that the figure is long and that there are
//! few figures near: by accident fewer than one in a hundred would look so.

mod again;
mod agreed;
mod ways;

use super::{change, growth, near_miss, operand, repeat, sum};
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::relation::Relation;
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use ways::{Made, Way};

/// Tests every figure of the text that no other relation has tested.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let open = |(_, m): &(usize, &Mention)| !m.approximate && !outcome.is_related(&m.place);
    let open: Vec<(usize, &Mention)> = reading.mentions.iter().enumerate().filter(open).collect();
    for (index, stated) in open {
        if let Some(agreed) = agreed::agreed(reading, index, stated) {
            sum::fail(stated, &agreed.parts, agreed.right, outcome);
            continue;
        }
        if let Some(meant) = again::meant(reading, index, stated, outcome) {
            repeat::same_value(meant, stated, outcome);
            continue;
        }
        let ways = Way::of(reading, stated);
        let near = Near::of(reading, index);
        let made =
            || ways.iter().any(|way| near.makes(*way, stated)) || near_miss::makes(reading, index, stated);
        if ways.is_empty() || made() {
            continue;
        }
        if let Some(made) = ways.iter().find_map(|way| near.over_later(*way, stated)) {
            fail(stated, &growth::RULE, &made, outcome);
            continue;
        }
        let taken = |made: &Made| match made.figures.as_slice() {
            [(part, _), (whole, _)] => outcome.is_rate_of(&part.place, &whole.place),
            _ => false,
        };
        let found = ways.iter().find_map(|way| near.found(*way, stated));
        // Two figures whose rate is stated already make no other one.
        if let Some((rule, made)) = found.filter(|(_, made)| !taken(made)) {
            fail(stated, rule, &made, outcome);
        }
    }
}

/// The figures around one, the nearest first: of its part of the sentence, of its sentence, of its passage, of the passage
/// before. Each is tried with all that are nearer.
pub(super) struct Near<'a> {
    rings: Vec<Vec<&'a Mention>>,
}

impl<'a> Near<'a> {
    fn of(reading: &'a Reading, index: usize) -> Near<'a> {
        const BEFORE: usize = 16;
        const BEHIND: usize = 3;
        let Some(own) = reading.mentions.get(index) else { return Near { rings: vec![] } };
        let ring = |m: &Mention| match () {
            () if m.passage + 1 == own.passage => Some(3),
            () if m.passage != own.passage => None,
            () if m.segment == own.segment => Some(0),
            () if m.sentence == own.sentence => Some(1),
            () => Some(2),
        };
        let before = reading.before(index, BEFORE).map(|(_, m)| m);
        let behind =
            reading.mentions.iter().skip(index + 1).take(BEHIND).filter(|m| m.sentence == own.sentence);
        let mut rings = vec![Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        for m in before.chain(behind) {
            let own = ring(m).and_then(|ring| rings.get_mut(ring));
            own.into_iter().for_each(|ring: &mut Vec<&'a Mention>| ring.push(m));
        }
        Near { rings }
    }

    /// Whether the figures around make a figure in a way.
    fn makes(&self, way: Way, stated: &Mention) -> bool {
        let all: Vec<&Mention> = self.rings.iter().flatten().copied().collect();
        way.made(stated, &all).iter().any(|made| made.fits(stated))
    }

    /// The growth that a figure should be, where it is the change over the figure after the change: `比上年减少3.18万元，下降
    /// 14.22%` beside the 22.36万元 of this year.
    fn over_later(&self, way: Way, stated: &Mention) -> Option<Made<'a>> {
        const DIGITS_MIN: u32 = 3;
        let earlier = ["上年", "去年", "同期", "年初", "比2", "较2", "与2", "同比"];
        if !matches!(way, Way::Growth) || digits(stated.number) < DIGITS_MIN {
            return None;
        }
        let before = |m: &&&Mention| m.segment == stated.segment && m.start < stated.start && m.is_amount();
        let change = self.rings.first()?.iter().find(before).copied().filter(|m| m.label.is_change())?;
        let said = earlier.iter().any(|word| change.lead.contains(word) || stated.lead.contains(word));
        let all: Vec<&Mention> =
            self.rings.iter().flatten().copied().filter(|m| m.is_amount() && m.is_like(change)).collect();
        let now = |m: &&&Mention| {
            !m.label.is_change() && !m.label.earlier && !change::is_base(m) && m.label.role != Role::Plan
        };
        let mut found = all.iter().filter(now).filter(|m| ways::is_over(stated, change, m));
        let only = found.next().filter(|_| said && found.next().is_none())?;
        // Where what it became is stated as well, the figure is the one before the change.
        let became = ways::moved(change, only, true)?;
        let is_before = all.iter().any(|m| became.agrees(m.amount));
        ways::growth_of(stated, change, only).into_iter().next().filter(|_| !is_before)
    }

    /// What a figure would be without a slip of the pen. What the figure right before it makes comes first.
    fn found(&self, way: Way, stated: &Mention) -> Option<(&'static RuleDoc, Made<'a>)> {
        let like = |m: &&&Mention| m.is_amount() && m.start < stated.start;
        let nearest = self.rings.iter().take(2).flatten().find(like);
        // Of a rate it is the part.
        let seats = if matches!(way, Way::Rate) { 1 } else { usize::MAX };
        let with_nearest = |made: &Made| {
            nearest
                .is_some_and(|nearest| made.figures.iter().take(seats).any(|(m, _)| m.place == nearest.place))
        };
        let mut tried: Vec<&Mention> = Vec::new();
        let rings: Vec<Vec<&Mention>> = self
            .rings
            .iter()
            .map(|ring| {
                tried.extend(ring);
                tried.clone()
            })
            .collect();
        [true, false].into_iter().flat_map(|only| rings.iter().map(move |ring| (only, ring))).find_map(
            |(only, ring)| {
                let mut found = way.made(stated, ring);
                // What has more or fewer digits is never one slip away.
                found.retain(|made| is_as_long(stated.number, made.right) && (!only || with_nearest(made)));
                let tried = found.len();
                let mut slipped = found.into_iter().filter(|made| is_slip(stated.number, made.right));
                let made = slipped.next().filter(|_| slipped.next().is_none())?;
                let digits = digits(stated.number).max(digits(made.right));
                (!is_accident(digits, tried)).then_some((way.rule(), made))
            },
        )
    }
}

fn is_as_long(printed: Decimal, right: Decimal) -> bool {
    printed.places == right.places && printed.to_string().len() == right.to_string().len()
}

fn fail(stated: &Mention, rule: &'static RuleDoc, made: &Made, outcome: &mut Outcome) {
    let others = made.figures.iter().map(|(m, less)| operand(m).taken_off(*less)).collect();
    let relation = Relation { rule, formula: made.formula, stated: operand(stated), others };
    let recomputed = format!("{}{}", made.right, stated.unit.word);
    let text = relation.text();
    let made = text.split_once('＝').map_or("", |(_, made)| made).to_owned();
    let message = format!("写为{}，按{made}计算为{recomputed}", stated.text);
    outcome.fails(relation, recomputed, message);
}

/// One digit, two neighbours that changed places, or the point.
fn is_slip(printed: Decimal, right: Decimal) -> bool {
    // What differs in the last place only was rounded another way, or from other figures.
    const LAST: u128 = 2;
    let far = printed.digits.abs_diff(right.digits) > LAST;
    far && is_one_slip(&printed.to_string(), &right.to_string())
}

/// Digits that say something: without the zeros at the end.
fn digits(number: Decimal) -> u32 {
    let mut value = number.digits.unsigned_abs();
    while value > 0 && value.is_multiple_of(10) {
        value /= 10;
    }
    value.checked_ilog10().map_or(0, |log| log + 1)
}

/// Among numbers of so many digits one in so many is a slip away from a given one: nine others for each digit, and the swaps.
fn is_accident(digits: u32, tried: usize) -> bool {
    const RARE: u128 = 100;
    const LONGEST: u32 = 12;
    let Some(before) = digits.checked_sub(1) else { return true };
    let (slips, all) = (u128::from(10 * digits - 1), 9 * 10u128.pow(before.min(LONGEST)));
    slips * RARE * tried as u128 > all
}

/// The number that an amount is in the unit and with the decimals of a figure.
pub(super) fn as_printed(amount: Amount, like: &Mention) -> Option<Decimal> {
    amount.number(like.unit.scale, like.number.places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_figure_among_many_is_a_slip_away_by_accident() {
        assert!(is_accident(3, 1) && is_accident(4, 3) && is_accident(5, 19));
        assert!(!is_accident(4, 2) && !is_accident(5, 18) && !is_accident(6, 100));
    }
}
