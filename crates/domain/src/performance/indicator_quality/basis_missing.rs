//! Nobody says where the target comes from.

use super::IndicatorColumn;
use super::formal_number;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// No basis.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q036",
    severity: Severity::Warning,
    title: "没有写指标值的依据",
    what: "有依据一栏的，每项指标是否写明指标值从哪里来、怎样计算。",
    why: "没有依据，无法判断定得高低，年末也可能换一种算法。",
    advice: "请写计划、标准、合同、上年数，比率写公式。",
    fails: "数量,运维系统个数,=,9,个,,系统清单",
    passes: "数量,运维系统个数,=,9,个,运维合同附件,系统清单",
    limits: "表里没有这一栏的不看。",
};

/// Reports an empty cell.
pub(super) fn check(row: &Row, sheet: &Sheet, found: &mut Found) {
    if row.leaves_empty(IndicatorColumn::Basis) && !found.has(row, &[formal_number::RULE]) {
        let example = sheet.example(row).map_or(String::new(), |like| format!("例如：{}。", like.basis));
        let message = format!("“{}”没有写指标值的来源和依据。", row.name);
        found.report_with(&RULE, row, IndicatorColumn::Basis, message, &example);
    }
}
