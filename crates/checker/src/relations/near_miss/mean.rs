//! Averages: a total over a number, of which several stand around.

use super::amount::is_slip;
use super::{before, together};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::Relation;
use crate::relations::average;

/// Tests an average against the totals and the numbers that its words allow, in its passage and those before.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) {
    let tested = tested(reading, index, m);
    if let Some((relation, _)) = tested.iter().find(|(relation, _)| holds(relation)) {
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
        let slip = |(relation, _): &(Relation, _)| relation.solve(0).is_some_and(|right| is_slip(m, right));
        tested.into_iter().find(slip).map(|(relation, _)| relation)
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

/// The average made of every total and number around, the nearest first, with the total and the number.
fn tested<'a>(
    reading: &'a Reading,
    index: usize,
    m: &Mention,
) -> Vec<(Relation, (&'a Mention, &'a Mention))> {
    const PASSAGES: usize = 2;
    let Some(per) = average::per(m) else { return vec![] };
    let counts = average::counts(reading, index, m, &per, PASSAGES);
    let totals = before(reading, index, m);
    let pairs = totals.iter().rev().flat_map(|total| counts.iter().map(move |count| (*total, count)));
    pairs
        .filter_map(|(total, count)| Some((average::made(m, total, count)?, (total, count.mention))))
        .collect()
}

/// The average of the total right before it and the number of the same name: `住房困难援助27人次……住房困难援助发放43.20万元，人次均`.
fn named(reading: &Reading, index: usize, m: &Mention) -> Option<Relation> {
    let (_, last) =
        reading.before(index, 1).next().filter(|(_, n)| n.segment == m.segment && together(n, m))?;
    let alike = |total: &Mention, count: &Mention| {
        let name = count.label.text.as_str();
        total.start == last.start
            && total.passage == last.passage
            && name.chars().count() >= 4
            && total.label.text.starts_with(name)
    };
    tested(reading, index, m)
        .into_iter()
        .find(|(_, (total, count))| alike(total, count))
        .map(|(relation, _)| relation)
}
