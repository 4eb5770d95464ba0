//! From score sheets to means, total and grade.

use super::band;
use super::policy::{Criterion, EvaluationPolicy, OwnOffice};
use super::sheet::ScoreSheet;
use crate::ids::{CriterionName, MemberId, OfficeCode};
use crate::performance::Member;
use crate::points::Points;
use std::collections::{HashMap, HashSet};

/// The outcome under one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The policy that it was scored with and keeps.
    pub policy: EvaluationPolicy,
    /// The criteria in order, each with its mean; `None` where no sheet has a score.
    pub means: Vec<(Criterion, Option<Points>)>,
    /// How many members' sheets count.
    pub sheets: u64,
    /// The sum of the means; `None` where one is missing.
    pub total: Option<Points>,
    /// The grade of the total.
    pub grade: Option<String>,
}

/// What is wrong with the sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationFault {
    /// A score stands above its weight.
    ScoreAboveWeight {
        /// Whose sheet.
        member: MemberId,
        /// Which criterion.
        criterion: CriterionName,
        /// The score.
        score: Points,
        /// The weight.
        weight: Points,
    },
    /// A member of the group has no sheet.
    MissingSheet {
        /// Who.
        member: MemberId,
    },
    /// A sheet lacks a criterion.
    MissingScore {
        /// Whose sheet.
        member: MemberId,
        /// Which criterion.
        criterion: CriterionName,
    },
    /// A sheet names a criterion that the policy does not have.
    UnknownCriterion {
        /// Whose sheet.
        member: MemberId,
        /// Which criterion.
        criterion: CriterionName,
    },
    /// A criterion stands twice on a sheet.
    ScoredTwice {
        /// Whose sheet.
        member: MemberId,
        /// Which criterion.
        criterion: CriterionName,
    },
    /// A sheet is of somebody who is not in the group.
    UnknownMember {
        /// Who.
        member: MemberId,
    },
    /// A member scores the own office where the policy forbids it.
    OwnOffice {
        /// Who.
        member: MemberId,
        /// The office.
        office: OfficeCode,
    },
}

impl Evaluation {
    /// Means, total and grade of sheets. The sheets should be free of faults; what the policy does not know is left out.
    pub fn new(policy: EvaluationPolicy, sheets: &[ScoreSheet]) -> Evaluation {
        let mut scores: HashMap<&CriterionName, Vec<Points>> = HashMap::new();
        for (criterion, points) in sheets.iter().flat_map(|sheet| &sheet.scores) {
            scores.entry(criterion).or_default().push(*points);
        }
        let mean =
            |criterion: &Criterion| scores.get(&criterion.name).and_then(|points| Points::mean(points));
        let means: Vec<_> = policy.criteria.iter().map(|c| (c.clone(), mean(c))).collect();
        let total = sum(means.iter().map(|(_, mean)| *mean)).filter(|_| !means.is_empty());
        let grade = total.and_then(|total| band::grade(&policy.bands, total)).map(str::to_owned);
        Evaluation { policy, means, sheets: sheets.len() as u64, total, grade }
    }

    /// The criteria with their means, those of one 二级指标 together, in order.
    pub fn by_level2(&self) -> impl Iterator<Item = &[(Criterion, Option<Points>)]> {
        self.means.chunk_by(|(a, _), (b, _)| a.group == b.group && a.level2 == b.level2)
    }

    /// The sum of the means of a group; `None` where one is missing.
    pub fn group_total(&self, group: &str) -> Option<Points> {
        sum(self.means.iter().filter(|(criterion, _)| criterion.group == group).map(|(_, mean)| *mean))
    }
}

/// Everything that is wrong with the sheets of a group of members under a policy, in the order of the sheets and then
/// of the members.
pub fn faults(policy: &EvaluationPolicy, members: &[Member], sheets: &[ScoreSheet]) -> Vec<EvaluationFault> {
    let offices: HashMap<&MemberId, &OfficeCode> = members.iter().map(|m| (&m.id, &m.office)).collect();
    let mut faults: Vec<EvaluationFault> = Vec::new();
    for sheet in sheets {
        let member = || sheet.member.clone();
        match (offices.get(&sheet.member), &sheet.office) {
            (None, _) => faults.push(EvaluationFault::UnknownMember { member: member() }),
            (Some(own), Some(office)) if *own == office && policy.own_office == OwnOffice::Forbidden => {
                faults.push(EvaluationFault::OwnOffice { member: member(), office: office.clone() });
            }
            _ => {}
        }
        faults.extend(sheet_faults(policy, sheet));
    }
    let with_sheet: HashSet<&MemberId> = sheets.iter().map(|sheet| &sheet.member).collect();
    let without = members.iter().filter(|member| !with_sheet.contains(&member.id));
    faults.extend(without.map(|member| EvaluationFault::MissingSheet { member: member.id.clone() }));
    faults
}

/// What is wrong inside one sheet.
fn sheet_faults(policy: &EvaluationPolicy, sheet: &ScoreSheet) -> Vec<EvaluationFault> {
    let mut faults = Vec::new();
    let mut seen = HashSet::new();
    for (criterion, score) in &sheet.scores {
        let (member, name) = (sheet.member.clone(), criterion.clone());
        if !seen.insert(criterion) {
            faults.push(EvaluationFault::ScoredTwice { member: member.clone(), criterion: name.clone() });
        }
        match policy.criterion(criterion) {
            None => faults.push(EvaluationFault::UnknownCriterion { member, criterion: name }),
            Some(known) if *score > known.weight => faults.push(EvaluationFault::ScoreAboveWeight {
                member,
                criterion: name,
                score: *score,
                weight: known.weight,
            }),
            Some(_) => {}
        }
    }
    let missing = policy.criteria.iter().filter(|criterion| !seen.contains(&criterion.name));
    faults.extend(missing.map(|criterion| EvaluationFault::MissingScore {
        member: sheet.member.clone(),
        criterion: criterion.name.clone(),
    }));
    faults
}

/// The sum of points that are all there.
fn sum(points: impl Iterator<Item = Option<Points>>) -> Option<Points> {
    Points::checked_sum(points.collect::<Option<Vec<_>>>()?)
}

#[cfg(test)]
mod tests;
