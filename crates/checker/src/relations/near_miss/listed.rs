//! Lists that a total announces: behind a word, a comma or a colon, in the passage below, or told before it by another
//! measure.

use super::amount::Proof;
use super::{REACH, adds_up, behind, together};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::lists::Listing;
use crate::read::mentions::{Divider, Mention};
use crate::read::units::Dimension;

/// The runs of figures that are said to be all parts of an amount, each with what makes a failure certain.
pub(super) fn runs<'a>(
    reading: &'a Reading,
    index: usize,
    m: &Mention,
    is_total: bool,
    outcome: &Outcome,
) -> Vec<(Vec<&'a Mention>, Proof)> {
    let told = if is_total { columns(reading, index, m, outcome) } else { vec![] };
    let counted = beside_counts(reading, index, m);
    let sure = told.into_iter().chain(counted).map(|run| (run, Proof::Words));
    sure.chain(behind_it(reading, index, m)).collect()
}

/// What a total announces right behind it. Of what 其中 and 包括 announce only swapped digits are certain: they may leave
/// something out.
fn behind_it<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<(Vec<&'a Mention>, Proof)> {
    const CLOSED: [&str; 4] = ["由", "分别", "即", "："];
    const OPEN: [&str; 4] = ["其中", "包括", "包含", "主要"];
    let after = behind(reading, index, m);
    if let Some(run) = next_sentence(m, &after) {
        return vec![(run, Proof::Place)];
    }
    if let Some(run) = below(reading, index, m).filter(|_| after.is_empty()) {
        return vec![(run, Proof::Place)];
    }
    let Some(first) = after.first() else { return vec![] };
    let says = |words: &[&str]| words.iter().any(|word| first.lead.contains(word));
    if let Some(run) = apposed(m, &after) {
        return vec![(run, Proof::Near)];
    }
    let proof = match (says(&OPEN), says(&CLOSED)) {
        (true, _) => Proof::Swap,
        (false, true) => Proof::Place,
        (false, false) => return vec![],
    };
    if after.iter().any(|n| together(n, m) && reading.behind(n) == Some('等')) {
        return vec![];
    }
    let run =
        |keep: &dyn Fn(&Mention) -> bool| after.iter().copied().filter(|n| keep(n) && adds_up(n)).collect();
    vec![(run(&|n| together(n, m)), proof), (run(&|n| n.segment == m.segment), proof)]
}

/// `问题16个、涉及724.85万元……已整改的11个，503.17万元；基本整改的3个，186.42万元；正在整改的2个，35.26万元`: items whose counts add up
/// to the count beside the total have amounts that add up to it.
fn beside_counts<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Vec<&'a Mention>> {
    const ITEMS: usize = 12;
    const ITEMS_MIN: usize = 3;
    let (_, count) = reading.before(index, 1).next()?;
    let counts = |n: &Mention| n.is_amount() && n.is_like(count) && n.unit.scale == 1;
    let beside = |n: &Mention, of: &Mention| (n.passage, n.segment) == (of.passage, of.segment);
    let counted = matches!(count.unit.dimension, Dimension::Measure(_)) && counts(count);
    let whole = counted && m.unit.dimension == Dimension::Money && beside(count, m);
    let behind = reading.mentions.get(index + 1..).filter(|_| whole)?.chunks_exact(2).take(ITEMS);
    let (mut sum, mut amounts) = (0, Vec::new());
    for pair in behind {
        let [n, amount] = pair else { break };
        let item = counts(n)
            && amount.is_like(m)
            && amount.is_amount()
            && beside(amount, n)
            && n.passage <= m.passage + 1;
        if !item || sum >= count.amount.value {
            break;
        }
        sum += n.amount.value;
        amounts.push(amount);
    }
    (sum == count.amount.value && amounts.len() >= ITEMS_MIN).then_some(amounts)
}

