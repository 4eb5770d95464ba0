//! What a check found, put where a reader sees it: comments in a copy of the file, or the paper as a page with marks.

use crate::check_paper::{CheckedPaper, Coverage, Passed};
use crate::error::AppResult;
use mingzhang_documents::html::{MarkedPage, Note, Tone, write_marked};
use mingzhang_documents::{Mark, excel, pdf, word};
use mingzhang_domain::finding::{Conclusion, Finding, Mention, Severity};
use mingzhang_domain::paper::Paper;

/// What a marked copy is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    /// The file itself with comments: the bytes of a Word, Excel or PDF file.
    Copy(Vec<u8>),
    /// The paper as a page, because files of its kind hold no comments: text, Markdown, HTML.
    Page(String),
}

/// A copy of the file with a comment at every finding; a page where the file holds no comments.
///
/// # Errors
/// When the file cannot be read or takes no comments, with the reason and what to do.
pub fn mark_paper(file: &str, bytes: &[u8], checked: &CheckedPaper) -> AppResult<Marked> {
    let marks: Vec<Mark> = checked.findings.iter().map(mark).collect();
    let copy = if bytes.starts_with(b"PK") {
        let is_workbook = checked.paper.blocks.iter().any(|block| block.sheet.is_some());
        if is_workbook { excel::mark(bytes, &marks)? } else { word::mark(bytes, &marks)? }
    } else if is_pdf(bytes) {
        pdf::mark(bytes, &marks)?
    } else {
        return Ok(Marked::Page(marked_page(file, checked)));
    };
    Ok(Marked::Copy(copy))
}

/// The paper as one page: every finding and every proved figure is marked, a click shows the computation and the other
/// places.
pub fn marked_page(file: &str, checked: &CheckedPaper) -> String {
    let found = checked.findings.iter().map(|finding| note(finding, &checked.paper));
    let notes: Vec<Note> = found.chain(checked.passed.iter().map(proved)).collect();
    let summary = summary(&checked.coverage);
    write_marked(&checked.paper, &MarkedPage { title: file, summary: &summary, notes: &notes })
}

/// What was covered, as names and numbers for people.
pub fn summary(coverage: &Coverage) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = [
        ("识别的数", coverage.figures),
        ("读懂单位的", coverage.understood),
        ("处在可核对的关系中的", coverage.in_relation),
        ("核对相符的关系", coverage.passed),
        ("核对不符的关系", coverage.failed),
    ]
    .map(|(name, count)| (name.to_owned(), count.to_string()))
    .to_vec();
    let reasons = coverage.not_checkable.iter();
    rows.extend(reasons.map(|(why, count)| (format!("不能核对：{why}"), count.to_string())));
    rows
}

/// What a finding says about the slip behind it and the paper's conclusion, a sentence each.
pub fn consequences(finding: &Finding) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(slip) = &finding.slip {
        said.push(format!("可能是“{}”{}，应为 {}", slip.figure.text, slip.kind.label(), slip.likely));
    }
    match &finding.conclusion {
        Some(Conclusion::Changed(grade)) => said.push(format!("改正后评价等级会变为“{grade}”")),
        Some(Conclusion::Target { aim, reached }) => {
            let verb = if *reached { "达到" } else { "达不到" };
            said.push(format!("改正后{verb}目标（{aim}），与文中结论相反"));
        }
        Some(Conclusion::Unchanged) => said.push("改正后结论不变".to_owned()),
        Some(Conclusion::Unknown) | None => {}
    }
    let solutions = finding.solutions.iter();
    said.extend(solutions.map(|s| format!("若总分为 {}，则该项应为 {}", s.if_total, s.score)));
    said
}

fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    head.windows(5).any(|five| five == b"%PDF-")
}

fn mark(finding: &Finding) -> Mark {
    let mut lines = vec![finding.message.clone()];
    lines.extend(finding.recomputed.iter().map(|right| format!("重算：{right}")));
    lines.extend(consequences(finding));
    lines.extend(finding.advice.iter().map(|advice| format!("→ {advice}")));
    Mark { place: finding.place.clone(), title: title(finding), text: lines.join("\n") }
}

fn title(finding: &Finding) -> String {
    format!("{} {}", finding.severity.label(), finding.rule)
}

fn note(finding: &Finding, paper: &Paper) -> Note {
    let place = finding.place.span.map(|span| Mention {
        place: finding.place.clone(),
        text: finding.stated.clone().unwrap_or_else(|| paper.slice(span).to_owned()),
    });
    Note {
        tone: match finding.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Note => Tone::Note,
        },
        title: title(finding),
        text: finding.message.clone(),
        more: consequences(finding),
        advice: finding.advice.clone(),
        places: place.into_iter().chain(finding.also.iter().cloned()).collect(),
    }
}

fn proved(passed: &Passed) -> Note {
    Note {
        tone: Tone::Proved,
        title: format!("相符 {}", passed.rule),
        text: passed.text.clone(),
        more: vec![],
        advice: None,
        places: passed.operands.clone(),
    }
}
