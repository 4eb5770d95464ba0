//! Which transfers an instruction becomes: one function per act.

use super::Book;
use crate::Date;
use crate::ids::{DocumentNo, FiscalYear, LineCode, VoucherNo};
use crate::ledger::act::Act;
use crate::ledger::instruction::{Asked, FreezeOf, Instruction};
use crate::ledger::period::Period;
use crate::ledger::place::{Place, Slot};
use crate::ledger::refusal::Refusal;
use crate::ledger::rules::{ReturnTo, VirementRule};
use crate::ledger::voucher::{Transfer, Voucher};
use crate::money::Fen;

impl Book {
    /// Which money goes where, if there is enough.
    pub(super) fn decide(&self, instruction: &Instruction, date: Date) -> Result<Vec<Transfer>, Refusal> {
        let document = || DocumentNo::new(instruction.number.as_str());
        Ok(match &instruction.asked {
            Asked::Approval { line, amount } | Asked::Increase { line, amount } => {
                vec![Transfer::onto(line, *amount)]
            }
            Asked::CarryIn { year, carried: named, line, amount }
            | Asked::PriorReturn { year, payment: named, line, amount } => {
                self.check_prior(instruction.asked.act(), *year, named, *amount)?;
                vec![Transfer::onto(line, *amount)]
            }
            Asked::Decrease { line, amount } | Asked::CarryOut { line, amount } => {
                vec![Transfer::out_of(line, *amount)]
            }
            Asked::Virement { gives, gets } => self.decide_virement(gives, gets)?,
            Asked::Freeze { of, amount } => self.decide_freeze(of, *amount, document())?,
            Asked::Unfreeze { freeze, amount } => self.decide_unfreeze(freeze, *amount)?,
            Asked::Plan { line, amount } => {
                let plan = Place::new(line, Slot::Planned(document()));
                vec![Transfer::between(Place::available(line), plan, *amount)]
            }
            Asked::PlanWithdrawal { plan, amount } => self.decide_withdrawal(plan, *amount)?,
            Asked::Request { line, amount } => self.decide_request(line, *amount, date, document())?,
            Asked::Rejection { request, amount } => self.decide_rejection(request, *amount)?,
            Asked::Payment { request, amount } => self.decide_payment(request, *amount, document())?,
            Asked::Return { payment, amount } => self.decide_return(payment, *amount)?,
            Asked::Correction { payment, line, amount } => {
                self.decide_correction(payment, line, *amount, document())?
            }
            Asked::Reversal { voucher } => self.decide_reversal(voucher, date)?,
            Asked::Close { period } => self.decide_close(*period)?,
            Asked::Reopen { period, right } => self.decide_reopen(*period, right)?,
        })
    }

    /// Pairs what is given with what is got: within one nature first, so that the order of the legs does not matter,
    /// then across natures, where the policy allows it.
    fn decide_virement(
        &self,
        gives: &[(LineCode, Fen)],
        gets: &[(LineCode, Fen)],
    ) -> Result<Vec<Transfer>, Refusal> {
        let sum = |legs: &[(LineCode, Fen)]| {
            Fen::checked_sum(legs.iter().map(|(_, amount)| *amount)).ok_or(Refusal::TooLarge)
        };
        let (given, got) = (sum(gives)?, sum(gets)?);
        if given != got || gives.is_empty() {
            return Err(Refusal::VirementUnbalanced { gives: given, gets: got });
        }
        if let Some((line, _)) = gives.iter().find(|(line, _)| gets.iter().any(|(to, _)| to == line)) {
            return Err(Refusal::VirementToItself { line: line.clone() });
        }
        let (mut gives, mut gets) = (gives.to_vec(), gets.to_vec());
        let nature = |line: &LineCode| self.lines.get(line).map_or("", |line| line.fund_nature.as_str());
        let mut transfers = Vec::new();
        for (rule, across) in [(self.rules.same_nature, false), (self.rules.other_nature, true)] {
            let pairs = pair(&mut gives, &mut gets, |from, to| across || nature(from) == nature(to));
            if let (VirementRule::Forbidden, Some((from, to, _))) = (rule, pairs.first()) {
                let (from, to) = (nature(from).to_owned(), nature(to).to_owned());
                return Err(Refusal::VirementForbidden { from, to });
            }
            let between = |(from, to, amount): (LineCode, LineCode, Fen)| {
                Transfer::between(Place::available(&from), Place::available(&to), amount)
            };
            transfers.extend(pairs.into_iter().map(between));
        }
        Ok(transfers)
    }

