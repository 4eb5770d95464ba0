//! The same paper in every form in which an office may send it: what is found is the same, also with a digit changed.

use crate::support::{Desk, convert, print, published, python};
use encoding_rs::GB18030;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Clean papers, tables and running text. A line is a paragraph, lines with tabs are a table.
const PAPERS: [&str; 4] = [
    include_str!("../../../checker/tests/papers/final-account.md"),
    include_str!("../../../checker/tests/papers/subsidies.md"),
    include_str!("../../../checker/tests/papers/running-text.md"),
    include_str!("../../../checker/tests/papers/score-with-deductions.md"),
];

/// Writes a text as a Word file and as a workbook, as other programs do.
const WRITE: &str = r#"
import sys, docx, openpyxl
text, word, sheet = sys.argv[1:]
doc, book = docx.Document(), openpyxl.Workbook()
page, row, table = book.active, 0, None
for line in open(text, encoding='utf-8').read().split('\n'):
    cells = [cell.strip() for cell in line.split('\t')]
    if len(cells) == 1:
        table, row = None, row + 1
        if cells[0]:
            doc.add_paragraph(cells[0])
            page.cell(row, 1, cells[0])
            row += 1
        continue
    row += 1
    if table is None:
        table = doc.add_table(0, len(cells))
        table.style = 'Table Grid'
    while len(table.columns) < len(cells):
        table.add_column(500000)
    for column, (cell, own) in enumerate(zip(cells, table.add_row().cells), 1):
        own.text = cell
        decimals = len(cell.partition('.')[2])
        try:
            number = float(cell) if decimals else int(cell)
        except ValueError:
            number = cell
        stored = page.cell(row, column, number)
        if number is not cell and decimals:
            stored.number_format = '0.' + '0' * decimals
doc.save(word)
book.save(sheet)
"#;

/// What is understood of a paper: relations that were tested, that hold and that do not, and all findings.
type Understood = (Value, Value, Value, Vec<[String; 3]>);

fn understood(desk: &Desk, file: &Path) -> Understood {
    let ran = desk.run(&["check", "--format", "json", "--show-passed", &file.display().to_string()]);
    let answer: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}: {ran}", file.display()));
    let count = |name: &str| answer["coverage"][name].clone();
    let findings = answer["findings"].as_array().expect("findings").iter();
    let mut findings: Vec<[String; 3]> =
        findings.map(|f| ["rule", "stated", "recomputed"].map(|key| f[key].to_string())).collect();
    findings.sort();
    (count("in_relation"), count("passed"), count("failed"), findings)
}

/// Plain text without the marks of Markdown.
fn plain(paper: &str) -> String {
    paper.lines().map(|line| format!("{}\n", line.trim_start_matches(['#', ' ']))).collect()
}

/// The forms in which office programs keep a text: Word, Excel.
fn office(desk: &Desk, text: &str) -> [PathBuf; 2] {
    desk.write("office.txt", text);
    let [word, sheet] = ["office.docx", "office.xlsx"].map(|name| desk.path(name));
    python(WRITE, &[&desk.path("office.txt"), &word, &sheet]);
    [word, sheet]
}

/// The forms of plain text.
fn texts(desk: &Desk, text: &str) -> Vec<PathBuf> {
    let utf_16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    let forms: [(&str, Vec<u8>); 5] = [
        ("marked.txt", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("gb.txt", GB18030.encode(text).0.into_owned()),
        ("utf-16.txt", b"\xFF\xFE".iter().copied().chain(utf_16).collect()),
        ("windows.txt", text.replace('\n', "\r\n").into_bytes()),
        ("a.md", markdown(text).into_bytes()),
    ];
    forms
        .map(|(name, bytes)| {
            desk.write(name, bytes);
            desk.path(name)
        })
        .to_vec()
}

/// Rows between bars.
fn markdown(text: &str) -> String {
    let mut lines = Vec::new();
    let mut in_table = false;
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            [_] => lines.push(format!("{line}\n")),
            cells => {
                lines.push(format!("| {} |", cells.join(" | ")));
                lines.extend((!in_table).then(|| format!("|{}", " --- |".repeat(cells.len()))));
            }
        }
        in_table = cells.len() > 1;
    }
    lines.join("\n")
}

