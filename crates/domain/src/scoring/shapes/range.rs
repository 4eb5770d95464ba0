//! 区间: full points from the lower to the upper bound, both included; outside like ≥ the lower or ≤ the upper bound.
//!
//! No published system says how a missed range is scored; this is the choice that agrees with ≥ and ≤ on either side.

use super::at_least::{self, Case};
use super::at_most;
use super::stated::{Aligned, align};
use super::{Actual, Percent, Score, ScoreStep, Stated, Unscorable, With};
use crate::points::Points;
use std::cmp::Ordering;

/// The score of a range.
pub(super) fn score(low: Stated, high: Stated, actual: &Actual, with: With) -> Result<Score, Unscorable> {
    let Aligned { actual, targets, remarks } = align(actual, &[low, high])?;
    let [low, high] = targets[..] else { return Err(Unscorable::WrongActual) };
    if low.compare(high).ok_or(Unscorable::TooLarge)? == Ordering::Greater {
        return Err(Unscorable::RangeReversed);
    }
    let above_low = actual.at_least(low).ok_or(Unscorable::TooLarge)?;
    let below_high = high.at_least(actual).ok_or(Unscorable::TooLarge)?;
    match (above_low, below_high) {
        (true, true) => Ok(with.points(with.full, vec![ScoreStep::Inside { actual, low, high }], remarks)),
        // Below a bound of zero no share can be reached.
        (false, _) if low.sign().is_eq() => {
            let step = ScoreStep::NotReached {
                actual,
                operator: crate::performance::Operator::AtLeast,
                target: low,
            };
            Ok(with.points(Points::ZERO, vec![step, ScoreStep::ZeroTarget], remarks))
        }
        (false, _) => {
            let case = Case { target: low, actual, strict: false, floor: Percent::ZERO };
            at_least::of_numbers(case, remarks, with)
        }
        (_, false) => at_most::of_numbers(high, actual, false, remarks, with),
    }
}
