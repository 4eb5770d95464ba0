//! Any paper, checked: bytes in, findings out. This is the call that other programs use as a library.

use crate::error::AppResult;
use mingzhang_checker::{Coverage, check};
use mingzhang_documents::read;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::paper::Paper;

/// A paper that was read and checked.
pub struct CheckedPaper {
    /// The paper as it was read.
    pub paper: Paper,
    /// What is wrong with it, in the order of the text, each with the file's name in its place.
    pub findings: Vec<Finding>,
    /// What was covered.
    pub coverage: Coverage,
}

/// Reads and checks a paper; `file` is its name as the user knows it.
///
/// # Errors
/// When the bytes cannot be read as a paper, with the reason and what to do.
pub fn check_paper(file: &str, bytes: &[u8]) -> AppResult<CheckedPaper> {
    let paper = read(file, bytes)?;
    let report = check(&paper);
    let findings = report.findings.into_iter().map(|finding| in_file(finding, file)).collect();
    Ok(CheckedPaper { paper, findings, coverage: report.coverage })
}

/// The finding with the file's name in all its places.
pub(crate) fn in_file(mut finding: Finding, file: &str) -> Finding {
    finding.place.file = Some(file.to_owned());
    for mention in &mut finding.also {
        mention.place.file = Some(file.to_owned());
    }
    finding
}
