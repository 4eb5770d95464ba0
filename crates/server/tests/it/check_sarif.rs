//! `mingzhang check --format sarif`: what SARIF 2.1.0 requires, and the same findings as in JSON.

use crate::support::{Desk, json_schema, published};
use serde_json::{Value, json};

#[test]
fn every_finding_is_a_result_with_its_rule_level_and_region() {
    let desk = Desk::empty();
    desk.write("年度 报告.txt", published());
    let ran = |format: &str| desk.run(&["check", "年度 报告.txt", "--format", format]).exits(1).json();
    let (log, plain) = (ran("sarif"), ran("json"));
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().expect("a schema").contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "mingzhang");
    let results = run["results"].as_array().expect("results");
    let findings = plain["findings"].as_array().expect("findings");
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(findings) {
        let rule =
            &driver["rules"][usize::try_from(result["ruleIndex"].as_u64().expect("an index")).unwrap()];
        assert_eq!((&rule["id"], &result["ruleId"]), (&finding["rule"], &finding["rule"]));
        assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        assert_eq!(result["level"], finding["severity"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "%E5%B9%B4%E5%BA%A6%20%E6%8A%A5%E5%91%8A.txt");
        let place = &finding["place"];
        let length = place["end"].as_u64().unwrap() - place["start"].as_u64().unwrap();
        assert_eq!(physical["region"]["charOffset"], place["start"]);
        assert_eq!(physical["region"]["charLength"], length);
        let also = finding["also"].as_array().map(Vec::len);
        assert_eq!(result["relatedLocations"].as_array().map(Vec::len), also);
        assert!(result["partialFingerprints"]["quote/v1"].is_string());
    }
}

#[test]
fn what_could_not_be_read_is_a_notification() {
    let desk = Desk::empty();
    desk.write("empty.txt", "");
    let log = desk.run(&["check", "empty.txt", "--format", "sarif"]).exits(2).json();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let said: &Value = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert!(said.as_str().is_some_and(|text| text.contains("empty.txt")), "{log}");
}

/// The log of papers with findings of several kinds, and of a file that cannot be read.
fn a_log() -> Value {
    let desk = Desk::empty();
    desk.write("papers/a.txt", published());
    desk.write("papers/b.txt", "联系人身份证号11010519491231002X。\n");
    desk.write("papers/empty.txt", "");
    desk.run(&["check", "papers", "--profile", "publish", "--format", "sarif"]).exits(2).json()
}

/// All that breaks the schema in a log.
fn breaches(log: &Value) -> Vec<String> {
    let schema = serde_json::from_str(include_str!("../sarif/sarif-schema-2.1.0.json")).expect("a schema");
    json_schema::breaches(&schema, log)
}

#[test]
fn a_log_holds_against_the_schema_of_sarif() {
    let log = a_log();
    assert!(log["runs"][0]["results"].as_array().is_some_and(|results| results.len() > 9), "{log}");
    assert_eq!(breaches(&log), [""; 0]);
}

#[test]
fn a_log_that_breaks_the_schema_is_told() {
    let log = a_log();
    for (place, value, told) in [
        ("/version", json!("2.0.0"), "/version: enum"),
        ("/runs/0/tool", json!({}), "/runs/0/tool: required"),
        ("/runs/0/artifacts", json!([{"uri": "a"}]), "/runs/0/artifacts/0/uri: no such property"),
        ("/runs/0/results/0/level", json!("fatal"), "/runs/0/results/0/level: enum"),
        ("/runs/0/results/0/message", json!({}), "/runs/0/results/0/message: anyOf"),
        ("/runs/0/results/0/ruleIndex", json!(-2), "/runs/0/results/0/ruleIndex: minimum"),
        ("/runs/0/artifacts/0/location/uri", json!("年 度"), "/runs/0/artifacts/0/location/uri: format"),
        ("/runs/0/tool/driver/rules/0/help/text", json!(1), "/runs/0/tool/driver/rules/0/help/text: type"),
    ] {
        let mut broken = log.clone();
        *broken.pointer_mut(place).expect(place) = value;
        let said = breaches(&broken);
        assert!(said.iter().any(|breach| breach.starts_with(told)), "{told}: {said:?}");
    }
}
