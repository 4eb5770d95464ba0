//! 表中等级: the grade in a row of a table is the one that its score earns. It has the code of [`super::grade_band`].

use super::grade_band::RULE;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::bands::{Band, bands};
use crate::read::grid::{Grid, GridCell};
use crate::read::score_table::short;
use crate::relation::{Formula, Operand, Relation};

/// Tests every table with one column of scores and one of grades, where the paper says which score earns which grade.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let tables = reading.grids.iter().filter_map(|grid| Some((grid, columns(grid)?)));
    let mut tables = tables.peekable();
    if tables.peek().is_none() {
        return;
    }
    let bands = bands(reading);
    for (grid, (score, grade)) in tables {
        for (_, row) in grid.body() {
            if let Some((score, grade)) = row.get(score).zip(row.get(grade)) {
                judge(&bands, score, grade, outcome);
            }
        }
    }
}

/// The columns of scores and of grades.
fn columns(grid: &Grid) -> Option<(usize, usize)> {
    let grades = grid.columns(|heading| ["等级", "等次", "评价等级", "绩效等级"].contains(&heading));
    let scores = grid.columns(|heading| heading.ends_with("得分") || heading == "总分" || heading == "分数");
    match (scores.as_slice(), grades.as_slice()) {
        ([score], [grade]) => Some((*score, *grade)),
        _ => None,
    }
}

fn judge(bands: &[Band], score: &GridCell, grade: &GridCell, outcome: &mut Outcome) {
    let Some(value) = score.number().and_then(|number| number.scaled(2)) else { return };
    let mut own = bands.iter().filter(|band| band.grade == grade.text);
    let (Some(band), None) = (own.next(), own.next()) else { return };
    let others = vec![Operand::words(&score.place, &score.text), Operand::words(&band.place, &band.text)];
    let stated = Operand::words(&grade.place, &grade.text);
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated, others };
    if band.holds(value) {
        return outcome.passes(relation);
    }
    let Some(earned) = bands.iter().find(|band| band.holds(value)).map(|band| band.grade.as_str()) else {
        return;
    };
    let message = format!("得分{}，按文中分数段应为“{earned}”，写为“{}”", short(value), grade.text);
    outcome.fails(relation, earned.to_owned(), message);
}
