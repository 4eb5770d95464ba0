//! One quantity that stands twice, two of its digits swapped the second time.

use super::REACH;
use crate::exact::{Fit, fit};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::relations::percentage::per;
use crate::relations::repeat;
use std::collections::HashMap;

/// Figures of one unit whose digits are the same in another order; more than this are a table of codes.
const ALIKE_MAX: usize = 6;

/// Tests what refers back to an earlier figure, and figures of one unit that are made of the same digits.
pub(super) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, m) in reading.mentions.iter().enumerate() {
        let referred =
            if m.is_amount() && !outcome.is_reckoned(&m.place) { referred(reading, index, m) } else { None };
        referred.into_iter().for_each(|known| repeat::same_value(known, m, outcome));
        let based = if m.is_rate() && !m.vague { based(reading, index, m) } else { None };
        based.into_iter().for_each(|(known, base)| repeat::same_value(known, base, outcome));
    }
    for group in of_the_same_digits(reading) {
        let pairs = group
            .iter()
            .enumerate()
            .flat_map(|(nth, first)| group.iter().skip(nth + 1).map(move |second| (*first, *second)));
        for (first, second) in pairs {
            let year = |index: usize| repeat::year(reading, index);
            let Some((a, b)) = reading.mentions.get(first).zip(reading.mentions.get(second)) else {
                continue;
            };
            let of_year = year(first) == year(second) || is_carried(a, b);
            let proved = outcome.is_reckoned(&a.place) && outcome.is_reckoned(&b.place);
            if of_year && !proved && is_same(a, b) && is_swapped(a, b) {
                repeat::same_value(a, b, outcome);
            }
        }
    }
}

/// Groups of few figures of one unit whose digits are the same in whatever order.
fn of_the_same_digits(reading: &Reading) -> Vec<Vec<usize>> {
    let mut alike: HashMap<(Vec<u8>, u32, &str), Vec<usize>> = HashMap::new();
    let exact = |m: &Mention| m.is_amount() || m.is_rate() && !m.vague;
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| exact(m)) {
        let mut digits = m.number.digits.unsigned_abs().to_string().into_bytes();
        digits.sort_unstable();
        alike.entry((digits, m.number.places, m.unit.word.as_str())).or_default().push(index);
    }
    let few = |group: &Vec<usize>| (2..=ALIKE_MAX).contains(&group.len());
    let mut groups: Vec<Vec<usize>> = alike.into_values().filter(few).collect();
    groups.sort();
    groups
}

/// `全年38场展演活动中有6场改为线上`: all of what an earlier figure counted.
fn referred<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<&'a Mention> {
    const ALL: [&str; 6] = ["全年", "全部", "上述", "以上", "这", "共"];
    let tail = reading.tail(m);
    let (noun, _) = tail.split_once('中')?;
    let whole = ALL.iter().any(|word| super::clause(m).ends_with(word));
    let named = |n: &&Mention| n.unit == m.unit && n.label.text.ends_with(noun) && n.is_amount();
    let done = |n: &&Mention| n.label.role != Role::Plan && !n.label.earlier && !n.lead.contains("目标");
    let mut found = reading.before(index, REACH).map(|(_, n)| n).filter(|n| named(n) && done(n));
    let first = found.next().filter(|n| whole && noun.chars().count() >= 2 && n.amount != m.amount)?;
    found.all(|n| n.amount == first.amount).then_some(first)
}

/// `民营院团31个……3个院团，占13个民营院团的9.68%`: the share is right over what was counted before, not over the base that it
/// names.
fn based<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(&'a Mention, &'a Mention)> {
    let noun = m.lead.strip_suffix('的').filter(|noun| noun.chars().count() >= 2)?;
    let mut before = reading.before(index, 2).map(|(_, n)| n).filter(|n| n.passage == m.passage);
    let base = before.next().filter(|n| n.lead.contains('占') && n.is_amount() && n.segment == m.segment)?;
    let part = before.next().filter(|n| n.is_amount() && n.is_like(base))?;
    let right = |whole: &Mention| fit(part.amount, whole.amount, per(m)?, m.number);
    let counted = |n: &&Mention| {
        n.unit == base.unit
            && n.amount != base.amount
            && (n.label.text.ends_with(noun) || reading.tail(n).starts_with(noun))
    };
    let known = reading
        .before(index, REACH)
        .map(|(_, n)| n)
        .skip(2)
        .filter(counted)
        .find(|n| right(n) == Some(Fit::Right))?;
    (right(base) == Some(Fit::Wrong)).then_some((known, base))
}

/// Two neighbouring digits changed places.
fn is_swapped(a: &Mention, b: &Mention) -> bool {
    a.number != b.number && crate::exact::is_one_slip(&a.number.to_string(), &b.number.to_string())
}

/// Both are said of one thing: the same name but for words that any name may hold; neither is of another year, a plan or a
/// part. A short figure needs a longer name.
fn is_same(a: &Mention, b: &Mention) -> bool {
    const OTHER: [&str; 13] =
        ["计划", "目标", "上年", "去年", "其中", "比", "较", "占", "年初", "下年", "同期", "预算", "决算"];
    let long = a.number.digits >= 1_000;
    let plain = |m: &Mention| {
        (!m.label.is_change() || long) && !m.label.earlier && !OTHER.iter().any(|word| m.lead.contains(word))
    };
    if long && is_carried(a, b) {
        return true;
    }
    let apart = (a.passage, a.sentence) != (b.passage, b.sentence);
    let (left, right) = (name(a), name(b));
    let needed = if long { 2 } else { 3 };
    apart && plain(a) && plain(b) && left == right && left.chars().count() >= needed
}

/// What was left at the end of last year is what this year begins with.
fn is_carried(a: &Mention, b: &Mention) -> bool {
    let ends = |m: &Mention| ["年末结转", "年末结余", "年末滚存"].iter().any(|word| m.lead.contains(word));
    let begins = |m: &Mention| {
        ["上年结转", "上年结余", "年初结转", "年初结余"].iter().any(|word| m.lead.contains(word))
    };
    ends(a) && begins(b) || begins(a) && ends(b)
}

/// A label without the words that any label may hold.
fn name(m: &Mention) -> String {
    const ANY: [&str; 14] = [
        "财政",
        "资金",
        "金额",
        "实际",
        "本项目",
        "项目",
        "全年",
        "累计",
        "合计",
        "总额",
        "共",
        "总",
        "的",
        "本",
    ];
    ANY.iter().fold(m.label.text.clone(), |text, word| text.replace(word, ""))
}
