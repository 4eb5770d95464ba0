//! 表内合计: the rows 小计 and 合计 of a table are the sums of the rows that they cover.

use crate::exact::{Amount, Fit, PARTS_MAX, PER_UNIT, fit, some_make_up};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::money_table::{AmountColumn, MoneyRow, RowKind, amounts, is_whole, marks, rows};
use crate::read::nesting::nest;
use crate::read::row_sets::{RowSet, RowSets};
use crate::read::score_table::ScoreTable;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use crate::slip::{Explained, explain};
use mingzhang_domain::finding::{Kind, Severity, SlipKind};

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
    let noted = reading.passages.iter().any(|passage| is_note_of_overlap(&passage.text()));
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let (mut rows, columns) = (rows(&grid), columns(&grid));
        let clear = nest(&mut rows, &columns);
        let open = grid.body().any(|(_, row)| row.iter().any(|cell| is_left_out(&cell.text)));
        let mut sets = RowSets::of(&rows, &columns);
        sets.open = open || !clear;
        let mut proved: Vec<Vec<RowSet>> = vec![vec![]; columns.len()];
        let table = Table { grid: &grid, columns: &columns, sets: &sets, clear, noted };
        for (at, row) in rows.iter().enumerate() {
            match row.kind {
                RowKind::Total => table.total_row(at, row, &mut proved, outcome),
                RowKind::Detail | RowKind::Within => table.parent_row(at, row, &mut proved, outcome),
            }
        }
        for (column, sets) in columns.iter().zip(&proved) {
            let cells = table.sets.union(sets).into_iter().filter_map(|row| grid.cell(row, column.column));
            outcome.proves(cells.map(|c| &c.place));
        }
    }
}

/// The columns that can be added: amounts, or the points of a table whose groups stand in rows of their own; score tables
/// without such rows have their own rules.
fn columns(grid: &Grid) -> Vec<AmountColumn> {
    let amounts = amounts(grid);
    let plain = || ScoreTable::of(grid).is_some_and(|table| table.is_closed());
    let marks = marks(grid);
    if marks.len() > amounts.len() && !plain() { marks } else { amounts }
}

/// A table with what its rows are and are worth. Columns are counted among the columns of amounts.
struct Table<'a> {
    grid: &'a Grid,
    columns: &'a [AmountColumn],
    sets: &'a RowSets<'a>,
    /// It is clear which rows lie inside others.
    clear: bool,
    /// A note of the paper says that rows overlap, or that the total leaves some out.
    noted: bool,
}

