//! 扣分合计: what was taken off in all is what full marks and score leave between them, and what the named deductions add up
//! to. It has the code of [`super::score_parts::DEDUCTION`].

use super::near_miss::said_count;
use super::operand;
use super::score_parts::{DEDUCTION, Side, is_points, side};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::mentions::Mention;
use crate::read::passage::Passage;
use crate::read::{Reading, score_text};
use crate::relation::{Formula, Operand, Relation};

/// Full marks of a whole evaluation.
const HUNDRED: Amount = Amount { value: 100 * PER_UNIT, half: 0 };

/// Tests every total of deductions.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let totals = score_text::totals(reading);
    let of_hundred = reading.score_tables.iter().all(|table| table.weights() == 100 * 100);
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| is_points(m)) {
        if side(m) != Some(Side::Less) {
            continue;
        }
        if let Some(score) = beside(reading, index, &totals) {
            from_full_marks(reading, m, score, of_hundred, outcome);
        }
        if let Some(parts) = parts(reading, index) {
            added_up(m, &parts, outcome);
        }
    }
}

/// The total score right before a deduction, or right behind one that is of all: `自评得分94.1分，扣5.9分`, `四项共扣5分，最终得分95分`.
fn beside<'a>(reading: &'a Reading, index: usize, totals: &[usize]) -> Option<&'a Mention> {
    let m = reading.mentions.get(index)?;
    let total = |at: usize| totals.binary_search(&at).ok().and_then(|_| reading.mentions.get(at));
    // Fewer points are those of a part: `得分9.6分，扣0.4分`.
    const SCORE_MIN: i128 = 60 * PER_UNIT;
    let here = |n: &&Mention| {
        let one = (n.passage, n.sentence, n.bracket) == (m.passage, m.sentence, m.bracket);
        one && is_points(n) && (SCORE_MIN..=HUNDRED.value).contains(&n.amount.value)
    };
    const LEADS: [&str; 12] = [
        "扣",
        "共扣",
        "扣分",
        "共扣分",
        "合计扣",
        "合计扣分",
        "总扣分",
        "总计扣",
        "累计扣",
        "失分",
        "共失分",
        "扣减",
    ];
    let lead = m.lead.trim_start_matches('，').trim_end_matches(['了', '为']);
    let before = index.checked_sub(1).and_then(total).filter(here).filter(|_| LEADS.contains(&lead));
    before.or_else(|| total(index + 1).filter(here).filter(|_| is_of_all(m)))
}

/// `四项共扣5分`: the words sum up deductions.
fn is_of_all(m: &Mention) -> bool {
    const WORDS: [&str; 8] = ["共扣", "合计扣", "总扣", "总计扣", "累计扣", "共失分", "扣分合计", "合计失分"];
    let clause = m.lead.rsplit('，').next().unwrap_or_default();
    WORDS.iter().any(|word| clause.contains(word))
}

/// A deduction against what a score lacks of a hundred, where nothing says that there are other full marks.
fn from_full_marks(reading: &Reading, m: &Mention, score: &Mention, of_hundred: bool, outcome: &mut Outcome) {
    let other = reading.passages.get(m.passage).is_none_or(|passage| has_other_marks(passage, m));
    if other || !of_hundred {
        return outcome.cannot_check("满分不一定是100分");
    }
    let Some(right) = HUNDRED.minus(score.amount) else { return };
    let full = Operand::words(&score.place, "100分").worth(HUNDRED, 1, 0);
    let others = vec![full, operand(score).taken_off(true)];
    let relation = Relation { rule: &DEDUCTION, formula: Formula::Sum, stated: operand(m), others };
    let message = |right: &str| format!("扣分写为{}，满分100分－{}应为{right}分", m.text, score.text);
    judge(m, right, score.number.places, relation, message, outcome);
}

/// Added marks, other full marks, or part of the points: the score does not lack what was taken off.
fn has_other_marks(passage: &Passage, m: &Mention) -> bool {
    const NEAR: usize = 200;
    const WORDS: [&str; 7] = ["加分", "加减分", "附加", "折算", "满分110", "满分120", "不适用"];
    let text = passage.slice(m.start.saturating_sub(NEAR), m.end + NEAR);
    WORDS.iter().any(|word| text.contains(word))
}

/// The deductions that a total sums up: all in its passage before it, as many as the words say.
fn parts(reading: &Reading, index: usize) -> Option<Vec<&Mention>> {
    const REACH: usize = 40;
    let m = reading.mentions.get(index).filter(|m| is_of_all(m))?;
    let before = reading.before(index, REACH).map(|(_, n)| n).take_while(|n| n.passage == m.passage);
    let mut parts: Vec<&Mention> = before
        .filter(|n| is_points(n) && n.bracket == m.bracket && side(n) == Some(Side::Less))
        .take_while(|n| !is_of_all(n))
        .collect();
    parts.reverse();
    let counted = said_count(m).is_some_and(|count| count == parts.len());
    (counted && parts.len() > 1).then_some(parts)
}

fn added_up(m: &Mention, parts: &[&Mention], outcome: &mut Outcome) {
    let Some(right) = Amount::sum(parts.iter().map(|part| part.amount)) else { return };
    let others = parts.iter().map(|part| operand(part)).collect();
    let relation = Relation { rule: &DEDUCTION, formula: Formula::Sum, stated: operand(m), others };
    let listed: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let message =
        |right: &str| format!("扣分写为{}，所列扣分（{}）合计为{right}分", m.text, listed.join("＋"));
    let places = parts.iter().map(|part| part.number.places).max().unwrap_or_default();
    judge(m, right, places, relation, message, outcome);
}

/// Points are given, not rounded; they are printed with no more decimals than they need.
fn judge(
    m: &Mention,
    right: Amount,
    places: u32,
    relation: Relation,
    message: impl Fn(&str) -> String,
    outcome: &mut Outcome,
) {
    if right.value == m.amount.value {
        return outcome.passes(relation);
    }
    let exact = |places: u32| {
        let number = right.number(1, places)?;
        let same = Amount::printed(number, 1, false).is_some_and(|amount| amount.value == right.value);
        same.then(|| number.to_string())
    };
    let printed = (m.number.places..=places.max(m.number.places)).find_map(exact);
    let Some(recomputed) = printed.filter(|_| right.value >= 0) else { return };
    outcome.fails(relation, format!("{recomputed}分"), message(&recomputed));
}
