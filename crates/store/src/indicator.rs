//! 绩效指标.

use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::ids::OfficeCode;
use mingzhang_domain::performance::{Indicator, Operator};
use serde_json::Value;

impl Stored for Indicator {
    const TABLE: &'static str = "indicator";
    const COLUMNS: &'static [&'static str] =
        &["name", "level1", "level2", "measure", "operator", "target", "actual", "office"];

    fn values(&self) -> Vec<Value> {
        vec![
            self.name.as_str().into(),
            self.level1.as_str().into(),
            self.level2.as_str().into(),
            self.unit.as_str().into(),
            self.operator.as_str().into(),
            self.target.to_string().into(),
            self.actual.to_string().into(),
            self.office.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Indicator> {
        let name = fields.text()?;
        Ok(Indicator {
            level1: fields.text()?,
            level2: fields.text()?,
            name,
            unit: fields.text()?,
            operator: fields.parsed(Operator::parse)?,
            target: fields.parsed(|text| Decimal::parse(text).ok())?,
            actual: fields.parsed(|text| Decimal::parse(text).ok())?,
            office: OfficeCode::new(fields.text()?),
        })
    }
}
