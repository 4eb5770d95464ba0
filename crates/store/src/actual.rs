//! 完成值.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::performance::{ActualValue, Holder, Method, Reached};

impl Stored for ActualValue {
    const TABLE: &'static str = "actual_value";
    const COLUMNS: &'static [&'static str] =
        &["holder", "indicator", "date", "reached", "method", "stated_by", "reason", "measure"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.holder.to_string().into(),
            self.indicator.as_str().into(),
            self.date.to_string().into(),
            self.reached.to_string().into(),
            self.method.label().into(),
            self.by.as_str().into(),
            self.reason.as_str().into(),
            self.measure.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<ActualValue> {
        Ok(ActualValue {
            holder: Holder::parse(&fields.text()?),
            indicator: fields.text()?,
            date: fields.date()?,
            reached: fields.parsed(Reached::parse)?,
            method: fields.parsed(Method::parse)?,
            by: fields.text()?,
            reason: fields.text()?,
            measure: fields.text()?,
        })
    }
}
