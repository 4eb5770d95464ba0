//! The example year is true; and each kind of bad input, by changing the example in memory.

mod bad_input;
mod department;
mod monitoring;
mod results;
mod year;

use super::*;
use mingzhang_domain::finding::Severity;

/// The example with one file put through a change of its text.
fn changed(file: &str, change: impl Fn(&str) -> String) -> Vec<SourceFile> {
    let mut files = embedded();
    let of = files.iter_mut().find(|f| f.name == file).unwrap();
    of.bytes = change(std::str::from_utf8(&of.bytes).unwrap()).into_bytes();
    files
}

/// The example with one replacement in one file.
fn replaced(file: &str, from: &str, to: &str) -> Vec<SourceFile> {
    changed(file, |text| {
        assert!(text.contains(from), "{file} has no {from}");
        text.replacen(from, to, 1)
    })
}

/// The findings of a data set.
fn findings(files: &[SourceFile]) -> Vec<Finding> {
    read(files, &Policies::embedded()).1
}

/// Rule, file, row and column of each finding that is graver than a note.
fn places(findings: &[Finding]) -> Vec<(&str, &str, usize, &str)> {
    let grave = findings.iter().filter(|finding| finding.severity > Severity::Note);
    grave
        .map(|finding| {
            let place = &finding.place;
            let file = place.file.as_deref().unwrap_or("");
            (finding.rule, file, place.row.unwrap_or(0), place.column.as_deref().unwrap_or(""))
        })
        .collect()
}
