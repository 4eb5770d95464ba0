//! **The one way in**: every change of anything is one entry of the history, written in the same transaction as its
//! rows and numbered without gaps per unit and year.

use crate::bulk;
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::head::{self, Head};
use crate::stored::{self, Stored, each_registered};
use crate::tx::{Fields, Tx};
use crate::voucher::Decided;
use crate::{Ledger, score_sheet, voucher};
use jiff::Timestamp;
use mingzhang_domain::chain::{self, Entry};
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{ActorId, Seq};
use mingzhang_domain::ledger::Book;

/// When, in UTC, and by whom something is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: ActorId,
}

const COLUMNS: [&str; 9] = ["unit", "year", "seq", "at", "actor", "kind", "body", "algorithm", "hash"];

/// Changes of one unit and year that are to be recorded.
pub struct Recording<'a> {
    /// Where the history ends, as this transaction has locked it.
    pub head: &'a Head,
    /// The changes in their order. Vouchers among them were decided by the book.
    pub changes: &'a [Change],
    /// The book, which was loaded after the lock and holds the ledger after the changes.
    pub book: &'a Book,
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// Its place.
    pub seq: Seq,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What kind of change.
    pub kind: String,
    /// The change in its canonical encoding.
    pub body: String,
    /// How it is hashed.
    pub algorithm: String,
    /// Its hash after that of the entry before it.
    pub hash: String,
}

/// How many entries are read at once where all of them are walked.
pub const PAGE: i64 = 10_000;
const ENTRIES: &str = "SELECT seq, at, actor, kind, body, algorithm, hash FROM entry \
    WHERE unit = $1 AND year = $2 AND seq > $3 ORDER BY seq LIMIT $4";

impl Tx {
    /// The next entries after a place in the history, at most [`PAGE`].
    pub async fn entries(&mut self, ledger: Ledger, after: Seq) -> StoreResult<Vec<KeptEntry>> {
        self.entries_each(ledger, after).await?.into_iter().collect()
    }

    /// The same, row by row, so that one damaged row does not hide the others.
    pub(crate) async fn entries_each(
        &mut self,
        ledger: Ledger,
        after: Seq,
    ) -> StoreResult<Vec<StoreResult<KeptEntry>>> {
        let mut params = stored::up_to_params(ledger, after);
        params.push(PAGE.into());
        let read = |row| {
            let mut fields = Fields::new("entry", row);
            Ok(KeptEntry {
                seq: fields.seq()?,
                at: fields.text()?,
                actor: fields.text()?,
                kind: fields.text()?,
                body: fields.text()?,
                algorithm: fields.text()?,
                hash: fields.text()?,
            })
        };
        Ok(self.rows(ENTRIES, params).await?.iter().map(read).collect())
    }

    /// The hash of an entry, if there is one at this place.
    pub async fn hash_at(&mut self, ledger: Ledger, seq: Seq) -> StoreResult<Option<String>> {
        let key = stored::key(ledger, seq);
        let rows = bulk::by_key(self, "entry", "hash", &COLUMNS[..3], &[key]).await?;
        rows.first().map(|row| Fields::new("entry", row).text()).transpose()
    }

    /// Records changes in their order, after a head that this transaction has locked; where the history ends then.
    ///
    /// # Errors
    /// Those of [`Tx::append_all`].
    pub async fn append(
        &mut self,
        head: &Head,
        stamp: &Stamp,
        changes: &[Change],
        book: &Book,
    ) -> StoreResult<Head> {
        let heads = self.append_all(stamp, &[Recording { head, changes, book }]).await?;
        Ok(heads.into_iter().next().unwrap_or_else(|| head.clone()))
    }

    /// Records changes of several units and years; where their histories end then.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when a history does not end at its head: nothing may be committed then.
    pub async fn append_all(
        &mut self,
        stamp: &Stamp,
        recordings: &[Recording<'_>],
    ) -> StoreResult<Vec<Head>> {
        let at = chain::at_as_text(stamp.at);
        let mut rows = Vec::new();
        let mut heads = Vec::new();
        let mut decided = Vec::new();
        for Recording { head, changes, book } in recordings {
            let mut vouchers = Vec::new();
            let mut hash = head.hash.clone();
            let numbered: Vec<(Seq, &Change)> = (head.seq.0 + 1..).map(Seq).zip(*changes).collect();
            for (seq, change) in &numbered {
                let body = change.canonical();
                let entry = Entry {
                    unit: head.ledger.unit,
                    year: head.ledger.year,
                    seq: *seq,
                    at: &at,
                    actor: stamp.actor.as_str(),
                    kind: change.kind(),
                    body: &body,
                };
                hash = entry.hash(&hash);
                rows.push(row(&entry, &hash));
                if let Change::Voucher(voucher) = change {
                    vouchers.push((*seq, voucher));
                }
            }
            write_registered(self, head.ledger, &numbered).await?;
            let seq = numbered.last().map_or(head.seq, |(seq, _)| *seq);
            let (moved, held, closed) = (book.moved(), book.held(), book.closed().clone());
            heads.push(Head { ledger: head.ledger, seq, moved, held, closed, hash });
            if !vouchers.is_empty() {
                decided.push(Decided { ledger: head.ledger, vouchers, book });
            }
        }
        bulk::insert(self, "entry", &COLUMNS, rows).await?;
        voucher::save(self, &decided).await?;
        head::shift(self, recordings.iter().map(|it| it.head).zip(&heads)).await?;
        Ok(heads)
    }
}

fn row(entry: &Entry<'_>, hash: &str) -> Vec<Cell> {
    vec![
        entry.unit.0.into(),
        i64::from(entry.year.0).into(),
        entry.seq.0.into(),
        entry.at.into(),
        entry.actor.into(),
        entry.kind.into(),
        entry.body.into(),
        chain::ALGORITHM.into(),
        hash.into(),
    ]
}

/// Takes the changes of each subject out of the list and saves them.
macro_rules! save_subjects {
    ($tx:expr, $ledger:expr, $numbered:expr; $($subject:ident),+) => {$(
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

/// One bulk statement per table of what is registered, where it has rows.
async fn write_registered(tx: &mut Tx, ledger: Ledger, numbered: &[(Seq, &Change)]) -> StoreResult<()> {
    // Nearly always all are vouchers.
    if numbered.iter().all(|(_, change)| matches!(change, Change::Voucher(_))) {
        return Ok(());
    }
    each_registered!(save_subjects, tx, ledger, numbered);
    let mut sheets = Vec::new();
    for (seq, change) in numbered {
        if let Change::ScoreSheet(sheet) = change {
            sheets.push((*seq, sheet));
        }
    }
    if sheets.is_empty() { Ok(()) } else { score_sheet::save(tx, ledger, &sheets).await }
}

async fn save_if_any<T: Stored>(tx: &mut Tx, ledger: Ledger, subjects: &[(Seq, &T)]) -> StoreResult<()> {
    if subjects.is_empty() { Ok(()) } else { stored::save(tx, ledger, subjects).await }
}
