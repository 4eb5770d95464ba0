//! Text into the cells of a grid, and a table that goes on on the next page.

use super::geometry::Area;
use super::layout::Letter;
use super::lines::{Line, lines};
use super::page::Glyph;
use super::ruled::Grid;
use mingzhang_domain::paper::{Cell, Content, Row, Run, Table};
use std::collections::BTreeMap;

/// Columns of two pages that differ by no more than this are the same.
const EDGE_SLACK: f32 = 4.0;
/// Cells keep their text so far from their edges.
const PADDING: f32 = 8.0;

/// A cell with its letters.
#[derive(Clone, Debug, Default)]
pub(super) struct CellText {
    pub(super) letters: Vec<Letter>,
    pub(super) columns: usize,
    pub(super) continues_above: bool,
}

impl CellText {
    fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.char).collect()
    }

    fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// A table with its letters.
#[derive(Clone, Debug)]
pub(super) struct TableText {
    pub(super) rows: Vec<Vec<CellText>>,
    pub(super) header_rows: usize,
    /// The edges of its columns; empty where it is not ruled.
    pub(super) xs: Vec<f32>,
    pub(super) area: Area,
    /// The pages on which it begins and ends.
    pub(super) page: u32,
    pub(super) last_page: u32,
}

/// The table of a grid with the characters that stand in it; `None` where they fill no two cells of it.
pub(super) fn fill(grid: &Grid, glyphs: Vec<Glyph>, page: u32) -> Option<TableText> {
    let mut by_cell: BTreeMap<usize, Vec<Glyph>> = BTreeMap::new();
    for glyph in glyphs {
        let area = glyph.area();
        let cell = grid.cell_at(area.middle_x(), (area.top + area.bottom) / 2.0);
        cell.into_iter().for_each(|cell| by_cell.entry(cell).or_default().push(glyph));
    }
    let right = |cell: usize| {
        let row = grid.first_row(cell);
        let last = (0..grid.columns()).rev().find(|column| grid.cell(row, *column) == Some(cell));
        last.and_then(|column| grid.xs.get(column + 1)).copied().unwrap_or(f32::INFINITY)
    };
    let texts: BTreeMap<usize, Vec<Letter>> = by_cell
        .into_iter()
        .map(|(cell, glyphs)| (cell, joined(&lines(glyphs, page), right(cell) - PADDING)))
        .filter(|(_, letters)| !letters.is_empty())
        .collect();
    let rows: Vec<Vec<CellText>> = (0..grid.rows()).map(|row| cells(grid, row, &texts)).collect();
    let table =
        TableText { rows, header_rows: 0, xs: grid.xs.clone(), area: grid.area(), page, last_page: page };
    (texts.len() >= 2).then_some(table)
}

/// The cells of a row from left to right.
fn cells(grid: &Grid, row: usize, texts: &BTreeMap<usize, Vec<Letter>>) -> Vec<CellText> {
    let owners: Vec<usize> = (0..grid.columns()).filter_map(|column| grid.cell(row, column)).collect();
    let mut put = Vec::new();
    let cell = |same: &[usize]| {
        let owner = same.first().copied().unwrap_or_default();
        let continues_above = grid.first_row(owner) != row;
        // A cell of an odd shape may cover a row in two parts: its text stands once.
        let first = !continues_above && !put.contains(&owner);
        put.push(owner);
        let letters = texts.get(&owner).filter(|_| first).cloned().unwrap_or_default();
        CellText { letters, columns: same.len(), continues_above }
    };
    owners.chunk_by(|a, b| a == b).map(cell).collect()
}

/// The letters of a cell. A line that reaches the cell's edge goes on in the next, any other ends a paragraph.
fn joined(lines: &[Line], right: f32) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        if let Some(before) = before {
            let full = before.area.right + line.first_width() > right;
            letters.extend((!full).then_some(Letter::LINE_FEED));
        }
        letters.extend(line.letters());
        before = Some(line);
    }
    letters
}

impl TableText {
    /// Whether it goes on in a table at the head of the next page: with the same columns.
    pub(super) fn goes_on_in(&self, next: &TableText) -> bool {
        let same = |(a, b): (&f32, &f32)| (a - b).abs() <= EDGE_SLACK;
        !self.xs.is_empty() && self.xs.len() == next.xs.len() && self.xs.iter().zip(&next.xs).all(same)
    }

