//! 反向指标: full points at or below the target; beyond it W × (1 − (A − T) ÷ |T|), nothing from twice the target on.

use super::at_least::{at_the_limit, none_or_all};
use super::stated::{Aligned, align};
use super::{Actual, Fraction, Remark, Score, ScoreStep, Stated, Unscorable, With};
use crate::performance::Operator;
use std::cmp::Ordering;

/// The score of ≤, or of < where `strict`.
pub(super) fn score(target: Stated, strict: bool, actual: &Actual, with: With) -> Result<Score, Unscorable> {
    let Aligned { actual, targets, remarks } = align(actual, &[target])?;
    let target = targets.first().copied().ok_or(Unscorable::WrongActual)?;
    of_numbers(target, actual, strict && with.rules.strict, remarks, with)
}

/// The score of two numbers on one scale of which the smaller the better.
pub(super) fn of_numbers(
    target: Fraction,
    actual: Fraction,
    strict: bool,
    mut remarks: Vec<Remark>,
    with: With,
) -> Result<Score, Unscorable> {
    let operator = if strict { Operator::Below } else { Operator::AtMost };
    let order = actual.compare(target).ok_or(Unscorable::TooLarge)?;
    if target.sign().is_eq() && !strict {
        return Ok(none_or_all(actual, operator, remarks, with));
    }
    if order == Ordering::Less || (order == Ordering::Equal && !strict) {
        remarks.extend(with.far_beyond(far_below(actual, target)));
        return Ok(with.points(with.full, vec![ScoreStep::Reached { actual, operator, target }], remarks));
    }
    let not_reached = ScoreStep::NotReached { actual, operator, target };
    if order == Ordering::Equal && !target.sign().is_eq() {
        return Ok(at_the_limit(not_reached, remarks, with));
    }
    let share = share_left(actual, target).ok_or(Unscorable::TooLarge)?;
    with.share(share, vec![not_reached, ScoreStep::Share { share }], remarks)
}

/// How far below its target a result lies, so that half of it looks like twice of a target that is to be reached.
fn far_below(actual: Fraction, target: Fraction) -> Option<Fraction> {
    if actual.sign().is_le() {
        return None;
    }
    target.divided_by(actual)
}

/// One less the part that goes beyond the target, never below zero: none beyond a target of zero.
fn share_left(actual: Fraction, target: Fraction) -> Option<Fraction> {
    if target.sign().is_eq() {
        return Some(Fraction::ZERO);
    }
    let share = Fraction::ONE.minus(actual.minus(target)?.divided_by(target.abs()?)?)?;
    Some(if share.sign().is_lt() { Fraction::ZERO } else { share })
}
