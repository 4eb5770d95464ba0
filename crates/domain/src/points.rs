//! Points of a score: whole hundredths.

use crate::decimal::{Decimal, divide_half_up};
use crate::money::fixed_two;
use std::fmt;

/// Points in whole hundredths: `9600` is 96.00 points (分).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);

    /// Whole points.
    pub const fn whole(points: i64) -> Points {
        Points(points * 100)
    }

    /// Reads `4`, `4.5` or `4.50`; `None` with a third decimal, a minus sign or anything else.
    pub fn parse(text: &str) -> Option<Points> {
        let text = text.trim();
        let number = text.strip_suffix('分').unwrap_or(text);
        let hundredths = i64::try_from(Decimal::parse(number).ok()?.scaled(2)?).ok()?;
        (hundredths >= 0).then_some(Points(hundredths))
    }

    /// The mean of the sheets, half up to 2 decimals; `None` of none.
    pub fn mean(scores: &[Points]) -> Option<Points> {
        let sum: i128 = scores.iter().map(|p| i128::from(p.0)).sum();
        i64::try_from(divide_half_up(sum, scores.len() as i128)?).ok().map(Points)
    }

    /// The sum of many, or `None` when it does not fit.
    pub fn checked_sum(points: impl IntoIterator<Item = Points>) -> Option<Points> {
        points.into_iter().try_fold(0i64, |sum, p| sum.checked_add(p.0)).map(Points)
    }

    /// Without needless decimals, for sentences and forms: `4`, `4.5`, `4.25`.
    pub fn short(self) -> String {
        let full = fixed_two(self.0);
        full.strip_suffix(".00").or_else(|| full.strip_suffix('0')).map_or(full.clone(), str::to_owned)
    }
}

/// Displayed with two decimals.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed_two(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_have_two_decimals_and_no_sign() {
        assert_eq!(Points::parse("4.5"), Some(Points(450)));
        assert_eq!(Points::parse("４分"), Some(Points(400)));
        assert_eq!(Points::parse("4.125"), None);
        assert_eq!(Points::parse("-1"), None);
        assert_eq!(Points(450).short(), "4.5");
        assert_eq!(Points(400).short(), "4");
        assert_eq!(Points(425).short(), "4.25");
        assert_eq!(Points(450).to_string(), "4.50");
    }

    #[test]
    fn a_mean_rounds_half_up_to_hundredths() {
        let points = |whole: &[i64]| whole.iter().map(|p| Points::whole(*p)).collect::<Vec<_>>();
        assert_eq!(Points::mean(&points(&[3, 4])), Some(Points(350)));
        assert_eq!(Points::mean(&points(&[3, 4, 4])), Some(Points(367)));
        assert_eq!(Points::mean(&[]), None);
    }
}
