//! Whether what a report sets out to reach is answered: each goal of the whole unit and each of its duties against the
//! indicators that measure it.

use super::actual::ActualValue;
use super::goal::{Goal, Horizon};
use super::holder::Holder;
use super::indicator::Indicator;
use super::narrative::Section;
use super::project::Project;
use crate::Date;
use crate::register::Register;
use std::collections::HashMap;

/// What is to be reached, as the first chapter of a report says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim<'r> {
    /// A goal of the whole unit, measured by the unit's indicators of the same horizon.
    Goal(&'r Goal),
    /// A duty for which the unit says in words what it wants, measured by the indicators of the projects under it.
    Duty(&'r str),
}

/// An aim with everything that measures it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalAnswer<'r> {
    /// What is to be reached.
    pub aim: Aim<'r>,
    /// Its indicators in the order of the register, each with what was reached.
    pub results: Vec<AimResult<'r>>,
}

/// An indicator of an aim as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AimResult<'r> {
    /// The indicator.
    pub indicator: &'r Indicator,
    /// The actual value as of the day; `None` where none is stated.
    pub actual: Option<&'r ActualValue>,
    /// Whether it reaches the target; `None` without an actual value, and for words, which a person judges.
    pub reached: Option<bool>,
}

/// Why an aim is not answered, or not in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered<'r> {
    /// Nothing measures it.
    NoIndicator,
    /// Nobody states what was reached of these.
    NoActual(Vec<&'r Indicator>),
    /// Nobody has judged what was reached of these.
    NotJudged(Vec<&'r Indicator>),
}

/// The goals of the whole unit that hold on a day, those of the year first, then its duties in the order in which it
/// speaks of them; each with its indicators as of that day.
pub fn answers(register: &Register, as_of: Date) -> Vec<GoalAnswer<'_>> {
    let results = Results::of(register, as_of);
    let goals = [Horizon::Annual, Horizon::LongTerm].into_iter().filter_map(|horizon| {
        let goal = register.goal_of(&Holder::Unit, horizon, as_of)?;
        Some(GoalAnswer { aim: Aim::Goal(goal), results: results.of_holder(&Holder::Unit, horizon) })
    });
    let duties = duties(register).into_iter().map(|duty| {
        let projects = register.projects.iter().filter(|project| project.duty == duty);
        let of_project =
            |project: &Project| results.of_holder(&Holder::Project(project.code.clone()), Horizon::Annual);
        GoalAnswer { aim: Aim::Duty(duty), results: projects.flat_map(of_project).collect() }
    });
    goals.chain(duties).collect()
}

/// The titles under which the unit says what it wants to reach, each once.
fn duties(register: &Register) -> Vec<&str> {
    let mut duties = Vec::new();
    for narrative in register.narratives_of(Section::Goal).filter(|it| !it.title.is_empty()) {
        if !duties.contains(&narrative.title.as_str()) {
            duties.push(narrative.title.as_str());
        }
    }
    duties
}

impl<'r> GoalAnswer<'r> {
    /// Why it is not answered in full; nothing where every indicator has an actual value that was held against its
    /// target.
    pub fn unanswered(&self) -> Vec<Unanswered<'r>> {
        if self.results.is_empty() {
            return vec![Unanswered::NoIndicator];
        }
        let open = |is_open: fn(&AimResult) -> bool| -> Vec<&'r Indicator> {
            self.results.iter().filter(|result| is_open(result)).map(|result| result.indicator).collect()
        };
        let no_actual = open(|result| result.actual.is_none());
        let not_judged = open(|result| result.actual.is_some() && result.reached.is_none());
        let mut why = Vec::new();
        if !no_actual.is_empty() {
            why.push(Unanswered::NoActual(no_actual));
        }
        if !not_judged.is_empty() {
            why.push(Unanswered::NotJudged(not_judged));
        }
        why
    }
}

/// The indicators and actual values of all holders, found by holder and name: one pass over each list.
struct Results<'r> {
    indicators: HashMap<&'r Holder, Vec<&'r Indicator>>,
    actuals: HashMap<(&'r Holder, &'r str), &'r ActualValue>,
}

impl<'r> Results<'r> {
    fn of(register: &'r Register, as_of: Date) -> Results<'r> {
        let mut indicators: HashMap<&Holder, Vec<&Indicator>> = HashMap::new();
        for indicator in &register.indicators {
            indicators.entry(&indicator.holder).or_default().push(indicator);
        }
        let mut actuals: HashMap<(&Holder, &str), &ActualValue> = HashMap::new();
        for actual in register.actuals.iter().filter(|actual| actual.date <= as_of) {
            let known = actuals.entry((&actual.holder, &actual.indicator)).or_insert(actual);
            // Of one day, the one that was recorded last.
            if known.date <= actual.date {
                *known = actual;
            }
        }
        Results { indicators, actuals }
    }

    fn of_holder(&self, holder: &Holder, horizon: Horizon) -> Vec<AimResult<'r>> {
        let of_it = self.indicators.get(holder).into_iter().flatten().copied();
        let held = Indicator::last_versions(of_it.filter(|indicator| indicator.horizon == horizon));
        held.into_iter().map(|indicator| self.result(indicator)).collect()
    }

    fn result(&self, indicator: &'r Indicator) -> AimResult<'r> {
        let actual = self.actuals.get(&(&indicator.holder, indicator.name.as_str())).copied();
        let reached =
            actual.and_then(|actual| indicator.operator.holds(actual.reached.number()?, &indicator.target));
        AimResult { indicator, actual, reached }
    }
}

#[cfg(test)]
mod tests;
