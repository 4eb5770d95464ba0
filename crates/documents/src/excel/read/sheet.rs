//! The cells of a sheet, as they are shown, and what the sheet says about rows, columns and merges.

use super::number::Number;
use super::strings::{self, Rich, rich_text};
use super::styles::Styles;
use super::workbook::Workbook;
use crate::error::ReadError;
use crate::indent::indent_of;
use crate::limits::{MIB, TEXT_BYTES_MAX, WORKBOOK_CELLS_MAX};
use crate::package::Package;
use crate::xml::{self, Piece, Pieces, Tag};
use mingzhang_domain::paper::CellAddress;
use std::collections::BTreeMap;

/// What a sheet shows.
#[derive(Default)]
pub(super) struct Sheet {
    /// The cells that show something.
    pub(super) cells: BTreeMap<CellAddress, Shown>,
    /// Ranges of merged cells.
    pub(super) merges: Vec<Range>,
    pub(super) hidden_rows: Vec<u32>,
    /// First and last of columns that stand together.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Formulas whose result was not saved: how many, and the first.
    pub(super) without_result: usize,
    pub(super) first_without_result: Option<CellAddress>,
    /// Cells with text that is struck through: how many, and the first.
    pub(super) struck: usize,
    pub(super) first_struck: Option<CellAddress>,
}

/// What a cell shows.
pub(super) struct Shown {
    pub(super) text: String,
    /// It was stored as a number, and is no day.
    pub(super) is_number: bool,
    /// How far the text is set in, in half-width characters.
    pub(super) indent: usize,
}

/// A range of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: CellAddress,
    pub(super) last: CellAddress,
}

impl Range {
    fn parse(text: &str) -> Option<Range> {
        let (first, last) = text.split_once(':')?;
        let (first, last) = (CellAddress::parse(first)?, CellAddress::parse(last)?);
        (first.row <= last.row && first.column <= last.column).then_some(Range { first, last })
    }
}

/// Reads sheet after sheet with what they share, and counts what it has read.
pub(super) struct Reader {
    strings: Vec<Rich>,
    styles: Styles,
    epoch_1904: bool,
    cells: usize,
    text_bytes: u64,
}

impl Reader {
    pub(super) fn new(package: &mut Package<'_>, workbook: &Workbook) -> Result<Reader, ReadError> {
        let strings = match &workbook.strings {
            Some(name) => package.bytes(name)?.map(|bytes| strings::read(name, &bytes)).transpose()?,
            None => None,
        };
        let styles = match &workbook.styles {
            Some(name) => package.part(name)?,
            None => None,
        };
        Ok(Reader {
            strings: strings.unwrap_or_default(),
            styles: Styles::read(styles.as_ref()),
            epoch_1904: workbook.epoch_1904,
            cells: 0,
            text_bytes: 0,
        })
    }

    /// Reads the part of a sheet.
    pub(super) fn read(&mut self, name: &str, bytes: &[u8]) -> Result<Sheet, ReadError> {
        let text = xml::decoded(name, bytes)?;
        let mut pieces = Pieces::new(name, &text);
        let mut sheet = Sheet::default();
        // Rows and cells may leave out where they stand: behind the one before.
        let mut next = CellAddress { row: 1, column: 1 };
        let mut rows = 0u32;
        while let Some(piece) = pieces.next()? {
            let Piece::Start(tag) = piece else { continue };
            match tag.name() {
                "row" => {
                    let stated = tag.attribute("r").and_then(|row| row.parse().ok());
                    rows = stated.unwrap_or(rows.saturating_add(1));
                    next = CellAddress { row: rows, column: 1 };
                    if is_on(&tag, "hidden") {
                        sheet.hidden_rows.push(next.row);
                    }
                }
                "c" => {
                    let address = tag.attribute("r").and_then(|r| CellAddress::parse(&r)).unwrap_or(next);
                    next = CellAddress { column: address.column.saturating_add(1), ..address };
                    let begun = Stored::begun(&tag);
                    self.cell(begun.finish(&mut pieces)?, address, &mut sheet)?;
                }
                "col" if is_on(&tag, "hidden") => {
                    let end = |name| tag.attribute(name).and_then(|column| column.parse().ok());
                    sheet.hidden_columns.extend(end("min").zip(end("max")));
                }
                "mergeCell" => {
                    sheet.merges.extend(tag.attribute("ref").and_then(|range| Range::parse(&range)))
                }
                _ => {}
            }
        }
        Ok(sheet)
    }

