//! One statement for many rows.
//!
//! Rows go to the database as one JSON text that it unpacks itself: some twenty times faster than a statement per row
//! (`docs/decisions/0003-bulk-by-json.md`).

use crate::database::Tx;
use crate::error::StoreResult;
use serde_json::Value;
use sqlx::AssertSqlSafe;

/// Rows per statement: keeps the JSON text at a few megabytes, so memory does not grow with the batch.
const ROWS_PER_STATEMENT: usize = 10_000;

/// Inserts rows whose values stand in the order of the columns.
pub(crate) async fn insert(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    rows: &[Vec<Value>],
) -> StoreResult<()> {
    upsert(tx, table, columns, rows, "").await
}

/// Inserts rows; where a key is there already, does what `on_conflict` says (`ON CONFLICT …`, or nothing: an error).
pub(crate) async fn upsert(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    rows: &[Vec<Value>],
    on_conflict: &str,
) -> StoreResult<()> {
    let fields: Vec<String> =
        (0..columns.len()).map(|at| format!("json_extract(value, '$[{at}]')")).collect();
    // `WHERE true` lets SQLite tell the ON of a conflict from the ON of a join.
    let sql = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM json_each($1) WHERE true {on_conflict}",
        columns.join(", "),
        fields.join(", ")
    );
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let json =
            Value::from(rows.iter().map(|row| Value::from(row.clone())).collect::<Vec<_>>()).to_string();
        // Names of tables and columns are constants of this crate; values are bound.
        sqlx::query(AssertSqlSafe(sql.clone())).bind(json).execute(tx.connection()).await?;
    }
    Ok(())
}
