//! Everything that a database keeps, table by table, out of one and into another of either kind.
//!
//! Tables, columns and keys come from the catalogue, so that a new table is in every backup from its first day.

use crate::attachment::PIECES;
use crate::bulk;
pub use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::tx::{Fields, Param, Row, Tx};
use sqlx::AssertSqlSafe;

/// How many rows are read at once.
const PAGE: usize = 10_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A BIGINT.
    Int,
    /// A TEXT.
    Text,
    /// A BOOLEAN.
    Flag,
}

/// A table of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in their order.
    pub columns: Vec<(String, Holds)>,
    /// The places of the key's columns among them.
    key: Vec<usize>,
}

impl Table {
    /// How many rows are read or written at once: few where a row is large.
    pub fn page(&self) -> usize {
        if self.name == PIECES { 32 } else { PAGE }
    }
}

const SQLITE_COLUMNS: &str = "SELECT m.name, c.name, LOWER(c.type), c.pk FROM sqlite_master m \
    JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' \
    AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY m.name, c.cid";
const POSTGRES_COLUMNS: &str = "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), \
    CAST(c.data_type AS TEXT), CAST(COALESCE(k.ordinal_position, 0) AS BIGINT) \
    FROM information_schema.columns c \
    LEFT JOIN information_schema.table_constraints t ON t.table_schema = c.table_schema \
    AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY' \
    LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = t.constraint_schema \
    AND k.constraint_name = t.constraint_name AND k.table_name = c.table_name AND k.column_name = c.column_name \
    WHERE c.table_schema = current_schema() AND c.table_name NOT LIKE '\\_sqlx%' \
    ORDER BY CAST(c.table_name AS TEXT) COLLATE \"C\", c.ordinal_position";

impl Tx {
    /// All tables that hold what people recorded, by name.
    pub async fn tables(&mut self) -> StoreResult<Vec<Table>> {
        let sql = if self.is_postgres() { POSTGRES_COLUMNS } else { SQLITE_COLUMNS };
        let mut tables: Vec<(Table, Vec<(i64, usize)>)> = Vec::new();
        for row in &self.rows(sql, vec![]).await? {
            let mut fields = Fields::new("catalogue", row);
            let (table, column) = (fields.text()?, fields.text()?);
            let holds = fields.parsed(|kind| match kind {
                "bigint" => Some(Holds::Int),
                "text" => Some(Holds::Text),
                "boolean" => Some(Holds::Flag),
                _ => None,
            })?;
            let in_key = fields.int()?;
            if tables.last().is_none_or(|(last, _)| last.name != table) {
                tables.push((Table { name: table, columns: Vec::new(), key: Vec::new() }, Vec::new()));
            }
            let Some((table, key)) = tables.last_mut() else { continue };
            if in_key > 0 {
                key.push((in_key, table.columns.len()));
            }
            table.columns.push((column, holds));
        }
        let in_order = |(mut table, mut key): (Table, Vec<(i64, usize)>)| {
            key.sort_unstable();
            table.key = key.into_iter().map(|(_, at)| at).collect();
            table
        };
        Ok(tables.into_iter().map(in_order).collect())
    }

    /// How many rows a table has.
    pub async fn count_rows(&mut self, table: &Table) -> StoreResult<u64> {
        let rows = self.rows(AssertSqlSafe(format!("SELECT COUNT(*) FROM {}", table.name)), vec![]).await?;
        let count = rows.first().map(|row| Fields::new("catalogue", row).int()).transpose()?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
    }

    /// The next rows of a table after one, in the order of its key; empty after the last.
    pub async fn next_rows(&mut self, table: &Table, after: Option<&[Cell]>) -> StoreResult<Vec<Vec<Cell>>> {
        let names = |places: &mut dyn Iterator<Item = usize>| {
            places.map(|at| table.columns[at].0.as_str()).collect::<Vec<_>>().join(", ")
        };
        let (all, key) = (names(&mut (0..table.columns.len())), names(&mut table.key.iter().copied()));
        let (mut after_key, mut params) = (String::new(), Vec::new());
        if let Some(after) = after {
            let places: Vec<String> = (1..=table.key.len()).map(|at| format!("${at}")).collect();
            after_key = format!("WHERE ({key}) > ({})", places.join(", "));
            params.extend(table.key.iter().map(|at| match &after[*at] {
                Cell::Int(number) => Param::Int(*number),
                Cell::Text(text) => Param::Text(text.clone()),
                Cell::Flag(flag) => Param::Int(i64::from(*flag)),
            }));
        }
        let sql =
            format!("SELECT {all} FROM {} {after_key} ORDER BY {key} LIMIT {}", table.name, table.page());
        self.rows(AssertSqlSafe(sql), params).await?.iter().map(|row| cells(table, row)).collect()
    }

    /// Writes rows into a table.
    pub async fn fill(&mut self, table: &Table, rows: Vec<Vec<Cell>>) -> StoreResult<()> {
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
        bulk::insert(self, &table.name, &columns, rows).await
    }
}

fn cells(table: &Table, row: &Row) -> StoreResult<Vec<Cell>> {
    // The name of a table lives as long as the program only where it is one of ours; a damaged row says which it is.
    let mut fields = Fields::new("catalogue", row);
    let read = |(_, holds): &(String, Holds)| {
        Ok(match holds {
            Holds::Int => Cell::Int(fields.int()?),
            Holds::Text => Cell::Text(fields.text()?),
            Holds::Flag => Cell::Flag(fields.flag()?),
        })
    };
    let read: StoreResult<Vec<Cell>> = table.columns.iter().map(read).collect();
    read.map_err(|error| match error {
        StoreError::Damaged { what, .. } => {
            StoreError::Damaged { table: "catalogue", what: format!("{} 表 {what}", table.name) }
        }
        other => other,
    })
}
