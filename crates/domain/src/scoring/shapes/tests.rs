//! Every edge of the shapes, as tables.

use super::*;

/// Rules as most schemes have them.
pub(super) fn rules() -> ShapeRules {
    let level = |name: &str, at_least, usual| GradeLevel {
        name: name.to_owned(),
        at_least: Percent::whole(at_least),
        usual: Some(Percent::whole(usual)),
    };
    let band = |at_least, gives| SatisfactionBand {
        at_least: Percent::whole(at_least),
        gives: Percent::whole(gives),
    };
    ShapeRules {
        when_missing: WhenMissing::Refuse,
        reason_below_full: true,
        far_beyond: Some(Percent::whole(130)),
        strict: true,
        equal: EqualRule::AsAtLeast,
        floor: Percent::whole(60),
        rescaled: false,
        survey_required: true,
        levels: vec![level("达成", 80, 100), level("部分达成", 60, 70), level("未达成", 0, 0)],
        bands: vec![band(90, 100), band(80, 80), band(60, 50), band(0, 0)],
    }
}

fn stated(text: &str) -> Stated {
    Stated::parse(text, "").unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

/// The score of 10 points by the rules.
fn ten(shape: &Shape, actual: Actual, rules: &ShapeRules) -> Score {
    match score(shape, &actual, Points::whole(10), rules) {
        Ok(Scored::Score(score)) => score,
        other => panic!("{shape:?} {actual:?}: {other:?}"),
    }
}

/// Why 10 points cannot be scored.
fn refused(shape: &Shape, actual: Actual) -> Unscorable {
    score(shape, &actual, Points::whole(10), &rules()).unwrap_err()
}

/// A shape by its sign and target.
fn shape(sign: &str, target: &str) -> Shape {
    let of = |text| stated(text);
    match sign {
        ">=" | ">" => Shape::AtLeast { target: of(target), strict: sign == ">" },
        "<=" | "<" => Shape::AtMost { target: of(target), strict: sign == "<" },
        "=" => Shape::Equal { target: of(target) },
        _ => {
            let (low, high) = target.split_once('~').unwrap();
            Shape::Range { low: of(low), high: of(high) }
        }
    }
}

/// Checks rows of sign, target, actual and points of 10.
fn check(rules: &ShapeRules, table: &[(&str, &str, &str, &str)]) {
    for (sign, target, actual, points) in table {
        let score = ten(&shape(sign, target), Actual::Number(stated(actual)), rules);
        assert_eq!(score.points.short(), *points, "{sign} {target}, actual {actual}: {:?}", score.because);
        assert_eq!(score.reason_required, score.points < score.full, "{sign} {target} {actual}");
        assert!(!score.because.is_empty());
    }
}

#[test]
fn numbers_are_scored_by_their_operator_at_every_edge() {
    check(
        &rules(),
        &[
            (">=", "100", "100", "10"),
            (">=", "100", "100.0", "10"),
            (">=", "100", "98", "9.8"),
            (">=", "100", "99.99", "10"),
            (">=", "300", "100", "3.33"),
            (">=", "300", "200", "6.67"),
            (">=", "100", "0", "0"),
            (">=", "100", "-5", "0"),
            (">=", "95%", "95%", "10"),
            (">=", "95%", "76%", "8"),
            (">=", "0", "0", "10"),
            (">=", "0", "-1", "10"),
            (">=", "0", "1", "0"),
            (">=", "-5", "-5", "10"),
            (">=", "-5", "-8", "4"),
            (">=", "-5", "-10", "0"),
            (">=", "-5", "-20", "0"),
            (">=", "-5", "3", "10"),
            ("<=", "100", "100", "10"),
            ("<=", "100", "0", "10"),
            ("<=", "100", "-3", "10"),
            ("<=", "100", "150", "5"),
            ("<=", "100", "199.9", "0.01"),
            ("<=", "100", "200", "0"),
            ("<=", "100", "201", "0"),
            ("<=", "90", "90", "10"),
            ("<=", "0", "0", "10"),
            ("<=", "0", "0.01", "0"),
            ("<=", "-10", "-10", "10"),
            ("<=", "-10", "-5", "5"),
            ("<=", "-10", "0", "0"),
            ("=", "0", "0", "10"),
            ("=", "0", "2", "0"),
            ("=", "0", "-2", "10"),
            ("=", "6", "6", "10"),
            ("=", "6", "7", "10"),
            ("=", "6", "3", "5"),
        ],
    );
}

#[test]
fn the_target_of_a_strict_comparison_is_not_reached_by_meeting_it() {
    check(
        &rules(),
        &[
            (">", "8", "8", "9.99"),
            (">", "8", "8.01", "10"),
            (">", "8", "4", "5"),
            ("<", "8", "8", "9.99"),
            ("<", "8", "7.99", "10"),
            ("<", "8", "12", "5"),
            (">", "0", "0", "0"),
            (">", "0", "0.1", "10"),
            ("<", "0", "0", "0"),
            ("<", "0", "-0.1", "10"),
        ],
    );
    let lenient = ShapeRules { strict: false, ..rules() };
    check(&lenient, &[(">", "8", "8", "10"), ("<", "8", "8", "10"), (">", "0", "0", "10")]);
    let score = ten(&shape(">", "8"), Actual::Number(stated("8")), &rules());
    assert!(score.because.contains(&ScoreStep::AtTheLimit));
}

#[test]
fn a_range_is_full_on_both_bounds_and_falls_off_outside() {
    check(
        &rules(),
        &[
            ("~", "40~60", "40", "10"),
            ("~", "40~60", "60", "10"),
            ("~", "40~60", "50", "10"),
            ("~", "40~60", "20", "5"),
            ("~", "40~60", "90", "5"),
            ("~", "40~60", "120", "0"),
            ("~", "0~60", "-1", "0"),
            ("~", "0~60", "0", "10"),
            ("~", "40%~60%", "50%", "10"),
        ],
    );
    let reversed = Shape::Range { low: stated("60"), high: stated("40") };
    assert_eq!(refused(&reversed, Actual::Number(stated("50"))), Unscorable::RangeReversed);
}

#[test]
fn equal_may_count_every_distance() {
    let rules = ShapeRules { equal: EqualRule::BothSides, ..rules() };
    check(
        &rules,
        &[
            ("=", "6", "6", "10"),
            ("=", "6", "9", "5"),
            ("=", "6", "3", "5"),
            ("=", "6", "12", "0"),
            ("=", "0", "-2", "0"),
            ("=", "0", "0", "10"),
            ("=", "-4", "-5", "7.5"),
        ],
    );
}

#[test]
fn proportional_scoring_gives_nothing_below_its_floor() {
    let of = |floor, actual: &str, rules: &ShapeRules| {
        let shape = Shape::Proportional { target: stated("100"), floor };
        ten(&shape, Actual::Number(stated(actual)), rules).points.short()
    };
    for (actual, points) in
        [("100", "10"), ("99", "9.9"), ("60", "6"), ("59.99", "0"), ("0", "0"), ("-1", "0")]
    {
        assert_eq!(of(None, actual, &rules()), points, "{actual}");
    }
    assert_eq!(of(Some(Percent::whole(80)), "79", &rules()), "0");
    assert_eq!(of(Some(Percent::ZERO), "1", &rules()), "0.1");
    let rescaled = ShapeRules { rescaled: true, ..rules() };
    for (actual, points) in [("100", "10"), ("80", "5"), ("60", "0"), ("59", "0")] {
        assert_eq!(of(None, actual, &rescaled), points, "{actual}");
    }
    assert_eq!(of(Some(Percent::FULL), "99", &rescaled), "0");
}

#[test]
fn a_quotient_is_scored_unrounded_and_never_full_over_zero() {
    let quotient = |over, under| Actual::Quotient { over: decimal(over), under: decimal(under) };
    let rate = shape(">=", "100%");
    for (over, under, points) in
        [("1", "3", "3.33"), ("2", "3", "6.67"), ("35782761", "36326428", "9.85"), ("5", "4", "10")]
    {
        assert_eq!(ten(&rate, quotient(over, under), &rules()).points.short(), points, "{over}/{under}");
    }
    assert_eq!(refused(&rate, quotient("5", "0")), Unscorable::NothingBelow);
    assert_eq!(refused(&rate, quotient("0", "0.00")), Unscorable::NothingBelow);
    let zero = ShapeRules { when_missing: WhenMissing::Zero, ..rules() };
    let score = ten(&rate, quotient("5", "0"), &zero);
    assert_eq!((score.points, &score.remarks[..]), (Points::ZERO, &[Remark::NothingBelow][..]));
}

#[test]
fn a_missing_value_is_refused_scored_zero_or_left_out_by_the_policy() {
    let by = |when_missing| {
        score(&shape(">=", "5"), &Actual::Missing, Points::whole(10), &ShapeRules { when_missing, ..rules() })
    };
    assert_eq!(by(WhenMissing::Refuse), Err(Unscorable::Missing));
    assert_eq!(by(WhenMissing::Skip), Ok(Scored::Skipped));
    let Ok(Scored::Score(zero)) = by(WhenMissing::Zero) else { panic!("no score") };
    assert_eq!((zero.points, zero.reason_required), (Points::ZERO, true));
    assert_eq!(zero.remarks, [Remark::Missing]);
}

#[test]
fn a_result_far_beyond_its_target_keeps_its_points_and_is_remarked_upon() {
    let remarked = |sign, target, actual: &str, rules: &ShapeRules| {
        let score = ten(&shape(sign, target), Actual::Number(stated(actual)), rules);
        assert_eq!(score.points, score.full);
        score.remarks.iter().any(|remark| matches!(remark, Remark::FarBeyond { .. }))
    };
    for (sign, target, actual, remark) in [
        (">=", "100", "129.99", false),
        (">=", "100", "130", true),
        (">=", "100", "289", true),
        ("=", "100", "130", true),
        (">=", "-5", "50", false),
        ("<=", "130", "100", true),
        ("<=", "129", "100", false),
        ("<=", "100", "0", false),
    ] {
        assert_eq!(remarked(sign, target, actual, &rules()), remark, "{sign} {target} {actual}");
    }
    assert!(!remarked(">=", "100", "500", &ShapeRules { far_beyond: None, ..rules() }));
}

#[test]
fn negative_values_and_zero_targets_are_remarked_upon() {
    let remarks =
        |sign, target, actual| ten(&shape(sign, target), Actual::Number(stated(actual)), &rules()).remarks;
    assert_eq!(remarks(">=", "5", "-1"), [Remark::Negative]);
    assert_eq!(remarks(">=", "0", "0"), [Remark::ZeroAtLeast]);
    assert_eq!(remarks("<=", "0", "0"), []);
}

#[test]
fn a_level_takes_the_points_between_its_edges_and_no_others() {
    let of = |name: &str, given: &str| {
        let actual = Actual::Level { name: name.to_owned(), given: Points::parse(given) };
        score(&Shape::Graded, &actual, Points::whole(10), &rules())
    };
    for (name, given) in [
        ("达成", "10"),
        ("达成", "8"),
        ("部分达成", "7.99"),
        ("部分达成", "6"),
        ("未达成", "5.99"),
        ("未达成", "0"),
    ] {
        let Ok(Scored::Score(score)) = of(name, given) else { panic!("{name} {given}") };
        assert_eq!(score.points.short(), given, "{name}");
    }
    for (name, given) in [("达成", "7.99"), ("部分达成", "8"), ("部分达成", "5.99"), ("未达成", "6")]
    {
        assert!(matches!(of(name, given), Err(Unscorable::OutsideLevel { .. })), "{name} {given}");
    }
    assert!(matches!(of("达成", "10.01"), Err(Unscorable::OutsideFull { .. })));
    assert!(matches!(of("优", "9"), Err(Unscorable::UnknownLevel { .. })));
}

#[test]
fn a_level_without_points_gives_its_usual_share_or_is_refused() {
    let actual = Actual::Level { name: "部分达成".to_owned(), given: None };
    assert_eq!(ten(&Shape::Graded, actual.clone(), &rules()).points, Points::whole(7));
    let mut none = rules();
    none.levels[1].usual = None;
    assert_eq!(
        score(&Shape::Graded, &actual, Points::whole(10), &none),
        Err(Unscorable::NoPointsGiven { name: "部分达成".to_owned() })
    );
}

#[test]
fn satisfaction_is_scored_by_bands_and_only_with_a_survey() {
    let shape = Shape::Satisfaction { target: stated("90%") };
    let of = |share: &str, survey, rules: &ShapeRules| {
        ten(&shape, Actual::Surveyed { share: stated(share), survey }, rules)
    };
    for (share, points) in [
        ("100%", "10"),
        ("90%", "10"),
        ("89.99%", "8"),
        ("80%", "8"),
        ("79.99%", "5"),
        ("60%", "5"),
        ("59.99%", "0"),
        ("0%", "0"),
        ("-1%", "0"),
    ] {
        assert_eq!(of(share, true, &rules()).points.short(), points, "{share}");
    }
    let without = of("100%", false, &rules());
    assert_eq!((without.points, &without.remarks[..]), (Points::ZERO, &[Remark::NoSurvey][..]));
    let warned = of("90%", false, &ShapeRules { survey_required: false, ..rules() });
    assert_eq!((warned.points.short(), warned.remarks), ("10".to_owned(), vec![Remark::NoSurvey]));
    let by_share = ShapeRules { bands: vec![], ..rules() };
    assert_eq!(of("81%", true, &by_share).points.short(), "9");
}

#[test]
fn deductions_add_up_and_stop_at_zero() {
    let list = vec![
        Deduction { what: "逾期".to_owned(), each: Points(50), most: Some(Points::whole(2)) },
        Deduction { what: "缺资料".to_owned(), each: Points::whole(4), most: None },
    ];
    let shape = Shape::Deduction { list };
    let of = |counts: &[(&str, u32)]| {
        let counts = counts.iter().map(|(what, n)| ((*what).to_owned(), *n)).collect();
        score(&shape, &Actual::Counts(counts), Points::whole(10), &rules()).map(|scored| match scored {
            Scored::Score(score) => score.points.short(),
            Scored::Skipped => panic!("skipped"),
        })
    };
    assert_eq!(of(&[]), Ok("10".to_owned()));
    assert_eq!(of(&[("逾期", 3)]), Ok("8.5".to_owned()));
    assert_eq!(of(&[("逾期", 3), ("逾期", 9)]), Ok("8".to_owned()));
    assert_eq!(of(&[("逾期", 1), ("缺资料", 2)]), Ok("1.5".to_owned()));
    assert_eq!(of(&[("缺资料", 3)]), Ok("0".to_owned()));
    assert_eq!(of(&[("酌情", 1)]), Err(Unscorable::UnknownDeduction { what: "酌情".to_owned() }));
}

#[test]
fn direct_scoring_takes_a_decision_or_points_up_to_the_full_ones() {
    assert_eq!(ten(&Shape::Direct, Actual::Decided(true), &rules()).points, Points::whole(10));
    assert_eq!(ten(&Shape::Direct, Actual::Decided(false), &rules()).points, Points::ZERO);
    assert_eq!(ten(&Shape::Direct, Actual::Given(Points(725)), &rules()).points, Points(725));
    let above = refused(&Shape::Direct, Actual::Given(Points(1001)));
    assert_eq!(above, Unscorable::OutsideFull { given: Points(1001), full: Points::whole(10) });
    assert!(matches!(refused(&Shape::Direct, Actual::Given(Points(-1))), Unscorable::OutsideFull { .. }));
}

#[test]
fn units_that_differ_and_values_of_another_sort_are_refused() {
    let number = |text: &str| Actual::Number(Stated::parse(text, "").unwrap());
    assert!(matches!(refused(&shape(">=", "95%"), number("0.95")), Unscorable::FractionOrPercent { .. }));
    assert!(matches!(refused(&shape(">=", "95"), number("95%")), Unscorable::UnitsDiffer { .. }));
    assert_eq!(refused(&shape(">=", "95"), Actual::Decided(true)), Unscorable::WrongActual);
    assert_eq!(refused(&Shape::Graded, number("9")), Unscorable::WrongActual);
    let score = ten(&shape(">=", "95%"), number("95"), &rules());
    assert_eq!((score.points, score.remarks), (Points::whole(10), vec![Remark::ReadAsPercent]));
}

#[test]
fn numbers_that_are_too_large_are_refused_and_nothing_panics() {
    let large = "9".repeat(28);
    let tiny = format!("0.{}1", "0".repeat(26));
    for (sign, target, actual) in
        [(">=", &large, &tiny), (">=", &tiny, &large), ("<=", &tiny, &large), ("=", &large, &tiny)]
    {
        let actual = Actual::Number(stated(actual));
        let answer = score(&shape(sign, target), &actual, Points(i64::MAX), &rules());
        let sane = match &answer {
            Ok(Scored::Score(score)) => score.points >= Points::ZERO && score.points <= score.full,
            other => matches!(other, Err(Unscorable::TooLarge)),
        };
        assert!(sane, "{sign} {target}: {answer:?}");
    }
}
