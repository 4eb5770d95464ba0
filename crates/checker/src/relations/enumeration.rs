//! 逐条列出的个数: as many points as the text says, `以下三个方面：一是……二是……三是……`, also as numbered paragraphs. It
//! has the code of [`super::list_count`].

use super::list_count::RULE;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::outline::style;
use crate::read::passage::Passage;
use crate::read::units::starts_with;
use crate::relation::{Formula, Operand, Relation};

/// Tests every count that an enumeration follows.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, passage) in reading.passages.iter().enumerate() {
        for at in firsts(passage) {
            let Some(count) = count_before(passage, at) else { continue };
            let listed = in_words(reading, index, at);
            judge(passage, &count, listed, outcome);
        }
        for (at, listed) in numbered(passage) {
            let Some(count) = count_of_things(passage, at) else { continue };
            judge(passage, &count, Some(listed), outcome);
        }
        let last = passage.chars.len().saturating_sub(1);
        let opens = passage.chars.last().is_some_and(|c| "：:".contains(*c));
        if let Some(count) = count_before(passage, last).filter(|_| opens) {
            judge(passage, &count, in_paragraphs(reading, index), outcome);
        }
    }
}

/// How many points the text announces.
pub(crate) struct Count {
    /// Its first character in the passage.
    pub start: usize,
    /// The character behind its measure.
    pub end: usize,
    /// The number.
    pub value: usize,
}

/// A count of points, and how many are listed where that is certain.
fn judge(passage: &Passage, count: &Count, listed: Option<usize>, outcome: &mut Outcome) {
    let Some(listed) = listed.filter(|listed| *listed > 1) else { return };
    let place = passage.place(count.start, count.end);
    let text = passage.printed(count.start, count.end);
    let stated = Operand::words(&place, &text);
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated, others: vec![] };
    if listed == count.value {
        return outcome.passes(relation);
    }
    let measure: String = text.chars().skip_while(|c| value_of(*c).is_some() || c.is_ascii_digit()).collect();
    let recomputed = format!("{listed}{measure}");
    let message = format!("写为{text}，其后逐条列出的有{listed}条");
    outcome.fails(relation, recomputed, message);
}

/// Signs of numerals up to ten.
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/// No enumeration in running text is longer.
const POINTS_MAX: usize = 20;

/// 一, 十, 十二 as a number.
fn numeral(n: usize) -> String {
    let digit =
        |n: usize| n.checked_sub(1).and_then(|i| NUMERALS.get(i)).map_or_else(String::new, char::to_string);
    match n {
        1..=10 => digit(n),
        11..=19 => format!("十{}", digit(n - 10)),
        _ => "二十".to_owned(),
    }
}

fn value_of(c: char) -> Option<usize> {
    if c == '两' { Some(2) } else { NUMERALS.iter().position(|n| *n == c).map(|i| i + 1) }
}

/// Where enumerations begin inside a passage: `一是`, behind a sign that ends a clause.
fn firsts(passage: &Passage) -> Vec<usize> {
    let first = |at: usize| {
        let before = at.checked_sub(1).and_then(|i| passage.chars.get(i));
        before.is_some_and(|c| "：:，。；".contains(*c)) && starts_with(&passage.chars, at, "一是")
    };
    (0..passage.chars.len()).filter(|at| first(*at)).collect()
}

/// Numbered points inside a passage behind a colon, `：（1）……；（2）……` or `：1.……；2.……`: where the first stands, and how many
/// there are.
fn numbered(passage: &Passage) -> Vec<(usize, usize)> {
    let chars = &passage.chars;
    let styles: [fn(usize) -> String; 3] =
        [|n| format!("（{n}）"), |n| format!("{n}."), |n| format!("{n}、")];
    let mut found = Vec::new();
    for at in (0..chars.len()).filter(|at| chars.get(*at).is_some_and(|c| "：:".contains(*c))) {
        let Some(style) = styles.iter().find(|style| starts_with(chars, at + 1, &style(1))) else { continue };
        let (mut count, mut from) = (1, at + 2);
        while count < POINTS_MAX {
            let next = style(count + 1);
            // A new number stands behind a sign, and is no decimal.
            let begins = |at: &usize| {
                let before = at.checked_sub(1).and_then(|i| chars.get(i));
                let behind = chars.get(at + next.chars().count());
                before.is_some_and(|c| "；。，;".contains(*c))
                    && starts_with(chars, *at, &next)
                    && !behind.is_some_and(char::is_ascii_digit)
            };
            let Some(place) = (from..chars.len()).find(begins) else { break };
            (count, from) = (count + 1, place + 1);
        }
        found.push((at, count));
    }
    found
}

