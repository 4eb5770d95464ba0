//! 与预算相比: by how much a result lies above or below its budget, behind the rate of both: `预算a，支出b，完成预算的p%，较预算
//! 减少d`. Where the budget itself is not stated, the rate and the difference give it twice.

use super::difference::{RULE, only};
use super::linear::Linear;
use super::operand;
use super::percentage::Claim;
use super::rate;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::Formula;

/// Tests every amount that the words call the difference of a result and its budget.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, stated) in
        reading.mentions.iter().enumerate().filter(|(_, m)| m.unit.dimension == Dimension::Money)
    {
        let Some(over) = over(stated).filter(|_| !stated.approximate && !outcome.is_reckoned(&stated.place))
        else {
            continue;
        };
        if let Some((plan, done)) = both(reading, index) {
            let (plus, minus) = if over { (done, plan) } else { (plan, done) };
            Linear { rule: &RULE, stated, plus: vec![plus], minus: vec![minus] }.judge(reading, outcome);
        } else if let Some((done, rate)) = with_rate(reading, index, stated) {
            judge_rate(done, rate, stated, over, outcome);
        }
    }
}

/// Whether it lies above (`较预算增加`, `决算数大于预算数`) or below.
fn over(m: &Mention) -> Option<bool> {
    const ABOVE: [&str; 6] = ["增加", "超支", "超出", "多", "大于预算数", "大于预算"];
    const BELOW: [&str; 7] = ["减少", "节约", "结余", "少", "节支", "小于预算数", "小于预算"];
    let clause = m.lead.rsplit('，').next().unwrap_or_default();
    let compared =
        ["较预算", "比预算", "较年初预算", "比年初预算", "决算数大于", "决算数小于", "决算大于", "决算小于"];
    let begins = compared.iter().any(|word| clause.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| clause.ends_with(word));
    match (ends(&ABOVE), ends(&BELOW)) {
        (true, false) if begins => Some(true),
        (false, true) if begins => Some(false),
        _ => None,
    }
}

/// The one budget and the one result before it in its part of the sentence.
fn both(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let planned = |m: &Mention| m.label.role == Role::Plan && m.lead.contains("预算");
    let plan = reading.mentions.get(only(reading, index, planned)?)?;
    let done = reading.mentions.get(only(reading, index, |m| m.label.role == Role::Done)?)?;
    let stated = reading.mentions.get(index)?;
    (plan.segment == stated.segment && done.segment == stated.segment && plan.start < done.start)
        .then_some((plan, done))
}

/// `支出b，完成预算p%，决算数大于预算数d`: the result right before its rate, the rate right before the difference.
fn with_rate<'a>(reading: &'a Reading, index: usize, stated: &Mention) -> Option<(&'a Mention, &'a Mention)> {
    let here =
        |m: &Mention| (m.passage, m.segment, m.bracket) == (stated.passage, stated.segment, stated.bracket);
    let mut before = reading.before(index, 2).map(|(_, m)| m).filter(|m| here(m));
    let (rate, done) = (before.next()?, before.next()?);
    let of_budget =
        rate::is_of_budget(rate) || ["预算", "预算数"].iter().any(|word| rate.lead.ends_with(word));
    let fits = rate.is_rate() && !rate.vague && of_budget && rate.lead.contains("完成");
    (fits && done.is_amount() && done.is_like(stated) && done.label.role != Role::Plan)
        .then_some((rate, done))
        .map(|(rate, done)| (done, rate))
}

fn judge_rate(done: &Mention, rate: &Mention, by: &Mention, over: bool, outcome: &mut Outcome) {
    let plan = if over { done.amount.minus(by.amount) } else { done.amount.plus(by.amount) };
    let Some(plan) = plan.filter(|plan| plan.value > 0) else { return };
    let sign = if over { "－" } else { "＋" };
    let claim = Claim {
        rule: &rate::RULE,
        stated: rate,
        over: done.amount,
        under: plan,
        made: Formula::Judged,
        operands: vec![operand(done), operand(by)],
        certain: true,
        formula: format!("{}÷（{}{sign}{}）", done.text, done.text, by.text),
    };
    claim.judge_by_words(outcome);
}
