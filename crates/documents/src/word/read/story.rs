//! The story of a file: its blocks in order, its sections, and the pages as Word has noted them.

use super::anchor::{self, Anchor, Beside};
use super::inline::{Inline, alternative};
use super::line::{Line, Slot, Source};
use super::numbering::{Membership, Numbering};
use super::pages::Pages;
use super::styles::{Styles, outline};
use super::tabbed::{self, Cells};
use super::table::{self, goes_on};
use crate::xml::Element;
use crate::{role, stacked};
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::{Content, Paper, Paragraph, Role, Unread};
use std::collections::BTreeMap;

/// A growing story.
pub(super) struct Story<'s> {
    inline: Inline<'s>,
    numbering: Numbering,
    pieces: Vec<Piece>,
    /// The sections that have ended.
    sections: Vec<Section>,
    /// Whether a role was judged by its text, so that the signatures must be too.
    judged: bool,
    /// Where notes are referred to, by their part and id.
    references: BTreeMap<(&'static str, String), Source>,
}

pub(super) enum Piece {
    Content {
        content: Content,
        /// Where its text stands in the file: of a paragraph, or of each cell.
        slots: Vec<Slot>,
        /// Where a footnote is referred to.
        reference: Option<Source>,
        /// The words that its tabs part, where it may be the row of a table.
        cells: Option<Cells>,
    },
    /// A new page in the middle of a section, or with a new section.
    NewPage { section: usize, begins_section: bool },
    /// So many page breaks as Word has noted when it saved.
    NotedPages(u32),
    /// The page behind a break inside a paragraph has text.
    UsedPage,
}

/// What a section says about its pages.
#[derive(Clone, Copy, Default)]
struct Section {
    lying: bool,
    /// It goes on where the one before has ended.
    continuous: bool,
}

