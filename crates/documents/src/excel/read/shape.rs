//! Which cells of a sheet are paragraphs and which make a table.
//!
//! Empty rows part a sheet into regions. In each, lines with one text alone and lines of form (单位：万元, 填报单位：…)
//! above and below are paragraphs; what lies between is a table, also its lines with one cell, which name groups.

use super::grid::{self, Merges};
use super::sheet::{Sheet, Shown};
use crate::error::ReadError;
use crate::role;
use mingzhang_domain::paper::{CellAddress, Content, Paragraph, Role, Unread};

/// A lone text behind a table that is no longer belongs to it.
const NOTE_CHARS_MIN: usize = 16;
/// Ranges of hidden rows or columns that a note names.
const RANGES_NAMED: usize = 10;

/// A piece of a sheet in reading order.
pub(super) struct Piece {
    /// The cell that a paragraph fills.
    pub(super) cell: Option<CellAddress>,
    pub(super) content: Content,
}

/// A row with the cells that show something.
#[derive(Clone)]
pub(super) struct Line<'s> {
    pub(super) row: u32,
    pub(super) cells: Vec<(CellAddress, &'s Shown)>,
}

/// All pieces of a sheet; none for an empty one.
pub(super) fn pieces(sheet: &Sheet) -> Result<Vec<Piece>, ReadError> {
    let merges = Merges::of(sheet)?;
    let lines = lines(sheet, &merges);
    let mut pieces = Vec::new();
    for region in regions(&lines, &merges) {
        region_pieces(region, &merges, &mut pieces)?;
    }
    if !pieces.is_empty() {
        pieces.extend(notes(sheet, &lines));
    }
    Ok(pieces)
}

/// The rows that show something; what a merge covers is not seen.
fn lines<'s>(sheet: &'s Sheet, merges: &Merges) -> Vec<Line<'s>> {
    let mut lines: Vec<Line<'s>> = Vec::new();
    for (address, shown) in sheet.cells.iter().filter(|(address, _)| !merges.cover(**address)) {
        match lines.last_mut() {
            Some(line) if line.row == address.row => line.cells.push((*address, shown)),
            _ => lines.push(Line { row: address.row, cells: vec![(*address, shown)] }),
        }
    }
    lines
}

/// Runs of lines without an empty row between; the caption or unit of a next table begins one too.
fn regions<'l, 's>(lines: &'l [Line<'s>], merges: &Merges) -> Vec<&'l [Line<'s>]> {
    let mut reach = 0;
    let mut heads_before = true;
    let begins = |line: &Line<'_>| {
        let first = line.row > reach + 1;
        let heads = line.lone().is_some_and(|(_, shown)| {
            matches!(role::of_line(&shown.text, false), Role::Unit | Role::Caption | Role::AppendixMark)
        });
        let is_new = first || (heads && !heads_before);
        heads_before = heads || (first && line.lone().is_some());
        reach = line.cells.iter().map(|(address, _)| merges.last_row(*address)).fold(reach, u32::max);
        is_new
    };
    let starts: Vec<bool> = lines.iter().map(begins).collect();
    let mut regions = Vec::new();
    let mut from = 0;
    for (at, starts) in starts.iter().enumerate().skip(1) {
        if *starts {
            regions.extend(lines.get(from..at));
            from = at;
        }
    }
    regions.extend(lines.get(from..).filter(|rest| !rest.is_empty()));
    regions
}

fn region_pieces(lines: &[Line<'_>], merges: &Merges, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
    let stands_alone = |at: usize| {
        let below = lines.get(at + 1).map(|line| line.row);
        let shared = |line: &Line<'_>| {
            line.cells.iter().any(|(address, _)| below.is_some_and(|row| merges.last_row(*address) >= row))
        };
        lines.get(at).filter(|line| !shared(line))
    };
    let above = (0..lines.len())
        .take_while(|at| stands_alone(*at).is_some_and(|line| line.lone().is_some() || line.is_form()))
        .count();
    let behind = (above..lines.len())
        .rev()
        .take_while(|at| stands_alone(*at).is_some_and(|line| line.is_note() || line.is_form()))
        .count();
    let (head, rest) = lines.split_at(above);
    let (table, tail) = rest.split_at(rest.len() - behind);
    head.iter().for_each(|line| paragraphs(line, pieces));
    if !table.is_empty() {
        pieces.push(Piece { cell: None, content: Content::Table(grid::table(table, merges)?) });
    }
    tail.iter().for_each(|line| paragraphs(line, pieces));
    Ok(())
}

