//! The examples of every rule's own page, and what holds of all of them.

use super::*;
use crate::finding::{Severity, has_errors};
use std::collections::HashSet;

/// Rows of a page: `@甲` begins another project; a first cell `产出/数量` names both levels.
fn rows(text: &str) -> Vec<IndicatorRow> {
    let mut project = "道路与管网改造工程".to_owned();
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('@') {
            project = name.to_owned();
            continue;
        }
        let mut cells = line.split(',');
        let levels = cells.next().unwrap();
        let (level1, level2) = levels.split_once('/').unwrap_or_else(|| (level1_of(levels), levels));
        let mut row = IndicatorRow::default();
        row.set(IndicatorColumn::ProjectKind, "工程建设");
        row.set(IndicatorColumn::Project, project.clone());
        row.set(IndicatorColumn::Level1, level1);
        row.set(IndicatorColumn::Level2, level2);
        let columns = [
            IndicatorColumn::Level3,
            IndicatorColumn::Operator,
            IndicatorColumn::Target,
            IndicatorColumn::Unit,
            IndicatorColumn::Basis,
            IndicatorColumn::Evidence,
            IndicatorColumn::LastTarget,
            IndicatorColumn::LastActual,
            IndicatorColumn::Weight,
        ];
        columns.into_iter().zip(cells).for_each(|(column, cell)| row.set(column, cell));
        rows.push(row);
    }
    rows
}

fn level1_of(level2: &str) -> &'static str {
    match Level2Kind::parse(level2) {
        Some(Level2Kind::Satisfaction) => "满意度",
        Some(level2) if level2.is_benefit() => "效益",
        _ => "产出",
    }
}

use crate::performance::level::Level2Kind;

fn found(text: &str) -> Vec<Finding> {
    check(&rows(text), &IndicatorLibrary::default(), None)
}

#[test]
fn every_rule_finds_the_fault_of_its_own_page_and_nothing_in_what_passes() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let failing: Vec<&str> =
            if rule.fails.contains('@') || rule.fails.lines().count() > 3 || rule.code == "MZ-Q013" {
                vec![rule.fails]
            } else {
                rule.fails.lines().collect()
            };
        for text in failing {
            let findings = found(text);
            if !findings.iter().any(|finding| finding.rule == rule.code && finding.severity == rule.severity)
            {
                wrong.push(format!("{} misses {text}: {findings:?}", rule.code));
            }
        }
        for finding in found(rule.passes) {
            if finding.rule == rule.code && finding.severity == rule.severity
                || finding.severity > Severity::Note && rule.code != "MZ-Q028"
            {
                wrong.push(format!("{} passes, and yet {}: {}", rule.code, finding.rule, finding.message));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn codes_go_up_without_a_gap_and_every_page_is_filled() {
    let codes: Vec<&str> = rules().iter().map(|rule| rule.code).collect();
    let expected: Vec<String> = (1..=rules().len()).map(|number| format!("MZ-Q{number:03}")).collect();
    assert_eq!(codes, expected);
    let titles: HashSet<&str> = rules().iter().map(|rule| rule.title).collect();
    assert_eq!(titles.len(), rules().len(), "two rules share a title");
    for rule in rules() {
        for text in [rule.what, rule.why, rule.advice, rule.fails, rule.passes, rule.limits] {
            assert!(!text.trim().is_empty(), "{}", rule.code);
        }
    }
}

#[test]
fn a_finding_names_its_row_from_the_first_below_the_headings_and_its_column() {
    let findings =
        found("数量,改造管网长度,≥,4800,米,施工图设计,竣工图\n成本,总成本,≥,30,万元,预算批复,决算表");
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.rule, finding.place.row), ("MZ-Q011", Some(2)));
    assert_eq!(finding.place.column.as_deref(), Some("op"));
    assert!(has_errors(&findings));
}

#[test]
fn columns_that_a_form_does_not_have_are_not_missed() {
    let mut row = IndicatorRow::default();
    row.set(IndicatorColumn::Level1, "产出");
    row.set(IndicatorColumn::Level2, "数量");
    row.set(IndicatorColumn::Level3, "改造管网长度");
    row.set(IndicatorColumn::Target, "≥4800米");
    assert_eq!(check(&[row], &IndicatorLibrary::default(), None), []);
}

#[test]
fn any_row_is_tested_without_a_panic() {
    let pieces = [
        "",
        "≥",
        "-",
        "年月日",
        "2020年",
        "２０２０",
        "99999999999999999999999999999999",
        "（",
        "）",
        "%",
        "万",
        "1.",
        ",",
        "\u{0}",
        "①",
        "和",
        "与",
    ];
    for a in pieces {
        for b in pieces {
            let mut row = IndicatorRow::default();
            for column in IndicatorColumn::ALL {
                row.set(column, format!("{a}{b}{a}"));
            }
            check(&[row.clone(), row], &IndicatorLibrary::default(), Some(2020));
        }
    }
}
