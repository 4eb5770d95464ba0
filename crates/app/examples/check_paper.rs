//! How another program checks a paper: bytes in, findings out. No database, no files, no clock.
//!
//! `cargo run -p mingzhang-app --example check_paper -- 报告.docx`

use mingzhang_app::check_paper::{Options, Profile, check_paper_with};
use mingzhang_app::policies::Policies;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("check_paper FILE");
        return ExitCode::from(2);
    };
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    };
    match answer(&file, &bytes) {
        Ok(lines) => lines.iter().for_each(|line| println!("{line}")),
        Err(reason) => {
            eprintln!("{file}: {reason}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Every finding of a review in one line, then what was covered.
fn answer(file: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let options = Options { profile: Profile::Review, limits: Policies::embedded().review().clone() };
    let checked = check_paper_with(file, bytes, &options).map_err(|error| error.to_string())?;
    let mut lines: Vec<String> = Vec::new();
    for finding in &checked.findings {
        // Characters of the paper's text, which every format is decoded into.
        let at = finding.place.span.map_or(String::new(), |span| format!("{}..{} ", span.start, span.end));
        lines.push(format!("{at}{} {}", finding.rule, finding.message));
    }
    lines.push(format!("{} relations hold, {} do not", checked.coverage.passed, checked.coverage.failed));
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn the_example_finds_what_is_wrong() {
        let text = "全年预算10万元，支出5万元，执行率60%。";
        let lines = answer("a.txt", text.as_bytes()).expect("a paper");
        assert_eq!(lines.last().map(String::as_str), Some("0 relations hold, 1 do not"));
        assert!(lines[0].starts_with("18..21 MZ-C004"), "{lines:?}");
    }
}
