//! Percentage points between the two rates right before them.

use super::{clause, together};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::relations::operand;
use crate::relations::points::RULE;

/// Tests every difference of percentages that no other relation placed.
pub(super) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, m) in reading.mentions.iter().enumerate() {
        let points = m.unit.dimension == Dimension::PercentPoints && !m.approximate && m.number.digits > 0;
        if !points || outcome.is_reckoned(&m.place) {
            continue;
        }
        let Some((more, less)) = rates(reading, index, m) else { continue };
        let Some(right) = more.amount.minus(less.amount) else { continue };
        let others = vec![operand(more), operand(less).taken_off(true)];
        let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: operand(m), others };
        if right.agrees(m.amount) {
            outcome.passes(relation);
            continue;
        }
        let printed = m.print_like(right).filter(|_| is_sure(m, less, more) && !is_made(reading, index, m));
        let Some(recomputed) = printed else { continue };
        let message = format!("写为{}，{}－{}应为{recomputed}", m.text, more.text, less.text);
        outcome.fails(relation, recomputed, message);
    }
}

/// The two rates right before, both of its sentence, the larger first.
fn rates<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(&'a Mention, &'a Mention)> {
    let exact = |n: &Mention| n.is_rate() && !n.approximate && together(n, m) && n.bracket == m.bracket;
    let mut before = reading.before(index, 2).map(|(_, n)| n);
    let (b, a) = (before.next().filter(|n| exact(n))?, before.next().filter(|n| exact(n))?);
    Some(if a.amount.value >= b.amount.value { (a, b) } else { (b, a) })
}

/// The words compare the two right before it: `91.3%，比规定的85%高出6.3个百分点`.
fn is_sure(m: &Mention, a: &Mention, b: &Mention) -> bool {
    const COMPARE: [&str; 6] = ["比", "较", "由", "从", "低于", "高于"];
    const BY: [&str; 9] = ["高", "低", "提升", "降", "落后", "超", "增", "减", "快"];
    let last = if a.start > b.start { a } else { b };
    let compared = COMPARE.iter().any(|word| clause(last).contains(word)) && !last.lead.contains("同比");
    let own = !m.lead.contains(['，', '；']) || m.lead.trim_start_matches('，').chars().count() <= 3;
    compared && own && BY.iter().any(|word| clause(m).contains(word))
}

/// Two other rates of the passage lie so far apart.
fn is_made(reading: &Reading, index: usize, m: &Mention) -> bool {
    const REACH: usize = 12;
    let rates =
        || reading.before(index, REACH).map(|(_, n)| n).filter(|n| n.is_rate() && n.passage == m.passage);
    rates().any(|a| rates().any(|b| a.amount.minus(b.amount).is_some_and(|apart| apart.agrees(m.amount))))
}
