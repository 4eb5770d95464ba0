//! 逐年增幅: in a table with a row for each year a growth is that over the row above.

use super::table_rate::{GROWTH as RULE, near, percentage};
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{AmountColumn, numbers, shown};
use crate::relation::{Formula, Relation};
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// Tests every column of growths of a table whose rows are years.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let rows = years(&grid);
        if rows.len() < 3 {
            continue;
        }
        let numbers = numbers(&grid);
        let growths =
            grid.columns(|heading| ["增长", "增幅", "增速"].iter().any(|word| heading.contains(word)));
        for column in growths {
            let of = |amounts: &&AmountColumn| Growths { grid: &grid, column, amounts, rows: &rows }.holds();
            if let Some(amounts) = near(&numbers, column).iter().rev().find(of) {
                Growths { grid: &grid, column, amounts, rows: &rows }.judge(outcome);
            }
        }
    }
}

/// The rows of years that follow each other.
fn years(grid: &Grid) -> Vec<usize> {
    let year = |row: usize| {
        let text = &grid.cell(row, 0)?.text;
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let named = text.len() == digits.len() || text.get(digits.len()..)?.starts_with('年');
        digits.parse::<u32>().ok().filter(|year| named && (1990..2100).contains(year))
    };
    let rows: Vec<(usize, u32)> = grid.body().filter_map(|(row, _)| Some((row, year(row)?))).collect();
    let one_by_one = rows.iter().zip(rows.iter().skip(1)).all(|((_, a), (_, b))| *b == a + 1);
    if one_by_one { rows.into_iter().map(|(row, _)| row).collect() } else { vec![] }
}

/// A column of growths over a column of amounts.
struct Growths<'a> {
    grid: &'a Grid,
    column: usize,
    amounts: &'a AmountColumn,
    rows: &'a [usize],
}

impl Growths<'_> {
    /// Each growth with its row and the row above, and how it fits.
    fn tested(&self) -> Vec<(usize, usize, Decimal, Fit)> {
        let pairs = self.rows.iter().zip(self.rows.iter().skip(1));
        let test = |(above, row): (&usize, &usize)| {
            let stated = self.grid.cell(*row, self.column)?.percent()?;
            let (now, before) = (self.amounts.value(*row)?, self.amounts.value(*above)?);
            Some((*above, *row, stated, fit(now.minus(before)?, before, 100, stated)?))
        };
        pairs.filter_map(test).collect()
    }

    /// Most growths are those of this column, or all but one of few.
    fn holds(&self) -> bool {
        let tested = self.tested();
        let right = tested.iter().filter(|(.., fit)| *fit == Fit::Right).count();
        right > 0 && right + 1 >= tested.len()
    }

    fn judge(&self, outcome: &mut Outcome) {
        for (above, row, stated, found) in self.tested() {
            let Some(relation) = self.relation(above, row, stated) else { continue };
            if found == Fit::Right {
                outcome.passes(relation);
                continue;
            }
            let value = |row: usize| self.amounts.value(row);
            let change =
                value(row).zip(value(above)).and_then(|(now, before)| Some((now.minus(before)?, before)));
            let right = change
                .and_then(|(change, before): (Amount, Amount)| quotient(change, before, 100, stated.places));
            let Some(right) = right.filter(|_| found == Fit::Wrong) else { continue };
            let recomputed = format!("{right}%");
            let message = format!("增幅写为{}，按上一行计算为{recomputed}", relation.stated.text);
            outcome.fails(relation, recomputed, message);
        }
    }

    fn relation(&self, above: usize, row: usize, stated: Decimal) -> Option<Relation> {
        let cell = self.grid.cell(row, self.column)?;
        let place = Place { column: Some(shown(self.grid.heading(self.column))), ..cell.place.clone() };
        let operand = |row: usize| Some(self.amounts.operand(row, self.grid.cell(row, self.amounts.column)?));
        let others = vec![operand(row)?, operand(above)?];
        let stated = percentage(&place, &cell.text, stated);
        Some(Relation { rule: &RULE, formula: Formula::Relative, stated, others })
    }
}
