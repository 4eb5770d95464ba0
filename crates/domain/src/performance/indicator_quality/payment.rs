//! Money that was paid, posing as a result.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{PAYMENT, any, first};
use crate::finding::Severity;
use crate::performance::level::{Level1, Level2Kind};

/// A payment rate.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q015",
    severity: Severity::Error,
    title: "把资金支付当成产出或效益",
    what: "产出、效益指标里有没有支付率、预算执行率、资金到位率。",
    why: "花了钱不等于办成了事，预算执行率已经单独计分；这样的指标复核时记 0 分。",
    advice: "请改写花这笔钱办成的事。",
    fails: "数量,资金支付率,≥,95,%,支付数÷预算数,支付凭证\n成本,预算执行率,≥,95,%,支出÷预算,决算表",
    passes: "时效,资金拨付用时,≤,15,个工作日,拨付办法,凭证日期\n质量,补助标准执行符合率,=,100,%,合规户数÷总户数,名册",
    limits: "拨付用了多少天、是否按时，是时效，不算。",
};

/// Reports a payment that stands as a result.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let is_result = row.level2.is_some() || matches!(row.level1, Some(Level1::Output | Level1::Benefit));
    let takes_time = row.level2 == Some(Level2Kind::Timeliness)
        && any(&row.name, &["及时", "用时", "时间", "天数", "时限", "按时"]);
    let Some(word) = first(&row.name, &PAYMENT).filter(|_| is_result && !takes_time) else { return };
    let message = format!("“{}”说的是花钱的进度（{word}），不是办成的事。", row.name);
    found.report(&RULE, row, IndicatorColumn::Level3, message);
}
