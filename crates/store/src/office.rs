//! 处室.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::OfficeCode;
use mingzhang_domain::performance::Office;

impl Stored for Office {
    const TABLE: &'static str = "office";
    const COLUMNS: &'static [&'static str] = &["code", "name", "staff"];

    fn values(&self) -> Vec<Cell> {
        vec![self.code.as_str().into(), self.name.as_str().into(), self.staff.into()]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Office> {
        Ok(Office { code: OfficeCode::new(fields.text()?), name: fields.text()?, staff: fields.int()? })
    }
}
