//! What a store takes into a book, and what it keeps of it: the lines, the named vouchers and the places that a batch of
//! instructions touches, or the whole year by replay.

use super::{Admission, Book, Prior};
use crate::ids::{ContractNo, DocumentNo, FiscalYear, LineCode, VoucherNo};
use crate::ledger::balance::Balance;
use crate::ledger::contract::Contract;
use crate::ledger::instruction::Asked;
use crate::ledger::line::QuotaLine;
use crate::ledger::period::Period;
use crate::ledger::place::{Place, Slot};
use crate::ledger::voucher::Voucher;
use crate::money::Fen;
use std::collections::BTreeSet;

impl Book {
    /// Adds a line that instructions may name.
    pub fn add_line(&mut self, line: QuotaLine) {
        self.lines.insert(line.code.clone(), line);
    }

    /// Takes in from when a line can get a quota; a line without an admission is asked for none.
    pub fn add_admission(&mut self, line: LineCode, admission: Admission) {
        self.admissions.insert(line, admission);
    }

    /// Adds a contract under which payments may name it. Its ceiling holds over the whole year.
    pub fn add_contract(&mut self, contract: &Contract) {
        self.ceilings.entry(contract.number.clone()).or_insert(contract.amount);
    }

    /// Takes in a voucher that is recorded already, in recording order. `None` when a sum does not fit.
    pub fn replay(&mut self, voucher: Voucher) -> Option<()> {
        self.apply(&voucher)?;
        self.remember(voucher);
        Some(())
    }

    /// Takes in a voucher that is recorded already and whose money is counted in the balances that are taken in: one
    /// that instructions name. With [`Book::add_balance`] it makes a book of a part of the year.
    pub fn add_voucher(&mut self, voucher: Voucher) {
        self.vouchers.insert(voucher.instruction.number.clone(), voucher);
    }

    /// Takes in that a voucher is reversed.
    pub fn add_reversal(&mut self, voucher: VoucherNo, by: VoucherNo) {
        self.reversals.insert(voucher, by);
    }

    /// Takes in what lies in a place, day by day.
    pub fn add_balance(&mut self, place: Place, balance: Balance) {
        if let (Slot::Planned(plan), Some(opened)) = (&place.slot, balance.first_day()) {
            self.plans.entry(place.line.clone()).or_default().insert((opened, plan.clone()));
        }
        self.balances.insert(place, balance);
    }

    /// Takes in what a request has drawn on plans and not given back, in the order in which it drew.
    pub fn add_draws(&mut self, request: DocumentNo, draws: Vec<(Place, Fen)>) {
        self.draws.insert(request, draws);
    }

    /// Takes in what is paid under a contract, day by day, below zero.
    pub fn add_contract_use(&mut self, contract: ContractNo, used: Balance) {
        self.contracts.insert(contract, used);
    }

    /// Takes in what is counted over the whole year: all amounts that were ever moved, what lies in requests, and what is
    /// closed.
    pub fn set_totals(&mut self, moved: Fen, held: Fen, closed: BTreeSet<Period>) {
        (self.moved, self.held, self.closed) = (moved, held, closed);
    }

    /// Takes in a voucher of an earlier year.
    pub fn add_prior(&mut self, year: FiscalYear, number: VoucherNo, prior: Prior) {
        self.prior.insert((year, number), prior);
    }

    /// Takes in what later years took of a payment or carry-out of this year.
    pub fn add_taken_later(&mut self, number: VoucherNo, amount: Fen) {
        self.taken_later.insert(number, amount);
    }

    /// Whether a line was taken in.
    pub fn knows_line(&self, line: &LineCode) -> bool {
        self.lines.contains_key(line)
    }

    /// Whether a contract, or what is paid under it, was taken in.
    pub fn knows_contract(&self, contract: &ContractNo) -> bool {
        self.ceilings.contains_key(contract) || self.contracts.contains_key(contract)
    }

    /// Whether a voucher was taken in or decided.
    pub fn knows_voucher(&self, number: &VoucherNo) -> bool {
        self.vouchers.contains_key(number)
    }

    /// How many vouchers were taken in or decided.
    pub fn vouchers(&self) -> usize {
        self.vouchers.len()
    }

    /// What of a voucher later years may take: of a payment what has not come back, of a carry-out that is not reversed
    /// its amount.
    pub fn left_for_later(&self, number: &VoucherNo) -> Fen {
        let Some(voucher) = self.vouchers.get(number) else { return Fen::ZERO };
        match &voucher.instruction.asked {
            Asked::CarryOut { .. } if self.reversals.contains_key(number) => Fen::ZERO,
            Asked::CarryOut { amount, .. } => *amount,
            _ => {
                let paid = Slot::Paid(voucher.document());
                let mut places = voucher.transfers.iter().filter_map(|transfer| transfer.to.as_ref());
                places.find(|place| place.slot == paid).map_or(Fen::ZERO, |place| self.balance(place))
            }
        }
    }

    /// How much was ever moved, all amounts together.
    pub fn moved(&self) -> Fen {
        self.moved
    }

    /// What lies in all requests together.
    pub fn held(&self) -> Fen {
        self.held
    }

    /// The months that are closed, and the year.
    pub fn closed(&self) -> &BTreeSet<Period> {
        &self.closed
    }

    /// What lies in a place, day by day.
    pub fn days(&self, place: &Place) -> Option<&Balance> {
        self.balances.get(place)
    }

    /// What a request has drawn on plans and not given back, in the order in which it drew.
    pub fn draws(&self, request: &DocumentNo) -> &[(Place, Fen)] {
        self.draws.get(request).map_or(&[], Vec::as_slice)
    }

    /// Where the request behind a voucher holds its money.
    pub fn place_of_request(&self, voucher: &Voucher) -> Option<Place> {
        let line = voucher.transfers.iter().flat_map(|t| [&t.from, &t.to]).flatten().next()?;
        Some(Place::new(&line.line, Slot::Held(self.request_behind(voucher)?)))
    }

    /// The contracts under which vouchers changed what may still be paid.
    pub fn contracts_of<'v>(&'v self, voucher: &'v Voucher) -> impl Iterator<Item = &'v ContractNo> {
        self.contract_changes(voucher).into_iter().map(|(contract, _)| contract)
    }

    /// What is paid under a contract, day by day, below zero.
    pub fn contract_use(&self, contract: &ContractNo) -> Option<&Balance> {
        self.contracts.get(contract)
    }

    /// What is paid under each contract that was touched, day by day, below zero.
    pub fn contract_uses(&self) -> impl Iterator<Item = (&ContractNo, &Balance)> {
        self.contracts.iter()
    }

    /// What lies in a place.
    pub fn balance(&self, place: &Place) -> Fen {
        self.balances.get(place).map_or(Fen::ZERO, Balance::total)
    }

    /// All places that were ever touched, with what lies in them.
    pub fn balances(&self) -> impl Iterator<Item = (&Place, Fen)> {
        self.balances.iter().map(|(place, balance)| (place, balance.total()))
    }

    /// All places with the least that lay in them at the end of any day.
    pub fn least(&self) -> impl Iterator<Item = (&Place, Fen)> {
        self.balances.iter().map(|(place, balance)| (place, balance.least()))
    }
}
