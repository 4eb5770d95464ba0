//! Many rows at once: one statement with arrays on PostgreSQL, one prepared statement in a loop on SQLite, which has no
//! journey between statements (`docs/decisions/0003-bulk-by-json.md`).

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::server;
use crate::tape;
use crate::tx::{Row, Tx};
use sqlx::AssertSqlSafe;

/// Rows per statement: keeps the arrays at a few megabytes, so memory does not grow with the batch.
const ROWS_PER_STATEMENT: usize = 10_000;

/// Inserts rows whose values stand in the order of the columns.
pub(crate) async fn insert(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Cell>>,
) -> StoreResult<()> {
    upsert(tx, table, columns, rows, "").await
}

/// Inserts rows; where a key is there already, does what `on_conflict` says (`ON CONFLICT …`, or nothing: an error).
pub(crate) async fn upsert(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    mut rows: Vec<Vec<Cell>>,
    on_conflict: &str,
) -> StoreResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    if tape::runs() {
        tape::written(table, columns, on_conflict, rows.clone());
    }
    match tx {
        Tx::Sqlite(tx) => {
            let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
            let (columns, values) = (columns.join(", "), places.join(", "));
            let sql = format!("INSERT INTO {table} ({columns}) VALUES ({values}) {on_conflict}");
            tx.run_each(&sql, &rows)?;
        }
        Tx::Postgres(tx) => {
            while rows.len() > ROWS_PER_STATEMENT {
                let later = rows.split_off(ROWS_PER_STATEMENT);
                tx.insert(table, columns, std::mem::replace(&mut rows, later), on_conflict).await?;
            }
            tx.insert(table, columns, rows, on_conflict).await?;
        }
    }
    Ok(())
}

/// The rows of a table whose key columns have one of the given values, each row once per key, in no order.
pub(crate) async fn by_key(
    tx: &mut Tx,
    table: &str,
    columns: &str,
    key_columns: &[&str],
    keys: &[Vec<Cell>],
) -> StoreResult<Vec<Row>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    if let Tx::Sqlite(tx) = tx {
        let equal: Vec<String> =
            key_columns.iter().enumerate().map(|(at, column)| format!("{column} = ?{}", at + 1)).collect();
        let sql = format!("SELECT {columns} FROM {table} WHERE {}", equal.join(" AND "));
        return Ok(tx.rows_each(&sql, keys)?.into_iter().map(Row::Sqlite).collect());
    }
    let names: Vec<String> = (0..key_columns.len()).map(|at| format!("key{at}")).collect();
    let equal: Vec<String> =
        key_columns.iter().zip(&names).map(|(column, name)| format!("{column} = {name}")).collect();
    let mut found = Vec::new();
    for keys in keys.chunks(ROWS_PER_STATEMENT) {
        let params = server::arrays(keys.to_vec());
        let sql = format!(
            "SELECT {columns} FROM {} AS keys ({}) JOIN {table} ON {}",
            server::unnest(&params, 1),
            names.join(", "),
            equal.join(" AND ")
        );
        found.extend(tx.rows(AssertSqlSafe(sql), params).await?);
    }
    Ok(found)
}
