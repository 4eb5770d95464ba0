//! Chinese numerals as figures: `一百一十六个`, `三千二百万元`, `壹佰贰拾叁万肆仟伍佰元整`, `百分之九十五`.
//!
//! Numerals are also words of their own (`一般`, `第三`, `三公经费`, `二期工程`): only a whole number before money, before
//! a measure word that counts things, or behind `百分之` is a figure.

use super::numbers::Number;
use super::units::{Dimension, Unit, starts_with, unit_at};
use mingzhang_domain::decimal::Decimal;

/// A number in words with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Worded {
    /// The number.
    pub number: Number,
    /// Its unit.
    pub unit: Unit,
    /// The character behind both.
    pub end: usize,
}

/// Measure words before which a numeral counts things; before others (`三级`, `二期`) it may be an ordinal.
const COUNTED: [&str; 25] = [
    "个", "项", "家", "户", "名", "位", "套", "栋", "处", "次", "台", "辆", "条", "份", "所", "座", "场",
    "宗", "件", "起", "人", "批次", "人次", "亩", "期",
];
/// Words before a numeral that make it an ordinal or a vague number.
const NOT_BEFORE: [char; 12] = ['第', '数', '几', '上', '近', '逾', '“', '之', '点', '每', '"', '’'];

/// The number in words that begins at a place.
pub(crate) fn worded_at(chars: &[char], at: usize) -> Option<Worded> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
    let odd = before.is_some_and(|c| NOT_BEFORE.contains(&c) || c.is_ascii_digit() || is_numeral(c));
    if odd {
        return None;
    }
    parts_at(chars, at).or_else(|| counted_at(chars, at))
}

/// `百分之九十五`, `千分之三`, also with digits: `百分之95`.
fn parts_at(chars: &[char], at: usize) -> Option<Worded> {
    let (word, parts, sign) = [("百分之", 100, "%"), ("千分之", 1000, "‰")]
        .into_iter()
        .find(|(word, _, _)| starts_with(chars, at, word))?;
    let from = at + word.chars().count();
    let (value, end) = numeral(chars, from).or_else(|| digits(chars, from))?;
    let (value, end) = with_decimals(chars, value, end);
    let unit = Unit::new(sign, Dimension::Parts(parts), 1);
    Some(Worded { number: Number { start: at, end, value, range: false }, unit, end })
}

fn counted_at(chars: &[char], at: usize) -> Option<Worded> {
    let (value, behind) = numeral(chars, at)?;
    let (value, end) = leave_multiple(chars, value, behind);
    let (unit, taken) = unit_at(chars, end)?;
    let number = Number { start: at, end, value, range: false };
    let unit_end = end + taken;
    match unit.dimension {
        Dimension::Money if is_capital(chars, at) => Some(with_fen(chars, number, unit, unit_end)),
        Dimension::Money => Some(Worded { number, unit, end: unit_end }),
        Dimension::Measure(_) => {
            // 一起 is together.
            let together = value.digits == 1 && unit.word == "起";
            let plain = COUNTED.contains(&unit.word.as_str()) && !together;
            // 一个 is mostly an article, 二次 an ordinal: a count of one closes its clause.
            let closes = chars.get(unit_end).is_none_or(|c| "，、。；：和及（）".contains(*c));
            let small = value.digits == 1 || chars.get(at) == Some(&'二') && behind == at + 1;
            (plain && (!small || closes)).then_some(Worded { number, unit, end: unit_end })
        }
        _ => None,
    }
}

/// `三千二百万元` is 3200 of the unit 万元, as it would be printed in digits.
fn leave_multiple(chars: &[char], value: Decimal, end: usize) -> (Decimal, usize) {
    let scale = match end.checked_sub(1).and_then(|i| chars.get(i)) {
        Some('万') => 10_000,
        Some('亿') => 100_000_000,
        _ => return (value, end),
    };
    (Decimal { digits: value.digits / scale, places: 0 }, end - 1)
}

/// Behind 元: `捌角陆分`, `整`.
fn with_fen(chars: &[char], number: Number, unit: Unit, end: usize) -> Worded {
    let (mut value, mut at) = (number.value, end);
    let mut fen = 0;
    for (word, worth) in [('角', 10), ('分', 1)] {
        let digit = chars.get(at).copied().and_then(digit_of).filter(|_| chars.get(at + 1) == Some(&word));
        if let Some(digit) = digit {
            fen += digit * worth;
            at += 2;
        }
    }
    if fen > 0 && unit.scale == 1 {
        value = Decimal { digits: value.digits.saturating_mul(100).saturating_add(fen), places: 2 };
    }
    if chars.get(at).is_some_and(|c| "整正".contains(*c)) {
        at += 1;
    }
    Worded { number: Number { value, ..number }, unit, end: at }
}

