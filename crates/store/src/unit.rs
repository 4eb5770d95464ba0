//! 单位: the surrogate, and what it is called in a year.

use crate::Ledger;
use crate::cell::Cell;
use crate::database::Database;
use crate::error::{StoreError, StoreResult};
use crate::stored::Stored;
use crate::tx::{Fields, Tx};
use mingzhang_domain::ids::{PolicyId, UnitId};
use mingzhang_domain::performance::Unit;

impl Stored for Unit {
    const TABLE: &'static str = "unit_year";
    const COLUMNS: &'static [&'static str] = &["code", "name", "region", "policy"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.code.as_str().into(),
            self.name.as_str().into(),
            self.region.as_str().into(),
            self.policy.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Unit> {
        Ok(Unit {
            code: fields.text()?,
            name: fields.text()?,
            region: fields.text()?,
            policy: PolicyId::new(fields.text()?),
        })
    }
}

const CODE: &str = "SELECT code FROM unit WHERE unit = $1";
const FIND: &str = "SELECT unit FROM unit WHERE code = $1";
const ADD: &str =
    "INSERT INTO unit (unit, code) SELECT COALESCE(MAX(unit), 0) + 1, $1 FROM unit RETURNING unit";
/// Two processes that register units at once would give both the same surrogate. SQLite has one writer anyway.
const ALONE_ON_POSTGRES: &str = "LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE";
/// From both that every year has, so that one lost row hides no year.
const LEDGERS: &str = "SELECT unit, year FROM head WHERE seq > 0 \
    UNION SELECT unit, year FROM unit_year ORDER BY 1, 2";

impl Tx {
    /// The surrogate of a unit's code, made now if there is none.
    pub async fn unit(&mut self, code: &str) -> StoreResult<UnitId> {
        if let Some(id) = self.find_unit(code).await? {
            return Ok(id);
        }
        if self.is_postgres() {
            self.run(ALONE_ON_POSTGRES, vec![]).await?;
            if let Some(id) = self.find_unit(code).await? {
                return Ok(id);
            }
        }
        let rows = self.rows(ADD, vec![code.into()]).await?;
        let row = rows.first().ok_or(StoreError::Damaged { table: "unit", what: code.to_owned() })?;
        Ok(UnitId(Fields::new("unit", row).int()?))
    }

    /// The surrogate of a unit's code.
    pub async fn find_unit(&mut self, code: &str) -> StoreResult<Option<UnitId>> {
        let rows = self.rows(FIND, vec![code.into()]).await?;
        rows.first().map(|row| Ok(UnitId(Fields::new("unit", row).int()?))).transpose()
    }

    /// The code of a unit's surrogate; empty where it stands for nothing.
    pub async fn unit_code(&mut self, unit: UnitId) -> StoreResult<String> {
        let rows = self.rows(CODE, vec![unit.0.into()]).await?;
        Ok(rows.first().map(|row| Fields::new("unit", row).text()).transpose()?.unwrap_or_default())
    }

    /// All units and years that have a history.
    pub async fn ledgers(&mut self) -> StoreResult<Vec<Ledger>> {
        let mut ledgers = Vec::new();
        for row in &self.rows(LEDGERS, vec![]).await? {
            ledgers.push(Fields::new("head", row).ledger()?);
        }
        Ok(ledgers)
    }
}

impl Database {
    /// All units and years that have a history.
    pub async fn ledgers(&self) -> StoreResult<Vec<Ledger>> {
        self.read().await?.ledgers().await
    }
}
