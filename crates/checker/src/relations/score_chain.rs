//! 连写的得分: weight, score and rate of one part after another in a single sentence (`决策权重16分、得14.4分，得分率90%，过程…`), and
//! a total with the scores of its parts behind 其中. It has the codes of [`super::score_parts`].

use super::operand;
use super::percentage::Claim;
use super::score_parts::{DEDUCTION, PARTS, is_points};
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::{Divider, Mention};
use crate::relation::{Formula, Relation};

/// Tests what no other relation of scores tested.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for run in reading.mentions.windows(3) {
        let [full, got, stated] = run else { continue };
        if is_group(full, got, stated) && !outcome.is_reckoned(&stated.place) {
            rate(full, got, stated, outcome);
        }
    }
    for (index, total) in reading.mentions.iter().enumerate().filter(|(_, m)| is_total(m)) {
        let behind = reading.mentions.get(index + 1..).unwrap_or_default();
        if !outcome.is_reckoned(&total.place) {
            divided(reading, total, behind, outcome);
        }
    }
}

/// `权重16分、得14.4分，得分率90.00%`
fn is_group(full: &Mention, got: &Mention, stated: &Mention) -> bool {
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| m.lead.ends_with(word));
    let here = |m: &Mention| (m.passage, m.segment, m.bracket) == (full.passage, full.segment, full.bracket);
    let words = says(full, &["权重", "分值", "满分", "权重为", "分值为"])
        && says(got, &["得", "得分", "得分为", "实得"])
        && ["得分率", "得分率为"].contains(&stated.lead.trim_start_matches('，'));
    words
        && is_points(full)
        && is_points(got)
        && stated.is_rate()
        && !stated.vague
        && here(got)
        && here(stated)
}

fn rate(full: &Mention, got: &Mention, stated: &Mention, outcome: &mut Outcome) {
    let claim = Claim {
        rule: &DEDUCTION,
        stated,
        over: got.amount,
        under: full.amount,
        made: Formula::Quotient,
        operands: vec![operand(got), operand(full)],
        certain: true,
        formula: format!("{}÷{}", got.text, full.text),
    };
    claim.judge_by_words(outcome);
}

/// `自评总分95.47分`: the score of the whole.
fn is_total(m: &Mention) -> bool {
    const WORDS: [&str; 6] = ["总分", "总得分", "综合得分", "自评得分", "评价得分", "得分"];
    let name = m.lead.trim_end_matches(['为', '是', '达']);
    is_points(m)
        && m.bracket.is_none()
        && WORDS.iter().any(|word| name.ends_with(word))
        && !m.lead.contains("权重")
}

/// `总分95.47分，其中甲9.69分、乙48.38分、丙37.4分`: parts that one digit, of theirs or of the total, keeps from it.
fn divided(reading: &Reading, total: &Mention, behind: &[Mention], outcome: &mut Outcome) {
    const PARTS_MIN: usize = 3;
    let own =
        |m: &Mention| (m.passage, m.segment, m.bracket) == (total.passage, total.segment, total.bracket);
    let Some(first) = behind.first().filter(|m| own(m) && is_points(m)) else { return };
    let opens = first.lead.starts_with("，其中") || first.lead.starts_with('：');
    let beside =
        |m: &&Mention| own(m) && is_points(m) && m.divider == Divider::Pause && !m.label.text.is_empty();
    let rest = behind.iter().skip(1).take_while(beside);
    let parts: Vec<&Mention> = [first].into_iter().chain(rest).collect();
    let ends = parts.last().is_some_and(|last| reading.behind(last) != Some('等'));
    let full = ["满分", "权重", "分值", "扣"].iter().any(|word| first.lead.contains(word));
    let Some(sum) = Amount::sum(parts.iter().map(|m| m.amount)) else { return };
    if !opens || full || !ends || parts.len() < PARTS_MIN {
        return;
    }
    let others = parts.iter().map(|m| operand(m)).collect();
    let relation = Relation { rule: &PARTS, formula: Formula::Sum, stated: operand(total), others };
    if sum.value == total.amount.value {
        return outcome.passes(relation);
    }
    let places = finest(&parts, total);
    let slipped = |m: &Mention, right: Option<Amount>| {
        let right = right.and_then(|right| right.print(1, places));
        m.number.scaled(places).zip(right).is_some_and(|(own, right)| {
            is_one_slip(&own.to_string(), &right.replace('.', "")) && own.abs() >= 100
        })
    };
    let off = total.amount.minus(sum);
    let one =
        slipped(total, Some(sum)) || parts.iter().any(|m| slipped(m, off.and_then(|off| m.amount.plus(off))));
    let Some(recomputed) = sum.print(1, places).filter(|_| one) else { return };
    let message = format!("总分写为{}，所列各部分合计为{recomputed}分", total.text);
    outcome.fails(relation, format!("{recomputed}分"), message);
}

/// The most decimals with which any of them is printed.
fn finest(parts: &[&Mention], total: &Mention) -> u32 {
    parts.iter().map(|m| m.number.places).max().unwrap_or(0).max(total.number.places)
}
