//! Rates and shares: the figure that the rate's word names, over each figure that may be its whole.

use super::{before, clause, said_count, together};
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::Formula;
use crate::relations::percentage::{Claim, per};
use crate::relations::rate::{self, RULE};
use crate::relations::{change, operand, share};
use crate::slip::is_one_place_off_number;

/// What is divided: one figure, or the sum of as many as the words say.
struct Part<'a> {
    figures: Vec<&'a Mention>,
    amount: Amount,
}

/// Tests a rate whose part the words name; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let Some(part) = part(reading, index, m).filter(|part| part.amount.value > 0) else { return false };
    let (Some(per), Some(first)) = (per(m), part.figures.first()) else { return false };
    let all = amounts(reading, index);
    let fits = |a: Amount, b: Amount| fit(a, b, per, m.number) == Some(Fit::Right);
    let own = |n: &Mention| {
        part.figures.iter().any(|figure| figure.start == n.start && figure.passage == n.passage)
    };
    let around = before(reading, index, first);
    let wholes = || {
        around.iter().rev().copied().filter(|n| !own(n) && natural(reading, n, m) && !has_share(reading, n))
    };
    // A rate of four digits is met by no accident: its whole may stand farther away.
    let long = m.number.digits.abs() >= 1_000;
    let holds = || {
        let fitting = |whole: &&Mention| fits(part.amount, whole.amount);
        let far = || around.iter().rev().copied().filter(|n| long && !own(n)).find(fitting);
        wholes().find(fitting).or_else(far)
    };
    // The same part of the same whole, only more roughly, is no other pair.
    let same = |a: &Mention, b: &Mention| {
        a.amount.agrees(part.amount)
            && around.iter().any(|n| !own(n) && n.amount != b.amount && n.amount.agrees(b.amount))
    };
    let pair = |a: &Mention, b: &Mention| {
        a.start != b.start && a.is_like(b) && fits(a.amount, b.amount) && !same(a, b)
    };
    let explained = || all.iter().any(|a| all.iter().any(|b| pair(a, b)));
    let slipped = || {
        let slip = |whole: &&Mention| {
            let right = quotient(part.amount, whole.amount, per, m.number.places);
            right.is_some_and(|right| is_one_place_off_number(m.number, right))
        };
        wholes().find(slip).filter(|_| !explained())
    };
    let inverted = || wholes().find(|whole| is_inverted(m, &part, whole) && fits(whole.amount, part.amount));
    let found = defined(m, &part, &around).or_else(holds).or_else(inverted).or_else(slipped);
    let Some(whole) = found else { return false };
    let texts: Vec<&str> = part.figures.iter().map(|figure| figure.text.as_str()).collect();
    let over = if texts.len() > 1 { format!("（{}）", texts.join("＋")) } else { texts.concat() };
    let claim = Claim {
        rule: if m.lead.contains('占') { &share::RULE } else { &RULE },
        stated: m,
        over: part.amount,
        under: whole.amount,
        made: if texts.len() > 1 { Formula::Judged } else { Formula::Quotient },
        operands: part.figures.iter().copied().chain([whole]).map(operand).collect(),
        certain: true,
        formula: format!("{over}÷{}", whole.text),
    };
    claim.judge([], outcome);
    true
}

/// `计划1260台，实际完成1185台，完成率106.33%`: planned over done instead of done over planned.
fn is_inverted(m: &Mention, part: &Part, whole: &Mention) -> bool {
    let [done] = part.figures.as_slice() else { return false };
    let planned = whole.label.role == Role::Plan
        || ["计划", "目标", "任务"].iter().any(|word| whole.label.text.contains(word));
    let roles = planned && done.label.role == Role::Done && together(whole, done);
    roles && whole.amount.value != done.amount.value && rate::is_spending(&rate::stem(m))
}

/// A figure that may well be the whole: in the sentence, planned, in the passage where the rate is long, or named behind
/// 占.
fn natural(reading: &Reading, whole: &Mention, m: &Mention) -> bool {
    let named = || {
        let base = m.lead.rsplit_once('占').map_or("", |(_, base)| base.trim_end_matches(['的', '数', '总']));
        let thing = reading.tail(whole);
        let thing = if thing.chars().count() >= 2 { thing.as_str() } else { whole.label.subject.as_str() };
        thing.chars().count() >= 2 && base.ends_with(thing)
    };
    let long = m.number.digits.abs() >= 1_000;
    together(whole, m)
        || whole.label.role == Role::Plan
        || long && (whole.passage == m.passage || is_head(reading, whole))
        || named()
}

