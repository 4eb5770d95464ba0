//! Tables: rows, cells and their merges on one grid.

use super::inline::{Inline, alternative};
use super::line::{Line, Slot, Source};
use crate::indent::indent_of;
use crate::limits::COLUMNS_MAX;
use crate::xml::Element;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::{Align, Cell, Row, Table};

/// A table that was read, and what hung on its paragraphs.
#[derive(Default)]
pub(super) struct ReadTable<'e> {
    pub(super) table: Table,
    /// Where the text of each cell stands in the file, row by row.
    pub(super) slots: Vec<Slot>,
    /// Page breaks that Word has noted before its first row, and inside it.
    pub(super) pages_before: u32,
    pub(super) pages_within: u32,
    /// Pieces of text that are struck through and left out.
    pub(super) struck: usize,
    /// The contents of text boxes.
    pub(super) boxes: Vec<&'e Element>,
    /// The notes that it refers to.
    pub(super) notes: Vec<(&'static str, &'e str, Source)>,
    /// Tables inside cells that are tables of their own.
    pub(super) nested: Vec<&'e Element>,
}

/// Reads a table (`w:tbl`).
pub(super) fn read<'e>(
    element: &'e Element,
    inline: &Inline<'_>,
    figure: Option<&FigureKey>,
) -> ReadTable<'e> {
    let mut reader = Reader { inline, read: ReadTable::default(), row_pages: (0, 0) };
    let mut heads = Vec::new();
    for (row, figure) in parts(element, "tr", inline, figure) {
        let properties = row.child("trPr");
        if properties.is_some_and(|properties| properties.child("del").is_some()) {
            continue;
        }
        heads.push(properties.is_some_and(|properties| properties.switches("tblHeader")));
        reader.row(row, figure.as_ref());
    }
    let mut read = reader.read;
    read.table.header_rows = heads.iter().take_while(|head| **head).count();
    read.table.widths = widths(element, &read.table);
    read
}

/// The rows of a table or the cells of a row, also those inside controls and tracked changes.
fn parts<'e>(
    parent: &'e Element,
    name: &str,
    inline: &Inline<'_>,
    figure: Option<&FigureKey>,
) -> Vec<(&'e Element, Option<FigureKey>)> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match &*element.name {
            found_name if found_name == name && element.is_word => found.push((element, figure.cloned())),
            "sdt" => {
                let own = inline.key(element);
                if let Some(content) = element.child("sdtContent") {
                    found.extend(parts(content, name, inline, own.as_ref().or(figure)));
                }
            }
            "ins" | "moveTo" | "customXml" => found.extend(parts(element, name, inline, figure)),
            _ => {}
        }
    }
    found
}

/// A table that is being read.
struct Reader<'i, 'e> {
    inline: &'i Inline<'i>,
    read: ReadTable<'e>,
    /// The page breaks noted in the row: before its text, and in it.
    row_pages: (u32, u32),
}

