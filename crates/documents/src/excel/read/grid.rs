//! A table of a sheet with its merges.

use super::shape::Line;
use super::sheet::{Range, Sheet};
use crate::error::ReadError;
use crate::limits::{COLUMNS_MAX, MERGED_CELLS_MAX, SHEET_TABLE_CELLS_MAX};
use mingzhang_domain::paper::{Align, Cell, CellAddress, Row, Run, Table};
use std::collections::{BTreeMap, HashMap};

/// The merges of a sheet, cut to what it shows.
#[derive(Default)]
pub(super) struct Merges {
    /// By their first cell, the last.
    ranges: HashMap<CellAddress, CellAddress>,
    /// By every other cell, the first.
    covered: HashMap<CellAddress, CellAddress>,
}

impl Merges {
    /// Spreads out the merges of a sheet.
    pub(super) fn of(sheet: &Sheet) -> Result<Merges, ReadError> {
        let last_row = sheet.cells.keys().map(|address| address.row).max().unwrap_or(0);
        let last_column = sheet.cells.keys().map(|address| address.column).max().unwrap_or(0);
        let mut merges = Merges::default();
        for Range { first, last } in &sheet.merges {
            // A merge may reach beyond everything that is shown, over a whole column.
            let last = CellAddress { row: last.row.min(last_row), column: last.column.min(last_column) };
            if merges.covered.contains_key(first) || last.row < first.row || last.column < first.column {
                continue;
            }
            merges.ranges.insert(*first, last);
            for row in first.row..=last.row {
                for column in first.column..=last.column {
                    merges.covered.insert(CellAddress { row, column }, *first);
                    if merges.covered.len() > MERGED_CELLS_MAX {
                        let what = "一个工作表里合并的".to_owned();
                        return Err(ReadError::TooManyCells { what, limit: MERGED_CELLS_MAX });
                    }
                }
            }
            merges.covered.remove(first);
        }
        Ok(merges)
    }

    /// Whether a cell is covered by another.
    pub(super) fn cover(&self, address: CellAddress) -> bool {
        self.covered.contains_key(&address)
    }

    /// The last row that a cell reaches into.
    pub(super) fn last_row(&self, address: CellAddress) -> u32 {
        self.ranges.get(&address).map_or(address.row, |last| last.row)
    }

    fn last_column(&self, address: CellAddress) -> u32 {
        self.ranges.get(&address).map_or(address.column, |last| last.column)
    }
}

/// The table of some lines, with the rows between them that merges fill; empty columns around it are left out.
pub(super) fn table(lines: &[Line<'_>], merges: &Merges) -> Result<Table, ReadError> {
    let cells = || lines.iter().flat_map(|line| &line.cells).map(|(address, _)| *address);
    let first_row = lines.first().map_or(1, |line| line.row);
    let last_row = cells().map(|address| merges.last_row(address)).max().unwrap_or(first_row);
    let first_column = cells().map(|address| address.column).min().unwrap_or(1);
    let last_column = cells().map(|address| merges.last_column(address)).max().unwrap_or(first_column);
    let size = |first: u32, last: u32| usize::try_from(last - first).unwrap_or(usize::MAX).saturating_add(1);
    let (height, width) = (size(first_row, last_row), size(first_column, last_column));
    if width > COLUMNS_MAX || height.saturating_mul(width) > SHEET_TABLE_CELLS_MAX {
        let what = format!("从第{first_row}行开始的表（{height}行{width}列）");
        return Err(ReadError::TooManyCells { what, limit: SHEET_TABLE_CELLS_MAX });
    }
    let by_row: BTreeMap<u32, &Line<'_>> = lines.iter().map(|line| (line.row, line)).collect();
    let columns = Columns { first: first_column, last: last_column, top: first_row };
    let rows = (first_row..=last_row).map(|row| columns.row(row, by_row.get(&row).copied(), merges));
    Ok(Table { rows: rows.collect(), ..Table::default() })
}

/// The columns of a table, and its first row.
struct Columns {
    first: u32,
    last: u32,
    top: u32,
}

impl Columns {
    fn row(&self, row: u32, line: Option<&Line<'_>>, merges: &Merges) -> Row {
        let shown: HashMap<CellAddress, _> =
            line.into_iter().flat_map(|line| line.cells.iter().copied()).collect();
        let mut cells = Vec::new();
        let mut column = self.first;
        while column <= self.last {
            let address = CellAddress { row, column };
            let above = merges.covered.get(&address).filter(|first| first.row < row && first.row >= self.top);
            let last = merges.last_column(above.copied().unwrap_or(address)).clamp(column, self.last);
            let mut cell = Cell { address: Some(address), columns: width(column, last), ..Cell::default() };
            if let Some(first) = above {
                // The place of a covered cell is that of the one that covers it.
                cell.address = Some(*first);
                cell.continues_above = true;
            } else if let Some(shown) = shown.get(&address) {
                cell.runs = vec![Run::text(shown.text.trim())];
                cell.indent = shown.indent;
                cell.align = if shown.is_number { Align::Right } else { Align::Left };
            }
            cells.push(cell);
            column = last.saturating_add(1);
        }
        Row { cells }
    }
}

fn width(first: u32, last: u32) -> usize {
    usize::try_from(last - first).unwrap_or(0) + 1
}
