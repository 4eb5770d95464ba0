//! All that is registered for one unit and year, beside the vouchers.

use crate::ledger::{Contract, QuotaLine};
use crate::performance::{Description, Indicator, Member, Narrative, Office, Project, Section, Unit};
use crate::scoring::{KeptPolicy, ScoreSheet};

/// All that is registered for one unit and year, each list in its own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The unit.
    pub unit: Unit,
    /// 处室.
    pub offices: Vec<Office>,
    /// 预算项目.
    pub projects: Vec<Project>,
    /// 预算指标.
    pub lines: Vec<QuotaLine>,
    /// 合同.
    pub contracts: Vec<Contract>,
    /// 绩效指标.
    pub indicators: Vec<Indicator>,
    /// 评价工作组.
    pub members: Vec<Member>,
    /// 评分表.
    pub sheets: Vec<ScoreSheet>,
    /// 评价描述.
    pub descriptions: Vec<Description>,
    /// What the unit says in words.
    pub narratives: Vec<Narrative>,
    /// The policy that the evaluation keeps; `None` where nothing is scored yet.
    pub policy: Option<KeptPolicy>,
}

impl Register {
    /// An empty register of a unit.
    pub fn new(unit: Unit) -> Register {
        Register {
            unit,
            offices: Vec::new(),
            projects: Vec::new(),
            lines: Vec::new(),
            contracts: Vec::new(),
            indicators: Vec::new(),
            members: Vec::new(),
            sheets: Vec::new(),
            descriptions: Vec::new(),
            narratives: Vec::new(),
            policy: None,
        }
    }

    /// The paragraphs of a section in order.
    pub fn narratives_of(&self, section: Section) -> impl Iterator<Item = &Narrative> {
        self.narratives.iter().filter(move |narrative| narrative.section == section)
    }
}
