//! 平均行: a row of means is the mean of the rows above it, and so is a mean of the text that names a column.

use super::operand;
use super::table_rate::percentage;
use super::table_row::AVERAGE as RULE;
use super::text_table::is_long_slip;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::mentions::Mention;
use crate::read::money_table::{RowKind, numbers, rows};
use crate::read::table_facts::spoken;
use crate::relation::{Formula, Operand, Relation};
use mingzhang_domain::finding::Place;

/// A column of a table with what stands in its plain rows and in its row of means.
struct Column {
    heading: String,
    parts: Vec<(Amount, Operand)>,
    mean: Option<Operand>,
}

/// Tests the row of means of every table, and the means of the text.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    const TABLES_MAX: usize = 200;
    let grids = reading.grids.iter().filter(|g| g.header_rows > 0);
    let tables: Vec<Vec<Column>> = grids.map(columns).collect();
    tables.iter().for_each(|columns| row_of_means(columns, outcome));
    for m in reading.mentions.iter().filter(|m| m.lead.contains("平均") && !m.vague && !m.approximate) {
        let named = tables.iter().take(TABLES_MAX).flatten().filter(|column| column.is_named_by(m));
        let mut means = named.filter_map(|column| Some((column, column.as_mean_of_text(m)?)));
        if let (Some((column, right)), None) = (means.next(), means.next()) {
            in_text(m, column, right, outcome);
        }
    }
}

/// The columns of numbers and of percentages of a table.
fn columns(grid: &Grid) -> Vec<Column> {
    const ROWS_MAX: usize = 60;
    let rows = rows(grid);
    let details: Vec<usize> = rows.iter().filter(|r| r.kind == RowKind::Detail).map(|r| r.row).collect();
    if !(3..=ROWS_MAX).contains(&details.len()) || rows.iter().any(|r| r.kind == RowKind::Within) {
        return vec![];
    }
    let is_mean = |row: &[GridCell]| {
        let label = row.iter().find(|c| c.is_words()).map_or("", |c| c.text.as_str());
        ["平均", "均值"].iter().any(|word| label.starts_with(word) || label.ends_with(word))
    };
    let means = grid.body().find(|(_, row)| is_mean(row)).map(|(row, _)| row);
    let details: Vec<usize> =
        details.into_iter().filter(|row| Some(*row) != means && means.is_none_or(|m| *row < m)).collect();
    let mut columns: Vec<Column> = Vec::new();
    for column in numbers(grid) {
        let of = |row: usize| {
            let cell = grid.cell(row, column.column).filter(|cell| cell.number().is_some())?;
            Some((column.value(row)?, column.operand(row, cell)))
        };
        let parts = details.iter().map(|row| of(*row)).collect::<Option<Vec<_>>>();
        let mean = means.and_then(of).map(|(_, operand)| operand);
        columns.extend(parts.map(|parts| Column { heading: spoken(&column.heading), parts, mean }));
    }
    for column in 0..grid.width() {
        let of = |row: usize| {
            let cell = grid.cell(row, column)?;
            let place = Place { column: Some(grid.heading(column).to_owned()), ..cell.place.clone() };
            let operand = percentage(&place, &cell.text, cell.percent()?);
            Some((operand.value?.amount, operand))
        };
        let parts = details.iter().map(|row| of(*row)).collect::<Option<Vec<_>>>();
        let mean = means.and_then(of).map(|(_, operand)| operand);
        columns.extend(parts.map(|parts| Column { heading: spoken(grid.heading(column)), parts, mean }));
    }
    columns.retain(|column| column.parts.len() > 1);
    columns
}

/// Where most columns of a row of means are means, the others are too.
fn row_of_means(columns: &[Column], outcome: &mut Outcome) {
    const SURE: usize = 2;
    let tested: Vec<(Relation, Amount, bool)> = columns.iter().filter_map(Column::relation).collect();
    let right = tested.iter().filter(|(.., holds)| *holds).count();
    if right < SURE || right + 1 < tested.len() {
        return;
    }
    for (relation, mean, holds) in tested {
        if holds {
            outcome.passes(relation);
        } else if let Some(recomputed) = relation.stated.print(mean) {
            let text = &relation.stated.text;
            let message = format!("平均数写为{text}，各行的平均为{recomputed}");
            outcome.fails(relation, recomputed, message);
        }
    }
}

impl Column {
    fn average(&self) -> Option<Amount> {
        let sum = Amount::sum(self.parts.iter().map(|(amount, _)| *amount))?;
        sum.part(i128::try_from(self.parts.len()).ok()?)
    }

    fn relation(&self) -> Option<(Relation, Amount, bool)> {
        let (stated, mean) = (self.mean.clone()?, self.average()?);
        let own = stated.value?.amount;
        let others = self.parts.iter().map(|(_, operand)| operand.clone()).collect();
        let relation = Relation { rule: &RULE, formula: Formula::Average, stated, others };
        // Points of experts are exact, their mean is rounded.
        let rounded = Amount { half: own.half.max(rounding(&relation.stated)), ..own };
        Some((relation, mean, mean.agrees(rounded)))
    }

    /// `四项平均满意率`, `平均得分`: the words behind 平均 are those of the heading.
    fn is_named_by(&self, m: &Mention) -> bool {
        let words = m.lead.rsplit_once("平均").map_or("", |(_, words)| words);
        let words = words.trim_end_matches(['为', '是', '达', '到']);
        self.mean.is_none() && words.chars().count() > 1 && self.heading.ends_with(words)
    }

    /// The mean on the scale of a figure of the text, where both are percentages or points.
    fn as_mean_of_text(&self, m: &Mention) -> Option<Amount> {
        let percent = self.parts.first()?.1.text.ends_with(['%', '％']);
        let points = m.unit.dimension == crate::read::units::Dimension::Points;
        if m.is_rate() == percent && (percent || points) { self.average() } else { None }
    }
}

/// Half of the last printed digit.
fn rounding(operand: &Operand) -> i128 {
    let one = |value: crate::relation::Value| {
        let last = mingzhang_domain::decimal::Decimal { digits: 1, places: value.places };
        Amount::printed(last, value.scale, true).map(|amount| amount.half)
    };
    operand.value.and_then(one).unwrap_or(0)
}

/// A mean of the text may be weighted: only a slip of the pen is certain.
fn in_text(m: &Mention, column: &Column, right: Amount, outcome: &mut Outcome) {
    let others = column.parts.iter().map(|(_, operand)| operand.clone()).collect();
    let relation = Relation { rule: &RULE, formula: Formula::Average, stated: operand(m), others };
    let own = Amount { half: m.amount.half.max(rounding(&relation.stated)), ..m.amount };
    let exact = Amount { half: 0, ..right };
    if right.agrees(own) {
        return outcome.passes(relation);
    }
    if !is_long_slip(m, exact) {
        return outcome.cannot_check("平均数可能是加权平均");
    }
    let Some(recomputed) = m.print_like(exact) else { return };
    let message = format!("写为{}，表中“{}”一列各行的平均为{recomputed}", m.text, column.heading);
    outcome.fails(relation, recomputed, message);
}