/// `养老机构66家，公办17家、公建民营21家、民办28家`: three parts or more behind a comma, side by side to the end of the clause.
fn apposed<'a>(m: &Mention, after: &[&'a Mention]) -> Option<Vec<&'a Mention>> {
    const PARTS_MIN: usize = 3;
    let (first, rest) = after.split_first()?;
    let opens = first.segment == m.segment && first.lead.starts_with('，') && first.divider == Divider::Comma;
    let beside = rest.iter().take_while(|n| n.divider == Divider::Pause && n.segment == m.segment);
    let run: Vec<&Mention> = [*first].into_iter().chain(beside.copied()).collect();
    let named = run.iter().all(|n| !n.label.is_bare() && !n.label.is_change() && !n.lead.contains("其中"));
    let alone = after.iter().filter(|n| n.segment == m.segment).count() == run.len();
    (opens && named && alone && run.len() >= PARTS_MIN).then_some(run)
}

/// `受理案件3943件，同比上升7.48%。民事2140件，刑事1765件，行政38件。`: the next sentence is nothing but a list of the same.
fn next_sentence<'a>(m: &Mention, after: &[&'a Mention]) -> Option<Vec<&'a Mention>> {
    const PARTS_MIN: usize = 3;
    let run: Vec<&Mention> = after.iter().copied().filter(|n| n.sentence == m.sentence + 1).collect();
    let alone = after.iter().all(|n| n.sentence > m.sentence);
    let short = |n: &Mention| n.lead.trim_start_matches('，').chars().count() <= 8 && !n.label.is_bare();
    let plain = |n: &&Mention| short(n) && n.divider != Divider::Semicolon && !n.label.is_change();
    (alone && m.divider == Divider::Stop && run.len() >= PARTS_MIN && run.iter().all(plain)).then_some(run)
}

/// `下达资金1970万元，分配如下：`, and the first sentence of the next passage.
fn below<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Vec<&'a Mention>> {
    const WORDS: [&str; 4] = ["如下", "分配", "其中", "分别"];
    const ANNOUNCED: usize = 40;
    let passage = reading.passages.get(m.passage)?;
    // No longer than what announces a list.
    let left = passage.chars.len().checked_sub(m.end).filter(|left| *left <= ANNOUNCED)?;
    let rest = passage.slice(m.end, m.end + left);
    let opens = rest.ends_with(['：', ':']) && WORDS.iter().any(|word| rest.contains(word));
    let next = reading.mentions.iter().skip(index + 1).take(24);
    let run: Vec<&Mention> = next.take_while(|n| n.passage == m.passage + 1 && n.sentence == 0).collect();
    let alike = run.iter().all(|n| n.is_like(m) && adds_up(n) && n.bracket.is_none());
    (opens && alike && run.len() >= 3).then_some(run)
}

/// `产业类11个，1968万元；基础设施类9个，1024万元……本批项目共20个`: a list that is complete by its amounts is complete by its
/// counts.
fn columns<'a>(reading: &'a Reading, index: usize, m: &Mention, outcome: &Outcome) -> Vec<Vec<&'a Mention>> {
    let get = |i: &usize| reading.mentions.get(*i);
    let noun: Vec<char> = m.label.subject.chars().rev().take(2).collect();
    let noun: String = noun.into_iter().rev().collect();
    let ends = reading.before(index, REACH).filter_map(|(at, _)| reading.listing_ending_at(at));
    let complete = |listing: &&Listing| {
        listing.columns.iter().any(|column| {
            let whole = column.closing.or(column.whole).and_then(|whole| get(&whole));
            whole.is_some_and(|whole| outcome.is_proved(&whole.place) && !whole.is_like(m))
        })
    };
    let counts = |listing: &'a Listing| {
        let own = |item: &Vec<usize>| item.iter().filter_map(get).find(|n| n.is_like(m));
        let counts: Vec<&Mention> = listing.items.iter().filter_map(own).collect();
        let named = counts.iter().all(|n| n.label.text.contains(&noun) && n.is_amount());
        (named && counts.len() == listing.items.len()).then_some(counts)
    };
    if noun.chars().count() < 2 { vec![] } else { ends.filter(complete).filter_map(counts).collect() }
}
