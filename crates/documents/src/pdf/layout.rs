//! Where the characters of a paper stand on the pages of its file.

use super::geometry::{Area, Matrix};
use mingzhang_domain::paper::Span;

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The page, counted from 1.
    pub page: u32,
    /// The area, in points from the upper left corner of the page as it is shown.
    pub area: Area,
}

/// A character of the text with its place; a space that only parts has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    pub(super) char: char,
    pub(super) spot: Option<Spot>,
}

impl Letter {
    pub(super) const SPACE: Letter = Letter { char: ' ', spot: None };
    pub(super) const LINE_FEED: Letter = Letter { char: '\n', spot: None };
}

/// The place of every character of a paper's text.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// By character of the paper's text; `None` for those that are not printed.
    spots: Vec<Option<Spot>>,
    /// For each page the map from the place that PDF counts in to the page as it is shown.
    shown: Vec<Matrix>,
}

impl Layout {
    pub(super) fn new(spots: Vec<Option<Spot>>, shown: Vec<Matrix>) -> Layout {
        Layout { spots, shown }
    }

    /// The areas that some characters cover: one for each line and cell that they run over.
    pub fn spots(&self, span: Span) -> Vec<Spot> {
        let covered = self.spots.get(span.start..span.end.min(self.spots.len())).unwrap_or_default();
        let mut spots: Vec<Spot> = Vec::new();
        for spot in covered.iter().flatten() {
            match spots.last_mut().filter(|last| goes_on(last, spot)) {
                Some(last) => last.area = last.area.with(spot.area),
                None => spots.push(*spot),
            }
        }
        spots
    }

    /// The page of a character; that of the one before where it is not printed.
    pub fn page(&self, at: usize) -> Option<u32> {
        let before = self.spots.get(..=at.min(self.spots.len().checked_sub(1)?))?;
        before.iter().rev().flatten().next().map(|spot| spot.page)
    }

    /// Whether the file has a page of this number, counted from 1.
    pub(super) fn has(&self, page: u32) -> bool {
        (1..=self.shown.len()).contains(&(page as usize))
    }

    /// The area of a spot as the file counts: in the page's own directions, from its own corner, mostly upwards. `None`
    /// for a page that the file does not have.
    pub fn in_file(&self, spot: Spot) -> Option<Area> {
        let shown = self.shown.get((spot.page as usize).checked_sub(1)?)?;
        shown.inverse()?.area(spot.area)
    }
}

/// Whether a character goes on the line of those before it.
fn goes_on(last: &Spot, next: &Spot) -> bool {
    let height = last.area.height().min(next.area.height());
    let overlap = last.area.bottom.min(next.area.bottom) - last.area.top.max(next.area.top);
    let gap = next.area.left - last.area.right;
    last.page == next.page && overlap > 0.5 * height && (-height..4.0 * height).contains(&gap)
}
