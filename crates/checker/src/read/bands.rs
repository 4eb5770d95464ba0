//! Grade bands in running text: `得分≥85分为优秀`, `80分（含）至90分为良`, `60分以下为差`, `良好（80—90分）`,
//! `得分不足60分的，评定为差`: which scores earn which grade.

use super::Reading;
use super::band_limits::{Limits, limits, spans};
use super::grades::grade_in;
use super::passage::Passage;
use super::score_table::Hundredths;
use mingzhang_domain::finding::Place;
use std::collections::{HashMap, HashSet};

/// A grade with the scores that earn it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    /// The grade.
    pub grade: String,
    /// The lowest score and whether it belongs to the band.
    pub low: Option<(Hundredths, bool)>,
    /// The highest score and whether it belongs to the band.
    pub high: Option<(Hundredths, bool)>,
    /// Where the band stands.
    pub place: Place,
    /// As printed.
    pub text: String,
}

impl Band {
    /// Whether a score earns the grade.
    pub(crate) fn holds(&self, score: Hundredths) -> bool {
        let above = self.low.is_none_or(|(low, included)| score > low || (included && score == low));
        above && self.high.is_none_or(|(high, included)| score < high || (included && score == high))
    }
}

/// The bands of a paper in reading order, of each grade at most two: a second one tells already that the grade has no
/// band of its own. A band that is told again is the same.
pub(crate) fn bands(reading: &Reading) -> Vec<Band> {
    let mut seen: HashMap<String, Vec<Limits>> = HashMap::new();
    let mut is_new = |band: &Band| {
        let known = seen.entry(band.grade.clone()).or_default();
        let limits = (band.low, band.high);
        let new = known.len() < 2 && !known.contains(&limits);
        if new {
            known.push(limits);
        }
        new
    };
    let found: Vec<Band> = reading.passages.iter().flat_map(in_passage).filter(|band| is_new(band)).collect();
    let lows: HashSet<Hundredths> = found.iter().filter_map(|b| b.low).map(|(low, _)| low).collect();
    found.into_iter().map(|band| topped(whole_points(band, &lows), &lows)).collect()
}

/// Whether a score is on the scale of the bands, and not on that of a single indicator.
pub(crate) fn is_on_scale(bands: &[Band], score: Hundredths) -> bool {
    let ends = || bands.iter().flat_map(|band| [band.low, band.high]).flatten().map(|(end, _)| end);
    let top_low = bands.iter().filter_map(|band| band.low).map(|(low, _)| low).max();
    top_low.is_none_or(|low| score * 2 >= low) && ends().max().is_none_or(|end| score <= end * 2)
}

/// `80—89分`, `80—89.9分`, `80—89.99分` beside `90—100分`: all below the next band belongs to this one.
fn whole_points(band: Band, lows: &HashSet<Hundredths>) -> Band {
    const STEPS: [Hundredths; 3] = [100, 10, 1];
    let next = |high: Hundredths| {
        STEPS
            .into_iter()
            .filter(|step| high % step == 0)
            .map(|step| high + step)
            .find(|next| lows.contains(next))
    };
    match band.high.and_then(|(high, _)| next(high)) {
        Some(next) => Band { high: Some((next, false)), ..band },
        None => band,
    }
}

/// `90分以上为优，80分以上为良`: the lower band ends where the next one begins. Whoever is 优 is 合格 as well.
fn topped(band: Band, lows: &HashSet<Hundredths>) -> Band {
    const WHOLE: [&str; 3] = ["合格", "及格", "达标"];
    let own = band.low.filter(|_| band.high.is_none() && !WHOLE.contains(&band.grade.as_str()));
    let next = own.and_then(|(own, _)| lows.iter().copied().filter(|low| *low > own).min());
    match next {
        Some(next) => Band { high: Some((next, false)), ..band },
        None => band,
    }
}

fn in_passage(passage: &Passage) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut open = None;
    for (start, end) in clauses(passage) {
        let from = open.unwrap_or(start);
        let band = band(passage, from, end).or_else(|| band(passage, start, end));
        open = match band {
            Some(_) => None,
            None => left_open(passage, from, end).or_else(|| left_open(passage, start, end)),
        };
        bands.extend(band);
    }
    bands
}

/// The clauses of a passage.
fn clauses(passage: &Passage) -> Vec<(usize, usize)> {
    let (mut found, mut start) = (Vec::new(), 0);
    for at in 0..=passage.chars.len() {
        // `优秀：S≥90`: the colon behind a grade does not end the clause, nor does the comma of `[80，90）`.
        let named =
            || passage.chars.get(at).is_some_and(|c| "：:".contains(*c)) && is_grade(passage, start, at);
        let ends = passage.chars.get(at).is_none_or(|c| "；;，。：:、".contains(*c));
        if ends && !named() && !spans(&passage.chars, at) {
            found.push((start, at));
            start = at + 1;
        }
    }
    found
}

/// `60分及以上、不足80分为中`, `得分在90分以上的，评定为优`: bounds whose grade, or whose other bound, stands in the next clause.
fn left_open(passage: &Passage, start: usize, end: usize) -> Option<usize> {
    let text = clause(passage, start, end)?;
    let goes_on = passage.chars.get(end) == Some(&'、') || text.ends_with(['的', '时', '者']);
    (goes_on && limits(&text).is_some()).then_some(start)
}

/// The text of a clause that is short enough for a band.
fn clause(passage: &Passage, start: usize, end: usize) -> Option<String> {
    const LONGEST: usize = 40;
    (end.saturating_sub(start) <= LONGEST).then(|| passage.slice(start, end))
}

/// A clause as a band: a grade, and on one side of it the bounds of a score.
fn band(passage: &Passage, start: usize, end: usize) -> Option<Band> {
    let text = clause(passage, start, end)?;
    // `评价等级良（≥90优`: the bracket begins the list of bands.
    let inner = text.rsplit_once(['（', '(']).filter(|(_, inner)| !inner.contains(['）', ')']));
    let inner = inner.and_then(|(_, inner)| bounded(inner));
    let (grade, (low, high)) = inner.or_else(|| bounded(&text))?;
    Some(Band { grade: grade.to_owned(), low, high, place: passage.place(start, end), text })
}

/// A grade and its bounds: `优（90分以上`, `90分以上为优`.
fn bounded(text: &str) -> Option<(&'static str, Limits)> {
    let numbered = |text: &&str| text.contains(|c: char| c.is_ascii_digit());
    let found = grade_in(Some(text).filter(numbered)?)?;
    let sides = [text.get(found.end..)?, text.get(..found.start)?];
    Some((found.grade, limits(sides.into_iter().find(numbered)?)?))
}

fn is_grade(passage: &Passage, start: usize, end: usize) -> bool {
    let text = passage.slice(start, end.min(start + 6));
    end <= start + 6 && grade_in(&text).is_some()
}
