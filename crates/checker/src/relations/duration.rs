//! 起止与天数: a period of two stated dates lasts as long as the text says.

use super::operand;
use crate::exact::is_one_slip;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::dates::{Date, dates};
use crate::read::mentions::Mention;
use crate::read::passage::Passage;
use crate::read::units::Dimension;
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A period that lasts longer or shorter than it says.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C061",
    name: "duration",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "起止日期与天数、月数不符",
    what: "“自x至y，共n天”“x开工，y完工，实际工期n天”“x至y，为期n个月”中的n是否等于两个日期之间的天数或月数。",
    why: "工期和服务期是时效指标和付款的依据，与日期对不上就无法判断是否按期。",
    advice: "请核对起止日期和天数。",
    fails: "工程2023年3月15日开工，2023年9月10日完工，实际工期197天。",
    passes: "工程2023年3月15日开工，2023年9月10日完工，实际工期179天。",
    limits: "首尾两日都算或只算一头都视为相符；合同、计划、要求的天数以及提前、延期的天数不核对。",
};

/// Tests every number of days or months behind two dates of its sentence.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, passage) in reading.passages.iter().enumerate() {
        let dates = dates(passage);
        if dates.len() < 2 {
            continue;
        }
        let first = reading.mentions.partition_point(|m| m.passage < index);
        let own = reading.mentions.iter().skip(first).take_while(|m| m.passage == index);
        for m in own.filter(|m| is_lasting(passage, m)) {
            if let Some((from, to)) = ends(passage, &dates, m) {
                judge(passage, from, to, m, outcome);
            }
        }
    }
}

/// The two dates right before a figure in its sentence, which nothing but their own words divides.
fn ends<'a>(passage: &Passage, dates: &'a [Date], m: &Mention) -> Option<(&'a Date, &'a Date)> {
    const NEAR: usize = 12;
    let before = dates.partition_point(|date| date.end <= m.start);
    let (from, to) = (dates.get(before.checked_sub(2)?)?, dates.get(before - 1)?);
    let alone =
        before.checked_sub(3).and_then(|at| dates.get(at)).is_none_or(|date| date.sentence != from.sentence);
    let between = passage.slice(from.end, to.start);
    let near = between.chars().count() <= NEAR && !between.contains(['。', '；']);
    let behind = passage.slice(to.end, m.start);
    let here = behind.chars().count() <= 2 * NEAR && !behind.contains(['。', '；']);
    let opens = ["至", "到", "—", "-", "起", "开", "进", "启"].iter().any(|word| between.starts_with(word));
    (alone && near && here && opens).then_some((from, to))
}

/// `实际工期179天`, `共24个月`: how long it lasted, not how long it should.
fn is_lasting(passage: &Passage, m: &Mention) -> bool {
    const WORDS: [&str; 9] = ["共", "历时", "为期", "工期", "用时", "耗时", "持续", "周期", "合计"];
    const DUE: [&str; 14] = [
        "合同", "约定", "计划", "要求", "规定", "承诺", "提前", "延", "超", "早", "晚", "扣", "有效", "定额",
    ];
    let clause = m.lead.rsplit('，').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    unit(passage, m).is_some() && !m.approximate && says(&WORDS) && !says(&DUE)
}

enum Unit {
    Days,
    Months,
}

fn unit(passage: &Passage, m: &Mention) -> Option<Unit> {
    match m.unit.dimension {
        Dimension::Measure("天") => Some(Unit::Days),
        Dimension::Measure("个") if passage.chars.get(m.end) == Some(&'月') => Some(Unit::Months),
        _ => None,
    }
}

/// Both ends may count, or only one of them.
fn judge(passage: &Passage, from: &Date, to: &Date, m: &Mention, outcome: &mut Outcome) {
    let length = match unit(passage, m) {
        Some(Unit::Days) => from.days_to(to),
        Some(Unit::Months) => from.months_to(to),
        None => None,
    };
    let (Some(length), Some(printed)) = (length.filter(|n| *n > 0), m.number.scaled(0)) else { return };
    let words = |date: &Date| {
        Operand::words(&passage.place(date.start, date.end), &passage.printed(date.start, date.end))
    };
    let others = vec![words(from), words(to)];
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(m), others };
    if printed == length || printed == length + 1 {
        return outcome.passes(relation);
    }
    let both = is_one_slip(&printed.to_string(), &(length + 1).to_string());
    let right = if both { length + 1 } else { length };
    let recomputed = format!("{right}{}", m.unit.word);
    let message = format!("写为{}，{}至{}为{recomputed}", m.text, words(from).text, words(to).text);
    outcome.fails(relation, recomputed, message);
}
