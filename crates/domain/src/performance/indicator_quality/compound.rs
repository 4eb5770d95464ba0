//! Two indicators in one.

use super::IndicatorColumn;
use super::found::Found;
use super::payment;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::Severity;

/// Two things, one number.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q033",
    severity: Severity::Warning,
    title: "一项指标里有两件事",
    what: "名称是不是用“和”“及”“、”并列了两个要分别衡量的量或两项工作。",
    why: "一件做成、一件没做成时无法计分。",
    advice: "请拆成两项，各写指标值和分值。",
    fails: "数量,新建道路和改造管网长度,≥,8400,米,施工图,竣工图\n数量,培训期数及人次,≥,6,期,计划,签到表",
    passes: "数量,青苗及附着物补偿户数,≥,410,户,公示表,名册\n满意度,办事企业和群众满意度,≥,93,%,好评÷有效评价,问卷",
    limits: "并列的是对象（青苗及附着物、企业和群众）而只有一个量的，不算。",
};

/// What ends a measured thing.
const MEASURES: [&str; 26] = [
    "数量",
    "个数",
    "次数",
    "场次",
    "期数",
    "人数",
    "人次",
    "户数",
    "件数",
    "份数",
    "套数",
    "台数",
    "面积",
    "长度",
    "里程",
    "时间",
    "日期",
    "率",
    "成本",
    "费用",
    "金额",
    "满意度",
    "工期",
    "质量",
    "批次",
    "天数",
];

/// What begins a piece of work.
const WORKS: [&str; 24] = [
    "新建", "改建", "扩建", "改造", "修缮", "购置", "采购", "开展", "完成", "举办", "编制", "安装", "拆除",
    "发放", "建设", "种植", "印发", "清理", "修订", "绘制", "组织", "签订", "检测", "整治",
];

/// Words in which a conjunction is none.
const NO_CONJUNCTION: [&str; 14] = [
    "及时",
    "普及",
    "涉及",
    "及格",
    "以及时",
    "和谐",
    "饱和",
    "缓和",
    "参与",
    "与会",
    "给与",
    "合并",
    "并网",
    "并联",
];

/// Reports two things in one row.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    if found.has(row, &[payment::RULE]) {
        return;
    }
    if let Some((left, right)) = two_things(&row.name) {
        let message = format!("“{}”里有两件事：“{left}”和“{right}”，要分别衡量。", row.name);
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}

/// The two things that a name joins, where both are measured or both are work.
fn two_things(name: &str) -> Option<(String, String)> {
    let plain = NO_CONJUNCTION.iter().fold(name.to_owned(), |name, word| name.replace(word, "··"));
    let (at, sign) =
        plain.char_indices().find(|(_, c)| matches!(c, '和' | '及' | '与' | '、' | '；' | '+' | '并'))?;
    // What was replaced keeps its number of characters, so the parts are cut from the name by characters.
    let characters = plain.get(..at)?.chars().count();
    let left: String = name.chars().take(characters).collect();
    let right: String = name.chars().skip(characters + 1).collect();
    let left = left.trim_end_matches('以').to_owned();
    let both_measured = MEASURES.iter().any(|measure| left.ends_with(measure));
    let works = |part: &str| WORKS.iter().any(|work| part.starts_with(work));
    let both_work = works(&left) && works(&right) && sign != '、';
    (!left.is_empty() && !right.is_empty() && (both_measured || both_work)).then_some((left, right))
}
