//! A relation solved for one of its figures: what that one would have to be, were all others right.

use super::{Formula, Operand, Relation};
use crate::exact::{Amount, PER_UNIT};
use crate::slip;

impl Relation {
    /// What a figure would have to be for the relation to hold, 0 being the stated one, and how far its true value may
    /// lie from that. `None` where the relation does not tell.
    pub(crate) fn solve(&self, index: usize) -> Option<Amount> {
        match self.formula {
            Formula::Sum => self.solve_sum(index),
            Formula::Same => self.amount(usize::from(index == 0)),
            Formula::Quotient => self.solve_quotient(index, self.amount(1)?, self.amount(2)?),
            Formula::Mean => self.solve_mean(index),
            Formula::Average => self.solve_average(index),
            Formula::Relative => self.solve_relative(index),
            Formula::Growth => self.solve_growth(index, true),
            Formula::Decline => self.solve_growth(index, false),
            Formula::Part if index == 0 => {
                let all: Option<Vec<Amount>> = (1..=self.others.len()).map(|n| self.amount(n)).collect();
                self.solve_quotient(0, self.amount(1)?, Amount::sum(all?)?)
            }
            Formula::Product => self.solve_product(index, 1),
            Formula::SmallProduct => self.solve_product(index, 10_000),
            Formula::Part | Formula::Judged => None,
        }
    }

    /// Whether the relation holds with one of its figures replaced; what is no equation holds with anything.
    pub(crate) fn holds_with(&self, index: usize, amount: Amount) -> bool {
        self.solve(index).is_none_or(|right| right.agrees(amount))
    }

    /// Whether one digit of one of its figures, and nothing less, keeps the relation from holding.
    pub(crate) fn is_slip(&self) -> bool {
        (0..=self.others.len()).any(|index| {
            let printed = self.figure(index).and_then(Operand::printed);
            let solved = self.solve(index);
            printed.zip(solved).is_some_and(|((number, scale), right)| slip::is_clear(number, scale, right))
        })
    }

    /// Whether one small slip in one of its figures can be what keeps the relation from holding. What a figure should be
    /// must be known closely: within a wide range some slip always leads.
    pub(crate) fn may_be_slip(&self) -> bool {
        const CLOSELY: i128 = 500;
        let slipped = |index: usize| {
            let (number, scale) = self.figure(index)?.printed()?;
            let right = self.solve(index)?;
            let close = right.half.checked_mul(CLOSELY)? <= right.value.checked_abs()?;
            slip::explain(number, scale, right).filter(|_| close)
        };
        (0..=self.others.len()).any(|index| slipped(index).is_some())
    }

    fn amount(&self, index: usize) -> Option<Amount> {
        Some(self.figure(index)?.value?.amount)
    }

    /// The sum, or what is missing to it.
    fn solve_sum(&self, index: usize) -> Option<Amount> {
        let signed = |n: usize| {
            let amount = self.amount(n)?;
            let less = self.figure(n)?.less;
            Some(if less { amount.negated() } else { amount })
        };
        let rest: Option<Vec<Amount>> = (1..=self.others.len()).filter(|n| *n != index).map(signed).collect();
        let rest = Amount::sum(rest?)?;
        if index == 0 {
            return Some(rest);
        }
        let missing = self.amount(0)?.minus(rest)?;
        Some(if self.figure(index)?.less { missing.negated() } else { missing })
    }

    fn solve_quotient(&self, index: usize, over: Amount, under: Amount) -> Option<Amount> {
        let (whole, stated) = (self.whole(), self.amount(0)?);
        match index {
            0 => over.scaled(whole, under),
            1 => under.scaled_by(stated, whole),
            2 => over.scaled(whole, stated),
            _ => None,
        }
    }

    fn solve_mean(&self, index: usize) -> Option<Amount> {
        match index {
            0 => self.amount(1)?.scaled(PER_UNIT, self.amount(2)?),
            1 => self.amount(0)?.times(self.amount(2)?),
            2 => self.amount(1)?.scaled(PER_UNIT, self.amount(0)?),
            _ => None,
        }
    }

    /// The mean, or what is missing to so many times the mean.
    fn solve_average(&self, index: usize) -> Option<Amount> {
        let count = i128::try_from(self.others.len()).ok().filter(|count| *count > 0)?;
        let rest: Option<Vec<Amount>> =
            (1..=self.others.len()).filter(|n| *n != index).map(|n| self.amount(n)).collect();
        let rest = Amount::sum(rest?)?;
        if index == 0 { rest.part(count) } else { self.amount(0)?.multiplied(count)?.minus(rest) }
    }

    /// `（a－b）÷b` is `a÷b` less one.
    fn solve_relative(&self, index: usize) -> Option<Amount> {
        let (whole, stated, now, before) = (self.whole(), self.amount(0)?, self.amount(1)?, self.amount(2)?);
        let ratio = Amount { value: stated.value.checked_add(whole)?, half: stated.half };
        match index {
            0 => now.minus(before)?.scaled(whole, before),
            1 => before.scaled_by(ratio, whole),
            2 => now.scaled(whole, ratio),
            _ => None,
        }
    }

