//! Averages: a total over a number, of which several stand around.

use super::amount::is_slip;
use super::{before, clause, together};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::Relation;
use crate::relations::average;
use crate::relations::product::is_power_of_ten_off;
use crate::slip::{is_swapped, significant};

/// How far back the number may stand.
const PASSAGES: usize = 2;
/// Shorter names are shared by accident.
const NAME_MIN: usize = 4;

/// Tests an average against the totals and the numbers that its words allow, in its passage and those before.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) {
    let tested = tested(reading, index, m);
    if let Some(relation) = tested.iter().find(|relation| holds(relation)) {
        return outcome.passes(relation.clone());
    }
    // Of several averages side by side that are made in one way, each is.
    let like = |at: usize, n: &Mention| {
        n.each
            && n.is_like(m)
            && together(n, m)
            && at != index
            && named(reading, at, n, whole_name).is_some_and(|r| holds(&r))
    };
    let siblings = reading.mentions.iter().enumerate().skip(index.saturating_sub(12)).take(24);
    let sure = siblings.filter(|(at, n)| like(*at, n)).count() >= 2;
    let by_words = said(reading, index, m);
    let named_so = by_words.is_some();
    let found = by_words
        .or_else(|| named(reading, index, m, whole_name).filter(|_| sure))
        .or_else(|| named(reading, index, m, noun).filter(|relation| is_shifted(m, relation)))
        .or_else(|| {
            let slip = |relation: &&Relation| relation.solve(0).is_some_and(|right| is_slip(m, right));
            tested.iter().find(slip).cloned()
        })
        .or_else(|| tested.into_iter().find(|relation| is_count_swapped(m, relation)));
    let found = found.filter(|relation| {
        !is_taken(reading, index, m, relation) && !is_of_several(reading, index, m, relation)
    });
    let right = found.as_ref().and_then(|relation| m.print_like(relation.solve(0)?));
    if let (Some(relation), Some(recomputed)) = (found, right) {
        let message = format!("写为{}，按{}计算为{recomputed}", m.text, average::made_of(&relation));
        if named_so {
            outcome.fails_by_words(relation, recomputed, message);
        } else {
            outcome.fails(relation, recomputed, message);
        }
    }
}

/// Another average beside it is made of the same two figures: this one is of something else (`高峰日人均`).
fn is_taken(reading: &Reading, index: usize, m: &Mention, relation: &Relation) -> bool {
    let own = |figure: usize| relation.figure(figure).map(|figure| figure.place.clone());
    let same =
        |other: &Relation| (1..=2).all(|n| other.figure(n).map(|figure| figure.place.clone()) == own(n));
    let beside = reading.mentions.iter().enumerate().skip(index.saturating_sub(6)).take(12);
    beside
        .filter(|(at, n)| *at != index && n.each && n.is_like(m) && together(n, m))
        .any(|(at, n)| tested(reading, at, n).iter().any(|other| same(other) && holds(other)))
}

/// `水稻保费1278万元……小麦保费407万元……户均保费205元`: two totals of its name together make it.
fn is_of_several(reading: &Reading, index: usize, m: &Mention, relation: &Relation) -> bool {
    const NAME_MIN: usize = 2;
    const TOTALS_MAX: usize = 6;
    let name = clause(m).rsplit_once('均').map_or("", |(_, name)| name.trim_end_matches(['为', '达']));
    let totals = before(reading, index, m);
    let named = |total: &&&Mention| name.chars().count() >= NAME_MIN && total.label.text.contains(name);
    let totals: Vec<&&Mention> = totals.iter().rev().filter(named).take(TOTALS_MAX).collect();
    let needed = relation.solve(1);
    let made = |a: &Mention, b: &Mention| {
        let sum = a.amount.plus(b.amount);
        sum.zip(needed).is_some_and(|(sum, needed)| sum.agrees(needed))
    };
    totals.iter().any(|a| totals.iter().any(|b| a.start != b.start && made(a, b)))
}

