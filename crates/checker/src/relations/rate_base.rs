//! Of what a rate is: the whole that stands beside its part, by the words around it.

use super::rate::{REACH, is_staff, same_part};
use super::share::outer;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;

/// The whole of the part at `over`, of the rate at `index` that names what is done by its `stem`; the words leave no other.
pub(super) fn named_whole(reading: &Reading, index: usize, over: usize, stem: &str) -> Option<usize> {
    let part = reading.mentions.get(over)?;
    in_brackets_behind(reading, index, part)
        .or_else(|| staff(reading, over, stem))
        .or_else(|| target(reading, index, over))
        .or_else(|| whole_before(reading, over))
        .or_else(|| named_alike(reading, over))
        .or_else(|| with_rest(reading, index, over))
        .or_else(|| stage_before(reading, over))
        .or_else(|| outer(reading, over))
        .or_else(|| planned_behind(reading, over, index))
        .or_else(|| before_sentence(reading, over, true))
}

/// The whole that is only likely.
pub(super) fn likely_whole(reading: &Reading, over: usize) -> Option<usize> {
    before_sentence(reading, over, false)
}

/// `目标≥3万册，实际完成3.42万册，完成率…`: a target stands as a bound right before what was reached. A full rate may be
/// a limited one.
fn target(reading: &Reading, index: usize, over: usize) -> Option<usize> {
    const FULL: i128 = 100;
    let (rate, part) = (reading.mentions.get(index)?, reading.mentions.get(over)?);
    let at_least = |m: &Mention| {
        ["≥", "不低于", "不少于", "至少"].iter().any(|word| m.lead.trim_end_matches('为').ends_with(word))
    };
    let (at, before) = same_part(reading, over).next()?;
    let named = ["目标", "计划", "任务", "指标"].iter().any(|word| before.lead.contains(word));
    let open = rate.number.scaled(0) != Some(FULL) && before.amount.value > 0;
    (named && open && at_least(before) && before.is_like(part)).then_some(at)
}

/// `抽查520户。问题户38户，合格482户，合格率…`: the part and one figure beside it make up a figure before them.
fn with_rest(reading: &Reading, index: usize, over: usize) -> Option<usize> {
    const NEAR: usize = 12;
    let part = reading.mentions.get(over).filter(|m| m.bracket.is_none())?;
    let like = |m: &Mention| m.is_amount() && m.is_like(part) && m.bracket.is_none() && !m.label.is_change();
    let near = reading.before(index, NEAR).take_while(|(_, m)| m.passage == part.passage);
    let near: Vec<(usize, &Mention)> = near.filter(|(i, m)| *i != over && like(m)).collect();
    let beside = || near.iter().filter(|(_, m)| m.sentence == part.sentence);
    let whole = |(at, m): &&(usize, &Mention)| {
        *at < over && beside().any(|(_, rest)| part.amount.plus(rest.amount) == Some(m.amount))
    };
    let mut found = near.iter().filter(whole);
    let first = found.next()?;
    found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0)
}

fn staff(reading: &Reading, over: usize, stem: &str) -> Option<usize> {
    let posts = |m: &Mention| m.is_amount() && m.label.text.contains("编制") && !is_staff(m);
    same_part(reading, over).find(|(_, m)| stem == "控制" && posts(m)).map(|(i, _)| i)
}

/// The nearest amount before the part in the same part of the sentence that can be its whole: the adjusted budget comes
/// after the initial one and is nearer. Where there is no planned amount, the only one before the part.
pub(super) fn whole_before(reading: &Reading, over: usize) -> Option<usize> {
    let part = reading.mentions.get(over)?;
    let fits = |m: &Mention| m.is_amount() && m.is_like(part) && !m.label.is_change();
    let find = |test: &dyn Fn(&Mention) -> bool| {
        same_part(reading, over).find(|(_, m)| fits(m) && test(m)).map(|(i, _)| i)
    };
    let only = || {
        let mut found = same_part(reading, over).filter(|(_, m)| fits(m) && m.label.role != Role::Left);
        let first = found.next().filter(|(_, m)| !m.label.earlier || m.label.role == Role::Plan)?;
        found.next().is_none().then_some(first.0)
    };
    find(&|m| m.label.role == Role::Plan && !m.label.earlier)
        .or_else(|| find(&|m| m.label.role == Role::Plain && !m.label.is_bare() && part.label.is_bare()))
        .or_else(only)
}

