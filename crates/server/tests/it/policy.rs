//! `mingzhang policy`: a policy is proved before it is used.

use crate::support::Desk;
use serde_json::{Value, json};

const WHOLE_DEPARTMENT: &str = include_str!("../../../../policies/shijiazhuang-2013-whole-department.toml");
const NATIONAL: &str = include_str!("../../../../policies/national-2020-project-self-evaluation.toml");

/// A policy with one replacement: each error's rule and the text of the line on which it is.
#[track_caller]
fn found(text: &str, from: &str, to: &str) -> Vec<(String, String)> {
    assert!(text.contains(from), "no {from}");
    let changed = text.replacen(from, to, 1);
    let desk = Desk::empty();
    desk.write("政策.toml", &changed);
    let answer = desk.run(&["policy", "check", "政策.toml", "--format", "json"]).exits(1).json();
    assert_eq!((&answer["format"], &answer["policy"]), (&json!("policy-check/1"), &Value::Null));
    let printed = desk.run(&["policy", "check", "政策.toml"]).exits(1).stdout;
    assert!(printed.contains("不能使用"), "{printed}");
    let findings = answer["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| {
            let row = finding["place"]["row"].as_u64().expect("a line");
            assert!(printed.contains(&format!("政策.toml 第{row}行")), "{printed}");
            let line = changed.lines().nth(usize::try_from(row).unwrap() - 1).expect("a line of the file");
            (finding["rule"].as_str().expect("a rule").to_owned(), line.to_owned())
        })
        .collect()
}

/// One error, on a line with this text.
fn one(rule: &str, line: &str) -> Vec<(String, String)> {
    vec![(rule.to_owned(), line.to_owned())]
}

#[test]
fn the_policies_that_come_with_the_program_are_listed_and_sound() {
    let desk = Desk::empty();
    let list = desk.json(&["policy", "list"]);
    assert_eq!(list["format"], "policies/1");
    let policies = list["policies"].as_array().expect("policies");
    let ids: Vec<&str> = policies.iter().map(|policy| policy["id"].as_str().unwrap()).collect();
    let expected = [
        "monitoring-sichuan-2025",
        "monitoring-time-progress",
        "national-2020-project-self-evaluation",
        "national-2021-core-indicators",
        "project-declaration-default",
        "review-default",
        "shijiazhuang-2013-whole-department",
        "treasury-default",
    ];
    assert_eq!(ids, expected);
    for policy in policies {
        for field in ["kind", "title", "document", "place", "evidence", "from"] {
            assert!(policy[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {policy}");
        }
    }
    let printed = desk.run(&["policy", "list"]).exits(0).stdout;
    expected.iter().for_each(|id| assert!(printed.contains(id), "{printed}"));
    for (name, text) in [("a.toml", WHOLE_DEPARTMENT), ("b.toml", NATIONAL)] {
        desk.write(name, text);
        assert!(desk.run(&["policy", "check", name]).exits(0).stdout.contains("校验通过"));
        assert_eq!(desk.json(&["policy", "check", name])["findings"], json!([]));
    }
}

#[test]
fn the_weights_and_bands_are_those_of_their_documents() {
    let numbers = |text: &str, of: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(of));
        lines.map(|line| line.trim_start_matches([' ', '=']).to_owned()).collect()
    };
    assert_eq!(numbers(NATIONAL, "weight"), ["10", "50", "30", "10"]);
    // The levels of scoring, then the bands.
    assert_eq!(numbers(NATIONAL, "at_least"), ["80", "60", "0", "90", "80", "60", "0"]);
    assert_eq!(numbers(WHOLE_DEPARTMENT, "at_least"), ["85", "75", "60", "0"]);
    assert_eq!(numbers(WHOLE_DEPARTMENT, "weight")[..3], ["20", "40", "40"]);
}

#[test]
fn a_gap_between_bands_is_found_on_its_line() {
    assert_eq!(found(WHOLE_DEPARTMENT, "below = 85", "below = 84"), one("MZ-P008", "[[band]]"));
    assert_eq!(found(NATIONAL, "below = 60", "below = 59"), one("MZ-P008", "[[band]]"));
}

#[test]
fn bands_that_overlap_are_found_on_their_line() {
    assert_eq!(found(WHOLE_DEPARTMENT, "below = 85", "below = 86"), one("MZ-P008", "[[band]]"));
    assert_eq!(found(WHOLE_DEPARTMENT, "at_least = 0", "at_least = 1"), one("MZ-P008", "[[band]]"));
}

#[test]
fn weights_that_do_not_total_are_found_on_their_line() {
    assert_eq!(found(NATIONAL, "weight = 30", "weight = 29"), one("MZ-P006", "[scoring]"));
    assert_eq!(found(WHOLE_DEPARTMENT, "weight = 3\n", "weight = 4\n"), one("MZ-P006", "[[group]]"));
}

#[test]
fn a_slip_of_the_pen_is_found_on_its_line() {
    assert_eq!(found(NATIONAL, "total = 100", "total = = 100"), one("MZ-P001", "total = = 100"));
    assert_eq!(found(WHOLE_DEPARTMENT, "weight = 20", "weight = \"20\""), one("MZ-P004", "weight = \"20\""));
}

#[test]
fn a_file_that_is_no_policy_could_not_be_checked() {
    let desk = Desk::empty();
    desk.run(&["policy", "check", "nowhere.toml"]).could_not_run(&["nowhere.toml", "不存在"]);
    desk.write("binary.toml", [0xFF, 0xFE, 0x00]);
    desk.run(&["policy", "check", "binary.toml"]).could_not_run(&["binary.toml"]);
}

#[test]
fn an_evaluation_keeps_the_policy_that_it_was_scored_with() {
    let desk = Desk::with_demo();
    std::fs::create_dir(desk.path("policies")).expect("a folder");
    let stricter = WHOLE_DEPARTMENT.replace("= 85", "= 97");
    desk.write("policies/p.toml", &stricter);
    let grade = desk.figures(&["--key", "grade.total", "--policies", "policies"]);
    assert_eq!(grade["figures"][0]["value"], "优秀", "scored when 85 was enough");

    let fresh = Desk::empty();
    let set = fresh.example("set");
    set.replace("grade_scale.csv", "优秀,85,", "优秀,97,");
    set.replace("grade_scale.csv", "良好,75,85", "良好,75,97");
    std::fs::create_dir(fresh.path("policies")).expect("a folder");
    fresh.write("policies/p.toml", &stricter);
    fresh.run(&["import", "set", "--policies", "policies"]).exits(0);
    let grade = fresh.figures(&["--key", "grade.total"]);
    assert_eq!(grade["figures"][0]["value"], "良好", "scored when it took 97, whatever is built in");
}

#[test]
fn a_policy_that_is_unsound_scores_nothing() {
    let desk = Desk::empty();
    desk.example("set");
    std::fs::create_dir(desk.path("policies")).expect("a folder");
    desk.write("policies/p.toml", WHOLE_DEPARTMENT.replacen("below = 85", "below = 84", 1));
    let ran = desk.run(&["import", "set", "--policies", "policies"]).exits(1);
    assert!(ran.stderr.contains("MZ-P008") && ran.stderr.contains("p.toml"), "{ran}");
}
