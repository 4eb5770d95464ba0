//! What tables state, by name: the row, what is measured, and the one cell that says it.

use super::grid::Grid;
use super::label::{Label, Role, label};
use super::money_table::{AmountColumn, MoneyRow, RowKind, is_whole, numbers, rows};
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
    /// Which column.
    pub column: usize,
    /// What it is worth.
    pub amount: Amount,
    /// The cell.
    pub operand: Operand,
    /// Its table holds amounts of which such a rate can be made.
    pub is_tested: bool,
    /// What its column measures.
    pub measure: Measure,
    /// Its heading as a text would say it: `全年支出` of 全年支出数（万元）.
    pub heading: String,
    /// It is the only amount of its kind in its table, so that the text need not say which.
    is_only: bool,
    /// The year that its heading names.
    year: Option<u32>,
}

/// The facts of all tables by the names of rows.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    cells: Vec<Fact>,
    by_row: HashMap<String, Vec<usize>>,
    /// All amounts by their values, also those that no name leads to.
    by_value: HashMap<i128, Vec<usize>>,
    /// The cells of the only total row of a table, by table and column.
    totals: HashMap<(usize, usize), usize>,
}

/// More cells of one name than this name none.
const CELLS_MAX: usize = 64;

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
        self.cells.is_empty()
    }

    /// The cell of a row, a measure and a year, where the text states one; `words` are those of the text, which may name
    /// the heading.
    pub(crate) fn get(&self, row: &str, measure: &Measure, words: &str, year: Option<u32>) -> Option<&Fact> {
        let fits = |fact: &&Fact| fact.year.is_none() || fact.year == year;
        let of_kind: Vec<&Fact> =
            self.row(row)?.filter(fits).filter(|fact| fact.measure.is_like(measure)).collect();
        let named = of_kind.iter().copied().filter(|fact| fact.is_named_in(words));
        let longest = named.clone().map(|fact| fact.heading.len()).max();
        let named: Vec<&Fact> = named.filter(|fact| Some(fact.heading.len()) == longest).collect();
        if !named.is_empty() {
            return one(&named);
        }
        let same: Vec<&Fact> = of_kind.iter().copied().filter(|fact| fact.measure == *measure).collect();
        let plain = |fact: &&&Fact| fact.is_only || matches!(fact.measure, Measure::Amount(_, Role::Plain));
        if same.is_empty() {
            one(&of_kind.iter().filter(plain).copied().collect::<Vec<_>>())
        } else {
            one(&same)
        }
    }

    /// All amounts of all tables.
    pub(crate) fn amounts(&self) -> impl Iterator<Item = &Fact> {
        self.cells.iter().filter(|fact| fact.is_amount())
    }

    /// The cells that hold an amount, where all of them stand in one column: a long figure is not there by accident.
    pub(crate) fn holding(&self, amount: Amount, dimension: &Dimension) -> Option<&Fact> {
        let found: Vec<&Fact> = self
            .by_value
            .get(&amount.value)?
            .iter()
            .take(CELLS_MAX)
            .filter_map(|index| self.cells.get(*index))
            .filter(|fact| fact.is_of(dimension))
            .collect();
        let first = found.first().copied()?;
        let one = found.iter().all(|fact| (fact.row.0, fact.column) == (first.row.0, first.column));
        one.then_some(first)
    }

    /// The cells of a row in columns of a year.
    pub(crate) fn of_year(&self, row: &str, year: u32) -> impl Iterator<Item = &Fact> {
        self.row(row).into_iter().flatten().filter(move |fact| fact.year == Some(year))
    }

    /// The total of the column of a cell.
    pub(crate) fn total(&self, of: &Fact) -> Option<&Fact> {
        self.cells.get(*self.totals.get(&(of.row.0, of.column))?)
    }

    /// The cells of the row of a cell.
    pub(crate) fn in_row<'f>(&'f self, of: &'f Fact) -> impl Iterator<Item = &'f Fact> + Clone {
        const NEAR: usize = 40;
        // Cells come row by row.
        let at = self.cells.partition_point(|fact| fact.row < of.row);
        self.cells.iter().skip(at).take(NEAR).take_while(move |fact| fact.row == of.row)
    }

    /// The other amounts of the row of a cell, and the totals of its table: whatever else its share may be of.
    pub(crate) fn beside<'f>(&'f self, of: &'f Fact) -> impl Iterator<Item = &'f Fact> {
        let row = self.in_row(of);
        let totals = row.clone().filter_map(|fact| self.total(fact));
        row.chain(totals).filter(|fact| fact.is_like(of) && fact.column != of.column)
    }

    /// The cells of a row by its name, as the text calls it.
    pub(crate) fn row(&self, name: &str) -> Option<impl Iterator<Item = &Fact> + Clone> {
        // `雨污管网改造一项`, `博物馆免费开放项目` of the rows without these words.
        const TAILS: [&str; 8] = ["一项", "全年", "累计", "项目", "工程", "专项", "资金", "经费"];
        let mut own = name;
        let mut found = self.by_row.get(own);
        while let (None, Some(rest)) = (found, TAILS.iter().find_map(|tail| own.strip_suffix(tail))) {
            own = rest;
            found = self.by_row.get(own).filter(|_| own.chars().count() > 1);
        }
        let cells = found.filter(|cells| cells.len() <= CELLS_MAX)?;
        Some(cells.iter().filter_map(|index| self.cells.get(*index)))
    }

    fn take(&mut self, nth: usize, grid: &Grid) {
        let (amounts, rows) = (all_amounts(grid), rows(grid));
        let named = |column: &AmountColumn| measure(column).is_some();
        let rates = grid.columns(|heading| stem(heading).is_some());
        let mut totals = rows.iter().filter(|row| row.kind == RowKind::Total);
        let total = totals.next().filter(|_| totals.next().is_none()).map(|row| row.row);
        for row in &rows {
            let name = row_name(row);
            for (column, measure) in &amounts {
                let Some(cell) = grid.cell(row.row, column.column).filter(|c| c.number().is_some()) else {
                    continue;
                };
                let Some((amount, operand)) = column.as_in_text(row.row, cell) else { continue };
                let fact = Fact {
                    row: (nth, row.row),
                    column: column.column,
                    amount,
                    operand,
                    is_tested: true,
                    measure: measure.clone(),
                    heading: spoken(&column.path),
                    is_only: amounts.iter().filter(|(c, other)| named(c) && other.is_like(measure)).count()
                        == 1,
                    year: year(&column.path),
                };
                self.by_value.entry(amount.value).or_default().push(self.cells.len());
                self.insert(name.as_deref().filter(|_| named(column)), total, fact);
            }
            for column in &rates {
                let heading = grid.heading(*column);
                let Some(stem) = stem(heading) else { continue };
                let Some(cell) = grid.cell(row.row, *column) else { continue };
                let Some(printed) = cell.percent() else { continue };
                let place = Place { column: Some(heading.to_owned()), ..cell.place.clone() };
                let operand = percentage(&place, &cell.text, printed);
                let Some(amount) = operand.value.map(|value| value.amount) else { continue };
                let fact = Fact {
                    row: (nth, row.row),
                    column: *column,
                    amount,
                    operand,
                    is_tested: amounts.len() > 1,
                    measure: Measure::Rate(stem),
                    heading: spoken(heading),
                    is_only: false,
                    year: None,
                };
                self.insert(name.as_deref(), total, fact);
            }
        }
    }

    fn insert(&mut self, name: Option<&str>, total: Option<usize>, fact: Fact) {
        let index = self.cells.len();
        if total == Some(fact.row.1) {
            self.totals.insert((fact.row.0, fact.column), index);
        }
        if let Some(name) = name {
            self.by_row.entry(name.to_owned()).or_default().push(index);
        }
        self.cells.push(fact);
    }
}

