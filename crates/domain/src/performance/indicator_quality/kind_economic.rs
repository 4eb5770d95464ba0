//! 经济效益 without economic value.

use super::IndicatorColumn;
use super::found::Found;
use super::kind_satisfaction;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{ECONOMIC, any};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// No economic value.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q007",
    severity: Severity::Warning,
    title: "经济效益指标里没有经济价值",
    what: "经济效益指标说的是不是收入、产值、投资、节约、损失等。",
    why: "三级指标与二级指标不匹配的，复核时记 0 分。",
    advice: "请写带来或节约了多少钱，怎样测算；受益人数等移到社会效益。",
    fails: "经济效益,被征地群众安置人数,≥,620,人,安置方案,名册",
    passes: "经济效益,节约租赁费用,≥,22,万元,上年租赁费－本年成本,合同",
    limits: "单位是元、万元、亿元的不看名称。",
};

/// Reports an economic benefit without value.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [payment::RULE, kind_satisfaction::RULE];
    if row.level2 != Some(Level2Kind::Economic) || found.has(row, &told) {
        return;
    }
    if !any(&row.name, &ECONOMIC) && !row.any_unit().contains('元') {
        let message = format!("“{}”里没有收入、投资、节约等经济价值，不是经济效益。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}
