//! TOML with the line of every value: each reader says at once what is wrong and goes on.

use super::{MISSING_KEY, UNKNOWN_KEY, UNKNOWN_WORD, WRONG_VALUE};
use crate::dataset::nearest;
use crate::text::Rule;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::points::Points;
use mingzhang_domain::scoring::shapes::Percent;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file while it is read: where its lines begin, and what was found so far.
pub(super) struct Source<'t> {
    file: &'t str,
    text: &'t str,
    pub(super) findings: Vec<Finding>,
}

/// A table of the file.
#[derive(Clone, Copy)]
pub(super) struct Fields<'t> {
    table: &'t DeTable<'t>,
    /// `[valid]`, for messages.
    name: &'t str,
    /// Where it begins, in bytes.
    start: usize,
}

impl<'t> Source<'t> {
    /// A file of which nothing is read yet.
    pub(super) fn new(file: &'t str, text: &'t str) -> Source<'t> {
        Source { file, text, findings: Vec::new() }
    }

    /// The line of a byte, counted from 1.
    pub(super) fn row(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
    }

    /// Reports a fault at a byte, under the name of a key.
    pub(super) fn report(&mut self, rule: Rule, byte: usize, key: &str, message: impl Into<String>) {
        let row = self.row(byte);
        let place =
            if key.is_empty() { Place::row(self.file, row) } else { Place::field(self.file, row, key) };
        self.findings.push(rule.at(place, message));
    }
}

