//! What relations and rules found: what holds, what does not, what could not be tested and why.

use crate::relation::{FigureAt, Operand, Relation};
use mingzhang_domain::finding::{Finding, Mention as Other, Place};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Collects what relations and rules find, and brings the symptoms of one root together.
#[derive(Default)]
pub(crate) struct Outcome {
    findings: Vec<Finding>,
    failures: Vec<Failure>,
    proved: BTreeSet<FigureAt>,
    related: BTreeSet<FigureAt>,
    passed: Vec<Relation>,
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
    pub passed: Vec<Relation>,
    pub failed: usize,
    pub not_checkable: Vec<(&'static str, usize)>,
}

impl Outcome {
    /// A relation holds.
    pub(crate) fn passes(&mut self, relation: Relation) {
        self.proves(relation.figures().map(|operand| &operand.place));
        self.passed.push(relation);
    }

    /// These figures stand in relations that hold and are counted already.
    pub(crate) fn proves<'a>(&mut self, operands: impl IntoIterator<Item = &'a Place>) {
        for span in operands.into_iter().filter_map(|place| place.span) {
            self.related.insert(span.start);
            self.proved.insert(span.start);
        }
    }

    /// A relation does not hold: its stated figure should be `recomputed` by the others.
    pub(crate) fn fails(&mut self, relation: Relation, recomputed: String, message: String) {
        let involved: BTreeSet<FigureAt> = relation.figures().filter_map(Operand::at).collect();
        self.related.extend(&involved);
        let Relation { rule, stated, others, .. } = relation;
        let mut finding = Finding::new(rule.code, rule.kind, rule.severity, stated.place, message)
            .figures(stated.text, recomputed)
            .advise(rule.advice);
        finding.also = others.iter().map(Operand::mention).collect();
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
        let mut roots: Vec<Root> = Vec::new();
        let mut first_of: HashMap<FigureAt, usize> = HashMap::new();
        for Failure { finding, involved } in std::mem::take(&mut self.failures) {
            let doubtful = || involved.iter().filter(|at| !self.proved.contains(at));
            match doubtful().filter_map(|at| first_of.get(at)).min().and_then(|first| roots.get_mut(*first)) {
                Some(root) => root.attach(finding),
                None => {
                    for at in doubtful() {
                        first_of.entry(*at).or_insert(roots.len());
                    }
                    roots.push(Root { finding, attached: None });
                }
            }
        }
        roots.into_iter().map(|root| root.finding).collect()
    }
}

/// A finding that gathers its symptoms.
struct Root {
    finding: Finding,
    /// What it names already; made with the first symptom.
    attached: Option<HashSet<Key>>,
}

/// What tells two places of a finding apart: the figure, its column, its text.
type Key = (Option<FigureAt>, Option<String>, String);

fn key(other: &Other) -> Key {
    (other.place.span.map(|span| span.start), other.place.column.clone(), other.text.clone())
}

impl Root {
    fn attach(&mut self, symptom: Finding) {
        let symptom = Other { text: symptom.stated.unwrap_or_default(), place: symptom.place };
        let also = &mut self.finding.also;
        let attached = self.attached.get_or_insert_with(|| also.iter().map(key).collect());
        if symptom.place != self.finding.place && attached.insert(key(&symptom)) {
            also.push(symptom);
        }
    }
}
