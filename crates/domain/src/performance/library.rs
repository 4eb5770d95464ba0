//! 项目库: the steps of a project from its declaration to its end.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{CriterionName, MemberId, ProjectCode};
use crate::points::Points;

/// A step of a project, in the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LibraryStep {
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

impl LibraryStep {
    /// All steps in their order.
    pub const ALL: [LibraryStep; 8] = [
        LibraryStep::Declared,
        LibraryStep::PreEvaluated,
        LibraryStep::ExpertReviewed,
        LibraryStep::Admitted,
        LibraryStep::Budgeted,
        LibraryStep::Running,
        LibraryStep::Accepted,
        LibraryStep::Closed,
    ];

    /// The name in commands and machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            LibraryStep::Declared => "declared",
            LibraryStep::PreEvaluated => "pre-evaluated",
            LibraryStep::ExpertReviewed => "expert-reviewed",
            LibraryStep::Admitted => "admitted",
            LibraryStep::Budgeted => "budgeted",
            LibraryStep::Running => "running",
            LibraryStep::Accepted => "accepted",
            LibraryStep::Closed => "closed",
        }
    }

    /// The word of the field.
    pub fn label(self) -> &'static str {
        match self {
            LibraryStep::Declared => "申报",
            LibraryStep::PreEvaluated => "事前评估",
            LibraryStep::ExpertReviewed => "专家评审",
            LibraryStep::Admitted => "入库",
            LibraryStep::Budgeted => "列入预算",
            LibraryStep::Running => "执行",
            LibraryStep::Accepted => "验收",
            LibraryStep::Closed => "结项",
        }
    }

    /// The step of a name or a word.
    pub fn parse(text: &str) -> Option<LibraryStep> {
        LibraryStep::ALL.into_iter().find(|step| step.as_str() == text || step.label() == text)
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
    pub step: LibraryStep,
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

/// Where a project stands, by the steps that it took in recording order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing<'s> {
    /// The steps that were passed since the last declaration, in order.
    pub passed: Vec<&'s ProjectStep>,
    /// Every refusal, also of earlier declarations.
    pub refused: Vec<&'s ProjectStep>,
    last: Option<&'s ProjectStep>,
}

/// Why a step cannot be taken. The order is the precedence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// The paper is not named.
    NoDocument,
    /// A refusal gives no reason.
    NoOpinion,
    /// Another step comes next; none where the project is closed.
    OutOfOrder {
        /// What is asked.
        asked: LibraryStep,
        /// What may be taken now.
        next: Option<LibraryStep>,
    },
    /// It would be taken before the step before it.
    BeforeLast {
        /// The day that is asked.
        date: Date,
        /// The day of the step before.
        last: Date,
    },
    /// The experts' points do not let it pass.
    BelowPass {
        /// The points of its appraisal.
        points: Points,
        /// What it takes.
        pass: Points,
    },
}

impl<'s> Standing<'s> {
    /// Follows the steps of one project.
    pub fn of(steps: impl IntoIterator<Item = &'s ProjectStep>) -> Standing<'s> {
        let mut standing = Standing::default();
        for step in steps {
            match step.outcome {
                StepOutcome::Refused => standing.refused.push(step),
                StepOutcome::Passed => {
                    if step.step == LibraryStep::Declared {
                        standing.passed.clear();
                    }
                    standing.passed.push(step);
                }
            }
            standing.last = Some(step);
        }
        standing
    }

    /// The last step that was passed; `None` before the declaration.
    pub fn step(&self) -> Option<LibraryStep> {
        self.passed.last().map(|step| step.step)
    }

    /// The refusal that stands: the last thing that was decided was no.
    pub fn refusal(&self) -> Option<&'s ProjectStep> {
        self.last.filter(|last| last.outcome == StepOutcome::Refused)
    }

    /// The step that comes next; `None` where the project is closed.
    pub fn next(&self) -> Option<LibraryStep> {
        match self.step() {
            None => Some(LibraryStep::Declared),
            Some(step) => LibraryStep::ALL.into_iter().find(|next| *next > step),
        }
    }

    /// The day from which a quota can be approved for it.
    pub fn admitted_on(&self) -> Option<Date> {
        self.passed.iter().find(|step| step.step == LibraryStep::Admitted).map(|step| step.date)
    }

