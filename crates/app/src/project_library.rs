//! The project library: where every project stands, what was refused and why, and the next step of one.

use crate::error::{AppError, AppResult};
use crate::house::{House, Which};
use crate::record::Recorded;
use crate::review_goals;
use crate::text::{self, rules};
use mingzhang_domain::change::Change;
use mingzhang_domain::figure::{Figure, FigureSet, Scope};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::{PolicyId, ProjectCode};
use mingzhang_domain::performance::{
    Appraisal, ExpenditureKind, Goal, Holder, Indicator, LibraryStep, Project, ProjectStep, Standing,
    StepOutcome, StepRefusal,
};
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::{Evaluation, EvaluationPolicy, ScoreSheet};
use mingzhang_store::Stamp;

/// The policy by which declarations are appraised.
pub const DECLARATION_POLICY: &str = "project-declaration-default";

rules! {
    /// What can be wrong with an act of the library beside the step itself.
    RULES of Refusal;
    UNKNOWN_PROJECT "MZ-B006" Error "没有这个项目": "请核对项目代码，可用 mingzhang project list 查看。";
    BASIC_EXPENDITURE "MZ-B007" Error "基本支出不进项目库": "人员和公用经费不用申报入库，预算可以直接批复。";
}

/// A project with where it stands.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The project.
    pub project: Project,
    /// The steps that it took, in recording order.
    pub steps: Vec<ProjectStep>,
    /// Its adjusted quota and what was paid, with the rate: the figures of the year's last day.
    pub figures: Vec<Figure>,
}

impl Listed {
    /// Where it stands.
    pub fn standing(&self) -> Standing<'_> {
        Standing::of(&self.steps)
    }
}

/// The library of a unit and year.
#[derive(Clone, Debug)]
pub struct Library {
    /// The projects in the order of duty, activity and code.
    pub projects: Vec<Listed>,
    /// What is wrong with goals and indicators as a whole.
    pub findings: Vec<Finding>,
}

/// Everything that is known of a project.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The project with where it stands.
    pub listed: Listed,
    /// What experts gave its declaration; `None` where none did.
    pub appraisal: Option<Evaluation>,
    /// Its goals, all versions.
    pub goals: Vec<Goal>,
    /// Its indicators as they hold.
    pub indicators: Vec<Indicator>,
    /// What is wrong with its goals and indicators.
    pub findings: Vec<Finding>,
}

impl House {
    /// All projects of a year.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be read.
    pub async fn projects(&self, which: &Which) -> AppResult<Library> {
        let mut year = self.year(which).await?;
        let figures = self.figures_of(&mut year, None).await?;
        let mut projects = figures.register.projects.clone();
        projects.sort_by(|a, b| (&a.duty, &a.activity, &a.code).cmp(&(&b.duty, &b.activity, &b.code)));
        Ok(Library {
            projects: projects.into_iter().map(|it| listed(it, &figures.register, &figures.set)).collect(),
            findings: review_goals::of_register(&figures.register, &figures.set, &self.policies, None),
        })
    }

    /// Everything that is known of a project.
    ///
    /// # Errors
    /// No such unit, year or project, or a database that cannot be read.
    pub async fn project(&self, which: &Which, code: &ProjectCode) -> AppResult<Shown> {
        let mut year = self.year(which).await?;
        let figures = self.figures_of(&mut year, None).await?;
        let register = &figures.register;
        let project = register.projects.iter().find(|project| project.code == *code).cloned();
        let project = project.ok_or_else(|| no_such_project(code))?;
        let holder = Holder::Project(code.clone());
        Ok(Shown {
            appraisal: self.declaration_policy().and_then(|policy| appraised(policy, register, code)),
            goals: register.goals.iter().filter(|goal| goal.holder == holder).cloned().collect(),
            indicators: register.indicators_of(&holder).into_iter().cloned().collect(),
            findings: review_goals::of_register(register, &figures.set, &self.policies, Some(&holder)),
            listed: listed(project, register, &figures.set),
        })
    }

