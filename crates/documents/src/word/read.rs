//! Reads a Word file as a paper: what a reader of the printed page would see, in order, with its places.
//!
//! - `story`: paragraphs and sections; `pages`: where each begins; `table`: rows, cells and merges; `tabbed`: tables without
//!   any, by tabs
//! - `inline`: what stands in a line; `line`: its text, piece by piece; `field`, `symbol`, `equation`: what is no text
//! - `anchor`: where in the document each character of the paper stands, and on which page
//! - `styles`: what a style makes of a paragraph; `numbering`: automatic numbers
//!
//! Tracked insertions are accepted and deletions dropped, as if all changes were accepted. Text boxes follow the
//! paragraph that they hang on, tables inside cells their table, foot- and endnotes the whole text. Automatic numbers (一、) stand before their paragraph
//! as they are printed. Text that is struck through counts as deleted, and is counted. Hidden text, page numbers, headers and footers are not part of the text.

mod anchor;
mod equation;
mod field;
mod inline;
mod line;
mod numbering;
mod pages;
mod story;
mod styles;
mod symbol;
mod tabbed;
mod table;

use crate::error::ReadError;
use crate::package::{Kind, Package, damaged};
use crate::xml::Element;
pub(super) use anchor::Anchor;
pub(super) use line::Source;
use mingzhang_domain::paper::Paper;
use numbering::Numbering;
use std::collections::BTreeMap;
use story::Story;
use styles::Styles;

/// Reads a Word file (`.docx`).
///
/// Empty paragraphs are left out. A content control whose tag has the form of a figure's key (`rate.all`) gives a run
/// that is bound to it. Pages are known where Word itself has saved the file, also within a paragraph that runs over the
/// end of one; a footnote stands on the page that refers to it.
///
/// # Errors
/// [`ReadError::NotReadable`] for another kind of container, [`ReadError::TooLarge`] beyond the bounds of
/// [`crate::limits`], [`ReadError::Damaged`] with the part and the reason for everything else.
pub fn read(bytes: &[u8]) -> Result<Paper, ReadError> {
    read_package(&mut Package::open(bytes)?).map(|(paper, _)| paper)
}

/// Reads an opened file, and where the paper's text stands in its document.
pub(super) fn read_package(package: &mut Package<'_>) -> Result<(Paper, Vec<Anchor>), ReadError> {
    if package.kind()? != Kind::Word {
        return Err(ReadError::WrongContent { extension: ".docx", expected: "Word 文档" });
    }
    let main = package.main_part("word/document.xml")?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = package.part(&main)?.ok_or_else(|| damaged(&main, "不在文件里"))?;
    let body = document.child("body").ok_or_else(|| damaged(&main, "没有正文"))?;
    let beside = |package: &mut Package<'_>, name: &str| package.part(&format!("{folder}/{name}.xml"));
    let styles = Styles::read(beside(package, "styles")?.as_ref());
    let keys = long_keys(package.part("docProps/custom.xml")?.as_ref());
    let numbering = Numbering::read(beside(package, "numbering")?.as_ref());
    let mut story = Story::new(&styles, &keys, numbering);
    story.body(body);
    for name in ["footnotes", "endnotes"] {
        if let Some(notes) = beside(package, name)? {
            story.notes(name, &notes);
        }
    }
    Ok(story.finish())
}

/// Keys that were too long for a tag, by the tag that stands for them.
fn long_keys(custom: Option<&Element>) -> BTreeMap<String, String> {
    let properties = custom.map(|custom| custom.elements().collect::<Vec<_>>()).unwrap_or_default();
    let key = |property: &&Element| {
        let name = property.attribute("name").filter(|name| name.starts_with("mingzhang.figure."))?;
        Some((name.to_owned(), property.text()))
    };
    properties.iter().filter_map(key).collect()
}
