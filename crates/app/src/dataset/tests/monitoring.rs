//! Rounds, reports, tasks and proposals as files state them, and what is wrong with them.

use super::*;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::performance::{Cause, CorrectionTask, Likelihood, Reached};

const PROJECT: &str = "130171A20010000000001";
const MONEY: [&str; 7] = [
    "offices.csv",
    "projects.csv",
    "lines.csv",
    "quota_entries.csv",
    "plans.csv",
    "contracts.csv",
    "payments.csv",
];

const GOOD: [(&str, &str); 5] = [
    (
        "indicators.csv",
        "holder,level1,level2,indicator,op,target,unit,weight,basis,evidence\n\
         130171A20010000000001,产出,数量,保障次数,>=,120,次,20,计划,台账\n\
         130171A20010000000001,产出,质量,保障质量,定性,无差错,,10,计划,说明\n",
    ),
    (
        "monitor_rounds.csv",
        "round,as_of,deadline\n2020-06,2020-06-30,2020-07-10\n2020-Q3,2020-09-30,2020-10-15\n",
    ),
    (
        "monitor_reports.csv",
        "round,holder,indicator,expected,likelihood,cause,reason,measure,by,date,value\n\
         2020-06,130171A20010000000001,,15000000元,有可能,其他,疫情,集中支付,01,2020-07-08,\n\
         2020-06,130171A20010000000001,保障次数,110,有可能,人员保障,人手少,增加班次,01,2020-07-08,48\n\
         2020-06,130171A20010000000001,保障质量,无差错,确定能,,,,01,2020-07-08,\n",
    ),
    (
        "corrections.csv",
        "task,round,project,event,date,person,due,text\n\
         DB2020001,2020-06,130171A20010000000001,挂账,2020-07-12,01,2020-08-15,加快支付\n\
         DB2020001,,130171A20010000000001,延期,2020-08-14,01,2020-09-20,等待验收\n\
         DB2020001,,130171A20010000000001,销账,2020-09-18,01,,已支付\n",
    ),
    (
        "freeze_proposals.csv",
        "proposal,project,event,date,amount_yuan,reason,by,voucher\n\
         TQ2020001,130171A20010000000001,提请,2020-07-13,100000.00,停工,01,\n\
         TQ2020001,130171A20010000000001,继续执行,2020-07-22,,已复工,财务,\n",
    ),
];

/// The money of the example with the good files, one of them changed.
fn with(file: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> =
        embedded().into_iter().filter(|file| MONEY.contains(&file.name.as_str())).collect();
    for (name, text) in GOOD {
        assert!(name != file || text.contains(from), "{file} has no {from}");
        let text = if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
        files.push(SourceFile { name: name.to_owned(), bytes: text.into_bytes() });
    }
    files
}

#[test]
fn monitoring_is_read_as_the_files_state_it() {
    let (set, found) = read(&with("", "", ""), &Policies::embedded());
    assert_eq!(places(&found), []);
    let register = set.unwrap().register;
    let round = &register.rounds[0];
    assert_eq!((register.rounds.len(), round.name.as_str()), (2, "2020-06"));
    let holder = mingzhang_domain::performance::Holder::parse(PROJECT);
    let money = register.report_of(round, &holder, "").unwrap();
    assert_eq!(money.expected, Reached::parse("15000000.00"));
    assert_eq!((money.cause, money.likelihood), (Some(Cause::Other), Likelihood::Possible));
    let count = register.report_of(round, &holder, "保障次数").unwrap();
    assert_eq!(count.value, Some(Reached::Number(Decimal { digits: 48, places: 0 })));
    assert_eq!(register.report_of(&register.rounds[1], &holder, "保障次数"), None);
    let tasks = CorrectionTask::on(&register.corrections, round.deadline.last_of_year());
    assert_eq!((tasks.len(), tasks[0].extended, tasks[0].closed.is_some()), (1, 1, true));
    assert_eq!(register.freeze_proposals.len(), 2);
}

