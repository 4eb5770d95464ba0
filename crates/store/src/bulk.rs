//! Many rows at once: one statement with arrays on PostgreSQL, one prepared statement in a loop on SQLite, which has no
//! journey between statements (`docs/decisions/0003-bulk-by-json.md`).

use crate::error::StoreResult;
use crate::tx::{Param, Row, Tx};
use serde_json::Value;
use sqlx::AssertSqlSafe;

/// Rows per statement: keeps the arrays at a few megabytes, so memory does not grow with the batch.
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
    let columns_named = columns.join(", ");
    if let Tx::Sqlite(tx) = tx {
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let values = places.join(", ");
        let sql = format!("INSERT INTO {table} ({columns_named}) VALUES ({values}) {on_conflict}");
        return if rows.is_empty() { Ok(()) } else { tx.run_each(&sql, rows) };
    }
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let (source, params) = unnest(rows);
        // Names of tables and columns are constants of this crate; values are bound.
        let sql = format!("INSERT INTO {table} ({columns_named}) {source} {on_conflict}");
        tx.run(AssertSqlSafe(sql), params).await?;
    }
    Ok(())
}

/// Rows of a statement that asks for many keys: `{keys}` in the text stands for the texts, each a row with the column
/// `key`. They are the last parameter.
pub(crate) async fn rows_of(
    tx: &mut Tx,
    sql: &'static str,
    mut params: Vec<Param>,
    keys: Vec<String>,
) -> StoreResult<Vec<Row>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    params.push(Param::Texts(keys));
    let last = params.len();
    let source = if tx.is_postgres() {
        format!("(SELECT key FROM UNNEST(${last}::TEXT[]) AS keys (key))")
    } else {
        format!("(SELECT value AS key FROM json_each(${last}))")
    };
    tx.rows(AssertSqlSafe(sql.replace("{keys}", &source)), params).await
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
