//! 项目支出绩效自评: every project marked by the policy that was kept for it, with what a reviewer should look at.

use crate::error::AppResult;
use crate::house::{House, Which};
use crate::policies::parse_kept;
use crate::text::{self, rules};
use mingzhang_domain::Date;
use mingzhang_domain::figure::self_evaluation::COMPUTED;
use mingzhang_domain::figure::{Figure, FigureSet, Value, self_evaluation as figure};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::recheck::{USUAL_PERCENT, deviation};
use mingzhang_domain::performance::self_evaluation::{evaluate, lights, policy_of};
use mingzhang_domain::performance::{
    ActualValue, CheckAct, CheckTask, ExpenditureKind, Holder, Light, Mark, Method, Project, Reached,
    Recheck, SelfEvaluation, Spending,
};
use mingzhang_domain::register::Register;
use mingzhang_domain::scoring::EvaluationPolicy;
use mingzhang_domain::scoring::shapes::{Remark, Scored};
use std::collections::{BTreeMap, BTreeSet};

rules! {
    /// What a project's evaluation of itself is judged by.
    RULES of Evaluation;
    UNSCORABLE "MZ-B021" Error "指标不能计分": "请按说明补正完成值或指标值。";
    NO_REASON "MZ-B022" Error "没有得满分，没有写原因和措施":
        "请在 actuals.csv 的 reason 和 measure 列写明偏差原因和改进措施。";
    NO_INDICATORS "MZ-B023" Error "项目没有绩效指标": "批复了预算的项目都要自评：请在 indicators.csv 补上指标。";
    RED_LIGHT "MZ-B024" Warning "指标得分明显高于预算执行":
        "请核对指标是否定低了，或说明钱花得少、事办得好的原因。";
    YELLOW_LIGHT "MZ-B025" Warning "预算执行得少": "请说明没有执行的原因；确实用不完的，应当及时追减。";
    SAME_FILE "MZ-B026" Warning "同一份佐证用在几个项目":
        "各个项目的佐证应当各有出处；共用的，要能分清各自的部分。";
    NO_EVIDENCE "MZ-B027" Warning "要求有佐证，没有佐证": "请在 evidence.csv 补上；没有佐证的，复核时不得分。";
    FAR_BEYOND "MZ-B028" Note "完成值远高于指标值": "请说明原因；指标值定低了的，下一年度应当调高。";
    CHECK_DIFFERS "MZ-B029" Warning "核查与填报不符": "请按核查结果更正完成值，或补充佐证后重新核查。";
    CHECK_OVERDUE "MZ-B030" Warning "核查任务逾期": "请催办；不再需要的，登记结果并说明。";
    DEVIATION "MZ-B031" Warning "复核偏差大": "请按复核意见整改，并查明自评为什么偏高或偏低。";
}

/// All projects of a unit and year, marked.
#[derive(Clone, Debug)]
pub struct SelfEvaluations {
    /// The day as of which they are marked.
    pub as_of: Date,
    /// The special projects that have a quota or indicators, in the order of the register.
    pub projects: Vec<Evaluated>,
    /// What is wrong or worth a look, in the same order.
    pub findings: Vec<Finding>,
}

/// A project, marked.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The project.
    pub project: Project,
    /// What it had and paid.
    pub spending: Spending,
    /// Its marks.
    pub evaluation: SelfEvaluation,
    /// Where marks and money do not go together.
    pub lights: Vec<Light>,
}

impl House {
    /// Marks the projects of a year, or one of them.
    ///
    /// # Errors
    /// No such unit, year or project, or a database that cannot be read.
    pub async fn self_evaluate(
        &self,
        which: &Which,
        only: Option<&ProjectCode>,
        as_of: Option<Date>,
    ) -> AppResult<SelfEvaluations> {
        let mut year = self.year(which).await?;
        let figures = self.figures_of(&mut year, as_of).await?;
        let register = with_computed(&figures.register, &figures.set);
        let mut projects = evaluations(&figures.register, &figures.set);
        let mut findings = Vec::new();
        for evaluated in &projects {
            findings.extend(findings_of(evaluated, &register));
            findings.extend(second_look(evaluated, &register, figures.set.as_of));
        }
        findings.extend(shared_files(&register));
        if let Some(code) = only {
            projects.retain(|evaluated| evaluated.project.code == *code);
            findings.retain(|finding| finding.place.cell.as_deref() == Some(code.as_str()));
            if projects.is_empty() {
                return Err(crate::project_library::no_such_project(code));
            }
        }
        Ok(SelfEvaluations { as_of: figures.set.as_of, projects, findings })
    }
}

