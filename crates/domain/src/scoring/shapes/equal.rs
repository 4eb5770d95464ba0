//! 等于: as a target to be reached, or with every distance from it counted, by the policy.

use super::at_least::{self, Case, none_or_all};
use super::stated::{Aligned, align};
use super::{Actual, EqualRule, Fraction, Percent, Score, ScoreStep, Stated, Unscorable, With};
use crate::performance::Operator;

/// The score of =.
pub(super) fn score(target: Stated, actual: &Actual, with: With) -> Result<Score, Unscorable> {
    let Aligned { actual, targets, remarks } = align(actual, &[target])?;
    let target = targets.first().copied().ok_or(Unscorable::WrongActual)?;
    let operator = Operator::Equal;
    if actual == target {
        return Ok(with.points(with.full, vec![ScoreStep::Reached { actual, operator, target }], remarks));
    }
    match with.rules.equal {
        EqualRule::AsAtLeast if target.sign().is_eq() => Ok(none_or_all(actual, operator, remarks, with)),
        EqualRule::AsAtLeast => {
            at_least::of_numbers(Case { target, actual, strict: false, floor: Percent::ZERO }, remarks, with)
        }
        EqualRule::BothSides => {
            let share = share_beside(actual, target).ok_or(Unscorable::TooLarge)?;
            let not_reached = ScoreStep::NotReached { actual, operator, target };
            with.share(share, vec![not_reached, ScoreStep::Share { share }], remarks)
        }
    }
}

/// One less the distance from the target over its size, never below zero; none beside a target of zero.
fn share_beside(actual: Fraction, target: Fraction) -> Option<Fraction> {
    if target.sign().is_eq() {
        return Some(Fraction::ZERO);
    }
    let distance = actual.minus(target)?.abs()?.divided_by(target.abs()?)?;
    let share = Fraction::ONE.minus(distance)?;
    Some(if share.sign().is_lt() { Fraction::ZERO } else { share })
}
