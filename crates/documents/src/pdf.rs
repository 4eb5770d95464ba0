//! PDF files: read as papers, and marked.
//!
//! A PDF says which character stands where, and which lines are drawn; everything else is found by geometry.
//!
//! - `bounds`, `quiet`: what may be unpacked, and what happens where a parser that is not ours panics
//! - `content`, `font`, `strokes`, `turn`: a page's instructions to characters and ruling lines (`page`)
//! - `struck`: text that a drawn line crosses out
//! - `lines`, `columns`, `ruled`, `table`, `aligned`: characters to lines and tables, in reading order
//! - `drawing`: charts, the labels of which are no text
//! - `furniture`, `measure`, `flow`: without what every page repeats, lines to paragraphs, tables over page breaks
//! - `layout`: where each character of the paper stands; `mark`: notes at characters, in a copy
//!
//! Left out: text in other directions than most of a page, such as watermarks, and what the producer itself marks as
//! header or footer.

mod aligned;
mod bounds;
mod columns;
mod content;
mod drawing;
mod flow;
mod font;
mod furniture;
mod geometry;
mod layout;
mod lines;
mod mark;
mod measure;
mod page;
mod quiet;
mod ruled;
mod strokes;
mod struck;
mod table;
mod turn;

pub use geometry::Area;
pub use layout::{Layout, Spot};
pub use mark::mark;

use crate::error::ReadError;
use crate::limits::{MIB, PDF_BYTES_MAX, PDF_PAGES_MAX};
use crate::{role, stacked};
use content::Studio;
use flow::Flow;
use furniture::Sheet;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use measure::Measure;
use mingzhang_domain::paper::{Block, Content, Paper, Unread};
use page::Page;
use std::collections::BTreeMap;
use table::TableText;

/// Reads a PDF file.
///
/// A block's page is that on which it begins. A page that is a picture, or the letters of which are unknown, becomes a
/// [`Content::Unread`](mingzhang_domain::paper::Content::Unread) in its place; text that a line crosses out is left out, and
/// for each page that has some an `Unread` stands behind the text.
///
/// # Errors
/// [`ReadError::Locked`] for a file that needs a password, [`ReadError::NoText`] and [`ReadError::NoCharacters`] where
/// no page has text, [`ReadError::TooLarge`] beyond the bounds of [`crate::limits`], [`ReadError::DamagedPdf`] for everything else.
pub fn read(bytes: &[u8]) -> Result<Paper, ReadError> {
    Ok(read_with_layout(bytes)?.0)
}

/// Reads a PDF file, with the place of every character of its text.
///
/// # Errors
/// As [`read`].
pub fn read_with_layout(bytes: &[u8]) -> Result<(Paper, Layout), ReadError> {
    let pages = with_pdf(bytes, draw)??;
    let count = pages.len();
    let (paper, layout) = understand(pages);
    let has_text = |block: &Block| !matches!(block.content, Content::Unread(Unread::Scan | Unread::Codes));
    if !paper.blocks.iter().any(has_text) {
        let coded = paper.blocks.iter().any(|block| block.content == Content::Unread(Unread::Codes));
        return Err(if coded {
            ReadError::NoCharacters { pages: count }
        } else {
            ReadError::NoText { pages: count }
        });
    }
    Ok((paper, layout))
}

/// Opens a file and hands it to `work`, on a thread on which a panic becomes an error.
fn with_pdf<T: Send>(bytes: &[u8], work: impl FnOnce(&Pdf) -> T + Send) -> Result<T, ReadError> {
    if bytes.len() as u64 > PDF_BYTES_MAX {
        return Err(ReadError::TooLarge { what: "文件".to_owned(), limit_mib: PDF_BYTES_MAX / MIB });
    }
    let bytes = bounds::disarmed(bytes)?;
    quiet::quietly(move || Pdf::new(bytes).map(|pdf| work(&pdf)).map_err(refused))
        .unwrap_or_else(|| Err(ReadError::DamagedPdf { reason: "内容不合规范".to_owned() }))
}

fn refused(error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Locked,
        LoadPdfError::Decryption(_) => ReadError::DamagedPdf { reason: "加密方式不认识".to_owned() },
        LoadPdfError::Invalid => {
            ReadError::DamagedPdf { reason: "找不到页面，文件可能不完整".to_owned() }
        }
    }
}

fn draw(pdf: &Pdf) -> Result<Vec<Page>, ReadError> {
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ReadError::DamagedPdf { reason: "没有页面，文件可能不完整".to_owned() });
    }
    if pages.len() > PDF_PAGES_MAX {
        return Err(ReadError::TooManyPages { limit: PDF_PAGES_MAX });
    }
    let mut studio = Studio::new();
    let numbered = (1u32..).zip(pages.iter());
    let overfull = |page: u32| ReadError::DamagedPdf {
        reason: format!("第{page}页的内容展不开，或者多得不合常理"),
    };
    numbered.map(|(number, page)| studio.draw(page, number).map_err(|_| overfull(number))).collect()
}

