//! 冻结提请: a unit proposes to stop a project's money, finance decides. An order freezes in the ledger, in the same
//! transaction: what is frozen cannot be requested, because it no longer lies in plans or is available. There is no second
//! lock. Lifting an order unfreezes what its vouchers still hold.

use crate::correct_course::at;
use crate::dataset::{EMPTY_FIELD, UNKNOWN_CODE};
use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::record::Recorded;
use crate::text::{self, rules};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, Place as At, has_errors};
use mingzhang_domain::ids::{LineCode, ProjectCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{Asked, Book, Details, FreezeOf, Instruction, Place, Posted, Slot, Voucher};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{FreezeProposal, ProposalAct, ProposalState};
use mingzhang_domain::register::Register;
use mingzhang_store::Stamp;
use std::collections::HashSet;

rules! {
    /// What can be wrong with a freeze beside the order of its events.
    RULES of Refusal;
    NOT_ENOUGH "MZ-M013" Error "可冻结的钱不够":
        "可冻结的是可用和已编计划的钱：请改小金额；在途的，先退回支付申请。";
    STILL_HELD "MZ-M014" Warning "在途的支付申请没有冻结": "要一并停止支付的，请退回这些支付申请，再冻结退回的钱。";
}

/// What is asked of a proposal; what is left out is as it was proposed.
#[derive(Clone, Debug)]
pub struct FreezeAsked {
    /// The number of the proposal.
    pub proposal: String,
    /// Which project; needed where it is proposed.
    pub project: Option<ProjectCode>,
    /// What happens.
    pub act: ProposalAct,
    /// On which day.
    pub date: Date,
    /// How much; all that can be frozen where nothing is proposed yet.
    pub amount: Option<Fen>,
    /// Why.
    pub reason: String,
    /// Who proposes or decides.
    pub by: String,
}

/// What was recorded.
#[derive(Clone, Debug)]
pub struct FreezeDone {
    /// How much was recorded, and what was noticed.
    pub recorded: Recorded,
    /// The event as it was completed.
    pub event: FreezeProposal,
    /// The vouchers that freeze or unfreeze.
    pub vouchers: Vec<Voucher>,
    /// What of the project can still be spent on new requests.
    pub spendable: Fen,
}

impl House {
    /// The proposals as they stood on a day, handed to `look`.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be read.
    pub async fn freeze_proposals<T>(
        &self,
        which: &Which,
        on: Date,
        look: impl FnOnce(&[ProposalState<'_>]) -> T,
    ) -> AppResult<T> {
        let register = self.year(which).await?.register;
        Ok(look(&ProposalState::on(&register.freeze_proposals, on)))
    }

    /// Records an event of a proposal, with the vouchers that an order or its lifting needs, all or nothing.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used; why it cannot be recorded is a finding.
    pub async fn freeze(&self, which: &Which, stamp: &Stamp, asked: FreezeAsked) -> AppResult<FreezeDone> {
        let ledger = self.ledger(which).await?;
        let mut tx = self.database.write().await?;
        let head = tx.lock(ledger).await?;
        let register = tx.register(ledger, Seq(i64::MAX)).await?;
        let register = register.ok_or(AppError::NoSuchYear { year: which.year.0, there_is: Vec::new() })?;
        let mut done = begun(&asked, &register);
        let money = Money::of(&done.event.project, &register, &tx.places(ledger).await?);
        done.spendable = money.free();
        if done.event.act == ProposalAct::Proposed && asked.amount.is_none() {
            done.event.amount = money.free();
        }
        if is_recorded(&done.event, &register) {
            return Ok(done);
        }
        let found = faults(&done.event, &register);
        done.recorded.findings = found;
        let instructions = money.instructions(&mut done, &register);
        if has_errors(&done.recorded.findings) {
            return Ok(done);
        }
        let mut book = tx.book(&head, self.policies.treasury(), &instructions).await?;
        done.post(instructions, &mut book);
        if has_errors(&done.recorded.findings) {
            return Ok(done);
        }
        let mut changes: Vec<Change> = done.vouchers.iter().cloned().map(Change::from).collect();
        changes.push(Change::from(done.event.clone()));
        tx.append(&head, stamp, &changes, &book).await?;
        tx.commit().await?;
        done.recorded.changes = changes.len();
        Ok(done)
    }
}

impl FreezeDone {
    fn post(&mut self, instructions: Vec<Instruction>, book: &mut Book) {
        for instruction in instructions {
            match book.post(instruction) {
                Ok(Posted::New(voucher)) => self.vouchers.push(*voucher),
                Ok(Posted::AlreadyRecorded) => {}
                Err(refusal) => {
                    self.recorded.findings.push(text::refusal_finding(&refusal, At::default()));
                }
            }
        }
    }
}

fn last<'r>(proposal: &str, register: &'r Register) -> Option<&'r FreezeProposal> {
    let events = register.freeze_proposals.iter().filter(|event| event.proposal == proposal);
    events.max_by_key(|event| event.date)
}

/// The order that froze, where one did.
fn order<'r>(proposal: &str, register: &'r Register) -> Option<&'r FreezeProposal> {
    let is_order = |event: &&FreezeProposal| event.proposal == proposal && event.act == ProposalAct::Frozen;
    register.freeze_proposals.iter().find(is_order)
}

