//! Dates in running text: `2021年3月9日`, `2021年3月`, `3月20日` with the year of the date before it.

use super::passage::Passage;

/// A date as far as the text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    /// Its first character in the passage.
    pub start: usize,
    /// The character behind its last.
    pub end: usize,
    /// The number of its sentence in the passage.
    pub sentence: usize,
    year: u32,
    month: u32,
    day: Option<u32>,
    /// The year stands in the date itself.
    own_year: bool,
}

impl Date {
    /// The days from it to a later date, where both name the day.
    pub(crate) fn days_to(&self, later: &Date) -> Option<i128> {
        Some(later.day_number()? - self.day_number()?)
    }

    /// The months from it to a later date, where neither names the day or the second ends what the first begins.
    pub(crate) fn months_to(&self, later: &Date) -> Option<i128> {
        let months = |date: &Date| i128::from(date.year) * 12 + i128::from(date.month);
        let between = months(later) - months(self);
        match (self.day, later.day) {
            (None, None) => Some(between),
            (Some(1), Some(28..)) => Some(between + 1),
            (Some(first), Some(last)) if last == first || last + 1 == first => Some(between),
            _ => None,
        }
    }

    /// Days since the first of March of the year 0: the leap day is then the last of its year.
    fn day_number(&self) -> Option<i128> {
        let (year, month) = (i128::from(self.year), i128::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i128::from(self.day?))
    }

    /// Whether it lies after another, also where one names only the month. A date that takes its year from the one before
    /// it may mean the year after: `11月开工，3月完工`.
    pub(crate) fn certainly_after(&self, later: &Date) -> bool {
        let months = (self.year, self.month).cmp(&(later.year, later.month));
        let days = self.day.zip(later.day).is_some_and(|(a, b)| a > b);
        let same_month = months.is_eq() && days;
        // A few months back without a year of its own is no year on.
        const BACK: u32 = 3;
        let shortly = self.year == later.year && self.month <= later.month + BACK;
        same_month || (months.is_gt() && (later.own_year || shortly))
    }
}

/// The date that a cell holds and nothing else: `2023年3月8日`, `2023年3月`.
pub(crate) fn date_of(text: &str) -> Option<Date> {
    let chars: Vec<char> = text.chars().collect();
    date_at(&chars, 0, None).filter(|date| date.end == chars.len())
}

/// All dates of a passage in order.
pub(crate) fn dates(passage: &Passage) -> Vec<Date> {
    let chars = &passage.chars;
    let (mut found, mut at, mut sentence) = (Vec::new(), 0, 0);
    let mut year = None;
    while let Some(c) = chars.get(at) {
        if *c == '。' {
            sentence += 1;
            year = None;
        }
        match date_at(chars, at, year) {
            Some(date) => {
                at = date.end;
                year = Some(date.year);
                found.push(Date { sentence, ..date });
            }
            None => at += 1,
        }
    }
    found
}

fn date_at(chars: &[char], at: usize, year: Option<u32>) -> Option<Date> {
    let glued = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    if glued || !chars.get(at)?.is_ascii_digit() {
        return None;
    }
    let stated = part(chars, at, '年').filter(|(year, _)| (1990..2100).contains(year));
    let (own_year, month_at) = stated.map_or((None, at), |(year, end)| (Some(year), end));
    let year = own_year.or(year)?;
    let (month, month_end) = part(chars, month_at, '月').filter(|(month, _)| (1..=12).contains(month))?;
    let day = part(chars, month_end, '日').filter(|(day, _)| (1..=31).contains(day));
    let end = day.map_or(month_end, |(_, end)| end);
    let day = day.map(|(day, _)| day);
    Some(Date { start: at, end, sentence: 0, year, month, day, own_year: own_year.is_some() })
}

/// A number of up to four digits with a sign behind it: `2021年`.
fn part(chars: &[char], at: usize, sign: char) -> Option<(u32, usize)> {
    let digits: String = chars.iter().skip(at).take(5).take_while(|c| c.is_ascii_digit()).collect();
    let end = at + digits.len();
    (chars.get(end) == Some(&sign)).then_some(())?;
    Some((digits.parse().ok()?, end + 1))
}
