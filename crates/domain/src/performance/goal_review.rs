//! What is wrong with goals and indicators as a whole: weights, versions, and a quota that moved without them.

use super::goal::Horizon;
use super::holder::Holder;
use super::indicator::Indicator;
use crate::Date;
use crate::ids::ProjectCode;
use crate::money::Fen;
use crate::points::Points;
use crate::ratio::Ratio;
use crate::register::Register;
use crate::scoring::{EvaluationPolicy, Group};
use std::collections::BTreeSet;

/// What is wrong with the goals and indicators of one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalFault {
    /// An 一级指标 that the policy does not know.
    UnknownLevel {
        /// Its name.
        level1: String,
    },
    /// The weights of an 一级指标 do not add up to what the policy gives it.
    LevelMissesWeight {
        /// Its name.
        level1: String,
        /// What they add up to.
        sum: Points,
        /// What the policy gives it.
        weight: Points,
    },
    /// Some indicators have a weight and one has none.
    NoWeight {
        /// The indicator without.
        indicator: String,
    },
    /// A version stands without the one before it.
    VersionGap {
        /// The name of the indicator; empty for the goal.
        of: String,
        /// The version.
        version: i64,
    },
    /// There are indicators and no goal of the year.
    NoGoal,
    /// There is a goal of the year and no indicator.
    NoIndicator,
    /// The quota moved by more than the policy lets pass, and no goal was adjusted or kept with a reason since.
    QuotaMoved {
        /// The opening quota.
        initial: Fen,
        /// The adjusted quota.
        adjusted: Fen,
    },
}

/// Everything that is wrong with what a holder has registered, against the policies by one of which it will be scored:
/// that one is meant under which the fewest weights are off.
pub fn faults(register: &Register, holder: &Holder, policies: &[&EvaluationPolicy]) -> Vec<GoalFault> {
    let annual: Vec<&Indicator> =
        register.indicators_of(holder).into_iter().filter(|it| it.horizon == Horizon::Annual).collect();
    let mut faults = version_gaps(register, holder);
    let goals =
        register.goals.iter().filter(|goal| goal.holder == *holder && goal.horizon == Horizon::Annual);
    match (goals.count(), annual.is_empty()) {
        (0, false) if *holder != Holder::Unit => faults.push(GoalFault::NoGoal),
        (1.., true) if *holder != Holder::Unit => faults.push(GoalFault::NoIndicator),
        _ => {}
    }
    let weights = policies.iter().map(|policy| weight_faults(&annual, &policy.groups));
    faults.extend(weights.min_by_key(Vec::len).unwrap_or_default());
    faults
}

/// The weights of each 一级指标 against those of a policy. Nothing where no indicator has a weight: such indicators are
/// reported and not scored.
fn weight_faults(indicators: &[&Indicator], groups: &[Group]) -> Vec<GoalFault> {
    let (weighted, without): (Vec<&Indicator>, Vec<&Indicator>) =
        indicators.iter().partition(|indicator| indicator.weight > Points::ZERO);
    if weighted.is_empty() {
        return Vec::new();
    }
    let mut faults: Vec<GoalFault> =
        without.iter().map(|it| GoalFault::NoWeight { indicator: it.name.clone() }).collect();
    let of_group = |group: &Group| {
        let of_it = weighted.iter().filter(|indicator| is_of(&indicator.level1, group));
        Points::checked_sum(of_it.map(|indicator| indicator.weight)).unwrap_or(Points(i64::MAX))
    };
    for group in groups.iter().filter(|group| !is_execution(group)) {
        let sum = of_group(group);
        if sum != group.weight {
            let level1 = group.name.clone();
            faults.push(GoalFault::LevelMissesWeight { level1, sum, weight: group.weight });
        }
    }
    let unknown = weighted.iter().filter(|it| !groups.iter().any(|group| is_of(&it.level1, group)));
    let unknown: BTreeSet<&str> = unknown.map(|it| it.level1.as_str()).collect();
    faults.extend(unknown.into_iter().map(|level1| GoalFault::UnknownLevel { level1: level1.to_owned() }));
    faults
}

/// Forms write 产出 or 产出指标 for the same level.
fn is_of(level1: &str, group: &Group) -> bool {
    let bare = |name: &str| name.strip_suffix("指标").unwrap_or(name).to_owned();
    bare(level1) == bare(&group.name)
}

/// 预算执行率 is scored from the ledger and has no indicators.
pub(super) fn is_execution(group: &Group) -> bool {
    group.name.contains("执行率")
}

fn version_gaps(register: &Register, holder: &Holder) -> Vec<GoalFault> {
    let goals = register.goals.iter().filter(|goal| goal.holder == *holder);
    let goals = goals.map(|goal| ("", goal.horizon, goal.version));
    let indicators = register.indicators.iter().filter(|indicator| indicator.holder == *holder);
    let indicators = indicators.map(|it| (it.name.as_str(), it.horizon, it.version));
    let versions: BTreeSet<(&str, Horizon, i64)> = goals.chain(indicators).collect();
    let is_gap = |(of, horizon, version): &&(&str, Horizon, i64)| {
        *version > 1 && !versions.contains(&(of, *horizon, version - 1))
    };
    let gap = |(of, _, version): &(&str, Horizon, i64)| GoalFault::VersionGap {
        of: (*of).to_owned(),
        version: *version,
    };
    versions.iter().filter(is_gap).map(gap).collect()
}

/// Whether a project's quota moved by more than a share of it (in hundredths of a percent) without its goals: no goal or
/// indicator of it was adjusted, and none was kept with a reason, on or after the first day of the year.
pub fn quota_moved(
    register: &Register,
    project: &ProjectCode,
    (initial, adjusted): (Fen, Fen),
    above: i64,
    first_day: Date,
) -> Option<GoalFault> {
    let moved = Ratio { over: adjusted.0.checked_sub(initial.0)?, under: initial.0 };
    let is_far = match moved.percent_hundredths() {
        Some(hundredths) => hundredths.saturating_abs() > above,
        // Without an opening quota any quota is a move, and the goal of the year came with it.
        None => false,
    };
    let holder = Holder::Project(project.clone());
    let goals = register.goals.iter().filter(|goal| goal.holder == holder);
    let answered = goals.clone().any(|goal| goal.version > 1 && goal.date >= first_day)
        || register.indicators.iter().any(|it| it.holder == holder && it.version > 1);
    (is_far && !answered).then_some(GoalFault::QuotaMoved { initial, adjusted })
}

#[cfg(test)]
mod tests;
