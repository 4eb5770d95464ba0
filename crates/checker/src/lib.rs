//! The checker: a paper in, findings out. It finds the figures of a report, understands what text and tables say about
//! how they belong together, recomputes each, and is loud only where the paper certainly contradicts itself.
//!
//! # Layout
//! - `read/`: numbers, units, labels; sentences and tables joined over page breaks; lists of parts; score tables
//! - `relations/`: one file per relation between figures: how it is found, recomputed and put into words
//! - `rules/`: one file per rule about form; `rules/review/`: what a reviewer asks, where [`Options`] ask for it
//! - [`rules()`]: the plain list of both; `specs/`: their examples, run as tests
//! - `exact`: rounding intervals; `relation`: a relation as it was tested, solved for each of its figures; `slip`: which
//!   slip of the pen explains a figure
//! - `outcome`: what holds, what does not, one root reported once; `conclusion`: what an error does to the grade
//!
//! # Invariants
//! - Knows text and tables, no file format; no IO, no clock, no floating point.
//! - An error is certain: what the words leave open is counted as not checkable, never guessed aloud.
//! - A figure keeps its place: every finding stands at characters of the paper's own text.
//! - Time grows with the length of the paper, and nothing panics on any paper.

mod conclusion;
mod exact;
mod outcome;
mod read;
mod relation;
mod relations;
mod review;
mod rules;
mod slip;

pub use review::{Form, Options, Profile, ReviewLimits};
pub use rules::{RuleDoc, rules};

use mingzhang_domain::finding::{Finding, Mention, Place};
use mingzhang_domain::paper::Paper;
use outcome::Outcome;
use read::Reading;
use relation::{Operand, Relation};

/// What a check found and what it covered.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Findings in reading order; `place.file` is left to the caller.
    pub findings: Vec<Finding>,
    /// How much of the paper was understood and tested.
    pub coverage: Coverage,
    /// Every relation that holds, in the order in which they were tested.
    pub passed: Vec<Passed>,
}

/// A relation that was recomputed and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The code of the rule that tested it.
    pub rule: &'static str,
    /// Its figures, the stated one first; of the rows of a very long table only some.
    pub operands: Vec<Mention>,
    /// The computation: `98.50%＝357827.61万元÷363264.28万元`.
    pub text: String,
}

/// How much of a paper was understood and tested, so that silence never passes for a clean check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Numbers in text and tables that are figures: no dates, document numbers or codes.
    pub figures: usize,
    /// Of these, with a unit that is understood.
    pub understood: usize,
    /// Of these, in a relation that was tested.
    pub in_relation: usize,
    /// Relations that hold.
    pub passed: usize,
    /// Relations that do not.
    pub failed: usize,
    /// Relations that are stated but cannot be tested: why, and how many.
    pub not_checkable: Vec<(String, usize)>,
}

impl Coverage {
    /// Adds what another paper's check covered.
    pub fn add(&mut self, other: &Coverage) {
        self.figures += other.figures;
        self.understood += other.understood;
        self.in_relation += other.in_relation;
        self.passed += other.passed;
        self.failed += other.failed;
        for (reason, count) in &other.not_checkable {
            match self.not_checkable.iter_mut().find(|(known, _)| known == reason) {
                Some((_, sum)) => *sum += count,
                None => self.not_checkable.push((reason.clone(), *count)),
            }
        }
    }
}

/// Checks a paper against itself: its figures, and the form around them.
pub fn check(paper: &Paper) -> Report {
    check_with(paper, &Options::default())
}

/// Checks a paper for what the options ask.
pub fn check_with(paper: &Paper, options: &Options) -> Report {
    let reading = Reading::of(paper);
    let mut outcome = Outcome::default();
    relations::check(&reading, &mut outcome);
    if reading.passages.iter().any(says_rounded) {
        outcome.tails_are_known();
    }
    rules::shifted_cell::check(&reading, &mut outcome);
    rules::missing_score::check(&reading, &mut outcome);
    rules::missing_signature::check(&reading, &mut outcome);
    rules::missing_column::check(&reading, &mut outcome);
    rules::band_gap::check(&reading, &mut outcome);
    rules::review::check(&reading, options, &mut outcome);
    report(paper, &reading, outcome)
}

/// `注：分项之和与合计因四舍五入有尾差`
fn says_rounded(passage: &read::passage::Passage) -> bool {
    ["四舍五入", "尾差"].iter().any(|word| passage.find(word, 0).is_some())
}

fn report(paper: &Paper, reading: &Reading, outcome: Outcome) -> Report {
    let in_cells = reading.grids.iter().flat_map(|g| g.body()).flat_map(|(_, row)| row);
    let cells = in_cells.filter(|cell| cell.number().is_some()).map(|cell| &cell.place);
    let tally = outcome.tally();
    let figures: Vec<&Place> = reading.mentions.iter().map(|m| &m.place).chain(cells).collect();
    let related = |place: &&&Place| place.span.is_some_and(|span| tally.related.contains(&span.start));
    let (understood, in_relation) = (figures.len(), figures.iter().filter(related).count());
    let not_checkable = tally.not_checkable.into_iter().map(|(why, count)| (why.to_owned(), count)).collect();
    let coverage = Coverage {
        figures: understood + reading.without_unit,
        understood,
        in_relation,
        passed: tally.passed.len(),
        failed: tally.failed,
        not_checkable,
    };
    let mut findings: Vec<Finding> =
        tally.findings.into_iter().map(|finding| located(paper, finding)).collect();
    conclusion::conclude(reading, &mut findings);
    let passed = tally.passed.iter().map(|relation| passed(paper, relation)).collect();
    Report { findings, coverage, passed }
}

fn passed(paper: &Paper, relation: &Relation) -> Passed {
    let mut operands: Vec<Mention> = relation.figures().map(Operand::mention).collect();
    operands.iter_mut().for_each(|operand| operand.place.locate(paper));
    Passed { rule: relation.rule.code, operands, text: relation.text() }
}

/// A finding whose places say page, sheet and cell, as far as the paper knows them.
fn located(paper: &Paper, mut finding: Finding) -> Finding {
    finding.place.locate(paper);
    let slipped = finding.slip.iter_mut().map(|slip| &mut slip.figure);
    finding.also.iter_mut().chain(slipped).for_each(|other| other.place.locate(paper));
    finding
}
