//! What a voucher moves on each line, and the sums of it: what kept totals and figures are made of.

use super::place::Bucket;
use super::voucher::Voucher;
use crate::Date;
use crate::ids::LineCode;
use crate::money::Fen;
use std::collections::BTreeMap;

/// An amount and how often it was moved: one voucher may move two lines, which are two movements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The sum.
    pub amount: Fen,
    /// How often a voucher moved it on a line.
    pub movements: u64,
}

/// What was moved on one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTally {
    /// The opening approvals (年初批复).
    pub initial: Tally,
    /// All that lies in the five buckets, and what was carried out (调整后).
    pub adjusted: Tally,
    /// The bucket of plans.
    pub planned: Tally,
    /// The bucket of requests.
    pub held: Tally,
    /// The bucket of payments.
    pub paid: Tally,
    /// The bucket of freezes.
    pub frozen: Tally,
    /// What was carried out into the next year (结转转出), which the adjusted quota does not lose.
    pub carried: Tally,
}

/// What a voucher's money from or to outside counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// An opening approval (年初批复), which is also quota.
    Initial,
    /// Quota.
    Quota,
    /// Money that leaves for the next year (结转转出).
    Carried,
}

impl Counts {
    /// All of them.
    pub const ALL: [Counts; 3] = [Counts::Initial, Counts::Quota, Counts::Carried];

    /// The name in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Counts::Initial => "initial",
            Counts::Quota => "quota",
            Counts::Carried => "carried",
        }
    }

    /// What a name stands for.
    pub fn parse(name: &str) -> Option<Counts> {
        Counts::ALL.into_iter().find(|counts| counts.as_str() == name)
    }
}

impl Tally {
    /// One movement of an amount.
    fn one(amount: Fen) -> Tally {
        Tally { amount, movements: 1 }
    }

    /// The sum of two; `None` when it does not fit.
    pub fn plus(self, other: Tally) -> Option<Tally> {
        let amount = self.amount.checked_add(other.amount)?;
        Some(Tally { amount, movements: self.movements + other.movements })
    }
}

impl LineTally {
    /// 可用: what of the quota lies in no other bucket and was not carried out. `None` when it does not fit.
    pub fn available(&self) -> Option<Fen> {
        let used = [self.planned, self.held, self.paid, self.frozen, self.carried];
        self.adjusted.amount.checked_sub(Fen::checked_sum(used.map(|tally| tally.amount))?)
    }

    /// Adds another; `None`, and nothing to rely on, when a sum does not fit.
    pub fn add(&mut self, other: &LineTally) -> Option<()> {
        self.initial = self.initial.plus(other.initial)?;
        self.adjusted = self.adjusted.plus(other.adjusted)?;
        self.planned = self.planned.plus(other.planned)?;
        self.held = self.held.plus(other.held)?;
        self.paid = self.paid.plus(other.paid)?;
        self.frozen = self.frozen.plus(other.frozen)?;
        self.carried = self.carried.plus(other.carried)?;
        Some(())
    }
}

/// What a voucher moves on each line that it touches. `counts` is what [`super::Book::counts`] says of it.
pub fn moved(voucher: &Voucher, counts: Counts) -> BTreeMap<LineCode, LineTally> {
    // Net fen by line and by bucket; `None` stands for all five buckets together.
    let mut net: BTreeMap<(&LineCode, Option<Bucket>), i64> = BTreeMap::new();
    for transfer in &voucher.transfers {
        for (place, change) in [(&transfer.from, -transfer.amount.0), (&transfer.to, transfer.amount.0)] {
            if let Some(place) = place {
                *net.entry((&place.line, Some(place.slot.bucket()))).or_default() += change;
                *net.entry((&place.line, None)).or_default() += change;
            }
        }
    }
    let mut lines: BTreeMap<LineCode, LineTally> = BTreeMap::new();
    for ((line, bucket), change) in net {
        let tally = lines.entry(line.clone()).or_default();
        let one = Tally::one(Fen(change));
        match bucket {
            None if change == 0 => {}
            None if counts == Counts::Carried => tally.carried = Tally::one(Fen(-change)),
            None => {
                tally.adjusted = one;
                if counts == Counts::Initial {
                    tally.initial = one;
                }
            }
            Some(Bucket::Planned) => tally.planned = one,
            Some(Bucket::Held) => tally.held = one,
            Some(Bucket::Paid) => tally.paid = one,
            Some(Bucket::Frozen) => tally.frozen = one,
            Some(Bucket::Available) => {}
        }
    }
    lines
}

/// What a voucher plans to pay on each line, below zero where it takes back: but what is taken back on the last day of the
/// year is its end, and no change of what was planned.
pub fn scheduled(voucher: &Voucher, last_day: Date) -> BTreeMap<LineCode, Tally> {
    let mut lines: BTreeMap<LineCode, Tally> = BTreeMap::new();
    for transfer in &voucher.transfers {
        let (Some(from), Some(to)) = (&transfer.from, &transfer.to) else { continue };
        let sign = match (from.slot.bucket(), to.slot.bucket()) {
            (Bucket::Available, Bucket::Planned) => 1,
            (Bucket::Planned, Bucket::Available) if voucher.date < last_day => -1,
            _ => continue,
        };
        let tally = lines.entry(from.line.clone()).or_default();
        let one = Tally::one(Fen(sign * transfer.amount.0));
        // All that is moved in a ledger fits together.
        *tally = tally.plus(one).unwrap_or(*tally);
    }
    lines
}
