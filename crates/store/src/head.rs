//! Where the history of each unit and year ends: the row that whoever writes locks first.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::server;
use crate::tape;
use crate::tx::{Fields, Row, Tx};
use mingzhang_domain::chain;
use mingzhang_domain::ids::Seq;
use mingzhang_domain::ledger::Period;
use mingzhang_domain::money::Fen;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;

const TABLE: &str = "head";
const COLUMNS: [&str; 7] = ["unit", "year", "seq", "moved", "held", "closed", "hash"];
const READ: &str = "unit, year, seq, moved, held, closed, hash";
/// Makes the row, or locks it: on PostgreSQL others that write the same unit and year wait here.
const ON_CONFLICT: &str = "ON CONFLICT (unit, year) DO UPDATE SET seq = head.seq \
    RETURNING unit, year, seq, moved, held, closed, hash";

/// What moving a head costs where nothing is locked, for [`crate::tape`].
const ON_CONFLICT_TAPED: &str = "ON CONFLICT (unit, year) DO UPDATE SET seq = excluded.seq, \
    moved = excluded.moved, held = excluded.held, closed = excluded.closed, hash = excluded.hash";

/// Where the history of a unit and year ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The unit and year.
    pub ledger: Ledger,
    /// The place of the last entry; 0 where there is none.
    pub seq: Seq,
    /// All amounts that were ever moved, together.
    pub moved: Fen,
    /// What lies in all requests together.
    pub held: Fen,
    /// The months that are closed, and the year.
    pub closed: BTreeSet<Period>,
    /// The hash of the last entry, in hexadecimal; that of the beginning where there is none.
    pub hash: String,
}

impl Head {
    /// Before the first entry.
    pub(crate) fn beginning(ledger: Ledger) -> Head {
        Head {
            ledger,
            seq: Seq(0),
            moved: Fen::ZERO,
            held: Fen::ZERO,
            closed: BTreeSet::new(),
            hash: chain::beginning(ledger.unit, ledger.year),
        }
    }

    fn row(&self) -> Vec<Cell> {
        let mut row = self.ledger.key();
        row.extend([self.seq.0.into(), self.moved.0.into(), self.held.0.into()]);
        row.extend([periods_as_text(&self.closed).into(), self.hash.as_str().into()]);
        row
    }

    fn read(row: &Row) -> StoreResult<Head> {
        let mut fields = Fields::new(TABLE, row);
        Ok(Head {
            ledger: fields.ledger()?,
            seq: Seq(fields.int()?),
            moved: Fen(fields.int()?),
            held: Fen(fields.int()?),
            closed: fields.parsed(periods_from_text)?,
            hash: fields.text()?,
        })
    }
}

impl Tx {
    /// Where the history of a unit and year ends at this moment.
    pub async fn head(&mut self, ledger: Ledger) -> StoreResult<Head> {
        let rows = bulk::by_key(self, TABLE, READ, &["unit", "year"], &[ledger.key()]).await?;
        rows.first().map_or_else(|| Ok(Head::beginning(ledger)), Head::read)
    }

    /// Where the history of a unit and year ends; from here on nobody else records anything of it until this
    /// transaction ends. Whoever writes reads only after this.
    pub async fn lock(&mut self, ledger: Ledger) -> StoreResult<Head> {
        let heads = self.lock_all(&BTreeSet::from([ledger])).await?;
        Ok(heads.into_iter().next().unwrap_or_else(|| Head::beginning(ledger)))
    }

    /// The same for several units and years, always in the order of their keys, so that nobody waits in a circle.
    pub async fn lock_all(&mut self, ledgers: &BTreeSet<Ledger>) -> StoreResult<Vec<Head>> {
        let rows: Vec<Vec<Cell>> = ledgers.iter().map(|ledger| Head::beginning(*ledger).row()).collect();
        let found = match self {
            Tx::Sqlite(tx) => {
                let sql =
                    format!("INSERT INTO head ({READ}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) {ON_CONFLICT}");
                tx.rows_each(&sql, &rows)?.into_iter().map(Row::Sqlite).collect()
            }
            Tx::Postgres(_) => {
                let params = server::arrays(rows);
                let source = server::unnest(&params, 1);
                let sql = format!("INSERT INTO head ({READ}) SELECT * FROM {source} {ON_CONFLICT}");
                self.rows(AssertSqlSafe(sql), params).await?
            }
        };
        found.iter().map(Head::read).collect()
    }
}

/// Moves heads forward, each from where the decision saw it.
///
/// # Errors
/// [`StoreError::Stale`] where one is no longer there: nothing may be committed then.
pub(crate) async fn shift<'h>(
    tx: &mut Tx,
    heads: impl Iterator<Item = (&'h Head, &'h Head)>,
) -> StoreResult<()> {
    let row = |(was, head): (&Head, &Head)| {
        let mut row = head.row();
        row.extend([was.seq.0.into(), was.hash.as_str().into()]);
        row
    };
    let rows: Vec<Vec<Cell>> = heads.map(row).collect();
    if tape::runs() {
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row[..COLUMNS.len()].to_vec()).collect();
        tape::written(TABLE, &COLUMNS, ON_CONFLICT_TAPED, rows);
    }
    let expected = rows.len() as u64;
    let moved = match tx {
        Tx::Sqlite(tx) => {
            const SHIFT: &str = "UPDATE head SET seq = ?3, moved = ?4, held = ?5, closed = ?6, hash = ?7 \
                WHERE unit = ?1 AND year = ?2 AND seq = ?8 AND hash = ?9";
            tx.run_each(SHIFT, &rows)?
        }
        Tx::Postgres(tx) => {
            let params = server::arrays(rows);
            let source = server::unnest(&params, 1);
            let sql = format!(
                "UPDATE head SET seq = n.seq, moved = n.moved, held = n.held, closed = n.closed, hash = n.hash \
                 FROM {source} AS n (unit, year, seq, moved, held, closed, hash, was, was_hash) \
                 WHERE head.unit = n.unit AND head.year = n.year AND head.seq = n.was AND head.hash = n.was_hash"
            );
            tx.run_along(&sql, params).await?
        }
    };
    if moved == expected { Ok(()) } else { Err(StoreError::Stale) }
}

/// Closed periods as they are kept: `2020 2020-01 2020-02`.
pub(crate) fn periods_as_text(periods: &BTreeSet<Period>) -> String {
    periods.iter().map(Period::to_string).collect::<Vec<_>>().join(" ")
}

fn periods_from_text(text: &str) -> Option<BTreeSet<Period>> {
    text.split_whitespace().map(Period::parse).collect()
}
