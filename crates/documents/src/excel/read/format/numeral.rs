//! Digits written as Chinese numerals, where a format asks for them.

/// Which numerals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numerals {
    /// `[DBNum1]`: 一二三
    Plain,
    /// `[DBNum2]`: 壹贰叁
    Capital,
    /// `[DBNum3]`: full-width digits
    Wide,
}

impl Numerals {
    /// By their name in a format, in small letters.
    pub(super) fn named(name: &str) -> Option<Numerals> {
        match name {
            "dbnum1" => Some(Numerals::Plain),
            "dbnum2" => Some(Numerals::Capital),
            "dbnum3" => Some(Numerals::Wide),
            _ => None,
        }
    }

    /// A number in digits as it is said: 1203 as 一千二百〇三. What is no digit stays.
    pub(super) fn write(self, digits: &str) -> String {
        let whole: String = digits.chars().take_while(char::is_ascii_digit).collect();
        if self == Numerals::Wide || whole.is_empty() || whole.len() > 12 {
            return self.one_by_one(digits);
        }
        let rest = digits.get(whole.len()..).unwrap_or_default();
        self.said(&whole) + &self.one_by_one(rest)
    }

    /// Digit by digit: 2020 as 二〇二〇.
    pub(super) fn one_by_one(self, digits: &str) -> String {
        digits.chars().map(|c| c.to_digit(10).map_or(c, |digit| self.sign(digit))).collect()
    }

    fn said(self, whole: &str) -> String {
        let (small, large) = match self {
            Numerals::Capital => (["", "拾", "佰", "仟"], ["", "万", "亿"]),
            _ => (["", "十", "百", "千"], ["", "万", "亿"]),
        };
        let mut out = String::new();
        let (mut gap, mut group_is_empty) = (false, true);
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at - 1;
            match digit.to_digit(10).unwrap_or(0) {
                0 => gap = !out.is_empty(),
                digit => {
                    if gap {
                        out.push(self.sign(0));
                    }
                    gap = false;
                    group_is_empty = false;
                    out.push(self.sign(digit));
                    out.push_str(small.get(left % 4).unwrap_or(&""));
                }
            }
            if left.is_multiple_of(4) && !group_is_empty {
                out.push_str(large.get(left / 4).unwrap_or(&""));
                group_is_empty = true;
            }
        }
        match out.strip_prefix("一十") {
            _ if out.is_empty() => self.sign(0).to_string(),
            Some(rest) => format!("十{rest}"),
            None => out,
        }
    }

    fn sign(self, digit: u32) -> char {
        let signs = match self {
            Numerals::Plain => "〇一二三四五六七八九",
            Numerals::Capital => "零壹贰叁肆伍陆柒捌玖",
            Numerals::Wide => "０１２３４５６７８９",
        };
        usize::try_from(digit).ok().and_then(|at| signs.chars().nth(at)).unwrap_or('〇')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_it_is_said() {
        for (digits, said) in [
            ("0", "〇"),
            ("10", "十"),
            ("12", "十二"),
            ("120", "一百二十"),
            ("1002", "一千〇二"),
            ("20000", "二万"),
            ("100010000", "一亿〇一万"),
            ("30.5", "三十.五"),
        ] {
            assert_eq!(Numerals::Plain.write(digits), said, "{digits}");
        }
        assert_eq!(Numerals::Capital.write("306"), "叁佰零陆");
        assert_eq!(Numerals::Wide.write("95.5"), "９５.５");
    }
}
