//! Rules, problems, proposals and facts as files state them, and what is wrong with them.

use super::*;
use mingzhang_domain::performance::{FactName, FoundProblem};

const GOOD: [(&str, &str); 4] = [
    (
        "institutions.csv",
        "title,subject,document,valid_from,valid_to\n\
         财务管理办法,财务,局发〔2019〕3号,2019-03-01,\n\
         采购管理办法,采购,局发〔2018〕7号,2018-07-01,2020-06-30\n",
    ),
    (
        "rectifications.csv",
        "problem,source,event,date,person,due,text\n\
         SJ01,审计,问题,2020-05-06,08,2020-06-30,验收资料不全\n\
         SJ01,审计,整改,2020-06-20,08,,补齐资料\n\
         SJ01,审计,销号,2020-07-01,08,,审计机关同意\n",
    ),
    (
        "proposals.csv",
        "project,amount_yuan,reason,problem\n130171A20010000000001,15000000.00,任务不变,SJ01\n",
    ),
    (
        "unit_facts.csv",
        "name,this_year,last_year,office,basis\n\
         在职人员数,577,580,01,名册\n\
         固定资产原值,800000.00,,01,决算报表\n\
         在用固定资产原值,78.5万元,,01,盘点表\n",
    ),
];

/// The example with the good files, one of them changed.
fn with(file: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let is_other = |of: &SourceFile| GOOD.iter().all(|(name, _)| of.name != *name);
    let mut files: Vec<SourceFile> = embedded().into_iter().filter(is_other).collect();
    for (name, text) in GOOD {
        assert!(name != file || text.contains(from), "{file} has no {from}");
        let text = if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
        files.push(SourceFile { name: name.to_owned(), bytes: text.into_bytes() });
    }
    files
}

/// The findings about the four files.
fn found(file: &str, from: &str, to: &str) -> Vec<(String, String, usize, String)> {
    let found = findings(&with(file, from, to));
    let of_them =
        places(&found).into_iter().filter(|(_, file, ..)| GOOD.iter().any(|(name, _)| name == file));
    of_them.map(|(rule, file, row, column)| (rule.into(), file.into(), row, column.into())).collect()
}

#[test]
fn the_department_is_read_as_the_files_state_it() {
    assert_eq!(found("", "", ""), []);
    let register = read(&with("", "", ""), &Policies::embedded()).0.unwrap().register;
    assert_eq!((register.institutions.len(), register.proposals.len(), register.facts.len()), (2, 1, 3));
    let end = mingzhang_domain::Date::constant(2020, 12, 31);
    assert!(register.institutions[0].holds_on(end) && !register.institutions[1].holds_on(end));
    let problems = FoundProblem::on(&register.rectifications, end);
    assert_eq!((problems.len(), problems[0].crossed_off.is_some()), (1, true));
    let facts: Vec<_> = register.facts.iter().map(|it| (it.name, it.this_year, it.last_year)).collect();
    assert_eq!(facts[0], (FactName::Staff, 577, Some(580)));
    assert_eq!(facts[2], (FactName::AssetsInUse, 78_500_000, None));
}

#[test]
fn each_fault_is_found_at_its_field() {
    for (file, from, to, rule, row, column) in [
        ("institutions.csv", ",采购,", ",彩购,", "MZ-I017", 3, "subject"),
        ("institutions.csv", "局发〔2019〕3号", "", "MZ-I012", 2, "document"),
        ("institutions.csv", "2020-06-30", "2017-06-30", "MZ-I035", 3, "valid_to"),
        ("institutions.csv", "采购管理办法", "财务管理办法", "MZ-I020", 3, "title"),
        ("rectifications.csv", "2020-06-30", "2020-04-30", "MZ-I035", 2, "due"),
        ("rectifications.csv", ",08,2020-06-30", ",08,", "MZ-I012", 2, "due"),
        ("rectifications.csv", "整改,2020-06-20", "问题,2020-06-20", "MZ-I012", 3, "due"),
        ("rectifications.csv", "SJ01,审计,整改", "SJ02,审计,整改", "MZ-I064", 3, "event"),
        ("rectifications.csv", "2020-06-20", "2020-07-20", "MZ-I064", 4, "event"),
        ("proposals.csv", "15000000.00", "-1", "MZ-I014", 2, "amount_yuan"),
        ("proposals.csv", "任务不变", "", "MZ-I012", 2, "reason"),
        ("proposals.csv", "SJ01", "SJ09", "MZ-I019", 2, "problem"),
        ("proposals.csv", "130171A20010000000001", "X", "MZ-I019", 2, "project"),
        ("unit_facts.csv", "在职人员数", "人员", "MZ-I017", 2, "name"),
        ("unit_facts.csv", "577", "57.7", "MZ-I018", 2, "this_year"),
        ("unit_facts.csv", "800000.00,,01", "800000.00,,99", "MZ-I019", 3, "office"),
        ("unit_facts.csv", "78.5万元", "80.5万元", "MZ-I065", 4, "this_year"),
    ] {
        let expected = (rule.to_owned(), file.to_owned(), row, column.to_owned());
        let found = found(file, from, to);
        assert!(found.contains(&expected), "{file}: {from} -> {to}: {found:?}");
    }
}
