//! A transaction of either kind: all or nothing. Every statement of this crate goes through [`Tx::rows`] and
//! [`Tx::run`], one text for both databases.

use crate::Ledger;
use crate::embedded;
use crate::error::{StoreError, StoreResult};
use crate::server;
use crate::tape;
use mingzhang_domain::Date;
use mingzhang_domain::ids::{FiscalYear, Seq, UnitId};
use rusqlite::types::Value as Sql;
use sqlx::postgres::PgRow;
use sqlx::{Row as _, SqlSafeStr};

/// A transaction.
pub enum Tx {
    /// Of an embedded database.
    Sqlite(embedded::Transaction),
    /// Of a server.
    Postgres(server::Transaction),
}

/// A value that is bound to `$n`.
#[derive(Clone, Debug)]
pub(crate) enum Param {
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(String),
    /// BIGINTs, for `UNNEST` on PostgreSQL.
    Ints(Vec<i64>),
    /// TEXTs, for `UNNEST` on PostgreSQL.
    Texts(Vec<String>),
    /// BOOLEANs, for `UNNEST` on PostgreSQL.
    Flags(Vec<bool>),
}

impl From<i64> for Param {
    fn from(number: i64) -> Param {
        Param::Int(number)
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Param {
        Param::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Param {
        Param::Text(text)
    }
}

impl Tx {
    /// Makes all of it durable.
    pub async fn commit(self) -> StoreResult<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit()?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        tape::committed();
        Ok(())
    }

    /// Whether it is of a server, for the few places where the dialects must differ.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Tx::Postgres(_))
    }

    /// The rows that a statement answers.
    pub(crate) async fn rows(&mut self, sql: impl SqlSafeStr, params: Vec<Param>) -> StoreResult<Vec<Row>> {
        Ok(match self {
            Tx::Sqlite(tx) => {
                let rows = tx.rows(sql.into_sql_str().as_str(), &params)?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Tx::Postgres(tx) => tx.rows(sql, params).await?.into_iter().map(Row::Postgres).collect(),
        })
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) async fn run(&mut self, sql: impl SqlSafeStr, params: Vec<Param>) -> StoreResult<u64> {
        Ok(match self {
            Tx::Sqlite(tx) => tx.run(sql.into_sql_str().as_str(), &params)?,
            Tx::Postgres(tx) => tx.run(sql, params).await?,
        })
    }
}

/// A row of either kind.
pub(crate) enum Row {
    Sqlite(Vec<Sql>),
    Postgres(PgRow),
}

/// The columns of a row from left to right.
pub(crate) struct Fields<'r> {
    table: &'static str,
    row: &'r Row,
    next: usize,
    /// The place in the history that the row belongs to, once it was read.
    seq: Option<i64>,
}

impl<'r> Fields<'r> {
    /// The columns of a row of a table.
    pub(crate) fn new(table: &'static str, row: &'r Row) -> Fields<'r> {
        Fields { table, row, next: 0, seq: None }
    }

    /// The next column as a whole number.
    pub(crate) fn int(&mut self) -> StoreResult<i64> {
        self.next += 1;
        let read = match self.row {
            Row::Sqlite(row) => match row.get(self.next - 1) {
                Some(Sql::Integer(number)) => Some(*number),
                _ => None,
            },
            Row::Postgres(row) => row.try_get(self.next - 1).ok(),
        };
        read.ok_or_else(|| self.damaged("另一种类型的值"))
    }

    /// The next column as a place in the history, by which the row is named from here on where it is damaged.
    pub(crate) fn seq(&mut self) -> StoreResult<Seq> {
        let seq = self.int()?;
        self.seq = Some(seq);
        Ok(Seq(seq))
    }

    /// The next column as text.
    pub(crate) fn text(&mut self) -> StoreResult<String> {
        self.next += 1;
        let read = match self.row {
            Row::Sqlite(row) => match row.get(self.next - 1) {
                Some(Sql::Text(text)) => Some(text.clone()),
                _ => None,
            },
            Row::Postgres(row) => row.try_get(self.next - 1).ok(),
        };
        read.ok_or_else(|| self.damaged("另一种类型的值"))
    }

    /// The next column as yes or no.
    pub(crate) fn flag(&mut self) -> StoreResult<bool> {
        self.next += 1;
        let read = match self.row {
            Row::Sqlite(row) => match row.get(self.next - 1) {
                Some(Sql::Integer(flag @ (0 | 1))) => Some(*flag == 1),
                _ => None,
            },
            Row::Postgres(row) => row.try_get(self.next - 1).ok(),
        };
        read.ok_or_else(|| self.damaged("另一种类型的值"))
    }

    /// The next column as text that `parse` must understand.
    pub(crate) fn parsed<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> StoreResult<T> {
        let text = self.text()?;
        parse(&text).ok_or_else(|| self.damaged(&text))
    }

    /// The next two columns, unit and year.
    pub(crate) fn ledger(&mut self) -> StoreResult<Ledger> {
        Ok(Ledger { unit: UnitId(self.int()?), year: self.year()? })
    }

    /// The next column as a fiscal year.
    pub(crate) fn year(&mut self) -> StoreResult<FiscalYear> {
        let year = self.int()?;
        i16::try_from(year).map(FiscalYear).map_err(|_| self.damaged(&year.to_string()))
    }

    /// The next column as a day.
    pub(crate) fn date(&mut self) -> StoreResult<Date> {
        self.parsed(|text| text.parse().ok())
    }

    /// The error for a value that cannot stand in the column that was read last.
    pub(crate) fn damaged(&self, value: &str) -> StoreError {
        let row = self.seq.map_or_else(String::new, |seq| format!("seq {seq} "));
        StoreError::Damaged { table: self.table, what: format!("{row}第 {} 列：{value}", self.next) }
    }
}
