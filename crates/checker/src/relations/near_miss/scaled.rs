//! What one of something gives, times how many there are: `亩均节水62立方米，年节水198.40万立方米` on the area named before.

use super::amount::is_slip;
use super::{clause, makes, together};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::relations::product::{RULE, is_power_of_ten_off};
use crate::relations::{average, operand};

/// How far back the number of units may stand.
const PASSAGES: usize = 2;

/// A product that a quantity may be.
struct Way<'a> {
    each: &'a Mention,
    count: &'a Mention,
    right: Amount,
}

/// Tests a quantity behind what one unit gives; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    const WHOLE: [&str; 8] = ["年", "推算", "测算", "共", "合计", "总", "累计", "可"];
    let measured = matches!(m.unit.dimension, Dimension::Measure(_)) && m.unit.multiple > 1;
    if !measured || !WHOLE.iter().any(|word| clause(m).contains(word)) {
        return false;
    }
    let ways = ways(reading, index, m);
    let relation = |way: &Way| {
        let others = vec![operand(way.each), operand(way.count)];
        Relation { rule: &RULE, formula: Formula::Judged, stated: operand(m), others }
    };
    if let Some(way) = ways.iter().find(|way| way.right.agrees(m.amount)) {
        outcome.passes(relation(way));
        return true;
    }
    let off = |way: &Way| is_slip(m, way.right) || is_power_of_ten_off(way.right, m.amount);
    let found = ways.iter().find(|way| off(way)).filter(|_| !makes(reading, index, m));
    let Some((way, recomputed)) = found.and_then(|way| Some((way, m.print_like(way.right)?))) else {
        return false;
    };
    let message = format!("写为{}，{}×{}为{recomputed}", m.text, way.each.text, way.count.text);
    outcome.fails(relation(way), recomputed, message);
    true
}

/// The figure for one unit right before the quantity, times each number of such units. `亩均单产由486公斤提高到531公斤，增产45公斤`:
/// what the first is for, the last is for.
fn ways<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<Way<'a>> {
    const REACH: usize = 4;
    let near = |n: &Mention| together(n, m) && n.segment == m.segment && n.is_like(m) && !n.approximate;
    let run: Vec<(usize, &Mention)> = reading.before(index, REACH).take_while(|(_, n)| near(n)).collect();
    let per = run.iter().find_map(|(at, n)| Some((*at, average::per(n)?)));
    let (Some((_, each)), Some((at, per))) = (run.first(), per) else { return vec![] };
    let counts = average::counts(reading, at, each, &per, PASSAGES);
    let way = |count: &average::Count<'a>| {
        // The product is the total of which the figure for one unit is the average.
        let right = average::made(each, m, count)?.solve(1)?;
        Some(Way { each, count: count.mention, right })
    };
    counts.iter().filter_map(way).collect()
}
