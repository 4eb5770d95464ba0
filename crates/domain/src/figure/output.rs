//! The figures of the results: target and actual value of each indicator.

use super::Figure;
use super::because::Because;
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use crate::performance::Indicator;
use crate::quantity::Quantity;

/// Target and actual value of each indicator.
pub fn figures(indicators: &[Indicator]) -> Vec<Figure> {
    let figure = |indicator: &Indicator, measure: Measure, number| {
        let scope = Scope::Indicator(indicator.name.clone());
        Figure {
            key: FigureKey::of(measure, &scope),
            label: format!("{}{}", indicator.name, measure.label()),
            value: Value::Quantity(Quantity { number, unit: indicator.unit.clone() }),
            because: Because::Stated { office: indicator.office.clone() },
        }
    };
    indicators
        .iter()
        .flat_map(|indicator| {
            [
                figure(indicator, Measure::Output, indicator.actual),
                figure(indicator, Measure::Target, indicator.target),
            ]
        })
        .collect()
}
