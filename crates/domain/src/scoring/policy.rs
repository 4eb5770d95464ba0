//! An evaluation policy: criteria, weights and bands as dated data, proved before it is used.

use super::band::Band;
use super::shapes::{ShapeFault, ShapePart, ShapeRules};
use crate::Date;
use crate::history::{Canonical, Encoder};
use crate::ids::{CriterionName, PolicyId};
use crate::points::Points;
use std::collections::HashSet;

/// Whether a member may score the own office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnOffice {
    /// It is allowed.
    Allowed,
    /// It is a fault of the evaluation.
    Forbidden,
}

/// A group of criteria (一级指标) with its full points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its full points.
    pub weight: Points,
}

/// A criterion (三级指标) that is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// 一级指标.
    pub group: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标, unique in the policy.
    pub name: CriterionName,
    /// 分值.
    pub weight: Points,
}

/// How an evaluation is scored and graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationPolicy {
    /// Its identifier.
    pub id: PolicyId,
    /// Its title.
    pub title: String,
    /// The document that it comes from: 文号.
    pub document: String,
    /// Where in the document.
    pub place: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The first day on which it holds no longer.
    pub to: Option<Date>,
    /// The full points of the whole.
    pub total: Points,
    /// Whether a member may score the own office.
    pub own_office: OwnOffice,
    /// The points from which on a project that is judged by it passes; `None` where it does not say.
    pub pass: Option<Points>,
    /// 一级指标 in order.
    pub groups: Vec<Group>,
    /// 三级指标 in order; empty where each project brings its own.
    pub criteria: Vec<Criterion>,
    /// Bands from the highest to the lowest.
    pub bands: Vec<Band>,
    /// How actual values become points; `None` where the policy does not say.
    pub shapes: Option<ShapeRules>,
}

/// The whole text of a policy file, kept with what was scored by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPolicy {
    /// Its identifier.
    pub id: PolicyId,
    /// The file as it was on that day.
    pub text: String,
}

impl Canonical for KeptPolicy {
    const KIND: &'static str = "policy";

    fn encode(&self, to: &mut Encoder) {
        to.text(self.id.as_str()).text(&self.text);
    }
}

/// The part of a policy in which a fault lies; an index counts from 0 in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The dates of validity.
    Valid,
    /// The full points of the whole.
    Total,
    /// A group.
    Group(usize),
    /// A criterion.
    Criterion(usize),
    /// A band.
    Band(usize),
    /// A part of the choices about scoring shapes.
    Shape(ShapePart),
}

/// What makes a policy unusable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyFault {
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// The groups do not add up to the total.
    GroupsMissTotal {
        /// What they add up to.
        sum: Points,
        /// The total.
        total: Points,
    },
    /// The criteria of a group do not add up to its weight.
    CriteriaMissGroup {
        /// The group.
        group: usize,
        /// What they add up to.
        sum: Points,
        /// The group's weight.
        weight: Points,
    },
    /// A criterion names a group that is not there.
    UnknownGroup {
        /// The criterion.
        criterion: usize,
    },
    /// Two criteria share a name.
    SameName {
        /// The second of them.
        criterion: usize,
    },
    /// A weight is zero.
    NoWeight {
        /// Where.
        part: Part,
    },
    /// There are no bands.
    NoBands,
    /// Between a band and the next lower one lie scores without a grade.
    BandGap {
        /// The lower band.
        band: usize,
        /// The first score without a grade.
        from: Points,
        /// The first score with one again.
        to: Points,
    },
    /// Some scores have two grades.
    BandOverlap {
        /// The lower band.
        band: usize,
        /// The first score with two grades.
        from: Points,
        /// The first score with one again.
        to: Points,
    },
    /// The lowest band does not begin at 0.
    BandsMissZero {
        /// Where it begins.
        at_least: Points,
    },
    /// The highest band is closed, or begins above the total.
    BandsMissTotal,
    /// The choices about scoring shapes.
    Shape(ShapeFault),
}

