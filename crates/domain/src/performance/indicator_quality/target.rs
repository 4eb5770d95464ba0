//! A target as it was written: a number, a range, a day, several numbers, or words.

use super::words::strip_any;
use crate::decimal::{Decimal, half_width};
use crate::performance::Operator;
use crate::scoring::shapes::Fraction;

/// What a target is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nothing.
    Empty,
    /// One number, with what stands behind it.
    Number(Number),
    /// From one number to another.
    Range,
    /// A day or a month.
    Day(Day),
    /// More than one number.
    Several,
    /// Words.
    Words,
}

/// A number with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The number, 万 and 亿 taken in.
    pub value: Fraction,
    /// The unit that stands behind it: `%`, `天`, `万元`.
    pub unit: String,
}

/// A day as far as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// The year, where it is written.
    pub year: Option<i16>,
    /// The month.
    pub month: u8,
    /// The day, where it is written.
    pub day: Option<u8>,
}

/// Signs and words that stand before a number, the longer ones first.
const OPERATORS: [(&str, Operator); 25] = [
    (">=", Operator::AtLeast),
    ("=>", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("=<", Operator::AtMost),
    ("大于或等于", Operator::AtLeast),
    ("小于或等于", Operator::AtMost),
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    ("不多于", Operator::AtMost),
    ("大于", Operator::Above),
    ("小于", Operator::Below),
    ("等于", Operator::Equal),
    (">", Operator::Above),
    ("<", Operator::Below),
    ("=", Operator::Equal),
];

/// A text in half-width signs, without spaces.
pub(super) fn clean(text: &str) -> String {
    let half = |c: char| match c {
        '＞' => '>',
        '＜' => '<',
        '＝' => '=',
        '～' | '〜' | '—' | '–' => '~',
        other => half_width(other),
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

/// The operator at the beginning of a cleaned text, and what stands behind it.
pub(super) fn operator(text: &str) -> (Option<Operator>, &str) {
    let found = OPERATORS.iter().find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)));
    found.map_or((None, text), |(operator, rest)| (Some(operator), rest))
}

/// A target without its operator, cleaned.
pub(super) fn read(text: &str) -> Target {
    if text.is_empty() {
        return Target::Empty;
    }
    if let Some(day) = day(text) {
        return Target::Day(day);
    }
    let without = without_brackets(text);
    let numbers = numbers(&without);
    match &numbers[..] {
        [] => Target::Words,
        [(start, number, end)] => one_number(&without, *start, number, *end),
        [first, second] if is_range(&without, first, second) => Target::Range,
        _ => Target::Several,
    }
}

/// A number of a cell that holds nothing else, such as last year's target; `None` of anything else.
pub(super) fn number(text: &str) -> Option<Number> {
    match read(operator(&clean(text)).1) {
        Target::Number(number) => Some(number),
        _ => None,
    }
}

fn one_number(text: &str, start: usize, number: &str, end: usize) -> Target {
    let value = Decimal::parse(number).ok().and_then(Fraction::from_decimal);
    let Some(mut value) = value else { return Target::Words };
    // A number behind words is part of them: 达到Ⅳ类标准 100 分以上 is a sentence, 30天 is a number.
    if text.get(..start).is_some_and(|before| before.chars().any(char::is_alphabetic)) {
        return Target::Words;
    }
    let mut rest = text.get(end..).unwrap_or_default();
    for (sign, factor) in [('万', 10_000), ('亿', 100_000_000)] {
        if let Some(after) = rest.strip_prefix(sign) {
            let scaled = Fraction::new(1, factor).and_then(|part| value.divided_by(part));
            let Some(scaled) = scaled else { return Target::Words };
            (value, rest) = (scaled, after);
            break;
        }
    }
    let unit = strip_any(rest, &["以上", "以下", "以内", "内", "左右"]).to_owned();
    Target::Number(Number { value, unit })
}

/// The numbers of a text: where each begins, its text, where it ends, in bytes.
fn numbers(text: &str) -> Vec<(usize, &str, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(start..).unwrap_or_default();
        let length = tail.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(tail.len());
        let number = tail.get(..length).unwrap_or_default();
        let trimmed = number.trim_end_matches(['.', ',']);
        found.push((at + start, trimmed, at + start + trimmed.len()));
        at += start + length;
        rest = tail.get(length..).unwrap_or_default();
    }
    found
}

/// Whether two numbers are the ends of a range: `40~60%`, `40%-60%`, `40至60`.
fn is_range(text: &str, first: &(usize, &str, usize), second: &(usize, &str, usize)) -> bool {
    let between = text.get(first.2..second.0).unwrap_or_default().trim_start_matches('%');
    let whole = first.0 == 0 || text.get(..first.0).is_some_and(|b| !b.chars().any(char::is_alphabetic));
    whole && matches!(between, "~" | "-" | "至" | "到" | "--" | "~~")
}

