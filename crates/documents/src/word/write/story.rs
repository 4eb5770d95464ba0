//! The story: all blocks in order, on pages that stand upright or lie.

use super::package::XML;
use super::paragraph::{Controls, runs, value};
use super::{chart, table};
use crate::markup::Markup;
use crate::role;
use crate::word::styles;
use mingzhang_domain::paper::{Block, Chart, Content, Paper, Paragraph, Role, Run};

const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
];

/// A page's measures in twips (1/20 pt; 1 mm = 56.7), by GB/T 9704: top 37, bottom 35, left 28, right 26 mm. A lying
/// page is the upright one turned to the left, margins and all. The page number stands 7 mm below the text.
struct Page {
    width: u32,
    height: u32,
    margins: [(&'static str, &'static str); 7],
}

const UPRIGHT: Page = Page {
    width: 11906,
    height: 16838,
    margins: [
        ("w:top", "2098"),
        ("w:right", "1474"),
        ("w:bottom", "1984"),
        ("w:left", "1587"),
        ("w:header", "851"),
        ("w:footer", "1446"),
        ("w:gutter", "0"),
    ],
};

const LYING: Page = Page {
    width: 16838,
    height: 11906,
    margins: [
        ("w:top", "1587"),
        ("w:right", "2098"),
        ("w:bottom", "1474"),
        ("w:left", "1984"),
        ("w:header", "851"),
        ("w:footer", "936"),
        ("w:gutter", "0"),
    ],
};

/// The width of the text on an upright page, in twips: 156 mm.
const TEXT_WIDTH_UPRIGHT: u32 = 8845;
/// The width of the text on a lying page, in twips: 225 mm.
const TEXT_WIDTH_LYING: u32 = 12756;
/// One character of body text (16 pt) in twips.
const CHARACTER: usize = 320;
/// So many half characters of a title (22 pt) stand on an upright page's line of 442 pt.
const TITLE_HALVES_MAX: usize = 40;

/// A composed story.
pub(super) struct Story<'p> {
    /// The charts in order, each with whether it stands on a lying page; chart number n of the story is the nth.
    pub(super) charts: Vec<(&'p Chart, bool)>,
    /// The content controls that were handed out.
    pub(super) controls: Controls,
    body: Markup,
    /// Whether the current page lies.
    lying: bool,
    /// Whether the next block begins a page.
    new_page: bool,
    /// Whether something stands on the current section's pages.
    begun: bool,
}

