//! A small unit and year in a real database.

use mingzhang_domain::Date;
use mingzhang_domain::chain::hash_of;
use mingzhang_domain::change::Change;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::ids::{
    ActorId, ContractNo, CriterionName, FiscalYear, LineCode, MemberId, OfficeCode, PolicyId, ProjectCode,
    VoucherNo,
};
use mingzhang_domain::import_batch::ImportBatch;
use mingzhang_domain::ledger::{
    Asked, Contract, Details, FreezeOf, Instruction, Posted, QuotaLine, Refusal, ReturnTo, TreasuryRules,
    VirementRule,
};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{
    ActualValue, Appraisal, Attachment, AttachmentKind, Cause, CheckAct, CheckKind, CheckTask, Correction,
    CorrectionAct, Description, Evidence, ExpenditureKind, FactName, FreezeProposal, Goal, Holder, Horizon,
    Indicator, Institution, InstitutionSubject, LibraryStep, Likelihood, Member, Method, MonitorReport,
    Narrative, Office, Operator, Project, ProjectStep, ProposalAct, QuotaProposal, Reached, Recheck,
    Rectification, RectificationAct, Round, Sample, Section, StepOutcome, Target, Unit, UnitFact,
};
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::shapes::Percent;
use mingzhang_domain::scoring::{KeptPolicy, ScoreSheet};
use mingzhang_store::verify::Difference;
use mingzhang_store::{Database, Head, Ledger, Shelf, Stamp, StoreError};
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
        goal_review_above: 2_000,
        reopen_right: "期间重开".to_owned(),
    }
}

pub fn stamp() -> Stamp {
    Stamp { at: "2020-06-01T00:00:00Z".parse().unwrap(), actor: ActorId::new("test") }
}

impl House {
    /// Keeps the content of a paper that is registered.
    pub async fn keep(&self, content: &[u8]) {
        let mut tx = self.db.write().await.unwrap();
        tx.keep_content(self.ledger.unit, &hash_of(content), content).await.unwrap();
        tx.commit().await.unwrap();
    }

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

    /// Registers something.
    pub async fn register(&self, changes: Vec<Change>) {
        let mut tx = self.db.write().await.unwrap();
        let head = tx.lock(self.ledger).await.unwrap();
        let book = tx.book(&head, &rules(), &[]).await.unwrap();
        tx.append(&head, &stamp(), &changes, &book).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Where the history ends.
    pub async fn head(&self) -> Head {
        self.db.read().await.unwrap().head(self.ledger).await.unwrap()
    }

    /// The address as a driver wants it.
    pub fn url(&self) -> String {
        self.address.replacen("sqlite:", "sqlite://", 1)
    }

    /// A copy of a table, to be restored; its name.
    pub async fn snapshot(&self, table: &str) -> String {
        let copy = format!("_copy_of_{table}");
        self.tamper(&format!("CREATE TABLE {copy} AS SELECT * FROM {table}")).await;
        copy
    }

    /// Puts a table back as it was.
    pub async fn restore(&self, table: &str, copy: String) {
        self.tamper(&format!("DELETE FROM {table}")).await;
        self.tamper(&format!("INSERT INTO {table} SELECT * FROM {copy}")).await;
        self.tamper(&format!("DROP TABLE {copy}")).await;
    }

    /// Changes something behind the program's back; how many rows were touched.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.kind {
            Kind::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(&self.url()).await.unwrap();
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
        self.post_under(number, date, asked, None).await
    }

    /// Posts one instruction as a writer with kept books does: on them where they know all that is named and nobody was
    /// faster, under lock where not. Whether it was decided without reading.
    pub async fn post_kept(
        &self,
        shelf: &mut Shelf,
        number: &str,
        date: Date,
        asked: Asked,
    ) -> (Result<(), Refusal>, bool) {
        let instruction =
            Instruction { number: VoucherNo::new(number), date, asked, details: Details::default() };
        if let Some((heads, mut books)) = shelf.take_all(&[(self.ledger, &instruction)]) {
            let mut book = books.remove(&self.ledger).unwrap();
            if let Ok(Posted::New(voucher)) = book.post(instruction.clone()) {
                let mut tx = self.db.write().await.unwrap();
                match tx.append(&heads[0], &stamp(), &[Change::from(*voucher)], &book).await {
                    Ok(head) => {
                        tx.commit().await.unwrap();
                        shelf.keep(head, book);
                        return (Ok(()), true);
                    }
                    // On a server whoever was faster may have taken the place in the history before the head is looked at.
                    Err(error) => {
                        assert!(matches!(error, StoreError::Stale | StoreError::Sql(_)), "{error:?}")
                    }
                }
            }
        }
        let mut tx = self.db.write().await.unwrap();
        let head = tx.lock(self.ledger).await.unwrap();
        let asked = [(self.ledger, &instruction)];
        let mut books = tx.books_with(shelf, std::slice::from_ref(&head), &rules(), &asked).await.unwrap();
        let mut book = books.remove(&self.ledger).unwrap();
        match book.post(instruction.clone()) {
            Ok(Posted::New(voucher)) => {
                let head = tx.append(&head, &stamp(), &[Change::from(*voucher)], &book).await.unwrap();
                tx.commit().await.unwrap();
                shelf.keep(head, book);
            }
            Ok(Posted::AlreadyRecorded) => {}
            Err(refusal) => return (Err(refusal), false),
        }
        (Ok(()), false)
    }

