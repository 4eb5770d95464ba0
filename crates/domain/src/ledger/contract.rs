//! 合同: a second ceiling beside the quota.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{ContractNo, ProjectCode};
use crate::money::Fen;

/// A contract under which a project pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// 合同编号.
    pub number: ContractNo,
    /// The project.
    pub project: ProjectCode,
    /// 供应商, a body's name.
    pub supplier: String,
    /// 合同金额.
    pub amount: Fen,
    /// 签订日期.
    pub signed: Date,
    /// 采购方式.
    pub procurement: String,
    /// 质保金 as written, for example `5%`.
    pub retention: String,
}

impl Canonical for Contract {
    const KIND: &'static str = "contract";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.number.as_str()).text(self.project.as_str()).text(&self.supplier);
        to.int(self.amount.0).text(&self.signed.to_string()).text(&self.procurement).text(&self.retention);
    }
}
