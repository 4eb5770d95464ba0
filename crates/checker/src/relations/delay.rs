//! 工期之差: days or months by which something took longer or shorter than was agreed. Months are no figures of the reading,
//! because `3个月` mostly says when; here the words say that they are a duration. It has the code of [`super::difference`].

use super::difference::RULE;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::passage::Passage;
use crate::read::units::starts_with;
use crate::relation::{Formula, Operand, Relation};
use mingzhang_domain::decimal::Decimal;

const UNITS: [&str; 4] = ["个月", "日历天", "个工作日", "天"];
/// What was agreed, what it took, what lies between.
const AGREED: [&str; 6] = ["合同", "计划", "约定", "批复", "核定", "要求"];
const TOOK: [&str; 1] = ["实际"];
const LATER: [&str; 8] = ["延期", "超期", "延误", "逾期", "滞后", "拖期", "延长", "超出"];
const EARLIER: [&str; 3] = ["提前", "缩短", "节省"];

/// Tests every delay right behind the two durations that it lies between.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for passage in &reading.passages {
        let lengths = lengths(passage);
        for run in lengths.windows(3) {
            let [agreed, took, by] = run else { continue };
            if is_of(agreed, &AGREED) && is_of(took, &TOOK) && agreed.goes_on(took) && took.goes_on(by) {
                judge(passage, agreed, took, by, outcome);
            }
        }
    }
}

/// A number of days or months.
struct Length {
    start: usize,
    end: usize,
    number: Decimal,
    unit: &'static str,
    /// The words right before it, from the last comma on.
    clause: String,
    /// Whether only a comma divides it from the one before.
    beside: bool,
}

impl Length {
    fn goes_on(&self, next: &Length) -> bool {
        next.beside && self.unit == next.unit
    }
}

fn is_of(length: &Length, words: &[&str]) -> bool {
    const PERIODS: [&str; 8] = ["工期", "建设期", "周期", "服务期", "时限", "期限", "用时", "建设"];
    let period = PERIODS.iter().any(|word| length.clause.trim_end_matches(['为', '是']).ends_with(word));
    // `较合同工期延期` is neither.
    let change = LATER.iter().chain(&EARLIER).any(|word| length.clause.contains(word));
    !change && period && words.iter().any(|word| length.clause.contains(word))
}

/// All durations of a passage, with their words.
fn lengths(passage: &Passage) -> Vec<Length> {
    const WORDS: usize = 24;
    let digit = |at: usize| passage.chars.get(at).is_some_and(|c| c.is_ascii_digit() || *c == '.');
    let (mut found, mut at, mut last) = (Vec::new(), 0, 0);
    while at < passage.chars.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let end = (at..).find(|next| !digit(*next)).unwrap_or(at);
        let unit = UNITS.into_iter().find(|unit| starts_with(&passage.chars, end, unit));
        if let Some((unit, number)) = unit.zip(Decimal::parse(&passage.slice(at, end)).ok()) {
            let words = passage.slice(last.max(at.saturating_sub(WORDS)), at);
            let clause = words.rsplit(['，', '；', '。', '、']).next().unwrap_or_default().to_owned();
            let beside = last > 0 && words.starts_with('，') && words.matches('，').count() == 1;
            let beside = beside && !words.contains(['。', '；']);
            let end = end + unit.chars().count();
            found.push(Length { start: at, end, number, unit, clause, beside });
            last = end;
        }
        at = end.max(at + 1);
    }
    found
}

fn judge(passage: &Passage, agreed: &Length, took: &Length, by: &Length, outcome: &mut Outcome) {
    let later = LATER.iter().any(|word| by.clause.starts_with(word));
    let earlier = EARLIER.iter().any(|word| by.clause.starts_with(word));
    let exact =
        |length: &Length| length.number.places == 0 && !length.clause.ends_with(['约', '近', '超', '逾']);
    if later == earlier || ![agreed, took, by].into_iter().all(exact) {
        return;
    }
    let (more, less) = if later { (took, agreed) } else { (agreed, took) };
    let right = more.number.digits - less.number.digits;
    let words = |length: &Length| {
        Operand::words(&passage.place(length.start, length.end), &passage.printed(length.start, length.end))
    };
    let (first, second) = (words(more), words(less));
    let message = format!("写为{}，{}－{}应为", words(by).text, first.text, second.text);
    let relation =
        Relation { rule: &RULE, formula: Formula::Judged, stated: words(by), others: vec![first, second] };
    if right == by.number.digits {
        return outcome.passes(relation);
    }
    // What is later and took less, or the other way round, is wrong whichever of the three is.
    let turned = if right < 0 && later {
        "提前"
    } else if right < 0 {
        "延期"
    } else {
        ""
    };
    let recomputed = format!("{turned}{}{}", right.abs(), by.unit);
    let message = format!("{message}{recomputed}");
    outcome.fails(relation, recomputed, message);
}
