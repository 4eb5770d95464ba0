//! How an indicator is scored: its own shape, or that of its operator; and its actual value as that shape reads it.

use crate::decimal::Decimal;
use crate::performance::{ActualValue, Evidence, Indicator, Method, Operator, Reached, Target};
use crate::register::Register;
use crate::scoring::shapes::stated::is_percent;
use crate::scoring::shapes::{Actual, Scale, Shape, Stated, Unscorable};

/// The shape that an indicator names, or that of its operator: 满意度 by its bands, ≤ against the target, words by
/// levels.
///
/// # Errors
/// Where the shape that it names is not known, or does not fit its target.
pub fn shape_of(indicator: &Indicator) -> Result<Shape, Unscorable> {
    let operator = indicator.operator;
    match (&indicator.target, indicator.shape.as_str()) {
        (Target::Words(_), "" | "graded" | "定性") => Ok(Shape::Graded),
        (_, "direct") => Ok(Shape::Direct),
        (Target::Words(_), _) => Err(Unscorable::WrongActual),
        (Target::Range { from, to }, _) => {
            Ok(Shape::Range { low: stated(indicator, *from), high: stated(indicator, *to) })
        }
        (Target::Number(number), shape) => {
            let target = stated(indicator, *number);
            match shape {
                "proportional" => Ok(Shape::Proportional { target, floor: None }),
                "satisfaction" => Ok(Shape::Satisfaction { target }),
                "" if indicator.level1.starts_with("满意度") => Ok(Shape::Satisfaction { target }),
                "" | "at-least" | "at-most" | "equal" => Ok(of_operator(operator, target)),
                _ => Err(Unscorable::WrongActual),
            }
        }
    }
}

fn of_operator(operator: Operator, target: Stated) -> Shape {
    match operator {
        Operator::AtMost => Shape::AtMost { target, strict: false },
        Operator::Below => Shape::AtMost { target, strict: true },
        Operator::Above => Shape::AtLeast { target, strict: true },
        Operator::Equal => Shape::Equal { target },
        Operator::AtLeast | Operator::Within | Operator::Described => {
            Shape::AtLeast { target, strict: false }
        }
    }
}

/// The actual value as the shape reads it. A share of satisfied answers counts as surveyed where it was found by a
/// survey and a paper of the indicator shows it.
pub fn what_was_reached(indicator: &Indicator, actual: Option<&ActualValue>, register: &Register) -> Actual {
    let Some(actual) = actual else { return Actual::Missing };
    match &actual.reached {
        Reached::Words(name) => Actual::Level { name: name.clone(), given: None },
        Reached::Number(number) if indicator.level1.starts_with("满意度") => Actual::Surveyed {
            share: stated(indicator, *number),
            survey: is_surveyed(indicator, actual, register),
        },
        Reached::Number(number) => Actual::Number(stated(indicator, *number)),
    }
}

fn is_surveyed(indicator: &Indicator, actual: &ActualValue, register: &Register) -> bool {
    let is_of_it = |paper: &&Evidence| paper.holder == indicator.holder && paper.indicator == indicator.name;
    let shows = |paper: &Evidence| paper.kind.contains("问卷") || paper.kind.contains("调查");
    actual.method == Method::Survey && register.evidence.iter().filter(is_of_it).any(shows)
}

fn stated(indicator: &Indicator, number: Decimal) -> Stated {
    let scale = if is_percent(&indicator.unit) { Scale::PercentByUnit } else { Scale::Plain };
    Stated { number, scale }
}
