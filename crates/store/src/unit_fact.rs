//! 部门基础数据.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::OfficeCode;
use mingzhang_domain::performance::{FactName, UnitFact};

impl Stored for UnitFact {
    const TABLE: &'static str = "unit_fact";
    const COLUMNS: &'static [&'static str] = &["name", "this_year", "last_year", "basis", "office"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.name.label().into(),
            self.this_year.into(),
            self.last_year.map_or(String::new(), |value| value.to_string()).into(),
            self.basis.as_str().into(),
            self.office.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<UnitFact> {
        let last = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<i64>().ok().map(Some) };
        Ok(UnitFact {
            name: fields.parsed(FactName::parse)?,
            this_year: fields.int()?,
            last_year: fields.parsed(last)?,
            basis: fields.text()?,
            office: OfficeCode::new(fields.text()?),
        })
    }
}
