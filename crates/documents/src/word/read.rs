//! Reads a Word file as a paper: what a reader of the printed page would see, in order, with its places.
//!
//! - `container`: the zip and its bounds; `tree`: one XML part as a tree; `styles`: what a style makes of a paragraph
//! - `story`: paragraphs, sections and pages; `inline`: runs and figures; `table`: rows, cells and merges
//! - `numbering`: automatic numbers
//!
//! Tracked insertions are accepted and deletions dropped, as if all changes were accepted. Text boxes follow the
//! paragraph that they hang on, foot- and endnotes the whole text. Automatic numbers (一、) stand before their paragraph
//! as they are printed. Headers and footers are not part of the text.

mod container;
mod inline;
mod numbering;
mod story;
mod styles;
mod table;
mod tree;

use crate::error::ReadError;
use container::Container;
use mingzhang_domain::paper::Paper;
use numbering::Numbering;
use std::collections::BTreeMap;
use story::Story;
use styles::Styles;
use tree::Element;

/// Reads a Word file (`.docx`).
///
/// Empty paragraphs are left out. A content control whose tag has the form of a figure's key (`rate.all`) gives a run
/// that is bound to it. Pages are known where Word itself has saved the file.
///
/// # Errors
/// [`ReadError::NotReadable`] for another kind of container, [`ReadError::TooLarge`] beyond the bounds of
/// [`crate::limits`], [`ReadError::Damaged`] with the part and the reason for everything else.
pub fn read(bytes: &[u8]) -> Result<Paper, ReadError> {
    let mut container = Container::open(bytes)?;
    let main = main_part(&mut container)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = container.part(&main)?.ok_or_else(|| damaged(&main, "不在文件里"))?;
    let body = document.child("body").ok_or_else(|| damaged(&main, "没有正文"))?;
    let beside = |container: &mut Container<'_>, name: &str| container.part(&format!("{folder}/{name}.xml"));
    let styles = Styles::read(beside(&mut container, "styles")?.as_ref());
    let keys = long_keys(container.part("docProps/custom.xml")?.as_ref());
    let numbering = Numbering::read(beside(&mut container, "numbering")?.as_ref());
    let mut story = Story::new(&styles, &keys, numbering);
    story.body(body);
    for name in ["footnotes", "endnotes"] {
        if let Some(notes) = beside(&mut container, name)? {
            story.notes(&notes);
        }
    }
    Ok(story.finish())
}

pub(super) fn damaged(part: &str, reason: impl Into<String>) -> ReadError {
    ReadError::Damaged { part: part.to_owned(), reason: reason.into() }
}

/// The path of the main document, as the container's relations name it.
fn main_part(container: &mut Container<'_>) -> Result<String, ReadError> {
    const USUAL: &str = "word/document.xml";
    let relations = container.part("_rels/.rels")?;
    let is_main =
        |relation: &&Element| relation.attribute("Type").is_some_and(|t| t.ends_with("/officeDocument"));
    let relation = relations.as_ref().and_then(|relations| relations.elements().find(is_main));
    let target = relation.and_then(|relation| relation.attribute("Target")).unwrap_or(USUAL);
    Ok(target.trim_start_matches('/').to_owned())
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
