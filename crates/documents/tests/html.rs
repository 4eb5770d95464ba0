//! HTML pages: what is written comes back.

mod support;

use mingzhang_documents::html;
use support::{dump, meta, report, without_charts};

#[test]
fn a_report_comes_back_from_html_as_it_was() {
    let paper = report();
    let page = html::write(&paper, &meta());
    if let Ok(path) = std::env::var("SAMPLE_HTML") {
        std::fs::write(path, &page).unwrap();
    }
    let read = html::read(&page);
    assert_eq!(dump(&read), dump(&without_charts(&paper)));
    assert_eq!(read.text, without_charts(&paper).text);
}
