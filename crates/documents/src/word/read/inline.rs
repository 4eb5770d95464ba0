//! What stands in a line: runs, figures, breaks; and what hangs on it.

use super::equation;
use super::field::Fields;
use super::line::{Line, Look, Source};
use super::styles::Styles;
use super::symbol::symbol;
use crate::xml::Element;
use mingzhang_domain::figure::FigureKey;
use std::collections::BTreeMap;

/// What it takes to read a line: which tags of controls are keys of figures, and what styles hide.
pub(super) struct Inline<'k> {
    /// Keys that were too long for a tag, by the tag.
    pub(super) long_keys: &'k BTreeMap<String, String>,
    pub(super) styles: &'k Styles,
}

impl Inline<'_> {
    /// The key of a control (`w:sdt`); `None` for controls of other programs.
    pub(super) fn key(&self, control: &Element) -> Option<FigureKey> {
        // LibreOffice up to 7.4 keeps a control's title and loses its tag; the writer gives both.
        let properties = control.child("sdtPr")?;
        let tag = properties.child_value("tag").or_else(|| properties.child_value("alias"))?;
        if let Some(key) = self.long_keys.get(tag) {
            return Some(FigureKey::new(key));
        }
        let (measure, scope) = tag.split_once('.')?;
        let is_key = !measure.is_empty() && measure.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (is_key && !scope.is_empty()).then(|| FigureKey::new(tag))
    }

    /// Gathers what stands in a paragraph, in reading order.
    pub(super) fn gather<'e>(&self, paragraph: &'e Element, figure: Option<&FigureKey>, line: &mut Line<'e>) {
        let mut fields = Fields::default();
        self.gather_within(paragraph, figure, line, &mut fields);
    }

    fn gather_within<'e>(
        &self,
        parent: &'e Element,
        figure: Option<&FigureKey>,
        line: &mut Line<'e>,
        fields: &mut Fields,
    ) {
        for element in parent.elements() {
            match (element.is_word, &*element.name) {
                (true, "r") => self.run(element, figure, line, fields),
                (true, "sdt") => {
                    let own = self.key(element);
                    if let Some(key) = &own {
                        line.push("", Some(key), None);
                    }
                    if let Some(content) = element.child("sdtContent") {
                        self.gather_within(content, own.as_ref().or(figure), line, fields);
                    }
                }
                (true, "fldSimple")
                    if fields.is_page_number(element.attribute("instr").unwrap_or_default()) => {}
                (
                    true,
                    "ins" | "moveTo" | "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo",
                ) => {
                    self.gather_within(element, figure, line, fields);
                }
                (false, "oMath" | "oMathPara") => {
                    line.push(&equation::text(element), figure, Some(Source::whole(element)));
                }
                (false, "AlternateContent") => {
                    if let Some(chosen) = alternative(element) {
                        self.gather_within(chosen, figure, line, fields);
                    }
                }
                // Deletions, what was moved away, properties, marks of comments and bookmarks.
                _ => {}
            }
        }
    }

    fn run<'e>(
        &self,
        run: &'e Element,
        figure: Option<&FigureKey>,
        line: &mut Line<'e>,
        fields: &mut Fields,
    ) {
        let looks = run.child("rPr");
        if !self.styles.hide(looks) {
            line.look = Look { struck: self.styles.strike(looks), raised: self.styles.raise(looks) };
            self.pieces(run, figure, line, fields);
            line.look = Look::default();
        }
    }

    fn pieces<'e>(
        &self,
        run: &'e Element,
        figure: Option<&FigureKey>,
        line: &mut Line<'e>,
        fields: &mut Fields,
    ) {
        for piece in run.elements() {
            match (piece.is_word, &*piece.name) {
                (true, "fldChar") => fields.mark(piece.attribute("fldCharType").unwrap_or_default()),
                (true, "instrText") => fields.instruct(&piece.text()),
                (true, "lastRenderedPageBreak") => line.page_noted(),
                (true, "drawing" | "pict" | "object") => boxes(piece, &mut line.boxes),
                // Not what the field shows: its instruction, or the number of a page.
                _ if fields.is_silent() => {}
                (true, "t") => line.push(&piece.text(), figure, Some(Source::text(piece))),
                (true, "br") if piece.attribute("type") == Some("page") => line.page_set(),
                (true, "tab" | "ptab") => line.push("\t", figure, Some(Source::whole(piece))),
                (true, "br" | "cr") => line.push("\n", figure, Some(Source::whole(piece))),
                (true, "noBreakHyphen") => line.push("-", figure, Some(Source::whole(piece))),
                (true, "sym") => {
                    let sign = symbol(piece.attribute("font"), piece.attribute("char"));
                    line.push(&sign, figure, Some(Source::whole(piece)));
                }
                (true, "ruby") => {
                    if let Some(base) = piece.child("rubyBase") {
                        self.gather_within(base, figure, line, fields);
                    }
                }
                (true, "footnoteReference" | "endnoteReference") => {
                    let kind = if &*piece.name == "footnoteReference" { "footnotes" } else { "endnotes" };
                    line.notes.extend(piece.attribute("id").map(|id| (kind, id, Source::whole(piece))));
                }
                (false, "AlternateContent") => {
                    if let Some(chosen) = alternative(piece) {
                        self.pieces(chosen, figure, line, fields);
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
