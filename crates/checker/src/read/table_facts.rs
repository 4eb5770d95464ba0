//! What tables state, by name: the row, what is measured, and the one cell that says it.

use super::grid::Grid;
use super::label::{Role, label};
use super::money_table::{AmountColumn, MoneyRow, RowKind, numbers, rows, unit_of_column};
use super::units::Dimension;
use crate::exact::Amount;
use crate::relation::Operand;
use crate::relations::table_rate::percentage;
use mingzhang_domain::finding::Place;
use std::collections::HashMap;

/// What a cell or a figure of the text measures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    /// An amount on one side of a budget.
    Amount(Dimension, Role),
    /// A rate, by what is done in it: 支付.
    Rate(String),
}

/// A cell that a figure of the text may repeat.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Which row of which table.
    pub row: (usize, usize),
    /// What it is worth; `None` where several cells of one name differ.
    pub amount: Option<Amount>,
    /// The cell.
    pub operand: Operand,
    /// The year that its heading names.
    year: Option<u32>,
}

/// The facts of all tables by row and measure.
#[derive(Debug, Default)]
pub(crate) struct Facts(HashMap<(String, Measure), Fact>);

impl Facts {
    /// Reads the tables.
    pub(crate) fn of(grids: &[Grid]) -> Facts {
        let mut facts = Facts::default();
        for (nth, grid) in grids.iter().enumerate().filter(|(_, g)| g.header_rows > 0) {
            facts.take(nth, grid);
        }
        facts
    }

    /// No table states anything by name.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cell of a row, a measure and a year, where the text states one.
    pub(crate) fn get(&self, row: &str, measure: &Measure, year: Option<u32>) -> Option<&Fact> {
        let of = |measure: &Measure| self.0.get(&(row.to_owned(), measure.clone()));
        let plain = match measure {
            Measure::Amount(dimension, _) => of(&Measure::Amount(dimension.clone(), Role::Plain)),
            Measure::Rate(_) => None,
        };
        let fact = of(measure).or(plain)?;
        (fact.year.is_none() || fact.year == year).then_some(fact)
    }

    fn take(&mut self, nth: usize, grid: &Grid) {
        let (columns, rows) = (numbers(grid), rows(grid));
        let amounts: Vec<(&AmountColumn, Measure)> =
            columns.iter().filter_map(|column| Some((column, measure(grid, column)?))).collect();
        // With one column of its kind the heading says nothing that the text would repeat.
        let only = |measure: &Measure| {
            let kind = |m: &Measure| match (m, measure) {
                (Measure::Amount(a, _), Measure::Amount(b, _)) => a == b,
                _ => false,
            };
            amounts.iter().filter(|(_, m)| kind(m)).count() == 1
        };
        let rates = grid.columns(|heading| stem(heading).is_some());
        for row in &rows {
            let Some(name) = row_name(row) else { continue };
            for (column, measure) in &amounts {
                let Some(cell) = grid.cell(row.row, column.column).filter(|c| c.number().is_some()) else {
                    continue;
                };
                let plain = Measure::Amount(dimension(measure), Role::Plain);
                let measure = if only(measure) { plain } else { measure.clone() };
                let fact = Fact {
                    row: (nth, row.row),
                    amount: column.value(row.row),
                    operand: column.operand(row.row, cell),
                    year: year(&column.path),
                };
                self.insert(name.clone(), measure, fact);
            }
            for column in &rates {
                let Some(stem) = stem(grid.heading(*column)) else { continue };
                let Some(cell) = grid.cell(row.row, *column) else { continue };
                let Some(printed) = cell.percent() else { continue };
                let place = Place { column: Some(grid.heading(*column).to_owned()), ..cell.place.clone() };
                let operand = percentage(&place, &cell.text, printed);
                let amount = operand.value.map(|value| value.amount);
                let fact = Fact { row: (nth, row.row), amount, operand, year: None };
                self.insert(name.clone(), Measure::Rate(stem), fact);
            }
        }
    }

    /// A name that two cells have with different values names neither.
    fn insert(&mut self, row: String, measure: Measure, fact: Fact) {
        let known = self.0.entry((row, measure)).or_insert_with(|| fact.clone());
        let same = known.amount.zip(fact.amount).is_some_and(|(a, b)| a.value == b.value);
        if !same {
            known.amount = None;
        }
    }
}

fn dimension(measure: &Measure) -> Dimension {
    match measure {
        Measure::Amount(dimension, _) => dimension.clone(),
        Measure::Rate(_) => Dimension::Parts(100),
    }
}

/// The name by which the text calls a row: empty for the total, without its number for others.
fn row_name(row: &MoneyRow) -> Option<String> {
    if row.kind == RowKind::Total {
        return ["合计", "总计"].contains(&row.label.as_str()).then(String::new);
    }
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）()、.．".contains(c);
    let text = row.label.trim_start_matches(digits);
    let own = label(text).subject;
    let name = if own.is_empty() { text.to_owned() } else { own };
    (2..=24).contains(&name.chars().count()).then_some(name)
}

/// What a column measures; nothing where it is a change, or of an earlier year.
fn measure(grid: &Grid, column: &AmountColumn) -> Option<Measure> {
    let unit = unit_of_column(grid, column)?;
    let of = label(column.path.split(['（', '(']).next().unwrap_or_default());
    let amount = matches!(unit.dimension, Dimension::Money | Dimension::Measure(_));
    (amount && !of.is_change() && !of.earlier && column.added)
        .then_some(Measure::Amount(unit.dimension, of.role))
}

/// `支付` of a heading 资金支付率.
fn stem(heading: &str) -> Option<String> {
    let bare = heading.split(['（', '(', '%']).next()?;
    let text = ["率", "进度"].iter().find_map(|end| bare.strip_suffix(end))?;
    let length = text.chars().count();
    (length >= 2).then(|| text.chars().skip(length - 2).collect())
}

/// The year in a heading.
fn year(heading: &str) -> Option<u32> {
    let (before, _) = heading.split_once('年')?;
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    digits.chars().rev().collect::<String>().parse().ok().filter(|year| (1990..2100).contains(year))
}
