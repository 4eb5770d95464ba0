//! Listings: statements that some figures are the parts of others (`其中`, `由…组成`, `分别是`, a numbered list).
//!
//! A listing has items, each with one or more figures (`甲市68个、6.83亿元`), and columns: the figures of one measure
//! across all items, with the figure that is said to be their whole.

mod announcement;
mod parents;

use self::announcement::is_itemized;
use super::columns::{Column, closing, columns};
use super::mentions::{Divider, Mention};
use super::passage::Passage;
use std::collections::{HashMap, HashSet};

/// A statement that figures are parts of others.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// The figures of each item, without those of lists nested in it.
    pub items: Vec<Vec<usize>>,
    /// The figures of one measure across all items.
    pub columns: Vec<Column>,
    /// The words say that nothing is left out: `由…组成`, `分别是`.
    pub closed: bool,
    /// Where the list ends is certain.
    pub sure: bool,
}

/// All listings of a paper in reading order.
pub(crate) fn listings(passages: &[Passage], mentions: &[Mention]) -> Vec<Listing> {
    let mut finder =
        Finder { passages, mentions, children: HashSet::new(), classes: None, found: Vec::new() };
    for index in 0..mentions.len() {
        finder.announced(index);
        finder.bracketed(index);
    }
    finder.numbered();
    finder.found
}

/// For each part of a listing the figure that is said to be its whole.
pub(crate) fn wholes(listings: &[Listing]) -> HashMap<usize, usize> {
    let columns = listings.iter().flat_map(|l| &l.columns);
    columns
        .filter_map(|c| Some((c, c.closing.or(c.whole)?)))
        .flat_map(|(c, whole)| c.parts.iter().map(move |p| (*p, whole)))
        .collect()
}

/// For the last part of each column, which listing and which column.
pub(crate) fn ends(listings: &[Listing]) -> HashMap<usize, (usize, usize)> {
    let columns = listings.iter().enumerate().flat_map(|(l, listing)| {
        listing
            .columns
            .iter()
            .enumerate()
            .filter_map(move |(c, column)| Some((*column.parts.last()?, (l, c))))
    });
    columns.collect()
}

/// A sentence with more figures than this is damage; the bound keeps the reading linear.
const LONGEST: usize = 200;

struct Finder<'a> {
    passages: &'a [Passage],
    mentions: &'a [Mention],
    children: HashSet<usize>,
    /// What the last list by classes divides: passage, sentence, figures.
    classes: Option<(usize, usize, Vec<usize>)>,
    found: Vec<Listing>,
}

