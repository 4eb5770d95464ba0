//! 项目库: the steps of a project from its declaration to its end.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::ProjectCode;

/// A step of a project, in the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// 申报.
    Declared,
    /// 事前评估.
    PreEvaluated,
    /// 专家评审.
    ExpertReviewed,
    /// 入库: from here on a quota can be approved for it.
    Admitted,
    /// 列入预算.
    Budgeted,
    /// 执行.
    Running,
    /// 验收.
    Accepted,
    /// 结项.
    Closed,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Step; 8] = [
        Step::Declared,
        Step::PreEvaluated,
        Step::ExpertReviewed,
        Step::Admitted,
        Step::Budgeted,
        Step::Running,
        Step::Accepted,
        Step::Closed,
    ];

    /// The name in commands and machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Declared => "declared",
            Step::PreEvaluated => "pre-evaluated",
            Step::ExpertReviewed => "expert-reviewed",
            Step::Admitted => "admitted",
            Step::Budgeted => "budgeted",
            Step::Running => "running",
            Step::Accepted => "accepted",
            Step::Closed => "closed",
        }
    }

    /// The word of the field.
    pub fn label(self) -> &'static str {
        match self {
            Step::Declared => "申报",
            Step::PreEvaluated => "事前评估",
            Step::ExpertReviewed => "专家评审",
            Step::Admitted => "入库",
            Step::Budgeted => "列入预算",
            Step::Running => "执行",
            Step::Accepted => "验收",
            Step::Closed => "结项",
        }
    }

    /// The step of a name or a word.
    pub fn parse(text: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.as_str() == text || step.label() == text)
    }
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepOutcome {
    /// 通过: the next step may be taken.
    Passed,
    /// 不予通过: the project stays where it was; it may be declared anew.
    Refused,
}

impl StepOutcome {
    /// The word of the field, which is also what files say.
    pub fn label(self) -> &'static str {
        match self {
            StepOutcome::Passed => "通过",
            StepOutcome::Refused => "不予通过",
        }
    }

    /// The outcome of a word.
    pub fn parse(word: &str) -> Option<StepOutcome> {
        [StepOutcome::Passed, StepOutcome::Refused].into_iter().find(|outcome| outcome.label() == word)
    }
}

/// A step that a project took, or was refused, with its paper and the opinion on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectStep {
    /// Which project.
    pub project: ProjectCode,
    /// Which step.
    pub step: Step,
    /// On which day.
    pub date: Date,
    /// How it ended.
    pub outcome: StepOutcome,
    /// The paper: 申报书, 评审意见, 文号 …
    pub document: String,
    /// 意见: needed where it was refused.
    pub opinion: String,
    /// Who decided.
    pub by: String,
}

impl Canonical for ProjectStep {
    const KIND: &'static str = "project_step";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.project.as_str()).text(self.step.as_str()).text(&self.date.to_string());
        to.text(self.outcome.label()).text(&self.document).text(&self.opinion).text(&self.by);
    }
}
