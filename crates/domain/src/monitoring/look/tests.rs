//! A round of three projects: what is missing is named, what is there is not.

use super::*;
use crate::ids::{OfficeCode, PolicyId};
use crate::money::Fen;
use crate::monitoring::policy::tests::{pace, policy};
use crate::monitoring::{Against, Due, Lapse};
use crate::performance::{
    Cause, Correction, CorrectionAct, ExpenditureKind, Indicator, Likelihood, MonitorReport, Operator,
    Reached, Target, Unit,
};
use crate::points::Points;

fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

fn project(code: &str) -> Project {
    Project {
        code: ProjectCode::new(code),
        name: format!("{code}项目"),
        office: OfficeCode::new("01"),
        duty: String::new(),
        activity: String::new(),
        expenditure_kind: ExpenditureKind::Special,
        report_category: String::new(),
        project_kind: String::new(),
        start: day(1, 1),
        end: day(12, 31),
        total_investment: Fen::ZERO,
    }
}

fn holder(code: &str) -> Holder {
    Holder::Project(ProjectCode::new(code))
}

fn report(code: &str, indicator: &str, expected: &str, likelihood: Likelihood) -> MonitorReport {
    MonitorReport {
        round: "2020-06".to_owned(),
        holder: holder(code),
        indicator: indicator.to_owned(),
        value: None,
        expected: Reached::parse(expected),
        likelihood,
        cause: None,
        reason: String::new(),
        measure: String::new(),
        by: "01".to_owned(),
        date: day(7, 8),
    }
}

fn indicator(code: &str, name: &str) -> Indicator {
    Indicator {
        holder: holder(code),
        horizon: Horizon::Annual,
        name: name.to_owned(),
        version: 1,
        level1: String::new(),
        level2: String::new(),
        operator: Operator::AtLeast,
        target: Target::parse(Operator::AtLeast, "100").unwrap(),
        unit: String::new(),
        weight: Points(1000),
        shape: String::new(),
        basis: String::new(),
        evidence: String::new(),
        figure: String::new(),
        office: OfficeCode::new("01"),
        document: String::new(),
    }
}

/// Three projects: A on red, B on green, C without money.
fn register() -> Register {
    let unit =
        Unit { code: String::new(), name: String::new(), region: String::new(), policy: PolicyId::new("") };
    let mut register = Register::new(unit);
    register.projects = ["C", "B", "A"].map(project).to_vec();
    register.rounds = vec![Round { name: "2020-06".to_owned(), as_of: day(6, 30), deadline: day(7, 10) }];
    register
}

fn correction(act: CorrectionAct, date: Date, due: Option<Date>) -> Correction {
    Correction {
        task: "DB1".to_owned(),
        project: ProjectCode::new("A"),
        round: "2020-06".to_owned(),
        act,
        date,
        person: "05".to_owned(),
        due,
        text: "加快".to_owned(),
    }
}

fn proposal(act: ProposalAct, date: Date, voucher: &str) -> FreezeProposal {
    FreezeProposal {
        proposal: "TQ1".to_owned(),
        project: ProjectCode::new("A"),
        act,
        date,
        amount: Fen(1),
        reason: "停工".to_owned(),
        by: "05".to_owned(),
        voucher: VoucherNo::new(voucher),
    }
}

/// What of a round is asked on a day, by a question.
fn ask<T>(register: &Register, today: Date, question: impl Fn(&Monitoring) -> T) -> T {
    let money =
        |adjusted, paid| MoneySoFar { adjusted: Fen(adjusted), paid: Fen(paid), ..MoneySoFar::default() };
    let money = HashMap::from([
        (ProjectCode::new("A"), money(1_000, 100)),
        (ProjectCode::new("B"), money(1_000, 500)),
    ]);
    let freezes =
        [(VoucherNo::new("DJ1"), ProjectCode::new("A")), (VoucherNo::new("DJ2"), ProjectCode::new("B"))];
    let policy = policy(pace(Against::Time));
    let round = &register.rounds[0];
    let look = Look { register, policy: &policy, round, money: &money, freezes: &freezes, today };
    question(&look.monitoring().unwrap())
}

#[test]
fn the_worst_project_comes_first_and_one_without_money_has_no_light() {
    let order = ask(&register(), day(7, 10), |seen| {
        seen.projects.iter().map(|view| (view.project.code.to_string(), view.light())).collect::<Vec<_>>()
    });
    let expected = [("A", Some(Signal::Red)), ("B", Some(Signal::Green)), ("C", None)];
    assert_eq!(order, expected.map(|(code, light)| (code.to_owned(), light)));
    let counts = ask(&register(), day(7, 10), |seen| {
        [Some(Signal::Red), Some(Signal::Yellow), Some(Signal::Green), None].map(|light| seen.count(light))
    });
    assert_eq!(counts, [1, 0, 1, 1]);
    // The whole is 600 of 2000: 60 of 100 in June.
    assert_eq!(ask(&register(), day(7, 10), |seen| seen.total.light), Some(Signal::Yellow));
}

