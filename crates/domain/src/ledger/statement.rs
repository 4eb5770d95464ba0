//! 对账单: how the money of one line went from bucket to bucket, voucher by voucher.

use super::act::Act;
use super::place::Bucket;
use crate::Date;
use crate::ids::{Seq, VoucherNo};
use crate::money::Fen;

/// What lies in each bucket, in fen, in the order of [`Bucket::ALL`]; or what a voucher changed there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Buckets([Fen; Bucket::ALL.len()]);

impl Buckets {
    /// What lies in a bucket.
    pub fn get(&self, bucket: Bucket) -> Fen {
        self.0[bucket as usize]
    }

    /// Adds to a bucket; `None` when the sum does not fit.
    pub fn add(&mut self, bucket: Bucket, amount: Fen) -> Option<()> {
        let lies = &mut self.0[bucket as usize];
        *lies = lies.checked_add(amount)?;
        Some(())
    }

    /// Adds bucket by bucket; `None` when a sum does not fit.
    pub fn add_all(&mut self, other: &Buckets) -> Option<()> {
        Bucket::ALL.into_iter().try_for_each(|bucket| self.add(bucket, other.get(bucket)))
    }

    /// All buckets together: the money of the line that is still in this year's budget.
    pub fn total(&self) -> Option<Fen> {
        Fen::checked_sum(self.0)
    }
}

/// A voucher on a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// The business day.
    pub date: Date,
    /// Its place in the history.
    pub seq: Seq,
    /// Its number.
    pub number: VoucherNo,
    /// The kind of act.
    pub act: Act,
    /// What it was for.
    pub reason: String,
    /// What it changed on the line.
    pub change: Buckets,
    /// What lay on the line after it.
    pub after: Buckets,
}

/// Fills in what lay on the line after each voucher. The rows stand in the order of their days, those of one day as they
/// were recorded. `None` when a sum does not fit.
pub fn run(rows: &mut [StatementRow]) -> Option<()> {
    let mut lies = Buckets::default();
    for row in rows {
        lies.add_all(&row.change)?;
        row.after = lies;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_shows_what_lay_on_the_line_after_it() {
        let row = |seq, moves: &[(Bucket, i64)]| {
            let mut change = Buckets::default();
            moves.iter().for_each(|(bucket, fen)| change.add(*bucket, Fen(*fen)).unwrap());
            StatementRow {
                date: Date::constant(2020, 1, 1),
                seq: Seq(seq),
                number: VoucherNo::new("N"),
                act: Act::Plan,
                reason: String::new(),
                change,
                after: Buckets::default(),
            }
        };
        let mut rows = [
            row(1, &[(Bucket::Available, 100)]),
            row(2, &[(Bucket::Available, -30), (Bucket::Planned, 30)]),
            row(3, &[(Bucket::Planned, -30), (Bucket::Held, 30)]),
        ];
        run(&mut rows).unwrap();
        let after = |at: usize| Bucket::ALL.map(|bucket| rows[at].after.get(bucket).0);
        assert_eq!([after(0), after(1), after(2)], [[100, 0, 0, 0, 0], [70, 30, 0, 0, 0], [70, 0, 30, 0, 0]]);
        assert_eq!(rows[2].after.total(), Some(Fen(100)));
        assert_eq!(run(&mut [row(1, &[(Bucket::Paid, i64::MAX)]), row(2, &[(Bucket::Paid, 1)])]), None);
    }
}
