//! Like projects: what became of those that stood alike on the same day of earlier years.

use super::position::Position;
use super::{WHOLE, share, times};
use crate::performance::Project;

/// A project of an earlier year: where it stood on the day, and what it had paid by the year's end.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The project.
    pub project: &'a Project,
    /// Where it stood.
    pub at: Position,
    /// What was paid by the end of its year, in fen.
    pub paid_then: i64,
}

/// How many like projects are asked.
const ASKED: usize = 15;
/// Fewer say nothing.
const FEWEST: usize = 5;
/// How far apart projects of another kind, or of another category, are, in millionths of the quota.
const OTHER_KIND: i64 = WHOLE / 10;
const OTHER_CATEGORY: i64 = WHOLE / 20;

/// What is paid by the year's end if the project pays the same share of the rest as the middle one of the projects that
/// stood most alike, in fen; `None` where there are too few. A project is never like itself: `but` is left out.
pub fn paid_then(project: &Project, at: &Position, past: &[Past], but: Option<usize>) -> Option<i64> {
    let mut near: Vec<(i64, i64)> = past
        .iter()
        .enumerate()
        .filter(|(index, past)| Some(*index) != but && past.at.payable > past.at.paid)
        .map(|(_, past)| (apart(project, at, past), share_of_rest(past)))
        .collect();
    if near.len() < FEWEST {
        return None;
    }
    near.sort_unstable();
    let mut shares: Vec<i64> = near.into_iter().take(ASKED).map(|(_, share)| share).collect();
    shares.sort_unstable();
    let middle = shares.get(shares.len() / 2).copied()?;
    Some(at.paid + times(at.payable - at.paid, middle, WHOLE))
}

/// What share of what could still be paid was paid by the year's end.
fn share_of_rest(past: &Past) -> i64 {
    share(past.paid_then - past.at.paid, past.at.payable - past.at.paid).clamp(0, WHOLE)
}

/// How far apart two projects stand: the differences of what is paid, paid in the last three months, planned by now and
/// planned of the year, each as a share of the quota.
fn apart(project: &Project, at: &Position, past: &Past) -> i64 {
    let shares = |at: &Position| {
        [at.paid, at.last_quarter, at.planned, at.plan_then].map(|amount| share(amount, at.adjusted))
    };
    let differences: i64 =
        shares(at).iter().zip(shares(&past.at)).map(|(one, other)| (one - other).abs()).sum();
    let kind = if project.project_kind == past.project.project_kind { 0 } else { OTHER_KIND };
    let same_category = project.report_category == past.project.report_category;
    differences + kind + if same_category { 0 } else { OTHER_CATEGORY }
}
