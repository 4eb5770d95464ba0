//! 监控轮次: a month or a quarter at whose end all projects report.

use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::FiscalYear;

/// A round of monitoring (绩效运行监控): its name says the month or the quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// `2020-06` for a month, `2020-Q2` for a quarter.
    pub name: String,
    /// The day at whose end money and results are looked at.
    pub as_of: Date,
    /// The last day on which reports are in time.
    pub deadline: Date,
}

/// How often is monitored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// 月度.
    Month,
    /// 季度.
    Quarter,
}

impl Cadence {
    /// The word of the field.
    pub fn label(self) -> &'static str {
        match self {
            Cadence::Month => "月度",
            Cadence::Quarter => "季度",
        }
    }
}

impl Round {
    /// What the name of a round says: the year, how often, and the last day of its month or quarter; `None` where it is
    /// no such name.
    pub fn of_name(name: &str) -> Option<(FiscalYear, Cadence, Date)> {
        let (year, part) = name.split_once('-')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let year: i16 = (year.len() == 4 && digits(year)).then(|| year.parse().ok())??;
        let (cadence, month) = match part.strip_prefix('Q') {
            Some(quarter) => (Cadence::Quarter, quarter.parse::<i8>().ok()?.checked_mul(3)?),
            None => (Cadence::Month, (part.len() == 2 && digits(part)).then(|| part.parse().ok())??),
        };
        let first = Date::new(year, month, 1).ok()?;
        Some((FiscalYear(year), cadence, first.last_of_month()))
    }

    /// How often is monitored, as the name says.
    pub fn cadence(&self) -> Cadence {
        Round::of_name(&self.name).map_or(Cadence::Month, |(_, cadence, _)| cadence)
    }
}

impl Canonical for Round {
    const KIND: &'static str = "monitor_round";

    fn encode(&self, to: &mut Encoder) {
        to.text(&self.name).text(&self.as_of.to_string()).text(&self.deadline.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_the_month_or_the_quarter_and_its_last_day() {
        let day = |month, day| Date::constant(2020, month, day);
        for (name, cadence, last) in [
            ("2020-02", Cadence::Month, day(2, 29)),
            ("2020-12", Cadence::Month, day(12, 31)),
            ("2020-Q1", Cadence::Quarter, day(3, 31)),
            ("2020-Q4", Cadence::Quarter, day(12, 31)),
        ] {
            assert_eq!(Round::of_name(name), Some((FiscalYear(2020), cadence, last)), "{name}");
        }
        for name in
            ["2020-13", "2020-00", "2020-6", "2020-Q5", "2020-Q0", "2020-Q99", "2020", "上半年", "+020-06"]
        {
            assert_eq!(Round::of_name(name), None, "{name}");
        }
    }
}