    /// Takes from the plans that are open on the day, the earliest first.
    fn decide_request(
        &self,
        line: &LineCode,
        asked: Fen,
        date: Date,
        request: DocumentNo,
    ) -> Result<Vec<Transfer>, Refusal> {
        let to = Place::new(line, Slot::Held(request));
        if !self.rules.plan_required {
            return Ok(vec![Transfer::between(Place::available(line), to, asked)]);
        }
        let mut transfers = Vec::new();
        let mut left = asked;
        for (_, plan) in self.plans.get(line).into_iter().flatten() {
            let from = Place::new(line, Slot::Planned(plan.clone()));
            let amount = self.free(&from, date).min(left);
            if amount > Fen::ZERO {
                transfers.push(Transfer::between(from, to.clone(), amount));
                left.0 -= amount.0;
            }
        }
        if left > Fen::ZERO {
            let there_is = Fen(asked.0 - left.0);
            return Err(Refusal::ExceedsPlan { line: line.clone(), date, asked, there_is });
        }
        Ok(transfers)
    }

    /// Clears a request, wholly or in part.
    fn decide_payment(
        &self,
        request: &VoucherNo,
        amount: Fen,
        payment: DocumentNo,
    ) -> Result<Vec<Transfer>, Refusal> {
        let line = self.line_of(self.named(request, &[Act::Request])?)?;
        let held = Place::new(line, Slot::Held(DocumentNo::new(request.as_str())));
        Ok(vec![Transfer::between(held, Place::new(line, Slot::Paid(payment)), amount)])
    }

    /// Gives the money of a payment back to the plans that its request drew on, the last first, or to the line.
    fn decide_return(&self, payment: &VoucherNo, amount: Fen) -> Result<Vec<Transfer>, Refusal> {
        let paid = self.named(payment, &[Act::Payment, Act::Correction])?;
        let from = self.paid_place(paid)?;
        if self.rules.return_to == ReturnTo::Available {
            let to = Place::available(&from.line);
            return Ok(vec![Transfer::between(from, to, amount)]);
        }
        Ok(self.give_back(from, self.request_behind(paid), amount))
    }

    /// Gives what of a request is not paid back to the plans that it drew on, the last first, or to the line.
    fn decide_rejection(&self, request: &VoucherNo, amount: Fen) -> Result<Vec<Transfer>, Refusal> {
        let line = self.line_of(self.named(request, &[Act::Request])?)?;
        let request = DocumentNo::new(request.as_str());
        let from = Place::new(line, Slot::Held(request.clone()));
        Ok(self.give_back(from, Some(request), amount))
    }

    /// Back to plans, the last drawn first; what came from no plan goes back to the line.
    fn give_back(&self, from: Place, request: Option<DocumentNo>, amount: Fen) -> Vec<Transfer> {
        let give = |to, amount| Transfer::between(from.clone(), to, amount);
        // More than there is is left to the one rule, which says how much there is.
        let draws = request.filter(|_| amount <= self.balance(&from)).map(|request| self.draws(&request));
        let mut left = amount;
        let mut transfers = Vec::new();
        for (plan, drawn) in draws.into_iter().flatten().rev() {
            let back = left.min(*drawn);
            if back > Fen::ZERO {
                transfers.push(give(plan.clone(), back));
                left.0 -= back.0;
            }
        }
        // Where a policy asked for no plan when the money was requested, it came from the line.
        if left > Fen::ZERO {
            transfers.push(give(Place::available(&from.line), left));
        }
        transfers
    }

