//! 另有所指: a figure that fails by what its words seem to mean, while figures that the paper states elsewhere make it
//! exactly, is meant of those. Nothing is said where the words themselves name what it is made of.

use super::difference;
use super::percentage::per;
use crate::exact::{Amount, Fit, fit, is_one_slip};
use crate::outcome::{Failure, Outcome};
use crate::read::Reading;
use crate::read::grid::{Grid, GridCell};
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::table_facts::{Fact, Facts};
use crate::read::units::Dimension;
use crate::relation::{FigureAt, Formula, Operand, Relation};
use mingzhang_domain::finding::Kind;

/// With fewer digits than four a figure is one slip away from others by accident.
const SHORT: i128 = 1_000;
/// So many cells and tables are looked at for each failure, so that the time grows with the paper and no faster.
const CELLS_MAX: usize = 1_000;
const TABLES_MAX: usize = 40;
const WHY: &str = "按文中另外的数成立";

/// Withdraws the failures that other figures of the paper explain.
pub(crate) fn check(reading: &Reading, facts: &Facts, outcome: &mut Outcome) {
    let at = |start: FigureAt| {
        let index = reading.mentions.partition_point(|m| m.place.span.is_none_or(|span| span.start < start));
        let found = reading.mentions.get(index)?;
        (found.place.span?.start == start).then_some(index)
    };
    outcome.withdraw(WHY, |failure: &Failure| {
        let index = failure.relation.stated.at().and_then(at);
        index.is_some_and(|index| is_explained(reading, facts, index, failure))
    });
}

fn is_explained(reading: &Reading, facts: &Facts, index: usize, failure: &Failure) -> bool {
    let relation = &failure.relation;
    let Some(m) = reading.mentions.get(index).filter(|m| !is_long_slip(m, relation)) else { return false };
    let near = Near { reading, facts, index, m };
    match m.unit.dimension {
        _ if failure.by_words => {
            relation.formula == Formula::Quotient && near.makes_rate_of_its_base(relation)
        }
        _ if m.is_rate() => near.makes_rate(relation),
        Dimension::PercentPoints => near.makes_points(relation),
        _ if m.each => near.makes_mean(relation),
        _ if relation.formula == Formula::Sum && relation.others.iter().any(|o| o.less) => {
            // A short remainder is a slip of many; a change has its two ends beside it.
            let short = m.number.digits < SHORT && relation.rule.code == difference::RULE.code;
            (short || !relation.may_be_slip()) && near.makes_difference()
        }
        _ => false,
    }
}

/// One slip turns a figure of four digits or more into what it should be: what else makes it does so by accident.
fn is_long_slip(m: &Mention, relation: &Relation) -> bool {
    const DIGITS_MIN: usize = 4;
    let digits = m.number.to_string().bytes().filter(u8::is_ascii_digit).count();
    digits >= DIGITS_MIN && is_slip(m, relation)
}

fn is_slip(m: &Mention, relation: &Relation) -> bool {
    let right = relation.solve(0).and_then(|right| right.number(m.unit.scale, m.number.places));
    right.is_some_and(|right| is_one_slip(&m.number.to_string(), &right.to_string()))
}

/// A figure with what stands around it.
struct Near<'a> {
    reading: &'a Reading,
    facts: &'a Facts,
    index: usize,
    m: &'a Mention,
}

