//! A growing line of text, piece by piece, with the place in the file of each.

use crate::raised::raised;
use crate::xml::Element;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::Run;

/// What was gathered from a paragraph.
#[derive(Default)]
pub(super) struct Line<'e> {
    /// Neighbours of one kind are joined.
    runs: Vec<LineRun>,
    /// Page breaks that Word has noted when it saved, before the first character and after it.
    pub(super) pages_before: u32,
    pub(super) pages_within: u32,
    /// Those behind a page break that somebody has set after the first character.
    pub(super) pages_after: u32,
    /// A page break that somebody has set, before the first character or after it.
    pub(super) new_page_before: bool,
    pub(super) new_page_after: bool,
    /// Text stands behind it, and Word has noted no page for it.
    pub(super) new_page_has_text: bool,
    /// The contents of text boxes.
    pub(super) boxes: Vec<&'e Element>,
    /// The notes that it refers to: which part, id, and the mark of the reference.
    pub(super) notes: Vec<(&'static str, &'e str, Source)>,
    /// How what comes next looks.
    pub(super) look: Look,
    /// Pieces of text that are struck through and left out, and whether what came last was.
    pub(super) struck: usize,
    was_struck: bool,
    /// Pages that begin before the next piece; and whether the last of them was set, so that a noted one is the same.
    turns: u32,
    turn_is_set: bool,
}

/// How a text looks, as far as that changes what it says.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    /// A line runs through it.
    pub(super) struck: bool,
    /// It stands above the line, as the marks of notes do.
    pub(super) raised: bool,
}

/// A run of text, bound to a figure or not, piece by piece.
#[derive(Clone, Default)]
struct LineRun {
    figure: Option<FigureKey>,
    pieces: Vec<Piece>,
}

#[derive(Clone)]
struct Piece {
    text: String,
    source: Option<Source>,
    /// Pages that begin before it, behind the piece before.
    pages: u32,
}

/// Where in the document's part a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The byte at which the element begins.
    pub(crate) at: usize,
    /// How many of its characters stand before; `None` where the element is one piece, whatever text it gives.
    pub(crate) skipped: Option<usize>,
}

impl Source {
    /// A text element (`w:t`).
    pub(super) fn text(element: &Element) -> Source {
        Source { at: element.at, skipped: Some(0) }
    }

    /// An element that cannot be parted.
    pub(super) fn whole(element: &Element) -> Source {
        Source { at: element.at, skipped: None }
    }
}

/// The text of a paragraph or a cell as it stands in the document.
#[derive(Default)]
pub(super) struct Slot {
    /// Pages that begin between the beginning of its block and its own.
    pub(super) pages: u32,
    /// One behind the other.
    pub(super) stretches: Vec<Stretch>,
}

/// Characters that come from one place.
pub(super) struct Stretch {
    pub(super) length: usize,
    pub(super) source: Option<Source>,
    /// Pages that begin before it, behind the stretch before.
    pub(super) pages: u32,
}

