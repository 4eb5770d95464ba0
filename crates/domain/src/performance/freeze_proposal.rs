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
    /// 解冻: what was frozen by order may be spent again.
    Lifted,
}

impl ProposalAct {
    /// All of them.
    pub const ALL: [ProposalAct; 6] = [
        ProposalAct::Proposed,
        ProposalAct::Frozen,
        ProposalAct::Continued,
        ProposalAct::Reallocated,
        ProposalAct::Cancelled,
        ProposalAct::Lifted,
    ];

    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            ProposalAct::Proposed => "proposed",
            ProposalAct::Frozen => "frozen",
            ProposalAct::Continued => "continued",
            ProposalAct::Reallocated => "reallocated",
            ProposalAct::Cancelled => "cancelled",
            ProposalAct::Lifted => "lifted",
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
            ProposalAct::Lifted => "解冻",
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
    /// The ledger's voucher that freezes, the first of them; empty for every other act.
    pub voucher: VoucherNo,
}

/// Why an event of a proposal cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalRefusal {
    /// It is not proposed yet.
    NotProposed,
    /// It is proposed already.
    Proposed,
    /// It was decided like this on this day.
    Decided(ProposalAct, Date),
    /// Nothing of it is frozen by order.
    NotFrozen,
    /// It is a proposal for another project.
    OtherProject(ProjectCode),
    /// Its last event is of a later day.
    BeforeLast(Date),
}

impl FreezeProposal {
    /// Why the event cannot follow the last one of its proposal: proposed once, decided at most once; what was frozen by
    /// order may be lifted once.
    pub fn refusal(&self, last: Option<&FreezeProposal>) -> Option<ProposalRefusal> {
        use ProposalAct::{Frozen, Lifted, Proposed};
        let Some(last) = last else {
            return (self.act != Proposed).then_some(ProposalRefusal::NotProposed);
        };
        match (self.act, last.act) {
            (Proposed, _) => Some(ProposalRefusal::Proposed),
            (Lifted, act) if act != Frozen => Some(ProposalRefusal::NotFrozen),
            (Lifted, _) | (_, Proposed) if last.project != self.project => {
                Some(ProposalRefusal::OtherProject(last.project.clone()))
            }
            (Lifted, _) | (_, Proposed) => {
                (self.date < last.date).then_some(ProposalRefusal::BeforeLast(last.date))
            }
            (_, act) => Some(ProposalRefusal::Decided(act, last.date)),
        }
    }

    /// Whether a voucher of the ledger was posted by this order.
    pub fn froze_by(&self, voucher: &str) -> bool {
        let first = self.voucher.as_str();
        let rest = voucher.strip_prefix(first).filter(|_| !first.is_empty());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
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
    /// How what was frozen by order was set free again; `None` where it was not.
    pub lifted: Option<&'e FreezeProposal>,
}

impl ProposalState<'_> {
    /// The proposals up to the end of a day, in the order of their days, as they stood then.
    pub fn on(events: &[FreezeProposal], day: Date) -> Vec<ProposalState<'_>> {
        let until: Vec<&FreezeProposal> = events.iter().filter(|event| event.date <= day).collect();
        let (proposed, later): (Vec<_>, Vec<_>) =
            until.into_iter().partition(|event| event.act == ProposalAct::Proposed);
        let after = |of: &FreezeProposal, lifted: bool| {
            let is_it = |event: &&FreezeProposal| event.proposal == of.proposal && event.date >= of.date;
            let mut of_kind =
                later.iter().copied().filter(|event| (event.act == ProposalAct::Lifted) == lifted);
            of_kind.find(is_it)
        };
        let state = |proposed| ProposalState {
            proposed,
            decided: after(proposed, false),
            lifted: after(proposed, true),
        };
        let mut states: Vec<ProposalState> = proposed.into_iter().map(state).collect();
        states.sort_by_key(|state| state.proposed.date);
        states
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(act: ProposalAct, day: i8) -> FreezeProposal {
        FreezeProposal {
            proposal: "TQ1".to_owned(),
            project: ProjectCode::new("A"),
            act,
            date: Date::constant(2020, 7, day),
            amount: Fen(100),
            reason: "停工".to_owned(),
            by: "05".to_owned(),
            voucher: VoucherNo::new(if act == ProposalAct::Frozen { "TQ1/冻结" } else { "" }),
        }
    }

    #[test]
    fn a_proposal_is_made_decided_and_lifted_once_each_in_this_order() {
        use ProposalAct::{Cancelled, Continued, Frozen, Lifted, Proposed};
        let (proposed, frozen) = (event(Proposed, 6), event(Frozen, 20));
        let on = |day| Date::constant(2020, 7, day);
        for (next, last, refusal) in [
            (event(Proposed, 6), None, None),
            (event(Frozen, 20), None, Some(ProposalRefusal::NotProposed)),
            (event(Proposed, 7), Some(&proposed), Some(ProposalRefusal::Proposed)),
            (event(Lifted, 7), Some(&proposed), Some(ProposalRefusal::NotFrozen)),
            (event(Continued, 5), Some(&proposed), Some(ProposalRefusal::BeforeLast(on(6)))),
            (event(Cancelled, 7), Some(&proposed), None),
            (event(Cancelled, 21), Some(&frozen), Some(ProposalRefusal::Decided(Frozen, on(20)))),
            (event(Lifted, 21), Some(&frozen), None),
            (event(Lifted, 22), Some(&event(Lifted, 21)), Some(ProposalRefusal::NotFrozen)),
        ] {
            assert_eq!(next.refusal(last), refusal, "{next:?}");
        }
        let other = FreezeProposal { project: ProjectCode::new("B"), ..event(Frozen, 20) };
        assert_eq!(
            other.refusal(Some(&proposed)),
            Some(ProposalRefusal::OtherProject(ProjectCode::new("A")))
        );
    }

    #[test]
    fn the_vouchers_of_an_order_begin_with_the_one_that_it_names() {
        let order = event(ProposalAct::Frozen, 20);
        assert!(order.froze_by("TQ1/冻结") && order.froze_by("TQ1/冻结/2"));
        assert!(!order.froze_by("TQ1/冻结2") && !order.froze_by("TQ1"));
        assert!(!event(ProposalAct::Proposed, 6).froze_by("TQ1/冻结"));
    }

    #[test]
    fn what_was_frozen_by_order_is_lifted_on_its_day() {
        let events =
            [event(ProposalAct::Proposed, 6), event(ProposalAct::Frozen, 20), event(ProposalAct::Lifted, 25)];
        let on = |day| ProposalState::on(&events, Date::constant(2020, 7, day));
        assert_eq!((on(24)[0].decided, on(24)[0].lifted), (Some(&events[1]), None));
        assert_eq!((on(25)[0].decided, on(25)[0].lifted), (Some(&events[1]), Some(&events[2])));
    }

    #[test]
    fn a_proposal_is_open_until_the_day_of_its_decision() {
        let events = [event(ProposalAct::Continued, 20), event(ProposalAct::Proposed, 6)];
        let on = |day| ProposalState::on(&events, Date::constant(2020, 7, day));
        assert_eq!(on(5), []);
        assert_eq!((on(19).len(), on(19)[0].decided), (1, None));
        assert_eq!(on(20)[0].decided.map(|decided| decided.act), Some(ProposalAct::Continued));
    }
}
