//! The workbook inside a chart: what "edit data" opens in Word and WPS.

use super::package::{Package, XML, relations};
use crate::error::WriteError;
use crate::markup::Markup;
use mingzhang_domain::paper::Chart;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPES: &str = include_str!("../../../templates/word/workbookContentTypes.xml");

/// The name of the one sheet.
pub(super) const SHEET: &str = "Sheet1";

/// The letters of a column counted from 0: A, B … Z, AA.
pub(super) fn column(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A workbook with the categories in column A and a series in each column after it.
pub(super) fn write(chart: &Chart) -> Result<Vec<u8>, WriteError> {
    let mut package = Package::new();
    let to = |kind: &'static str, target: &str| relations(&[("one".to_owned(), kind, target.to_owned())]);
    package.add("[Content_Types].xml", CONTENT_TYPES)?;
    package.add("_rels/.rels", &to("officeDocument", "xl/workbook.xml"))?;
    package.add("xl/workbook.xml", &book())?;
    package.add("xl/_rels/workbook.xml.rels", &to("worksheet", "worksheets/sheet1.xml"))?;
    package.add("xl/worksheets/sheet1.xml", &sheet(chart))?;
    package.finish()
}

fn book() -> String {
    let mut book = Markup::default();
    book.raw(XML);
    book.element("workbook", &[("xmlns", MAIN), ("xmlns:r", RELATIONS)], |book| {
        book.element("sheets", &[], |sheets| {
            sheets.empty("sheet", &[("name", SHEET), ("sheetId", "1"), ("r:id", "one")]);
        });
    });
    book.finish()
}

fn sheet(chart: &Chart) -> String {
    let mut sheet = Markup::default();
    sheet.raw(XML);
    sheet.element("worksheet", &[("xmlns", MAIN)], |sheet| {
        sheet.element("sheetData", &[], |data| {
            data.element("row", &[("r", "1")], |row| {
                text(row, "A1", &chart.unit);
                for (index, series) in chart.series.iter().enumerate() {
                    text(row, &format!("{}1", column(index + 1)), &series.name);
                }
            });
            for (index, category) in chart.categories.iter().enumerate() {
                let number = (index + 2).to_string();
                data.element("row", &[("r", &number)], |row| {
                    text(row, &format!("A{number}"), category);
                    for (at, series) in chart.series.iter().enumerate() {
                        let Some(value) = series.values.get(index).copied().flatten() else { continue };
                        let place = format!("{}{number}", column(at + 1));
                        row.element("c", &[("r", &place)], |c| c.leaf("v", &[], &value.to_string()));
                    }
                });
            }
        });
    });
    sheet.finish()
}

fn text(row: &mut Markup, place: &str, text: &str) {
    row.element("c", &[("r", place), ("t", "inlineStr")], |c| {
        c.element("is", &[], |is| is.leaf("t", &[], text));
    });
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_are_lettered_as_a_sheet_does() {
        assert_eq!([0, 25, 26, 701, 702].map(column), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
