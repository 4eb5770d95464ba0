//! Which transfers an instruction becomes: one function per act.

use super::Book;
use crate::Date;
use crate::ids::{DocumentNo, LineCode, VoucherNo};
use crate::ledger::instruction::{Act, Asked, Instruction};
use crate::ledger::line::QuotaLine;
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
            Asked::Reversal { voucher } => self.decide_reversal(voucher)?,
        };
        Ok(transfers)
    }

    /// Pairs what is given with what is got, in the order in which both are named.
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
        let mut transfers = Vec::new();
        let mut getters = gets.iter().cloned();
        let mut getter = getters.next();
        for (giver, mut left) in gives.iter().cloned() {
            while let (true, Some((line, wanted))) = (left > Fen::ZERO, getter.as_mut()) {
                self.allow_virement(&giver, line)?;
                let amount = left.min(*wanted);
                transfers.push(Transfer {
                    from: Some(Place::available(&giver)),
                    to: Some(Place::available(line)),
                    amount,
                });
                left.0 -= amount.0;
                wanted.0 -= amount.0;
                if *wanted == Fen::ZERO {
                    getter = getters.next();
                }
            }
        }
        Ok(transfers)
    }

    /// The policy's table of which lines may give to which.
    fn allow_virement(&self, giver: &LineCode, getter: &LineCode) -> Result<(), Refusal> {
        let nature = |line| self.lines.get(line).map_or("", |line: &QuotaLine| line.fund_nature.as_str());
        let (from, to) = (nature(giver), nature(getter));
        let rule = if from == to { self.rules.same_nature } else { self.rules.other_nature };
        match rule {
            VirementRule::Free => Ok(()),
            VirementRule::Forbidden => {
                Err(Refusal::VirementForbidden { from: from.to_owned(), to: to.to_owned() })
            }
        }
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
        let request = paid.instruction.asked.names().and_then(|number| self.vouchers.get(number));
        let drawn = request.map_or(&[][..], |request| &request.transfers);
        let came_back = Fen(paid.transfers.iter().map(|t| t.amount.0).sum::<i64>() - there_is.0);
        Ok(unwind(drawn, came_back, amount).into_iter().map(|(to, amount)| give(to, amount)).collect())
    }

    /// Every transfer the other way.
    fn decide_reversal(&self, number: &VoucherNo) -> Result<Vec<Transfer>, Refusal> {
        let voucher =
            self.vouchers.get(number).ok_or_else(|| Refusal::UnknownVoucher { number: number.clone() })?;
        if voucher.act() == Act::Reversal {
            return Err(Refusal::ReversalOfReversal { number: number.clone() });
        }
        if let Some(by) = self.reversals.get(number) {
            return Err(Refusal::AlreadyReversed { number: number.clone(), by: by.clone() });
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

/// Gives an amount back to where it was drawn from, the last draw first, past what came back before.
fn unwind(drawn: &[Transfer], came_back: Fen, amount: Fen) -> Vec<(Place, Fen)> {
    let (mut skip, mut left) = (came_back.0, amount.0);
    let mut given = Vec::new();
    for draw in drawn.iter().rev() {
        let skipped = skip.min(draw.amount.0);
        skip -= skipped;
        let back = (draw.amount.0 - skipped).min(left);
        if let (true, Some(from)) = (back > 0, &draw.from) {
            given.push((from.clone(), Fen(back)));
            left -= back;
        }
    }
    given
}
