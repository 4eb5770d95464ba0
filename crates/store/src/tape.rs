//! What the engine alone can do: the rows of a run are taped, and written again with the same number of durable commits
//! but without loading, deciding and locking. `mingzhang bench post` holds the two against each other.

use crate::bulk;
use crate::cell::Cell;
use crate::database::Database;
use crate::error::StoreResult;
use std::cell::RefCell;

/// One statement's rows.
#[derive(Clone)]
struct Written {
    table: String,
    columns: Vec<String>,
    on_conflict: String,
    rows: Vec<Vec<Cell>>,
}

/// The rows of some commits.
#[derive(Default)]
pub struct Tape {
    commits: Vec<Vec<Written>>,
    open: Vec<Written>,
    left: usize,
}

thread_local! {
    /// The bench runs in one thread; elsewhere there is none.
    static TAPE: RefCell<Option<Tape>> = const { RefCell::new(None) };
}

/// Tapes what this thread writes from now on, as far as `commits` durable commits.
pub fn start(commits: usize) {
    TAPE.set(Some(Tape { left: commits, ..Tape::default() }));
}

/// Stops; what was taped.
pub fn stop() -> Tape {
    TAPE.take().unwrap_or_default()
}

/// Whether something is taped.
pub(crate) fn runs() -> bool {
    TAPE.with_borrow(|tape| tape.as_ref().is_some_and(|tape| tape.left > 0))
}

pub(crate) fn written(table: &str, columns: &[&str], on_conflict: &str, rows: Vec<Vec<Cell>>) {
    TAPE.with_borrow_mut(|tape| {
        if let Some(tape) = tape.as_mut().filter(|tape| tape.left > 0) {
            let columns = columns.iter().map(|column| (*column).to_owned()).collect();
            let (table, on_conflict) = (table.to_owned(), on_conflict.to_owned());
            tape.open.push(Written { table, columns, on_conflict, rows });
        }
    });
}

pub(crate) fn committed() {
    TAPE.with_borrow_mut(|tape| {
        if let Some(tape) = tape.as_mut().filter(|tape| !tape.open.is_empty()) {
            let commit = std::mem::take(&mut tape.open);
            tape.commits.push(commit);
            tape.left -= 1;
        }
    });
}

impl Tape {
    /// How many vouchers the tape holds.
    pub fn vouchers(&self) -> usize {
        let writes = self.commits.iter().flatten();
        writes.filter(|write| write.table == "voucher").map(|write| write.rows.len()).sum()
    }

    /// How many durable commits it holds.
    pub fn commits(&self) -> usize {
        self.commits.len()
    }

    /// The same rows for other units, whose surrogates are so much higher.
    #[must_use]
    pub fn of_other_units(mut self, higher: i64) -> Tape {
        for row in self.commits.iter_mut().flatten().flat_map(|write| &mut write.rows) {
            if let Some(unit) = row.first_mut() {
                *unit = Cell::Int(unit.int().unwrap_or_default() + higher);
            }
        }
        self
    }

    /// Writes the rows again, commit by commit.
    pub async fn replay(self, database: &Database) -> StoreResult<()> {
        for commit in self.commits {
            let mut tx = database.write().await?;
            for Written { table, columns, on_conflict, rows } in commit {
                let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
                bulk::upsert(&mut tx, &table, &columns, rows, &on_conflict).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

impl Database {
    /// Takes away what a replay wrote for units whose surrogates are above a number.
    pub async fn forget_units_above(&self, unit: i64) -> StoreResult<()> {
        let mut tx = self.write().await?;
        for table in tx.tables().await? {
            // Every table of the house has the unit.
            let sql = format!("DELETE FROM {} WHERE unit > $1", table.name);
            tx.run(sqlx::AssertSqlSafe(sql), vec![unit.into()]).await?;
        }
        tx.commit().await
    }
}
