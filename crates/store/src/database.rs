//! Opening, migrating, transactions.
//!
//! One address says where: `sqlite:PATH`. The schema is migrated forward when a database is opened; one that a newer
//! version made is refused.

use crate::error::{StoreError, StoreResult};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long a writer waits for another process before it gives up.
const BUSY: Duration = Duration::from_secs(10);

/// An open database.
pub struct Database {
    pool: SqlitePool,
}

/// A transaction: all or nothing.
pub struct Tx(sqlx::Transaction<'static, sqlx::Sqlite>);

impl Database {
    /// Makes a new database.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is one already, and all that can fail on a disk.
    pub async fn create(address: &str) -> StoreResult<Database> {
        let path = sqlite_path(address)?;
        if path.exists() {
            return Err(StoreError::Exists(path));
        }
        Database::connect(&path, true).await
    }

    /// Opens a database and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is none, [`StoreError::Newer`] where it is from the future.
    pub async fn open(address: &str) -> StoreResult<Database> {
        let path = sqlite_path(address)?;
        if !path.exists() {
            return Err(StoreError::Missing(path));
        }
        Database::connect(&path, false).await
    }

    /// Takes a database away: the file and what SQLite keeps beside it. One that is not there is no fault.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn remove(address: &str) -> StoreResult<()> {
        let path = sqlite_path(address)?;
        for suffix in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(suffix);
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::Remove { path: PathBuf::from(file), source: error });
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn connect(path: &Path, create: bool) -> StoreResult<Database> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Database { pool })
    }

    /// Begins a transaction that writes; others that write wait.
    pub async fn write(&self) -> StoreResult<Tx> {
        Ok(Tx(self.pool.begin_with("BEGIN IMMEDIATE").await?))
    }

    /// Begins a transaction that reads one consistent state.
    pub async fn read(&self) -> StoreResult<Tx> {
        Ok(Tx(self.pool.begin().await?))
    }

    /// Closes all connections, so that the file can be moved or deleted.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

impl Tx {
    /// The connection, for statements of this crate.
    pub(crate) fn connection(&mut self) -> &mut sqlx::SqliteConnection {
        &mut self.0
    }

    /// Makes all of it durable.
    pub async fn commit(self) -> StoreResult<()> {
        Ok(self.0.commit().await?)
    }
}

/// The file behind `sqlite:PATH`.
///
/// # Errors
/// [`StoreError::Address`] for any other address.
pub fn sqlite_path(address: &str) -> StoreResult<PathBuf> {
    let path = address.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    match path {
        Some(path) if !path.is_empty() && !path.starts_with(':') => Ok(PathBuf::from(path)),
        _ => Err(StoreError::Address(address.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file() {
        assert_eq!(sqlite_path("sqlite:a/b.db").unwrap(), PathBuf::from("a/b.db"));
        assert_eq!(sqlite_path("sqlite:///tmp/b.db").unwrap(), PathBuf::from("/tmp/b.db"));
        for address in ["", "b.db", "sqlite:", "postgres://x", "sqlite::memory:"] {
            assert!(sqlite_path(address).is_err(), "{address}");
        }
    }
}
