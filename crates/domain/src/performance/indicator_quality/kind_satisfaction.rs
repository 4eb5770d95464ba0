//! 满意度 that is none, or that stands elsewhere.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::any;
use crate::finding::Severity;
use crate::performance::level::{Level1, Level2Kind};

/// Satisfaction and its place do not fit.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q009",
    severity: Severity::Warning,
    title: "满意度指标放错了位置，或写的不是满意度",
    what: "满意度指标说的是不是谁满意；满意度是不是放在满意度指标之下。",
    why: "满意度单独计分，须有调查；放在别处就漏了调查，别的内容放进来也不作数。",
    advice: "请写明谁的满意度，如“办事群众满意度”；满意度移到满意度指标之下。",
    fails: "满意度,后勤服务次数,≥,200,次,服务合同,问卷\n社会效益,市民满意度,≥,90,%,满意份数÷有效份数,问卷",
    passes: "满意度,沿线居民满意度,≥,90,%,满意份数÷有效份数,问卷\n满意度,群众评价得分,≥,85,分,评价表,回访问卷",
    limits: "认可度、好评率、评价得分也算满意度。",
};

/// Words of satisfaction.
const SATISFIED: [&str; 6] = ["满意", "认可", "好评", "评价", "口碑", "获得感"];

/// Reports both directions.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let is_named = any(&row.name, &SATISFIED);
    let stands_there = row.level2 == Some(Level2Kind::Satisfaction) || row.level1 == Some(Level1::Satisfied);
    if stands_there && !is_named && !row.name.is_empty() {
        let message = format!("“{}”不是满意度，却放在满意度指标之下。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    } else if !stands_there && row.level2.is_some() && row.name.contains("满意") {
        let message = format!("“{}”是满意度，应放在满意度指标之下。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level2, message);
    }
}
