//! Tables of amounts: which rows are totals, which columns can be added, and what a cell is worth.

use super::grid::{Grid, GridCell};
use super::units::unit_in;
use crate::exact::Amount;
use mingzhang_domain::decimal::Decimal;

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

/// The rows below the headings that hold a number.
pub(crate) fn rows(grid: &Grid) -> Vec<MoneyRow> {
    let numbered = |row: &[GridCell]| row.iter().any(|c| c.number().is_some());
    let body = grid.body().filter(|(_, row)| numbered(row));
    body.map(|(index, row)| {
        let label: String = row.iter().filter(|c| c.is_words()).map(|c| c.text.as_str()).collect();
        let first =
            row.first().filter(|_| grid.heading(0).contains("编码") || grid.heading(0).contains("代码"));
        let code = first.filter(|c| c.number().is_some()).map(|c| c.text.chars().count());
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
pub(crate) fn amounts(grid: &Grid) -> Vec<usize> {
    const NOT_ADDED: [&str; 21] = [
        "率", "分值", "得分", "评分", "满分", "权重", "扣分", "指标", "占比", "比重", "比例", "增幅", "序号",
        "编号", "编码", "代码", "单价", "年份", "日期", "%", "电话",
    ];
    let added = |heading: &str| !heading.is_empty() && !NOT_ADDED.iter().any(|word| heading.contains(word));
    let numeric = |column: usize| {
        let cells = || grid.body().filter_map(|(_, row)| row.get(column));
        cells().any(|c| c.number().is_some())
            && cells().all(|c| value(grid, c, column).is_some() || c.text.is_empty())
    };
    grid.columns(added).into_iter().filter(|c| numeric(*c)).collect()
}

/// What a cell is worth; a dash or an empty cell is nothing, a percentage is no amount.
pub(crate) fn value(grid: &Grid, cell: &GridCell, column: usize) -> Option<Amount> {
    if cell.percent().is_some() {
        return None;
    }
    if ["", "-", "—", "——", "/", "－"].contains(&cell.text.as_str()) {
        return Some(Amount { value: 0, half: 0 });
    }
    Amount::printed(Decimal::parse(&cell.text).ok()?, 1, is_rounded(grid, column, cell))
}

/// Counts and whole yuan or fen are exact; whole numbers of an unknown unit may be 万元.
fn is_rounded(grid: &Grid, column: usize, cell: &GridCell) -> bool {
    let heading = grid.heading(column);
    let counted = ["个数", "项目数", "数量", "人数", "户数", "家数", "笔数", "次数"]
        .iter()
        .any(|word| heading.contains(word));
    let unit = unit_in(heading).or_else(|| grid.unit.clone());
    let places = cell.number().map_or(0, |d| d.places);
    match unit {
        _ if counted => places > 0,
        Some(unit) => unit.is_rounded(places),
        None => true,
    }
}
