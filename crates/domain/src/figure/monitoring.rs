//! The figures of the rounds of monitoring: the money of each project at the end of a round's day, how many projects had
//! which light, and how many of those off their course said why and what they do.

use super::because::{Because, Selection};
use super::budget::TooLarge;
use super::follow_up::worded;
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use super::{Figure, FigureSet, count};
use crate::Date;
use crate::ids::{ProjectCode, Seq};
use crate::ledger::LineTally;
use crate::monitoring::{MoneySoFar, MoneyView, MonitoringPolicy, Signal};
use crate::performance::{CorrectionTask, Holder, MonitorReport, Project, Round};
use crate::ratio::Ratio;
use crate::register::Register;
use std::collections::{BTreeMap, HashMap};

/// What was moved of each project's money by the end of a round's day.
pub struct RoundMoney<'r> {
    /// The round.
    pub round: &'r Round,
    /// By project: the sums of its lines with the number of movements, and what is held against the policy.
    pub projects: HashMap<ProjectCode, (LineTally, MoneySoFar)>,
}

/// The light of a project's money in a round; no light where the policy lights none.
type Lit<'r> = (&'r Project, Option<Signal>);

/// The figures of all rounds, in their order. Only rounds whose day has come belong here.
///
/// # Errors
/// When a sum does not fit.
pub fn figures(
    register: &Register,
    rounds: &[RoundMoney],
    policy: &MonitoringPolicy,
    set: &FigureSet,
) -> Result<Vec<Figure>, TooLarge> {
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    let names = rounds.iter().map(|money| format!("{} {}", money.round.name, money.round.as_of)).collect();
    let mut figures = vec![count(Scope::Kind("round"), Because::Listed { names })];
    let tasks = CorrectionTask::on(&register.corrections, set.as_of);
    for money in rounds {
        figures.extend(money.figures(register, policy, set)?);
        let of_round = tasks.iter().filter(|task| task.round == money.round.name);
        let names = of_round.map(|task| worded(register, task)).collect();
        figures.push(count(money.scope("task"), Because::Listed { names }));
    }
    Ok(figures)
}

impl RoundMoney<'_> {
    fn scope(&self, what: &'static str) -> Scope {
        Scope::Round(self.round.name.clone(), what)
    }

    fn figures(
        &self,
        register: &Register,
        policy: &MonitoringPolicy,
        set: &FigureSet,
    ) -> Result<Vec<Figure>, TooLarge> {
        let mut whole = LineTally::default();
        let mut of_projects = Vec::new();
        let mut lit: Vec<Lit> = Vec::new();
        for project in &register.projects {
            let (tally, so_far) = self.projects.get(&project.code).copied().unwrap_or_default();
            whole.add(&tally).ok_or(TooLarge)?;
            let light = MoneyView::new(so_far, self.round.as_of, &policy.money, None).light;
            lit.push((project, light));
            if light.is_some() {
                let scope = Scope::RoundProject(self.round.name.clone(), project.code.clone());
                let selected = Scope::Project(project.code.clone());
                of_projects.extend(self.money(&tally, scope, &selected, set.known_up_to));
            }
        }
        let mut figures: Vec<Figure> =
            self.money(&whole, self.scope("all"), &Scope::All, set.known_up_to).into();
        figures.extend(of_projects);
        figures.extend(self.lights(&lit, policy));
        let reports = money_reports(register, self.round, set.as_of);
        let is_off_course = |(_, light): &&Lit| light.is_some_and(Signal::is_off_course);
        let explained = lit.iter().filter(is_off_course).filter_map(|(project, _)| {
            let report = reports.get(&project.code).filter(|report| !report.measure.is_empty())?;
            let (cause, reason, measure) = (report.cause?.label(), &report.reason, &report.measure);
            Some(format!("{} {cause} {reason} → {measure}", named(project)))
        });
        let explained = explained.collect();
        figures.push(count(self.scope("explained"), Because::Listed { names: explained }));
        Ok(figures)
    }

    /// Adjusted quota, payments and rate of a scope at the end of the round's day.
    fn money(&self, tally: &LineTally, scope: Scope, selected: &Scope, known_up_to: Seq) -> [Figure; 3] {
        let key = |measure| FigureKey::of(measure, &scope);
        let figure = |measure: Measure, value, because| Figure {
            key: key(measure),
            label: format!("{}{}", scope.label(), measure.label()),
            value,
            because,
        };
        let sum = |measure, tally: crate::ledger::Tally| {
            let selection =
                Selection { measure, scope: selected.clone(), as_of: self.round.as_of, known_up_to };
            let because = Because::Sum { selection, count: tally.movements };
            figure(measure, Value::Money(tally.amount), because)
        };
        let rate = Ratio { over: tally.paid.amount.0, under: tally.adjusted.amount.0 };
        let because = Because::Ratio { over: key(Measure::Paid), under: key(Measure::Adjusted) };
        [
            sum(Measure::Adjusted, tally.adjusted),
            sum(Measure::Paid, tally.paid),
            figure(Measure::Rate, Value::Rate(rate), because),
        ]
    }

    /// How many projects have each light, the best first, and how many have none.
    fn lights(&self, lit: &[Lit], policy: &MonitoringPolicy) -> Vec<Figure> {
        let rate = |project: &Project| {
            let scope = Scope::RoundProject(self.round.name.clone(), project.code.clone());
            FigureKey::of(Measure::Rate, &scope)
        };
        let of_light = |signal: Signal| {
            let such = lit.iter().filter(|(_, light)| *light == Some(signal));
            let figures = such.map(|(project, _)| rate(project)).collect();
            let because = Because::Counted { figures, policy: Some(policy.id.clone()) };
            count(self.scope(signal.as_str()), because)
        };
        let without = lit.iter().filter(|(_, light)| light.is_none());
        let names = without.map(|(project, _)| named(project)).collect();
        let mut figures: Vec<Figure> = Signal::ALL.into_iter().map(of_light).collect();
        figures.push(count(self.scope("none"), Because::Listed { names }));
        figures
    }
}

/// What was reported about each project's money in a round: of the latest day, and of that day the one recorded last.
/// When the year is over, everything that was reported since counts too.
fn money_reports<'r>(
    register: &'r Register,
    round: &Round,
    as_of: Date,
) -> BTreeMap<&'r ProjectCode, &'r MonitorReport> {
    let counts = |report: &&MonitorReport| {
        report.round == round.name
            && report.is_about_money()
            && (report.date <= as_of || as_of == as_of.last_of_year())
    };
    let mut reports: BTreeMap<&ProjectCode, &MonitorReport> = BTreeMap::new();
    for report in register.monitor_reports.iter().filter(counts) {
        let Holder::Project(project) = &report.holder else { continue };
        let known = reports.entry(project).or_insert(report);
        if known.date <= report.date {
            *known = report;
        }
    }
    reports
}

fn named(project: &Project) -> String {
    format!("{} {}", project.code, project.name)
}
