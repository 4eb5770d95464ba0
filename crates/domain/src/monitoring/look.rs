//! Everything of a round together: each project's money, indicators, tasks and proposals, the worst first.

use super::light::{Signal, TaskLight};
use super::money::{MoneySoFar, MoneyView};
use super::policy::{MonitoringPolicy, TaskRule};
use super::result::{IndicatorView, goals_reached, hundredths};
use super::workday::working_days_after;
use crate::Date;
use crate::ids::{ProjectCode, VoucherNo};
use crate::performance::{
    CorrectionTask, FreezeProposal, Holder, Horizon, Indicator, MonitorReport, Project, ProposalAct,
    ProposalState, Round,
};
use crate::register::Register;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What a round is looked at with.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// What is registered.
    pub register: &'a Register,
    /// The thresholds.
    pub policy: &'a MonitoringPolicy,
    /// The round.
    pub round: &'a Round,
    /// Each project's money at the end of the round's day.
    pub money: &'a HashMap<ProjectCode, MoneySoFar>,
    /// The vouchers that freeze, each with the project whose money it freezes.
    pub freezes: &'a [(VoucherNo, ProjectCode)],
    /// The day on which something is due or overdue.
    pub today: Date,
}

/// A round as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monitoring<'a> {
    /// The round.
    pub round: &'a Round,
    /// The day on which something is due or overdue.
    pub today: Date,
    /// All projects, the worst first.
    pub projects: Vec<ProjectView<'a>>,
    /// The indicators of the whole unit and of transfer payments.
    pub of_unit: Vec<IndicatorView<'a>>,
    /// The money of all projects together.
    pub total: MoneyView<'a>,
}

/// A project in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectView<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its money.
    pub money: MoneyView<'a>,
    /// Its indicators of the year.
    pub indicators: Vec<IndicatorView<'a>>,
    /// How much of its goals is reached, in hundredths of a percent; `None` where nothing is counted up.
    pub goals: Option<i64>,
    /// Whether goals and money are further apart than the policy lets pass.
    pub is_apart: bool,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
    /// Its proposals to freeze, each with the day until which it is to be decided.
    pub proposals: Vec<(ProposalState<'a>, Option<Date>)>,
    /// The vouchers that freeze its money.
    pub freezes: Vec<&'a VoucherNo>,
}

/// A task with its light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskView {
    /// The task.
    pub task: CorrectionTask,
    /// Its light.
    pub light: TaskLight,
    /// How many days are left; negative where its day has passed.
    pub days: i64,
}

