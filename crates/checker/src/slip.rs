//! Slips of the pen: which small mistake in writing turns the value that a figure should have into the one that is
//! printed.

use crate::exact::Amount;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::SlipKind;

/// A slip that explains a printed number, with the number that it should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Explained {
    /// What was done.
    pub kind: SlipKind,
    /// The number without it.
    pub right: Decimal,
    /// It is exactly the value that it should have, not only within what that may lie off.
    pub exact: bool,
}

/// The slip that turns a value within `right` into the number that is printed in a unit of `scale`. Of several the one
/// that comes nearest to the value, of equally near ones the likelier.
pub(crate) fn explain(printed: Decimal, scale: i128, right: Amount) -> Option<Explained> {
    let mut best: Option<(i128, Explained)> = None;
    for (kind, number) in candidates(printed) {
        let Some(amount) = Amount::printed(number, scale, false) else { continue };
        let off = amount.value.saturating_sub(right.value).saturating_abs();
        if off <= right.half && best.is_none_or(|(nearest, _)| off < nearest) {
            best = Some((off, Explained { kind, right: number, exact: off == 0 }));
        }
    }
    best.map(|(_, explained)| explained)
}

/// What the number may have been before each slip, the likeliest slips first.
fn candidates(printed: Decimal) -> Vec<(SlipKind, Decimal)> {
    let text = printed.digits.unsigned_abs().to_string();
    let digits: Vec<u8> = format!("{text:0>width$}", width = printed.places as usize + 1).into_bytes();
    let negative = printed.digits < 0;
    let number = |digits: &[u8], places: u32| {
        let text = std::str::from_utf8(digits).ok()?;
        let magnitude: i128 = text.parse().ok()?;
        Some(Decimal { digits: if negative { -magnitude } else { magnitude }, places })
    };
    let mut found: Vec<(SlipKind, Option<Decimal>)> = Vec::new();
    for at in 0..digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            other.get_mut(at).into_iter().for_each(|own| *own = digit);
            found.push((SlipKind::Digit, number(&other, printed.places)));
        }
    }
    for at in 1..digits.len() {
        let mut other = digits.clone();
        other.swap(at - 1, at);
        found.push((SlipKind::SwappedDigits, number(&other, printed.places)));
    }
    for at in 0..digits.len() {
        let mut other = digits.clone();
        let own = other.remove(at);
        if digits.get(at + 1) == Some(&own) {
            found.push((SlipKind::DoubledDigit, number(&other, printed.places)));
        }
    }
    for at in 0..=digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            other.insert(at, digit);
            found.push((SlipKind::MissingDigit, number(&other, printed.places)));
        }
    }
    for zeros in [1, 2, 3, 4, 8] {
        let factor = 10i128.pow(zeros);
        let larger = printed.digits.checked_mul(factor).map(|digits| Decimal { digits, ..printed });
        let smaller = Decimal { digits: printed.digits, places: printed.places + zeros };
        found.push((SlipKind::Factor, larger));
        found.push((SlipKind::Factor, Some(smaller)));
    }
    found.push((SlipKind::Sign, Some(Decimal { digits: -printed.digits, ..printed })));
    let other = |(kind, number): (SlipKind, Option<Decimal>)| Some((kind, number.filter(|n| *n != printed)?));
    found.into_iter().filter_map(other).collect()
}

/// Whether one digit, or two neighbours that changed places, certainly explain a printed number: it is long, and the
/// value that it should have is known closely. Counted without trying every number, as there may be thousands.
pub(crate) fn is_clear(printed: Decimal, scale: i128, right: Amount) -> bool {
    const DIGITS_MIN: u32 = 4;
    let length = printed.digits.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    let Some(own) = Amount::printed(printed, scale, true) else { return false };
    let step = own.half.saturating_mul(2);
    if length < DIGITS_MIN || step == 0 || right.half > own.half.saturating_mul(8) {
        return false;
    }
    let off = right.value.saturating_sub(own.value).saturating_mul(printed.digits.signum());
    let meets = |change: i128| off.saturating_sub(change).saturating_abs() <= right.half;
    let magnitude = printed.digits.saturating_abs();
    let mut unit = step;
    (0..length).any(|place| {
        let own_unit = unit;
        unit = unit.saturating_mul(10);
        let digit = |n: u32| 10i128.checked_pow(n).map_or(0, |power| magnitude / power % 10);
        let (here, next) = (digit(place), digit(place + 1));
        // The digit that would have to stand here, and the change that two swapped neighbours make.
        let other = here + (off + off.signum() * own_unit / 2) / own_unit;
        let replaced =
            (0..10).contains(&other) && other != here && meets((other - here).saturating_mul(own_unit));
        let swap = (here - next).saturating_mul(9).saturating_mul(own_unit);
        replaced || (place + 1 < length && here != next && meets(swap))
    })
}

