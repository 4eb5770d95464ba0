//! A unit that does not fit its number: 百分比, 0 万元/人, 30天 in 个.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::{date_serial, payment};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Number and unit do not fit.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q021",
    severity: Severity::Warning,
    title: "计量单位与指标值不合",
    what: "百分数是否用 %；成本有没有因单位太大变成 0；指标值里的单位与单位栏是否一致。",
    why: "“≥100百分比”读不成数；“0万元/人”是把小数取了整，等于没有指标。",
    advice: "请写规范的单位，小额改用元。",
    fails: "质量,验收合格率,≥,100,百分比,合格÷验收,报告\n成本,人均补助标准,≤,0,万元/人,标准文件,名册\n时效,核查用时,≤,7天,个,办法,记录",
    passes: "质量,验收合格率,=,100,%,合格÷验收,报告\n成本,人均补助标准,≤,300,元/人,标准文件,名册\n时效,核查用时,≤,7天,天,办法,记录",
    limits: "指标值里已有单位、单位栏空着的可以。",
};

/// Reports a unit that does not fit.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let Some(number) = row.number() else { return };
    if found.has(row, &[payment::RULE, date_serial::RULE]) {
        return;
    }
    let is_word = |unit: &str| matches!(unit, "百分比" | "百分数" | "百分之");
    let message = if is_word(&row.unit) || is_word(&number.unit) {
        format!("单位写作“百分比”，与指标值 {} 合不成数，应写 %。", row.text(IndicatorColumn::Target))
    } else if number.value.sign().is_eq() && is_cost(row) {
        format!("“{}”的指标值是 0 {}，多半是小额取整取没了。", row.name, row.any_unit())
    } else if differs(&number.unit, &row.unit) {
        format!("指标值里的单位是“{}”，单位栏写的是“{}”。", number.unit, row.unit)
    } else {
        return;
    };
    found.report(&RULE, row, IndicatorColumn::Unit, message);
}

/// Whether it is a cost that can hardly be nothing.
fn is_cost(row: &Row) -> bool {
    let unit = row.any_unit();
    unit.contains('元') && (unit.contains('/') || row.level2 == Some(Level2Kind::Cost))
}

/// Whether two units contradict each other.
fn differs(inside: &str, column: &str) -> bool {
    // 个工作日 and 工作日 are one unit, and so are 户 and 万户; 个 alone is a unit of its own.
    let plain = |unit: &str| {
        let rest = unit.trim_start_matches(['个', '万', '亿']);
        if rest.is_empty() { unit.to_owned() } else { rest.to_owned() }
    };
    let (inside, column) = (plain(inside), plain(column));
    !inside.is_empty() && !column.is_empty() && !inside.contains(&column) && !column.contains(&inside)
}
