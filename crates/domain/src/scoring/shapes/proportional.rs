//! 按完成比例赋分: in proportion to the target, nothing below a floor (及格门槛).
//!
//! Between the floor and the target the points are the share that was reached, or, where the policy says so, begin at
//! zero at the floor.

use super::at_least::{self, Case};
use super::stated::{Aligned, align};
use super::{Actual, Fraction, Percent, Score, ScoreStep, Stated, Unscorable, With};
use crate::performance::Operator;

/// The score by the share of the target that was reached.
pub(super) fn score(
    target: Stated,
    floor: Percent,
    actual: &Actual,
    with: With,
) -> Result<Score, Unscorable> {
    let Aligned { actual, targets, remarks } = align(actual, &[target])?;
    let target = targets.first().copied().ok_or(Unscorable::WrongActual)?;
    if let Some(share) = rescaled(actual, target, floor, with) {
        let not_reached = ScoreStep::NotReached { actual, operator: Operator::AtLeast, target };
        return with.share(share, vec![not_reached, ScoreStep::Share { share }], remarks);
    }
    at_least::of_numbers(Case { target, actual, strict: false, floor }, remarks, with)
}

/// (A ÷ T − floor) ÷ (1 − floor), where the policy wants it and the share lies between the floor and the target.
fn rescaled(actual: Fraction, target: Fraction, floor: Percent, with: With) -> Option<Fraction> {
    if !with.rules.rescaled || !target.sign().is_gt() || floor == Percent::FULL {
        return None;
    }
    let (share, floor) = (actual.divided_by(target)?, floor.fraction());
    let between = share.at_least(floor)? && !share.at_least(Fraction::ONE)?;
    between.then_some(share.minus(floor)?.divided_by(Fraction::ONE.minus(floor)?)?)
}
