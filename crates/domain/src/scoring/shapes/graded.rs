//! 按评判等级赋分: a level of the policy, and points inside it. An edge belongs to the higher level: 80 to the upper,
//! 60 to the middle one.

use super::{GradeLevel, Percent, Score, ScoreStep, Unscorable, With};
use crate::points::Points;

/// The score of a level: the points that were given, or the level's usual share.
pub(super) fn score(name: &str, given: Option<Points>, with: With) -> Result<Score, Unscorable> {
    let levels = &with.rules.levels;
    let Some(index) = levels.iter().position(|level| level.name == name) else {
        let known = levels.iter().map(|level| level.name.clone()).collect();
        return Err(Unscorable::UnknownLevel { name: name.to_owned(), known });
    };
    let Some(level) = levels.get(index) else { return Err(Unscorable::WrongActual) };
    let above = index.checked_sub(1).and_then(|upper| levels.get(upper)).map(|upper| upper.at_least);
    let chosen = ScoreStep::Level {
        name: name.to_owned(),
        at_least: edge(level.at_least, with.full)?,
        below: above.map(|above| edge(above, with.full)).transpose()?,
    };
    match given {
        None => usual(level, chosen, with),
        Some(points) => {
            check(points, level, above, with.full)?;
            Ok(with.points(points, vec![chosen, ScoreStep::Given { points }], vec![]))
        }
    }
}

/// The score of a level inside which nobody gave points.
fn usual(level: &GradeLevel, chosen: ScoreStep, with: With) -> Result<Score, Unscorable> {
    let share = level.usual.ok_or_else(|| Unscorable::NoPointsGiven { name: level.name.clone() })?.fraction();
    with.share(share, vec![chosen, ScoreStep::Share { share }], vec![])
}

/// Points must lie inside the level. They are compared as shares, before anything is rounded.
fn check(points: Points, level: &GradeLevel, above: Option<Percent>, full: Points) -> Result<(), Unscorable> {
    if points < Points::ZERO || points > full {
        return Err(Unscorable::OutsideFull { given: points, full });
    }
    let share = i128::from(points.0) * i128::from(Percent::FULL.0);
    let reaches = |edge: Percent| share >= i128::from(edge.0) * i128::from(full.0);
    if reaches(level.at_least) && !above.is_some_and(reaches) {
        return Ok(());
    }
    let at_least = edge(level.at_least, full)?;
    let below = above.map(|above| edge(above, full)).transpose()?;
    Err(Unscorable::OutsideLevel { given: points, at_least, below })
}

/// A level's edge in points, for people.
fn edge(share: Percent, full: Points) -> Result<Points, Unscorable> {
    share.fraction().of(full).ok_or(Unscorable::TooLarge)
}
