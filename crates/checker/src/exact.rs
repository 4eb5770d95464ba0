//! Exact comparison of printed figures: rounding intervals, no floating point.
//!
//! An amount is held in billionths of its base unit (yuan, person, percent …), so 亿元 and 万元 meet on one scale and
//! half of a last printed digit is a whole number.

use mingzhang_domain::decimal::{Decimal, divide_half_up};

/// Billionths in one base unit.
pub(crate) const PER_UNIT: i128 = 1_000_000_000;
/// Decimal places of [`PER_UNIT`].
const PLACES: u32 = 9;

/// Beyond any budget, and far enough below the largest integer for sums and half units.
const MOST: u128 = 10u128.pow(30);
/// Parts of which all subsets are still tried: 4,096 sums.
pub(crate) const PARTS_MAX: usize = 12;

/// A printed amount on the common scale, with half of its last printed unit where it may have been rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Billionths of the base unit.
    pub value: i128,
    /// How far the true value may lie from it; 0 where the figure is exact.
    pub half: i128,
}

/// How a printed percentage stands to the quotient of its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is the rounded quotient, or can be within the operands' rounding.
    Right,
    /// The surplus digits were cut off instead of rounded.
    Cut,
    /// Neither.
    Wrong,
}

impl Amount {
    /// A printed number times its unit's scale (1 for 元, 10^8 for 亿元); `rounded` says that its last digit may stem
    /// from rounding. `None` where the number is too fine or too large for the scale.
    pub(crate) fn printed(number: Decimal, scale: i128, rounded: bool) -> Option<Amount> {
        let unit = scale.checked_mul(PER_UNIT)?;
        let step = 10i128.checked_pow(number.places)?;
        if unit % step != 0 {
            return None;
        }
        let last = unit / step;
        Some(Amount {
            value: number.digits.checked_mul(last).filter(|v| v.unsigned_abs() <= MOST)?,
            half: if rounded { (last + 1) / 2 } else { 0 },
        })
    }

    /// The sum of many; the roundings add up.
    pub(crate) fn sum(amounts: impl IntoIterator<Item = Amount>) -> Option<Amount> {
        amounts.into_iter().try_fold(Amount { value: 0, half: 0 }, Amount::plus)
    }

    /// The sum.
    pub(crate) fn plus(self, other: Amount) -> Option<Amount> {
        let value = self.value.checked_add(other.value)?;
        Some(Amount { value, half: self.half.checked_add(other.half)? })
    }

    /// The difference; the roundings add up all the same.
    pub(crate) fn minus(self, other: Amount) -> Option<Amount> {
        self.plus(Amount { value: other.value.checked_neg()?, half: other.half })
    }

    /// The product with another amount, both above zero; the roundings by the bounds of the interval.
    pub(crate) fn times(self, other: Amount) -> Option<Amount> {
        let product = |a: i128, b: i128| divide_half_up(a.checked_mul(b)?, PER_UNIT);
        let value = product(self.value, other.value)?;
        let most = product(self.value.checked_add(self.half)?, other.value.checked_add(other.half)?)?;
        Some(Amount { value, half: most.checked_sub(value)? })
    }

    /// The amount so many times.
    pub(crate) fn multiplied(self, count: i128) -> Option<Amount> {
        Some(Amount { value: self.value.checked_mul(count)?, half: self.half.checked_mul(count)? })
    }

    /// The amount with the other sign.
    pub(crate) fn negated(self) -> Amount {
        Amount { value: self.value.saturating_neg(), half: self.half }
    }

    /// The number in a unit of `scale` with so many decimals, half up.
    pub(crate) fn number(self, scale: i128, places: u32) -> Option<Decimal> {
        let step = scale.checked_mul(PER_UNIT)? / 10i128.checked_pow(places)?;
        let half = self.value.signum().checked_mul(step / 2)?;
        Some(Decimal { digits: self.value.checked_add(half)?.checked_div(step)?, places })
    }

    /// One of so many parts of it.
    pub(crate) fn part(self, parts: i128) -> Option<Amount> {
        let half = self.half.checked_div(parts)?;
        Some(Amount { value: self.value.checked_div(parts)?, half })
    }

    /// Whether both can stand for one true value.
    pub(crate) fn agrees(self, other: Amount) -> bool {
        self.value.saturating_sub(other.value).saturating_abs() <= self.half.saturating_add(other.half)
    }

    /// The amount printed in a unit of `scale` with `places` decimals, half up.
    pub(crate) fn print(self, scale: i128, places: u32) -> Option<String> {
        let step = scale.checked_mul(10i128.checked_pow(PLACES.checked_sub(places)?)?)?;
        Some(Decimal { digits: divide_half_up(self.value, step)?, places }.to_string())
    }
}

/// Whether two or more of the parts alone make up the whole; of more than [`PARTS_MAX`] parts it is taken that some do.
pub(crate) fn some_make_up(whole: Amount, parts: &[Amount]) -> bool {
    if parts.len() > PARTS_MAX {
        return true;
    }
    let mut sums = vec![(0, Amount { value: 0, half: 0 })];
    for part in parts {
        let longer = |(count, sum): &(u32, Amount)| Some((count + 1, sum.plus(*part)?));
        sums.extend(sums.iter().filter_map(longer).collect::<Vec<_>>());
    }
    sums.iter().any(|(count, sum)| *count > 1 && sum.agrees(whole))
}

