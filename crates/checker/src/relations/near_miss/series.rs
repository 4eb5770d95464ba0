//! Rates side by side that answer amounts side by side: what most of them are over, all of them are.

use super::REACH;
use crate::exact::{Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::Formula;
use crate::relations::operand;
use crate::relations::percentage::{Claim, per};
use crate::relations::rate::RULE;

/// Tests every series of rates behind as many amounts, against as many amounts before those.
pub(super) fn check(reading: &Reading, outcome: &mut Outcome) {
    for series in &reading.series.series {
        let rates: Vec<&Mention> = series.iter().filter_map(|i| reading.mentions.get(*i)).collect();
        let plain = |m: &Mention| m.is_rate() && !m.vague && !m.label.is_change();
        let exact = rates.iter().all(|m| plain(m) && !outcome.is_reckoned(&m.place));
        let Some(first) = series.first().filter(|_| exact && rates.len() >= 3) else { continue };
        let Some(parts) = parts(reading, *first, rates.len()) else { continue };
        for wholes in wholes(reading, *first, &parts) {
            let fits: Vec<bool> = (0..rates.len()).map(|n| holds(&rates, &parts, &wholes, n)).collect();
            let right = fits.iter().filter(|fits| **fits).count();
            // All but one, or two of three at least.
            if right + 1 < rates.len() || right < 2 {
                continue;
            }
            for ((rate, part), whole) in rates.iter().zip(&parts).zip(&wholes) {
                claim(rate, part, whole).judge_by_words(outcome);
            }
            break;
        }
    }
}

fn holds(rates: &[&Mention], parts: &[&Mention], wholes: &[&Mention], n: usize) -> bool {
    let (Some(rate), Some(part), Some(whole)) = (rates.get(n), parts.get(n), wholes.get(n)) else {
        return false;
    };
    per(rate).and_then(|per| {
        quotient(part.amount, whole.amount, per, rate.number.places)?;
        fit(part.amount, whole.amount, per, rate.number)
    }) == Some(Fit::Right)
}

fn claim<'a>(rate: &'a Mention, part: &Mention, whole: &Mention) -> Claim<'a> {
    Claim {
        rule: &RULE,
        stated: rate,
        over: part.amount,
        under: whole.amount,
        made: Formula::Quotient,
        operands: vec![operand(part), operand(whole)],
        certain: true,
        formula: format!("{}÷{}", part.text, whole.text),
    }
}

/// The series of as many amounts right before the rates.
fn parts(reading: &Reading, first: usize, count: usize) -> Option<Vec<&Mention>> {
    let last = first.checked_sub(1)?;
    let series = reading.series.of(last).filter(|series| series.len() == count)?;
    let parts: Vec<&Mention> = series.iter().filter_map(|i| reading.mentions.get(*i)).collect();
    // `各44、97、31批次`
    parts.iter().all(|m| m.is_amount() || m.each && !m.approximate).then_some(parts)
}

/// As many amounts of the same kind in a row before the parts, the nearest first.
fn wholes<'a>(reading: &'a Reading, first: usize, parts: &[&Mention]) -> Vec<Vec<&'a Mention>> {
    let Some(like) = parts.first() else { return vec![] };
    let from = first.saturating_sub(parts.len());
    let before: Vec<&Mention> = reading
        .before(from, REACH)
        .map(|(_, n)| n)
        .take_while(|n| n.passage + 2 >= like.passage)
        .filter(|n| n.is_amount() && n.is_like(like) && n.amount.value > 0)
        .collect();
    let runs = before.windows(parts.len()).map(|run| run.iter().rev().copied().collect());
    runs.collect()
}
