//! A copy of an Office file in which some parts are changed or new; everything else is copied byte for byte.

use crate::error::{MarkError, ReadError, WriteError};
use crate::markup::{Attribute, Markup};
use crate::package::{Package, Relation, damaged, relations_of};
use crate::xml::{self, Piece, Pieces};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPES: &str = "[Content_Types].xml";
const TYPES_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A copy that is being made.
pub(crate) struct Rewrite<'b> {
    pub(crate) package: Package<'b>,
    /// The new text of parts.
    changed: BTreeMap<String, String>,
}

impl<'b> Rewrite<'b> {
    pub(crate) fn new(package: Package<'b>) -> Rewrite<'b> {
        Rewrite { package, changed: BTreeMap::new() }
    }

    /// The text of a part as it stands by now; `None` where there is none.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        if let Some(text) = self.changed.get(name) {
            return Ok(Some(text.clone()));
        }
        let Some(bytes) = self.package.bytes(name)? else { return Ok(None) };
        let text = xml::decoded(name, &bytes)?;
        // What was UTF-16 is written as UTF-8, and must say so.
        Ok(Some(if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            XML.to_owned() + text.split_once("?>").map_or(&*text, |(_, rest)| rest)
        } else {
            text.into_owned()
        }))
    }

    /// Changes a part, or adds it.
    pub(crate) fn set(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// A name that no part has: `xl/comments{n}.xml`.
    pub(crate) fn free_name(&self, before: &str, behind: &str) -> String {
        let is_taken =
            |name: &str| self.package.zip.index_for_name(name).is_some() || self.changed.contains_key(name);
        let names = (1..).map(|number| format!("{before}{number}{behind}"));
        names.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
    }

    /// The relations of a part as they stand by now.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        self.package.relations(part)
    }

    /// Lets a part refer to another, and gives the name of the reference. `kind` is the whole address of the type.
    pub(crate) fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, ReadError> {
        let name = relations_of(part);
        let text = self.text(&name)?;
        let text = text.unwrap_or_else(|| {
            format!("{XML}<Relationships xmlns=\"{RELATIONS_NAMESPACE}\"></Relationships>")
        });
        let ids = attributes(&name, &text, "Relationship", "Id")?;
        let numbers = (1..).map(|number| format!("rIdMingzhang{number}"));
        let id = numbers.into_iter().find(|id| !ids.contains(id)).unwrap_or_default();
        let mut relation = Markup::default();
        let target = format!("/{target}");
        let declared = declared(&text, "<Relationships", RELATIONS_NAMESPACE);
        relation.empty(
            "Relationship",
            &[&declared[..], &[("Id", &id), ("Type", kind), ("Target", &target)]].concat(),
        );
        self.set(&name, appended(&name, &text, "", relation.as_str())?);
        Ok(id)
    }

    /// States the type of a part.
    pub(crate) fn state_type(&mut self, part: &str, content_type: &str) -> Result<(), ReadError> {
        let part = format!("/{part}");
        self.add_type("Override", "PartName", &part, content_type)
    }

    /// States the type of all parts with an extension that have none of their own.
    pub(crate) fn state_default_type(
        &mut self,
        extension: &str,
        content_type: &str,
    ) -> Result<(), ReadError> {
        self.add_type("Default", "Extension", extension, content_type)
    }

    fn add_type(
        &mut self,
        element: &str,
        attribute: &str,
        of: &str,
        content_type: &str,
    ) -> Result<(), ReadError> {
        let text = self.text(TYPES)?.ok_or_else(|| damaged(TYPES, "不在文件里"))?;
        if attributes(TYPES, &text, element, attribute)?.iter().any(|known| known.eq_ignore_ascii_case(of)) {
            return Ok(());
        }
        let declared = declared(&text, "<Types", TYPES_NAMESPACE);
        let mut stated = Markup::default();
        stated.empty(element, &[&declared[..], &[(attribute, of), ("ContentType", content_type)]].concat());
        let changed = appended(TYPES, &text, "", stated.as_str())?;
        self.set(TYPES, changed);
        Ok(())
    }

    /// The bytes of the copy: the parts in their order, new ones behind.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, MarkError> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.package.zip.len() {
            let entry = self.package.zip.by_index_raw(index).map_err(WriteError::from)?;
            // A name that cannot be decoded is that of no part.
            let name = entry.name().map(Cow::into_owned).unwrap_or_default();
            match self.changed.remove(&name) {
                Some(text) => add(&mut out, &name, &text)?,
                None => out.raw_copy_file(entry).map_err(WriteError::from)?,
            }
        }
        for (name, text) in &self.changed {
            add(&mut out, name, text)?;
        }
        Ok(out.finish().map_err(WriteError::from)?.into_inner())
    }
}

