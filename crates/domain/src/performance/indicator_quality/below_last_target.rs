//! A target that asks for less than last year's.

use super::IndicatorColumn;
use super::ease::{Ease, is_explained};
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Easier than last year.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q016",
    severity: Severity::Warning,
    title: "指标值比上年的还低",
    what: "指标值与上年指标值相比，是不是更容易达到。",
    why: "没有理由地逐年降低目标，满分就没有意义。",
    advice: "请不低于上年指标值；任务或政策有变化的，在依据里写明。",
    fails: "质量,一次办结率,≥,85,%,办结÷受理,系统统计,92,",
    passes: "质量,一次办结率,≥,93,%,办结÷受理,系统统计,92,\n数量,改造户数,=,58,户,年度计划任务较上年调减,验收表,92,",
    limits: "数量随任务变化，少两成以内只提示；依据里写明调减等原因的只提示。",
};

/// Reports a target that is easier than last year's.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let Some(ease) = row.last_target.as_ref().and_then(|last| Ease::of(row, last)) else { return };
    let message = format!(
        "今年的指标值 {}，上年是 {}，反而更容易达到。",
        row.text(IndicatorColumn::Target),
        row.text(IndicatorColumn::LastTarget)
    );
    found.report(&RULE, row, IndicatorColumn::Target, message);
    let varies = row.level2 == Some(Level2Kind::Quantity) && !ease.is_much();
    if varies || is_explained(row) {
        found.only_a_note();
    }
}
