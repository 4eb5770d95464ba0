//! Charts as SVG, and what all charts share: colours and decimals.
//!
//! - [`svg`]: a chart as a picture that scales with its page
//! - `scale`: round steps along an axis

pub(crate) mod scale;
mod svg;

pub use svg::svg;

use mingzhang_domain::decimal::{Decimal, divide_half_up};
use mingzhang_domain::paper::Chart;

/// Colours of the series, told apart with every kind of colour vision (after Okabe and Ito), the strongest first.
pub(crate) const COLOURS: [&str; 6] = ["0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "E69F00"];

/// The colour of a series, counted from 0.
pub(crate) fn colour(series: usize) -> &'static str {
    COLOURS.get(series % COLOURS.len()).copied().unwrap_or("0072B2")
}

/// How many decimals the values of a chart are shown with: as many as the most precise one has, at most 4.
pub(crate) fn decimals(chart: &Chart) -> u32 {
    let values = chart.series.iter().flat_map(|series| series.values.iter().flatten());
    values.map(|value| value.places).max().unwrap_or(0).min(4)
}

/// The least and the greatest value of a chart, for drawing; 0 and 0 where there is none.
pub(crate) fn range(chart: &Chart) -> (f64, f64) {
    let values = chart.series.iter().flat_map(|series| series.values.iter().flatten());
    let bounds = values.map(|value| approximate(*value)).map(|value| (value, value));
    bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0.0, 0.0))
}

/// A value as a place in a picture, where the last digits cannot be seen; never printed.
pub(crate) fn approximate(value: Decimal) -> f64 {
    let places = i32::try_from(value.places).unwrap_or(i32::MAX);
    value.digits as f64 / 10f64.powi(places)
}

/// A value as it is printed at its place: thousands apart, so many decimals, half up.
pub(crate) fn shown(value: Decimal, places: u32) -> String {
    let cut = value.places.saturating_sub(places);
    let rounded = 10i128.checked_pow(cut).and_then(|unit| divide_half_up(value.digits, unit));
    let rounded = Decimal { digits: rounded.unwrap_or(value.digits), places: value.places - cut };
    let printed = rounded.to_string();
    let (sign, magnitude) = printed.strip_prefix('-').map_or(("", printed.as_str()), |rest| ("-", rest));
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let fraction = format!("{fraction:0<width$}", width = places as usize);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_printed_with_the_decimals_that_there_is_room_for() {
        let shown = |text: &str, places| shown(Decimal::parse(text).unwrap(), places);
        assert_eq!(shown("363264.285", 2), "363,264.29");
        assert_eq!(shown("-1234.5", 0), "-1,235");
        assert_eq!(shown("0.5", 2), "0.50");
        assert_eq!(shown("999", 1), "999.0");
    }
}
