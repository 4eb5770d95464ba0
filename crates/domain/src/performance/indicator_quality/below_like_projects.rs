//! A target that is much easier than those of like projects in the same form.

use super::IndicatorColumn;
use super::ease::{Ease, is_explained};
use super::found::Found;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::target::Number;
use crate::finding::Severity;
use std::cmp::Ordering;

/// Easier than the others.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q018",
    severity: Severity::Warning,
    title: "指标值比同类项目低",
    what: "同一张表里同类项目的同名比率、单位成本、时限，是不是有一个明显容易。",
    why: "同样的事，标准应当一样；独自放低的，完成了也说明不了什么。",
    advice: "请参照同类项目的指标值；确有差别的，在依据里写明。",
    fails: "@甲\n质量,验收合格率,≥,98,%,合格÷验收,报告\n@乙\n质量,验收合格率,≥,99,%,合格÷验收,报告\n@丙\n质量,验收合格率,≥,98,%,合格÷验收,报告\n@丁\n质量,验收合格率,≥,80,%,合格÷验收,报告",
    passes: "@甲\n质量,验收合格率,≥,98,%,合格÷验收,报告\n@乙\n质量,验收合格率,≥,99,%,合格÷验收,报告\n@丙\n质量,验收合格率,≥,98,%,合格÷验收,报告\n@丁\n质量,验收合格率,≥,97,%,合格÷验收,报告",
    limits: "至少有三个别的同类项目才比；总量（个数、总成本）各项目本来不同，不比。",
};

/// How many other projects make a comparison.
const OTHERS: usize = 3;

/// Reports a target that is clearly easier than the middle one of like projects.
pub(super) fn check(sheet: &Sheet, found: &mut Found) {
    for row in sheet.rows.iter().filter(|row| is_standard(row)) {
        let mut others: Vec<&Number> =
            sheet.rows.iter().filter(|other| is_like(row, other)).filter_map(Row::number).collect();
        if others.len() < OTHERS {
            continue;
        }
        others.sort_by(|a, b| a.value.compare(b.value).unwrap_or(Ordering::Equal));
        let Some(middle) = others.get(others.len() / 2) else { continue };
        let much = Ease::of(row, middle).filter(Ease::is_much);
        if much.is_none() || is_explained(row) {
            continue;
        }
        let shown = middle.value.shown(2).map(|(text, _)| text).unwrap_or_default();
        let message = format!(
            "“{}”的指标值是 {}，同类的 {} 个项目居中的是 {shown}。",
            row.name,
            row.text(IndicatorColumn::Target),
            others.len()
        );
        found.report(&RULE, row, IndicatorColumn::Target, message);
    }
}

/// Whether its number is a standard, and not the size of a task.
fn is_standard(row: &Row) -> bool {
    row.is_percent() || row.any_unit().contains('/') || row.any_unit().contains(['天', '日'])
}

/// Whether another row is the same indicator of another project of the kind.
fn is_like(row: &Row, other: &Row) -> bool {
    let differs = row.text(IndicatorColumn::Project) != other.text(IndicatorColumn::Project);
    let same_kind = row.text(IndicatorColumn::ProjectKind) == other.text(IndicatorColumn::ProjectKind);
    differs
        && same_kind
        && row.name == other.name
        && row.level2 == other.level2
        && row.operator() == other.operator()
        && row.any_unit() == other.any_unit()
}
