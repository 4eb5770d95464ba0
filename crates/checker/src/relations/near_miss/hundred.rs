//! Shares of one whole of which the last is 其余: together they are a hundred.

use super::{clause, together};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::relations::operand;
use crate::relations::share::RULE;

/// Tests the share of the rest in every sentence that divides a whole into shares.
pub(super) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| is_rest(m)) {
        let Some(shares) = shares(reading, index, m) else { continue };
        let others = shares.iter().copied().map(operand).collect();
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(m), others };
        let whole = Amount { value: 100 * PER_UNIT, half: 0 };
        let Some(rest) = Amount::sum(shares.iter().map(|n| n.amount)).and_then(|sum| whole.minus(sum)) else {
            continue;
        };
        if rest.agrees(m.amount) {
            outcome.passes(relation);
            continue;
        }
        let Some(recomputed) = m.print_like(rest).filter(|_| rest.value > 0) else { continue };
        let texts: Vec<&str> = shares.iter().map(|n| n.text.as_str()).collect();
        let message = format!("其余写为{}，100%减去{}应为{recomputed}", m.text, texts.join("、"));
        outcome.fails(relation, recomputed, message);
    }
}

fn is_percent(m: &Mention) -> bool {
    m.unit.dimension == Dimension::Parts(100)
}

fn is_rest(m: &Mention) -> bool {
    let words = m.lead.trim_start_matches(['，', '、', '；']);
    let rest = ["其余", "余下", "其他"].iter().any(|word| words.starts_with(word));
    is_percent(m) && !m.vague && rest && (m.lead.contains('占') || clause(m) == m.lead)
}

/// The shares before the rest in its sentence, where they are all of one whole: only percentages, side by side, none of
/// them of a part.
fn shares<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Vec<&'a Mention>> {
    let mut found: Vec<&Mention> =
        reading.before(index, 12).map(|(_, n)| n).take_while(|n| together(n, m) && is_percent(n)).collect();
    found.reverse();
    let exact = found
        .iter()
        .all(|n| !n.vague && n.bracket == m.bracket && !n.lead.contains("其中") && !n.label.is_change());
    let share = found.iter().any(|n| n.lead.contains('占'));
    let near = Amount::sum(found.iter().map(|n| n.amount)).is_some_and(|sum| sum.value < 100 * PER_UNIT);
    (found.len() >= 2 && exact && near && share).then_some(found)
}
