//! The figures of progress: adjusted quota, payments and execution rate at the end of each month.

use super::{Because, Figure, FigureKey, Measure, Scope, Selection, Value};
use crate::Date;
use crate::ids::Seq;
use crate::ledger::Tally;
use crate::ratio::Ratio;

/// What lay in the buckets at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthEnd {
    /// The last day that counts: the month's last, or the as-of day.
    pub day: Date,
    /// All that lay in the five buckets.
    pub adjusted: Tally,
    /// What was paid.
    pub paid: Tally,
}

/// Three figures a month.
pub fn figures(months: &[MonthEnd], known_up_to: Seq) -> Vec<Figure> {
    months.iter().flat_map(|month| of_month(month, known_up_to)).collect()
}

fn of_month(month: &MonthEnd, known_up_to: Seq) -> [Figure; 3] {
    let scope = Scope::Until(month.day.strftime("%Y-%m").to_string());
    let key = |measure| FigureKey::of(measure, &scope);
    let figure = |measure: Measure, value, because| Figure {
        key: key(measure),
        label: format!("{}{}", scope.label(), measure.label()),
        value,
        because,
    };
    let sum = |measure, tally: Tally| {
        let selection = Selection { measure, scope: Scope::All, as_of: month.day, known_up_to };
        let because = Because::Sum { selection, count: tally.movements };
        figure(measure, Value::Money(tally.amount), because)
    };
    let rate = Ratio { over: month.paid.amount.0, under: month.adjusted.amount.0 };
    let because = Because::Ratio { over: key(Measure::Paid), under: key(Measure::Adjusted) };
    [
        sum(Measure::Adjusted, month.adjusted),
        sum(Measure::Paid, month.paid),
        figure(Measure::Rate, Value::Rate(rate), because),
    ]
}
