//! The grade that the text states, by its own bands, with an error put right.

use crate::read::Reading;
use crate::read::bands::{Band, bands};
use crate::read::grades::stated;
use crate::read::score_table::Hundredths;
use crate::read::score_text::totals;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Conclusion, Finding, Kind};

/// The grade of a paper, and from what it follows.
pub(super) struct Grade {
    grade: String,
    bands: Vec<Band>,
    totals: Vec<Hundredths>,
}

impl Grade {
    /// The one grade that the paper states; papers without a grade, or with several, have none that could be followed.
    pub(super) fn of(reading: &Reading) -> Option<Grade> {
        let grades = stated(reading);
        let first = grades.first().filter(|first| grades.iter().all(|g| g.grade == first.grade))?;
        Some(Grade { grade: first.grade.clone(), bands: bands(reading), totals: points(reading) })
    }

    /// What an error does to it.
    pub(super) fn with(&self, finding: &Finding) -> Conclusion {
        let right = finding.recomputed.as_deref().unwrap_or_default();
        match finding.kind {
            Kind::GradeBand if self.bands.iter().any(|band| band.grade == right) => {
                Conclusion::Changed(right.to_owned())
            }
            // Only a total can be put in place of the total.
            Kind::ScoreTotal | Kind::Repeat if self.is_total(finding) => self.earned(right),
            _ => Conclusion::Unknown,
        }
    }

    fn is_total(&self, finding: &Finding) -> bool {
        let printed = finding.stated.as_deref().and_then(hundredths);
        let right = finding.recomputed.as_deref().and_then(hundredths);
        let known = |value: Option<Hundredths>| value.is_some_and(|value| self.totals.contains(&value));
        known(printed) || known(right)
    }

    /// The grade that a score earns, against the one that is stated.
    fn earned(&self, score: &str) -> Conclusion {
        let earning = |value: Hundredths| self.bands.iter().filter(move |band| band.holds(value));
        let Some(value) = hundredths(score) else { return Conclusion::Unknown };
        let mut earned = earning(value);
        match (earned.next(), earned.next()) {
            (Some(band), None) if band.grade == self.grade => Conclusion::Unchanged,
            (Some(band), None) => Conclusion::Changed(band.grade.clone()),
            _ => Conclusion::Unknown,
        }
    }
}

fn points(reading: &Reading) -> Vec<Hundredths> {
    let in_text = totals(reading).into_iter().filter_map(|i| reading.mentions.get(i)?.number.scaled(2));
    in_text.collect()
}

fn hundredths(text: &str) -> Option<Hundredths> {
    Decimal::parse(text.trim_end_matches('分')).ok()?.scaled(2)
}
