//! The story of a file: its blocks in order, its sections, and the pages as Word has noted them.

use super::inline::{Keys, Line, alternative};
use super::numbering::{Membership, Numbering};
use super::styles::{Styles, outline};
use super::table;
use crate::role;
use crate::xml::Element;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::{Content, Paper, Paragraph, Role, Run};
use std::collections::BTreeMap;

/// A growing story.
pub(super) struct Story<'s> {
    styles: &'s Styles,
    keys: Keys<'s>,
    numbering: Numbering,
    pieces: Vec<Piece>,
    /// The pages that Word has noted so far, and whether it has noted any.
    page: u32,
    has_pages: bool,
    /// The sections that have ended.
    sections: Vec<Section>,
    /// Whether a role was judged by its text, so that the signatures must be too.
    judged: bool,
}

enum Piece {
    Content {
        content: Content,
        page: u32,
    },
    /// A new page in the middle of a section, or with a new section.
    NewPage {
        section: usize,
        begins_section: bool,
    },
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
            styles,
            keys: Keys { long: long_keys },
            numbering,
            pieces: Vec::new(),
            page: 1,
            has_pages: false,
            sections: Vec::new(),
            judged: false,
        }
    }

    /// Reads the body of the document.
    pub(super) fn body(&mut self, body: &Element) {
        self.blocks(body, None);
        self.sections.push(body.child("sectPr").map(section).unwrap_or_default());
    }

    /// Reads foot- or endnotes; each of their paragraphs becomes a note behind the text.
    pub(super) fn notes(&mut self, notes: &Element) {
        let texts =
            notes.elements().filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal"));
        for paragraph in texts.flat_map(Element::elements).filter(|element| &*element.name == "p") {
            let mut line = Line::default();
            self.keys.gather(paragraph, None, &mut line);
            line.trim();
            self.push_paragraph(line, Role::Note);
        }
    }

    /// The paper.
    pub(super) fn finish(self) -> Paper {
        let lying = |section: usize| self.sections.get(section).is_some_and(|section| section.lying);
        let mut contents = Vec::new();
        let mut pages = Vec::new();
        if lying(0) {
            contents.push(Content::NewPage { landscape: true });
            pages.push(1);
        }
        for piece in self.pieces {
            match piece {
                Piece::Content { content, page } => {
                    contents.push(content);
                    pages.push(page);
                }
                Piece::NewPage { section, begins_section } => {
                    let goes_on = self.sections.get(section).is_some_and(|section| section.continuous);
                    if begins_section && goes_on && lying(section) == lying(section.wrapping_sub(1)) {
                        continue;
                    }
                    contents.push(Content::NewPage { landscape: lying(section) });
                    pages.push(pages.last().copied().unwrap_or(1));
                }
            }
        }
        let mut paper = Paper::lay_out(contents);
        if self.has_pages {
            paper.blocks.iter_mut().zip(pages).for_each(|(block, page)| block.page = Some(page));
        }
        if self.judged {
            role::mark_signatures(&mut paper.blocks);
        }
        paper
    }

    fn blocks(&mut self, parent: &Element, figure: Option<&FigureKey>) {
        for element in parent.elements() {
            match (element.is_word, &*element.name) {
                (true, "p") => self.paragraph(element, figure),
                (true, "tbl") => self.table(element, figure),
                (true, "sdt") => {
                    let own = self.keys.of(element);
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
    }

    fn paragraph(&mut self, element: &Element, figure: Option<&FigureKey>) {
        let mut line = Line::default();
        self.keys.gather(element, figure, &mut line);
        line.trim();
        self.count_pages(line.pages_before);
        let properties = element.child("pPr");
        if line.new_page_before || properties.is_some_and(|p| p.switches("pageBreakBefore")) {
            self.new_page(false);
        }
        let (pages_within, new_page_after) = (line.pages_within, line.new_page_after);
        let boxes = std::mem::take(&mut line.boxes);
        if !line.runs.is_empty() {
            self.number(properties, &mut line);
            let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
            let role = self.role(properties, &text);
            if role == Role::Title {
                // A title is broken into lines for its looks alone.
                line.runs.iter_mut().for_each(|run| run.text = run.text.replace('\n', ""));
            }
            self.push_paragraph(line, role);
        }
        self.count_pages(pages_within);
        self.boxes(boxes);
        if new_page_after {
            self.new_page(false);
        }
        if let Some(ended) = properties.and_then(|properties| properties.child("sectPr")) {
            self.sections.push(section(ended));
            self.new_page(true);
        }
    }

    /// Puts the automatic number before the text.
    fn number(&mut self, properties: Option<&Element>, line: &mut Line<'_>) {
        let style = properties.and_then(|properties| properties.child_value("pStyle"));
        let style = style.map(|id| self.styles.list(id)).unwrap_or_default();
        let own = properties.map(Membership::read).unwrap_or_default();
        let printed = self.numbering.next(&own.or(&style));
        match line.runs.first_mut() {
            Some(first) if first.figure.is_none() => first.text.insert_str(0, &printed),
            _ if !printed.is_empty() => line.runs.insert(0, Run::text(printed)),
            _ => {}
        }
    }

    /// The role by outline level, by style, or by how the text reads.
    fn role(&mut self, properties: Option<&Element>, text: &str) -> Role {
        if let Some(level) = properties.and_then(outline) {
            return Role::Heading(level);
        }
        let style = properties.and_then(|properties| properties.child_value("pStyle"));
        style.and_then(|id| self.styles.role(id)).unwrap_or_else(|| {
            self.judged = true;
            let last = self.pieces.iter().rev().find_map(|piece| match piece {
                Piece::Content { content, .. } => Some(content),
                Piece::NewPage { .. } => None,
            });
            role::of_line(text, role::title_may_follow(last))
        })
    }

    fn table(&mut self, element: &Element, figure: Option<&FigureKey>) {
        let read = table::read(element, &self.keys, figure);
        self.pieces.push(Piece::Content { content: Content::Table(read.table), page: self.page });
        self.count_pages(read.pages);
        self.boxes(read.boxes);
    }

    fn boxes(&mut self, boxes: Vec<&Element>) {
        for content in boxes {
            self.blocks(content, None);
        }
    }

    fn push_paragraph(&mut self, line: Line<'_>, role: Role) {
        if !line.runs.is_empty() {
            let content = Content::Paragraph(Paragraph { role, runs: line.runs });
            self.pieces.push(Piece::Content { content, page: self.page });
        }
    }

    fn new_page(&mut self, begins_section: bool) {
        self.pieces.push(Piece::NewPage { section: self.sections.len(), begins_section });
    }

    fn count_pages(&mut self, pages: u32) {
        self.has_pages |= pages > 0;
        self.page = self.page.saturating_add(pages);
    }
}

fn section(properties: &Element) -> Section {
    let size = properties.child("pgSz");
    let measure = |name: &str| size.and_then(|size| size.attribute(name)?.parse::<u32>().ok());
    let wide = matches!((measure("w"), measure("h")), (Some(width), Some(height)) if width > height);
    let lying = size.and_then(|size| size.attribute("orient")) == Some("landscape") || wide;
    Section { lying, continuous: properties.child_value("type") == Some("continuous") }
}
