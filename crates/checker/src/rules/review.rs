//! What a reviewer asks of a paper beyond its figures: one file per rule. They are warnings and notes, never errors;
//! only personal data in a paper for publication are.

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::GridCell;
use crate::read::indicators::{self, IndicatorRow, IndicatorTable};
use crate::read::outline::{self, Chapter};
use crate::review::{Options, Profile, ReviewLimits};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Finding, Mention, Place};

pub(crate) mod all_full_marks;
pub(crate) mod cost_at_least;
pub(crate) mod damaged_document_number;
pub(crate) mod date_serial;
pub(crate) mod deduction_without_reason;
pub(crate) mod formal_target;
pub(crate) mod full_mark_without_evidence;
pub(crate) mod missing_part;
pub(crate) mod name_of_its_class;
pub(crate) mod over_achievement;
pub(crate) mod payment_as_output;
pub(crate) mod personal_data;
pub(crate) mod problem_with_full_mark;
pub(crate) mod problems_without_measures;
pub(crate) mod satisfaction_without_survey;
pub(crate) mod unanswered_goal;
pub(crate) mod unexplained_adjustment;
mod words;
pub(crate) mod wrong_class;
pub(crate) mod zero_completion;

/// Everything that a rule of the review looks at.
pub(crate) struct Review<'r> {
    /// The paper as read.
    pub reading: &'r Reading,
    /// Its tables of indicators.
    pub tables: Vec<IndicatorTable>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// From where on something is said.
    pub limits: &'r ReviewLimits,
    /// The paper is to be published.
    pub publish: bool,
}

/// A rule of the review and how it tests.
pub(crate) struct ReviewRule {
    /// Its page.
    pub doc: RuleDoc,
    /// Its test.
    check: fn(&Review, &mut Outcome),
}

/// All rules of the review in the order of their codes.
pub(crate) static RULES: [ReviewRule; 19] = [
    ReviewRule { doc: all_full_marks::RULE, check: all_full_marks::check },
    ReviewRule { doc: full_mark_without_evidence::RULE, check: full_mark_without_evidence::check },
    ReviewRule { doc: problem_with_full_mark::RULE, check: problem_with_full_mark::check },
    ReviewRule { doc: satisfaction_without_survey::RULE, check: satisfaction_without_survey::check },
    ReviewRule { doc: formal_target::RULE, check: formal_target::check },
    ReviewRule { doc: cost_at_least::RULE, check: cost_at_least::check },
    ReviewRule { doc: wrong_class::RULE, check: wrong_class::check },
    ReviewRule { doc: payment_as_output::RULE, check: payment_as_output::check },
    ReviewRule { doc: name_of_its_class::RULE, check: name_of_its_class::check },
    ReviewRule { doc: deduction_without_reason::RULE, check: deduction_without_reason::check },
    ReviewRule { doc: over_achievement::RULE, check: over_achievement::check },
    ReviewRule { doc: zero_completion::RULE, check: zero_completion::check },
    ReviewRule { doc: unexplained_adjustment::RULE, check: unexplained_adjustment::check },
    ReviewRule { doc: problems_without_measures::RULE, check: problems_without_measures::check },
    ReviewRule { doc: unanswered_goal::RULE, check: unanswered_goal::check },
    ReviewRule { doc: missing_part::RULE, check: missing_part::check },
    ReviewRule { doc: personal_data::RULE, check: personal_data::check },
    ReviewRule { doc: damaged_document_number::RULE, check: damaged_document_number::check },
    ReviewRule { doc: date_serial::RULE, check: date_serial::check },
];

/// Applies all of them, where the profile asks for it.
pub(crate) fn check(reading: &Reading, options: &Options, outcome: &mut Outcome) {
    if options.profile == Profile::Figures {
        return;
    }
    let review = Review {
        reading,
        tables: indicators::tables(&reading.grids),
        chapters: outline::chapters(&reading.passages),
        limits: &options.limits,
        publish: options.profile == Profile::Publish,
    };
    RULES.iter().for_each(|rule| (rule.check)(&review, outcome));
}

impl Review<'_> {
    /// All indicators of all tables.
    fn indicators(&self) -> impl Iterator<Item = &IndicatorRow> {
        self.tables.iter().flat_map(|table| &table.rows)
    }
}

/// A finding of a rule at a place, stating what stands there.
fn finding(rule: &RuleDoc, place: &Place, stated: &str, message: String) -> Finding {
    let mut finding =
        Finding::new(rule.code, rule.kind, rule.severity, place.clone(), message).advise(rule.advice);
    finding.stated = Some(stated.to_owned());
    finding
}

/// A finding of a rule at a cell.
fn at_cell(rule: &RuleDoc, cell: &GridCell, message: String) -> Finding {
    finding(rule, &cell.place, &cell.text, message)
}

/// The same fault at several cells, said once: at the first, with the others attached.
fn gathered<'c>(
    rule: &RuleDoc,
    cells: impl IntoIterator<Item = &'c GridCell>,
    message: impl FnOnce(usize) -> String,
) -> Option<Finding> {
    let mut cells = cells.into_iter();
    let first = cells.next()?;
    let others = cells.map(|cell| Mention { place: cell.place.clone(), text: cell.text.clone() });
    let others: Vec<Mention> = others.collect();
    let mut finding = at_cell(rule, first, message(others.len() + 1));
    finding.also = others;
    Some(finding)
}
