//! 预算指标: money of one unit, year, project, fund and class.

use crate::history::{Canonical, Encoder};
use crate::ids::{LineCode, ProjectCode};

/// A quota line (预算指标). The unit and the year are those of the book that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaLine {
    /// Its code.
    pub code: LineCode,
    /// The project that it pays for; a project has one or more lines.
    pub project: ProjectCode,
    /// 资金性质: 一般公共预算, 政府性基金预算 …
    pub fund_nature: String,
    /// 资金来源: 年初预算, 存量资金, 上级转移支付 …
    pub fund_source: String,
    /// 支出功能分类 (3, 5 or 7 digits).
    pub functional_class: String,
    /// 部门预算支出经济分类 (3 or 5 digits).
    pub economic_class: String,
}

impl Canonical for QuotaLine {
    const KIND: &'static str = "line";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.code.as_str()).text(self.project.as_str()).text(&self.fund_nature);
        to.text(&self.fund_source).text(&self.functional_class).text(&self.economic_class);
    }
}
