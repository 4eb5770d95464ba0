//! The figures of what is followed up: tasks of monitoring, proposals to freeze, problems that audits and checks found.

use super::because::Because;
use super::key::Scope;
use super::{Figure, count};
use crate::Date;
use crate::performance::institution::gaps_on;
use crate::performance::{CorrectionTask, FoundProblem, InstitutionSubject, ProposalState};
use crate::register::Register;

/// How many there are as of a day, and how many are closed, open and overdue. Nothing of what the unit does not use.
pub fn figures(register: &Register, as_of: Date) -> Vec<Figure> {
    let mut figures = Vec::new();
    let tasks = CorrectionTask::on(&register.corrections, as_of);
    if !tasks.is_empty() {
        let listed = |kind, counts: &dyn Fn(&CorrectionTask) -> bool| {
            listed(kind, tasks.iter().filter(|task| counts(task)).map(|task| worded(register, task)))
        };
        figures.extend([
            listed("task", &|_| true),
            listed("task.closed", &|task| task.closed.is_some()),
            listed("task.open", &|task| task.closed.is_none()),
            listed("task.overdue", &|task| task.is_overdue_on(as_of)),
        ]);
    }
    let proposals = ProposalState::on(&register.freeze_proposals, as_of);
    if !proposals.is_empty() {
        let name = |state: &ProposalState| {
            format!("{} {} {}", state.proposed.proposal, state.proposed.date, state.proposed.reason)
        };
        figures.push(listed("freeze", proposals.iter().map(name)));
    }
    if !register.institutions.is_empty() {
        let gaps = gaps_on(&register.institutions, as_of);
        let covered = InstitutionSubject::EXPECTED.into_iter().filter(|subject| !gaps.contains(subject));
        let name = |subject: InstitutionSubject| subject.label().to_owned();
        figures.extend([
            listed("institution.expected", InstitutionSubject::EXPECTED.into_iter().map(name)),
            listed("institution.covered", covered.map(name)),
        ]);
    }
    let problems = FoundProblem::on(&register.rectifications, as_of);
    if !problems.is_empty() {
        let listed = |kind, counts: &dyn Fn(&FoundProblem) -> bool| {
            let counted = problems.iter().filter(|problem| counts(problem));
            listed(
                kind,
                counted.map(|it| format!("{} {} {}", it.found.problem, it.found.source, it.found.text)),
            )
        };
        figures.extend([
            listed("problem", &|_| true),
            listed("problem.closed", &|problem| problem.crossed_off.is_some()),
            listed("problem.open", &|problem| problem.crossed_off.is_none()),
            listed("problem.overdue", &|problem| problem.is_overdue_on(as_of)),
        ]);
    }
    figures
}

/// A task as a list names it: number, project, what is to be done and until when.
pub(super) fn worded(register: &Register, task: &CorrectionTask) -> String {
    let project = register.projects.iter().find(|project| project.code == task.project);
    let name = project.map_or("", |project| project.name.as_str());
    format!("{} {} {name} {} {}", task.task, task.project, task.due, task.text)
}

fn listed(kind: &'static str, names: impl Iterator<Item = String>) -> Figure {
    count(Scope::Kind(kind), Because::Listed { names: names.collect() })
}
