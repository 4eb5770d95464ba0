//! Where a project stands on a day, as far as a forecast looks at it.

use super::times;
use crate::Date;
use crate::monitoring::Course;
use crate::monitoring::money::elapsed;
use crate::ratio::Ratio;

/// Where a project stands on a day. Amounts in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Adjusted quota.
    pub adjusted: i64,
    /// What of it can be paid: all that is not frozen, and never less than what was paid.
    pub payable: i64,
    /// What was paid.
    pub paid: i64,
    /// What of that was paid in the last month.
    pub last_month: i64,
    /// What of that was paid in the last three months.
    pub last_quarter: i64,
    /// What the plan allowed by now.
    pub planned: i64,
    /// What the plan allows by the day that is forecast.
    pub plan_then: i64,
    /// The part of the year that has passed.
    pub elapsed: Ratio,
    /// The part of the year that has passed on the day that is forecast.
    pub elapsed_then: Ratio,
}

/// How plans of a year run: what is planned by a day over what is planned of the year, for projects without a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve {
    /// By now.
    pub now: Ratio,
    /// By the day that is forecast.
    pub then: Ratio,
}

impl Curve {
    /// The calendar, for a house without plans.
    pub fn calendar(now: Date, then: Date) -> Curve {
        Curve { now: elapsed(now), then: elapsed(then) }
    }

    /// The curve of the plans of projects, all together; `None` where they have none for days to come.
    pub fn of<'c>(courses: impl Iterator<Item = &'c Course>, now: Date, then: Date) -> Option<Curve> {
        let last = then.last_of_year();
        let (mut by_now, mut by_then, mut of_year) = (0i64, 0i64, 0i64);
        for course in courses.filter(|course| course.planned_until().is_some_and(|until| until > now)) {
            by_now = by_now.checked_add(course.planned_by(now)?.0)?;
            by_then = by_then.checked_add(course.planned_by(then)?.0)?;
            of_year = of_year.checked_add(course.planned_by(last)?.0)?;
        }
        let of_year_is = |over| Ratio { over, under: of_year };
        (of_year > 0).then(|| Curve { now: of_year_is(by_now), then: of_year_is(by_then) })
    }
}

impl Position {
    /// Where a project stands on a day, for a forecast of a later day of the year; `None` when a sum does not fit or there
    /// is no quota.
    pub fn on(course: &Course, now: Date, then: Date, curve: Curve) -> Option<Position> {
        let so_far = course.on(now)?;
        if so_far.adjusted.0 <= 0 {
            return None;
        }
        let paid = so_far.paid.0;
        let payable = so_far.adjusted.0.checked_sub(so_far.frozen.0)?.max(paid);
        let since = |months: i8| {
            Some(paid - months_before(now, months).map_or(Some(0), |day| Some(course.on(day)?.paid.0))?)
        };
        let (planned, plan_then) = plan(course, now, then, payable, curve)?;
        Some(Position {
            adjusted: so_far.adjusted.0,
            payable,
            paid,
            last_month: since(1)?,
            last_quarter: since(3)?,
            planned,
            plan_then: plan_then.min(payable).max(planned.min(payable)),
            elapsed: elapsed(now),
            elapsed_then: elapsed(then),
        })
    }
}

/// What the plan allows by now and by then. A plan that does not reach to December is not yet whole: what of the quota is
/// not planned is taken to be planned by the year's end. A project without a plan is taken to have that of others.
fn plan(course: &Course, now: Date, then: Date, payable: i64, curve: Curve) -> Option<(i64, i64)> {
    let of_year = course.planned_of_year(now)?.0;
    if of_year <= 0 {
        let part = |of: Ratio| times(payable, of.over, of.under);
        return Some((part(curve.now), part(curve.then)));
    }
    let by_now = course.planned_by(now)?.0;
    if then < then.last_of_year() {
        return Some((by_now, course.planned_by(then)?.0));
    }
    let is_whole = course.planned_until().is_some_and(|until| until.month() == 12);
    Some((by_now, if is_whole { of_year } else { of_year.max(payable) }))
}

/// The same day some months before, or the last day of that month; `None` where that is an earlier year.
fn months_before(day: Date, months: i8) -> Option<Date> {
    if day == day.last_of_month() {
        let first = Date::new(day.year(), day.month() - months, 1).ok()?;
        return Some(first.last_of_month());
    }
    let first = Date::new(day.year(), day.month() - months, 1).ok()?;
    Some(Date::new(day.year(), first.month(), day.day()).unwrap_or_else(|_| first.last_of_month()))
}
