//! The list of all rules. A rule's file is the rule, its page and its wording; this list is what `mingzhang rule` shows.

use crate::review::Profile;
use crate::{outcome, relations};
use mingzhang_domain::finding::{Kind, Severity};
use std::sync::LazyLock;

pub(crate) mod band_gap;
pub(crate) mod missing_column;
pub(crate) mod missing_score;
pub(crate) mod missing_signature;
pub(crate) mod review;
pub(crate) mod shifted_cell;

/// A rule for people: what it tests, why, an example that fails and one that passes, and where it keeps silent.
#[derive(Clone, Debug)]
pub struct RuleDoc {
    /// The stable code: `MZ-C001`.
    pub code: &'static str,
    /// Its name in English: `sum`.
    pub name: &'static str,
    /// What sort of fault it finds.
    pub kind: Kind,
    /// How grave its findings are.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What it tests.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about a finding.
    pub advice: &'static str,
    /// A short paper that has the fault; table cells are divided by tabs.
    pub fails: &'static str,
    /// A short paper that has not.
    pub passes: &'static str,
    /// Where it keeps silent, and why.
    pub limits: &'static str,
}

/// All rules in the order of their codes.
pub fn rules() -> &'static [RuleDoc] {
    static ALL: LazyLock<Vec<RuleDoc>> = LazyLock::new(|| {
        figures().iter().cloned().chain(review::RULES.iter().map(|rule| rule.doc.clone())).collect()
    });
    &ALL
}

impl RuleDoc {
    /// The narrowest profile under which the rule is applied.
    pub fn profile(&self) -> Profile {
        match self.kind {
            Kind::PersonalData => Profile::Publish,
            _ if figures().iter().any(|rule| rule.code == self.code) => Profile::Figures,
            _ => Profile::Review,
        }
    }
}

/// The rules about figures and the form around them; the others are [`review::RULES`].
fn figures() -> &'static [RuleDoc] {
    static RULES: &[RuleDoc] = &[
        relations::sum::SUM,
        relations::sum::COUNT_SUM,
        relations::list_count::RULE,
        relations::rate::RULE,
        relations::share::RULE,
        relations::growth::RULE,
        relations::difference::RULE,
        relations::repeat::RULE,
        relations::percentage::CUT,
        relations::score_total::RULE,
        relations::weight_total::RULE,
        relations::score_above_weight::RULE,
        missing_score::RULE,
        shifted_cell::RULE,
        relations::grade_band::RULE,
        band_gap::RULE,
        missing_signature::RULE,
        missing_column::RULE,
        relations::table_sum::RULE,
        relations::table_rate::RULE,
        relations::change::RULE,
        relations::adjustment::ADJUSTED,
        relations::adjustment::NET,
        relations::points::RULE,
        relations::unit_conversion::RULE,
        relations::product::RULE,
        relations::table_row::SUM,
        relations::table_row::DIFFERENCE,
        relations::table_row::PRODUCT,
        relations::table_rate::GROWTH,
        relations::table_share::RULE,
        relations::score_parts::PARTS,
        relations::score_parts::DEDUCTION,
        relations::date_order::RULE,
        relations::rate_score::RULE,
        outcome::tails::RULE,
        relations::table_running::RULE,
        relations::average::RULE,
        relations::text_table::RULE,
        relations::table_balance::RULE,
        relations::text_share::RULE,
        relations::text_group::RULE,
        relations::text_score::RULE,
        relations::table_rate_score::RULE,
        relations::table_base::RULE,
        relations::text_growth::RULE,
        relations::table_row::AVERAGE,
        relations::text_near::RULE,
        relations::text_rate::RULE,
        relations::share_total::RULE,
        relations::duration::RULE,
        relations::apportion::RULE,
        relations::multiple::RULE,
        relations::population::RULE,
    ];
    RULES
}
