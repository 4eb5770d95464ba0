//! The book: the places that a batch of instructions touches, and the decision on each instruction.
//!
//! The store loads a book, the book decides voucher by voucher in memory, the store writes what was decided. The same
//! book serves a single posting, an import of a year and the simulation.

use super::balance::Balance;
use super::instruction::{Act, Asked, Instruction};
use super::line::QuotaLine;
use super::place::Place;
use super::refusal::Refusal;
use super::rules::TreasuryRules;
use super::voucher::{Transfer, Voucher};
use crate::Date;
use crate::history::Canonical;
use crate::ids::{DocumentNo, FiscalYear, LineCode, VoucherNo};
use crate::money::Fen;
use std::collections::{BTreeSet, HashMap};

mod decide;
#[cfg(test)]
mod tests;

/// The part of one unit's and year's ledger that a batch of instructions touches.
///
/// Invariant: no balance is below zero on any day.
pub struct Book {
    year: FiscalYear,
    rules: TreasuryRules,
    lines: HashMap<LineCode, QuotaLine>,
    balances: HashMap<Place, Balance>,
    vouchers: HashMap<VoucherNo, Voucher>,
    /// Reversed voucher → its reversal.
    reversals: HashMap<VoucherNo, VoucherNo>,
    /// The plans of each line by the day on which they open.
    plans: HashMap<LineCode, BTreeSet<(Date, DocumentNo)>>,
    /// The day of the year's first opening approval.
    opened_on: Option<Date>,
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
            plans: HashMap::new(),
            opened_on: None,
        }
    }

    /// Adds a line that instructions may name.
    pub fn add_line(&mut self, line: QuotaLine) {
        self.lines.insert(line.code.clone(), line);
    }

    /// Takes in a voucher that is recorded already, in recording order. `None` when a sum does not fit.
    pub fn replay(&mut self, voucher: Voucher) -> Option<()> {
        self.apply(&voucher)?;
        self.remember(voucher);
        Some(())
    }

    /// What lies in a place.
    pub fn balance(&self, place: &Place) -> Fen {
        self.balances.get(place).map_or(Fen::ZERO, Balance::total)
    }

    /// All places that were ever touched, with what lies in them.
    pub fn balances(&self) -> impl Iterator<Item = (&Place, Fen)> {
        self.balances.iter().map(|(place, balance)| (place, balance.total()))
    }

    /// Whether a voucher is an opening approval (年初批复) or takes one back, and so counts for the initial quota.
    pub fn is_opening(&self, voucher: &Voucher) -> bool {
        let act = match &voucher.instruction.asked {
            Asked::Reversal { voucher } => self.vouchers.get(voucher).map(Voucher::act),
            _ => Some(voucher.act()),
        };
        act == Some(Act::Approval)
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
        let date = self.business_day(&instruction);
        let transfers = self.decide(&instruction, date)?;
        self.check_the_one_rule(&transfers, date)?;
        let voucher = Voucher { instruction, date, transfers };
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
        match instruction.asked.lines().into_iter().find(|line| !self.lines.contains_key(*line)) {
            Some(line) => Err(Refusal::UnknownLine { line: line.clone() }),
            None => Ok(()),
        }
    }

    /// A plan counts from the first day of its month, but not before the year's budget was approved.
    fn business_day(&self, instruction: &Instruction) -> Date {
        match (instruction.asked.act(), self.opened_on) {
            (Act::Plan, opened_on) => {
                opened_on.unwrap_or(instruction.date).max(instruction.date.first_of_month())
            }
            _ => instruction.date,
        }
    }

    /// **The one rule**: after these transfers no place is below zero at the end of `date` or of any later day.
    fn check_the_one_rule(&self, transfers: &[Transfer], date: Date) -> Result<(), Refusal> {
        for place in transfers.iter().flat_map(|transfer| [&transfer.from, &transfer.to]).flatten() {
            let (taken, given) = flows(transfers, place).ok_or(Refusal::TooLarge)?;
            self.balance(place).checked_add(given).ok_or(Refusal::TooLarge)?;
            let there_is = self.free(place, date).checked_add(given).ok_or(Refusal::TooLarge)?;
            if taken > there_is {
                return Err(Refusal::NotEnough { place: place.clone(), date, asked: taken, there_is });
            }
        }
        Ok(())
    }

    /// What may be taken from a place on a day.
    fn free(&self, place: &Place, date: Date) -> Fen {
        self.balances.get(place).map_or(Fen::ZERO, |balance| balance.free_on(date))
    }

    /// Counts the transfers. `None` when a sum does not fit, which the one rule has excluded for a new voucher.
    fn apply(&mut self, voucher: &Voucher) -> Option<()> {
        for transfer in &voucher.transfers {
            let legs = [(&transfer.from, -transfer.amount.0), (&transfer.to, transfer.amount.0)];
            for (place, change) in legs {
                if let Some(place) = place {
                    let balance = self.balances.entry(place.clone()).or_default();
                    balance.change(voucher.date, Fen(change))?;
                }
            }
        }
        Some(())
    }

    /// Keeps what later instructions may refer to.
    fn remember(&mut self, voucher: Voucher) {
        match &voucher.instruction.asked {
            Asked::Approval { .. } => {
                let opened_on = self.opened_on.map_or(voucher.date, |day| day.min(voucher.date));
                self.opened_on = Some(opened_on);
            }
            Asked::Plan { line, .. } => {
                self.plans.entry(line.clone()).or_default().insert((voucher.date, voucher.document()));
            }
            Asked::Reversal { voucher: number } => {
                self.reversals.insert(number.clone(), voucher.instruction.number.clone());
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
