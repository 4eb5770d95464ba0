//! 按公式得分: a score that the paper says to be the execution rate times a weight is that product.

use super::operand;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::passage::Passage;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Severity};

/// A score by a formula.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C040",
    name: "rate_score",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "得分与写明的公式不符",
    what: "同一段写明“得分＝执行率×10”时，得分是否等于写明的执行率乘以该分值。",
    why: "公式、执行率和得分都写在一处，读者一乘就知道对不对。",
    advice: "请按公式重新计算得分，或核对执行率。",
    fails: "预算执行率96.5%，按“得分＝执行率×10”计算，得9.56分。",
    passes: "预算执行率96.5%，按“得分＝执行率×10”计算，得9.65分。",
    limits: "没有写明公式，或同一段有多个执行率、多个得分的不核对。",
};

/// Tests every passage that states the formula.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, passage) in reading.passages.iter().enumerate() {
        let Some(weight) = weight(passage) else { continue };
        let begin = reading.mentions.partition_point(|m| m.passage < index);
        let end = reading.mentions.partition_point(|m| m.passage <= index);
        let here = reading.mentions.get(begin..end).unwrap_or_default();
        let rate = |m: &&Mention| m.is_rate() && !m.vague && m.label.text.ends_with("执行率");
        let score = |m: &&Mention| {
            let points = m.unit.dimension == Dimension::Points && !m.approximate;
            points && m.lead.contains('得') && !m.lead.ends_with(['×', '*']) && !m.lead.contains("满分")
        };
        let (mut rates, mut scores) = (here.iter().filter(rate), here.iter().filter(score));
        if let (Some(rate), None, Some(score), None) =
            (rates.next(), rates.next(), scores.next(), scores.next())
        {
            judge(rate, weight, score, outcome);
        }
    }
}

/// The weight of `执行率×10`.
fn weight(passage: &Passage) -> Option<Decimal> {
    let at = passage.find("执行率", 0).into_iter().chain(passage.find("执行率×", 0)).max()?;
    let rest = passage.slice(at, at + 12);
    let (_, factor) = rest.split_once(['×', '*'])?;
    let digits: String = factor.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    Decimal::parse(&digits).ok().filter(|weight| weight.digits > 0)
}

fn judge(rate: &Mention, weight: Decimal, score: &Mention, outcome: &mut Outcome) {
    const PARTS: i128 = 100;
    let part =
        |value: i128| Some(value.checked_mul(weight.digits)? / 10i128.checked_pow(weight.places)? / PARTS);
    let half =
        |places: u32| Amount::printed(Decimal { digits: 1, places }, 1, true).map_or(0, |one| one.half);
    let (Some(value), Some(moved)) = (part(rate.amount.value), part(half(rate.number.places))) else {
        return;
    };
    let right = Amount { value, half: moved };
    let stated = Amount { half: half(score.number.places), ..score.amount };
    let relation = Relation {
        rule: &RULE,
        formula: Formula::Judged,
        stated: operand(score),
        others: vec![operand(rate)],
    };
    if right.agrees(stated) {
        return outcome.passes(relation);
    }
    let Some(recomputed) = score.print_like(right) else { return };
    let message = format!("得分写为{}，{}×{weight}应为{recomputed}", score.text, rate.text);
    outcome.fails(relation, recomputed, message);
}
