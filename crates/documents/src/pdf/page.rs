//! A page as it is drawn: characters, ruling lines and pictures with their places, before anything is understood.

use super::geometry::{Area, Matrix};
use mingzhang_domain::paper::Unread;

/// A drawn character. x grows to the right, y downwards from the upper edge of the page as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) char: char,
    /// Where it begins.
    pub(super) left: f32,
    /// Where the next one would begin.
    pub(super) right: f32,
    /// The line that it stands on.
    pub(super) baseline: f32,
    /// The size of its type.
    pub(super) size: f32,
}

impl Glyph {
    /// What a character becomes that a line crosses out: its place is taken, so that no gap is seen there.
    pub(super) const DELETED: char = '\u{7f}';

    /// The area that it takes: four fifths of its size above the line, one fifth below.
    pub(super) fn area(&self) -> Area {
        Area {
            left: self.left,
            top: self.baseline - 0.82 * self.size,
            right: self.right,
            bottom: self.baseline + 0.18 * self.size,
        }
    }

    pub(super) fn is_deleted(&self) -> bool {
        self.char == Glyph::DELETED
    }

    pub(super) fn is_blank(&self) -> bool {
        self.char.is_whitespace() || self.char == '\u{200b}' || self.char == '\u{feff}' || self.is_deleted()
    }
}

/// A straight line along the page's edges: ruling of a table, underlining, an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) upright: bool,
    /// x of an upright rule, y of a lying one.
    pub(super) at: f32,
    /// Where it begins along its direction.
    pub(super) from: f32,
    /// Where it ends; not less than `from`.
    pub(super) to: f32,
}

/// What is drawn on a page.
#[derive(Debug)]
pub(super) struct Page {
    /// Counted from 1.
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Square points that pictures cover; overlapping ones count twice.
    pub(super) pictured: f32,
    /// Shapes that are no rules: bars and curves of a chart, or, where there are many and no text, letters that were
    /// turned into outlines.
    pub(super) shapes: Vec<Area>,
    /// Glyphs for which the file does not say which character they show.
    pub(super) unknown: usize,
    /// Lines that cross out text.
    pub(super) struck: usize,
    /// From the place that PDF counts in to the place on the page as shown.
    pub(super) shown: Matrix,
}

impl Page {
    /// Why it has content, and none of it is text; `None` where it has text, or nothing at all.
    pub(super) fn unread(&self) -> Option<Unread> {
        let words = self.glyphs.iter().filter(|glyph| glyph.char.is_alphabetic()).count();
        let covered = self.pictured > 0.3 * self.width * self.height;
        match () {
            () if words >= 4 => None,
            () if self.unknown > 20 => Some(Unread::Codes),
            () if covered || self.shapes.len() > 200 => Some(Unread::Scan),
            () => None,
        }
    }
}
