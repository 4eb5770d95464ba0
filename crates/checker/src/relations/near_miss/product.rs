//! Products: what a number of people gets at a standard that was named before, a part of an amount by its percentage, the
//! sum of several numbers at a standard each, and of several at one.

use super::amount::is_slip;
use super::{REACH, clause, makes, together};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::relations::operand;
use crate::relations::product::{RULE, is_counted, is_power_of_ten_off};
use crate::slip::significant;

/// A product that an amount may be.
struct Way<'a> {
    factors: Vec<&'a Mention>,
    right: Amount,
    /// How it is reckoned, for people: `750元×1194人`.
    words: String,
    /// Nothing but the words is needed.
    sure: bool,
}

/// Tests an amount of money against the products that its words allow; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    if m.unit.dimension != Dimension::Money {
        return false;
    }
    let ways: Vec<Way> = share(reading, index, m)
        .into_iter()
        .chain(several(reading, index, m))
        .chain(together_at(reading, index, m))
        .chain(at_standard(reading, index, m))
        .chain(at_rule(reading, index, m))
        .collect();
    let relation = |way: &Way| {
        let others = way.factors.iter().copied().map(operand).collect();
        let plain = way.factors.len() == 2 && way.factors.iter().all(|factor| !factor.is_rate());
        let formula = if plain && !way.words.ends_with("12") { Formula::Product } else { Formula::Judged };
        Relation { rule: &RULE, formula, stated: operand(m), others }
    };
    if let Some(way) = ways.iter().find(|way| way.right.agrees(m.amount)) {
        outcome.passes(relation(way));
        return true;
    }
    let slip = |way: &Way| is_slip(m, way.right) || is_shifted(m, way.right) && !makes(reading, index, m);
    let Some(way) = ways.into_iter().find(|way| way.sure || slip(way)) else { return false };
    let Some(recomputed) = m.print_like(way.right) else { return false };
    let message = format!("写为{}，{}为{recomputed}", m.text, way.words);
    outcome.fails(relation(&way), recomputed, message);
    true
}

/// `亏损1.86亿元，财政按70%承担，应补13020万元`: a percentage right before, of the amount before that.
fn share<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Way<'a>> {
    const WORDS: [&str; 6] = ["按", "承担", "分担", "补助", "的", "提取"];
    let (at, rate) =
        reading.before(index, 1).next().filter(|(_, n)| n.is_rate() && !n.vague && together(n, m))?;
    let (_, base) =
        reading.before(at, 1).next().filter(|(_, n)| n.is_amount() && n.is_like(m) && together(n, m))?;
    let by = WORDS.iter().any(|word| clause(rate).contains(word)) || clause(m).contains("承担");
    let share = ["占", "率", "增", "降", "比"].iter().any(|word| clause(rate).contains(word));
    let right = base.amount.times(rate.amount)?.part(100)?;
    let words = format!("{}×{}", base.text, rate.text);
    (by && !share && rate.unit.dimension == Dimension::Parts(100)).then(|| Way {
        factors: vec![base, rate],
        right,
        words,
        sure: false,
    })
}

/// `三星级18个、每个6万元，二星级29个、每个4万元，合计224万元`: the sum of numbers at a standard each.
fn several<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Way<'a>> {
    if !["合计", "共计", "总计", "共", "计"].iter().any(|word| clause(m).starts_with(word)) {
        return None;
    }
    let mut here: Vec<&Mention> =
        reading.before(index, 16).map(|(_, n)| n).take_while(|n| together(n, m)).collect();
    here.reverse();
    let counted = |n: &Mention| matches!(n.unit.dimension, Dimension::Measure(_)) && n.is_amount();
    let pairs: Vec<(&Mention, &Mention)> =
        here.chunks(2).filter_map(|pair| pair.first().copied().zip(pair.get(1).copied())).collect();
    let sound = here.len().is_multiple_of(2)
        && pairs.len() >= 2
        && pairs.iter().all(|(count, price)| counted(count) && is_price(price));
    let products = pairs
        .iter()
        .map(|(count, price)| many(count).and_then(|many| exact(price).times(many)))
        .collect::<Option<Vec<_>>>()?;
    let right = Amount::sum(products)?;
    let words: Vec<String> =
        pairs.iter().map(|(count, price)| format!("{}×{}", price.text, count.text)).collect();
    sound.then(|| Way { factors: here, right, words: words.join("＋"), sure: false })
}

/// `甲补贴36480人次、乙补贴48912人次，每人次均为100元，发放853.92万元`: all numbers before one standard.
fn together_at<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Way<'a>> {
    const REACH: usize = 12;
    let mut here = reading.before(index, REACH).map(|(_, n)| n).take_while(|n| together(n, m));
    let price = here.next().filter(|n| is_price(n) && n.segment == m.segment)?;
    let mut counts: Vec<&Mention> =
        here.take_while(|n| n.segment == m.segment && n.is_amount() && is_counted(n, price)).collect();
    counts.reverse();
    let first = counts.first()?;
    let sound = counts.len() >= 2
        && counts.iter().all(|n| n.is_like(first) && matches!(n.unit.dimension, Dimension::Measure(_)));
    let all = Amount::sum(counts.iter().map(|n| many(n)).collect::<Option<Vec<_>>>()?)?;
    let right = exact(price).times(all)?;
    let texts: Vec<&str> = counts.iter().map(|n| n.text.as_str()).collect();
    let words = format!("{}×（{}）", price.text, texts.join("＋"));
    sound.then(|| Way { factors: counts.into_iter().chain([price]).collect(), right, words, sure: false })
}

