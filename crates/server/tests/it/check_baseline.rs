//! `mingzhang check --baseline`: findings that were accepted with a reason.

use crate::support::{Desk, published};
use serde_json::{Value, json};

/// The published paper with all its findings in a baseline, each with the same reason.
fn accepted(reason: &str) -> (Desk, Value) {
    let desk = Desk::empty();
    desk.write("a.txt", published());
    desk.run(&["check", "a.txt", "--write-baseline", "base.json"]).exits(1);
    let mut base: Value = serde_json::from_str(&desk.text("base.json")).expect("JSON");
    for entry in base["accepted"].as_array_mut().expect("entries") {
        assert_eq!(entry["reason"], "");
        entry["reason"] = json!(reason);
    }
    desk.write("base.json", base.to_string());
    (desk, base)
}

fn found(desk: &Desk, exit: i32) -> Value {
    desk.run(&["check", "a.txt", "--baseline", "base.json", "--format", "json"]).exits(exit).json()
}

#[test]
fn what_was_accepted_with_a_reason_is_counted_and_no_longer_listed() {
    let (desk, base) = accepted("与原件一致，已向公众说明");
    let answer = found(&desk, 0);
    assert_eq!(answer["findings"], json!([]));
    assert_eq!((&answer["files"][0]["hidden"], &answer["baseline"]["hidden"]), (&json!(9), &json!(9)));
    assert_eq!(answer["baseline"]["unmatched"], json!([]));
    assert_eq!(base["format"], "check-baseline/1");
    let printed = desk.run(&["check", "a.txt", "--baseline", "base.json"]).exits(0).stdout;
    assert!(printed.contains("已接受 9") && printed.contains("9 个问题已接受"), "{printed}");
}

#[test]
fn an_entry_without_a_reason_hides_nothing() {
    let (desk, base) = accepted("  ");
    let answer = found(&desk, 1);
    assert_eq!(answer["findings"].as_array().map(Vec::len), Some(9));
    let entries = base["accepted"].as_array().map(Vec::len);
    assert_eq!(answer["baseline"]["without_reason"].as_array().map(Vec::len), entries);
    let printed = desk.run(&["check", "a.txt", "--baseline", "base.json"]).exits(1).stdout;
    assert!(printed.contains("没有写理由，问题照样列出"), "{printed}");
}

#[test]
fn an_edit_elsewhere_brings_nothing_back_and_a_new_fault_is_seen() {
    let (desk, _) = accepted("已说明");
    desk.write("a.txt", published().replacen("一、基本情况", "本页说明略。\n\n一、基本情况", 1));
    assert_eq!(found(&desk, 0)["findings"], json!([]));
    desk.write("a.txt", published().replacen("执行率 98.50%", "执行率 89.50%", 1));
    let answer = found(&desk, 1);
    assert_eq!(answer["findings"][0]["stated"], "89.50%");
    // The same words a second time are another finding.
    desk.write("a.txt", format!("{}\n评价总得分95分。", published()));
    assert!(found(&desk, 0)["findings"].as_array().is_some());
}

#[test]
fn an_entry_that_matches_nothing_is_said() {
    let (desk, _) = accepted("已说明");
    desk.write("a.txt", published().replace("评价总得分95分", "评价总得分96分"));
    let answer = found(&desk, 0);
    let unmatched = answer["baseline"]["unmatched"].as_array().expect("entries");
    assert!(unmatched.iter().any(|entry| entry["quote"] == "95分"), "{unmatched:?}");
}

#[test]
fn a_damaged_baseline_is_refused_with_what_is_wrong() {
    let desk = Desk::empty();
    desk.write("a.txt", published());
    for (text, words) in [
        ("{", "JSON"),
        ("{}", "check-baseline/1"),
        (r#"{"format": "check-baseline/1"}"#, "accepted"),
        (
            r#"{"format": "check-baseline/1", "accepted": [{"rule": "MZ-C001", "quote": "1", "reason": ""}]}"#,
            "第1项的 file",
        ),
        (
            r#"{"format": "check-baseline/1", "accepted": [{"file": "a", "rule": "b", "quote": "1", "reason": "", "why": 1}]}"#,
            "不认识的键 why",
        ),
        (
            r#"{"format": "check-baseline/1", "accepted": [{"file": "a", "rule": "b", "quote": "1", "reason": "", "count": 0}]}"#,
            "count",
        ),
    ] {
        desk.write("base.json", text);
        desk.run(&["check", "a.txt", "--baseline", "base.json"]).could_not_run(&["base.json", words]);
    }
}
