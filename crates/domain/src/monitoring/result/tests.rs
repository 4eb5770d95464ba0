//! Lights of indicators by table, with the edges.

use super::*;
use crate::ids::OfficeCode;
use crate::monitoring::Against;
use crate::monitoring::policy::tests::{pace, policy};
use crate::performance::{ActualValue, Holder, Horizon, Method, Unit};
use crate::points::Points;

fn indicator(operator: &str, target: &str, weight: i64) -> Indicator {
    let operator = Operator::parse(operator).unwrap();
    Indicator {
        holder: Holder::Unit,
        horizon: Horizon::Annual,
        name: format!("{target}{weight}"),
        version: 1,
        level1: String::new(),
        level2: String::new(),
        operator,
        target: Target::parse(operator, target).unwrap(),
        unit: String::new(),
        weight: Points(weight),
        shape: String::new(),
        basis: String::new(),
        evidence: String::new(),
        figure: String::new(),
        office: OfficeCode::new(""),
        document: String::new(),
    }
}

fn report(indicator: &Indicator, value: &str, expected: &str, likelihood: Likelihood) -> MonitorReport {
    MonitorReport {
        round: "2020-06".to_owned(),
        holder: indicator.holder.clone(),
        indicator: indicator.name.clone(),
        value: Reached::parse(value),
        expected: Reached::parse(expected),
        likelihood,
        cause: None,
        reason: String::new(),
        measure: String::new(),
        by: String::new(),
        date: Date::constant(2020, 7, 1),
    }
}

fn register() -> Register {
    Register::new(Unit {
        code: String::new(),
        name: String::new(),
        region: String::new(),
        policy: crate::ids::PolicyId::new(""),
    })
}

const JUNE: Date = Date::constant(2020, 6, 30);

fn rule() -> IndicatorRule {
    policy(pace(Against::Time)).indicator
}

#[test]
fn the_light_is_the_distance_of_what_is_expected_from_the_target_or_the_likelihood_whichever_is_worse() {
    use Likelihood::{Certain, Impossible, Possible};
    for (operator, target, expected, likelihood, lit) in [
        (">=", "100", "100", Certain, Some(Signal::Green)),
        (">=", "100", "99", Certain, Some(Signal::Yellow)),
        (">=", "100", "85", Certain, Some(Signal::Yellow)), // exactly 15%
        (">=", "100", "84.99", Certain, Some(Signal::Red)),
        (">=", "100", "100", Possible, Some(Signal::Yellow)),
        (">=", "100", "100", Impossible, Some(Signal::Red)),
        (">=", "100", "", Certain, Some(Signal::Green)),
        ("<=", "100", "115", Certain, Some(Signal::Yellow)),
        ("<=", "100", "116", Certain, Some(Signal::Red)),
        ("<", "100", "100", Certain, Some(Signal::Yellow)),
        ("=", "100", "101", Certain, Some(Signal::Yellow)),
        ("区间", "20~30", "19", Certain, Some(Signal::Yellow)),
        ("区间", "20~30", "36", Certain, Some(Signal::Red)),
        ("=", "0", "0", Certain, Some(Signal::Green)),
        ("=", "0", "1", Certain, Some(Signal::Red)), // no share of nothing
        ("定性", "建成", "达成", Certain, Some(Signal::Green)),
        ("定性", "建成", "部分达成年度指标", Certain, Some(Signal::Yellow)),
        ("定性", "建成", "未达成年度指标", Certain, Some(Signal::Red)),
        ("定性", "建成", "主体封顶", Certain, Some(Signal::Green)),
    ] {
        let indicator = indicator(operator, target, 0);
        let report = report(&indicator, "", expected, likelihood);
        let register = register();
        let view = IndicatorView::new(&register, &indicator, Some(&report), JUNE, rule());
        assert_eq!(view.light, lit, "{operator} {target} {expected} {likelihood:?}");
    }
}

