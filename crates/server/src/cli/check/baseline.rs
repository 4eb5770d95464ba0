//! Findings that were accepted with a reason: they are counted and no longer listed.
//!
//! An entry is known by file, rule and quote, so that an edit elsewhere does not bring its finding back; it hides as many
//! findings as it says, so that a second one with the same words is seen.

use super::papers::{Checked, Paper};
use crate::cli::common;
use crate::cli::fault::Fault;
use crate::cli::print::say;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The version of the file's format.
const FORMAT: &str = "check-baseline/1";
/// The keys of an entry.
const KEYS: [&str; 5] = ["file", "rule", "quote", "count", "reason"];

/// What was accepted, and how much of it was met.
#[derive(Default)]
pub(super) struct Baseline {
    /// The name of the file; empty where there is none.
    name: String,
    entries: Vec<Entry>,
    hidden: usize,
}

/// An accepted finding.
struct Entry {
    file: String,
    rule: String,
    quote: String,
    /// How many findings of these words it hides.
    count: usize,
    reason: String,
    /// How many it met.
    met: usize,
}

impl Baseline {
    /// Reads the file. What is wrong with it is said with the number of the entry, all at once.
    pub(super) fn read(path: &Path) -> Result<Baseline, Fault> {
        let name = path.display().to_string();
        let bytes = common::read_file(path)?;
        let fault = |what: String| Fault::new(format!("{name}：{what}"));
        let value: Value = serde_json::from_slice(&bytes).map_err(|error| {
            fault(format!("不合 JSON 语法（第{}行第{}字节）。", error.line(), error.column()))
        })?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(fault(format!("format 要写“{FORMAT}”。用 --write-baseline 可写出一份。")));
        }
        let Some(accepted) = value.get("accepted").and_then(Value::as_array) else {
            return Err(fault("缺少 accepted（一组已接受的问题）。".to_owned()));
        };
        let read: Vec<Result<Entry, String>> =
            accepted.iter().enumerate().map(|(index, item)| entry(index, item)).collect();
        let wrong: Vec<&str> =
            read.iter().filter_map(|entry| entry.as_ref().err()).map(String::as_str).collect();
        if !wrong.is_empty() {
            return Err(fault(wrong.join("；")));
        }
        Ok(Baseline { name, entries: read.into_iter().filter_map(Result::ok).collect(), hidden: 0 })
    }

    /// Hides what of a checked file was accepted with a reason.
    pub(super) fn apply(&mut self, checked: &mut Checked) {
        let Ok(paper) = &mut checked.result else { return };
        let hidden: Vec<usize> =
            (0..paper.findings.len()).filter(|index| self.takes(&checked.file, paper, *index)).collect();
        let keeps = |index: usize| !hidden.contains(&index);
        let mut index = 0..;
        paper.findings.retain(|_| index.next().is_some_and(keeps));
        let mut index = 0..;
        paper.quotes.retain(|_| index.next().is_some_and(keeps));
        paper.shown.hide(&hidden);
        paper.hidden = hidden.len();
        self.hidden += hidden.len();
    }

    /// Whether an entry hides a finding.
    fn takes(&mut self, file: &str, paper: &Paper, index: usize) -> bool {
        let (Some(finding), Some(quote)) = (paper.findings.get(index), paper.quotes.get(index)) else {
            return false;
        };
        let fits = |entry: &&mut Entry| {
            entry.met < entry.count
                && entry.rule == finding.rule
                && entry.quote == *quote
                && same_file(file, &entry.file)
        };
        self.entries.iter_mut().find(fits).is_some_and(|entry| {
            entry.met += 1;
            entry.has_reason()
        })
    }

    fn without_reason(&self) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| !entry.has_reason()).collect()
    }

    fn unmet(&self) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| entry.met == 0).collect()
    }

    /// What it hid and what is wrong with it, for people.
    pub(super) fn print(&self) {
        if self.name.is_empty() {
            return;
        }
        say!("{}：{} 个问题已接受，不再列出", self.name, self.hidden);
        for entry in self.without_reason() {
            say!("  没有写理由，问题照样列出：{}", entry.words());
        }
        for entry in self.unmet() {
            say!("  没有对应的问题，可以删去：{}", entry.words());
        }
    }

    /// The same for machines; `None` where there is no file.
    pub(super) fn as_json(&self) -> Option<Value> {
        let list = |entries: Vec<&Entry>| entries.into_iter().map(Entry::as_json).collect::<Vec<_>>();
        (!self.name.is_empty()).then(|| {
            json!({
                "file": self.name,
                "hidden": self.hidden,
                "without_reason": list(self.without_reason()),
                "unmatched": list(self.unmet()),
            })
        })
    }
}

impl Entry {
    fn has_reason(&self) -> bool {
        !self.reason.trim().is_empty()
    }

    fn words(&self) -> String {
        format!("{} {} “{}”", self.file, self.rule, self.quote)
    }

    fn as_json(&self) -> Value {
        json!({"file": self.file, "rule": self.rule, "quote": self.quote, "count": self.count, "reason": self.reason})
    }
}

/// Everything that is found now as such a file, the reasons left open.
pub(super) fn of_findings(checked: &[Checked]) -> String {
    let mut counts: BTreeMap<(String, &str, &str), usize> = BTreeMap::new();
    for checked in checked {
        let Ok(paper) = &checked.result else { continue };
        for (finding, quote) in paper.findings.iter().zip(&paper.quotes) {
            *counts.entry((plain(&checked.file), finding.rule, quote)).or_default() += 1;
        }
    }
    let accepted: Vec<Value> = counts
        .into_iter()
        .map(|((file, rule, quote), count)| {
            json!({"file": file, "rule": rule, "quote": quote, "count": count, "reason": ""})
        })
        .collect();
    format!("{:#}\n", json!({"format": FORMAT, "accepted": accepted}))
}

fn entry(index: usize, value: &Value) -> Result<Entry, String> {
    let nth = index + 1;
    let fields: &Map<String, Value> = value.as_object().ok_or_else(|| format!("第{nth}项不是一个对象"))?;
    if let Some(unknown) = fields.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!("第{nth}项有不认识的键 {unknown}"));
    }
    let text = |key: &str| {
        let text = fields.get(key).and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| format!("第{nth}项的 {key} 要写文字"))
    };
    let count = match fields.get("count") {
        None => 1,
        Some(count) => count
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .filter(|count| *count > 0)
            .ok_or_else(|| format!("第{nth}项的 count 要写不小于 1 的整数"))?,
    };
    Ok(Entry {
        file: plain(&text("file")?),
        rule: text("rule")?,
        quote: text("quote")?,
        count,
        reason: text("reason")?,
        met: 0,
    })
}

/// The same file, also where one of the two is named from another folder.
fn same_file(file: &str, entry: &str) -> bool {
    let (file, entry) = (plain(file), plain(entry));
    Path::new(&file).ends_with(&entry) || Path::new(&entry).ends_with(&file)
}

/// A path as it is compared, on every system.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_same_from_wherever_it_is_named() {
        assert!(same_file("./a/b.txt", "a/b.txt"));
        assert!(same_file("year/a/b.txt", "a/b.txt"));
        assert!(same_file("b.txt", "a/b.txt"));
        assert!(same_file("a\\b.txt", "a/b.txt"));
        assert!(!same_file("a/b.txt", "c/b.txt"));
        assert!(!same_file("ab.txt", "b.txt"));
    }
}
