//! A project with a few indicators, spoiled one way at a time.

use super::*;
use crate::decimal::Decimal;
use crate::ids::{OfficeCode, PolicyId};
use crate::performance::{Goal, Operator, Target, Unit};
use crate::scoring::{Band, OwnOffice};

fn policy(groups: &[(&str, i64)]) -> EvaluationPolicy {
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
        groups: groups
            .iter()
            .map(|(name, weight)| Group { name: (*name).to_owned(), weight: Points::whole(*weight) })
            .collect(),
        criteria: vec![],
        bands: vec![Band { grade: "优".to_owned(), at_least: Points::ZERO, below: None }],
        shapes: None,
    }
}

fn holder() -> Holder {
    Holder::Project(ProjectCode::new("P"))
}

fn indicator(level1: &str, name: &str, weight: i64) -> Indicator {
    Indicator {
        holder: holder(),
        horizon: Horizon::Annual,
        name: name.to_owned(),
        version: 1,
        level1: level1.to_owned(),
        level2: String::new(),
        operator: Operator::AtLeast,
        target: Target::Number(Decimal { digits: 1, places: 0 }),
        unit: "个".to_owned(),
        weight: Points::whole(weight),
        shape: String::new(),
        basis: String::new(),
        evidence: String::new(),
        figure: String::new(),
        office: OfficeCode::new("01"),
        document: "1号".to_owned(),
    }
}

fn goal(version: i64) -> Goal {
    Goal {
        holder: holder(),
        horizon: Horizon::Annual,
        version,
        text: "建成".to_owned(),
        date: Date::constant(2020, 1, 20),
        document: "1号".to_owned(),
        reason: String::new(),
    }
}

fn register(indicators: Vec<Indicator>, goals: Vec<Goal>) -> Register {
    let unit = Unit {
        code: "001".to_owned(),
        name: "某局".to_owned(),
        region: String::new(),
        policy: PolicyId::new("test"),
    };
    Register { indicators, goals, ..Register::new(unit) }
}

fn national() -> EvaluationPolicy {
    policy(&[("预算执行率", 10), ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)])
}

fn good() -> Vec<Indicator> {
    vec![
        indicator("产出", "建成面积", 30),
        indicator("产出指标", "验收合格率", 20),
        indicator("效益", "受益户数", 30),
        indicator("满意度", "住户满意度", 10),
    ]
}

fn found(indicators: Vec<Indicator>, goals: Vec<Goal>) -> Vec<GoalFault> {
    faults(&register(indicators, goals), &holder(), &[&national()])
}

#[test]
fn weights_that_add_up_at_each_level_are_good() {
    assert_eq!(found(good(), vec![goal(1)]), []);
}

#[test]
fn weights_that_do_not_add_up_are_named_with_their_level() {
    let mut indicators = good();
    indicators[2].weight = Points::whole(29);
    let (sum, weight) = (Points::whole(29), Points::whole(30));
    let level1 = "效益指标".to_owned();
    assert_eq!(found(indicators, vec![goal(1)]), [GoalFault::LevelMissesWeight { level1, sum, weight }]);
    let mut indicators = good();
    indicators[3].level1 = "影响力".to_owned();
    let level1 = "满意度指标".to_owned();
    let missing = GoalFault::LevelMissesWeight { level1, sum: Points::ZERO, weight: Points::whole(10) };
    let unknown = GoalFault::UnknownLevel { level1: "影响力".to_owned() };
    assert_eq!(found(indicators, vec![goal(1)]), [missing, unknown]);
}

#[test]
fn of_two_policies_the_one_that_fits_is_meant() {
    let core = policy(&[
        ("预算执行率", 10),
        ("成本指标", 20),
        ("产出指标", 40),
        ("效益指标", 20),
        ("满意度指标", 10),
    ]);
    let mut indicators = good();
    indicators[0].weight = Points::whole(20);
    indicators[2].weight = Points::whole(20);
    indicators.push(indicator("成本", "单位成本", 20));
    let register = register(indicators, vec![goal(1)]);
    assert_eq!(faults(&register, &holder(), &[&national(), &core]), []);
    assert!(!faults(&register, &holder(), &[&national()]).is_empty());
}

#[test]
fn an_indicator_without_weight_among_weighted_ones_is_named_and_none_at_all_is_good() {
    let mut indicators = good();
    indicators.push(indicator("产出", "漏填", 0));
    assert_eq!(found(indicators, vec![goal(1)]), [GoalFault::NoWeight { indicator: "漏填".to_owned() }]);
    assert_eq!(found(vec![indicator("产出", "只报不评", 0)], vec![goal(1)]), []);
}

#[test]
fn goals_and_indicators_need_each_other_and_every_version() {
    assert_eq!(found(good(), vec![]), [GoalFault::NoGoal]);
    assert_eq!(found(vec![], vec![goal(1)]), [GoalFault::NoIndicator]);
    let gap = GoalFault::VersionGap { of: String::new(), version: 3 };
    assert_eq!(found(good(), vec![goal(1), goal(3)]), [gap]);
    let mut indicators = good();
    indicators.push(Indicator { version: 2, weight: Points::whole(30), ..indicators[0].clone() });
    assert_eq!(found(indicators, vec![goal(1), goal(2)]), []);
}

#[test]
fn a_quota_that_moved_far_asks_for_an_adjustment_or_a_reason() {
    let first = Date::constant(2020, 1, 1);
    let moved = |goals, initial, adjusted| {
        let quota = (Fen(initial), Fen(adjusted));
        quota_moved(&register(good(), goals), &ProjectCode::new("P"), quota, 2_000, first)
    };
    let fault = Some(GoalFault::QuotaMoved { initial: Fen(10_000), adjusted: Fen(12_001) });
    assert_eq!(moved(vec![goal(1)], 10_000, 12_001), fault);
    assert_eq!(moved(vec![goal(1)], 10_000, 12_000), None, "exactly 20% passes");
    assert!(moved(vec![goal(1)], 10_000, 7_999).is_some());
    assert_eq!(moved(vec![goal(1), goal(2)], 10_000, 12_001), None);
    assert_eq!(moved(vec![goal(1)], 0, 5), None);
}
