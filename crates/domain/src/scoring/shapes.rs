//! Scoring shapes (计分方式): from an actual value to points, with every step as plain data.
//!
//! - [`score`]: the one call; [`Shape`] says how, [`Actual`] what was reached, [`ShapeRules`] what a policy chooses
//! - `at_least`, `at_most`, `equal`, `range`, `proportional`: numbers held against a target
//! - `graded`, `satisfaction`, `deduction`, `direct`: levels, bands, lists, given points
//! - [`rules`]: the choices of a policy, proved before use
//! - [`stated`]: a number as it was written, and when two of them can be compared
//! - [`fraction`]: exact numbers; points are rounded once, half up, at the very end

pub mod fraction;
pub mod rules;
pub mod stated;

mod at_least;
mod at_most;
mod deduction;
mod direct;
mod equal;
mod graded;
mod proportional;
mod range;
mod satisfaction;
#[cfg(test)]
mod tests;

pub use deduction::Deduction;
pub use fraction::Fraction;
pub use rules::{
    EqualRule, GradeLevel, Percent, SatisfactionBand, ShapeFault, ShapePart, ShapeRules, WhenMissing,
};
pub use stated::{Scale, Stated};

use crate::decimal::Decimal;
use crate::performance::Operator;
use crate::points::Points;

/// How an indicator is scored, with the values that belong to the indicator itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 正向: full points at or above the target, in proportion below it.
    AtLeast {
        /// The target.
        target: Stated,
        /// Whether the target itself does not yet count: >.
        strict: bool,
    },
    /// 反向: full points at or below the target, less by the part that goes beyond it.
    AtMost {
        /// The target.
        target: Stated,
        /// Whether the target itself counts no longer: <.
        strict: bool,
    },
    /// 等于.
    Equal {
        /// The target.
        target: Stated,
    },
    /// 区间: full points from the lower to the upper bound, both included.
    Range {
        /// The lower bound.
        low: Stated,
        /// The upper bound.
        high: Stated,
    },
    /// 按完成比例: in proportion, nothing below a floor.
    Proportional {
        /// The target.
        target: Stated,
        /// The share of the target below which there are no points; the policy's where the indicator has none.
        floor: Option<Percent>,
    },
    /// 按评判等级: a level, and points inside it.
    Graded,
    /// 满意度: by bands of the policy, or in proportion where it has none.
    Satisfaction {
        /// The target.
        target: Stated,
    },
    /// 扣分: full points less a list of deductions.
    Deduction {
        /// What costs how much.
        list: Vec<Deduction>,
    },
    /// 直接赋分: yes or no, or points that somebody gives.
    Direct,
}

/// What was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actual {
    /// Nobody has said.
    Missing,
    /// A number.
    Number(Stated),
    /// A quotient that is not rounded before it is scored: 实际完成数 ÷ 计划完成数.
    Quotient {
        /// The part.
        over: Decimal,
        /// The whole.
        under: Decimal,
    },
    /// The result of a survey; without one the policy decides.
    Surveyed {
        /// The share of satisfied answers.
        share: Stated,
        /// Whether a survey stands behind it.
        survey: bool,
    },
    /// One of the policy's levels.
    Level {
        /// Its name.
        name: String,
        /// The points that were given inside it.
        given: Option<Points>,
    },
    /// How often each deduction applies.
    Counts(Vec<(String, u32)>),
    /// Points that somebody gave.
    Given(Points),
    /// Yes or no.
    Decided(bool),
}

/// Points with the way that led to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// 得分.
    pub points: Points,
    /// 分值.
    pub full: Points,
    /// The steps in order; sentences are made of them elsewhere.
    pub because: Vec<ScoreStep>,
    /// What a person should look at although it costs nothing by itself.
    pub remarks: Vec<Remark>,
    /// Whether the reason and a measure must be stated, by the policy.
    pub reason_required: bool,
}

/// Scored, or left out by the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scored {
    /// It has points.
    Score(Score),
    /// The actual value is missing and the policy leaves such indicators out of the total.
    Skipped,
}

/// One step on the way to the points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreStep {
    /// The actual value reaches the target.
    Reached {
        /// The actual value.
        actual: Fraction,
        /// How it is held against the target.
        operator: Operator,
        /// The target.
        target: Fraction,
    },
    /// It does not.
    NotReached {
        /// The actual value.
        actual: Fraction,
        /// How it is held against the target.
        operator: Operator,
        /// The target.
        target: Fraction,
    },
    /// It lies between both bounds.
    Inside {
        /// The actual value.
        actual: Fraction,
        /// The lower bound.
        low: Fraction,
        /// The upper bound.
        high: Fraction,
    },
    /// The share of the full points that is left: actual over target, or one less the part beyond the target.
    Share {
        /// The share.
        share: Fraction,
    },
    /// The share of the target lies below the floor: no points.
    BelowFloor {
        /// The share that was reached.
        share: Fraction,
        /// The floor.
        floor: Percent,
    },
    /// The target of a strict comparison was met and not passed: the most that is not yet full.
    AtTheLimit,
    /// The target is zero: all or nothing.
    ZeroTarget,
    /// A level was chosen.
    Level {
        /// Its name.
        name: String,
        /// The fewest points of it.
        at_least: Points,
        /// The first points above it; `None` for the highest.
        below: Option<Points>,
    },
    /// A band holds the share of satisfied answers.
    Band {
        /// The share of satisfied answers.
        value: Fraction,
        /// Where the band begins.
        at_least: Percent,
        /// The share of the full points that it gives.
        gives: Percent,
    },
    /// A deduction applies.
    Deducted {
        /// What.
        what: String,
        /// How often.
        times: u32,
        /// What it costs altogether.
        points: Points,
    },
    /// Points that somebody gave.
    Given {
        /// The points.
        points: Points,
    },
    /// Yes or no.
    Decided {
        /// Which.
        yes: bool,
    },
    /// Nothing was stated or no survey was made, and the policy gives no points for that.
    NothingShown,
}

