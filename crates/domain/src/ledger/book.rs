//! The book: the places that a batch of instructions touches, and the decision on each instruction.
//!
//! The store loads a book, the book decides voucher by voucher in memory, the store writes what was decided. The same
//! book serves a single posting, an import of a year and the simulation.

use super::act::Act;
use super::balance::Balance;
use super::contract::Contract;
use super::instruction::{Asked, Instruction};
use super::line::QuotaLine;
use super::period::Period;
use super::place::{Bucket, Place, Slot};
use super::refusal::Refusal;
use super::rules::TreasuryRules;
use super::tally::Counts;
use super::voucher::{Transfer, Voucher};
use crate::Date;
use crate::history::Canonical;
use crate::ids::{ContractNo, DocumentNo, FiscalYear, LineCode, VoucherNo};
use crate::money::Fen;
use std::collections::{BTreeSet, HashMap};

mod decide;
#[cfg(test)]
mod tests;

/// The part of one unit's and year's ledger that a batch of instructions touches.
///
/// Invariants: no balance is below zero on any day; all amounts that were ever moved together fit into 64 bits, so no
/// sum of some of them can overflow.
pub struct Book {
    year: FiscalYear,
    rules: TreasuryRules,
    lines: HashMap<LineCode, QuotaLine>,
    balances: HashMap<Place, Balance>,
    /// The amount of each contract.
    ceilings: HashMap<ContractNo, Fen>,
    /// What is paid under each contract, below zero: with the ceiling, what may still be paid.
    contracts: HashMap<ContractNo, Balance>,
    vouchers: HashMap<VoucherNo, Voucher>,
    /// Reversed voucher → its reversal.
    reversals: HashMap<VoucherNo, VoucherNo>,
    /// The plans of each line by the day on which they open.
    plans: HashMap<LineCode, BTreeSet<(Date, DocumentNo)>>,
    /// What each request has drawn on which plan and not given back, in the order in which it drew.
    draws: HashMap<DocumentNo, Vec<(Place, Fen)>>,
    /// All amounts that were ever moved, together.
    moved: Fen,
    /// What lies in all requests together.
    held: Fen,
    /// The months that are closed, and the year.
    closed: BTreeSet<Period>,
    /// Vouchers of earlier years that instructions name.
    prior: HashMap<(FiscalYear, VoucherNo), Prior>,
}

/// The most transfers that one voucher may have; a virement between more lines is several vouchers.
pub const MAX_TRANSFERS: usize = 1000;

/// A payment of an earlier year that may come back, or an amount that it carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prior {
    /// Payment, correction or carry-out.
    pub act: Act,
    /// What of it has not come back, or is not carried in.
    pub left: Fen,
    /// Whether that year is closed.
    pub year_closed: bool,
}

/// The answer to an instruction that is not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It was decided now and is to be recorded.
    New(Box<Voucher>),
    /// The same number with the same content is recorded already; nothing is to be done.
    AlreadyRecorded,
}

impl Book {
    /// An empty book.
    pub fn new(year: FiscalYear, rules: TreasuryRules) -> Book {
        Book {
            year,
            rules,
            lines: HashMap::new(),
            balances: HashMap::new(),
            vouchers: HashMap::new(),
            reversals: HashMap::new(),
            ceilings: HashMap::new(),
            contracts: HashMap::new(),
            plans: HashMap::new(),
            draws: HashMap::new(),
            moved: Fen::ZERO,
            held: Fen::ZERO,
            closed: BTreeSet::new(),
            prior: HashMap::new(),
        }
    }

