//! 按公式得分: a score that the paper says to be the execution rate times a weight is that product.

use super::operand;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::mentions::Mention;
use crate::read::passage::Passage;
use crate::read::units::Dimension;
use crate::relation::{Formula, Operand, Relation};
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
    what: "写明“得分＝执行率×10”“得分＝执行率×分值（10分）”时，得分是否等于同段、全文或资金表合计行唯一的执行率乘以该分值。",
    why: "公式、执行率和得分都写在一处，读者一乘就知道对不对。",
    advice: "请按公式重新计算得分，或核对执行率。",
    fails: "预算执行率96.5%，按“得分＝执行率×10”计算，得9.56分。",
    passes: "预算执行率96.5%，按“得分＝执行率×10”计算，得9.65分。",
    limits: "没有写明公式，有多个执行率或多个得分分不清的，执行率超过100%的不核对。",
};

/// Tests every passage that states the formula.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, passage) in reading.passages.iter().enumerate() {
        let Some((at, weight)) = weight(passage) else { continue };
        let begin = reading.mentions.partition_point(|m| m.passage < index);
        let end = reading.mentions.partition_point(|m| m.passage <= index);
        let here = reading.mentions.get(begin..end).unwrap_or_default();
        let Some(score) = score(passage, here, at) else { continue };
        let rates = || here.iter().filter(|m| is_execution(m));
        let own = match rates().count() {
            0 => elsewhere(&reading.mentions).or_else(|| in_tables(&reading.grids)),
            1 => rates().next().map(Rate::of),
            _ => None,
        };
        if let Some(rate) = own {
            judge(&rate, weight, score, outcome);
        }
    }
}

/// An execution rate, in the text or in a table.
struct Rate {
    operand: Operand,
    number: Decimal,
}

impl Rate {
    fn of(m: &Mention) -> Rate {
        Rate { operand: operand(m), number: m.number }
    }
}

fn is_execution(m: &Mention) -> bool {
    m.is_rate() && !m.vague && m.label.text.ends_with("执行率")
}

/// The execution rate that the text gives, where it gives only one.
fn elsewhere(mentions: &[Mention]) -> Option<Rate> {
    let mut rates = mentions.iter().filter(|m| is_execution(m));
    let first = rates.next()?;
    rates.all(|m| m.amount.value == first.amount.value).then(|| Rate::of(first))
}

/// The execution rate of the row of totals of the only table of funds.
fn in_tables(grids: &[Grid]) -> Option<Rate> {
    const TOTALS: [&str; 4] = ["资金总额", "合计", "总计", "全年预算"];
    let mut found = grids.iter().filter_map(|grid| match grid.columns(|h| h.contains("执行率")).as_slice()
    {
        [column] => {
            let total = |row: &[_]| {
                row.first().is_some_and(|name: &crate::read::grid::GridCell| {
                    TOTALS.iter().any(|word| name.text.contains(word))
                })
            };
            let (_, row) = grid.body().find(|(_, row)| total(row))?;
            let cell = row.get(*column)?;
            Some(Rate { operand: Operand::words(&cell.place, &cell.text), number: cell.percent()? })
        }
        _ => None,
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The score that the formula gives: the only one in its part of the sentence, else in its passage.
fn score<'a>(passage: &Passage, here: &'a [Mention], at: usize) -> Option<&'a Mention> {
    let is_score = |m: &&Mention| {
        let points = m.unit.dimension == Dimension::Points && !m.approximate && m.bracket.is_none();
        points && m.lead.contains('得') && !m.lead.ends_with(SIGNS) && !m.lead.contains("满分")
    };
    let ends = (at..passage.chars.len()).find(|i| passage.chars.get(*i).is_some_and(|c| "；。".contains(*c)));
    let end = ends.unwrap_or(passage.chars.len());
    let only = |scores: Vec<&'a Mention>| match scores.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    let near = only(here.iter().filter(is_score).filter(|m| (at..end).contains(&m.start)).collect());
    near.or_else(|| only(here.iter().filter(is_score).collect()))
}

/// Signs between a rate and its weight.
const SIGNS: [char; 4] = ['×', '*', 'x', 'X'];

/// Where a formula `执行率×10`, `执行率×分值（10分）` stands, and its weight.
fn weight(passage: &Passage) -> Option<(usize, Decimal)> {
    const WORDS: [&str; 8] = ["该项", "指标", "本项", "标准", "分值", "权重", "满分", "分"];
    let signs =
        (0..passage.chars.len()).filter(|at| passage.chars.get(*at).is_some_and(|c| SIGNS.contains(c)));
    signs.into_iter().find_map(|at| {
        let before = passage.slice(at.saturating_sub(6), at);
        before.trim_end_matches(['”', '）', ')']).ends_with("执行率").then_some(())?;
        let rest = passage.slice(at + 1, at + 12);
        let mut factor = rest.as_str();
        while let Some(shorter) = WORDS.iter().find_map(|word| factor.strip_prefix(word)) {
            factor = shorter;
        }
        let factor = factor.trim_start_matches(['（', '(']);
        let digits: String = factor.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let percent = factor.strip_prefix(digits.as_str())?.starts_with('%');
        let weight = Decimal::parse(&digits).ok().filter(|weight| weight.digits > 0 && !percent)?;
        Some((at, weight))
    })
}

fn judge(rate: &Rate, weight: Decimal, score: &Mention, outcome: &mut Outcome) {
    const PARTS: i128 = 100;
    let part =
        |value: i128| Some(value.checked_mul(weight.digits)? / 10i128.checked_pow(weight.places)? / PARTS);
    let Some(percent) = Amount::printed(rate.number, 1, true) else { return };
    let whole = Amount::printed(Decimal { digits: PARTS, places: 0 }, 1, false);
    if whole.is_none_or(|whole| percent.value > whole.value) {
        return;
    }
    let (Some(value), Some(half)) = (part(percent.value), part(percent.half)) else { return };
    let right = Amount { value, half };
    let own = Amount::printed(Decimal { digits: 1, places: score.number.places }, 1, true);
    let stated = Amount { half: own.map_or(0, |one| one.half), ..score.amount };
    let relation = Relation {
        rule: &RULE,
        formula: Formula::Judged,
        stated: operand(score),
        others: vec![rate.operand.clone()],
    };
    if right.agrees(stated) {
        return outcome.passes(relation);
    }
    let Some(recomputed) = score.print_like(right) else { return };
    let message = format!("得分写为{}，{}×{weight}应为{recomputed}", score.text, rate.operand.text);
    outcome.fails(relation, recomputed, message);
}
