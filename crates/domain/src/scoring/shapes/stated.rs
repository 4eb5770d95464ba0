//! A number as it was written, and when two of them can be compared.
//!
//! 95, 95% and 0.95 all stand in real tables for the same rate. A sign that is written is believed; what only the unit
//! says is believed as long as nothing else is plausible; everything else is refused, so that no one scores 0.95 points
//! of a hundred by accident.

use super::{Actual, Fraction, Remark, Unscorable};
use crate::decimal::{Decimal, half_width};

/// Whether a number is a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// It is none.
    Plain,
    /// A percent sign stands beside it.
    Percent,
    /// Its unit is the percent, and no sign stands beside it.
    PercentByUnit,
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stated {
    /// The number without its sign.
    pub number: Decimal,
    /// Whether it is a percentage.
    pub scale: Scale,
}

impl Stated {
    /// Reads `95`, `95%`, `９５％` under a unit of measure; `None` where it is no number.
    pub fn parse(text: &str, unit: &str) -> Option<Stated> {
        let text: String = text.trim().chars().map(half_width).collect();
        let signed = text.strip_suffix('%').map(str::trim_end);
        let number = Decimal::parse(signed.unwrap_or(&text)).ok()?;
        let scale = match (signed.is_some(), is_percent(unit)) {
            (true, _) => Scale::Percent,
            (false, true) => Scale::PercentByUnit,
            (false, false) => Scale::Plain,
        };
        Some(Stated { number, scale })
    }

    /// The number itself: 95% is 0.95.
    pub fn fraction(self) -> Option<Fraction> {
        let number = Fraction::from_decimal(self.number)?;
        match self.scale {
            Scale::Plain => Some(number),
            Scale::Percent | Scale::PercentByUnit => number.divided_by(Fraction::new(100, 1)?),
        }
    }

    /// Whether it may be a fraction of one that somebody forgot to write as a percentage.
    fn looks_like_a_fraction(self) -> bool {
        let within_one = || Some(Fraction::ONE.at_least(self.value()?.abs()?)? && self.number.digits != 0);
        self.scale != Scale::Percent && within_one() == Some(true)
    }

    /// Whether it is a percentage that no fraction of one can be: 10 or more.
    fn is_surely_percent(self) -> bool {
        let ten = Fraction::new(10, 1);
        let large = || self.value()?.abs()?.at_least(ten?);
        large() == Some(true)
    }

    /// The number as it was written, whatever its scale.
    fn value(self) -> Option<Fraction> {
        Fraction::from_decimal(self.number)
    }
}

/// Whether a unit of measure is the percent.
pub fn is_percent(unit: &str) -> bool {
    matches!(unit.trim(), "%" | "％" | "百分比" | "百分数" | "百分点" | "个百分点" | "percent")
}

/// The actual value on the scale of its target, both as plain numbers.
pub(super) struct Aligned {
    /// The actual value.
    pub actual: Fraction,
    /// The targets in the order in which they were given.
    pub targets: Vec<Fraction>,
    /// What was assumed, and whether the number is below zero.
    pub remarks: Vec<Remark>,
}

/// Puts an actual value on the scale of its targets, or says why that cannot be done.
pub(super) fn align(actual: &Actual, targets: &[Stated]) -> Result<Aligned, Unscorable> {
    let mut remarks = Vec::new();
    let actual = match actual {
        Actual::Quotient { over, under } => Fraction::quotient(*over, *under).ok_or(Unscorable::TooLarge)?,
        Actual::Number(stated) | Actual::Surveyed { share: stated, .. } => {
            let mut read = *stated;
            for target in targets {
                read.scale = scale_beside(*stated, *target)?;
                let signs = [target.scale, stated.scale].map(|scale| scale == Scale::Plain);
                if signs[0] != signs[1] && !remarks.contains(&Remark::ReadAsPercent) {
                    remarks.push(Remark::ReadAsPercent);
                }
            }
            read.fraction().ok_or(Unscorable::TooLarge)?
        }
        _ => return Err(Unscorable::WrongActual),
    };
    if actual.sign().is_lt() {
        remarks.push(Remark::Negative);
    }
    let targets: Option<Vec<Fraction>> = targets.iter().map(|target| target.fraction()).collect();
    Ok(Aligned { actual, targets: targets.ok_or(Unscorable::TooLarge)?, remarks })
}

/// The scale on which an actual value is to be read beside a target.
fn scale_beside(actual: Stated, target: Stated) -> Result<Scale, Unscorable> {
    if (actual.looks_like_a_fraction() && target.scale != Scale::Plain && target.is_surely_percent())
        || (target.scale == Scale::PercentByUnit
            && target.looks_like_a_fraction()
            && actual.is_surely_percent())
    {
        return Err(Unscorable::FractionOrPercent { target, actual });
    }
    match (target.scale, actual.scale) {
        (Scale::Plain, Scale::Plain) => Ok(Scale::Plain),
        (Scale::Plain, written) if target.looks_like_a_fraction() || target.number.digits == 0 => Ok(written),
        (Scale::Plain, _) => Err(Unscorable::UnitsDiffer { target, actual }),
        (_, Scale::Plain) => Ok(Scale::PercentByUnit),
        (_, written) => Ok(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The actual value beside a target as `over/under`, with what was assumed.
    fn aligned(target: &str, actual: &str, unit: &str) -> Result<(Fraction, Vec<Remark>), Unscorable> {
        let stated = |text| Stated::parse(text, unit).unwrap();
        let aligned = align(&Actual::Number(stated(actual)), &[stated(target)])?;
        Ok((aligned.actual, aligned.remarks))
    }

    #[test]
    fn the_same_rate_in_three_writings_is_one_number_or_is_refused() {
        let rate = Fraction::new(95, 100).unwrap();
        for (target, actual, unit, assumed) in [
            ("95%", "95%", "", vec![]),
            ("95", "95", "%", vec![]),
            ("95", "９５％", "%", vec![]),
            ("95%", "95", "", vec![Remark::ReadAsPercent]),
            ("0.9", "0.95", "", vec![]),
        ] {
            assert_eq!(aligned(target, actual, unit), Ok((rate, assumed)), "{target} {actual} {unit}");
        }
        for (target, actual, unit) in
            [("95%", "0.95", ""), ("95", "0.95", "%"), ("0.95", "95", "%"), ("90", "1", "百分比")]
        {
            let refused = aligned(target, actual, unit);
            assert!(
                matches!(refused, Err(Unscorable::FractionOrPercent { .. })),
                "{target} {actual} {refused:?}"
            );
        }
        assert!(matches!(aligned("95", "95%", ""), Err(Unscorable::UnitsDiffer { .. })));
    }

    #[test]
    fn small_percentages_of_the_same_size_are_taken_as_written() {
        assert_eq!(aligned("5", "0.8", "%"), Ok((Fraction::new(8, 1000).unwrap(), vec![])));
        assert_eq!(aligned("0.5", "1.2", "%"), Ok((Fraction::new(12, 1000).unwrap(), vec![])));
        assert_eq!(aligned("95", "0", "%"), Ok((Fraction::ZERO, vec![])));
        let rate = Fraction::new(95, 100).unwrap();
        assert_eq!(aligned("0.95", "95%", ""), Ok((rate, vec![Remark::ReadAsPercent])));
    }

    #[test]
    fn what_is_no_number_is_not_read_as_one() {
        for text in ["", "较好", "95%以上", "%", "九十五"] {
            assert_eq!(Stated::parse(text, "%"), None, "{text}");
        }
    }
}
