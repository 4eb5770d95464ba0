//! What relations and rules found: what holds, what does not, what could not be tested and why.

mod roots;
pub(crate) mod tails;

use crate::relation::{FigureAt, Formula, Operand, Relation};
use mingzhang_domain::finding::{Finding, Kind, Place};
use std::collections::{BTreeMap, BTreeSet};
use tails::Tail;

/// Collects what relations and rules find, and brings the symptoms of one root together.
#[derive(Default)]
pub(crate) struct Outcome {
    findings: Vec<Finding>,
    failures: Vec<Failure>,
    proved: BTreeSet<FigureAt>,
    related: BTreeSet<FigureAt>,
    reckoned: BTreeSet<FigureAt>,
    /// The part and the whole of every rate that holds.
    rates: BTreeSet<(FigureAt, FigureAt)>,
    passed: Vec<Relation>,
    tails: Vec<Tail>,
    not_checkable: BTreeMap<&'static str, usize>,
    /// Figures that a relation states and could not test: why. Another may test them yet.
    untested: Vec<(Option<FigureAt>, &'static str)>,
}

/// A relation that does not hold, and the finding about it.
pub(crate) struct Failure {
    /// The relation.
    pub relation: Relation,
    /// The words themselves name the figures of which it is made.
    pub by_words: bool,
    finding: Finding,
}

/// The sum of what was tested.
pub(crate) struct Tally {
    pub findings: Vec<Finding>,
    /// What stands in a relation, by its first character: figures, and dates and words as well.
    pub related: BTreeSet<FigureAt>,
    pub passed: Vec<Relation>,
    pub failed: usize,
    pub not_checkable: Vec<(&'static str, usize)>,
}

impl Outcome {
    /// A relation holds.
    pub(crate) fn passes(&mut self, relation: Relation) {
        self.proves(relation.figures().map(|operand| &operand.place));
        self.reckons(&relation);
        if let (Formula::Quotient, [part, whole]) = (relation.formula, relation.others.as_slice()) {
            self.rates.extend(part.at().zip(whole.at()));
        }
        self.tails.extend(tails::tail(&relation));
        self.passed.push(relation);
    }

    /// The figures of a relation were recomputed; a grade says nothing of how its score was made.
    fn reckons(&mut self, relation: &Relation) {
        if relation.rule.kind != Kind::GradeBand {
            self.reckoned.extend(relation.figures().filter_map(Operand::at));
        }
    }

    /// These figures stand in relations that hold and are counted already.
    pub(crate) fn proves<'a>(&mut self, operands: impl IntoIterator<Item = &'a Place>) {
        for span in operands.into_iter().filter_map(|place| place.span) {
            self.related.insert(span.start);
            self.proved.insert(span.start);
        }
    }

    /// Whether a figure stands in a relation that holds, of those tested so far.
    pub(crate) fn is_proved(&self, place: &Place) -> bool {
        place.span.is_some_and(|span| self.proved.contains(&span.start))
    }

    /// A figure was tested, and what is said about it is no failed relation.
    pub(crate) fn tests(&mut self, place: &Place) {
        self.related.extend(place.span.map(|span| span.start));
        self.reckoned.extend(place.span.map(|span| span.start));
    }

    /// Whether a figure stands in a relation that was recomputed.
    pub(crate) fn is_reckoned(&self, place: &Place) -> bool {
        place.span.is_some_and(|span| self.reckoned.contains(&span.start))
    }

    /// Whether a rate that holds is of this part and this whole.
    pub(crate) fn is_rate_of(&self, part: &Place, whole: &Place) -> bool {
        part.span.zip(whole.span).is_some_and(|(part, whole)| self.rates.contains(&(part.start, whole.start)))
    }

    /// Whether a figure stands in any relation that was tested so far.
    pub(crate) fn is_related(&self, place: &Place) -> bool {
        place.span.is_some_and(|span| self.related.contains(&span.start))
    }

    /// A relation does not hold: its stated figure should be `recomputed` by the others.
    pub(crate) fn fails(&mut self, relation: Relation, recomputed: String, message: String) {
        self.related.extend(relation.figures().filter_map(Operand::at));
        self.reckons(&relation);
        let Relation { rule, stated, others, .. } = &relation;
        let mut finding = Finding::new(rule.code, rule.kind, rule.severity, stated.place.clone(), message)
            .figures(stated.text.clone(), recomputed)
            .advise(rule.advice);
        finding.also = others.iter().map(Operand::mention).collect();
        self.failures.push(Failure { relation, by_words: false, finding });
    }

    /// The same of a relation whose figures the words themselves name.
    pub(crate) fn fails_by_words(&mut self, relation: Relation, recomputed: String, message: String) {
        self.fails(relation, recomputed, message);
        self.failures.last_mut().into_iter().for_each(|failure| failure.by_words = true);
    }

    /// Takes back the failures that something else explains; they count as what cannot be checked.
    pub(crate) fn withdraw(&mut self, why: &'static str, explained: impl Fn(&Failure) -> bool) {
        let before = self.failures.len();
        self.failures.retain(|failure| !explained(failure));
        (self.failures.len()..before).for_each(|_| self.cannot_check(why));
    }

    /// A relation is stated but cannot be tested.
    pub(crate) fn cannot_check(&mut self, why: &'static str) {
        *self.not_checkable.entry(why).or_default() += 1;
    }

    /// A relation states this figure but cannot test it; it is counted unless another does.
    pub(crate) fn cannot_test(&mut self, stated: &Place, why: &'static str) {
        self.untested.push((stated.span.map(|span| span.start), why));
    }

    /// The paper says itself that its figures were rounded: tails are no news.
    pub(crate) fn tails_are_known(&mut self) {
        self.tails.clear();
    }

    /// A finding that is no failed arithmetic.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Everything found, in reading order, symptoms attached to their roots.
    pub(crate) fn tally(mut self) -> Tally {
        let tested = |at: &Option<FigureAt>| at.is_some_and(|at| self.reckoned.contains(&at));
        let untested: Vec<&str> =
            self.untested.iter().filter(|(at, _)| !tested(at)).map(|(_, why)| *why).collect();
        untested.into_iter().for_each(|why| *self.not_checkable.entry(why).or_default() += 1);
        let failed = self.failures.len();
        let roots = roots::roots(self.failures, &self.passed, &self.proved);
        self.findings.extend(roots);
        self.findings.extend(tails::findings(self.tails));
        self.findings.sort_by_key(|f| (f.place.span.map_or(0, |s| s.start), f.rule));
        Tally {
            findings: self.findings,
            related: self.related,
            passed: self.passed,
            failed,
            not_checkable: self.not_checkable.into_iter().collect(),
        }
    }
}
