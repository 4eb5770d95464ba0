//! What stands in a line: runs, figures, breaks; and what hangs on it.

use crate::xml::Element;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::Run;
use std::collections::BTreeMap;

/// What was gathered from a paragraph.
#[derive(Default)]
pub(super) struct Line<'e> {
    /// Its runs: neighbours of one kind are joined, white space around all of them is cut.
    pub(super) runs: Vec<Run>,
    /// Page breaks that Word has noted when it saved, before the first character and after it.
    pub(super) pages_before: u32,
    pub(super) pages_within: u32,
    /// A page break that somebody has set, before the first character or after it.
    pub(super) new_page_before: bool,
    pub(super) new_page_after: bool,
    /// The contents of text boxes.
    pub(super) boxes: Vec<&'e Element>,
}

impl Line<'_> {
    /// Appends text, bound to a figure or not.
    pub(super) fn push(&mut self, text: &str, figure: Option<&FigureKey>) {
        match self.runs.last_mut() {
            Some(last) if last.figure.as_ref() == figure => last.text.push_str(text),
            _ => self.runs.push(Run { figure: figure.cloned(), ..Run::text(text) }),
        }
    }

    fn has_text(&self) -> bool {
        self.runs.iter().any(|run| !run.text.trim().is_empty())
    }

    /// Cuts white space in front and behind, full-width spaces included; drops runs without text, but not the control
    /// of a figure that somebody has emptied: that is for the check against the ledger to find.
    pub(super) fn trim(&mut self) {
        let stays = |run: &Run| !run.text.is_empty() || run.figure.is_some();
        self.runs.retain(stays);
        while let Some(first) = self.runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
            if stays(first) {
                break;
            }
            self.runs.remove(0);
        }
        while let Some(last) = self.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if stays(last) {
                break;
            }
            self.runs.pop();
        }
    }
}

/// Which tags of controls are keys of figures.
pub(super) struct Keys<'k> {
    /// Keys that were too long for a tag, by the tag.
    pub(super) long: &'k BTreeMap<String, String>,
}

impl Keys<'_> {
    /// The key of a control (`w:sdt`); `None` for controls of other programs.
    pub(super) fn of(&self, control: &Element) -> Option<FigureKey> {
        // LibreOffice up to 7.4 keeps a control's title and loses its tag; the writer gives both.
        let properties = control.child("sdtPr")?;
        let tag = properties.child_value("tag").or_else(|| properties.child_value("alias"))?;
        if let Some(key) = self.long.get(tag) {
            return Some(FigureKey::new(key));
        }
        let (measure, scope) = tag.split_once('.')?;
        let is_key = !measure.is_empty() && measure.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (is_key && !scope.is_empty()).then(|| FigureKey::new(tag))
    }

    /// Gathers what stands in an element, in reading order.
    pub(super) fn gather<'e>(&self, parent: &'e Element, figure: Option<&FigureKey>, line: &mut Line<'e>) {
        for element in parent.elements() {
            match (element.is_word, &*element.name) {
                (true, "r") => self.run(element, figure, line),
                (true, "sdt") => {
                    let own = self.of(element);
                    if let Some(key) = &own {
                        line.push("", Some(key));
                    }
                    if let Some(content) = element.child("sdtContent") {
                        self.gather(content, own.as_ref().or(figure), line);
                    }
                }
                (
                    true,
                    "ins" | "moveTo" | "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo",
                ) => {
                    self.gather(element, figure, line);
                }
                (false, "oMath" | "oMathPara") => line.push(&element.text(), figure),
                (false, "AlternateContent") => {
                    if let Some(chosen) = alternative(element) {
                        self.gather(chosen, figure, line);
                    }
                }
                // Deletions, what was moved away, properties, marks of comments and bookmarks.
                _ => {}
            }
        }
    }

    fn run<'e>(&self, run: &'e Element, figure: Option<&FigureKey>, line: &mut Line<'e>) {
        if run.child("rPr").is_some_and(|properties| properties.switches("vanish")) {
            return;
        }
        self.pieces(run, figure, line);
    }

    fn pieces<'e>(&self, run: &'e Element, figure: Option<&FigureKey>, line: &mut Line<'e>) {
        for piece in run.elements() {
            match (piece.is_word, &*piece.name) {
                (true, "t") => line.push(&piece.text(), figure),
                (true, "tab" | "ptab") => line.push("\t", figure),
                (true, "br") if piece.attribute("type") == Some("page") => match line.has_text() {
                    true => line.new_page_after = true,
                    false => line.new_page_before = true,
                },
                (true, "br" | "cr") => line.push("\n", figure),
                (true, "noBreakHyphen") => line.push("-", figure),
                (true, "lastRenderedPageBreak") => match line.has_text() {
                    true => line.pages_within += 1,
                    false => line.pages_before += 1,
                },
                (true, "ruby") => {
                    if let Some(base) = piece.child("rubyBase") {
                        self.gather(base, figure, line);
                    }
                }
                (true, "drawing" | "pict" | "object") => boxes(piece, &mut line.boxes),
                (false, "AlternateContent") => {
                    if let Some(chosen) = alternative(piece) {
                        self.pieces(chosen, figure, line);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Of several forms of one thing the first, else the fallback: both hold the same text.
pub(super) fn alternative(element: &Element) -> Option<&Element> {
    element.child("Choice").or_else(|| element.child("Fallback"))
}

/// The contents of the text boxes in a drawing.
fn boxes<'e>(drawing: &'e Element, found: &mut Vec<&'e Element>) {
    for element in drawing.elements() {
        match &*element.name {
            "txbxContent" => found.push(element),
            "AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    boxes(chosen, found);
                }
            }
            _ => boxes(element, found),
        }
    }
}
