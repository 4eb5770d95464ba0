//! 日均、月均、年均: a total over the days, months or years that the words say, and the monthly average of each of several.

mod periods;

use super::amount::is_slip;
use super::{clause, makes, together};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Relation};
use crate::relations::average::{self, RULE};
use crate::relations::operand;
use crate::relations::product::is_power_of_ten_off;
use periods::Period;

/// What an average of periods may be.
struct Way<'a> {
    figures: Vec<&'a Mention>,
    right: Amount,
    /// How it is reckoned, for people: `54.6万人次÷312`.
    words: String,
}

/// Tests an average of days, months or years; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    // From where something came, what it is compared with, what it should be.
    const OTHER: [&str; 8] = ["由", "从", "比", "较", "目标", "标准", "最高", "增"];
    if OTHER.iter().any(|word| clause(m).contains(word)) {
        return false;
    }
    let Some(own) = rounded(m) else { return false };
    let ways = ways(reading, index, m);
    let relation = |way: &Way| {
        let others = way.figures.iter().copied().map(operand).collect();
        Relation { rule: &RULE, formula: Formula::Judged, stated: operand(m), others }
    };
    if let Some(way) = ways.iter().find(|way| way.right.agrees(own)) {
        outcome.passes(relation(way));
        return true;
    }
    let off = |way: &&Way| {
        let beyond = way.right.value.abs_diff(own.value).saturating_mul(100) > way.right.value.unsigned_abs();
        beyond && is_slip(m, way.right) || is_power_of_ten_off(way.right, own)
    };
    let found = ways.iter().find(off).filter(|_| !makes(reading, index, m));
    let Some((way, recomputed)) = found.and_then(|way| Some((way, m.print_like(way.right)?))) else {
        return false;
    };
    let message = format!("写为{}，{}为{recomputed}", m.text, way.words);
    outcome.fails(relation(way), recomputed, message);
    true
}

/// An average is rounded, of whole numbers to the place of its last digit that is no zero: 1750.
fn rounded(m: &Mention) -> Option<Amount> {
    let mut step: i128 = 1;
    while m.number.places == 0 && m.number.digits > 0 && m.number.digits % (step * 10) == 0 {
        step *= 10;
    }
    let last = m.unit.scale.checked_mul(PER_UNIT)?.checked_div(10i128.checked_pow(m.number.places)?)?;
    Some(Amount { half: last.checked_mul(step)? / 2, ..m.amount })
}

fn ways<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<Way<'a>> {
    let Some(period) = periods::period(clause(m)) else { return vec![] };
    let totals = totals(reading, index, m, period);
    let mut ways = Vec::new();
    for total in totals {
        let numbers = periods::numbers(reading, total, m, period);
        if average::per(m).is_some() {
            ways.extend(numbers.iter().flat_map(|number| of_each(reading, index, m, total, *number)));
            continue;
        }
        ways.extend(numbers.iter().filter_map(|number| {
            let words = format!("{}÷{number}", total.text);
            Some(Way { figures: vec![total], right: total.amount.part(*number)?, words })
        }));
    }
    ways
}

/// The totals of its sentence: the nearest before it; of days else the one behind it that the words call a total. By the
/// month what stands in front is a standard.
fn totals<'a>(reading: &'a Reading, index: usize, m: &Mention, period: Period) -> Vec<&'a Mention> {
    const TOTALS_MAX: usize = 2;
    const REACH: usize = 6;
    let total =
        |n: &&'a Mention| n.is_amount() && n.is_like(m) && together(n, m) && n.amount.value > m.amount.value;
    let before = reading.before(index, REACH).map(|(_, n)| n).filter(total);
    let found: Vec<&Mention> = before.take(TOTALS_MAX).collect();
    let behind = reading.mentions.get(index + 1).filter(|_| period == Period::Day).filter(total);
    let said = behind.filter(|n| ["累计", "共", "合计", "全年"].iter().any(|word| clause(n).contains(word)));
    if found.is_empty() { said.into_iter().collect() } else { found }
}

/// `7450人，发放6705.00万元，人均月补助750元`: for each of a number of the sentence.
fn of_each<'a>(
    reading: &'a Reading,
    index: usize,
    m: &Mention,
    total: &'a Mention,
    number: i128,
) -> Vec<Way<'a>> {
    let Some(per) = average::per(m) else { return vec![] };
    let counts = average::counts(reading, index, m, &per, 0);
    let way = |count: &average::Count<'a>| {
        let right = average::made(m, total, count)?.solve(0)?.part(number)?;
        let words = format!("{}÷{}÷{number}", total.text, count.mention.text);
        Some(Way { figures: vec![total, count.mention], right, words })
    };
    counts.iter().filter(|count| together(count.mention, m)).filter_map(way).collect()
}
