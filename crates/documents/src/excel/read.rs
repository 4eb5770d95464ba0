//! Reads a workbook as a paper: what a reader of its sheets would see, in order, each piece with its sheet and cell.
//!
//! - `workbook`: the sheets and their parts; `strings`: texts that cells share; `styles`: which format a cell has
//! - `sheet`: the cells of one sheet, as they are shown; `number`, `format`: stored numbers as people read them
//! - `shape`: which cells are paragraphs and which a table; `grid`: a table with its merges
//!
//! What people read counts: a number stands as its format shows it, so the digits that the format hides are rounded
//! away; a formula stands as the result that was saved with it. Hidden rows and columns are part of their table, because
//! totals count them, and a note under the table says so. So do cells that are struck through as a whole; a struck part of a
//! cell's text is deleted. Hidden sheets are named and not read.

mod format;
mod grid;
mod number;
mod shape;
mod sheet;
mod strings;
mod styles;
pub(super) mod workbook;

use crate::error::ReadError;
use crate::package::{Kind, Package, damaged};
use mingzhang_domain::paper::{Content, OnSheet, Paper, Paragraph, Role, Unread};
use shape::Piece;
use sheet::Reader;

/// Reads a workbook (`.xlsx`, `.xlsm`).
///
/// Each sheet begins with its name as a heading. Lines above and below a table become paragraphs, as does a sheet of
/// running text; empty rows and columns around them are left out.
///
/// # Errors
/// [`ReadError::NotReadable`] for another kind of container, [`ReadError::TooLarge`] and [`ReadError::TooManyCells`]
/// beyond the bounds of [`crate::limits`], [`ReadError::Damaged`] with the part and the reason for everything else.
pub fn read(bytes: &[u8]) -> Result<Paper, ReadError> {
    let mut package = Package::open(bytes)?;
    if package.kind()? != Kind::Workbook {
        return Err(ReadError::WrongContent { extension: ".xlsx", expected: "Excel 工作簿" });
    }
    let workbook = workbook::read(&mut package)?;
    let mut reader = Reader::new(&mut package, &workbook)?;
    let mut pieces = Vec::new();
    for sheet in &workbook.sheets {
        let place = OnSheet { name: sheet.name.clone(), cell: None };
        let line = |role, text: String| Piece {
            cell: None,
            content: Content::Paragraph(Paragraph::plain(role, text)),
        };
        let read = match &sheet.part {
            _ if sheet.hidden => {
                vec![Piece { cell: None, content: Content::Unread(Unread::HiddenSheet) }]
            }
            // A sheet that is a chart alone has no cells.
            None => Vec::new(),
            Some(part) => {
                let bytes = package.bytes(part)?.ok_or_else(|| damaged(part, "不在文件里"))?;
                let read = shape::pieces(&reader.read(part, &bytes)?)?;
                let heading = (!read.is_empty()).then(|| line(Role::Heading(1), sheet.name.clone()));
                heading.into_iter().chain(read).collect()
            }
        };
        pieces.extend(read.into_iter().map(|piece| (place.clone(), piece)));
    }
    Ok(laid_out(pieces))
}

/// The pieces as a paper; each block knows its sheet.
fn laid_out(pieces: Vec<(OnSheet, Piece)>) -> Paper {
    let (places, contents): (Vec<OnSheet>, Vec<Content>) = pieces
        .into_iter()
        .map(|(sheet, piece)| (OnSheet { cell: piece.cell, ..sheet }, piece.content))
        .unzip();
    let mut paper = Paper::lay_out(contents);
    paper.blocks.iter_mut().zip(places).for_each(|(block, place)| block.sheet = Some(place));
    paper
}