fn add(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), WriteError> {
    // The earliest time that a zip can hold: the moment of writing must not show in the bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    out.start_file(name, options)?;
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// The namespace that a new element must declare: none where the elements of its part have no prefix either.
pub(crate) fn declared<'n>(text: &str, root: &str, namespace: &'n str) -> Vec<Attribute<'n>> {
    if text.contains(root) { Vec::new() } else { vec![("xmlns", namespace)] }
}

/// The values of an attribute of all elements of a name.
pub(crate) fn attributes(
    part: &str,
    text: &str,
    element: &str,
    attribute: &str,
) -> Result<Vec<String>, ReadError> {
    let mut pieces = Pieces::new(part, text);
    let mut values = Vec::new();
    while let Some(piece) = pieces.next()? {
        if let Piece::Start(tag) = piece
            && tag.name() == element
        {
            values.extend(tag.attribute(attribute));
        }
    }
    Ok(values)
}

/// A part with something new as the last child of its root; `before` are names of children behind it, separated by
/// spaces, where the format has an order.
pub(crate) fn appended(part: &str, text: &str, before: &str, child: &str) -> Result<String, ReadError> {
    let mut pieces = Pieces::new(part, text);
    let (mut depth, mut at, mut root) = (0usize, None, String::new());
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start(tag) => {
                depth += 1;
                if depth == 1 && at.is_none() {
                    // A damaged part may have several; what is new goes into the first.
                    root = tag.full_name().to_owned();
                } else if depth == 2 && at.is_none() && before.split(' ').any(|name| name == tag.name()) {
                    at = Some(pieces.at());
                }
            }
            Piece::End => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    at = at.or(Some(pieces.at()));
                }
            }
            Piece::Text(_) => {}
        }
    }
    let at = at.ok_or_else(|| damaged(part, "是空的"))?;
    let mut edits = Edits::default();
    match text.get(..at).and_then(|head| head.strip_suffix("/>")) {
        // The root has no content yet: it is opened for it.
        Some(head) if depth == 0 && text.get(at..).is_some_and(|rest| !rest.starts_with('<')) => {
            edits.replace(head.len()..at, format!(">{child}</{root}>"));
        }
        _ => edits.insert(at, child),
    }
    Ok(edits.apply(text))
}

/// Changes of a text by the bytes where they happen.
#[derive(Default)]
pub(crate) struct Edits {
    edits: Vec<(std::ops::Range<usize>, String)>,
}

impl Edits {
    /// Puts something in; what is put in at one place stands in the order of the calls.
    pub(crate) fn insert(&mut self, at: usize, text: &str) {
        self.replace(at..at, text.to_owned());
    }

    pub(crate) fn replace(&mut self, range: std::ops::Range<usize>, text: String) {
        self.edits.push((range, text));
    }

    /// The changed text. What lies outside it, or inside another change, is left out.
    pub(crate) fn apply(mut self, text: &str) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len() + self.edits.len() * 64);
        let mut done = 0;
        for (range, new) in &self.edits {
            let Some(kept) = text.get(done..range.start) else { continue };
            out.push_str(kept);
            out.push_str(new);
            done = range.end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_new_stands_last_in_the_root_or_where_the_order_wants_it() {
        for (text, before, expected) in [
            ("<?xml version='1.0'?>\n<a><b/></a>\n", "", "<?xml version='1.0'?>\n<a><b/><n/></a>\n"),
            ("<a/>", "", "<a><n/></a>"),
            ("<x:a y='1' />\n", "", "<x:a y='1' ><n/></x:a>\n"),
            ("<a><b/><c/><d/></a>", "c d", "<a><b/><n/><c/><d/></a>"),
            ("<a><b><c/></b></a>", "c", "<a><b><c/></b><n/></a>"),
            ("<a><b/></a>", "", "<a><b/><n/></a>"),
        ] {
            assert_eq!(appended("p", text, before, "<n/>").unwrap(), expected, "{text}");
        }
        assert!(appended("p", "", "", "<n/>").is_err());
    }

    #[test]
    fn edits_happen_where_they_are_told_to() {
        let mut edits = Edits::default();
        edits.insert(3, "乙");
        edits.replace(0..3, "甲".to_owned());
        edits.insert(3, "丙");
        edits.insert(100, "外");
        assert_eq!(edits.apply("字x"), "甲乙丙x");
    }
}
