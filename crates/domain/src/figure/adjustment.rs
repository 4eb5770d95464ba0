//! The figures that measures of the whole unit take beside the budget's: what plans provided for by now, and the adjusted
//! quota without what the unit was forced to adjust.

use super::because::{Because, Selection};
use super::key::{FigureKey, Measure, Scope};
use super::value::Value;
use super::{Figure, FigureSet};
use crate::ledger::Tally;
use crate::money::Fen;

/// Three figures from two sums of vouchers; the third only where the adjusted quota is in the set.
pub fn figures(scheduled: Tally, forced: Tally, set: &FigureSet) -> Vec<Figure> {
    let sum = |measure: Measure, tally: Tally| {
        let (as_of, known_up_to) = (set.as_of, set.known_up_to);
        let selection = Selection { measure, scope: Scope::All, as_of, known_up_to };
        let because = Because::Sum { selection, count: tally.movements };
        figure(measure, Value::Money(tally.amount), because)
    };
    let mut figures = vec![sum(Measure::Scheduled, scheduled), sum(Measure::Forced, forced)];
    let from = FigureKey::of(Measure::Adjusted, &Scope::All);
    if let Some(Value::Money(adjusted)) = set.get(&from).map(|figure| &figure.value) {
        // What was forced is part of what was adjusted, so the difference fits.
        let counted = Value::Money(Fen(adjusted.0.saturating_sub(forced.amount.0)));
        let less = FigureKey::of(Measure::Forced, &Scope::All);
        figures.push(figure(Measure::Counted, counted, Because::Difference { from, less }));
    }
    figures
}

fn figure(measure: Measure, value: Value, because: Because) -> Figure {
    let key = FigureKey::of(measure, &Scope::All);
    Figure { key, label: measure.label().to_owned(), value, because }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;
    use crate::ids::{FiscalYear, Seq};

    #[test]
    fn what_was_forced_is_left_out_of_what_counts_as_adjusted() {
        let mut set = FigureSet::new(FiscalYear(2020), Date::constant(2020, 12, 31), Seq(1));
        let tally = |fen| Tally { amount: Fen(fen), movements: 2 };
        assert_eq!(figures(tally(7), tally(50), &set).len(), 2);
        set.push(figure(Measure::Adjusted, Value::Money(Fen(1250)), Because::NotStated));
        let found = figures(tally(7), tally(50), &set);
        set.extend(found);
        let value = |key: &str| set.find(key).map(|figure| figure.value.clone());
        assert_eq!(value("counted.all"), Some(Value::Money(Fen(1200))));
        assert_eq!(value("scheduled.all"), Some(Value::Money(Fen(7))));
    }
}
