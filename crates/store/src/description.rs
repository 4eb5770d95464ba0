//! 评价描述.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::CriterionName;
use mingzhang_domain::performance::Description;

impl Stored for Description {
    const TABLE: &'static str = "description";
    const COLUMNS: &'static [&'static str] = &["criterion", "text"];

    fn values(&self) -> Vec<Cell> {
        vec![self.criterion.as_str().into(), self.text.as_str().into()]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Description> {
        Ok(Description { criterion: CriterionName::new(fields.text()?), text: fields.text()? })
    }
}
