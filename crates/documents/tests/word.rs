//! Word files: what is written comes back, and nothing that calls itself Word can do harm.

mod support;

use mingzhang_documents::word;
use support::{dump, meta, report, without_charts};

#[test]
fn a_report_comes_back_from_word_as_it_was() {
    let paper = report();
    let bytes = word::write(&paper, &meta()).unwrap();
    if let Ok(path) = std::env::var("SAMPLE_DOCX") {
        std::fs::write(path, &bytes).unwrap();
    }
    let read = word::read(&bytes).unwrap();
    assert_eq!(dump(&read), dump(&without_charts(&paper)));
    assert_eq!(read.text, without_charts(&paper).text);
}
