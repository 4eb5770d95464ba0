//! 分值合计: full marks add up to their group and to the whole.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::score_table::{Points, ScoreRow, ScoreTable, short};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Full marks that do not add up.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C011",
    name: "weight_total",
    kind: Kind::WeightTotal,
    severity: Severity::Error,
    title: "分值之和与标明的分值不符",
    what: "各指标分值之和是否等于本组标明的分值（如“项目决策（20分）”）和合计行的分值。",
    why: "分值不闭合，总分就不是百分制，等级无从对照。",
    advice: "请核对各指标的分值和组、合计的分值。",
    fails: "一级指标\t二级指标\t分值\t得分\n决策（50分）\t甲\t30\t30\n\t乙\t10\t10\n效果（60分）\t丙\t60\t55\n合计\t\t100\t95",
    passes: "一级指标\t二级指标\t分值\t得分\n决策（40分）\t甲\t30\t30\n\t乙\t10\t10\n效果（60分）\t丙\t60\t55\n合计\t\t100\t95",
    limits: "一张表既不标组分值也没有合计行时不核对；跨页的表先拼接再核对。",
};

/// Tests the groups and the total of every score table.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for table in &reading.score_tables {
        for (index, group) in table.groups.iter().enumerate() {
            if let Some(stated) = &group.weight {
                let rows: Vec<&ScoreRow> = table.of_group(index).collect();
                judge(&format!("“{}”", group.name), stated, &rows, outcome);
            }
        }
        if let Some(stated) = table.total.as_ref().and_then(|t| t.weight.as_ref()) {
            let rows: Vec<&ScoreRow> = table.rows.iter().collect();
            if stands_elsewhere(reading, stated.value - table.weights()) {
                // The 10 points of the execution stand in the table of funds above.
                outcome.cannot_check("部分分值列在另一张表中");
            } else if is_plausible(table, stated) {
                judge("合计行", stated, &rows, outcome);
            } else {
                outcome.cannot_check("评分表的分值不完整");
            }
        }
    }
}

/// What is missing from the weights is the weight of a row in another table, or said in a sentence.
fn stands_elsewhere(reading: &Reading, missing: i128) -> bool {
    if missing <= 0 {
        return false;
    }
    let weighs = |column: &str| column.contains("分值") || column.contains("权重");
    let points = short(missing);
    let text = points.trim_end_matches('分');
    let in_table = reading.grids.iter().filter(|grid| ScoreTable::of(grid).is_none()).any(|grid| {
        (0..grid.width())
            .filter(|column| weighs(grid.heading(*column)))
            .any(|column| grid.body().any(|(_, row)| row.get(column).is_some_and(|cell| cell.text == text)))
    });
    // A row of funds may be a table without a head: `执行率95.00%`, `分值10`.
    let said = format!("分值{text}");
    let in_cell =
        || reading.grids.iter().flat_map(|grid| grid.rows.iter().flatten()).any(|cell| cell.text == said);
    in_table || in_cell() || reading.passages.iter().any(|passage| passage.find(&said, 0).is_some())
}

/// Sums far from the stated total come from rows that were not understood rather than from a slip.
fn is_plausible(table: &ScoreTable, stated: &Points) -> bool {
    let off = (table.weights() - stated.value).abs();
    let scores_close =
        table.total.as_ref().and_then(|t| t.score.as_ref()).is_some_and(|s| s.value == table.known());
    table.unread == 0 && (off * 4 <= stated.value || (scores_close && table.missing().next().is_none()))
}

fn judge(name: &str, stated: &Points, rows: &[&ScoreRow], outcome: &mut Outcome) {
    if rows.is_empty() {
        return;
    }
    let sum: i128 = rows.iter().map(|r| r.weight.value).sum();
    let others = rows.iter().map(|r| r.weight.operand()).collect();
    let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: stated.operand(), others };
    if sum == stated.value {
        return outcome.passes(relation);
    }
    let recomputed = short(sum);
    let message = format!("{name}分值写为{}，各行分值之和为{recomputed}", short(stated.value));
    outcome.fails(relation, recomputed, message);
}
