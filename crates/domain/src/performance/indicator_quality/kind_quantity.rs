//! 数量指标 that is none: a rate, an amount of money, a quality.

use super::IndicatorColumn;
use super::found::Found;
use super::kind_satisfaction;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{any, is_share};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Not a quantity.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q003",
    severity: Severity::Warning,
    title: "数量指标写的不是数量",
    what: "数量指标是否以个、户、公里等计，而不是率、资金或质量。",
    why: "三级指标与二级指标不匹配的，复核时记 0 分；完成率看不出做了多少。",
    advice: "请写做多少件事、多大规模，率移到质量或时效，金额移到成本或效益。",
    fails: "数量,工程完成率,≥,100,%,完成面积÷计划面积,竣工图\n数量,发放补助金额,≥,120,万元,补助标准,名册",
    passes: "数量,改造管网长度,≥,4800,米,施工图设计,竣工图\n数量,质量抽检批次,≥,180,批次,抽检计划,抽检报告",
    limits: "名称里有“质量”“合格”而以个、批次等计数的，不算；资金支付率另见 MZ-Q015。",
};

/// Money as a unit.
const MONEY: [&str; 2] = ["元", "美元"];

/// Reports what is no quantity.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [payment::RULE, kind_satisfaction::RULE];
    if row.level2 != Some(Level2Kind::Quantity) || found.has(row, &told) {
        return;
    }
    let unit = row.any_unit();
    let message = if any(unit, &MONEY) || any(&row.name, &["金额", "资金量", "资金总额", "投入资金"])
    {
        format!("“{}”是金额，不是数量。", row.name)
    } else if is_share(&row.name) {
        format!("“{}”是比率，不是数量，看不出做了多少。", row.name)
    } else if any(&row.name, &["合格", "达标", "质量", "优良"]) && (unit.is_empty() || row.is_percent())
    {
        format!("“{}”说的是质量，不是数量。", row.name)
    } else {
        return;
    };
    found.report(&RULE, row, IndicatorColumn::Level3, message);
}
