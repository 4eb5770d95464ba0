//! Raised digits: they refer to a note, or square a unit, and are none of the number before them.

/// The character as it is read where it stands raised: a digit becomes a raised one (`²`).
pub(crate) fn raised(char: char) -> char {
    char.to_digit(10).and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize)).unwrap_or(char)
}
