//! Products: what a number of people gets at a standard that was named before.

use super::amount::is_slip;
use super::{REACH, together};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Operand, Relation};
use crate::relations::operand;
use crate::relations::product::{RULE, is_counted};

/// Tests an amount of money right behind a number against the standards of the passage.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let Some(count) = count(reading, index, m) else { return false };
    let near = |n: &Mention| n.passage == m.passage;
    let prices = reading.before(index, REACH).map(|(_, n)| n).take_while(|n| near(n)).filter(|n| is_price(n));
    let tested: Vec<(Relation, Amount, i128)> = prices
        .filter(|price| is_counted(count, price))
        .map(|price| (price, if is_monthly(price) { 12 } else { 1 }))
        .filter_map(|(price, times)| {
            let right = price.amount.times(count.amount)?.multiplied(times)?;
            Some((relation(m, price, count, times), right, times))
        })
        .collect();
    if let Some((relation, ..)) = tested.iter().find(|(_, right, _)| right.agrees(m.amount)) {
        outcome.passes(relation.clone());
        return true;
    }
    let slipped = tested.into_iter().find(|(relation, right, times)| {
        is_slip(m, *right) || *times == 1 && is_answered(reading, index, m, relation)
    });
    let Some((relation, right, times)) = slipped else { return false };
    let Some(recomputed) = m.print_like(right) else { return false };
    let made: Vec<&str> = relation.others.iter().map(|o| o.text.as_str()).collect();
    let times = if times > 1 { format!("×{times}") } else { String::new() };
    let message = format!("写为{}，{}{times}为{recomputed}", m.text, made.join("×"));
    outcome.fails(relation, recomputed, message);
    true
}

fn relation(m: &Mention, price: &Mention, count: &Mention, times: i128) -> Relation {
    let others = vec![operand(price), operand(count)];
    let formula = if times == 1 { Formula::Product } else { Formula::Judged };
    Relation { rule: &RULE, formula, stated: operand(m), others }
}

/// The number right before an amount, in its part of the sentence.
fn count<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<&'a Mention> {
    let (_, n) = reading.before(index, 1).next()?;
    let counted =
        matches!(n.unit.dimension, Dimension::Measure("人" | "人次" | "户" | "面积" | "头" | "台" | "套"));
    let money = m.unit.dimension == Dimension::Money;
    (money && counted && n.is_amount() && n.segment == m.segment && together(n, m)).then_some(n)
}

/// A standard by the month; what is paid for it is mostly a year's.
fn is_monthly(price: &Mention) -> bool {
    format!("{}{}", price.lead, price.unit.word).contains('月')
}

fn is_price(n: &Mention) -> bool {
    let each = n.each && n.unit.dimension == Dimension::Money || n.unit.dimension == Dimension::Price;
    each && !n.approximate && n.number.digits > 0
}

/// The same standard times another number of the same passage is the amount behind that.
fn is_answered(reading: &Reading, index: usize, m: &Mention, relation: &Relation) -> bool {
    let price: Option<&Operand> = relation.others.first();
    let Some(price) = price.and_then(|price| price.value) else { return false };
    let here = reading.mentions.iter().enumerate().skip(index.saturating_sub(6)).take(12);
    here.filter(|(at, n)| *at != index && n.passage == m.passage && n.is_amount()).any(|(at, n)| {
        let right = count(reading, at, n).and_then(|count| price.amount.times(count.amount));
        right.is_some_and(|right| right.agrees(n.amount))
    })
}
