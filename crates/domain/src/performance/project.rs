//! 预算项目: what money is spent on.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{OfficeCode, ProjectCode};
use crate::money::Fen;

/// Basic expenditure or a special project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExpenditureKind {
    /// 基本支出: staff and running costs.
    Basic,
    /// 专项项目.
    Special,
}

impl ExpenditureKind {
    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            ExpenditureKind::Basic => "基本支出",
            ExpenditureKind::Special => "专项项目",
        }
    }

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<ExpenditureKind> {
        [ExpenditureKind::Basic, ExpenditureKind::Special].into_iter().find(|kind| kind.label() == word)
    }
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// 项目代码.
    pub code: ProjectCode,
    /// Its name.
    pub name: String,
    /// The office that carries it out.
    pub office: OfficeCode,
    /// 部门职责 under which it stands.
    pub duty: String,
    /// 工作活动: the part of the duty that it serves; empty where the unit names none.
    pub activity: String,
    /// Basic expenditure or a special project.
    pub expenditure_kind: ExpenditureKind,
    /// How the report groups it. It mixes fund nature and fund source and is no dimension of the ledger.
    pub report_category: String,
    /// 工程建设, 购买服务 …
    pub project_kind: String,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// 总投资.
    pub total_investment: Fen,
}

impl Canonical for Project {
    const KIND: &'static str = "project";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.code.as_str())
            .text(&self.name)
            .text(self.office.as_str())
            .text(&self.duty)
            .text(&self.activity);
        to.text(self.expenditure_kind.label()).text(&self.report_category).text(&self.project_kind);
        to.text(&self.start.to_string()).text(&self.end.to_string()).int(self.total_investment.0);
    }
}
