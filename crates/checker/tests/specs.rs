//! The specs in `specs/` run as tests.
//!
//! A spec is Markdown: prose, and text blocks that are short papers. The line before a block says what is found in it:
//! `finds: MZ-C001 sum error 120.50万元 -> 121.00万元`, one line per finding, or `clean`. The wrong figure is marked
//! with ⟦…⟧ where the finding must stand; the marks are taken out before the check. A line `slip: swapped_digits 198万元 ->
//! 189万元` or `conclusion: changed 良` says what the findings say about it; without such a line they may say anything.
//! A line `profile: review` holds for all blocks behind it.

mod support;

use mingzhang_checker::{Options, Profile, check_with};
use mingzhang_domain::finding::{Conclusion, Finding, Slip};
use mingzhang_domain::paper::Span;
use std::path::Path;

#[test]
fn every_example_of_the_specs_is_found_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let (mut examples, mut failures) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for example in examples_of(&text) {
            failures.extend(run(&format!("{name}:{}", example.line), &example).err());
            examples += 1;
        }
    }
    assert!(examples > 0, "no spec was run");
    assert!(failures.is_empty(), "{} of {examples} fail:\n{}", failures.len(), failures.join("\n"));
}

struct Example {
    line: usize,
    profile: Profile,
    expected: Vec<String>,
    slips: Vec<String>,
    conclusions: Vec<String>,
    paper: String,
}

fn examples_of(text: &str) -> Vec<Example> {
    let (mut examples, mut paper) = (Vec::new(), None::<Vec<&str>>);
    let (mut expected, mut slips, mut conclusions) = (Vec::new(), Vec::new(), Vec::new());
    let mut profile = Profile::Figures;
    for (number, line) in text.lines().enumerate() {
        match &mut paper {
            Some(lines) if line == "```" => {
                let paper_text = lines.join("\n");
                examples.push(Example {
                    line: number + 1,
                    profile,
                    expected: std::mem::take(&mut expected),
                    slips: std::mem::take(&mut slips),
                    conclusions: std::mem::take(&mut conclusions),
                    paper: paper_text,
                });
                paper = None;
            }
            Some(lines) => lines.push(line),
            None if line.starts_with("```") => paper = Some(Vec::new()),
            None if line == "profile: review" => profile = Profile::Review,
            None if line == "profile: publish" => profile = Profile::Publish,
            None => {
                expected.extend(line.strip_prefix("finds: ").map(str::to_owned));
                slips.extend(line.strip_prefix("slip: ").map(str::to_owned));
                conclusions.extend(line.strip_prefix("conclusion: ").map(str::to_owned));
            }
        }
    }
    examples
}

/// What an example finds against what it says, all of it told at once.
fn run(name: &str, example: &Example) -> Result<(), String> {
    let (text, marked) = unmark(&example.paper);
    let options = Options { profile: example.profile, ..Options::default() };
    let report = check_with(&support::paper(&text), &options);
    let mut found: Vec<String> = report.findings.iter().map(describe).collect();
    let mut expected = example.expected.clone();
    expected.sort();
    found.sort();
    if found != expected {
        return Err(format!("{name}\n  found    {found:?}\n  expected {expected:?}"));
    }
    let slips: Vec<String> =
        report.findings.iter().filter_map(|f| f.slip.as_ref()).map(describe_slip).collect();
    if !example.slips.is_empty() && slips != example.slips {
        return Err(format!("{name}\n  slips    {slips:?}\n  expected {:?}", example.slips));
    }
    let concluded = report.findings.iter().filter_map(|f| f.conclusion.as_ref());
    let concluded: Vec<String> = concluded.map(describe_conclusion).collect();
    if !example.conclusions.is_empty() && concluded != example.conclusions {
        return Err(format!("{name}\n  concludes {concluded:?}\n  expected  {:?}", example.conclusions));
    }
    let mut spans: Vec<Span> = report.findings.iter().filter_map(|f| f.place.span).collect();
    spans.sort();
    if !marked.is_empty() && spans != marked {
        return Err(format!("{name}: the findings stand elsewhere\n{:#?}", report.findings));
    }
    Ok(())
}

/// `MZ-C001 sum error 120.50万元 -> 121.00万元`
fn describe(finding: &Finding) -> String {
    let head = format!("{} {} {}", finding.rule, finding.kind.as_str(), finding.severity.as_str());
    match (&finding.stated, &finding.recomputed) {
        (Some(stated), Some(right)) => format!("{head} {stated} -> {right}"),
        (Some(stated), None) => format!("{head} {stated}"),
        _ => head,
    }
}

/// `swapped_digits 198万元 -> 189万元`
fn describe_slip(slip: &Slip) -> String {
    format!("{} {} -> {}", slip.kind.as_str(), slip.figure.text, slip.likely)
}

/// `unchanged`, `changed 良`, `missed ≥95%`, `unknown`
fn describe_conclusion(conclusion: &Conclusion) -> String {
    match conclusion {
        Conclusion::Unchanged => "unchanged".to_owned(),
        Conclusion::Changed(to) => format!("changed {to}"),
        Conclusion::Target { aim, reached: true } => format!("reached {aim}"),
        Conclusion::Target { aim, reached: false } => format!("missed {aim}"),
        Conclusion::Unknown => "unknown".to_owned(),
    }
}

/// The text without its marks, and the characters that they enclose.
fn unmark(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut marked, mut start, mut at) = (String::new(), Vec::new(), 0, 0);
    for c in text.chars() {
        match c {
            '⟦' => start = at,
            '⟧' => marked.push(Span { start, end: at }),
            c => {
                plain.push(c);
                at += 1;
            }
        }
    }
    (plain, marked)
}
