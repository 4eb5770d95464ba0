//! A figure of which what stands before it and what stands behind it agree that it is another: `上年结转a，本年下达b，可用资金c；
//! 支出d，结转下年e`, where a＋b＝d＋e and not c.

use crate::exact::Amount;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;

/// What a figure should be, and of which figures before it.
pub(super) struct Agreed<'a> {
    /// The figures before it, in order.
    pub parts: Vec<&'a Mention>,
    /// Their sum.
    pub right: Amount,
}

/// The sum of a run of like amounts right before a figure that is also the sum of two right behind it, all in one sentence.
pub(super) fn agreed<'a>(reading: &'a Reading, index: usize, stated: &Mention) -> Option<Agreed<'a>> {
    const NEAR: usize = 5;
    const DIGITS_MIN: i128 = 1_000;
    if !stated.is_amount() || stated.label.is_change() || stated.number.digits < DIGITS_MIN {
        return None;
    }
    let here = |m: &Mention| {
        let like = m.is_amount() && m.is_like(stated) && m.bracket == stated.bracket;
        like && (m.passage, m.sentence) == (stated.passage, stated.sentence)
    };
    let before: Vec<&Mention> = reading.before(index, NEAR).map(|(_, m)| m).take_while(|m| here(m)).collect();
    let behind: Vec<&Mention> =
        reading.mentions.iter().skip(index + 1).take(NEAR).take_while(|m| here(m)).collect();
    let plain = |m: &&Mention| !m.label.is_change();
    let left = behind.iter().any(|m| m.label.role == Role::Left);
    if !before.iter().all(plain) || !behind.iter().all(plain) || !left {
        return None;
    }
    let uses: Vec<Amount> =
        behind.windows(2).filter_map(|pair| Amount::sum(pair.iter().map(|m| m.amount))).collect();
    (2..=before.len()).find_map(|n| {
        let parts: Vec<&Mention> = before.iter().take(n).rev().copied().collect();
        let right = Amount::sum(parts.iter().map(|m| m.amount))?;
        let meant = uses.iter().any(|used| used.agrees(right)) && !right.agrees(stated.amount);
        meant.then_some(Agreed { parts, right })
    })
}
