//! The objects of a note.

use crate::mark::AUTHOR;
use crate::pdf::geometry::Area;
use std::fmt::Write;

/// Pale yellow, as of a pen on paper.
const COLOUR: &str = "1 0.9 0.35";

/// A note on some areas of a page.
pub(super) struct Note {
    /// As the file counts, at least one.
    pub(super) areas: Vec<Area>,
    /// An icon at the area instead of a highlight over it.
    pub(super) is_icon: bool,
    pub(super) title: String,
    pub(super) text: String,
}

impl Note {
    /// The annotation, the picture of which is the object `appearance`.
    pub(super) fn annotation(&self, appearance: u32) -> String {
        let Area { left, top, right, bottom } = self.bounds();
        let kind = if self.is_icon { "/Text/Name/Comment" } else { "/Highlight" };
        let mut object = format!(
            "<</Type/Annot/Subtype{kind}/F 4/C[{COLOUR}]/Rect[{left:.2} {top:.2} {right:.2} {bottom:.2}]\
             /T{}/Subj{}/Contents{}",
            text_string(AUTHOR),
            text_string(&self.title),
            text_string(&self.text),
        );
        if !self.is_icon {
            object.push_str("/QuadPoints[");
            for Area { left, top, right, bottom } in &self.areas {
                // The upper corners first: y counts upwards, so `bottom` is the higher one.
                let corners = format!(
                    "{left:.2} {bottom:.2} {right:.2} {bottom:.2} {left:.2} {top:.2} {right:.2} {top:.2} "
                );
                object.push_str(&corners);
            }
            let _ = write!(object, "]/AP<</N {appearance} 0 R>>");
        }
        object.push_str(">>");
        object
    }

    /// How the highlight is drawn, for programs that do not draw it themselves: over the text, which shows through.
    pub(super) fn appearance(&self) -> String {
        let Area { left, top, right, bottom } = self.bounds();
        let mut drawn = format!("/M gs {COLOUR} rg\n");
        for area in &self.areas {
            let _ = writeln!(
                drawn,
                "{:.2} {:.2} {:.2} {:.2} re",
                area.left,
                area.top,
                area.width(),
                area.height()
            );
        }
        drawn.push('f');
        format!(
            "<</Type/XObject/Subtype/Form/BBox[{left:.2} {top:.2} {right:.2} {bottom:.2}]/Group<</S/Transparency>>\
             /Resources<</ExtGState<</M<</BM/Multiply>>>>>>/Length {}>>\nstream\n{drawn}\nendstream",
            drawn.len()
        )
    }

    fn bounds(&self) -> Area {
        self.areas.iter().copied().reduce(Area::with).unwrap_or_default()
    }
}

/// A text in UTF-16, as all of Unicode is written in a PDF file.
fn text_string(text: &str) -> String {
    let mut string = "<FEFF".to_owned();
    for unit in text.encode_utf16() {
        let _ = write!(string, "{unit:04X}");
    }
    string.push('>');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_text_is_written_in_utf_16() {
        assert_eq!(text_string("错1"), "<FEFF95190031>");
        assert_eq!(text_string("𠮷"), "<FEFFD842DFB7>");
    }
}
