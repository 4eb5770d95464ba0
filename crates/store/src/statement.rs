//! What lies on lines as of a day, and how it came there: read from the transfers.

use crate::error::{StoreError, StoreResult};
use crate::tx::{Fields, Param, Tx};
use crate::{Ledger, place, prior, stored};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{Act, Bucket, Buckets, Place, StatementRow};
use mingzhang_domain::money::Fen;
use std::collections::BTreeMap;

/// All sums fit: together they are no more than what was ever moved.
const BALANCES: &str = "SELECT from_line, from_bucket, to_line, to_bucket, CAST(SUM(amount) AS BIGINT) FROM transfer \
    WHERE unit = $1 AND year = $2 AND seq <= $3 AND date <= $4 \
    GROUP BY from_line, from_bucket, to_line, to_bucket";
const OF_LINE: &str = "SELECT t.seq, t.date, v.number, v.act, v.reason, \
    t.from_line, t.from_bucket, t.to_line, t.to_bucket, t.amount \
    FROM transfer t JOIN voucher v ON v.unit = t.unit AND v.year = t.year AND v.seq = t.seq \
    WHERE t.unit = $1 AND t.year = $2 AND t.seq <= $3 AND t.date <= $4 AND (t.from_line = $5 OR t.to_line = $5) \
    ORDER BY t.date, t.seq, t.leg";
const CARRY_OUTS: &str = "SELECT v.number, v.line, v.amount FROM voucher v \
    WHERE v.unit = $1 AND v.year = $2 AND v.act = 'carry_out' AND NOT EXISTS (SELECT 1 FROM voucher r \
    WHERE r.unit = v.unit AND r.year = v.year AND r.act = 'reversal' AND r.names = v.number) ORDER BY v.seq";

impl Tx {
    /// What lies in the buckets of each line that money ever touched, at the end of a day and as known up to a place in
    /// the history.
    pub async fn balances(
        &mut self,
        ledger: Ledger,
        as_of: Date,
        known_up_to: Seq,
    ) -> StoreResult<BTreeMap<LineCode, Buckets>> {
        let mut params = stored::up_to_params(ledger, known_up_to);
        params.push(as_of.to_string().into());
        let mut lines: BTreeMap<LineCode, Buckets> = BTreeMap::new();
        for row in &self.rows(BALANCES, params).await? {
            for (line, bucket, amount) in sides(&mut Fields::new("transfer", row))? {
                lines.entry(line).or_default().add(bucket, amount).ok_or(StoreError::TooLarge)?;
            }
        }
        Ok(lines)
    }

    /// The vouchers that touched a line up to the end of a day, as known up to a place in the history: by day, those of
    /// one day as they were recorded, with what each changed.
    pub async fn statement(
        &mut self,
        ledger: Ledger,
        line: &LineCode,
        as_of: Date,
        known_up_to: Seq,
    ) -> StoreResult<Vec<StatementRow>> {
        let mut params = stored::up_to_params(ledger, known_up_to);
        params.extend([Param::from(as_of.to_string()), Param::from(line.as_str())]);
        let mut rows: Vec<StatementRow> = Vec::new();
        for row in &self.rows(OF_LINE, params).await? {
            let mut fields = Fields::new("transfer", row);
            let (seq, date) = (Seq(fields.int()?), fields.date()?);
            let (number, act) = (VoucherNo::new(fields.text()?), fields.parsed(Act::parse)?);
            let reason = fields.text()?;
            if rows.last().is_none_or(|row| row.seq != seq) {
                let (change, after) = (Buckets::default(), Buckets::default());
                rows.push(StatementRow { date, seq, number, act, reason, change, after });
            }
            let Some(row) = rows.last_mut() else { continue };
            for (of, bucket, amount) in sides(&mut fields)? {
                if of == *line {
                    row.change.add(bucket, amount).ok_or(StoreError::TooLarge)?;
                }
            }
        }
        Ok(rows)
    }

    /// All places of a year in which something lies at the end of its last day, in the order of their keys.
    pub async fn places(&mut self, ledger: Ledger) -> StoreResult<Vec<(Place, Fen)>> {
        place::lying(self, ledger).await
    }

    /// What was carried out of a year and not reversed, in recording order: number, line, and what of it no later year
    /// has carried in.
    pub async fn carried_out(&mut self, ledger: Ledger) -> StoreResult<Vec<(VoucherNo, LineCode, Fen)>> {
        let taken = prior::used_of_year(self, ledger).await?;
        let params = vec![ledger.unit.0.into(), ledger.year().into()];
        let read = |row| {
            let mut fields = Fields::new("voucher", row);
            let (number, line) = (VoucherNo::new(fields.text()?), LineCode::new(fields.text()?));
            let left = fields.int()? - taken.get(&number).copied().unwrap_or_default();
            Ok((number, line, Fen(left)))
        };
        self.rows(CARRY_OUTS, params).await?.iter().map(read).collect()
    }
}

/// The two sides of a transfer that lie in the budget, with what each gains.
fn sides(fields: &mut Fields<'_>) -> StoreResult<Vec<(LineCode, Bucket, Fen)>> {
    let (from, to) = (side(fields)?, side(fields)?);
    let amount = fields.int()?;
    let from = from.map(|(line, bucket)| (line, bucket, Fen(-amount)));
    let to = to.map(|(line, bucket)| (line, bucket, Fen(amount)));
    Ok(from.into_iter().chain(to).collect())
}

fn side(fields: &mut Fields<'_>) -> StoreResult<Option<(LineCode, Bucket)>> {
    let (line, bucket) = (fields.text()?, fields.text()?);
    if line.is_empty() && bucket.is_empty() {
        return Ok(None);
    }
    let bucket = Bucket::parse(&bucket).ok_or_else(|| fields.damaged(&bucket))?;
    Ok(Some((LineCode::new(line), bucket)))
}
