//! Money: whole fen.

use crate::decimal::{Decimal, DecimalError, divide_half_up};
use std::fmt;

/// An amount of money in whole fen (分, a hundredth of a yuan). May be negative as a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

/// Fen in one yuan.
const FEN_PER_YUAN: i64 = 100;
/// Fen in one 万元.
const FEN_PER_WAN: i64 = 10_000 * FEN_PER_YUAN;

/// Why a text is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// It is no decimal number.
    NotANumber(DecimalError),
    /// It has a part smaller than one fen.
    BelowOneFen,
    /// It does not fit into 64 bits of fen (about 92 quadrillion yuan).
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);

    /// Reads an amount in yuan, exact to the fen; `12.5万元` and `12.5万` are understood as ten thousands of yuan.
    ///
    /// ```
    /// use mingzhang_domain::money::Fen;
    /// assert_eq!(Fen::parse_yuan("1,234.50"), Ok(Fen(123450)));
    /// assert_eq!(Fen::parse_yuan("１２.5 万元"), Ok(Fen(12500000)));
    /// assert!(Fen::parse_yuan("12.345").is_err());
    /// ```
    pub fn parse_yuan(text: &str) -> Result<Fen, AmountError> {
        let text = text.trim();
        let (number, places) = match text.strip_suffix("万元").or_else(|| text.strip_suffix('万')) {
            Some(number) => (number, 6),
            None => (text.strip_suffix('元').unwrap_or(text), 2),
        };
        let decimal = Decimal::parse(number).map_err(AmountError::NotANumber)?;
        let fen = decimal.scaled(places).ok_or(AmountError::BelowOneFen)?;
        i64::try_from(fen).map(Fen).map_err(|_| AmountError::TooLarge)
    }

    /// The sum, or `None` when it does not fit.
    pub fn checked_add(self, other: Fen) -> Option<Fen> {
        self.0.checked_add(other.0).map(Fen)
    }

    /// The difference, or `None` when it does not fit.
    pub fn checked_sub(self, other: Fen) -> Option<Fen> {
        self.0.checked_sub(other.0).map(Fen)
    }

    /// The sum of many, or `None` when it does not fit.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        amounts.into_iter().try_fold(Fen::ZERO, Fen::checked_add)
    }

    /// In yuan with two decimals, for machines: `3632642800.00`.
    pub fn yuan(self) -> String {
        fixed_two(self.0)
    }

    /// In 万元 with two decimals, half up: `363264.28`.
    pub fn wan(self) -> String {
        let hundredths =
            divide_half_up(i128::from(self.0), i128::from(FEN_PER_WAN / 100)).unwrap_or_default();
        fixed_two(i64::try_from(hundredths).unwrap_or_default())
    }

    /// In 万元 with two decimals and thousands separators, for tables: `363,264.28`.
    pub fn wan_grouped(self) -> String {
        group_thousands(&self.wan())
    }

    /// In yuan with thousands separators, for sentences: `12,340.00`.
    pub fn yuan_grouped(self) -> String {
        group_thousands(&self.yuan())
    }
}

/// Displayed in yuan with two decimals.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.yuan())
    }
}

/// A number of hundredths with its two decimals.
pub(crate) fn fixed_two(hundredths: i64) -> String {
    Decimal { digits: i128::from(hundredths), places: 2 }.to_string()
}

/// Commas between groups of three digits before the point.
pub fn group_thousands(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_is_exact_to_the_fen_or_refused() {
        for (text, fen) in [
            ("0.01", 1),
            ("-12,300.00", -1_230_000),
            ("12.5元", 1250),
            ("3 万元", 3_000_000),
            ("0.000001万元", 1),
            ("１，０００．５", 100_050),
        ] {
            assert_eq!(Fen::parse_yuan(text), Ok(Fen(fen)), "{text}");
        }
        assert_eq!(Fen::parse_yuan("12.345"), Err(AmountError::BelowOneFen));
        assert_eq!(Fen::parse_yuan("12.340"), Ok(Fen(1234)));
        assert_eq!(Fen::parse_yuan("99999999999999999999"), Err(AmountError::TooLarge));
        assert_eq!(Fen::parse_yuan("NaN"), Err(AmountError::NotANumber(DecimalError::Malformed)));
    }

    #[test]
    fn wan_is_rounded_once_half_up() {
        for (fen, wan) in
            [(4_999, "0.00"), (5_000, "0.01"), (-5_000, "-0.01"), (363_264_280_000, "363264.28")]
        {
            assert_eq!(Fen(fen).wan(), wan);
        }
        assert_eq!(Fen(363_264_280_000).wan_grouped(), "363,264.28");
    }

    proptest! {
        #[test]
        fn what_is_printed_in_yuan_is_read_back(fen: i64) {
            prop_assert_eq!(Fen::parse_yuan(&Fen(fen).yuan()), Ok(Fen(fen)));
            prop_assert_eq!(Fen::parse_yuan(&Fen(fen).yuan_grouped()), Ok(Fen(fen)));
        }
    }
}
