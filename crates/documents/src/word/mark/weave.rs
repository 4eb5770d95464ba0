//! Puts comments into a document: runs are parted at the right characters, everything else stays.

use super::comments::namespace;
use super::hook::{Hook, Knot, Knots, knots};
use crate::error::ReadError;
use crate::rewrite::Edits;
use crate::xml::{Piece, Pieces};
use std::collections::BTreeMap;
use std::ops::Range;

/// The document with the beginnings and ends of all comments.
pub(super) fn hang(part: &str, document: &str, hooks: &[Hook]) -> Result<String, ReadError> {
    let wanted = knots(hooks);
    let mut weaver = Weaver { document, wanted, declared: declared(document), ..Weaver::default() };
    let mut pieces = Pieces::new(part, document);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start(tag) => {
                let name = (tag.name().to_owned(), tag.full_name().to_owned());
                weaver.open(name, pieces.at()..pieces.position());
            }
            Piece::Text(_) => weaver.text(pieces.at()..pieces.position()),
            Piece::End => weaver.close(pieces.at()..pieces.position()),
        }
    }
    Ok(weaver.edits.apply(document))
}

/// What our elements must declare to be Word's: nothing where the document calls them `w:` too.
fn declared(document: &str) -> String {
    let namespace = namespace(document);
    let usual = ['"', '\''].map(|quote| format!("xmlns:w={quote}{namespace}{quote}"));
    let is_usual = usual.iter().any(|usual| document.contains(usual));
    if is_usual { String::new() } else { format!(" xmlns:w=\"{namespace}\"") }
}

/// A run outside all other runs, or a control in a line: LibreOffice loses the text of a control in which a comment
/// begins, so a control is never parted.
struct Run {
    /// The opening tag.
    tag: Range<usize>,
    name: String,
    /// How deep its children lie.
    depth: usize,
    is_control: bool,
    /// Its properties.
    properties: Option<Range<usize>>,
    /// Something that shows stands in it already.
    has_content: bool,
    /// What waits for its end, because it lies deeper than a run can be parted.
    behind: Knot,
}

/// A text element whose characters are counted.
struct Text {
    /// The opening tag.
    tag: Range<usize>,
    chars: usize,
    knots: BTreeMap<usize, Knot>,
    /// It was parted, so its spaces must be kept.
    parted: bool,
}

#[derive(Default)]
struct Weaver<'d> {
    document: &'d str,
    declared: String,
    wanted: BTreeMap<usize, Knots>,
    depth: usize,
    /// How deep the paragraph lies that is open.
    paragraph: Option<usize>,
    run: Option<Run>,
    text: Option<Text>,
    /// An element outside runs, in one piece: its depth and what waits for its end.
    whole: Vec<(usize, Knot)>,
    edits: Edits,
}

