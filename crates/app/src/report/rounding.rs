//! 尾差: rounded parts that miss the rounded whole by their last digit.

use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, Scope, Value};
use mingzhang_domain::money::Fen;

/// Whether a column's parts add up to the whole in fen, yet not as they are printed in 万元.
pub(super) fn column_misses(figures: &FigureSet, measure: Measure, parts: &[Scope], whole: &Scope) -> bool {
    let amounts: Option<Vec<Fen>> = parts.iter().map(|part| amount(figures, measure, part)).collect();
    let whole = amount(figures, measure, whole);
    amounts.zip(whole).is_some_and(|(parts, whole)| sum_misses(&parts, whole))
}

/// Whether 调整后预算 less 支付 is 未支付 in fen, yet not as they are printed in 万元.
pub(super) fn row_misses(figures: &FigureSet, scope: &Scope) -> bool {
    let of = |measure| amount(figures, measure, scope);
    let parts = of(Measure::Paid).zip(of(Measure::Left));
    parts
        .zip(of(Measure::Adjusted))
        .is_some_and(|((paid, left), adjusted)| sum_misses(&[paid, left], adjusted))
}

fn sum_misses(parts: &[Fen], whole: Fen) -> bool {
    let exact = Fen::checked_sum(parts.iter().copied()) == Some(whole);
    exact && parts.iter().map(|part| printed(*part)).sum::<i128>() != printed(whole)
}

fn amount(figures: &FigureSet, measure: Measure, scope: &Scope) -> Option<Fen> {
    match figures.get(&FigureKey::of(measure, scope))?.value {
        Value::Money(fen) => Some(fen),
        _ => None,
    }
}

/// In hundredths of 万元, as printed.
fn printed(amount: Fen) -> i128 {
    Value::Money(amount).number().and_then(|number| number.scaled(2)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sum_that_is_exact_and_looks_wrong_is_a_rounding_difference() {
        assert!(sum_misses(&[Fen(5_000), Fen(5_000)], Fen(10_000)), "0.01 + 0.01 stand over 0.01");
        assert!(!sum_misses(&[Fen(10_000), Fen(20_000)], Fen(30_000)), "0.01 + 0.02 = 0.03");
        assert!(!sum_misses(&[Fen(10_000)], Fen(30_000)), "a wrong sum is no 尾差");
    }
}
