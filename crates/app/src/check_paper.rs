//! Any paper, checked: bytes in, findings out. This is the call that other programs use as a library.

pub use mingzhang_checker::{Coverage, Options, Passed, Profile, ReviewLimits};

use crate::error::AppResult;
use crate::unread::unread;
use mingzhang_checker::check_with;
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
    /// Every relation that was recomputed and holds.
    pub passed: Vec<Passed>,
}

/// Reads a paper and checks its figures; `file` is its name as the user knows it.
///
/// # Errors
/// When the bytes cannot be read as a paper, with the reason and what to do.
pub fn check_paper(file: &str, bytes: &[u8]) -> AppResult<CheckedPaper> {
    check_paper_with(file, bytes, &Options::default())
}

/// Reads a paper and checks it for what the options ask: figures only, a review, or a review before publication.
///
/// # Errors
/// When the bytes cannot be read as a paper, with the reason and what to do.
pub fn check_paper_with(file: &str, bytes: &[u8], options: &Options) -> AppResult<CheckedPaper> {
    let paper = read(file, bytes)?;
    let report = check_with(&paper, options);
    let findings = unread(&paper).into_iter().chain(report.findings);
    let findings = findings.map(|finding| in_file(finding, file)).collect();
    Ok(CheckedPaper { paper, findings, coverage: report.coverage, passed: report.passed })
}

/// The finding with the file's name in all its places.
pub(crate) fn in_file(mut finding: Finding, file: &str) -> Finding {
    finding.place.file = Some(file.to_owned());
    let slipped = finding.slip.iter_mut().map(|slip| &mut slip.figure);
    for mention in finding.also.iter_mut().chain(slipped) {
        mention.place.file = Some(file.to_owned());
    }
    finding
}