impl Weaver<'_> {
    fn open(&mut self, (local, full): (String, String), tag: Range<usize>) {
        self.depth += 1;
        let knots = self.wanted.remove(&tag.start);
        let Some(run) = &mut self.run else {
            if let Some(knots) = knots {
                let (before, behind) = knots.around();
                self.put(tag.start, &before);
                self.whole.push((self.depth, behind));
            }
            let is_control = local == "sdt" && self.paragraph.is_some();
            if local == "p" {
                self.paragraph = Some(self.depth);
            } else if local == "r" || is_control {
                self.run = Some(Run {
                    tag,
                    name: full,
                    depth: self.depth + 1,
                    is_control,
                    properties: None,
                    has_content: false,
                    behind: Knot::default(),
                });
            }
            return;
        };
        let is_child = self.depth == run.depth && !run.is_control;
        if is_child && local == "rPr" {
            run.properties = Some(tag);
            return;
        }
        let Some(knots) = knots else {
            run.has_content |= is_child;
            return;
        };
        if is_child && local == "t" {
            self.text = Some(Text { tag, chars: 0, knots: knots.by_char, parted: false });
            return;
        }
        // Deeper than a child, or no text: the run is taken as a whole.
        let (before, behind) = knots.around();
        run.has_content |= is_child;
        run.behind.extend(behind);
        let at = run.tag.start;
        self.put(at, &before);
    }

    fn text(&mut self, raw: Range<usize>) {
        let Some(text) = &mut self.text else { return };
        let Some(source) = self.document.get(raw.clone()) else { return };
        // A reference or a section of raw text is one piece; line ends of two bytes count as one character.
        let is_plain = !source.starts_with(['&', '<']);
        let mut parts = Vec::new();
        let mut chars = source.char_indices().peekable();
        while let Some((byte, c)) = chars.next() {
            if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                continue;
            }
            if let Some(knot) = text.knots.remove(&text.chars) {
                parts.push((raw.start + if is_plain { byte } else { 0 }, text.chars, knot));
            }
            text.chars += 1;
            if source.starts_with('&') {
                break;
            }
        }
        for (at, char, knot) in parts {
            self.part(at, char == 0, &knot);
        }
    }

    /// Parts the run inside its text element, or before it where nothing stands before.
    fn part(&mut self, at: usize, is_first: bool, knot: &Knot) {
        let (Some(run), Some(text)) = (&self.run, &mut self.text) else { return };
        let tag_of = |range: &Range<usize>| self.document.get(range.clone()).unwrap_or_default();
        let properties = run.properties.as_ref().map(tag_of).unwrap_or_default();
        let (run_tag, text_tag) = (tag_of(&run.tag), tag_of(&text.tag));
        let run_name = &run.name;
        let text_name = text_tag
            .trim_start_matches('<')
            .split([' ', '>', '\t', '\n', '\r', '/'])
            .next()
            .unwrap_or_default();
        let marks = knot.markup(&self.declared);
        if is_first && !run.has_content {
            let before = run.tag.start;
            return self.edits.insert(before, &marks);
        }
        if is_first {
            let before = text.tag.start;
            return self.edits.insert(before, &format!("</{run_name}>{marks}{run_tag}{properties}"));
        }
        text.parted = true;
        let opened = format!("{run_tag}{properties}<{text_name} xml:space=\"preserve\">");
        self.edits.insert(at, &format!("</{text_name}></{run_name}>{marks}{opened}"));
    }

    fn close(&mut self, tag: Range<usize>) {
        if let Some(run) = &mut self.run {
            if self.depth == run.depth && !run.is_control {
                self.close_child(tag.clone());
            } else if self.depth + 1 == run.depth {
                self.close_run(tag.end);
            }
        } else if let Some((_, behind)) = self.whole.pop_if(|(depth, _)| *depth == self.depth) {
            self.put(tag.end, &behind);
        }
        if self.paragraph == Some(self.depth) {
            self.paragraph = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn close_child(&mut self, tag: Range<usize>) {
        let Some(run) = &mut self.run else { return };
        if let Some(properties) = run.properties.as_mut().filter(|_| !run.has_content && self.text.is_none())
        {
            properties.end = properties.end.max(tag.end);
        }
        let Some(text) = self.text.take() else { return };
        run.has_content = true;
        if text.parted {
            keep_spaces(self.document, &text.tag, &mut self.edits);
        }
        let mut behind = Knot::default();
        text.knots.into_values().for_each(|knot| behind.extend(knot));
        if behind.is_empty() {
            return;
        }
        let rest = self.document.get(tag.end..).unwrap_or_default();
        let run_name = run.name.clone();
        if rest.starts_with(&format!("</{run_name}>")) {
            return run.behind.extend(behind);
        }
        let tag_of = |range: &Range<usize>| self.document.get(range.clone()).unwrap_or_default();
        let properties = run.properties.as_ref().map(tag_of).unwrap_or_default();
        let opened = format!("{}{properties}", tag_of(&run.tag));
        let marks = behind.markup(&self.declared);
        self.edits.insert(tag.end, &format!("</{run_name}>{marks}{opened}"));
    }

    fn close_run(&mut self, end: usize) {
        if let Some(run) = self.run.take() {
            let marks = run.behind.markup(&self.declared);
            self.edits.insert(end, &marks);
        }
    }

    fn put(&mut self, at: usize, knot: &Knot) {
        let marks = knot.markup(&self.declared);
        self.edits.insert(at, &marks);
    }
}

/// The first part of a text that was parted may end with a space.
fn keep_spaces(document: &str, tag: &Range<usize>, edits: &mut Edits) {
    let text = document.get(tag.clone()).unwrap_or_default();
    if !text.contains("xml:space") {
        edits.insert(tag.end.saturating_sub(1), " xml:space=\"preserve\"");
    }
}