impl<'s> Story<'s> {
    pub(super) fn new(
        styles: &'s Styles,
        long_keys: &'s BTreeMap<String, String>,
        numbering: Numbering,
    ) -> Story<'s> {
        Story {
            inline: Inline { long_keys, styles },
            numbering,
            pieces: Vec::new(),
            sections: Vec::new(),
            judged: false,
            references: BTreeMap::new(),
        }
    }

    /// Reads the body of the document.
    pub(super) fn body(&mut self, body: &Element) {
        self.blocks(body, None);
        self.sections.push(body.child("sectPr").map(section).unwrap_or_default());
    }

    /// Reads foot- or endnotes; each of their paragraphs becomes a note behind the text.
    pub(super) fn notes(&mut self, kind: &'static str, notes: &Element) {
        let texts =
            notes.elements().filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal"));
        for note in texts {
            let id = note.attribute("id").unwrap_or_default().to_owned();
            let reference = self.references.get(&(kind, id)).copied();
            for paragraph in note.elements().filter(|element| &*element.name == "p") {
                let mut line = Line::default();
                self.inline.gather(paragraph, None, &mut line);
                line.trim();
                let struck = line.struck;
                // A note lies in another part: what stands for it in the document is its reference.
                line.refer_to(reference);
                self.push_paragraph(line, Role::Note, reference.filter(|_| kind == "footnotes"));
                self.struck(struck);
            }
        }
    }

    /// The paper, and where its text stands in the file.
    pub(super) fn finish(self) -> (Paper, Vec<Anchor>) {
        let lying = |section: usize| self.sections.get(section).is_some_and(|section| section.lying);
        let mut contents = Vec::new();
        let mut beside: Vec<Beside> = Vec::new();
        let without_text = |page| Beside { page, slots: Vec::new(), reference: None };
        let mut pages = Pages::default();
        if lying(0) {
            contents.push(Content::NewPage { landscape: true });
            beside.push(without_text(1));
        }
        for piece in tabbed::join(self.pieces) {
            match piece {
                Piece::Content { content, slots, reference, .. } => {
                    contents.push(content);
                    beside.push(Beside { page: pages.of_content(), slots, reference });
                }
                Piece::NotedPages(count) => pages.note(count),
                Piece::UsedPage => drop(pages.of_content()),
                Piece::NewPage { section, begins_section } => {
                    let goes_on = self.sections.get(section).is_some_and(|section| section.continuous);
                    if begins_section && goes_on && lying(section) == lying(section.wrapping_sub(1)) {
                        continue;
                    }
                    contents.push(Content::NewPage { landscape: lying(section) });
                    beside.push(without_text(beside.last().map_or(1, |last| last.page)));
                    pages.set();
                }
            }
        }
        let mut paper = Paper::lay_out(contents);
        if pages.are_known {
            anchor::tell_pages(&mut paper, &beside);
        }
        let anchors = anchor::anchors(&paper, &beside);
        if self.judged {
            stacked::join(&mut paper.blocks);
            role::mark_signatures(&mut paper.blocks);
        }
        (paper, anchors)
    }

    fn blocks(&mut self, parent: &Element, figure: Option<&FigureKey>) {
        // Paragraphs that a deleted mark has joined.
        let mut joined = Vec::new();
        for element in parent.elements() {
            match (element.is_word, &*element.name) {
                (true, "p") => {
                    joined.push(element);
                    if !goes_on(element) {
                        self.paragraph(&joined, figure);
                        joined.clear();
                    }
                }
                (true, "tbl") => {
                    self.paragraph(&std::mem::take(&mut joined), figure);
                    self.table(element, figure);
                }
                (true, "sdt") => {
                    let own = self.inline.key(element);
                    if let Some(content) = element.child("sdtContent") {
                        self.blocks(content, own.as_ref().or(figure));
                    }
                }
                (true, "ins" | "moveTo" | "customXml") => self.blocks(element, figure),
                (false, "AlternateContent") => {
                    if let Some(chosen) = alternative(element) {
                        self.blocks(chosen, figure);
                    }
                }
                _ => {}
            }
        }
        self.paragraph(&joined, figure);
    }

    /// Reads a paragraph, or several that are one; the last has the properties.
    fn paragraph(&mut self, parts: &[&Element], figure: Option<&FigureKey>) {
        let Some(last) = parts.last() else { return };
        let mut line = Line::default();
        parts.iter().for_each(|part| self.inline.gather(part, figure, &mut line));
        line.trim();
        let properties = last.child("pPr");
        if line.new_page_before || properties.is_some_and(|p| p.switches("pageBreakBefore")) {
            self.new_page(false);
        }
        self.pieces.push(Piece::NotedPages(line.pages_before));
        let struck = line.struck;
        let (pages_within, pages_after) = (line.pages_within, line.pages_after);
        let (new_page_after, new_page_has_text) = (line.new_page_after, line.new_page_has_text);
        let boxes = std::mem::take(&mut line.boxes);
        self.refer(std::mem::take(&mut line.notes));
        // A paragraph without text has its number too.
        let mut number = self.number(properties);
        if !line.is_empty() {
            if !number.is_empty() {
                // A figure that begins the text is no fraction of its number.
                let meets_figure =
                    number.ends_with('.') && line.text().starts_with(|c: char| c.is_ascii_digit());
                number.extend(meets_figure.then_some(' '));
                line.put_before(number);
            }
            let role = self.role(properties, &line.text());
            if role == Role::Title {
                // A title is broken into lines for its looks alone.
                line.join_lines();
            }
            self.push_paragraph(line, role, None);
        }
        self.struck(struck);
        self.pieces.push(Piece::NotedPages(pages_within));
        self.boxes(boxes);
        if new_page_after {
            self.new_page(false);
            self.pieces.extend(new_page_has_text.then_some(Piece::UsedPage));
        }
        self.pieces.push(Piece::NotedPages(pages_after));
        if let Some(ended) = properties.and_then(|properties| properties.child("sectPr")) {
            self.sections.push(section(ended));
            self.new_page(true);
        }
    }

    /// Counts a paragraph and gives its automatic number.
    fn number(&mut self, properties: Option<&Element>) -> String {
        let style = properties.and_then(|properties| properties.child_value("pStyle"));
        let style = style.map(|id| self.inline.styles.list(id)).unwrap_or_default();
        let own = properties.map(Membership::read).unwrap_or_default();
        self.numbering.next(&own.or(&style))
    }

    /// The role by outline level, by style, or by how the text reads.
    fn role(&mut self, properties: Option<&Element>, text: &str) -> Role {
        if let Some(level) = properties.and_then(outline) {
            return Role::Heading(level);
        }
        let style = properties.and_then(|properties| properties.child_value("pStyle"));
        style.and_then(|id| self.inline.styles.role(id)).unwrap_or_else(|| {
            self.judged = true;
            let last = self.pieces.iter().rev().find_map(|piece| match piece {
                Piece::Content { content, .. } => Some(content),
                _ => None,
            });
            role::of_line(text, role::title_may_follow(last))
        })
    }

    fn table(&mut self, element: &Element, figure: Option<&FigureKey>) {
        let read = table::read(element, &self.inline, figure);
        let content = Content::Table(read.table);
        self.pieces.push(Piece::NotedPages(read.pages_before));
        self.pieces.push(Piece::Content { content, slots: read.slots, reference: None, cells: None });
        self.struck(read.struck);
        self.refer(read.notes);
        for nested in read.nested {
            self.table(nested, None);
        }
        self.pieces.push(Piece::NotedPages(read.pages_within));
        self.boxes(read.boxes);
    }

    fn boxes(&mut self, boxes: Vec<&Element>) {
        for content in boxes {
            self.blocks(content, None);
        }
    }

    fn refer(&mut self, notes: Vec<(&'static str, &str, Source)>) {
        self.references.extend(notes.into_iter().map(|(kind, id, source)| ((kind, id.to_owned()), source)));
    }

    fn push_paragraph(&mut self, line: Line<'_>, role: Role, reference: Option<Source>) {
        if !line.is_empty() {
            let cells = tabbed::cells(&line);
            let (runs, slot) = line.finish();
            let content = Content::Paragraph(Paragraph { role, runs });
            self.pieces.push(Piece::Content { content, slots: vec![slot], reference, cells });
        }
    }

    /// Says how many pieces of the text before are struck through.
    fn struck(&mut self, count: usize) {
        if count > 0 {
            let content = Content::Unread(Unread::Struck(count));
            self.pieces.push(Piece::Content { content, slots: Vec::new(), reference: None, cells: None });
        }
    }

    fn new_page(&mut self, begins_section: bool) {
        self.pieces.push(Piece::NewPage { section: self.sections.len(), begins_section });
    }
}

fn section(properties: &Element) -> Section {
    let size = properties.child("pgSz");
    let measure = |name: &str| size.and_then(|size| size.attribute(name)?.parse::<u32>().ok());
    let wide = matches!((measure("w"), measure("h")), (Some(width), Some(height)) if width > height);
    let lying = size.and_then(|size| size.attribute("orient")) == Some("landscape") || wide;
    Section { lying, continuous: properties.child_value("type") == Some("continuous") }
}
