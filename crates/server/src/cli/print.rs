//! Tables and sentences for people, on stdout.

use comfy_table::{Cell, CellAlignment, LineStyle, Table, TableStyle};
use mingzhang_domain::finding::{Finding, Place, Severity};
use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints a line. A reader that has closed its end has read enough.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::print::line(&format!($($text)*)) };
}
pub(crate) use say;

/// Whether something could not be printed although somebody wanted to read it.
static LOST: AtomicBool = AtomicBool::new(false);

/// Prints a line; what a terminal would obey instead of showing it is replaced. A reader that has closed its end has
/// read enough; a full disk is remembered for the exit code.
pub(crate) fn line(text: &str) {
    let shown: String =
        text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect();
    note(writeln!(std::io::stdout().lock(), "{shown}"));
}

/// Prints a page as it is.
pub(crate) fn raw(text: impl AsRef<str>) {
    note(std::io::stdout().lock().write_all(text.as_ref().as_bytes()));
}

/// Remembers that something was lost; a reader that has closed its end has lost nothing.
fn note(written: std::io::Result<()>) {
    if written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Prints a line on stderr, where nothing can be done if nobody is there.
pub(crate) fn error_line(text: &str) {
    let _nowhere_to_complain = writeln!(std::io::stderr().lock(), "{text}");
}

/// Whether everything that was printed has arrived.
pub(crate) fn arrived() -> bool {
    note(std::io::stdout().flush());
    !LOST.load(Ordering::Relaxed)
}

/// A line above, below the headings and below: figures are easier to read without more.
const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// A table with headings; the columns from `numbers_from` on are numbers and stand to the right.
pub(crate) fn table(headings: &[&str], numbers_from: usize, rows: Vec<Vec<String>>) {
    let mut table = Table::new();
    table.load_style(STYLE);
    let align = |at: usize, text: String| {
        let alignment = if at >= numbers_from { CellAlignment::Right } else { CellAlignment::Left };
        Cell::new(text).set_alignment(alignment)
    };
    table.set_header(headings.iter().enumerate().map(|(at, text)| align(at, (*text).to_owned())));
    for row in rows {
        table.add_row(row.into_iter().enumerate().map(|(at, text)| align(at, text)));
    }
    line(&table.to_string());
}

/// Where something stands, in words: file, sheet, row and column, or paragraph.
fn place(place: &Place) -> String {
    let file = place.file.clone().unwrap_or_default();
    [file, place_in_file(place)].join(" ").trim().to_owned()
}

/// Where something stands inside its file.
fn place_in_file(place: &Place) -> String {
    let mut parts = Vec::new();
    parts.extend(place.sheet.as_ref().map(|sheet| format!("工作表“{sheet}”")));
    parts.extend(place.page.map(|page| format!("第{page}页")));
    parts.extend(place.row.map(|row| format!("第{row}行")));
    parts.extend(place.column.as_ref().map(|column| format!("“{column}”列")));
    // In a workbook nobody counts paragraphs.
    let block = place.block.filter(|_| place.sheet.is_none());
    parts.extend(block.map(|block| format!("第{}段", block + 1)));
    parts.extend(place.cell.clone());
    parts.join(" ")
}

/// A finding in one or two lines, with its file.
pub(crate) fn finding_line(finding: &Finding) -> String {
    lines(finding, &place(&finding.place))
}

/// A finding in one line, where the file is named above; `nth` is the character of its paragraph.
pub(crate) fn finding_at(finding: &Finding, nth: Option<usize>) -> String {
    let nth = nth.map_or(String::new(), |nth| format!(" 第{nth}字"));
    head(finding, &format!("{}{nth}", place_in_file(&finding.place)))
}

/// What is wrong and where, in one line.
fn head(finding: &Finding, place: &str) -> String {
    let head = [finding.severity.label(), finding.rule, place].join(" ");
    format!("{}：{}", head.trim_end(), finding.message)
}

fn lines(finding: &Finding, place: &str) -> String {
    let advice = finding.advice.as_ref().map_or(String::new(), |advice| format!("\n    → {advice}"));
    format!("{}{advice}", head(finding, place))
}

/// How many findings there are of each severity.
pub(crate) fn tally(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let of = |severity: Severity| format!("{} {}", severity.label(), count(severity));
    [Severity::Error, Severity::Warning, Severity::Note].map(of).join(" · ")
}
