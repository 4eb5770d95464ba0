//! Every rule's own page is true: its first example has the fault and nothing else, its second has none.

mod support;

use mingzhang_checker::{Options, Report, RuleDoc, check_with, rules};
use mingzhang_domain::finding::Severity;
use std::collections::HashSet;

/// An example under the profile of its rule.
fn checked(rule: &RuleDoc, paper: &str) -> Report {
    check_with(&support::paper(paper), &Options { profile: rule.profile(), ..Options::default() })
}

#[test]
fn the_example_that_fails_is_found_by_its_rule_and_by_no_other_error() {
    for rule in rules() {
        let report = checked(rule, rule.fails);
        let codes: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
        assert!(codes.contains(&rule.code), "{} {}: found {:?}", rule.code, rule.name, report.findings);
        for finding in &report.findings {
            let own = finding.rule == rule.code && finding.severity == rule.severity;
            assert!(own || finding.severity < Severity::Error, "{} {}: {finding:?}", rule.code, rule.name);
        }
    }
}

#[test]
fn the_example_that_passes_is_quiet() {
    for rule in rules() {
        let report = checked(rule, rule.passes);
        assert_eq!(report.findings, [], "{} {}", rule.code, rule.name);
    }
}

#[test]
fn codes_and_names_are_unique_and_every_page_is_complete() {
    let (mut codes, mut names) = (HashSet::new(), HashSet::new());
    for rule in rules() {
        assert!(codes.insert(rule.code), "{} stands twice", rule.code);
        assert!(names.insert(rule.name), "{} stands twice", rule.name);
        for text in [rule.title, rule.what, rule.why, rule.advice, rule.fails, rule.passes, rule.limits] {
            assert!(!text.is_empty(), "{} has an empty part", rule.code);
        }
    }
}
