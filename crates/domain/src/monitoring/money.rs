//! Execution of the budget against what the plan and the calendar expect by now.

use super::light::Signal;
use super::policy::{Against, MoneyRule, Stage};
use crate::Date;
use crate::decimal::divide_half_up;
use crate::money::Fen;
use crate::performance::MonitorReport;
use crate::ratio::Ratio;

/// The money of a project at the end of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoneySoFar {
    /// Adjusted quota.
    pub adjusted: Fen,
    /// What was paid.
    pub paid: Fen,
    /// What fund-use plans allowed by now.
    pub planned: Fen,
    /// What is frozen.
    pub frozen: Fen,
}

impl MoneySoFar {
    /// The sum of two; `None` when it does not fit.
    pub fn plus(self, other: MoneySoFar) -> Option<MoneySoFar> {
        Some(MoneySoFar {
            adjusted: self.adjusted.checked_add(other.adjusted)?,
            paid: self.paid.checked_add(other.paid)?,
            planned: self.planned.checked_add(other.planned)?,
            frozen: self.frozen.checked_add(other.frozen)?,
        })
    }
}

/// The money of a project in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyView<'r> {
    /// What there is.
    pub so_far: MoneySoFar,
    /// The part of the year that has passed.
    pub elapsed: Ratio,
    /// Its light; `None` where it cannot be computed or the policy does not say.
    pub light: Option<Signal>,
    /// What was reported about it.
    pub report: Option<&'r MonitorReport>,
}

impl<'r> MoneyView<'r> {
    /// Holds the money against the policy.
    pub fn new(so_far: MoneySoFar, as_of: Date, rule: &MoneyRule, report: Option<&'r MonitorReport>) -> Self {
        let view = MoneyView { so_far, elapsed: elapsed(as_of), light: None, report };
        MoneyView { light: view.lit(as_of, rule), ..view }
    }

    /// 执行率: paid over adjusted; not computable where there is no quota.
    pub fn rate(&self) -> Ratio {
        Ratio { over: self.so_far.paid.0, under: self.so_far.adjusted.0 }
    }

    /// What the plan expects by now, over the adjusted quota; `None` where nothing was planned by now, so that the plan
    /// expects nothing.
    pub fn expected_by_plan(&self) -> Option<Ratio> {
        (self.so_far.planned.0 > 0)
            .then_some(Ratio { over: self.so_far.planned.0, under: self.so_far.adjusted.0 })
    }

    /// How far execution is behind the plan, in hundredths of a percentage point; negative where it is ahead.
    pub fn behind_plan(&self) -> Option<i64> {
        behind(self.expected_by_plan()?, self.rate())
    }

    /// How far execution is behind the calendar, in hundredths of a percentage point; negative where it is ahead.
    pub fn behind_time(&self) -> Option<i64> {
        behind(self.elapsed, self.rate())
    }

    /// 执行率 ÷ 时间进度 in hundredths of a percent.
    pub fn pace(&self) -> Option<i64> {
        quotient(self.rate(), self.elapsed)
    }

    fn lit(&self, as_of: Date, rule: &MoneyRule) -> Option<Signal> {
        if self.so_far.adjusted.0 <= 0 {
            return None;
        }
        match rule {
            MoneyRule::Pace { against, yellow_below, red_below } => {
                let expected = match against {
                    Against::Time => self.elapsed,
                    Against::Plan => self.expected_by_plan()?,
                };
                let below = |percent: i64| is_below(self.rate(), expected, percent);
                Some(match (below(red_below.0), below(yellow_below.0)) {
                    (true, _) => Signal::Red,
                    (_, true) => Signal::Yellow,
                    _ => Signal::Green,
                })
            }
            MoneyRule::Stages(stages) => {
                let Stage { below, light, .. } = stage_on(stages, as_of)?;
                let full = Ratio { over: 1, under: 1 };
                Some(if is_below(self.rate(), full, below.0) { *light } else { Signal::Green })
            }
        }
    }
}

/// The last stage whose month has ended by a day.
fn stage_on(stages: &[Stage], day: Date) -> Option<&Stage> {
    let ended = if day == day.last_of_month() { day.month() } else { day.month() - 1 };
    stages.iter().rev().find(|stage| stage.month <= ended)
}

/// The part of a year that has passed at the end of a day: each month is a twelfth, each day its part of the month.
pub fn elapsed(day: Date) -> Ratio {
    let days = i64::from(day.days_in_month());
    let passed = (i64::from(day.month()) - 1) * days + i64::from(day.day());
    Ratio { over: passed, under: 12 * days }
}

/// Whether a rate is below some hundredths of a percent of what is expected; exact.
fn is_below(rate: Ratio, expected: Ratio, hundredths: i64) -> bool {
    let [over, under] = [rate.over, rate.under].map(i128::from);
    let [expected_over, expected_under] = [expected.over, expected.under].map(i128::from);
    // Each product of three stays far below 2^127: an amount has 63 bits and is multiplied by another and by 2^14.
    match (over.checked_mul(expected_under), expected_over.checked_mul(under)) {
        (Some(is), Some(wanted)) => {
            let wanted = wanted.checked_mul(i128::from(hundredths));
            is.checked_mul(10_000).zip(wanted).is_some_and(|(is, wanted)| is < wanted)
        }
        _ => false,
    }
}

