//! 单元格错位: what stands in a cell belongs under another heading.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::GridCell;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Kind, Severity};

/// A cell in the wrong column.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C014",
    name: "shifted_cell",
    kind: Kind::ShiftedCell,
    severity: Severity::Warning,
    title: "单元格内容与列标题不符",
    what: "得分写在评价描述栏、描述写在得分栏，或合计行的数字不在各自的列下。",
    why: "错位的数字在汇总和导入时会被当成别的数，或者丢失。",
    advice: "请把内容移到所属的列。",
    fails: "指标\t分值\t评价描述\t得分\n甲\t60\t55\t\n乙\t40\t已完成\t38\n合计\t100\t\t93",
    passes: "指标\t分值\t评价描述\t得分\n甲\t60\t已完成\t55\n乙\t40\t已完成\t38\n合计\t100\t\t93",
    limits: "只核对能确认分值列、得分列的评分表。",
};

/// Tests every score table.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for table in &reading.score_tables {
        for row in &table.rows {
            if let Some(cell) = &row.shifted_score {
                report(cell, format!("“{}”的得分{}写在评价描述栏，得分栏为空", row.name, cell.text), outcome);
            }
            if row.shifted_words {
                report(&row.score_cell, format!("“{}”的评价描述写在得分栏", row.name), outcome);
            }
        }
        let moved = table.total.iter().flat_map(|t| &t.shifted);
        for cell in moved {
            report(cell, format!("合计行的{}不在所属的列下", cell.text), outcome);
        }
    }
}

fn report(cell: &GridCell, message: String, outcome: &mut Outcome) {
    let mut finding =
        Finding::new(RULE.code, RULE.kind, RULE.severity, cell.place.clone(), message).advise(RULE.advice);
    finding.stated = Some(cell.text.clone());
    outcome.report(finding);
}
