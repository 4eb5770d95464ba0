//! 满意度: where the answers are counted grade by grade, the rate is that of the satisfied grades among all answers. It has
//! the code of [`super::rate`].

use super::operand;
use super::percentage::per;
use super::rate::RULE;
use crate::exact::{Amount, Fit, fit, is_one_slip, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use std::collections::HashSet;

/// Tests every rate of satisfaction behind graded answers. Returns the rates that it has looked at.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) -> HashSet<usize> {
    let mut answered = HashSet::new();
    let rate = |m: &Mention| m.is_rate() && !m.vague && m.label.text.contains("满意");
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(_, m)| rate(m)) {
        let grades = grades(reading, index);
        if grades.len() >= 2 {
            answered.insert(index);
            judge(reading, stated, &grades, whole(reading, index, &grades), outcome);
        }
    }
    answered
}

const REACH: usize = 16;

/// The counts of answers before a rate in its sentence and the one before, the best grade first.
fn grades(reading: &Reading, index: usize) -> Vec<&Mention> {
    let Some(stated) = reading.mentions.get(index) else { return vec![] };
    let near = |m: &Mention| m.passage == stated.passage && m.sentence + 1 >= stated.sentence;
    let graded = |m: &Mention| {
        let counted = matches!(m.unit.dimension, Dimension::Measure(_)) && m.is_amount();
        counted && ["满意", "一般", "不了解", "说不清"].iter().any(|word| m.label.text.contains(word))
    };
    let before = reading.before(index, REACH).map(|(_, m)| m).take_while(|m| near(m));
    let mut found: Vec<&Mention> = before.filter(|m| graded(m)).collect();
    found.reverse();
    found
}

/// All answers: the last count of what was collected before the grades.
fn whole<'a>(reading: &'a Reading, index: usize, grades: &[&Mention]) -> Option<&'a Mention> {
    let first = grades.first()?;
    let collected = |m: &Mention| ["有效", "收回", "回收"].iter().any(|word| m.lead.contains(word));
    let before = reading.before(index, REACH).map(|(_, m)| m);
    before
        .filter(|m| m.passage == first.passage && m.start < first.start)
        .find(|m| m.is_amount() && collected(m))
}

/// So many of the best grades over all answers, for every number of them: the words seldom say which count as satisfied.
fn judge(
    reading: &Reading,
    stated: &Mention,
    grades: &[&Mention],
    whole: Option<&Mention>,
    outcome: &mut Outcome,
) {
    let satisfied = |m: &&&Mention| !m.label.text.contains('不');
    let good: Vec<&Mention> = grades.iter().take_while(satisfied).copied().collect();
    let Some(all) = whole.map(|m| m.amount).or_else(|| Amount::sum(grades.iter().map(|m| m.amount))) else {
        return;
    };
    let Some(per) = per(stated) else { return };
    let runs: Vec<&[&Mention]> = (1..=good.len()).filter_map(|n| good.get(..n)).collect();
    let sum = |run: &[&Mention]| Amount::sum(run.iter().map(|m| m.amount));
    let relation = |run: &[&Mention]| {
        let others = run.iter().copied().chain(whole).map(operand).collect();
        Relation { rule: &RULE, formula: Formula::Judged, stated: operand(stated), others }
    };
    let holds = |run: &&&[&Mention]| {
        sum(run).and_then(|sum| fit(sum, all, per, stated.number)).is_some_and(|found| found != Fit::Wrong)
    };
    if let Some(run) = runs.iter().find(holds) {
        return outcome.passes(relation(run));
    }
    let right = |run: &[&Mention]| quotient(sum(run)?, all, per, stated.number.places);
    let mut likely = runs.iter().filter(|run| {
        let right = right(run).map(|right| right.to_string()).unwrap_or_default();
        is_included(reading, stated, run, &good)
            || is_one_slip(&stated.number.to_string(), &right) && right.len() > 3
    });
    let (Some(run), None) = (likely.next(), likely.next()) else {
        return outcome.cannot_check("满意度按哪些等次计算没有写明");
    };
    let Some(right) = right(run) else { return };
    let recomputed = format!("{right}{}", stated.unit.word);
    let counts: Vec<&str> = run.iter().map(|m| m.text.as_str()).collect();
    let base = whole.map_or_else(|| "各等次之和".to_owned(), |m| m.text.clone());
    let message = format!("写为{}，按（{}）÷{base}计算为{recomputed}", stated.text, counts.join("＋"));
    outcome.fails(relation(run), recomputed, message);
}

/// `满意度（含基本满意）`: the words name the last grade that counts.
fn is_included(reading: &Reading, stated: &Mention, run: &[&Mention], good: &[&Mention]) -> bool {
    let Some(last) = good.last() else { return false };
    let words = reading.between(last, stated);
    let named = |m: &Mention| words.contains(&format!("含{}", m.label.text.trim_matches(['“', '”'])));
    run.last().is_some_and(|m| named(m))
}
