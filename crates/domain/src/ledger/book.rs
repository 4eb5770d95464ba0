//! The book: the places that a batch of instructions touches, and the decision on each instruction.
//!
//! The store loads a book, the book decides voucher by voucher in memory, the store writes what was decided. The same
//! book serves a single posting, an import of a year and the simulation.

use super::act::Act;
use super::balance::Balance;
use super::instruction::{Asked, FreezeOf, Instruction};
use super::line::QuotaLine;
use super::period::Period;
use super::place::{Place, Slot};
use super::refusal::Refusal;
use super::rules::TreasuryRules;
use super::tally::Counts;
use super::voucher::{Transfer, Voucher};
use crate::Date;
use crate::history::Canonical;
use crate::ids::{ContractNo, DocumentNo, FiscalYear, LineCode, ProjectCode, VoucherNo};
use crate::money::Fen;
use std::collections::{BTreeSet, HashMap};

mod count;
mod decide;
mod part;
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
    /// What later years took of payments and carry-outs of this year.
    taken_later: HashMap<VoucherNo, Fen>,
    /// For lines of projects that must be admitted before they get a quota.
    admissions: HashMap<LineCode, Admission>,
}

/// The most transfers that one voucher may have; a virement between more lines, or a request on more plans, is several
/// vouchers.
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

/// From when a project's lines can get a quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// The project.
    pub project: ProjectCode,
    /// The day on which it was admitted to the library (入库); `None` where it was not.
    pub from: Option<Date>,
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
            taken_later: HashMap::new(),
            admissions: HashMap::new(),
        }
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
        check_size(transfers.len())?;
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
        check_size(instruction.asked.lines().len())?;
        match instruction.asked.lines().into_iter().find(|line| !self.lines.contains_key(*line)) {
            Some(line) => Err(Refusal::UnknownLine { line: line.clone() }),
            None => self.check_admitted(instruction),
        }
    }

    /// Only a project that was admitted gets a quota: by approval, increase or virement.
    fn check_admitted(&self, instruction: &Instruction) -> Result<(), Refusal> {
        let date = instruction.date;
        for line in instruction.asked.lines_that_get() {
            let Some(Admission { project, from }) = self.admissions.get(line) else { continue };
            if from.is_none_or(|from| date < from) {
                let (line, project) = (line.clone(), project.clone());
                return Err(Refusal::ProjectNotAdmitted { line, project, date, from: *from });
            }
        }
        Ok(())
    }

    /// A plan opens on the first day of its month, or on the first day in it on which the line has the money: in
    /// January that is the day of the opening approval. A plan is taken back, or frozen, from the day on which it opens;
    /// a freeze is lifted from the day on which it counts. Everything else counts on the day that is asked.
    fn business_day(&self, instruction: &Instruction) -> Result<Date, Refusal> {
        let date = instruction.date;
        Ok(match &instruction.asked {
            Asked::Plan { line, amount } => {
                let (first, last) = (date.first_of_month(), date.last_of_month());
                let available = self.balances.get(&Place::available(line));
                available.and_then(|balance| balance.first_day_with(*amount, first, last)).unwrap_or(first)
            }
            Asked::PlanWithdrawal { plan, .. } | Asked::Freeze { of: FreezeOf::Plan(plan), .. } => {
                self.named(plan, &[Act::Plan])?.date.max(date)
            }
            Asked::Unfreeze { freeze, .. } => self.named(freeze, &[Act::Freeze])?.date.max(date),
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

    /// What may be taken from a place on a day. What came back from a payment in a later year cannot come back here too.
    fn free(&self, place: &Place, date: Date) -> Fen {
        let lies = self.balances.get(place).map_or(Fen::ZERO, |balance| balance.free_on(date));
        match &place.slot {
            Slot::Paid(payment) => Fen(lies.0.saturating_sub(self.taken_later(payment.as_str()).0)),
            _ => lies,
        }
    }

    /// What later years took of a voucher of this year.
    fn taken_later(&self, number: &str) -> Fen {
        self.taken_later.get(&VoucherNo::new(number)).copied().unwrap_or_default()
    }
}

/// Neither lines that are asked for nor transfers that are decided are more than one voucher may have.
fn check_size(asked: usize) -> Result<(), Refusal> {
    if asked > MAX_TRANSFERS {
        return Err(Refusal::TooManyTransfers { asked, bound: MAX_TRANSFERS });
    }
    Ok(())
}

/// What transfers take from a place and give to it.
fn flows(transfers: &[Transfer], place: &Place) -> Option<(Fen, Fen)> {
    let sum = |side: fn(&Transfer) -> Option<&Place>| {
        Fen::checked_sum(transfers.iter().filter(|t| side(t) == Some(place)).map(|t| t.amount))
    };
    Some((sum(|t| t.from.as_ref())?, sum(|t| t.to.as_ref())?))
}
