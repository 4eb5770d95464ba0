//! Averages whose words name both what is divided and among whom, wherever the paper states them: `在职人员人均工资福利支出`.

use super::amount::is_slip;
use super::clause;
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Relation};
use crate::relations::product::is_power_of_ten_off;
use crate::relations::{average, operand, sum};
use crate::slip::is_swapped;

/// How many figures back both may stand.
const REACH: usize = 120;

/// Tests an average by the names in its words; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let Some((total, count)) = named(reading, index, m) else { return false };
    let Some(relation) = average::made(m, total, &count) else { return false };
    let Some(right) = relation.solve(0) else { return false };
    let own = relation.stated.value.map_or(m.amount, |value| value.amount);
    if right.agrees(own) {
        outcome.passes(relation);
        return true;
    }
    if is_slip(m, right) || is_power_of_ten_off(right, own) {
        let Some(recomputed) = m.print_like(right) else { return false };
        let message = format!("写为{}，按{}计算为{recomputed}", m.text, average::made_of(&relation));
        outcome.fails(relation, recomputed, message);
        return true;
    }
    relation.solve(2).is_some_and(|right| is_miscounted(reading, m, count.mention, right, outcome))
}

/// Two witnesses against a number: the average divides by another one, and the parts behind it make that.
fn is_miscounted(
    reading: &Reading,
    m: &Mention,
    count: &Mention,
    right: Amount,
    outcome: &mut Outcome,
) -> bool {
    let exact = right.half.saturating_mul(2) < count.unit.scale.saturating_mul(PER_UNIT);
    let number = right.number(count.unit.scale, count.number.places).filter(|_| exact);
    let Some(number) = number.filter(|number| is_swapped(count.number, *number)) else { return false };
    let Some(parts) = parts(reading, count, right) else { return false };
    let others = parts.iter().copied().map(operand).collect();
    let recomputed = format!("{number}{}", count.unit.word);
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let made = texts.join("＋");
    let message = format!("写为{}，{made}为{recomputed}，按{}计算也是", count.text, m.text);
    let relation = Relation { rule: &sum::COUNT_SUM, formula: Formula::Sum, stated: operand(count), others };
    outcome.fails(relation, recomputed, message);
    true
}

/// The run of like figures right behind a number that makes another one.
fn parts<'a>(reading: &'a Reading, count: &Mention, right: Amount) -> Option<Vec<&'a Mention>> {
    const PARTS_MAX: usize = 8;
    let at = reading.mentions.partition_point(|n| (n.passage, n.start) <= (count.passage, count.start));
    let here = |n: &&Mention| {
        (n.passage, n.segment) == (count.passage, count.segment) && n.is_like(count) && n.is_amount()
    };
    let behind: Vec<&Mention> = reading.mentions.iter().skip(at).take(PARTS_MAX).take_while(here).collect();
    let made = |n: &usize| {
        let amounts = behind.iter().take(*n).map(|part| part.amount);
        Amount::sum(amounts).is_some_and(|sum| sum.agrees(right))
    };
    (2..=behind.len()).find(made).map(|n| behind.iter().take(n).copied().collect())
}

/// The total and the number of the names in the words of an average.
fn named<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(&'a Mention, average::Count<'a>)> {
    const WHAT_MIN: usize = 4;
    const WHO_MIN: usize = 2;
    let (before, what) = clause(m).rsplit_once('均')?;
    let what = what.trim_end_matches(['为', '是', '达']);
    let length = before.chars().count().checked_sub(1)?;
    let who: String = before.chars().take(length).collect();
    if what.chars().count() < WHAT_MIN || length < WHO_MIN || before.ends_with('平') {
        return None;
    }
    let per = average::per(m)?;
    let all = || reading.before(index, REACH).map(|(_, n)| n);
    let total = all().find(|n| n.is_amount() && n.is_like(m) && n.label.text.ends_with(what))?;
    let counted = |n: &&'a Mention| {
        // `年末在职`, `实有在职`
        let own = n.label.text.trim_start_matches(['年', '末', '底', '现', '实', '有']);
        own.chars().count() >= WHO_MIN && who.starts_with(own)
    };
    let count = all().filter(counted).find_map(|n| average::count(n, &per))?;
    Some((total, count))
}
