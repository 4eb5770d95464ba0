//! A total behind a numbered list, each of whose items names one main amount of it: `以上四类问题涉及金额共1197.85万元`.
//! What leaves one item out, or counts one twice, is certain, as is one slip of the pen.

use super::adds_up;
use super::amount::is_slip;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::outline::style;
use crate::read::passage::Passage;
use crate::read::units::{Dimension, starts_with};
use crate::relation::{Formula, Relation};
use crate::relations::operand;
use crate::relations::sum::{COUNT_SUM, SUM};

/// Tests a total of the items before it; whether anything was said of it.
pub(super) fn check(reading: &Reading, m: &Mention, outcome: &mut Outcome) -> bool {
    let Some(announced) = Announced::of(reading, m) else { return false };
    let Some(items) = items(reading, m) else { return false };
    if announced.count.is_some_and(|count| count != items.len()) {
        return false;
    }
    let sum = |parts: &[&Mention]| Amount::sum(parts.iter().map(|part| part.amount));
    if let Some(parts) = made_of(&items, m) {
        outcome.passes(relation(m, &parts));
        return true;
    }
    let mains: Vec<&Mention> = items.iter().filter_map(|item| item.first().copied()).collect();
    let Some(right) = sum(&mains) else { return false };
    let whole = announced.count.is_some() || announced.plain;
    // One item was left out, or counted twice.
    let one_off = mains.len() >= ITEMS_MIN
        && mains.iter().any(|part| {
            let without = right.minus(part.amount).is_some_and(|rest| rest.agrees(m.amount));
            without || right.plus(part.amount).is_some_and(|more| more.agrees(m.amount))
        });
    let slipped = m.unit.dimension == Dimension::Money && is_slip(m, right);
    let Some(recomputed) = m.print_like(right).filter(|_| whole && (one_off || slipped)) else {
        return false;
    };
    let listed: Vec<&str> = mains.iter().map(|part| part.text.as_str()).collect();
    let message = format!("写为{}，前面{}项（{}）合计为{recomputed}", m.text, mains.len(), listed.join("＋"));
    outcome.fails(relation(m, &mains), recomputed, message);
    true
}

/// Of fewer items one is left out by accident.
const ITEMS_MIN: usize = 3;

/// No list in a paper has more items, and no item more figures.
const ITEMS_MAX: usize = 20;
const FIGURES_MAX: usize = 60;

fn relation(total: &Mention, parts: &[&Mention]) -> Relation {
    let rule = if total.unit.dimension == Dimension::Money { &SUM } else { &COUNT_SUM };
    let others = parts.iter().map(|part| operand(part)).collect();
    Relation { rule, formula: Formula::Sum, stated: operand(total), others }
}

/// What the words before a total say that it sums up.
struct Announced {
    /// How many items: 4 of `以上四类问题`.
    count: Option<usize>,
    /// Nothing but that it is the total of what stands above: `以上各项合计`.
    plain: bool,
}

impl Announced {
    fn of(reading: &Reading, m: &Mention) -> Option<Announced> {
        const CLAUSE_MAX: usize = 24;
        let passage = reading.passages.get(m.passage)?;
        let text = passage.slice(m.start.saturating_sub(CLAUSE_MAX), m.start);
        let clause = text.rsplit(['，', '。', '；', '：']).next()?;
        let above = ["以上", "上述"].iter().find_map(|word| clause.split_once(word))?.1;
        let total = ["共", "合计", "总计", "累计", "涉及", "总额"].iter().any(|word| above.contains(word));
        let once = m.unit.dimension == Dimension::Money || counts_once(above, &reading.tail(m));
        // `以上三项共安排5800万元，其余由企业自筹`: not all of the items.
        const PARTLY: [&str; 5] = ["其余", "不含", "剔除", "除外", "未含"];
        let behind = passage.slice(m.end, m.end + CLAUSE_MAX);
        let partly =
            behind.split('。').next().is_some_and(|rest| PARTLY.iter().any(|word| rest.contains(word)));
        (total && once && !partly).then(|| Announced { count: counted(above), plain: is_plain(above) })
    }
}

/// Persons and places may stand in several items; problems do not: `以上四类问题共157个`, but not `以上问题共涉及单位24家`.
fn counts_once(above: &str, tail: &str) -> bool {
    const ONCE: [&str; 7] = ["问题", "线索", "事项", "隐患", "案件", "意见", "建议"];
    let named = |text: &str| ONCE.iter().any(|word| text.contains(word));
    let (before, counted) = above.rsplit_once(['共', '计']).unwrap_or(("", above));
    if tail.is_empty() && counted.is_empty() { named(before) } else { named(counted) || named(tail) }
}

/// The number before a measure of items.
fn counted(text: &str) -> Option<usize> {
    const THINGS: [&str; 10] = ["大类", "类", "项", "个", "笔", "方面", "条", "点", "种", "批"];
    THINGS.iter().find_map(|thing| {
        let last = text.split_once(thing)?.0.chars().last()?;
        let worded = "两三四五六七八九十".chars().position(|c| c == last).map(|at| at + 2);
        worded.or_else(|| last.to_digit(10).map(|n| n as usize)).filter(|n| *n >= 2)
    })
}

/// Whether nothing in a text narrows down what is summed up.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 19] = [
        "各项", "各类", "问题", "事项", "项目", "支出", "费用", "合计", "共计", "总计", "累计", "涉及",
        "金额", "资金", "总额", "各", "共", "为", "均",
    ];
    let mut rest = text.to_owned();
    WORDS.iter().for_each(|word| rest = rest.replace(word, ""));
    rest.is_empty()
}

