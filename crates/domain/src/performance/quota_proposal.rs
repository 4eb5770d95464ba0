//! 预算安排建议: what a year's results say about next year's quota of a project.

use crate::history::{Canonical, Encoder};
use crate::ids::ProjectCode;
use crate::money::Fen;

/// A proposal for next year's quota of a project. Not a decision: a quota comes from an approval alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaProposal {
    /// Which project.
    pub project: ProjectCode,
    /// How much; nothing where the project should end.
    pub amount: Fen,
    /// Why so much.
    pub reason: String,
    /// The number of the problem from which it follows; empty where it follows from results alone.
    pub problem: String,
}

impl Canonical for QuotaProposal {
    const KIND: &'static str = "quota_proposal";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.project.as_str()).int(self.amount.0).text(&self.reason).text(&self.problem);
    }
}
