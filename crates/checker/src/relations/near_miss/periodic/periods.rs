//! How many days, months or years a total is for, by the words around it.

use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relations::near_miss::together;

/// Over what an average goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    /// 日均
    Day,
    /// 月均, 人均月
    Month,
    /// 年均
    Year,
}

/// The period that the words of an average name.
pub(super) fn period(clause: &str) -> Option<Period> {
    const WORDS: [(&str, Period); 6] = [
        ("日均", Period::Day),
        ("月均", Period::Month),
        ("均月", Period::Month),
        ("均每月", Period::Month),
        ("月人均", Period::Month),
        ("年均", Period::Year),
    ];
    WORDS.iter().find(|(word, _)| clause.contains(word)).map(|(_, period)| *period)
}

/// The numbers of periods that a total may be for.
pub(super) fn numbers(reading: &Reading, total: &Mention, mean: &Mention, period: Period) -> Vec<i128> {
    let between =
        if total.start < mean.start { reading.between(total, mean) } else { reading.between(mean, total) };
    let text = format!("{}{between}{}", total.lead, mean.lead);
    match period {
        Period::Day => days(reading, mean),
        Period::Month => months(&text),
        Period::Year => years(&text),
    }
}

/// The days that the sentence counts, else those of a year.
fn days(reading: &Reading, mean: &Mention) -> Vec<i128> {
    const REACH: usize = 8;
    let at = reading.mentions.partition_point(|n| (n.passage, n.start) < (mean.passage, mean.start));
    let counted = |m: &&Mention| {
        m.unit.dimension == Dimension::Measure("天") && m.number.places == 0 && together(m, mean)
    };
    let stated = reading.before(at, REACH).map(|(_, m)| m).filter(counted).map(|m| m.number.digits);
    let stated: Vec<i128> = stated.filter(|days| (2..=366).contains(days)).collect();
    if stated.is_empty() { vec![365, 366] } else { stated }
}

/// 6 of `前6个月`, 9 of `1—9月`, 3 of 一季度; else a year's.
fn months(text: &str) -> Vec<i128> {
    if let Some(count) = digits_before(text, "个月").or_else(|| last_month(text)) {
        return vec![count].into_iter().filter(|count| (2..=36).contains(count)).collect();
    }
    if text.contains("季度") {
        return vec![3];
    }
    if text.contains("半年") { vec![6] } else { vec![12] }
}

/// 3 of `三年累计` and of `2021—2023年`.
fn years(text: &str) -> Vec<i128> {
    const CHINESE: &str = "两三四五六七八九十";
    let worded = text.match_indices('年').filter_map(|(at, _)| {
        let last = text.get(..at)?.chars().next_back()?;
        let place = CHINESE.chars().position(|c| c == last)?;
        i128::try_from(place + 2).ok()
    });
    let mut found: Vec<i128> = worded.collect();
    found.extend(digits_before(text, "年").filter(|count| (2..=10).contains(count)));
    found.extend(span_of_years(text));
    found
}

/// The number right before a word.
fn digits_before(text: &str, word: &str) -> Option<i128> {
    let (before, _) = text.split_once(word)?;
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    digits.chars().rev().collect::<String>().parse().ok()
}

const DASHES: [char; 6] = ['-', '—', '–', '~', '～', '至'];

/// 9 of `1—9月`.
fn last_month(text: &str) -> Option<i128> {
    let (before, _) = text.split_once('月')?;
    let last = digits_before(text, "月")?;
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let first = rest.trim_end_matches('月').trim_end_matches(DASHES);
    (rest.ends_with(DASHES) && first.ends_with('1') && (2..=12).contains(&last)).then_some(last)
}

/// 3 of `2021—2023年` and of `2021年至2023年`.
fn span_of_years(text: &str) -> Option<i128> {
    let numbers: Vec<i128> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4 && digits.starts_with("20"))
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let (first, last) = (numbers.iter().min()?, numbers.iter().max()?);
    Some(last - first + 1).filter(|count| (2..=10).contains(count) && numbers.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_and_years_are_those_that_the_words_say() {
        assert_eq!(months("前6个月共接待"), [6]);
        assert_eq!(months("1—9月发放"), [9]);
        assert_eq!(months("一季度发放"), [3]);
        assert_eq!(months("全年发放"), [12]);
        assert_eq!(years("至今四年，累计兑付"), [4]);
        assert_eq!(years("2021—2023年共投入"), [3]);
        assert_eq!(years("2023年投入"), [0; 0]);
    }
}