#[test]
fn money_behind_needs_a_cause_in_words_a_measure_and_a_task() {
    let mut register = register();
    let lapses = |register: &Register| ask(register, day(7, 10), |seen| format!("{:?}", seen.lapses()));
    let count = |text: &str, word: &str| text.matches(word).count();
    let bare = lapses(&register);
    assert!(bare.contains("reported: false, cause: true, measure: true"), "{bare}");
    assert_eq!((count(&bare, "Unexplained"), count(&bare, "NoTask")), (1, 1));

    let mut money = report("A", "", "900.00", Likelihood::Possible);
    money.cause = Some(Cause::Other);
    register.monitor_reports.push(money.clone());
    let half = lapses(&register);
    assert!(half.contains("reported: true, cause: false, measure: true"), "{half}");
    assert_eq!(count(&half, "WithoutWords"), 1);

    money.date = day(7, 9);
    (money.reason, money.measure) = ("疫情".to_owned(), "集中支付".to_owned());
    register.monitor_reports.push(money);
    register.corrections.push(correction(CorrectionAct::Opened, day(7, 9), Some(day(8, 15))));
    assert_eq!(lapses(&register), "[]");
}

#[test]
fn what_is_not_reported_late_or_contradictory_is_named() {
    let mut register = register();
    register.indicators = vec![indicator("B", "甲"), indicator("B", "乙"), indicator("B", "丙")];
    let mut late = report("B", "乙", "90", Likelihood::Certain);
    late.date = day(7, 11);
    late.cause = Some(Cause::Staff);
    late.measure = "加人".to_owned();
    register.monitor_reports = vec![late, report("B", "丙", "140", Likelihood::Certain)];
    ask(&register, day(7, 10), |seen| {
        let of_b: Vec<Lapse> =
            seen.lapses().into_iter().filter(|lapse| format!("{lapse:?}").contains("B项目")).collect();
        assert!(
            matches!(&of_b[0], Lapse::Unreported { indicators, .. } if *indicators == ["甲"]),
            "{of_b:?}"
        );
        assert!(matches!(&of_b[1], Lapse::Late { of, .. } if of.indicator == "乙"));
        assert!(
            matches!(&of_b[2], Lapse::Contradiction { expected, target, .. } if expected == "90" && target == "≥100")
        );
        assert!(matches!(&of_b[3], Lapse::Over { of } if of.indicator == "丙"));
        assert_eq!(of_b.len(), 4);
        assert!(seen.reminders().iter().any(|it| it.what == Due::Reports(1) && it.due == day(7, 10)));
        assert_eq!(seen.count_indicators(None), 1);
    });
}

#[test]
fn goals_and_money_further_apart_than_ten_points_are_named() {
    let mut register = register();
    register.indicators = vec![indicator("B", "甲")];
    let mut at = |value: &str| {
        let mut of_it = report("B", "甲", "100", Likelihood::Certain);
        of_it.value = Reached::parse(value);
        register.monitor_reports = vec![of_it];
        ask(&register, day(7, 10), |seen| {
            seen.lapses().iter().any(|lapse| matches!(lapse, Lapse::Apart { .. }))
        })
    };
    assert!(!at("60"));
    assert!(at("60.01"));
    assert!(at("39.99"));
}

#[test]
fn a_task_is_yellow_then_red_then_overdue_until_it_is_closed() {
    let mut register = register();
    register.corrections.push(correction(CorrectionAct::Opened, day(7, 1), Some(day(8, 15))));
    register.corrections.push(correction(CorrectionAct::Closed, day(9, 1), None));
    let light = |today| {
        ask(&register, today, |seen| seen.projects[0].tasks.first().map(|task| (task.light, task.days)))
    };
    assert_eq!(light(day(6, 30)), None);
    assert_eq!(light(day(8, 4)), Some((TaskLight::InTime, 11)));
    assert_eq!(light(day(8, 5)), Some((TaskLight::Soon, 10)));
    assert_eq!(light(day(8, 12)), Some((TaskLight::Urgent, 3)));
    assert_eq!(light(day(8, 15)), Some((TaskLight::Urgent, 0)));
    assert_eq!(light(day(8, 16)), Some((TaskLight::Overdue, -1)));
    assert_eq!(light(day(9, 1)).map(|(light, _)| light), Some(TaskLight::Closed));
    let overdue = |today| {
        ask(&register, today, |seen| {
            seen.lapses().iter().any(|lapse| matches!(lapse, Lapse::TaskOverdue { days: 1, .. }))
        })
    };
    assert!(overdue(day(8, 16)) && !overdue(day(8, 15)));
}

#[test]
fn a_proposal_is_decided_within_ten_working_days_and_an_order_names_a_voucher_of_the_project() {
    let mut register = register();
    register.freeze_proposals.push(proposal(ProposalAct::Proposed, day(7, 13), ""));
    let late = |register: &Register, today| {
        ask(register, today, |seen| {
            seen.lapses().iter().any(|lapse| matches!(lapse, Lapse::Undecided { .. }))
        })
    };
    assert!(!late(&register, day(7, 27)));
    assert!(late(&register, day(7, 28)));
    let due = ask(&register, day(7, 14), |seen| {
        seen.reminders().iter().find(|it| matches!(it.what, Due::Decision { .. })).map(|it| it.due)
    });
    assert_eq!(due, Some(day(7, 27)));
    for (voucher, known) in [("DJ1", true), ("DJ2", false), ("DJ9", false)] {
        let mut decided = register.clone();
        decided.freeze_proposals.push(proposal(ProposalAct::Frozen, day(7, 20), voucher));
        assert!(!late(&decided, day(7, 28)));
        let unknown = ask(&decided, day(7, 28), |seen| {
            seen.lapses().iter().any(|lapse| matches!(lapse, Lapse::UnknownFreeze { .. }))
        });
        assert_eq!(unknown, !known, "{voucher}");
    }
}
