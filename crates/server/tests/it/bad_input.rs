//! What is wrong inside the files of a data set: every error with its rule, file, row and column, and nothing saved.

use crate::support::{Desk, ENTRIES, Example, Fault};
use serde_json::Value;

/// The errors of an answer in JSON.
pub fn errors(answer: &Value) -> Vec<Fault<'_>> {
    let findings = answer["findings"].as_array().expect("findings");
    let errors = findings.iter().filter(|finding| finding["severity"] == "error");
    errors
        .map(|finding| {
            let text = |value: &'_ Value| -> bool { value.as_str().is_some_and(|text| !text.is_empty()) };
            assert!(
                text(&finding["message"]) && text(&finding["advice"]),
                "what is wrong and what to do: {finding}"
            );
            let place = &finding["place"];
            (
                finding["rule"].as_str().expect("a rule"),
                finding["file"].as_str().unwrap_or_default(),
                place["row"].as_u64().unwrap_or_default(),
                place["column"].as_str().unwrap_or_default(),
            )
        })
        .collect()
}

/// Import of a spoiled example ends with 1 and exactly these errors, and the database stays as empty as it was.
#[track_caller]
fn check(spoil: impl FnOnce(&Example), expected: &[Fault]) {
    let desk = Desk::empty();
    spoil(&desk.example("set"));
    desk.run(&["init"]).exits(0);
    let answer = desk.run(&["import", "set", "--format", "json"]).exits(1).json();
    assert_eq!(errors(&answer), expected);
    assert_eq!((&answer["saved"], &answer["dry_run"]), (&Value::Bool(false), &Value::Bool(false)));
    assert_eq!(desk.entries(), [0; 0], "something was saved");
}

/// One replacement, one error in the same file.
#[track_caller]
fn check_one(file: &str, from: &str, to: &str, rule: &str, row: u64, column: &str) {
    check(|set| set.replace(file, from, to), &[(rule, file, row, column)]);
}

/// A spoiled example that is taken in all the same, with the figures of the example.
#[track_caller]
fn taken(spoil: impl FnOnce(&Example)) {
    let desk = Desk::empty();
    spoil(&desk.example("set"));
    let answer = desk.json(&["import", "set"]);
    assert_eq!((&answer["added"]["voucher"], &answer["saved"]), (&7155.into(), &true.into()), "{answer}");
    let paid = &desk.figures(&["--key", "paid.all"])["figures"][0]["value"];
    assert_eq!(*paid, "3578276126.83");
}

#[test]
fn an_unknown_column_is_not_passed_over() {
    check_one("offices.csv", "staff", "staff,colour", "MZ-I006", 1, "colour");
}

#[test]
fn a_missing_column_is_named() {
    let expected = [("MZ-I006", "payments.csv", 1, "amount"), ("MZ-I007", "payments.csv", 1, "amount_yuan")];
    check(|set| set.replace("payments.csv", "amount_yuan", "amount"), &expected);
}

#[test]
fn an_amount_that_is_no_amount_is_refused() {
    for wrong in ["1.2.3", "12.345", "NaN"] {
        check_one("payments.csv", "356557.95", wrong, "MZ-I013", 2, "amount_yuan");
    }
    for wrong in ["\"12,34\"", "1e6", "99999999999999999999", "12.345万元元"] {
        check_one("plans.csv", "2791777.96", wrong, "MZ-I013", 2, "amount_yuan");
    }
}

#[test]
fn full_width_digits_thousands_separators_and_ten_thousands_are_understood() {
    taken(|set| {
        set.replace("payments.csv", "356557.95", "３５６５５７．９５");
        set.replace("payments.csv", "107884.41", "\"107,884.41\"");
        set.replace("payments.csv", "67519.80", "6.75198万元");
        set.replace("quota_entries.csv", "13509338.22", "\"１３，５０９，３３８．２２\"");
        set.replace("plans.csv", "2791777.96", "279.177796 万元");
    });
}

#[test]
fn a_sign_fits_its_kind() {
    check_one("payments.csv", "356557.95", "-356557.95", "MZ-I014", 2, "amount_yuan");
    check_one("payments.csv", "-3095836.69", "3095836.69", "MZ-I014", 192, "amount_yuan");
    check_one("quota_entries.csv", ",13509338.22", ",-13509338.22", "MZ-I014", 2, "amount_yuan");
    check_one("plans.csv", "2791777.96", "-2791777.96", "MZ-I014", 2, "amount_yuan");
}

#[test]
fn an_unknown_line_is_found_in_every_file_that_names_it() {
    check_one("payments.csv", "130171P20010000000001-1", "X-1", "MZ-I019", 2, "line");
    check_one("plans.csv", "130171P20010000000001-1", "X-1", "MZ-I019", 2, "line");
    check_one("quota_entries.csv", "130171A20010000000001-1", "X-1", "MZ-I019", 2, "line");
}

#[test]
fn a_voucher_number_with_other_content_is_refused() {
    let again =
        "ZF202000001,2020-01-21,130171P20010000000001-1,支付,授权支付,356557.96,在职职工,,,人员经费1月";
    check(|set| set.add("payments.csv", again), &[("MZ-I022", "payments.csv", 3016, "voucher")]);
}

#[test]
fn the_same_row_twice_is_a_warning_and_counts_once() {
    let again =
        "ZF202000001,2020-01-21,130171P20010000000001-1,支付,授权支付,356557.95,在职职工,,,人员经费1月";
    taken(|set| set.add("payments.csv", again));
}

#[test]
fn a_payment_before_its_plan_opens_is_refused() {
    check_one("payments.csv", "ZF202000001,2020-01-21", "ZF202000001,2020-01-19", "MZ-L011", 2, "");
}

