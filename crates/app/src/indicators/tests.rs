//! Bad indicators are caught for the right reason, good ones pass without an alarm, and the library passes its own test.

use super::library;
use crate::check_indicators::check_indicators;
use crate::dataset::records_of;
use mingzhang_domain::finding::{Finding, Severity};

const BAD: &str = include_str!("tests/bad.csv");
const GOOD: &str = include_str!("tests/good.csv");

fn found(text: &str) -> Vec<Finding> {
    check_indicators("指标.csv", text.as_bytes(), &library::embedded(), None).findings
}

/// What stands in a row, for messages.
fn told(finding: &Finding) -> String {
    format!("第{:?}行 {} {:?} {}", finding.place.row, finding.rule, finding.severity, finding.message)
}

#[test]
fn every_bad_indicator_is_caught_for_the_right_reason() {
    let records = records_of("bad.csv", BAD.as_bytes()).unwrap();
    assert!(records.len() > 40, "{} rows", records.len());
    let findings = found(BAD);
    let mut missed = Vec::new();
    let mut others = 0;
    for (at, record) in records.iter().enumerate().skip(1) {
        let of_row: Vec<&Finding> = findings.iter().filter(|f| f.place.row == Some(at)).collect();
        let expected = record.fields[0].as_str();
        // The first of a pair is good; its twin is the one that is told.
        let is_first_of_pair =
            expected == "MZ-Q013" && records.get(at + 1).is_some_and(|n| n.fields[0] == expected);
        if !is_first_of_pair && !of_row.iter().any(|f| f.rule == expected) {
            let said: Vec<String> = of_row.iter().map(|f| told(f)).collect();
            missed.push(format!("{:?} wants {expected}: {said:?}", &record.fields[1..8]));
        }
        others += of_row.iter().filter(|f| f.rule != expected && f.severity > Severity::Note).count();
    }
    assert_eq!(missed, [""; 0]);
    let stray: Vec<String> = findings
        .iter()
        .filter(|f| f.severity > Severity::Note)
        .filter(|f| f.place.row.is_some_and(|at| records[at].fields[0] != f.rule))
        .map(told)
        .collect();
    assert_eq!((others, stray), (0, vec![]), "one root of trouble is told once");
}

#[test]
fn no_good_indicator_is_met_with_an_alarm() {
    assert!(GOOD.lines().count() > 40);
    let alarms: Vec<String> = found(GOOD).iter().filter(|f| f.severity > Severity::Note).map(told).collect();
    assert_eq!(alarms, [""; 0]);
}

#[test]
fn the_library_passes_its_own_test() {
    let library = library::embedded();
    let mut text = "project_kind,project,level1,level2,level3,op,target,unit,basis,evidence\n".to_owned();
    for (at, i) in library.indicators.iter().enumerate() {
        let kind = i.kind.clone().unwrap_or_default();
        let level2 = i.level2.label();
        let cells = [&kind, &i.level1, level2, &i.name, &i.sign, &i.target, &i.unit, &i.basis, &i.evidence];
        let [kind, rest @ ..] = cells;
        text += &format!("{kind},项目{at},{}\n", rest.join(","));
    }
    let alarms: Vec<String> = found(&text).iter().filter(|f| f.severity > Severity::Note).map(told).collect();
    assert_eq!(alarms, [""; 0]);
}

#[test]
fn advice_holds_an_example_of_the_kind_of_project() {
    let findings = found(
        "project_kind,project,level1,level2,level3,op,target,unit\n\
         工程建设,海绵城市试点,效益,生态效益,生态环境,定性,明显改善,\n",
    );
    let advice = findings[0].advice.as_deref().unwrap();
    assert!(advice.contains("年径流总量控制率 ≥75%"), "{advice}");
}

#[test]
fn chinese_headings_are_read_and_places_name_them() {
    let text =
        "一级指标,二级指标,三级指标,运算符,指标值（A）,计量单位,备注\n\n成本,经济成本,总成本,≥,30,万元,\n";
    let checked = check_indicators("表.csv", text.as_bytes(), &library::embedded(), None);
    assert_eq!(checked.rows, Some(1));
    let [note, finding] = &checked.findings[..] else { panic!("{:?}", checked.findings) };
    assert_eq!((note.rule, note.severity), ("MZ-I006", Severity::Note));
    assert_eq!((finding.rule, finding.place.row), ("MZ-Q011", Some(1)));
    assert_eq!(finding.place.column.as_deref(), Some("运算符"));
}

#[test]
fn a_table_that_cannot_be_judged_says_why() {
    for (text, rule) in [
        ("", "MZ-I005"),
        ("level1,level2\n产出,数量\n", "MZ-I007"),
        ("level2;level3;target\n", "MZ-I010"),
        ("level2,level3,target\n\"数量,a,1\n", "MZ-I010"),
        ("level2,level3,target,指标值\n数量,改造户数,5,5\n", "MZ-I008"),
        ("level2,level3,target,evidnce\n数量,改造户数,5户,名册\n", "MZ-I006"),
        ("level2,level3,target\n数量,改造户数,5户,名册\n", "MZ-I009"),
        ("level2,level3,target\n", "MZ-I005"),
    ] {
        let findings = found(text);
        assert!(
            findings.iter().any(|f| f.rule == rule && f.severity > Severity::Note),
            "{text}: {findings:?}"
        );
    }
}
