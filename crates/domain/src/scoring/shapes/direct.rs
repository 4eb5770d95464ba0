//! 直接赋分: yes is everything, no is nothing; or points that somebody gives.

use super::{Actual, Score, ScoreStep, Unscorable, With};
use crate::points::Points;

/// The score of a decision, or of given points.
pub(super) fn score(actual: &Actual, with: With) -> Result<Score, Unscorable> {
    match *actual {
        Actual::Decided(yes) => {
            let points = if yes { with.full } else { Points::ZERO };
            Ok(with.points(points, vec![ScoreStep::Decided { yes }], vec![]))
        }
        Actual::Given(given) if given < Points::ZERO || given > with.full => {
            Err(Unscorable::OutsideFull { given, full: with.full })
        }
        Actual::Given(points) => Ok(with.points(points, vec![ScoreStep::Given { points }], vec![])),
        _ => Err(Unscorable::WrongActual),
    }
}
