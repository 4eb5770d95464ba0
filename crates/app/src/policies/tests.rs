//! What is wrong with a policy file, by changing one line of a good one.

use super::*;

const GOOD: &str = include_str!("../../../../policies/shijiazhuang-2013-whole-department.toml");
const SHAPES: &str = include_str!("../../../../policies/national-2021-core-indicators.toml");
const PACE: &str = include_str!("../../../../policies/monitoring-time-progress.toml");
const STAGES: &str = include_str!("../../../../policies/monitoring-sichuan-2025.toml");
const TREASURY: &str = include_str!("../../../../policies/treasury-default.toml");

/// The code and the line's text of each finding after one replacement.
fn found(text: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    let (policy, findings) = check("p.toml", &changed);
    assert_eq!(policy.is_none(), has_errors(&findings), "{findings:?}");
    let line =
        |finding: &Finding| changed.lines().nth(finding.place.row.unwrap() - 1).unwrap_or("").to_owned();
    findings.iter().map(|finding| (finding.rule, line(finding))).collect()
}

/// One finding, on a line.
fn one(rule: &'static str, line: &str) -> Vec<(&'static str, String)> {
    vec![(rule, line.to_owned())]
}

#[test]
fn the_embedded_policies_are_without_fault() {
    for name in Embedded::iter().filter(|name| name.ends_with(".toml")) {
        let text = String::from_utf8(Embedded::get(&name).unwrap().data.into_owned()).unwrap();
        let (policy, findings) = check(&name, &text);
        assert_eq!(findings, [], "{name}");
        assert_eq!(format!("{}.toml", policy.unwrap().summary.id), name);
    }
    let policies = Policies::embedded();
    let files = Embedded::iter().filter(|name| name.ends_with(".toml")).count();
    assert_eq!(policies.list().len(), files);
    assert_eq!(policies.treasury().policy.as_str(), "treasury-default");
    let (policy, text) = policies.evaluation(&PolicyId::new("shijiazhuang-2013-whole-department")).unwrap();
    assert_eq!((policy.groups.len(), policy.criteria.len(), policy.bands.len()), (3, 17, 4));
    assert_eq!(parse_kept(text).as_ref(), Some(policy));
    assert_eq!(parse_kept(TREASURY), None);
}

#[test]
fn a_wrong_line_of_a_policy_is_found_on_that_line() {
    for (from, to, rule, line) in [
        ("total = 100", "total = = 100", "MZ-P001", "total = = 100"),
        ("own_office =", "own_ofice =", "MZ-P002", "own_ofice = \"allowed\""),
        ("weight = 20", "weight = \"20\"", "MZ-P004", "weight = \"20\""),
        ("weight = 20", "weight = -20", "MZ-P004", "weight = -20"),
        ("weight = 20", "weight = 20.125", "MZ-P004", "weight = 20.125"),
        ("from = 2013-01-01", "from = \"2013\"", "MZ-P004", "from = \"2013\""),
        ("\nshape = \"direct\"", "\nshape = \"curve\"", "MZ-P005", "shape = \"curve\""),
        ("kind = \"evaluation\"", "kind = \"budget\"", "MZ-P005", "kind = \"budget\""),
        ("format = \"policy/1\"", "format = \"policy/2\"", "MZ-P004", "format = \"policy/2\""),
        ("from = 2013-01-01", "from = 2013-01-01\nto = 2012-01-01", "MZ-P009", "[valid]"),
        ("below = 85", "below = 84", "MZ-P008", "[[band]]"),
        ("below = 85", "below = 86", "MZ-P008", "[[band]]"),
        ("at_least = 0", "at_least = 1", "MZ-P008", "[[band]]"),
        ("name = \"部门职责相关性\"", "name = \"政策相关性\"", "MZ-P007", "[[criterion]]"),
    ] {
        let found = found(GOOD, from, to);
        assert!(found.contains(&(rule, line.to_owned())), "{from} -> {to}: {found:?}");
    }
    assert_eq!(found(TREASURY, "to = \"planned\"", "to = \"there\""), one("MZ-P005", "to = \"there\""));
    assert_eq!(found(TREASURY, "required = true", "required = 1"), one("MZ-P004", "required = 1"));
    assert_eq!(found(TREASURY, "required = true", ""), one("MZ-P003", "[plan]"));
}

#[test]
fn a_wrong_choice_about_scoring_shapes_is_found_on_its_line() {
    for (from, to, rule, line) in [
        ("far_beyond = 130", "far_beyond = 100", "MZ-P012", "[shapes]"),
        ("floor = 60", "floor = 101", "MZ-P012", "[shapes]"),
        ("floor = 60", "floor = \"60%\"", "MZ-P004", "floor = \"60%\""),
        ("floor = 60", "", "MZ-P003", "[shapes]"),
        ("when_missing = \"refuse\"", "when_missing = \"full\"", "MZ-P005", "when_missing = \"full\""),
        ("at_least = 80", "at_least = 60", "MZ-P012", "[[shapes.level]]"),
        ("at_least = 80\ngives = 80", "at_least = 80\ngives = 40", "MZ-P012", "[[shapes.satisfaction]]"),
        ("at_least = 0\ngives = 0", "at_least = 1\ngives = 0", "MZ-P012", "[[shapes.satisfaction]]"),
        ("survey = \"required\"", "survey = \"required\"\nsurvy = 1", "MZ-P002", "survy = 1"),
    ] {
        let found = found(SHAPES, from, to);
        assert!(found.contains(&(rule, line.to_owned())), "{from} -> {to}: {found:?}");
    }
}

