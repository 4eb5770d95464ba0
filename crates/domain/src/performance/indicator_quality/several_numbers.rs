//! A target of more than one number.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet, Sign};
use super::rule::QualityRule;
use super::target::Target;
use super::words::any;
use crate::finding::Severity;

/// Several numbers.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q034",
    severity: Severity::Warning,
    title: "指标值里有几个数",
    what: "一个指标值是不是写了几个数。",
    why: "有的数达到、有的没达到时无法计分。",
    advice: "请一项指标只写一个数，其余另立指标；区间写成 40～60。",
    fails: "数量,开展宣传活动,≥,8场、发放资料5000份,,宣传方案,照片",
    passes: "数量,开展宣传活动,≥,8,场,宣传方案,照片\n质量,湿度控制,区间,40～60,%,管理规范,记录表",
    limits: "括号里的说明、日期、区间、定性指标的分档不算。",
};

/// Reports a target of several numbers.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let text = row.text(IndicatorColumn::Target);
    let has_levels = row.sign == Sign::Qualitative || any(text, &["优", "良", "差", "达成"]);
    let is_ratio = text.contains([':', '：']);
    if row.target == Target::Several && !has_levels && !is_ratio {
        let message = format!("指标值“{text}”里有几个数，不知道以哪个为准。");
        found.report(&RULE, row, IndicatorColumn::Target, message);
    }
}
