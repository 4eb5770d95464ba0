//! The value of a figure with its unit, and how it is shown.

use crate::decimal::Decimal;
use crate::money::{Fen, fixed_two, group_thousands};
use crate::points::Points;
use crate::quantity::Quantity;
use crate::ratio::Ratio;

/// The value of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An amount of money.
    Money(Fen),
    /// A rate; not computable where its whole is not positive.
    Rate(Ratio),
    /// Points of a score.
    Points(Points),
    /// A number of things.
    Count(i64),
    /// A result with its own unit.
    Quantity(Quantity),
    /// A grade.
    Grade(String),
    /// A target or a result in words.
    Words(String),
    /// It cannot be computed, for a reason that its figure's because tells.
    NotComputable,
}

/// What stands where a value cannot be computed: never 0, never 100%.
pub const NOT_COMPUTABLE: &str = "—";

impl Value {
    /// For machines: yuan exact to the fen, a percent with two decimals, points with two decimals; `None` where it
    /// is not computable.
    pub fn exact(&self) -> Option<String> {
        match self {
            Value::Money(fen) => Some(fen.yuan()),
            Value::Rate(ratio) => ratio.percent(),
            Value::Points(points) => Some(points.to_string()),
            Value::Count(count) => Some(count.to_string()),
            Value::Quantity(quantity) => Some(quantity.to_string()),
            Value::Grade(words) | Value::Words(words) => Some(words.clone()),
            Value::NotComputable => None,
        }
    }

    /// The unit of [`Value::exact`].
    pub fn unit(&self) -> &str {
        match self {
            Value::Money(_) => "元",
            Value::Rate(_) => "%",
            Value::Points(_) => "分",
            Value::Count(_) => "个",
            Value::Quantity(quantity) => &quantity.unit,
            Value::Grade(_) | Value::Words(_) | Value::NotComputable => "",
        }
    }

    /// As it is printed in a sentence: money in 万元 with two decimals (without the unit), a rate with its sign,
    /// points without needless decimals, a quantity without its unit, `—` where it is not computable.
    pub fn display(&self) -> String {
        match self {
            Value::Money(fen) => fen.wan(),
            Value::Rate(ratio) => ratio.percent().map_or(NOT_COMPUTABLE.to_owned(), |p| format!("{p}%")),
            Value::Points(points) => points.short(),
            Value::Count(count) => count.to_string(),
            Value::Quantity(quantity) => quantity.to_string(),
            Value::Grade(words) | Value::Words(words) => words.clone(),
            Value::NotComputable => NOT_COMPUTABLE.to_owned(),
        }
    }

    /// As it is printed in a table: like [`Value::display`], with thousands separators for money.
    pub fn display_grouped(&self) -> String {
        match self {
            Value::Money(fen) => group_thousands(&fen.wan()),
            other => other.display(),
        }
    }

    /// As a number at the displayed precision, for charts: 万元, percent or points with two decimals.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Money(fen) => Decimal::parse(&fen.wan()).ok(),
            Value::Rate(ratio) => Decimal::parse(&fixed_two(ratio.percent_hundredths()?)).ok(),
            Value::Points(points) => Decimal::parse(&points.to_string()).ok(),
            Value::Count(count) => Some(Decimal { digits: i128::from(*count), places: 0 }),
            Value::Quantity(quantity) => Some(quantity.number),
            Value::Grade(_) | Value::Words(_) | Value::NotComputable => None,
        }
    }
}
