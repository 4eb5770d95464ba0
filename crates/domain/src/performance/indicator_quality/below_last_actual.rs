//! A target that last year's result had passed already.

use super::IndicatorColumn;
use super::below_last_target;
use super::ease::{Ease, is_explained};
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// Easier than what was reached.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q017",
    severity: Severity::Warning,
    title: "上年已经做到，指标值定低了",
    what: "指标值与上年完成值相比，是不是低了一截。",
    why: "上年已经超过的目标，今年不用努力就是满分；完成值远超目标的，自评时还要说明原因。",
    advice: "请参照上年完成值提高指标值；有客观变化的，在依据里写明。",
    fails: "质量,考核合格率,≥,85,%,合格÷考核,成绩册,85,96\n时效,线索核查用时,≤,15,个工作日,举报办法,反馈单,15,8",
    passes: "质量,考核合格率,≥,95,%,合格÷考核,成绩册,95,96\n时效,线索核查用时,≤,8,个工作日,举报办法,反馈单,10,8",
    limits: "率差 3 个百分点以内、数量和工期差两成以内、单位成本差一成以内，只提示；依据里写明原因的只提示。",
};

/// Reports a target that is clearly easier than last year's result.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let Some(ease) = row.last_actual.as_ref().and_then(|last| Ease::of(row, last)) else { return };
    if found.has(row, &[below_last_target::RULE]) {
        return;
    }
    let message = format!(
        "上年已完成 {}，今年的指标值只要 {}。",
        row.text(IndicatorColumn::LastActual),
        row.text(IndicatorColumn::Target)
    );
    found.report(&RULE, row, IndicatorColumn::Target, message);
    if !ease.is_much() || is_explained(row) {
        found.only_a_note();
    }
}
