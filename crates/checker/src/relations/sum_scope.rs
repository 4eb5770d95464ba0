//! 分项的范围: which of the figures behind a total are its parts, and where the words leave that open.

use super::partition::is_counted_twice;
use super::sum::relation;
use crate::read::Reading;
use crate::read::columns::signed_sum;
use crate::read::label::Role;
use crate::read::mentions::{Divider, Mention};
use crate::read::units::Dimension;

/// The figures of a column without those that belong to one of them, or that come behind a list that closes.
pub(super) fn parts<'a>(
    reading: &Reading,
    whole: Option<&Mention>,
    mut parts: Vec<&'a Mention>,
) -> Vec<&'a Mention> {
    while is_nested(reading, &parts) {
        parts.pop();
    }
    // `受理9件：甲6件，乙3件；处置8件`; items that `；` divides from each other go on behind it.
    let first = first_group(&parts);
    let sum = parts.get(..first).and_then(signed_sum);
    let closes = sum.zip(whole).is_some_and(|(sum, whole)| sum.agrees(whole.signed()));
    if let Some(n) = Some(first).filter(|n| (2..parts.len()).contains(n) && closes) {
        parts.truncate(n);
    }
    parts
}

/// How many parts come before the first `；` between them.
fn first_group(parts: &[&Mention]) -> usize {
    let segment = parts.first().map(|part| (part.passage, part.segment));
    parts.iter().take_while(|part| Some((part.passage, part.segment)) == segment).count()
}

/// The parts may be of more than the whole, or count a thing twice.
pub(super) fn is_of_others(reading: &Reading, whole: &Mention, parts: &[&Mention]) -> bool {
    ends_a_list(reading, whole, parts)
        || overlaps(reading, whole, parts)
        || are_divided_twice(parts)
        || divides_the_first(parts)
}

/// `共292件。其中：甲141件，一类41件；二类99件；三类1件`: all others make up the first.
pub(super) fn divides_the_first(parts: &[&Mention]) -> bool {
    let Some((first, others)) = parts.split_first().filter(|(_, others)| others.len() > 1) else {
        return false;
    };
    signed_sum(others).is_some_and(|sum| sum.agrees(first.amount))
}

/// `分级次看，甲a，乙b；分性质看，丙c，丁d`: both make up one figure.
fn are_divided_twice(parts: &[&Mention]) -> bool {
    let (first, second) = parts.split_at(first_group(parts).min(parts.len()));
    let sums = signed_sum(first).zip(signed_sum(second));
    first.len() > 1 && second.len() > 1 && sums.is_some_and(|(a, b)| a.agrees(b))
}

/// The last part belongs to the one before it: with a figure between both it makes that up (`车辆费1618万元，其中：购置414万元；
/// 运行1204万元`).
fn is_nested(reading: &Reading, parts: &[&Mention]) -> bool {
    let [.., before, last] = parts else { return false };
    let position =
        |m: &Mention| reading.mentions.partition_point(|n| (n.passage, n.start) < (m.passage, m.start));
    let rest = before.amount.minus(last.amount);
    let between = reading.mentions.get(position(before) + 1..position(last)).unwrap_or_default();
    let makes = |m: &Mention| rest.is_some_and(|rest| rest.agrees(m.amount));
    parts.len() > 2 && between.iter().any(|m| m.is_amount() && m.is_like(last) && makes(m))
}

/// The words say that one thing may be counted in several parts, the parts are stages (`已开工213户、已完工111户`), or one of
/// them is more than there are: of another kind of thing (`10个县实施272个村`).
fn overlaps(reading: &Reading, whole: &Mention, parts: &[&Mention]) -> bool {
    let counted = |m: &Mention| matches!(m.unit.dimension, Dimension::Measure(_));
    let stage = |m: &&Mention| m.label.role == Role::Done && m.lead.contains('已');
    let more = |m: &&Mention| m.amount.value > whole.amount.value.saturating_mul(2);
    let stages = parts.len() > 1 && parts.iter().all(stage);
    let other = parts.len() > 1 && parts.iter().all(more) && !relation(whole, parts).is_slip();
    counted(whole) && (stages || is_counted_twice(reading, parts) || other)
}

/// The whole stands last of several like figures side by side in another sentence than its parts, which divide all of them:
/// `甲馆9个、乙馆9个、站118个。其中纳入补助的甲馆8个、……`.
fn ends_a_list(reading: &Reading, whole: &Mention, parts: &[&Mention]) -> bool {
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) < (whole.passage, whole.start));
    let beside =
        reading.before(at, 1).next().is_some_and(|(_, m)| m.passage == whole.passage && m.is_like(whole));
    let apart = parts.first().is_some_and(|p| (p.passage, p.sentence) != (whole.passage, whole.sentence));
    beside && apart && whole.divider == Divider::Pause
}

/// Figures that only follow one another: behind the first another subject may begin (`存款…，其中住户…；贷款…；……`).
pub(super) fn is_loose(whole: &Mention, parts: &[&Mention]) -> bool {
    let Some((first, others)) = parts.split_first() else { return false };
    let pair = matches!(others, [second] if second.divider >= Divider::Comma);
    let within = first.segment == whole.segment && first.sentence == whole.sentence;
    pair || within
        && !first.lead.contains('：')
        && others.first().is_some_and(|m| (m.passage, m.segment) != (first.passage, first.segment))
}

/// `其中已验收2644户，验收合格2618户`: each is a part of the one before, not beside it.
pub(super) fn are_stages(parts: &[&Mention]) -> bool {
    let stage = |m: &Mention| m.label.role == Role::Done || m.lead.contains('已');
    let Some(first) = parts.first().filter(|m| stage(m)) else { return false };
    let verb: String = first.label.text.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    let goes_on = |m: &Mention| stage(m) || verb.chars().count() == 2 && m.label.text.contains(&verb);
    parts.iter().skip(1).any(|m| m.divider >= Divider::Comma && goes_on(m))
}
