//! Numbers without a format: as many digits as a cell of usual width shows.

use super::super::number::Number;

/// Characters that a number without a format takes at most, the point counted, the sign not.
const WIDTH_MAX: i32 = 11;

/// A number without a format.
pub(super) fn shown(number: &Number) -> String {
    let sign = if number.negative { "-" } else { "" };
    let whole_digits = number.whole_digits();
    if whole_digits > WIDTH_MAX {
        return sign.to_owned() + &scientific(number, whole_digits);
    }
    let places = usize::try_from(WIDTH_MAX - 1 - whole_digits.max(1)).unwrap_or(0);
    let rounded = number.rounded(places);
    // Below 0.0001 a number that would lose digits is written with its power of ten.
    if whole_digits < -3 && rounded != *number {
        return sign.to_owned() + &scientific(number, whole_digits);
    }
    let (whole, fraction) = rounded.parts();
    let whole = if whole.is_empty() { "0".to_owned() } else { whole };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn scientific(number: &Number, whole_digits: i32) -> String {
    let mut exponent = whole_digits - 1;
    let mut mantissa = number.shifted(-exponent).rounded(5);
    if mantissa.whole_digits() > 1 {
        mantissa = mantissa.shifted(-1);
        exponent += 1;
    }
    let (whole, fraction) = mantissa.parts();
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{whole}{point}{fraction}E{sign}{:02}", exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_a_format_is_cut_to_the_width_of_a_cell() {
        for (stored, text) in [
            ("0", "0"),
            ("118", "118"),
            ("-12.50", "-12.5"),
            ("0.33333333333333331", "0.333333333"),
            ("3573.123456789", "3573.123457"),
            ("12345678901", "12345678901"),
            ("123456789012", "1.23457E+11"),
            ("0.00001", "0.00001"),
            ("0.0000123456789", "1.23457E-05"),
            ("999999999999", "1E+12"),
        ] {
            assert_eq!(shown(&Number::parse(stored).unwrap()), text, "{stored}");
        }
    }
}
