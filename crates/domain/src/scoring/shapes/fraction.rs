//! Exact numbers of scoring: fractions of whole numbers. Nothing is rounded before points come out.

use crate::decimal::{Decimal, divide_half_up};
use crate::points::Points;
use std::cmp::Ordering;

/// A number as a fraction in lowest terms.
///
/// Invariant: the denominator is positive. Wider than `Ratio`, which is a rate of two amounts of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    /// Zero.
    pub const ZERO: Fraction = Fraction { over: 0, under: 1 };
    /// One.
    pub const ONE: Fraction = Fraction { over: 1, under: 1 };

    /// `over / under`; `None` where `under` is zero or the numbers are too large.
    pub fn new(over: i128, under: i128) -> Option<Fraction> {
        let common = i128::try_from(gcd(over.unsigned_abs(), under.unsigned_abs())).ok()?;
        if under == 0 || common == 0 {
            return None;
        }
        let (over, under) = (over / common, under / common);
        if under > 0 {
            return Some(Fraction { over, under });
        }
        Some(Fraction { over: over.checked_neg()?, under: under.checked_neg()? })
    }

    /// A decimal number as it was written.
    pub fn from_decimal(number: Decimal) -> Option<Fraction> {
        Fraction::new(number.digits, 10i128.checked_pow(number.places)?)
    }

    /// `over / under` of two decimal numbers.
    pub fn quotient(over: Decimal, under: Decimal) -> Option<Fraction> {
        Fraction::from_decimal(over)?.divided_by(Fraction::from_decimal(under)?)
    }

    /// The sum.
    pub fn plus(self, other: Fraction) -> Option<Fraction> {
        let left = self.over.checked_mul(other.under)?;
        let right = other.over.checked_mul(self.under)?;
        Fraction::new(left.checked_add(right)?, self.under.checked_mul(other.under)?)
    }

    /// The difference.
    pub fn minus(self, other: Fraction) -> Option<Fraction> {
        self.plus(Fraction { over: other.over.checked_neg()?, under: other.under })
    }

    /// The quotient; `None` also where `other` is zero.
    pub fn divided_by(self, other: Fraction) -> Option<Fraction> {
        Fraction::new(self.over.checked_mul(other.under)?, self.under.checked_mul(other.over)?)
    }

    /// Without its sign.
    pub fn abs(self) -> Option<Fraction> {
        Some(Fraction { over: self.over.checked_abs()?, under: self.under })
    }

    /// Below, at or above zero.
    pub fn sign(self) -> Ordering {
        self.over.cmp(&0)
    }

    /// How two numbers compare; `None` where they are too large.
    pub fn compare(self, other: Fraction) -> Option<Ordering> {
        Some(self.over.checked_mul(other.under)?.cmp(&other.over.checked_mul(self.under)?))
    }

    /// Whether it is not below another.
    pub fn at_least(self, other: Fraction) -> Option<bool> {
        self.compare(other).map(|order| order != Ordering::Less)
    }

    /// This share of some points, half up to hundredths.
    pub fn of(self, points: Points) -> Option<Points> {
        let over = self.over.checked_mul(i128::from(points.0))?;
        i64::try_from(divide_half_up(over, self.under)?).ok().map(Points)
    }

    /// With at most `places` decimals, half up, without needless zeros; whether that is the exact number.
    pub fn shown(self, places: u32) -> Option<(String, bool)> {
        let scale = 10i128.checked_pow(places)?;
        let scaled = self.over.checked_mul(scale)?;
        let text = Decimal { digits: divide_half_up(scaled, self.under)?, places }.to_string();
        let text = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => text,
        };
        Some((text, scaled % self.under == 0))
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(over: i128, under: i128) -> Fraction {
        Fraction::new(over, under).unwrap()
    }

    #[test]
    fn fractions_are_kept_in_lowest_terms_with_a_positive_denominator() {
        assert_eq!(fraction(2, -4), fraction(-1, 2));
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::new(0, 7), Some(Fraction::ZERO));
        assert_eq!(fraction(1, 2).divided_by(Fraction::ZERO), None);
        assert_eq!(fraction(1, 3).plus(fraction(1, 6)), Some(fraction(1, 2)));
        assert_eq!(fraction(1, 3).minus(fraction(1, 2)), Some(fraction(-1, 6)));
    }

    #[test]
    fn a_share_of_points_is_rounded_half_up_once() {
        assert_eq!(fraction(98, 100).of(Points::whole(10)), Some(Points(980)));
        assert_eq!(fraction(1, 3).of(Points::whole(10)), Some(Points(333)));
        assert_eq!(fraction(2, 3).of(Points::whole(10)), Some(Points(667)));
        assert_eq!(fraction(1, 2000).of(Points::whole(10)), Some(Points(1)));
    }

    #[test]
    fn numbers_that_are_too_large_have_no_result_and_no_panic() {
        let large = fraction(i128::MAX, 1);
        assert_eq!(large.plus(large), None);
        assert_eq!(large.of(Points::whole(10)), None);
        assert_eq!(Fraction::new(i128::MIN, 1).and_then(Fraction::abs), None);
        assert_eq!(Fraction::new(i128::MIN, -1), None);
    }

    #[test]
    fn a_fraction_is_shown_without_needless_zeros() {
        assert_eq!(fraction(1, 2).shown(2), Some(("0.5".to_owned(), true)));
        assert_eq!(fraction(2, 3).shown(2), Some(("0.67".to_owned(), false)));
        assert_eq!(fraction(100, 1).shown(0), Some(("100".to_owned(), true)));
    }
}
