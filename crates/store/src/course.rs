//! What fund-use plans allowed by day, and the vouchers that freeze: what monitoring and forecast take beside the kept
//! totals.

use crate::error::StoreResult;
use crate::tx::{Fields, Tx};
use crate::{Ledger, stored};
use mingzhang_domain::Date;
use mingzhang_domain::ids::{LineCode, Seq, VoucherNo};
use mingzhang_domain::money::Fen;

/// A plan takes available money, its withdrawal gives it back.
const PLANS: &str = "SELECT from_line, from_bucket, date, CAST(SUM(amount) AS BIGINT) FROM transfer \
    WHERE unit = $1 AND year = $2 AND seq <= $3 \
    AND ((from_bucket = 'available' AND to_bucket = 'planned') OR (from_bucket = 'planned' AND to_bucket = 'available')) \
    GROUP BY from_line, from_bucket, date ORDER BY from_line, date, from_bucket";
const FREEZES: &str = "SELECT v.number, t.to_line FROM voucher v \
    JOIN transfer t ON t.unit = v.unit AND t.year = v.year AND t.seq = v.seq \
    WHERE v.unit = $1 AND v.year = $2 AND v.seq <= $3 AND v.act = 'freeze' ORDER BY v.seq, t.leg";

impl Tx {
    /// What was planned on each line on each day, below zero where more was taken back; also of days to come.
    pub async fn plans(&mut self, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<(LineCode, Date, Fen)>> {
        let read = |row| {
            let mut fields = Fields::new("transfer", row);
            let (line, from) = (LineCode::new(fields.text()?), fields.text()?);
            let (date, amount) = (fields.date()?, fields.int()?);
            Ok((line, date, Fen(if from == "available" { amount } else { -amount })))
        };
        self.rows(PLANS, stored::up_to_params(ledger, up_to)).await?.iter().map(read).collect()
    }

    /// The vouchers that freeze, each with the line whose money it freezes.
    pub async fn freezes(&mut self, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<(VoucherNo, LineCode)>> {
        let read = |row| {
            let mut fields = Fields::new("voucher", row);
            Ok((VoucherNo::new(fields.text()?), LineCode::new(fields.text()?)))
        };
        self.rows(FREEZES, stored::up_to_params(ledger, up_to)).await?.iter().map(read).collect()
    }
}