    /// Whether a step can be taken now. A project that was refused may take the same step again, or be declared anew.
    ///
    /// # Errors
    /// The first refusal that applies.
    pub fn may_take(&self, step: &ProjectStep) -> Result<(), StepRefusal> {
        if step.document.is_empty() {
            return Err(StepRefusal::NoDocument);
        }
        if step.outcome == StepOutcome::Refused && step.opinion.is_empty() {
            return Err(StepRefusal::NoOpinion);
        }
        let declared_anew = step.step == LibraryStep::Declared && self.refusal().is_some();
        if self.next() != Some(step.step) && !declared_anew {
            return Err(StepRefusal::OutOfOrder { asked: step.step, next: self.next() });
        }
        match self.last {
            Some(last) if step.date < last.date => {
                Err(StepRefusal::BeforeLast { date: step.date, last: last.date })
            }
            _ => Ok(()),
        }
    }
}

/// 申报评分: what one expert gives a project that was declared, by the criteria of the declaration policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appraisal {
    /// Which project.
    pub project: ProjectCode,
    /// Which expert.
    pub expert: MemberId,
    /// The points by criterion, in the order of the sheet.
    pub scores: Vec<(CriterionName, Points)>,
}

impl Canonical for Appraisal {
    const KIND: &'static str = "appraisal";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.project.as_str()).text(self.expert.as_str()).count(self.scores.len());
        for (criterion, points) in &self.scores {
            to.text(criterion.as_str()).int(points.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(step: LibraryStep, day: i8, outcome: StepOutcome) -> ProjectStep {
        ProjectStep {
            project: ProjectCode::new("P"),
            step,
            date: Date::constant(2019, 9, day),
            outcome,
            document: "1号".to_owned(),
            opinion: "测算依据不足".to_owned(),
            by: "评审组".to_owned(),
        }
    }

    fn passed(name: LibraryStep, day: i8) -> ProjectStep {
        step(name, day, StepOutcome::Passed)
    }

    #[test]
    fn a_project_takes_every_step_and_none_before_its_turn() {
        let mut taken: Vec<ProjectStep> = Vec::new();
        for (index, name) in LibraryStep::ALL.into_iter().enumerate() {
            let day = i8::try_from(index).unwrap() + 1;
            for other in LibraryStep::ALL.into_iter().filter(|other| *other != name) {
                let refused = StepRefusal::OutOfOrder { asked: other, next: Some(name) };
                assert_eq!(Standing::of(&taken).may_take(&passed(other, day)), Err(refused));
            }
            assert_eq!(Standing::of(&taken).may_take(&passed(name, day)), Ok(()));
            taken.push(passed(name, day));
            assert_eq!(Standing::of(&taken).admitted_on().is_some(), name >= LibraryStep::Admitted);
        }
        let after = Standing::of(&taken).may_take(&passed(LibraryStep::Running, 30));
        assert_eq!(after, Err(StepRefusal::OutOfOrder { asked: LibraryStep::Running, next: None }));
    }

    #[test]
    fn who_was_refused_tries_the_step_again_or_is_declared_anew() {
        let taken =
            [passed(LibraryStep::Declared, 1), step(LibraryStep::PreEvaluated, 2, StepOutcome::Refused)];
        let standing = Standing::of(&taken);
        assert_eq!((standing.step(), standing.refusal()), (Some(LibraryStep::Declared), Some(&taken[1])));
        assert_eq!(standing.may_take(&passed(LibraryStep::PreEvaluated, 3)), Ok(()));
        assert_eq!(standing.may_take(&passed(LibraryStep::Declared, 3)), Ok(()));
        let early = standing.may_take(&passed(LibraryStep::PreEvaluated, 1));
        let (date, last) = (Date::constant(2019, 9, 1), Date::constant(2019, 9, 2));
        assert_eq!(early, Err(StepRefusal::BeforeLast { date, last }));
        let anew = [taken[0].clone(), taken[1].clone(), passed(LibraryStep::Declared, 3)];
        let standing = Standing::of(&anew);
        assert_eq!((standing.refusal(), standing.refused.len(), standing.passed.len()), (None, 1, 1));
    }

    #[test]
    fn no_step_is_taken_without_its_paper_and_nothing_is_refused_without_a_reason() {
        let standing = Standing::default();
        let nothing = ProjectStep { document: String::new(), ..passed(LibraryStep::Declared, 1) };
        assert_eq!(standing.may_take(&nothing), Err(StepRefusal::NoDocument));
        let silent =
            ProjectStep { opinion: String::new(), ..step(LibraryStep::Declared, 1, StepOutcome::Refused) };
        assert_eq!(standing.may_take(&silent), Err(StepRefusal::NoOpinion));
    }
}
