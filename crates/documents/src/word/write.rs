//! Puts a Word file together: the story, its charts, and the parts that never change.

mod axes;
mod chart;
mod package;
mod paragraph;
mod properties;
mod story;
mod table;
mod widths;
mod workbook;

use crate::error::WriteError;
use crate::markup::Markup;
use crate::meta::Meta;
use mingzhang_domain::paper::Paper;
use package::{Package, XML};
use story::Story;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const WORDPROCESSING: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CHART: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Parts that are the same in every file: their path, content type and text.
const FIXED: [(&str, &str, &str); 5] = [
    ("styles", "styles", include_str!("../../templates/word/styles.xml")),
    ("settings", "settings", include_str!("../../templates/word/settings.xml")),
    ("fontTable", "fontTable", include_str!("../../templates/word/fontTable.xml")),
    ("footerOdd", "footer", include_str!("../../templates/word/footerOdd.xml")),
    ("footerEven", "footer", include_str!("../../templates/word/footerEven.xml")),
];

/// Writes a paper as a Word file in the layout of GB/T 9704. The same paper gives the same bytes.
///
/// A bound figure becomes a content control whose tag is the key, a chart a native chart with its workbook inside.
/// Headings below level 6 are set like level 6.
///
/// # Errors
/// [`WriteError`] where the container cannot be put together: a fault of ours, not of the paper.
pub fn write(paper: &Paper, meta: &Meta) -> Result<Vec<u8>, WriteError> {
    let story = Story::compose(paper);
    let mut package = Package::new();
    package.add("[Content_Types].xml", &content_types(story.charts.len()))?;
    package.add("_rels/.rels", &properties::package_relations())?;
    package.add("docProps/core.xml", &properties::core(meta))?;
    package.add("docProps/app.xml", &properties::app(meta))?;
    package.add("docProps/custom.xml", &properties::custom(meta, &story.controls))?;
    package.add("word/document.xml", &story.document())?;
    package.add("word/_rels/document.xml.rels", &relations(story.charts.len()))?;
    for (name, kind, text) in FIXED {
        let path = format!("word/{name}.xml");
        match meta.statement().filter(|_| kind == "footer") {
            Some(statement) => package.add(&path, &with_colophon(text, &statement))?,
            None => package.add(&path, text)?,
        }
    }
    for (number, (chart, lying)) in (1..).zip(&story.charts) {
        package.add(&format!("word/charts/chart{number}.xml"), &chart::part(chart, *lying))?;
        package.add(&format!("word/charts/_rels/chart{number}.xml.rels"), &chart::relations(number))?;
        package.add_bytes(&format!("word/embeddings/chart{number}.xlsx"), &workbook::write(chart)?)?;
    }
    package.finish()
}

/// A footer with a small line below the page number: up to where the ledger was known, and the hash that vouches for it.
fn with_colophon(footer: &str, statement: &str) -> String {
    let mut line = Markup::default();
    line.element("w:p", &[], |line| {
        line.element("w:pPr", &[], |properties| {
            properties.empty("w:pStyle", &[("w:val", "Footer")]);
            properties.empty("w:spacing", &[("w:line", "160"), ("w:lineRule", "exact")]);
            properties.empty("w:jc", &[("w:val", "center")]);
        });
        line.element("w:r", &[], |run| {
            run.element("w:rPr", &[], |properties| {
                properties.empty("w:color", &[("w:val", "808080")]);
                properties.empty("w:sz", &[("w:val", "12")]);
                properties.empty("w:szCs", &[("w:val", "12")]);
            });
            run.leaf("w:t", &[], statement);
        });
    });
    footer.replace("</w:ftr>", &format!("{}</w:ftr>", line.finish()))
}

fn content_types(charts: usize) -> String {
    let mut types = Markup::default();
    types.raw(XML);
    types.element("Types", &[("xmlns", CONTENT_TYPES)], |types| {
        let default = |types: &mut Markup, extension: &str, kind: &str| {
            types.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        };
        let part = |types: &mut Markup, path: &str, kind: &str| {
            types.empty("Override", &[("PartName", path), ("ContentType", kind)]);
        };
        default(types, "rels", "application/vnd.openxmlformats-package.relationships+xml");
        default(types, "xml", "application/xml");
        default(types, "xlsx", WORKBOOK);
        part(types, "/word/document.xml", &format!("{WORDPROCESSING}.document.main+xml"));
        for (name, kind, _) in FIXED {
            part(types, &format!("/word/{name}.xml"), &format!("{WORDPROCESSING}.{kind}+xml"));
        }
        for number in 1..=charts {
            part(types, &format!("/word/charts/chart{number}.xml"), CHART);
        }
        part(types, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        part(types, "/docProps/app.xml", &format!("{OFFICE}.extended-properties+xml"));
        part(types, "/docProps/custom.xml", &format!("{OFFICE}.custom-properties+xml"));
    });
    types.finish()
}

/// What `document.xml` refers to: a fixed part by its name, a chart by its number.
fn relations(charts: usize) -> String {
    let mut relations: Vec<(String, &str, String)> =
        FIXED.iter().map(|(name, kind, _)| ((*name).to_owned(), *kind, format!("{name}.xml"))).collect();
    relations.extend((1..=charts).map(|n| (format!("chart{n}"), "chart", format!("charts/chart{n}.xml"))));
    package::relations(&relations)
}
