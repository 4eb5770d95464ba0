//! 起止与天数: a period of two stated dates lasts as long as the text says.

use crate::exact::is_one_slip;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::dates::{Date, dates};
use crate::read::passage::Passage;
use crate::read::units::starts_with;
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

/// Tests every number of days or months right behind two dates of its sentence.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for passage in &reading.passages {
        let dates = dates(passage);
        for (at, pair) in dates.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            let before = at.checked_sub(1).and_then(|at| dates.get(at));
            let alone = before.is_none_or(|date| date.sentence != from.sentence);
            if let Some(length) = length(passage, to).filter(|_| alone && is_period(passage, from, to)) {
                judge(passage, from, to, &length, outcome);
            }
        }
    }
}

/// `自x起至y止`, `x开工，y完工`: nothing but their own words divides two dates.
fn is_period(passage: &Passage, from: &Date, to: &Date) -> bool {
    const NEAR: usize = 12;
    const OPENS: [&str; 8] = ["至", "到", "—", "-", "起", "开", "进", "启"];
    let between = passage.slice(from.end, to.start);
    let near = between.chars().count() <= NEAR && !between.contains(['。', '；']);
    near && OPENS.iter().any(|word| between.starts_with(word))
}

/// How long a period is said to last.
struct Length {
    start: usize,
    end: usize,
    value: i128,
    unit: Unit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Months,
}

/// `实际工期179天`, `共24个月` in the clause behind a date: how long it lasted, not how long it should.
fn length(passage: &Passage, to: &Date) -> Option<Length> {
    const REACH: usize = 24;
    const WORDS: [&str; 9] = ["共", "历时", "为期", "工期", "用时", "耗时", "持续", "周期", "合计"];
    const DUE: [&str; 13] =
        ["合同", "约定", "计划", "要求", "规定", "承诺", "提前", "延", "超", "早", "晚", "扣", "有效"];
    let digit = |at: usize| passage.chars.get(at).is_some_and(char::is_ascii_digit);
    let start = (to.end..to.end + REACH).find(|at| digit(*at))?;
    let end = (start..).find(|at| !digit(*at))?;
    let words = passage.slice(to.end, start);
    let clause = words.rsplit('，').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let units = [("天", Unit::Days), ("日历天", Unit::Days), ("个月", Unit::Months)];
    let (word, unit) = units.into_iter().find(|(word, _)| starts_with(&passage.chars, end, word))?;
    let said = says(&WORDS) && !says(&DUE) && !words.contains(['。', '；']);
    let value = passage.slice(start, end).parse().ok()?;
    said.then_some(Length { start, end: end + word.chars().count(), value, unit })
}

/// Both ends may count, or only one of them.
fn judge(passage: &Passage, from: &Date, to: &Date, length: &Length, outcome: &mut Outcome) {
    let lasted = match length.unit {
        Unit::Days => from.days_to(to),
        Unit::Months => from.months_to(to),
    };
    let Some(lasted) = lasted.filter(|n| *n > 0) else { return };
    let words =
        |start: usize, end: usize| Operand::words(&passage.place(start, end), &passage.printed(start, end));
    let others = vec![words(from.start, from.end), words(to.start, to.end)];
    let stated = words(length.start, length.end);
    let printed = length.value;
    if printed == lasted || printed == lasted + 1 {
        return outcome.passes(Relation { rule: &RULE, formula: Formula::Judged, stated, others });
    }
    let both = is_one_slip(&printed.to_string(), &(lasted + 1).to_string());
    let right = if both { lasted + 1 } else { lasted };
    let unit = if length.unit == Unit::Days { "天" } else { "个月" };
    let recomputed = format!("{right}{unit}");
    let [first, second] = others.as_slice() else { return };
    let message = format!("写为{}，{}至{}为{recomputed}", stated.text, first.text, second.text);
    outcome.fails(Relation { rule: &RULE, formula: Formula::Judged, stated, others }, recomputed, message);
}
