//! Opening and migrating a database of either kind.
//!
//! One address says where: `sqlite:PATH` or `postgres://USER@HOST/NAME`. The schema is migrated forward when a database
//! is opened; one that a newer version made is refused. Which kind it is matters here, in [`crate::tx`] and in
//! [`crate::bulk`], and nowhere else.

use crate::embedded::Embedded;
use crate::error::{StoreError, StoreResult};
use crate::server;
use crate::site::{Site, remove_files};
use crate::tx::{Fields, Tx};
use sqlx::pool::PoolConnectionMetadata;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long to wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Connections of one process at most: its writers, and some who read.
const CONNECTIONS: u32 = 16;

/// How long a connection may have been idle and is used without asking whether it still is there.
const IDLE: Duration = Duration::from_secs(1);

/// An open database.
#[derive(Clone)]
pub enum Database {
    /// Embedded.
    Sqlite(Embedded),
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
                migrate_server(&database).await?;
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
            Address::Sqlite(path) => match migrated(&path).await {
                // In a folder that cannot be written, what is there can still be read.
                Err(StoreError::ReadOnly(_)) => ours(&path, true).await,
                opened => opened,
            },
            Address::Postgres(url) => {
                let database = postgres(&url).await?;
                if !database.is_migrated().await? {
                    return Err(StoreError::Missing(shown(address)));
                }
                migrate_server(&database).await?;
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
            Database::Sqlite(file) => Tx::Sqlite(file.write().await?),
            Database::Postgres(pool) => Tx::Postgres(server::Transaction::new(pool.begin().await?)),
        })
    }

    /// Begins a transaction that reads one consistent state.
    pub async fn read(&self) -> StoreResult<Tx> {
        Ok(match self {
            Database::Sqlite(file) => Tx::Sqlite(file.read()?),
            Database::Postgres(pool) => {
                let tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Tx::Postgres(server::Transaction::new(tx))
            }
        })
    }

    /// Closes all connections, so that an embedded file can be moved or deleted.
    pub async fn close(self) {
        match self {
            Database::Sqlite(file) => file.close(),
            Database::Postgres(pool) => pool.close().await,
        }
    }

    /// Whether the tables are there. PostgreSQL and SQLite name their catalogues differently.
    async fn is_migrated(&self) -> StoreResult<bool> {
        const SQLITE: &str = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'entry'";
        const POSTGRES: &str = "SELECT COUNT(*) FROM information_schema.tables \
            WHERE table_schema = current_schema() AND table_name = 'entry'";
        let mut tx = self.read().await?;
        let sql = if tx.is_postgres() { POSTGRES } else { SQLITE };
        let rows = tx.rows(sql, vec![]).await?;
        Ok(rows.first().map(|row| Fields::new("entry", row).int()).transpose()?.unwrap_or_default() > 0)
    }
}

/// A new file with all tables.
async fn new_file(path: &Path) -> StoreResult<Database> {
    // The journal mode stays in the file, so that opening one that is not ours changes nothing in it.
    migrate_file(file(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal)).await?;
    Ok(Database::Sqlite(Embedded::open(path, false)?))
}

/// A file that holds a database of this program, its schema up to date.
async fn migrated(path: &Path) -> StoreResult<Database> {
    let database = ours(path, false).await?;
    migrate_file(file(path)).await?;
    Ok(database)
}

/// A file that holds a database of this program.
async fn ours(path: &Path, immutable: bool) -> StoreResult<Database> {
    let database = Database::Sqlite(Embedded::open(path, immutable)?);
    if database.is_migrated().await? {
        return Ok(database);
    }
    Err(StoreError::NotADatabase("no table of ours".into()))
}

/// How a file is opened to be migrated.
fn file(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path)
}

async fn migrate_file(options: SqliteConnectOptions) -> StoreResult<()> {
    let mut connection = options.connect().await?;
    MIGRATIONS.run(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

async fn postgres(url: &str) -> StoreResult<Database> {
    let how: PgConnectOptions = url.parse()?;
    // The pool tries again for as long as it may; who asks for a server that is not there is told at once.
    let first = tokio::time::timeout(CONNECT, PgConnection::connect_with(&how)).await;
    first.map_err(|_| sqlx::Error::PoolTimedOut)??.close().await?;
    let options = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(CONNECT)
        .test_before_acquire(false)
        .before_acquire(is_there);
    Ok(Database::Postgres(options.connect_lazy_with(how)))
}

/// Asks a connection whether it still is there, unless it just served: asking costs a journey with every commit.
fn is_there<'c>(
    connection: &'c mut PgConnection,
    used: PoolConnectionMetadata,
) -> Pin<Box<dyn Future<Output = sqlx::Result<bool>> + Send + 'c>> {
    Box::pin(async move {
        if used.idle_for > IDLE {
            connection.ping().await?;
        }
        Ok(true)
    })
}

async fn migrate_server(database: &Database) -> StoreResult<()> {
    if let Database::Postgres(pool) = database {
        MIGRATIONS.run(pool).await?;
    }
    Ok(())
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
