//! Comments in a copy of a Word file, at the characters that marks name.
//!
//! - `comments`: the part with what is said; `hook`: where each comment begins and ends; `weave`: putting them in
//!
//! The document's part is changed only where a comment begins and ends: a run is parted there, everything else stays as
//! it is, byte for byte. The reader gives the places ([`super::read`]), so a comment stands exactly at the characters
//! that the paper shows.

mod comments;
mod hook;
mod weave;

use super::read::read_package;
use crate::error::MarkError;
use crate::mark::Mark;
use crate::package::{Package, damaged};
use crate::rewrite::Rewrite;
use hook::Hook;

/// A copy of a Word file with a comment for each mark, at its `place.span`.
///
/// Comments that are there stay. A mark inside a control covers the whole control. One inside a text box hangs on the paragraph of the box, one in a note on the
/// reference to it, because Word allows no comments there; one without a place at the beginning of the text.
///
/// # Errors
/// [`MarkError::Read`] where the file itself cannot be read.
pub fn mark(bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, MarkError> {
    let (_, anchors) = read_package(&mut Package::open(bytes)?)?;
    // Reading has used up its bound of unpacked bytes; the copy has its own.
    let mut rewrite = Rewrite::new(Package::open(bytes)?);
    let main = rewrite.package.main_part("word/document.xml")?;
    let document = rewrite.text(&main)?.ok_or_else(|| damaged(&main, "不在文件里"))?;
    if anchors.is_empty() || marks.is_empty() {
        return rewrite.finish();
    }
    let first = comments::add(&mut rewrite, &main, &document, marks)?;
    let hooks: Vec<Hook> =
        (first..).zip(marks).filter_map(|(id, mark)| Hook::of(id, mark, &anchors)).collect();
    let marked = weave::hang(&main, &document, &hooks)?;
    rewrite.set(&main, marked);
    rewrite.finish()
}
