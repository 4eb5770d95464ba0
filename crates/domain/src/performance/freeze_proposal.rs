//! 冻结提请: a unit proposes to stop a project's money, finance decides.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{ProjectCode, VoucherNo};
use crate::money::Fen;

/// What happens to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposalAct {
    /// 提请: by the unit.
    Proposed,
    /// 冻结: ordered by finance; the ledger's voucher is named.
    Frozen,
    /// 继续执行: decided by finance.
    Continued,
    /// 调剂: the money goes to another project.
    Reallocated,
    /// 取消: the project ends.
    Cancelled,
}

impl ProposalAct {
    /// All of them.
    pub const ALL: [ProposalAct; 5] = [
        ProposalAct::Proposed,
        ProposalAct::Frozen,
        ProposalAct::Continued,
        ProposalAct::Reallocated,
        ProposalAct::Cancelled,
    ];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            ProposalAct::Proposed => "proposed",
            ProposalAct::Frozen => "frozen",
            ProposalAct::Continued => "continued",
            ProposalAct::Reallocated => "reallocated",
            ProposalAct::Cancelled => "cancelled",
        }
    }

    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            ProposalAct::Proposed => "提请",
            ProposalAct::Frozen => "冻结",
            ProposalAct::Continued => "继续执行",
            ProposalAct::Reallocated => "调剂",
            ProposalAct::Cancelled => "取消",
        }
    }

    /// The act of a word.
    pub fn parse(word: &str) -> Option<ProposalAct> {
        ProposalAct::ALL.into_iter().find(|act| act.label() == word)
    }
}

/// One event of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreezeProposal {
    /// The number of the proposal.
    pub proposal: String,
    /// Which project.
    pub project: ProjectCode,
    /// What happens.
    pub act: ProposalAct,
    /// On which day.
    pub date: Date,
    /// How much is to be frozen, or is.
    pub amount: Fen,
    /// Why.
    pub reason: String,
    /// Who proposes or decides: an id or an office.
    pub by: String,
    /// The ledger's voucher that freezes; empty for every other act.
    pub voucher: VoucherNo,
}

impl Canonical for FreezeProposal {
    const KIND: &'static str = "freeze_proposal";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.proposal).text(self.project.as_str()).text(self.act.label());
        to.text(&self.date.to_string()).int(self.amount.0).text(&self.reason).text(&self.by);
        to.text(self.voucher.as_str());
    }
}

/// A proposal as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalState<'e> {
    /// How it was proposed.
    pub proposed: &'e FreezeProposal,
    /// How it was decided; `None` while it is not.
    pub decided: Option<&'e FreezeProposal>,
}

impl ProposalState<'_> {
    /// The proposals up to the end of a day, in the order of their days, as they stood then.
    pub fn on(events: &[FreezeProposal], day: Date) -> Vec<ProposalState<'_>> {
        let until: Vec<&FreezeProposal> = events.iter().filter(|event| event.date <= day).collect();
        let (proposed, decided): (Vec<_>, Vec<_>) =
            until.into_iter().partition(|event| event.act == ProposalAct::Proposed);
        let decision = |of: &FreezeProposal| {
            decided
                .iter()
                .copied()
                .find(|decision| decision.proposal == of.proposal && decision.date >= of.date)
        };
        let state = |proposed| ProposalState { proposed, decided: decision(proposed) };
        let mut states: Vec<ProposalState> = proposed.into_iter().map(state).collect();
        states.sort_by_key(|state| state.proposed.date);
        states
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_open_until_the_day_of_its_decision() {
        let event = |act, day| FreezeProposal {
            proposal: "TQ1".to_owned(),
            project: ProjectCode::new("A"),
            act,
            date: Date::constant(2020, 7, day),
            amount: Fen(100),
            reason: "停工".to_owned(),
            by: "05".to_owned(),
            voucher: VoucherNo::new(""),
        };
        let events = [event(ProposalAct::Continued, 20), event(ProposalAct::Proposed, 6)];
        let on = |day| ProposalState::on(&events, Date::constant(2020, 7, day));
        assert_eq!(on(5), []);
        assert_eq!((on(19).len(), on(19)[0].decided), (1, None));
        assert_eq!(on(20)[0].decided.map(|decided| decided.act), Some(ProposalAct::Continued));
    }
}
