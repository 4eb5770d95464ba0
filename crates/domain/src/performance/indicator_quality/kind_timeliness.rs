//! 时效指标 without time.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::target::Target;
use super::words::{TIME, any};
use super::{date_serial, kind_satisfaction, payment, vague_time};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// No time in it.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q005",
    severity: Severity::Warning,
    title: "时效指标里没有时间",
    what: "时效指标的名称、指标值、单位里有没有日期、天数、时限。",
    why: "没有时间就看不出是否按时，三级指标与二级指标不匹配的，复核时记 0 分。",
    advice: "请写完成日期，或办理用时的天数、小时数。",
    fails: "时效,校舍建设合格率,=,100,%,合格项数÷验收项数,验收报告",
    passes: "时效,工程竣工时间,≤,11月30日,,施工合同,竣工报告\n时效,举报核查用时,≤,7,个工作日,举报办法,受理登记",
    limits: "名称里没有时间词而指标值是日期、单位是天或小时的，不算。",
};

/// Reports timeliness without time.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [payment::RULE, date_serial::RULE, vague_time::RULE, kind_satisfaction::RULE];
    if row.level2 != Some(Level2Kind::Timeliness) || found.has(row, &told) {
        return;
    }
    let has_time = matches!(row.target, Target::Day(_))
        || any(&row.name, &TIME)
        || any(row.any_unit(), &TIME)
        || any(row.text(IndicatorColumn::Target), &TIME);
    if !has_time {
        let message = format!("“{}”的名称、指标值和单位里都没有时间，看不出按什么时候完成。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}