#[test]
fn a_wrong_threshold_of_a_light_is_found_on_its_line() {
    for (text, from, to, rule, line) in [
        (PACE, "red_below = 60", "red_below = 80", "MZ-P014", "[money]"),
        (PACE, "red_below = 60", "", "MZ-P003", "[money]"),
        (PACE, "against = \"time\"\nyellow", "against = \"month\"\nyellow", "MZ-P005", "against = \"month\""),
        (PACE, "rule = \"pace\"", "rule = \"curve\"", "MZ-P005", "rule = \"curve\""),
        (PACE, "over_from = 130", "over_from = 100", "MZ-P014", "[indicator]"),
        (PACE, "red_within = 3", "red_within = 11", "MZ-P014", "[task]"),
        (PACE, "red_within = 3", "red_within = -3", "MZ-P004", "red_within = -3"),
        (STAGES, "month = 6", "month = 4", "MZ-P014", "[[money.stage]]"),
        (STAGES, "below = 80", "below = 59", "MZ-P014", "[[money.stage]]"),
        (STAGES, "light = \"red\"", "light = \"green\"", "MZ-P014", "[[money.stage]]"),
        (STAGES, "decide_within = 10", "decide_in = 10", "MZ-P002", "decide_in = 10"),
        (STAGES, "from = 2025-01-01", "from = 2025-01-01\nto = 2025-01-01", "MZ-P009", "[valid]"),
    ] {
        let found = found(text, from, to);
        assert!(found.contains(&(rule, line.to_owned())), "{from} -> {to}: {found:?}");
    }
    let policies = Policies::embedded();
    let by_name = |name| policies.monitoring(name).map(|policy| policy.id.as_str());
    assert_eq!(by_name("sichuan-2025"), Some("monitoring-sichuan-2025"));
    assert_eq!(by_name(crate::monitor_round::DEFAULT_POLICY), Some("monitoring-time-progress"));
    assert_eq!(by_name("sichuan"), None);
}

#[test]
fn weights_that_do_not_total_are_found_on_the_group_and_the_total() {
    assert_eq!(
        found(GOOD, "weight = 20", "weight = 21"),
        [("MZ-P006", "[scoring]".to_owned()), ("MZ-P006", "[[group]]".to_owned())]
    );
}

#[test]
fn all_faults_of_a_policy_are_found_at_once() {
    let changed =
        GOOD.replacen("total = 100", "total = \"100\"", 1).replacen("\nshape = \"direct\"", "\nshape = 1", 1);
    let (_, findings) = check("p.toml", &changed.replacen("[valid]", "[vaild]", 1));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(codes, ["MZ-P003", "MZ-P002", "MZ-P004", "MZ-P004"]);
    assert!(findings[1].message.contains("valid"), "{}", findings[1].message);
}

#[test]
fn a_folder_of_policies_replaces_the_embedded_ones_or_says_why_not() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write(
        "t.toml",
        &TREASURY.replace("treasury-default", "treasury-here").replace("required = true", "required = false"),
    );
    let policies = Policies::with_dir(dir.path()).unwrap();
    assert_eq!(policies.treasury().policy.as_str(), "treasury-here");
    assert!(!policies.treasury().plan_required);
    assert_eq!(policies.list().len(), Policies::embedded().list().len());
    write("u.toml", TREASURY);
    write("v.toml", "id = ");
    let codes: Vec<&str> = Policies::with_dir(dir.path()).unwrap_err().iter().map(|f| f.rule).collect();
    assert_eq!(codes, ["MZ-P011", "MZ-P001"]);
    let codes: Vec<&str> =
        Policies::with_dir(&dir.path().join("absent")).unwrap_err().iter().map(|f| f.rule).collect();
    assert_eq!(codes, ["MZ-P010"]);
}

#[test]
fn the_embedded_limits_of_a_review_are_those_of_the_checker() {
    assert_eq!(*Policies::embedded().review(), mingzhang_checker::ReviewLimits::default());
}

#[test]
fn limits_of_a_review_that_say_nothing_or_everything_are_refused() {
    let text = include_str!("../../../../policies/review-default.toml");
    assert_eq!(check("review-default.toml", text).1, []);
    for (from, to, words) in [
        ("from = 130", "from = 100", "大于 100"),
        ("answered = 40", "answered = 140", "不能大于 100"),
        ("rows = 5", "rows = 0", "不小于 1"),
        ("\"问题|不足\"", "\"问题|\"", "空的词"),
        ("title = [\"整体\", \"自评报告\"]", "title = []", "不空的文字"),
        ("above = 20", "beyond = 20", "不认识的键 beyond"),
    ] {
        let (policy, findings) = check("review-default.toml", &text.replace(from, to));
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(
            policy.is_none() && messages.iter().any(|message| message.contains(words)),
            "{to}: {messages:?}"
        );
    }
}
