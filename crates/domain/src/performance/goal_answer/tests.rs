//! Which goals are answered, by table.

use super::*;
use crate::decimal::Decimal;
use crate::ids::{OfficeCode, PolicyId, ProjectCode};
use crate::money::Fen;
use crate::performance::{ExpenditureKind, Method, Narrative, Operator, Reached, Target, Unit};
use crate::points::Points;

const DAY: Date = Date::constant(2020, 12, 31);

fn register() -> Register {
    Register::new(Unit {
        code: "1".to_owned(),
        name: "某局".to_owned(),
        region: String::new(),
        policy: PolicyId::new("none"),
    })
}

fn goal(horizon: Horizon, version: i64, month: i8) -> Goal {
    Goal {
        holder: Holder::Unit,
        horizon,
        version,
        text: format!("第{version}版"),
        date: Date::constant(2020, month, 1),
        document: "1号".to_owned(),
        reason: String::new(),
    }
}

fn indicator(holder: Holder, horizon: Horizon, name: &str, operator: Operator) -> Indicator {
    let target = match operator {
        Operator::Described => Target::Words("建成".to_owned()),
        _ => Target::Number(Decimal { digits: 10, places: 0 }),
    };
    Indicator {
        holder,
        horizon,
        name: name.to_owned(),
        version: 1,
        level1: "产出".to_owned(),
        level2: "数量".to_owned(),
        operator,
        target,
        unit: "个".to_owned(),
        weight: Points::ZERO,
        shape: String::new(),
        basis: String::new(),
        evidence: String::new(),
        figure: String::new(),
        office: OfficeCode::new("01"),
        document: "1号".to_owned(),
    }
}

fn actual(holder: Holder, name: &str, month: i8, reached: &str) -> ActualValue {
    ActualValue {
        holder,
        indicator: name.to_owned(),
        date: Date::constant(2020, month, 28),
        reached: Reached::parse(reached).unwrap(),
        method: Method::Statistics,
        by: "01".to_owned(),
        reason: String::new(),
        measure: String::new(),
    }
}

/// What is reached of each indicator of the first aim, and why the aim is not answered, as short words.
fn told(register: &Register, as_of: Date) -> (Vec<Option<bool>>, Vec<String>) {
    let answers = answers(register, as_of);
    let names = |indicators: &[&Indicator]| {
        indicators.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("、")
    };
    let why = answers[0].unanswered().into_iter().map(|why| match why {
        Unanswered::NoIndicator => "no indicator".to_owned(),
        Unanswered::NoActual(of) => format!("no actual: {}", names(&of)),
        Unanswered::NotJudged(of) => format!("not judged: {}", names(&of)),
    });
    (answers[0].results.iter().map(|result| result.reached).collect(), why.collect())
}

#[test]
fn a_goal_is_answered_when_each_of_its_indicators_has_a_value_that_was_held_against_the_target() {
    const NONE: &str = "";
    let (least, words) = (Operator::AtLeast, Operator::Described);
    for (indicators, reached, why) in [
        (&[][..], &[][..], &["no indicator"][..]),
        (&[("甲", least, "12")], &[Some(true)], &[]),
        (&[("甲", least, "9")], &[Some(false)], &[]),
        (&[("甲", least, NONE)], &[None], &["no actual: 甲"]),
        (&[("甲", words, "已建成")], &[None], &["not judged: 甲"]),
        (&[("甲", least, "10"), ("乙", least, NONE)], &[Some(true), None], &["no actual: 乙"]),
        (
            &[("甲", words, "已建成"), ("乙", least, NONE), ("丙", least, NONE)],
            &[None, None, None],
            &["no actual: 乙、丙", "not judged: 甲"],
        ),
    ] {
        let mut register = register();
        register.goals.push(goal(Horizon::Annual, 1, 1));
        for (name, operator, value) in indicators {
            register.indicators.push(indicator(Holder::Unit, Horizon::Annual, name, *operator));
            if *value != NONE {
                register.actuals.push(actual(Holder::Unit, name, 12, value));
            }
        }
        let expected = (reached.to_vec(), why.iter().map(|why| (*why).to_owned()).collect());
        assert_eq!(told(&register, DAY), expected, "{indicators:?}");
    }
}

#[test]
fn an_indicator_answers_only_the_goal_of_its_own_horizon() {
    let mut register = register();
    register.goals = vec![goal(Horizon::LongTerm, 1, 1), goal(Horizon::Annual, 1, 1)];
    register.indicators.push(indicator(Holder::Unit, Horizon::Annual, "甲", Operator::AtLeast));
    register.actuals.push(actual(Holder::Unit, "甲", 12, "10"));
    let answers = answers(&register, DAY);
    assert_eq!(answers.iter().map(|answer| answer.results.len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(answers[0].unanswered(), []);
    assert_eq!(answers[1].unanswered(), [Unanswered::NoIndicator]);
}

#[test]
fn the_version_and_the_value_of_the_day_count() {
    let mut register = register();
    register.goals = vec![goal(Horizon::Annual, 1, 1), goal(Horizon::Annual, 2, 7)];
    register.indicators.push(indicator(Holder::Unit, Horizon::Annual, "甲", Operator::AtLeast));
    register.actuals = vec![actual(Holder::Unit, "甲", 9, "10"), actual(Holder::Unit, "甲", 6, "4")];
    for (month, text, reached) in [(3, "第1版", None), (6, "第1版", Some(false)), (12, "第2版", Some(true))]
    {
        let as_of = Date::constant(2020, month, 1).last_of_month();
        let answers = answers(&register, as_of);
        let Aim::Goal(goal) = answers[0].aim else { panic!("a goal") };
        assert_eq!((goal.text.as_str(), answers[0].results[0].reached), (text, reached), "{month}");
    }
}

#[test]
fn a_duty_is_answered_by_the_projects_under_it_and_by_no_others() {
    let mut register = register();
    for (position, title) in (1..).zip(["土地利用", "土地利用", "房屋征收", ""]) {
        let (title, text) = (title.to_owned(), "写明".to_owned());
        register.narratives.push(Narrative { section: Section::Goal, position, title, text });
    }
    for (code, duty) in [("A", "土地利用"), ("B", "别的")] {
        register.projects.push(Project {
            code: ProjectCode::new(code),
            name: code.to_owned(),
            office: OfficeCode::new("01"),
            duty: duty.to_owned(),
            activity: String::new(),
            expenditure_kind: ExpenditureKind::Special,
            report_category: String::new(),
            project_kind: String::new(),
            start: Date::constant(2020, 1, 1),
            end: DAY,
            total_investment: Fen::ZERO,
        });
        let holder = Holder::Project(ProjectCode::new(code));
        register.indicators.push(indicator(holder.clone(), Horizon::Annual, "面积", Operator::AtLeast));
        register.actuals.push(actual(holder, "面积", 12, "10"));
    }
    let answers = answers(&register, DAY);
    let aims: Vec<Aim> = answers.iter().map(|answer| answer.aim).collect();
    assert_eq!(aims, [Aim::Duty("土地利用"), Aim::Duty("房屋征收")]);
    assert_eq!(answers[0].results.len(), 1);
    assert_eq!(answers[0].unanswered(), []);
    assert_eq!(answers[1].unanswered(), [Unanswered::NoIndicator]);
}
