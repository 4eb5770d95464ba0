//! 质量指标 that is none: a completion rate, a count, money, time.

use super::IndicatorColumn;
use super::found::Found;
use super::kind_satisfaction;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{BAD_THINGS, COUNTED, any, first, is_share};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Not a quality.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q004",
    severity: Severity::Warning,
    title: "质量指标写的不是质量",
    what: "质量指标说的是不是做得好不好，而不是做了多少、做完没有。",
    why: "三级指标与二级指标不匹配的，复核时记 0 分；做完了不等于做好了。",
    advice: "请写合格率、差错率、评审结论等；做了多少移到数量，按时与否移到时效。",
    fails: "质量,调查任务完成率,=,100,%,完成数÷计划数,报告\n质量,购置车辆数量,=,4,辆,购置批复,资产卡片",
    passes: "质量,工程验收合格率,=,100,%,合格项数÷验收项数,验收报告\n质量,返工次数,≤,2,次,施工日志,监理报告",
    limits: "返工次数、缺陷数这类越少越好的计数，以及考核得分，是质量。",
};

/// Reports what is no quality.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [payment::RULE, kind_satisfaction::RULE];
    if row.level2 != Some(Level2Kind::Quality) || found.has(row, &told) {
        return;
    }
    let completed = ["完成率", "开工率", "竣工率", "完工率", "完成情况", "完成进度", "完成比例"];
    let message = if let Some(word) = first(&row.name, &completed) {
        format!("“{}”说的是做没做完（{word}），不是质量。", row.name)
    } else if any(&row.name, &["及时率", "按时", "按期"]) {
        format!("“{}”说的是时间，不是质量。", row.name)
    } else if is_count(row) {
        format!("“{}”是数量，不是质量。", row.name)
    } else if row.any_unit().contains('元') {
        format!("“{}”是金额，不是质量。", row.name)
    } else {
        return;
    };
    found.report(&RULE, row, IndicatorColumn::Level3, message);
}

/// Whether it counts what was done, and not what went wrong.
fn is_count(row: &Row) -> bool {
    let counts = COUNTED.iter().any(|word| row.name.ends_with(word));
    counts && !row.is_percent() && !is_share(&row.name) && !any(&row.name, &BAD_THINGS)
}
