//! 并列个数: things counted side by side behind 其中 that are one digit away from the whole before them. 其中 may leave
//! something out; what speaks against that is said here. It has the codes of [`super::sum`].

use super::partition::is_counted_twice;
use super::sum::{ends_with_rest, fail, relation};
use crate::exact::{Amount, PARTS_MAX, is_one_slip, some_make_up};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::{Divider, Mention};
use crate::read::units::Dimension;

/// Names that leave nothing out where all of them stand there, of things whose kinds are known.
const CLASSES: [&[&str]; 7] = [
    &["优", "良", "中", "差"],
    &["优秀", "良好", "合格", "不合格"],
    &["优秀", "良好", "一般", "较差"],
    &["增加", "减少", "不"],
    &["上升", "下降", "持平"],
    &["提高", "下降", "持平"],
    &["高中", "初中", "小学", "幼儿园"],
];

/// Tests every run of counts side by side that no other relation closed.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, first) in reading.mentions.iter().enumerate().filter(|(_, m)| is_counted(m)) {
        let Some(list) = List::at(reading, index, first) else { continue };
        let tested = list.parts.iter().chain([&list.whole]).all(|m| outcome.is_related(&m.place));
        if tested || list.is_otherwise(reading, index) {
            continue;
        }
        if list.total == list.whole.amount {
            outcome.passes(relation(list.whole, &list.parts));
        } else if list.closes_but_for_a_digit() && list.is_sure() {
            fail(list.whole, &list.parts, list.total, outcome);
        }
    }
}

/// Counts side by side, and the count before them.
struct List<'a> {
    whole: &'a Mention,
    parts: Vec<&'a Mention>,
    total: Amount,
    /// The names leave nothing out.
    named: bool,
    /// Nothing but brackets announces it, right behind its whole.
    bracketed: bool,
    /// The words may go on behind it, or say that they leave something out.
    open: bool,
}

/// Whole numbers of things: people may be counted in several parts.
fn is_counted(m: &Mention) -> bool {
    const PEOPLE: [&str; 6] = ["人", "人次", "户", "户次", "人天", "例"];
    let things = matches!(m.unit.dimension, Dimension::Measure(word) if !PEOPLE.contains(&word));
    things && m.is_amount() && m.unit.scale == 1 && m.number.places == 0 && m.amount.value > 0
}