#[test]
fn a_payment_above_its_plan_is_refused() {
    check_one("payments.csv", "356557.95", "99356557.95", "MZ-L011", 2, "");
}

#[test]
fn a_plan_above_the_quota_is_refused() {
    check_one("plans.csv", "2791777.96", "992791777.96", "MZ-L012", 2, "");
}

#[test]
fn a_fault_hides_only_what_builds_on_it() {
    check(
        |set| {
            set.replace("plans.csv", "2791777.96", "992791777.96");
            set.replace("payments.csv", "67519.80", "99967519.80");
            set.replace("quota_entries.csv", ",13509338.22", ",-13509338.22");
        },
        &[
            ("MZ-I014", "quota_entries.csv", 2, "amount_yuan"),
            ("MZ-L012", "plans.csv", 2, ""),
            ("MZ-L011", "payments.csv", 4, ""),
        ],
    );
}

#[test]
fn a_day_outside_the_year_is_refused() {
    check_one("payments.csv", "2020-01-21", "2021-01-21", "MZ-I016", 2, "date");
    check_one("quota_entries.csv", "2020-01-20", "2019-12-31", "MZ-I016", 2, "date");
    check_one("plans.csv", "2020-01", "2021-01", "MZ-I016", 2, "month");
    check_one("payments.csv", "2020-01-21", "2020-02-30", "MZ-I015", 2, "date");
}

#[test]
fn scheme_and_grade_scale_are_held_against_the_policy() {
    check_one("scheme.csv", "政策相关性,3,3", "政策相关性,4,3", "MZ-I028", 2, "weight");
    check_one("grade_scale.csv", "优秀,85,", "优秀,90,", "MZ-I029", 2, "at_least");
}

#[test]
fn score_sheets_are_whole_and_within_their_weights() {
    check_one("score_sheets.csv", "成员01,政策相关性,3", "成员01,政策相关性,3.5", "MZ-I032", 2, "score");
    check_one("score_sheets.csv", "成员01,政策相关性,3\n", "", "MZ-I032", 21, "level3");
}

#[test]
fn a_missing_sheet_is_a_warning_because_the_others_still_have_a_mean() {
    let desk = Desk::empty();
    desk.example("set").change("score_sheets.csv", |text| {
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("成员20,")).collect();
        (kept.join("\n") + "\n").into_bytes()
    });
    let answer = desk.json(&["import", "set"]);
    let findings = answer["findings"].as_array().expect("findings");
    let warnings: Vec<&Value> = findings.iter().filter(|finding| finding["severity"] == "warning").collect();
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    assert!(
        warnings[0]["message"].as_str().expect("a message").contains("成员20没有评分表"),
        "{}",
        warnings[0]
    );
    assert_eq!(answer["added"]["score_sheet"], 19);
}

#[test]
fn a_member_who_scores_the_own_office_is_found_where_the_policy_forbids_it() {
    let desk = Desk::empty();
    let set = desk.example("set");
    // Member 01 is of office 04.
    set.change("score_sheets.csv", |text| {
        let rows: Vec<String> = text.lines().skip(1).map(|line| format!("{line},04\n")).collect();
        format!("member,level3,score,office\n{}", rows.concat()).into_bytes()
    });
    let policy = include_str!("../../../../policies/shijiazhuang-2013-whole-department.toml");
    std::fs::create_dir(desk.path("policies")).expect("a folder");
    desk.write(
        "policies/strict.toml",
        policy.replacen("own_office = \"allowed\"", "own_office = \"forbidden\"", 1),
    );
    let arguments = ["import", "set", "--policies", "policies", "--format", "json"];
    let answer = desk.run(&arguments).exits(1).json();
    let found = errors(&answer);
    assert!(found.contains(&("MZ-I032", "score_sheets.csv", 2, "office")), "{found:?}");
    desk.run(&["import", "set"]).exits(0);
}

#[test]
fn all_findings_of_all_files_come_at_once() {
    let desk = Desk::empty();
    let set = desk.example("set");
    set.replace("payments.csv", "356557.95", "1.2.3");
    set.replace("plans.csv", "2020-01", "2020-13");
    set.replace("quota_entries.csv", "130171A20010000000001-1", "X-1");
    let answer = desk.run(&["import", "set", "--format", "json"]).exits(1).json();
    let found = errors(&answer);
    let expected = [
        ("MZ-I019", "quota_entries.csv", 2, "line"),
        ("MZ-I015", "plans.csv", 2, "month"),
        ("MZ-I013", "payments.csv", 2, "amount_yuan"),
    ];
    assert_eq!(found.len(), 3, "{found:?}");
    expected.iter().for_each(|fault| assert!(found.contains(fault), "no {fault:?} in {found:?}"));

    let printed = desk.run(&["import", "set"]).exits(1).stdout;
    for words in [
        "payments.csv 第2行 “amount_yuan”列",
        "plans.csv 第2行 “month”列",
        "→ ",
        "错误 3 ·",
        "没有保存任何内容",
    ] {
        assert!(printed.contains(words), "no {words} in\n{printed}");
    }
}

#[test]
fn findings_leave_a_database_that_holds_something_as_it_was() {
    let desk = Desk::with_demo();
    let before = desk.figures(&[]);
    let set = desk.example("set");
    set.add("quota_entries.csv", "ZB202000999,2020-12-30,130171A20010000000001-1,追加,100.00,文,由");
    set.replace("payments.csv", "356557.95", "1.2.3");
    desk.run(&["import", "set"]).exits(1);
    assert_eq!(desk.figures(&[]), before);
    assert_eq!(desk.entries(), [ENTRIES]);
}
