//! 加权得分: in each row the weighted mark is the mark times its weight. It has the code of [`super::table_row`]'s products.

use super::table_row::PRODUCT;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::relation::{Formula, Operand, Relation};

/// Tests every table with a column each of weights, marks and weighted marks.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|grid| grid.header_rows > 0) {
        let Some(columns) = Columns::of(&grid) else { continue };
        let rows: Vec<Row> = grid.body().filter_map(|(_, row)| columns.row(row)).collect();
        let right = rows.iter().filter(|row| row.holds()).count();
        // A few rows that hold say how the column is made.
        if right >= 2 && right * 3 >= rows.len() * 2 {
            rows.iter().for_each(|row| row.judge(outcome));
        }
    }
}

struct Columns {
    weight: usize,
    mark: usize,
    weighted: usize,
}

impl Columns {
    fn of(grid: &Grid) -> Option<Columns> {
        let weighted = |heading: &str| heading.contains("加权") || heading.contains("折算得分");
        let is_mark = |heading: &str| heading.contains("得分") || heading.contains("评分");
        let only = |test: &dyn Fn(&str) -> bool| match grid.columns(test).as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        Some(Columns {
            weight: only(&|heading| heading.contains("权重") && !weighted(heading))?,
            mark: only(&|heading| is_mark(heading) && !weighted(heading))?,
            weighted: only(&weighted)?,
        })
    }

    fn row(&self, row: &[GridCell]) -> Option<Row> {
        let (weight, mark, weighted) = (row.get(self.weight)?, row.get(self.mark)?, row.get(self.weighted)?);
        // `40%`, `40` of a hundred, or `0.4`.
        let share = weight
            .percent()
            .or_else(|| weight.number().filter(|number| number.scaled(0).is_some_and(|n| n > 1)));
        let share =
            share.map_or_else(|| weight.number().map(|number| (number, 1)), |number| Some((number, 100)));
        let (share, whole) = share?;
        let amount = |number, rounded| Amount::printed(number, 1, rounded);
        let made = amount(mark.number()?, false)?.times(amount(share, false)?)?.part(whole)?;
        Some(Row {
            cells: [weighted.clone(), mark.clone(), weight.clone()],
            made,
            stated: amount(weighted.number()?, true)?,
        })
    }
}

/// A row: the weighted mark, the mark, its weight, and what the two make.
struct Row {
    cells: [GridCell; 3],
    made: Amount,
    stated: Amount,
}

impl Row {
    fn holds(&self) -> bool {
        self.made.agrees(self.stated)
    }

    fn judge(&self, outcome: &mut Outcome) {
        let [weighted, mark, weight] =
            self.cells.each_ref().map(|cell| Operand::words(&cell.place, &cell.text));
        let message = |recomputed: &str| {
            format!("加权得分写为{}，{}×权重{}为{recomputed}", weighted.text, mark.text, weight.text)
        };
        let [printed, ..] = &self.cells;
        let places = printed.number().map_or(0, |number| number.places);
        let recomputed = self.made.print(1, places);
        let words = recomputed.as_deref().map(message);
        let relation = Relation {
            rule: &PRODUCT,
            formula: Formula::Judged,
            stated: weighted,
            others: vec![mark, weight],
        };
        match recomputed.zip(words) {
            _ if self.holds() => outcome.passes(relation),
            Some((recomputed, words)) => outcome.fails(relation, recomputed, words),
            None => {}
        }
    }
}