impl Line<'_> {
    /// Its only cell, where that is text.
    fn lone(&self) -> Option<(CellAddress, &Shown)> {
        match self.cells.as_slice() {
            [(address, shown)] if !shown.is_number => Some((*address, shown)),
            _ => None,
        }
    }

    /// Names with their fields, as above and below the table of a form: 填报单位：某局　　单位：万元.
    fn is_form(&self) -> bool {
        let is_field = |(_, shown): &(CellAddress, &Shown)| {
            shown.text.contains(['：', ':']) || role::of_line(&shown.text, false) == Role::Unit
        };
        self.cells.len() > 1
            && self.cells.iter().all(|(_, shown)| !shown.is_number)
            && self.cells.iter().filter(|cell| is_field(cell)).count() * 2 > self.cells.len()
    }

    /// A line behind a table that is no row of it.
    fn is_note(&self) -> bool {
        self.lone().is_some_and(|(_, shown)| {
            let role = role::of_line(&shown.text, false);
            role != Role::Body
                || shown.text.contains(['：', ':'])
                || shown.text.chars().count() >= NOTE_CHARS_MIN
        })
    }
}

/// Each line of text in each cell is a paragraph.
fn paragraphs(line: &Line<'_>, pieces: &mut Vec<Piece>) {
    for (address, shown) in &line.cells {
        for text in shown.text.lines().map(str::trim).filter(|text| !text.is_empty()) {
            let last = pieces.last().map(|piece| &piece.content);
            let may_be_title = line.cells.len() == 1 && role::title_may_follow(last);
            let role = role::of_line(text, may_be_title);
            let content = Content::Paragraph(Paragraph::plain(role, text));
            pieces.push(Piece { cell: Some(*address), content });
        }
    }
}

/// What a reader of the paper should know about the sheet.
fn notes(sheet: &Sheet, lines: &[Line<'_>]) -> Vec<Piece> {
    let mut notes = Vec::new();
    let last_row = lines.last().map_or(0, |line| line.row);
    let last_column = lines
        .iter()
        .filter_map(|line| line.cells.last())
        .map(|(address, _)| address.column)
        .max()
        .unwrap_or(0);
    let row = |row: u32| format!("第{row}行");
    let column = |column: u32| format!("{}列", CellAddress { row: 1, column }.column_letters());
    let rows = sheet.hidden_rows.iter().filter(|row| **row <= last_row).map(|row| (*row, *row));
    let columns = sheet.hidden_columns.iter().filter(|(first, last)| *first <= last_column && first <= last);
    let columns = columns.map(|(first, last)| (*first, (*last).min(last_column)));
    let hidden: Vec<String> = named(rows, row).into_iter().chain(named(columns, column)).collect();
    if !hidden.is_empty() {
        let text = format!("注：{}是隐藏的，已一并读入。", hidden.join("、"));
        notes.push(Piece { cell: None, content: Content::Paragraph(Paragraph::plain(Role::Note, text)) });
    }
    if let Some(first) = sheet.first_without_result {
        let content = Content::Unread(Unread::Formulas(sheet.without_result));
        notes.push(Piece { cell: Some(first), content });
    }
    if let Some(first) = sheet.first_struck {
        notes.push(Piece { cell: Some(first), content: Content::Unread(Unread::Struck(sheet.struck)) });
    }
    notes
}

/// Ranges in words, neighbours joined; only the first few.
fn named(ranges: impl Iterator<Item = (u32, u32)>, name: impl Fn(u32) -> String) -> Vec<String> {
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if before.1.checked_add(1) == Some(first) => before.1 = last,
            _ => joined.push((first, last)),
        }
    }
    let more = joined.len() > RANGES_NAMED;
    joined.truncate(RANGES_NAMED);
    let words = |(first, last): (u32, u32)| {
        if first == last { name(first) } else { format!("{}至{}", name(first), name(last)) }
    };
    let mut words: Vec<String> = joined.into_iter().map(words).collect();
    if let Some(last) = words.last_mut().filter(|_| more) {
        last.push('等');
    }
    words
}
