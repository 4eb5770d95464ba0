//! 分子分母写错一位: a rate whose two figures the words name, and which lies so far off that it may be of others; one digit of
//! one of the two makes it fit to the last of its digits. It has the code of [`super::rate`].

use super::percentage::per;
use super::rate::{self, RULE};
use super::rate_other::other_pairs;
use super::{operand, share};
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;

/// With so many digits a rate fits one of the hundred figures that are a digit away from two by accident hardly ever.
const DIGITS_MIN: i128 = 1_000;

/// Tests every long rate that no other relation tested.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let shares = share::known(reading);
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_rate() && !m.vague) {
        // What stands side by side answers a list by its position, and a growth is over another base.
        let answers = reading.series.of(index).is_some() || stated.label.is_change();
        if stated.number.digits < DIGITS_MIN || answers || outcome.is_reckoned(&stated.place) {
            continue;
        }
        let found = rate::found(reading, index).or_else(|| shares.get(&index).copied());
        let Some(found) = found.filter(|found| found.certain) else { continue };
        let under = found.under.and_then(|under| reading.mentions.get(under));
        let Some((part, whole)) = reading.mentions.get(found.over).zip(under) else { continue };
        let near = part.passage == stated.passage
            && whole.passage == stated.passage
            && whole.segment == part.segment;
        let fits = |(over, under)| {
            per(stated).and_then(|per| fit(over, under, per, stated.number)) == Some(Fit::Right)
        };
        let otherwise = || other_pairs(reading, index, found.over).into_iter().any(fits);
        if near && is_slipped(stated, part, whole) && !otherwise() {
            fail(stated, part, whole, if stated.lead.contains('占') { &share::RULE } else { &RULE }, outcome);
        }
    }
}

fn fail(stated: &Mention, part: &Mention, whole: &Mention, rule: &'static RuleDoc, outcome: &mut Outcome) {
    let Some(right) =
        per(stated).and_then(|per| quotient(part.amount, whole.amount, per, stated.number.places))
    else {
        return;
    };
    let recomputed = format!("{right}{}", stated.unit.word);
    let message = format!("写为{}，按{}÷{}计算为{recomputed}", stated.text, part.text, whole.text);
    let others = vec![operand(part), operand(whole)];
    outcome.fails(
        Relation { rule, formula: Formula::Quotient, stated: operand(stated), others },
        recomputed,
        message,
    );
}

/// One other digit in the part or in the whole makes the rate.
fn is_slipped(stated: &Mention, part: &Mention, whole: &Mention) -> bool {
    let Some(per) = per(stated) else { return false };
    let fits = |over: Amount, under: Amount| fit(over, under, per, stated.number) == Some(Fit::Right);
    !fits(part.amount, whole.amount)
        && (others(part).any(|over| fits(over, whole.amount))
            || others(whole).any(|under| fits(part.amount, under)))
}

/// The figures that differ from one in one digit.
fn others(m: &Mention) -> impl Iterator<Item = Amount> {
    let text = m.number.digits.unsigned_abs().to_string();
    let (places, scale, rounded) = (m.number.places, m.unit.scale, m.amount.half > 0);
    let digits: Vec<(usize, char)> =
        (0..text.len()).flat_map(|at| ('0'..='9').map(move |digit| (at, digit))).collect();
    digits.into_iter().filter_map(move |(at, digit)| {
        let other: String = text.chars().enumerate().map(|(i, c)| if i == at { digit } else { c }).collect();
        let digits = other.parse().ok().filter(|_| other != text && !other.starts_with('0'))?;
        Amount::printed(Decimal { digits, places }, scale, rounded)
    })
}