    /// Adds a line that instructions may name.
    pub fn add_line(&mut self, line: QuotaLine) {
        self.lines.insert(line.code.clone(), line);
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

    /// What a voucher's money from or to outside counts as; a reversal counts as what it takes back.
    pub fn counts(&self, voucher: &Voucher) -> Counts {
        let act = match &voucher.instruction.asked {
            Asked::Reversal { voucher } => self.vouchers.get(voucher).map(Voucher::act),
            _ => Some(voucher.act()),
        };
        match act {
            Some(Act::Approval) => Counts::Initial,
            Some(Act::CarryOut) => Counts::Carried,
            _ => Counts::Quota,
        }
    }

    /// Decides an instruction and, unless it is refused, books it.
    ///
    /// # Errors
    /// The first refusal that applies, in the order of [`Refusal`]; nothing is changed then.
    pub fn post(&mut self, instruction: Instruction) -> Result<Posted, Refusal> {
        if let Some(recorded) = self.vouchers.get(&instruction.number) {
            return if recorded.instruction.canonical() == instruction.canonical() {
                Ok(Posted::AlreadyRecorded)
            } else {
                Err(Refusal::NumberTaken { number: instruction.number })
            };
        }
        self.admit(&instruction)?;
        let date = self.business_day(&instruction)?;
        self.check_open(&instruction, date)?;
        let transfers = self.decide(&instruction, date)?;
        let voucher = Voucher { instruction, date, transfers };
        self.check_the_one_rule(&voucher)?;
        self.check_contracts(&voucher)?;
        self.apply(&voucher).ok_or(Refusal::TooLarge)?;
        self.remember(voucher.clone());
        Ok(Posted::New(Box::new(voucher)))
    }

    /// What must hold before any money is looked at: the day, the amounts, the lines.
    fn admit(&self, instruction: &Instruction) -> Result<(), Refusal> {
        if !self.year.contains(instruction.date) {
            return Err(Refusal::DateOutsideYear { date: instruction.date });
        }
        if let Some(amount) = instruction.asked.amounts().into_iter().find(|amount| amount.0 <= 0) {
            return Err(Refusal::AmountNotPositive { amount });
        }
        if let Some(period) = instruction.asked.period()
            && period.year != self.year
        {
            return Err(Refusal::DateOutsideYear { date: FiscalYear::last_day(period.year) });
        }
        let asked = instruction.asked.lines().len();
        if asked > MAX_TRANSFERS {
            return Err(Refusal::TooManyTransfers { asked, bound: MAX_TRANSFERS });
        }
        match instruction.asked.lines().into_iter().find(|line| !self.lines.contains_key(*line)) {
            Some(line) => Err(Refusal::UnknownLine { line: line.clone() }),
            None => Ok(()),
        }
    }

    /// A plan opens on the first day of its month, or on the first day in it on which the line has the money: in
    /// January that is the day of the opening approval. A plan is taken back from the day on which it opens. Everything
    /// else counts on the day that is asked.
    fn business_day(&self, instruction: &Instruction) -> Result<Date, Refusal> {
        let date = instruction.date;
        Ok(match &instruction.asked {
            Asked::Plan { line, amount } => {
                let (first, last) = (date.first_of_month(), date.last_of_month());
                let available = self.balances.get(&Place::available(line));
                available.and_then(|balance| balance.first_day_with(*amount, first, last)).unwrap_or(first)
            }
            Asked::PlanWithdrawal { plan, .. } => self.named(plan, &[Act::Plan])?.date.max(date),
            _ => date,
        })
    }

    /// Nothing counts in a month or year that is closed; closing and reopening themselves do.
    fn check_open(&self, instruction: &Instruction, date: Date) -> Result<(), Refusal> {
        if instruction.asked.period().is_some() {
            return Ok(());
        }
        let closed = [Period::of_year(self.year), Period::of_month(date)];
        match closed.into_iter().find(|period| self.closed.contains(period)) {
            Some(period) => Err(Refusal::PeriodClosed { period, date }),
            None => Ok(()),
        }
    }

    /// **The one rule**: after this voucher no place is below zero at the end of its day or of any later day.
    fn check_the_one_rule(&self, voucher: &Voucher) -> Result<(), Refusal> {
        let Voucher { date, transfers, .. } = voucher;
        for place in transfers.iter().filter_map(|transfer| transfer.from.as_ref()) {
            let (taken, given) = flows(transfers, place).ok_or(Refusal::TooLarge)?;
            let there_is = self.free(place, *date).checked_add(given).ok_or(Refusal::TooLarge)?;
            if taken > there_is {
                return Err(Refusal::NotEnough { place: place.clone(), date: *date, asked: taken, there_is });
            }
        }
        Ok(())
    }

    /// The second ceiling: what is paid under a contract, less what came back, stays within its amount on every day. A
    /// contract that is not registered has no ceiling that is known.
    fn check_contracts(&self, voucher: &Voucher) -> Result<(), Refusal> {
        for (contract, change) in self.contract_changes(voucher) {
            let Some(ceiling) = self.ceilings.get(contract) else { continue };
            let used = self.contracts.get(contract).map_or(Fen::ZERO, |used| used.free_on(voucher.date));
            let there_is = ceiling.checked_add(used).ok_or(Refusal::TooLarge)?;
            let asked = Fen(-change.0);
            if asked > there_is {
                let (contract, date) = (contract.clone(), voucher.date);
                return Err(Refusal::ExceedsContract { contract, date, asked, there_is });
            }
        }
        Ok(())
    }

    /// What a voucher changes of what may still be paid under contracts.
    fn contract_changes<'v>(&'v self, voucher: &'v Voucher) -> Vec<(&'v ContractNo, Fen)> {
        let mut changes = Vec::new();
        for transfer in &voucher.transfers {
            for (place, change) in [(&transfer.from, transfer.amount.0), (&transfer.to, -transfer.amount.0)] {
                let Some(Place { slot: Slot::Paid(payment), .. }) = place else { continue };
                let payment = VoucherNo::new(payment.as_str());
                let of_payment = if payment == voucher.instruction.number {
                    Some(voucher)
                } else {
                    self.vouchers.get(&payment)
                };
                let contract = of_payment.and_then(|payment| self.contract_of(payment));
                changes.extend(contract.map(|contract| (contract, Fen(change))));
            }
        }
        changes
    }

