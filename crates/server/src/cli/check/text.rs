//! The answer for people: every finding in its sentence, with marks under the figures, and what was covered.

use super::papers::{Checked, Paper};
use crate::cli::print::{self, say};
use mingzhang_app::check_paper::{CheckedPaper, Coverage, Passed};
use mingzhang_app::mark_paper::consequences;
use mingzhang_domain::finding::{Finding, Kind, Severity};
use mingzhang_domain::paper::{Content, Span};
use std::fmt::Write;

/// What is printed of a paper, made while its text is at hand.
pub(super) enum Shown {
    /// Nothing: the answer is for machines.
    Nothing,
    /// A page.
    Page(String),
    /// For each finding its lines, then what holds.
    Findings(Vec<String>, String),
}

impl Shown {
    /// What people see of a checked paper.
    pub(super) fn of(checked: &CheckedPaper, show_passed: bool) -> Shown {
        let text: Vec<char> = checked.paper.text.chars().collect();
        let lines = checked.findings.iter().map(|finding| finding_lines(finding, checked, &text)).collect();
        let passed = if show_passed { passed_lines(&checked.passed) } else { String::new() };
        Shown::Findings(lines, passed)
    }

    /// The findings of these indices are no longer shown.
    pub(super) fn hide(&mut self, hidden: &[usize]) {
        if let Shown::Findings(lines, _) = self {
            let mut index = 0;
            lines.retain(|_| {
                index += 1;
                !hidden.contains(&(index - 1))
            });
        }
    }

    /// All of it, under the name of the file.
    pub(super) fn text(&self, file: &str, paper: &Paper) -> Option<String> {
        match self {
            Shown::Nothing => None,
            Shown::Page(page) => Some(page.clone()),
            Shown::Findings(lines, passed) => {
                let hidden = match paper.hidden {
                    0 => String::new(),
                    count => format!(" · 已接受 {count}"),
                };
                let tally = print::tally(&paper.findings);
                let covered = coverage_lines(&paper.coverage);
                Some(format!("{file}\n{}{passed}  {tally}{hidden}\n{covered}", lines.concat()))
            }
        }
    }
}

/// Prints a checked paper.
pub(crate) fn print_checked(file: &str, checked: &CheckedPaper) {
    let Shown::Findings(lines, _) = Shown::of(checked, false) else { return };
    say!("{file}\n{}  {}", lines.concat(), print::tally(&checked.findings));
    say!("{}", coverage_lines(&checked.coverage).trim_end());
}

/// A table by paper, with a total.
pub(super) fn print_table(checked: &[Checked]) {
    let row = |name: &str, paper: &Paper| {
        let counts =
            [Severity::Error, Severity::Warning, Severity::Note].map(|severity| paper.count(severity));
        let Coverage { figures, passed, failed, .. } = paper.coverage;
        let numbers = counts.into_iter().chain([figures, passed, failed]);
        [name.to_owned()].into_iter().chain(numbers.map(|n| n.to_string())).collect::<Vec<String>>()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut sums = [0; 6];
    for checked in checked {
        match &checked.result {
            Ok(paper) => {
                let cells = row(&checked.file, paper);
                let numbers = cells.iter().skip(1).filter_map(|cell| cell.parse::<usize>().ok());
                sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
                rows.push(cells);
            }
            Err(_) => rows.push(vec![checked.file.clone(), "读不了".to_owned()]),
        }
    }
    let read = checked.iter().filter(|checked| checked.result.is_ok()).count();
    let total = [format!("合计 {} 份，读了 {read} 份", checked.len())];
    rows.push(total.into_iter().chain(sums.map(|sum| sum.to_string())).collect());
    rows.iter_mut().for_each(|row| row.resize(7, String::new()));
    print::table(&["报告", "错误", "警告", "提示", "识别的数", "相符", "不符"], 1, rows);
}

fn finding_lines(finding: &Finding, checked: &CheckedPaper, text: &[char]) -> String {
    let mut lines = String::new();
    let mut say = |line: String| {
        // Writing to a string does not fail.
        let _written = writeln!(lines, "{line}");
    };
    say(format!("  {}", print::finding_at(finding, nth_char(finding, checked))));
    sentence(text, finding).into_iter().flatten().for_each(|line| say(format!("    {line}")));
    consequences(finding).into_iter().for_each(|sentence| say(format!("    {sentence}")));
    finding.advice.iter().for_each(|advice| say(format!("    → {advice}")));
    lines
}

/// The character of its paragraph, or of its cell, at which a finding stands, counted from 1; in workbooks the cell says
/// enough.
fn nth_char(finding: &Finding, checked: &CheckedPaper) -> Option<usize> {
    let block = checked.paper.blocks.get(finding.place.block?)?;
    let start = finding.place.span?.start;
    let from = match &block.content {
        Content::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.span.start);
            cells.take_while(|from| *from <= start).last()?
        }
        _ => block.span.start,
    };
    let nth = start.checked_sub(from)?;
    finding.place.sheet.is_none().then_some(nth + 1)
}

