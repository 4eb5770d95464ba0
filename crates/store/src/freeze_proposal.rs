//! 冻结提请, event by event.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::{ProjectCode, VoucherNo};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::{FreezeProposal, ProposalAct};

impl Stored for FreezeProposal {
    const TABLE: &'static str = "freeze_proposal";
    const COLUMNS: &'static [&'static str] =
        &["proposal", "project", "act", "date", "amount", "reason", "decided_by", "voucher"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.proposal.as_str().into(),
            self.project.as_str().into(),
            self.act.label().into(),
            self.date.to_string().into(),
            self.amount.0.into(),
            self.reason.as_str().into(),
            self.by.as_str().into(),
            self.voucher.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<FreezeProposal> {
        Ok(FreezeProposal {
            proposal: fields.text()?,
            project: ProjectCode::new(fields.text()?),
            act: fields.parsed(ProposalAct::parse)?,
            date: fields.date()?,
            amount: Fen(fields.int()?),
            reason: fields.text()?,
            by: fields.text()?,
            voucher: VoucherNo::new(fields.text()?),
        })
    }
}
