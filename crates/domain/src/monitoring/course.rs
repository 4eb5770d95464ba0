//! The course of a project's money through a year: what was moved on each day.

use super::money::MoneySoFar;
use crate::Date;
use crate::decimal::divide_half_up;
use crate::money::Fen;

/// What was moved of a project's money, day by day. Plans count from the day on which they open, also those of days to
/// come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    moves: Vec<(Date, MoneySoFar)>,
}

impl Course {
    /// Adds what a day moved.
    pub fn add(&mut self, day: Date, moved: MoneySoFar) {
        self.moves.push((day, moved));
    }

    /// What there is at the end of a day; `None` when a sum does not fit.
    pub fn on(&self, day: Date) -> Option<MoneySoFar> {
        let until = self.moves.iter().filter(|(moved_on, _)| *moved_on <= day);
        until.map(|(_, moved)| *moved).try_fold(MoneySoFar::default(), MoneySoFar::plus)
    }

    /// What was planned for the days up to one; of the month in which it lies, the part that has passed. `None` when a
    /// sum does not fit.
    pub fn planned_by(&self, day: Date) -> Option<Fen> {
        let whole = self.on(day)?.planned;
        let before =
            day.first_of_month().yesterday().ok().map_or(Some(MoneySoFar::default()), |end| self.on(end))?;
        let of_month = i128::from(whole.checked_sub(before.planned)?.0);
        let passed = divide_half_up(of_month * i128::from(day.day()), i128::from(day.days_in_month()))?;
        before.planned.checked_add(Fen(i64::try_from(passed).ok()?))
    }

    /// What is planned for all of the year as of a day: also for days to come, less what was taken back by then. `None`
    /// when a sum does not fit.
    pub fn planned_of_year(&self, as_of: Date) -> Option<Fen> {
        let known = |(day, moved): &&(Date, MoneySoFar)| *day <= as_of || moved.planned > Fen::ZERO;
        Fen::checked_sum(self.moves.iter().filter(known).map(|(_, moved)| moved.planned))
    }

    /// The last day for which something is planned.
    pub fn planned_until(&self) -> Option<Date> {
        self.moves.iter().filter(|(_, moved)| moved.planned > Fen::ZERO).map(|(day, _)| *day).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_on_a_day_is_the_sum_of_what_was_moved_until_its_end() {
        let mut course = Course::default();
        let paid = |fen| MoneySoFar { paid: Fen(fen), ..MoneySoFar::default() };
        course.add(Date::constant(2020, 3, 1), paid(7));
        course.add(Date::constant(2020, 2, 1), paid(5));
        assert_eq!(course.on(Date::constant(2020, 2, 29)), Some(paid(5)));
        assert_eq!(course.on(Date::constant(2020, 3, 1)), Some(paid(12)));
        course.add(Date::constant(2020, 4, 1), paid(i64::MAX));
        assert_eq!(course.on(Date::constant(2020, 4, 1)), None);
    }

    #[test]
    fn a_plan_opens_with_its_month_and_what_is_taken_back_later_is_not_known_before() {
        let mut course = Course::default();
        let planned = |fen| MoneySoFar { planned: Fen(fen), ..MoneySoFar::default() };
        course.add(Date::constant(2020, 1, 20), planned(100));
        course.add(Date::constant(2020, 4, 1), planned(30));
        course.add(Date::constant(2020, 11, 5), planned(-20));
        let day = |month, day| Date::constant(2020, month, day);
        for (on, by) in
            [(day(1, 31), 100), (day(3, 15), 100), (day(4, 10), 110), (day(4, 30), 130), (day(12, 31), 110)]
        {
            assert_eq!(course.planned_by(on), Some(Fen(by)), "{on}");
        }
        assert_eq!(course.planned_of_year(day(6, 30)), Some(Fen(130)));
        assert_eq!(course.planned_of_year(day(11, 5)), Some(Fen(110)));
        assert_eq!(course.planned_until(), Some(day(4, 1)));
    }
}
