//! A small unit and year in a real database.

use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{ActorId, FiscalYear, LineCode, PolicyId, ProjectCode, VoucherNo};
use mingzhang_domain::ledger::{
    Asked, Details, Instruction, Posted, QuotaLine, Refusal, ReturnTo, TreasuryRules, VirementRule,
};
use mingzhang_domain::performance::Unit;
use mingzhang_store::{Database, Ledger, Stamp};
use sqlx::{AssertSqlSafe, Connection};

/// The lines of the small unit.
pub const LINES: [&str; 3] = ["A", "B", "C"];

/// Which kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database of its own.
pub struct House {
    pub db: Database,
    pub ledger: Ledger,
    pub kind: Kind,
    pub address: String,
    _folder: tempfile::TempDir,
}

/// Runs a scenario on both kinds of database, as two tests.
macro_rules! on_both {
    ($($(#[$attribute:meta])* $name:ident: $scenario:path;)+) => {
        mod on_sqlite {
            $($(#[$attribute])* #[tokio::test] async fn $name() { $scenario(super::Kind::Sqlite).await; })+
        }
        mod on_postgres {
            $($(#[$attribute])* #[tokio::test] async fn $name() { $scenario(super::Kind::Postgres).await; })+
        }
    };
}
pub(crate) use on_both;

/// The address of a database that is not there yet (SQLite) or is empty (PostgreSQL).
pub async fn fresh_address(kind: Kind, folder: &std::path::Path) -> String {
    static NUMBER: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    if kind == Kind::Sqlite {
        return format!("sqlite:{}", folder.join("house.db").display());
    }
    let server = std::env::var("MINGZHANG_TEST_POSTGRES")
        .expect("no PostgreSQL: run ./test, or scripts/with-postgres cargo nextest run");
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("mz_{}_{number}", std::process::id());
    let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

pub fn rules() -> TreasuryRules {
    TreasuryRules {
        policy: PolicyId::new("test"),
        plan_required: true,
        return_to: ReturnTo::Planned,
        same_nature: VirementRule::Free,
        other_nature: VirementRule::Forbidden,
        reopen_right: "期间重开".to_owned(),
    }
}

pub fn stamp() -> Stamp {
    Stamp { at: "2020-06-01T00:00:00Z".parse().unwrap(), actor: ActorId::new("test") }
}

impl House {
    /// A unit with three lines of one nature and nothing approved.
    pub async fn new(kind: Kind) -> House {
        let folder = tempfile::tempdir().unwrap();
        let address = fresh_address(kind, folder.path()).await;
        let db = Database::create(&address).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let ledger = Ledger { unit: tx.unit("001").await.unwrap(), year: FiscalYear(2020) };
        let unit = Unit {
            code: "001".to_owned(),
            name: "某局".to_owned(),
            region: "某区".to_owned(),
            policy: PolicyId::new("test"),
        };
        let mut changes = vec![Change::from(unit)];
        changes.extend(LINES.map(|code| {
            Change::from(QuotaLine {
                code: LineCode::new(code),
                project: ProjectCode::new("P"),
                fund_nature: "一般公共预算".to_owned(),
                fund_source: "年初预算".to_owned(),
                functional_class: "2200101".to_owned(),
                economic_class: "30201".to_owned(),
            })
        }));
        let head = tx.lock(ledger).await.unwrap();
        let book = tx.book(&head, &rules(), &[]).await.unwrap();
        tx.append(&head, &stamp(), &changes, &book).await.unwrap();
        tx.commit().await.unwrap();
        House { db, ledger, kind, address, _folder: folder }
    }

    /// Changes something behind the program's back; how many rows were touched.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.kind {
            Kind::Sqlite => {
                let path = self.address.replacen("sqlite:", "sqlite://", 1);
                let mut connection = sqlx::SqliteConnection::connect(&path).await.unwrap();
                sqlx::query(sql).execute(&mut connection).await.unwrap().rows_affected()
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.address).await.unwrap();
                sqlx::query(sql).execute(&mut connection).await.unwrap().rows_affected()
            }
        }
    }

    /// Posts one instruction as a process of its own would: load, decide, append, commit.
    pub async fn post(&self, number: &str, date: Date, asked: Asked) -> Result<(), Refusal> {
        let mut tx = self.db.write().await.unwrap();
        let head = tx.lock(self.ledger).await.unwrap();
        let instruction =
            Instruction { number: VoucherNo::new(number), date, asked, details: Details::default() };
        let mut book = tx.book(&head, &rules(), std::slice::from_ref(&instruction)).await.unwrap();
        if let Posted::New(voucher) = book.post(instruction)? {
            tx.append(&head, &stamp(), &[Change::from(*voucher)], &book).await.unwrap();
        }
        tx.commit().await.unwrap();
        Ok(())
    }
}

/// Where chance begins: `MINGZHANG_SEED`, or the clock; printed, so that a run can be repeated.
pub fn seed() -> u64 {
    let from_clock =
        || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let seed = std::env::var("MINGZHANG_SEED").ok().and_then(|s| s.parse().ok());
    let seed = seed.unwrap_or_else(|| from_clock() as u64 | 1);
    println!("MINGZHANG_SEED={seed}");
    seed
}

/// How many steps a random workload has.
pub fn steps() -> u64 {
    std::env::var("MINGZHANG_STEPS").ok().and_then(|s| s.parse().ok()).unwrap_or(300)
}

/// xorshift64: enough chance for a workload, and the same everywhere.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    pub fn pick(&mut self, from: &[String]) -> String {
        let at = self.below(1000) as usize % from.len().max(1);
        from.get(at).cloned().unwrap_or("none".to_owned())
    }
}
