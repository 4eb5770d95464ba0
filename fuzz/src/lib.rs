//! What a fuzz target does with an input: read it, check it, mark it; and what must hold afterwards.
//!
//! `cargo +nightly fuzz run read_docx` in the root of the repository runs a target; `corpus/` holds its seeds, `crashes/`
//! the inputs that broke it once. `crates/app/tests/replay.rs` runs all of them with every test run.

use mingzhang_checker::check;
use mingzhang_documents::{Mark, excel, pdf, read, text, word};
use mingzhang_domain::finding::Place;
use mingzhang_domain::paper::Paper;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a target does with an input; it panics where something does not hold.
pub type Target = fn(&[u8]);

/// The targets by their name, which is that of their folders.
pub const TARGETS: [(&str, Target); 6] = [
    ("read_text", read_text),
    ("read_html", read_html),
    ("read_docx", read_docx),
    ("read_xlsx", read_xlsx),
    ("read_pdf", read_pdf),
    ("check_text", check_text),
];

/// The parts of a Word file that an input holds, separated by zero bytes.
const WORD_PARTS: [&str; 4] =
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"];
/// The parts of a workbook.
const WORKBOOK_PARTS: [&str; 3] = ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"];
const WORKBOOK: &str = "<workbook><sheets><sheet name='s' r:id='a'/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id='a' Type='/worksheet' Target='worksheets/sheet1.xml'/>\
    <Relationship Id='b' Type='/styles' Target='styles.xml'/><Relationship Id='c' Type='/sharedStrings' Target='sharedStrings.xml'/>\
    </Relationships>";

/// A text file in any encoding.
pub fn read_text(bytes: &[u8]) {
    let _ = checked("a.txt", bytes);
}

/// A web page.
pub fn read_html(bytes: &[u8]) {
    let _ = checked("a.html", bytes);
}

/// A Word file, or the parts of one.
pub fn read_docx(bytes: &[u8]) {
    let file = if bytes.starts_with(b"PK") { bytes.to_vec() } else { package(bytes, &WORD_PARTS, &[]) };
    let Some(paper) = checked("a.docx", &file) else { return };
    if let Ok(marked) = word::mark(&file, &marks(&paper)) {
        assert_eq!(word::read(&marked).as_ref(), Ok(&paper), "a marked copy says something else");
    }
}

/// A workbook, or the parts of one.
pub fn read_xlsx(bytes: &[u8]) {
    let beside = [("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONS)];
    let file =
        if bytes.starts_with(b"PK") { bytes.to_vec() } else { package(bytes, &WORKBOOK_PARTS, &beside) };
    let Some(paper) = checked("a.xlsx", &file) else { return };
    if let Ok(marked) = excel::mark(&file, &marks(&paper)) {
        assert_eq!(excel::read(&marked).as_ref(), Ok(&paper), "a marked copy says something else");
    }
}

/// A PDF file.
pub fn read_pdf(bytes: &[u8]) {
    let Some(paper) = checked("a.pdf", bytes) else { return };
    if let Ok(marked) = pdf::mark(bytes, &marks(&paper)) {
        assert!(pdf::read(&marked).is_ok(), "a marked copy cannot be read");
    }
}

/// Any characters as a paper: numbers, units and relations.
pub fn check_text(bytes: &[u8]) {
    consistent(&text::read(&String::from_utf8_lossy(bytes)));
}

/// The paper that a file is read as, where it can be read.
fn checked(name: &str, bytes: &[u8]) -> Option<Paper> {
    let paper = read(name, bytes).ok()?;
    consistent(&paper);
    Some(paper)
}

/// Every piece covers its own characters, and every finding stands inside the text.
fn consistent(paper: &Paper) {
    let chars: Vec<char> = paper.text.chars().collect();
    for run in paper.blocks.iter().flat_map(|block| block.runs()) {
        let covered = chars.get(run.span.start..run.span.end).map(String::from_iter);
        assert_eq!(covered.as_ref(), Some(&run.text), "a run covers other characters than its own");
    }
    for finding in check(paper).findings {
        let end = finding.place.span.map_or(0, |span| span.end);
        assert!(end <= chars.len(), "a finding stands outside the text");
    }
}

/// A mark at the beginning, one in the middle of each of some blocks, one beyond the end.
fn marks(paper: &Paper) -> Vec<Mark> {
    let blocks = paper.blocks.iter().enumerate().take(8);
    let mut marks: Vec<Mark> = blocks
        .map(|(index, block)| {
            let mut span = block.span;
            span.start += (span.end - span.start) / 3;
            let mut place = Place::text(index, span);
            place.locate(paper);
            Mark { place, title: "t".to_owned(), text: "a\nb".to_owned() }
        })
        .collect();
    marks.push(Mark::default());
    marks
}

fn package(bytes: &[u8], names: &[&str], beside: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, options).expect("a part begins in memory");
        zip.write_all(bytes).expect("a part is written to memory");
    };
    add("[Content_Types].xml", b"<Types/>");
    beside.iter().for_each(|(name, text)| add(name, text.as_bytes()));
    names.iter().zip(bytes.split(|byte| *byte == 0)).for_each(|(name, part)| add(name, part));
    zip.finish().expect("a container is closed in memory").into_inner()
}
