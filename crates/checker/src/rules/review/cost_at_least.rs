//! 成本指标为≥: a cost that aims at more.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::read::indicators::{Aim, Bound};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A cost that aims at more.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C106",
    name: "cost_at_least",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "成本指标以“≥”为目标",
    what: "成本指标的指标值是否写成“≥”“不低于”。",
    why: "成本越低越好，写成“≥”等于鼓励多花钱。",
    advice: "请改为“≤”或“=”。",
    fails: "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t成本指标\t设备购置费\t≥120万元\n\t数量指标\t设备数量\t≥12台",
    passes: "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t成本指标\t设备购置费\t≤120万元\n\t成本指标\t成本节约率\t≥5%",
    limits: "名称含“节约、降低、节省、压减、下降、控制率”的指标本来就是越高越好，不报告。",
};

/// What is saved may well be more.
const SAVED: [&str; 6] = ["节约", "降低", "节省", "压减", "下降", "控制率"];

/// Looks at the aim of every cost.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let costs = review.indicators().filter(|row| row.class.contains("成本") || row.group.contains("成本"));
    for row in costs.filter(|row| !SAVED.iter().any(|word| row.name.text.contains(word))) {
        if Aim::of(&row.target.text).is_some_and(|aim| aim.bound == Bound::AtLeast) {
            let message = format!("成本指标“{}”的指标值是{}，花得越多越达标", row.name.text, row.target.text);
            outcome.report(at_cell(&RULE, &row.target, message));
        }
    }
}
