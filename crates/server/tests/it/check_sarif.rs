//! `mingzhang check --format sarif`: what SARIF 2.1.0 requires, and the same findings as in JSON.

use crate::support::{Desk, published};
use serde_json::Value;

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

/// The properties that an object may have here, by its path; those that SARIF 2.1.0 requires of it have a `!`.
const OBJECTS: &[(&str, &str)] = &[
    ("", "$schema version! runs!"),
    ("runs", "tool! columnKind artifacts invocations results"),
    ("runs.tool", "driver!"),
    ("runs.tool.driver", "name! fullName version language rules"),
    (
        "runs.tool.driver.rules",
        "id! name shortDescription fullDescription help defaultConfiguration properties",
    ),
    ("runs.tool.driver.rules.shortDescription", "text!"),
    ("runs.tool.driver.rules.fullDescription", "text!"),
    ("runs.tool.driver.rules.help", "text!"),
    ("runs.tool.driver.rules.defaultConfiguration", "level"),
    ("runs.tool.driver.rules.properties", "kind"),
    ("runs.artifacts", "location"),
    ("runs.artifacts.location", "uri"),
    ("runs.invocations", "executionSuccessful! toolExecutionNotifications"),
    ("runs.invocations.toolExecutionNotifications", "level message!"),
    ("runs.invocations.toolExecutionNotifications.message", "text"),
    ("runs.results", "ruleId ruleIndex level message! locations relatedLocations partialFingerprints"),
    ("runs.results.message", "text"),
    ("runs.results.partialFingerprints", "quote/v1"),
    ("runs.results.locations", "physicalLocation logicalLocations message"),
    ("runs.results.relatedLocations", "physicalLocation logicalLocations message"),
    ("location.message", "text"),
    ("location.physicalLocation", "artifactLocation region"),
    ("location.physicalLocation.artifactLocation", "uri"),
    ("location.physicalLocation.region", "charOffset charLength"),
    ("location.logicalLocations", "name fullyQualifiedName kind"),
];

/// Holds a value against [`OBJECTS`], with all that lies in it.
fn hold(path: &str, value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| hold(path, item)),
        Value::Object(map) => {
            // Both kinds of locations are of one type.
            let path = ["runs.results.locations.", "runs.results.relatedLocations."]
                .iter()
                .find_map(|kind| path.strip_prefix(kind))
                .map_or(path.to_owned(), |rest| format!("location.{rest}"));
            let known = OBJECTS.iter().find(|(known, _)| *known == path);
            let (_, properties) =
                known.unwrap_or_else(|| panic!("an object that the schema does not have: {path}"));
            for property in properties.split(' ').filter_map(|property| property.strip_suffix('!')) {
                assert!(map.contains_key(property), "{path} needs {property}: {value}");
            }
            for (key, inner) in map {
                let allowed = properties.split(' ').any(|p| p.trim_end_matches('!') == key);
                assert!(allowed, "{path} has no property {key}");
                hold(format!("{path}.{key}").trim_start_matches('.'), inner);
            }
        }
        Value::Null => panic!("{path} is null"),
        _ => {}
    }
}

#[test]
fn a_log_has_the_properties_of_the_schema_and_those_that_it_requires() {
    let desk = Desk::empty();
    desk.write("papers/a.txt", published());
    desk.write("papers/b.txt", "联系人身份证号11010519491231002X。\n");
    desk.write("papers/empty.txt", "");
    let ran = desk.run(&["check", "papers", "--profile", "publish", "--format", "sarif"]).exits(2);
    let log = ran.json();
    hold("", &log);
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() > 9, "{results:?}");
    for result in results {
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
    }
}
