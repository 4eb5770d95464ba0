//! Rows that are set in under another one are told apart in every format, however the program that wrote it sets them in.

mod support;

use mingzhang_documents::{excel, html, word};
use mingzhang_domain::paper::{Content, Paper};
use support::book::{book_with, sheet};
use support::word::foreign;

/// The first cell of each row of the only table, with its indent.
fn indents(paper: &Paper) -> Vec<(String, usize)> {
    let tables = paper.blocks.iter().filter_map(|block| match &block.content {
        Content::Table(table) => Some(table),
        _ => None,
    });
    let firsts = tables.flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
    firsts.map(|cell| (cell.content(), cell.indent)).collect()
}

fn expected(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
    rows.iter().map(|(text, indent)| ((*text).to_owned(), *indent)).collect()
}

#[test]
fn word_cells_keep_the_indent_of_their_spaces_and_paragraphs() {
    let row = |properties: &str, text: &str| {
        format!(
            "<w:tr><w:tc><w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p></w:tc>\
             <w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc></w:tr>"
        )
    };
    let rows = [
        row("", "甲"),
        row("", "  乙"),
        row("", "　丙"),
        row("<w:ind w:left=\"420\"/>", "丁"),
        row("<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>", "戊"),
        row("<w:ind w:left=\"420\" w:hanging=\"420\"/>", "己"),
        row("<w:ind w:left=\"420\"/><w:jc w:val=\"center\"/>", "庚"),
    ];
    let paper = word::read(&foreign(&format!("<w:tbl>{}</w:tbl>", rows.concat()))).unwrap();
    let right = [("甲", 0), ("乙", 2), ("丙", 2), ("丁", 4), ("戊", 4), ("己", 0), ("庚", 0)];
    assert_eq!(indents(&paper), expected(&right));
}

#[test]
fn sheet_cells_keep_the_indent_of_their_spaces_and_styles() {
    const STYLES: &[u8] =
        b"<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><cellXfs>\
        <xf numFmtId='0'/><xf numFmtId='0'><alignment horizontal='left' indent='2'/></xf>\
        <xf numFmtId='49'><alignment horizontal='center' indent='2'/></xf></cellXfs></styleSheet>";
    let row = |at: usize, style: usize, text: &str| {
        format!(
            "<c r='A{at}' s='{style}' t='inlineStr'><is><t xml:space='preserve'>{text}</t></is></c><c r='B{at}'><v>1</v></c>"
        )
    };
    let rows = [row(1, 0, "甲"), row(2, 0, "  乙"), row(3, 0, "　丙"), row(4, 1, "丁"), row(5, 2, "  戊")];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let bytes = book_with(&[("表", &sheet(&rows, 1, ""), "visible")], &[("xl/styles.xml", STYLES)]);
    let right = [("甲", 0), ("乙", 2), ("丙", 2), ("丁", 6), ("戊", 0)];
    assert_eq!(indents(&excel::read(&bytes).unwrap()), expected(&right));
}

#[test]
fn cells_of_a_page_keep_the_spaces_that_no_browser_folds() {
    let page =
        "<table><tr><td>甲<td>1<tr><td>&nbsp;&nbsp;乙<td>1<tr><td>  丙<td>1<tr><td>　　丁　戊<td>1</table>";
    let right = [("甲", 0), ("乙", 2), ("丙", 0), ("丁　戊", 4)];
    assert_eq!(indents(&html::read(page)), expected(&right));
}