/// The fact that several cells state alike; a name that two cells have with different values names neither.
fn one<'f>(facts: &[&'f Fact]) -> Option<&'f Fact> {
    let first = facts.first().copied()?;
    facts.iter().all(|fact| fact.amount.value == first.amount.value).then_some(first)
}

impl Fact {
    /// Whether it is an amount, of whatever kind.
    pub(crate) fn is_amount(&self) -> bool {
        matches!(self.measure, Measure::Amount(..))
    }

    /// Whether it is an amount of a kind.
    pub(crate) fn is_of(&self, dimension: &Dimension) -> bool {
        matches!(&self.measure, Measure::Amount(own, _) if own == dimension)
    }

    /// Whether both are amounts of one kind.
    pub(crate) fn is_like(&self, other: &Fact) -> bool {
        self.measure.is_like(&other.measure)
    }

    /// Whether the text says its heading.
    fn is_named_in(&self, words: &str) -> bool {
        self.heading.chars().count() > 1 && words.contains(&self.heading)
    }
}

impl Measure {
    /// Both are amounts of one kind, or the same rate.
    pub(crate) fn is_like(&self, other: &Measure) -> bool {
        match (self, other) {
            (Measure::Amount(own, _), Measure::Amount(other, _)) => own == other,
            _ => self == other,
        }
    }
}

