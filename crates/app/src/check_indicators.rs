//! A table of indicators put to the quality test: bytes in, findings out.

use crate::indicators::form;
use mingzhang_domain::finding::Finding;
use mingzhang_domain::performance::{IndicatorLibrary, indicator_quality};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedIndicators {
    /// How many rows were tested; `None` where the table could not be read.
    pub rows: Option<usize>,
    /// What is wrong: first with the table, then with its rows in their order. Rows are counted from 1 below the
    /// headings, columns are named as the file names them.
    pub findings: Vec<Finding>,
}

/// Tests every row of a CSV; `year` is the fiscal year where it is known.
pub fn check_indicators(
    file: &str,
    bytes: &[u8],
    library: &IndicatorLibrary,
    year: Option<i16>,
) -> CheckedIndicators {
    let (form, mut findings) = form::read(file, bytes);
    let rows = form.as_ref().map(|form| form.rows.iter().filter(|row| !row.is_empty()).count());
    if let Some(form) = form {
        let found = indicator_quality::check(&form.rows, library, year);
        findings.extend(found.into_iter().map(|finding| form.locate(finding, file)));
    }
    CheckedIndicators { rows, findings }
}
