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

/// Tests figures of one unit that are made of the same digits.
pub(super) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount()) {
        if let Some(known) = referred(reading, index, m).filter(|_| !outcome.is_reckoned(&m.place)) {
            repeat::same_value(known, m, outcome);
        }
    }
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_rate() && !m.vague) {
        if let Some((known, base)) = based(reading, index, m) {
            repeat::same_value(known, base, outcome);
        }
    }
    let mut alike: HashMap<(Vec<u8>, u32, &str), Vec<usize>> = HashMap::new();
    for (index, m) in
        reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount() || m.is_rate() && !m.vague)
    {
        let mut digits = m.number.digits.unsigned_abs().to_string().into_bytes();
        digits.sort_unstable();
        alike.entry((digits, m.number.places, m.unit.word.as_str())).or_default().push(index);
    }
    let mut groups: Vec<Vec<usize>> =
        alike.into_values().filter(|group| (2..=ALIKE_MAX).contains(&group.len())).collect();
    groups.sort();
    for group in groups {
        for (nth, first) in group.iter().enumerate() {
            for second in group.iter().skip(nth + 1) {
                let year = |index: usize| repeat::year(reading, index);
                let pair = reading.mentions.get(*first).zip(reading.mentions.get(*second));
                let of_year = |a, b| year(*first) == year(*second) || is_carried(a, b);
                let Some((a, b)) = pair.filter(|(a, b)| of_year(a, b)) else { continue };
                let proved = outcome.is_reckoned(&a.place) && outcome.is_reckoned(&b.place);
                if is_same(a, b) && is_swapped(a, b) && !proved {
                    repeat::same_value(a, b, outcome);
                }
            }
        }
    }
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
