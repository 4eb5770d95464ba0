//! The Word report in the hands of others: python-docx, LibreOffice.

use crate::figures::{TABLE, by_key};
use crate::support::{Desk, REPORT_DOCX, convert, python};
use serde_json::Value;
use std::collections::HashMap;

fn by_python_docx(desk: &Desk) -> Value {
    let printed = python(include_str!("readback.py"), &[&desk.path(REPORT_DOCX)]);
    serde_json::from_str(&printed).expect("JSON")
}

/// Each bound figure shows what `figures` says, grouped or not.
#[track_caller]
pub fn check_bound(bound: &[(String, String)], figures: &HashMap<String, Value>) {
    for (key, text) in bound {
        let figure = figures.get(key).unwrap_or_else(|| panic!("the report shows {key}, figures has none"));
        assert_eq!(figure["display"], text.replace(',', ""), "{key}");
    }
}

#[test]
fn python_docx_reads_the_same_numbers_as_figures_shows() {
    let desk = Desk::with_demo();
    let read = by_python_docx(&desk);
    let controls: Vec<(String, String)> =
        serde_json::from_value(read["controls"].clone()).expect("key and text");
    assert!(controls.len() > 250, "only {} figures are bound", controls.len());
    check_bound(&controls, &by_key(&desk.figures(&[])));
    let text = read["text"].as_str().expect("a text");
    for row in &TABLE {
        [row.adjusted, row.paid, row.rate]
            .iter()
            .for_each(|number| assert!(text.contains(number), "no {number}"));
    }
}

#[test]
fn python_docx_sees_headings_tables_and_a_page_of_a4() {
    let read = by_python_docx(&Desk::with_demo());
    let list = |value: &Value| value.as_array().expect("a list").clone();
    assert_eq!(read["page"], serde_json::json!([210, 297]));
    let headings: Vec<String> = serde_json::from_value(read["headings"].clone()).expect("texts");
    for number in ["一、", "二、", "三、", "四、", "五、", "六、"] {
        assert_eq!(headings.iter().filter(|h| h.starts_with(number)).count(), 1, "{number} in {headings:?}");
    }
    let tables = list(&read["tables"]);
    let with = |words: &str| tables.iter().filter(|table| table.to_string().contains(words)).count();
    assert!(with("政府性基金预算") >= 1 && with("检查整改落实情况") >= 1 && with("成员20") >= 1);
    let members = tables.iter().find(|table| table.to_string().contains("成员20")).expect("the members");
    assert_eq!(list(members).len(), 21, "a heading and twenty members");
}

#[test]
fn each_criterion_has_its_description_with_the_figures_of_the_day() {
    let read = by_python_docx(&Desk::with_demo());
    let tables: Vec<Vec<Vec<String>>> =
        serde_json::from_value(read["tables"].clone()).expect("rows of texts");
    let row = |of: &str| {
        let row = tables.iter().flatten().find(|row| row.iter().any(|cell| cell == of));
        row.unwrap_or_else(|| panic!("no row of {of}")).clone()
    };
    let described = row("预算项目相关性");
    assert!(
        described.iter().any(|cell| cell.starts_with("116个专项项目都归到具体职责之下")),
        "{described:?}"
    );
    assert!(described.iter().filter(|cell| *cell == "4").count() == 2, "weight and score: {described:?}");
    let full = row("检查整改落实情况");
    assert!(full.iter().any(|cell| cell == "5") && full.iter().any(|cell| cell == "4"), "{full:?}");
}

#[test]
fn libreoffice_shows_the_numbers_of_the_table() {
    let desk = Desk::with_demo();
    let text = std::fs::read_to_string(convert(&desk.path(REPORT_DOCX), "txt")).expect("a text");
    for row in &TABLE {
        [row.adjusted, row.paid, row.rate]
            .iter()
            .for_each(|number| assert!(text.contains(number), "no {number}"));
    }
    for words in ["286223.43", "附件1", "附件2", "总得分", "96", "优秀", "成员20"] {
        assert!(text.contains(words), "no {words}");
    }
}

#[test]
fn libreoffice_makes_a_pdf_of_it() {
    let desk = Desk::with_demo();
    let pdf = std::fs::read(convert(&desk.path(REPORT_DOCX), "pdf")).expect("a PDF");
    assert!(pdf.starts_with(b"%PDF"));
    // Three charts, drawn as vectors, and embedded fonts: an empty report would be far smaller.
    assert!(pdf.len() > 50_000, "{} bytes", pdf.len());
}
