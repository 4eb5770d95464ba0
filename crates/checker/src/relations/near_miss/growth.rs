//! Growths: a percentage that is right over this year's figure is one over the wrong base.

use super::{REACH, clause, together};
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Relation};
use crate::relations::growth::RULE;
use crate::relations::percentage::{Claim, per};
use crate::relations::{change, operand};
use crate::slip::is_one_place_off_number;

/// Tests a growth between two figures of one name, or of one sentence; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let Some(per) = per(m).filter(|_| is_growth(m) && !change::is_adjusted(m)) else { return false };
    if reversed(reading, index, m, per, outcome) {
        return true;
    }
    let growth = Growth { reading, index, m, per, figures: figures(reading, index) };
    let mut pairs = pairs(m, &growth.figures);
    pairs.retain(|(base, now)| is_within_reach(base, now) && !has_growth(reading, base));
    let found = pairs.iter().find(|pair| growth.holds(pair)).or_else(|| growth.slipped(&pairs));
    found.and_then(|pair| growth.claim(pair)).map(|claim| claim.judge_by_words(outcome)).is_some()
}

/// Nothing becomes ten times as much, or a tenth, without words for it.
fn is_within_reach(base: &Mention, now: &Mention) -> bool {
    const TIMES: i128 = 10;
    let (a, b) = (base.amount.value, now.amount.value);
    a <= b.saturating_mul(TIMES) && b <= a.saturating_mul(TIMES)
}

/// `甲60天，同比减少58%；乙152天，同比下降34.8%`: what has a growth of its own right behind it is no base of another.
fn has_growth(reading: &Reading, n: &Mention) -> bool {
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) <= (n.passage, n.start));
    let next = reading.mentions.get(at);
    next.is_some_and(|m| {
        m.is_rate() && m.label.is_change() && m.segment == n.segment && m.lead.contains('比')
    })
}

/// What it was, and what it came to.
type Pair<'a> = (&'a Mention, &'a Mention);

/// A growth with the figures before it.
struct Growth<'a> {
    reading: &'a Reading,
    index: usize,
    m: &'a Mention,
    per: i128,
    figures: Vec<&'a Mention>,
}

impl<'a> Growth<'a> {
    fn fits(&self, over: Amount, under: Amount) -> bool {
        fit(over, under, self.per, self.m.number) == Some(Fit::Right)
    }

    fn holds(&self, (base, now): &Pair) -> bool {
        spread(base, now).is_some_and(|over| self.fits(over, base.amount))
    }

    /// Over this year's figure it is right: the wrong base was taken.
    fn is_over_now(&self, (base, now): &Pair) -> bool {
        spread(base, now).is_some_and(|over| self.fits(over, now.amount))
    }

    /// The pair that makes the growth but for a slip. What the wrong base makes, no other pair explains better.
    fn slipped<'p>(&self, pairs: &'p [Pair<'a>]) -> Option<&'p Pair<'a>> {
        let found = pairs.iter().find(|pair| self.is_slip(pair))?;
        (self.is_over_now(found) || !self.is_explained()).then_some(found)
    }

    fn is_slip(&self, pair: &Pair) -> bool {
        const DIGITS_MIN: i128 = 20;
        let (base, now) = *pair;
        let Some(over) = spread(base, now) else { return false };
        let Some(right) = quotient(over, base.amount, self.per, self.m.number.places) else { return false };
        let over_now = self.is_over_now(pair) && right != self.m.number && self.m.number.digits > DIGITS_MIN;
        over_now
            || is_one_place_off_number(self.m.number, right)
            || is_beside(self.reading, self.index, base, now)
            || is_of_change(self.reading, self.index, self.m, over)
    }

    /// Some other pair makes it, or the change right before it over what any figure was before that change.
    fn is_explained(&self) -> bool {
        let like = |a: &Mention, b: &Mention| a.start != b.start && a.is_like(b);
        let over_before = |x: &Mention, d: &Mention| {
            let bases = [x.amount.minus(d.amount), x.amount.plus(d.amount)];
            bases.into_iter().flatten().any(|base| self.fits(d.amount, base))
        };
        let change = self.figures.first().filter(|n| together(n, self.m));
        let of_change = |d: &Mention| self.figures.iter().any(|x| like(x, d) && over_before(x, d));
        let made = |a: &Mention, b: &Mention| {
            is_base_of(self.m, a, b) && self.holds(&(a, b)) || self.fits(a.amount, b.amount)
        };
        let of_pair = |a: &Mention| self.figures.iter().any(|b| like(a, b) && made(a, b));
        change.is_some_and(|d| of_change(d)) || self.figures.iter().any(|a| of_pair(a))
    }