impl Table<'_> {
    /// Tests a total row on the rows that it most likely covers; the sets on which a column closes are added to `proved`.
    fn total_row(&self, at: usize, of: &MoneyRow, proved: &mut [Vec<RowSet>], outcome: &mut Outcome) {
        let (candidates, suggested) = self.sets.covered_by(at);
        // 总投资 may be more than the parts that a table shows: only another column tells.
        let (total, named) = (of.row, is_whole(&of.label));
        let only = candidates.len() == 1 && self.sets.flat && !self.sets.open && !named;
        for column in self.judge(&candidates, total, only, proved, outcome) {
            let places = candidates.get(..suggested).unwrap_or_default();
            let places = if self.clear && !named { places } else { &[] };
            let slipped = places.iter().find(|covered| self.is_slip(covered, total, column)).copied();
            match slipped.or_else(|| self.sets.with_carry_over(at)) {
                Some(covered) => self.fail(&covered, total, column, outcome),
                None => outcome.cannot_check("表中合计覆盖的行不能确定"),
            }
        }
    }

    /// Tests a row that others lie inside: an upper class over its items, 其中. What does not close and is no slip of the
    /// pen may be a list of some parts.
    fn parent_row(&self, at: usize, of: &MoneyRow, proved: &mut [Vec<RowSet>], outcome: &mut Outcome) {
        let candidates = self.sets.inside(at);
        if candidates.is_empty() {
            return;
        }
        let row = of.row;
        // 其中 may name some parts only, but no more than there is.
        let whole = |covered: &RowSet, column: usize| {
            let values = self.sets.sum(covered, column).zip(self.value(row, column));
            of.level > 0 || values.is_some_and(|(sum, stated)| sum.value > stated.value)
        };
        for column in self.judge(&candidates, row, false, proved, outcome) {
            let slipped = |covered: &&RowSet| whole(covered, column) && self.is_slip(covered, row, column);
            match candidates.first().filter(slipped) {
                Some(covered) => self.fail(covered, row, column, outcome),
                None => outcome.cannot_check("“其中”可能只列出部分分项"),
            }
        }
    }

    /// Tests a row on the candidate on which most columns close, and gives the columns that this leaves open.
    fn judge(
        &self,
        candidates: &[RowSet],
        total: usize,
        only: bool,
        proved: &mut [Vec<RowSet>],
        outcome: &mut Outcome,
    ) -> Vec<usize> {
        let stated: Vec<usize> =
            (0..self.columns.len()).filter(|c| self.cell(total, *c).is_some_and(is_stated)).collect();
        let closing = |covered: &RowSet| -> Vec<usize> {
            stated.iter().copied().filter(|c| self.closes(covered, total, *c)).collect()
        };
        let best = candidates.iter().map(|covered| (closing(covered), covered));
        let Some((closed, covered)) =
            best.max_by_key(|(closed, covered)| (self.telling(closed, total), covered.len()))
        else {
            return vec![];
        };
        let mut open = Vec::new();
        for column in stated {
            if closed.contains(&column) {
                self.pass(covered, total, column, outcome);
                proved.get_mut(column).into_iter().for_each(|sets| sets.push(*covered));
            } else if self.is_certain(covered, &closed, total, column, only) {
                self.fail(covered, total, column, outcome);
            } else {
                open.push(column);
            }
        }
        open
    }

    /// How many of the columns close on more than nothing.
    fn telling(&self, closed: &[usize], total: usize) -> usize {
        closed.iter().filter(|c| self.value(total, **c).is_some_and(|value| value.value != 0)).count()
    }

    /// A column that does not close is wrong where another one closes on these very rows, or where no other rows can be
    /// meant and no part of them makes up the total.
    fn is_certain(
        &self,
        covered: &RowSet,
        closed: &[usize],
        total: usize,
        column: usize,
        only: bool,
    ) -> bool {
        let held = self.sets.count_holding(covered, column);
        let as_many = |c: &&usize| self.sets.count_holding(covered, **c) >= held.max(2);
        let telling = |c: &&usize| self.value(total, **c).is_some_and(|value| value.value != 0);
        // Where no other rows can be meant, a printed 0.00 is one of them as well.
        let printed = |c: &usize| only && self.count_printed(covered, *c) >= held.max(2);
        if closed.iter().filter(telling).any(|c| as_many(&c) || printed(c)) {
            return true;
        }
        let alone = only && self.is_alone(covered, total, column);
        (alone || self.telling(closed, total) > 0) && !self.is_explained(covered, total, column)
    }

    /// How many rows of a set print a number in a column, be it zero.
    fn count_printed(&self, covered: &RowSet, column: usize) -> usize {
        let rows = self.sets.union(&[*covered]);
        rows.into_iter().filter(|row| self.cell(*row, column).is_some_and(is_stated)).count()
    }

    /// The only column with a total, and not far from the sum of its rows: where several columns do not close, or one by
    /// far, the table shows only some of its rows.
    fn is_alone(&self, covered: &RowSet, total: usize, column: usize) -> bool {
        const FAR: i128 = 5;
        let stated = (0..self.columns.len()).filter(|c| self.cell(total, *c).is_some_and(is_stated)).count();
        let values = self.sets.sum(covered, column).zip(self.value(total, column));
        let near = |(sum, own): (Amount, Amount)| {
            sum.value.saturating_sub(own.value).saturating_abs() <= own.value.saturating_abs() / FAR
        };
        stated == 1 && values.is_some_and(near)
    }

    /// One digit of the total or of a row, and the column would close.
    fn is_slip(&self, covered: &RowSet, total: usize, column: usize) -> bool {
        const MANY: usize = 40;
        let held = self.sets.count_holding(covered, column);
        if !(2..=MANY).contains(&held) && covered.len() > 1 {
            return false;
        }
        let Some(relation) = self.relation(covered, total, column) else { return false };
        relation.is_slip()
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

    fn pass(&self, covered: &RowSet, total: usize, column: usize, outcome: &mut Outcome) {
        let Some(relation) = self.relation(covered, total, column) else { return };
        if relation.others.len() < self.sets.count_holding(covered, column) {
            // Not all of the rows are shown, so adding up what is shown says nothing.
            return outcome.proves(relation.figures().map(|operand| &operand.place));
        }
        outcome.passes(relation);
    }

    fn fail(&self, covered: &RowSet, total: usize, column: usize, outcome: &mut Outcome) {
        if self.overlaps(covered, total, column) {
            return outcome.cannot_check("表注说明各行之和与合计不同，或各行有重复");
        }
        let (Some(cell), Some(sum)) = (self.cell(total, column), self.sets.sum(covered, column)) else {
            return;
        };
        let Some(relation) = self.relation(covered, total, column) else { return };
        if self.is_mean(covered, total, column) && !is_written_wrong(&relation) {
            return outcome.cannot_check("合计在最小与最大的一行之间，可能是平均数");
        }
        let scale = relation.stated.value.map_or(1, |value| value.scale);
        let places = relation.figures().filter_map(|o| o.value).map(|value| value.places);
        let Some(recomputed) = sum.print(scale, places.max().unwrap_or(0)) else { return };
        let heading = self.columns.get(column).map_or("", |c| c.heading.as_str());
        let message = format!("“{heading}”一列合计写为{}，各行之和为{recomputed}", cell.text);
        outcome.fails(relation, recomputed, message);
    }

    /// The total lies between its smallest and its largest row, none of which is negative: more than any sum can explain.
    fn is_mean(&self, covered: &RowSet, total: usize, column: usize) -> bool {
        const MANY: usize = 60;
        let rows = self.sets.holding(covered, column, MANY);
        let values: Vec<i128> =
            rows.iter().filter_map(|row| self.value(*row, column)).map(|value| value.value).collect();
        let bounds = values.iter().min().zip(values.iter().max());
        let own = self.value(total, column).map_or(0, |value| value.value);
        values.len() > 1 && bounds.is_some_and(|(least, most)| *least > 0 && *least <= own && own < *most)
    }

    /// The rows may count one thing twice: a note says so, or each row's share of the total holds while the shares are clearly
    /// more than the whole.
    fn overlaps(&self, covered: &RowSet, total: usize, column: usize) -> bool {
        /// No rounding of the shares of one whole adds up to so much.
        const MORE_THAN_WHOLE: i128 = 101 * PER_UNIT;
        let own = self.columns.get(column).map_or(0, |c| c.column);
        let shares = own + 1;
        let rows = self.sets.holding(covered, column, 60);
        let value = |row: usize| self.columns.get(column)?.value(row);
        let whole = value(total);
        let share = |row: &usize| self.grid.cell(*row, shares).and_then(GridCell::percent);
        let holds = |row: &usize| Some(fit(value(*row)?, whole?, 100, share(row)?) == Some(Fit::Right));
        let printed = rows.iter().filter_map(|row| Amount::printed(share(row)?, 1, true));
        let twice = Amount::sum(printed).is_some_and(|sum| sum.value > MORE_THAN_WHOLE);
        let shared = rows.len() > 1 && twice && rows.iter().all(|row| holds(row) == Some(true));
        self.noted || shared
    }

    /// A total with the rows that it covers and that hold something; of very many only the first.
    fn relation(&self, covered: &RowSet, total: usize, column: usize) -> Option<Relation> {
        const MANY: usize = 60;
        let of = self.columns.get(column)?;
        let operand = |row: usize| Some(of.operand(row, self.grid.cell(row, of.column)?));
        let rows = self.sets.holding(covered, column, MANY);
        let others = rows.into_iter().filter_map(operand).collect();
        Some(Relation { rule: &RULE, formula: Formula::Sum, stated: operand(total)?, others })
    }
}

