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

/// A rate printed with so many digits is met by no accident.
const LONG: i128 = 1_000;

/// What is divided: one figure, or the sum of as many as the words say.
struct Part<'a> {
    figures: Vec<&'a Mention>,
    amount: Amount,
}

/// Tests a rate whose part the words name; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let Some(per) = per(m) else { return false };
    let rates: Vec<Rate> = parts(reading, index, m)
        .into_iter()
        .filter_map(|part| {
            Some(Rate { reading, index, m, per, around: before(reading, index, part.figures.first()?), part })
        })
        .collect();
    let found = rates.iter().find_map(|rate| Some((rate, rate.known()?)));
    let found = found.or_else(|| rates.iter().find_map(|rate| Some((rate, rate.slipped()?))));
    found.inspect(|(rate, whole)| rate.claim(whole).judge_by_words(outcome)).is_some()
}

/// A rate with what it may be the part of.
struct Rate<'a> {
    reading: &'a Reading,
    index: usize,
    m: &'a Mention,
    per: i128,
    part: Part<'a>,
    around: Vec<&'a Mention>,
}

impl<'a> Rate<'a> {
    fn fits(&self, part: Amount, whole: Amount) -> bool {
        fit(part, whole, self.per, self.m.number) == Some(Fit::Right)
    }

    /// Whether the rate is printed with so many digits that nothing makes it by accident.
    fn is_long(&self) -> bool {
        self.m.number.digits.abs() >= LONG
    }

    fn is_own(&self, n: &Mention) -> bool {
        self.part.figures.iter().any(|figure| figure.start == n.start && figure.passage == n.passage)
    }

    /// The figures that may well be its whole, the nearest first.
    fn wholes(&self) -> impl Iterator<Item = &'a Mention> {
        let near = self.around.iter().rev().copied();
        near.filter(|n| !self.is_own(n) && natural(self.reading, n, self.m) && !has_share(self.reading, n))
    }

    /// The whole by the words, by the figures, or by the figures upside down.
    fn known(&self) -> Option<&'a Mention> {
        let fitting = |whole: &&Mention| self.fits(self.part.amount, whole.amount);
        let far =
            || self.around.iter().rev().copied().filter(|n| self.is_long() && !self.is_own(n)).find(fitting);
        let turned = |whole: &&Mention| {
            is_inverted(self.m, &self.part, whole) && self.fits(whole.amount, self.part.amount)
        };
        defined(self.m, &self.part, &self.around)
            .or_else(|| self.wholes().find(fitting))
            .or_else(far)
            .or_else(|| self.wholes().find(turned))
    }

    /// The whole over which one slip of the pen makes the rate, where no other pair of figures makes it.
    fn slipped(&self) -> Option<&'a Mention> {
        let slip = |whole: &&Mention| {
            let right = quotient(self.part.amount, whole.amount, self.per, self.m.number.places);
            right.is_some_and(|right| is_one_place_off_number(self.m.number, right))
        };
        self.wholes().find(slip).filter(|_| !self.is_explained())
    }

    fn is_explained(&self) -> bool {
        // The same part of the same whole, only more roughly, is no other pair.
        let same = |a: &Mention, b: &Mention| {
            let rough = |n: &&Mention| !self.is_own(n) && n.amount != b.amount && n.amount.agrees(b.amount);
            a.amount.agrees(self.part.amount) && self.around.iter().any(rough)
        };
        let all = amounts(self.reading, self.index);
        let pair = |a: &Mention, b: &Mention| {
            a.start != b.start && a.is_like(b) && self.fits(a.amount, b.amount) && !same(a, b)
        };
        all.iter().any(|a| all.iter().any(|b| pair(a, b)))
    }

    fn claim(&self, whole: &'a Mention) -> Claim<'a> {
        let figures = &self.part.figures;
        let texts: Vec<&str> = figures.iter().map(|figure| figure.text.as_str()).collect();
        let several = texts.len() > 1;
        let over = if several { format!("（{}）", texts.join("＋")) } else { texts.concat() };
        Claim {
            rule: if self.m.lead.contains('占') { &share::RULE } else { &RULE },
            stated: self.m,
            over: self.part.amount,
            under: whole.amount,
            made: if several { Formula::Judged } else { Formula::Quotient },
            operands: figures.iter().copied().chain([whole]).map(operand).collect(),
            certain: true,
            formula: format!("{over}÷{}", whole.text),
        }
    }
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
    let planned = whole.label.role == Role::Plan && (long || whole.passage == m.passage);
    together(whole, m)
        || planned
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

/// What may be divided: as many of the last figures as the words say; else the figure that the rate's word names in its
/// sentence, or the one right before it; else all that the word names (`一次通过918个，修改后通过307个，通过率`).
fn parts<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<Part<'a>> {
    let stem = rate::stem(m);
    let here = || reading.before(index, 12).map(|(_, n)| n).take_while(|n| together(n, m));
    let own = |n: &&Mention| {
        let change = n.label.is_change() && !change::is_end(n);
        n.is_amount() && !change && n.bracket == m.bracket
    };
    if let Some(count) = said_count(m).filter(|_| clause(m).contains('占')) {
        let figures: Vec<&Mention> = here().filter(own).take(count).collect();
        return if figures.len() == count { Part::of(figures).into_iter().collect() } else { vec![] };
    }
    let short = stem.chars().count() != 2;
    let says = |n: &&Mention| !short && (n.label.text.contains(&stem) || reading.tail(n).contains(&stem));
    let spent = |n: &&Mention| !short && rate::is_spending(&stem) && n.label.role == Role::Done;
    let saved = |n: &&Mention| !short && rate::is_saving(&stem) && n.label.role == Role::Saved;
    let words =
        m.label.text.ends_with(['率', '度']) || ["占", "比例", "比重"].iter().any(|w| m.lead.contains(w));
    // `核减344506.54元，核减率`: the amount struck off stands right before its rate.
    let money = |n: &&Mention| n.unit.dimension == Dimension::Money && n.is_amount();
    let struck = here().next().filter(|n| rate::is_saving(&stem) && money(n));
    let named = || here().filter(own).find(|n| says(n) || spent(n) || saved(n));
    let last = || here().next().filter(own).filter(|n| words && n.segment == m.segment);
    let one = struck.or_else(named).or_else(last).map(|figure| vec![figure]);
    let positive = |n: &&Mention| says(n) && !n.label.text.contains(['不', '未']);
    let all: Vec<&Mention> = here().filter(own).filter(positive).collect();
    let long = m.number.digits.abs() >= LONG;
    let several =
        Some(all).filter(|all| long && all.len() > 1 && all.iter().all(|n| all.iter().all(|o| o.is_like(n))));
    [one, several].into_iter().flatten().filter_map(Part::of).collect()
}

impl<'a> Part<'a> {
    fn of(figures: Vec<&'a Mention>) -> Option<Part<'a>> {
        let amount = Amount::sum(figures.iter().map(|n| n.amount)).filter(|amount| amount.value > 0)?;
        Some(Part { figures, amount })
    }
}
