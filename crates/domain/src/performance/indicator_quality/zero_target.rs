//! ≥ 0, which everything reaches.

use super::IndicatorColumn;
use super::found::Found;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// Reached by doing nothing.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q026",
    severity: Severity::Error,
    title: "指标值是“≥0”，什么都不做也能达到",
    what: "运算符是 ≥ 时，指标值是不是 0 或负数。",
    why: "不开展工作也是满分。",
    advice: "请填要达到的数；要求不发生的（事故、违规），改用“=0”。",
    fails: "数量,部署终端台数,≥,0,台,实施方案,验收单",
    passes: "社会效益,安全事故起数,=,0,起,责任书,统计表",
    limits: "“不低于 -5%”这类允许下降的增长率不算。",
};

/// Reports a target that is reached by doing nothing.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let is_zero = row.number().is_some_and(|number| number.value.sign().is_eq());
    if is_zero
        && row.operator() == Some(crate::performance::Operator::AtLeast)
        && !found.has(row, &[payment::RULE])
    {
        found.report(
            &RULE,
            row,
            IndicatorColumn::Target,
            format!("“{}”写作“≥0”，什么都不做也能达到。", row.name),
        );
    }
}
