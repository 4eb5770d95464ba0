//! 表中日期: what a row began is not ended before. It has the code of [`super::date_order`].

use super::date_order::RULE;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::dates::{Date, date_of};
use crate::read::grid::{Grid, GridCell};
use crate::relation::{Formula, Operand, Relation};

/// Tests the rows of every table that has one column of beginnings and one of ends.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in &reading.grids {
        let Some((from, to)) = columns(grid) else { continue };
        let dated = |cell: &GridCell| date_of(&cell.text).map(|date: Date| (cell.clone(), date));
        for (_, row) in grid.body() {
            let pair = row.get(from).and_then(dated).zip(row.get(to).and_then(dated));
            if let Some((first, second)) = pair {
                judge(&first, &second, outcome);
            }
        }
    }
}

/// The columns of the dates on which something begins and ends.
fn columns(grid: &Grid) -> Option<(usize, usize)> {
    let named = |words: &'static [&str]| {
        grid.columns(move |heading| {
            let dated = ["日期", "时间", "年月"].iter().any(|word| heading.contains(word));
            dated && words.iter().any(|word| heading.contains(word))
        })
    };
    let (from, to) =
        (named(&["开工", "开始", "启动", "动工"]), named(&["完工", "竣工", "结束", "完成", "验收"]));
    match (from.as_slice(), to.as_slice()) {
        ([from], [to]) => Some((*from, *to)),
        _ => None,
    }
}

fn judge((first, began): &(GridCell, Date), (second, ended): &(GridCell, Date), outcome: &mut Outcome) {
    let words = |cell: &GridCell| Operand::words(&cell.place, &cell.text);
    let relation =
        Relation { rule: &RULE, formula: Formula::Judged, stated: words(second), others: vec![words(first)] };
    if began.certainly_after(ended) {
        let message = format!("{}早于同一行的{}", second.text, first.text);
        outcome.fails(relation, String::new(), message);
    } else {
        outcome.passes(relation);
    }
}