#[test]
fn without_a_report_there_is_no_light_before_the_years_end_and_the_actual_value_counts_at_it() {
    let indicator = indicator(">=", "100", 0);
    let mut register = register();
    register.actuals.push(ActualValue {
        holder: Holder::Unit,
        indicator: indicator.name.clone(),
        date: Date::constant(2020, 6, 1),
        reached: Reached::parse("90").unwrap(),
        method: Method::Proof,
        by: String::new(),
        reason: String::new(),
        measure: String::new(),
    });
    let light = |day| IndicatorView::new(&register, &indicator, None, day, rule()).light;
    assert_eq!(light(JUNE), None);
    assert_eq!(light(Date::constant(2020, 12, 31)), Some(Signal::Yellow));
    let view = IndicatorView::new(&register, &indicator, None, JUNE, rule());
    assert_eq!((view.value, view.completion), (Reached::parse("90"), Fraction::new(9, 10)));
}

#[test]
fn a_value_from_130_percent_of_the_target_on_is_flagged_and_certainty_that_misses_it_is_a_contradiction() {
    let register = register();
    let view = |value: &str, expected: &str, operator: &str| {
        let indicator = indicator(operator, "100", 0);
        let report = report(&indicator, value, expected, Likelihood::Certain);
        let view = IndicatorView::new(&register, &indicator, Some(&report), JUNE, rule());
        (view.over, view.contradicts_itself())
    };
    assert_eq!(view("129.99", "", ">="), (false, false));
    assert_eq!(view("130", "", ">="), (true, false));
    assert_eq!(view("", "150", ">="), (true, false));
    assert_eq!(view("", "150", "<="), (false, true));
    assert_eq!(view("", "99", ">="), (false, true));
}

#[test]
fn goals_are_reached_as_far_as_the_weighted_mean_of_what_is_counted_up() {
    let register = register();
    let mean = |rows: &[(&str, &str, i64, &str)]| {
        let indicators: Vec<Indicator> =
            rows.iter().map(|(operator, target, weight, _)| indicator(operator, target, *weight)).collect();
        let reports: Vec<MonitorReport> = indicators
            .iter()
            .zip(rows)
            .map(|(indicator, row)| report(indicator, row.3, "", Likelihood::Certain))
            .collect();
        let views: Vec<IndicatorView> = indicators
            .iter()
            .zip(&reports)
            .map(|(indicator, report)| IndicatorView::new(&register, indicator, Some(report), JUNE, rule()))
            .collect();
        goals_reached(&views).and_then(hundredths)
    };
    assert_eq!(mean(&[(">=", "100", 3000, "50"), (">=", "200", 1000, "300")]), Some(6250));
    assert_eq!(mean(&[(">=", "100", 0, "50"), (">=", "200", 0, "200")]), Some(7500));
    assert_eq!(mean(&[("<=", "100", 3000, "50"), ("定性", "建成", 1000, "达成")]), None);
    assert_eq!(mean(&[(">=", "0", 3000, "0")]), None);
    assert_eq!(mean(&[]), None);
}

#[test]
fn what_the_ledger_says_of_an_indicator_stands_before_what_is_reported() {
    let indicator = Indicator { figure: "paid.project.A".to_owned(), ..indicator("<=", "100", 10) };
    let said = report(&indicator, "40", "", Likelihood::Certain);
    let mut register = register();
    let view = |register: &Register| {
        let view = IndicatorView::new(register, &indicator, Some(&said), JUNE, rule());
        (view.value.map(|value| value.to_string()), view.computed)
    };
    let stated = ActualValue {
        holder: Holder::Unit,
        indicator: indicator.name.clone(),
        date: JUNE,
        reached: Reached::parse("50").unwrap(),
        method: Method::Statistics,
        by: "01".to_owned(),
        reason: String::new(),
        measure: String::new(),
    };
    register.actuals = vec![stated.clone()];
    assert_eq!(view(&register), (Some("40".to_owned()), false));
    register.actuals.push(ActualValue {
        reached: Reached::parse("60").unwrap(),
        by: format!("{COMPUTED}paid.project.A"),
        ..stated
    });
    assert_eq!(view(&register), (Some("60".to_owned()), true));
}
