//! 合同.

use crate::cell::Cell;
use crate::error::StoreResult;
use crate::stored::Stored;
use crate::tx::Fields;
use mingzhang_domain::ids::{ContractNo, ProjectCode};
use mingzhang_domain::ledger::Contract;
use mingzhang_domain::money::Fen;

impl Stored for Contract {
    const TABLE: &'static str = "contract";
    const COLUMNS: &'static [&'static str] =
        &["number", "project", "supplier", "amount", "signed", "procurement", "retention"];

    fn values(&self) -> Vec<Cell> {
        vec![
            self.number.as_str().into(),
            self.project.as_str().into(),
            self.supplier.as_str().into(),
            self.amount.0.into(),
            self.signed.to_string().into(),
            self.procurement.as_str().into(),
            self.retention.as_str().into(),
        ]
    }

    fn read(fields: &mut Fields<'_>) -> StoreResult<Contract> {
        Ok(Contract {
            number: ContractNo::new(fields.text()?),
            project: ProjectCode::new(fields.text()?),
            supplier: fields.text()?,
            amount: Fen(fields.int()?),
            signed: fields.date()?,
            procurement: fields.text()?,
            retention: fields.text()?,
        })
    }
}
