//! The whole of a share that names none: that of the shares beside it.

use super::percentage::per;
use super::rate::{Operands, REACH};
use super::share::{base_name, split};
use crate::exact::{Amount, Fit, fit};
use crate::read::Reading;
use crate::read::mentions::Mention;

/// At least two other shares of the sentence are of the same whole.
pub(super) fn is_beside(reading: &Reading, index: usize, found: Operands) -> bool {
    let plain =
        reading.mentions.get(index).and_then(split).is_some_and(|(_, base)| base_name(base).is_empty());
    plain && beside_shares(reading, index, found.over, 2) == found.under && found.under.is_some()
}

/// `甲1.06亿元，占32.32%；乙0.74亿元，占22.56%；丙……`: the amount of which all other plain shares of the sentence are, in this sentence or in the two before.
pub(super) fn beside_shares(reading: &Reading, index: usize, over: usize, least: usize) -> Option<usize> {
    const DIGITS_MIN: i128 = 100;
    let (stated, part) = (reading.mentions.get(index)?, reading.mentions.get(over)?);
    let here =
        |m: &Mention| (m.passage, m.sentence, m.bracket) == (stated.passage, stated.sentence, stated.bracket);
    let from = index.saturating_sub(REACH);
    let near = reading.mentions.iter().enumerate().skip(from).take(2 * REACH).filter(|(_, m)| here(m));
    let unnamed = |m: &Mention| {
        split(m).is_some_and(|(of, base)| of.trim_matches('，').is_empty() && base_name(base).is_empty())
    };
    let plain = |m: &Mention| m.is_rate() && !m.vague && unnamed(m);
    let others: Vec<(usize, &Mention)> = near.filter(|(i, m)| *i != index && plain(m)).collect();
    let pairs: Vec<(&Mention, &Mention)> = others
        .iter()
        .filter_map(|(i, m)| Some((*m, reading.mentions.get(i.checked_sub(1)?)?)))
        .filter(|(_, own)| here(own) && own.is_amount() && own.is_like(part))
        .collect();
    // One that is long, or several, fit no other whole by accident.
    let exact = pairs.len() >= least
        && (pairs.len() > 1 || pairs.iter().any(|(share, _)| share.number.digits >= DIGITS_MIN));
    let of_all = |whole: &Mention| {
        pairs.iter().all(|(share, own)| {
            let right = per(share).and_then(|per| fit(own.amount, whole.amount, per, share.number));
            right.is_some_and(|found| found != Fit::Wrong)
        })
    };
    let reach = |m: &Mention| m.passage == stated.passage && m.sentence + 2 >= stated.sentence;
    let whole = |m: &Mention| m.is_amount() && m.is_like(part) && reach(m) && of_all(m);
    let mut found = reading.before(index, REACH).filter(|(_, m)| exact && whole(m));
    let first = found.next()?;
    found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0)
}

/// Another share of the passage or of one beside it, of three digits or more, is of the same whole and holds, and the whole
/// has room for the parts of both.
pub(super) fn is_shared(reading: &Reading, index: usize, found: Operands) -> bool {
    const NEAR: usize = 12;
    const DIGITS_MIN: i128 = 100;
    let get = |at: usize| reading.mentions.get(at);
    let (Some(stated), Some(part), Some(whole)) = (get(index), get(found.over), found.under.and_then(get))
    else {
        return false;
    };
    let of_same = |at: usize| {
        let (own, share) = (get(at.checked_sub(1)?)?, get(at)?);
        let near = share.passage.abs_diff(stated.passage) <= 1 && own.passage == share.passage;
        let here = near && own.place != part.place;
        let long = share.is_rate() && split(share).is_some() && share.number.digits >= DIGITS_MIN;
        let fits = fit(own.amount, whole.amount, per(share)?, share.number)? == Fit::Right;
        (here && long && own.is_like(part) && own.is_amount() && fits).then_some(own.amount)
    };
    let near = (index.saturating_sub(NEAR)..=index + NEAR).filter(|at| *at != index);
    let siblings: Vec<Amount> = near.filter_map(of_same).collect();
    let known = !siblings.is_empty();
    let most = whole.amount.value.saturating_add(whole.amount.half);
    let sum = Amount::sum(siblings.into_iter().chain([part.amount]));
    known && sum.is_some_and(|sum| sum.value.saturating_sub(sum.half) <= most)
}
