//! What can fail here: always a fault of our machine or its files, never a rule of the field.

use std::path::PathBuf;

/// Why something could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is not understood.
    #[error("database address not understood: {0}")]
    Address(String),
    /// There is no database at the path.
    #[error("no database at {0}")]
    Missing(PathBuf),
    /// There is a database at the path already.
    #[error("a database exists at {0}")]
    Exists(PathBuf),
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
    /// The disk is full.
    #[error("the disk is full")]
    Full(#[source] sqlx::Error),
    /// The file or its folder cannot be written.
    #[error("the database cannot be written")]
    ReadOnly(#[source] sqlx::Error),
    /// The file is no database or is damaged.
    #[error("the file is no database or is damaged")]
    NotADatabase(#[source] sqlx::Error),
    /// Another process holds the database for longer than we wait.
    #[error("the database is in use")]
    Busy(#[source] sqlx::Error),
    /// Anything else.
    #[error("database")]
    Sql(#[source] sqlx::Error),
    /// A migration failed.
    #[error("migration")]
    Migrate(#[source] sqlx::migrate::MigrateError),
}

/// A result of the store.
pub type StoreResult<T> = Result<T, StoreError>;

/// SQLite's primary result codes that a user can do something about (sqlite.org/rescode.html).
impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<i32>().ok());
        match code.map(|extended| extended & 0xff) {
            Some(5 | 6) => StoreError::Busy(error),
            Some(8 | 14) => StoreError::ReadOnly(error),
            Some(11 | 26) => StoreError::NotADatabase(error),
            Some(13) => StoreError::Full(error),
            _ => StoreError::Sql(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> StoreError {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(_)
            | sqlx::migrate::MigrateError::VersionTooNew(..) => StoreError::Newer,
            sqlx::migrate::MigrateError::Execute(error) => StoreError::from(error),
            other => StoreError::Migrate(other),
        }
    }
}