impl<'t> Fields<'t> {
    /// The whole file.
    pub(super) fn root(table: &'t DeTable<'t>) -> Fields<'t> {
        Fields { table, name: "文件", start: 0 }
    }

    /// Where the table begins, in bytes.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Reports every key that is not among the known ones.
    pub(super) fn only(&self, known: &[&str], source: &mut Source) {
        for key in self.table.keys() {
            let word: &str = key.get_ref();
            if !known.contains(&word) {
                let hint = nearest(word, known.iter().copied()).map(|k| format!("，是不是 {k}？"));
                let message = format!("{}里有不认识的键 {word}{}", self.name, hint.unwrap_or("。".into()));
                source.report(UNKNOWN_KEY, key.span().start, word, message);
            }
        }
    }

    /// A table inside this one.
    pub(super) fn table(&self, key: &'t str, source: &mut Source) -> Option<Fields<'t>> {
        let (value, span) = self.needed(key, source)?;
        match value {
            DeValue::Table(table) => Some(Fields { table, name: key, start: span.start }),
            other => wrong(source, span.start, key, "一节（写成 [名称]）", other),
        }
    }

    /// The tables of a list, each with its place; none where the key is missing.
    pub(super) fn list(&self, key: &'t str, source: &mut Source) -> Vec<Fields<'t>> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            wrong::<()>(source, value.span().start, key, "一组（每个写成 [[名称]]）", value.get_ref());
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Fields { table, name: key, start: item.span().start }),
                other => drop(wrong::<()>(source, item.span().start, key, "一节", other)),
            }
        }
        tables
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: &str, source: &mut Source) -> Option<String> {
        let (value, span) = self.needed(key, source)?;
        match value.as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            _ => wrong(source, span.start, key, "不空的文字（加引号）", value),
        }
    }

    /// Texts in a list, none of them empty, at least one.
    pub(super) fn texts(&self, key: &str, source: &mut Source) -> Option<Vec<String>> {
        let (value, span) = self.needed(key, source)?;
        let texts = value.as_array().map(|items| {
            items
                .iter()
                .map(|item| Some(item.get_ref().as_str()?.trim().to_owned()))
                .collect::<Option<Vec<_>>>()
        });
        let texts = texts.flatten().filter(|texts| !texts.is_empty() && !texts.iter().any(String::is_empty));
        texts.or_else(|| wrong(source, span.start, key, "一组不空的文字（写成 [\"甲\", \"乙\"]）", value))
    }

    /// A whole number from 1 on.
    pub(super) fn count(&self, key: &str, source: &mut Source) -> Option<usize> {
        let (value, span) = self.needed(key, source)?;
        let number = match value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| *number > 0);
        number.or_else(|| wrong(source, span.start, key, "整数（不加引号，不小于 1）", value))
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&self, key: &str, words: &[(&str, T)], source: &mut Source) -> Option<T> {
        let text = self.text(key, source)?;
        let known = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if known.is_none() {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("{key} 写的是“{text}”，这里只认：{}。", list.join("、"));
            source.report(UNKNOWN_WORD, self.at(key), key, message);
        }
        known
    }

    /// Yes or no.
    pub(super) fn flag(&self, key: &str, source: &mut Source) -> Option<bool> {
        let (value, span) = self.needed(key, source)?;
        value.as_bool().or_else(|| wrong(source, span.start, key, "true 或 false", value))
    }

    /// A day that must be there.
    pub(super) fn date(&self, key: &str, source: &mut Source) -> Option<Date> {
        let (value, span) = self.needed(key, source)?;
        let day = value.as_datetime().filter(|day| day.time.is_none() && day.offset.is_none());
        // Years of TOML have four digits, so the conversions below never fail for a day that was parsed.
        let date = day.and_then(|day| day.date).and_then(|day| {
            Date::new(
                i16::try_from(day.year).ok()?,
                i8::try_from(day.month).ok()?,
                i8::try_from(day.day).ok()?,
            )
            .ok()
        });
        date.or_else(|| wrong(source, span.start, key, "日期（2020-01-01，不加引号）", value))
    }

    /// Points that must be there: a number with at most two decimals, not negative.
    pub(super) fn points(&self, key: &str, source: &mut Source) -> Option<Points> {
        self.hundredths(key, "分数（不加引号，不小于 0，最多两位小数）", source)
    }

    /// A number with at most two decimals, not negative; `needed` says so in words.
    fn hundredths(&self, key: &str, needed: &str, source: &mut Source) -> Option<Points> {
        let (value, span) = self.needed(key, source)?;
        let digits = match value {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let points = digits.and_then(Points::parse);
        points.or_else(|| wrong(source, span.start, key, needed, value))
    }

    /// A percentage that must be there: 80 is 80%, with at most two decimals, not negative.
    pub(super) fn percent(&self, key: &str, source: &mut Source) -> Option<Percent> {
        self.hundredths(key, "百分数（80 就是 80%，不加引号和百分号，不小于 0，最多两位小数）", source)
            .map(|points| Percent(points.0))
    }

    /// A whole number that must be there, not negative.
    pub(super) fn whole(&self, key: &str, source: &mut Source) -> Option<i64> {
        let (value, span) = self.needed(key, source)?;
        let number = match value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse::<i64>().ok(),
            _ => None,
        };
        let number = number.filter(|number| *number >= 0);
        number.or_else(|| wrong(source, span.start, key, "不小于 0 的整数（不加引号）", value))
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where a key's value stands; the table's beginning where it is missing.
    pub(super) fn at(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.start, |value| value.span().start)
    }

    fn needed(&self, key: &str, source: &mut Source) -> Option<(&'t DeValue<'t>, Range<usize>)> {
        let value: Option<&'t Spanned<DeValue<'t>>> = self.table.get(key);
        if value.is_none() {
            source.report(MISSING_KEY, self.start, key, format!("{}里缺少 {key}。", self.name));
        }
        value.map(|value| (value.get_ref(), value.span()))
    }
}

/// Reports a value of the wrong type or form.
fn wrong<T>(source: &mut Source, byte: usize, key: &str, needed: &str, is: &DeValue) -> Option<T> {
    let is = match is {
        DeValue::String(text) => format!("文字“{text}”"),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Array(_) => "一组值".to_owned(),
        DeValue::Table(_) => "一节".to_owned(),
    };
    source.report(WRONG_VALUE, byte, key, format!("{key} 要写{needed}，这里是{is}。"));
    None
}