/// One amount of each item, or all of an item, that make up the total.
fn made_of<'a>(items: &[Vec<&'a Mention>], total: &Mention) -> Option<Vec<&'a Mention>> {
    const CHOICES_MAX: usize = 3;
    const TRIED_MAX: usize = 2_000;
    let choices = items.iter().map(|item| {
        let single = item.iter().take(CHOICES_MAX).map(|one| vec![*one]);
        let all = Some(item.clone()).filter(|all| all.len() > 1);
        single.chain(all).collect::<Vec<_>>()
    });
    let mut found: Vec<Vec<&Mention>> = vec![vec![]];
    for choice in choices {
        let with = |chosen: &Vec<&'a Mention>| {
            let longer = |more: &Vec<&'a Mention>| chosen.iter().chain(more).copied().collect();
            choice.iter().map(longer).collect::<Vec<Vec<&Mention>>>()
        };
        found = found.iter().flat_map(with).take(TRIED_MAX).collect();
    }
    let makes = |parts: &Vec<&Mention>| {
        Amount::sum(parts.iter().map(|part| part.amount)).is_some_and(|sum| sum.agrees(total.amount))
    };
    found.into_iter().find(makes)
}

/// The amounts of each item of the list that ends before a total; `None` where an item has none.
fn items<'a>(reading: &'a Reading, m: &Mention) -> Option<Vec<Vec<&'a Mention>>> {
    let ranges = in_passage(reading.passages.get(m.passage)?, m).or_else(|| in_paragraphs(reading, m))?;
    let like = |n: &&Mention| n.is_like(m) && adds_up(n) && n.bracket.is_none() && n.amount.value > 0;
    let within = |range: &Range| {
        let begin = reading.mentions.partition_point(|n| (n.passage, n.start) < range.0);
        let end = reading.mentions.partition_point(|n| (n.passage, n.start) < range.1);
        let figures = reading.mentions.get(begin..end).unwrap_or_default();
        figures.iter().take(FIGURES_MAX).filter(like).collect::<Vec<_>>()
    };
    let items: Vec<Vec<&Mention>> = ranges.iter().map(within).collect();
    items.iter().all(|item| !item.is_empty()).then_some(items)
}

/// From a character of a passage to before another.
type Range = ((usize, usize), (usize, usize));

/// Numbered paragraphs before the passage of a total, from the first, each with what stands below it.
fn in_paragraphs(reading: &Reading, m: &Mention) -> Option<Vec<Range>> {
    const PASSAGES_MAX: usize = 60;
    if reading.passages.get(m.passage)?.number.is_some() {
        return None;
    }
    let mut own = None;
    let mut starts: Vec<usize> = Vec::new();
    for at in (m.passage.saturating_sub(PASSAGES_MAX)..m.passage).rev() {
        let Some((passage, number)) = reading.passages.get(at).and_then(|p| Some((p, p.number?))) else {
            continue;
        };
        let last = *own.get_or_insert((style(passage), number as usize));
        if style(passage) != last.0 {
            continue;
        }
        if number as usize + starts.len() != last.1 {
            return None;
        }
        starts.push(at);
        if number == 1 {
            break;
        }
    }
    let complete = own.is_some_and(|(_, count)| count == starts.len()) && starts.len() <= ITEMS_MAX;
    starts.reverse();
    let ends = starts.iter().skip(1).copied().chain([m.passage]);
    let ranges = starts.iter().zip(ends).map(|(from, to)| ((*from, 0), (to, 0))).collect();
    (complete && starts.len() > 1).then_some(ranges)
}

/// Items inside the passage of a total, up to its sentence: `一是……；二是……`, `（1）……；（2）……`, `①……②……`.
fn in_passage(passage: &Passage, m: &Mention) -> Option<Vec<Range>> {
    const STYLES: [fn(usize) -> Option<String>; 5] = [
        |n| Some(format!("{}是", "一二三四五六七八九".chars().nth(n)?)),
        |n| Some(format!("（{}）", n + 1)),
        |n| Some(format!("{}.", n + 1)),
        |n| Some(format!("{}、", n + 1)),
        |n| "①②③④⑤⑥⑦⑧⑨⑩".chars().nth(n).map(String::from),
    ];
    const LONGEST: usize = 2_000;
    let from = m.start.saturating_sub(LONGEST);
    let before = passage.chars.get(from..m.start)?;
    let before = before.get(..before.iter().rposition(|c| "。；".contains(*c))?)?;
    let starts = STYLES.iter().map(|style| starts_of(before, style));
    let starts = starts.max_by_key(Vec::len).filter(|starts| starts.len() > 1)?;
    let ends = starts.iter().skip(1).copied().chain([before.len()]);
    let range = |(begin, end): (&usize, usize)| ((m.passage, from + begin), (m.passage, from + end));
    Some(starts.iter().zip(ends).map(range).collect())
}

/// Where the items of a kind begin that run through from the first.
fn starts_of(chars: &[char], style: &fn(usize) -> Option<String>) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    while let Some(mark) = style(starts.len()) {
        let from = starts.last().map_or(0, |last| last + 1);
        let begins = |at: &usize| {
            let before = at.checked_sub(1).and_then(|i| chars.get(i));
            let behind = chars.get(at + mark.chars().count());
            starts_with(chars, *at, &mark)
                && before.is_none_or(|c| "：:，。；、".contains(*c))
                && !behind.is_some_and(char::is_ascii_digit)
        };
        let Some(at) = (from..chars.len()).find(begins) else { break };
        starts.push(at);
    }
    starts
}
