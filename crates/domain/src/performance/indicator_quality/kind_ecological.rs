//! 生态效益 without nature.

use super::IndicatorColumn;
use super::found::Found;
use super::kind_satisfaction;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{ECOLOGICAL, OTHER_ENVIRONMENT, any};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// No environment.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q008",
    severity: Severity::Warning,
    title: "生态效益指标里没有环境",
    what: "生态效益指标说的是不是水、气、土、绿、能耗、排放等。",
    why: "“营商环境”“办公环境”不是生态环境；三级指标与二级指标不匹配的，复核时记 0 分。",
    advice: "请写排放、能耗、绿地、水质等的变化和监测办法；项目没有生态效益的，可以不设。",
    fails: "生态效益,优化营商环境,≥,90,分,评价方案的得分,评价报告",
    passes: "生态效益,新增水面面积,≥,35,亩,规划设计批复,测量图",
    limits: "只看名称、单位里有没有自然环境的词。",
};

/// Reports an ecological benefit without nature.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [payment::RULE, kind_satisfaction::RULE];
    if row.level2 != Some(Level2Kind::Ecological) || found.has(row, &told) {
        return;
    }
    let name = OTHER_ENVIRONMENT.iter().fold(row.name.clone(), |name, word| name.replace(word, ""));
    if !any(&name, &ECOLOGICAL) && !any(row.any_unit(), &["标准煤", "千瓦时", "立方米"]) {
        let message = format!("“{}”里没有水、气、土、绿、能耗、排放等，不是生态效益。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}
