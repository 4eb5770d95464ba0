//! Amounts: what is left, missing or more is the difference of two neighbours; a total is the sum of a run of them.

use super::{before, left, total};
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relations::linear::Linear;
use crate::rules::RuleDoc;
use crate::slip::is_one_place_off;

/// A way in which an amount may be made of its neighbours.
pub(super) struct Way<'a> {
    /// What of a failure is certain under.
    pub rule: &'static RuleDoc,
    /// What is added.
    pub plus: Vec<&'a Mention>,
    /// What is taken off.
    pub minus: Vec<&'a Mention>,
    /// What makes a failure certain.
    pub proof: Proof,
}

/// How much must speak for a slip before it is called one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// The words leave no other way.
    Words,
    /// One place of the number is off, or two digits changed places.
    Place,
    /// The two are within a twentieth of each other: of a list that leaves much out they would not be.
    Near,
    /// Two digits changed places, of however short a number: the words leave hardly another way.
    Turned,
    /// Two digits changed places: nothing else makes that by accident.
    Swap,
}

/// Tests an amount that the words call a remainder, a difference or a total; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let around: Vec<&Mention> = before(reading, index, m);
    let left = if left::is_difference(m) { left::ways(m, &around, outcome) } else { vec![] };
    // `共核减` names a change and is a total as well.
    let total = if left.is_empty() || total::is_total(m) {
        total::ways(reading, index, m, &around, outcome)
    } else {
        vec![]
    };
    let ways: Vec<(Linear, Proof)> = left
        .into_iter()
        .chain(total)
        .map(|way| (Linear { rule: way.rule, stated: m, plus: way.plus, minus: way.minus }, way.proof))
        .collect();
    let holds = ways.iter().position(|(claim, _)| claim.total().is_some_and(|total| total.agrees(m.amount)));
    let slipped = || {
        let slip = |(claim, proof): &(Linear, Proof)| {
            claim.total().is_some_and(|right| is_certain(m, right, *proof))
        };
        let slips = ways.iter().position(slip)?;
        let sure = ways.get(slips).is_some_and(|(_, proof)| *proof == Proof::Words);
        (sure || !is_made(m, &around)).then_some(slips)
    };
    let Some(at) = holds.or_else(slipped) else { return false };
    ways.into_iter().nth(at).into_iter().for_each(|(claim, _)| claim.judge(reading, outcome));
    true
}

fn is_certain(m: &Mention, right: Amount, proof: Proof) -> bool {
    match proof {
        Proof::Words => right.value > 0,
        Proof::Place => is_slip(m, right),
        Proof::Near => {
            let off = right.value.abs_diff(m.amount.value);
            is_slip(m, right) || off.saturating_mul(20) <= m.amount.value.unsigned_abs()
        }
        Proof::Turned => is_swapped(m, right) || is_slip(m, right),
        Proof::Swap => is_slip(m, right) && is_swapped(m, right),
    }
}

/// Two neighbouring digits changed places.
fn is_swapped(m: &Mention, right: Amount) -> bool {
    let (printed, right) = (m.number.to_string(), right.number(m.unit.scale, m.number.places));
    right.map(|right| right.to_string()).is_some_and(|right| {
        let differing = right.bytes().zip(printed.bytes()).filter(|(a, b)| a != b).count();
        differing == 2 && is_one_slip(&right, &printed)
    })
}

/// One place of the printed number is off, or two of its digits changed places, by more than any rounding.
pub(super) fn is_slip(m: &Mention, right: Amount) -> bool {
    let off = right.value.abs_diff(m.amount.value);
    let rounding = right.half.saturating_add(m.amount.half).unsigned_abs();
    let certain = off > rounding.saturating_mul(4) || off > rounding && is_swapped(m, right);
    certain && right.value > 0 && is_one_place_off(m.number, m.unit.scale, right)
}

/// Some two of the neighbours, or a run of them, make the figure.
pub(super) fn is_made(m: &Mention, around: &[&Mention]) -> bool {
    const NEAR: usize = 16;
    let near = around.get(around.len().saturating_sub(NEAR)..).unwrap_or_default();
    // What is itself only known roughly explains nothing.
    let close = |amount: Amount| amount.half.saturating_mul(200) <= m.amount.value.saturating_abs();
    let agrees =
        |amount: Option<Amount>| amount.is_some_and(|amount| close(amount) && amount.agrees(m.amount));
    let pair = |a: &Mention, b: &Mention| agrees(a.amount.plus(b.amount)) || agrees(a.amount.minus(b.amount));
    let pairs = near.iter().any(|a| near.iter().any(|b| a.start != b.start && pair(a, b)));
    let run = |from: usize| {
        let amounts = near.iter().skip(from).map(|n| n.amount);
        let sums = amounts.scan(Amount { value: 0, half: 0 }, |sum, next| {
            *sum = sum.plus(next)?;
            Some(*sum)
        });
        let whole = near.get(from.saturating_sub(1)).filter(|_| from > 0);
        let left = |sum: Amount| whole.and_then(|whole| whole.amount.minus(sum));
        sums.into_iter().any(|sum| sum.agrees(m.amount) || agrees(left(sum)))
    };
    pairs || (0..near.len()).any(run)
}
