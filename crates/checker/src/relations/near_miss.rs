//! 差一笔: figures that the words derive from others and that no other relation could place. Where nothing around such a
//! figure makes it, and one slip of the pen turns it into what its natural neighbours make, the slip is certain.
//!
//! Each kind of figure has its file: which neighbours make it, and in how many ways the words can be meant. An accident
//! that looks like a slip is rare (a number of four digits has some 75 of them among ten thousand), and only few ways are
//! tried; every other way in which the paper may have meant it keeps the figure silent. What its natural neighbours do
//! make is proved like any other relation.

mod amount;
mod growth;
mod items;
mod left;
mod listed;
mod mean;
mod mean_by_name;
mod periodic;
mod points;
mod product;
mod rate;
mod scaled;
mod series;
mod total;
mod twice;

use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;

/// Tests what is left, after all other relations.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    points::check(reading, outcome);
    series::check(reading, outcome);
    for (index, m) in reading.mentions.iter().enumerate() {
        if m.approximate || m.vague || m.number.digits <= 0 || outcome.is_reckoned(&m.place) {
            continue;
        }
        if m.is_rate() {
            let _ = growth::check(reading, index, m, outcome) || rate::check(reading, index, m, outcome);
        } else if m.each {
            let said = periodic::check(reading, index, m, outcome)
                || mean_by_name::check(reading, index, m, outcome);
            if !said {
                mean::check(reading, index, m, outcome);
            }
        } else if adds_up(m) {
            let _ = items::check(reading, m, outcome)
                || amount::check(reading, index, m, outcome)
                || product::check(reading, index, m, outcome)
                || scaled::check(reading, index, m, outcome);
        }
    }
    twice::check(reading, outcome);
}

/// Whether some two of the figures before an amount, or a run of them, make it, whatever its words say.
pub(super) fn makes(reading: &Reading, index: usize, m: &Mention) -> bool {
    adds_up(m) && amount::is_made(m, &before(reading, index, m))
}

/// Amounts, counts and points of a score.
fn adds_up(m: &Mention) -> bool {
    m.is_amount() || m.unit.dimension == Dimension::Points && !m.vague && !m.each
}

/// Figures before one that may make it.
const REACH: usize = 40;

/// The figures before one that measure the same as `like`, in its passage and the two before, the nearest last; those in
/// other brackets left out.
fn before<'a>(reading: &'a Reading, index: usize, like: &Mention) -> Vec<&'a Mention> {
    const PASSAGES: usize = 2;
    let Some(m) = reading.mentions.get(index) else { return vec![] };
    let near = |n: &Mention| n.passage + PASSAGES >= m.passage;
    let open = |n: &Mention| n.bracket.is_none() || (n.bracket == m.bracket && n.passage == m.passage);
    let all = reading.before(index, REACH).map(|(_, n)| n).take_while(|n| near(n));
    let mut found: Vec<&Mention> =
        all.filter(|n| adds_up(n) && n.is_like(like) && open(n) && n.amount.value > 0).collect();
    found.reverse();
    found
}

/// The figures behind one that measure the same, in its passage.
fn behind<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<&'a Mention> {
    let after = reading.mentions.iter().skip(index + 1).take(REACH).take_while(|n| n.passage == m.passage);
    after.filter(|n| adds_up(n) && n.is_like(m) && n.bracket == m.bracket).collect()
}

/// Both stand in one sentence.
fn together(a: &Mention, b: &Mention) -> bool {
    (a.passage, a.sentence) == (b.passage, b.sentence)
}

/// The words right before a figure, from the last comma on.
fn clause(m: &Mention) -> &str {
    m.lead.rsplit(['，', '；']).next().unwrap_or_default()
}

/// How many things the words right before a figure say that it is of: 3 of `三项奖助学金合计`.
pub(super) fn said_count(m: &Mention) -> Option<usize> {
    const THINGS: [&str; 14] =
        ["项", "类", "者", "部分", "档", "批", "笔", "级", "期", "季", "个季度", "个月", "方", "块"];
    let clause = clause(m);
    THINGS.iter().find_map(|thing| {
        let (before, _) = clause.split_once(thing)?;
        let last = before.chars().last()?;
        let worded = "两三四五六七八九十".chars().position(|c| c == last).map(|at| at + 2);
        worded.or_else(|| last.to_digit(10).map(|n| n as usize)).filter(|n| *n >= 2)
    })
}