#[test]
fn a_paper_is_understood_alike_in_every_form() {
    for paper in PAPERS {
        let text = plain(paper);
        let desk = Desk::empty();
        desk.write("a.txt", &text);
        let in_text = understood(&desk, &desk.path("a.txt"));
        let [word, sheet] = office(&desk, &text);
        desk.write("page.html", crate::pdf::page_of(&text));
        let page = desk.path("page.html");
        let mut forms = texts(&desk, &text);
        forms.extend([convert(&word, "pdf"), print(&page), word, sheet, page]);
        for form in forms {
            assert_eq!(
                understood(&desk, &form),
                in_text,
                "{} of {}",
                form.display(),
                text.lines().next().unwrap()
            );
        }
    }
}

#[test]
fn a_changed_digit_is_found_alike_in_word_excel_page_and_pdf() {
    let changes: usize = std::env::var("MINGZHANG_CHANGES").ok().and_then(|s| s.parse().ok()).unwrap_or(3);
    let desk = Desk::empty();
    let mut missed = Vec::new();
    for (nth, paper) in (0..changes).zip(PAPERS.iter().cycle()) {
        let text = plain(paper);
        desk.write("a.txt", &text);
        let changed = with_a_digit_changed(&desk, &text, nth);
        desk.write("a.txt", &changed);
        let in_text = understood(&desk, &desk.path("a.txt"));
        if in_text.3.is_empty() {
            missed.push(changed_line(&text, &changed));
        }
        let [word, sheet] = office(&desk, &changed);
        desk.write("page.html", crate::pdf::page_of(&changed));
        let page = desk.path("page.html");
        for form in [word, sheet, print(&page), page] {
            assert_eq!(understood(&desk, &form), in_text, "{}:\n{changed}", form.display());
        }
    }
    assert!(missed.is_empty(), "of {changes} changes these are not found: {missed:#?}");
}

/// The line that was changed, before and after.
fn changed_line(text: &str, changed: &str) -> String {
    let pair = text.lines().zip(changed.lines()).find(|(before, after)| before != after);
    pair.map_or_else(String::new, |(before, after)| format!("{before}\n{after}"))
}

/// The text with one digit of a figure changed that stands in a relation that holds.
fn with_a_digit_changed(desk: &Desk, text: &str, nth: usize) -> String {
    let answer = desk.run(&["check", "a.txt", "--format", "json", "--show-passed"]).exits(0).json();
    let passed = answer["passed"].as_array().expect("relations");
    let mut chars: Vec<char> = text.chars().collect();
    // Figures in Chinese numerals have no digits.
    let figures = passed.iter().cycle().skip(nth * 7 + 3).take(passed.len());
    let mut digits = figures.map(|relation| digits_of(&relation["figures"][0]["place"], &chars));
    let digits = digits.find(|digits| !digits.is_empty()).expect("a figure with digits");
    // Not the last digit: a tail difference is only a note.
    let at = digits[(nth * 5) % (digits.len() - 1).max(1)];
    let digit = chars[at].to_digit(10).unwrap();
    chars[at] = char::from_digit(if digit == 9 { 8 } else { digit + 1 }, 10).unwrap();
    chars.into_iter().collect()
}

/// Where the digits of a place stand.
fn digits_of(place: &Value, chars: &[char]) -> Vec<usize> {
    let end = |key: &str| usize::try_from(place[key].as_u64().expect("a place")).unwrap();
    (end("start")..end("end")).filter(|at| chars[*at].is_ascii_digit()).collect()
}

#[test]
fn the_published_paper_has_the_same_flaws_as_word_file_and_workbook() {
    let desk = Desk::empty();
    let text = published();
    desk.write("a.txt", &text);
    let in_text = understood(&desk, &desk.path("a.txt"));
    let [word, sheet] = office(&desk, &text);
    for form in [word, sheet] {
        assert_eq!(understood(&desk, &form).3, in_text.3, "{}", form.display());
    }
}
