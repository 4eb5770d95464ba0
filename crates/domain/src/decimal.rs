//! Decimal numbers as people write them, kept exact.

use std::fmt;

/// A decimal number as it was written: `digits` × 10^-`places`.
///
/// `4956.774` is `digits = 4956774, places = 3`; trailing zeros are kept because they state a precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits as one integer, with the sign.
    pub digits: i128,
    /// How many of them stand behind the point.
    pub places: u32,
}

/// Why a text is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Nothing but spaces.
    Empty,
    /// A character that is no digit, sign, separator or point, or these in a wrong place.
    Malformed,
    /// More digits than any amount of money needs (28).
    TooLong,
}

/// The longest number understood: far beyond any budget, far within `i128`.
const DIGITS_MAX: usize = 28;

impl Decimal {
    /// Reads `1,234.50`, `１２．５`, `-3`, `−3` or `+3`.
    ///
    /// Full-width digits and thousands separators are understood; a separator must stand before groups of three.
    pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
        let text: String = text.trim().chars().map(half_width).collect();
        if text.is_empty() {
            return Err(DecimalError::Empty);
        }
        let (negative, text) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (text.starts_with('-'), rest),
            None => (false, text.as_str()),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if text.ends_with('.') || !is_grouped(whole) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::Malformed);
        }
        let digits: String = whole.chars().filter(|c| *c != ',').chain(fraction.chars()).collect();
        if digits.len() > DIGITS_MAX {
            return Err(DecimalError::TooLong);
        }
        let magnitude: i128 = digits.parse().map_err(|_| DecimalError::Malformed)?;
        Ok(Decimal { digits: if negative { -magnitude } else { magnitude }, places: fraction.len() as u32 })
    }

    /// The number in units of 10^-`places`, or `None` when it has more decimals than that (or is too large).
    pub fn scaled(self, places: u32) -> Option<i128> {
        if self.places <= places {
            return self.digits.checked_mul(10i128.checked_pow(places - self.places)?);
        }
        let cut = 10i128.checked_pow(self.places - places)?;
        (self.digits % cut == 0).then_some(self.digits / cut)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let places = self.places as usize;
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

/// Full-width digits, signs, points and commas as their half-width forms; anything else unchanged.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '，' | '．' | '－' | '＋' | '％' => {
            char::from_u32(c as u32 - 0xFF01 + 0x21).unwrap_or(c)
        }
        '−' | '–' | '‐' | '‑' => '-',
        _ => c,
    }
}

/// Digits alone, or groups of three behind commas.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let has_groups = whole.contains(',');
    digits(first) && (!has_groups || first.len() <= 3) && groups.all(|g| g.len() == 3 && digits(g))
}

/// `numerator / denominator` rounded half up, away from zero when negative. The denominator must be positive.
pub fn divide_half_up(numerator: i128, denominator: i128) -> Option<i128> {
    if denominator <= 0 {
        return None;
    }
    let doubled = numerator.unsigned_abs().checked_mul(2)?.checked_add(denominator.unsigned_abs())?;
    let magnitude = i128::try_from(doubled / denominator.unsigned_abs().checked_mul(2)?).ok()?;
    Some(if numerator < 0 { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, written) in [
            ("12", "12"),
            ("1,234.50", "1234.50"),
            ("１２．５", "12.5"),
            ("１，２３４", "1234"),
            ("-3", "-3"),
            ("−3.0", "-3.0"),
            ("‑3.0", "-3.0"),
            ("0.05", "0.05"),
            (" 7 ", "7"),
        ] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()), Ok(written.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["1.2.3", "NaN", "inf", "1e5", "1,23", "1234,567", "--1", "1.", ".5", "１２元", "0x10", ","]
        {
            assert_eq!(Decimal::parse(text), Err(DecimalError::Malformed), "{text}");
        }
        assert_eq!(Decimal::parse("  "), Err(DecimalError::Empty));
        assert_eq!(Decimal::parse(&"9".repeat(40)), Err(DecimalError::TooLong));
    }

    #[test]
    fn division_rounds_half_away_from_zero() {
        for (numerator, denominator, rounded) in
            [(1, 2, 1), (-1, 2, -1), (1, 3, 0), (2, 3, 1), (5, 2, 3), (-5, 2, -3), (0, 7, 0)]
        {
            assert_eq!(divide_half_up(numerator, denominator), Some(rounded), "{numerator}/{denominator}");
        }
        assert_eq!(divide_half_up(1, 0), None);
    }
}