#[test]
fn a_later_report_of_a_round_stands_in_place_of_an_earlier_one() {
    let again = "2020-06,130171A20010000000001,保障次数,118,确定能,,,,01,2020-07-09,52\n2020-06,130171A20010000000001,保障次数";
    let files = with("monitor_reports.csv", "2020-06,130171A20010000000001,保障次数", again);
    let (set, found) = read(&files, &Policies::embedded());
    assert_eq!(places(&found), []);
    let register = set.unwrap().register;
    let holder = mingzhang_domain::performance::Holder::parse(PROJECT);
    let report = register.report_of(&register.rounds[0], &holder, "保障次数").unwrap();
    assert_eq!(report.likelihood, Likelihood::Certain);
}

#[test]
fn each_fault_of_monitoring_is_found_at_its_row_and_column() {
    for (file, from, to, rule, row, column) in [
        ("monitor_rounds.csv", "2020-06,", "上半年,", "MZ-I050", 2, "round"),
        ("monitor_rounds.csv", "2020-09-30", "2020-08-31", "MZ-I050", 3, "round"),
        ("monitor_rounds.csv", "2020-06-30", "2021-06-30", "MZ-I016", 2, "as_of"),
        ("monitor_rounds.csv", "2020-07-10", "2020-06-29", "MZ-I035", 2, "deadline"),
        (
            "monitor_reports.csv",
            "2020-06,130171A20010000000001,,",
            "2020-05,130171A20010000000001,,",
            "MZ-I019",
            2,
            "round",
        ),
        (
            "monitor_reports.csv",
            "130171A20010000000001,保障次数",
            "130171A20010000000001,保障人数",
            "MZ-I019",
            3,
            "indicator",
        ),
        (
            "monitor_reports.csv",
            "130171A20010000000001,保障质量",
            "130171A2001,保障质量",
            "MZ-I019",
            4,
            "holder",
        ),
        ("monitor_reports.csv", "有可能,人员保障", "大概能,人员保障", "MZ-I017", 3, "likelihood"),
        ("monitor_reports.csv", "人员保障", "人员不足", "MZ-I017", 3, "cause"),
        ("monitor_reports.csv", "110,有可能", "一百一,有可能", "MZ-I018", 3, "expected"),
        ("monitor_reports.csv", "2020-07-08,48", "2020-07-08,四十八", "MZ-I018", 3, "value"),
        ("monitor_reports.csv", "01,2020-07-08,\n", "01,2020-07-08,7000000\n", "MZ-I051", 2, "value"),
        ("monitor_reports.csv", "15000000元", "-1", "MZ-I014", 2, "expected"),
        ("monitor_reports.csv", "保障质量,无差错", "保障次数,110", "MZ-I020", 4, "indicator"),
        ("corrections.csv", "挂账", "延期", "MZ-I052", 2, "event"),
        ("corrections.csv", "等待验收\nDB2020001", "等待验收\nDB2020002", "MZ-I052", 4, "event"),
        (
            "corrections.csv",
            "延期,2020-08-14,01,2020-09-20",
            "挂账,2020-08-14,01,2020-09-20",
            "MZ-I052",
            3,
            "event",
        ),
        ("corrections.csv", "2020-08-15", "2020-07-01", "MZ-I035", 2, "due"),
        ("corrections.csv", "挂账,2020-07-12,01,", "挂账,2020-07-12,,", "MZ-I012", 2, "person"),
        ("freeze_proposals.csv", "提请", "取消", "MZ-I053", 2, "event"),
        ("freeze_proposals.csv", "继续执行,2020-07-22", "继续执行,2020-07-12", "MZ-I053", 3, "event"),
        ("freeze_proposals.csv", "继续执行,2020-07-22,", "冻结,2020-07-22,100", "MZ-I012", 3, "voucher"),
        ("freeze_proposals.csv", "100000.00", "-100000.00", "MZ-I014", 2, "amount_yuan"),
    ] {
        let found = findings(&with(file, from, to));
        let expected = (rule, file, row, column);
        assert!(places(&found).contains(&expected), "{file}: {from} -> {to}: {:?}", places(&found));
    }
}
