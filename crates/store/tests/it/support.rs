//! A small unit and year in a real database.

use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{ActorId, FiscalYear, LineCode, PolicyId, ProjectCode, VoucherNo};
use mingzhang_domain::ledger::{
    Asked, Details, Instruction, Posted, QuotaLine, Refusal, ReturnTo, TreasuryRules, VirementRule,
};
use mingzhang_domain::performance::Unit;
use mingzhang_store::{Database, Ledger, Stamp};

/// The lines of the small unit.
pub const LINES: [&str; 3] = ["A", "B", "C"];

/// A database in a folder that goes with it.
pub struct House {
    pub db: Database,
    pub ledger: Ledger,
    pub address: String,
    _folder: tempfile::TempDir,
}

pub fn rules() -> TreasuryRules {
    TreasuryRules {
        policy: PolicyId::new("test"),
        plan_required: true,
        return_to: ReturnTo::Planned,
        same_nature: VirementRule::Free,
        other_nature: VirementRule::Forbidden,
    }
}

pub fn stamp() -> Stamp {
    Stamp { at: "2020-06-01T00:00:00Z".parse().unwrap(), actor: ActorId::new("test") }
}

impl House {
    /// A unit with three lines of one nature and nothing approved.
    pub async fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("house.db").display());
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
        let book = tx.book(ledger, rules()).await.unwrap();
        tx.append(ledger, &stamp(), &changes, &book).await.unwrap();
        tx.commit().await.unwrap();
        House { db, ledger, address, _folder: folder }
    }

    /// Posts one instruction as a process of its own would: load, decide, append, commit.
    pub async fn post(&self, number: &str, date: Date, asked: Asked) -> Result<(), Refusal> {
        let mut tx = self.db.write().await.unwrap();
        let mut book = tx.book(self.ledger, rules()).await.unwrap();
        let instruction =
            Instruction { number: VoucherNo::new(number), date, asked, details: Details::default() };
        if let Posted::New(voucher) = book.post(instruction)? {
            tx.append(self.ledger, &stamp(), &[Change::from(*voucher)], &book).await.unwrap();
        }
        tx.commit().await.unwrap();
        Ok(())
    }
}
