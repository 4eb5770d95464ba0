//! The Chinese sentences for what the domain says in facts: refusals, faults of an evaluation, faults of a policy.
//!
//! One `match` each, so a new variant does not compile until it has words. Every sentence says what is wrong with the
//! figures in it, and what to do or who may lift it.

mod department;
mod evaluation;
mod goal;
mod io;
mod library;
mod monitoring;
mod policy;
mod refusal;
mod rule;
mod score;

pub use department::{measure_method, measure_note, uncomputable};
pub use evaluation::evaluation_fault;
pub use goal::{RULES as GOAL_RULES, goal_fault};
pub use io::io_reason;
pub use library::{RULES as LIBRARY_RULES, step_refusal};
pub use monitoring::{
    RULES as MONITORING_RULES, due, lapse_finding, monitoring_fault, proposal_refusal, task_refusal,
};
pub use policy::policy_fault;
pub use refusal::{RULES as LEDGER_RULES, refusal, refusal_finding};
pub use rule::Rule;
pub(crate) use rule::rules;
pub use score::{remark, step, unscorable};

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is wrong, with the facts in it.
    pub message: String,
    /// What to do, and who may lift it.
    pub advice: String,
}

impl Sentence {
    /// Puts both together.
    fn new(message: impl Into<String>, advice: impl Into<String>) -> Sentence {
        Sentence { message: message.into(), advice: advice.into() }
    }
}

/// Every rule by which data sets, vouchers, policies and returned papers are judged.
pub fn rules_of_input() -> impl Iterator<Item = &'static Rule> {
    crate::dataset::RULES
        .iter()
        .chain(crate::import_year::RULES)
        .chain(crate::import_large::RULES)
        .chain(crate::instruction_line::RULES)
        .chain(crate::anchor::RULES)
        .chain(crate::carry_over::RULES)
        .chain(crate::back_up::RULES)
        .chain(crate::verify_bundle::RULES)
        .chain(LEDGER_RULES)
        .chain(MONITORING_RULES)
        .chain(crate::monitor_round::RULES)
        .chain(crate::freeze_project::RULES)
        .chain(crate::attach_paper::RULES)
        .chain(LIBRARY_RULES)
        .chain(GOAL_RULES)
        .chain(crate::project_library::RULES)
        .chain(crate::self_evaluate::RULES)
        .chain(crate::policies::RULES)
        .chain(crate::report::RULES)
        .chain(crate::unread::RULES)
        .chain(crate::check_against::RULES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_has_its_own_code_a_title_and_an_advice() {
        let mut codes = HashSet::new();
        for rule in rules_of_input() {
            assert!(codes.insert(rule.code), "{} stands twice", rule.code);
            assert!(!rule.title.is_empty() && !rule.advice.is_empty(), "{}", rule.code);
        }
    }
}