/// What a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The result lies far beyond the target, by the policy's measure: the target may have been too low.
    FarBeyond {
        /// The actual value as a share of the target.
        share: Fraction,
    },
    /// A number below zero.
    Negative,
    /// A target of zero with ≥, which no shortfall can miss: it was scored as "none".
    ZeroAtLeast,
    /// One of two numbers had a percent sign; the other was read as a percentage or as a fraction to match.
    ReadAsPercent,
    /// The quotient has nothing below it.
    NothingBelow,
    /// The actual value is missing.
    Missing,
    /// No survey stands behind the share.
    NoSurvey,
}

/// Why there are no points. The caller says so; nothing is ever scored as full instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unscorable {
    /// Nobody has said what was reached.
    Missing,
    /// The quotient has nothing below it.
    NothingBelow,
    /// `0.95` may be 0.95% or 95%.
    FractionOrPercent {
        /// The target as written.
        target: Stated,
        /// The actual value as written.
        actual: Stated,
    },
    /// A percentage against a number that is none.
    UnitsDiffer {
        /// The target as written.
        target: Stated,
        /// The actual value as written.
        actual: Stated,
    },
    /// The lower bound lies above the upper one.
    RangeReversed,
    /// What was stated does not fit the shape: a level for a number.
    WrongActual,
    /// The policy has no such level.
    UnknownLevel {
        /// The name.
        name: String,
        /// The names that it has.
        known: Vec<String>,
    },
    /// The level was chosen and no points were given, and the policy has no usual share for it.
    NoPointsGiven {
        /// The level.
        name: String,
    },
    /// The points lie outside the level.
    OutsideLevel {
        /// The points.
        given: Points,
        /// The fewest points of the level.
        at_least: Points,
        /// The first points above it; `None` for the highest.
        below: Option<Points>,
    },
    /// The list has no such deduction.
    UnknownDeduction {
        /// What.
        what: String,
    },
    /// The points lie above the full points, or below zero.
    OutsideFull {
        /// The points.
        given: Points,
        /// The full points.
        full: Points,
    },
    /// The numbers are too large.
    TooLarge,
}

/// Points for what was reached.
///
/// # Errors
/// Why there are none: missing where the policy refuses that, units that cannot be compared, a level or deduction that
/// is not known, points outside their bounds.
pub fn score(shape: &Shape, actual: &Actual, full: Points, rules: &ShapeRules) -> Result<Scored, Unscorable> {
    let with = With { full, rules };
    let scored = match (shape, actual) {
        (_, Actual::Missing) => return missing(with, Remark::Missing, Unscorable::Missing),
        (_, Actual::Quotient { under, .. }) if under.digits == 0 => {
            return missing(with, Remark::NothingBelow, Unscorable::NothingBelow);
        }
        (Shape::AtLeast { target, strict }, actual) => at_least::score(*target, *strict, actual, with),
        (Shape::AtMost { target, strict }, actual) => at_most::score(*target, *strict, actual, with),
        (Shape::Equal { target }, actual) => equal::score(*target, actual, with),
        (Shape::Range { low, high }, actual) => range::score(*low, *high, actual, with),
        (Shape::Proportional { target, floor }, actual) => {
            proportional::score(*target, floor.unwrap_or(rules.floor), actual, with)
        }
        (Shape::Graded, Actual::Level { name, given }) => graded::score(name, *given, with),
        (Shape::Satisfaction { target }, actual) => satisfaction::score(*target, actual, with),
        (Shape::Deduction { list }, Actual::Counts(counts)) => deduction::score(list, counts, with),
        (Shape::Direct, actual) => direct::score(actual, with),
        (Shape::Graded | Shape::Deduction { .. }, _) => Err(Unscorable::WrongActual),
    };
    scored.map(Scored::Score)
}

/// What a policy does with an indicator of which nothing can be said.
fn missing(with: With, remark: Remark, refused: Unscorable) -> Result<Scored, Unscorable> {
    match with.rules.when_missing {
        WhenMissing::Refuse => Err(refused),
        WhenMissing::Skip => Ok(Scored::Skipped),
        WhenMissing::Zero => {
            Ok(Scored::Score(with.points(Points::ZERO, vec![ScoreStep::NothingShown], vec![remark])))
        }
    }
}

/// What every shape is given beside its own values.
#[derive(Clone, Copy)]
struct With<'r> {
    full: Points,
    rules: &'r ShapeRules,
}

impl With<'_> {
    /// A score of whole hundredths that are already settled.
    fn points(self, points: Points, because: Vec<ScoreStep>, remarks: Vec<Remark>) -> Score {
        let reason_required = self.rules.reason_below_full && points < self.full;
        Score { points, full: self.full, because, remarks, reason_required }
    }

    /// A score that is a share of the full points, between none and all of them, rounded here and nowhere else.
    fn share(
        self,
        share: Fraction,
        because: Vec<ScoreStep>,
        remarks: Vec<Remark>,
    ) -> Result<Score, Unscorable> {
        let points = share.of(self.full).ok_or(Unscorable::TooLarge)?;
        let points = points.clamp(Points::ZERO, self.full);
        Ok(self.points(points, because, remarks))
    }

    /// The remark on a result far beyond its target; `share` is the actual value over the target.
    fn far_beyond(self, share: Option<Fraction>) -> Option<Remark> {
        let beyond = self.rules.far_beyond?.fraction();
        let share = share.filter(|share| share.at_least(beyond) == Some(true))?;
        Some(Remark::FarBeyond { share })
    }
}
