//! 总分: the total of a score table, in the table or in the text, is the sum of its rows.

use crate::outcome::Outcome;
use crate::read::score_table::{Points, ScoreTable, TotalRow, short};
use crate::read::{Reading, score_text};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A total that is not the sum of its rows.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C010",
    name: "score_total",
    kind: Kind::ScoreTotal,
    severity: Severity::Error,
    title: "总分与各行得分之和不符",
    what: "评分表合计行、小计行的得分，或没有合计行时正文所写的总分，是否等于各行得分之和。",
    why: "总分决定等级，逐行相加是任何复核的第一步。",
    advice: "请重新加总各行得分，并同步改正正文。",
    fails: "指标\t分值\t得分\n甲\t60\t55\n乙\t40\t38\n合计\t100\t95",
    passes: "指标\t分值\t得分\n甲\t60\t55\n乙\t40\t38\n合计\t100\t93",
    limits: "分值不闭合的表不核对；有缺失得分时，只有总分超出可能范围才报告。",
};

/// Tests the totals of every score table whose full marks close.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for table in reading.score_tables.iter().filter(|t| t.is_closed()) {
        for (index, group) in table.groups.iter().enumerate() {
            if let Some(stated) = group.subtotal.as_ref().and_then(|s| s.score.as_ref()) {
                let rows = Range::of(table.of_group(index).map(|r| (r.score.as_ref(), &r.weight)));
                rows.judge(&format!("“{}”小计", group.name), stated, outcome);
            }
        }
        let rows = Range::of(table.rows.iter().map(|r| (r.score.as_ref(), &r.weight)));
        match table.total.as_ref().and_then(|t: &TotalRow| t.score.as_ref()) {
            Some(stated) => rows.judge("合计行得分", stated, outcome),
            None => in_text(reading, table, &rows, outcome),
        }
    }
}

/// Without a total row the total stands in the text alone.
fn in_text(reading: &Reading, table: &ScoreTable, rows: &Range, outcome: &mut Outcome) {
    if reading.score_tables.len() != 1 || table.rows.is_empty() {
        return;
    }
    for m in score_text::totals(reading).into_iter().filter_map(|i| reading.mentions.get(i)) {
        let Some(value) = m.number.scaled(2) else { continue };
        rows.judge("正文总分", &Points { value, text: m.text.clone(), place: m.place.clone() }, outcome);
    }
}

/// What the rows of a table can add up to.
struct Range<'a> {
    known: i128,
    open: i128,
    scores: Vec<&'a Points>,
}

impl<'a> Range<'a> {
    fn of(rows: impl Iterator<Item = (Option<&'a Points>, &'a Points)>) -> Range<'a> {
        let mut range = Range { known: 0, open: 0, scores: vec![] };
        for (score, weight) in rows {
            match score {
                Some(score) => {
                    range.known += score.value;
                    range.scores.push(score);
                }
                None => range.open += weight.value,
            }
        }
        range
    }

    fn judge(&self, name: &str, stated: &Points, outcome: &mut Outcome) {
        // Means of several sheets have decimals; their rounding may show in the total.
        let decimals = self.scores.iter().any(|s| s.value % 100 != 0);
        let slack = if decimals { self.scores.len() as i128 / 2 + 1 } else { 0 };
        let others = self.scores.iter().map(|s| s.operand()).collect();
        let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: stated.operand(), others };
        if (self.known - slack..=self.known + self.open + slack).contains(&stated.value) {
            if self.open > 0 {
                return outcome.cannot_check("评分表有缺失的得分，总分无法确定");
            }
            return outcome.passes(relation);
        }
        let recomputed = short(self.known);
        let message = format!("{name}写为{}，各行得分之和为{recomputed}", stated.text);
        let unit = if stated.text.ends_with('分') { "分" } else { "" };
        outcome.fails(relation, format!("{recomputed}{unit}"), message);
    }
}
