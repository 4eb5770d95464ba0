//! Rows of a file that is too large for memory, to be found by key and read in another order.
//!
//! A temporary database: SQLite keeps what fits into its cache and the rest in a file without a name, which is gone with
//! the last use, also after a crash. Nothing of it is recorded anywhere.

use crate::error::StoreResult;
use rusqlite::{Connection, OptionalExtension, params};

/// How much of it stays in memory, in KiB.
const CACHE: i64 = 32 * 1024;

const TABLE: &str = "CREATE TABLE kept (line INTEGER PRIMARY KEY, day TEXT NOT NULL, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL)";

/// A row that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spooled {
    /// The line of the file on which it stands, which orders the rows of a day.
    pub line: i64,
    /// The day by which rows are ordered, as ISO text.
    pub day: String,
    /// What it says.
    pub body: String,
}

/// The rows, each under a key of its own.
pub struct Spool(Connection);

impl Spool {
    /// An empty one.
    ///
    /// # Errors
    /// All that can fail on a disk, as with every function here.
    pub fn new() -> StoreResult<Spool> {
        // An empty name is a temporary file (sqlite.org/inmemorydb.html). What a crash leaves of it is of no use.
        let connection = Connection::open("")?;
        connection.pragma_update(None, "journal_mode", "OFF")?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        connection.execute_batch(TABLE)?;
        connection.execute_batch("BEGIN")?;
        Ok(Spool(connection))
    }

    /// Keeps a row, unless there is one under its key: then that one is the answer, and nothing changes.
    pub fn keep(&self, key: &str, row: &Spooled) -> StoreResult<Option<Spooled>> {
        const KEEP: &str = "INSERT INTO kept (line, day, key, body) VALUES (?1, ?2, ?3, ?4) \
            ON CONFLICT (key) DO NOTHING";
        let kept = self.0.prepare_cached(KEEP)?.execute(params![row.line, row.day, key, row.body])?;
        if kept == 0 { self.find(key) } else { Ok(None) }
    }

    /// The row under a key.
    pub fn find(&self, key: &str) -> StoreResult<Option<Spooled>> {
        let mut find = self.0.prepare_cached("SELECT line, day, body FROM kept WHERE key = ?1")?;
        Ok(find.query_row([key], read).optional()?)
    }

    /// Everything is kept; from here on it is read in order.
    pub fn close(&self) -> StoreResult<()> {
        Ok(self.0.execute_batch("COMMIT; CREATE INDEX by_day ON kept (day, line)")?)
    }

    /// The next rows by day and line after one, or from the beginning.
    pub fn next(&self, after: Option<&Spooled>, at_most: usize) -> StoreResult<Vec<Spooled>> {
        const NEXT: &str = "SELECT line, day, body FROM kept WHERE (day, line) > (?1, ?2) \
            ORDER BY day, line LIMIT ?3";
        let (day, line) = after.map_or(("", 0), |row| (row.day.as_str(), row.line));
        let mut next = self.0.prepare_cached(NEXT)?;
        let rows = next.query_map(params![day, line, at_most as i64], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Spooled> {
    Ok(Spooled { line: row.get(0)?, day: row.get(1)?, body: row.get(2)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: i64, day: &str) -> Spooled {
        Spooled { line, day: day.to_owned(), body: format!("body {line}") }
    }

    #[test]
    fn rows_come_by_day_and_line_and_a_key_has_one_row() {
        let spool = Spool::new().unwrap();
        for (key, kept) in
            [("a", row(2, "2020-02-01")), ("b", row(3, "2020-01-31")), ("c", row(4, "2020-02-01"))]
        {
            assert_eq!(spool.keep(key, &kept).unwrap(), None);
        }
        assert_eq!(spool.keep("b", &row(5, "2020-03-01")).unwrap(), Some(row(3, "2020-01-31")));
        assert_eq!(spool.find("c").unwrap(), Some(row(4, "2020-02-01")));
        assert_eq!(spool.find("d").unwrap(), None);
        spool.close().unwrap();
        let first = spool.next(None, 2).unwrap();
        assert_eq!(first, [row(3, "2020-01-31"), row(2, "2020-02-01")]);
        assert_eq!(spool.next(first.last(), 2).unwrap(), [row(4, "2020-02-01")]);
    }
}
