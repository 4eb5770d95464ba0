//! 个人信息: identity numbers, telephones and bank accounts in a paper that others will read.

use super::{Review, finding};
use crate::outcome::Outcome;
use crate::rules::RuleDoc;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Kind, Place, Severity};

/// Personal data.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C117",
    name: "personal_data",
    kind: Kind::PersonalData,
    severity: Severity::Error,
    title: "公开材料含个人信息",
    what: "材料中是否有身份证号码、手机号码、银行账号、座机号码。",
    why: "公开的材料不得泄露个人信息。",
    advice: "公开前请删去，或用星号遮盖。",
    fails: "补助对象甲某，身份证号11010519491231002X，已发放。",
    passes: "补助对象甲某，身份证号110***********002X，已发放。",
    limits: "身份证号要校验位和生日都相符；银行账号要有“账号”等字样或通过校验。审阅时为警告，公开前核查时为错误；座机多为办公电话，只在公开前提示。",
};

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Identity,
    Mobile,
    Landline,
    Account,
}

impl What {
    fn label(self) -> &'static str {
        match self {
            What::Identity => "身份证号码",
            What::Mobile => "手机号码",
            What::Landline => "座机号码",
            What::Account => "银行账号",
        }
    }
}

/// Looks through running text and cells.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    for passage in &review.reading.passages {
        for (start, end, what) in numbers(&passage.chars) {
            report(review, &passage.place(start, end), &passage.printed(start, end), what, outcome);
        }
    }
    for grid in &review.reading.grids {
        for (_, row) in grid.body() {
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| cell.text.len() >= 11) {
                // The heading says what a bare number is: 账号.
                let heading = grid.heading(column).chars().chain(['：']);
                let before = heading.clone().count();
                let chars: Vec<char> = heading.chain(cell.text.chars()).collect();
                for (start, end, what) in numbers(&chars).into_iter().filter(|(start, ..)| *start >= before) {
                    let text: String = chars.iter().skip(start).take(end - start).collect();
                    report(review, &cell.place, &text, what, outcome);
                }
            }
        }
    }
}

fn report(review: &Review, place: &Place, text: &str, what: What, outcome: &mut Outcome) {
    // Offices print their telephones; only before a publication is one worth a look.
    if what == What::Landline && !review.publish {
        return;
    }
    let masked = masked(text);
    let mut found = finding(&RULE, place, &masked, format!("含{}{masked}", what.label()));
    found.severity = match what {
        What::Landline => Severity::Note,
        _ if review.publish => Severity::Error,
        _ => Severity::Warning,
    };
    outcome.report(found);
}

/// A number of which only the ends are shown: a finding must not spread it further.
fn masked(text: &str) -> String {
    let last = text.chars().count().saturating_sub(2);
    text.chars()
        .enumerate()
        .map(|(at, c)| if (3..last).contains(&at) && c != '-' { '*' } else { c })
        .collect()
}

/// The runs of digits that are such numbers: first character, the one behind the last, what it is.
fn numbers(chars: &[char]) -> Vec<(usize, usize, What)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length =
            chars.iter().skip(at).take_while(|c| c.is_ascii_alphanumeric() || "- ".contains(**c)).count();
        let run: String = chars.iter().skip(at).take(length).collect();
        let glued = at.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(|c| ".*".contains(*c))
            || chars.get(at + length).is_some_and(|c| ".*元万亿".contains(*c));
        if length >= 11 && !glued {
            let before: String = chars.get(at.saturating_sub(12)..at).unwrap_or_default().iter().collect();
            found.extend(
                what(run.trim(), &before).map(|what| (at, at + run.trim_end().chars().count(), what)),
            );
        }
        at += length.max(1);
    }
    found
}

fn what(run: &str, before: &str) -> Option<What> {
    let plain: String = run.chars().filter(|c| !"- ".contains(*c)).collect();
    let digits = plain.bytes().all(|b| b.is_ascii_digit());
    let named = ["账号", "帐号", "账户", "帐户", "卡号", "开户"].iter().any(|word| before.contains(word));
    match plain.len() {
        18 if is_identity(&plain) => Some(What::Identity),
        11 if digits && plain.starts_with('1') && ("3".."~").contains(&plain.get(1..)?) => Some(What::Mobile),
        _ if digits && is_landline(run) => Some(What::Landline),
        12..=22 if digits && named => Some(What::Account),
        16..=19 if digits && plain.starts_with("62") && passes_luhn(&plain) => Some(What::Account),
        _ => None,
    }
}

/// `0311-12345678`: an area code and seven or eight digits.
fn is_landline(run: &str) -> bool {
    run.split_once('-').is_some_and(|(area, number)| {
        let plain = !number.contains(['-', ' ']);
        area.starts_with('0') && (3..=4).contains(&area.len()) && plain && (7..=8).contains(&number.len())
    })
}

/// GB 11643-1999: a region, a day of birth, and a last character that the others give.
fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const LAST: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<i16>().ok());
    let small = |range| number(range).and_then(|part| i8::try_from(part).ok());
    let region = number(0..2).is_some_and(|region| (11..=82).contains(&region));
    let (Some(year), Some(month), Some(day)) = (number(6..10), small(10..12), small(12..14)) else {
        return false;
    };
    let born = (1900..2100).contains(&year) && Date::new(year, month, day).is_ok();
    let sum: Option<u32> = text.chars().zip(WEIGHTS).map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    let last = sum.and_then(|sum| LAST.get(sum as usize % 11).copied());
    region && born && last == text.chars().last().map(|c| c.to_ascii_uppercase())
}

/// ISO/IEC 7812: every second digit from the right is doubled.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, b)| {
            let digit = u32::from(b - b'0') * if at % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_for_personal_only_where_it_is_whole() {
        let found = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            numbers(&chars).into_iter().map(|(start, end, what)| (text_of(&chars, start, end), what)).next()
        };
        let is = |text: &str, what: What| Some((text.to_owned(), what));
        assert_eq!(found("号11010519491231002X，"), is("11010519491231002X", What::Identity));
        assert_eq!(found("电话13800000000。"), is("13800000000", What::Mobile));
        assert_eq!(found("电话138-0000-0000"), is("138-0000-0000", What::Mobile));
        assert_eq!(found("电话0311-86000000"), is("0311-86000000", What::Landline));
        assert_eq!(found("账号：130001234567890"), is("130001234567890", What::Account));
        assert_eq!(found("卡6222020200112233440"), None, "no account by its last digit");
        for text in [
            "110105194912310021",
            "指标130171C20010000000010",
            "合计13800000000元",
            "12913800000000",
            "1.13800000000",
            "12345678901",
            "2020-12-31",
            "信用代码91130100MA07XXXX0A",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    fn text_of(chars: &[char], start: usize, end: usize) -> String {
        chars.iter().skip(start).take(end - start).collect()
    }
}
