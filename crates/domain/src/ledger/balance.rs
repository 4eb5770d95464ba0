//! **The one rule**: what lies in a place is never below zero, at the end of any day.
//!
//! From it follow 无预算不支出 (an empty line has nothing to plan), 不超预算 (a plan takes from what is available),
//! 不超计划 (a request takes from plans) and, because a plan's money comes on the day it opens, that a request draws
//! only on plans that are open on its date. A voucher that is dated before others is checked on every later day too.

use crate::Date;
use crate::money::Fen;

/// What lies in one place, day by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// At the end of the last day.
    total: i64,
    /// The net change of each day that has one, in the order of the days.
    days: Vec<(Date, i64)>,
}

impl Balance {
    /// A balance that was built up by these net changes, given in the order of their days.
    ///
    /// `None` when a sum does not fit.
    pub fn of_days(changes: impl IntoIterator<Item = (Date, Fen)>) -> Option<Balance> {
        let mut balance = Balance::default();
        for (day, change) in changes {
            balance.change(day, change)?;
        }
        Some(balance)
    }

    /// The net change of each day that has one, in the order of the days: what a store keeps of a balance.
    pub fn days(&self) -> impl Iterator<Item = (Date, Fen)> + '_ {
        self.days.iter().map(|(day, change)| (*day, Fen(*change)))
    }

    /// The first day on which anything changed: for a plan the day on which it opened.
    pub fn first_day(&self) -> Option<Date> {
        self.days.first().map(|(day, _)| *day)
    }

    /// What lies here at the end of the last day.
    pub fn total(&self) -> Fen {
        Fen(self.total)
    }

    /// The least that lies here at the end of `day` or of any later day: what may be taken on `day`.
    pub fn free_on(&self, day: Date) -> Fen {
        let mut at_end = self.total;
        let mut least = at_end;
        for (_, change) in self.days.iter().rev().take_while(|(date, _)| *date > day) {
            at_end -= change;
            least = least.min(at_end);
        }
        Fen(least)
    }

    /// The first day from `first` to `last` on which an amount may be taken.
    pub fn first_day_with(&self, amount: Fen, first: Date, last: Date) -> Option<Date> {
        // What is free only grows with the day, because fewer later days are left to harm.
        let within = self.days.iter().map(|(day, _)| *day).filter(|day| *day > first && *day <= last);
        std::iter::once(first).chain(within).find(|day| self.free_on(*day) >= amount)
    }

    /// The least that lies here at the end of any day, nothing before the first: never below zero in a book that was decided.
    pub fn least(&self) -> Fen {
        self.free_on(Date::MIN)
    }

    /// Adds a change, which may be negative. `None`, and nothing changed, when the sum does not fit.
    ///
    /// Whoever takes asks [`Balance::free_on`] first; this only counts.
    pub fn change(&mut self, day: Date, change: Fen) -> Option<()> {
        let total = self.total.checked_add(change.0)?;
        // Nearly always the last day, so the search from the end is short.
        let at = self.days.iter().rposition(|(date, _)| *date <= day);
        match at {
            Some(at) if self.days[at].0 == day => self.days[at].1 = self.days[at].1.checked_add(change.0)?,
            Some(at) => self.days.insert(at + 1, (day, change.0)),
            None => self.days.insert(0, (day, change.0)),
        }
        self.total = total;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i8) -> Date {
        Date::constant(2020, 3, n)
    }

    #[test]
    fn what_may_be_taken_is_the_least_of_all_later_days() {
        let balance =
            Balance::of_days([(day(5), Fen(100)), (day(10), Fen(-80)), (day(20), Fen(50))]).unwrap();
        for (on, free) in [(1, 0), (4, 0), (5, 20), (9, 20), (10, 20), (19, 20), (20, 70), (31, 70)] {
            assert_eq!(balance.free_on(day(on)), Fen(free), "on the {on}th");
        }
    }

    #[test]
    fn a_change_that_does_not_fit_changes_nothing() {
        let mut balance = Balance::of_days([(day(1), Fen(i64::MAX))]).unwrap();
        let before = balance.clone();
        assert_eq!(balance.change(day(1), Fen(1)), None);
        assert_eq!(balance, before);
    }

    proptest! {
        /// Taking only what is free keeps every day's end at or above zero, in whatever order days are booked.
        #[test]
        fn no_day_ends_below_zero(steps in prop::collection::vec((1i8..=28, -1000i64..1000), 0..60)) {
            let mut balance = Balance::default();
            for (on, change) in steps {
                if change >= 0 || balance.free_on(day(on)).0 >= -change {
                    balance.change(day(on), Fen(change)).unwrap();
                }
                let mut at_end = 0;
                for (_, change) in &balance.days {
                    at_end += change;
                    prop_assert!(at_end >= 0);
                }
                prop_assert_eq!(at_end, balance.total);
            }
        }
    }
}
