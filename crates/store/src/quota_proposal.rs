//! 预算安排建议.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::QuotaProposal;

impl Stored for QuotaProposal {
    const TABLE: &'static str = "quota_proposal";
    const COLUMNS: &'static [&'static str] = &["project", "amount", "reason", "problem"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.project.as_str().into(),
            self.amount.0.into(),
            self.reason.as_str().into(),
            self.problem.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<QuotaProposal> {
        Ok(QuotaProposal {
            project: ProjectCode::new(fields.text()?),
            amount: Fen(fields.int()?),
            reason: fields.text()?,
            problem: fields.text()?,
        })
    }
}
