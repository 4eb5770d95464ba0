//! What a policy chooses about scoring shapes, proved before it is used.

use super::fraction::Fraction;

/// A percentage in whole hundredths of a percent: `8000` is 80%.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub i64);

impl Percent {
    /// Nothing.
    pub const ZERO: Percent = Percent(0);
    /// All.
    pub const FULL: Percent = Percent(10_000);

    /// Whole percents.
    pub const fn whole(percent: i64) -> Percent {
        Percent(percent * 100)
    }

    /// As a number: 80% is 4/5.
    pub fn fraction(self) -> Fraction {
        Fraction::new(i128::from(self.0), 10_000).unwrap_or(Fraction::ZERO)
    }
}

/// What is done with an indicator whose actual value is missing or cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenMissing {
    /// There is no score, and that is said.
    Refuse,
    /// No points, with a remark.
    Zero,
    /// It is left out of the total.
    Skip,
}

/// How a target with = is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EqualRule {
    /// At or above the target is full, below it is in proportion.
    AsAtLeast,
    /// Every distance from the target costs its part of it, on both sides.
    BothSides,
}

/// A level of judgement (评判等级) as a share of the full points: `at_least <= share < below`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeLevel {
    /// Its name: 达成年度指标.
    pub name: String,
    /// The smallest share.
    pub at_least: Percent,
    /// The share that a level gives where nobody gave points; `None` where points must be given.
    pub usual: Option<Percent>,
}

/// A band of satisfaction (满意度分档).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SatisfactionBand {
    /// The smallest share of satisfied answers.
    pub at_least: Percent,
    /// The share of the full points that it gives.
    pub gives: Percent,
}

/// What a policy chooses about scoring shapes (计分规定).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeRules {
    /// What is done with a missing actual value.
    pub when_missing: WhenMissing,
    /// Whether a score below full needs a reason and a measure.
    pub reason_below_full: bool,
    /// From which share of the target on a result is remarked upon; `None` for never.
    pub far_beyond: Option<Percent>,
    /// Whether > and < exclude the target itself; some systems score them like ≥ and ≤.
    pub strict: bool,
    /// How = is scored.
    pub equal: EqualRule,
    /// The share of a target below which proportional scoring gives nothing.
    pub floor: Percent,
    /// Whether points between the floor and the target begin at zero instead of at the floor's share.
    pub rescaled: bool,
    /// Whether satisfaction counts only with a survey behind it.
    pub survey_required: bool,
    /// Levels of judgement from the highest to the lowest.
    pub levels: Vec<GradeLevel>,
    /// Bands of satisfaction from the highest to the lowest; none where it is scored in proportion.
    pub bands: Vec<SatisfactionBand>,
}

/// The part of shape rules in which a fault lies; an index counts from 0 in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapePart {
    /// The choices themselves.
    Choices,
    /// A level of judgement.
    Level(usize),
    /// A band of satisfaction.
    Band(usize),
}

/// What makes shape rules unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeFault {
    /// The remark on far results would begin at or below the target.
    FarBeyondTooLow,
    /// The floor lies above the target.
    FloorAboveTarget,
    /// A list does not go strictly downwards.
    NotDescending {
        /// The item that should be lower than the one before.
        part: ShapePart,
    },
    /// The lowest item of a list does not begin at zero.
    MissesZero {
        /// The lowest item.
        part: ShapePart,
    },
    /// Two levels share a name.
    SameName {
        /// The second of them.
        level: usize,
    },
    /// A level's usual share lies outside the level.
    UsualOutside {
        /// The level.
        level: usize,
    },
    /// A share lies above all of it.
    AboveFull {
        /// Where.
        part: ShapePart,
    },
    /// A lower band gives more than a higher one.
    GivesMore {
        /// The lower band.
        band: usize,
    },
}

impl ShapeFault {
    /// The part in which it lies.
    pub fn part(self) -> ShapePart {
        match self {
            ShapeFault::FarBeyondTooLow | ShapeFault::FloorAboveTarget => ShapePart::Choices,
            ShapeFault::NotDescending { part }
            | ShapeFault::MissesZero { part }
            | ShapeFault::AboveFull { part } => part,
            ShapeFault::SameName { level } | ShapeFault::UsualOutside { level } => ShapePart::Level(level),
            ShapeFault::GivesMore { band } => ShapePart::Band(band),
        }
    }
}

