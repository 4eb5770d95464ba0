//! The figures of the whole unit's results: target and actual value of each indicator.

use super::Figure;
use super::because::Because;
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use crate::Date;
use crate::decimal::Decimal;
use crate::performance::{Holder, Indicator, Reached, Target};
use crate::quantity::Quantity;
use crate::register::Register;

/// Target and actual value of each indicator of the whole unit; an actual value as of a day, which cannot be computed
/// where none is stated yet.
pub fn figures(register: &Register, as_of: Date) -> Vec<Figure> {
    let of_indicator = |indicator: &Indicator| {
        let actual = match register.actual_of(indicator, as_of).map(|actual| &actual.reached) {
            None => Value::NotComputable,
            Some(Reached::Number(number)) => quantity(indicator, *number),
            Some(Reached::Words(words)) => Value::Words(words.clone()),
        };
        let target = match &indicator.target {
            Target::Number(number) => quantity(indicator, *number),
            other => Value::Words(other.to_string()),
        };
        [figure(indicator, Measure::Output, actual), figure(indicator, Measure::Target, target)]
    };
    register.indicators_of(&Holder::Unit).into_iter().flat_map(of_indicator).collect()
}

fn quantity(indicator: &Indicator, number: Decimal) -> Value {
    Value::Quantity(Quantity { number, unit: indicator.unit.clone() })
}

fn figure(indicator: &Indicator, measure: Measure, value: Value) -> Figure {
    Figure {
        key: FigureKey::of(measure, &Scope::Indicator(indicator.name.clone())),
        label: format!("{}{}", indicator.name, measure.label()),
        value,
        because: Because::Stated { office: indicator.office.clone() },
    }
}
