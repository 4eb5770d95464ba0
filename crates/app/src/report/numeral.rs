//! Chinese ordinals.

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// `一` … `九十九`; beyond, as digits.
pub(super) fn chinese(number: usize) -> String {
    let digit = |digit: usize| DIGITS.get(digit).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, 0) => format!("{}十", digit(tens)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_written_as_offices_write_them() {
        for (number, written) in
            [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四"), (120, "120")]
        {
            assert_eq!(chinese(number), written);
        }
    }
}
