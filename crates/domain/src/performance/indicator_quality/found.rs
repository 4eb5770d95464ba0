//! What the rules found, put into the order of the rows and given better examples.

use super::IndicatorColumn;
use super::read::{Row, Sheet};
use super::rule::QualityRule;
use crate::finding::{Finding, Kind, Mention, Place, Severity};
use std::cmp::Reverse;

/// What was found so far.
pub(super) struct Found<'s> {
    sheet: &'s Sheet<'s>,
    findings: Vec<Finding>,
}

impl<'s> Found<'s> {
    /// Nothing yet.
    pub(super) fn new(sheet: &'s Sheet<'s>) -> Found<'s> {
        Found { sheet, findings: Vec::new() }
    }

    /// Whether one of some rules spoke about a row already.
    pub(super) fn has(&self, row: &Row, rules: &[QualityRule]) -> bool {
        let number = Some(row.number);
        let is = |finding: &Finding| rules.iter().any(|rule| rule.code == finding.rule);
        self.findings.iter().any(|finding| finding.place.row == number && is(finding))
    }

    /// Reports a fault of a row, with an example of the library for its 二级指标.
    pub(super) fn report(
        &mut self,
        rule: &QualityRule,
        row: &Row,
        column: IndicatorColumn,
        message: impl Into<String>,
    ) {
        let example = self.sheet.example(row).map(|example| format!("例如“{}”。", example.shown()));
        self.add(rule, row, column, message, example.as_deref());
    }

    /// Reports a fault of a row, with an example of the caller's own.
    pub(super) fn report_with(
        &mut self,
        rule: &QualityRule,
        row: &Row,
        column: IndicatorColumn,
        message: impl Into<String>,
        example: &str,
    ) {
        self.add(rule, row, column, message, Some(example));
    }

    /// The finding that was reported last, to add to it.
    pub(super) fn last(&mut self) -> Option<&mut Finding> {
        self.findings.last_mut()
    }

    /// Names another row that belongs to the finding that was reported last.
    pub(super) fn also(&mut self, row: &Row, column: IndicatorColumn) {
        let mention = Mention { place: place(row, column), text: row.text(column).to_owned() };
        if let Some(finding) = self.last() {
            finding.also.push(mention);
        }
    }

    /// Makes the finding that was reported last a note: a person should look, nothing is certain.
    pub(super) fn only_a_note(&mut self) {
        if let Some(finding) = self.last() {
            finding.severity = Severity::Note;
        }
    }

    /// All findings in the order of the rows, the gravest first within a row.
    pub(super) fn in_order(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.place.row, Reverse(finding.severity), finding.rule));
        self.findings
    }

    fn add(
        &mut self,
        rule: &QualityRule,
        row: &Row,
        column: IndicatorColumn,
        message: impl Into<String>,
        example: Option<&str>,
    ) {
        let advice = format!("{}{}", rule.advice, example.unwrap_or_default());
        let finding = Finding::new(rule.code, Kind::Indicator, rule.severity, place(row, column), message);
        self.findings.push(finding.advise(advice));
    }
}

/// A cell of the form: rows are counted from 1 below the headings.
fn place(row: &Row, column: IndicatorColumn) -> Place {
    Place { row: Some(row.number), column: Some(column.heading().to_owned()), ..Place::default() }
}
