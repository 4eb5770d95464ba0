//! 正向指标: full points at or above the target, in proportion below it.
//!
//! A target above zero gives W × A ÷ T. Below a negative target (增长率不低于 -5%) the part that is missing counts
//! against the target's size, W × (1 − (T − A) ÷ |T|), which is this program's choice. A target of zero is scored as
//! "none": systems do so where 0 accidents stand with ≥; it is remarked upon.

use super::stated::{Aligned, align};
use super::{Actual, Fraction, Percent, Remark, Score, ScoreStep, Stated, Unscorable, With};
use crate::performance::Operator;
use crate::points::Points;
use std::cmp::Ordering;

/// The score of ≥, or of > where `strict`.
pub(super) fn score(target: Stated, strict: bool, actual: &Actual, with: With) -> Result<Score, Unscorable> {
    let Aligned { actual, targets, remarks } = align(actual, &[target])?;
    let target = targets.first().copied().ok_or(Unscorable::WrongActual)?;
    of_numbers(
        Case { target, actual, strict: strict && with.rules.strict, floor: Percent::ZERO },
        remarks,
        with,
    )
}

/// Two numbers on one scale, and how they are held against each other.
pub(super) struct Case {
    pub target: Fraction,
    pub actual: Fraction,
    /// Whether the target itself does not count.
    pub strict: bool,
    /// The share of the target below which there are no points.
    pub floor: Percent,
}

/// The score of two numbers of which the larger the better.
pub(super) fn of_numbers(case: Case, mut remarks: Vec<Remark>, with: With) -> Result<Score, Unscorable> {
    let Case { target, actual, strict, .. } = case;
    let operator = if strict { Operator::Above } else { Operator::AtLeast };
    let order = actual.compare(target).ok_or(Unscorable::TooLarge)?;
    let not_reached = || ScoreStep::NotReached { actual, operator, target };
    if target.sign().is_eq() && !strict {
        remarks.push(Remark::ZeroAtLeast);
        return Ok(none_or_all(actual, operator, remarks, with));
    }
    if order == Ordering::Greater || (order == Ordering::Equal && !strict) {
        let share = actual.divided_by(target).filter(|_| target.sign().is_gt());
        remarks.extend(with.far_beyond(share));
        return Ok(with.points(with.full, vec![ScoreStep::Reached { actual, operator, target }], remarks));
    }
    if order == Ordering::Equal && !target.sign().is_eq() {
        return Ok(at_the_limit(not_reached(), remarks, with));
    }
    let share = share_reached(actual, target).ok_or(Unscorable::TooLarge)?;
    if share.at_least(case.floor.fraction()) != Some(true) {
        let because = vec![not_reached(), ScoreStep::BelowFloor { share, floor: case.floor }];
        return Ok(with.points(Points::ZERO, because, remarks));
    }
    with.share(share, vec![not_reached(), ScoreStep::Share { share }], remarks)
}

/// A target of zero as "none": full at or below it, nothing above.
pub(super) fn none_or_all(actual: Fraction, operator: Operator, remarks: Vec<Remark>, with: With) -> Score {
    let target = Fraction::ZERO;
    let (points, step) = match actual.sign() {
        Ordering::Greater => (Points::ZERO, ScoreStep::NotReached { actual, operator, target }),
        _ => (with.full, ScoreStep::Reached { actual, operator, target }),
    };
    with.points(points, vec![ScoreStep::ZeroTarget, step], remarks)
}

/// A strict target that was met and not passed: in proportion that would be everything, so it is one hundredth less.
pub(super) fn at_the_limit(not_reached: ScoreStep, remarks: Vec<Remark>, with: With) -> Score {
    let points = Points((with.full.0 - 1).max(0));
    with.points(points, vec![not_reached, ScoreStep::AtTheLimit], remarks)
}

/// The share of a missed target that was reached, never below zero: none of a target of zero.
fn share_reached(actual: Fraction, target: Fraction) -> Option<Fraction> {
    let share = match target.sign() {
        Ordering::Greater => actual.divided_by(target)?,
        Ordering::Equal => Fraction::ZERO,
        Ordering::Less => Fraction::ONE.minus(target.minus(actual)?.divided_by(target.abs()?)?)?,
    };
    Some(if share.sign().is_lt() { Fraction::ZERO } else { share })
}