/// `expected - rate` in hundredths of a percentage point, half up.
fn behind(expected: Ratio, rate: Ratio) -> Option<i64> {
    let [over, under] = [rate.over, rate.under].map(i128::from);
    let [expected_over, expected_under] = [expected.over, expected.under].map(i128::from);
    let over = expected_over.checked_mul(under)?.checked_sub(over.checked_mul(expected_under)?)?;
    let under = under.checked_mul(expected_under)?;
    i64::try_from(divide_half_up(over.checked_mul(10_000)?, under)?).ok()
}

/// `rate ÷ expected` in hundredths of a percent, half up.
fn quotient(rate: Ratio, expected: Ratio) -> Option<i64> {
    let [over, under] = [rate.over, rate.under].map(i128::from);
    let over = over.checked_mul(i128::from(expected.under))?.checked_mul(10_000)?;
    i64::try_from(divide_half_up(over, under.checked_mul(i128::from(expected.over))?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::policy::tests::pace;
    use crate::scoring::shapes::Percent;

    fn light(paid: i64, adjusted: i64, planned: i64, as_of: Date, rule: &MoneyRule) -> Option<Signal> {
        let so_far =
            MoneySoFar { adjusted: Fen(adjusted), paid: Fen(paid), planned: Fen(planned), frozen: Fen::ZERO };
        MoneyView::new(so_far, as_of, rule, None).light
    }

    fn end_of(month: i8) -> Date {
        Date::constant(2020, month, 1).last_of_month()
    }

    #[test]
    fn the_pace_is_execution_over_the_months_of_the_year_and_each_edge_belongs_to_the_better_light() {
        let rule = pace(Against::Time);
        for (paid, month, lit) in [
            (3500, 6, Signal::Yellow), // 35% in June: 70
            (3500, 8, Signal::Red),    // 35% in August: 52.5
            (2999, 6, Signal::Red),
            (3000, 6, Signal::Yellow), // exactly 60
            (3999, 6, Signal::Yellow),
            (4000, 6, Signal::Green), // exactly 80
            (7999, 12, Signal::Yellow),
            (8000, 12, Signal::Green),
            (0, 1, Signal::Red),
        ] {
            assert_eq!(light(paid, 10_000, 0, end_of(month), &rule), Some(lit), "{paid} in {month}");
        }
    }

    #[test]
    fn without_quota_or_without_a_plan_there_is_no_light() {
        assert_eq!(light(0, 0, 0, end_of(6), &pace(Against::Time)), None);
        assert_eq!(light(0, -5, 0, end_of(6), &pace(Against::Time)), None);
        assert_eq!(light(0, 10_000, 0, end_of(6), &pace(Against::Plan)), None);
        assert_eq!(light(0, 10_000, 1, end_of(6), &pace(Against::Plan)), Some(Signal::Red));
        assert_eq!(light(80, 10_000, 100, end_of(6), &pace(Against::Plan)), Some(Signal::Green));
    }

    #[test]
    fn a_stage_holds_from_the_end_of_its_month_until_the_next() {
        let stage = |month, below| Stage { month, below: Percent::whole(below), light: Signal::Red };
        let rule = MoneyRule::Stages(vec![stage(4, 25), stage(6, 40), stage(8, 60), stage(10, 80)]);
        for (paid, day, lit) in [
            (0, end_of(3), None),
            (0, Date::constant(2020, 4, 29), None),
            (2499, end_of(4), Some(Signal::Red)),
            (2500, end_of(5), Some(Signal::Green)),
            (3999, end_of(6), Some(Signal::Red)),
            (4000, Date::constant(2020, 8, 30), Some(Signal::Green)),
            (5999, end_of(8), Some(Signal::Red)),
            (7999, end_of(12), Some(Signal::Red)),
            (8000, end_of(12), Some(Signal::Green)),
        ] {
            assert_eq!(light(paid, 10_000, 0, day, &rule), lit, "{paid} on {day}");
        }
    }

    #[test]
    fn what_is_behind_is_counted_in_points_of_the_adjusted_quota() {
        let so_far =
            MoneySoFar { adjusted: Fen(1_000), paid: Fen(350), planned: Fen(450), frozen: Fen::ZERO };
        let view = MoneyView::new(so_far, end_of(6), &pace(Against::Time), None);
        assert_eq!(
            (view.behind_plan(), view.behind_time(), view.pace()),
            (Some(1_000), Some(1_500), Some(7_000))
        );
        let nothing = MoneyView::new(MoneySoFar::default(), end_of(6), &pace(Against::Time), None);
        assert_eq!((nothing.behind_plan(), nothing.behind_time(), nothing.pace()), (None, None, None));
        assert_eq!(elapsed(Date::constant(2020, 2, 29)), Ratio { over: 58, under: 348 });
    }

    #[test]
    fn the_largest_amounts_are_held_against_each_other_without_overflow() {
        let rule = pace(Against::Plan);
        assert_eq!(light(i64::MAX, i64::MAX, i64::MAX, end_of(6), &rule), Some(Signal::Green));
    }
}
