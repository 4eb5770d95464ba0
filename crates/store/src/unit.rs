//! 单位: the surrogate, and what it is called in a year.

use crate::Ledger;
use crate::database::{Database, Tx};
use crate::error::StoreResult;
use crate::stored::{Fields, Stored};
use mingzhang_domain::ids::{FiscalYear, PolicyId, UnitId};
use mingzhang_domain::performance::Unit;
use serde_json::Value;

impl Stored for Unit {
    const TABLE: &'static str = "unit_year";
    const COLUMNS: &'static [&'static str] = &["code", "name", "region", "policy"];

    fn values(&self) -> Vec<Value> {
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

const FIND: &str = "SELECT unit FROM unit WHERE code = $1";
const ADD: &str =
    "INSERT INTO unit (unit, code) SELECT COALESCE(MAX(unit), 0) + 1, $1 FROM unit WHERE true RETURNING unit";
const LEDGERS: &str = "SELECT unit, year FROM head ORDER BY unit, year";

impl Tx {
    /// The surrogate of a unit's code, made now if there is none.
    pub async fn unit(&mut self, code: &str) -> StoreResult<UnitId> {
        if let Some(id) = self.find_unit(code).await? {
            return Ok(id);
        }
        let id: i64 = sqlx::query_scalar(ADD).bind(code).fetch_one(self.connection()).await?;
        Ok(UnitId(id))
    }

    /// The surrogate of a unit's code.
    pub async fn find_unit(&mut self, code: &str) -> StoreResult<Option<UnitId>> {
        let id: Option<i64> = sqlx::query_scalar(FIND).bind(code).fetch_optional(self.connection()).await?;
        Ok(id.map(UnitId))
    }

    /// All units and years that have a history.
    pub async fn ledgers(&mut self) -> StoreResult<Vec<Ledger>> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(LEDGERS).fetch_all(self.connection()).await?;
        let ledger =
            |(unit, year)| Some(Ledger { unit: UnitId(unit), year: FiscalYear(i16::try_from(year).ok()?) });
        Ok(rows.into_iter().filter_map(ledger).collect())
    }
}

impl Database {
    /// All units and years that have a history.
    pub async fn ledgers(&self) -> StoreResult<Vec<Ledger>> {
        self.read().await?.ledgers().await
    }
}
