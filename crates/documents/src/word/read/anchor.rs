//! Where in the document each character of a paper stands, so that a comment can be put beside it, and on which page.

use super::line::{Slot, Source};
use mingzhang_domain::paper::{Block, Content, Paper, Span};
use std::collections::BTreeMap;

/// Characters of the paper that stand together in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) span: Span,
    pub(crate) source: Source,
}

/// What is known of a block beside its content.
pub(super) struct Beside {
    /// The page on which it begins, as far as it was counted.
    pub(super) page: u32,
    /// Where its text stands in the document: of a paragraph one, of a table one for each cell.
    pub(super) slots: Vec<Slot>,
    /// Where a footnote is referred to: it is printed on that page.
    pub(super) reference: Option<Source>,
}

/// The anchors of a paper in reading order.
pub(super) fn anchors(paper: &Paper, beside: &[Beside]) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for (block, beside) in paper.blocks.iter().zip(beside) {
        for (start, slot) in starts(block).into_iter().zip(&beside.slots) {
            let mut start = start;
            for stretch in &slot.stretches {
                let span = Span { start, end: start + stretch.length };
                let source = stretch.source.filter(|_| stretch.length > 0);
                anchors.extend(source.map(|source| Anchor { span, source }));
                start = span.end;
            }
        }
    }
    anchors
}

/// Gives every block its page, and the paper the characters at which another page begins.
pub(super) fn tell_pages(paper: &mut Paper, beside: &[Beside]) {
    let mut turns = Vec::new();
    // The page of each place in the document; notes come last, when all are known.
    let mut pages = BTreeMap::new();
    for (block, beside) in paper.blocks.iter_mut().zip(beside) {
        let of_reference = beside.reference.and_then(|source| pages.range(..source.at).next_back());
        let first = of_reference.map_or(beside.page, |(_, page)| *page);
        block.page = Some(first);
        for (start, slot) in starts(block).into_iter().zip(&beside.slots) {
            let (mut at, mut page) = (start, first.saturating_add(slot.pages));
            turns.push((at, page));
            for stretch in &slot.stretches {
                page = page.saturating_add(stretch.pages);
                turns.push((at, page));
                let source = stretch.source.filter(|_| beside.reference.is_none());
                pages.extend(source.map(|source| (source.at, page)));
                at += stretch.length;
            }
        }
    }
    turns.dedup_by_key(|(_, page)| *page);
    paper.pages = turns;
}

/// Where the text of a paragraph begins, or that of each cell.
fn starts(block: &Block) -> Vec<usize> {
    match &block.content {
        Content::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.span.start).collect()
        }
        _ => vec![block.span.start],
    }
}