    /// What of a plan is not requested goes back to the line.
    fn decide_withdrawal(&self, plan: &VoucherNo, amount: Fen) -> Result<Vec<Transfer>, Refusal> {
        let from = self.plan_place(plan)?;
        let to = Place::available(&from.line);
        Ok(vec![Transfer::between(from, to, amount)])
    }

    /// Takes from the line or from a plan.
    fn decide_freeze(
        &self,
        of: &FreezeOf,
        amount: Fen,
        freeze: DocumentNo,
    ) -> Result<Vec<Transfer>, Refusal> {
        let from = match of {
            FreezeOf::Line(line) => Place::available(line),
            FreezeOf::Plan(plan) => self.plan_place(plan)?,
        };
        let to = Place::new(&from.line, Slot::Frozen(freeze));
        Ok(vec![Transfer::between(from, to, amount)])
    }

    /// Back to where the freeze took it.
    fn decide_unfreeze(&self, freeze: &VoucherNo, amount: Fen) -> Result<Vec<Transfer>, Refusal> {
        let frozen = self.named(freeze, &[Act::Freeze])?;
        let back = frozen.transfers.iter().map(|transfer| Transfer { amount, ..transfer.reversed() });
        Ok(back.collect())
    }

    /// The line that bore a payment gets its money back, and another bears it in the same moment: what that one has not
    /// got cannot be borne by it (`docs/decisions/0008-acts.md`).
    fn decide_correction(
        &self,
        payment: &VoucherNo,
        line: &LineCode,
        amount: Fen,
        correction: DocumentNo,
    ) -> Result<Vec<Transfer>, Refusal> {
        let from = self.paid_place(self.named(payment, &[Act::Payment, Act::Correction])?)?;
        if from.line == *line {
            return Err(Refusal::CorrectionToItself { line: line.clone() });
        }
        let freed = Place::available(&from.line);
        let bears = Place::new(line, Slot::Paid(correction));
        Ok(vec![
            Transfer::between(from, freed, amount),
            Transfer::between(Place::available(line), bears, amount),
        ])
    }

    /// A year closes when nothing lies in requests.
    fn decide_close(&self, period: Period) -> Result<Vec<Transfer>, Refusal> {
        if self.closed.contains(&period) {
            return Err(Refusal::PeriodIsSo { period, closed: true });
        }
        if period.month.is_none() && self.held != Fen::ZERO {
            return Err(Refusal::YearNotReady { held: self.held });
        }
        Ok(Vec::new())
    }

    /// What is closed is reopened by the right that the policy names.
    fn decide_reopen(&self, period: Period, right: &str) -> Result<Vec<Transfer>, Refusal> {
        if !self.closed.contains(&period) {
            return Err(Refusal::PeriodIsSo { period, closed: false });
        }
        if right != self.rules.reopen_right {
            return Err(Refusal::RightNeeded { right: self.rules.reopen_right.clone() });
        }
        Ok(Vec::new())
    }

    /// A payment of an earlier, closed year that has not come back; an amount that it carried out and nobody carried in.
    fn check_prior(&self, act: Act, year: FiscalYear, number: &VoucherNo, asked: Fen) -> Result<(), Refusal> {
        let unknown = || Refusal::UnknownPrior { year, number: number.clone() };
        let prior =
            self.prior.get(&(year, number.clone())).filter(|_| year < self.year).ok_or_else(unknown)?;
        let needed: &[Act] =
            if act == Act::CarryIn { &[Act::CarryOut] } else { &[Act::Payment, Act::Correction] };
        if !needed.contains(&prior.act) {
            return Err(Refusal::WrongVoucherNamed {
                number: number.clone(),
                is: prior.act,
                needed: needed[0],
            });
        }
        if act == Act::PriorReturn && !prior.year_closed {
            return Err(Refusal::PriorYearOpen { year });
        }
        if asked > prior.left {
            return Err(Refusal::ExceedsPrior { year, number: number.clone(), asked, there_is: prior.left });
        }
        Ok(())
    }

