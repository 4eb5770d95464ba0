//! Categories: which rows of a table share a word in one of its columns (类型, 级次, 等次), so that a text can sum them up.

use super::grid::Grid;
use super::money_table::{MoneyRow, RowKind, rows};

/// Rows that share a word.
#[derive(Clone, Debug)]
pub(crate) struct Category {
    /// The word: 新增.
    pub name: String,
    /// The rows of the grid.
    pub rows: Vec<usize>,
}

/// The categories of a table: the words of columns that hold few, each in several of the rows or beside such.
pub(crate) fn categories(grid: &Grid) -> Vec<Category> {
    const ROWS_MAX: usize = 400;
    let rows = rows(grid);
    let details: Vec<&MoneyRow> = rows.iter().filter(|row| row.kind == RowKind::Detail).collect();
    if details.len() < 3 || details.len() > ROWS_MAX {
        return vec![];
    }
    (0..grid.width()).flat_map(|column| of_column(grid, column, &details)).collect()
}

fn of_column(grid: &Grid, column: usize, details: &[&MoneyRow]) -> Vec<Category> {
    const NAMES_MAX: usize = 8;
    let mut found: Vec<Category> = Vec::new();
    for row in details {
        let Some(cell) = grid.cell(row.row, column).filter(|cell| is_name(&cell.text)) else { return vec![] };
        match found.iter_mut().find(|category| category.name == cell.text) {
            Some(category) => category.rows.push(row.row),
            None => found.push(Category { name: cell.text.clone(), rows: vec![row.row] }),
        }
        if found.len() > NAMES_MAX {
            return vec![];
        }
    }
    if found.len() > 1 && found.len() < details.len() { found } else { vec![] }
}

/// A short word.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 8;
    let count = text.chars().count();
    (2..=LONGEST).contains(&count) && !text.chars().any(|c| c.is_ascii_digit())
}
