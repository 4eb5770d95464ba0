//! The policy that an evaluation keeps.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::PolicyId;
use mingzhang_domain::scoring::KeptPolicy;

impl Stored for KeptPolicy {
    const TABLE: &'static str = "policy";
    const COLUMNS: &'static [&'static str] = &["id", "text"];

    fn values(&self) -> Vec<Cell> {
        vec![self.id.as_str().into(), self.text.as_str().into()]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<KeptPolicy> {
        Ok(KeptPolicy { id: PolicyId::new(fields.text()?), text: fields.text()? })
    }
}
