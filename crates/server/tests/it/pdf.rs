//! PDF files as offices get them: written by LibreOffice, printed by a browser.

use crate::check::{FLAWS, checked, flaws};
use crate::support::{Desk, REPORT_DOCX, REPORT_HTML, convert, print, published};
use serde_json::Value;
use std::path::Path;

/// What is checked of a paper, whatever form it has: relations, and what is wrong. A chart is a picture of figures in
/// Word and has words in a PDF, so figures alone are not compared.
fn understood(desk: &Desk, file: &Path) -> (Value, Value, Value, Vec<(String, Value)>) {
    let answer = desk.run(&["check", "--format", "json", &file.display().to_string()]).exits(0).json();
    let coverage = &answer["coverage"];
    let findings = answer["findings"].as_array().expect("findings").iter();
    let findings = findings.map(|f| (f["rule"].as_str().expect("a rule").to_owned(), f["stated"].clone()));
    let counts = |name: &str| coverage[name].clone();
    (counts("in_relation"), counts("passed"), counts("failed"), findings.collect())
}

#[test]
fn the_report_as_pdf_is_understood_as_it_is_in_word() {
    let desk = Desk::with_demo();
    let in_word = understood(&desk, &desk.path(REPORT_DOCX));
    assert_eq!(understood(&desk, &convert(&desk.path(REPORT_DOCX), "pdf")), in_word, "LibreOffice");
    assert_eq!(understood(&desk, &print(&desk.path(REPORT_HTML))), in_word, "a browser");
}

/// A page of a text: a line is a paragraph, lines with tabs are tables with rules.
pub fn page_of(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines: Vec<&str> = escaped.lines().filter(|line| !line.trim().is_empty()).collect();
    let row = |line: &&str| {
        let cells: String = line.split('\t').map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let together = lines.chunk_by(|a, b| a.contains('\t') == b.contains('\t'));
    let body = together.map(|lines| match lines {
        [first, ..] if first.contains('\t') => {
            format!("<table>{}</table>", lines.iter().map(row).collect::<String>())
        }
        _ => lines.iter().map(|line| format!("<p>{line}</p>")).collect(),
    });
    let style = "table{border-collapse:collapse;width:100%}td{border:1px solid}p{text-indent:2em}";
    format!("<!doctype html><meta charset=utf-8><style>{style}</style>{}", body.collect::<String>())
}

#[test]
fn the_published_paper_has_the_same_flaws_as_pdf_and_each_names_its_page() {
    let desk = Desk::empty();
    desk.write("published.html", page_of(&published()));
    let printed = print(&desk.path("published.html"));
    let answer = checked(&desk, &[&printed.display().to_string()]);
    assert_eq!(flaws(&answer), FLAWS);
    let pages = answer["findings"].as_array().expect("findings").iter().map(|f| f["place"]["page"].as_u64());
    assert!(pages.clone().all(|page| page > Some(1)), "{:?}", pages.collect::<Vec<_>>());
}
