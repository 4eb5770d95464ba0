//! What is wrong with goals and indicators, in words.

use super::{Rule, rules};
use mingzhang_domain::performance::GoalFault;
use mingzhang_domain::ratio::Ratio;

/// The rule that is broken, and what is wrong.
pub fn goal_fault(fault: &GoalFault) -> (Rule, String) {
    match fault {
        GoalFault::UnknownLevel { level1 } => (UNKNOWN_LEVEL, format!("评价政策没有一级指标“{level1}”。")),
        GoalFault::LevelMissesWeight { level1, sum, weight } => (
            LEVEL_MISSES_WEIGHT,
            format!("“{level1}”各项分值之和是 {} 分，应为 {} 分。", sum.short(), weight.short()),
        ),
        GoalFault::NoWeight { indicator } => (NO_WEIGHT, format!("“{indicator}”没有分值，其他指标都有。")),
        GoalFault::VersionGap { of, version } => {
            let what = if of.is_empty() { "目标".to_owned() } else { format!("指标“{of}”") };
            (VERSION_GAP, format!("{what}有第 {version} 版，却没有第 {} 版。", version.saturating_sub(1)))
        }
        GoalFault::NoGoal => (NO_GOAL, "有年度指标，没有年度目标。".to_owned()),
        GoalFault::NoIndicator => (NO_INDICATOR, "有年度目标，没有年度指标。".to_owned()),
        GoalFault::QuotaMoved { initial, adjusted } => {
            let moved = Ratio { over: adjusted.0.saturating_sub(initial.0), under: initial.0 };
            let message = format!(
                "年初预算 {} 万元，调整后 {} 万元，变动 {}%，目标和指标没有随之调整，也没有说明。",
                initial.wan(),
                adjusted.wan(),
                moved.percent().unwrap_or_default()
            );
            (QUOTA_MOVED, message)
        }
    }
}

rules! {
    /// What goals and indicators as a whole are judged by.
    RULES of Evaluation;
    UNKNOWN_LEVEL "MZ-B011" Error "评价政策没有这个一级指标":
        "请改成政策里的一级指标（mingzhang policy list），产出、产出指标都认。";
    LEVEL_MISSES_WEIGHT "MZ-B012" Error "一级指标的分值不合": "请改正分值，使一级指标之下各项之和等于政策给它的分值。";
    NO_WEIGHT "MZ-B013" Error "指标没有分值": "请补上分值；只报告、不评分的，全部指标都不写分值。";
    VERSION_GAP "MZ-B014" Error "缺少上一版": "调整一次加一版：请补上缺的那一版，或改正版次。";
    NO_GOAL "MZ-B015" Warning "有指标没有目标": "请在 goals.csv 补上年度目标，指标说的是怎样衡量它。";
    NO_INDICATOR "MZ-B016" Warning "有目标没有指标":
        "请在 indicators.csv 补上指标；可用 mingzhang indicator suggest 查看同类项目的指标。";
    QUOTA_MOVED "MZ-B017" Warning "预算变动大，目标没有动":
        "请办理目标调整（加一版，写调整文号）；目标不变的，也加一版，原文不动，写明理由。";
}
