//! 抽查复核: which self-evaluations are looked at again, and what came of it.

use super::actual::Reached;
use super::project::Project;
use super::self_evaluation::SelfEvaluation;
use crate::Date;
use crate::chain;
use crate::decimal::divide_half_up;
use crate::history::{Canonical, Encoder};
use crate::ids::{OfficeCode, ProjectCode};
use crate::points::Points;
use crate::ratio::Ratio;
use crate::scoring::shapes::Percent;
use std::collections::BTreeMap;

/// 15%: the usual share of each department's projects, and the deviation from which a self-evaluation is off. Source:
/// the defaults of a performance system in use.
pub const USUAL_PERCENT: Percent = Percent::whole(15);

/// A sample as it was drawn. It is kept with its seed, so that anybody can draw it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The number from which the draw follows.
    pub seed: i64,
    /// The share of each office's projects.
    pub share: Percent,
    /// On which day it was drawn.
    pub date: Date,
    /// What was drawn, in the order of offices and then of the draw.
    pub projects: Vec<ProjectCode>,
}

impl Canonical for Sample {
    const KIND: &'static str = "sample";

    fn encode(&self, to: &mut Encoder) {
        to.int(self.seed).int(self.share.0).text(&self.date.to_string()).count(self.projects.len());
        for project in &self.projects {
            to.text(project.as_str());
        }
    }
}

/// The part of a sample that falls on an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The office.
    pub office: OfficeCode,
    /// How many projects it has.
    pub of: usize,
    /// Those that were drawn.
    pub projects: Vec<ProjectCode>,
}

/// Draws from each office its share of projects, rounded half up: of few projects it may be none. Projects are put in
/// the order of the SM3 of seed and code, so the draw depends on nothing but these and can be repeated anywhere.
pub fn draw(projects: &[&Project], share: Percent, seed: i64) -> Vec<Drawn> {
    let mut offices: BTreeMap<&OfficeCode, Vec<&ProjectCode>> = BTreeMap::new();
    for project in projects {
        offices.entry(&project.office).or_default().push(&project.code);
    }
    let drawn = |(office, mut codes): (&OfficeCode, Vec<&ProjectCode>)| {
        let of = codes.len();
        codes.sort_by_cached_key(|code| lot(seed, code));
        let count = divide_half_up(of as i128 * i128::from(share.0), 10_000);
        let count = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let projects = codes.into_iter().take(count).cloned().collect();
        Drawn { office: office.clone(), of, projects }
    };
    offices.into_iter().map(drawn).collect()
}

fn lot(seed: i64, code: &ProjectCode) -> String {
    let mut encoder = Encoder::new("lot");
    encoder.int(seed).text(code.as_str());
    chain::hash_of(encoder.finish().as_bytes())
}

/// 复核表: what a reviewer gives an indicator of a project, beside what the project gave itself, which stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recheck {
    /// Which project.
    pub project: ProjectCode,
    /// Which indicator.
    pub indicator: String,
    /// What the reviewer found to be reached.
    pub reached: Reached,
    /// The reviewer's points.
    pub points: Points,
    /// On which day.
    pub date: Date,
    /// By whom.
    pub by: String,
    /// Why, with the share or the points that it cost.
    pub reason: String,
}

impl Canonical for Recheck {
    const KIND: &'static str = "recheck";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.project.as_str())
            .text(&self.indicator)
            .text(&self.reached.to_string())
            .int(self.points.0);
        to.text(&self.date.to_string()).text(&self.by).text(&self.reason);
    }
}

/// What a re-check changes of a project's total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The total that the project gave itself.
    pub own: Points,
    /// The total with the reviewer's points in place of its own.
    pub rechecked: Points,
}

impl Deviation {
    /// Own less re-checked, over own; not computable where the project gave itself nothing.
    pub fn ratio(self) -> Ratio {
        Ratio { over: self.own.0.saturating_sub(self.rechecked.0), under: self.own.0 }
    }

