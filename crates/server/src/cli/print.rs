//! Tables and sentences for people, on stdout.

use comfy_table::{Cell, CellAlignment, Table, presets};
use mingzhang_domain::finding::{Finding, Place, Severity};
use std::io::Write;

/// Prints a line. A reader that has closed its end has read enough.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::print::line(&format!($($text)*)) };
}
pub(crate) use say;

/// Prints a line; ends quietly where nobody reads any more.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed_pipe_is_fine = writeln!(out, "{text}");
}

/// A table with headings; the columns from `numbers_from` on are numbers and stand to the right.
pub(crate) fn table(headings: &[&str], numbers_from: usize, rows: Vec<Vec<String>>) {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
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
pub(crate) fn place(place: &Place) -> String {
    let mut parts = Vec::new();
    parts.extend(place.file.clone());
    parts.extend(place.sheet.as_ref().map(|sheet| format!("表“{sheet}”")));
    parts.extend(place.page.map(|page| format!("第{page}页")));
    parts.extend(place.row.map(|row| format!("第{row}行")));
    parts.extend(place.column.as_ref().map(|column| format!("“{column}”列")));
    parts.extend(place.block.map(|block| format!("第{}段", block + 1)));
    parts.extend(place.cell.clone());
    parts.join(" ")
}

/// A finding in one or two lines.
pub(crate) fn finding_line(finding: &Finding) -> String {
    let place = place(&finding.place);
    let mut text = format!("{} {} {}：{}", finding.severity.label(), finding.rule, place, finding.message);
    if let Some(advice) = &finding.advice {
        text.push_str(&format!("\n    → {advice}"));
    }
    text
}

/// How many findings there are of each severity.
pub(crate) fn tally(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let of = |severity: Severity| format!("{} {}", severity.label(), count(severity));
    [Severity::Error, Severity::Warning, Severity::Note].map(of).join(" · ")
}