fn holds(relation: &Relation) -> bool {
    let own = relation.stated.value.map(|value| value.amount);
    relation.solve(0).zip(own).is_some_and(|(right, own)| right.agrees(own))
}

/// The average made of every total and number around, the nearest first.
fn tested(reading: &Reading, index: usize, m: &Mention) -> Vec<Relation> {
    let Some(per) = average::per(m) else { return vec![] };
    let counts = average::counts(reading, index, m, &per, PASSAGES);
    let totals = before(reading, index, m);
    let pairs = totals.iter().rev().flat_map(|total| counts.iter().map(move |count| (*total, count)));
    pairs.filter_map(|(total, count)| average::made(m, total, count)).collect()
}

/// The total right before an average.
fn total<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<&'a Mention> {
    let (_, total) =
        reading.before(index, 1).next().filter(|(_, n)| n.segment == m.segment && together(n, m))?;
    total.is_amount().then_some(total)
}

/// The average of the total right before it and the number that the words name as its base: `拨付566.10万元，按实际入住套数
/// 计算，平均每套`.
fn said(reading: &Reading, index: usize, m: &Mention) -> Option<Relation> {
    let per = average::per(m)?;
    let base = average::said_base(m, &per)?;
    let total = total(reading, index, m).filter(|total| total.is_like(m))?;
    let counts = average::counts(reading, index, m, &per, PASSAGES);
    let first = counts.first()?;
    let only = counts.iter().all(|count| count.mention.amount == first.mention.amount);
    let named = first.mention.label.text.contains(&base);
    average::made(m, total, first).filter(|_| only && named)
}

/// The average of the total right before it and the number of the same name: `住房困难援助27人次……住房困难援助发放43.20万元，人次均`.
fn named(
    reading: &Reading,
    index: usize,
    m: &Mention,
    alike: fn(&Mention, &Mention) -> bool,
) -> Option<Relation> {
    let total = total(reading, index, m)?;
    let counts = average::counts(reading, index, m, &average::per(m)?, PASSAGES);
    counts.iter().find(|count| alike(count.mention, total)).and_then(|count| average::made(m, total, count))
}

/// The name of the number begins that of the total.
fn whole_name(count: &Mention, total: &Mention) -> bool {
    let name = count.label.text.as_str();
    name.chars().count() >= NAME_MIN && total.label.text.starts_with(name)
}

/// `衬砌渠道38.6公里……渠道分项支出849.20万元`: the noun that ends the name of the number begins that of the total.
fn noun(count: &Mention, total: &Mention) -> bool {
    const NOUN_MIN: usize = 2;
    let name: Vec<char> = count.label.text.chars().collect();
    let ends = |length: usize| name.iter().skip(name.len() - length).collect::<String>();
    (NOUN_MIN..=name.len()).any(|length| total.label.text.starts_with(&ends(length)))
}

/// The same digits, the point in another place.
fn is_shifted(m: &Mention, relation: &Relation) -> bool {
    relation.solve(0).is_some_and(|right| is_power_of_ten_off(right, m.amount))
}

/// `四类样品共32487份……平均每份样品收费816.93元`: the number divided has two digits in each other's place; the average, which is
/// long, is right.
fn is_count_swapped(m: &Mention, relation: &Relation) -> bool {
    const DIGITS_MIN: u32 = 4;
    let Some((count, scale)) = relation.figure(2).and_then(crate::relation::Operand::printed) else {
        return false;
    };
    let long = significant(m.number) >= DIGITS_MIN && significant(count) >= DIGITS_MIN;
    let whole = |right: &Amount| right.half.saturating_mul(2) < scale.saturating_mul(crate::exact::PER_UNIT);
    let right = relation.solve(2).filter(whole).and_then(|right| right.number(scale, count.places));
    long && right.is_some_and(|right| is_swapped(count, right))
}