/// One digit of a figure, or two neighbours of the total that changed places, keep a sum from holding.
fn is_written_wrong(sum: &Relation) -> bool {
    let printed = sum.stated.printed().zip(sum.solve(0));
    let slip = printed.and_then(|((number, scale), right)| explain(number, scale, right));
    let digits = |slip: Explained| matches!(slip.kind, SlipKind::Digit | SlipKind::SwappedDigits);
    sum.is_slip() || slip.is_some_and(digits)
}

/// `注：合计数不含值班天数`, `同一农户只计一户`, `各行之和大于项目总数`
fn is_note_of_overlap(text: &str) -> bool {
    const APART: [&str; 8] = ["不含", "不包括", "不计入", "重复", "只计", "去重", "涉及多类", "交叉"];
    const TOTAL: [&str; 6] = ["合计", "总数", "之和", "加总", "相加", "总计"];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let note = ["注：", "注:", "备注", "说明：", "（注"].iter().any(|word| text.contains(word));
    note && says(&APART) && says(&TOTAL)
}

/// `其余科目略`, `……`: the table does not show all of its rows.
fn is_left_out(text: &str) -> bool {
    text.ends_with('略') || text.ends_with("（略）") || text.starts_with("…")
}

fn is_stated(cell: &GridCell) -> bool {
    cell.number().is_some()
}
