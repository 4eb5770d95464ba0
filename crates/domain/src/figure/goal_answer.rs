//! The figures of what was set out to be reached: how many indicators measure a goal or a duty, how many of them have an
//! actual value, and how many reach their target.

use super::because::Because;
use super::key::{FigureKey, Measure, Scope};
use super::{Figure, count_of};
use crate::performance::{Aim, AimResult, GoalAnswer, Indicator};

/// Three figures of each aim.
pub fn figures(answers: &[GoalAnswer]) -> Vec<Figure> {
    answers.iter().flat_map(of_answer).collect()
}

/// The scope of an aim's figures.
pub fn scope_of(aim: &Aim) -> Scope {
    match aim {
        Aim::Goal(goal) => Scope::Goal(goal.horizon),
        Aim::Duty(duty) => Scope::Duty((*duty).to_owned()),
    }
}

fn of_answer(answer: &GoalAnswer) -> [Figure; 3] {
    let counted = |measure: Measure, counts: fn(&AimResult) -> bool, of_indicator: Measure| {
        let results = answer.results.iter().filter(|result| counts(result));
        let figures = results.map(|result| key_of(of_indicator, result.indicator)).collect();
        count_of(measure, scope_of(&answer.aim), Because::Counted { figures, policy: None })
    };
    [
        counted(Measure::Indicators, |_| true, Measure::Target),
        counted(Measure::Reported, |result| result.actual.is_some(), Measure::Output),
        counted(Measure::Reached, |result| result.reached == Some(true), Measure::Output),
    ]
}

/// The key of an indicator's target or actual value.
fn key_of(measure: Measure, indicator: &Indicator) -> FigureKey {
    let name = indicator.name.clone();
    let scope = match indicator.holder.project() {
        Some(project) => Scope::ProjectIndicator(project.clone(), name),
        None => Scope::Indicator(name),
    };
    FigureKey::of(measure, &scope)
}
