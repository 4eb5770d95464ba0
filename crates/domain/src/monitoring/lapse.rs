//! What is missing, late or off its course in a round, as facts, and what is due.

use super::light::{Signal, TaskLight};
use super::look::{Monitoring, ProjectView, TaskView};
use super::result::IndicatorView;
use crate::Date;
use crate::performance::{Cause, FreezeProposal, MonitorReport, Project};

/// What a lapse is about: the money of a project, or an indicator of a project or of the whole unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The project; `None` for the whole unit and transfer payments.
    pub project: Option<&'a Project>,
    /// The indicator's name; empty for the money.
    pub indicator: &'a str,
}

/// Something that a person has to do something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lapse<'a> {
    /// Off its course, and nobody says why or what is done about it.
    Unexplained {
        /// What.
        of: Subject<'a>,
        /// How far.
        light: Signal,
        /// Whether there is a report at all.
        reported: bool,
        /// Whether the cause is missing.
        cause: bool,
        /// Whether the measure is missing.
        measure: bool,
    },
    /// The cause is 其他, and no words say what it is.
    WithoutWords {
        /// What.
        of: Subject<'a>,
    },
    /// An order to freeze names a voucher that freezes nothing of the project.
    UnknownFreeze {
        /// The project.
        project: &'a Project,
        /// The order.
        order: &'a FreezeProposal,
    },
    /// Indicators that nobody reported on.
    Unreported {
        /// The project; `None` for the whole unit and transfer payments.
        project: Option<&'a Project>,
        /// Their names.
        indicators: Vec<&'a str>,
    },
    /// The target is called certain although what is expected misses it.
    Contradiction {
        /// What.
        of: Subject<'a>,
        /// What is expected.
        expected: String,
        /// The target with its sign.
        target: String,
    },
    /// Goals and money are far apart.
    Apart {
        /// The project.
        project: &'a Project,
        /// How much of the goals is reached, in hundredths of a percent.
        goals: i64,
        /// The execution rate, in hundredths of a percent.
        rate: i64,
    },
    /// The money is on red, and there is no open task.
    NoTask {
        /// The project.
        project: &'a Project,
    },
    /// The day of a task has passed.
    TaskOverdue {
        /// The project.
        project: &'a Project,
        /// The task.
        task: &'a str,
        /// Who answers for it.
        person: &'a str,
        /// Its day.
        due: Date,
        /// How many days ago that was.
        days: i64,
    },
    /// A proposal to freeze is not decided in time.
    Undecided {
        /// The project.
        project: &'a Project,
        /// The proposal.
        proposal: &'a FreezeProposal,
        /// Until when it was to be decided.
        decide_by: Date,
    },
    /// A report came after the deadline.
    Late {
        /// What.
        of: Subject<'a>,
        /// The day of the report.
        date: Date,
    },
    /// So far beyond the target that the target may be too low.
    Over {
        /// What.
        of: Subject<'a>,
    },
}

/// Something that is due, whether its day has passed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder<'a> {
    /// Until when.
    pub due: Date,
    /// The project; `None` for the whole unit.
    pub project: Option<&'a Project>,
    /// What.
    pub what: Due<'a>,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due<'a> {
    /// So many reports of the round.
    Reports(usize),
    /// A task.
    Task {
        /// Its number.
        task: &'a str,
        /// Who answers for it.
        person: &'a str,
    },
    /// The decision on a proposal to freeze.
    Decision {
        /// Its number.
        proposal: &'a str,
    },
}

