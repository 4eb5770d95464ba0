//! Tables of amounts: which rows are totals, which columns can be added, and what a cell is worth.

use super::grid::{Grid, GridCell};
use super::units::{Unit, unit_in};
use crate::exact::Amount;
use crate::relation::Operand;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// What a row of a table of amounts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// An item of its own.
    Detail,
    /// 小计、合计、总计.
    Total,
    /// 其中: inside another row.
    Within,
}

/// A row with its kind.
#[derive(Clone, Debug)]
pub(crate) struct MoneyRow {
    /// Its index in the grid.
    pub row: usize,
    /// What it is.
    pub kind: RowKind,
    /// Its words.
    pub label: String,
    /// How deep it lies: the length of its code, else 1 for `一、`, 2 for `（一）`, 3 for `1.`; 0 where nothing tells.
    pub level: usize,
}

/// A column whose cells are amounts or counts that can be added.
#[derive(Clone, Debug)]
pub(crate) struct AmountColumn {
    /// Its index in the grid.
    pub column: usize,
    /// Its heading, cut where it is too long for a message.
    pub heading: String,
    /// What each row of the grid is worth in it; nothing in the headings.
    pub values: Vec<Amount>,
}

impl AmountColumn {
    /// What a row is worth; `None` where the grid has no such row.
    pub(crate) fn value(&self, row: usize) -> Option<Amount> {
        self.values.get(row).copied()
    }

    /// A cell of it for a relation.
    pub(crate) fn operand(&self, row: usize, cell: &GridCell) -> Operand {
        let place = Place { column: Some(self.heading.clone()), ..cell.place.clone() };
        let words = Operand::words(&place, &cell.text);
        let places = cell.number().map_or(0, |number| number.places);
        match self.value(row) {
            Some(amount) => words.worth(amount, 1, places),
            None => words,
        }
    }
}

/// The rows below the headings that hold a number.
pub(crate) fn rows(grid: &Grid) -> Vec<MoneyRow> {
    let numbered = |row: &[GridCell]| row.iter().any(|c| c.number().is_some());
    let coded = grid.heading(0).contains("编码") || grid.heading(0).contains("代码");
    let body = grid.body().filter(|(_, row)| numbered(row));
    body.map(|(index, row)| {
        let label: String = row.iter().filter(|c| c.is_words()).map(|c| c.text.as_str()).collect();
        let code = row.first().filter(|c| coded && c.number().is_some()).map(|c| c.text.chars().count());
        MoneyRow { row: index, kind: kind(&label), level: code.unwrap_or(level(&label)), label }
    })
    .collect()
}

fn level(label: &str) -> usize {
    match label.chars().next() {
        Some(c) if "一二三四五六七八九十".contains(c) && label.contains('、') => 1,
        Some('（' | '(') => 2,
        Some(c) if c.is_ascii_digit() => 3,
        _ => 0,
    }
}

fn kind(label: &str) -> RowKind {
    if ["合计", "总计", "小计", "共计", "资金总额"].iter().any(|word| label.contains(word)) {
        RowKind::Total
    } else if label.starts_with("其中") {
        RowKind::Within
    } else {
        RowKind::Detail
    }
}

/// The columns whose cells are amounts or counts that can be added.
pub(crate) fn amounts(grid: &Grid) -> Vec<AmountColumn> {
    const NOT_ADDED: [&str; 21] = [
        "率", "分值", "得分", "评分", "满分", "权重", "扣分", "指标", "占比", "比重", "比例", "增幅", "序号",
        "编号", "编码", "代码", "单价", "年份", "日期", "%", "电话",
    ];
    let added = |heading: &str| !heading.is_empty() && !NOT_ADDED.iter().any(|word| heading.contains(word));
    grid.columns(added).into_iter().filter_map(|column| amount_column(grid, column)).collect()
}

/// A column of amounts; `None` where it holds none, or anything else.
fn amount_column(grid: &Grid, column: usize) -> Option<AmountColumn> {
    let cells = || grid.body().filter_map(|(_, row)| row.get(column));
    if !cells().any(|c| c.number().is_some()) {
        return None;
    }
    let heading = grid.heading(column);
    let rounding = Rounding::of(heading, grid.unit.as_ref());
    let headings = std::iter::repeat_n(Some(NOTHING), grid.header_rows);
    let values: Option<Vec<Amount>> = headings.chain(cells().map(|c| value(c, &rounding))).collect();
    Some(AmountColumn { column, heading: shown(heading), values: values? })
}

/// What an empty cell is worth.
pub(crate) const NOTHING: Amount = Amount { value: 0, half: 0 };

/// What a cell is worth; a dash or an empty cell is nothing, a percentage is no amount.
fn value(cell: &GridCell, rounding: &Rounding) -> Option<Amount> {
    if cell.percent().is_some() {
        return None;
    }
    if ["", "-", "—", "——", "/", "－"].contains(&cell.text.as_str()) {
        return Some(NOTHING);
    }
    let places = cell.number().map_or(0, |d| d.places);
    Amount::printed(Decimal::parse(&cell.text).ok()?, 1, rounding.is_rounded(places))
}

/// Which cells of a column may stem from rounding.
enum Rounding {
    /// Of a count only what has decimals.
    Counted,
    /// As the unit says.
    Of(Unit),
    /// Whole numbers of an unknown unit may be 万元.
    Any,
}

impl Rounding {
    fn of(heading: &str, unit: Option<&Unit>) -> Rounding {
        const COUNTS: [&str; 8] = ["个数", "项目数", "数量", "人数", "户数", "家数", "笔数", "次数"];
        if COUNTS.iter().any(|word| heading.contains(word)) {
            return Rounding::Counted;
        }
        unit_in(heading).or_else(|| unit.cloned()).map_or(Rounding::Any, Rounding::Of)
    }

    fn is_rounded(&self, places: u32) -> bool {
        match self {
            Rounding::Counted => places > 0,
            Rounding::Of(unit) => unit.is_rounded(places),
            Rounding::Any => true,
        }
    }
}

/// A heading as messages show it: thousands of findings in one column must not each repeat a page.
pub(crate) fn shown(heading: &str) -> String {
    const LONGEST: usize = 60;
    heading.chars().take(LONGEST).collect()
}