    /// Every transfer the other way.
    fn decide_reversal(&self, number: &VoucherNo, date: Date) -> Result<Vec<Transfer>, Refusal> {
        let voucher =
            self.vouchers.get(number).ok_or_else(|| Refusal::UnknownVoucher { number: number.clone() })?;
        match voucher.act() {
            Act::Reversal => return Err(Refusal::ReversalOfReversal { number: number.clone() }),
            Act::Close | Act::Reopen => return Err(Refusal::PeriodNotReversed { number: number.clone() }),
            _ => {}
        }
        if let Some(by) = self.reversals.get(number) {
            return Err(Refusal::AlreadyReversed { number: number.clone(), by: by.clone() });
        }
        // What came back of a payment is seen in its place; a carry-out left none behind.
        let amount = self.taken_later(number.as_str());
        if voucher.act() == Act::CarryOut && amount > Fen::ZERO {
            return Err(Refusal::CarriedIn { number: number.clone(), amount });
        }
        if voucher.date > date {
            return Err(Refusal::BeforeNamed { number: number.clone(), named_on: voucher.date, date });
        }
        Ok(voucher.transfers.iter().map(Transfer::reversed).collect())
    }

    /// The voucher of a number, if it is of a kind that is needed.
    pub(super) fn named(&self, number: &VoucherNo, needed: &[Act]) -> Result<&Voucher, Refusal> {
        let voucher =
            self.vouchers.get(number).ok_or_else(|| Refusal::UnknownVoucher { number: number.clone() })?;
        match voucher.act() {
            is if needed.contains(&is) => Ok(voucher),
            is => Err(Refusal::WrongVoucherNamed { number: number.clone(), is, needed: needed[0] }),
        }
    }

    /// Where a plan has its money.
    fn plan_place(&self, plan: &VoucherNo) -> Result<Place, Refusal> {
        let line = self.line_of(self.named(plan, &[Act::Plan])?)?;
        Ok(Place::new(line, Slot::Planned(DocumentNo::new(plan.as_str()))))
    }

    /// Where a payment or correction has its money.
    fn paid_place(&self, paid: &Voucher) -> Result<Place, Refusal> {
        let slot = Slot::Paid(paid.document());
        let mut to = paid.transfers.iter().filter_map(|transfer| transfer.to.as_ref());
        to.find(|place| place.slot == slot).cloned().ok_or_else(|| moves_nothing(paid))
    }

    /// The line whose money a plan or request moves.
    fn line_of<'a>(&self, voucher: &'a Voucher) -> Result<&'a LineCode, Refusal> {
        let place = voucher.transfers.first().and_then(|transfer| transfer.to.as_ref());
        place.map(|place| &place.line).ok_or_else(|| moves_nothing(voucher))
    }
}

/// A voucher that moves nothing of its kind was never decided here, so it does not count as known.
fn moves_nothing(voucher: &Voucher) -> Refusal {
    Refusal::UnknownVoucher { number: voucher.instruction.number.clone() }
}

/// Takes amounts out of what is given and what is got, in the order in which both are named, wherever the two fit.
fn pair(
    gives: &mut [(LineCode, Fen)],
    gets: &mut [(LineCode, Fen)],
    fit: impl Fn(&LineCode, &LineCode) -> bool,
) -> Vec<(LineCode, LineCode, Fen)> {
    let mut pairs = Vec::new();
    for (from, left) in gives {
        for (to, wanted) in gets.iter_mut().filter(|(to, _)| fit(from, to)) {
            let amount = (*left).min(*wanted);
            if amount > Fen::ZERO {
                pairs.push((from.clone(), to.clone(), amount));
                left.0 -= amount.0;
                wanted.0 -= amount.0;
            }
        }
    }
    pairs
}
