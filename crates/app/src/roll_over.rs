//! Projects that go on into the next year: registered there with their standing, their long-term goals and, where they
//! are approved anew, their indicators.

use crate::error::AppResult;
use crate::house::{House, Which, Year};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{ProjectCode, Seq};
use mingzhang_domain::performance::{
    ExpenditureKind, Goal, Holder, Horizon, Indicator, LibraryStep, Project, ProjectStep,
};
use mingzhang_domain::register::Register;
use mingzhang_store::{Ledger, Stamp};
use std::collections::BTreeSet;

/// What went on into the next year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RolledOver {
    /// The projects that were registered there.
    pub projects: Vec<ProjectCode>,
    /// Those that do not go on, and why.
    pub left: Vec<(ProjectCode, Left)>,
    /// How many changes were recorded, goals and indicators among them.
    pub changes: usize,
}

/// Why a project does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It ends within the year.
    Ends,
    /// It was never admitted.
    NotAdmitted,
    /// It is accepted or closed.
    Done,
    /// The next year has it already.
    There,
}

/// The approval of the next year's goals and indicators, which are copied from this year.
#[derive(Clone, Debug)]
pub struct NextGoals {
    /// 文号.
    pub document: String,
    /// The day from which they hold.
    pub date: Date,
}

impl House {
    /// Registers in the next year the special projects that go on. With an approval, their goals and indicators of this
    /// year are copied as the next year's first version; without, only those of the long term.
    ///
    /// # Errors
    /// No such unit or year, or a database that cannot be used.
    pub async fn roll_over(
        &self,
        which: &Which,
        stamp: &Stamp,
        goals: Option<&NextGoals>,
        dry_run: bool,
    ) -> AppResult<RolledOver> {
        let Year { tx, ledger, register, .. } = self.year(which).await?;
        drop(tx);
        let next = Ledger { unit: ledger.unit, year: ledger.year.next() };
        let mut tx = self.database.write().await?;
        let head = tx.lock(next).await?;
        let there = tx.register(next, Seq(i64::MAX)).await?;
        let mut rolled = RolledOver::default();
        let going = rolled.going(&register, there.as_ref(), ledger.year.last_day());
        let mut changes = opening(&register, there.as_ref());
        for project in going {
            changes.extend(of_project(&register, project, goals));
            rolled.projects.push(project.code.clone());
        }
        if rolled.projects.is_empty() || dry_run {
            return Ok(rolled);
        }
        let book = tx.book(&head, self.policies.treasury(), &[]).await?;
        tx.append(&head, stamp, &changes, &book).await?;
        tx.commit().await?;
        rolled.changes = changes.len();
        Ok(rolled)
    }
}

impl RolledOver {
    /// The projects that go on; why each of the others does not is noted.
    fn going<'r>(
        &mut self,
        register: &'r Register,
        there: Option<&Register>,
        last_day: Date,
    ) -> Vec<&'r Project> {
        let known: BTreeSet<&ProjectCode> =
            there.iter().flat_map(|it| &it.projects).map(|it| &it.code).collect();
        let special = register.projects.iter().filter(|it| it.expenditure_kind == ExpenditureKind::Special);
        let mut going = Vec::new();
        for project in special {
            let standing = register.standing_of(&project.code).step();
            let left = if known.contains(&project.code) {
                Some(Left::There)
            } else if standing >= Some(LibraryStep::Accepted) {
                Some(Left::Done)
            } else if project.end <= last_day {
                Some(Left::Ends)
            } else if standing < Some(LibraryStep::Admitted) && !register.steps.is_empty() {
                Some(Left::NotAdmitted)
            } else {
                None
            };
            match left {
                Some(left) => self.left.push((project.code.clone(), left)),
                None => going.push(project),
            }
        }
        going
    }
}

/// The unit and its offices, where the next year is not there yet.
fn opening(register: &Register, there: Option<&Register>) -> Vec<Change> {
    if there.is_some() {
        return Vec::new();
    }
    let offices = register.offices.iter().cloned().map(Change::from);
    [Change::from(register.unit.clone())].into_iter().chain(offices).collect()
}

/// A project with its standing up to the admission, its goals and its indicators.
fn of_project(register: &Register, project: &Project, goals: Option<&NextGoals>) -> Vec<Change> {
    let holder = Holder::Project(project.code.clone());
    let standing = register.standing_of(&project.code);
    let steps = standing.passed.into_iter().filter(|step: &&ProjectStep| step.step <= LibraryStep::Admitted);
    let mut changes = vec![Change::from(project.clone())];
    changes.extend(steps.cloned().map(Change::from));
    let held = goals_of(register, &holder);
    changes.extend(held.into_iter().filter_map(|goal| next_goal(goal, goals)).map(Change::from));
    let indicators = register.indicators_of(&holder).into_iter();
    changes.extend(indicators.filter_map(|it| next_indicator(it, goals)).map(Change::from));
    changes
}

/// The goals of a holder as they hold.
fn goals_of<'r>(register: &'r Register, holder: &Holder) -> Vec<&'r Goal> {
    let last = |horizon| {
        let of_it =
            register.goals.iter().filter(move |goal| goal.holder == *holder && goal.horizon == horizon);
        of_it.max_by_key(|goal| goal.version)
    };
    [Horizon::LongTerm, Horizon::Annual].into_iter().filter_map(last).collect()
}

fn next_goal(goal: &Goal, goals: Option<&NextGoals>) -> Option<Goal> {
    let copied = Goal { version: 1, reason: String::new(), ..goal.clone() };
    match (goal.horizon, goals) {
        (Horizon::LongTerm, _) => Some(copied),
        (Horizon::Annual, Some(NextGoals { document, date })) => {
            Some(Goal { document: document.clone(), date: *date, ..copied })
        }
        (Horizon::Annual, None) => None,
    }
}

fn next_indicator(indicator: &Indicator, goals: Option<&NextGoals>) -> Option<Indicator> {
    let copied = Indicator { version: 1, ..indicator.clone() };
    match (indicator.horizon, goals) {
        (Horizon::LongTerm, _) => Some(copied),
        (Horizon::Annual, Some(goals)) => Some(Indicator { document: goals.document.clone(), ..copied }),
        (Horizon::Annual, None) => None,
    }
}
