//! 项目支出绩效自评: the marks of a project by its policy, from what was paid and what was reached.
//!
//! [`evaluate`] gives the mark for execution, one per indicator, total and grade; [`lights`] says where marks and money
//! do not go together.

mod lights;
mod shape_of;
#[cfg(test)]
mod tests;

pub use lights::{Light, lights};
pub use shape_of::{shape_of, what_was_reached};

use super::actual::ActualValue;
use super::goal::Horizon;
use super::goal_review;
use super::holder::Holder;
use super::indicator::Indicator;
use crate::Date;
use crate::decimal::divide_half_up;
use crate::ids::{PolicyId, ProjectCode};
use crate::money::Fen;
use crate::points::Points;
use crate::ratio::Ratio;
use crate::register::Register;
use crate::scoring::shapes::{self, Scored, ShapeRules, Unscorable};
use crate::scoring::{EvaluationPolicy, band};

/// The mark for budget execution: its full points × paid ÷ adjusted, no more than full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecutionMark {
    /// Paid over adjusted quota.
    pub rate: Ratio,
    /// 得分. Without a quota there is nothing to execute and no point to get.
    pub points: Points,
    /// 分值.
    pub full: Points,
}

/// An indicator with what was reached and what that is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The indicator as it holds.
    pub indicator: Indicator,
    /// The actual value as of the day; `None` where none is stated.
    pub actual: Option<ActualValue>,
    /// The points with their steps, or why there are none.
    pub scored: Result<Scored, Unscorable>,
}

/// A project's evaluation of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfEvaluation {
    /// Which project.
    pub project: ProjectCode,
    /// The policy by which it is marked.
    pub policy: PolicyId,
    /// The mark for execution; `None` where the policy has none.
    pub execution: Option<ExecutionMark>,
    /// The annual indicators that have a weight, in order.
    pub marks: Vec<Mark>,
    /// 总分; `None` where a mark is missing or there is no indicator.
    pub total: Option<Points>,
    /// The grade of the total.
    pub grade: Option<String>,
}

/// What a project had and paid as of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// 全年预算数: the adjusted quota.
    pub adjusted: Fen,
    /// 全年执行数: what was paid.
    pub paid: Fen,
}

/// The policy by which a project is marked: of those that hold on the day, the one under which its weights are right;
/// where none fits, the first.
pub fn policy_of<'p>(
    register: &Register,
    project: &ProjectCode,
    policies: &[&'p EvaluationPolicy],
    day: Date,
) -> Option<&'p EvaluationPolicy> {
    let holder = Holder::Project(project.clone());
    let holding: Vec<&EvaluationPolicy> = policies.iter().copied().filter(|it| it.holds_on(day)).collect();
    let fits = |policy: &&&EvaluationPolicy| goal_review::faults(register, &holder, &[policy]).is_empty();
    holding.iter().find(fits).or(holding.first()).copied()
}

/// Marks a project as of a day.
pub fn evaluate(
    register: &Register,
    project: &ProjectCode,
    spending: Spending,
    policy: &EvaluationPolicy,
    as_of: Date,
) -> SelfEvaluation {
    let holder = Holder::Project(project.clone());
    let weighted = register.indicators_of(&holder).into_iter();
    let weighted = weighted.filter(|it| it.horizon == Horizon::Annual && it.weight > Points::ZERO);
    let marks: Vec<Mark> = weighted.map(|it| mark(register, it, policy.shapes.as_ref(), as_of)).collect();
    let execution = policy.groups.iter().find(|group| goal_review::is_execution(group));
    let execution = execution.map(|group| execution_mark(spending, group.weight));
    let total = total(execution, &marks, policy.total);
    SelfEvaluation {
        project: project.clone(),
        policy: policy.id.clone(),
        execution,
        total,
        grade: total.and_then(|total| band::grade(&policy.bands, total)).map(str::to_owned),
        marks,
    }
}

/// A policy that says nothing of shapes cannot mark an indicator.
fn mark(register: &Register, indicator: &Indicator, rules: Option<&ShapeRules>, as_of: Date) -> Mark {
    let actual = register.actual_of(indicator, as_of);
    let scored = shape_of(indicator).and_then(|shape| {
        let rules = rules.ok_or(Unscorable::WrongActual)?;
        let reached = what_was_reached(indicator, actual, register);
        shapes::score(&shape, &reached, indicator.weight, rules)
    });
    Mark { indicator: indicator.clone(), actual: actual.cloned(), scored }
}

fn execution_mark(Spending { adjusted, paid }: Spending, full: Points) -> ExecutionMark {
    let rate = Ratio { over: paid.0, under: adjusted.0 };
    let share = divide_half_up(i128::from(full.0) * i128::from(paid.0), i128::from(adjusted.0));
    let points = share.and_then(|points| i64::try_from(points).ok()).unwrap_or(0);
    ExecutionMark { rate, points: Points(points.clamp(0, full.0)), full }
}

/// The sum of all marks. What the policy leaves out is left out of the full points too: the rest counts for the whole,
/// rounded once.
fn total(execution: Option<ExecutionMark>, marks: &[Mark], whole: Points) -> Option<Points> {
    let mut points = execution.map_or(0, |mark| i128::from(mark.points.0));
    let mut full = execution.map_or(0, |mark| i128::from(mark.full.0));
    for mark in marks {
        match mark.scored.as_ref().ok()? {
            Scored::Skipped => {}
            Scored::Score(score) => {
                points += i128::from(score.points.0);
                full += i128::from(score.full.0);
            }
        }
    }
    if marks.is_empty() {
        return None;
    }
    let skipped = marks.iter().any(|mark| mark.scored == Ok(Scored::Skipped));
    let total = if skipped { divide_half_up(points * i128::from(whole.0), full)? } else { points };
    i64::try_from(total).ok().map(Points)
}

impl Mark {
    /// The points, where it has some.
    pub fn points(&self) -> Option<Points> {
        match &self.scored {
            Ok(Scored::Score(score)) => Some(score.points),
            Ok(Scored::Skipped) | Err(_) => None,
        }
    }

    /// Whether the policy wants a reason and a measure for what was missed, and they are not there.
    pub fn lacks_reason(&self) -> bool {
        let required = matches!(&self.scored, Ok(Scored::Score(score)) if score.reason_required);
        let stated = self
            .actual
            .as_ref()
            .is_some_and(|actual| !actual.reason.is_empty() && !actual.measure.is_empty());
        required && !stated
    }
}

impl SelfEvaluation {
    /// The points of all indicators together, and their full points.
    pub fn indicator_points(&self) -> (Points, Points) {
        let sum = |points: &mut dyn Iterator<Item = i64>| Points(points.fold(0, i64::saturating_add));
        let got = sum(&mut self.marks.iter().filter_map(Mark::points).map(|points| points.0));
        let full = sum(&mut self.marks.iter().map(|mark| mark.indicator.weight.0));
        (got, full)
    }
}
