//! 已完与未完: what the words say is not finished yet, right behind what is finished of a plan: `计划40处，完成39处，完成率97.5%，尚有1处
//! 正在调试`. It has the code of [`super::difference`].

use super::difference::RULE;
use super::linear::Linear;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;

/// Tests every count of what is not finished yet.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(_, m)| is_open(reading, m)) {
        if outcome.is_reckoned(&stated.place) {
            continue;
        }
        if let Some((plan, done)) = plan_and_done(reading, index, stated, outcome) {
            Linear { rule: &RULE, stated, plus: vec![plan], minus: vec![done] }.judge(reading, outcome);
        }
    }
}

/// `另有3个跨年实施`, `尚有1处正在调试`: a rest by the words before it, unfinished by those behind it.
fn is_open(reading: &Reading, m: &Mention) -> bool {
    const REST: [&str; 6] = ["另有", "尚有", "还有", "仍有", "其余", "剩余"];
    const GOES_ON: [&str; 12] =
        ["跨年", "正在", "尚未", "未完", "未开", "在建", "推进", "调试", "实施中", "办理中", "结转", "续建"];
    let lead = m.lead.trim_start_matches('，');
    let counted = matches!(m.unit.dimension, Dimension::Measure(_)) && m.is_amount();
    counted && REST.contains(&lead) && GOES_ON.iter().any(|word| reading.tail(m).contains(word))
}

/// The plan and what of it is done: the only two like amounts before it in its part of the sentence.
fn plan_and_done<'a>(
    reading: &'a Reading,
    index: usize,
    stated: &Mention,
    outcome: &Outcome,
) -> Option<(&'a Mention, &'a Mention)> {
    const REACH: usize = 8;
    let here =
        |m: &Mention| (m.passage, m.segment, m.bracket) == (stated.passage, stated.segment, stated.bracket);
    let before = reading.before(index, REACH).map(|(_, m)| m).take_while(|m| m.passage == stated.passage);
    let like: Vec<&Mention> = before.filter(|m| here(m) && m.is_like(stated)).collect();
    let [done, plan] = like.as_slice() else { return None };
    let exact = plan.is_amount() && done.is_amount() && plan.amount.value > done.amount.value;
    let planned = plan.label.role == Role::Plan || plan.lead.contains("计划");
    let said = done.label.role == Role::Done && (planned || outcome.is_rate_of(&done.place, &plan.place));
    (exact && said).then_some((*plan, *done))
}