impl Finder<'_> {
    fn get(&self, index: usize) -> Option<&Mention> {
        self.mentions.get(index)
    }

    /// The figures from `from` on that are in the same passage, outside brackets, as long as `keep` holds.
    fn run(&self, from: usize, keep: impl Fn(&Mention) -> bool) -> Vec<usize> {
        let Some(first) = self.get(from) else { return vec![] };
        (from..self.mentions.len())
            .take(LONGEST)
            .take_while(|i| self.get(*i).is_some_and(|m| m.passage == first.passage && keep(m)))
            .filter(|i| self.get(*i).is_some_and(|m| m.bracket.is_none()))
            .collect()
    }

    /// A list whose first figure is announced by a word before it.
    fn announced(&mut self, index: usize) {
        let Some(first) = self.get(index).filter(|m| m.bracket.is_none()) else { return };
        let Some(marker) = self.marker(first) else { return };
        let (sentence, segment) = (first.sentence, first.segment);
        // The next way to divide the same whole begins another list.
        let own = |m: &Mention| !marker.class || m.start == first.start || !self.opens_class(m);
        let rest = self.run(index, |m| m.sentence == sentence && own(m));
        let here = self.run(index, |m| m.segment == segment && own(m));
        let whole_sentence = marker.wide || self.items(&here).len() < 2;
        let items = self.items(if whole_sentence { &rest } else { &here });
        let parents = match &self.classes {
            Some((passage, at, parents)) if marker.class && (*passage, *at) == (first.passage, sentence) => {
                parents.clone()
            }
            _ => self.parents(index, &marker),
        };
        if marker.class {
            self.classes = Some((first.passage, sentence, parents.clone()));
            self.children.extend(items.iter().flatten());
        }
        let Some(first) = self.get(index) else { return };
        if first.lead.contains("分别") && self.is_pair(&parents, first) {
            return;
        }
        let sure = marker.wide || rest.len() == here.len();
        let closed = marker.closed || self.says_how_many(&items) || self.counts(&parents, &items);
        self.push(items, parents, closed, sure);
    }

    /// Several figures stand side by side before `分别为`: the list answers them one by one and divides none.
    fn is_pair(&self, parents: &[usize], first: &Mention) -> bool {
        let mut like = parents.iter().rev().filter_map(|i| self.get(*i));
        like.find(|m| m.is_amount() && m.is_like(first)).is_some_and(|m| m.divider == Divider::Pause)
    }

    /// A list in brackets behind its whole: `251万元（税收75万元；非税176万元）`.
    fn bracketed(&mut self, index: usize) {
        let Some(first) = self.get(index) else { return };
        let Some(open) = first.bracket.filter(|_| first.divider == Divider::Stop) else { return };
        const OTHER: [&str; 12] =
            ["含", "不含", "其中含", "包括", "已", "剔除", "扣除", "注", "占", "比", "较", "每"];
        if OTHER.iter().any(|word| first.lead.starts_with(word)) {
            return;
        }
        let passage = first.passage;
        let before = index.checked_sub(1);
        let parent = before.filter(|i| self.get(*i).is_some_and(|m| m.passage == passage && m.end == open));
        let Some(parent) = parent else { return };
        let inner: Vec<usize> = (index..self.mentions.len())
            .take_while(|i| self.get(*i).is_some_and(|m| m.passage == passage && m.bracket == Some(open)))
            .collect();
        self.push(self.items(&inner), vec![parent], false, true);
    }

    /// Numbered paragraphs behind one that ends with a colon.
    fn numbered(&mut self) {
        for lead in 0..self.passages.len() {
            let opens =
                self.passages.get(lead).is_some_and(|p| p.chars.last().is_some_and(|c| "：:".contains(*c)));
            if !opens {
                continue;
            }
            let mut items = Vec::new();
            for (passage, expected) in (lead + 1..self.passages.len()).zip(1..) {
                if self.passages.get(passage).and_then(|p| p.number) != Some(expected) {
                    break;
                }
                let first = self.mentions.partition_point(|m| m.passage < passage);
                let item = self.get(first).filter(|m| m.passage == passage);
                let sentence = item.map(|m| m.sentence);
                items.push(
                    item.map_or(vec![], |_| self.top(&self.run(first, |m| Some(m.sentence) == sentence))),
                );
            }
            let parents = self.top(&self.last_sentence(lead));
            let text = self.passages.get(lead).map(Passage::text).unwrap_or_default();
            let tail = text.rsplit(['，', '。', '；']).next().unwrap_or_default();
            let divided =
                ["构成", "组成", "分为"].iter().find_map(|word| tail.split_once(word)).map(|(what, _)| what);
            // `收入构成为：` says which of the figures before it is divided.
            let what =
                divided.filter(|what| !what.is_empty() && !what.contains(|c: char| c.is_ascii_digit()));
            let named =
                |i: &usize| what.is_none_or(|w| self.get(*i).is_some_and(|m| m.label.text.contains(w)));
            let parents = parents.into_iter().filter(named).collect();
            let closed = divided.is_some() || is_itemized(tail);
            self.push(items, parents, closed, true);
        }
    }

    fn push(&mut self, items: Vec<Vec<usize>>, parents: Vec<usize>, closed: bool, sure: bool) {
        let parents: Vec<usize> =
            parents.into_iter().filter(|i| !items.iter().flatten().any(|c| c == i)).collect();
        if items.len() < 2 || parents.is_empty() || items.iter().any(Vec::is_empty) {
            return;
        }
        let (closed, sure) = if self.is_open_ended(&items) { (false, false) } else { (closed, sure) };
        let mut columns = columns(self.mentions, &items, &parents);
        for column in &mut columns {
            column.closing = closing(self.mentions, &parents, column);
        }
        if columns.is_empty() {
            return;
        }
        self.children.extend(items.iter().flatten());
        self.found.push(Listing { items, columns, closed, sure });
    }

    /// Divides figures into items: by `；` where there is one, otherwise where the first measure comes back.
    fn items(&self, figures: &[usize]) -> Vec<Vec<usize>> {
        let segments: HashSet<usize> = figures.iter().filter_map(|i| Some(self.get(*i)?.segment)).collect();
        let mut items: Vec<Vec<usize>> = Vec::new();
        let mut between: Option<Divider> = None;
        for (n, index) in figures.iter().enumerate() {
            let Some(m) = self.get(*index) else { break };
            let last = items.last().and_then(|item| item.last()).and_then(|i| self.get(*i));
            let begins = if segments.len() > 1 {
                last.is_none_or(|l| l.segment != m.segment)
            } else {
                if n > 0 && self.marker(m).is_some() {
                    break;
                }
                let first = figures.first().and_then(|i| self.get(*i));
                let again = first.is_some_and(|f| n == 0 || f.is_like(m) && self.is_new_subject(f, m));
                if n > 0 && between.is_some_and(|b| m.divider > b && b == Divider::Pause) {
                    break;
                }
                if again && n > 0 && between.is_none() {
                    between = Some(m.divider);
                }
                again
            };
            match items.last_mut() {
                Some(item) if !begins => item.push(*index),
                _ => items.push(vec![*index]),
            }
        }
        items.iter().map(|item| self.top(item)).collect()
    }

    /// A figure like the first of the list begins another item; in a list of changes another subject's change does.
    fn is_new_subject(&self, first: &Mention, m: &Mention) -> bool {
        let kind = first.label.is_change() || !m.label.is_change();
        kind && (!m.label.is_bare() || m.divider == Divider::Pause)
    }

    /// The figures before the first list that is nested in them.
    fn top(&self, figures: &[usize]) -> Vec<usize> {
        let nested =
            |(n, i): (usize, &usize)| n > 0 && self.get(*i).is_some_and(|m| self.marker(m).is_some());
        let end = figures.iter().enumerate().position(nested).unwrap_or(figures.len());
        figures.iter().take(end).copied().collect()
    }
}
