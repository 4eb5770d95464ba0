//! Where in the document each character of a paper stands, so that a comment can be put beside it.

use super::line::{Source, Sources};
use mingzhang_domain::paper::{Block, Content, Paper, Span};

/// Characters of the paper that stand together in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) span: Span,
    pub(crate) source: Source,
}

/// The anchors of a paper in reading order, from the sources of its blocks: of a paragraph, or of each cell.
pub(super) fn anchors(paper: &Paper, sources: impl Iterator<Item = Vec<Sources>>) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for (block, sources) in paper.blocks.iter().zip(sources) {
        for (start, sources) in starts(block).into_iter().zip(sources) {
            let mut start = start;
            for (length, source) in sources {
                let span = Span { start, end: start + length };
                anchors.extend(source.filter(|_| length > 0).map(|source| Anchor { span, source }));
                start = span.end;
            }
        }
    }
    anchors
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
