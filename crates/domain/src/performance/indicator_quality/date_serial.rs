//! A day that a spreadsheet turned into a number.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::any;
use crate::finding::Severity;
use crate::performance::level::Level2Kind;
use crate::scoring::shapes::Fraction;

/// The number of a day.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q023",
    severity: Severity::Error,
    title: "日期变成了序列号",
    what: "时效指标的指标值是不是 40000 到 60000 之间的整数。",
    why: "表格软件把日期存成从 1900 年起的天数，换了格式就成了“44561”这样的数。",
    advice: "请把单元格改成日期或文字格式，写成 2020-11-30 或 11月30日。",
    fails: "时效,工程竣工时间,≤,44165,,施工合同,验收报告",
    passes: "时效,工程竣工时间,≤,2020-11-30,,施工合同,验收报告",
    limits: "只看时效指标，以及名称里有时间、日期的指标。",
};

/// Serial numbers of the days from 2009 to 2064.
const SERIALS: (i128, i128) = (40_000, 60_000);

/// Reports the serial number of a day.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let is_time = row.level2 == Some(Level2Kind::Timeliness) || any(&row.name, &["时间", "日期"]);
    let Some(number) = row.number().filter(|_| is_time) else { return };
    let bound = |value: i128| Fraction::new(value, 1);
    let within = || {
        let (low, high) = (bound(SERIALS.0)?, bound(SERIALS.1)?);
        let whole = number.value.shown(0)?.1;
        Some(whole && number.value.at_least(low)? && high.at_least(number.value)?)
    };
    if within() == Some(true) {
        let message =
            format!("指标值 {} 是表格软件的日期序列号，不是日期。", row.text(IndicatorColumn::Target));
        found.report(&RULE, row, IndicatorColumn::Target, message);
    }
}
