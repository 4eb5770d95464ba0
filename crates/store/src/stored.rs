//! One trait for every registered subject: its table, its columns, and both directions between a row and a value.

use crate::Ledger;
use crate::bulk;
use crate::database::Tx;
use crate::error::{StoreError, StoreResult};
use mingzhang_domain::Date;
use mingzhang_domain::ids::Seq;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

/// A subject with one row per value.
pub(crate) trait Stored: Sized {
    /// Its table, whose key begins with unit, year and which has a seq.
    const TABLE: &'static str;
    /// Its own columns.
    const COLUMNS: &'static [&'static str];

    /// The values of its columns in their order.
    fn values(&self) -> Vec<Value>;

    /// The subject of a row.
    fn read(fields: &mut Fields<'_>) -> StoreResult<Self>;
}

/// The columns of a row from left to right.
pub(crate) struct Fields<'r> {
    table: &'static str,
    row: &'r SqliteRow,
    next: usize,
}

impl<'r> Fields<'r> {
    /// The columns of a row of a table.
    pub(crate) fn new(table: &'static str, row: &'r SqliteRow) -> Fields<'r> {
        Fields { table, row, next: 0 }
    }

    /// The next column as a whole number.
    pub(crate) fn int(&mut self) -> StoreResult<i64> {
        self.next += 1;
        Ok(self.row.try_get(self.next - 1)?)
    }

    /// The next column as text.
    pub(crate) fn text(&mut self) -> StoreResult<String> {
        self.next += 1;
        Ok(self.row.try_get(self.next - 1)?)
    }

    /// The next column as yes or no.
    pub(crate) fn flag(&mut self) -> StoreResult<bool> {
        self.next += 1;
        Ok(self.row.try_get(self.next - 1)?)
    }

    /// The next column as text that `parse` must understand.
    pub(crate) fn parsed<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> StoreResult<T> {
        let text = self.text()?;
        parse(&text).ok_or_else(|| self.damaged(&text))
    }

    /// The next column as a day.
    pub(crate) fn date(&mut self) -> StoreResult<Date> {
        self.parsed(|text| text.parse().ok())
    }

    /// The error for a value that cannot stand in the column that was read last.
    pub(crate) fn damaged(&self, value: &str) -> StoreError {
        StoreError::Damaged { table: self.table, what: format!("column {}: {value}", self.next) }
    }
}

/// Writes subjects, each with the seq of its entry.
pub(crate) async fn save<T: Stored>(tx: &mut Tx, ledger: Ledger, subjects: &[(Seq, &T)]) -> StoreResult<()> {
    let columns: Vec<&str> = ["unit", "year", "seq"].iter().chain(T::COLUMNS).copied().collect();
    let row = |(seq, subject): &(Seq, &T)| {
        let mut row = key(ledger, *seq);
        row.extend(subject.values());
        row
    };
    let rows: Vec<Vec<Value>> = subjects.iter().map(row).collect();
    bulk::insert(tx, T::TABLE, &columns, &rows).await
}

/// The subjects that were recorded up to a place in the history, in recording order.
pub(crate) async fn load<T: Stored>(tx: &mut Tx, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<(Seq, T)>> {
    let sql = format!(
        "SELECT seq, {} FROM {} WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq",
        T::COLUMNS.join(", "),
        T::TABLE
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(ledger.unit.0)
        .bind(ledger.year())
        .bind(up_to.0)
        .fetch_all(tx.connection())
        .await?;
    let read = |row| {
        let mut fields = Fields::new(T::TABLE, row);
        Ok((Seq(fields.int()?), T::read(&mut fields)?))
    };
    rows.iter().map(read).collect()
}

/// Unit, year and seq, with which every row begins.
pub(crate) fn key(ledger: Ledger, seq: Seq) -> Vec<Value> {
    vec![ledger.unit.0.into(), ledger.year().into(), seq.0.into()]
}
