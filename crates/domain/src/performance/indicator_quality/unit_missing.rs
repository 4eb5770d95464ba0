//! A number without a unit.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::any;
use super::{date_serial, payment};
use crate::finding::Severity;

/// No unit.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q020",
    severity: Severity::Warning,
    title: "没有计量单位",
    what: "指标值是数的，有没有计量单位。",
    why: "没有单位，完成值与指标值就可能不是一个量。",
    advice: "请补上单位。",
    fails: "数量,扫描档案数量,≥,160000,,数字化合同,加工清单",
    passes: "数量,扫描档案数量,≥,160000,页,数字化合同,加工清单\n数量,装订档案数量,≥,16万页,,数字化合同,加工清单",
    limits: "单位写在指标值里的可以；指数、系数、倍数等没有单位的不算。",
};

/// Reports a number without a unit.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let dimensionless =
        any(&row.name, &["指数", "系数", "倍数", "利用效率", "容积率", "比值", "投入产出比", "评分", "得分"]);
    if row.number().is_none() || dimensionless || !row.any_unit().is_empty() {
        return;
    }
    if !found.has(row, &[payment::RULE, date_serial::RULE]) {
        let message = format!("“{}”的指标值 {} 没有单位。", row.name, row.text(IndicatorColumn::Target));
        found.report(&RULE, row, IndicatorColumn::Unit, message);
    }
}
