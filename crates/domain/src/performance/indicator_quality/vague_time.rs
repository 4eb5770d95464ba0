//! 及时, 按期: time without a time.

use super::IndicatorColumn;
use super::found::Found;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::target::Target;
use super::words::{any, first};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// No day and no span.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q035",
    severity: Severity::Warning,
    title: "只写及时、按期，没有日期",
    what: "时效指标有没有写到哪一天、几天之内；及时率有没有写明时限。",
    why: "“及时”怎么写都能达成，年末无法判断。",
    advice: "请写完成日期，或从何时起几个工作日之内。",
    fails: "时效,补偿款发放时间,定性,及时,,补偿方案,回单\n时效,任务完成及时率,=,100,%,年度计划,台账",
    passes: "时效,补偿款发放时间,≤,10月31日,,补偿方案,回单\n时效,按期办结率,≥,98,%,3个工作日内办结件数÷应办件数,系统记录",
    limits: "及时率的名称或依据里写明了工作日、天数、日期的可以。",
};

/// Words for time without a time.
const VAGUE: [&str; 10] =
    ["及时", "按时", "按期", "如期", "尽快", "准时", "按计划", "按进度", "年内", "尽早"];

/// Reports timeliness that no calendar can judge.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    if row.level2 != Some(Level2Kind::Timeliness) || found.has(row, &[payment::RULE]) {
        return;
    }
    let (target, basis) = (row.text(IndicatorColumn::Target), row.text(IndicatorColumn::Basis));
    let in_target = first(target, &VAGUE).filter(|_| row.target == Target::Words);
    let in_name = first(&row.name, &VAGUE).filter(|_| row.is_percent());
    let has_limit = [target, basis, &row.name].iter().any(|text| says_when(text));
    let Some(word) = in_target.or(in_name).filter(|_| !has_limit) else { return };
    let (column, message) = match in_target {
        Some(_) => (IndicatorColumn::Target, format!("指标值“{target}”没有日期或天数，“{word}”无法判断。")),
        None => (IndicatorColumn::Level3, format!("“{}”没有写明几天之内算{word}。", row.name)),
    };
    found.report(&RULE, row, column, message);
}

/// Whether a text names a day or a span.
fn says_when(text: &str) -> bool {
    let has_number = text.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    (has_number && any(text, &["日", "天", "月", "小时", "周", "分钟"])) || any(text, &["时限", "期限"])
}