    fn claim(&self, (base, now): &Pair<'a>) -> Option<Claim<'a>> {
        let (more, less) = if base.amount.value >= now.amount.value { (base, now) } else { (now, base) };
        Some(Claim {
            rule: &RULE,
            stated: self.m,
            over: spread(base, now)?,
            under: base.amount,
            made: Formula::Judged,
            operands: vec![operand(now), operand(base)],
            certain: true,
            formula: format!("（{}－{}）÷{}", more.text, less.text, base.text),
        })
    }
}

/// `全年13.62亿元……；上年同期为13.95亿元，同比增长2.37%`: to the last digit, but it was a fall.
fn reversed(reading: &Reading, index: usize, m: &Mention, per: i128, outcome: &mut Outcome) -> bool {
    const DIGITS_MIN: i128 = 100;
    let here = || {
        reading.before(index, REACH).map(|(_, n)| n).take_while(|n| together(n, m)).filter(|n| n.is_amount())
    };
    let Some(base) = here().next().filter(|n| is_compared(n) || clause(n).starts_with("上年")) else {
        return false;
    };
    let Some(now) =
        here().filter(|n| n.is_like(base) && n.start != base.start && !n.label.is_change()).last()
    else {
        return false;
    };
    let Some(over) = spread(base, now).filter(|over| over.value > 0) else { return false };
    let exact = fit(over, base.amount, per, m.number) == Some(Fit::Right) && m.number.digits >= DIGITS_MIN;
    let Some(down) = is_down(m).filter(|down| exact && *down != (now.amount.value < base.amount.value))
    else {
        return false;
    };
    let (said, right) = if down { ("下降", "增长") } else { ("增长", "下降") };
    let others = vec![operand(now), operand(base)];
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(m), others };
    let message = format!("写为{said}{}，由{}到{}是{right}", m.text, base.text, now.text);
    outcome.fails_by_words(relation, format!("{right}{}", m.text), message);
    true
}

fn spread(a: &Mention, b: &Mention) -> Option<Amount> {
    let (more, less) = if a.amount.value >= b.amount.value { (a, b) } else { (b, a) };
    more.amount.minus(less.amount)
}

/// `上季末1735.20万平方米，新增127.30万平方米，增长7.34%`: right behind the change itself, which the two figures make.
fn is_of_change(reading: &Reading, index: usize, m: &Mention, over: Amount) -> bool {
    const ADDED: [&str; 6] = ["新增", "增加", "减少", "净增", "多", "少"];
    let change = reading.before(index, 1).next().map(|(_, n)| n).filter(|n| n.segment == m.segment);
    let added = |n: &Mention| ADDED.iter().any(|word| clause(n).contains(word));
    let bare = m.lead.trim_start_matches('，').chars().count() <= 2;
    bare && change.is_some_and(|n| together(n, m) && added(n) && n.amount.agrees(over))
}

/// `台均2.80万元，比上年台均2.95万元下降5.08%`: this year's figure, last year's, the change, nothing in between.
fn is_beside(reading: &Reading, index: usize, base: &Mention, now: &Mention) -> bool {
    let mut last = reading.before(index, 2).map(|(_, n)| n.start);
    is_compared(base) && last.next() == Some(base.start) && last.next() == Some(now.start)
}

/// `比上年台均2.95万元`: last year's figure itself.
fn is_compared(n: &Mention) -> bool {
    const YEARS: [&str; 6] = ["比上年", "较上年", "比去年", "较去年", "上年同期", "与上年"];
    let words = YEARS.iter().any(|word| clause(n).contains(word));
    change::is_base(n)
        || words && !["增", "减", "降", "升", "多", "少"].iter().any(|word| clause(n).contains(word))
}

/// A growth goes up from the smaller, a decline down from the larger.
fn is_base_of(m: &Mention, base: &Mention, now: &Mention) -> bool {
    is_down(m).is_none_or(|down| down == (now.amount.value < base.amount.value))
}

fn is_down(m: &Mention) -> Option<bool> {
    let says = |words: &[&str]| words.iter().any(|word| clause(m).contains(word));
    if says(&["降", "减", "缩"]) {
        return Some(true);
    }
    says(&["增", "升", "提高", "长"]).then_some(false)
}

fn is_growth(m: &Mention) -> bool {
    // Of several side by side each has its own figure.
    !m.lead.contains("分别")
        && is_down(m).is_some()
        && !m.lead.contains('占')
        && !m.label.text.ends_with('率')
}

fn figures(reading: &Reading, index: usize) -> Vec<&Mention> {
    const REACH: usize = 24;
    let whole = |n: &Mention| !n.vague && !n.is_rate() && n.amount.value > 0;
    reading.before(index, REACH).map(|(_, n)| n).filter(|n| whole(n)).collect()
}

/// Two figures of one kind, the base first: those between which the change right before the growth lies, the last of the
/// sentence with the one before it, and two of one name.
fn pairs<'a>(m: &Mention, figures: &[&'a Mention]) -> Vec<(&'a Mention, &'a Mention)> {
    let plain: Vec<&Mention> = figures.iter().copied().filter(|n| !n.label.is_change()).collect();
    let mut found: Vec<(&Mention, &Mention)> = Vec::new();
    if let Some(change) = figures.first().filter(|n| together(n, m)) {
        let apart =
            |a: &Mention, b: &Mention| a.amount.minus(b.amount).is_some_and(|by| by.agrees(change.amount));
        let like = plain.iter().filter(|n| n.is_like(change));
        for a in like.clone() {
            found.extend(like.clone().filter(|b| apart(a, b)).flat_map(|b| [(*b, *a), (*a, *b)]));
        }
        found.retain(|(base, now)| is_base_of(m, base, now) && base.amount.value != now.amount.value);
        if change.label.is_change() || !found.is_empty() {
            return found;
        }
    }
    for now in plain.iter().filter(|n| together(n, m)) {
        let mut others =
            plain.iter().filter(|n| n.start != now.start && n.is_like(now) && n.each == now.each);
        let older = |n: &Mention| (n.passage, n.start) < (now.passage, now.start);
        let alike = |n: &Mention| !n.label.is_bare() && n.label.subject == now.label.subject;
        let base = others.find(|n| {
            together(n, now) && (older(n) && !is_compared(now) || is_compared(n)) || older(n) && alike(n)
        });
        found.extend(base.filter(|base| is_base_of(m, base, now)).map(|base| (*base, *now)));
    }
    found
}
