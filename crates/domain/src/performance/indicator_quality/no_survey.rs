//! 满意度 without a survey.

use super::IndicatorColumn;
use super::found::Found;
use super::kind_satisfaction;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use super::words::{NO_COMPLAINT, SURVEY, any, first};
use crate::finding::Severity;
use crate::performance::level::{Level1, Level2Kind};

/// No survey behind it.
pub(super) const RULE: QualityRule = QualityRule {
    code: "MZ-Q031",
    severity: Severity::Warning,
    title: "满意度没有调查",
    what: "满意度的依据和佐证里有没有问卷、回访、评价器一类的调查；是不是以“无投诉”代替。",
    why: "设了满意度就必须调查，没有调查的记 0 分；没有人投诉不等于满意。",
    advice: "请写明调查谁、发多少份、怎样统计，佐证写问卷原件和统计表。",
    fails: "满意度,居民满意度,≥,95,%,全年无投诉即为满意,投诉台账\n满意度,周边群众满意度,≥,90,%,年度目标,工作总结",
    passes: "满意度,沿线居民满意度,≥,90,%,满意份数÷有效问卷份数,问卷、统计表",
    limits: "没有佐证一栏又没有写“无投诉”的不判断。",
};

/// Reports satisfaction that nobody asks about.
pub(super) fn check(row: &Row, sheet: &Sheet, found: &mut Found) {
    let is_satisfaction =
        row.level2 == Some(Level2Kind::Satisfaction) || row.level1 == Some(Level1::Satisfied);
    if !is_satisfaction || found.has(row, &[kind_satisfaction::RULE]) {
        return;
    }
    let texts =
        [IndicatorColumn::Basis, IndicatorColumn::Evidence, IndicatorColumn::Target, IndicatorColumn::Level3]
            .map(|column| row.text(column));
    let asked =
        any(row.text(IndicatorColumn::Evidence), &SURVEY) || any(row.text(IndicatorColumn::Basis), &SURVEY);
    let instead = texts.iter().find_map(|text| first(text, &NO_COMPLAINT));
    let message = match instead {
        Some(word) => format!("以“{word}”代替满意度调查，不予认可。"),
        None if row.says(IndicatorColumn::Evidence) && !asked => {
            format!("“{}”的佐证“{}”里没有调查。", row.name, row.text(IndicatorColumn::Evidence))
        }
        None if row.leaves_empty(IndicatorColumn::Evidence) && !asked => {
            format!("“{}”没有写用什么调查得出。", row.name)
        }
        None => return,
    };
    let example =
        sheet.example(row).map_or(String::new(), |like| format!("例如：{}；{}。", like.basis, like.evidence));
    found.report_with(&RULE, row, IndicatorColumn::Evidence, message, &example);
}