impl<'a> Look<'a> {
    /// Looks; `None` where a sum does not fit.
    pub fn monitoring(self) -> Option<Monitoring<'a>> {
        let mut projects: Vec<ProjectView> =
            self.register.projects.iter().map(|project| self.project(project)).collect();
        let rank = |view: &ProjectView| (view.light(), view.money.light, view.money.behind_time());
        projects.sort_by_cached_key(|view| Reverse(rank(view)));
        let so_far =
            projects.iter().try_fold(MoneySoFar::default(), |sum, view| sum.plus(view.money.so_far))?;
        let holders = self.register.indicators.iter().map(|indicator| &indicator.holder);
        let mut others: Vec<&Holder> = holders.filter(|holder| holder.project().is_none()).collect();
        others.sort();
        others.dedup();
        Some(Monitoring {
            round: self.round,
            today: self.today,
            of_unit: others.into_iter().flat_map(|holder| self.indicators(holder)).collect(),
            total: self.money_view(so_far, None),
            projects,
        })
    }

    fn project(&self, project: &'a Project) -> ProjectView<'a> {
        let holder = Holder::Project(project.code.clone());
        let report = self.register.report_of(self.round, &holder, "");
        let money = self.money_view(self.money.get(&project.code).copied().unwrap_or_default(), report);
        let indicators = self.indicators(&holder);
        let goals = goals_reached(&indicators).and_then(hundredths);
        let gap = goals.zip(money.rate().percent_hundredths()).map(|(goals, rate)| (goals - rate).abs());
        let beyond = self.policy.indicator.gap_beyond;
        let tasks = CorrectionTask::on(&self.register.corrections, self.today);
        let proposals = ProposalState::on(&self.register.freeze_proposals, self.today);
        let of_it = |state: &ProposalState| state.proposed.project == project.code;
        let freezes = self.freezes.iter().filter(|(_, of)| *of == project.code);
        ProjectView {
            is_apart: gap.zip(beyond).is_some_and(|(gap, beyond)| gap > beyond.0),
            project,
            money,
            indicators,
            goals,
            tasks: tasks
                .into_iter()
                .filter(|task| task.project == project.code)
                .map(|task| self.task(task))
                .collect(),
            proposals: proposals
                .into_iter()
                .filter(of_it)
                .map(|state| (self.decide_by(&state), state))
                .map(|(day, state)| (state, day))
                .collect(),
            freezes: freezes.map(|(voucher, _)| voucher).collect(),
        }
    }

    fn money_view(&self, so_far: MoneySoFar, report: Option<&'a MonitorReport>) -> MoneyView<'a> {
        MoneyView::new(so_far, self.round.as_of, &self.policy.money, report)
    }

    fn indicators(&self, holder: &Holder) -> Vec<IndicatorView<'a>> {
        let of_year = self.register.indicators_of(holder).into_iter();
        let of_year = of_year.filter(|indicator| indicator.horizon == Horizon::Annual);
        let view = |indicator: &'a Indicator| {
            let report = self.register.report_of(self.round, holder, &indicator.name);
            let (as_of, rule) = (self.round.as_of, self.policy.indicator);
            IndicatorView::new(self.register, indicator, report, as_of, rule)
        };
        of_year.map(view).collect()
    }

    fn task(&self, task: CorrectionTask) -> TaskView {
        let days = task.days_left(self.today);
        TaskView { light: task_light(&task, days, self.policy.task), days, task }
    }

    fn decide_by(&self, state: &ProposalState) -> Option<Date> {
        self.policy.decide_within.map(|count| working_days_after(state.proposed.date, count))
    }
}

fn task_light(task: &CorrectionTask, days: i64, rule: TaskRule) -> TaskLight {
    match days {
        _ if task.closed.is_some() => TaskLight::Closed,
        ..0 => TaskLight::Overdue,
        days if days <= rule.red_within => TaskLight::Urgent,
        days if days <= rule.yellow_within => TaskLight::Soon,
        _ => TaskLight::InTime,
    }
}

impl<'a> ProjectView<'a> {
    /// The worst of its lights; `None` where it has none.
    pub fn light(&self) -> Option<Signal> {
        self.indicators.iter().map(|view| view.light).max().unwrap_or(None).max(self.money.light)
    }

    /// Whether its money is behind.
    pub fn money_is_off_course(&self) -> bool {
        self.money.light.is_some_and(Signal::is_off_course)
    }

    /// Its proposals that are not decided, each with the day until which they are to be.
    pub fn undecided(&self) -> impl Iterator<Item = (&'a FreezeProposal, Option<Date>)> {
        let open = self.proposals.iter().filter(|(state, _)| state.decided.is_none());
        open.map(|(state, decide_by)| (state.proposed, *decide_by))
    }

    /// The orders to freeze its money.
    pub fn orders(&self) -> impl Iterator<Item = &'a FreezeProposal> {
        let decided = self.proposals.iter().filter_map(|(state, _)| state.decided);
        decided.filter(|decided| decided.act == ProposalAct::Frozen)
    }
}

impl Monitoring<'_> {
    /// How many projects have a light of the money; those without one are counted last.
    pub fn count(&self, light: Option<Signal>) -> usize {
        self.projects.iter().filter(|view| view.money.light == light).count()
    }

    /// How many indicators of projects and of the unit have a light.
    pub fn count_indicators(&self, light: Option<Signal>) -> usize {
        let of_projects = self.projects.iter().flat_map(|view| &view.indicators);
        of_projects.chain(&self.of_unit).filter(|view| view.light == light).count()
    }
}

#[cfg(test)]
mod tests;
