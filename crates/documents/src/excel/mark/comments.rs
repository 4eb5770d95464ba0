//! The part of a sheet with its comments.

use super::Form;
use crate::error::ReadError;
use crate::mark::{AUTHOR, Mark};
use crate::markup::{Attribute, Markup};
use crate::package::damaged;
use crate::rewrite::{Edits, Rewrite, declared};
use crate::xml::{Piece, Pieces};
use mingzhang_domain::paper::CellAddress;
use std::collections::BTreeMap;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// Characters in a line of a box.
const LINE_CHARS: usize = 20;

/// Adds the marks of a sheet, and gives the cells that had no comment before, with the lines of their text.
pub(super) fn add(
    rewrite: &mut Rewrite<'_>,
    sheet: &str,
    form: Form,
    marks: &BTreeMap<CellAddress, Vec<&Mark>>,
) -> Result<Vec<(CellAddress, usize)>, ReadError> {
    let part = part(rewrite, sheet, form)?;
    let empty = || {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{}\"><authors></authors>\
             <commentList></commentList></comments>",
            form.elements
        )
    };
    let text = rewrite.text(&part)?.unwrap_or_else(empty);
    let known = Known::read(&part, &text)?;
    // Where the elements of the part have a prefix, ours must say whose they are.
    let declared = &declared(&text, "<comments", form.elements)[..];
    let mut edits = Edits::default();
    let mut author = Markup::default();
    author.leaf("author", declared, AUTHOR);
    known.authors_end.put(&mut edits, author.as_str());
    let mut new = Vec::new();
    let mut comments = Markup::default();
    for (cell, marks) in marks {
        match known.cells.get(cell) {
            Some(before) => before.add(&mut edits, declared, &runs(declared, marks, true)),
            None => {
                new.push((*cell, lines(marks)));
                let (cell, number) = (cell.to_string(), known.authors.to_string());
                let own = [("ref", cell.as_str()), ("authorId", number.as_str())];
                comments.element("comment", &[declared, &own].concat(), |comment| {
                    comment.element("text", &[], |text| text.raw(&runs(&[], marks, false)));
                });
            }
        }
    }
    known.list_end.put(&mut edits, comments.as_str());
    rewrite.set(&part, edits.apply(&text));
    Ok(new)
}

/// The part that the sheet refers to, or a new one.
fn part(rewrite: &mut Rewrite<'_>, sheet: &str, form: Form) -> Result<String, ReadError> {
    if let Some(known) = rewrite.relations(sheet)?.into_iter().find(|relation| relation.kind == "comments") {
        return Ok(known.path);
    }
    let part = rewrite.free_name("xl/commentsMingzhang", ".xml");
    rewrite.relate(sheet, &form.relation("comments"), &part)?;
    rewrite.state_type(&part, CONTENT_TYPE)?;
    Ok(part)
}

/// How many lines of a box the marks of a cell take.
fn lines(marks: &[&Mark]) -> usize {
    let lines = marks.iter().flat_map(|mark| std::iter::once(mark.title.as_str()).chain(mark.text.lines()));
    lines.map(|line| line.chars().count() / LINE_CHARS + 1).sum()
}

/// What is said in a cell: title in bold and text of each mark, one behind the other.
fn runs(declared: &[Attribute<'_>], marks: &[&Mark], behind: bool) -> String {
    let mut out = Markup::default();
    for (at, mark) in marks.iter().enumerate() {
        let gap = if at > 0 || behind { "\n" } else { "" };
        run(&mut out, declared, &format!("{gap}{}", mark.title), true);
        run(&mut out, declared, &format!("\n{}", mark.text), false);
    }
    out.finish()
}

fn run(out: &mut Markup, declared: &[Attribute<'_>], text: &str, bold: bool) {
    out.element("r", declared, |out| {
        out.element("rPr", &[], |out| {
            if bold {
                out.empty("b", &[]);
            }
            out.empty("sz", &[("val", "9")]);
            out.empty("rFont", &[("val", "宋体")]);
        });
        out.leaf("t", &[("xml:space", "preserve")], text);
    });
}

/// The end of an element, where children can be put in.
#[derive(Default)]
struct End {
    at: usize,
    /// It has no content yet (`<authors/>`): its name, to open it.
    opens: Option<String>,
}

impl End {
    fn of(text: &str, at: usize, name: &str) -> End {
        let is_empty = text.get(..at).is_some_and(|head| head.ends_with("/>"))
            && !text.get(at..).is_some_and(|rest| rest.starts_with(&format!("</{name}")));
        End { at, opens: is_empty.then(|| name.to_owned()) }
    }

    fn put(&self, edits: &mut Edits, children: &str) {
        match &self.opens {
            Some(name) => edits.replace(self.at.saturating_sub(2)..self.at, format!(">{children}</{name}>")),
            None => edits.insert(self.at, children),
        }
    }
}

/// A comment that is there.
#[derive(Default)]
struct Comment {
    end: End,
    /// A text without runs: it must become one, because a run may stand before no such text.
    plain: Option<(usize, usize)>,
}

impl Comment {
    fn add(&self, edits: &mut Edits, declared: &[Attribute<'_>], runs: &str) {
        if let Some((start, end)) = self.plain {
            let declared: String =
                declared.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
            edits.insert(start, &format!("<r{declared}>"));
            edits.insert(end, "</r>");
        }
        self.end.put(edits, runs);
    }
}

/// What stands in a part of comments.
#[derive(Default)]
struct Known {
    authors: usize,
    authors_end: End,
    list_end: End,
    cells: BTreeMap<CellAddress, Comment>,
}

impl Known {
    fn read(part: &str, text: &str) -> Result<Known, ReadError> {
        let mut known = Known::default();
        let mut pieces = Pieces::new(part, text);
        let mut open: Vec<(String, String, usize)> = Vec::new();
        let mut cell = None;
        let mut plain = None;
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Start(tag) => {
                    match tag.name() {
                        "author" => known.authors += 1,
                        "comment" => cell = tag.attribute("ref").and_then(|cell| CellAddress::parse(&cell)),
                        _ => {}
                    }
                    open.push((tag.name().to_owned(), tag.full_name().to_owned(), pieces.at()));
                }
                Piece::End => {
                    let Some((name, full, start)) = open.pop() else { continue };
                    let parent = open.last().map_or("", |(name, ..)| name.as_str());
                    match (parent, name.as_str()) {
                        (_, "authors") => known.authors_end = End::of(text, pieces.at(), &full),
                        (_, "commentList") => known.list_end = End::of(text, pieces.at(), &full),
                        ("text", "t") => plain = Some((start, pieces.position())),
                        ("comment", "text") => {
                            let comment =
                                Comment { end: End::of(text, pieces.at(), &full), plain: plain.take() };
                            known.cells.extend(cell.map(|cell| (cell, comment)));
                        }
                        _ => {}
                    }
                }
                Piece::Text(_) => {}
            }
        }
        if known.list_end.at == 0 || known.authors_end.at == 0 {
            return Err(damaged(part, "里没有批注的列表"));
        }
        Ok(known)
    }
}