/// The event with what its proposal says of it.
fn begun(asked: &FreezeAsked, register: &Register) -> FreezeDone {
    let last = last(&asked.proposal, register);
    let project = asked.project.clone().or_else(|| last.map(|last| last.project.clone()));
    let voucher = match asked.act {
        ProposalAct::Frozen => format!("{}/冻结", asked.proposal),
        _ => String::new(),
    };
    let proposed = || last.map_or(Fen::ZERO, |last| last.amount);
    let amount = match asked.act {
        ProposalAct::Proposed | ProposalAct::Frozen => asked.amount.unwrap_or_else(proposed),
        _ => Fen::ZERO,
    };
    let event = FreezeProposal {
        proposal: asked.proposal.clone(),
        project: project.unwrap_or_else(|| ProjectCode::new("")),
        act: asked.act,
        date: asked.date,
        amount,
        reason: asked.reason.clone(),
        by: asked.by.clone(),
        voucher: VoucherNo::new(voucher),
    };
    FreezeDone { recorded: Recorded::default(), event, vouchers: Vec::new(), spendable: Fen::ZERO }
}

/// Whether the same was recorded; who asks again after it was may not know how much was proposed then.
fn is_recorded(event: &FreezeProposal, register: &Register) -> bool {
    register.freeze_proposals.iter().any(|known| {
        let same = FreezeProposal { amount: event.amount, ..known.clone() };
        same == *event && (known.amount == event.amount || event.act == ProposalAct::Proposed)
    })
}

/// Everything for which an import would not take the event in.
fn faults(event: &FreezeProposal, register: &Register) -> Vec<Finding> {
    if let Some(refusal) = event.refusal(last(&event.proposal, register)) {
        let (rule, message) = text::proposal_refusal(event, &refusal);
        return vec![at(rule, "event", message)];
    }
    let mut wrong = Vec::new();
    for (column, text) in [("proposal", &event.proposal), ("reason", &event.reason), ("by", &event.by)] {
        if text.trim().is_empty() {
            wrong.push(at(EMPTY_FIELD, column, format!("{column} 是空的。")));
        }
    }
    if !register.projects.iter().any(|project| project.code == event.project) {
        wrong.push(at(UNKNOWN_CODE, "project", format!("没有登记项目 {}。", event.project)));
    } else if matches!(event.act, ProposalAct::Proposed | ProposalAct::Frozen) && event.amount <= Fen::ZERO {
        let message = format!("项目 {} 没有可以冻结的钱，或者金额不大于零。", event.project);
        wrong.push(at(NOT_ENOUGH, "amount_yuan", message));
    }
    wrong
}

/// What lies on the lines of a project at the end of its last day.
struct Money {
    /// Plans first, because payments are requested from them; then what is available.
    can_freeze: Vec<(FreezeOf, Fen)>,
    held: Fen,
    frozen: Vec<(VoucherNo, Fen)>,
}

