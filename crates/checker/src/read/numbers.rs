//! Numbers in running text: which digits are a figure, and which are dates, document numbers, codes or ranges.

use super::units::starts_with;
use mingzhang_domain::decimal::Decimal;

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its first character, a minus sign included.
    pub start: usize,
    /// The character after its last digit.
    pub end: usize,
    /// Its value as printed.
    pub value: Decimal,
    /// It is one end of a range (`3-5`): no exact figure.
    pub range: bool,
}

/// Words behind a number that make it a date, an ordinal or a document number.
const NOT_FIGURES: [&str; 9] = ["年", "月", "日", "号", "时", "点", "季度", "周", "个月"];
/// Words before a number that make it a code or a reference.
const CODES: [&str; 27] = [
    "第",
    "表",
    "图",
    "附件",
    "附表",
    "附录",
    "电话",
    "传真",
    "邮编",
    "编码",
    "代码",
    "号码",
    "索引号",
    "热线",
    "邮政编码",
    "QQ",
    "网址",
    "No.",
    "账号",
    "账户",
    "卡号",
    "手机",
    "编号",
    "文号",
    "序号",
    "证号",
    "信用代码",
];

/// A negative number in brackets as accountants write it, `(35.87)`, with the place behind them.
pub(crate) fn bracketed_at(chars: &[char], at: usize) -> Option<(Number, usize)> {
    let opens = chars.get(at).is_some_and(|c| "（(".contains(*c));
    let (Some(number), end) = number_at(chars, at + 1).filter(|_| opens)? else { return None };
    let closes = chars.get(end).is_some_and(|c| "）)".contains(*c));
    let value = Decimal { digits: -number.value.digits, ..number.value };
    let negative = closes && number.value.places > 0 && number.value.digits > 0;
    negative.then_some((Number { start: at, end: end + 1, value, range: false }, end + 1))
}

/// The number that begins at a place, with the place behind all that belongs to it. The number is `None` where the
/// digits are no figure.
pub(crate) fn number_at(chars: &[char], at: usize) -> Option<(Option<Number>, usize)> {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
    let negative = chars.get(at) == Some(&'-') && digit(at + 1) && !before.is_some_and(is_word);
    let first = at + usize::from(negative);
    if !digit(first) {
        return None;
    }
    let end = digits_end(chars, first);
    let next = chars.get(end).copied();
    let ranged = |c: Option<char>| c.is_some_and(|c| "-—–~～至".contains(c));
    let opens_range = ranged(next) && digit(end + 1 + usize::from(chars.get(end + 1) == Some(&'—')));
    let closes_range =
        !negative && ranged(before) && at >= 2 && (digit(at - 2) || chars.get(at - 2) == Some(&'）'));
    if opens_range && next != Some('至') {
        return Some((None, end));
    }
    let text: String = chars.get(at..end)?.iter().collect();
    let value = Decimal::parse(&text).ok();
    let is_figure = !before.is_some_and(|c| c.is_ascii_alphabetic() || c == '.')
        && !next.is_some_and(|c| c.is_ascii_alphabetic())
        && !is_dated(chars, end)
        && !is_code(chars, at);
    let number = value.filter(|_| is_figure).map(|value| Number {
        start: at,
        end,
        value,
        range: opens_range || closes_range,
    });
    Some((number, end))
}

/// The character after a number's last digit; separators only before groups of three, a point only before digits.
fn digits_end(chars: &[char], first: usize) -> usize {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut end = first;
    while digit(end) {
        end += 1;
    }
    while chars.get(end) == Some(&',')
        && (1..=3).all(|k| digit(end + k))
        && !digit(end + 4)
        && end - first <= 15
    {
        end += 4;
    }
    if chars.get(end) == Some(&'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    end
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '）' || c == ')'
}

/// A date, ordinal or document number. `12个月` and `5号楼` are met by their first character behind the digits.
fn is_dated(chars: &[char], end: usize) -> bool {
    NOT_FIGURES.iter().any(|word| starts_with(chars, end, word)) && !starts_with(chars, end, "点多")
}

/// A code behind its name: `电话：0771-5331234`, `第3`, `表2-1`, or a number in 〔〕.
fn is_code(chars: &[char], at: usize) -> bool {
    /// No number of a telephone, an account or a table is longer.
    const LONGEST: usize = 64;
    let mut end = at;
    while end > 0
        && at - end < LONGEST
        && chars.get(end - 1).is_some_and(|c| "：: -—".contains(*c) || c.is_ascii_digit())
    {
        end -= 1;
    }
    let bracketed = end > 0 && chars.get(end - 1).is_some_and(|c| "〔[【".contains(*c));
    let named = CODES
        .iter()
        .any(|word| end.checked_sub(word.chars().count()).is_some_and(|from| starts_with(chars, from, word)));
    bracketed || named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_numbers(text: &str, expected: &[&str]) {
        let chars: Vec<char> = text.chars().collect();
        let (mut at, mut found) = (0, Vec::new());
        while at < chars.len() {
            match number_at(&chars, at) {
                Some((number, end)) => {
                    found.extend(number.map(|n| n.value.to_string()));
                    at = end;
                }
                None => at += 1,
            }
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_are_read_with_separators_sign_and_decimals() {
        check_numbers("收入86,928万元，转贷-82万元，4956.774亩", &["86928", "-82", "4956.774"]);
    }

    #[test]
    fn dates_numbers_of_documents_and_codes_are_no_figures() {
        check_numbers("2020年3月9日，财绩〔2013〕2号，电话：0771-5331234，第3页表2-1，附件1", &[]);
        check_numbers("1—8月完成15项", &["15"]);
        check_numbers("1-5月", &[]);
    }
}
