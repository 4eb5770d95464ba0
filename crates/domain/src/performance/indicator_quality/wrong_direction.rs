//! A direction against the sense of the name: more accidents, longer waits, fewer good results.

use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::target::Target;
use super::words::{BAD_THINGS, GOOD_SHARES, HANDLED, SAVINGS, any, first};
use super::{IndicatorColumn, cost_direction, date_serial, formal_number, payment};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// The wrong way round.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q012",
    severity: Severity::Error,
    title: "指标的方向写反了",
    what: "越少越好的（事故、差错、用时）是否用了 ≥，越多越好的（合格率、节约）是否用了 ≤。",
    why: "方向反了，做得越差得分越高。",
    advice: "请对调运算符，或改写名称，使它与方向一致。",
    fails: "社会效益,安全事故起数,≥,2,起,责任书,统计表\n时效,登记办结用时,≥,3,天,时限公告,办件记录\n质量,验收合格率,≤,95,%,合格÷验收,报告",
    passes: "社会效益,投诉下降率,≥,10,%,（上年－本年）÷上年,统计表\n质量,差错率,≤,0.5,%,差错÷受理,记录\n时效,规划公示天数,≥,30,天,公示规定,截图",
    limits: "事故等后面有“下降”“处置”“整改”等词的，以及公示、保修、运行天数，越多越好。",
};

/// Spans of time of which more is better.
const LONG_IS_GOOD: [&str; 14] = [
    "公示", "公告", "保持", "持续", "质保", "保修", "运行", "值守", "开放", "提前", "连续", "稳定", "培训",
    "缩短",
];

/// Reports a direction against the sense.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [cost_direction::RULE, payment::RULE, date_serial::RULE, formal_number::RULE];
    if found.has(row, &told) {
        return;
    }
    let message = if row.wants_more() { too_much(row) } else { too_little(row) };
    if let Some(message) = message {
        found.report(&RULE, row, IndicatorColumn::Operator, message);
    }
}

/// Why more of it is not better.
fn too_much(row: &Row) -> Option<String> {
    if row.level2 == Some(Level2Kind::Timeliness) {
        let is_span = any(row.any_unit(), &["天", "日", "小时", "分钟", "月"]) && row.number().is_some();
        let is_time = matches!(row.target, Target::Day(_)) || is_span;
        let message = || format!("“{}”用了“≥”，等于越晚越好。", row.name);
        return (is_time && !any(&row.name, &LONG_IS_GOOD)).then(message);
    }
    let bad = first(&row.name, &BAD_THINGS).filter(|_| !any(&row.name, &HANDLED))?;
    Some(format!("“{}”越少越好（{bad}），却用了“≥”。", row.name))
}

/// Why less of it is not better.
fn too_little(row: &Row) -> Option<String> {
    if !row.wants_less() || any(&row.name, &["不合格率", "不达标", "未完成"]) {
        return None;
    }
    let good = first(&row.name, &GOOD_SHARES).or_else(|| {
        let saved = row.level2 == Some(Level2Kind::Cost) || row.level2 == Some(Level2Kind::Economic);
        first(&row.name, &SAVINGS).filter(|_| saved)
    })?;
    Some(format!("“{}”越多越好（{good}），却用了“≤”。", row.name))
}
