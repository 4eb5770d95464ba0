//! 绩效目标.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::performance::{Goal, Holder, Horizon};

impl Stored for Goal {
    const TABLE: &'static str = "goal";
    const COLUMNS: &'static [&'static str] =
        &["holder", "horizon", "version", "text", "date", "document", "reason"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.holder.to_string().into(),
            self.horizon.label().into(),
            self.version.into(),
            self.text.as_str().into(),
            self.date.to_string().into(),
            self.document.as_str().into(),
            self.reason.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Goal> {
        Ok(Goal {
            holder: Holder::parse(&fields.text()?),
            horizon: fields.parsed(Horizon::parse)?,
            version: fields.int()?,
            text: fields.text()?,
            date: fields.date()?,
            document: fields.text()?,
            reason: fields.text()?,
        })
    }
}
