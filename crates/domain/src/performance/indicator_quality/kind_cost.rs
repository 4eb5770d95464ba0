//! 成本指标 without anything that costs.

use super::IndicatorColumn;
use super::found::Found;
use super::kind_satisfaction;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{COSTS, any};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Not a cost.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q006",
    severity: Severity::Warning,
    title: "成本指标写的不是成本",
    what: "成本指标说的是不是总额、单位成本、人均费用或节约。",
    why: "三级指标与二级指标不匹配的，复核时记 0 分。",
    advice: "请写总成本或单位成本，用 ≤，依据写定额、市场价或预算批复。",
    fails: "成本,加工图像清晰度,≤,300,dpi,加工规范,质检报告",
    passes: "成本,每公里造价,≤,820,万元/公里,概算批复,结算报告",
    limits: "社会成本、生态环境成本不一定以金额计，不看。",
};

/// Reports a cost that is none.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [payment::RULE, kind_satisfaction::RULE];
    let other_cost = any(row.text(IndicatorColumn::Level2), &["社会", "生态", "环境"]);
    if row.level2 != Some(Level2Kind::Cost) || other_cost || found.has(row, &told) {
        return;
    }
    if !any(&row.name, &COSTS) && !row.any_unit().contains('元') {
        let message = format!("“{}”里没有金额、费用或单价，不是成本。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}