impl ShapeRules {
    /// Everything that makes them unusable; empty where they are proved.
    pub fn faults(&self) -> Vec<ShapeFault> {
        let mut faults = Vec::new();
        if self.far_beyond.is_some_and(|beyond| beyond <= Percent::FULL) {
            faults.push(ShapeFault::FarBeyondTooLow);
        }
        if self.floor > Percent::FULL {
            faults.push(ShapeFault::FloorAboveTarget);
        }
        let levels: Vec<Percent> = self.levels.iter().map(|level| level.at_least).collect();
        faults.extend(scale_faults(&levels, ShapePart::Level));
        faults.extend(self.level_faults());
        let bands: Vec<Percent> = self.bands.iter().map(|band| band.at_least).collect();
        faults.extend(scale_faults(&bands, ShapePart::Band));
        faults.extend(self.band_faults());
        faults
    }

    fn level_faults(&self) -> Vec<ShapeFault> {
        let mut faults = Vec::new();
        for (index, level) in self.levels.iter().enumerate() {
            if self.levels.iter().take(index).any(|other| other.name == level.name) {
                faults.push(ShapeFault::SameName { level: index });
            }
            let above = index.checked_sub(1).and_then(|upper| self.levels.get(upper));
            let inside = |share: Percent| {
                level.at_least <= share
                    && share <= Percent::FULL
                    && above.is_none_or(|upper| share < upper.at_least)
            };
            if level.usual.is_some_and(|usual| !inside(usual)) {
                faults.push(ShapeFault::UsualOutside { level: index });
            }
        }
        faults
    }

    fn band_faults(&self) -> Vec<ShapeFault> {
        let mut faults = Vec::new();
        for (index, band) in self.bands.iter().enumerate() {
            if band.gives > Percent::FULL {
                faults.push(ShapeFault::AboveFull { part: ShapePart::Band(index) });
            }
            let above = index.checked_sub(1).and_then(|upper| self.bands.get(upper));
            if above.is_some_and(|upper| band.gives > upper.gives) {
                faults.push(ShapeFault::GivesMore { band: index });
            }
        }
        faults
    }
}

/// What is wrong with the lower edges of a scale that goes down to zero.
fn scale_faults(edges: &[Percent], part: impl Fn(usize) -> ShapePart) -> Vec<ShapeFault> {
    let mut faults = Vec::new();
    for (index, pair) in edges.windows(2).enumerate() {
        if let [upper, lower] = pair
            && lower >= upper
        {
            faults.push(ShapeFault::NotDescending { part: part(index + 1) });
        }
    }
    if edges.first().is_some_and(|highest| *highest > Percent::FULL) {
        faults.push(ShapeFault::AboveFull { part: part(0) });
    }
    if edges.last().is_some_and(|lowest| *lowest != Percent::ZERO) {
        faults.push(ShapeFault::MissesZero { part: part(edges.len() - 1) });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    /// The faults of good rules after one change.
    fn faults_after(change: impl FnOnce(&mut ShapeRules)) -> Vec<ShapeFault> {
        let mut rules = rules();
        change(&mut rules);
        rules.faults()
    }

    #[test]
    fn good_rules_have_no_fault_and_lists_may_be_empty() {
        assert_eq!(rules().faults(), []);
        assert_eq!(faults_after(|r| (r.levels, r.bands) = (vec![], vec![])), []);
    }

    #[test]
    fn scales_that_do_not_go_down_to_zero_are_found() {
        assert_eq!(
            faults_after(|r| r.levels[1].at_least = Percent::whole(80)),
            [ShapeFault::NotDescending { part: ShapePart::Level(1) }, ShapeFault::UsualOutside { level: 1 }]
        );
        assert_eq!(
            faults_after(|r| r.bands[3].at_least = Percent(1)),
            [ShapeFault::MissesZero { part: ShapePart::Band(3) }]
        );
        assert_eq!(
            faults_after(|r| r.bands[0].at_least = Percent(10_001)),
            [ShapeFault::AboveFull { part: ShapePart::Band(0) }]
        );
    }

    #[test]
    fn shares_names_and_choices_are_proved() {
        assert_eq!(
            faults_after(|r| r.bands[0].gives = Percent::whole(101)),
            [ShapeFault::AboveFull { part: ShapePart::Band(0) }]
        );
        assert_eq!(
            faults_after(|r| r.bands[1].gives = Percent::whole(10)),
            [ShapeFault::GivesMore { band: 2 }]
        );
        assert_eq!(
            faults_after(|r| r.levels[2].name = r.levels[1].name.clone()),
            [ShapeFault::SameName { level: 2 }]
        );
        assert_eq!(
            faults_after(|r| r.levels[0].usual = Some(Percent::whole(79))),
            [ShapeFault::UsualOutside { level: 0 }]
        );
        assert_eq!(faults_after(|r| r.floor = Percent(10_001)), [ShapeFault::FloorAboveTarget]);
        assert_eq!(faults_after(|r| r.far_beyond = Some(Percent::FULL)), [ShapeFault::FarBeyondTooLow]);
    }
}