/// Whether a printed number differs from the value that it should have in one decimal place alone (carried over or not),
/// or in two neighbours that changed places. Numbers of fewer digits than three come near others by accident.
pub(crate) fn is_one_place_off(printed: Decimal, scale: i128, right: Amount) -> bool {
    let Some(right) = right.number(scale, printed.places) else { return false };
    is_one_place_off_number(printed, right)
}

/// Two digits, also such as are no neighbours, changed places.
fn is_transposed(printed: &str, right: &str) -> bool {
    let differing: Vec<(u8, u8)> = printed.bytes().zip(right.bytes()).filter(|(a, b)| a != b).collect();
    printed.len() == right.len() && matches!(differing.as_slice(), [(a, b), (c, d)] if a == d && b == c)
}

/// Two digits of a number, and nothing else, changed places.
pub(crate) fn is_swapped(printed: Decimal, right: Decimal) -> bool {
    printed.places == right.places && is_transposed(&printed.to_string(), &right.to_string())
}

/// How many digits a number has, of a whole number without the zeros that it ends with: round numbers meet others by
/// accident.
pub(crate) fn significant(number: Decimal) -> u32 {
    let mut digits = number.digits.unsigned_abs();
    while number.places == 0 && digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits.checked_ilog10().map_or(1, |log| log + 1)
}

/// The same for two numbers of as many decimals.
pub(crate) fn is_one_place_off_number(printed: Decimal, right: Decimal) -> bool {
    const DIGITS_MIN: u32 = 3;
    let length = |n: Decimal| n.digits.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    if printed.places != right.places
        || length(printed).min(length(right)) < DIGITS_MIN
        || significant(printed).max(significant(right)) < DIGITS_MIN
    {
        return false;
    }
    let mut off = printed.digits.abs_diff(right.digits);
    while off > 9 && off.is_multiple_of(10) {
        off /= 10;
    }
    (1..=9).contains(&off) || is_transposed(&printed.to_string(), &right.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_slip(printed: &str, right: &str, expected: Option<(SlipKind, &str)>) {
        let right = Amount::printed(Decimal::parse(right).unwrap(), 10_000, false).unwrap();
        let found = explain(Decimal::parse(printed).unwrap(), 10_000, right);
        let found = found.map(|found| (found.kind, found.right.to_string()));
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())), "{printed}");
    }

    #[test]
    fn a_clear_slip_is_one_digit_or_two_that_changed_places() {
        let clear = |printed: &str, right: &str| {
            let right = Amount::printed(Decimal::parse(right).unwrap(), 1, true).unwrap();
            is_clear(Decimal::parse(printed).unwrap(), 1, right)
        };
        assert!(clear("4877.03", "4878.03") && clear("4877.03", "4077.03") && clear("4877.03", "4787.03"));
        assert!(clear("-4877.03", "-4877.53"));
        assert!(!clear("4877.03", "4888.13") && !clear("48.7", "41.7") && !clear("4877.03", "4877.03"));
    }

    #[test]
    fn a_slip_is_named_with_what_the_number_should_be() {
        check_slip("198", "189", Some((SlipKind::SwappedDigits, "189")));
        check_slip("57.60", "57.06", Some((SlipKind::SwappedDigits, "57.06")));
        check_slip("4877.03", "4878.03", Some((SlipKind::Digit, "4878.03")));
        check_slip("487.03", "4877.03", Some((SlipKind::MissingDigit, "4877.03")));
        check_slip("48777.03", "4877.03", Some((SlipKind::DoubledDigit, "4877.03")));
        check_slip("48770300.00", "4877.03", Some((SlipKind::Factor, "4877.030000")));
        check_slip("12.00", "-12.00", Some((SlipKind::Sign, "-12.00")));
        check_slip("4877.03", "5991.18", None);
    }
}
