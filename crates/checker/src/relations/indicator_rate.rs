//! 指标完成率: in a table of indicators a rate of completion is what was reached over what was aimed at, row by row, in
//! whatever unit each row is.

use super::table_rate::{RULE, percentage};
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::indicators::{Aim, Bound};
use crate::read::money_table::shown;
use crate::relation::{Formula, Operand, Relation};
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// Tests every table with targets, values that were reached and rates, where the columns as a whole are no amounts.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let one =
            |words: &[&str]| match grid.columns(|h| words.iter().any(|word| h.contains(word))).as_slice() {
                [only] => Some(*only),
                _ => None,
            };
        let target = one(&["目标", "指标值", "计划"]);
        let actual = one(&["完成值", "实际", "完成数", "完成情况", "完成量"]);
        let rate = one(&["完成率", "完成比例", "实现率"]);
        if let (Some(target), Some(actual), Some(rate)) = (target, actual, rate) {
            let rows =
                grid.body().filter_map(|(_, row)| Row::of(&grid, row, [target, actual, rate])).collect();
            check_rows(rows, outcome);
        }
    }
}

/// An indicator that should be reached or exceeded.
struct Row {
    relation: Relation,
    right: Decimal,
    fit: Fit,
    /// 100% of what was exceeded: some schemes count no more than the whole.
    is_capped: bool,
}

fn check_rows(rows: Vec<Row>, outcome: &mut Outcome) {
    const SURE: usize = 2;
    let right = rows.iter().filter(|row| row.fit == Fit::Right).count();
    let wrong = rows.iter().filter(|row| row.fit == Fit::Wrong && !row.is_capped).count();
    for Row { relation, right: recomputed, fit, is_capped } in rows {
        let known = outcome.is_reckoned(&relation.stated.place);
        if fit == Fit::Right && !known {
            outcome.passes(relation);
        } else if fit == Fit::Wrong && !is_capped && !known && right >= SURE && wrong == 1 {
            let recomputed = format!("{recomputed}%");
            let text = relation.text();
            let made = text.split_once('＝').map_or("", |(_, made)| made);
            let message = format!("完成率写为{}，按{made}计算为{recomputed}", relation.stated.text);
            outcome.fails(relation, recomputed, message);
        }
    }
}

impl Row {
    fn of(grid: &Grid, row: &[GridCell], [target, actual, rate]: [usize; 3]) -> Option<Row> {
        const WHOLE: i128 = 100;
        let (aim_cell, actual_cell, rate_cell) = (row.get(target)?, row.get(actual)?, row.get(rate)?);
        let (aim, reached) = (Aim::of(&aim_cell.text)?, Aim::of(&actual_cell.text)?);
        let stated = rate_cell.percent()?;
        if aim.bound == Bound::AtMost || (!aim.unit.is_empty() && aim.unit != reached.unit) {
            return None;
        }
        // A target is exact; what was reached may be rounded where it has decimals.
        let under = Amount::printed(aim.number, 1, false)?;
        let over = Amount::printed(reached.number, 1, reached.number.places > 0)?;
        let found = fit(over, under, WHOLE, stated)?;
        let operand = |cell: &GridCell, amount: Amount, number: Decimal| {
            Operand::words(&cell.place, &cell.text).worth(amount, 1, number.places)
        };
        let place = Place { column: Some(shown(grid.heading(rate))), ..rate_cell.place.clone() };
        let relation = Relation {
            rule: &RULE,
            formula: Formula::Quotient,
            stated: percentage(&place, &rate_cell.text, stated),
            others: vec![operand(actual_cell, over, reached.number), operand(aim_cell, under, aim.number)],
        };
        let is_capped = stated.scaled(2) == Some(WHOLE * WHOLE) && over.value > under.value;
        Some(Row { relation, right: quotient(over, under, WHOLE, stated.places)?, fit: found, is_capped })
    }
}