impl PolicyFault {
    /// The part in which it lies.
    pub fn part(&self) -> Part {
        match self {
            PolicyFault::EndsBeforeItBegins => Part::Valid,
            PolicyFault::GroupsMissTotal { .. } => Part::Total,
            PolicyFault::CriteriaMissGroup { group, .. } => Part::Group(*group),
            PolicyFault::UnknownGroup { criterion } | PolicyFault::SameName { criterion } => {
                Part::Criterion(*criterion)
            }
            PolicyFault::NoWeight { part } => *part,
            PolicyFault::BandGap { band, .. } | PolicyFault::BandOverlap { band, .. } => Part::Band(*band),
            PolicyFault::NoBands | PolicyFault::BandsMissTotal => Part::Band(0),
            PolicyFault::BandsMissZero { .. } => Part::Band(usize::MAX),
            PolicyFault::Shape(fault) => Part::Shape(fault.part()),
        }
    }
}

impl EvaluationPolicy {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// The criterion of a name.
    pub fn criterion(&self, name: &CriterionName) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.name == *name)
    }

    /// Everything that makes it unusable; empty where it is proved.
    pub fn faults(&self) -> Vec<PolicyFault> {
        let mut faults = Vec::new();
        if self.to.is_some_and(|to| to <= self.from) {
            faults.push(PolicyFault::EndsBeforeItBegins);
        }
        faults.extend(self.weight_faults());
        faults.extend(self.criterion_faults());
        faults.extend(self.band_faults());
        let shapes = self.shapes.iter().flat_map(ShapeRules::faults);
        faults.extend(shapes.map(PolicyFault::Shape));
        faults
    }

    fn weight_faults(&self) -> Vec<PolicyFault> {
        let mut faults = Vec::new();
        let sum = sum_of(self.groups.iter().map(|group| group.weight));
        if sum != self.total {
            faults.push(PolicyFault::GroupsMissTotal { sum, total: self.total });
        }
        for (index, group) in self.groups.iter().enumerate() {
            if group.weight == Points::ZERO {
                faults.push(PolicyFault::NoWeight { part: Part::Group(index) });
            }
            let of_group = self.criteria.iter().filter(|criterion| criterion.group == group.name);
            let sum = sum_of(of_group.map(|criterion| criterion.weight));
            if !self.criteria.is_empty() && sum != group.weight {
                faults.push(PolicyFault::CriteriaMissGroup { group: index, sum, weight: group.weight });
            }
        }
        faults
    }

    fn criterion_faults(&self) -> Vec<PolicyFault> {
        let groups: HashSet<&str> = self.groups.iter().map(|group| group.name.as_str()).collect();
        let mut names = HashSet::new();
        let mut faults = Vec::new();
        for (index, criterion) in self.criteria.iter().enumerate() {
            if !groups.contains(criterion.group.as_str()) {
                faults.push(PolicyFault::UnknownGroup { criterion: index });
            }
            if !names.insert(&criterion.name) {
                faults.push(PolicyFault::SameName { criterion: index });
            }
            if criterion.weight == Points::ZERO {
                faults.push(PolicyFault::NoWeight { part: Part::Criterion(index) });
            }
        }
        faults
    }

    fn band_faults(&self) -> Vec<PolicyFault> {
        let (Some(highest), Some(lowest)) = (self.bands.first(), self.bands.last()) else {
            return vec![PolicyFault::NoBands];
        };
        let mut faults = Vec::new();
        if highest.below.is_some_and(|below| below <= self.total) || highest.at_least > self.total {
            faults.push(PolicyFault::BandsMissTotal);
        }
        for (index, pair) in self.bands.windows(2).enumerate() {
            let (upper, lower) = (&pair[0], &pair[1]);
            let below = lower.below.unwrap_or(Points(self.total.0 + 1));
            if below < upper.at_least {
                faults.push(PolicyFault::BandGap { band: index + 1, from: below, to: upper.at_least });
            }
            if below > upper.at_least || lower.at_least >= upper.at_least {
                let from = upper.at_least.max(lower.at_least);
                faults.push(PolicyFault::BandOverlap { band: index + 1, from, to: below });
            }
        }
        if lowest.at_least != Points::ZERO {
            faults.push(PolicyFault::BandsMissZero { at_least: lowest.at_least });
        }
        faults
    }
}

