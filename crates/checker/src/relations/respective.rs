//! 分别为: rates, shares and growths that answer a list one by one are quotients of the amounts at the same positions. It
//! has the codes of [`super::rate`], [`super::share`] and [`super::growth`].

use super::percentage::Claim;
use super::{growth, operand, product, rate, share};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::Formula;
use crate::rules::RuleDoc;
use std::collections::HashSet;

/// Tests every series of percentages against the series of amounts before it. Returns the percentages that it has
/// answered, which no other relation looks at.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) -> HashSet<usize> {
    let mut answered = HashSet::new();
    products(reading, outcome);
    for (nth, rates) in reading.series.series.iter().enumerate() {
        let Some(first) = rates.first().and_then(|i| reading.mentions.get(*i)).filter(|m| m.is_rate()) else {
            continue;
        };
        // What stands side by side belongs to its position, also where nothing can be tested.
        let share = first.lead.contains('占') || (first.lead == "的" && rates.len() > 1);
        if !share {
            answered.extend(rates);
        }
        let mut amounts = amounts_before(reading, nth, first, rates.len());
        if amounts.is_empty() {
            amounts.extend(listed_before(reading, rates));
        }
        let Some(sets) = sets(reading, rates, first, &amounts) else { continue };
        answered.extend(rates);
        for (stated, set) in rates.iter().filter_map(|i| reading.mentions.get(*i)).zip(sets) {
            if !stated.vague {
                set.claim(stated).judge_by_words(outcome);
            }
        }
    }
    answered
}

/// Numbers, prices and sums of money side by side: `14台、9台，单价分别为48万元、96万元，金额分别为672万元、864万元`.
fn products(reading: &Reading, outcome: &mut Outcome) {
    let figures = |series: &[usize]| -> Vec<&Mention> {
        series.iter().filter_map(|i| reading.mentions.get(*i)).collect()
    };
    for run in reading.series.series.windows(3) {
        let [counts, prices, totals] = run else { continue };
        let (counts, prices, totals) = (figures(counts), figures(prices), figures(totals));
        let of = |series: &[&Mention]| series.first().map(|m| (m.passage, m.sentence, series.len()));
        let alike = of(&counts) == of(&totals) && of(&prices) == of(&totals);
        let counted =
            counts.iter().all(|m| m.is_amount() && matches!(m.unit.dimension, Dimension::Measure(_)));
        let priced = prices.first().is_some_and(|m| m.lead.contains('价') || m.lead.contains("标准"));
        let money = |m: &&Mention| m.unit.dimension == Dimension::Money && !m.approximate;
        if alike
            && counted
            && priced
            && prices.iter().all(money)
            && totals.iter().all(|m| money(m) && !m.each)
        {
            let of_each = counts.iter().zip(&prices).zip(&totals);
            of_each.for_each(|((count, price), total)| product::judge_pair(price, count, total, outcome));
        }
    }
}

/// The operands of one percentage.
struct Set<'a> {
    rule: &'static RuleDoc,
    over: Amount,
    under: Amount,
    made: Formula,
    figures: Vec<&'a Mention>,
    formula: String,
}

impl<'a> Set<'a> {
    fn quotient(rule: &'static RuleDoc, over: &'a Mention, under: &'a Mention) -> Set<'a> {
        let formula = format!("{}÷{}", over.text, under.text);
        let figures = vec![over, under];
        Set { rule, over: over.amount, under: under.amount, made: Formula::Quotient, figures, formula }
    }

    fn claim(self, stated: &'a Mention) -> Claim<'a> {
        let operands = self.figures.iter().map(|m| operand(m)).collect();
        let Set { rule, over, under, made, formula, .. } = self;
        Claim { rule, stated, over, under, made, operands, certain: true, formula }
    }
}

/// The series of as many exact amounts before a series in its sentence, the nearest first.
fn amounts_before<'a>(
    reading: &'a Reading,
    nth: usize,
    first: &Mention,
    count: usize,
) -> Vec<Vec<&'a Mention>> {
    const REACH: usize = 4;
    let of = |series: &Vec<usize>| -> Option<Vec<&'a Mention>> {
        let found: Vec<&Mention> = series.iter().filter_map(|i| reading.mentions.get(*i)).collect();
        let here = found.iter().all(|m| (m.passage, m.sentence) == (first.passage, first.sentence));
        (here && found.len() == count && found.iter().all(|m| m.is_amount())).then_some(found)
    };
    reading.series.series.iter().take(nth).rev().take(REACH).filter_map(of).collect()
}

/// The parts of a list that ends right before a series with as many figures, else as many like amounts of its sentence.
fn listed_before<'a>(reading: &'a Reading, rates: &[usize]) -> Option<Vec<&'a Mention>> {
    let first = *rates.first()?;
    let stated = reading.mentions.get(first)?;
    let parts = reading.parts_ending_at(first.checked_sub(1)?);
    let found: Vec<&Mention> = match parts {
        Some(parts) => parts.iter().filter_map(|i| reading.mentions.get(*i)).collect(),
        None => reading.mentions.get(first.checked_sub(rates.len())?..first)?.iter().collect(),
    };
    let alike = |m: &&Mention| {
        let here = (m.passage, m.sentence) == (stated.passage, stated.sentence);
        here && m.is_amount() && found.first().is_some_and(|f| f.is_like(m))
    };
    (found.len() == rates.len() && found.iter().all(alike)).then_some(found)
}

