//! 全部满分: every indicator of a table has its full mark.

use super::{Review, gathered};
use crate::outcome::Outcome;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A table without a deduction.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C101",
    name: "all_full_marks",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "指标全部得满分",
    what: "一张指标表里的指标是否全部得满分。",
    why: "全部满分多半是自评流于形式，复核时会重点抽查。",
    advice: "请复核各项得分；确无扣分的，在报告中说明依据。",
    fails: "三级指标\t指标值\t分值\t得分\n甲\t3个\t20\t20\n乙\t4个\t20\t20\n丙\t5个\t20\t20\n丁\t6个\t20\t20\n戊\t7个\t20\t20",
    passes: "三级指标\t指标值\t分值\t得分\n甲\t3个\t20\t20\n乙\t4个\t20\t20\n丙\t5个\t20\t20\n丁\t6个\t20\t20\n戊\t7个\t20\t19",
    limits: "少于 5 个指标（由审阅政策规定）的表不提示；只看能认出分值列与得分列的表。",
};

/// Looks at every table with enough marked indicators.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for table in &review.tables {
        let marked: Vec<_> = table.rows.iter().filter(|row| row.marks().is_some()).collect();
        if marked.len() >= review.limits.full_marks_rows && marked.iter().all(|row| row.is_full()) {
            let scores = marked.iter().map(|row| &row.score);
            let found = gathered(&RULE, scores, |rows| format!("表中{rows}个指标全部得满分"));
            found.into_iter().for_each(|finding| outcome.report(finding));
        }
    }
}