impl Line<'_> {
    /// Appends text, bound to a figure or not; text that is struck through is counted alone.
    pub(super) fn push(&mut self, text: &str, figure: Option<&FigureKey>, source: Option<Source>) {
        if self.look.struck && !text.trim().is_empty() {
            self.struck += usize::from(!self.was_struck);
            self.was_struck = true;
            return;
        }
        self.was_struck &= text.trim().is_empty();
        let pages = if self.has_text() { std::mem::take(&mut self.turns) } else { 0 };
        self.new_page_has_text |= self.turn_is_set && !text.trim().is_empty();
        self.turn_is_set &= text.trim().is_empty();
        let text = if self.look.raised { text.chars().map(raised).collect() } else { text.to_owned() };
        let piece = Piece { text, source, pages };
        match self.runs.last_mut() {
            Some(last) if last.figure.as_ref() == figure => last.pieces.push(piece),
            _ => self.runs.push(LineRun { figure: figure.cloned(), pieces: vec![piece] }),
        }
    }

    /// Puts text that stands nowhere in the file before all.
    pub(super) fn put_before(&mut self, text: String) {
        let piece = Piece { text, source: None, pages: 0 };
        match self.runs.first_mut() {
            Some(first) if first.figure.is_none() => first.pieces.insert(0, piece),
            _ => self.runs.insert(0, LineRun { figure: None, pieces: vec![piece] }),
        }
    }

    /// How many tabs part its words.
    pub(super) fn tabs(&self) -> usize {
        self.runs.iter().flat_map(|run| &run.pieces).filter(|piece| piece.is_tab()).count()
    }

    /// The lines between its tabs.
    pub(super) fn parts(&self) -> Vec<Line<'static>> {
        let mut parts = vec![Line::default()];
        for run in &self.runs {
            for (nth, pieces) in run.pieces.split(Piece::is_tab).enumerate() {
                if nth > 0 {
                    parts.push(Line::default());
                }
                let own = LineRun { figure: run.figure.clone(), pieces: pieces.to_vec() };
                if let Some(part) = parts.last_mut() {
                    part.runs.push(own);
                }
            }
        }
        parts
    }

    /// Appends the text of another line; its line feeds become spaces.
    pub(super) fn append(&mut self, other: &Line<'_>) {
        for run in &other.runs {
            for piece in &run.pieces {
                self.push(&piece.text.replace('\n', " "), run.figure.as_ref(), piece.source);
            }
        }
    }

    /// Lets all its text stand at one place.
    pub(super) fn refer_to(&mut self, source: Option<Source>) {
        self.runs.iter_mut().flat_map(|run| &mut run.pieces).for_each(|piece| piece.source = source);
    }

    /// Takes out line feeds.
    pub(super) fn join_lines(&mut self) {
        let pieces = self.runs.iter_mut().flat_map(|run| &mut run.pieces);
        pieces.for_each(|piece| piece.text = piece.text.replace('\n', ""));
    }

    /// Word has noted here that a page begins.
    pub(super) fn page_noted(&mut self) {
        match (self.has_text(), self.new_page_after) {
            (false, _) => self.pages_before += 1,
            (true, false) => self.pages_within += 1,
            (true, true) => self.pages_after += 1,
        }
        self.turns += u32::from(self.has_text() && !std::mem::take(&mut self.turn_is_set));
    }

    /// Somebody has set a page break here.
    pub(super) fn page_set(&mut self) {
        if self.has_text() {
            self.new_page_after = true;
            self.turn_is_set = true;
            self.turns += 1;
        } else {
            self.new_page_before = true;
        }
    }

    fn has_text(&self) -> bool {
        self.runs.iter().flat_map(|run| &run.pieces).any(|piece| !piece.text.trim().is_empty())
    }

    /// Nothing stands in it, not even the control of a figure.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(LineRun::text).collect()
    }

    /// Cuts white space in front and behind, full-width spaces included; drops runs without text, but not the control
    /// of a figure that somebody has emptied: that is for the check against the ledger to find.
    pub(super) fn trim(&mut self) {
        let stays = |run: &LineRun| !run.is_empty() || run.figure.is_some();
        self.runs.retain(stays);
        while let Some(first) = self.runs.first_mut() {
            first.trim_start();
            if stays(first) {
                break;
            }
            self.runs.remove(0);
        }
        while let Some(last) = self.runs.last_mut() {
            last.trim_end();
            if stays(last) {
                break;
            }
            self.runs.pop();
        }
    }

    /// Its runs, and where their text stands in the file.
    pub(super) fn finish(self) -> (Vec<Run>, Slot) {
        let mut slot = Slot::default();
        let mut runs = Vec::new();
        for run in self.runs {
            runs.push(Run { figure: run.figure.clone(), ..Run::text(run.text()) });
            slot.stretches.extend(run.pieces.iter().map(Piece::stretch));
        }
        (runs, slot)
    }
}

impl LineRun {
    fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.is_empty())
    }

    fn trim_start(&mut self) {
        for Piece { text, source, .. } in &mut self.pieces {
            let kept = text.trim_start();
            let cut = text.chars().count() - kept.chars().count();
            *text = kept.to_owned();
            if let Some(skipped) = source.as_mut().and_then(|source| source.skipped.as_mut()) {
                *skipped += cut;
            }
            if !text.is_empty() {
                break;
            }
        }
    }

    fn trim_end(&mut self) {
        for Piece { text, .. } in self.pieces.iter_mut().rev() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
        }
    }
}

impl Piece {
    fn is_tab(&self) -> bool {
        self.text == "\t"
    }

    fn stretch(&self) -> Stretch {
        Stretch { length: self.text.chars().count(), source: self.source, pages: self.pages }
    }
}
