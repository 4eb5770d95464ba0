//! Series: figures of one kind side by side, divided by `、` or `和`, that answer a list one by one (`分别为3260、1840万元`).

use super::mentions::Mention;
use std::collections::HashMap;

/// The series of a paper.
#[derive(Debug, Default)]
pub(crate) struct AllSeries {
    /// Each with two or more figures, in reading order.
    pub series: Vec<Vec<usize>>,
    /// For each figure of one, which.
    of: HashMap<usize, usize>,
}

impl AllSeries {
    /// The series in which a figure stands.
    pub(crate) fn of(&self, index: usize) -> Option<&[usize]> {
        self.series.get(*self.of.get(&index)?).map(Vec::as_slice)
    }
}

/// All series of a paper.
pub(crate) fn series(mentions: &[Mention]) -> AllSeries {
    let mut all = AllSeries::default();
    let mut run: Vec<usize> = Vec::new();
    for (index, m) in mentions.iter().enumerate() {
        let goes_on = run.last().and_then(|last| mentions.get(*last)).is_some_and(|last| follows(last, m));
        if !goes_on {
            all.close(std::mem::take(&mut run));
        }
        run.push(index);
    }
    all.close(run);
    all
}

impl AllSeries {
    fn close(&mut self, run: Vec<usize>) {
        if run.len() > 1 {
            self.of.extend(run.iter().map(|index| (*index, self.series.len())));
            self.series.push(run);
        }
    }
}

fn follows(last: &Mention, m: &Mention) -> bool {
    let place = (last.passage, last.sentence, last.bracket) == (m.passage, m.sentence, m.bracket);
    place && last.is_like(m) && ["、", "和", "及", "与", "以及"].contains(&m.lead.as_str())
}