    /// Takes in a cell.
    fn cell(&mut self, stored: Stored, address: CellAddress, sheet: &mut Sheet) -> Result<(), ReadError> {
        if stored.has_formula && stored.value.is_empty() && stored.kind != "str" {
            sheet.without_result += 1;
            sheet.first_without_result.get_or_insert(address);
        }
        if stored.is_struck || self.shared(&stored).is_some_and(|rich| rich.is_struck) {
            sheet.struck += 1;
            sheet.first_struck.get_or_insert(address);
        }
        let shown = self.shown(&stored);
        if shown.text.trim().is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if self.cells > WORKBOOK_CELLS_MAX {
            return Err(ReadError::TooManyCells {
                what: "工作簿里有内容的".to_owned(),
                limit: WORKBOOK_CELLS_MAX,
            });
        }
        // A text that many cells share is unpacked once for each.
        self.text_bytes += shown.text.len() as u64;
        if self.text_bytes > TEXT_BYTES_MAX {
            return Err(ReadError::TooLarge {
                what: "工作簿的文字".to_owned(),
                limit_mib: TEXT_BYTES_MAX / MIB,
            });
        }
        sheet.cells.insert(address, shown);
        Ok(())
    }

    /// The shared text that a cell shows.
    fn shared(&self, stored: &Stored) -> Option<&Rich> {
        let at: usize = stored.value.trim().parse().ok().filter(|_| stored.kind == "s")?;
        self.strings.get(at)
    }

    /// What is read from a stored value.
    fn shown(&self, stored: &Stored) -> Shown {
        let format = self.styles.format(stored.style);
        let words = |text: &str| {
            let indent = self.styles.indent(stored.style).map_or(0, |indent| indent + indent_of(text));
            Shown { text: format.shown_text(text), is_number: false, indent }
        };
        let plain = |text: String, is_number: bool| Shown { text, is_number, indent: 0 };
        match stored.kind.as_str() {
            "s" => words(self.shared(stored).map_or("", |rich| &rich.text)),
            "b" => words(if stored.value.trim() == "1" { "TRUE" } else { "FALSE" }),
            "str" | "inlineStr" => words(&stored.value),
            "e" | "d" => plain(stored.value.clone(), false),
            _ => match Number::parse(&stored.value) {
                Some(number) => plain(format.shown(&number, self.epoch_1904), !format.is_of_days(&number)),
                None => plain(stored.value.clone(), false),
            },
        }
    }
}

/// A cell as it is stored.
#[derive(Default)]
struct Stored {
    /// `n`, `s`, `str`, `inlineStr`, `b`, `e`, `d`.
    kind: String,
    style: Option<usize>,
    value: String,
    /// A part of its text is struck through, and left out of the value.
    is_struck: bool,
    has_formula: bool,
}

impl Stored {
    fn begun(tag: &Tag<'_>) -> Stored {
        Stored {
            kind: tag.attribute("t").unwrap_or_default(),
            style: tag.attribute("s").and_then(|style| style.parse().ok()),
            ..Stored::default()
        }
    }

    /// Reads on to the end of the cell.
    fn finish(mut self, pieces: &mut Pieces<'_>) -> Result<Stored, ReadError> {
        let (mut depth, mut in_value) = (0usize, false);
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Start(tag) if tag.name() == "is" => {
                    Rich { text: self.value, is_struck: self.is_struck } = rich_text(pieces)?;
                }
                Piece::Start(tag) => {
                    in_value = tag.name() == "v";
                    self.has_formula |= tag.name() == "f";
                    depth += 1;
                }
                Piece::Text(text) if in_value => self.value.push_str(&text),
                Piece::Text(_) => {}
                Piece::End if depth == 0 => break,
                Piece::End => {
                    in_value = false;
                    depth -= 1;
                }
            }
        }
        Ok(self)
    }
}

fn is_on(tag: &Tag<'_>, name: &str) -> bool {
    tag.attribute(name).is_some_and(|value| value == "1" || value == "true")
}
