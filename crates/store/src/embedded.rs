//! The embedded database: connections to one file, and transactions on them.
//!
//! SQLite works in the thread that asks, so a statement costs microseconds and no change of threads
//! (`docs/decisions/0004-sqlx-two-databases.md`). Writers of one process queue without blocking a thread; for those
//! of other processes SQLite waits.

use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::tx::Param;
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OwnedMutexGuard;

/// How long a writer waits for another process before it gives up.
const BUSY: Duration = Duration::from_secs(30);
/// Statements that a connection keeps ready.
const READY: usize = 128;
/// Pages that a connection may hold, in KiB: what a full batch touches, so that none is written twice in one commit.
const CACHE: i64 = 64 * 1024;
/// Pages of the log before they are carried over into the file, which costs further flushes: 32 MiB of 4 KiB each.
const LOG_PAGES: i64 = 8 * 1024;

/// A file and the connections to it.
#[derive(Clone)]
pub struct Embedded(Arc<Inner>);

struct Inner {
    path: PathBuf,
    /// In a folder that cannot be written, what is there can still be read.
    immutable: bool,
    /// Connections that nobody uses; `None` once it is closed.
    idle: Mutex<Option<Vec<Connection>>>,
    writer: Arc<tokio::sync::Mutex<()>>,
}

impl Embedded {
    /// Opens a file that is there.
    pub(crate) fn open(path: &Path, immutable: bool) -> StoreResult<Embedded> {
        let inner = Inner {
            path: path.to_owned(),
            immutable,
            idle: Mutex::new(Some(Vec::new())),
            writer: Arc::default(),
        };
        let embedded = Embedded(Arc::new(inner));
        let connection = embedded.connect()?;
        embedded.0.give_back(connection);
        Ok(embedded)
    }

    /// Begins a transaction that reads one state.
    pub(crate) fn read(&self) -> StoreResult<Transaction> {
        self.begin("BEGIN", None)
    }

    /// Begins the only transaction that writes.
    pub(crate) async fn write(&self) -> StoreResult<Transaction> {
        let turn = Arc::clone(&self.0.writer).lock_owned().await;
        self.begin("BEGIN IMMEDIATE", Some(turn))
    }

    /// Closes all connections as soon as nobody uses them.
    pub(crate) fn close(&self) {
        *self.0.idle.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn begin(&self, begin: &str, turn: Option<OwnedMutexGuard<()>>) -> StoreResult<Transaction> {
        let idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(Vec::pop);
        let connection = idle.map_or_else(|| self.connect(), Ok)?;
        connection.execute_batch(begin)?;
        Ok(Transaction { connection: Some(connection), home: Arc::clone(&self.0), _turn: turn })
    }

    fn connect(&self) -> StoreResult<Connection> {
        let Inner { path, immutable, .. } = &*self.0;
        let connection = if *immutable {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(immutable_uri(path), flags)?
        } else {
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?
        };
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(READY);
        // Every commit is on the disk before it is answered.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        Ok(connection)
    }
}

/// SQLite reads a path in a URI like a web browser does.
fn immutable_uri(path: &Path) -> String {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{escaped}?immutable=1")
}

impl Inner {
    fn give_back(&self, connection: Connection) {
        if let Some(idle) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            idle.push(connection);
        }
    }
}

/// A transaction; one that is dropped without a commit is rolled back.
pub struct Transaction {
    connection: Option<Connection>,
    home: Arc<Inner>,
    /// Others of this process that want to write wait for it.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Transaction {
    /// Makes all of it durable.
    pub(crate) fn commit(mut self) -> StoreResult<()> {
        self.connection()?.execute_batch("COMMIT")?;
        if let Some(connection) = self.connection.take() {
            self.home.give_back(connection);
        }
        Ok(())
    }

    /// The rows that a statement answers.
    pub(crate) fn rows(&self, sql: &str, params: &[Param]) -> StoreResult<Vec<Vec<Sql>>> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        let mut read = Vec::new();
        read_rows(&mut statement, &mut read)?;
        Ok(read)
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) fn run(&self, sql: &str, params: &[Param]) -> StoreResult<u64> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    /// Runs a statement with `?1`, `?2` … once for every row; how many rows it touched.
    pub(crate) fn run_each(&self, sql: &str, rows: &[Vec<Cell>]) -> StoreResult<u64> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let mut touched = 0;
        for row in rows {
            bind_plain(&mut statement, row)?;
            touched += statement.raw_execute()? as u64;
        }
        Ok(touched)
    }

    /// The rows that a statement with `?1`, `?2` … answers to every key.
    pub(crate) fn rows_each(&self, sql: &str, keys: &[Vec<Cell>]) -> StoreResult<Vec<Vec<Sql>>> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let mut read = Vec::new();
        for key in keys {
            bind_plain(&mut statement, key)?;
            read_rows(&mut statement, &mut read)?;
        }
        Ok(read)
    }

    fn connection(&self) -> StoreResult<&Connection> {
        // It is there until the transaction ends.
        self.connection.as_ref().ok_or_else(|| rusqlite::Error::InvalidQuery.into())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take()
            && (connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok())
        {
            self.home.give_back(connection);
        }
    }
}

fn read_rows(statement: &mut Statement<'_>, into: &mut Vec<Vec<Sql>>) -> StoreResult<()> {
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        into.push((0..width).map(|at| row.get_ref(at).map(owned)).collect::<Result<_, _>>()?);
    }
    Ok(())
}

/// A value of a row. Text that is no UTF-8 stays as its bytes, which whoever reads text finds damaged.
fn owned(value: ValueRef<'_>) -> Sql {
    match value {
        ValueRef::Null => Sql::Null,
        ValueRef::Integer(number) => Sql::Integer(number),
        ValueRef::Real(number) => Sql::Real(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Sql::Text(text.to_owned()),
            Err(_) => Sql::Blob(bytes.to_vec()),
        },
        ValueRef::Blob(bytes) => Sql::Blob(bytes.to_vec()),
    }
}

fn bind_plain(statement: &mut Statement<'_>, values: &[Cell]) -> StoreResult<()> {
    for (at, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, plain(value))?;
    }
    Ok(())
}

fn bind(statement: &mut Statement<'_>, params: &[Param]) -> StoreResult<()> {
    for (at, param) in params.iter().enumerate() {
        // `$1` is a name to SQLite, so its place is that of its first mention.
        let place = statement.parameter_index(&format!("${}", at + 1))?;
        let place = place.ok_or(rusqlite::Error::InvalidParameterCount(at + 1, at))?;
        match param {
            Param::Int(number) => statement.raw_bind_parameter(place, number)?,
            Param::Text(text) => statement.raw_bind_parameter(place, text.as_str())?,
            Param::Ints(_) | Param::Texts(_) | Param::Flags(_) => {
                return Err(StoreError::Address("arrays are for PostgreSQL".to_owned()));
            }
        }
    }
    Ok(())
}

/// A value of a row as SQLite keeps it.
fn plain(value: &Cell) -> ToSqlOutput<'_> {
    match value {
        Cell::Int(number) => ToSqlOutput::Owned(Sql::Integer(*number)),
        Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Cell::Flag(flag) => ToSqlOutput::Owned(Sql::Integer(i64::from(*flag))),
    }
}
