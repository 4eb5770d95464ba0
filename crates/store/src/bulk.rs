//! One statement for many rows.
//!
//! Rows go to the database as one JSON text that it unpacks itself: some twenty times faster than a statement per row
//! (`docs/decisions/0003-bulk-by-json.md`).

use crate::error::StoreResult;
use crate::tx::{Param, Tx};
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
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let (source, params) = if tx.is_postgres() { unnest(rows) } else { json_each(rows) };
        // Names of tables and columns are constants of this crate; values are bound.
        let sql = format!("INSERT INTO {table} ({}) {source} {on_conflict}", columns.join(", "));
        tx.run(AssertSqlSafe(sql), params).await?;
    }
    Ok(())
}

/// SQLite unpacks one JSON text. `WHERE true` lets it tell the ON of a conflict from the ON of a join.
fn json_each(rows: &[Vec<Value>]) -> (String, Vec<Param>) {
    let width = rows.first().map_or(0, Vec::len);
    let fields: Vec<String> = (0..width).map(|at| format!("json_extract(value, '$[{at}]')")).collect();
    let json = Value::from(rows.iter().map(|row| Value::from(row.clone())).collect::<Vec<_>>()).to_string();
    (format!("SELECT {} FROM json_each($1) WHERE true", fields.join(", ")), vec![json.into()])
}

/// PostgreSQL unpacks one array per column, whose type is that of its first value.
fn unnest(rows: &[Vec<Value>]) -> (String, Vec<Param>) {
    let first = rows.first().map_or(&[][..], Vec::as_slice);
    let column = |(at, value): (usize, &Value)| {
        let values = rows.iter().filter_map(|row| row.get(at));
        let place = at + 1;
        match value {
            Value::Bool(_) => {
                (format!("${place}::BOOLEAN[]"), Param::Flags(values.filter_map(Value::as_bool).collect()))
            }
            Value::Number(_) => {
                (format!("${place}::BIGINT[]"), Param::Ints(values.filter_map(Value::as_i64).collect()))
            }
            _ => {
                let texts = values.filter_map(Value::as_str).map(str::to_owned).collect();
                (format!("${place}::TEXT[]"), Param::Texts(texts))
            }
        }
    };
    let (arrays, params): (Vec<String>, Vec<Param>) = first.iter().enumerate().map(column).unzip();
    (format!("SELECT * FROM UNNEST({})", arrays.join(", ")), params)
}
