//! A stored number as exact digits. Workbooks store the shortest text of a binary number (`0.98499999999999999`);
//! office programs show it as if it had 15 significant digits, and so do we: all arithmetic is on these digits.

use std::cmp::Ordering;

/// Office programs keep as many significant digits of a number.
const SIGNIFICANT_MAX: usize = 15;
/// Powers of ten that the binary numbers of a workbook can have, either way.
const EXPONENT_MAX: i32 = 400;

/// A number: 0.d₁d₂d₃… × 10^`point`, with its sign. Zero has no digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) negative: bool,
    /// 0 to 9; neither the first nor the last is 0.
    digits: Vec<u8>,
    point: i32,
}

impl Number {
    /// Reads `-12.5`, `1.25E-3`; rounded to 15 significant digits.
    pub(super) fn parse(text: &str) -> Option<Number> {
        let text = text.trim();
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        if all().next().is_none() || !all().all(|c| c.is_ascii_digit()) || exponent.abs() > EXPONENT_MAX {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
        let mut number = Number { negative, digits: all().map(|c| c - b'0').collect(), point };
        number.tidy();
        number.cut(SIGNIFICANT_MAX);
        (number.point.abs() <= EXPONENT_MAX).then_some(number)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number without its sign.
    pub(super) fn magnitude(&self) -> Number {
        Number { negative: false, ..self.clone() }
    }

    /// The number times a power of ten.
    pub(super) fn shifted(&self, by: i32) -> Number {
        let point = if self.is_zero() { 0 } else { self.point.saturating_add(by) };
        Number { point, ..self.clone() }
    }

    /// How many digits stand before the point; 0 or less for numbers below 1.
    pub(super) fn whole_digits(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point }
    }

    /// Rounded half up to so many decimals, away from zero when negative.
    pub(super) fn rounded(&self, places: usize) -> Number {
        let mut number = self.clone();
        let places = i32::try_from(places).unwrap_or(EXPONENT_MAX);
        match usize::try_from(self.point.saturating_add(places)) {
            Ok(kept) => number.cut(kept),
            Err(_) => number = Number::default(),
        }
        number
    }

    /// The digits before the point, none for numbers below 1, and behind it, without zeros at the end.
    pub(super) fn parts(&self) -> (String, String) {
        let sign = |digit: &u8| char::from(b'0' + digit);
        let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
        let count = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        let before = usize::try_from(self.point).unwrap_or(0).min(self.digits.len());
        let (whole, fraction) = self.digits.split_at(before);
        let whole: String = whole.iter().map(sign).collect();
        let fraction: String = fraction.iter().map(sign).collect();
        match self.is_zero() {
            true => (String::new(), String::new()),
            false => (whole + &zeros(self.point - count), zeros(-self.point) + &fraction),
        }
    }

    /// Keeps so many digits, rounding half up.
    fn cut(&mut self, kept: usize) {
        let Some(&next) = self.digits.get(kept) else { return };
        self.digits.truncate(kept);
        if next >= 5 {
            let nines = self.digits.iter().rev().take_while(|digit| **digit == 9).count();
            self.digits.truncate(kept - nines);
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.digits.push(1);
                    self.point += 1;
                }
            }
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        let leading = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..leading);
        self.point -= i32::try_from(leading).unwrap_or(0);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            *self = Number::default();
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let size = |number: &Number| (!number.is_zero(), number.point, number.digits.clone());
        match (self.negative, other.negative) {
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(text: &str, places: usize) -> String {
        let number = Number::parse(text).unwrap().rounded(places);
        let (whole, fraction) = number.parts();
        format!("{}{whole}.{fraction}", if number.negative { "-" } else { "" })
    }

    #[test]
    fn a_stored_number_is_rounded_as_office_programs_show_it() {
        for (stored, places, shown) in [
            ("98.5", 2, "98.5"),
            ("0.98499999999999999", 2, ".99"),
            ("1.0049999999999999", 2, "1.01"),
            ("-2.5", 0, "-3."),
            ("999.996", 2, "1000."),
            ("1.5E-3", 2, "."),
            ("5E-3", 2, ".01"),
            ("1.25E+5", 0, "125000."),
            ("0.04", 0, "."),
            ("000.50", 1, ".5"),
            ("-0.001", 2, "."),
        ] {
            assert_eq!(rounded(stored, places), shown, "{stored}");
        }
        for text in ["", "-", ".", "1.2.3", "abc", "1E999999", "1e", "∞", "NaN"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_their_order() {
        let ordered =
            ["-100", "-2", "-0.5", "0", "0.05", "0.5", "2", "10", "10.01"].map(|n| Number::parse(n).unwrap());
        assert!(ordered.is_sorted() && ordered[0] < ordered[8]);
    }
}
