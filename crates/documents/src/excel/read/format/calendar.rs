//! Days and times: a workbook stores them as days since an epoch.

use super::super::number::Number;
use super::general;
use super::numeral::Numerals;
use super::section::{Section, Token};
use mingzhang_domain::decimal::divide_half_up;

const DAY_SECONDS: i128 = 86_400;
/// The last day that office programs show: 9999-12-31.
const SERIAL_MAX: i128 = 2_958_465;

/// A moment, taken apart.
struct Moment {
    year: i128,
    month: i128,
    day: i128,
    /// 0 for Sunday.
    weekday: i128,
    /// Seconds since midnight, and since the epoch.
    second: i128,
    elapsed: i128,
}

/// A serial number by a section of days and times; a number that is no day as it is.
pub(super) fn shown(section: &Section, number: &Number, epoch_1904: bool) -> String {
    let of_time = |token: &Token| matches!(token, Token::Moment('h' | 's', _) | Token::Elapsed(_));
    let with_time = section.tokens.iter().any(of_time);
    let Some(moment) = moment(number, with_time, epoch_1904) else { return general::shown(number) };
    if section.has(&Token::LongDate) {
        return format!("{}年{}月{}日", moment.year, moment.month, moment.day);
    }
    let half_days = section.tokens.iter().any(|token| matches!(token, Token::HalfDay(_)));
    let mut out = String::new();
    for (at, token) in section.tokens.iter().enumerate() {
        match token {
            Token::Moment('m', length) if *length <= 2 && is_minute(&section.tokens, at) => {
                out.push_str(&padded(moment.second / 60 % 60, *length));
            }
            Token::Moment(letter, length) => {
                out.push_str(&part(&moment, *letter, *length, half_days, section.numerals));
            }
            Token::Elapsed(unit) => {
                let seconds = match unit {
                    'h' => 3_600,
                    'm' => 60,
                    _ => 1,
                };
                out.push_str(&(moment.elapsed / seconds).to_string());
            }
            Token::HalfDay(chinese) => {
                let halves = if *chinese { ["上午", "下午"] } else { ["AM", "PM"] };
                let [morning, afternoon] = halves;
                out.push_str(if moment.second < DAY_SECONDS / 2 { morning } else { afternoon });
            }
            Token::Literal(text) => out.push_str(text),
            Token::Bar => out.push('/'),
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            Token::Digit(_) => out.push('0'),
            _ => {}
        }
    }
    out
}

/// `m` behind hours or before seconds means minutes.
fn is_minute(tokens: &[Token], at: usize) -> bool {
    let is_part = |token: &&Token| matches!(token, Token::Moment(..) | Token::Elapsed(_));
    let before = tokens.iter().take(at).rev().find(is_part);
    let behind = tokens.iter().skip(at + 1).find(is_part);
    matches!(before, Some(Token::Moment('h', _) | Token::Elapsed('h')))
        || matches!(behind, Some(Token::Moment('s', _) | Token::Elapsed('s')))
}

fn part(moment: &Moment, letter: char, length: usize, half_days: bool, numerals: Option<Numerals>) -> String {
    let number = |value: i128| match numerals {
        Some(numerals) => numerals.write(&value.to_string()),
        None => padded(value, length),
    };
    match (letter, length) {
        ('y', 1 | 2) => padded(moment.year % 100, 2),
        ('y', _) => {
            let year = moment.year.to_string();
            numerals.map_or_else(|| year.clone(), |numerals| numerals.one_by_one(&year))
        }
        ('m', 1 | 2) => number(moment.month),
        ('m', 3) => month(moment.month).chars().take(3).collect(),
        ('m', _) => month(moment.month).to_owned(),
        ('d', 1 | 2) => number(moment.day),
        ('d', 3) => weekday(moment.weekday).chars().take(3).collect(),
        ('d', _) => weekday(moment.weekday).to_owned(),
        ('a', 3) => chinese_weekday(moment.weekday).to_string(),
        ('a', 4) => format!("星期{}", chinese_weekday(moment.weekday)),
        ('h', _) if half_days => number((moment.second / 3_600 + 11) % 12 + 1),
        ('h', _) => number(moment.second / 3_600),
        ('s', _) => number(moment.second % 60),
        _ => String::new(),
    }
}

fn padded(value: i128, width: usize) -> String {
    let width = width.min(2);
    format!("{value:0>width$}")
}

fn month(month: i128) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|at| NAMES.get(at)).unwrap_or(&"")
}

fn weekday(weekday: i128) -> &'static str {
    const NAMES: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    usize::try_from(weekday).ok().and_then(|at| NAMES.get(at)).unwrap_or(&"")
}

fn chinese_weekday(weekday: i128) -> char {
    usize::try_from(weekday).ok().and_then(|at| "日一二三四五六".chars().nth(at)).unwrap_or('日')
}

fn moment(number: &Number, with_time: bool, epoch_1904: bool) -> Option<Moment> {
    if number.negative || number.whole_digits() > 7 {
        return None;
    }
    let (whole, fraction) = number.parts();
    let fraction = fraction.get(..fraction.len().min(15)).unwrap_or_default();
    let serial: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let parts = 10i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    // A day without a time is the day, however late it is.
    let second = if with_time { divide_half_up(part * DAY_SECONDS, parts)? } else { 0 };
    let (serial, second) = (serial + second / DAY_SECONDS, second % DAY_SECONDS);
    if serial > SERIAL_MAX {
        return None;
    }
    // Days since 1970. The workbook's calendar has a 29 February 1900, which never was, as day 60.
    let days = match (epoch_1904, serial) {
        (true, _) => serial - 24_107,
        (false, 0..=59) => serial - 25_568,
        (false, _) => serial - 25_569,
    };
    let (year, month, day) = civil(days);
    let weekday = (days + 4).rem_euclid(7);
    Some(Moment { year, month, day, weekday, second, elapsed: serial * DAY_SECONDS + second })
}

/// Year, month and day of a number of days since 1970-01-01, by the calendar in use; years begin in March here, so
/// that the leap day is the last of its year.
fn civil(days: i128) -> (i128, i128, i128) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + i128::from(month <= 2), month, day)
}