/// The count in the clause that ends before a place: `三个方面`, `两类主要问题`; behind 以下 of anything: `以下五项工程`.
pub(crate) fn count_of_things(passage: &Passage, at: usize) -> Option<Count> {
    const HERE: [&str; 4] = ["以下", "下列", "如下", "分"];
    const NEAR: usize = 16;
    let clause = passage.slice(at.saturating_sub(NEAR), at);
    let clause = clause.rsplit(['，', '。', '；']).next().unwrap_or_default();
    counted_before(passage, at, HERE.iter().any(|word| clause.contains(word)))
}

fn count_before(passage: &Passage, at: usize) -> Option<Count> {
    counted_before(passage, at, false)
}

/// `any`: whatever is counted is what is listed.
fn counted_before(passage: &Passage, at: usize, any: bool) -> Option<Count> {
    const CLAUSE_MAX: usize = 30;
    let end = at.checked_sub(usize::from(at > 0 && passage.chars.get(at) == Some(&'一')))?;
    let from = end.saturating_sub(CLAUSE_MAX);
    let begin = (from..end).rev().find(|i| passage.chars.get(*i).is_some_and(|c| "，。；：".contains(*c)));
    let begin = begin.map_or(from, |i| i + 1);
    let mut found = (begin..end).filter_map(|i| count_at(passage, i, end, any));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// A number before a measure of points, with little behind it up to the end of its clause.
fn count_at(passage: &Passage, at: usize, clause_end: usize, any: bool) -> Option<Count> {
    const MEASURES: [&str; 8] = ["个", "方面", "点", "大", "类", "条", "种", "项"];
    const BEHIND_MAX: usize = 10;
    let c = |i: usize| passage.chars.get(i).copied();
    let before = at.checked_sub(1).and_then(c);
    let odd =
        before.is_some_and(|b| value_of(b).is_some() || b.is_ascii_digit() || "第数几.上余多".contains(b));
    let digit = c(at)?.to_digit(10).map(|d| d as usize);
    let value = value_of(c(at)?).or(digit).filter(|_| !odd)?;
    let measured = MEASURES.iter().find(|word| starts_with(&passage.chars, at + 1, word))?;
    let end = at + 1 + measured.chars().count();
    let behind = passage.slice(end, clause_end);
    let plain = !behind.contains(|c: char| c.is_ascii_digit() || value_of(c).is_some());
    // What is listed are the things that are counted, not what was done in them: `对三个乡镇开展了检查`.
    const THINGS: [&str; 14] = [
        "方面", "问题", "原因", "措施", "建议", "特点", "不足", "因素", "环节", "工作", "内容", "目标",
        "任务", "经验",
    ];
    let things =
        any || *measured == "方面" || behind.is_empty() || THINGS.iter().any(|word| behind.ends_with(word));
    let near = behind.chars().count() <= BEHIND_MAX && plain && things && (2..=9).contains(&value);
    near.then_some(Count { start: at, end, value })
}

/// How many points follow `一是`, in the passage and in those behind it that go on with the next; `None` where the
/// ordinals do not run through.
fn in_words(reading: &Reading, index: usize, at: usize) -> Option<usize> {
    const PASSAGES_MAX: usize = 12;
    let (mut count, mut passage, mut from) = (1, index, at + 2);
    'points: while count < POINTS_MAX {
        let next = format!("{}是", numeral(count + 1));
        for behind in (passage..reading.passages.len()).take(PASSAGES_MAX) {
            let here = reading.passages.get(behind)?;
            let start = if behind == passage { from } else { 0 };
            let again = ordinal(here, "一是", start, here.chars.len());
            let found = ordinal(here, &next, start, again.unwrap_or(here.chars.len()));
            if let Some(place) = found {
                (count, passage, from) = (count + 1, behind, place + next.chars().count());
                continue 'points;
            }
            // Another enumeration inside or behind this one.
            if again.is_some() {
                return if behind == passage { None } else { Some(count) };
            }
        }
        return Some(count);
    }
    None
}

/// An ordinal at the beginning of a clause, before `until`.
fn ordinal(passage: &Passage, word: &str, from: usize, until: usize) -> Option<usize> {
    let begins = |at: usize| {
        let before = at.checked_sub(1).and_then(|i| passage.chars.get(i));
        before.is_none_or(|c| "：:，。；、）".contains(*c)) && starts_with(&passage.chars, at, word)
    };
    (from..until).find(|at| begins(*at))
}

/// How many numbered paragraphs of one kind follow a passage, from the first; what stands under them is passed over.
fn in_paragraphs(reading: &Reading, lead: usize) -> Option<usize> {
    const PASSAGES_MAX: usize = 60;
    let first = reading.passages.get(lead + 1)?;
    let own = style(first).filter(|_| first.number == Some(1))?;
    let above = reading.passages.get(lead).and_then(style);
    let mut count: u32 = 1;
    for passage in reading.passages.iter().skip(lead + 2).take(PASSAGES_MAX) {
        let found = style(passage);
        if found == Some(own) && passage.number == Some(count + 1) {
            count += 1;
        } else if found == Some(own) || found.is_some() && found == above {
            break;
        }
    }
    (above != Some(own)).then_some(count as usize)
}
