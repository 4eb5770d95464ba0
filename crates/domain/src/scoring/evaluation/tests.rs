//! Scores, means and faults of a small group.

use super::*;
use crate::Date;
use crate::figure::{FigureSet, evaluation::figures};
use crate::ids::{FiscalYear, PolicyId, Seq};
use crate::scoring::{Band, Group};

fn policy(own_office: OwnOffice) -> EvaluationPolicy {
    let criterion = |name: &str, weight| Criterion {
        group: "决策".to_owned(),
        level2: "管理".to_owned(),
        name: CriterionName::new(name),
        weight: Points::whole(weight),
    };
    EvaluationPolicy {
        id: PolicyId::new("test"),
        title: String::new(),
        document: String::new(),
        place: String::new(),
        from: Date::constant(2020, 1, 1),
        to: None,
        total: Points::whole(10),
        own_office,
        pass: None,
        groups: vec![Group { name: "决策".to_owned(), weight: Points::whole(10) }],
        criteria: vec![criterion("目标", 6), criterion("质量", 4)],
        bands: vec![
            Band { grade: "优".to_owned(), at_least: Points::whole(9), below: None },
            Band { grade: "差".to_owned(), at_least: Points::ZERO, below: Some(Points::whole(9)) },
        ],
        shapes: None,
    }
}

fn members() -> Vec<Member> {
    let member = |id: &str, office: &str| Member {
        id: MemberId::new(id),
        office: OfficeCode::new(office),
        work_unit: String::new(),
        post: String::new(),
        title: String::new(),
        leader: false,
    };
    vec![member("甲", "01"), member("乙", "02")]
}

/// A sheet from `criterion points` pairs.
fn sheet(member: &str, scores: &[(&str, i64)]) -> ScoreSheet {
    let score = |(name, points): &(&str, i64)| (CriterionName::new(*name), Points::whole(*points));
    ScoreSheet { member: MemberId::new(member), office: None, scores: scores.iter().map(score).collect() }
}

#[test]
fn the_total_is_the_sum_of_the_means() {
    let sheets = [sheet("甲", &[("目标", 6), ("质量", 4)]), sheet("乙", &[("目标", 5), ("质量", 3)])];
    assert_eq!(faults(&policy(OwnOffice::Forbidden), &members(), &sheets), []);
    let evaluation = Evaluation::new(policy(OwnOffice::Forbidden), &sheets);
    assert_eq!(evaluation.total, Some(Points(900)));
    assert_eq!(evaluation.grade.as_deref(), Some("优"));
    let mut set = FigureSet::new(FiscalYear(2020), Date::constant(2020, 12, 31), Seq(1));
    set.extend(figures(&evaluation, 2));
    for (key, shown) in [
        ("score.criterion.目标", "5.5"),
        ("weight.criterion.目标", "6"),
        ("score.group.决策", "9"),
        ("score.total", "9"),
        ("grade.total", "优"),
        ("count.member", "2"),
    ] {
        assert_eq!(set.find(key).map(|f| f.value.display()).as_deref(), Some(shown), "{key}");
    }
}

#[test]
fn a_missing_mean_leaves_total_and_grade_open() {
    let evaluation = Evaluation::new(policy(OwnOffice::Allowed), &[sheet("甲", &[("目标", 6)])]);
    assert_eq!((evaluation.total, evaluation.grade), (None, None));
}

#[test]
fn every_fault_of_the_sheets_is_found() {
    let mut own = sheet("甲", &[("目标", 7), ("目标", 1), ("别的", 1)]);
    own.office = Some(OfficeCode::new("01"));
    let sheets = [own, sheet("丙", &[("目标", 1), ("质量", 1)])];
    let (member, name) = (|id: &str| MemberId::new(id), |name: &str| CriterionName::new(name));
    let found = faults(&policy(OwnOffice::Forbidden), &members(), &sheets);
    assert_eq!(
        found,
        [
            EvaluationFault::OwnOffice { member: member("甲"), office: OfficeCode::new("01") },
            EvaluationFault::ScoreAboveWeight {
                member: member("甲"),
                criterion: name("目标"),
                score: Points::whole(7),
                weight: Points::whole(6),
            },
            EvaluationFault::ScoredTwice { member: member("甲"), criterion: name("目标") },
            EvaluationFault::UnknownCriterion { member: member("甲"), criterion: name("别的") },
            EvaluationFault::MissingScore { member: member("甲"), criterion: name("质量") },
            EvaluationFault::UnknownMember { member: member("丙") },
            EvaluationFault::MissingSheet { member: member("乙") },
        ]
    );
    let allowed = faults(&policy(OwnOffice::Allowed), &members(), &sheets);
    assert!(!allowed.iter().any(|fault| matches!(fault, EvaluationFault::OwnOffice { .. })));
}