    /// Like [`House::post`], under a contract.
    pub async fn post_under(
        &self,
        number: &str,
        date: Date,
        asked: Asked,
        contract: Option<ContractNo>,
    ) -> Result<(), Refusal> {
        let mut tx = self.db.write().await.unwrap();
        let head = tx.lock(self.ledger).await.unwrap();
        let details = Details { contract, ..Details::default() };
        let instruction = Instruction { number: VoucherNo::new(number), date, asked, details };
        let mut book = tx.book(&head, &rules(), std::slice::from_ref(&instruction)).await.unwrap();
        if let Posted::New(voucher) = book.post(instruction)? {
            tx.append(&head, &stamp(), &[Change::from(*voucher)], &book).await.unwrap();
        }
        tx.commit().await.unwrap();
        Ok(())
    }
}

/// A house that has a row in every table, and money in every bucket.
pub async fn busy_house(kind: Kind) -> House {
    let house = House::new(kind).await;
    house.register(one_of_each()).await;
    house.keep(b"abc").await;
    let line = || LineCode::new("A");
    let day = |month| Date::constant(2020, month, 1);
    for (number, month, asked) in [
        ("ZB1", 1, Asked::Approval { line: line(), amount: Fen(10_000) }),
        ("JH1", 2, Asked::Plan { line: line(), amount: Fen(5_000) }),
        ("SQ1", 3, Asked::Request { line: line(), amount: Fen(2_000) }),
        ("ZF1", 3, Asked::Payment { request: VoucherNo::new("SQ1"), amount: Fen(1_000) }),
        (
            "TJ1",
            4,
            Asked::Virement {
                gives: vec![(line(), Fen(500))],
                gets: vec![(LineCode::new("B"), Fen(300)), (LineCode::new("C"), Fen(200))],
            },
        ),
        ("DJ1", 4, Asked::Freeze { of: FreezeOf::Line(line()), amount: Fen(100) }),
        ("JZ1", 4, Asked::CarryOut { line: line(), amount: Fen(1) }),
        ("CX1", 5, Asked::Reversal { voucher: VoucherNo::new("ZF1") }),
    ] {
        let contract = (number == "ZF1").then(|| ContractNo::new("HT1"));
        house.post_under(number, day(month), asked, contract).await.unwrap();
    }
    house
}

