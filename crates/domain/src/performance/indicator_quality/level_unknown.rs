//! 二级指标 that no scheme has.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;
use crate::performance::level::Level1;

/// Not a level of results.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q037",
    severity: Severity::Note,
    title: "二级指标认不出",
    what: "产出、效益之下的二级指标是不是数量、质量、时效、成本、经济、社会、生态、可持续影响。",
    why: "认不出的二级指标，与类型有关的规则都没有检查。",
    advice: "请改成表上的名称；地方另有名称的，可以不管。",
    fails: "产出/其他,工作量,≥,30,个,计划,清单",
    passes: "产出/数量指标,工作量,≥,30,个,计划,清单",
    limits: "过程、投入等一级指标之下的不看。",
};

/// Reports a 二级指标 of results that is not known.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    if matches!(row.level1, Some(Level1::Output | Level1::Benefit)) && row.level2.is_none() {
        let message =
            format!("二级指标“{}”认不出，与类型有关的规则没有检查。", row.text(IndicatorColumn::Level2));
        found.report(&RULE, row, IndicatorColumn::Level2, message);
    }
}
