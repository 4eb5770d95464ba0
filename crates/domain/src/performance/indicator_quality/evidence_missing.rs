//! Nothing that would prove the result.

use super::IndicatorColumn;
use super::found::Found;
use super::no_survey;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// No evidence.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q029",
    severity: Severity::Warning,
    title: "没有写佐证资料",
    what: "有佐证资料一栏的，每项指标是否写明用什么证明完成值。",
    why: "复核时没有资料证明的，这一项记 0 分；年末再找往往找不到。",
    advice: "请写明将留存什么资料。",
    fails: "质量,维护合格率,=,100,%,合格处数÷维护处数,",
    passes: "质量,维护合格率,=,100,%,合格处数÷维护处数,验收单",
    limits: "表里没有这一栏的不看。",
};

/// Reports an empty cell.
pub(super) fn check(row: &Row, sheet: &Sheet, found: &mut Found) {
    if row.leaves_empty(IndicatorColumn::Evidence) && !found.has(row, &[no_survey::RULE]) {
        let example = sheet.example(row).map_or(String::new(), |like| format!("例如：{}。", like.evidence));
        let message = format!("“{}”没有写佐证资料。", row.name);
        found.report_with(&RULE, row, IndicatorColumn::Evidence, message, &example);
    }
}
