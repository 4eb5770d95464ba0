//! A day outside the year, or one that no calendar has.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::target::{Day, Target};
use crate::Date;
use crate::finding::Severity;

/// The wrong year.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q024",
    severity: Severity::Warning,
    title: "完成日期不在本年度，或没有这一天",
    what: "指标值写的日期是不是本年度的，日历上有没有。",
    why: "本年的预算对应本年的目标；写到下一年的，年末无法评价。",
    advice: "请写本年度内要达到的节点；跨年项目写今年完成到哪一步。",
    fails: "时效,成果提交时间,≤,2021年3月31日,,2020年度编制计划,接收单\n时效,成果提交时间,≤,2月30日,,编制计划,接收单",
    passes: "时效,成果提交时间,≤,2020年10月31日,,2020年度编制计划,接收单",
    limits: "年度取自 --year，或项目名称、依据里写明的年度；各行说法不一的不判断。",
};

/// Reports a day outside the year.
pub(super) fn check(row: &Row, sheet: &Sheet, found: &mut Found) {
    let Target::Day(day) = row.target else { return };
    if !is_in_calendar(day) {
        let message = format!("指标值“{}”不是日历上的一天。", row.text(IndicatorColumn::Target));
        found.report(&RULE, row, IndicatorColumn::Target, message);
        return;
    }
    let fiscal = row.own_year().or(sheet.year);
    if let (Some(year), Some(fiscal)) = (day.year, fiscal)
        && year != fiscal
    {
        let message = format!("完成日期在 {year} 年，本年度是 {fiscal} 年。");
        found.report(&RULE, row, IndicatorColumn::Target, message);
    }
}

/// Whether there is such a day; of a day without a year, in any year.
fn is_in_calendar(day: Day) -> bool {
    const LEAP_YEAR: i16 = 2020;
    let (Ok(month), Ok(of_month)) = (i8::try_from(day.month), i8::try_from(day.day.unwrap_or(1))) else {
        return false;
    };
    Date::new(day.year.unwrap_or(LEAP_YEAR), month, of_month).is_ok()
}