impl<'a> Monitoring<'a> {
    /// Everything that is missing or late, project by project.
    pub fn lapses(&self) -> Vec<Lapse<'_>> {
        let mut lapses = Vec::new();
        for view in &self.projects {
            self.of_money(view, &mut lapses);
            self.of_indicators(Some(view.project), &view.indicators, &mut lapses);
            self.of_tasks(view, &mut lapses);
            self.of_proposals(view, &mut lapses);
        }
        self.of_indicators(None, &self.of_unit, &mut lapses);
        lapses
    }

    /// Everything that is due or overdue, by day.
    pub fn reminders(&self) -> Vec<Reminder<'_>> {
        let mut reminders = Vec::new();
        let mut reports = |project, count: usize| {
            if count > 0 {
                reminders.push(Reminder { due: self.round.deadline, project, what: Due::Reports(count) });
            }
        };
        for view in &self.projects {
            let money = usize::from(view.money_is_off_course() && view.money.report.is_none());
            reports(Some(view.project), money + unreported(&view.indicators).count());
        }
        reports(None, unreported(&self.of_unit).count());
        for view in &self.projects {
            let open = view.tasks.iter().filter(|task| task.light != TaskLight::Closed);
            reminders.extend(open.map(|TaskView { task, .. }| Reminder {
                due: task.due,
                project: Some(view.project),
                what: Due::Task { task: &task.task, person: &task.person },
            }));
            reminders.extend(view.undecided().filter_map(|(proposal, decide_by)| {
                let what = Due::Decision { proposal: &proposal.proposal };
                Some(Reminder { due: decide_by?, project: Some(view.project), what })
            }));
        }
        reminders.sort_by_key(|reminder| reminder.due);
        reminders
    }

    fn of_money<'s>(&'s self, view: &'s ProjectView<'a>, lapses: &mut Vec<Lapse<'s>>) {
        let of = Subject { project: Some(view.project), indicator: "" };
        if let Some(light) = view.money.light.filter(|light| light.is_off_course()) {
            explain(of, light, view.money.report, lapses);
            if light == Signal::Red && !view.tasks.iter().any(|task| task.light != TaskLight::Closed) {
                lapses.push(Lapse::NoTask { project: view.project });
            }
        }
        self.late(of, view.money.report, lapses);
        if let (Some(goals), Some(rate), true) =
            (view.goals, view.money.rate().percent_hundredths(), view.is_apart)
        {
            lapses.push(Lapse::Apart { project: view.project, goals, rate });
        }
    }

    fn of_indicators<'s>(
        &'s self,
        project: Option<&'s Project>,
        views: &'s [IndicatorView<'a>],
        lapses: &mut Vec<Lapse<'s>>,
    ) {
        let missing: Vec<&str> = unreported(views).collect();
        if !missing.is_empty() {
            lapses.push(Lapse::Unreported { project, indicators: missing });
        }
        for view in views.iter().filter(|view| view.report.is_some()) {
            let of = Subject { project, indicator: &view.indicator.name };
            if let Some(light) = view.light.filter(|light| light.is_off_course()) {
                explain(of, light, view.report, lapses);
            }
            self.late(of, view.report, lapses);
            if view.contradicts_itself() {
                let expected = view.expected().map_or(String::new(), |expected| expected.to_string());
                let target = format!("{}{}", view.indicator.operator.sign(), view.indicator.target);
                lapses.push(Lapse::Contradiction { of, expected, target });
            }
        }
        let over = views.iter().filter(|view| view.over);
        lapses.extend(
            over.map(|view| Lapse::Over { of: Subject { project, indicator: &view.indicator.name } }),
        );
    }

    fn of_tasks<'s>(&'s self, view: &'s ProjectView<'a>, lapses: &mut Vec<Lapse<'s>>) {
        let overdue = view.tasks.iter().filter(|task| task.light == TaskLight::Overdue);
        lapses.extend(overdue.map(|TaskView { task, days, .. }| Lapse::TaskOverdue {
            project: view.project,
            task: &task.task,
            person: &task.person,
            due: task.due,
            days: -days,
        }));
    }

    fn of_proposals<'s>(&'s self, view: &'s ProjectView<'a>, lapses: &mut Vec<Lapse<'s>>) {
        let unknown = view.orders().filter(|order| !view.freezes.contains(&&order.voucher));
        lapses.extend(unknown.map(|order| Lapse::UnknownFreeze { project: view.project, order }));
        let late = view.undecided().filter_map(|(proposal, decide_by)| {
            let decide_by = decide_by.filter(|day| *day < self.today)?;
            Some(Lapse::Undecided { project: view.project, proposal, decide_by })
        });
        lapses.extend(late);
    }

    fn late<'s>(&self, of: Subject<'s>, report: Option<&MonitorReport>, lapses: &mut Vec<Lapse<'s>>) {
        if let Some(report) = report.filter(|report| report.date > self.round.deadline) {
            lapses.push(Lapse::Late { of, date: report.date });
        }
    }
}

/// The names of the indicators that nobody reported on.
fn unreported<'s>(views: &'s [IndicatorView<'_>]) -> impl Iterator<Item = &'s str> {
    views.iter().filter(|view| view.report.is_none()).map(|view| view.indicator.name.as_str())
}

/// What off its course has neither cause nor measure, or a cause without words.
fn explain<'s>(of: Subject<'s>, light: Signal, report: Option<&MonitorReport>, lapses: &mut Vec<Lapse<'s>>) {
    let cause = report.is_none_or(|report| report.cause.is_none());
    let measure = report.is_none_or(|report| report.measure.is_empty());
    if cause || measure {
        lapses.push(Lapse::Unexplained { of, light, reported: report.is_some(), cause, measure });
    }
    if report.is_some_and(|report| report.cause == Some(Cause::Other) && report.reason.is_empty()) {
        lapses.push(Lapse::WithoutWords { of });
    }
}
