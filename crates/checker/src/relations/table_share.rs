//! 表内占比: a column of shares is the row's amount over that of the total row.

use super::table_rate::{is_share, near, percentage};
use crate::exact::{Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{AmountColumn, MoneyRow, RowKind, numbers, rows, shown};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Place, Severity};

/// A share in a table.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C045",
    name: "table_share",
    kind: Kind::Share,
    severity: Severity::Error,
    title: "表中占比与该行金额、合计不符",
    what: "占比、比重列，逐行核对是否等于该行的数除以合计行的数；用哪一列的数由多数行决定。",
    why: "占比写错一行，各行之和就不是100%。",
    advice: "请按合计重新计算该行的占比。",
    fails: "单位：万元\n方式\t金额\t占比\n甲类\t60.00\t60.00%\n乙类\t30.00\t33.00%\n丙类\t10.00\t10.00%\n合计\t100.00\t100.00%",
    passes: "单位：万元\n方式\t金额\t占比\n甲类\t60.00\t60.00%\n乙类\t30.00\t30.00%\n丙类\t10.00\t10.00%\n合计\t100.00\t100.00%",
    limits: "没有合计行，或没有一列能使多数行成立时不报告。",
};

/// Tests every column of shares of every table.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let (numbers, rows) = (numbers(&grid), rows(&grid));
        for column in grid.columns(is_share) {
            let amounts = near(&numbers, column);
            Shares { grid: &grid, column, amounts, rows: &rows }.check(outcome);
        }
    }
}

/// Whether a column is certainly one of shares of a total row.
pub(crate) fn is_shared(grid: &Grid, numbers: &[AmountColumn], rows: &[MoneyRow], column: usize) -> bool {
    let shares = Shares { grid, column, amounts: near(numbers, column), rows };
    is_share(grid.heading(column)) && shares.base().is_some()
}

/// A column of shares.
struct Shares<'a> {
    grid: &'a Grid,
    column: usize,
    amounts: &'a [AmountColumn],
    rows: &'a [MoneyRow],
}

/// The column of which the shares are, and the row that is the whole.
#[derive(Clone, Copy)]
struct Base<'a> {
    of: &'a AmountColumn,
    whole: usize,
}

impl<'a> Shares<'a> {
    fn check(&self, outcome: &mut Outcome) {
        let Some(base) = self.base() else { return };
        for (row, share) in self.stated() {
            self.judge(&base, row, share, outcome);
        }
    }

    fn stated(&self) -> Vec<(usize, Decimal)> {
        self.rows.iter().filter_map(|row| Some((row.row, self.printed(row.row)?))).collect()
    }

    /// The base on which most shares are right.
    fn base(&self) -> Option<Base<'a>> {
        let stated = self.stated();
        let right = |base: &Base| {
            stated.iter().filter(|(row, share)| self.test(base, *row, *share) == Some(Fit::Right)).count()
        };
        let bases = self.bases().into_iter().map(|base| (right(&base), base));
        let (right, base) = bases.max_by_key(|(right, _)| *right)?;
        (right >= 2 && right * 2 > stated.len()).then_some(base)
    }

    /// Each column near it with the first and the last total row.
    fn bases(&self) -> Vec<Base<'a>> {
        let totals = || self.rows.iter().filter(|r| r.kind == RowKind::Total).map(|r| r.row);
        let wholes: Vec<usize> = totals().next().into_iter().chain(totals().next_back()).collect();
        let columns = self.amounts.iter().filter(|a| a.column != self.column);
        columns.flat_map(|of| wholes.iter().map(move |whole| Base { of, whole: *whole })).collect()
    }

    fn printed(&self, row: usize) -> Option<Decimal> {
        let cell = self.grid.cell(row, self.column)?;
        cell.percent().or_else(|| cell.number())
    }

    fn test(&self, base: &Base, row: usize, share: Decimal) -> Option<Fit> {
        self.grid.cell(row, base.of.column).filter(|cell| !cell.text.is_empty())?;
        fit(base.of.value(row)?, base.of.value(base.whole)?, 100, share)
    }

    fn judge(&self, base: &Base, row: usize, share: Decimal, outcome: &mut Outcome) {
        let (Some(found), Some(relation)) = (self.test(base, row, share), self.relation(base, row, share))
        else {
            return;
        };
        match found {
            Fit::Right => return outcome.passes(relation),
            // Shares are made to add up to 100 now and then.
            Fit::Cut => return outcome.cannot_check("表中占比的末位与四舍五入不同"),
            Fit::Wrong => {}
        }
        let amounts = base.of.value(row).zip(base.of.value(base.whole));
        let right = amounts.and_then(|(over, under)| quotient(over, under, 100, share.places));
        let Some(right) = right.filter(|right| (right.digits - share.digits).abs() > 1) else {
            return outcome.cannot_check("表中占比的末位与四舍五入不同");
        };
        let sign = if relation.stated.text.ends_with(['%', '％']) { "%" } else { "" };
        let recomputed = format!("{right}{sign}");
        let heading = shown(self.grid.heading(self.column));
        let made = relation.text().split_once('＝').map_or(String::new(), |(_, made)| made.to_owned());
        let message = format!("“{heading}”写为{}，按{made}计算为{recomputed}", relation.stated.text);
        outcome.fails(relation, recomputed, message);
    }

    fn relation(&self, base: &Base, row: usize, share: Decimal) -> Option<Relation> {
        let cell = self.grid.cell(row, self.column)?;
        let place = Place { column: Some(shown(self.grid.heading(self.column))), ..cell.place.clone() };
        let operand = |row: usize| Some(base.of.operand(row, self.grid.cell(row, base.of.column)?));
        let others = vec![operand(row)?, operand(base.whole)?];
        Some(Relation {
            rule: &RULE,
            formula: Formula::Quotient,
            stated: percentage(&place, &cell.text, share),
            others,
        })
    }
}
