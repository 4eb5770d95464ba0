//! The vouchers behind a figure.

use crate::adjustment::forced_by;
use crate::error::StoreResult;
use crate::tx::Tx;
use crate::{Ledger, voucher};
use mingzhang_domain::Date;
use mingzhang_domain::figure::Measure;
use mingzhang_domain::figure::budget::tally_of;
use mingzhang_domain::ids::{LineCode, Seq};
use mingzhang_domain::ledger::{Forced, Tally, Voucher, tally};
use std::collections::HashSet;

/// A voucher and what it moved of a measure on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The place of the voucher's entry in the history.
    pub seq: Seq,
    /// The voucher.
    pub voucher: Voucher,
    /// The line.
    pub line: LineCode,
    /// What it moved.
    pub moved: Tally,
}

impl Tx {
    /// The vouchers dated up to a day and known up to a place in the history that moved a measure on any of the
    /// lines, in recording order.
    pub async fn trail(
        &mut self,
        ledger: Ledger,
        measure: Measure,
        lines: &HashSet<LineCode>,
        as_of: Date,
        known_up_to: Seq,
    ) -> StoreResult<Vec<Step>> {
        let mut steps = Vec::new();
        let mut forced = Forced::default();
        for kept in voucher::load(self, ledger, known_up_to).await? {
            if kept.voucher.date > as_of {
                continue;
            }
            let by_line = match measure {
                Measure::Scheduled => tally::scheduled(&kept.voucher, ledger.year.last_day()),
                Measure::Forced => forced_by(&mut forced, &kept),
                _ => {
                    let moved = tally::moved(&kept.voucher, kept.counts).into_iter();
                    moved.map(|(line, moved)| (line, tally_of(&moved, measure))).collect()
                }
            };
            for (line, moved) in by_line {
                if moved.movements > 0 && lines.contains(&line) {
                    steps.push(Step { seq: kept.seq, voucher: kept.voucher.clone(), line, moved });
                }
            }
        }
        Ok(steps)
    }
}