/// The special projects that have a quota or indicators, marked by the policies that are kept.
pub(crate) fn evaluations(register: &Register, set: &FigureSet) -> Vec<Evaluated> {
    let kept: Vec<EvaluationPolicy> =
        register.project_policies.iter().filter_map(|kept| parse_kept(&kept.text)).collect();
    let kept: Vec<&EvaluationPolicy> = kept.iter().collect();
    let results = with_computed(register, set).results_by_holder();
    let nothing = Register::new(register.unit.clone());
    let special = register.projects.iter().filter(|it| it.expenditure_kind == ExpenditureKind::Special);
    special
        .filter_map(|project| {
            let spending = spending(set, &project.code);
            let results = results.get(&Holder::Project(project.code.clone()));
            let is_asked = spending != Spending::default() || results.is_some();
            let results = results.unwrap_or(&nothing);
            let policy =
                policy_of(results, &project.code, &kept, set.year.last_day()).filter(|_| is_asked)?;
            let evaluation = evaluate(results, &project.code, spending, policy, set.as_of);
            let lights = lights(&evaluation);
            Some(Evaluated { project: project.clone(), spending, evaluation, lights })
        })
        .collect()
}

/// The figures of all marks.
pub(crate) fn figures(register: &Register, set: &FigureSet) -> Vec<Figure> {
    let evaluated = evaluations(register, set);
    let marks = evaluated.iter().flat_map(|it| figure::figures(&it.evaluation, &it.project.office));
    marks.chain(figure::grades(evaluated.iter().map(|it| &it.evaluation))).collect()
}

fn spending(set: &FigureSet, project: &ProjectCode) -> Spending {
    let money = |measure: &str| match set.find(&format!("{measure}.project.{project}")).map(|it| &it.value) {
        Some(Value::Money(fen)) => *fen,
        _ => Fen::ZERO,
    };
    Spending { adjusted: money("adjusted"), paid: money("paid") }
}

/// The register with an actual value, as of the figures' day, for each indicator that is a figure.
pub(crate) fn with_computed(register: &Register, set: &FigureSet) -> Register {
    let computed = register.indicators.iter().filter(|it| !it.figure.is_empty()).filter_map(|indicator| {
        let number = set.find(&indicator.figure)?.value.number()?;
        Some(ActualValue {
            holder: indicator.holder.clone(),
            indicator: indicator.name.clone(),
            date: set.as_of,
            reached: Reached::Number(number),
            method: Method::Statistics,
            by: format!("{COMPUTED}{}", indicator.figure),
            reason: String::new(),
            measure: String::new(),
        })
    });
    let mut register = register.clone();
    register.actuals.extend(computed.collect::<Vec<_>>());
    register
}

fn findings_of(evaluated: &Evaluated, register: &Register) -> Vec<Finding> {
    let Evaluated { project, evaluation, lights, .. } = evaluated;
    let at = || Place { cell: Some(project.code.to_string()), ..Place::default() };
    let name = format!("{} {}", project.code, project.name);
    let mut found = Vec::new();
    if evaluation.marks.is_empty() {
        found.push(NO_INDICATORS.at(at(), format!("{name}：没有带分值的年度指标。")));
    }
    for mark in &evaluation.marks {
        found.extend(of_mark(mark, &name, register).into_iter().map(|mut finding| {
            finding.place = at();
            finding
        }));
    }
    found.extend(lights.iter().map(|light| match light {
        Light::MarksAboveExecution => {
            let (got, full) = evaluation.indicator_points();
            let execution = evaluation.execution.map_or(String::new(), |mark| mark.points.short());
            let message = format!(
                "{name}：指标得 {} 分（满分 {}），预算执行只得 {execution} 分。",
                got.short(),
                full.short()
            );
            RED_LIGHT.at(at(), message)
        }
        Light::MuchLeft => YELLOW_LIGHT.at(at(), format!("{name}：预算有两成以上没有执行。")),
        Light::NoQuota => YELLOW_LIGHT.at(at(), format!("{name}：没有预算，执行率不可计算，按 0 分计。")),
    }));
    found
}

