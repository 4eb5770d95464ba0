//! A transaction of a server. What it writes waits until something is read or it ends, and goes in one journey: on a busy
//! server each journey costs more than the rows it carries (`docs/decisions/0010-posting-in-batches.md`).

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::tx::Param;
use sqlx::postgres::{PgArguments, PgRow, Postgres};
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// A transaction; one that is dropped without a commit is rolled back, and what waits is forgotten.
pub struct Transaction {
    tx: sqlx::Transaction<'static, Postgres>,
    waiting: Vec<Insert>,
}

/// Rows that wait.
struct Insert {
    table: String,
    /// `INSERT INTO table (columns)`.
    into: String,
    /// One array per column.
    columns: Vec<Param>,
    on_conflict: String,
}

impl Transaction {
    /// Of a transaction that has begun.
    pub(crate) fn new(tx: sqlx::Transaction<'static, Postgres>) -> Transaction {
        Transaction { tx, waiting: Vec::new() }
    }

    /// Makes all of it durable.
    pub(crate) async fn commit(mut self) -> StoreResult<()> {
        self.send_waiting().await?;
        Ok(self.tx.commit().await?)
    }

    /// The rows that a statement answers.
    pub(crate) async fn rows(&mut self, sql: impl SqlSafeStr, params: Vec<Param>) -> StoreResult<Vec<PgRow>> {
        self.send_waiting().await?;
        Ok(query(sql.into_sql_str(), params).fetch_all(&mut *self.tx).await?)
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) async fn run(&mut self, sql: impl SqlSafeStr, params: Vec<Param>) -> StoreResult<u64> {
        self.send_waiting().await?;
        Ok(query(sql.into_sql_str(), params).execute(&mut *self.tx).await?.rows_affected())
    }

    /// Runs a statement in one journey with what waits; how many rows it touched. It does not see what waits.
    pub(crate) async fn run_along(&mut self, sql: &str, mut params: Vec<Param>) -> StoreResult<u64> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut along = Vec::with_capacity(waiting.len());
        for (at, insert) in waiting.into_iter().enumerate() {
            along.push(format!("waiting{at} AS ({})", insert.statement(&mut params)));
        }
        let with = if along.is_empty() { String::new() } else { format!("WITH {} ", along.join(", ")) };
        let sql = AssertSqlSafe(format!("{with}{sql}"));
        Ok(query(sql.into_sql_str(), params).execute(&mut *self.tx).await?.rows_affected())
    }

    /// Lets rows wait whose values stand in the order of the columns.
    pub(crate) async fn insert(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Cell>>,
        on_conflict: &str,
    ) -> StoreResult<()> {
        // One part of a statement does not see what another writes, so what may meet rows of its table does not wait with them.
        if !on_conflict.is_empty() && self.waiting.iter().any(|insert| insert.table == table) {
            self.send_waiting().await?;
        }
        self.waiting.push(Insert {
            table: table.to_owned(),
            into: format!("INSERT INTO {table} ({})", columns.join(", ")),
            columns: arrays(rows),
            on_conflict: on_conflict.to_owned(),
        });
        Ok(())
    }

    async fn send_waiting(&mut self) -> StoreResult<()> {
        let Some(last) = self.waiting.pop() else { return Ok(()) };
        let mut params = Vec::new();
        let sql = last.statement(&mut params);
        self.run_along(&sql, params).await.map(drop)
    }
}

impl Insert {
    /// The statement, whose parameters come after those that are there.
    fn statement(self, params: &mut Vec<Param>) -> String {
        let source = unnest(&self.columns, params.len() + 1);
        params.extend(self.columns);
        // Names of tables and columns are constants of this crate or of the catalogue; values are bound.
        format!("{} SELECT * FROM {source} {}", self.into, self.on_conflict)
    }
}

/// Rows as one array per column, whose type is that of its first value.
pub(crate) fn arrays(rows: Vec<Vec<Cell>>) -> Vec<Param> {
    let count = rows.len();
    let empty = |value: &Cell| match value {
        Cell::Flag(_) => Param::Flags(Vec::with_capacity(count)),
        Cell::Int(_) => Param::Ints(Vec::with_capacity(count)),
        Cell::Text(_) => Param::Texts(Vec::with_capacity(count)),
    };
    let mut columns: Vec<Param> = rows.first().into_iter().flatten().map(empty).collect();
    for row in rows {
        for (column, value) in columns.iter_mut().zip(row) {
            match (column, value) {
                (Param::Flags(flags), Cell::Flag(flag)) => flags.push(flag),
                (Param::Ints(numbers), Cell::Int(number)) => numbers.push(number),
                (Param::Texts(texts), Cell::Text(text)) => texts.push(text),
                // A column holds one type; PostgreSQL says so where it does not.
                _ => {}
            }
        }
    }
    columns
}

/// The text that makes a table of arrays, whose parameters begin at a place.
pub(crate) fn unnest(columns: &[Param], from: usize) -> String {
    let column = |(at, column): (usize, &Param)| {
        let kind = match column {
            Param::Ints(_) | Param::Int(_) => "BIGINT",
            Param::Texts(_) | Param::Text(_) => "TEXT",
            Param::Flags(_) => "BOOLEAN",
        };
        format!("${}::{kind}[]", from + at)
    };
    let columns: Vec<String> = columns.iter().enumerate().map(column).collect();
    format!("UNNEST({})", columns.join(", "))
}

fn query(sql: SqlStr, params: Vec<Param>) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    let mut query = sqlx::query(sql);
    for param in params {
        query = match param {
            Param::Int(number) => query.bind(number),
            Param::Text(text) => query.bind(text),
            Param::Ints(numbers) => query.bind(numbers),
            Param::Texts(texts) => query.bind(texts),
            Param::Flags(flags) => query.bind(flags),
        };
    }
    query
}
