//! Small workbooks, part by part, as any program might write them.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Formats: 0 none, 1 `#,##0.00`, 2 `0.00%`.
const STYLES: &str = "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><cellXfs><xf numFmtId='0'/>\
    <xf numFmtId='4'/><xf numFmtId='10'/></cellXfs></styleSheet>";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A container of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The part of a sheet: rows of cells from a first row on, and what stands behind them.
pub fn sheet(rows: &[&str], first: usize, behind: &str) -> String {
    let row = |(at, cells): (usize, &&str)| format!("<row r='{}'>{cells}</row>", first + at);
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!(
        "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData>{behind}</worksheet>"
    )
}

/// A workbook of sheets: name and part.
pub fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let sheets: Vec<(&str, &str, &str)> = sheets.iter().map(|(name, xml)| (*name, *xml, "")).collect();
    book_with(&sheets, &[])
}

/// A workbook of sheets (name, part, state) with other parts beside them or in place of ours.
pub fn book_with(sheets: &[(&str, &str, &str)], others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tags = String::new();
    let mut relations = format!(
        "<Relationship Id='rS' Type='{RELATIONS}/styles' Target='styles.xml'/>\
         <Relationship Id='rT' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/>"
    );
    for (at, (name, _, state)) in (1..).zip(sheets) {
        tags += &format!("<sheet name='{name}' sheetId='{at}' state='{state}' r:id='r{at}'/>");
        relations += &format!(
            "<Relationship Id='r{at}' Type='{RELATIONS}/worksheet' Target='worksheets/sheet{at}.xml'/>"
        );
    }
    let workbook = format!(
        "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='{RELATIONS}'><sheets>{tags}</sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{relations}</Relationships>"
    );
    let root = format!(
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
         <Relationship Id='r1' Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
    );
    let mut types = String::from(
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
         <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
         <Default Extension='xml' ContentType='application/xml'/>\
         <Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>\
         <Override PartName='/xl/styles.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'/>",
    );
    let names: Vec<String> = (1..=sheets.len()).map(|at| format!("xl/worksheets/sheet{at}.xml")).collect();
    for name in &names {
        types += &format!(
            "<Override PartName='/{name}' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/>"
        );
    }
    types += "</Types>";
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
    ];
    parts.extend(names.iter().zip(sheets).map(|(name, (_, xml, _))| (name.as_str(), xml.as_bytes())));
    for (name, bytes) in others {
        parts.retain(|(known, _)| known != name);
        parts.push((name, bytes));
    }
    package(&parts)
}
