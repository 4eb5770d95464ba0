//! `check/1`: the same shape for one file and many.

use super::baseline::Baseline;
use super::papers::{Checked, Paper, findings};
use crate::cli::json;
use mingzhang_app::check_paper::{Coverage, Passed};
use mingzhang_domain::finding::Severity;
use serde_json::{Value, json};

/// The whole answer.
pub(super) fn answer(checked: &[Checked], baseline: &Baseline, show_passed: bool) -> Value {
    let papers =
        || checked.iter().filter_map(|checked| Some((checked.file.as_str(), checked.result.as_ref().ok()?)));
    let mut coverage = Coverage::default();
    papers().for_each(|(_, paper)| coverage.add(&paper.coverage));
    let mut answer = json!({
        "format": "check/1",
        "files": checked.iter().map(file).collect::<Vec<_>>(),
        "findings": findings(checked).map(json::finding).collect::<Vec<_>>(),
        "coverage": json::coverage(&coverage),
    });
    let Some(map) = answer.as_object_mut() else { return answer };
    if show_passed {
        let of =
            |(file, paper): (&str, &Paper)| paper.passed.iter().map(|p| passed(file, p)).collect::<Vec<_>>();
        map.insert("passed".to_owned(), papers().flat_map(of).collect());
    }
    if let Some(said) = baseline.as_json() {
        map.insert("baseline".to_owned(), said);
    }
    answer
}

fn file(checked: &Checked) -> Value {
    let paper = match &checked.result {
        Err(reason) => return json!({"file": checked.file, "readable": false, "reason": reason}),
        Ok(paper) => paper,
    };
    let mut file = json!({
        "file": checked.file,
        "readable": true,
        "characters": paper.characters,
        "errors": paper.count(Severity::Error),
        "warnings": paper.count(Severity::Warning),
        "notes": paper.count(Severity::Note),
        "hidden": paper.hidden,
        "coverage": json::coverage(&paper.coverage),
    });
    if let (Some(map), Some(copy)) = (file.as_object_mut(), &paper.copy) {
        map.insert("marked".to_owned(), copy.place.display().to_string().into());
    }
    file
}

fn passed(file: &str, passed: &Passed) -> Value {
    json!({
        "file": file,
        "rule": passed.rule,
        "text": passed.text,
        "figures": passed.operands.iter().map(json::mention).collect::<Vec<_>>(),
    })
}