/// What is registered besides the unit and its lines.
fn one_of_each() -> Vec<Change> {
    let text = str::to_owned;
    let day = Date::constant(2020, 1, 1);
    let (office, criterion) = (OfficeCode::new("O"), CriterionName::new("及时性"));
    let points =
        |points| vec![(criterion.clone(), Points(points)), (CriterionName::new("合规性"), Points(points))];
    vec![
        Change::from(Office { code: office.clone(), name: text("办公室"), staff: 3 }),
        Change::from(Project {
            code: ProjectCode::new("P"),
            name: text("项目"),
            office: office.clone(),
            duty: text("职责"),
            activity: text("用地报批"),
            expenditure_kind: ExpenditureKind::Special,
            report_category: text("类别"),
            project_kind: text("工程"),
            start: day,
            end: day,
            total_investment: Fen(1),
        }),
        Change::from(Contract {
            number: ContractNo::new("HT1"),
            project: ProjectCode::new("P"),
            supplier: text("某公司"),
            amount: Fen(5_000),
            signed: day,
            procurement: text("公开招标"),
            retention: text("5%"),
        }),
        Change::from(ProjectStep {
            project: ProjectCode::new("P"),
            step: LibraryStep::Admitted,
            date: day,
            outcome: StepOutcome::Passed,
            document: text("1号"),
            opinion: text("同意"),
            by: text("评审组"),
        }),
        Change::from(Appraisal {
            project: ProjectCode::new("P"),
            expert: MemberId::new("E1"),
            scores: points(1500),
        }),
        Change::from(Goal {
            holder: Holder::Project(ProjectCode::new("P")),
            horizon: Horizon::Annual,
            version: 1,
            text: text("建成"),
            date: day,
            document: text("1号"),
            reason: text("批复"),
        }),
        Change::from(ActualValue {
            holder: Holder::Unit,
            indicator: text("面积"),
            date: day,
            reached: Reached::parse("2").unwrap(),
            method: Method::Proof,
            by: text("01"),
            reason: text("多报"),
            measure: text("核减"),
        }),
        Change::from(CheckTask {
            task: text("HC1"),
            holder: Holder::Unit,
            indicator: text("面积"),
            kind: CheckKind::Field,
            act: CheckAct::Assigned,
            date: day,
            person: text("01"),
            due: Some(day),
            text: text("到现场量"),
        }),
        Change::from(Sample {
            seed: 7,
            share: Percent(1_500),
            date: day,
            projects: vec![ProjectCode::new("P")],
        }),
        Change::from(Recheck {
            project: ProjectCode::new("P"),
            indicator: text("面积"),
            reached: Reached::parse("1.5").unwrap(),
            points: Points(150),
            date: day,
            by: text("复核组"),
            reason: text("少 0.5 亩，扣 0.5 分"),
        }),
        Change::from(Attachment { hash: hash_of(b"abc"), size: 3, kind: AttachmentKind::Txt }),
        Change::from(Evidence {
            holder: Holder::Unit,
            indicator: text("面积"),
            kind: text("台账"),
            file: text("台账.xlsx"),
            hash: text("66c7f0f4"),
            size: 3,
            date: day,
            by: text("01"),
        }),
        Change::from(Indicator {
            holder: Holder::Unit,
            horizon: Horizon::Annual,
            version: 1,
            weight: Points(200),
            shape: text("at-least"),
            basis: text("计划"),
            evidence: text("台账"),
            figure: text("rate.all"),
            document: text("1号"),
            level1: text("产出"),
            level2: text("数量"),
            name: text("面积"),
            unit: text("亩"),
            operator: Operator::parse("≥").unwrap(),
            target: Target::Number(Decimal::parse("1.50").unwrap()),
            office: office.clone(),
        }),
        Change::from(Round { name: text("2020-01"), as_of: day, deadline: day }),
        Change::from(MonitorReport {
            round: text("2020-01"),
            holder: Holder::Unit,
            indicator: text("面积"),
            value: Reached::parse("1"),
            expected: Reached::parse("1.40"),
            likelihood: Likelihood::Possible,
            cause: Some(Cause::Staff),
            reason: text("人手少"),
            measure: text("调人"),
            by: text("01"),
            date: day,
        }),
        Change::from(Correction {
            task: text("DB1"),
            project: ProjectCode::new("P"),
            round: text("2020-01"),
            act: CorrectionAct::Opened,
            date: day,
            person: text("01"),
            due: Some(day),
            text: text("加快"),
        }),
        Change::from(FreezeProposal {
            proposal: text("TQ1"),
            project: ProjectCode::new("P"),
            act: ProposalAct::Frozen,
            date: day,
            amount: Fen(100),
            reason: text("停工"),
            by: text("01"),
            voucher: VoucherNo::new("DJ1"),
        }),
        Change::from(Institution {
            title: text("财务管理办法"),
            subject: InstitutionSubject::Finance,
            document: text("1号"),
            valid_from: day,
            valid_to: Some(day),
        }),
        Change::from(Rectification {
            problem: text("SJ1"),
            source: text("审计"),
            act: RectificationAct::Found,
            date: day,
            person: text("01"),
            due: Some(day),
            text: text("资料不全"),
        }),
        Change::from(QuotaProposal {
            project: ProjectCode::new("P"),
            amount: Fen(100),
            reason: text("任务减少"),
            problem: text("SJ1"),
        }),
        Change::from(UnitFact {
            name: FactName::Staff,
            this_year: 3,
            last_year: Some(4),
            basis: text("名册"),
            office: office.clone(),
        }),
        Change::from(Member {
            id: MemberId::new("M1"),
            office: office.clone(),
            work_unit: text("某局"),
            post: text("科员"),
            title: text("会计师"),
            leader: true,
        }),
        Change::from(KeptPolicy { id: PolicyId::new("test"), text: text("id = 1") }),
        Change::from(ScoreSheet { member: MemberId::new("M1"), office: Some(office), scores: points(350) }),
        Change::from(Description { criterion: criterion.clone(), text: text("按时") }),
        Change::from(ImportBatch {
            import: text("0123456789ab"),
            number: 0,
            files: text("0123456789abcdef"),
            total: 10,
            done: 0,
        }),
        Change::from(Narrative {
            position: 1,
            section: Section::Problem,
            title: text("一"),
            text: text("文字"),
        }),
    ]
}

/// The tables that `verify` names.
pub async fn differing_tables(house: &House) -> Vec<&'static str> {
    differences(house).await.into_iter().map(|difference| difference.table).collect()
}

/// Everything that `verify` finds.
pub async fn differences(house: &House) -> Vec<Difference> {
    let mut tx = house.db.read().await.unwrap();
    let found = tx.verify_all(&rules()).await.unwrap();
    let of_ledgers = found.ledgers.into_iter().flat_map(|(_, verification)| verification.differences);
    of_ledgers.chain(found.differences).collect()
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
