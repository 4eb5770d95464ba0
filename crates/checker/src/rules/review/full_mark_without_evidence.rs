//! 满分无佐证: an indicator has its full mark, and the column for evidence is empty.

use super::{Review, gathered};
use crate::outcome::Outcome;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A full mark that nothing proves.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C102",
    name: "full_mark_without_evidence",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "得满分而没有佐证",
    what: "指标表有佐证材料一栏时，得满分的指标是否都写了佐证。",
    why: "没有资料证明的得分，复核时按 0 分处理。",
    advice: "请补写佐证材料的名称，或据实扣分。",
    fails: "三级指标\t指标值\t分值\t得分\t佐证材料\n甲\t3个\t60\t60\t验收单\n乙\t4个\t40\t40\t",
    passes: "三级指标\t指标值\t分值\t得分\t佐证材料\n甲\t3个\t60\t60\t验收单\n乙\t4个\t40\t38\t",
    limits: "没有佐证栏的表不核对；每张表只报告一次。",
};

/// Looks at every table with a column for evidence.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for table in &review.tables {
        let bare = table.rows.iter().filter(|row| {
            row.is_full() && row.evidence.as_ref().is_some_and(|evidence| evidence.text.is_empty())
        });
        let found = gathered(&RULE, bare.map(|row| &row.name), |rows| {
            format!("{rows}个指标得满分，佐证材料一栏为空")
        });
        found.into_iter().for_each(|finding| outcome.report(finding));
    }
}
