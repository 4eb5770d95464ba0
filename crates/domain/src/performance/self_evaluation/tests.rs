//! A project with one indicator of each kind, marked by a policy like the national one.

use super::*;
use crate::ids::OfficeCode;
use crate::performance::{Evidence, Method, Operator, Reached, Target, Unit};
use crate::scoring::shapes::{EqualRule, GradeLevel, Percent, WhenMissing};
use crate::scoring::{Band, Group, OwnOffice};

const DAY: Date = Date::constant(2020, 12, 31);

fn code() -> ProjectCode {
    ProjectCode::new("P")
}

fn policy(when_missing: WhenMissing) -> EvaluationPolicy {
    let group = |(name, weight): (&str, i64)| Group { name: name.to_owned(), weight: Points::whole(weight) };
    let level = |name: &str, at_least, usual| GradeLevel {
        name: name.to_owned(),
        at_least: Percent::whole(at_least),
        usual: Some(Percent::whole(usual)),
    };
    EvaluationPolicy {
        id: PolicyId::new("test"),
        title: String::new(),
        document: String::new(),
        place: String::new(),
        from: Date::constant(2020, 1, 1),
        to: None,
        total: Points::whole(100),
        own_office: OwnOffice::Allowed,
        pass: None,
        groups: [("预算执行率", 10), ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)]
            .map(group)
            .to_vec(),
        criteria: vec![],
        bands: vec![
            Band { grade: "优".to_owned(), at_least: Points::whole(90), below: None },
            Band { grade: "差".to_owned(), at_least: Points::ZERO, below: Some(Points::whole(90)) },
        ],
        shapes: Some(ShapeRules {
            when_missing,
            reason_below_full: true,
            far_beyond: Some(Percent::whole(130)),
            strict: true,
            equal: EqualRule::AsAtLeast,
            floor: Percent::ZERO,
            rescaled: false,
            survey_required: true,
            levels: vec![level("达成", 80, 100), level("部分达成", 60, 70), level("未达成", 0, 0)],
            bands: vec![],
        }),
    }
}

fn indicator(level1: &str, name: &str, operator: &str, target: &str, unit: &str, weight: i64) -> Indicator {
    let operator = Operator::parse(operator).unwrap();
    Indicator {
        holder: Holder::Project(code()),
        horizon: Horizon::Annual,
        name: name.to_owned(),
        version: 1,
        level1: level1.to_owned(),
        level2: String::new(),
        operator,
        target: Target::parse(operator, target).unwrap(),
        unit: unit.to_owned(),
        weight: Points::whole(weight),
        shape: String::new(),
        basis: String::new(),
        evidence: String::new(),
        figure: String::new(),
        office: OfficeCode::new("01"),
        document: "1号".to_owned(),
    }
}

fn actual(name: &str, reached: &str, method: Method) -> ActualValue {
    ActualValue {
        holder: Holder::Project(code()),
        indicator: name.to_owned(),
        date: DAY,
        reached: Reached::parse(reached).unwrap(),
        method,
        by: "01".to_owned(),
        reason: String::new(),
        measure: String::new(),
    }
}

/// Area 30, time 20, judged benefit 30, satisfaction 10.
fn register(reached: [Option<&str>; 4], survey: bool) -> Register {
    let unit = Unit {
        code: "001".to_owned(),
        name: "某局".to_owned(),
        region: String::new(),
        policy: PolicyId::new("test"),
    };
    let indicators = vec![
        indicator("产出", "面积", ">=", "100", "亩", 30),
        indicator("产出", "工期", "<=", "30", "天", 20),
        indicator("效益", "环境改善", "定性", "明显改善", "", 30),
        indicator("满意度", "住户满意度", ">=", "90", "%", 10),
    ];
    let actuals = indicators.iter().zip(reached).filter_map(|(it, reached)| {
        let method = if it.level1 == "满意度" { Method::Survey } else { Method::Proof };
        Some(actual(&it.name, reached?, method))
    });
    let actuals = actuals.collect();
    let paper = Evidence {
        holder: Holder::Project(code()),
        indicator: "住户满意度".to_owned(),
        kind: "问卷".to_owned(),
        file: "问卷.pdf".to_owned(),
        hash: String::new(),
        size: 1,
        date: DAY,
        by: "01".to_owned(),
    };
    let evidence = if survey { vec![paper] } else { vec![] };
    Register { indicators, actuals, evidence, ..Register::new(unit) }
}

fn spending(paid: i64, adjusted: i64) -> Spending {
    Spending { adjusted: Fen(adjusted), paid: Fen(paid) }
}

/// The points of the execution and of each indicator, and the total.
fn marks(
    register: &Register,
    spending: Spending,
    when_missing: WhenMissing,
) -> (Vec<Option<i64>>, Option<i64>) {
    let evaluation = evaluate(register, &code(), spending, &policy(when_missing), DAY);
    let execution = evaluation.execution.map(|mark| mark.points.0);
    let points = evaluation.marks.iter().map(|mark| mark.points().map(|points| points.0));
    ([execution].into_iter().chain(points).collect(), evaluation.total.map(|total| total.0))
}

const ALL: [Option<&str>; 4] = [Some("100"), Some("30"), Some("达成"), Some("95")];

