//! Tables: rows, cells and their merges on one grid.

use super::inline::{Keys, Line, alternative};
use crate::limits::COLUMNS_MAX;
use crate::xml::Element;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::{Align, Cell, Row, Run, Table};

/// A table that was read, and what hung on its paragraphs.
pub(super) struct ReadTable<'e> {
    pub(super) table: Table,
    /// Page breaks that Word has noted inside it.
    pub(super) pages: u32,
    /// The contents of text boxes.
    pub(super) boxes: Vec<&'e Element>,
}

/// Reads a table (`w:tbl`).
pub(super) fn read<'e>(element: &'e Element, keys: &Keys<'_>, figure: Option<&FigureKey>) -> ReadTable<'e> {
    let mut read = ReadTable { table: Table::default(), pages: 0, boxes: Vec::new() };
    let mut heads = Vec::new();
    for (row, figure) in parts(element, "tr", keys, figure) {
        let properties = row.child("trPr");
        if properties.is_some_and(|properties| properties.child("del").is_some()) {
            continue;
        }
        heads.push(properties.is_some_and(|properties| properties.switches("tblHeader")));
        let mut cells = Vec::new();
        let before = properties.and_then(|p| number(p.child_value("gridBefore"))).unwrap_or(0);
        if before > 0 {
            cells.push(Cell { columns: before, ..Cell::default() });
        }
        for (cell, figure) in parts(row, "tc", keys, figure.as_ref()) {
            let is_first_row = read.table.rows.is_empty();
            push_cell(
                &mut cells,
                cell,
                is_first_row,
                keys,
                figure.as_ref(),
                &mut read.pages,
                &mut read.boxes,
            );
        }
        read.table.rows.push(Row { cells });
    }
    read.table.header_rows = heads.iter().take_while(|head| **head).count();
    read.table.widths = widths(element, &read.table);
    read
}

/// The rows of a table or the cells of a row, also those inside controls and tracked changes.
fn parts<'e>(
    parent: &'e Element,
    name: &str,
    keys: &Keys<'_>,
    figure: Option<&FigureKey>,
) -> Vec<(&'e Element, Option<FigureKey>)> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match &*element.name {
            found_name if found_name == name && element.is_word => found.push((element, figure.cloned())),
            "sdt" => {
                let own = keys.of(element);
                if let Some(content) = element.child("sdtContent") {
                    found.extend(parts(content, name, keys, own.as_ref().or(figure)));
                }
            }
            "ins" | "moveTo" | "customXml" => found.extend(parts(element, name, keys, figure)),
            _ => {}
        }
    }
    found
}

fn push_cell<'e>(
    cells: &mut Vec<Cell>,
    element: &'e Element,
    is_first_row: bool,
    keys: &Keys<'_>,
    figure: Option<&FigureKey>,
    pages: &mut u32,
    boxes: &mut Vec<&'e Element>,
) {
    let properties = element.child("tcPr");
    let value = |name: &str| properties.and_then(|properties| properties.child_value(name));
    let has = |name: &str| properties.is_some_and(|properties| properties.child(name).is_some());
    let columns = number(value("gridSpan")).unwrap_or(1).max(1);
    // The old form of a merge over columns: the covered cells are still there.
    let covered_from_left = has("hMerge") && value("hMerge") != Some("restart");
    if let Some(last) = cells.last_mut().filter(|_| covered_from_left) {
        last.columns = (last.columns + columns).min(COLUMNS_MAX);
        return;
    }
    let continues_above = has("vMerge") && value("vMerge") != Some("restart") && !is_first_row;
    let mut line = Line::default();
    let mut align = None;
    lines(element, keys, figure, &mut line, &mut align);
    *pages += line.pages_before + line.pages_within;
    line.trim();
    let runs: Vec<Run> = if continues_above { Vec::new() } else { line.runs };
    boxes.append(&mut line.boxes);
    cells.push(Cell { runs, columns, continues_above, align: align.unwrap_or_default(), ..Cell::default() });
}

/// The paragraphs of a cell, joined by line feeds; a table inside it as one line per row, its cells apart by a space.
fn lines<'e>(
    parent: &'e Element,
    keys: &Keys<'_>,
    figure: Option<&FigureKey>,
    line: &mut Line<'e>,
    align: &mut Option<Align>,
) {
    for element in parent.elements() {
        match &*element.name {
            "p" => {
                break_line(line, "\n");
                keys.gather(element, figure, line);
                align.get_or_insert_with(|| stated_align(element));
            }
            "tbl" => {
                for (row, figure) in parts(element, "tr", keys, figure) {
                    break_line(line, "\n");
                    for (cell, figure) in parts(row, "tc", keys, figure.as_ref()) {
                        break_line(line, " ");
                        lines_of_nested(cell, keys, figure.as_ref(), line);
                    }
                }
            }
            "sdt" => {
                let own = keys.of(element);
                if let Some(content) = element.child("sdtContent") {
                    lines(content, keys, own.as_ref().or(figure), line, align);
                }
            }
            "ins" | "moveTo" | "customXml" => lines(element, keys, figure, line, align),
            "AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    lines(chosen, keys, figure, line, align);
                }
            }
            _ => {}
        }
    }
}

fn lines_of_nested<'e>(cell: &'e Element, keys: &Keys<'_>, figure: Option<&FigureKey>, line: &mut Line<'e>) {
    let mut inner = Line::default();
    lines(cell, keys, figure, &mut inner, &mut None);
    inner.trim();
    for run in &inner.runs {
        line.push(&run.text.replace('\n', " "), run.figure.as_ref());
    }
    line.boxes.append(&mut inner.boxes);
}

/// Parts the next piece from what stands already.
fn break_line(line: &mut Line<'_>, with: &str) {
    if !line.runs.is_empty() {
        line.push(with, None);
    }
}

fn stated_align(paragraph: &Element) -> Align {
    match paragraph.child("pPr").and_then(|properties| properties.child_value("jc")) {
        Some("center") => Align::Center,
        Some("right" | "end") => Align::Right,
        _ => Align::Left,
    }
}

/// The widths of the grid, where it has as many columns as the rows.
fn widths(element: &Element, table: &Table) -> Vec<u32> {
    let grid = element.child("tblGrid").into_iter().flat_map(Element::elements);
    let widths: Option<Vec<u32>> = grid.map(|column| column.attribute("w")?.parse().ok()).collect();
    let columns = table.rows.iter().map(|row| row.cells.iter().map(|c| c.columns).sum()).max().unwrap_or(0);
    widths.filter(|widths| widths.len() == columns).unwrap_or_default()
}

/// A number of columns, within bounds.
fn number(value: Option<&str>) -> Option<usize> {
    value?.parse().ok().map(|columns: usize| columns.min(COLUMNS_MAX))
}
