//! Averages: a total over a number, of which several stand around.

use super::amount::is_slip;
use super::{before, together};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::Relation;
use crate::relations::average;

/// How far back the number may stand.
const PASSAGES: usize = 2;
/// Shorter names are shared by accident.
const NAME_MIN: usize = 4;

/// Tests an average against the totals and the numbers that its words allow, in its passage and those before.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) {
    let tested = tested(reading, index, m);
    if let Some(relation) = tested.iter().find(|relation| holds(relation)) {
        return outcome.passes(relation.clone());
    }
    // Of several averages side by side that are made in one way, each is.
    let like = |at: usize, n: &Mention| {
        n.each
            && n.is_like(m)
            && together(n, m)
            && at != index
            && named(reading, at, n).is_some_and(|r| holds(&r))
    };
    let siblings = reading.mentions.iter().enumerate().skip(index.saturating_sub(12)).take(24);
    let sure = siblings.filter(|(at, n)| like(*at, n)).count() >= 2;
    let found = named(reading, index, m).filter(|_| sure).or_else(|| {
        let slip = |relation: &Relation| relation.solve(0).is_some_and(|right| is_slip(m, right));
        tested.into_iter().find(slip)
    });
    let right = found.as_ref().and_then(|relation| m.print_like(relation.solve(0)?));
    if let (Some(relation), Some(recomputed)) = (found, right) {
        let message = format!("写为{}，按{}计算为{recomputed}", m.text, average::made_of(&relation));
        outcome.fails(relation, recomputed, message);
    }
}

fn holds(relation: &Relation) -> bool {
    let own = relation.stated.value.map(|value| value.amount);
    relation.solve(0).zip(own).is_some_and(|(right, own)| right.agrees(own))
}

/// The average made of every total and number around, the nearest first.
fn tested(reading: &Reading, index: usize, m: &Mention) -> Vec<Relation> {
    let Some(per) = average::per(m) else { return vec![] };
    let counts = average::counts(reading, index, m, &per, PASSAGES);
    let totals = before(reading, index, m);
    let pairs = totals.iter().rev().flat_map(|total| counts.iter().map(move |count| (*total, count)));
    pairs.filter_map(|(total, count)| average::made(m, total, count)).collect()
}

/// The average of the total right before it and the number of the same name: `住房困难援助27人次……住房困难援助发放43.20万元，人次均`.
fn named(reading: &Reading, index: usize, m: &Mention) -> Option<Relation> {
    let (_, total) =
        reading.before(index, 1).next().filter(|(_, n)| n.segment == m.segment && together(n, m))?;
    let alike = |count: &average::Count| {
        let name = count.mention.label.text.as_str();
        name.chars().count() >= NAME_MIN && total.label.text.starts_with(name)
    };
    let counts = average::counts(reading, index, m, &average::per(m)?, PASSAGES);
    counts.iter().find(|count| alike(count)).and_then(|count| average::made(m, total, count))
}