/// `实际参保a，应参保b，参保率p%`: what was due stands between the part and the rate.
fn planned_behind(reading: &Reading, over: usize, index: usize) -> Option<usize> {
    let part = reading.mentions.get(over)?;
    let planned = |m: &Mention| m.is_amount() && m.is_like(part) && m.label.role == Role::Plan;
    reading.before(index, 2).find(|(i, m)| *i > over && planned(m)).map(|(i, _)| i)
}

/// `支付率98.75%（预算1550万元）`: the base stands in brackets right behind the rate.
fn in_brackets_behind(reading: &Reading, index: usize, part: &Mention) -> Option<usize> {
    let (stated, next) = (reading.mentions.get(index)?, reading.mentions.get(index + 1)?);
    let behind = next.passage == stated.passage && next.bracket == Some(stated.end);
    let planned = next.is_amount() && next.is_like(part) && next.label.role == Role::Plan;
    (behind && planned).then_some(index + 1)
}

/// The stage before: `已完工54个，完工率90%；其中通过验收45个，验收率…` is of those completed, without 其中 of all.
fn stage_before(reading: &Reading, over: usize) -> Option<usize> {
    let part = reading.mentions.get(over).filter(|m| m.bracket.is_none())?;
    let mut stages = reading
        .before(over, REACH)
        .take_while(|(_, m)| (m.passage, m.sentence) == (part.passage, part.sentence))
        .filter(|(_, m)| m.bracket.is_none() && m.is_amount() && m.is_like(part) && !m.label.is_change())
        .filter(|(_, m)| m.label.role != Role::Left)
        .map(|(i, _)| i);
    if part.lead.contains("其中") { stages.next() } else { stages.last() }
}

/// The only earlier amount of the same subject that is no result: `甲市6.02亿元 … 甲市核拨5.59亿元`.
fn named_alike(reading: &Reading, over: usize) -> Option<usize> {
    let part = reading.mentions.get(over).filter(|m| !m.label.is_bare())?;
    let alike = |m: &Mention| {
        m.is_amount()
            && m.is_like(part)
            && m.label.subject == part.label.subject
            && matches!(m.label.role, Role::Plain | Role::Plan)
    };
    let mut found = reading.before(over, 4 * REACH).filter(|(_, m)| alike(m));
    let first = found.next()?;
    found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0)
}

/// For a part that names no subject of its own, the only amount of the sentence before that can be its whole: a planned
/// one of the same passage, or more loosely any of the same measure in this passage or the one before.
fn before_sentence(reading: &Reading, over: usize, strict: bool) -> Option<usize> {
    let part = reading.mentions.get(over).filter(|m| m.label.is_bare() && m.bracket.is_none())?;
    let reach = |m: &Mention| m.passage == part.passage || (!strict && m.passage + 1 == part.passage);
    let mut found = reading
        .before(over, REACH)
        .take_while(|(_, m)| reach(m))
        .filter(|(_, m)| m.passage != part.passage || m.sentence < part.sentence)
        .filter(|(i, m)| m.bracket.is_none() && !reading.whole_of.contains_key(i))
        .filter(|(_, m)| m.is_like(part) && m.is_amount() && !m.label.earlier && !m.label.is_change())
        .filter(|(_, m)| !strict || (m.label.role == Role::Plan && m.sentence + 1 == part.sentence));
    let first = found.next()?;
    let alone =
        found.next().is_none_or(|(_, m)| (m.passage, m.sentence) != (first.1.passage, first.1.sentence));
    alone.then_some(first.0)
}