/// The first figure of its passage, as what the paper counts first is what it divides.
fn is_head(reading: &Reading, whole: &Mention) -> bool {
    let at = reading.mentions.partition_point(|n| (n.passage, n.start) < (whole.passage, whole.start));
    reading.before(at, 1).next().is_none_or(|(_, n)| n.passage < whole.passage)
}

/// `9435.2万元，占56.0%`: a part itself.
fn has_share(reading: &Reading, n: &Mention) -> bool {
    let at = reading.mentions.partition_point(|other| (other.passage, other.start) <= (n.passage, n.start));
    reading.mentions.get(at).is_some_and(|next| together(next, n) && next.is_rate() && next.lead == "，占")
}

/// The base that the words or the rate itself define: `按压减后预算计算`, and what something was before part of it was
/// saved or struck off.
fn defined<'a>(m: &Mention, part: &Part, around: &[&'a Mention]) -> Option<&'a Mention> {
    let money = part.figures.iter().all(|n| n.unit.dimension == Dimension::Money);
    if rate::is_saving(&rate::stem(m)) && money {
        let near = |n: &&&'a Mention| n.passage == m.passage;
        let left = |whole: &Mention| whole.amount.minus(part.amount);
        let rest =
            |whole: &Mention| around.iter().any(|n| left(whole).is_some_and(|left| n.amount.agrees(left)));
        return around.iter().rev().filter(near).find(|whole| rest(whole)).copied();
    }
    let (_, words) = m.lead.rsplit_once("按").or_else(|| m.lead.rsplit_once("以"))?;
    let ends = ["计算", "为基数", "测算", "口径"];
    let (base, _) = ends.iter().find_map(|end| words.split_once(end))?;
    let base = base.trim_end_matches(['数', '额']);
    let named = |n: &&&'a Mention| base.chars().count() > 1 && n.label.text.contains(base);
    around.iter().rev().find(named).copied()
}

/// The figures before a rate that may be its part or its whole, and those right behind it.
fn amounts(reading: &Reading, index: usize) -> Vec<&Mention> {
    const REACH: usize = 24;
    let behind = reading.mentions.iter().skip(index + 1).take(2);
    let all = reading.before(index, REACH).map(|(_, n)| n).chain(behind);
    all.filter(|n| n.is_amount() && n.amount.value > 0).collect()
}

/// The figure that the rate's word names, in its sentence; else the one right before it; the last few, where the words say
/// how many.
fn part<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Part<'a>> {
    let stem = rate::stem(m);
    let here = || reading.before(index, 12).map(|(_, n)| n).take_while(|n| together(n, m));
    let own = |n: &&Mention| {
        let change = n.label.is_change() && !change::is_end(n);
        n.is_amount() && !change && n.bracket == m.bracket
    };
    if let Some(count) = said_count(m).filter(|_| clause(m).contains('占')) {
        let figures: Vec<&Mention> = here().filter(own).take(count).collect();
        let amount = Amount::sum(figures.iter().map(|n| n.amount))?;
        return (figures.len() == count).then_some(Part { figures, amount });
    }
    let says = |n: &&Mention| n.label.text.contains(&stem) || reading.tail(n).contains(&stem);
    let spent = |n: &&Mention| rate::is_spending(&stem) && n.label.role == Role::Done;
    let saved = |n: &&Mention| rate::is_saving(&stem) && n.label.role == Role::Saved;
    let named =
        || here().filter(own).find(|n| stem.chars().count() == 2 && (says(n) || spent(n) || saved(n)));
    let words =
        m.label.text.ends_with(['率', '度']) || ["占", "比例", "比重"].iter().any(|w| m.lead.contains(w));
    // `核减344506.54元，核减率`: the amount struck off stands right before its rate.
    let money = |n: &&Mention| n.unit.dimension == Dimension::Money && n.is_amount();
    let struck = || here().next().filter(|n| rate::is_saving(&stem) && money(n));
    let figure = struck()
        .or_else(named)
        .or_else(|| here().next().filter(own).filter(|n| words && n.segment == m.segment))?;
    Some(Part { figures: vec![figure], amount: figure.amount })
}
