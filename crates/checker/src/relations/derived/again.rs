//! A figure that repeats an earlier one but for a slip of the pen: `补助资金1804.5万元……结论：兑付补助1840.5万元`.

use super::{digits, is_accident, is_as_long, is_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relations::repeat::year;

/// The only earlier figure, proved by a relation, that shares a word with a figure and is one slip away from it.
pub(super) fn meant<'a>(
    reading: &'a Reading,
    index: usize,
    stated: &Mention,
    outcome: &Outcome,
) -> Option<&'a Mention> {
    const REACH: usize = 60;
    let own = |m: &Mention| m.is_amount() && !m.label.is_change() && !m.label.earlier;
    if !own(stated) {
        return None;
    }
    let alike = |m: &Mention| {
        m.unit == stated.unit && m.passage < stated.passage && is_as_long(m.number, stated.number)
    };
    let known: Vec<(usize, &Mention)> = reading
        .before(index, REACH)
        .filter(|(_, m)| alike(m) && own(m) && outcome.is_proved(&m.place) && shares_a_word(m, stated))
        .collect();
    if known.iter().any(|(_, m)| m.number == stated.number) {
        return None;
    }
    let mut slipped = known.iter().filter(|(_, m)| is_slip(stated.number, m.number));
    let (at, meant) = slipped.next().filter(|_| slipped.next().is_none())?;
    if stands_beside_the_same(reading, index, *at) {
        return Some(*meant);
    }
    let long = digits(stated.number).max(digits(meant.number));
    let years = year(reading, *at).zip(year(reading, index)).is_none_or(|(a, b)| a == b);
    (years && !is_accident(long, known.len())).then_some(*meant)
}

/// Two signs in a row of what both are of.
fn shares_a_word(a: &Mention, b: &Mention) -> bool {
    let signs: Vec<char> = a.label.text.chars().collect();
    signs.windows(2).any(|pair| b.label.text.contains(&pair.iter().collect::<String>()))
}

/// Both stand beside one figure that is repeated rightly: `托育机构64家，提供托位4820个……托育机构64家、托位4280个`.
fn stands_beside_the_same(reading: &Reading, index: usize, earlier: usize) -> bool {
    const NEAR: usize = 4;
    const DIGITS_MIN: i128 = 10;
    let beside = |at: usize| -> Vec<&Mention> {
        let Some(own) = reading.mentions.get(at) else { return vec![] };
        let near = reading.mentions.iter().skip(at.saturating_sub(NEAR)).take(2 * NEAR + 1);
        let here =
            |m: &&Mention| (m.passage, m.sentence) == (own.passage, own.sentence) && m.start != own.start;
        near.filter(here).filter(|m| m.is_amount() && m.number.digits >= DIGITS_MIN).collect()
    };
    let (mine, others) = (beside(index), beside(earlier));
    mine.iter()
        .any(|a| others.iter().any(|b| a.number == b.number && a.unit == b.unit && shares_a_word(a, b)))
}
