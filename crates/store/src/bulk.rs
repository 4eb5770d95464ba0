//! Many rows at once: one statement with arrays on PostgreSQL, one prepared statement in a loop on SQLite, which has no
//! journey between statements (`docs/decisions/0003-bulk-by-json.md`).

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::tape;
use crate::tx::{Param, Row, Tx};
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
    rows: Vec<Vec<Cell>>,
    on_conflict: &str,
) -> StoreResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns_named = columns.join(", ");
    if let Tx::Sqlite(tx) = tx {
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let values = places.join(", ");
        let sql = format!("INSERT INTO {table} ({columns_named}) VALUES ({values}) {on_conflict}");
        tx.run_each(&sql, &rows)?;
    } else {
        for rows in rows.chunks(ROWS_PER_STATEMENT) {
            let (arrays, params) = arrays(rows);
            // Names of tables and columns are constants of this crate; values are bound.
            let sql =
                format!("INSERT INTO {table} ({columns_named}) SELECT * FROM UNNEST({arrays}) {on_conflict}");
            tx.run(AssertSqlSafe(sql), params).await?;
        }
    }
    tape::written(table, columns, on_conflict, rows);
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
        let (arrays, params) = arrays(keys);
        let sql = format!(
            "SELECT {columns} FROM UNNEST({arrays}) AS keys ({}) JOIN {table} ON {}",
            names.join(", "),
            equal.join(" AND ")
        );
        found.extend(tx.rows(AssertSqlSafe(sql), params).await?);
    }
    Ok(found)
}

/// Rows as a table for a statement of its own, on PostgreSQL: the text of the source, and its parameters.
pub(crate) fn unnest(rows: &[Vec<Cell>]) -> (String, Vec<Param>) {
    let (arrays, params) = arrays(rows);
    (format!("UNNEST({arrays})"), params)
}

/// PostgreSQL unpacks one array per column, whose type is that of its first value.
fn arrays(rows: &[Vec<Cell>]) -> (String, Vec<Param>) {
    let first = rows.first().map_or(&[][..], Vec::as_slice);
    let column = |(at, value): (usize, &Cell)| {
        let values = rows.iter().filter_map(|row| row.get(at));
        let place = at + 1;
        match value {
            Cell::Flag(_) => {
                (format!("${place}::BOOLEAN[]"), Param::Flags(values.filter_map(Cell::flag).collect()))
            }
            Cell::Int(_) => {
                (format!("${place}::BIGINT[]"), Param::Ints(values.filter_map(Cell::int).collect()))
            }
            Cell::Text(_) => {
                let texts = values.filter_map(Cell::text).map(str::to_owned).collect();
                (format!("${place}::TEXT[]"), Param::Texts(texts))
            }
        }
    };
    let (arrays, params): (Vec<String>, Vec<Param>) = first.iter().enumerate().map(column).unzip();
    (arrays.join(", "), params)
}
