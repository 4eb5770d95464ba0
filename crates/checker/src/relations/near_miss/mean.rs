//! Averages: a total over a number, of which several stand around.

use super::amount::is_slip;
use super::before;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::Relation;
use crate::relations::average;

/// Tests an average against the totals and the numbers that its words allow, in its passage and those before.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) {
    let Some(per) = average::per(m) else { return };
    let counts = average::counts(reading, index, m, &per, 1);
    let totals = before(reading, index, m);
    let pairs = totals.iter().rev().flat_map(|total| counts.iter().map(move |count| (*total, count)));
    let tested: Vec<Relation> = pairs.filter_map(|(total, count)| average::made(m, total, count)).collect();
    let right = |relation: &Relation| relation.solve(0);
    let own = |relation: &Relation| relation.stated.value.map(|value| value.amount);
    let holds = |relation: &&Relation| {
        right(relation).zip(own(relation)).is_some_and(|(right, own)| right.agrees(own))
    };
    if let Some(relation) = tested.iter().find(holds) {
        return outcome.passes(relation.clone());
    }
    let slipped = tested.into_iter().find_map(|relation| {
        let right = right(&relation).filter(|right| is_slip(m, *right))?;
        Some((relation, m.print_like(right)?))
    });
    if let Some((relation, recomputed)) = slipped {
        let message = format!("写为{}，按{}计算为{recomputed}", m.text, average::made_of(&relation));
        outcome.fails(relation, recomputed, message);
    }
}
