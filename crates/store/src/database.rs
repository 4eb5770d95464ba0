//! Opening, migrating, transactions.
//!
//! One address says where: `sqlite:PATH`. The schema is migrated forward when a database is opened; one that a newer
//! version made is refused.

use crate::error::{StoreError, StoreResult};
use sqlx::Connection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use std::io::ErrorKind;
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
        let (database, site) = Database::build(address).await?;
        database.close().await;
        site.settle()?;
        Database::open(address).await
    }

    /// Builds a new database beside its place, where nobody else sees it. Close it and settle it when it is worth it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is one already, and all that can fail on a disk.
    pub async fn build(address: &str) -> StoreResult<(Database, Site)> {
        let site = Site::of(sqlite_path(address)?)?;
        let options = options(&site.beside).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        match Database::connect(options).await {
            Ok(database) => Ok((database, site)),
            Err(error) => {
                site.clear()?;
                Err(error)
            }
        }
    }

    /// Opens a database and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is none, [`StoreError::Newer`] where it is from the future,
    /// [`StoreError::NotADatabase`] where it is no database or that of another program, which is left as it is.
    pub async fn open(address: &str) -> StoreResult<Database> {
        let path = sqlite_path(address)?;
        if !path.exists() {
            return Err(StoreError::Missing(path));
        }
        refuse_foreign(&path).await?;
        Database::connect(options(&path)).await
    }

    /// Takes a database away: the file and what SQLite keeps beside it. One that is not there is no fault.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn remove(address: &str) -> StoreResult<()> {
        remove_files(&sqlite_path(address)?)
    }

    async fn connect(options: SqliteConnectOptions) -> StoreResult<Database> {
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

/// Where a new database is built before it is put in its place, whole: nobody ever finds half of one, and two who make
/// the same one at the same moment do not disturb each other.
pub struct Site {
    beside: PathBuf,
    place: PathBuf,
}

impl Site {
    fn of(place: PathBuf) -> StoreResult<Site> {
        if place.exists() {
            return Err(StoreError::Exists(place));
        }
        let mut beside = place.clone().into_os_string();
        beside.push(format!(".{}.part", std::process::id()));
        let site = Site { beside: PathBuf::from(beside), place };
        remove_files(&site.beside)?;
        Ok(site)
    }

    /// Puts the database, which is closed by now, in its place.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where somebody else put one there in the meantime; what was built here is gone then.
    pub fn settle(self) -> StoreResult<()> {
        let settled = match std::fs::hard_link(&self.beside, &self.place) {
            // A file system without links: the moment between looking and moving is the price.
            Err(error) if error.kind() != ErrorKind::AlreadyExists && !self.place.exists() => {
                std::fs::rename(&self.beside, &self.place)
            }
            linked => linked,
        };
        let exists = self.place.clone();
        self.clear()?;
        settled.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => StoreError::Exists(exists),
            _ => StoreError::from(sqlx::Error::Io(error)),
        })
    }

    /// Takes away what was built.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn clear(self) -> StoreResult<()> {
        remove_files(&self.beside)
    }
}

/// How a file is opened, whoever made it.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).synchronous(SqliteSynchronous::Full).busy_timeout(BUSY)
}

/// A database of another program has no list of our migrations; without a look it would get our tables.
async fn refuse_foreign(path: &Path) -> StoreResult<()> {
    let mut connection = SqliteConnection::connect_with(&options(path)).await?;
    let ours = sqlx::query("SELECT version FROM _sqlx_migrations LIMIT 1").fetch_one(&mut connection).await;
    connection.close().await?;
    match ours.map_err(StoreError::from) {
        Ok(_) => Ok(()),
        Err(StoreError::Sql(error)) => Err(StoreError::NotADatabase(error)),
        Err(other) => Err(other),
    }
}

/// Takes a database away, with what SQLite keeps beside it.
fn remove_files(path: &Path) -> StoreResult<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        match std::fs::remove_file(&file) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(StoreError::Remove { path: PathBuf::from(file), source: error });
            }
            _ => {}
        }
    }
    Ok(())
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
