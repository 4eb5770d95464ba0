//! 空洞: a target in words by which nobody can say whether it was reached.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::target::Target;
use super::words::{CRITERIA, VAGUE, any, first};
use super::{compound, kind_satisfaction, several_numbers, vague_time};
use crate::finding::Severity;

/// A target without a criterion.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q001",
    severity: Severity::Warning,
    title: "指标值空洞，没有判定标准",
    what: "指标值是文字时，能不能据以判定达成与否。",
    why: "“显著提高”“效果明显”怎么写都能满分，复核时按不可考核扣分。",
    advice: "请改成数量、比率或日期；确要定性的，写明达成、部分达成、未达成各是什么。",
    fails: "质量,窗口服务水平,定性,显著提高,,年度计划,考核表",
    passes: "质量,网络安全测评结论,定性,三级测评结论为良及以上,,等级保护要求,测评报告\n可持续影响,管护责任,定性,移交手续办结并写明经费来源,,移交办法,移交书",
    limits: "文字里有可核对的事实（印发、批复、验收、级别、名单等）、分档写明，或依据写明评分标准的，不算空洞。",
};

/// Reports a target in words that nothing makes measurable.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [vague_time::RULE, several_numbers::RULE, compound::RULE, kind_satisfaction::RULE];
    if row.target != Target::Words || found.has(row, &told) {
        return;
    }
    let text = row.text(IndicatorColumn::Target);
    if has_levels(text) || (any(text, &CRITERIA) && !any(text, &FIRM_PROMISES)) || basis_judges(row) {
        return;
    }
    if text.chars().any(|c| c.is_ascii_digit()) {
        return;
    }
    let message = match first(text, &VAGUE) {
        Some(word) => format!("指标值“{text}”只有“{word}”这样的词，没有判定标准，年末无法判断是否达成。"),
        None => format!("指标值“{text}”没有写明怎样算达成，年末无法判断。"),
    };
    found.report(&RULE, row, IndicatorColumn::Target, message);
}

/// Words that stay a promise whatever stands beside them.
const FIRM_PROMISES: [&str; 6] = ["显著", "明显", "进一步", "不断", "逐步", "较好"];

/// Whether a text sets out its levels: 达成/部分达成/未达成, 优、良、中、差.
fn has_levels(text: &str) -> bool {
    let named = ["达成", "部分达成", "未达成"].iter().filter(|level| text.contains(**level)).count();
    let marks = text.chars().filter(|c| matches!(c, '优' | '良' | '中' | '差')).count();
    named >= 2 || (marks >= 3 && text.contains(['、', '/', '；', ';']))
}

/// Whether the basis says how it is judged.
fn basis_judges(row: &Row) -> bool {
    let basis = row.text(IndicatorColumn::Basis);
    any(basis, &["评分标准", "判定标准", "评价标准", "分档", "三档", "评分细则", "评定标准", "得分"])
}
