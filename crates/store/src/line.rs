//! 预算指标.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::{LineCode, ProjectCode};
use mingzhang_domain::ledger::QuotaLine;

impl Stored for QuotaLine {
    const TABLE: &'static str = "quota_line";
    const COLUMNS: &'static [&'static str] =
        &["code", "project", "fund_nature", "fund_source", "functional_class", "economic_class"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.code.as_str().into(),
            self.project.as_str().into(),
            self.fund_nature.as_str().into(),
            self.fund_source.as_str().into(),
            self.functional_class.as_str().into(),
            self.economic_class.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<QuotaLine> {
        Ok(QuotaLine {
            code: LineCode::new(fields.text()?),
            project: ProjectCode::new(fields.text()?),
            fund_nature: fields.text()?,
            fund_source: fields.text()?,
            functional_class: fields.text()?,
            economic_class: fields.text()?,
        })
    }
}