/// What tasks and re-checks of a project have shown.
fn second_look(evaluated: &Evaluated, register: &Register, as_of: Date) -> Vec<Finding> {
    let Evaluated { project, evaluation, .. } = evaluated;
    let at = || Place { cell: Some(project.code.to_string()), ..Place::default() };
    let holder = Holder::Project(project.code.clone());
    // Looking again begins when the year is over, so as of its last day everything that was seen since counts too.
    let counts = |date: Date| date <= as_of || as_of == as_of.last_of_year();
    let of_it = register.checks.iter().filter(|check| check.holder == holder && counts(check.date));
    let mut last: BTreeMap<&str, &CheckTask> = BTreeMap::new();
    for check in of_it {
        last.insert(&check.task, check);
    }
    let mut found = Vec::new();
    for check in last.into_values() {
        let what = format!("{} {}“{}”", project.code, project.name, check.indicator);
        match (check.act, check.due) {
            (CheckAct::Differs | CheckAct::NotFound, _) => {
                let (kind, act) = (check.kind.label(), check.act.label());
                found.push(CHECK_DIFFERS.at(at(), format!("{what}：{kind}{act}，{}。", check.text)));
            }
            (CheckAct::Assigned, Some(due)) if due < as_of => {
                let message =
                    format!("{what}：{}应于 {due} 完成，经办{}。", check.kind.label(), check.person);
                found.push(CHECK_OVERDUE.at(at(), message));
            }
            _ => {}
        }
    }
    let rechecks: Vec<&Recheck> = register.rechecks.iter().filter(|it| counts(it.date)).collect();
    if let Some(it) = deviation(evaluation, &rechecks).filter(|it| it.is_beyond(USUAL_PERCENT)) {
        let (own, again) = (it.own.short(), it.rechecked.short());
        let percent = it.ratio().percent().unwrap_or_default();
        let message =
            format!("{} {}：自评 {own} 分，复核 {again} 分，偏差 {percent}%。", project.code, project.name);
        found.push(DEVIATION.at(at(), message));
    }
    found
}

fn of_mark(mark: &Mark, name: &str, register: &Register) -> Vec<Finding> {
    let indicator = &mark.indicator;
    let what = format!("{name}“{}”", indicator.name);
    let mut found = Vec::new();
    match &mark.scored {
        Err(why) => {
            let text::Sentence { message, advice } = text::unscorable(why);
            found.push(UNSCORABLE.at(Place::default(), format!("{what}：{message}")).advise(advice));
        }
        Ok(Scored::Score(score)) => {
            let far = score.remarks.iter().find(|remark| matches!(remark, Remark::FarBeyond { .. }));
            found.extend(far.map(|remark| {
                FAR_BEYOND.at(Place::default(), format!("{what}：{}。", text::remark(remark)))
            }));
        }
        Ok(Scored::Skipped) => {}
    }
    if mark.lacks_reason() {
        let points = mark.points().map_or(String::new(), |points| points.short());
        let message = format!("{what}：得 {points} 分，满分 {} 分。", indicator.weight.short());
        found.push(NO_REASON.at(Place::default(), message));
    }
    let is_shown = register
        .evidence
        .iter()
        .any(|paper| paper.holder == indicator.holder && paper.indicator == indicator.name);
    let is_computed = mark.actual.as_ref().is_some_and(|actual| actual.by.starts_with(COMPUTED));
    if mark.actual.is_some() && !indicator.evidence.is_empty() && !is_shown && !is_computed {
        let message = format!("{what}：要求的佐证是{}，一份也没有。", indicator.evidence);
        found.push(NO_EVIDENCE.at(Place::default(), message));
    }
    found
}

/// Files that prove something of several holders.
fn shared_files(register: &Register) -> Vec<Finding> {
    let mut holders: BTreeMap<&str, BTreeSet<&Holder>> = BTreeMap::new();
    for paper in &register.evidence {
        holders.entry(&paper.hash).or_default().insert(&paper.holder);
    }
    let mut seen = BTreeSet::new();
    let shared = register.evidence.iter().filter(|paper| holders[paper.hash.as_str()].len() > 1);
    let first = shared.filter(|paper| seen.insert(&paper.hash));
    first
        .map(|paper| {
            let of: Vec<String> = holders[paper.hash.as_str()].iter().map(ToString::to_string).collect();
            let message = format!("文件 {} 用在 {} 个项目：{}。", paper.file, of.len(), of.join("、"));
            let place = Place { cell: of.first().cloned(), ..Place::default() };
            SAME_FILE.at(place, message)
        })
        .collect()
}
