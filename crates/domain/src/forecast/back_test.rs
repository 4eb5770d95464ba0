//! How far a forecast and its baselines were off where the truth is known: on the same day of earlier years, or, in a
//! house without them, on earlier months of the same year.

use super::like::{self, Past};
use super::position::Position;
use super::rules::Rule;
use super::{WHOLE, share, times};
use crate::performance::Project;

/// On what a back-test was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasedOn {
    /// The same day of earlier years, until the year's end.
    EarlierYears,
    /// Earlier months of the same year, until the as-of day.
    SameYear,
    /// Nothing: there is no past yet.
    Nothing,
}

impl BasedOn {
    /// The name in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            BasedOn::EarlierYears => "earlier_years",
            BasedOn::SameYear => "same_year",
            BasedOn::Nothing => "nothing",
        }
    }
}

/// The mean absolute errors in millionths of the quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    /// Of the forecast.
    pub forecast: i64,
    /// Of the straight line.
    pub straight_line: i64,
    /// Of the last month's value.
    pub last_month: i64,
    /// Of nothing more being paid.
    pub unchanged: i64,
}

/// What a back-test found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackTest {
    /// On what.
    pub based_on: BasedOn,
    /// How many forecasts were tried.
    pub tried: usize,
    /// Over how many half months they looked ahead, on the mean.
    pub twice_months: i64,
    /// Over single projects.
    pub projects: Errors,
    /// Four of five forecasts were off by no more than this, in millionths of the quota.
    pub four_of_five: i64,
    /// Over the whole of a day.
    pub whole: Errors,
    /// By how much the whole was off at worst, in millionths of the quota.
    pub worst_whole: i64,
}

/// A project on a day whose later day is known.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// The project.
    pub project: &'a Project,
    /// Where it stood.
    pub at: Position,
    /// What was paid then, in fen.
    pub paid_then: i64,
    /// Which whole it is a part of: a year, or a day.
    pub whole: usize,
}

impl BackTest {
    /// Tries the forecast on the same day of earlier years; `past` are the projects of all of them.
    pub fn on_earlier_years(past: &[Past], wholes: &[usize]) -> BackTest {
        let trials: Vec<Trial> = past
            .iter()
            .zip(wholes)
            .map(|(past, whole)| Trial {
                project: past.project,
                at: past.at,
                paid_then: past.paid_then,
                whole: *whole,
            })
            .collect();
        BackTest::of(BasedOn::EarlierYears, &trials, Some(past))
    }

    /// Tries the forecast on earlier months of the same year.
    pub fn on_same_year(trials: &[Trial]) -> BackTest {
        BackTest::of(BasedOn::SameYear, trials, None)
    }

    fn of(based_on: BasedOn, trials: &[Trial], past: Option<&[Past]>) -> BackTest {
        if trials.is_empty() {
            let (projects, whole) = (Errors::default(), Errors::default());
            let based_on = BasedOn::Nothing;
            return BackTest {
                based_on,
                tried: 0,
                twice_months: 1,
                projects,
                four_of_five: WHOLE,
                whole,
                worst_whole: WHOLE,
            };
        }
        let of_rule =
            |rule: Rule| -> Vec<i64> { trials.iter().map(|trial| rule.paid_then(&trial.at)).collect() };
        let forecast: Vec<i64> = of_rule(Rule::Middle)
            .into_iter()
            .zip(trials)
            .enumerate()
            .map(|(index, (own, trial))| {
                let like = past.and_then(|past| like::paid_then(trial.project, &trial.at, past, Some(index)));
                combined(own, like)
            })
            .collect();
        let baselines = [Rule::StraightLine, Rule::LastMonth, Rule::Unchanged].map(of_rule);
        let [straight_line, last_month, unchanged] = &baselines;
        let means = |off: fn(&[Trial], &[i64]) -> Vec<i64>| Errors {
            forecast: mean(&off(trials, &forecast)),
            straight_line: mean(&off(trials, straight_line)),
            last_month: mean(&off(trials, last_month)),
            unchanged: mean(&off(trials, unchanged)),
        };
        let mut of_projects = errors(trials, &forecast);
        of_projects.sort_unstable();
        BackTest {
            based_on,
            tried: trials.len(),
            twice_months: times(mean(&trials.iter().map(ahead).collect::<Vec<_>>()), 24, WHOLE).max(1),
            projects: means(errors),
            four_of_five: of_projects.get(of_projects.len() * 4 / 5).copied().unwrap_or(WHOLE),
            whole: means(errors_of_wholes),
            worst_whole: errors_of_wholes(trials, &forecast).into_iter().max().unwrap_or(WHOLE),
        }
    }
}

/// The forecast: the mean of what the own plan and what like projects say, where there are any.
pub(super) fn combined(own: i64, like: Option<i64>) -> i64 {
    let both = |like: i64| i64::try_from((i128::from(own) + i128::from(like)) / 2).unwrap_or(own);
    like.map_or(own, both)
}

/// The part of the year that a trial looked ahead.
fn ahead(trial: &Trial) -> i64 {
    let [now, then] = [trial.at.elapsed, trial.at.elapsed_then].map(|part| share(part.over, part.under));
    then - now
}

/// By how much each forecast was off.
fn errors(trials: &[Trial], forecast: &[i64]) -> Vec<i64> {
    let off =
        |(trial, forecast): (&Trial, &i64)| share((forecast - trial.paid_then).abs(), trial.at.adjusted);
    trials.iter().zip(forecast).map(off).collect()
}

/// By how much the sum of each whole was off.
fn errors_of_wholes(trials: &[Trial], forecast: &[i64]) -> Vec<i64> {
    let wholes = trials.iter().map(|trial| trial.whole + 1).max().unwrap_or_default();
    let mut sums = vec![(0i64, 0i64); wholes];
    for (trial, forecast) in trials.iter().zip(forecast) {
        if let Some((off, adjusted)) = sums.get_mut(trial.whole) {
            *off = off.saturating_add(forecast - trial.paid_then);
            *adjusted = adjusted.saturating_add(trial.at.adjusted);
        }
    }
    let tried = sums.into_iter().filter(|(_, adjusted)| *adjusted > 0);
    tried.map(|(off, adjusted)| share(off.saturating_abs(), adjusted)).collect()
}

fn mean(errors: &[i64]) -> i64 {
    let sum: i128 = errors.iter().map(|error| i128::from(*error)).sum();
    i64::try_from(sum / (errors.len().max(1) as i128)).unwrap_or(WHOLE)
}
