//! How much easier a target is than another number: last year's target or value, that of like projects.

use super::IndicatorColumn;
use super::read::Row;
use super::target::Number;
use super::words::any;
use crate::performance::Operator;
use crate::performance::level::Level2Kind;
use crate::scoring::shapes::Fraction;
use crate::scoring::shapes::stated::is_percent;

/// How much easier a target is, and how much of that is usual.
pub(super) struct Ease {
    /// The distance on the side where the target is easier, as a part of the other number, in hundredths; for a
    /// percentage that is to be reached, in hundredths of a point.
    pub hundredths: i128,
    /// Up to which distance nobody needs to ask, in the same unit.
    pub usual: i128,
}

impl Ease {
    /// Of a row's target beside another number; `None` where it is not easier or cannot be compared.
    pub(super) fn of(row: &Row, other: &Number) -> Option<Ease> {
        let target = row.number()?;
        let is_point_scale = row.is_percent();
        if is_point_scale && !comparable_percents(row, target, other) {
            return None;
        }
        let (target, other) = (target.value, other.value);
        let distance = match row.operator()? {
            Operator::AtLeast | Operator::Above | Operator::Equal => other.minus(target)?,
            Operator::AtMost | Operator::Below => target.minus(other)?,
            Operator::Within | Operator::Described => return None,
        };
        if !distance.sign().is_gt() {
            return None;
        }
        let in_points = is_point_scale && !row.wants_less();
        let measured = if in_points { distance } else { percent_of(distance, other)? };
        Some(Ease { hundredths: hundredths(measured)?, usual: usual(row, in_points) })
    }

    /// Whether somebody should ask why.
    pub(super) fn is_much(&self) -> bool {
        self.hundredths > self.usual
    }
}

/// Whether a basis says why less is to be reached.
pub(super) fn is_explained(row: &Row) -> bool {
    const REASONS: [&str; 16] = [
        "调减",
        "下调",
        "调整",
        "减少",
        "缩减",
        "压减",
        "降为",
        "核减",
        "收尾",
        "规模变化",
        "任务减",
        "退出",
        "疫情",
        "政策变化",
        "尾工",
        "续建",
    ];
    any(row.text(IndicatorColumn::Basis), &REASONS)
}

/// 0.95 beside 95 cannot be compared.
fn comparable_percents(row: &Row, target: &Number, other: &Number) -> bool {
    let is_small = |number: &Number| Fraction::ONE.at_least(number.value) == Some(true);
    is_percent(&target.unit) || is_percent(&row.unit) && is_small(target) == is_small(other)
}

/// What part of another number a distance is, in percent; all of it beside zero.
fn percent_of(distance: Fraction, other: Fraction) -> Option<Fraction> {
    let whole = if other.sign().is_eq() { Fraction::ONE } else { other.abs()? };
    distance.divided_by(whole)?.divided_by(Fraction::new(1, 100)?)
}

fn hundredths(number: Fraction) -> Option<i128> {
    let text = number.divided_by(Fraction::new(1, 100)?)?.shown(0)?.0;
    text.parse().ok()
}

/// What nobody asks about: the tasks of two years differ more than rates do.
fn usual(row: &Row, in_points: bool) -> i128 {
    match row.level2 {
        _ if in_points => 300,
        Some(Level2Kind::Quantity) => 2_000,
        Some(Level2Kind::Timeliness) => 2_000,
        Some(Level2Kind::Cost) if row.any_unit().contains('/') => 1_000,
        Some(Level2Kind::Cost) => 2_000,
        _ if row.is_percent() => 3_000,
        Some(level2) if level2.is_benefit() => 2_000,
        _ => 1_000,
    }
}
