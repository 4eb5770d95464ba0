//! 满意度赋分: by bands of the policy, or in proportion to the target where it has none; without a survey behind it by
//! the policy.

use super::at_least::{self, Case};
use super::stated::{Aligned, Stated, align};
use super::{Actual, Percent, Remark, Score, ScoreStep, Unscorable, With};
use crate::points::Points;

/// The score of a share of satisfied answers.
pub(super) fn score(target: Stated, actual: &Actual, with: With) -> Result<Score, Unscorable> {
    let Aligned { actual: value, targets, mut remarks } = align(actual, &[target])?;
    let target = targets.first().copied().ok_or(Unscorable::WrongActual)?;
    if matches!(actual, Actual::Surveyed { survey: false, .. }) {
        remarks.push(Remark::NoSurvey);
        if with.rules.survey_required {
            return Ok(with.points(Points::ZERO, vec![ScoreStep::NothingShown], remarks));
        }
    }
    if with.rules.bands.is_empty() {
        let case = Case { target, actual: value, strict: false, floor: Percent::ZERO };
        return at_least::of_numbers(case, remarks, with);
    }
    let holds = |edge: Percent| value.at_least(edge.fraction()) == Some(true);
    // Below the lowest band lies only what is below zero.
    let Some(band) = with.rules.bands.iter().find(|band| holds(band.at_least)) else {
        return Ok(with.points(Points::ZERO, vec![ScoreStep::NothingShown], remarks));
    };
    let step = ScoreStep::Band { value, at_least: band.at_least, gives: band.gives };
    with.share(band.gives.fraction(), vec![step], remarks)
}