/// A text without what stands in brackets, which explains and is not held against anything.
fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// A day or a month: `2020年11月30日前`, `2020-11-30`, `11月30日`, `10月底前`, `年底前`.
fn day(text: &str) -> Option<Day> {
    let text = text.trim_end_matches("完成").trim_end_matches('前').trim_end_matches("之");
    let text = text.trim_end_matches('以').trim_end_matches("完成").trim_start_matches("于");
    if matches!(text, "年底" | "年末" | "当年底" | "本年底") {
        return Some(Day { year: None, month: 12, day: Some(31) });
    }
    let (year, rest) = year_of(text);
    let rest = rest.trim_end_matches(['日', '底', '末', '初']);
    let rest = rest.strip_suffix("上旬").or(rest.strip_suffix("中旬")).unwrap_or(rest);
    let rest = rest.strip_suffix("下旬").unwrap_or(rest);
    let (month, day) = match rest.split_once(['月', '-', '/', '.']) {
        Some((month, "")) if text.contains('月') => (month, None),
        Some((month, day)) if year.is_some() || text.contains('月') => (month, Some(day)),
        None if year.is_some() => return year_end(year, rest),
        _ => return None,
    };
    let small = |text: &str| (text.len() <= 2).then(|| text.parse::<u8>().ok()).flatten();
    let day = match day {
        Some(day) => Some(small(day)?),
        None => None,
    };
    Some(Day { year, month: small(month)?, day })
}

/// The year alone, or its end: `2020年底`.
fn year_end(year: Option<i16>, rest: &str) -> Option<Day> {
    rest.trim_end_matches(['年', '底', '末']).is_empty().then_some(Day { year, month: 12, day: Some(31) })
}

/// The year at the beginning of a text, and what follows.
fn year_of(text: &str) -> (Option<i16>, &str) {
    let Some(year) = text.get(..4).and_then(|year| year.parse::<i16>().ok()) else { return (None, text) };
    let rest = text.get(4..).unwrap_or_default();
    let divided = rest.strip_prefix(['年', '-', '/', '.']);
    match divided.filter(|_| (1990..=2099).contains(&year)) {
        Some(rest) => (Some(year), rest),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(text: &str) -> Option<(String, String)> {
        match read(&clean(text)) {
            Target::Number(number) => Some((number.value.shown(4)?.0, number.unit)),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_read_with_what_stands_behind_them() {
        for (text, value, unit) in [
            ("95%", "95", "%"),
            ("９５．５％", "95.5", "%"),
            ("1,200户", "1200", "户"),
            ("3万人次", "30000", "人次"),
            ("30天以内", "30", "天"),
            ("100百分比", "100", "百分比"),
            ("58（含续建6）", "58", ""),
        ] {
            assert_eq!(number_of(text), Some((value.to_owned(), unit.to_owned())), "{text}");
        }
    }

    #[test]
    fn days_are_read_as_far_as_they_are_written() {
        for (text, year, month, day) in [
            ("2020年11月30日前", Some(2020), 11, Some(30)),
            ("2020-11-30", Some(2020), 11, Some(30)),
            ("2020/6/1", Some(2020), 6, Some(1)),
            ("11月30日", None, 11, Some(30)),
            ("10月底前", None, 10, None),
            ("2020年6月底前完成", Some(2020), 6, None),
            ("年底前", None, 12, Some(31)),
            ("2020年底", Some(2020), 12, Some(31)),
        ] {
            assert_eq!(read(&clean(text)), Target::Day(Day { year, month, day }), "{text}");
        }
    }

    #[test]
    fn ranges_several_numbers_and_words_are_told_apart() {
        for (text, target) in [
            ("40～60%", Target::Range),
            ("40%-60%", Target::Range),
            ("40至60", Target::Range),
            ("8场、5000份", Target::Several),
            ("及时", Target::Words),
            ("达到Ⅳ类", Target::Words),
            ("", Target::Empty),
        ] {
            assert_eq!(read(&clean(text)), target, "{text}");
        }
    }

    #[test]
    fn an_operator_is_known_as_a_sign_and_as_a_word() {
        for (text, sign, rest) in [
            ("≥95%", Some(Operator::AtLeast), "95%"),
            ("不超过30天", Some(Operator::AtMost), "30天"),
            ("95", None, "95"),
        ] {
            assert_eq!(operator(text), (sign, rest));
        }
    }
}