impl<'a> List<'a> {
    /// The list that begins with a figure.
    fn at(reading: &'a Reading, index: usize, first: &'a Mention) -> Option<List<'a>> {
        let own =
            |m: &&Mention| (m.passage, m.segment, m.bracket) == (first.passage, first.segment, first.bracket);
        let outer =
            |m: &&Mention| m.passage == first.passage && (m.bracket == first.bracket || m.bracket.is_none());
        let behind: Vec<&Mention> = reading
            .mentions
            .iter()
            .skip(index + 1)
            .take(2 * PARTS_MAX)
            .take_while(|m| m.passage == first.passage)
            .filter(outer)
            .collect();
        let beside =
            |m: &&&Mention| own(m) && m.divider == Divider::Pause && is_counted(m) && m.is_like(first);
        let parts: Vec<&Mention> =
            [first].into_iter().chain(behind.iter().take_while(beside).copied()).collect();
        let next = behind.get(parts.len() - 1).filter(|m| own(m));
        let named = leaves_nothing_out(&parts) || ends_with_rest(&parts);
        let bracketed = first.bracket.is_some() && first.divider == Divider::Stop;
        let announced = bracketed || ["其中", "包括", "包含"].iter().any(|word| first.lead.contains(word));
        let alike = parts.iter().all(|m| !m.label.text.is_empty()) && parts.len() >= 2;
        let whole = whole(reading, index, first).filter(|_| alike && (announced || named))?;
        let total = Amount::sum(parts.iter().map(|m| m.amount))?;
        let last = parts.last()?;
        let left_out =
            reading.behind(last) == Some('等') || first.lead.contains("主要") || first.lead.contains("重点");
        let other = |m: &Mention| m.is_like(first) && m.is_amount() && m.label.role != Role::Plan;
        let goes_on = next.is_some_and(|m| m.divider == Divider::Pause || other(m));
        Some(List { whole, parts, total, named, bracketed, open: left_out || goes_on })
    }

    /// The parts are of another figure, or some of them alone are the whole.
    fn is_otherwise(&self, reading: &Reading, index: usize) -> bool {
        const REACH: usize = 24;
        let amounts: Vec<Amount> = self.parts.iter().map(|m| m.amount).collect();
        let elsewhere =
            |m: &Mention| m.is_like(self.whole) && m.start != self.whole.start && m.amount == self.total;
        let closes =
            self.total != self.whole.amount && reading.before(index, REACH).any(|(_, m)| elsewhere(m));
        let inside = self.total != self.whole.amount && some_make_up(self.whole.amount, &amounts);
        closes || inside || is_counted_twice(reading, &self.parts)
    }

    fn closes_but_for_a_digit(&self) -> bool {
        let slipped = |m: &Mention, right: Option<Amount>| {
            let right = right.filter(|right| right.value > 0).and_then(|right| right.number(m.unit.scale, 0));
            right.is_some_and(|right| is_one_slip(&m.number.to_string(), &right.to_string()))
        };
        let off = self.whole.amount.minus(self.total);
        slipped(self.whole, Some(self.total))
            || self.parts.iter().any(|m| slipped(m, off.and_then(|off| m.amount.plus(off))))
    }

    /// More than all there are; or names that leave nothing out; or so little left that nobody would leave it out.
    fn is_sure(&self) -> bool {
        let left = self.whole.amount.value.saturating_sub(self.total.value);
        let within = |part: i128| left.saturating_mul(part) <= self.whole.amount.value;
        let several = self.parts.len() >= 3;
        if left < 0 {
            let larger = self.parts.iter().any(|m| m.amount.value > self.whole.amount.value);
            return several || larger || self.named;
        }
        let nearly = several && (self.bracketed && within(4) || is_parallel(&self.parts) && within(10));
        // Who leaves something out leaves more than this.
        !self.open && (self.named && within(2) || nearly || within(if several { 200 } else { 500 }))
    }
}

/// The count that is divided: the one right before, in its sentence or around its brackets.
fn whole<'a>(reading: &'a Reading, index: usize, first: &Mention) -> Option<&'a Mention> {
    if first.bracket.is_some() && first.divider == Divider::Stop {
        let (_, before) = reading.before_bracket(index)?;
        return Some(before).filter(|m| is_counted(m) && m.is_like(first));
    }
    let mut before = reading
        .before(index, 4)
        .map(|(_, m)| m)
        .take_while(|m| (m.passage, m.sentence) == (first.passage, first.sentence));
    before
        .find(|m| m.bracket == first.bracket)
        .filter(|m| is_counted(m) && m.is_like(first) && m.segment == first.segment)
}

/// The names are all classes of one kind.
fn leaves_nothing_out(parts: &[&Mention]) -> bool {
    CLASSES.iter().any(|classes| {
        let has = |class: &&&str| parts.iter().any(|m| is_of(m, class, classes));
        parts.len() == classes.len() && classes.iter().all(|class| has(&class))
    })
}

/// The longest class in a name is this one.
fn is_of(m: &Mention, class: &str, classes: &[&str]) -> bool {
    let name = m.label.text.trim_end_matches('的');
    let says = |class: &str| {
        if class.chars().count() == 1 && class != "不" {
            name.ends_with(class)
        } else {
            name.contains(class)
        }
    };
    says(class) && !classes.iter().any(|other| other.contains(class) && *other != class && says(other))
}

/// The names end alike: `A类`, `B类`; `检验设备`, `手术设备`.
fn is_parallel(parts: &[&Mention]) -> bool {
    let end = |m: &&Mention| m.label.text.trim_end_matches('的').chars().last();
    let first = parts.first().and_then(end);
    first.is_some() && parts.iter().all(|m| end(m) == first)
}
