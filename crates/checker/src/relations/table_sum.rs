//! 表内合计: the rows 小计 and 合计 of a table are the sums of the rows that they cover.

use crate::exact::{Amount, PARTS_MAX, some_make_up};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::money_table::{AmountColumn, RowKind, amounts, rows};
use crate::read::row_sets::{RowSet, RowSets};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A total row that is not the sum of its rows.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C019",
    name: "table_sum",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "表中合计与各行之和不符",
    what: "表格的小计、合计、总计行，各列是否等于所覆盖各行之和；小计可以套在合计里，合计可以在首行。",
    why: "合计被正文引用，错了会带错全文。",
    advice: "请重新加总该列。",
    fails: "单位：万元\n类别\t项目数\t预算数\t支付数\n甲类\t3\t10.50\t9.00\n乙类\t4\t20.50\t20.00\n合计\t7\t31.00\t29.50",
    passes: "单位：万元\n类别\t项目数\t预算数\t支付数\n甲类\t3\t10.50\t9.00\n乙类\t4\t20.50\t20.00\n合计\t7\t31.00\t29.00",
    limits: "合计覆盖哪些行，由其他列的闭合来判断；只有一列数字时，各行必须是并列的。四舍五入的尾差不报告。",
};

/// Tests every total row of every table and of every part of a form.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let (rows, columns) = (rows(&grid), amounts(&grid));
        let sets = RowSets::of(&rows, &columns);
        let mut proved: Vec<Vec<RowSet>> = vec![vec![]; columns.len()];
        let table = Table { grid: &grid, columns: &columns, sets: &sets };
        for (at, total) in rows.iter().enumerate().filter(|(_, r)| r.kind == RowKind::Total) {
            table.total_row(at, total.row, &mut proved, outcome);
        }
        for (column, sets) in columns.iter().zip(&proved) {
            let cells = table.sets.union(sets).into_iter().filter_map(|row| grid.cell(row, column.column));
            outcome.proves(cells.map(|c| &c.place));
        }
    }
}

/// A table with what its rows are and are worth. Columns are counted among the columns of amounts.
struct Table<'a> {
    grid: &'a Grid,
    columns: &'a [AmountColumn],
    sets: &'a RowSets<'a>,
}

impl Table<'_> {
    /// Tests a total row on the rows that it most likely covers; the sets on which a column closes are added to `proved`.
    fn total_row(&self, at: usize, total: usize, proved: &mut [Vec<RowSet>], outcome: &mut Outcome) {
        let stated: Vec<usize> =
            (0..self.columns.len()).filter(|c| self.cell(total, *c).is_some_and(is_stated)).collect();
        let candidates = self.sets.covered_by(at);
        let closing = |covered: &RowSet| stated.iter().filter(|c| self.closes(covered, total, **c)).count();
        let best = candidates.iter().map(|covered| (closing(covered), covered));
        let best = best.max_by_key(|(closing, covered)| (*closing, covered.len()));
        let Some((closed, covered)) = best else { return };
        let certain = closed > 0 || (candidates.len() == 1 && self.sets.flat);
        for column in stated {
            if self.closes(covered, total, column) {
                self.relation(covered, total, column).into_iter().for_each(|r| outcome.passes(r));
                proved.get_mut(column).into_iter().for_each(|sets| sets.push(*covered));
            } else if certain && !self.is_explained(covered, total, column) {
                self.fail(covered, total, column, outcome);
            } else {
                outcome.cannot_check("表中合计覆盖的行不能确定");
            }
        }
    }

    fn cell(&self, row: usize, column: usize) -> Option<&GridCell> {
        self.grid.cell(row, self.columns.get(column)?.column)
    }

    fn value(&self, row: usize, column: usize) -> Option<Amount> {
        self.columns.get(column)?.value(row)
    }

    fn closes(&self, covered: &RowSet, total: usize, column: usize) -> bool {
        let sum = self.sets.sum(covered, column);
        sum.zip(self.value(total, column)).is_some_and(|(sum, stated)| sum.agrees(stated))
    }

    /// Some of the rows alone make up the total, or may do so: the others lie inside them.
    fn is_explained(&self, covered: &RowSet, total: usize, column: usize) -> bool {
        let count = self.sets.count_holding(covered, column);
        if !(2..=PARTS_MAX).contains(&count) {
            return true;
        }
        let held = self.sets.holding(covered, column, PARTS_MAX);
        let parts: Vec<Amount> = held.into_iter().filter_map(|row| self.value(row, column)).collect();
        self.value(total, column).is_none_or(|stated| some_make_up(stated, &parts))
    }

    fn fail(&self, covered: &RowSet, total: usize, column: usize, outcome: &mut Outcome) {
        let (Some(cell), Some(sum)) = (self.cell(total, column), self.sets.sum(covered, column)) else {
            return;
        };
        let Some(relation) = self.relation(covered, total, column) else { return };
        let places = relation.figures().filter_map(|o| o.value).map(|value| value.places);
        let Some(recomputed) = sum.print(1, places.max().unwrap_or(0)) else { return };
        let heading = self.columns.get(column).map_or("", |c| c.heading.as_str());
        let message = format!("“{heading}”一列合计写为{}，各行之和为{recomputed}", cell.text);
        outcome.fails(relation, recomputed, message);
    }

    /// A total with the rows that it covers and that hold something; of very many only the first.
    fn relation(&self, covered: &RowSet, total: usize, column: usize) -> Option<Relation> {
        const MANY: usize = 200;
        let of = self.columns.get(column)?;
        let operand = |row: usize| Some(of.operand(row, self.grid.cell(row, of.column)?));
        let rows = self.sets.holding(covered, column, MANY);
        let others = rows.into_iter().filter_map(operand).collect();
        Some(Relation { rule: &RULE, formula: Formula::Sum, stated: operand(total)?, others })
    }
}

fn is_stated(cell: &GridCell) -> bool {
    cell.number().is_some()
}
