//! Which transfers an instruction becomes: one function per act.

use super::Book;
use crate::Date;
use crate::ids::{DocumentNo, LineCode, VoucherNo};
use crate::ledger::instruction::{Act, Asked, Instruction};
use crate::ledger::place::{Place, Slot};
use crate::ledger::refusal::Refusal;
use crate::ledger::rules::{ReturnTo, VirementRule};
use crate::ledger::voucher::{Transfer, Voucher};
use crate::money::Fen;

impl Book {
    /// Which money goes where, if there is enough.
    pub(super) fn decide(&self, instruction: &Instruction, date: Date) -> Result<Vec<Transfer>, Refusal> {
        let document = || DocumentNo::new(instruction.number.as_str());
        let transfers = match &instruction.asked {
            Asked::Approval { line, amount } | Asked::Increase { line, amount } => {
                vec![Transfer { from: None, to: Some(Place::available(line)), amount: *amount }]
            }
            Asked::Decrease { line, amount } => {
                vec![Transfer { from: Some(Place::available(line)), to: None, amount: *amount }]
            }
            Asked::Plan { line, amount } => vec![Transfer {
                from: Some(Place::available(line)),
                to: Some(Place::new(line, Slot::Planned(document()))),
                amount: *amount,
            }],
            Asked::Virement { gives, gets } => self.decide_virement(gives, gets)?,
            Asked::Request { line, amount } => self.decide_request(line, *amount, date, document())?,
            Asked::Payment { request, amount } => self.decide_payment(request, *amount, document())?,
            Asked::Return { payment, amount } => self.decide_return(payment, *amount)?,
            Asked::Reversal { voucher } => self.decide_reversal(voucher, date)?,
        };
        Ok(transfers)
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
            transfers.extend(pairs.into_iter().map(|(from, to, amount)| Transfer {
                from: Some(Place::available(&from)),
                to: Some(Place::available(&to)),
                amount,
            }));
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
            return Ok(vec![Transfer { from: Some(Place::available(line)), to: Some(to), amount: asked }]);
        }
        let mut transfers = Vec::new();
        let mut left = asked;
        for (_, plan) in self.plans.get(line).into_iter().flatten() {
            let from = Place::new(line, Slot::Planned(plan.clone()));
            let amount = self.free(&from, date).min(left);
            if amount > Fen::ZERO {
                transfers.push(Transfer { from: Some(from), to: Some(to.clone()), amount });
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
        let line = self.line_of(self.named(request, Act::Request)?)?;
        Ok(vec![Transfer {
            from: Some(Place::new(line, Slot::Held(DocumentNo::new(request.as_str())))),
            to: Some(Place::new(line, Slot::Paid(payment))),
            amount,
        }])
    }

    /// Gives the money of a payment back to the plans that its request drew on, the last first, or to the line.
    fn decide_return(&self, payment: &VoucherNo, amount: Fen) -> Result<Vec<Transfer>, Refusal> {
        let paid = self.named(payment, Act::Payment)?;
        let line = self.line_of(paid)?;
        let from = Place::new(line, Slot::Paid(DocumentNo::new(payment.as_str())));
        let give = |to, amount| Transfer { from: Some(from.clone()), to: Some(to), amount };
        let there_is = self.balance(&from);
        // More than was paid is left to the one rule, which says how much there is.
        if self.rules.return_to == ReturnTo::Available || amount > there_is {
            return Ok(vec![give(Place::available(line), amount)]);
        }
        let draws = self.request_behind(paid).and_then(|request| self.draws.get(&request));
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
            transfers.push(give(Place::available(line), left));
        }
        Ok(transfers)
    }

    /// Every transfer the other way.
    fn decide_reversal(&self, number: &VoucherNo, date: Date) -> Result<Vec<Transfer>, Refusal> {
        let voucher =
            self.vouchers.get(number).ok_or_else(|| Refusal::UnknownVoucher { number: number.clone() })?;
        if voucher.act() == Act::Reversal {
            return Err(Refusal::ReversalOfReversal { number: number.clone() });
        }
        if let Some(by) = self.reversals.get(number) {
            return Err(Refusal::AlreadyReversed { number: number.clone(), by: by.clone() });
        }
        if voucher.date > date {
            return Err(Refusal::BeforeNamed { number: number.clone(), named_on: voucher.date, date });
        }
        Ok(voucher.transfers.iter().map(Transfer::reversed).collect())
    }

    /// The voucher of a number, if it is of the kind that is needed.
    fn named(&self, number: &VoucherNo, needed: Act) -> Result<&Voucher, Refusal> {
        let voucher =
            self.vouchers.get(number).ok_or_else(|| Refusal::UnknownVoucher { number: number.clone() })?;
        match voucher.act() {
            is if is == needed => Ok(voucher),
            is => Err(Refusal::WrongVoucherNamed { number: number.clone(), is, needed }),
        }
    }

    /// The line whose money a request or payment moves.
    fn line_of<'a>(&self, voucher: &'a Voucher) -> Result<&'a LineCode, Refusal> {
        let place = voucher.transfers.first().and_then(|transfer| transfer.to.as_ref());
        place.map(|place| &place.line).ok_or(Refusal::TooLarge)
    }
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