    /// Whether it goes beyond a bound, on either side.
    pub fn is_beyond(self, bound: Percent) -> bool {
        self.ratio().percent_hundredths().is_some_and(|hundredths| hundredths.saturating_abs() > bound.0)
    }
}

/// The deviation of a project that was re-checked; `None` where it was not, or has no total. Of several re-checks of an
/// indicator the last one counts.
pub fn deviation(evaluation: &SelfEvaluation, rechecks: &[&Recheck]) -> Option<Deviation> {
    let own = evaluation.total?;
    let of_project = rechecks.iter().filter(|recheck| recheck.project == evaluation.project);
    let last: BTreeMap<&str, Points> = of_project.map(|it| (it.indicator.as_str(), it.points)).collect();
    let changes = evaluation.marks.iter().filter_map(|mark| {
        let points = last.get(mark.indicator.name.as_str())?;
        Some(points.0.saturating_sub(mark.points()?.0))
    });
    let changes: Vec<i64> = changes.collect();
    let rechecked = changes.iter().try_fold(own.0, |sum, change| sum.checked_add(*change))?;
    (!changes.is_empty()).then_some(Deviation { own, rechecked: Points(rechecked) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::performance::ExpenditureKind;

    fn project(code: usize, office: &str) -> Project {
        Project {
            code: ProjectCode::new(format!("P{code:03}")),
            name: String::new(),
            office: OfficeCode::new(office),
            duty: String::new(),
            activity: String::new(),
            expenditure_kind: ExpenditureKind::Special,
            report_category: String::new(),
            project_kind: String::new(),
            start: Date::constant(2020, 1, 1),
            end: Date::constant(2020, 12, 31),
            total_investment: Fen(1),
        }
    }

    #[test]
    fn each_office_gives_its_share_rounded_half_up() {
        let projects: Vec<Project> = (0..23)
            .map(|number| project(number, if number < 20 { "01" } else { "02" }))
            .chain((23..33).map(|number| project(number, "03")))
            .collect();
        let projects: Vec<&Project> = projects.iter().collect();
        let counts: Vec<(usize, usize)> =
            draw(&projects, USUAL_PERCENT, 7).iter().map(|drawn| (drawn.of, drawn.projects.len())).collect();
        // 20 × 15% = 3; 3 × 15% = 0.45; 10 × 15% = 1.5.
        assert_eq!(counts, [(20, 3), (3, 0), (10, 2)]);
    }

    #[test]
    fn one_seed_draws_the_same_whatever_the_order_and_another_seed_another_sample() {
        let projects: Vec<Project> = (0..100).map(|number| project(number, "01")).collect();
        let forwards: Vec<&Project> = projects.iter().collect();
        let backwards: Vec<&Project> = projects.iter().rev().collect();
        let drawn = draw(&forwards, USUAL_PERCENT, 2020);
        assert_eq!(drawn, draw(&backwards, USUAL_PERCENT, 2020));
        assert_ne!(drawn, draw(&forwards, USUAL_PERCENT, 2021));
        // Over many seeds every project has its turn about as often as any other.
        let mut turns: BTreeMap<ProjectCode, u32> = BTreeMap::new();
        for seed in 0..400 {
            for code in draw(&forwards, USUAL_PERCENT, seed).remove(0).projects {
                *turns.entry(code).or_default() += 1;
            }
        }
        assert_eq!(turns.len(), 100);
        assert!(turns.values().all(|turns| (30..=95).contains(turns)), "{turns:?}");
    }

    #[test]
    fn a_deviation_counts_on_both_sides_and_none_without_own_points() {
        let is_off = |own, rechecked| {
            Deviation { own: Points(own), rechecked: Points(rechecked) }.is_beyond(USUAL_PERCENT)
        };
        assert!(!is_off(10_000, 8_500) && is_off(10_000, 8_499));
        assert!(!is_off(8_000, 9_200) && is_off(8_000, 9_201));
        assert!(!is_off(0, 10));
    }
}
