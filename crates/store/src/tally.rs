//! What was moved on each line up to a day, for figures.

use crate::error::{StoreError, StoreResult};
use crate::line_day::{self, LineDays};
use crate::tx::Tx;
use crate::{Ledger, voucher};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, Seq};
use mingzhang_domain::ledger::LineTally;
use std::collections::HashMap;

/// What was moved by day on every line, as known up to a place in the history.
pub struct Movements(LineDays);

impl Tx {
    /// The movements of a unit and year: from the kept totals where the whole history counts, recounted from the
    /// vouchers where it does not.
    pub async fn movements(&mut self, ledger: Ledger, known_up_to: Seq) -> StoreResult<Movements> {
        if known_up_to >= self.head(ledger).await?.seq {
            return Ok(Movements(line_day::load(self, ledger).await?));
        }
        let vouchers = voucher::load(self, ledger, known_up_to).await?;
        line_day::count(vouchers.iter().map(|kept| (&kept.voucher, kept.counts))).map(Movements)
    }
}

impl Movements {
    /// What was moved on each line up to the end of a day.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn up_to(&self, day: Date) -> StoreResult<HashMap<LineCode, LineTally>> {
        let mut lines: HashMap<LineCode, LineTally> = HashMap::new();
        for ((line, date), moved) in &self.0 {
            if *date <= day {
                lines.entry(line.clone()).or_default().add(moved).ok_or(StoreError::TooLarge)?;
            }
        }
        Ok(lines)
    }

    /// What was moved on each line on each day.
    pub fn iter(&self) -> impl Iterator<Item = (&LineCode, Date, &LineTally)> {
        self.0.iter().map(|((line, day), moved)| (line, *day, moved))
    }

    /// What was moved on all lines together up to the end of a day.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn total_up_to(&self, day: Date) -> StoreResult<LineTally> {
        let mut total = LineTally::default();
        for ((_, date), moved) in &self.0 {
            if *date <= day {
                total.add(moved).ok_or(StoreError::TooLarge)?;
            }
        }
        Ok(total)
    }

    /// The last day on which anything was moved.
    pub fn last_day(&self) -> Option<Date> {
        self.0.keys().map(|(_, day)| *day).max()
    }
}
