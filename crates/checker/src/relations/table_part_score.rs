//! 指标表按完成比例得分: a score is the full mark times what was reached over what was aimed at, in whatever unit each row
//! is, where another row of the table is scored so and one digit of this row keeps it from being so.

use super::table_rate_score::RULE;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::GridCell;
use crate::read::indicators::{Aim, Bound, IndicatorRow, tables};
use crate::relation::{Formula, Operand, Relation};
use mingzhang_domain::decimal::{Decimal, divide_half_up};

/// Tests every table of indicators.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for table in tables(&reading.grids) {
        let rows: Vec<Row> = table.rows.iter().filter_map(Row::of).collect();
        let follow = rows.iter().filter(|row| row.makes(row.figures)).count();
        let off: Vec<&Row> = rows.iter().filter(|row| !row.makes(row.figures)).collect();
        let known = |row: &Row| outcome.is_reckoned(&row.score.place);
        // What is off for one reason may be so for others: only a single row is certain.
        let wrong = match off.as_slice() {
            [only] if follow > 0 && only.is_fine() && only.is_one_slip() && !known(only) => Some(*only),
            _ => None,
        };
        if follow > 1 {
            let passes = rows.iter().filter(|row| row.makes(row.figures) && !known(row));
            let passes: Vec<Relation> = passes.map(Row::relation).collect();
            passes.into_iter().for_each(|relation| outcome.passes(relation));
        }
        wrong.into_iter().for_each(|row| row.fail(outcome));
    }
}

/// The four figures of a row.
#[derive(Clone, Copy)]
struct Figures {
    weight: Decimal,
    aim: Decimal,
    reached: Decimal,
    score: Decimal,
}

/// An indicator with less than its full mark, and as fine a score as no judgement gives.
struct Row<'t> {
    figures: Figures,
    score: &'t GridCell,
    /// The full mark, what was reached and what was aimed at.
    cells: [&'t GridCell; 3],
}

impl<'t> Row<'t> {
    fn of(row: &'t IndicatorRow) -> Option<Row<'t>> {
        let (aim, reached) = (Aim::of(&row.target.text)?, Aim::of(&row.actual.text)?);
        let (weight, score) = (row.weight.number()?, row.score.number()?);
        let alike = aim.unit.is_empty() || aim.unit == reached.unit;
        let bounded = aim.bound == Bound::AtMost || reached.bound != Bound::Exactly;
        let figures = Figures { weight, aim: aim.number, reached: reached.number, score };
        let positive = [weight, aim.number, reached.number, score].iter().all(|number| number.digits > 0);
        let partial = score.scaled(PLACES)? < weight.scaled(PLACES)?;
        // Judgement gives whole and half points.
        let judged = score.scaled(PLACES)? % 50 == 0;
        (alike && !bounded && positive && partial && !judged).then_some(Row {
            figures,
            score: &row.score,
            cells: [&row.weight, &row.actual, &row.target],
        })
    }

    /// Whether a score is what its figures make.
    fn makes(&self, figures: Figures) -> bool {
        let stated = Amount::printed(figures.score, 1, true);
        made(figures).zip(stated).is_some_and(|(right, stated)| right.agrees(stated))
    }

    /// Printed to the hundredth, so that chance hardly makes it.
    fn is_fine(&self) -> bool {
        self.figures.score.places >= PLACES && self.figures.score.digits % 10 != 0
    }

    /// Another digit in one of its figures, and the score is what they make.
    fn is_one_slip(&self) -> bool {
        let Figures { weight, aim, reached, score } = self.figures;
        let with = |change: &dyn Fn(Decimal) -> Figures, number: Decimal| {
            one_digit_away(number).any(|other| self.makes(change(other)))
        };
        with(&|weight| Figures { weight, ..self.figures }, weight)
            || with(&|aim| Figures { aim, ..self.figures }, aim)
            || with(&|reached| Figures { reached, ..self.figures }, reached)
            || with(&|score| Figures { score, ..self.figures }, score)
    }

    fn relation(&self) -> Relation {
        let words = |cell: &GridCell| Operand::words(&cell.place, &cell.text);
        let others = self.cells.iter().map(|cell| words(cell)).collect();
        Relation { rule: &RULE, formula: Formula::Judged, stated: words(self.score), others }
    }

    fn fail(&self, outcome: &mut Outcome) {
        let places = self.figures.score.places;
        let Some(right) = made(self.figures).and_then(|right| right.print(1, places)) else { return };
        let [weight, reached, aim] = self.cells.map(|cell| cell.text.as_str());
        let message =
            format!("得分写为{}，{weight}×{reached}÷{aim}（不超过满分）应为{right}", self.score.text);
        outcome.fails(self.relation(), right, message);
    }
}

/// Points have two decimals.
const PLACES: u32 = 2;

/// The full mark times what was reached over what was aimed at, and no more than the full mark.
fn made(figures: Figures) -> Option<Amount> {
    let Figures { weight, aim, reached, .. } = figures;
    let full = Amount::printed(weight, 1, false)?;
    // A target is exact; what was reached may be rounded where it has decimals.
    let under = Amount::printed(aim, 1, false)?;
    let over = Amount::printed(reached, 1, reached.places > 0)?;
    if over.value >= under.value {
        return Some(full);
    }
    let part = |over: i128| divide_half_up(full.value.checked_mul(over)?, under.value);
    Some(Amount { value: part(over.value)?, half: part(over.half)? })
}

/// All numbers that differ from this one in one digit.
fn one_digit_away(number: Decimal) -> impl Iterator<Item = Decimal> {
    const LONGEST: u32 = 12;
    let length = number.digits.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1).min(LONGEST);
    (0..length).flat_map(move |place| {
        let power = 10i128.pow(place);
        let own = number.digits / power % 10;
        (0..10).filter(move |digit| *digit != own).filter_map(move |digit| {
            let digits = number.digits + (digit - own) * power;
            (digits > 0).then_some(Decimal { digits, ..number })
        })
    })
}
