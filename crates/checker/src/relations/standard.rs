//! 多重标准: a standard for each of several things (每生每天, 每人每月) times the number of each is the total. It has the code of
//! [`super::product`].

use super::operand;
use super::product::RULE;
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::slip;

/// Things for which a standard may be, and the measures in which they are counted.
const THINGS: [(&str, &[&str]); 13] = [
    ("生", &["人"]),
    ("人", &["人"]),
    ("户", &["户", "家"]),
    ("亩", &["面积"]),
    ("公里", &["长度"]),
    ("吨", &["重量"]),
    ("天", &["天"]),
    ("日", &["天"]),
    ("场", &["场"]),
    ("次", &["次"]),
    ("台", &["台"]),
    ("床", &["张", "床"]),
    ("村", &["个", "村"]),
];

/// Tests every standard behind which a total stands that no other relation has tested.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, price) in reading.mentions.iter().enumerate() {
        let things = things(price);
        if things.is_empty() || price.approximate || price.number.digits <= 0 {
            continue;
        }
        let Some((at, total)) = total(reading, index, price) else { continue };
        if outcome.is_related(&total.place) {
            continue;
        }
        let counts: Option<Vec<&Mention>> =
            things.iter().map(|thing| count(reading, at, price, thing)).collect();
        if let Some(counts) = counts.filter(|counts| counts.len() > 1) {
            judge(price, &counts, total, outcome);
        }
    }
}

/// What a standard is for: 生 and 天 of `每生每天5元`; 月 where it is for a month.
fn things(price: &Mention) -> Vec<&'static str> {
    let money = matches!(price.unit.dimension, Dimension::Money | Dimension::Price);
    let clause = price.lead.rsplit('，').next().unwrap_or_default();
    let text = format!("{clause}{}", price.unit.word);
    let per = |thing: &str| ["每", "/", "·"].iter().any(|sign| text.contains(&format!("{sign}{thing}")));
    let counted = THINGS.iter().map(|(thing, _)| *thing).chain(["月"]);
    counted.filter(|thing| money && per(thing)).collect()
}

/// The first money behind a standard, in its sentence or the next, that the words say to be reckoned by it.
fn total<'a>(reading: &'a Reading, index: usize, price: &Mention) -> Option<(usize, &'a Mention)> {
    const REACH: usize = 5;
    const WORDS: [&str; 9] = ["据此", "应", "需", "测算", "合计", "共", "全年", "总额", "计算"];
    let here = |m: &Mention| m.passage == price.passage && m.sentence <= price.sentence + 1;
    let behind = reading.mentions.iter().enumerate().skip(index + 1).take(REACH).take_while(|(_, m)| here(m));
    let money = |m: &Mention| m.unit.dimension == Dimension::Money;
    let (at, total) = behind.into_iter().find(|(_, m)| money(m))?;
    let sums =
        total.lead.rsplit('，').next() == Some("计") || WORDS.iter().any(|word| total.lead.contains(word));
    let said = sums && !total.lead.contains("其中");
    (said && total.is_amount()).then_some((at, total))
}

/// The only number of a thing around a standard, up to its total.
fn count<'a>(reading: &'a Reading, until: usize, price: &Mention, thing: &str) -> Option<&'a Mention> {
    const REACH: usize = 10;
    let near =
        |m: &Mention| m.passage == price.passage && m.sentence + 1 >= price.sentence && m.bracket.is_none();
    let measures = THINGS.iter().find(|(name, _)| *name == thing).map_or(&[][..], |(_, measures)| measures);
    let of_kind = |m: &Mention| match m.unit.dimension {
        Dimension::Measure(measure) if thing == "月" => {
            measure == "个" && reading.passages.get(m.passage).and_then(|p| p.chars.get(m.end)) == Some(&'月')
        }
        Dimension::Measure(measure) => measures.contains(&measure),
        _ => false,
    };
    let mut found =
        reading.before(until, REACH).map(|(_, m)| m).filter(|m| near(m) && m.is_amount() && of_kind(m));
    let first = found.next()?;
    found.all(|m| m.amount == first.amount).then_some(first)
}

fn judge(price: &Mention, counts: &[&Mention], total: &Mention, outcome: &mut Outcome) {
    let many = |m: &Mention| Amount::printed(m.number, m.unit.multiple, m.unit.is_rounded(m.number.places));
    let product = counts.iter().try_fold(price.amount, |product, count| product.times(many(count)?));
    let Some(product) = product else { return };
    let others = [price].into_iter().chain(counts.iter().copied()).map(operand).collect();
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(total), others };
    if product.agrees(total.amount) {
        return outcome.passes(relation);
    }
    let Some(right) = product.number(total.unit.scale, total.number.places) else { return };
    // Reckoned, not paid: nobody has come or gone.
    let reckoned = ["据此", "应", "需", "测算", "计算"].iter().any(|word| total.lead.contains(word));
    let near = product.value.abs_diff(total.amount.value) <= product.value.unsigned_abs() / 4;
    let explained =
        || reckoned && slip::explain(total.number, total.unit.scale, Amount { half: 0, ..product }).is_some();
    if !explained() && !(near && (reckoned || is_one_slip(&right.to_string(), &total.number.to_string()))) {
        return outcome.cannot_check("标准按期计，没有写明期数");
    }
    let recomputed = format!("{right}{}", total.unit.word);
    let factors: Vec<&str> =
        [price].into_iter().chain(counts.iter().copied()).map(|m| m.text.as_str()).collect();
    let message = format!("写为{}，{}为{recomputed}", total.text, factors.join("×"));
    outcome.fails(relation, recomputed, message);
}
