//! 监控轮次.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::performance::Round;

impl Stored for Round {
    const TABLE: &'static str = "monitor_round";
    const COLUMNS: &'static [&'static str] = &["name", "as_of", "deadline"];

    fn values(&self) -> Vec<Cell> {
        vec![self.name.as_str().into(), self.as_of.to_string().into(), self.deadline.to_string().into()]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Round> {
        Ok(Round { name: fields.text()?, as_of: fields.date()?, deadline: fields.date()? })
    }
}
