//! Where in a document comments begin and end.

use crate::mark::Mark;
use crate::word::read::{Anchor, Source};
use std::collections::BTreeMap;

/// Where a comment begins and ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hook {
    id: u32,
    begin: Source,
    end: Source,
}

impl Hook {
    /// The hook of a mark; `None` only for a paper without text.
    pub(super) fn of(id: u32, mark: &Mark, anchors: &[Anchor]) -> Option<Hook> {
        let span = mark.place.span.unwrap_or_default();
        // The first anchor that ends behind the beginning; what stands nowhere in the file has its neighbour.
        let at = anchors.partition_point(|anchor| anchor.span.end <= span.start);
        let first = anchors.get(at).or_else(|| anchors.last())?;
        let end = span.end.max(span.start + 1);
        let last = anchors.partition_point(|anchor| anchor.span.start < end);
        let last = last
            .checked_sub(1)
            .filter(|last| *last >= at)
            .and_then(|last| anchors.get(last))
            .unwrap_or(first);
        let begin = span.start.clamp(first.span.start, first.span.end - 1);
        let end = end.clamp(last.span.start + 1, last.span.end);
        Some(Hook { id, begin: inside(first, begin), end: inside(last, end) })
    }
}

/// A character's place in the element of its anchor.
fn inside(anchor: &Anchor, char: usize) -> Source {
    let skipped = anchor.source.skipped.map(|skipped| skipped + char - anchor.span.start);
    Source { skipped, ..anchor.source }
}

/// What is put in at one place: ends first, so that comments side by side do not cross.
#[derive(Default)]
pub(super) struct Knot {
    pub(super) ends: Vec<u32>,
    pub(super) begins: Vec<u32>,
}

/// The knots of an element by the character before which they stand; those of an element in one piece before and behind.
#[derive(Default)]
pub(super) struct Knots {
    pub(super) by_char: BTreeMap<usize, Knot>,
    before: Knot,
    behind: Knot,
}

/// The knots of all elements that have some, by the byte at which the element begins.
pub(super) fn knots(hooks: &[Hook]) -> BTreeMap<usize, Knots> {
    let mut wanted: BTreeMap<usize, Knots> = BTreeMap::new();
    for hook in hooks {
        let knots = wanted.entry(hook.begin.at).or_default();
        match hook.begin.skipped {
            Some(char) => knots.by_char.entry(char).or_default().begins.push(hook.id),
            None => knots.before.begins.push(hook.id),
        }
        let knots = wanted.entry(hook.end.at).or_default();
        match hook.end.skipped {
            Some(char) => knots.by_char.entry(char).or_default().ends.push(hook.id),
            None => knots.behind.ends.push(hook.id),
        }
    }
    wanted
}

impl Knots {
    /// Everything of an element that cannot be parted: what begins stands before, what ends behind.
    pub(super) fn around(&self) -> (Knot, Knot) {
        let inner = || self.by_char.values();
        let begins =
            self.before.begins.iter().chain(inner().flat_map(|knot| &knot.begins)).copied().collect();
        let ends = self.behind.ends.iter().chain(inner().flat_map(|knot| &knot.ends)).copied().collect();
        (Knot { ends: Vec::new(), begins }, Knot { ends, begins: Vec::new() })
    }
}

impl Knot {
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty() && self.begins.is_empty()
    }

    /// Puts another knot into this one.
    pub(super) fn extend(&mut self, other: Knot) {
        self.ends.extend(other.ends);
        self.begins.extend(other.begins);
    }

    /// The elements that begin and end the comments.
    pub(super) fn markup(&self, declared: &str) -> String {
        let mut out = String::new();
        for id in &self.ends {
            out += &format!(
                "<w:commentRangeEnd{declared} w:id=\"{id}\"/><w:r{declared}><w:commentReference w:id=\"{id}\"/></w:r>"
            );
        }
        for id in &self.begins {
            out += &format!("<w:commentRangeStart{declared} w:id=\"{id}\"/>");
        }
        out
    }
}