fn with_decimals(chars: &[char], value: Decimal, end: usize) -> (Decimal, usize) {
    if chars.get(end) != Some(&'点') {
        return (value, end);
    }
    let decimals = chars.iter().skip(end + 1).take(4).map_while(|c| digit_of(*c));
    decimals.fold((value, end), |(value, at), digit| {
        let end = if at == end { at + 2 } else { at + 1 };
        (Decimal { digits: value.digits * 10 + digit, places: value.places + 1 }, end)
    })
}

fn digits(chars: &[char], from: usize) -> Option<(Decimal, usize)> {
    let text: String =
        chars.iter().skip(from).take(8).take_while(|c| c.is_ascii_digit() || **c == '.').collect();
    Some((Decimal::parse(&text).ok()?, from + text.len()))
}

/// A numeral and the place behind it; `None` where the signs make no number.
fn numeral(chars: &[char], from: usize) -> Option<(Decimal, usize)> {
    /// No amount in words is longer.
    const LONGEST: usize = 30;
    let (mut total, mut section, mut digit, mut last, mut zero) = (0i128, 0i128, None, 10_000, false);
    let mut at = from;
    while let Some(c) = chars.get(at).filter(|c| is_numeral(**c) && at - from < LONGEST) {
        match (digit_of(*c), step_of(*c)) {
            (Some(0), _) => zero = true,
            (Some(d), _) if digit.is_none() => digit = Some(d),
            (None, Some(step)) if step < 10_000 && step < last => {
                let ten = if section == 0 && digit.is_none() && step == 10 { Some(1) } else { None };
                section += digit.take().or(ten)? * step;
                (last, zero) = (step, false);
            }
            (None, Some(step)) if step >= 10_000 => {
                section += digit.take().unwrap_or(0);
                total = if step > total {
                    total.checked_add(section)?.checked_mul(step)?
                } else {
                    total + section * step
                };
                (section, last, zero) = (0, 10_000, false);
            }
            _ => return None,
        }
        at += 1;
    }
    // `三千二` means 3200 when spoken, 3002 by its signs.
    let spoken = digit.is_some() && !zero && last > 10 && (last < 10_000 || total > 0);
    let value = total + section + digit.unwrap_or(0);
    (at > from && !spoken && value > 0).then_some((Decimal { digits: value, places: 0 }, at))
}

fn is_capital(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| "壹贰叁肆伍陆柒捌玖拾".contains(*c))
}

fn is_numeral(c: char) -> bool {
    digit_of(c).is_some() || step_of(c).is_some()
}

fn digit_of(c: char) -> Option<i128> {
    const SIGNS: [&str; 10] =
        ["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
    SIGNS.iter().position(|signs| signs.contains(c)).map(|digit| digit as i128)
}

fn step_of(c: char) -> Option<i128> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let chars: Vec<char> = text.chars().collect();
        worded_at(&chars, 0).map(|w| (w.number.value.to_string(), w.unit.word))
    }

    #[test]
    fn a_numeral_before_a_unit_is_a_figure() {
        for (text, number, unit) in [
            ("两个项目", "2", "个"),
            ("一百一十六个", "116", "个"),
            ("十二项", "12", "项"),
            ("三千二百万元", "3200", "万元"),
            ("一亿二千万元", "12000", "万元"),
            ("二千零五名", "2005", "名"),
            ("壹佰贰拾叁万肆仟伍佰元整", "1234500", "元整"),
            ("伍仟零捌拾元陆角叁分", "5080.63", "元"),
            ("百分之九十五", "95", "%"),
            ("百分之三点五", "3.5", "%"),
            ("一个。", "1", "个"),
        ] {
            assert_eq!(read(text), Some((number.to_owned(), unit.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_numeral_that_is_a_word_is_none() {
        for text in ["一般公共", "一个重要", "二次供水", "三级指标", "三千二个", "二三十个", "十九大", "百个"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        let chars: Vec<char> = "第三个".chars().collect();
        assert_eq!(worded_at(&chars, 1), None);
    }
}