/// The name by which the text calls a row: empty for the total, without its number for others.
fn row_name(row: &MoneyRow) -> Option<String> {
    if row.kind == RowKind::Total && !is_whole(&row.label) {
        return ["合计", "总计"].contains(&row.label.as_str()).then(String::new);
    }
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）()、.．".contains(c);
    let text = row.label.trim_start_matches(digits);
    let own = label(text).subject;
    let name = if own.is_empty() { text.to_owned() } else { own };
    (2..=24).contains(&name.chars().count()).then_some(name)
}

/// The columns of amounts of this year with what they measure.
pub(crate) fn amounts(grid: &Grid) -> Vec<(AmountColumn, Measure)> {
    let of = |column: AmountColumn| measure(&column).map(|measure| (column, measure));
    numbers(grid).into_iter().filter_map(of).collect()
}

/// All columns of amounts, also changes and earlier years.
fn all_amounts(grid: &Grid) -> Vec<(AmountColumn, Measure)> {
    let of = |column: AmountColumn| {
        let unit = column.unit.clone().filter(|_| column.added)?;
        let amount = matches!(unit.dimension, Dimension::Money | Dimension::Measure(_));
        let role = heading_label(&column).role;
        amount.then_some((column, Measure::Amount(unit.dimension, role)))
    };
    numbers(grid).into_iter().filter_map(of).collect()
}

/// What a column measures; nothing where it is a change, or of an earlier year.
fn measure(column: &AmountColumn) -> Option<Measure> {
    let unit = column.unit.clone()?;
    let of = heading_label(column);
    let amount = matches!(unit.dimension, Dimension::Money | Dimension::Measure(_));
    (amount && !of.is_change() && !of.earlier && column.added)
        .then_some(Measure::Amount(unit.dimension, of.role))
}

fn heading_label(column: &AmountColumn) -> Label {
    label(column.path.split(['（', '(']).next().unwrap_or_default())
}

/// A heading as a text would say it: without its unit and 数, months as parts of a year.
pub(crate) fn spoken(heading: &str) -> String {
    const PARTS: [(&str, &str); 6] = [
        ("7-12月", "下半年"),
        ("1-6月", "上半年"),
        ("1-3月", "一季度"),
        ("4-6月", "二季度"),
        ("7-9月", "三季度"),
        ("10-12月", "四季度"),
    ];
    let bare = heading.split(['（', '(']).next().unwrap_or_default();
    let bare = bare.replace(['—', '–', '－', '～', '~', '至'], "-");
    let named = PARTS.iter().fold(bare, |text, (months, name)| text.replace(months, name));
    named.trim_end_matches(['数', '额', '值']).to_owned()
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