impl<'a> Near<'a> {
    /// The amounts before it and the few behind it.
    fn around(&self, before: usize, behind: usize) -> impl Iterator<Item = &'a Mention> + Clone {
        let (from, to) = (self.index.saturating_sub(before), self.index.saturating_add(behind + 1));
        let own = self.index;
        let near = self.reading.mentions.iter().enumerate().take(to).skip(from);
        near.filter(move |(at, n)| *at != own && !n.vague).map(|(_, n)| n)
    }

    /// A quotient, a growth or a decline of an amount of its sentence over any amount of the paper before it, in text or in
    /// tables. A growth over the figure after the change is the commonest mistake and explains nothing.
    fn makes_rate(&self, relation: &Relation) -> bool {
        const PARTS: usize = 6;
        const BASES: usize = 40;
        const DIGITS_MIN: i128 = 10;
        let grows = matches!(relation.formula, Formula::Growth | Formula::Decline);
        if self.m.number.digits.abs() < DIGITS_MIN {
            return false;
        }
        if grows && self.is_the_base(relation) {
            return true;
        }
        let change = relation.rule.kind == Kind::Growth;
        let now = relation.others.get(usize::from(grows)).and_then(|now| now.value).filter(|_| change);
        let here = |n: &&Mention| (n.passage, n.sentence) == (self.m.passage, self.m.sentence);
        let amount = |n: &&Mention| !n.is_rate() && n.amount.value > 0;
        let mut parts = self.around(PARTS, 0).filter(here).filter(amount);
        parts.any(|part| {
            let after = |amount: Amount| {
                now.is_some_and(|now| now.amount.agrees(amount)) || change && self.is_after(part, amount)
            };
            let own = |n: &Mention| n.start == part.start || self.is_named_alike(n, relation);
            let base =
                |n: &Mention| n.is_like(part) && !own(n) && (self.is_near(n) || self.is_meant(&n.label.text));
            let in_text = self.around(BASES, PARTS).filter(amount).filter(|n| base(n)).map(|n| n.amount);
            let money = part.unit.dimension == Dimension::Money;
            let in_tables = self.meant_in_tables().filter(|amount| money && *amount != part.amount);
            let made = |base: Amount| self.is_made_of(part.amount, base, !grows);
            in_text.chain(in_tables).any(|base| made(base) && !after(base))
        })
    }

    /// The base is the one that the words name, the part another amount of its sentence that measures the same.
    fn makes_rate_of_its_base(&self, relation: &Relation) -> bool {
        const DIGITS_MIN: i128 = 100;
        let Some(base) = relation.others.get(1).and_then(|base| base.value) else { return false };
        let here = |n: &&Mention| (n.passage, n.sentence) == (self.m.passage, self.m.sentence);
        let part = |n: &Mention| n.is_amount() && self.fits(Some(n.amount), Some(base.amount));
        self.m.is_rate() && self.m.number.digits >= DIGITS_MIN && self.around(8, 0).filter(here).any(part)
    }

    /// It is one amount over another, or the change from one to the other; `on_top` says that the first may be the change
    /// itself.
    fn is_made_of(&self, part: Amount, base: Amount, on_top: bool) -> bool {
        // What is itself only known roughly makes many rates.
        let close = |amount: Amount| amount.half.saturating_mul(400) <= amount.value;
        if !close(part) || !close(base) {
            return false;
        }
        let changes = self.m.label.is_change();
        let changed = || {
            let rises = (part.value > base.value) == (self.m.label.role == Role::Up);
            rises && self.fits(part.minus(base).map(size), Some(base))
        };
        let moved =
            || on_top && [base.minus(part), base.plus(part)].iter().any(|b| self.fits(Some(part), *b));
        self.fits(Some(part), Some(base)) || changes && (changed() || moved())
    }

    fn fits(&self, over: Option<Amount>, under: Option<Amount>) -> bool {
        let quotient = |per: i128| fit(over?, under?, per, self.m.number);
        per(self.m).and_then(quotient) == Some(Fit::Right)
    }

    /// What another amount came to by a change: a growth over it has the wrong base.
    fn is_after(&self, change: &Mention, amount: Amount) -> bool {
        let before = amount.minus(change.amount);
        let stated = |m: &Mention| m.is_like(change) && before.is_some_and(|before| before.agrees(m.amount));
        change.label.is_change() && self.around(12, 2).any(stated)
    }

    /// `2022年兑现a，本年增加b，增长b÷a`: the paper states a＋b, so that a is what was before the change.
    fn is_the_base(&self, relation: &Relation) -> bool {
        let [Some(change), Some(base)] =
            [0, 1].map(|at| relation.others.get(at)?.value.map(|value| value.amount))
        else {
            return false;
        };
        let over = self.fits(Some(change), Some(base));
        let up = relation.formula == Formula::Growth;
        let now = if up { base.plus(change) } else { base.minus(change) };
        let stated = |amount: Amount| now.is_some_and(|now| amount.half <= base.half && amount.agrees(now));
        let told = || self.around(40, 20).any(|n| n.is_amount() && stated(n.amount));
        over && (told() || self.facts.amounts().take(CELLS_MAX).any(|fact| stated(fact.amount)))
    }

    /// It states by the same name what a figure of the relation states: two values of one quantity explain nothing.
    fn is_named_alike(&self, n: &Mention, relation: &Relation) -> bool {
        let starts = |at: FigureAt| move |m: &&Mention| m.place.span.is_some_and(|span| span.start == at);
        let alike = |a: &str, b: &str| a.chars().count() >= 2 && b.contains(a);
        let named = |m: &Mention| {
            let (a, b) = (n.label.text.as_str(), m.label.text.as_str());
            m.amount != n.amount && m.is_like(n) && (alike(a, b) || alike(b, a))
        };
        let of = |at: FigureAt| self.around(12, 4).find(starts(at));
        relation.others.iter().filter_map(Operand::at).filter_map(of).any(named)
    }

    /// The amounts of tables of which its words name the row or the column.
    fn meant_in_tables(&self) -> impl Iterator<Item = Amount> {
        let name = |fact: &Fact| {
            let (table, row) = fact.row;
            let cell = self.reading.grids.get(table).and_then(|grid| grid.cell(row, 0));
            cell.map_or("", |cell| cell.text.as_str())
        };
        let meant = move |fact: &&Fact| self.is_meant(name(fact)) || self.is_meant(&fact.heading);
        self.facts.amounts().take(CELLS_MAX).filter(meant).map(|fact| fact.amount)
    }

    /// Its words have two signs in a row of a name.
    fn is_meant(&self, name: &str) -> bool {
        let signs: Vec<char> = name.chars().collect();
        let word = |pair: &[char]| {
            pair.iter().all(|c| !c.is_ascii()) && self.m.lead.contains(&pair.iter().collect::<String>())
        };
        signs.windows(2).any(word)
    }

    fn is_near(&self, n: &Mention) -> bool {
        n.passage.abs_diff(self.m.passage) <= 1
    }

    /// A difference of two percentages, near in the text or one below the other in a table.
    fn makes_points(&self, relation: &Relation) -> bool {
        const REACH: usize = 6;
        let rates: Vec<Amount> = self.around(REACH, 2).filter(|n| n.is_rate()).map(|n| n.amount).collect();
        let apart = |a: Amount, b: Amount| a.minus(b).is_some_and(|by| size(by).agrees(self.m.amount));
        let in_text = || rates.iter().any(|a| rates.iter().any(|b| apart(*a, *b)));
        let percent = |cell: &GridCell| Amount::printed(cell.percent()?, 1, true);
        let in_table = |grid: &Grid| {
            let rows: Vec<&Vec<GridCell>> = grid.body().take(CELLS_MAX).map(|(_, row)| row).collect();
            rows.windows(2).any(|pair| {
                let [above, below] = pair else { return false };
                let both = above.iter().zip(below.iter());
                both.filter_map(|(a, b)| percent(a).zip(percent(b))).any(|(a, b)| apart(a, b))
            })
        };
        !is_slip(self.m, relation) && (in_text() || self.reading.grids.iter().take(TABLES_MAX).any(in_table))
    }

    /// So many times it is an amount that stands around it, or in a table.
    fn makes_mean(&self, relation: &Relation) -> bool {
        const REACH: usize = 12;
        let rounded = Amount::printed(self.m.number, self.m.unit.scale, true);
        let Some(mean) = rounded else { return false };
        let counts = self.around(REACH, 2).filter(|n| matches!(n.unit.dimension, Dimension::Measure(_)));
        let money = |n: &&Mention| n.is_amount() && n.unit.dimension == Dimension::Money;
        counts.filter(|n| n.is_amount() && n.amount.value > 0).any(|count| {
            mean.times(count.amount).is_some_and(|total| {
                let other = |n: &Mention| n.amount.agrees(total) && !self.is_named_alike(n, relation);
                self.around(REACH, 4).filter(money).any(other)
                    || self.meant_in_tables().any(|amount| amount.agrees(total))
            })
        })
    }

    /// The sum or the difference of two amounts of its passage or, where it is long, of those around; or what all before it in
    /// its sentence leave of one.
    fn makes_difference(&self) -> bool {
        const REACH: usize = 24;
        const LONG: i128 = 1_000;
        let passages = if self.m.number.digits >= LONG { 3 } else { 0 };
        let like = |n: &&Mention| n.is_amount() && n.is_like(self.m);
        let near = |n: &&Mention| n.passage.abs_diff(self.m.passage) <= passages;
        let all: Vec<&Mention> = self.around(REACH, 4).filter(like).filter(near).collect();
        let agrees = |made: Option<Amount>| made.is_some_and(|made| made.agrees(self.m.amount));
        let makes = |a: &Mention, b: &Mention| {
            a.place != b.place && (agrees(a.amount.plus(b.amount)) || agrees(a.amount.minus(b.amount)))
        };
        let before = |n: &&Mention| {
            (n.passage, n.sentence) == (self.m.passage, self.m.sentence) && n.start < self.m.start
        };
        let taken = Amount::sum(self.around(REACH, 0).filter(like).filter(before).map(|n| n.amount));
        let leaves = |whole: &Mention| taken.is_some_and(|taken| agrees(whole.amount.minus(taken)));
        all.iter().any(|a| all.iter().any(|b| makes(a, b))) || self.around(REACH, 0).filter(like).any(leaves)
    }
}

fn size(amount: Amount) -> Amount {
    if amount.value < 0 { amount.negated() } else { amount }
}
