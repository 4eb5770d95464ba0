//! **The one way in**: every change of anything is one entry of the history, written in the same transaction as its
//! rows and numbered without gaps per unit and year.

use crate::bulk;
use crate::error::StoreResult;
use crate::stored::{self, Stored};
use crate::tx::{Fields, Tx};
use crate::{Ledger, score_sheet, voucher};
use jiff::Timestamp;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{ActorId, Seq};
use mingzhang_domain::ledger::Book;
use serde_json::Value;

/// When, in UTC, and by whom something is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: ActorId,
}

const COLUMNS: [&str; 7] = ["unit", "year", "seq", "at", "actor", "kind", "body"];
const HEAD: &str = "SELECT seq FROM head WHERE unit = $1 AND year = $2";
const OPEN_HEAD: &str =
    "INSERT INTO head (unit, year, seq) VALUES ($1, $2, 0) ON CONFLICT (unit, year) DO NOTHING";
const LOCK_HEAD_ON_POSTGRES: &str = "SELECT seq FROM head WHERE unit = $1 AND year = $2 FOR UPDATE";
const MOVE_HEAD: &str = "UPDATE head SET seq = $3 WHERE unit = $1 AND year = $2";

impl Tx {
    /// The place of the last entry; 0 where there is none.
    pub async fn head(&mut self, ledger: Ledger) -> StoreResult<Seq> {
        self.head_by(HEAD, ledger).await
    }

    /// The place of the last entry; from here on nobody else records anything of the same unit and year until this
    /// transaction ends. Whoever writes reads only after this.
    pub async fn lock(&mut self, ledger: Ledger) -> StoreResult<Seq> {
        self.run(OPEN_HEAD, vec![ledger.unit.0.into(), ledger.year().into()]).await?;
        let sql = if self.is_postgres() { LOCK_HEAD_ON_POSTGRES } else { HEAD };
        self.head_by(sql, ledger).await
    }

    async fn head_by(&mut self, sql: &'static str, ledger: Ledger) -> StoreResult<Seq> {
        let rows = self.rows(sql, vec![ledger.unit.0.into(), ledger.year().into()]).await?;
        rows.first().map_or(Ok(Seq(0)), |row| Ok(Seq(Fields::new("head", row).int()?)))
    }

    /// Records changes in their order. Vouchers must have been decided by `book`, which holds the ledger after them.
    ///
    /// Returns the place of the last entry.
    pub async fn append(
        &mut self,
        ledger: Ledger,
        stamp: &Stamp,
        changes: &[Change],
        book: &Book,
    ) -> StoreResult<Seq> {
        let head = self.lock(ledger).await?;
        let numbered: Vec<(Seq, &Change)> = (head.0 + 1..).map(Seq).zip(changes).collect();
        let rows: Vec<Vec<Value>> =
            numbered.iter().map(|(seq, change)| row(ledger, *seq, stamp, change)).collect();
        bulk::insert(self, "entry", &COLUMNS, &rows).await?;
        write_rows(self, ledger, &numbered, book).await?;
        let last = numbered.last().map_or(head, |(seq, _)| *seq);
        self.run(MOVE_HEAD, stored::up_to_params(ledger, last)).await?;
        Ok(last)
    }
}

fn row(ledger: Ledger, seq: Seq, stamp: &Stamp, change: &Change) -> Vec<Value> {
    let mut row = stored::key(ledger, seq);
    row.extend([
        stamp.at.to_string().into(),
        stamp.actor.as_str().into(),
        change.kind().into(),
        change.canonical().into(),
    ]);
    row
}

/// Takes the changes of one subject out of the list and saves them.
macro_rules! save_subject {
    ($tx:expr, $ledger:expr, $numbered:expr, $($subject:ident),+) => {$(
        let of_kind: Vec<_> = $numbered
            .iter()
            .filter_map(|(seq, change)| match change {
                Change::$subject(subject) => Some((*seq, subject)),
                _ => None,
            })
            .collect();
        save_if_any($tx, $ledger, &of_kind).await?;
    )+};
}

/// One bulk statement per table that has rows.
async fn write_rows(
    tx: &mut Tx,
    ledger: Ledger,
    numbered: &[(Seq, &Change)],
    book: &Book,
) -> StoreResult<()> {
    save_subject!(
        tx,
        ledger,
        numbered,
        Unit,
        Office,
        Project,
        QuotaLine,
        Contract,
        Indicator,
        Member,
        KeptPolicy,
        Description,
        Narrative
    );
    let mut sheets = Vec::new();
    let mut vouchers = Vec::new();
    for (seq, change) in numbered {
        match change {
            Change::ScoreSheet(sheet) => sheets.push((*seq, sheet)),
            Change::Voucher(voucher) => vouchers.push((*seq, voucher)),
            _ => {}
        }
    }
    if !sheets.is_empty() {
        score_sheet::save(tx, ledger, &sheets).await?;
    }
    if !vouchers.is_empty() {
        voucher::save(tx, ledger, &vouchers, book).await?;
    }
    Ok(())
}

async fn save_if_any<T: Stored>(tx: &mut Tx, ledger: Ledger, subjects: &[(Seq, &T)]) -> StoreResult<()> {
    if subjects.is_empty() { Ok(()) } else { stored::save(tx, ledger, subjects).await }
}
