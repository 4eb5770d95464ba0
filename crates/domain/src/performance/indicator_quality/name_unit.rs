//! A unit that does not fit the name: a length in 个, a number of people in %.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{COUNTED, any, is_share};
use super::{compound, date_serial, formal_number, kind_quantity, payment, unit_unfit, vague_time};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// Name and unit do not fit.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q022",
    severity: Severity::Warning,
    title: "计量单位与指标名称不合",
    what: "长度是否以米、公里计，面积是否以亩、平方米计，人数是否以人计，率是否以 % 计，时间是否以天、日期计。",
    why: "名称说的与单位计的不是一件事，完成值没法填。",
    advice: "请改单位或改名称，使两者说的是同一个量。",
    fails: "数量,新建道路长度,≥,3.6,个,施工图,竣工图\n数量,发放补助人数,≥,95,%,协议,名册\n时效,工程竣工时间,≥,100,%,合同,报告",
    passes: "数量,新建道路长度,≥,3.6,公里,施工图,竣工图\n质量,验收合格率,=,100,%,合格÷验收,报告",
    limits: "只看名称结尾说明了计什么的；率可以用 %、‰、起/万人一类的单位。",
};

/// What a name ends with, and what its unit must then contain.
const MEASURES: [(&str, &[&str]); 17] = [
    ("面积", &["亩", "平", "公顷", "㎡", "km", "顷", "m²"]),
    ("长度", &["米", "公里", "里", "km", "m"]),
    ("里程", &["米", "公里", "里", "km"]),
    ("人数", &["人", "名"]),
    ("人次", &["人次", "次", "人"]),
    ("户数", &["户", "家", "人"]),
    ("件数", &["件", "宗", "起", "例", "项"]),
    ("份数", &["份", "册", "本", "套"]),
    ("套数", &["套", "个"]),
    ("台数", &["台", "套", "辆", "部"]),
    ("栋数", &["栋", "幢", "座"]),
    ("宗数", &["宗", "块", "个"]),
    ("次数", &["次", "场", "期", "批", "回"]),
    ("场次", &["场", "次", "期"]),
    ("期数", &["期", "次", "班"]),
    ("天数", &["天", "日"]),
    ("金额", &["元"]),
];

/// Reports a unit that measures something else.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [
        payment::RULE,
        date_serial::RULE,
        unit_unfit::RULE,
        vague_time::RULE,
        formal_number::RULE,
        kind_quantity::RULE,
        compound::RULE,
    ];
    let unit = row.any_unit();
    if row.number().is_none() || unit.is_empty() || found.has(row, &told) {
        return;
    }
    let counted = COUNTED.iter().find(|word| row.name.ends_with(**word));
    let message = if let (Some(word), true) = (counted, row.is_percent()) {
        format!("“{}”说的是{word}，单位却是 %。", row.name)
    } else if let Some((word, _)) =
        MEASURES.iter().find(|(end, units)| row.name.ends_with(end) && !any(unit, units))
    {
        format!("“{}”说的是{word}，单位却是“{unit}”。", row.name)
    } else if row.name.ends_with('率') && is_share(&row.name) && is_plain_count(unit) {
        format!("“{}”是比率，单位却是“{unit}”。", row.name)
    } else if row.level2 == Some(Level2Kind::Timeliness) && row.is_percent() && row.name.ends_with("时间") {
        format!("“{}”说的是时间，单位却是 %。", row.name)
    } else {
        return;
    };
    found.report(&RULE, row, IndicatorColumn::Unit, message);
}

/// Whether a unit counts whole things.
fn is_plain_count(unit: &str) -> bool {
    const COUNTS: [&str; 14] =
        ["个", "次", "人", "户", "件", "台", "套", "项", "亩", "公里", "份", "场", "处", "平方米"];
    COUNTS.contains(&unit)
}
