//! The part of a Word file with its comments.

use crate::error::ReadError;
use crate::mark::{AUTHOR, Mark};
use crate::markup::Markup;
use crate::rewrite::{Rewrite, appended, attributes};

/// The namespaces of Word's elements and the addresses of relations, as Word writes them and of the strict form.
const TRANSITIONAL: (&str, &str) = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
);
const STRICT: (&str, &str) = (
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
);
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The namespace of Word's elements in a document.
pub(super) fn namespace(document: &str) -> &'static str {
    form(document).0
}

fn form(document: &str) -> (&'static str, &'static str) {
    if document.contains(TRANSITIONAL.0) { TRANSITIONAL } else { STRICT }
}

/// Adds a comment for each mark, and gives the number of the first.
pub(super) fn add(
    rewrite: &mut Rewrite<'_>,
    main: &str,
    document: &str,
    marks: &[Mark],
) -> Result<u32, ReadError> {
    let (namespace, kind) = form(document);
    let part = part(rewrite, main, kind)?;
    let empty = || {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\"></w:comments>"
        )
    };
    let text = rewrite.text(&part)?.unwrap_or_else(empty);
    let ids = attributes(&part, &text, "comment", "id")?;
    let first =
        ids.iter().filter_map(|id| id.parse::<u32>().ok()).max().map_or(0, |last| last.saturating_add(1));
    let mut added = Markup::default();
    for (id, mark) in (first..).zip(marks) {
        comment(&mut added, namespace, id, mark);
    }
    let changed = appended(&part, &text, "", added.as_str())?;
    rewrite.set(&part, changed);
    Ok(first)
}

/// The part that the document refers to, or a new one.
fn part(rewrite: &mut Rewrite<'_>, main: &str, kind: &str) -> Result<String, ReadError> {
    if let Some(known) = rewrite.relations(main)?.into_iter().find(|relation| relation.kind == "comments") {
        return Ok(known.path);
    }
    let folder = main.rsplit_once('/').map_or("word", |(folder, _)| folder);
    let part = rewrite.free_name(&format!("{folder}/commentsMingzhang"), ".xml");
    rewrite.relate(main, kind, &part)?;
    rewrite.state_type(&part, CONTENT_TYPE)?;
    Ok(part)
}

fn comment(out: &mut Markup, namespace: &str, id: u32, mark: &Mark) {
    let id = id.to_string();
    let attributes =
        [("xmlns:w", namespace), ("w:id", id.as_str()), ("w:author", AUTHOR), ("w:initials", AUTHOR)];
    out.element("w:comment", &attributes, |out| {
        out.element("w:p", &[], |out| {
            out.element("w:r", &[], |out| out.empty("w:annotationRef", &[]));
            run(out, &mark.title, true);
        });
        for line in mark.text.lines().filter(|line| !line.trim().is_empty()) {
            out.element("w:p", &[], |out| run(out, line, false));
        }
    });
}

fn run(out: &mut Markup, text: &str, bold: bool) {
    out.element("w:r", &[], |out| {
        if bold {
            out.element("w:rPr", &[], |out| out.empty("w:b", &[]));
        }
        out.leaf("w:t", &[("xml:space", "preserve")], text);
    });
}