/// Drawn pages to a paper.
fn understand(pages: Vec<Page>) -> (Paper, Layout) {
    let shown = pages.iter().map(|page| page.shown).collect();
    let unread: Vec<Option<Unread>> = pages.iter().map(Page::unread).collect();
    let struck: Vec<usize> = pages.iter().map(|page| page.struck).collect();
    let widths: Vec<i64> = pages.iter().map(|page| page.width.round() as i64).collect();
    let (mut sheets, tables): (Vec<Sheet>, Vec<Vec<TableText>>) = pages.into_iter().map(divide).unzip();
    furniture::clear(&mut sheets);
    let measures = measures(&sheets, &widths);
    let mut flow = Flow::new();
    let numbered = (1u32..).zip(sheets).zip(tables).zip(unread).zip(&widths);
    for ((((number, sheet), tables), unread), width) in numbered {
        if let Some(what) = unread {
            flow.unread(what, number);
            continue;
        }
        let measure = measures.get(width).copied().unwrap_or_default();
        let lines = drawing::without_labels(sheet.lines, &sheet.drawings, measure.size);
        flow.page(lines, tables, measure);
    }
    let struck = (1u32..).zip(struck).filter(|(_, count)| *count > 0);
    struck.for_each(|(number, count)| flow.unread(Unread::Struck(count), number));
    lay_out(flow, shown)
}

/// The lines of a page outside its ruled tables, and those tables.
fn divide(mut page: Page) -> (Sheet, Vec<TableText>) {
    let grids = ruled::grids(&page.rules);
    let mut rest = Vec::new();
    let mut inside = vec![Vec::new(); grids.len()];
    for glyph in std::mem::take(&mut page.glyphs) {
        let area = glyph.area();
        let (x, y) = (area.middle_x(), (area.top + area.bottom) / 2.0);
        let grid = grids.iter().position(|grid| grid.area().holds(x, y));
        match grid.and_then(|grid| inside.get_mut(grid)) {
            Some(inside) => inside.push(glyph),
            None => rest.push(glyph),
        }
    }
    let mut tables = Vec::new();
    for (grid, glyphs) in grids.iter().zip(inside) {
        match table::fill(grid, glyphs.clone(), page.number) {
            Some(table) => tables.push(table),
            // Lines of a drawing: its words are words of the page.
            None => rest.extend(glyphs),
        }
    }
    let areas: Vec<Area> = tables.iter().map(|table| table.area).collect();
    let drawings = drawing::drawings(&page, &areas);
    (Sheet { lines: columns::lines(rest, page.number, &areas), height: page.height, drawings }, tables)
}

/// How text is set, by the width of pages.
fn measures(sheets: &[Sheet], widths: &[i64]) -> BTreeMap<i64, Measure> {
    let mut by_width: BTreeMap<i64, Vec<&Sheet>> = BTreeMap::new();
    widths.iter().zip(sheets).for_each(|(width, sheet)| by_width.entry(*width).or_default().push(sheet));
    let measure = |sheets: Vec<&Sheet>, width: i64| {
        measure::measure(sheets.into_iter().map(|sheet| sheet.lines.as_slice()), width as f32)
    };
    by_width.into_iter().map(|(width, sheets)| (width, measure(sheets, width))).collect()
}

/// The characters at which another page begins than that of the one before.
fn turns(spots: &[Option<Spot>]) -> Vec<(usize, u32)> {
    let mut turns: Vec<(usize, u32)> = Vec::new();
    for (at, spot) in spots.iter().enumerate().filter_map(|(at, spot)| Some((at, spot.as_ref()?))) {
        if turns.last().is_none_or(|(_, page)| *page != spot.page) {
            turns.push((at, spot.page));
        }
    }
    turns
}

/// The paper, and where each of its characters stands.
fn lay_out(flow: Flow, shown: Vec<geometry::Matrix>) -> (Paper, Layout) {
    let pieces = flow.finish();
    let pages: Vec<u32> = pieces.iter().map(flow::Piece::page).collect();
    let (contents, letters): (Vec<_>, Vec<_>) = pieces.into_iter().map(flow::Piece::content).unzip();
    let mut paper = Paper::lay_out(contents);
    paper.blocks.iter_mut().zip(pages).for_each(|(block, page)| block.page = Some(page));
    let mut spots = vec![None; paper.text.chars().count()];
    for (block, letters) in paper.blocks.iter().zip(letters) {
        for (run, letters) in block.runs().zip(letters) {
            let places = spots.iter_mut().skip(run.span.start);
            places.zip(letters).for_each(|(spot, letter)| *spot = letter.spot);
        }
    }
    paper.pages = turns(&spots);
    stacked::join(&mut paper.blocks);
    role::mark_signatures(&mut paper.blocks);
    (paper, Layout::new(spots, shown))
}
