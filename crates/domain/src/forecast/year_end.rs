//! What is paid by the end of the year: of each project and of the whole, with a band.

use super::back_test::{BackTest, BasedOn, Trial, combined};
use super::like::{self, Past};
use super::needed::{Needed, needed};
use super::position::{Curve, Position};
use super::rules::Rule;
use super::{WHOLE, times};
use crate::Date;
use crate::monitoring::Course;
use crate::performance::Project;
use crate::scoring::shapes::Percent;

/// The projects of a year, each with the course of its money.
pub type YearOf<'a> = Vec<(&'a Project, &'a Course)>;

/// What a forecast is made from.
pub struct Basis<'a> {
    /// The day from which it looks ahead; nothing paid after it counts.
    pub as_of: Date,
    /// The projects of the year.
    pub year: YearOf<'a>,
    /// The projects of earlier years, each with the last day of its year.
    pub earlier: Vec<(Date, YearOf<'a>)>,
    /// The rate that is to be reached.
    pub target: Percent,
}

/// A forecast of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectForecast<'a> {
    /// The project.
    pub project: &'a Project,
    /// Where it stands.
    pub at: Position,
    /// What will have been paid, in fen.
    pub paid_then: i64,
    /// From where to where it lies in four of five cases, in fen.
    pub band: (i64, i64),
    /// What the own plan says by the middle of two rules, in fen.
    pub by_plan: i64,
    /// What like projects say, in fen.
    pub by_like: Option<i64>,
    /// What has to be paid to reach the rate.
    pub needed: Option<Needed>,
}

/// The forecast of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast<'a> {
    /// The projects that have a quota, in their order.
    pub projects: Vec<ProjectForecast<'a>>,
    /// Adjusted quota of all, in fen.
    pub adjusted: i64,
    /// Paid so far, in fen.
    pub paid: i64,
    /// What will have been paid, in fen.
    pub paid_then: i64,
    /// From where to where it lies by what was off at worst in the past, in fen.
    pub band: (i64, i64),
    /// What the baselines say, in the order of [`Rule::BASELINES`], in fen.
    pub baselines: [i64; 3],
    /// How far it was off in the past.
    pub back_test: BackTest,
    /// What has to be paid to reach the rate.
    pub needed: Option<Needed>,
}

