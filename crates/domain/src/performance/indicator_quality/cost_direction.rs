//! 成本指标 with ≥: an order to spend more.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{SAVINGS, any};
use super::{kind_cost, payment};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// The wrong way round.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q011",
    severity: Severity::Error,
    title: "成本指标的方向写反了",
    what: "成本指标的运算符是不是 ≤、< 或 =。",
    why: "写成“≥”就是花得越多得分越高。",
    advice: "请把运算符改成 ≤，指标值写控制的上限。",
    fails: "成本,设备购置总成本,≥,182,万元,预算批复,合同",
    passes: "成本,设备购置总成本,≤,182,万元,预算批复,合同\n成本,采购节约率,≥,5,%,节约÷预算,成交通知书",
    limits: "节约、降低、压减这类越多越好的，用 ≥ 是对的。",
};

/// Reports a cost that is to be as high as can be.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let is_cost = row.level2 == Some(Level2Kind::Cost) && !any(&row.name, &SAVINGS);
    if is_cost && row.wants_more() && !found.has(row, &[payment::RULE, kind_cost::RULE]) {
        let message = format!(
            "成本指标“{}”用了“{}”，花得越多越算完成。",
            row.name,
            row.operator().map_or("", |operator| operator.sign())
        );
        found.report(&RULE, row, IndicatorColumn::Operator, message);
    }
}
