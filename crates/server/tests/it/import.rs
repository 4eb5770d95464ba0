//! `mingzhang import`: once, twice, for a trial.

use crate::support::{Desk, ENTRIES};
use serde_json::json;

#[test]
fn a_dry_run_says_what_would_be_added_and_saves_nothing() {
    let desk = Desk::empty();
    desk.example("set");
    desk.run(&["init"]).exits(0);
    let answer = desk.json(&["import", "set", "--dry-run"]);
    assert_eq!((&answer["dry_run"], &answer["saved"]), (&json!(true), &json!(false)));
    assert_eq!(answer["added"]["voucher"], 7155);
    assert_eq!(desk.entries(), [0; 0]);
    let printed = desk.run(&["import", "set", "--dry-run"]).exits(0).stdout;
    assert!(printed.contains("试运行，未保存"), "{printed}");
    desk.run(&["figures", "--year", "2020"]).could_not_run(&["库中没有 2020 年度的数据"]);
}

#[test]
fn the_answer_as_json_counts_what_was_added_by_kind() {
    let desk = Desk::empty();
    desk.example("set");
    let answer = desk.json(&["import", "set"]);
    let fields: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(
        fields,
        ["format", "year", "saved", "dry_run", "added", "already_recorded", "findings"],
        "{answer}"
    );
    assert_eq!((&answer["format"], &answer["year"]), (&json!("import/1"), &json!(2020)));
    assert_eq!((&answer["saved"], &answer["dry_run"]), (&json!(true), &json!(false)));
    let added = json!({
        "actual_value": 1057, "appraisal": 63, "contract": 183, "correction": 24, "description": 17,
        "evidence": 696, "freeze_proposal": 4, "goal": 197, "indicator": 800, "institution": 8, "line": 138, "member": 20,
        "monitor_report": 784, "monitor_round": 4, "narrative": 45, "office": 10, "policy": 2, "project": 118,
        "project_step": 792, "quota_proposal": 4, "rectification": 9, "score_sheet": 20, "unit": 1, "unit_fact": 14, "voucher": 7155,
    });
    assert_eq!(answer["added"], added);
    let severities: Vec<_> = answer["findings"].as_array().unwrap().iter().map(|f| &f["severity"]).collect();
    assert_eq!(severities, ["note", "note"], "the two scores in which the published paper differs");
    assert_eq!(desk.entries(), [ENTRIES]);
}

#[test]
fn the_same_set_again_adds_nothing_and_says_so() {
    let desk = Desk::with_demo();
    desk.example("set");
    let before = desk.figures(&[]);
    let answer = desk.json(&["import", "set"]);
    assert_eq!((&answer["saved"], &answer["added"]), (&json!(false), &json!({})));
    assert_eq!(answer["already_recorded"], ENTRIES);
    let printed = desk.run(&["import", "set"]).exits(0).stdout;
    assert!(printed.contains(&format!("全部 {ENTRIES} 条内容此前已登记，本次没有新增")), "{printed}");
    assert_eq!(desk.entries(), [ENTRIES]);
    assert_eq!(desk.figures(&[]), before);
}

#[test]
fn a_set_that_grew_adds_what_is_new_only() {
    let desk = Desk::with_demo();
    let set = desk.example("set");
    set.add("quota_entries.csv", "ZB202000999,2020-12-30,130171A20010000000001-1,追加,0.01,文,由");
    let answer = desk.json(&["import", "set"]);
    assert_eq!((&answer["added"], &answer["already_recorded"]), (&json!({"voucher": 1}), &json!(ENTRIES)));
    assert_eq!(desk.entries(), [ENTRIES + 1]);
}

#[test]
fn what_is_recorded_is_never_overwritten() {
    let desk = Desk::with_demo();
    let set = desk.example("set");
    set.replace("payments.csv", "356557.95", "356557.94");
    set.replace("offices.csv", "办公室,48", "办公室,49");
    let answer = desk.run(&["import", "set", "--format", "json"]).exits(1).json();
    let errors = crate::bad_input::errors(&answer);
    let files: Vec<(&str, &str)> = errors.iter().map(|(rule, file, ..)| (*rule, *file)).collect();
    assert!(files.contains(&("MZ-I090", "offices.csv")), "{errors:?}");
    assert!(files.iter().any(|(_, file)| *file == "payments.csv"), "{errors:?}");
    assert_eq!(answer["saved"], false);
    assert_eq!(desk.entries(), [ENTRIES]);
}

#[test]
fn init_makes_an_empty_database_once() {
    let desk = Desk::empty();
    let printed = desk.run(&["init"]).exits(0).stdout;
    assert!(printed.contains("sqlite:mingzhang.db"), "{printed}");
    assert_eq!(desk.names(), ["mingzhang.db"]);
    assert_eq!(desk.entries(), [0; 0]);
    desk.run(&["init"]).could_not_run(&["mingzhang.db 已有数据库，没有改动它"]);
    desk.run(&["init", "--db", "sqlite:另一个 库.db"]).exits(0);
    assert_eq!(desk.names(), ["mingzhang.db", "另一个 库.db"]);
}

#[test]
fn two_units_share_a_database_and_are_told_apart() {
    let desk = Desk::with_demo();
    let set = desk.example("other");
    set.replace("unit.csv", "130171001", "130171002");
    desk.run(&["import", "other"]).exits(0);
    assert_eq!(desk.entries(), [ENTRIES, ENTRIES]);
    desk.run(&["figures", "--year", "2020"]).could_not_run(&["130171001", "130171002", "--unit"]);
    let figures = desk.figures(&["--unit", "130171002", "--key", "paid.all"]);
    assert_eq!(figures["figures"][0]["display"], "357827.61");
}