    /// Takes the next step of a project, or refuses it.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used; why a step cannot be taken is a finding.
    pub async fn advance(&self, which: &Which, stamp: &Stamp, step: ProjectStep) -> AppResult<Recorded> {
        let policy = self.declaration_policy();
        self.record(which, stamp, |register| {
            if register.steps.contains(&step) {
                return Ok(vec![]);
            }
            let wrong = may_take(register, policy, &step);
            wrong.map_or_else(|| Ok(vec![Change::from(step)]), |finding| Err(vec![finding]))
        })
        .await
    }

    /// The policy by which declarations are appraised.
    pub(crate) fn declaration_policy(&self) -> Option<&EvaluationPolicy> {
        self.policies.evaluation(&PolicyId::new(DECLARATION_POLICY)).map(|(policy, _)| policy)
    }
}

/// Why a project cannot take a step.
fn may_take(register: &Register, policy: Option<&EvaluationPolicy>, step: &ProjectStep) -> Option<Finding> {
    let Some(project) = register.projects.iter().find(|project| project.code == step.project) else {
        return Some(unknown(&step.project));
    };
    if project.expenditure_kind == ExpenditureKind::Basic {
        let message = format!("{} {} 是基本支出。", project.code, project.name);
        return Some(BASIC_EXPENDITURE.at(Place::default(), message));
    }
    let refusal = register.standing_of(&step.project).may_take(step).err();
    let refusal = refusal.or_else(|| below_pass(register, policy?, step));
    refusal.map(|refusal| refused(step, &refusal, Place::default()))
}

/// The experts' points must let a project pass their review, where experts gave points and the policy has a mark.
pub(crate) fn below_pass(
    register: &Register,
    policy: &EvaluationPolicy,
    step: &ProjectStep,
) -> Option<StepRefusal> {
    if step.step != LibraryStep::ExpertReviewed || step.outcome != StepOutcome::Passed {
        return None;
    }
    let points = appraised(policy, register, &step.project)?.total?;
    policy.pass.filter(|pass| points < *pass).map(|pass| StepRefusal::BelowPass { points, pass })
}

/// The finding for a step that cannot be taken.
pub(crate) fn refused(step: &ProjectStep, refusal: &StepRefusal, place: Place) -> Finding {
    let (rule, text::Sentence { message, .. }) = text::step_refusal(refusal);
    rule.at(place, format!("项目 {} {}：{message}", step.project, step.step.label()))
}

/// The fault where a project is asked for that is not registered.
pub(crate) fn no_such_project(code: &ProjectCode) -> AppError {
    AppError::Findings(vec![unknown(code)])
}

fn unknown(code: &ProjectCode) -> Finding {
    UNKNOWN_PROJECT.at(Place::default(), format!("没有登记项目 {code}。"))
}

/// What the experts' sheets on a project come to; `None` where there is no sheet.
fn appraised(policy: &EvaluationPolicy, register: &Register, project: &ProjectCode) -> Option<Evaluation> {
    let of_it = register.appraisals.iter().filter(|appraisal| appraisal.project == *project);
    let sheets: Vec<ScoreSheet> = of_it.map(sheet).collect();
    (!sheets.is_empty()).then(|| Evaluation::new(policy.clone(), &sheets))
}

fn sheet(Appraisal { expert, scores, .. }: &Appraisal) -> ScoreSheet {
    ScoreSheet { member: expert.clone(), office: None, scores: scores.clone() }
}

fn listed(project: Project, register: &Register, set: &FigureSet) -> Listed {
    let scope = Scope::Project(project.code.clone());
    let figures =
        ["adjusted", "paid", "rate"].map(|measure| set.find(&format!("{measure}.{scope}")).cloned());
    let of_it = register.steps.iter().filter(|step| step.project == project.code);
    Listed { steps: of_it.cloned().collect(), figures: figures.into_iter().flatten().collect(), project }
}
