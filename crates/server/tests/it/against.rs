//! `mingzhang check --against`: a report that came back from somebody's desk, figure by figure.

use crate::support::{Desk, REPORT_DOCX, REPORT_HTML, tampered};
use serde_json::{Value, json};

/// The findings of a report against the ledger.
#[track_caller]
fn against(desk: &Desk, file: &str, exit: i32) -> Vec<Value> {
    let database = ["--against", "sqlite:mingzhang.db", "--year", "2020", "--format", "json"];
    let answer = desk.run(&[&["check", file], &database[..]].concat()).exits(exit).json();
    let findings = answer["findings"].as_array().expect("findings").clone();
    findings.into_iter().filter(|finding| finding["kind"] == "ledger_mismatch").collect()
}

#[test]
fn an_untouched_report_equals_the_ledger() {
    let desk = Desk::with_demo();
    assert_eq!(against(&desk, REPORT_DOCX, 0), [Value::Null; 0]);
    assert_eq!(against(&desk, REPORT_HTML, 0), [Value::Null; 0]);
}

#[test]
fn one_changed_digit_in_a_word_file_is_found_and_nothing_else() {
    let desk = Desk::with_demo();
    for (key, stated, ledger) in [
        ("paid.special", "354427.05", "354427.04"),
        ("rate.category.存量资金", "95.03%", "95.02%"),
        ("count.category.上级转移支付", "9", "8"),
        ("score.total", "95", "96"),
        ("grade.total", "良好", "优秀"),
        ("output.新增建设用地计划指标", "4956.747", "4956.774"),
    ] {
        tampered(&desk.path(REPORT_DOCX), &desk.path("back.docx"), key, stated);
        let found = against(&desk, "back.docx", 1);
        assert_eq!(found.len(), 1, "{key}: {found:?}");
        let finding = &found[0];
        assert_eq!((&finding["stated"], &finding["recomputed"]), (&json!(stated), &json!(ledger)));
        assert_eq!((&finding["severity"], &finding["file"]), (&json!("error"), &json!("back.docx")));
        let place = &finding["place"];
        let length = place["end"].as_u64().unwrap() - place["start"].as_u64().unwrap();
        assert_eq!(length, stated.chars().count() as u64, "{finding}");
    }
}

#[test]
fn a_report_against_a_ledger_that_went_on_shows_what_is_no_longer_true() {
    let desk = Desk::with_demo();
    let set = desk.example("later");
    set.add("quota_entries.csv", "ZB202000999,2020-12-30,130171A20010000000001-1,追加,1000000.00,文,由");
    desk.run(&["import", "later"]).exits(0);
    let found = against(&desk, REPORT_DOCX, 1);
    let stated: Vec<&str> = found.iter().filter_map(|finding| finding["stated"].as_str()).collect();
    assert!(stated.contains(&"363264.28"), "{stated:?}");
    assert!(!stated.contains(&"357827.61"), "what was paid is still true: {stated:?}");
}

#[test]
fn a_report_as_of_another_day_is_held_against_that_day() {
    let desk = Desk::with_demo();
    let day = ["--as-of", "2020-09-30"];
    desk.run(&[&["report", "--year", "2020", "--out", "sept"], &day[..]].concat()).exits(0);
    let report = format!("sept/{REPORT_DOCX}");
    let database = ["--against", "sqlite:mingzhang.db", "--year", "2020"];
    desk.run(&[&["check", &report], &database[..], &day[..]].concat()).exits(0);
    assert!(!against(&desk, &report, 1).is_empty());
}
