//! What can fail here: always a fault of our machine or its files, never a rule of the field.

use std::path::PathBuf;

/// What a driver says.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why something could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is not understood.
    #[error("database address not understood: {0}")]
    Address(String),
    /// There is no database at the path.
    #[error("no database at {0}")]
    Missing(String),
    /// There is a database at the path already.
    #[error("a database exists at {0}")]
    Exists(String),
    /// A file cannot be taken away.
    #[error("{path} cannot be removed")]
    Remove {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database was made by a newer version of the program.
    #[error("the database was made by a newer version")]
    Newer,
    /// A row cannot be what the program wrote.
    #[error("damaged row in {table}: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The row and field.
        what: String,
    },
    /// A sum does not fit into 64 bits of fen.
    #[error("a sum does not fit")]
    TooLarge,
    /// The history moved on since it was read: a fault of the program, and nothing is saved.
    #[error("the history moved on since it was read")]
    Stale,
    /// The writer stopped before it answered.
    #[error("the writer stopped")]
    Stopped,
    /// The disk is full.
    #[error("the disk is full")]
    Full(#[source] Cause),
    /// The file or its folder cannot be written.
    #[error("the database cannot be written")]
    ReadOnly(#[source] Cause),
    /// The file is no database or is damaged.
    #[error("the file is no database or is damaged")]
    NotADatabase(#[source] Cause),
    /// Another process holds the database for longer than we wait.
    #[error("the database is in use")]
    Busy(#[source] Cause),
    /// The server cannot be reached, or does not let us in.
    #[error("the server cannot be reached")]
    Unreachable(#[source] Cause),
    /// Others wrote the same at the same time; asking again will do.
    #[error("conflict with another writer")]
    Conflict(#[source] Cause),
    /// Anything else.
    #[error("database")]
    Sql(#[source] Cause),
    /// A migration failed.
    #[error("migration")]
    Migrate(#[source] Cause),
}

impl StoreError {
    /// Whether the same may succeed when it is tried again: another writer was in the way, or the connection was lost.
    /// After a lost connection nobody knows whether a commit arrived, so only what has a number may be tried again.
    pub fn may_pass(&self) -> bool {
        matches!(self, StoreError::Conflict(_) | StoreError::Unreachable(_))
    }
}

/// A result of the store.
pub type StoreResult<T> = Result<T, StoreError>;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => {
                StoreError::Unreachable(error.into())
            }
            sqlx::Error::Database(of_database) => {
                let code = of_database.code().unwrap_or_default().into_owned();
                if of_database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                    of_sqlite(code.parse().unwrap_or_default(), error.into())
                } else {
                    of_postgres(&code, error.into())
                }
            }
            _ => StoreError::Sql(error.into()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let code = error.sqlite_error().map_or(0, |error| error.extended_code);
        of_sqlite(code, error.into())
    }
}

/// SQLite's primary result codes that a user can do something about (sqlite.org/rescode.html).
fn of_sqlite(code: i32, cause: Cause) -> StoreError {
    /// `SQLITE_IOERR_SHMSIZE`: no room for the index of the write-ahead log.
    const NO_ROOM_FOR_INDEX: i32 = 4874;
    match code & 0xff {
        _ if code == NO_ROOM_FOR_INDEX => StoreError::Full(cause),
        5 | 6 => StoreError::Busy(cause),
        8 | 14 => StoreError::ReadOnly(cause),
        11 | 26 => StoreError::NotADatabase(cause),
        13 => StoreError::Full(cause),
        _ => StoreError::Sql(cause),
    }
}

/// PostgreSQL's SQLSTATE codes that a user can do something about (its manual, appendix A).
fn of_postgres(code: &str, cause: Cause) -> StoreError {
    match code {
        "25006" | "42501" => StoreError::ReadOnly(cause),
        "28000" | "28P01" | "3D000" | "53300" | "57P01" | "57P02" | "57P03" => StoreError::Unreachable(cause),
        "40001" | "40P01" => StoreError::Conflict(cause),
        "53100" => StoreError::Full(cause),
        "55P03" => StoreError::Busy(cause),
        _ => StoreError::Sql(cause),
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> StoreError {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(_)
            | sqlx::migrate::MigrateError::VersionTooNew(..) => StoreError::Newer,
            sqlx::migrate::MigrateError::Execute(error) => StoreError::from(error),
            other => StoreError::Migrate(other.into()),
        }
    }
}
