//! The sheets of a workbook and where their parts are.

use crate::error::ReadError;
use crate::package::{Package, damaged};
use crate::xml::Element;

/// What the workbook itself says.
pub(crate) struct Workbook {
    /// The sheets in the order of their tabs.
    pub(crate) sheets: Vec<Sheet>,
    /// Days are counted from 1904, as old Macs did.
    pub(crate) epoch_1904: bool,
    /// The parts that all sheets share.
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
}

/// A sheet.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Nobody sees it.
    pub(crate) hidden: bool,
    /// The part with its cells; none for a sheet that is a chart.
    pub(crate) part: Option<String>,
}

/// Reads the workbook's own part.
pub(crate) fn read(package: &mut Package<'_>) -> Result<Workbook, ReadError> {
    let main = package.main_part("xl/workbook.xml")?;
    let workbook = package.part(&main)?.ok_or_else(|| damaged(&main, "不在文件里"))?;
    let relations = package.relations(&main)?;
    let part_of = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.path.clone());
    let sheet = |element: &Element| {
        let id = element.attribute("id")?;
        let relation = relations.iter().find(|relation| relation.id == id);
        Some(Sheet {
            name: element.attribute("name").unwrap_or_default().to_owned(),
            hidden: matches!(element.attribute("state"), Some("hidden" | "veryHidden")),
            part: relation.filter(|r| r.kind == "worksheet").map(|r| r.path.clone()),
        })
    };
    let sheets = workbook.child("sheets").ok_or_else(|| damaged(&main, "没有工作表"))?;
    let properties = workbook.child("workbookPr").and_then(|properties| properties.attribute("date1904"));
    Ok(Workbook {
        sheets: sheets.elements().filter_map(sheet).collect(),
        epoch_1904: matches!(properties, Some("1" | "true")),
        strings: part_of("sharedStrings"),
        styles: part_of("styles"),
    })
}
