//! 挂账督办: tasks that bring projects back on their course, opened, extended and closed one by one, and the list of them.

use crate::dataset::{EMPTY_FIELD, UNKNOWN_CODE};
use crate::error::AppResult;
use crate::house::{House, Which};
use crate::record::Recorded;
use crate::text::{self, Rule};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::ids::ProjectCode;
use mingzhang_domain::performance::{Correction, CorrectionTask};
use mingzhang_domain::register::Register;
use mingzhang_store::Stamp;

/// The tasks of a unit and year as they stood on a day, each with the name of its project.
#[derive(Clone, Debug)]
pub struct Tasks {
    /// The day.
    pub on: Date,
    /// The tasks in the order of their days; of one day, in that of their opening.
    pub tasks: Vec<(CorrectionTask, String)>,
}

impl House {
    /// The tasks as they stood on a day, the one that is due first first.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be read.
    pub async fn tasks(&self, which: &Which, on: Date) -> AppResult<Tasks> {
        let register = self.year(which).await?.register;
        let name = |code: &ProjectCode| {
            let project = register.projects.iter().find(|project| project.code == *code);
            project.map_or_else(String::new, |project| project.name.clone())
        };
        let mut tasks = CorrectionTask::on(&register.corrections, on);
        tasks.sort_by_key(|task| task.due);
        Ok(Tasks { on, tasks: tasks.into_iter().map(|task| (task.clone(), name(&task.project))).collect() })
    }

    /// Records an event of a task, or refuses it; what the event leaves empty of project, round and person is as it was.
    /// Also answers with the event as it was completed.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used; why an event cannot be recorded is a finding.
    pub async fn correct(
        &self,
        which: &Which,
        stamp: &Stamp,
        event: Correction,
    ) -> AppResult<(Recorded, Correction)> {
        let mut completed = event.clone();
        let recorded = self.record(which, stamp, |register| {
            complete(&mut completed, register);
            if register.corrections.contains(&completed) {
                return Ok(vec![]);
            }
            let wrong = faults(&completed, register);
            if wrong.is_empty() { Ok(vec![Change::from(completed.clone())]) } else { Err(wrong) }
        });
        let recorded = recorded.await?;
        Ok((recorded, completed))
    }
}

/// The last event of a task, by day and then as recorded.
fn last<'r>(task: &str, register: &'r Register) -> Option<&'r Correction> {
    register.corrections.iter().filter(|event| event.task == task).max_by_key(|event| event.date)
}

fn complete(event: &mut Correction, register: &Register) {
    let Some(last) = last(&event.task, register) else { return };
    if event.project.as_str().is_empty() {
        event.project = last.project.clone();
        event.round.clone_from(&last.round);
    }
    if event.person.is_empty() {
        event.person.clone_from(&last.person);
    }
}

/// Everything for which an import would not take the event in.
fn faults(event: &Correction, register: &Register) -> Vec<Finding> {
    if let Some(refusal) = event.refusal(last(&event.task, register)) {
        let (rule, column, message) = text::task_refusal(event, &refusal);
        return vec![at(rule, column, message)];
    }
    let mut wrong = Vec::new();
    for (column, text) in [("task", &event.task), ("person", &event.person), ("text", &event.text)] {
        if text.trim().is_empty() {
            wrong.push(at(EMPTY_FIELD, column, format!("{column} 是空的。")));
        }
    }
    if !register.projects.iter().any(|project| project.code == event.project) {
        wrong.push(at(UNKNOWN_CODE, "project", format!("没有登记项目 {}。", event.project)));
    }
    if !event.round.is_empty() && !register.rounds.iter().any(|round| round.name == event.round) {
        wrong.push(at(UNKNOWN_CODE, "round", format!("没有登记监控轮次 {}。", event.round)));
    }
    wrong
}

/// A finding at a field of what was asked.
pub(crate) fn at(rule: Rule, column: &str, message: String) -> Finding {
    rule.at(Place { column: Some(column.to_owned()), ..Place::default() }, message)
}
