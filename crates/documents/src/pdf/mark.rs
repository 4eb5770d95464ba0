//! Notes in a copy of a PDF file: the figures are highlighted, and what is to be said about them opens beside them.
//!
//! - `annotation`: the objects of one note; `update`: how they come behind the file, every byte of which stays

mod annotation;
mod update;

use super::geometry::Area;
use super::layout::{Layout, Spot};
use super::{read_with_layout, with_pdf};
use crate::error::MarkError;
use crate::mark::Mark;
use annotation::Note;
use std::collections::BTreeMap;

/// Where a note without a place in the text stands: so far from the upper left corner of its page, and so large.
const CORNER: f32 = 24.0;
const ICON: f32 = 20.0;

/// A copy of a PDF file with a note for each mark, at its `place.span`: the characters are highlighted on every line and
/// page that they run over.
///
/// The file is not written anew: objects are appended, so a signature on it still covers what it covered. A mark without
/// a place in the text stands in the corner of its page, or of the first.
///
/// # Errors
/// [`MarkError::Read`] where the file cannot be read, or where its own tables are too broken to append to;
/// [`MarkError::Protected`] where it is encrypted.
pub fn mark(bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, MarkError> {
    let (_, layout) = read_with_layout(bytes)?;
    let notes = notes(marks, &layout);
    with_pdf(bytes, |pdf| update::append(pdf, bytes, &notes))?
}

/// The notes by page, each with its areas as the file counts.
fn notes(marks: &[Mark], layout: &Layout) -> BTreeMap<u32, Vec<Note>> {
    let mut notes: BTreeMap<u32, Vec<Note>> = BTreeMap::new();
    for mark in marks {
        let spots = mark.place.span.map(|span| layout.spots(span)).unwrap_or_default();
        let mut put = |page: u32, areas: Vec<Area>, is_icon: bool| {
            let text = format!("{}\n{}", mark.title, mark.text);
            notes.entry(page).or_default().push(Note { areas, is_icon, title: mark.title.clone(), text });
        };
        if spots.is_empty() {
            let page = mark.place.page.filter(|page| layout.has(*page)).unwrap_or(1);
            let area = Area { left: CORNER, top: CORNER, right: CORNER + ICON, bottom: CORNER + ICON };
            layout.in_file(Spot { page, area }).into_iter().for_each(|area| put(page, vec![area], true));
        }
        for on_page in spots.chunk_by(|a, b| a.page == b.page) {
            let areas: Vec<Area> = on_page.iter().filter_map(|spot| layout.in_file(*spot)).collect();
            on_page.first().into_iter().for_each(|spot| put(spot.page, areas.clone(), false));
        }
    }
    notes
}
