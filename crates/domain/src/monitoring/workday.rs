//! Working days. Saturdays and Sundays are left out; public holidays and the weekends that are worked for them are
//! announced year by year and not known here, so that a limit in working days may end some days early.

use crate::Date;
use jiff::civil::Weekday;

/// The day on which a number of working days after a day have passed.
pub fn working_days_after(day: Date, count: u32) -> Date {
    let mut day = day;
    let mut left = count;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_do_not_count() {
        let day = |month, day| Date::constant(2020, month, day);
        for (from, count, to) in [
            (day(7, 13), 10, day(7, 27)),
            (day(7, 10), 1, day(7, 13)),
            (day(7, 11), 1, day(7, 13)),
            (day(7, 13), 0, day(7, 13)),
            (day(12, 31), 2, Date::constant(2021, 1, 4)),
        ] {
            assert_eq!(working_days_after(from, count), to, "{from} {count}");
        }
        assert_eq!(working_days_after(Date::MAX, 3), Date::MAX);
    }
}