impl<'e> Reader<'_, 'e> {
    fn row(&mut self, row: &'e Element, figure: Option<&FigureKey>) {
        let mut cells = Vec::new();
        self.row_pages = (0, 0);
        let properties = row.child("trPr");
        let before = properties.and_then(|p| number(p.child_value("gridBefore"))).unwrap_or(0);
        if before > 0 {
            self.push(&mut cells, Cell { columns: before, ..Cell::default() }, Slot::default());
        }
        for (cell, figure) in parts(row, "tc", self.inline, figure) {
            self.cell(&mut cells, cell, figure.as_ref());
        }
        let (before, within) = self.row_pages;
        if self.read.table.rows.is_empty() {
            self.read.pages_before = before;
        } else {
            self.read.pages_within = self.read.pages_within.saturating_add(before);
        }
        // Each cell begins on the page on which the row does.
        let own = self.read.slots.iter_mut().rev().take(cells.len());
        own.for_each(|slot| slot.pages = self.read.pages_within);
        self.read.pages_within = self.read.pages_within.saturating_add(within);
        self.read.table.rows.push(Row { cells });
    }

    fn push(&mut self, cells: &mut Vec<Cell>, cell: Cell, slot: Slot) {
        cells.push(cell);
        self.read.slots.push(slot);
    }

    fn cell(&mut self, cells: &mut Vec<Cell>, element: &'e Element, figure: Option<&FigureKey>) {
        let properties = element.child("tcPr");
        let value = |name: &str| properties.and_then(|properties| properties.child_value(name));
        let has = |name: &str| properties.is_some_and(|properties| properties.child(name).is_some());
        if has("cellDel") {
            return;
        }
        let columns = number(value("gridSpan")).unwrap_or(1).max(1);
        // The old form of a merge over columns: the covered cells are still there.
        let covered_from_left = has("hMerge") && value("hMerge") != Some("restart");
        if let Some(last) = cells.last_mut().filter(|_| covered_from_left) {
            last.columns = (last.columns + columns).min(COLUMNS_MAX);
            return;
        }
        let is_first_row = self.read.table.rows.is_empty();
        let continues_above = has("vMerge") && value("vMerge") != Some("restart") && !is_first_row;
        let mut line = Line::default();
        let mut set = None;
        self.lines(element, figure, &mut line, &mut set);
        // A row that runs over the end of a page does so in each of its cells.
        let (before, within) = self.row_pages;
        self.row_pages = (before.max(line.pages_before), within.max(line.pages_within));
        self.read.struck += line.struck;
        self.read.boxes.append(&mut line.boxes);
        self.read.notes.append(&mut line.notes);
        if continues_above {
            line = Line::default();
        }
        let (align, indent) = set.unwrap_or_default();
        // What is set in the middle stands in from nothing.
        let indent = if align == Align::Left { indent + indent_of(&line.text()) } else { 0 };
        line.trim();
        let (runs, slot) = line.finish();
        self.push(cells, Cell { runs, columns, continues_above, align, indent, ..Cell::default() }, slot);
    }

    /// The paragraphs of a cell, joined by line feeds. A table inside it that is one itself is kept for later; one that
    /// only lays out the cell gives one line per row, its cells apart by a space.
    fn lines(
        &mut self,
        parent: &'e Element,
        figure: Option<&FigureKey>,
        line: &mut Line<'e>,
        set: &mut Option<(Align, usize)>,
    ) {
        let mut is_joined = false;
        for element in parent.elements() {
            match &*element.name {
                "p" => {
                    if !is_joined {
                        part_from(line, "\n");
                    }
                    self.inline.gather(element, figure, line);
                    is_joined = goes_on(element);
                    set.get_or_insert_with(|| (stated_align(element), stated_indent(element)));
                }
                "tbl" if self.is_table(element) => self.read.nested.push(element),
                "tbl" => {
                    for (row, figure) in parts(element, "tr", self.inline, figure) {
                        part_from(line, "\n");
                        for (cell, figure) in parts(row, "tc", self.inline, figure.as_ref()) {
                            part_from(line, " ");
                            self.lines_of_nested(cell, figure.as_ref(), line);
                        }
                    }
                }
                "sdt" => {
                    let own = self.inline.key(element);
                    if let Some(content) = element.child("sdtContent") {
                        self.lines(content, own.as_ref().or(figure), line, set);
                    }
                }
                "ins" | "moveTo" | "customXml" => self.lines(element, figure, line, set),
                "AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.lines(chosen, figure, line, set);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a table inside a cell has rows and columns of its own.
    fn is_table(&self, element: &Element) -> bool {
        let rows = parts(element, "tr", self.inline, None);
        let columns = |row: &Element| parts(row, "tc", self.inline, None).len();
        rows.len() > 1 && rows.iter().filter(|(row, _)| columns(row) > 1).count() > 1
    }

    fn lines_of_nested(&mut self, cell: &'e Element, figure: Option<&FigureKey>, line: &mut Line<'e>) {
        let mut inner = Line::default();
        self.lines(cell, figure, &mut inner, &mut None);
        inner.trim();
        line.append(&inner);
        line.struck += inner.struck;
        line.boxes.append(&mut inner.boxes);
        line.notes.append(&mut inner.notes);
    }
}

/// Whether the mark at the end of a paragraph is deleted or moved away, so that the next one goes on with it.
pub(super) fn goes_on(paragraph: &Element) -> bool {
    let mark = paragraph.child("pPr").and_then(|properties| properties.child("rPr"));
    mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some())
}

/// Parts the next piece from what stands already.
fn part_from(line: &mut Line<'_>, with: &str) {
    if !line.is_empty() {
        line.push(with, None, None);
    }
}

fn stated_align(paragraph: &Element) -> Align {
    match paragraph.child("pPr").and_then(|properties| properties.child_value("jc")) {
        Some("center") => Align::Center,
        Some("right" | "end") => Align::Right,
        _ => Align::Left,
    }
}

/// How far a paragraph's first line is set in, in half-width characters of common size.
fn stated_indent(paragraph: &Element) -> usize {
    /// Twentieths of a point.
    const HALF_WIDTH: i64 = 105;
    /// Hundredths of a full-width character.
    const HALF_OF_FULL: i64 = 50;
    let Some(stated) = paragraph.child("pPr").and_then(|properties| properties.child("ind")) else {
        return 0;
    };
    let value = |name: &str| stated.attribute(name).and_then(|value| value.parse::<i64>().ok());
    // Characters go before twips, as in Word.
    let width = |characters: &str, twips: &str| {
        let characters = value(characters).filter(|count| *count != 0).map(|count| count / HALF_OF_FULL);
        characters.or_else(|| value(twips).map(|twips| twips / HALF_WIDTH)).unwrap_or(0).clamp(-1_000, 1_000)
    };
    let start = width("startChars", "start") + width("leftChars", "left");
    let first = width("firstLineChars", "firstLine") - width("hangingChars", "hanging");
    usize::try_from(start + first).unwrap_or(0)
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