/// Whether two printed numbers differ in one digit, or in two neighbours that changed places: a slip of the pen.
pub(crate) fn is_one_slip(a: &str, b: &str) -> bool {
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
    let (a, b) = (digits(a), digits(b));
    if a.len() != b.len() {
        return false;
    }
    let differing: Vec<usize> = (0..a.len()).filter(|i| a.get(*i) != b.get(*i)).collect();
    match differing.as_slice() {
        [_] => true,
        [i, j] => i + 1 == *j && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i),
        _ => false,
    }
}

/// `over / under` as `per` parts of a whole (100 for a percentage), half up to `places` decimals.
pub(crate) fn quotient(over: Amount, under: Amount, per: i128, places: u32) -> Option<Decimal> {
    let numerator = over.value.checked_mul(per)?.checked_mul(10i128.checked_pow(places)?)?;
    Some(Decimal { digits: divide_half_up(numerator, under.value)?, places })
}

/// Compares a printed rate with `over / under`. `None` where there is no quotient: the whole is not certainly above
/// zero, or the numbers are too large.
pub(crate) fn fit(over: Amount, under: Amount, per: i128, stated: Decimal) -> Option<Fit> {
    if under.value - under.half <= 0 {
        return None;
    }
    if quotient(over, under, per, stated.places)?.digits == stated.digits
        || reachable(over, under, per, stated)?
    {
        return Some(Fit::Right);
    }
    let step = 10i128.checked_pow(stated.places)?;
    let cut = over.value.checked_mul(per)?.checked_mul(step)? / under.value;
    Some(if cut == stated.digits { Fit::Cut } else { Fit::Wrong })
}

/// Whether the interval of quotients meets the interval of what the printed rate may stand for.
fn reachable(over: Amount, under: Amount, per: i128, stated: Decimal) -> Option<bool> {
    let factor = per.checked_mul(2)?.checked_mul(10i128.checked_pow(stated.places)?)?;
    let (low, high) = (over.value - over.half, over.value + over.half);
    let (narrow, wide) = (under.value - under.half, under.value + under.half);
    let least_stated = stated.digits.checked_mul(2)?.checked_sub(1)?;
    let most_stated = stated.digits.checked_mul(2)?.checked_add(1)?;
    let most =
        high.checked_mul(factor)? >= least_stated.checked_mul(if high >= 0 { narrow } else { wide })?;
    let least = low.checked_mul(factor)? <= most_stated.checked_mul(if low >= 0 { wide } else { narrow })?;
    Some(most && least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str, scale: i128) -> Amount {
        Amount::printed(Decimal::parse(text).unwrap(), scale, true).unwrap()
    }

    fn check_fit(over: &str, under: &str, stated: &str) -> Fit {
        fit(amount(over, 10_000), amount(under, 10_000), 100, Decimal::parse(stated).unwrap()).unwrap()
    }

    #[test]
    fn a_sum_may_miss_its_total_by_the_rounding_of_its_parts() {
        let parts = Amount::sum([amount("6.83", 1), amount("9.24", 1), amount("1.83", 1), amount("1.98", 1)]);
        assert!(parts.unwrap().agrees(amount("19.89", 1)));
        assert!(!parts.unwrap().agrees(amount("19.95", 1)));
    }

    #[test]
    fn a_rate_is_right_cut_or_wrong() {
        assert_eq!(check_fit("357827.61", "363264.28", "98.50"), Fit::Right);
        assert_eq!(check_fit("357827.61", "363264.28", "98.51"), Fit::Wrong);
        assert_eq!(check_fit("38287.45", "100000.00", "38.28"), Fit::Cut);
        assert_eq!(check_fit("17.87", "19.89", "89.86"), Fit::Right, "within the operands' rounding");
    }

    #[test]
    fn nothing_is_divided_by_what_may_be_zero() {
        let zero = Amount { value: 0, half: 0 };
        assert_eq!(fit(amount("1", 1), zero, 100, Decimal { digits: 100, places: 0 }), None);
    }

    #[test]
    fn a_slip_is_one_digit_or_two_that_changed_places() {
        assert!(is_one_slip("57.06", "57.60") && is_one_slip("94.07", "94.17"));
        assert!(
            !is_one_slip("57.06", "57.06") && !is_one_slip("94.07", "90.74") && !is_one_slip("9.4", "94.0")
        );
    }

    #[test]
    fn a_product_moves_by_the_rounding_of_its_factors() {
        let exact = |text: &str| Amount::printed(Decimal::parse(text).unwrap(), 1, false).unwrap();
        assert_eq!(exact("850").times(exact("2460")), Some(exact("2091000")));
        let area = amount("3.5", 10_000);
        assert!(area.times(exact("120")).unwrap().agrees(amount("420", 10_000)));
        assert!(
            area.times(exact("120")).unwrap().agrees(amount("425", 10_000)),
            "3.54 would be printed as 3.5"
        );
        assert!(!area.times(exact("120")).unwrap().agrees(amount("480", 10_000)));
    }

    #[test]
    fn units_meet_on_one_scale() {
        let total = amount("4.6", 100_000_000);
        let parts = amount("4.5", 100_000_000).plus(amount("1000", 10_000)).unwrap();
        assert!(parts.agrees(total));
        assert_eq!(parts.print(100_000_000, 1).as_deref(), Some("4.6"));
    }
}
