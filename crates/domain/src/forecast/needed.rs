//! What has to be paid by when to reach a rate of execution.

use crate::Date;
use crate::decimal::divide_half_up;
use crate::money::Fen;
use crate::monitoring::Course;
use crate::scoring::shapes::Percent;

/// What has to be paid to reach a rate by the year's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The rate.
    pub target: Percent,
    /// What is still to be paid; nothing where the rate is reached.
    pub amount: Fen,
    /// Whether so much can be paid: what is frozen cannot.
    pub reachable: bool,
    /// By the end of each month what is to be paid in it, in proportion to the plan of these months, or evenly where there
    /// is none.
    pub months: Vec<(Date, Fen)>,
}

/// What has to be paid after a day to reach a rate of the adjusted quota; the plans of these courses say in which months.
/// `None` where there is no quota or a sum does not fit.
pub fn needed(courses: &[&Course], as_of: Date, target: Percent) -> Option<Needed> {
    let (mut adjusted, mut paid, mut frozen) = (0i64, 0i64, 0i64);
    for course in courses {
        let so_far = course.on(as_of)?;
        adjusted = adjusted.checked_add(so_far.adjusted.0)?;
        paid = paid.checked_add(so_far.paid.0)?;
        frozen = frozen.checked_add(so_far.frozen.0)?;
    }
    if adjusted <= 0 {
        return None;
    }
    let wanted = i128::from(adjusted) * i128::from(target.0);
    // Up to the next fen: one less would miss the rate.
    let wanted = i64::try_from((wanted + 9_999) / 10_000).ok()?;
    let amount = wanted.saturating_sub(paid).max(0);
    let reachable = amount <= adjusted.saturating_sub(frozen).saturating_sub(paid);
    let ends = month_ends(as_of);
    let plan: Option<Vec<i64>> = ends.iter().map(|end| planned_in(courses, as_of, *end)).collect();
    Some(Needed { target, amount: Fen(amount), reachable, months: spread(amount, &ends, plan?) })
}

/// The ends of the months that have days after a day.
fn month_ends(as_of: Date) -> Vec<Date> {
    let months = (as_of.month()..=12).filter_map(|month| Date::new(as_of.year(), month, 1).ok());
    months.map(Date::last_of_month).filter(|end| *end > as_of).collect()
}

/// What is planned for a month, after a day.
fn planned_in(courses: &[&Course], as_of: Date, end: Date) -> Option<i64> {
    let before = end.first_of_month().yesterday().ok()?.max(as_of);
    let mut sum = 0i64;
    for course in courses {
        let planned = course.planned_by(end)?.0.checked_sub(course.planned_by(before)?.0)?;
        sum = sum.checked_add(planned.max(0))?;
    }
    Some(sum)
}

/// Spreads an amount by weights, so that the parts are exactly the whole.
fn spread(amount: i64, ends: &[Date], weights: Vec<i64>) -> Vec<(Date, Fen)> {
    let planned: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let even = planned <= 0;
    let whole = if even { ends.len() as i128 } else { planned };
    let (mut by_now, mut spent) = (0i128, 0i64);
    ends.iter()
        .zip(weights)
        .map(|(end, weight)| {
            by_now += if even { 1 } else { i128::from(weight) };
            let until =
                divide_half_up(i128::from(amount) * by_now, whole).and_then(|sum| i64::try_from(sum).ok());
            let part = until.unwrap_or(spent) - spent;
            spent += part;
            (*end, Fen(part))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::MoneySoFar;

    fn day(month: i8, day: i8) -> Date {
        Date::constant(2020, month, day)
    }

    fn course(plans: &[(i8, i64)], frozen: i64) -> Course {
        let mut course = Course::default();
        course.add(
            day(1, 20),
            MoneySoFar { adjusted: Fen(1_000), paid: Fen(400), frozen: Fen(frozen), planned: Fen(0) },
        );
        for (month, planned) in plans {
            course.add(day(*month, 1), MoneySoFar { planned: Fen(*planned), ..MoneySoFar::default() });
        }
        course
    }

    fn months(course: &Course, as_of: Date, percent: i64) -> (i64, bool, Vec<(i8, i64)>) {
        let needed = needed(&[course], as_of, Percent(percent)).unwrap();
        let months = needed.months.iter().map(|(end, amount)| (end.month(), amount.0)).collect();
        (needed.amount.0, needed.reachable, months)
    }

    #[test]
    fn the_parts_of_the_months_follow_the_plan_and_are_exactly_the_whole() {
        let planned = course(&[(2, 400), (10, 100), (12, 200)], 0);
        assert_eq!(months(&planned, day(9, 30), 9_500), (550, true, vec![(10, 183), (11, 0), (12, 367)]));
        assert_eq!(
            months(&course(&[], 0), day(9, 30), 5_000),
            (100, true, vec![(10, 33), (11, 34), (12, 33)])
        );
        // In the middle of October two thirds of its days are to come: of 31 days 21.
        assert_eq!(months(&planned, day(10, 10), 9_500), (550, true, vec![(10, 140), (11, 0), (12, 410)]));
    }

    #[test]
    fn a_rate_is_rounded_up_to_the_fen_may_be_reached_or_out_of_reach() {
        assert_eq!(months(&course(&[], 0), day(11, 30), 4_001), (1, true, vec![(12, 1)]));
        assert_eq!(months(&course(&[], 0), day(11, 30), 3_000).0, 0);
        assert!(!months(&course(&[], 100), day(11, 30), 9_500).1);
        assert!(months(&course(&[], 100), day(11, 30), 9_000).1);
        assert_eq!(months(&course(&[], 0), day(12, 31), 9_500), (550, true, vec![]));
        assert_eq!(needed(&[&Course::default()], day(6, 30), Percent(9_500)), None);
    }
}