impl<'a> Basis<'a> {
    /// Looks ahead to the end of the year; `None` when a sum does not fit.
    pub fn forecast(&self) -> Option<Forecast<'a>> {
        let then = self.as_of.last_of_year();
        let (past, wholes) = self.past();
        let back_test = match past.is_empty() {
            true => BackTest::on_same_year(&self.trials()),
            false => BackTest::on_earlier_years(&past, &wholes),
        };
        let stretched = |share| self.stretched(&back_test, share);
        let positions = positions(&self.year, self.as_of, then);
        let mut projects = Vec::with_capacity(positions.len());
        for (project, course, at) in positions {
            let by_plan = Rule::Middle.paid_then(&at);
            let by_like = like::paid_then(project, &at, &past, None);
            let paid_then = if self.as_of == then { at.paid } else { combined(by_plan, by_like) };
            let off = times(at.adjusted, stretched(back_test.four_of_five), WHOLE);
            let band = band(&at, paid_then, off);
            let needed = needed(&[course], self.as_of, self.target);
            projects.push(ProjectForecast { project, at, paid_then, band, by_plan, by_like, needed });
        }
        self.together(projects, back_test)
    }

    fn together(&self, projects: Vec<ProjectForecast<'a>>, back_test: BackTest) -> Option<Forecast<'a>> {
        let sum = |of: &dyn Fn(&ProjectForecast) -> i64| {
            projects.iter().try_fold(0i64, |sum, project| sum.checked_add(of(project)))
        };
        let (adjusted, paid) = (sum(&|it| it.at.adjusted)?, sum(&|it| it.at.paid)?);
        let (paid_then, payable) = (sum(&|it| it.paid_then)?, sum(&|it| it.at.payable)?);
        let off = times(adjusted, self.stretched(&back_test, back_test.worst_whole), WHOLE);
        let (share_stays, arrears_stay) =
            (sum(&|it| Rule::ShareStays.paid_then(&it.at))?, sum(&|it| Rule::ArrearsStay.paid_then(&it.at))?);
        let within = |paid_then: i64| paid_then.clamp(paid, payable);
        let least = within(paid_then.saturating_sub(off).min(share_stays));
        let band = (least, within(paid_then.saturating_add(off).max(arrears_stay)));
        let is_over = self.as_of == self.as_of.last_of_year();
        let courses: Vec<&Course> = self.year.iter().map(|(_, course)| *course).collect();
        let [first, second, third] = Rule::BASELINES;
        Some(Forecast {
            adjusted,
            paid,
            paid_then,
            band: if is_over { (paid, paid) } else { band },
            baselines: [
                sum(&|it| first.paid_then(&it.at))?,
                sum(&|it| second.paid_then(&it.at))?,
                sum(&|it| third.paid_then(&it.at))?,
            ],
            back_test,
            needed: needed(&courses, self.as_of, self.target),
            projects,
        })
    }

    /// An error of the past for the way that is ahead: earlier years were tried over the same way, earlier months of the
    /// same year over a shorter one, and an error grows with its way.
    fn stretched(&self, back_test: &BackTest, share: i64) -> i64 {
        let ahead = 12 - i64::from(self.as_of.month());
        match back_test.based_on {
            BasedOn::SameYear => times(share, ahead * 2, back_test.twice_months).clamp(share, WHOLE),
            BasedOn::EarlierYears | BasedOn::Nothing => share,
        }
    }

    /// The projects of earlier years on the same day, each with the number of its year.
    fn past(&self) -> (Vec<Past<'a>>, Vec<usize>) {
        let (mut past, mut wholes) = (Vec::new(), Vec::new());
        for (whole, (last, year)) in self.earlier.iter().enumerate() {
            let first = Date::new(last.year(), self.as_of.month(), 1).unwrap_or(*last);
            let same_day = Date::new(last.year(), self.as_of.month(), self.as_of.day());
            let day = match self.as_of == self.as_of.last_of_month() {
                true => first.last_of_month(),
                false => same_day.unwrap_or_else(|_| first.last_of_month()),
            };
            for (project, course, at) in positions(year, day, *last) {
                let Some(end) = course.on(*last) else { continue };
                past.push(Past { project, at, paid_then: end.paid.0 });
                wholes.push(whole);
            }
        }
        (past, wholes)
    }

    /// Where the projects stood at the ends of the months in the second half of what has passed, with what is paid today.
    fn trials(&self) -> Vec<Trial<'a>> {
        let mut trials = Vec::new();
        let ended = self.as_of.month() - 1;
        let first = (ended / 2).max(1);
        for (whole, month) in (first..=ended).enumerate() {
            let Ok(day) = Date::new(self.as_of.year(), month, 1).map(Date::last_of_month) else { continue };
            for (project, course, at) in positions(&self.year, day, self.as_of) {
                let Some(now) = course.on(self.as_of) else { continue };
                trials.push(Trial { project, at, paid_then: now.paid.0, whole });
            }
        }
        trials
    }
}

/// Where the projects of a year stand that have a quota.
fn positions<'a>(year: &YearOf<'a>, now: Date, then: Date) -> Vec<(&'a Project, &'a Course, Position)> {
    let of_kind = |kind: &str| {
        let like = year.iter().filter(|(project, _)| project.project_kind == kind).map(|(_, course)| *course);
        Curve::of(like, now, then)
    };
    let of_all = Curve::of(year.iter().map(|(_, course)| *course), now, then);
    let curve = |project: &Project| {
        of_kind(&project.project_kind).or(of_all).unwrap_or_else(|| Curve::calendar(now, then))
    };
    let stands = |(project, course): &(&'a Project, &'a Course)| {
        Some((*project, *course, Position::on(course, now, then, curve(project))?))
    };
    year.iter().filter_map(stands).collect()
}

/// Around a forecast: at least from one rule of the plan to the other, within what is paid and what can be; nothing but what
/// is paid on the last day.
fn band(at: &Position, paid_then: i64, off: i64) -> (i64, i64) {
    if at.elapsed == at.elapsed_then {
        return (at.paid, at.paid);
    }
    let within = |paid_then: i64| paid_then.clamp(at.paid, at.payable);
    let [least, most] = [Rule::ShareStays, Rule::ArrearsStay].map(|rule| rule.paid_then(at));
    let (least, most) = (least.min(most), most.max(least));
    (within(paid_then.saturating_sub(off).min(least)), within(paid_then.saturating_add(off).max(most)))
}

#[cfg(test)]
mod tests;
