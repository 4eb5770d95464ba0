//! 扣分无理由: marks are taken off without saying why.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Marks taken off without a reason.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C110",
    name: "deduction_without_reason",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "扣分没有写明理由",
    what: "得分低于分值的指标，原因一栏是否为空或只写“酌情扣分”。",
    why: "扣分原因要写清比例或分值，否则无法复核。",
    advice: "请写明扣分的事实、标准和分值。",
    fails: "三级指标\t指标值\t完成值\t分值\t得分\t扣分原因\n甲\t3个\t3个\t60\t60\t\n乙\t4个\t3个\t40\t35\t酌情扣分",
    passes: "三级指标\t指标值\t完成值\t分值\t得分\t扣分原因\n甲\t3个\t3个\t60\t60\t\n乙\t4个\t3个\t40\t30\t少完成1个，按比例扣10分",
    limits: "没有原因栏的表不核对。",
};

/// Looks at every indicator below its full mark in a table with a column for reasons.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let rows = review.tables.iter().filter(|table| table.has_reasons).flat_map(|table| &table.rows);
    for row in rows.filter(|row| row.marks().is_some_and(|(score, weight)| score < weight)) {
        let discretion = row.reason.text.contains("酌情");
        if discretion || row.is_unexplained() {
            let why = if discretion { "理由只写“酌情”" } else { "没有写理由" };
            let message = format!("“{}”分值{}，得{}，{why}", row.name.text, row.weight.text, row.score.text);
            outcome.report(at_cell(&RULE, &row.score, message));
        }
    }
}
