//! 差额: what is left, saved or carried over is the difference of two stated amounts.

use super::{name, operand};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A stated difference.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C007",
    name: "difference",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "差额与两数之差不符",
    what: "同一句中的计划、实际与节约额，总额、已支付与未支付额，以及“收支相抵”后的结余，是否等于两数之差。",
    why: "结余和节约额常被单独引用，算错一处，后面全错。",
    advice: "请核对三个数，改正写错的一个。",
    fails: "采购计划金额500.00万元，实际采购460.50万元，节约资金49.50万元。",
    passes: "采购计划金额500.00万元，实际采购460.50万元，节约资金39.50万元。",
    limits: "只核对同一句中口径唯一的三个数；有多个总额可选时不报告。",
};

/// Tests every stated difference.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, m) in
        reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount() && m.bracket.is_none())
    {
        let triple = match m.label.role {
            Role::Saved => saved(reading, index),
            Role::Left if m.lead.contains("相抵") => balance(reading, index, false),
            Role::Left if m.lead.contains("收支") => balance(reading, index, true),
            Role::Left => unused(reading, index),
            _ => None,
        };
        if let Some((from, less)) = triple {
            judge(reading, m, from, less, outcome);
        }
    }
}

fn judge(reading: &Reading, stated: &Mention, from: usize, less: usize, outcome: &mut Outcome) {
    let (Some(from), Some(less)) = (reading.mentions.get(from), reading.mentions.get(less)) else { return };
    let Some(rest) = from.amount.minus(less.amount) else { return };
    let deficit = stated.label.text.contains("赤字");
    let rest = if deficit { rest.negated() } else { rest };
    let others = vec![operand(from).taken_off(deficit), operand(less).taken_off(!deficit)];
    let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: operand(stated), others };
    if rest.agrees(stated.amount) {
        return outcome.passes(relation);
    }
    let Some(recomputed) = stated.print_like(rest) else { return };
    let message =
        format!("{}写为{}，{}－{}应为{recomputed}", name(stated), stated.text, from.text, less.text);
    outcome.fails(relation, recomputed, message);
}

/// 计划a，实际b，节约s: the one plan and the one result before it in its sentence.
fn saved(reading: &Reading, index: usize) -> Option<(usize, usize)> {
    let plan = only(reading, index, |m| m.label.role == Role::Plan && !m.label.earlier)?;
    let done = only(reading, index, |m| m.label.role == Role::Done)?;
    Some((plan, done))
}

/// 总额T，已支付b，未支付c: the paid amount has the same words, the whole stands before it.
fn unused(reading: &Reading, index: usize) -> Option<(usize, usize)> {
    let left = reading.mentions.get(index)?;
    let act = left.label.text.strip_prefix('未').filter(|act| !act.is_empty())?;
    let done = only(reading, index, |m| m.label.text == act)?;
    let whole =
        only(reading, done, |m| m.label.role != Role::Left && !m.label.is_change() && !m.label.earlier)?;
    Some((whole, done))
}

/// 收支相抵: the totals of income and expenditure stated last; `here` asks for them in the same sentence.
fn balance(reading: &Reading, index: usize, here: bool) -> Option<(usize, usize)> {
    const REACH: usize = 40;
    let stated = reading.mentions.get(index)?;
    let total = |words: [&str; 3]| {
        reading
            .before(index, REACH)
            .take_while(|(_, m)| !here || (m.passage, m.sentence) == (stated.passage, stated.sentence))
            .find(|(_, m)| m.is_amount() && m.is_like(stated) && words.iter().any(|w| m.lead.contains(w)))
            .map(|(i, _)| i)
    };
    Some((total(["总收入", "收入总", "收入合计"])?, total(["总支出", "支出总", "支出合计"])?))
}

/// The only like amount with a property before a figure in its part of the sentence.
fn only(reading: &Reading, index: usize, test: impl Fn(&Mention) -> bool) -> Option<usize> {
    let stated = reading.mentions.get(index)?;
    let mut found = reading
        .before(index, 12)
        .take_while(|(_, m)| m.passage == stated.passage && m.segment == stated.segment)
        .filter(|(_, m)| m.bracket.is_none() && m.is_amount() && m.is_like(stated) && test(m));
    let (first, _) = found.next()?;
    found.next().is_none().then_some(first)
}

/// The whole of a paid and an unpaid amount, where both stand in one part of a sentence.
pub(crate) fn paid_and_unpaid(reading: &Reading, done: usize) -> Option<(Amount, usize)> {
    let paid = reading.mentions.get(done)?;
    let (next, left) = reading.mentions.get(done + 1).map(|m| (done + 1, m))?;
    let same = left.passage == paid.passage
        && left.segment == paid.segment
        && left.is_like(paid)
        && left.is_amount();
    let opposite = left
        .label
        .text
        .strip_prefix('未')
        .is_some_and(|act| !act.is_empty() && paid.label.text.ends_with(act));
    (same && opposite).then_some(())?;
    Some((paid.amount.plus(left.amount)?, next))
}
