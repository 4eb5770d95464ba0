//! Clean papers with one digit changed: what a check of them finds.

use super::paper;
use mingzhang_checker::{Report, check};
use mingzhang_domain::finding::{Finding, Place, Severity};
use mingzhang_domain::paper::{Content, Span};
use std::collections::BTreeSet;
use std::path::Path;

/// A paper without an error.
pub struct Clean {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The papers in `tests/papers/`, and the text of the example year's report.
pub fn papers() -> Vec<Clean> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(root.join("tests/papers")).unwrap();
    let mut papers: Vec<Clean> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| Clean {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    papers.sort_by(|a, b| a.name.cmp(&b.name));
    let dump = std::fs::read_to_string(root.join("../app/src/report/tests/gaoxin-2020.txt")).unwrap();
    papers.push(Clean { name: "gaoxin-2020".to_owned(), text: undump(&dump) });
    papers
}

/// The dump of a paper as text: `Heading(1)  一、` is a line, `  a | b` a row of a table, `↑` a cell of the one above.
fn undump(dump: &str) -> String {
    let line = |line: &str| match line.strip_prefix("  ") {
        Some(row) if row.contains(" | ") => {
            row.split(" | ").map(|cell| if cell == "↑" { "" } else { cell }).collect::<Vec<_>>().join("\t")
        }
        _ => line.split_once("  ").map_or(line, |(_, text)| text).to_owned(),
    };
    dump.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What became of the figures of a paper.
#[derive(Default)]
pub struct Score {
    /// Figures with a changed digit.
    pub changed: usize,
    /// Changes of which a finding says that something is wrong at the figure.
    pub found: usize,
    /// The others: the line with the changed figure marked.
    pub missed: Vec<String>,
}

/// The spans of all figures that stand in a relation that holds.
pub fn proved(report: &Report) -> BTreeSet<(usize, usize)> {
    let operands = report.passed.iter().flat_map(|passed| &passed.operands);
    operands.filter_map(|operand| operand.place.span).map(|span| (span.start, span.end)).collect()
}

/// Cells of tables that are numbers, and how many of them stand in no relation that holds.
pub fn unproved_cells(text: &str) -> (usize, Vec<String>) {
    let paper = paper(text);
    let proved = proved(&check(&paper));
    let (mut count, mut open) = (0, Vec::new());
    for block in &paper.blocks {
        let Content::Table(table) = &block.content else { continue };
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let content = cell.content();
            let digits = content.trim().trim_end_matches('%').replace([',', '.', '-'], "");
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            count += 1;
            if !proved.iter().any(|(start, end)| *start < cell.span.end && cell.span.start < *end) {
                open.push(line_at(text, cell.span));
            }
        }
    }
    (count, open)
}

/// Changes one digit of `count` of the paper's proved figures, chosen by `seed`, or one digit of each.
pub fn score(clean: &Clean, seed: u64, count: Option<usize>) -> Score {
    let report = check(&paper(&clean.text));
    let figures: Vec<Span> = proved(&report).into_iter().map(|(start, end)| Span { start, end }).collect();
    let mut random = Random(seed);
    let mut score = Score::default();
    let chosen: Vec<Span> = match count {
        Some(count) => (0..count).filter_map(|_| figures.get(random.below(figures.len()))).copied().collect(),
        None => figures,
    };
    for span in chosen {
        let Some((text, at)) = change(&clean.text, span, &mut random) else { continue };
        let found = check(&paper(&text)).findings;
        score.changed += 1;
        if found.iter().any(|finding| is_about(finding, at)) {
            score.found += 1;
        } else {
            let errors: Vec<&str> =
                found.iter().filter(|f| f.severity > Severity::Note).map(|f| f.message.as_str()).collect();
            score.missed.push(format!("{} {errors:?}", line_at(&text, Span { start: at, end: at + 1 })));
        }
    }
    score
}

/// The text with one digit of a figure changed, and where; never a leading digit to zero.
fn change(text: &str, span: Span, random: &mut Random) -> Option<(String, usize)> {
    let mut chars: Vec<char> = text.chars().collect();
    let digits: Vec<usize> =
        (span.start..span.end).filter(|at| chars.get(*at).is_some_and(char::is_ascii_digit)).collect();
    let at = *digits.get(random.below(digits.len().max(1)))?;
    let old = chars.get(at)?.to_digit(10)?;
    let least = u32::from(Some(&at) == digits.first() && digits.len() > 1);
    let new = (least..10).filter(|digit| *digit != old).nth(random.below(9 - least as usize))?;
    *chars.get_mut(at)? = char::from_digit(new, 10)?;
    Some((chars.into_iter().collect(), at))
}

/// A finding that stands at a character or names it among its places; a last digit may be a tail, which is a note.
fn is_about(finding: &Finding, at: usize) -> bool {
    let holds = |place: &Place| place.span.is_some_and(|span| (span.start..span.end).contains(&at));
    let places = finding.also.iter().map(|also| &also.place).chain([&finding.place]);
    places.into_iter().any(holds)
}

/// The line around a span, the span marked.
fn line_at(text: &str, span: Span) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_end = |c: &char| *c == '\n';
    let start = chars.iter().take(span.start).rposition(is_end).map_or(0, |at| at + 1);
    let end = chars.iter().skip(span.end).position(is_end).map_or(chars.len(), |at| span.end + at);
    let slice = |from: usize, to: usize| chars.iter().skip(from).take(to - from).collect::<String>();
    let line =
        format!("{}⟦{}⟧{}", slice(start, span.start), slice(span.start, span.end), slice(span.end, end));
    line.replace('\t', "│")
}

/// A simple generator: the same seed gives the same changes everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}