/// The only standard of the passages before, for what is due to the number right before the amount.
fn at_rule<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Way<'a>> {
    const PASSAGES: usize = 2;
    const DUE: [&str; 8] = ["应发", "应补", "应付", "应兑", "应拨", "需", "测算", "核定"];
    let count = count(reading, index, m).filter(|_| DUE.iter().any(|word| clause(m).contains(word)))?;
    let earlier = |n: &&Mention| n.passage < m.passage && n.passage + PASSAGES >= m.passage;
    let said = |n: &&Mention| is_price(n) && is_counted(count, n) && n.lead.contains("标准");
    let mut prices = reading.before(index, REACH).map(|(_, n)| n).filter(earlier).filter(said);
    let price = prices.next().filter(|price| prices.all(|other| other.amount == price.amount))?;
    let right = exact(price).times(many(count)?)?;
    let words = format!("{}×{}", price.text, count.text);
    (!is_monthly(price)).then(|| Way { factors: vec![price, count], right, words, sure: false })
}

/// A standard of the passage times the number right before the amount, or before the standard.
fn at_standard<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<Way<'a>> {
    let Some(count) = count(reading, index, m) else { return vec![] };
    let near = |n: &Mention| n.passage == m.passage;
    let prices = reading.before(index, REACH).map(|(_, n)| n).take_while(|n| near(n)).filter(|n| is_price(n));
    let way = |price: &'a Mention| {
        let times = if is_monthly(price) { 12 } else { 1 };
        let right = exact(price).times(many(count)?)?.multiplied(times)?;
        let months = if times > 1 { "×12" } else { "" };
        let words = format!("{}×{}{months}", price.text, count.text);
        // Another crop, another grade has a standard of its own.
        let measured = ["面积", "重量", "长度", "体积"]
            .iter()
            .any(|kind| count.unit.dimension == Dimension::Measure(kind));
        let one = times == 1 && !measured && !price.lead.contains('均');
        let sure = one && is_answered(reading, index, m, count, price);
        Some(Way { factors: vec![price, count], right, words, sure })
    };
    prices.filter(|price| is_counted(count, price)).filter_map(way).collect()
}

/// The number before an amount in its part of the sentence, at most one standard in between.
fn count<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<&'a Mention> {
    let mut before =
        reading.before(index, 2).map(|(_, n)| n).filter(|n| n.segment == m.segment && together(n, m));
    let first = before.next()?;
    let n = if is_price(first) { before.next()? } else { first };
    let counted = matches!(
        n.unit.dimension,
        Dimension::Measure(
            "人" | "人次" | "户" | "面积" | "头" | "台" | "套" | "千瓦时" | "体积" | "重量" | "长度"
        )
    );
    (counted && n.is_amount()).then_some(n)
}

fn is_price(n: &Mention) -> bool {
    let each = n.each && n.unit.dimension == Dimension::Money || n.unit.dimension == Dimension::Price;
    each && !n.approximate
        && n.number.digits > 0
        && n.amount.value < 1_000_000_000 * PER_UNIT
        && !n.lead.contains("平均")
}

/// The same digits, three at least, the point in another place.
fn is_shifted(m: &Mention, right: Amount) -> bool {
    const DIGITS_MIN: u32 = 3;
    significant(m.number) >= DIGITS_MIN && is_power_of_ten_off(right, m.amount)
}

/// How many of its own units a number is: 43,500,000 of 4350万吨, whatever a ton is measured in elsewhere.
fn many(count: &Mention) -> Option<Amount> {
    Amount::printed(count.number, count.unit.multiple, count.unit.is_rounded(count.number.places))
}

/// A standard is no rounded figure; an average is.
fn exact(price: &Mention) -> Amount {
    if price.lead.contains('均') { price.amount } else { Amount { half: 0, ..price.amount } }
}

/// A standard by the month; what is paid for it is mostly a year's.
fn is_monthly(price: &Mention) -> bool {
    format!("{}{}", price.lead, price.unit.word).contains('月')
}

/// The same standard times another number of the same passage is the amount behind that.
fn is_answered(reading: &Reading, index: usize, m: &Mention, count: &Mention, price: &Mention) -> bool {
    let here = reading.mentions.iter().enumerate().skip(index.saturating_sub(6)).take(12);
    here.filter(|(at, n)| *at != index && n.passage == m.passage && n.is_amount()).any(|(at, n)| {
        let other = self::count(reading, at, n).filter(|other| other.is_like(count));
        let right = other.and_then(|other| exact(price).times(many(other)?));
        right.is_some_and(|right| right.agrees(n.amount))
    })
}
