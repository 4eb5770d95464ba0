//! What a list divides: the figures before it that may be its whole.

use super::announcement::Marker;
use super::{Finder, LONGEST};
use crate::read::label::Role;
use crate::read::mentions::{Divider, Mention};

impl Finder<'_> {
    /// The figures that may be the whole of the list that begins at `index`.
    pub(super) fn parents(&self, index: usize, marker: &Marker) -> Vec<usize> {
        let Some(first) = self.get(index) else { return vec![] };
        let before: Vec<usize> = (0..index)
            .rev()
            .take(60)
            .take_while(|i| self.get(*i).is_some_and(|m| m.passage == first.passage))
            .filter(|i| self.get(*i).is_some_and(|m| m.bracket.is_none()))
            .collect();
        if let Some(name) = &marker.within {
            let left = |m: &Mention| m.label.role == Role::Left && !name.contains('未');
            let named =
                |i: &&usize| self.get(**i).is_some_and(|m| m.label.text.contains(name.as_str()) && !left(m));
            return before.iter().find(named).map_or(vec![], |head| self.group(*head, index));
        }
        let same = |i: &&usize| self.get(**i).is_some_and(|m| m.segment == first.segment);
        let segment: Vec<usize> = before.iter().filter(same).rev().copied().collect();
        if !segment.is_empty() {
            let nested = segment.iter().rposition(|i| self.get(*i).is_some_and(|m| self.marker(m).is_some()));
            return segment.into_iter().skip(nested.unwrap_or(0)).collect();
        }
        let free: Vec<usize> = before.into_iter().filter(|i| !self.children.contains(i)).collect();
        if let Some(near) = free.first().and_then(|i| self.get(*i)) {
            let whole_sentence = first.divider == Divider::Stop;
            let keep = |i: &usize| {
                self.get(*i).is_some_and(|m| {
                    if whole_sentence { m.sentence == near.sentence } else { m.segment == near.segment }
                })
            };
            return free.into_iter().take_while(keep).collect::<Vec<_>>().into_iter().rev().collect();
        }
        first.passage.checked_sub(1).map_or(vec![], |previous| {
            self.last_sentence(previous).into_iter().filter(|i| !self.children.contains(i)).collect()
        })
    }

    /// A figure and the bare measures behind it: `专项项目116个，安排…，支出…`.
    pub(super) fn group(&self, head: usize, end: usize) -> Vec<usize> {
        let Some(segment) = self.get(head).map(|m| m.segment) else { return vec![] };
        let run = self.run(head, |m| m.segment == segment);
        let own = |(n, i): &(usize, usize)| {
            *n == 0 || self.get(*i).is_some_and(|m| m.label.is_bare() || m.is_rate())
        };
        run.into_iter().filter(|i| *i < end).enumerate().take_while(own).map(|(_, i)| i).collect()
    }

    /// The figures of the last sentence of a passage, outside brackets.
    pub(super) fn last_sentence(&self, passage: usize) -> Vec<usize> {
        let end = self.mentions.partition_point(|m| m.passage <= passage);
        let Some(last) = end.checked_sub(1).and_then(|i| self.get(i)).filter(|m| m.passage == passage) else {
            return vec![];
        };
        let mut figures: Vec<usize> = (0..end)
            .rev()
            .take(LONGEST)
            .take_while(|i| self.get(*i).is_some_and(|m| m.passage == passage && m.sentence == last.sentence))
            .filter(|i| self.get(*i).is_some_and(|m| m.bracket.is_none()))
            .collect();
        figures.reverse();
        figures
    }
}
