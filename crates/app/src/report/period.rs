//! How the day is worded at whose end the figures hold.

use mingzhang_domain::Date;
use mingzhang_domain::figure::FigureSet;

/// Whether the figures are those of the whole year.
pub(super) fn is_whole_year(figures: &FigureSet) -> bool {
    figures.as_of >= figures.year.last_day()
}

/// `全年`, or `截至9月30日`.
pub(super) fn until(figures: &FigureSet) -> String {
    if is_whole_year(figures) { "全年".to_owned() } else { format!("截至{}", day(figures.as_of)) }
}

/// How a sentence goes on about the period: `全年`, or `截至9月30日，`.
pub(super) fn opening(figures: &FigureSet) -> String {
    let comma = if is_whole_year(figures) { "" } else { "，" };
    format!("{}{comma}", until(figures))
}

/// Behind the title of a table: nothing for the whole year, or `（截至9月30日）`.
pub(super) fn bracketed(figures: &FigureSet) -> String {
    if is_whole_year(figures) { String::new() } else { format!("（{}）", until(figures)) }
}

/// `9月末`, or `9月15日` where the figures end within that month.
pub(super) fn month_end(figures: &FigureSet, month: i8) -> String {
    let ends_within = figures.as_of.month() == month
        && figures.as_of.year() == figures.year.0
        && figures.as_of != figures.as_of.last_of_month();
    if ends_within { day(figures.as_of) } else { format!("{month}月末") }
}

/// `9月30日`.
pub(super) fn day(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// `9月30日`, or `2021年3月31日` for a day of another year than that of the figures.
pub(super) fn deadline(figures: &FigureSet, day: Date) -> String {
    let year = if figures.year.contains(day) { String::new() } else { format!("{}年", day.year()) };
    format!("{year}{}", self::day(day))
}

/// `9月末`, or `截至9月15日` for a day that ends no month.
pub(super) fn until_day(day: Date) -> String {
    if day == day.last_of_month() {
        format!("{}月末", day.month())
    } else {
        format!("截至{}", self::day(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::ids::{FiscalYear, Seq};

    #[test]
    fn a_day_within_the_year_is_named() {
        let figures = |month, day| FigureSet::new(FiscalYear(2020), Date::constant(2020, month, day), Seq(1));
        assert_eq!(opening(&figures(12, 31)), "全年");
        assert_eq!(opening(&figures(9, 30)), "截至9月30日，");
        assert_eq!(month_end(&figures(9, 30), 9), "9月末");
        assert_eq!(month_end(&figures(9, 15), 9), "9月15日");
        assert_eq!(month_end(&figures(9, 15), 8), "8月末");
        let day = Date::constant;
        assert_eq!(deadline(&figures(9, 15), day(2020, 11, 30)), "11月30日");
        assert_eq!(deadline(&figures(9, 15), day(2021, 3, 31)), "2021年3月31日");
        assert_eq!(until_day(day(2020, 9, 30)), "9月末");
        assert_eq!(until_day(day(2020, 9, 15)), "截至9月15日");
    }
}
