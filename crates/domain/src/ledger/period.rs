//! 会计期间: a month or a year, which closes and may be reopened.

use crate::Date;
use crate::ids::FiscalYear;
use std::fmt;

/// A month of a fiscal year, or the whole year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The fiscal year.
    pub year: FiscalYear,
    /// 1 to 12; `None` for the whole year.
    pub month: Option<i8>,
}

impl Period {
    /// A whole year.
    pub fn of_year(year: FiscalYear) -> Period {
        Period { year, month: None }
    }

    /// The month of a day.
    pub fn of_month(day: Date) -> Period {
        Period { year: FiscalYear(day.year()), month: Some(day.month()) }
    }

    /// A period as it is written: `2020-03`, or `2020` for the year.
    pub fn parse(text: &str) -> Option<Period> {
        let number = |text: &str, digits: usize| {
            let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse::<i16>().ok()).flatten()
        };
        match text.split_once('-') {
            None => Some(Period::of_year(FiscalYear(number(text, 4)?))),
            Some((year, month)) => {
                let month = i8::try_from(number(month, 2)?).ok().filter(|month| (1..=12).contains(month))?;
                Some(Period { year: FiscalYear(number(year, 4)?), month: Some(month) })
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            None => write!(f, "{:04}", self.year.0),
            Some(month) => write!(f, "{:04}-{month:02}", self.year.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_as_it_is_written() {
        for text in ["2020", "2020-01", "2020-12", "0999-07"] {
            assert_eq!(Period::parse(text).map(|period| period.to_string()).as_deref(), Some(text));
        }
        for text in ["", "20", "2020-", "2020-13", "2020-00", "2020-3", "+020", "2020-+1", "年"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