#[test]
fn what_was_reached_and_paid_in_full_has_full_marks() {
    let (points, total) = marks(&register(ALL, true), spending(100, 100), WhenMissing::Refuse);
    assert_eq!(points, [1_000, 3_000, 2_000, 3_000, 1_000].map(Some));
    assert_eq!(total, Some(10_000));
}

#[test]
fn execution_is_marked_in_proportion_and_never_above_full_and_is_nothing_without_a_quota() {
    for (paid, adjusted, points) in [
        (2, 3, 667),
        (1, 3, 333),
        (0, 3, 0),
        (4, 3, 1_000),
        (-1, 3, 0),
        (0, 0, 0),
        (5, 0, 0),
        (9_995, 10_000, 1_000),
    ] {
        let (marks, _) = marks(&register(ALL, true), spending(paid, adjusted), WhenMissing::Refuse);
        assert_eq!(marks[0], Some(points), "{paid}/{adjusted}");
    }
}

#[test]
fn each_indicator_is_marked_by_its_kind() {
    let reached = [Some("80"), Some("45"), Some("部分达成"), Some("81")];
    let (points, total) = marks(&register(reached, true), spending(1, 2), WhenMissing::Refuse);
    assert_eq!(points, [500, 2_400, 1_000, 2_100, 900].map(Some));
    assert_eq!(total, Some(6_900));
}

#[test]
fn satisfaction_without_a_survey_has_no_marks() {
    let (points, total) = marks(&register(ALL, false), spending(1, 1), WhenMissing::Refuse);
    assert_eq!((points[4], total), (Some(0), Some(9_000)));
}

#[test]
fn what_is_missing_is_refused_counted_as_nothing_or_left_out_as_the_policy_says() {
    let register = register([None, ALL[1], ALL[2], ALL[3]], true);
    let total = |when| marks(&register, spending(1, 1), when).1;
    assert_eq!(total(WhenMissing::Refuse), None);
    assert_eq!(total(WhenMissing::Zero), Some(7_000));
    // 70 of the 70 points that are left count as all of them.
    assert_eq!(total(WhenMissing::Skip), Some(10_000));
}

#[test]
fn only_the_actual_value_of_the_day_counts() {
    let mut register = register(ALL, true);
    let early = ActualValue { date: Date::constant(2020, 6, 30), ..actual("面积", "10", Method::Proof) };
    register.actuals.push(early);
    let at =
        |day| evaluate(&register, &code(), spending(1, 1), &policy(WhenMissing::Zero), day).marks[0].points();
    assert_eq!(at(DAY), Some(Points::whole(30)));
    assert_eq!(at(Date::constant(2020, 7, 1)), Some(Points::whole(3)));
}

#[test]
fn what_was_missed_needs_a_reason_and_a_measure() {
    let mut register = register([Some("80"), ALL[1], ALL[2], ALL[3]], true);
    let lacks = |register: &Register| {
        let evaluation = evaluate(register, &code(), spending(1, 1), &policy(WhenMissing::Refuse), DAY);
        evaluation.marks.iter().map(Mark::lacks_reason).collect::<Vec<_>>()
    };
    assert_eq!(lacks(&register), [true, false, false, false]);
    register.actuals[0].reason = "雨季".to_owned();
    assert_eq!(lacks(&register), [true, false, false, false]);
    register.actuals[0].measure = "倒排工期".to_owned();
    assert_eq!(lacks(&register), [false; 4]);
}

#[test]
fn marks_far_above_the_execution_are_red_and_much_money_left_is_yellow() {
    let lit = |paid, adjusted| {
        lights(&evaluate(
            &register(ALL, true),
            &code(),
            spending(paid, adjusted),
            &policy(WhenMissing::Refuse),
            DAY,
        ))
    };
    assert_eq!(lit(100, 100), []);
    // 9.50 of 10 points against 90 of 90: exactly 5%, which passes.
    assert_eq!(lit(950, 1_000), []);
    assert_eq!(lit(949, 1_000), [Light::MarksAboveExecution]);
    assert_eq!(lit(79, 100), [Light::MarksAboveExecution, Light::MuchLeft]);
    assert_eq!(lit(0, 0), [Light::MarksAboveExecution, Light::NoQuota]);
}

#[test]
fn a_project_is_marked_by_the_policy_under_which_its_weights_add_up() {
    let fitting = policy(WhenMissing::Refuse);
    let mut other = EvaluationPolicy { id: PolicyId::new("other"), ..fitting.clone() };
    other.groups[1].weight = Points::whole(40);
    let mut goal_less = register(ALL, true);
    goal_less.goals.push(crate::performance::Goal {
        holder: Holder::Project(code()),
        horizon: Horizon::Annual,
        version: 1,
        text: "建成".to_owned(),
        date: DAY,
        document: "1号".to_owned(),
        reason: String::new(),
    });
    let id = |policies: &[&EvaluationPolicy], day| {
        policy_of(&goal_less, &code(), policies, day).map(|it| it.id.to_string())
    };
    assert_eq!(id(&[&other, &fitting], DAY).as_deref(), Some("test"));
    assert_eq!(id(&[&other], DAY).as_deref(), Some("other"));
    assert_eq!(id(&[&fitting], Date::constant(2019, 12, 31)), None);
}
