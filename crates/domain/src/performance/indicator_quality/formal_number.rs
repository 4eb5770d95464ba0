//! 形式量化: a percentage beside a promise.

use super::IndicatorColumn;
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{EFFECT_VERBS, any, is_share};
use super::{
    compound, kind_ecological, kind_economic, kind_quantity, kind_timeliness, payment, repeats_name,
    vague_time,
};
use crate::finding::Severity;
use crate::performance::level::Level2Kind;

/// A number that measures nothing.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q019",
    severity: Severity::Warning,
    title: "形式上量化，实际无法计算",
    what: "名称是一句承诺、指标值是百分数的，有没有公式说明是什么除以什么。",
    why: "“促进社会和谐 ≥95%”没有分子分母，只能填满分，是形式定量、实质定性。",
    advice: "请写出分子、分母和数据来源，或换成能数出来的量。",
    fails: "社会效益,促进社会和谐稳定,≥,95,%,年度工作计划,工作台账",
    passes: "社会效益,群众投诉下降率,≥,15,%,（上年－本年）÷上年,热线统计表\n社会效益,政策知晓率,≥,85,%,问卷200份,问卷",
    limits: "名称是某某率、比例的，只在效益指标又没有写依据时才报；依据里有公式或统计来源的不报。",
};

/// Reports a percentage of a thing that has no parts.
pub(super) fn check(row: &Row, _: &Sheet, found: &mut Found) {
    let told = [
        payment::RULE,
        compound::RULE,
        vague_time::RULE,
        kind_quantity::RULE,
        kind_ecological::RULE,
        kind_economic::RULE,
        kind_timeliness::RULE,
        repeats_name::RULE,
    ];
    let is_benefit = row.level2.is_some_and(Level2Kind::is_benefit);
    if !row.is_percent() || row.level2 == Some(Level2Kind::Satisfaction) || found.has(row, &told) {
        return;
    }
    let promise = any(&row.name, &EFFECT_VERBS) || is_benefit;
    let without_parts = !is_share(&row.name) && promise && !is_counted(row) && !row.has_formula();
    let unfounded =
        is_benefit && row.leaves_empty(IndicatorColumn::Basis) && row.wants_more() && is_share(&row.name);
    if without_parts || unfounded {
        let message = format!(
            "“{} {}{}”没有写是什么除以什么，看似定量，其实无法计算。",
            row.name,
            row.text(IndicatorColumn::Target),
            row.text(IndicatorColumn::Unit)
        );
        found.report(&RULE, row, IndicatorColumn::Level3, message);
    }
}

/// A count with a percent sign is told by the rule on names and units.
fn is_counted(row: &Row) -> bool {
    super::words::COUNTED.iter().any(|word| row.name.ends_with(word))
}
