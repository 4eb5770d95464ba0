//! An indicator in a round: its value so far and what is expected of the year, against its target.

use super::light::Signal;
use super::policy::IndicatorRule;
use crate::Date;
use crate::decimal::Decimal;
use crate::figure::self_evaluation::COMPUTED;
use crate::performance::{Indicator, Likelihood, MonitorReport, Operator, Reached, Target};
use crate::register::Register;
use crate::scoring::shapes::{Fraction, Percent};
use std::cmp::Ordering;

/// An indicator in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorView<'r> {
    /// The indicator.
    pub indicator: &'r Indicator,
    /// What was reached by now: what the ledger says where the indicator is a figure of it; else as reported, else its
    /// actual value of that day.
    pub value: Option<Reached>,
    /// Whether the value is a figure of the ledger, which nobody states.
    pub computed: bool,
    /// What was reported in the round.
    pub report: Option<&'r MonitorReport>,
    /// Its light; `None` where nothing is known of the year.
    pub light: Option<Signal>,
    /// Whether what is reached or expected goes so far beyond the target that the target may be too low.
    pub over: bool,
    /// How much of a target that is counted up is reached by now, at most all; `None` for other targets.
    pub completion: Option<Fraction>,
}

impl<'r> IndicatorView<'r> {
    /// Looks at an indicator at the end of a day with what a round reports about it.
    pub fn new(
        register: &'r Register,
        indicator: &'r Indicator,
        report: Option<&'r MonitorReport>,
        as_of: Date,
        rule: IndicatorRule,
    ) -> IndicatorView<'r> {
        let actual = register.actual_of(indicator, as_of);
        let computed = actual.is_some_and(|actual| actual.by.starts_with(COMPUTED));
        let actual = actual.map(|actual| actual.reached.clone());
        let reported = report.and_then(|report| report.value.clone());
        let value = if computed { actual } else { reported.or(actual) };
        let expected = report.and_then(|report| report.expected.clone());
        // At the year's end nothing is expected any more: what was reached is what counts.
        let judged =
            if is_last_day(as_of) { value.as_ref().or(expected.as_ref()) } else { expected.as_ref() };
        let by_number = judged.and_then(|judged| of_reached(indicator, judged, rule));
        let by_likelihood = report.map(|report| of_likelihood(report.likelihood));
        let is_over = |reached: &Option<Reached>| {
            reached.as_ref().is_some_and(|reached| is_over(indicator, reached, rule))
        };
        IndicatorView {
            light: by_number.max(by_likelihood),
            over: is_over(&value) || is_over(&expected),
            completion: value.as_ref().and_then(|value| completion(indicator, value)),
            indicator,
            value,
            computed,
            report,
        }
    }

    /// 全年预计完成, as reported.
    pub fn expected(&self) -> Option<&Reached> {
        self.report?.expected.as_ref()
    }

    /// Whether the target is called certain although what is expected misses it.
    pub fn contradicts_itself(&self) -> bool {
        let Some((report, Some(Reached::Number(expected)))) =
            self.report.map(|report| (report, self.expected()))
        else {
            return false;
        };
        report.likelihood == Likelihood::Certain
            && self.indicator.operator.holds(*expected, &self.indicator.target) == Some(false)
    }
}

fn is_last_day(day: Date) -> bool {
    day == day.last_of_year()
}

fn of_likelihood(likelihood: Likelihood) -> Signal {
    match likelihood {
        Likelihood::Certain => Signal::Green,
        Likelihood::Possible => Signal::Yellow,
        Likelihood::Impossible => Signal::Red,
    }
}

/// The light of a number by its distance from the target, of words by the level that they name; `None` for words that
/// name none.
fn of_reached(indicator: &Indicator, reached: &Reached, rule: IndicatorRule) -> Option<Signal> {
    let number = match reached {
        Reached::Words(words) => return of_words(words),
        Reached::Number(number) => *number,
    };
    if indicator.operator.holds(number, &indicator.target)? {
        return Some(Signal::Green);
    }
    // A target of nothing is reached or it is not: there is no share of it.
    let Some(deviation) = deviation(number, &indicator.target) else { return Some(Signal::Red) };
    let far = deviation.compare(rule.red_beyond.fraction())? == Ordering::Greater;
    Some(if far { Signal::Red } else { Signal::Yellow })
}

/// 达成=绿, 部分达成=黄, 未达成=红.
fn of_words(words: &str) -> Option<Signal> {
    let says = |beginnings: &[&str]| beginnings.iter().any(|beginning| words.starts_with(beginning));
    if says(&["未达成", "没有达成"]) {
        Some(Signal::Red)
    } else if says(&["部分达成", "基本达成"]) {
        Some(Signal::Yellow)
    } else if says(&["达成", "已达成", "完全达成", "全部达成"]) {
        Some(Signal::Green)
    } else {
        None
    }
}

/// 偏差度: the distance from the target as a share of it; from the nearer bound of a range.
fn deviation(number: Decimal, target: &Target) -> Option<Fraction> {
    let from = |target: Decimal| {
        let target = Fraction::from_decimal(target)?;
        let distance = Fraction::from_decimal(number)?.minus(target)?.abs()?;
        distance.divided_by(target.abs()?)
    };
    match target {
        Target::Number(target) => from(*target),
        Target::Range { from: least, to } => {
            let below = Operator::Below.holds(number, &Target::Number(*least))?;
            from(if below { *least } else { *to })
        }
        Target::Words(_) => None,
    }
}

/// Whether a number reaches so many times a target that is counted up that the target may be too low.
fn is_over(indicator: &Indicator, reached: &Reached, rule: IndicatorRule) -> bool {
    let share = || share_of_target(indicator, reached)?.at_least(rule.over_from?.fraction());
    share().unwrap_or(false)
}

fn completion(indicator: &Indicator, reached: &Reached) -> Option<Fraction> {
    let share = share_of_target(indicator, reached)?;
    let bounded = if share.at_least(Fraction::ONE)? { Fraction::ONE } else { share };
    Some(if share.sign() == Ordering::Less { Fraction::ZERO } else { bounded })
}

/// What is reached over the target, where more is better and the target is above zero.
fn share_of_target(indicator: &Indicator, reached: &Reached) -> Option<Fraction> {
    let counted_up = matches!(indicator.operator, Operator::AtLeast | Operator::Above | Operator::Equal);
    let (number, target) = (reached.number()?, indicator.target.number()?);
    (counted_up && target.digits > 0).then(|| Fraction::quotient(number, target))?
}

/// How much of the goals is reached by now: the mean of what is counted up, by weight, or each alike where none has a
/// weight; `None` where nothing is counted up.
pub fn goals_reached(views: &[IndicatorView]) -> Option<Fraction> {
    let counted: Vec<(i64, Fraction)> =
        views.iter().filter_map(|view| Some((view.indicator.weight.0, view.completion?))).collect();
    let weighted = counted.iter().any(|(weight, _)| *weight > 0);
    let (mut sum, mut weights) = (Fraction::ZERO, 0);
    for (weight, completion) in counted {
        let weight = if weighted { i128::from(weight) } else { 1 };
        let part = completion.divided_by(Fraction::new(1, weight.max(1))?)?;
        if weight > 0 {
            sum = sum.plus(part)?;
            weights += weight;
        }
    }
    sum.divided_by(Fraction::new(weights, 1)?)
}

/// A fraction in hundredths of a percent, half up.
pub fn hundredths(fraction: Fraction) -> Option<i64> {
    fraction.of(crate::points::Points(Percent::FULL.0)).map(|points| points.0)
}

#[cfg(test)]
mod tests;
