//! SARIF 2.1.0, which code review platforms and editors show: rules with their pages, findings with their regions.
//!
//! A region counts characters of the decoded text, as `check/1` does; a cell of a workbook is a logical location.

use super::papers::{Checked, findings};
use mingzhang_checker::{RuleDoc, rules};
use mingzhang_domain::finding::{Finding, Mention, Place, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log of one run.
pub(super) fn log(checked: &[Checked]) -> Value {
    let used = used(checked);
    let index: BTreeMap<&str, usize> = used.iter().enumerate().map(|(at, rule)| (rule.0, at)).collect();
    let quotes = checked.iter().filter_map(|c| c.result.as_ref().ok()).flat_map(|paper| &paper.quotes);
    let results: Vec<Value> =
        findings(checked).zip(quotes).map(|(finding, quote)| result(finding, quote, &index)).collect();
    let unreadable = checked.iter().filter_map(Checked::reason);
    let notifications: Vec<Value> =
        unreadable.map(|reason| json!({"level": "error", "message": {"text": reason}})).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "mingzhang",
                "fullName": "明账 mingzhang check",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": used.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "artifacts": checked.iter().map(|c| json!({"location": {"uri": uri(&c.file)}})).collect::<Vec<_>>(),
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    })
}

/// The rules that the findings name, in the order of their codes, with their pages where the checker has one.
fn used(checked: &[Checked]) -> Vec<(&'static str, Severity, Option<&'static RuleDoc>)> {
    let named: BTreeMap<&'static str, Severity> = findings(checked).map(|f| (f.rule, f.severity)).collect();
    let page = |code: &str| rules().iter().find(|rule| rule.code == code);
    named.into_iter().map(|(code, severity)| (code, severity, page(code))).collect()
}

fn rule((code, severity, page): &(&'static str, Severity, Option<&'static RuleDoc>)) -> Value {
    let Some(page) = page else {
        let text = format!("用 mingzhang rule {code} 查看说明。");
        return json!({"id": code, "help": {"text": text}, "defaultConfiguration": {"level": level(*severity)}});
    };
    json!({
        "id": code,
        "name": page.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": format!("{}{}", page.what, page.why)},
        "help": {"text": format!("{}\n界限：{}", page.advice, page.limits)},
        "defaultConfiguration": {"level": level(page.severity)},
        "properties": {"kind": page.kind.as_str()},
    })
}

fn result(finding: &Finding, quote: &str, index: &BTreeMap<&str, usize>) -> Value {
    let file = finding.place.file.as_deref().unwrap_or_default();
    let text = match &finding.recomputed {
        Some(right) => format!("{}（重算：{right}）", finding.message),
        None => finding.message.clone(),
    };
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index.get(finding.rule),
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [location(&finding.place, None)],
        "relatedLocations": finding.also.iter().map(related).collect::<Vec<_>>(),
        // The words, not the place: an edit elsewhere leaves a finding the same.
        "partialFingerprints": {"quote/v1": format!("{}:{}:{quote}", uri(file), finding.rule)},
    })
}

fn related(mention: &Mention) -> Value {
    location(&mention.place, Some(&mention.text))
}

fn location(place: &Place, message: Option<&str>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(place.file.as_deref().unwrap_or_default())}});
    if let (Some(span), Some(map)) = (place.span, physical.as_object_mut()) {
        let length = span.end.saturating_sub(span.start);
        map.insert("region".to_owned(), json!({"charOffset": span.start, "charLength": length}));
    }
    let mut location = json!({"physicalLocation": physical});
    let Some(map) = location.as_object_mut() else { return location };
    if let (Some(sheet), Some(cell)) = (&place.sheet, &place.cell) {
        let name = format!("{sheet}!{cell}");
        map.insert(
            "logicalLocations".to_owned(),
            json!([{"name": cell, "fullyQualifiedName": name, "kind": "cell"}]),
        );
    } else if let Some(page) = place.page {
        let name = format!("第{page}页");
        map.insert("logicalLocations".to_owned(), json!([{"name": name, "kind": "page"}]));
    }
    if let Some(text) = message {
        map.insert("message".to_owned(), json!({"text": text}));
    }
    location
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// A path as a relative or absolute reference (RFC 3986): everything but plain characters is written in percent signs.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("年度\\a b-1.txt"), "%E5%B9%B4%E5%BA%A6/a%20b-1.txt");
    }
}
