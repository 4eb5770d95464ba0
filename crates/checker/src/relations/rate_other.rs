//! What else a rate may be of: other wholes, other pairs of its sentence. Where one of them fits, the words meant that.

use super::rate::REACH;
use crate::exact::Amount;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;

/// Every other like amount in front that may be meant as the base.
pub(crate) fn other_bases(reading: &Reading, index: usize, over: usize) -> Vec<(Amount, Amount)> {
    let Some(part) = reading.mentions.get(over) else { return vec![] };
    let bases = like_before(reading, index, part).filter(|m| m.place != part.place);
    bases
        .flat_map(|m| {
            let joined = part.amount.plus(m.amount).map(|base| (part.amount, base));
            // `审定851万元，审减额为中标额的1.31%`: what the part leaves of the base.
            let left = m.amount.minus(part.amount).map(|left| (left, m.amount));
            [Some((part.amount, m.amount)), joined, left]
        })
        .flatten()
        .chain(far_bases(reading, index, over))
        .collect()
}

/// Besides other bases, any pair of the sentence: a rate behind a list may belong to the list's whole.
pub(super) fn other_pairs(reading: &Reading, index: usize, over: usize) -> Vec<(Amount, Amount)> {
    let Some(stated) = reading.mentions.get(index) else { return vec![] };
    let here = |m: &Mention| m.passage == stated.passage && m.sentence == stated.sentence;
    let sentence: Vec<&Mention> =
        reading.before(index, REACH).map(|(_, m)| m).filter(|m| here(m) && m.is_amount()).collect();
    let mut pairs = other_bases(reading, index, over);
    // `支出总计…，其中基本支出…、项目支出…，预算执行率…`: it may be the whole that was executed.
    let wholes = reading.before(index, REACH).filter(|(_, m)| here(m) && m.is_amount());
    let divided = |at: &usize| reading.mentions.get(at + 1).is_some_and(|m| m.lead.contains("其中"));
    for whole in wholes.map(|(at, _)| at).filter(divided) {
        pairs.extend(other_bases(reading, index, whole));
    }
    for part in &sentence {
        // People, households and questionnaires are counted for one another.
        let counts = |m: &Mention| matches!(m.unit.dimension, Dimension::Measure(_));
        let comparable = |base: &&&Mention| base.is_like(part) || (counts(base) && counts(part));
        let like = sentence.iter().filter(|base| base.place != part.place).filter(comparable);
        pairs.extend(like.map(|base| (part.amount, base.amount)));
    }
    pairs
}

/// The amounts of one kind before a figure, in its passage and the one before.
fn like_before<'a>(
    reading: &'a Reading,
    index: usize,
    part: &'a Mention,
) -> impl Iterator<Item = &'a Mention> {
    let nearest = reading.mentions.get(index).map_or(0, |m| m.passage.saturating_sub(1));
    let before = reading.before(index, REACH).map(|(_, m)| m);
    before.filter(move |m| m.is_amount() && m.is_like(part) && m.passage >= nearest)
}

/// Every like amount that the paper states in front of a rate, the further back the more digits it has: of so many hardly one
/// makes it by accident.
fn far_bases(reading: &Reading, index: usize, over: usize) -> Vec<(Amount, Amount)> {
    let Some(number) = reading.mentions.get(index).map(|m| m.number) else { return vec![] };
    let far = match number.digits.abs() {
        1_000.. => 120,
        100.. => 40,
        10.. if number.places > 0 => 16,
        _ => return vec![],
    };
    let Some(part) = reading.mentions.get(over) else { return vec![] };
    let like = |m: &&Mention| m.is_amount() && m.is_like(part) && m.place != part.place;
    reading.before(index, far).map(|(_, m)| m).filter(like).map(|m| (part.amount, m.amount)).collect()
}