fn passed_lines(passed: &[Passed]) -> String {
    passed.iter().map(|relation| format!("  相符 {}：{}\n", relation.rule, relation.text)).collect()
}

fn coverage_lines(coverage: &Coverage) -> String {
    let Coverage { figures, understood, in_relation, passed, failed, not_checkable } = coverage;
    let mut lines = format!(
        "  共识别 {figures} 个数，读懂单位 {understood} 个，其中 {in_relation} 个处在可核对的关系中；核对 {passed} 处相符，{failed} 处不符\n"
    );
    if !not_checkable.is_empty() {
        let reasons: Vec<String> =
            not_checkable.iter().map(|(why, count)| format!("{why}（{count}）")).collect();
        lines.push_str(&format!("  不能核对：{}\n", reasons.join("；")));
    }
    lines
}

/// Characters on each side of a figure that are shown with it.
const AROUND: usize = 24;

/// The surroundings of a finding, and a line with `‾` under the figure itself and `^` under those that belong to it.
fn sentence(text: &[char], finding: &Finding) -> Option<[String; 2]> {
    let figure = within(finding.place.span?, text.len());
    let breaks = |c: &char| *c == '\n';
    let before = text.get(figure.start.saturating_sub(AROUND)..figure.start)?;
    let from = figure.start - before.iter().rev().position(breaks).unwrap_or(before.len());
    let after = text.get(figure.end..(figure.end + AROUND).min(text.len()))?;
    let to = figure.end + after.iter().position(breaks).unwrap_or(after.len());
    let others: Vec<Span> = finding.also.iter().filter_map(|other| other.place.span).collect();
    let hidden = hidden(finding, figure);
    let (mut line, mut marks) = (String::new(), String::new());
    for (at, c) in text.iter().enumerate().take(to).skip(from) {
        let c = at.checked_sub(figure.start).and_then(|nth| hidden.get(nth)).unwrap_or(c);
        let c = if c.is_whitespace() { ' ' } else { *c };
        let inside = |span: &Span| (span.start..span.end).contains(&at);
        let mark = match () {
            () if inside(&figure) => '‾',
            () if others.iter().any(inside) => '^',
            () => ' ',
        };
        line.push(c);
        marks.extend(std::iter::repeat_n(mark, columns(c)));
    }
    if figure.start == figure.end {
        marks.push('‾');
    }
    Some([line, marks.trim_end().to_owned()])
}

/// What is shown in place of the figure: nothing else, but of personal data only the ends. A terminal's output is copied
/// into logs and mails.
fn hidden(finding: &Finding, figure: Span) -> Vec<char> {
    if finding.kind != Kind::PersonalData {
        return vec![];
    }
    let masked: Vec<char> = finding.stated.iter().flat_map(|stated| stated.chars()).collect();
    let length = figure.end - figure.start;
    if masked.len() == length { masked } else { vec!['*'; length] }
}

fn within(span: Span, length: usize) -> Span {
    Span { start: span.start.min(length), end: span.end.clamp(span.start.min(length), length) }
}

/// Columns that a terminal gives a character: two for Chinese and full-width ones.
fn columns(c: char) -> usize {
    const WIDE: [(char, char); 8] = [
        ('\u{1100}', '\u{115f}'),
        ('\u{2e80}', '\u{a4cf}'),
        ('\u{ac00}', '\u{d7a3}'),
        ('\u{f900}', '\u{faff}'),
        ('\u{fe30}', '\u{fe6f}'),
        ('\u{ff00}', '\u{ff60}'),
        ('\u{ffe0}', '\u{ffe6}'),
        ('\u{20000}', '\u{3fffd}'),
    ];
    1 + usize::from(WIDE.iter().any(|(from, to)| (*from..=*to).contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::finding::{Mention, Place};

    fn check_marks(text: &str, figure: (usize, usize), other: Option<(usize, usize)>, expected: [&str; 2]) {
        let place = |(start, end)| Place::text(0, Span { start, end });
        let mut finding = Finding::new("MZ-C001", Kind::Sum, Severity::Error, place(figure), "错");
        finding.also =
            other.into_iter().map(|at| Mention { place: place(at), text: String::new() }).collect();
        let text: Vec<char> = text.chars().collect();
        assert_eq!(sentence(&text, &finding).unwrap(), expected);
    }

    #[test]
    fn marks_stand_under_their_figures_also_behind_wide_characters() {
        check_marks(
            "共支出12万元，余3万元。",
            (3, 7),
            Some((9, 12)),
            ["共支出12万元，余3万元。", "      ‾‾‾‾‾‾    ^^^^^"],
        );
        check_marks("上一行\n得95分\n下一行", (5, 8), None, ["得95分", "  ‾‾‾‾"]);
        check_marks("甲\t", (2, 2), None, ["甲 ", "   ‾"]);
        // A place beyond the text is taken for its end.
        check_marks("甲", (7, 9), None, ["甲", "  ‾"]);
    }
}
