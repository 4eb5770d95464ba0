//! Comments in a copy of a workbook, at the cells that marks name.
//!
//! - `comments`: the part with what is said in each cell; `boxes`: the drawing without which programs do not show it
//!
//! Only the parts of comments are changed or new, and in a sheet the one line that names the drawing.

mod boxes;
mod comments;

use super::read::workbook::{self, Workbook};
use crate::error::{MarkError, ReadError};
use crate::mark::Mark;
use crate::package::{Kind, Package, damaged};
use crate::rewrite::{Rewrite, appended, attributes, declared};
use mingzhang_domain::paper::CellAddress;
use std::collections::BTreeMap;

/// The namespaces of a workbook's elements and of relations, as Excel writes them and of the strict form.
const TRANSITIONAL: Form = Form {
    elements: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const STRICT: Form = Form {
    elements: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};
/// What may stand behind the drawing of the comments in a sheet (ECMA-376, 18.3.1.99).
const BEHIND_DRAWING: &str = "legacyDrawingHF drawingHF picture oleObjects controls AlternateContent webPublishItems tableParts extLst";

/// The addresses of one form of the format.
#[derive(Clone, Copy)]
struct Form {
    elements: &'static str,
    relations: &'static str,
}

impl Form {
    fn of(sheet: &str) -> Form {
        if sheet.contains(STRICT.elements) { STRICT } else { TRANSITIONAL }
    }

    fn relation(self, kind: &str) -> String {
        format!("{}/{kind}", self.relations)
    }
}

/// A copy of a workbook with a comment for each mark, at its `place.sheet` and `place.cell`.
///
/// Comments that are there stay; a mark on a cell that has one is added behind its text. A mark without a cell stands
/// at `A1`, one without a sheet on the first sheet that is shown.
///
/// # Errors
/// [`MarkError::Read`] where the file itself cannot be read.
pub fn mark(bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, MarkError> {
    let package = Package::open(bytes)?;
    if package.kind()? != Kind::Workbook {
        return Err(ReadError::WrongContent { extension: ".xlsx", expected: "Excel 工作簿" }.into());
    }
    let mut rewrite = Rewrite::new(package);
    let workbook = workbook::read(&mut rewrite.package)?;
    for (part, marks) in by_sheet(&workbook, marks) {
        mark_sheet(&mut rewrite, part, &marks)?;
    }
    rewrite.finish()
}

/// The marks by the part of their sheet and by their cell.
fn by_sheet<'w, 'm>(
    workbook: &'w Workbook,
    marks: &'m [Mark],
) -> BTreeMap<&'w str, BTreeMap<CellAddress, Vec<&'m Mark>>> {
    let mut found: BTreeMap<&str, BTreeMap<CellAddress, Vec<&Mark>>> = BTreeMap::new();
    let with_cells = || workbook.sheets.iter().filter_map(|sheet| Some((sheet, sheet.part.as_deref()?)));
    let first = with_cells().find(|(sheet, _)| !sheet.hidden).or_else(|| with_cells().next());
    for mark in marks {
        let named = with_cells().find(|(sheet, _)| mark.place.sheet.as_ref() == Some(&sheet.name));
        let Some((_, part)) = named.or(first) else { continue };
        let cell = mark.place.cell.as_deref().and_then(CellAddress::parse);
        let cell = cell.filter(|_| named.is_some()).unwrap_or(CellAddress { row: 1, column: 1 });
        found.entry(part).or_default().entry(cell).or_default().push(mark);
    }
    found
}

fn mark_sheet(
    rewrite: &mut Rewrite<'_>,
    part: &str,
    marks: &BTreeMap<CellAddress, Vec<&Mark>>,
) -> Result<(), ReadError> {
    let sheet = rewrite.text(part)?.ok_or_else(|| damaged(part, "不在文件里"))?;
    let form = Form::of(&sheet);
    let new = comments::add(rewrite, part, form, marks)?;
    let relations = rewrite.relations(part)?;
    let named = attributes(part, &sheet, "legacyDrawing", "id")?;
    let known = relations.into_iter().find(|relation| named.contains(&relation.id));
    if let Some(known) = known {
        return boxes::add(rewrite, &known.path, &new);
    }
    let drawing = rewrite.free_name("xl/drawings/vmlDrawingMingzhang", ".vml");
    boxes::add(rewrite, &drawing, &new)?;
    rewrite.state_default_type("vml", boxes::CONTENT_TYPE)?;
    let id = rewrite.relate(part, &form.relation("vmlDrawing"), &drawing)?;
    let declared: String = declared(&sheet, "<worksheet", form.elements)
        .iter()
        .map(|(name, value)| format!(" {name}=\"{value}\""))
        .collect();
    let line = format!("<legacyDrawing{declared} xmlns:r=\"{}\" r:id=\"{id}\"/>", form.relations);
    let changed = appended(part, &sheet, BEHIND_DRAWING, &line)?;
    rewrite.set(part, changed);
    Ok(())
}