    /// Takes in what goes on on the next page: without headings that are repeated there, and with a row that the break
    /// has cut in two as one.
    pub(super) fn take_in(&mut self, next: TableText) {
        let texts = |row: &Vec<CellText>| row.iter().map(CellText::text).collect::<Vec<_>>();
        let same = |(a, b): &(&Vec<CellText>, &Vec<CellText>)| {
            a.iter().any(|cell| !cell.is_empty()) && texts(a) == texts(b)
        };
        let repeated = self.rows.iter().zip(&next.rows).take_while(same).count();
        self.header_rows = self.header_rows.max(repeated);
        let mut rows = next.rows.into_iter().skip(repeated).peekable();
        if let (Some(last), Some(first)) = (self.rows.last_mut(), rows.peek())
            && is_rest_of(last, first)
        {
            let rest = rows.next().unwrap_or_default();
            last.iter_mut().zip(rest).for_each(|(cell, rest)| cell.letters.extend(rest.letters));
        }
        self.rows.extend(rows);
        self.last_page = next.last_page;
    }

    /// The table as content of a paper, and the letters of its runs in order.
    pub(super) fn content(self) -> (Content, Vec<Vec<Letter>>) {
        let mut letters = Vec::new();
        let mut cell = |cell: CellText| {
            let runs = if cell.is_empty() { Vec::new() } else { vec![Run::text(cell.text())] };
            letters.extend((!cell.is_empty()).then_some(cell.letters));
            Cell { runs, columns: cell.columns, continues_above: cell.continues_above, ..Cell::default() }
        };
        let rows = self.rows.into_iter().map(|row| Row { cells: row.into_iter().map(&mut cell).collect() });
        let rows = rows.collect();
        let widths = self.xs.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b));
        let widths = widths.map(|width| width.unwrap_or_default().round() as u32).collect();
        (Content::Table(Table { header_rows: self.header_rows, widths, rows }), letters)
    }
}

/// Whether a row is what a page break has cut off the row before: few cells with text, none of them a number, none the
/// first, each under a cell whose sentence is open.
fn is_rest_of(row: &[CellText], rest: &[CellText]) -> bool {
    let same_columns = row.iter().map(|cell| cell.columns).eq(rest.iter().map(|cell| cell.columns));
    let filled = rest.iter().filter(|cell| !cell.is_empty()).count();
    let open = |cell: &CellText| cell.letters.last().is_some_and(|last| !"。；！？".contains(last.char));
    let is_number = |text: String| text.chars().all(|c| c.is_ascii_digit() || ",.%-—/".contains(c));
    let fits =
        |(cell, rest): (&CellText, &CellText)| rest.is_empty() || (open(cell) && !is_number(rest.text()));
    same_columns
        && (1..=(row.len() / 3).max(1)).contains(&filled)
        && rest.first().is_some_and(CellText::is_empty)
        && row.iter().zip(rest).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> CellText {
        let letters = text.chars().map(|char| Letter { char, spot: None }).collect();
        CellText { letters, columns: 1, continues_above: false }
    }

    fn table(rows: &[&[&str]]) -> TableText {
        let rows = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
        let xs = vec![0.0, 50.0, 100.0, 150.0];
        TableText { rows, header_rows: 0, xs, area: Area::default(), page: 1, last_page: 1 }
    }

    fn check_joined(first: &[&[&str]], next: &[&[&str]], expected: &[&[&str]]) {
        let mut joined = table(first);
        let next = table(next);
        assert!(joined.goes_on_in(&next));
        joined.take_in(next);
        let rows: Vec<Vec<String>> =
            joined.rows.iter().map(|row| row.iter().map(CellText::text).collect()).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn repeated_headings_are_left_out() {
        check_joined(
            &[&["指标", "分值", "得分"], &["甲", "5", "4"]],
            &[&["指标", "分值", "得分"], &["乙", "5", "5"]],
            &[&["指标", "分值", "得分"], &["甲", "5", "4"], &["乙", "5", "5"]],
        );
    }

    #[test]
    fn a_row_cut_by_the_break_is_one_again() {
        check_joined(
            &[&["甲", "全年完成，并", "5"]],
            &[&["", "通过验收", ""], &["乙", "完成", "4"]],
            &[&["甲", "全年完成，并通过验收", "5"], &["乙", "完成", "4"]],
        );
    }

    #[test]
    fn a_row_of_a_group_that_began_before_stays_a_row() {
        let group: &[&[&str]] = &[&["产出", "数量", "5"]];
        check_joined(group, &[&["", "质量", "4"]], &[&["产出", "数量", "5"], &["", "质量", "4"]]);
        check_joined(group, &[&["", "", "4"]], &[&["产出", "数量", "5"], &["", "", "4"]]);
    }
}
