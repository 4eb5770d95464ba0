//! Projects and their results, and the people who judge them.
//!
//! - [`unit`]: who has the budget (单位) and its offices (处室)
//! - [`project`]: what money is spent on (预算项目)
//! - [`library`]: the steps of a project from its declaration to its end (项目库)
//! - [`holder`], [`goal`], [`indicator`]: whose 绩效目标, and how it is measured; [`goal_review`]: what is wrong with them
//! - [`actual`], [`evidence`], [`attachment`]: 完成值, the papers that prove them, and their content as it is kept
//! - [`goal_answer`]: whether what was to be reached is answered by actual values
//! - [`round`], [`monitor_report`]: 监控轮次, and what each project says in one
//! - [`correction`], [`freeze_proposal`]: 挂账督办, and money that is to be stopped
//! - [`institution`], [`rectification`]: 内部制度, and 问题整改 from finding to crossing off
//! - [`unit_fact`], [`department`]: what is stated of the whole unit, and the measures made of it
//! - [`quota_proposal`]: what is proposed for next year's quota
//! - [`self_evaluation`]: the marks of a project by its policy
//! - [`level`]: 一级指标 and 二级指标 by the words of all schemes
//! - [`indicator_library`]: indicators that work, by kind of project, and suggestions among them
//! - [`indicator_quality`]: the quality test of indicators while they are written
//! - [`self_evaluation`]: the marks of a project by its policy; [`check_task`], [`recheck`]: who looks again, and what at
//! - [`member`]: the evaluation group
//! - [`narrative`]: what the unit says in words, with bound figures

pub mod actual;
pub mod attachment;
pub mod check_task;
pub mod correction;
pub mod department;
pub mod evidence;
pub mod freeze_proposal;
pub mod goal;
pub mod goal_answer;
pub mod goal_review;
pub mod holder;
pub mod indicator;
pub mod indicator_library;
pub mod indicator_quality;
pub mod institution;
pub mod level;
pub mod library;
pub mod member;
pub mod monitor_report;
pub mod narrative;
pub mod project;
pub mod quota_proposal;
pub mod recheck;
pub mod rectification;
pub mod round;
pub mod self_evaluation;
pub mod unit;
pub mod unit_fact;

pub use actual::{ActualValue, Method, Reached};
pub use attachment::{Attachment, AttachmentFault, AttachmentKind};
pub use check_task::{CheckAct, CheckKind, CheckTask};
pub use correction::{Correction, CorrectionAct, CorrectionTask, TaskRefusal};
pub use department::{DepartmentMeasure, Formula, Operand, Uncomputable};
pub use evidence::Evidence;
pub use freeze_proposal::{FreezeProposal, ProposalAct, ProposalRefusal, ProposalState};
pub use goal::{Goal, Horizon};
pub use goal_answer::{Aim, AimResult, GoalAnswer, Unanswered};
pub use goal_review::GoalFault;
pub use holder::Holder;
pub use indicator::{Indicator, Operator, Target};
pub use indicator_library::{IndicatorLibrary, LibraryIndicator, ProjectKind, Suggestion};
pub use indicator_quality::{IndicatorColumn, IndicatorRow, QualityRule};
pub use institution::{Institution, InstitutionSubject};
pub use level::{Level1, Level2Kind};
pub use library::{Appraisal, LibraryStep, ProjectStep, Standing, StepOutcome, StepRefusal};
pub use member::Member;
pub use monitor_report::{Cause, Likelihood, MonitorReport};
pub use narrative::{Description, Narrative, Section};
pub use project::{ExpenditureKind, Project};
pub use quota_proposal::QuotaProposal;
pub use recheck::{Deviation, Drawn, Recheck, Sample};
pub use rectification::{FoundProblem, Rectification, RectificationAct};
pub use round::{Cadence, Round};
pub use self_evaluation::{ExecutionMark, Light, Mark, SelfEvaluation, Spending};
pub use unit::{Office, Unit};
pub use unit_fact::{FactName, UnitFact};
