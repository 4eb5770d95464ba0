//! The whole database: every unit and year of which any table has a row, what belongs to no history, and what SQLite says
//! of its own file.

use super::{Difference, Verification};
use crate::Ledger;
use crate::error::StoreResult;
use crate::tx::{Fields, Tx};
use mingzhang_domain::ids::UnitId;
use mingzhang_domain::ledger::TreasuryRules;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;

/// What was walked and what was found in a database.
#[derive(Debug, Default)]
pub struct VerifiedDatabase {
    /// By unit and year.
    pub ledgers: Vec<(Ledger, Verification)>,
    /// What differs and belongs to no unit and year.
    pub differences: Vec<Difference>,
}

/// The tables whose rows belong to a unit and year. Those of the migrator begin with an underscore.
const SQLITE_TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' \
    AND (SELECT COUNT(*) FROM pragma_table_info(sqlite_master.name) c WHERE c.name IN ('unit', 'year')) = 2";
const POSTGRES_TABLES: &str = "SELECT CAST(table_name AS TEXT) FROM information_schema.columns \
    WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_%' AND column_name IN ('unit', 'year') \
    GROUP BY table_name HAVING COUNT(*) = 2";
const UNITS: &str = "SELECT unit, code FROM unit ORDER BY unit";
/// Whether pages, rows and indexes agree; at most so many lines.
const SQLITE_CHECK: &str = "PRAGMA integrity_check(20)";

impl Tx {
    /// Verifies every unit and year, and that nothing is there beside them.
    ///
    /// # Errors
    /// Only when the database cannot be read; a row that makes no sense is a difference.
    pub async fn verify_all(&mut self, rules: &TreasuryRules) -> StoreResult<VerifiedDatabase> {
        let mut stray = Verification::default();
        self.check_file(&mut stray).await?;
        let mut found = VerifiedDatabase::default();
        for ledger in self.ledgers_of_all_rows(&mut stray).await? {
            let verification = self.verify(ledger, rules.clone()).await?;
            // Whoever only looked into an earlier year has left the beginning of its history there.
            if verification != Verification::default() {
                found.ledgers.push((ledger, verification));
            }
        }
        let known: BTreeSet<UnitId> = found.ledgers.iter().map(|(ledger, _)| ledger.unit).collect();
        let read = |row| {
            let mut fields = Fields::new("unit", row);
            Ok((UnitId(fields.int()?), fields.text()?))
        };
        let units: Vec<StoreResult<(UnitId, String)>> =
            self.rows(UNITS, vec![]).await?.iter().map(read).collect();
        for (unit, code) in stray.readable::<_, Vec<_>>(units)? {
            if !known.contains(&unit) {
                stray.differ("unit", format!("unit {}", unit.0), code, "没有任何历史，不该有");
            }
        }
        self.check_attachments(&mut stray).await?;
        found.differences = stray.differences;
        Ok(found)
    }

    /// All units and years of which any table has a row.
    async fn ledgers_of_all_rows(&mut self, stray: &mut Verification) -> StoreResult<BTreeSet<Ledger>> {
        let tables = if self.is_postgres() { POSTGRES_TABLES } else { SQLITE_TABLES };
        let tables = self.rows(tables, vec![]).await?;
        let mut selects = Vec::new();
        for row in &tables {
            selects.push(format!("SELECT unit, year FROM {}", Fields::new("catalogue", row).text()?));
        }
        let rows = self.rows(AssertSqlSafe(selects.join(" UNION ")), vec![]).await?;
        stray.readable(rows.iter().map(|row| Fields::new("head", row).ledger()))
    }

    /// SQLite compares its own pages and indexes; a server has tools of its own for that.
    async fn check_file(&mut self, stray: &mut Verification) -> StoreResult<()> {
        if self.is_postgres() {
            return Ok(());
        }
        let said = self.rows(SQLITE_CHECK, vec![]).await?;
        let said: StoreResult<Vec<String>> =
            said.iter().map(|row| Fields::new("sqlite_master", row).text()).collect();
        for line in said?.iter().flat_map(|text| text.lines()).filter(|line| *line != "ok") {
            stray.differ("sqlite_master", line, "文件已损坏", "页、行与索引一致");
        }
        Ok(())
    }
}
