//! What a reader should see beside a figure: a comment in a copy of the file that the paper was read from.
//!
//! Each format has its own function (`word::mark`, `excel::mark`), which takes the bytes of the file and marks, and
//! gives the bytes of a copy in which only the comments are new.

use mingzhang_domain::finding::Place;

/// The name under which comments stand.
pub const AUTHOR: &str = "明账";

/// A comment on a place of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Where: as the paper that was read from the same bytes knows it, by `span` and `page`, or by `sheet` and `cell`.
    /// A place that the file does not have is taken for its beginning, so that no mark is lost.
    pub place: Place,
    /// The first line, in bold: `错误 MZ-C001`.
    pub title: String,
    /// What is to be said; line feeds part paragraphs.
    pub text: String,
}
