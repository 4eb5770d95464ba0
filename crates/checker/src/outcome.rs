//! What relations and rules found: what holds, what does not, what could not be tested and why.

use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Mention as Other, Place};
use std::collections::{BTreeMap, BTreeSet};

/// A figure of a paper, by the first character of its place.
pub(crate) type FigureAt = usize;

/// Where a figure stands and how it is printed, as a relation names it.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    /// Where.
    pub place: Place,
    /// As printed.
    pub text: String,
}

impl Operand {
    fn at(&self) -> Option<FigureAt> {
        self.place.span.map(|span| span.start)
    }
}

/// Collects what relations and rules find, and brings the symptoms of one root together.
#[derive(Default)]
pub(crate) struct Outcome {
    findings: Vec<Finding>,
    failures: Vec<Failure>,
    proved: BTreeSet<FigureAt>,
    related: BTreeSet<FigureAt>,
    passed: usize,
    not_checkable: BTreeMap<&'static str, usize>,
}

struct Failure {
    finding: Finding,
    involved: BTreeSet<FigureAt>,
}

/// The sum of what was tested.
pub(crate) struct Tally {
    pub findings: Vec<Finding>,
    pub in_relation: usize,
    pub passed: usize,
    pub failed: usize,
    pub not_checkable: Vec<(&'static str, usize)>,
}

impl Outcome {
    /// A relation holds between these figures.
    pub(crate) fn passes<'a>(&mut self, operands: impl IntoIterator<Item = &'a Place>) {
        let at: Vec<FigureAt> = operands.into_iter().filter_map(|p| p.span).map(|s| s.start).collect();
        self.related.extend(&at);
        self.proved.extend(&at);
        self.passed += 1;
    }

    /// A relation does not hold: `stated` should be `recomputed` by the other figures.
    pub(crate) fn fails(
        &mut self,
        rule: &RuleDoc,
        stated: Operand,
        recomputed: String,
        message: String,
        others: Vec<Operand>,
    ) {
        let involved: BTreeSet<FigureAt> = others.iter().chain([&stated]).filter_map(Operand::at).collect();
        self.related.extend(&involved);
        let mut finding = Finding::new(rule.code, rule.kind, rule.severity, stated.place, message)
            .figures(stated.text, recomputed)
            .advise(rule.advice);
        finding.also = others.into_iter().map(|o| Other { place: o.place, text: o.text }).collect();
        self.failures.push(Failure { finding, involved });
    }

    /// A relation is stated but cannot be tested.
    pub(crate) fn cannot_check(&mut self, why: &'static str) {
        *self.not_checkable.entry(why).or_default() += 1;
    }

    /// A finding that is no failed arithmetic.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Everything found, in reading order, symptoms attached to their roots.
    pub(crate) fn tally(mut self) -> Tally {
        let failed = self.failures.len();
        let roots = self.roots();
        self.findings.extend(roots);
        self.findings.sort_by_key(|f| (f.place.span.map_or(0, |s| s.start), f.rule));
        Tally {
            findings: self.findings,
            in_relation: self.related.len(),
            passed: self.passed,
            failed,
            not_checkable: self.not_checkable.into_iter().collect(),
        }
    }

    /// Two failures that share a figure which no relation proves have one root: the first is kept, the second becomes
    /// a place that belongs to it.
    fn roots(&mut self) -> Vec<Finding> {
        let mut roots: Vec<Failure> = Vec::new();
        for failure in std::mem::take(&mut self.failures) {
            let doubtful = |at: &FigureAt| !self.proved.contains(at);
            let root = roots.iter_mut().find(|r| r.involved.intersection(&failure.involved).any(doubtful));
            match root {
                Some(root) => {
                    let symptom = Other {
                        text: failure.finding.stated.clone().unwrap_or_default(),
                        place: failure.finding.place.clone(),
                    };
                    if symptom.place != root.finding.place && !root.finding.also.contains(&symptom) {
                        root.finding.also.push(symptom);
                    }
                }
                None => roots.push(failure),
            }
        }
        roots.into_iter().map(|r| r.finding).collect()
    }
}
