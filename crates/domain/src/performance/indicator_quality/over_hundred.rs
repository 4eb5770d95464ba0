//! More than all of it.

use super::IndicatorColumn;
use super::found::Found;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{any, is_share};
use crate::finding::Severity;
use crate::scoring::shapes::Fraction;

/// Above 100%.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q025",
    severity: Severity::Error,
    title: "比率超过 100%",
    what: "合格率、完好率、满意度这类部分占全部的比率，指标值有没有超过 100%。",
    why: "部分不会多于全部，这样的目标永远达不到或算错了口径。",
    advice: "请核对分子分母；增长用“增长率”，超额用数量写。",
    fails: "质量,设备完好率,≥,110,%,完好÷在用,盘点表",
    passes: "经济效益,税收增长率,≥,120,%,（本年－上年）÷上年,税务数据",
    limits: "增长、增幅、提高、变动率可以超过 100%。",
};

/// Reports a share above all of it.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    const MAY: [&str; 13] = [
        "增长",
        "增幅",
        "提高",
        "提升",
        "上升",
        "增加",
        "变动",
        "回报",
        "收益",
        "周转",
        "产出",
        "负荷",
        "控制率",
    ];
    let is_part = is_share(&row.name) && row.is_percent() && !any(&row.name, &MAY);
    let Some(number) = row.number().filter(|_| is_part && !row.wants_less()) else { return };
    let hundred = Fraction::new(100, 1);
    let above = hundred.and_then(|hundred| hundred.at_least(number.value)) == Some(false);
    if above && !found.has(row, &[payment::RULE]) {
        let message = format!("“{}”是部分占全部的比率，不会超过 100%。", row.name);
        found.report(&RULE, row, IndicatorColumn::Target, message);
    }
}
