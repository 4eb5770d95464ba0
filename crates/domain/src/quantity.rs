//! Quantities of results: a number as printed, with its unit.

use crate::decimal::Decimal;
use std::fmt;

/// A result such as `4956.774 亩`: the printed decimals are kept, the unit is part of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number as printed.
    pub number: Decimal,
    /// The measure word or unit: `亩`, `套`, `%`.
    pub unit: String,
}

/// Displayed as the number alone; the unit stands once in a heading or after it in the sentence.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}
