//! 二级指标 that does not stand under its 一级指标.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// Two levels that do not belong together.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q010",
    severity: Severity::Warning,
    title: "二级指标不属于所写的一级指标",
    what: "数量、质量、时效、成本是否在产出之下，经济、社会、生态、可持续影响是否在效益之下。",
    why: "放错一级指标，分值就算到了别处，一级指标的分值合计对不上。",
    advice: "请核对一级指标和二级指标，改正放错的一个。",
    fails: "产出/经济效益,节约改造资金,≥,30,万元,送审－审定,审核报告",
    passes: "效益/经济效益,节约改造资金,≥,30,万元,送审－审定,审核报告\n成本/经济成本,总成本,≤,30,万元,预算批复,决算表",
    limits: "不认识的一级指标（如过程、投入）不看；满意度放在效益之下是有的办法，不算错。",
};

/// Reports a pair that does not fit.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let (Some(level1), Some(level2)) = (row.level1, row.level2) else { return };
    if !level2.fits(level1) {
        let message = format!(
            "“{}”不在“{}”之下。",
            row.text(IndicatorColumn::Level2),
            row.text(IndicatorColumn::Level1)
        );
        found.report(&RULE, row, IndicatorColumn::Level2, message);
    }
}
