//! 已与未: what has been done and what has not are together the whole that stands before them. It has the codes of
//! [`super::sum`].

use super::difference::only;
use super::sum::{fail, relation};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;

/// Tests every amount of what has not been done: `总额T，已支付b，未支付c`.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let left = |m: &Mention| m.label.role == Role::Left && m.is_amount() && m.bracket.is_none();
    for (index, left) in reading.mentions.iter().enumerate().filter(|(_, m)| left(m)) {
        let Some((whole, done)) = whole_and_done(reading, index) else { continue };
        let Some(total) = done.amount.plus(left.amount) else { continue };
        if total.agrees(whole.amount) {
            outcome.passes(relation(whole, &[done, left]));
        } else if total.value > 0 {
            fail(whole, &[done, left], total, outcome);
        }
    }
}

/// The amount done has the same words as the one that is left, the whole stands before it.
fn whole_and_done(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let act = act(reading.mentions.get(index)?)?;
    let done = only(reading, index, |m| m.label.role != Role::Left && is_act(m, act) && !is_due(m))?;
    let whole =
        only(reading, done, |m| m.label.role != Role::Left && !m.label.is_change() && !m.label.earlier)?;
    Some((reading.mentions.get(whole)?, reading.mentions.get(done)?))
}

/// What has not been done: `支付` of `未支付`, `整改` of `正在整改`.
pub(crate) fn act(left: &Mention) -> Option<&str> {
    const NOT_YET: [&str; 5] = ["尚未", "未", "正在", "尚", "待"];
    let text = left.label.text.as_str();
    NOT_YET.iter().find_map(|word| text.strip_prefix(word)).filter(|act| !act.is_empty())
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
