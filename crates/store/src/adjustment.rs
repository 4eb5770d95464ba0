//! Two sums of vouchers beside the kept totals: what plans provided for by a day, and what a unit was forced to adjust.

use crate::error::{StoreError, StoreResult};
use crate::tx::{Fields, Tx};
use crate::voucher::Kept;
use crate::{Ledger, stored};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, Seq};
use mingzhang_domain::ledger::{FORCED_REASONS, Forced, Tally};
use mingzhang_domain::money::Fen;
use std::collections::{BTreeMap, HashSet};

/// What is taken back of plans on the last day of the year is its end, and no change of what was planned.
const SCHEDULED: &str = "SELECT from_bucket, CAST(SUM(amount) AS BIGINT), COUNT(*) FROM transfer \
    WHERE unit = $1 AND year = $2 AND seq <= $3 AND date <= $4 \
    AND ((from_bucket = 'available' AND to_bucket = 'planned') \
    OR (from_bucket = 'planned' AND to_bucket = 'available' AND date < $5)) GROUP BY from_bucket";
const ADJUSTMENTS: &str = "SELECT v.number, v.act, v.names, v.reason, t.from_line, t.amount FROM voucher v \
    JOIN transfer t ON t.unit = v.unit AND t.year = v.year AND t.seq = v.seq \
    WHERE v.unit = $1 AND v.year = $2 AND v.seq <= $3 AND v.date <= $4 \
    AND v.act IN ('increase', 'decrease', 'reversal') ORDER BY v.seq";

impl Tx {
    /// What the plans that have opened by a day provided for, less what of them was taken back.
    pub async fn scheduled(&mut self, ledger: Ledger, up_to: Seq, as_of: Date) -> StoreResult<Tally> {
        let mut params = stored::up_to_params(ledger, up_to);
        params.extend([as_of.to_string().into(), ledger.year.last_day().to_string().into()]);
        let mut sum = Tally::default();
        for row in &self.rows(SCHEDULED, params).await? {
            let mut fields = Fields::new("transfer", row);
            let (from, amount, count) = (fields.text()?, fields.int()?, fields.int()?);
            let amount = Fen(if from == "available" { amount } else { -amount });
            let movements = u64::try_from(count).unwrap_or_default();
            sum = sum.plus(Tally { amount, movements }).ok_or(StoreError::TooLarge)?;
        }
        Ok(sum)
    }

    /// What increases and decreases changed by a day that the unit was forced to make.
    pub async fn forced(&mut self, ledger: Ledger, up_to: Seq, as_of: Date) -> StoreResult<Tally> {
        let mut params = stored::up_to_params(ledger, up_to);
        params.push(as_of.to_string().into());
        let mut forced: HashSet<String> = HashSet::new();
        let mut sum = Tally::default();
        for row in &self.rows(ADJUSTMENTS, params).await? {
            let mut fields = Fields::new("voucher", row);
            let (number, act) = (fields.text()?, fields.text()?);
            let (names, reason) = (fields.text()?, fields.text()?);
            let (from_line, amount) = (fields.text()?, fields.int()?);
            let is_forced = match act.as_str() {
                "reversal" => forced.contains(&names),
                _ => FORCED_REASONS.iter().any(|word| reason.trim_start().starts_with(word)),
            };
            if is_forced {
                forced.insert(number);
                let amount = Fen(if from_line.is_empty() { amount } else { -amount });
                sum = sum.plus(Tally { amount, movements: 1 }).ok_or(StoreError::TooLarge)?;
            }
        }
        Ok(sum)
    }
}

/// What a voucher changed of the quota of each line, where the unit was forced to; `forced` has seen all
/// vouchers before it.
pub(crate) fn forced_by(forced: &mut Forced, kept: &Kept) -> BTreeMap<LineCode, Tally> {
    if !forced.is(&kept.voucher) {
        return BTreeMap::new();
    }
    let moved = mingzhang_domain::ledger::tally::moved(&kept.voucher, kept.counts);
    moved.into_iter().map(|(line, tally)| (line, tally.adjusted)).collect()
}
