//! 没有指标值: nothing to be reached.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// No target.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q002",
    severity: Severity::Error,
    title: "没有指标值",
    what: "每项指标是否都有指标值。",
    why: "没有指标值就没有目标，完成多少都无从评价。",
    advice: "请填写本年要达到的数、日期或等级。",
    fails: "数量,改造管网长度,≥,,米,施工图设计,竣工图",
    passes: "数量,改造管网长度,≥,4800,米,施工图设计,竣工图",
    limits: "只看是否填写。",
};

/// Reports an empty target.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    if !row.says(IndicatorColumn::Target) {
        found.report(&RULE, row, IndicatorColumn::Target, format!("“{}”没有填写指标值。", row.name));
    }
}
