//! Charts as SVG, and what all charts share: colours and decimals.
//!
//! - [`svg`]: a chart as a picture that scales with its page
//! - `scale`: round steps along an axis

pub(crate) mod scale;
mod svg;

pub use svg::svg;

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
