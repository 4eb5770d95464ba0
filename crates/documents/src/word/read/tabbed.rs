//! Paragraphs of which the words stand in columns by tabs are the rows of a table, where numbers stand under numbers.

use super::line::{Line, Slot};
use super::story::Piece;
use crate::stacked::is_numeral;
use mingzhang_domain::paper::{Cell, Content, Row, Run, Table};

/// Fewer columns are the entries of a list of contents, or names with their fields; fewer rows no table.
const COLUMNS_MIN: usize = 3;
const ROWS_MIN: usize = 3;

/// The words of a paragraph, and where each stands.
pub(super) type Cells = Vec<(Vec<Run>, Slot)>;

/// The cells of a line, where tabs part it into as many as a table has at least.
pub(super) fn cells(line: &Line<'_>) -> Option<Cells> {
    if line.tabs() + 1 < COLUMNS_MIN {
        return None;
    }
    let mut parts = line.parts();
    parts.iter_mut().for_each(Line::trim);
    Some(parts.into_iter().map(Line::finish).collect())
}

/// Puts paragraphs that are rows of one table together.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined = Vec::new();
    // Rows that follow each other, and the pages that begin between them.
    let mut open: Vec<Piece> = Vec::new();
    for piece in pieces {
        let goes_on = match (&piece, open.first().and_then(row)) {
            (Piece::NotedPages(_), Some(_)) => true,
            (piece, Some(first)) => row(piece).is_some_and(|cells| cells.len() == first.len()),
            (_, None) => false,
        };
        if !goes_on {
            close(&mut open, &mut joined);
        }
        if goes_on || row(&piece).is_some() { open.push(piece) } else { joined.push(piece) }
    }
    close(&mut open, &mut joined);
    joined
}

fn row(piece: &Piece) -> Option<&Cells> {
    match piece {
        Piece::Content { cells, .. } => cells.as_ref(),
        _ => None,
    }
}

fn close(open: &mut Vec<Piece>, joined: &mut Vec<Piece>) {
    if !is_table(&open.iter().filter_map(row).collect::<Vec<_>>()) {
        return joined.append(open);
    }
    let (mut table, mut slots, mut pages) = (Table::default(), Vec::new(), 0u32);
    for piece in open.drain(..) {
        match piece {
            Piece::Content { cells: Some(cells), .. } => {
                let (runs, own): (Vec<Vec<Run>>, Vec<Slot>) = cells.into_iter().unzip();
                table.rows.push(Row { cells: runs.into_iter().map(Cell::runs).collect() });
                slots.extend(own.into_iter().map(|slot| Slot { pages, ..slot }));
            }
            Piece::NotedPages(count) => pages = pages.saturating_add(count),
            _ => {}
        }
    }
    joined.push(Piece::Content { content: Content::Table(table), slots, reference: None, cells: None });
    joined.push(Piece::NotedPages(pages));
}

/// Whether rows of as many cells are a table: behind the first column, one has numbers in most of its rows.
fn is_table(rows: &[&Cells]) -> bool {
    let is_number = |row: &&&Cells, column: usize| {
        let text =
            row.get(column).map(|(runs, _)| runs.iter().map(|run| run.text.as_str()).collect::<String>());
        text.is_some_and(|text| is_numeral(&text))
    };
    let columns = rows.first().map_or(0, |row| row.len());
    let numbers = |column: usize| rows.iter().filter(|row| is_number(row, column)).count();
    rows.len() >= ROWS_MIN && (1..columns).any(|column| 2 * numbers(column) > rows.len())
}