/// A sum of weights; weights come from files with at most a few digits, so one that does not fit counts as the most.
fn sum_of(points: impl Iterator<Item = Points>) -> Points {
    Points::checked_sum(points).unwrap_or(Points(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> EvaluationPolicy {
        let group = |name: &str, weight| Group { name: name.to_owned(), weight: Points::whole(weight) };
        let criterion = |group: &str, name: &str, weight| Criterion {
            group: group.to_owned(),
            level2: "管理".to_owned(),
            name: CriterionName::new(name),
            weight: Points::whole(weight),
        };
        let band = |grade: &str, at_least, below: Option<i64>| Band {
            grade: grade.to_owned(),
            at_least: Points::whole(at_least),
            below: below.map(Points::whole),
        };
        EvaluationPolicy {
            id: PolicyId::new("test"),
            title: String::new(),
            document: String::new(),
            place: String::new(),
            from: Date::constant(2020, 1, 1),
            to: None,
            total: Points::whole(100),
            own_office: OwnOffice::Allowed,
            pass: None,
            groups: vec![group("决策", 40), group("绩效", 60)],
            criteria: vec![
                criterion("决策", "目标", 40),
                criterion("绩效", "数量", 50),
                criterion("绩效", "质量", 10),
            ],
            bands: vec![band("优", 90, None), band("良", 60, Some(90)), band("差", 0, Some(60))],
            shapes: None,
        }
    }

    /// The faults of the good policy after one change.
    fn faults_after(change: impl FnOnce(&mut EvaluationPolicy)) -> Vec<PolicyFault> {
        let mut policy = policy();
        change(&mut policy);
        policy.faults()
    }

    #[test]
    fn a_good_policy_has_no_fault() {
        assert_eq!(policy().faults(), []);
        assert_eq!(faults_after(|p| p.criteria.clear()), []);
    }

    #[test]
    fn weights_that_do_not_total_are_found() {
        let points = Points::whole;
        assert_eq!(
            faults_after(|p| p.groups[1].weight = points(50)),
            [
                PolicyFault::GroupsMissTotal { sum: points(90), total: points(100) },
                PolicyFault::CriteriaMissGroup { group: 1, sum: points(60), weight: points(50) },
            ]
        );
        assert_eq!(
            faults_after(|p| p.criteria[2].weight = Points::ZERO),
            [
                PolicyFault::CriteriaMissGroup { group: 1, sum: points(50), weight: points(60) },
                PolicyFault::NoWeight { part: Part::Criterion(2) },
            ]
        );
    }

    #[test]
    fn gaps_and_overlaps_of_bands_are_found() {
        let points = Points::whole;
        assert_eq!(
            faults_after(|p| p.bands[1].below = Some(points(89))),
            [PolicyFault::BandGap { band: 1, from: points(89), to: points(90) }]
        );
        assert_eq!(
            faults_after(|p| p.bands[1].below = Some(points(95))),
            [PolicyFault::BandOverlap { band: 1, from: points(90), to: points(95) }]
        );
        assert_eq!(
            faults_after(|p| p.bands[2].at_least = points(1)),
            [PolicyFault::BandsMissZero { at_least: points(1) }]
        );
        assert_eq!(faults_after(|p| p.bands[0].below = Some(points(100))), [PolicyFault::BandsMissTotal]);
        assert_eq!(faults_after(|p| p.bands.clear()), [PolicyFault::NoBands]);
    }

    #[test]
    fn names_and_dates_are_proved() {
        assert_eq!(
            faults_after(|p| p.criteria[2].name = CriterionName::new("数量")),
            [PolicyFault::SameName { criterion: 2 }]
        );
        assert!(
            faults_after(|p| p.criteria[0].group = "别处".to_owned())
                .contains(&PolicyFault::UnknownGroup { criterion: 0 })
        );
        assert_eq!(faults_after(|p| p.to = Some(p.from)), [PolicyFault::EndsBeforeItBegins]);
        assert!(!policy().holds_on(Date::constant(2019, 12, 31)));
        assert!(policy().holds_on(Date::constant(2020, 1, 1)));
    }
}