    /// The contract under which a payment was made; a correction stays under that of its payment.
    fn contract_of<'v>(&'v self, voucher: &'v Voucher) -> Option<&'v ContractNo> {
        match &voucher.instruction.asked {
            Asked::Correction { payment, .. } => self.contract_of(self.vouchers.get(payment)?),
            _ => voucher.instruction.details.contract.as_ref(),
        }
    }

    /// What may be taken from a place on a day.
    fn free(&self, place: &Place, date: Date) -> Fen {
        self.balances.get(place).map_or(Fen::ZERO, |balance| balance.free_on(date))
    }

    /// Counts a voucher; `None`, and nothing changed, when all amounts together do not fit.
    fn apply(&mut self, voucher: &Voucher) -> Option<()> {
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
    fn request_behind(&self, voucher: &Voucher) -> Option<DocumentNo> {
        let named = || self.vouchers.get(voucher.instruction.asked.names()?);
        match voucher.act() {
            Act::Request => Some(voucher.document()),
            Act::Payment | Act::Return | Act::Rejection | Act::Reversal => self.request_behind(named()?),
            _ => None,
        }
    }

    /// Keeps what later instructions may refer to.
    fn remember(&mut self, voucher: Voucher) {
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

/// What transfers take from a place and give to it.
fn flows(transfers: &[Transfer], place: &Place) -> Option<(Fen, Fen)> {
    let sum = |side: fn(&Transfer) -> Option<&Place>| {
        Fen::checked_sum(transfers.iter().filter(|t| side(t) == Some(place)).map(|t| t.amount))
    };
    Some((sum(|t| t.from.as_ref())?, sum(|t| t.to.as_ref())?))
}
