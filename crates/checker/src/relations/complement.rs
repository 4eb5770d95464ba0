//! 已与未: what has been done and what has not are together the whole that stands before them. It has the codes of
//! [`super::sum`].

use super::difference::only;
use super::percentage::per;
use super::sum::{closes_but_for_a_slip, fail, relation};
use crate::exact::{Amount, Fit, fit};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;

/// Tests what has not been done behind what has: `总额T，已支付b，未支付c`; all of it together, where it is stated in several
/// amounts: `问题T个，已整改a个，正在整改b个，尚未整改c个`.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let open = |m: &Mention| m.label.role == Role::Left && m.is_amount() && m.bracket.is_none();
    for (index, first) in reading.mentions.iter().enumerate().filter(|(_, m)| open(m)) {
        let Some((whole, done, sure)) = whole_and_done(reading, index) else { continue };
        let behind = reading.mentions.iter().skip(index + 1).take(OPEN_MAX);
        let more = behind.take_while(|m| (m.passage, m.sentence) == (first.passage, first.sentence));
        let more: Vec<&Mention> = more.filter(|m| open(m) && m.is_like(first)).collect();
        // The first of several speaks for all.
        let spoken = reading.before(index, OPEN_MAX).map(|(_, m)| m).any(|m| open(m) && is_beside(m, first));
        if !spoken {
            judge(whole, done, first, &more, sure, outcome);
        }
    }
}

/// What is open is not stated in more amounts than this.
const OPEN_MAX: usize = 6;

fn is_beside(m: &Mention, other: &Mention) -> bool {
    (m.passage, m.sentence) == (other.passage, other.sentence) && m.is_like(other)
}

/// Of several open amounts the later may lie inside the first: either way of counting will do.
fn judge(
    whole: &Mention,
    done: &Mention,
    first: &Mention,
    more: &[&Mention],
    sure: bool,
    outcome: &mut Outcome,
) {
    let all: Vec<&Mention> = [done, first].into_iter().chain(more.iter().copied()).collect();
    let total = |parts: &[&Mention]| Amount::sum(parts.iter().map(|m| m.amount));
    let runs = (2..=all.len()).filter_map(|n| all.get(..n));
    let closes = |parts: &&[&Mention]| total(parts).is_some_and(|sum| sum.agrees(whole.amount));
    if let Some(parts) = runs.clone().find(closes) {
        return outcome.passes(relation(whole, parts));
    }
    // `10个县启动实施272个村`: of another kind of thing.
    let sure = sure && done.amount.value <= whole.amount.value;
    let certain = |sum: &Amount| sum.value > 0 && (sure || closes_but_for_a_slip(whole, &all, *sum));
    match total(&all).filter(certain) {
        Some(sum) => fail(whole, &all, sum, outcome),
        None => outcome.cannot_check("列出分项，但没有可对应的总数"),
    }
}

/// The amount done has the same words as the one that is left; the whole stands before it, or is the base of its rate; less
/// certainly it is the only like amount of the sentence before.
fn whole_and_done(reading: &Reading, index: usize) -> Option<(&Mention, &Mention, bool)> {
    let act = act(reading.mentions.get(index)?)?;
    let done = only(reading, index, |m| m.label.role != Role::Left && is_act(m, act) && !is_due(m))?;
    let here =
        only(reading, done, |m| m.label.role != Role::Left && !m.label.is_change() && !m.label.earlier);
    let sure = here.or_else(|| base_of_rate(reading, done));
    let found = sure.or_else(|| problems(reading, done, act));
    let whole = found.or_else(|| sentence_before(reading, done))?;
    Some((reading.mentions.get(whole)?, reading.mentions.get(done)?, found.is_some()))
}

/// What the rate behind an amount counts as its whole: `共发现问题54个。……已整改47个，正在整改7个，整改率87.04%`.
fn base_of_rate(reading: &Reading, done: usize) -> Option<usize> {
    const REACH: usize = 12;
    let part = reading.mentions.get(done)?;
    let here = |m: &&Mention| (m.passage, m.sentence) == (part.passage, part.sentence);
    let behind = reading.mentions.iter().skip(done + 1).take(OPEN_MAX).take_while(here);
    let rates: Vec<&Mention> = behind.filter(|m| m.is_rate() && !m.vague).collect();
    let is_base = |m: &Mention| {
        let like = m.is_amount() && m.is_like(part) && !m.label.is_change() && m.passage + 1 >= part.passage;
        let fits = |rate: &&Mention| {
            let per = per(rate)?;
            fit(part.amount, m.amount, per, rate.number)
        };
        like && rates.iter().any(|rate| fits(rate) == Some(Fit::Right))
    };
    reading.before(done, REACH).find(|(_, m)| is_base(m)).map(|(i, _)| i)
}

/// `共发现问题18个……其中甲类7个、乙类11个。已整改15个，未完成整改3个`: the problems that the passage says were found, once and no
/// parts of them.
fn problems(reading: &Reading, done: usize, act: &str) -> Option<usize> {
    const REACH: usize = 16;
    let part = reading.mentions.get(done).filter(|_| act.ends_with("整改"))?;
    let near = reading.before(done, REACH).take_while(|(_, m)| m.passage == part.passage);
    let mut like = near.filter(|(_, m)| m.is_amount() && m.is_like(part) && !reading.is_part(m));
    let found =
        |m: &Mention| m.lead.contains("发现") && format!("{}{}", m.lead, reading.tail(m)).contains("问题");
    let first = like.next().filter(|(_, m)| found(m) && m.amount.value >= part.amount.value)?;
    like.next().is_none().then_some(first.0)
}

/// The only like amount of the sentence before.
fn sentence_before(reading: &Reading, done: usize) -> Option<usize> {
    const REACH: usize = 12;
    let part = reading.mentions.get(done)?;
    let near = reading.before(done, REACH).take_while(|(_, m)| m.passage == part.passage);
    let mut like = near.filter(|(_, m)| m.sentence + 1 == part.sentence && m.is_like(part) && m.is_amount());
    let first = like.next()?;
    like.next().is_none().then_some(first.0)
}

/// What has not been done: `支付` of `未支付`, `整改` of `正在整改`.
pub(crate) fn act(left: &Mention) -> Option<&str> {
    const NOT_YET: [&str; 7] = ["尚未完成", "未完成", "尚未", "未", "正在", "尚", "待"];
    let text = left.label.text.as_str();
    NOT_YET.iter().filter_map(|word| text.strip_prefix(word)).find(|act| !act.is_empty())
}

fn is_act(m: &Mention, act: &str) -> bool {
    m.label.text == act || m.label.text.ends_with(act)
}

/// `应发放`: what was to be done.
fn is_due(m: &Mention) -> bool {
    m.label.text.starts_with('应')
}

/// The whole of a paid and an unpaid amount, where both stand in one part of a sentence.
pub(crate) fn paid_and_unpaid(reading: &Reading, done: usize) -> Option<(Amount, usize)> {
    let paid = reading.mentions.get(done)?;
    let (next, left) = reading.mentions.get(done + 1).map(|m| (done + 1, m))?;
    let same = left.passage == paid.passage
        && left.segment == paid.segment
        && left.is_like(paid)
        && left.is_amount();
    let opposite = act(left).is_some_and(|act| is_act(paid, act)) && left.label.role == Role::Left;
    (same && opposite).then_some(())?;
    Some((paid.amount.plus(left.amount)?, next))
}