fn sets<'a>(
    reading: &'a Reading,
    rates: &[usize],
    first: &Mention,
    amounts: &[Vec<&'a Mention>],
) -> Option<Vec<Set<'a>>> {
    let parts = amounts.first()?;
    if let Some(base) = stated_base(reading, rates, first) {
        return Some(parts.iter().map(|part| Set::quotient(&share::RULE, part, base)).collect());
    }
    if first.lead.contains("占比") || first.lead.contains("比重") || first.lead.ends_with('占') {
        return shares(reading, parts, rates);
    }
    if first.label.is_change() {
        return growths(parts, amounts.get(1)?);
    }
    let (parts, bases) = rated(first, amounts)?;
    Some(parts.iter().zip(bases).map(|(part, base)| Set::quotient(&rate::RULE, part, base)).collect())
}

/// What was done and what there was to do, by the words of a series of rates: `执行率分别为` is of what was spent over what
/// was planned, and where only two series stand before it, of the second over the first.
fn rated<'a, 'b>(
    first: &Mention,
    amounts: &'b [Vec<&'a Mention>],
) -> Option<(&'b [&'a Mention], &'b [&'a Mention])> {
    if !first.label.text.trim_end_matches("分别").ends_with('率') {
        return None;
    }
    let stem = rate::stem(first);
    let role = |series: &[&Mention]| series.first().map(|m| m.label.role);
    let done = |series: &[&Mention]| {
        let named = series.first().is_some_and(|m| m.label.text.contains(&stem));
        named || (rate::is_spending(&stem) && role(series) == Some(Role::Done))
    };
    let over = amounts.iter().position(|series| done(series))?;
    let earlier = amounts.get(over + 1..)?;
    let like = |series: &Vec<&Mention>| {
        series.first().zip(amounts.get(over)?.first()).map(|(base, part)| base.is_like(part))
    };
    let planned = earlier.iter().find(|s| role(s) == Some(Role::Plan) && like(s) == Some(true));
    let only = earlier.first().filter(|s| amounts.len() == 2 && like(s) == Some(true));
    Some((amounts.get(over)?, planned.or(only)?))
}

/// `占项目支出8000万元的40.75%、23%`: the base stands right before.
fn stated_base<'a>(reading: &'a Reading, rates: &[usize], first: &Mention) -> Option<&'a Mention> {
    let before = rates.first()?.checked_sub(1).and_then(|i| reading.mentions.get(i))?;
    let here = (before.passage, before.sentence) == (first.passage, first.sentence);
    (first.lead == "的" && here && before.lead.contains('占') && before.is_amount()).then_some(before)
}

/// Shares of an unnamed whole: of the only like amount before the series, else of their own sum where the shares make up
/// a hundred.
fn shares<'a>(reading: &'a Reading, parts: &[&'a Mention], rates: &[usize]) -> Option<Vec<Set<'a>>> {
    let first = parts.first()?;
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) < (first.passage, first.start));
    let mut before = reading
        .before(at, 8)
        .map(|(_, m)| m)
        .take_while(|m| (m.passage, m.sentence) == (first.passage, first.sentence))
        .filter(|m| m.is_amount() && m.is_like(first));
    if let Some(whole) = before.next() {
        let only = before.next().is_none();
        return only.then(|| parts.iter().map(|part| Set::quotient(&share::RULE, part, whole)).collect());
    }
    let sum = Amount::sum(parts.iter().map(|m| m.amount))?;
    let stated: Vec<&Mention> = rates.iter().filter_map(|i| reading.mentions.get(*i)).collect();
    let hundred = Amount { value: 100_000_000_000, half: 0 };
    let all =
        Amount::sum(stated.iter().map(|m| Amount { half: m.amount.half.max(500_000_000), ..m.amount }))?;
    let set = |part: &&'a Mention| Set {
        rule: &share::RULE,
        over: part.amount,
        under: sum,
        made: Formula::Judged,
        figures: parts.to_vec(),
        formula: format!("{}÷各项之和", part.text),
    };
    all.agrees(hundred).then(|| parts.iter().map(set).collect())
}

/// `分别为a、b，分别增加c、d，分别增长p、q`.
fn growths<'a>(changes: &[&'a Mention], now: &[&'a Mention]) -> Option<Vec<Set<'a>>> {
    let role = changes.first().filter(|m| m.label.is_change())?.label.role;
    let set = |(change, now): (&&'a Mention, &&'a Mention)| {
        let up = role == Role::Up;
        let under = if up { now.amount.minus(change.amount)? } else { now.amount.plus(change.amount)? };
        let formula =
            format!("{}÷（{}{}{}）", change.text, now.text, if up { "－" } else { "＋" }, change.text);
        let made = if up { Formula::Growth } else { Formula::Decline };
        Some(Set {
            rule: &growth::RULE,
            over: change.amount,
            under,
            made,
            figures: vec![*change, *now],
            formula,
        })
    };
    changes.iter().zip(now).map(set).collect()
}
