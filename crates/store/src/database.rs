//! Opening and migrating a database of either kind.
//!
//! One address says where: `sqlite:PATH` or `postgres://USER@HOST/NAME`. The schema is migrated forward when a database
//! is opened; one that a newer version made is refused. Which kind it is matters here, in [`crate::tx`] and in
//! [`crate::bulk`], and nowhere else.

use crate::error::{StoreError, StoreResult};
use crate::site::{Site, remove_files};
use crate::tx::Tx;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long a writer waits for another process before it gives up.
const BUSY: Duration = Duration::from_secs(30);
/// How long to wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// An open database.
#[derive(Clone)]
pub enum Database {
    /// Embedded.
    Sqlite(SqlitePool),
    /// A server.
    Postgres(PgPool),
}

/// Where a database is.
enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    /// Makes a new database: a new file, or the tables in an empty database of a server.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is one already, and all that can fail on a disk or a network.
    pub async fn create(address: &str) -> StoreResult<Database> {
        let (database, site) = Database::build(address).await?;
        let Some(site) = site else { return Ok(database) };
        database.close().await;
        site.settle()?;
        Database::open(address).await
    }

    /// Makes a new database like [`Database::create`], but an embedded one beside its place, where nobody else sees it:
    /// close it and settle it when it is worth it.
    ///
    /// # Errors
    /// Those of [`Database::create`].
    pub async fn build(address: &str) -> StoreResult<(Database, Option<Site>)> {
        match parse(address)? {
            Address::Sqlite(path) => {
                let site = Site::of(path)?;
                let built = new_file(&site.beside).await;
                match built {
                    Ok(database) => Ok((database, Some(site))),
                    Err(error) => {
                        site.clear()?;
                        Err(error)
                    }
                }
            }
            Address::Postgres(url) => {
                let database = postgres(&url).await?;
                if database.is_migrated().await? {
                    return Err(StoreError::Exists(shown(address)));
                }
                database.migrate().await?;
                Ok((database, None))
            }
        }
    }

    /// Opens a database and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is none, [`StoreError::Newer`] where it is from the future,
    /// [`StoreError::NotADatabase`] where it is no database or that of another program, which is left as it is.
    pub async fn open(address: &str) -> StoreResult<Database> {
        match parse(address)? {
            Address::Sqlite(path) if !path.exists() => Err(StoreError::Missing(path.display().to_string())),
            Address::Sqlite(path) => match migrated(file(&path)).await {
                // In a folder that cannot be written, what is there can still be read.
                Err(StoreError::ReadOnly(_)) => ours(file(&path).immutable(true)).await,
                opened => opened,
            },
            Address::Postgres(url) => {
                let database = postgres(&url).await?;
                if !database.is_migrated().await? {
                    return Err(StoreError::Missing(shown(address)));
                }
                database.migrate().await?;
                Ok(database)
            }
        }
    }

    /// Takes an embedded database away: the file and what SQLite keeps beside it. One that is not there is no fault.
    /// The tables of a server are never taken away.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn remove(address: &str) -> StoreResult<()> {
        let Address::Sqlite(path) = parse(address)? else { return Ok(()) };
        remove_files(&path)
    }

    /// Begins a transaction that writes. On SQLite others that write wait; on PostgreSQL they wait at
    /// [`Tx::lock`] for the same unit and year.
    pub async fn write(&self) -> StoreResult<Tx> {
        Ok(match self {
            Database::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Database::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that reads one consistent state.
    pub async fn read(&self) -> StoreResult<Tx> {
        Ok(match self {
            Database::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Database::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }

    /// Closes all connections, so that an embedded file can be moved or deleted.
    pub async fn close(self) {
        match self {
            Database::Sqlite(pool) => pool.close().await,
            Database::Postgres(pool) => pool.close().await,
        }
    }

    async fn migrate(&self) -> StoreResult<()> {
        match self {
            Database::Sqlite(pool) => MIGRATIONS.run(pool).await?,
            Database::Postgres(pool) => MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// Whether the tables are there. PostgreSQL and SQLite name their catalogues differently.
    async fn is_migrated(&self) -> StoreResult<bool> {
        const SQLITE: &str = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'entry'";
        const POSTGRES: &str = "SELECT COUNT(*) FROM information_schema.tables \
            WHERE table_schema = current_schema() AND table_name = 'entry'";
        let tables: i64 = match self {
            Database::Sqlite(pool) => sqlx::query_scalar(SQLITE).fetch_one(pool).await?,
            Database::Postgres(pool) => sqlx::query_scalar(POSTGRES).fetch_one(pool).await?,
        };
        Ok(tables > 0)
    }
}

/// A new file with all tables.
async fn new_file(path: &Path) -> StoreResult<Database> {
    // The journal mode stays in the file, so that opening one that is not ours changes nothing in it.
    let options = file(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let database = Database::Sqlite(pool(options).await?);
    database.migrate().await?;
    Ok(database)
}

/// A file that holds a database of this program, its schema up to date.
async fn migrated(options: SqliteConnectOptions) -> StoreResult<Database> {
    let database = ours(options).await?;
    database.migrate().await?;
    Ok(database)
}

/// A file that holds a database of this program.
async fn ours(options: SqliteConnectOptions) -> StoreResult<Database> {
    let database = Database::Sqlite(pool(options).await?);
    if database.is_migrated().await? {
        return Ok(database);
    }
    database.close().await;
    Err(StoreError::NotADatabase(sqlx::Error::RowNotFound))
}

/// How a file is opened.
fn file(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).synchronous(SqliteSynchronous::Full).busy_timeout(BUSY)
}

async fn pool(options: SqliteConnectOptions) -> StoreResult<SqlitePool> {
    Ok(SqlitePoolOptions::new().max_connections(4).connect_with(options).await?)
}

async fn postgres(url: &str) -> StoreResult<Database> {
    let options = PgPoolOptions::new().max_connections(8).acquire_timeout(CONNECT);
    Ok(Database::Postgres(options.connect(url).await?))
}

/// Which kind of database an address names.
fn parse(address: &str) -> StoreResult<Address> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok(Address::Postgres(address.to_owned()));
    }
    let path = address.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    match path {
        Some(path) if !path.is_empty() && !path.starts_with(':') => Ok(Address::Sqlite(PathBuf::from(path))),
        _ => Err(StoreError::Address(shown(address))),
    }
}

/// An address as it may be shown: without the password.
pub fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split_once(':').map_or(user, |(user, _)| user);
            format!("{scheme}://{user}@{host}")
        }
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_or_a_server() {
        for address in ["sqlite:a/b.db", "sqlite:///tmp/b.db"] {
            assert!(matches!(parse(address), Ok(Address::Sqlite(_))), "{address}");
        }
        assert!(matches!(parse("postgres://me@localhost/mz"), Ok(Address::Postgres(_))));
        for address in ["", "b.db", "sqlite:", "mysql://x", "sqlite::memory:"] {
            assert!(parse(address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(shown("postgres://me:se:cr@et@host:5432/mz"), "postgres://me@host:5432/mz");
        assert_eq!(shown("postgres://host/mz"), "postgres://host/mz");
        assert_eq!(shown("sqlite:a.db"), "sqlite:a.db");
    }
}