impl<'p> Story<'p> {
    /// Sets all blocks of a paper.
    pub(super) fn compose(paper: &'p Paper) -> Story<'p> {
        let mut story = Story {
            charts: Vec::new(),
            controls: Controls::default(),
            body: Markup::default(),
            lying: false,
            new_page: false,
            begun: false,
        };
        for (index, block) in paper.blocks.iter().enumerate() {
            let (before, after) = paper.blocks.split_at(index);
            story.block(block, before, after.get(1..).unwrap_or_default());
        }
        let last = section(story.lying);
        story.body.raw(&last);
        story
    }

    /// `word/document.xml`.
    pub(super) fn document(&self) -> String {
        let mut document = Markup::default();
        document.raw(XML);
        document.element("w:document", &NAMESPACES, |document| {
            document.element("w:body", &[], |body| body.raw(self.body.as_str()));
        });
        document.finish()
    }

    fn block(&mut self, block: &'p Block, before: &[Block], after: &[Block]) {
        if let Content::NewPage { landscape } = block.content {
            // Where the page turns, the block before has ended the section: that begins a page already.
            self.new_page = self.begun;
            self.lying = landscape;
            return;
        }
        self.content(block, before, after);
        self.begun = !self.turns(after);
    }

    fn content(&mut self, block: &'p Block, before: &[Block], after: &[Block]) {
        match &block.content {
            Content::Paragraph(paragraph) => self.paragraph(paragraph, before, after),
            Content::Table(table) => {
                if std::mem::take(&mut self.new_page) {
                    self.gap(true, false);
                }
                let width = if self.lying { TEXT_WIDTH_LYING } else { TEXT_WIDTH_UPRIGHT };
                let noted = role_of(after.first()) == Some(Role::Note);
                table::write(&mut self.body, table, width, noted, &mut self.controls);
                // Two tables without a paragraph between would become one; a note keeps its own distance.
                let turns = self.turns(after);
                if turns || !noted {
                    self.gap(false, turns);
                }
            }
            Content::Chart(chart) => {
                self.charts.push((chart, self.lying));
                let new_page = std::mem::take(&mut self.new_page);
                let number = self.charts.len();
                let lying = self.lying;
                self.body.element("w:p", &[], |p| {
                    properties(p, "Figure", false, new_page, |_| {});
                    chart::drawing(p, chart, number, lying);
                });
                if self.turns(after) {
                    self.gap(false, true);
                }
            }
            // Only a PDF file has such pages, and nothing is written from one.
            Content::Unread(_) | Content::NewPage { .. } => {}
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, before: &[Block], after: &[Block]) {
        let new_page = std::mem::take(&mut self.new_page);
        let turns = self.turns(after);
        let lying = self.lying;
        let controls = &mut self.controls;
        self.body.element("w:p", &[], |p| {
            let is_signature = paragraph.role == Role::Signature;
            // A signature never stands on a page alone: the text before it goes with it.
            let keep_next = role_of(after.first()) == Some(Role::Signature);
            properties(p, &styles::id(paragraph.role), keep_next, new_page, |p| {
                if is_signature {
                    signature(p, paragraph, before, after);
                }
                if turns {
                    p.raw(&section(lying));
                }
            });
            match title_break(paragraph) {
                Some(lines) => lines.iter().enumerate().for_each(|(index, line)| {
                    let line = Run::text(if index == 0 { format!("{line}\n") } else { (*line).to_owned() });
                    runs(p, &[line], controls);
                }),
                None => runs(p, &paragraph.runs, controls),
            }
        });
    }

    /// Whether the next block turns the page, so that this one is the last of its section.
    fn turns(&self, after: &[Block]) -> bool {
        let new_page = |block: &&Block| matches!(block.content, Content::NewPage { .. });
        let next = after.iter().take_while(new_page).last();
        let is_last = after.iter().all(|block| new_page(&block));
        let lying = next.and_then(|block| match block.content {
            Content::NewPage { landscape } => Some(landscape),
            _ => None,
        });
        !is_last && lying.is_some_and(|lying| lying != self.lying)
    }

    /// An empty paragraph that keeps things apart, begins a page or ends a section.
    fn gap(&mut self, new_page: bool, ends_section: bool) {
        let end = ends_section.then(|| section(self.lying));
        self.body.element("w:p", &[], |p| {
            properties(p, "Gap", false, new_page, |p| {
                if let Some(section) = &end {
                    // As low as can be: a table that fills its page must not push out an empty one.
                    p.empty("w:spacing", &[("w:line", "20"), ("w:lineRule", "exact")]);
                    p.raw(section);
                }
            });
        });
    }
}

fn properties(p: &mut Markup, style: &str, keep_next: bool, new_page: bool, more: impl FnOnce(&mut Markup)) {
    p.element("w:pPr", &[], |p| {
        value(p, "w:pStyle", style);
        if keep_next {
            p.empty("w:keepNext", &[]);
        }
        if new_page {
            p.empty("w:pageBreakBefore", &[]);
        }
        more(p);
    });
}

fn role_of(block: Option<&Block>) -> Option<Role> {
    match &block?.content {
        Content::Paragraph(paragraph) => Some(paragraph.role),
        _ => None,
    }
}

/// The end of a section: the page on which all before it stands.
fn section(lying: bool) -> String {
    let page = if lying { &LYING } else { &UPRIGHT };
    let (width, height) = (page.width.to_string(), page.height.to_string());
    let mut section = Markup::default();
    section.element("w:sectPr", &[], |section| {
        section.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footerOdd")]);
        section.empty("w:footerReference", &[("w:type", "even"), ("r:id", "footerEven")]);
        value(section, "w:type", "nextPage");
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        size.extend(lying.then_some(("w:orient", "landscape")));
        section.empty("w:pgSz", &size);
        section.empty("w:pgMar", &page.margins);
        section.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", "579")]);
    });
    section.finish()
}

/// Sets the signing body and the date by GB/T 9704 7.3.5.2: the body stands two characters from the right, the date
/// begins two characters to the right of the body's first; a date that is too long for that stands two characters
/// from the right, and the body moves to the left.
fn signature(p: &mut Markup, paragraph: &Paragraph, before: &[Block], after: &[Block]) {
    let signs = |block: Option<&Block>| role_of(block) == Some(Role::Signature);
    let width = |block: Option<&Block>| match block.map(|block| &block.content) {
        Some(Content::Paragraph(paragraph)) => halves(&paragraph.content()),
        _ => 0,
    };
    let own = halves(&paragraph.content());
    let right = if role::is_date(paragraph.content().trim()) {
        let body = if signs(before.last()) { width(before.last()) } else { own };
        body.saturating_sub(own).max(4)
    } else {
        let date = if signs(after.first()) { width(after.first()) } else { own };
        (date + 8).saturating_sub(own).max(4)
    };
    if !signs(before.last()) {
        // Two empty lines, room for the seal.
        p.empty("w:spacing", &[("w:before", "1158")]);
    }
    p.empty("w:ind", &[("w:right", &(right * CHARACTER / 2).to_string())]);
}

/// The two lines of a title that is too wide for one: broken before its year or its subject, so that no word is torn
/// (GB/T 9704 7.3.1). The reader joins them again.
fn title_break(paragraph: &Paragraph) -> Option<[&str; 2]> {
    let [Run { text, figure: None, .. }] = paragraph.runs.as_slice() else { return None };
    if paragraph.role != Role::Title || halves(text) <= TITLE_HALVES_MAX {
        return None;
    }
    let lines = ["关于", "20"].iter().filter_map(|mark| Some(text.split_at(text.find(mark)?)));
    let fits = |line: &str| (8..=TITLE_HALVES_MAX).contains(&halves(line));
    lines.map(|(first, second)| [first, second]).find(|lines| lines.iter().all(|line| fits(line)))
}

/// The width of a text in half characters.
fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
