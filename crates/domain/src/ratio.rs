//! Ratios: integer fractions, rounded once.

use crate::decimal::divide_half_up;
use crate::money::fixed_two;

/// `over / under`, kept as a fraction until it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// The part, for example fen paid.
    pub over: i64,
    /// The whole, for example fen of adjusted quota.
    pub under: i64,
}

impl Ratio {
    /// In hundredths of a percent, half up and away from zero; `None` (not computable, never 0 or 100%) where the
    /// whole is not positive.
    pub fn percent_hundredths(self) -> Option<i64> {
        i64::try_from(divide_half_up(i128::from(self.over) * 10_000, i128::from(self.under))?).ok()
    }

    /// `98.50`, or `None` where it is not computable.
    pub fn percent(self) -> Option<String> {
        self.percent_hundredths().map(fixed_two)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_two_decimals_half_up_and_no_value_over_zero() {
        for (over, under, percent) in [
            (35_782_761, 36_326_428, Some("98.50")),
            (63_046, 74_820, Some("84.26")),
            (1, 3, Some("33.33")),
            (-1, 3, Some("-33.33")),
            (1, 20_000, Some("0.01")),
            (5, 0, None),
            (5, -1, None),
        ] {
            assert_eq!(Ratio { over, under }.percent().as_deref(), percent, "{over}/{under}");
        }
    }
}