impl Money {
    fn of(project: &ProjectCode, register: &Register, lying: &[(Place, Fen)]) -> Money {
        let of_project = register.lines.iter().filter(|line| line.project == *project);
        let lines: HashSet<&LineCode> = of_project.map(|line| &line.code).collect();
        let mut money = Money { can_freeze: Vec::new(), held: Fen::ZERO, frozen: Vec::new() };
        let mut available = Vec::new();
        for (place, amount) in lying.iter().filter(|(place, _)| lines.contains(&place.line)) {
            match &place.slot {
                Slot::Available => available.push((FreezeOf::Line(place.line.clone()), *amount)),
                Slot::Planned(plan) => {
                    money.can_freeze.push((FreezeOf::Plan(VoucherNo::new(plan.as_str())), *amount));
                }
                Slot::Held(_) => money.held.0 = money.held.0.saturating_add(amount.0),
                Slot::Frozen(freeze) => money.frozen.push((VoucherNo::new(freeze.as_str()), *amount)),
                Slot::Paid(_) => {}
            }
        }
        money.can_freeze.extend(available);
        money
    }

    /// All that can be frozen; everything in a ledger together fits.
    fn free(&self) -> Fen {
        Fen(self.can_freeze.iter().fold(0, |sum, (_, amount)| sum.saturating_add(amount.0)))
    }

    /// What the ledger is asked for; what stands in the way is noticed.
    fn instructions(&self, done: &mut FreezeDone, register: &Register) -> Vec<Instruction> {
        match done.event.act {
            ProposalAct::Frozen => self.freezing(done),
            ProposalAct::Lifted => self.lifting(done, register),
            _ => Vec::new(),
        }
    }

    fn freezing(&self, done: &mut FreezeDone) -> Vec<Instruction> {
        let (asked, free) = (done.event.amount, self.free());
        let findings = &mut done.recorded.findings;
        if asked > free {
            let message = format!("要冻结 {} 元，可冻结 {} 元。", asked.yuan_grouped(), free.yuan_grouped());
            findings.push(at(NOT_ENOUGH, "amount_yuan", message));
            return Vec::new();
        }
        if self.held > Fen::ZERO {
            let message = format!("在途的支付申请共 {} 元，仍可支付。", self.held.yuan_grouped());
            findings.push(at(STILL_HELD, "amount_yuan", message));
        }
        done.spendable = Fen(free.0 - asked.0);
        let mut left = asked.0;
        let mut take = |(of, amount): &(FreezeOf, Fen)| {
            let amount = Fen(amount.0.min(left));
            left -= amount.0;
            (amount > Fen::ZERO).then(|| Asked::Freeze { of: of.clone(), amount })
        };
        let asked = self.can_freeze.iter().filter_map(&mut take).collect();
        numbered(&done.event, done.event.voucher.as_str(), asked)
    }

    fn lifting(&self, done: &mut FreezeDone, register: &Register) -> Vec<Instruction> {
        let Some(order) = order(&done.event.proposal, register) else { return Vec::new() };
        let of_order = self.frozen.iter().filter(|(freeze, _)| order.froze_by(freeze.as_str()));
        let asked: Vec<Asked> = of_order
            .map(|(freeze, amount)| Asked::Unfreeze { freeze: freeze.clone(), amount: *amount })
            .collect();
        let freed = asked.iter().flat_map(Asked::amounts);
        done.spendable = freed.fold(done.spendable, |sum, amount| Fen(sum.0.saturating_add(amount.0)));
        numbered(&done.event, &format!("{}/解冻", done.event.proposal), asked)
    }
}

/// Instructions of an event: the first under a number, the others with `/2`, `/3` … behind it.
fn numbered(event: &FreezeProposal, number: &str, asked: Vec<Asked>) -> Vec<Instruction> {
    let details =
        Details { document: event.proposal.clone(), reason: event.reason.clone(), ..Details::default() };
    let instruction = |(at, asked): (usize, Asked)| {
        let number = if at == 0 { number.to_owned() } else { format!("{number}/{}", at + 1) };
        Instruction { number: VoucherNo::new(number), date: event.date, asked, details: details.clone() }
    };
    asked.into_iter().enumerate().map(instruction).collect()
}
