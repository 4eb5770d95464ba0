//! Everything that can be recorded: one entry of the history each.

use crate::history::Canonical;
use crate::import_batch::ImportBatch;
use crate::ledger::{Contract, QuotaLine, Voucher};
use crate::performance::{
    ActualValue, Appraisal, Attachment, CheckTask, Correction, Description, Evidence, FreezeProposal, Goal,
    Indicator, Institution, Member, MonitorReport, Narrative, Office, Project, ProjectStep, QuotaProposal,
    Recheck, Rectification, Round, Sample, Unit, UnitFact,
};
use crate::scoring::{KeptPolicy, ScoreSheet};

/// Declares the changes, one variant per subject that the history records.
macro_rules! changes {
    ($($(#[$doc:meta])* $subject:ident),+ $(,)?) => {
        /// One change, in the order in which the parts of a year are recorded.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Change {
            $($(#[$doc])* $subject($subject),)+
        }

        impl Change {
            /// The kind of the change, a column of the history.
            pub fn kind(&self) -> &'static str {
                match self { $(Change::$subject(_) => $subject::KIND,)+ }
            }

            /// The canonical encoding: what the history keeps of it.
            pub fn canonical(&self) -> String {
                match self { $(Change::$subject(subject) => subject.canonical(),)+ }
            }
        }

        $(impl From<$subject> for Change {
            fn from(subject: $subject) -> Change { Change::$subject(subject) }
        })+
    };
}

changes! {
    /// The unit and what it is called this year.
    Unit,
    /// A 处室.
    Office,
    /// A 预算项目.
    Project,
    /// A step of a project.
    ProjectStep,
    /// An expert's 申报评分.
    Appraisal,
    /// A 预算指标.
    QuotaLine,
    /// A 合同.
    Contract,
    /// A 绩效目标.
    Goal,
    /// A 绩效指标.
    Indicator,
    /// A 完成值.
    ActualValue,
    /// A 佐证资料.
    Evidence,
    /// An 附件 that is kept.
    Attachment,
    /// An event of a 核查 task.
    CheckTask,
    /// A 抽查 sample.
    Sample,
    /// A line of a 复核表.
    Recheck,
    /// A 监控轮次.
    Round,
    /// A 监控填报.
    MonitorReport,
    /// An event of a 督办任务.
    Correction,
    /// An event of a 冻结提请.
    FreezeProposal,
    /// An 内部制度.
    Institution,
    /// An event of 问题整改.
    Rectification,
    /// A 预算安排建议.
    QuotaProposal,
    /// A 部门基础数据.
    UnitFact,
    /// A member of the evaluation group.
    Member,
    /// The policy that the evaluation keeps.
    KeptPolicy,
    /// A member's 评分表.
    ScoreSheet,
    /// A 评价描述.
    Description,
    /// A paragraph in the unit's own words.
    Narrative,
    /// A 凭证.
    Voucher,
    /// A 导入批次.
    ImportBatch,
}
