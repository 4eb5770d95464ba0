//! What a decided voucher changes in the book: balances, ceilings, draws, and what later instructions may refer to.

use super::Book;
use crate::ids::{ContractNo, DocumentNo};
use crate::ledger::act::Act;
use crate::ledger::instruction::{Asked, Instruction};
use crate::ledger::place::Bucket;
use crate::ledger::voucher::Voucher;
use crate::money::Fen;

impl Book {
    /// Counts a voucher; `None`, and nothing changed, when all amounts together do not fit.
    pub(super) fn apply(&mut self, voucher: &Voucher) -> Option<()> {
        let amounts = voucher.transfers.iter().map(|transfer| transfer.amount);
        self.moved = self.moved.checked_add(Fen::checked_sum(amounts)?)?;
        for transfer in &voucher.transfers {
            let legs = [(&transfer.from, -transfer.amount.0), (&transfer.to, transfer.amount.0)];
            for (place, change) in legs {
                if let Some(place) = place {
                    let balance = self.balances.entry(place.clone()).or_default();
                    balance.change(voucher.date, Fen(change))?;
                    if place.slot.bucket() == Bucket::Held {
                        self.held = self.held.checked_add(Fen(change))?;
                    }
                }
            }
        }
        let changes: Vec<(ContractNo, Fen)> =
            self.contract_changes(voucher).into_iter().map(|(no, change)| (no.clone(), change)).collect();
        for (contract, change) in changes {
            self.contracts.entry(contract).or_default().change(voucher.date, change)?;
        }
        self.count_draws(voucher);
        self.count_prior(voucher);
        Some(())
    }

    /// Keeps what of earlier years' vouchers is left.
    fn count_prior(&mut self, voucher: &Voucher) {
        let (of, sign) = match &voucher.instruction.asked {
            Asked::Reversal { voucher } => (self.vouchers.get(voucher), 1),
            _ => (Some(voucher), -1),
        };
        let Some(Instruction { asked, .. }) = of.map(|voucher| &voucher.instruction) else { return };
        let named = asked.names_of_year().map(|(year, number)| (year, number.clone()));
        let amount = asked.amounts().first().map_or(0, |amount| amount.0);
        if let Some(prior) = named.and_then(|key| self.prior.get_mut(&key)) {
            prior.left.0 += sign * amount;
        }
    }

    /// Keeps what each request has drawn on plans: requests draw, returns and reversals give back.
    fn count_draws(&mut self, voucher: &Voucher) {
        let Some(request) = self.request_behind(voucher) else { return };
        let draws = self.draws.entry(request).or_default();
        for transfer in &voucher.transfers {
            for (place, change) in [(&transfer.from, transfer.amount.0), (&transfer.to, -transfer.amount.0)] {
                let Some(place) = place.as_ref().filter(|place| place.slot.bucket() == Bucket::Planned)
                else {
                    continue;
                };
                match draws.iter_mut().find(|(plan, _)| plan == place) {
                    Some((_, drawn)) => drawn.0 += change,
                    None => draws.push((place.clone(), Fen(change))),
                }
            }
        }
    }

    /// The request whose money a voucher moves: its own, its payment's, or that of the voucher it reverses.
    pub(super) fn request_behind(&self, voucher: &Voucher) -> Option<DocumentNo> {
        let named = || self.vouchers.get(voucher.instruction.asked.names()?);
        match voucher.act() {
            Act::Request => Some(voucher.document()),
            Act::Payment | Act::Return | Act::Rejection | Act::Reversal => self.request_behind(named()?),
            _ => None,
        }
    }

    /// Keeps what later instructions may refer to.
    pub(super) fn remember(&mut self, voucher: Voucher) {
        match &voucher.instruction.asked {
            Asked::Plan { line, .. } => {
                self.plans.entry(line.clone()).or_default().insert((voucher.date, voucher.document()));
            }
            Asked::Reversal { voucher: number } => {
                self.reversals.insert(number.clone(), voucher.instruction.number.clone());
            }
            Asked::Close { period } => {
                self.closed.insert(*period);
            }
            Asked::Reopen { period, .. } => {
                self.closed.remove(period);
            }
            _ => {}
        }
        self.vouchers.insert(voucher.instruction.number.clone(), voucher);
    }
}