    /// The change is the first of the others, the figure after it the second.
    fn solve_growth(&self, index: usize, up: bool) -> Option<Amount> {
        let (whole, stated, change, now) = (self.whole(), self.amount(0)?, self.amount(1)?, self.amount(2)?);
        let before = |now: Amount| if up { now.minus(change) } else { now.plus(change) };
        match index {
            0 => change.scaled(whole, before(now)?),
            1 => {
                let all =
                    if up { whole.checked_add(stated.value)? } else { whole.checked_sub(stated.value)? };
                now.scaled_by(stated, all)
            }
            2 => {
                let before = change.scaled(whole, stated)?;
                if up { before.plus(change) } else { before.minus(change) }
            }
            _ => None,
        }
    }

    fn solve_product(&self, index: usize, parts: i128) -> Option<Amount> {
        match (index, self.others.len()) {
            (0, 2) => self.amount(1)?.times(self.amount(2)?)?.part(parts),
            (1 | 2, 2) => self.amount(0)?.scaled(PER_UNIT.checked_mul(parts)?, self.amount(3 - index)?),
            (0, 3) => self.amount(1)?.times(self.amount(2)?)?.times(self.amount(3)?),
            (1..=3, 3) => {
                let [a, b] = [1 + index % 3, 1 + (index + 1) % 3];
                self.amount(0)?.scaled(PER_UNIT, self.amount(a)?.times(self.amount(b)?)?)
            }
            _ => None,
        }
    }

    /// What the stated percentage counts as the whole: 100 or 1,000 on the common scale, 1 for a multiple.
    fn whole(&self) -> i128 {
        let text = self.stated.text.as_str();
        let parts = if text.ends_with('‰') { 1_000 } else { 100 };
        if text.ends_with(['倍', '番']) { PER_UNIT } else { parts * PER_UNIT }
    }
}

impl Amount {
    /// `self × whole ÷ under`; what both may lie off adds up.
    fn scaled(self, whole: i128, under: Amount) -> Option<Amount> {
        let by = under.value.checked_abs().filter(|by| *by > 0)?;
        let value = self.value.checked_mul(whole)?.checked_div(under.value)?;
        let own = self.half.checked_mul(whole)? / by;
        let other = value.checked_abs()?.checked_mul(under.half)? / by;
        Some(Amount { value, half: own.checked_add(other)?.checked_add(1)? })
    }

    /// `self × rate ÷ whole`.
    fn scaled_by(self, rate: Amount, whole: i128) -> Option<Amount> {
        let by = whole.checked_abs().filter(|by| *by > 0)?;
        let value = self.value.checked_mul(rate.value)?.checked_div(whole)?;
        let own = self.half.checked_mul(rate.value.checked_abs()?)? / by;
        let other = self.value.checked_abs()?.checked_mul(rate.half)? / by;
        Some(Amount { value, half: own.checked_add(other)?.checked_add(1)? })
    }
}

#[cfg(test)]
mod tests {
    use crate::exact::Amount;
    use crate::relation::{Formula, Operand, Relation};
    use crate::relations::sum;
    use mingzhang_domain::decimal::Decimal;
    use mingzhang_domain::finding::Place;

    fn operand(text: &str) -> Operand {
        let number = Decimal::parse(text.trim_end_matches(['%', '倍'])).unwrap();
        let amount = Amount::printed(number, 1, true).unwrap();
        Operand::words(&Place::default(), text).worth(amount, 1, number.places)
    }

    /// Every figure of a relation that holds is what the others make of it.
    fn check_solved(formula: Formula, stated: &str, others: &[&str]) {
        let others: Vec<Operand> = others.iter().map(|text| operand(text)).collect();
        let relation = Relation { rule: &sum::SUM, formula, stated: operand(stated), others };
        for index in 0..=relation.others.len() {
            let own = relation.figure(index).and_then(|o| o.value).unwrap().amount;
            let solved = relation.solve(index);
            assert!(solved.is_some_and(|right| right.agrees(own)), "{formula:?} {index}: {solved:?} {own:?}");
            assert!(!relation.holds_with(index, Amount { value: own.value * 2, half: 0 }), "{index}");
        }
    }

    #[test]
    fn a_relation_that_holds_gives_each_of_its_figures_back() {
        check_solved(Formula::Sum, "13.00", &["6.50", "6.50"]);
        check_solved(Formula::Same, "13.00", &["13.00"]);
        check_solved(Formula::Quotient, "98.50%", &["357827.61", "363264.28"]);
        check_solved(Formula::Growth, "33.33%", &["0.50", "2.00"]);
        check_solved(Formula::Relative, "25.00%", &["250.00", "200.00"]);
        check_solved(Formula::Relative, "0.80倍", &["936.00", "520.00"]);
        check_solved(Formula::Quotient, "1.80倍", &["936.00", "520.00"]);
        check_solved(Formula::Decline, "20.00%", &["50.00", "200.00"]);
        check_solved(Formula::Mean, "20.00", &["300.00", "15.00"]);
        check_solved(Formula::Product, "300.00", &["20.00", "15.00"]);
        check_solved(Formula::Average, "92.00", &["91.00", "93.00", "92.00"]);
        check_solved(Formula::Product, "6000.00", &["20.00", "15.00", "20.00"]);
        check_solved(Formula::SmallProduct, "3.00", &["200.00", "150.00"]);
    }
}
