//! 名单个数: as many names as the text says there are.

use super::{enumeration, operand};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::passage::Passage;
use crate::read::units::{Dimension, starts_with, unit_at};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashMap;

/// A closed list of names.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C003",
    name: "list_count",
    kind: Kind::ListCount,
    severity: Severity::Error,
    title: "列出的名称或各点与所说个数不符",
    what: "“n个，即……”“分别是……”或冒号之后逐一列出的名称，以及“n个方面：一是……二是……”逐条列出的各点，是否正好n个。",
    why: "名单缺一个或多一个，往往是机构、项目增减后只改了一处。",
    advice: "请核对个数与名单。",
    fails: "下设科室4个，即办公室、财务科和业务科。",
    passes: "下设科室3个，即办公室、财务科和业务科。",
    limits: "带“等”的名单不完整，不核对；名称本身含“和”“与”时两种数法都算对。",
};

/// Where names begin behind a count.
const OPENINGS: [&str; 13] = [
    "，具体为：",
    "，具体是：",
    "，名单为：",
    "，即：",
    "，即",
    "即",
    "，分别是：",
    "，分别为：",
    "，分别是",
    "，分别为",
    "分别是",
    "分别为",
    "：",
];
const NAMES_MAX: i128 = 60;

/// Tests every count that is followed by a closed list of names.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    reading.passages.iter().for_each(|passage| announced(passage, outcome));
    for m in &reading.mentions {
        let counted =
            matches!(m.unit.dimension, Dimension::Measure(_)) && m.unit.scale == 1 && m.number.places == 0;
        if !counted || m.vague || m.each || !(2..=NAMES_MAX).contains(&m.number.digits) {
            continue;
        }
        let Some(names) = names(reading, m) else { continue };
        let (least, most) = (names.len() as i128, (names.len() + joined(&names)) as i128);
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(m), others: vec![] };
        if (least..=most).contains(&m.number.digits) {
            outcome.passes(relation);
            continue;
        }
        let last_joined = names.last().is_some_and(|n| is_joined(n));
        let counted = least + i128::from(last_joined);
        let recomputed = format!("{counted}{}", m.unit.word);
        let message = format!("写为{}，其后列出的名称为{recomputed}", m.text);
        outcome.fails(relation, recomputed, message);
    }
}

/// `以下五方面人员：甲、乙、丙……`: a count of anything that 以下 announces, and the names behind the colon.
fn announced(passage: &Passage, outcome: &mut Outcome) {
    for at in (0..passage.chars.len()).filter(|at| passage.chars.get(*at).is_some_and(|c| "：:".contains(*c)))
    {
        let said = passage.slice(at.saturating_sub(16), at);
        let said = said.rsplit(['，', '。', '；']).next().unwrap_or_default().to_owned();
        let Some(count) = enumeration::count_of_things(passage, at)
            .filter(|_| ["以下", "下列", "分"].iter().any(|word| said.contains(word)))
        else {
            continue;
        };
        let Some((text, end)) = plain(&passage.chars, at + 1) else { continue };
        let names: Vec<String> = text.split('、').map(str::to_owned).collect();
        let closed =
            passage.chars.get(end).is_none_or(|c| *c == '。') && !leaves_out(&text) && joined(&names) == 0;
        let named = names.len() > 2
            && names.iter().all(|name| (2..=20).contains(&name.chars().count()) && !states_a_figure(name));
        if !closed || !named || text.starts_with(['1', '一', '（']) {
            continue;
        }
        let stated =
            Operand::words(&passage.place(count.start, count.end), &passage.printed(count.start, count.end));
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated, others: vec![] };
        if names.len() == count.value {
            outcome.passes(relation);
        } else {
            let message = format!("写为{}，其后列出的有{}个", relation.stated.text, names.len());
            outcome.fails(relation, names.len().to_string(), message);
        }
    }
}

/// The names behind a count, where they are a closed list without figures.
fn names(reading: &Reading, m: &Mention) -> Option<Vec<String>> {
    let chars = &reading.passages.get(m.passage)?.chars;
    let counted = m.end + counted_noun(chars, m.end);
    let opening = OPENINGS.iter().find(|word| starts_with(chars, counted, word))?;
    // Right behind the count `即` and `：` open a list, behind its noun only what a comma leads in does.
    if counted > m.end && !opening.starts_with(['，', '：']) {
        return None;
    }
    let start = counted + opening.chars().count();
    let (text, end) = plain(chars, start)?;
    let ends_sentence = chars.get(end).is_none_or(|c| *c == '。');
    let names: Vec<String> = text.split('、').map(str::to_owned).collect();
    let named = names.iter().all(|n| (2..=30).contains(&n.chars().count()));
    let counted = text.starts_with(['时', '将', '可', '使', '便', '为'])
        || names.iter().any(|n| n.starts_with(|c| "一二两三四五六七八九十各".contains(c)));
    let closed = !counted
        && !leaves_out(&text)
        && !text.contains('：')
        && !names.iter().any(|name| states_a_figure(name));
    // As many names as were announced, but for one, are what was announced.
    const NAMES_MIN: usize = 5;
    let near = m.number.digits.abs_diff(names.len() as i128) <= 1 && names.len() >= NAMES_MIN;
    let certain = *opening != "：" || (ends_sentence && (near || are_alike(&names)));
    // One name without any 、 or 和 is no list.
    (named && closed && certain && (names.len() > 1 || joined(&names) > 0)).then_some(names)
}

/// 等 as a word: not in 等级 or 高等.
fn leaves_out(text: &str) -> bool {
    const OTHER: [&str; 11] =
        ["等级", "等保", "高等", "中等", "初等", "平等", "同等", "对等", "均等", "等离子", "等电位"];
    let mut text = text.to_owned();
    OTHER.iter().for_each(|word| text = text.replace(word, ""));
    text.contains('等')
}

/// `热线12个`, `3月`; the digits of `12345热线` are part of a name.
fn states_a_figure(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let ends = (0..chars.len()).filter(|at| digit(*at) && !digit(at + 1)).map(|at| at + 1);
    ends.into_iter().any(|end| {
        let behind = chars.get(end);
        behind.is_none_or(|c| ".,%年月日号".contains(*c)) || unit_at(&chars, end).is_some()
    })
}

/// How many characters the noun behind a count takes: `科室` of `3个科室，分别是`.
fn counted_noun(chars: &[char], from: usize) -> usize {
    const LONGEST: usize = 10;
    let noun = chars
        .iter()
        .skip(from)
        .take(LONGEST + 1)
        .take_while(|c| !"，。；：、（）()“”《》".contains(**c) && !c.is_ascii_digit());
    Some(noun.count()).filter(|length| *length <= LONGEST).unwrap_or(0)
}

/// The text up to the end of the clause, what stands in brackets or quotes left out, and where that end is; `None` where
/// the clause is longer than any list of names, as behind a bracket that is never closed.
fn plain(chars: &[char], start: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 3_000;
    let chars = chars.get(..chars.len().min(start + LONGEST + 1))?;
    let (mut text, mut depth, mut at) = (String::new(), 0usize, start);
    while let Some(c) = chars.get(at) {
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            // Names in brackets may count or not.
            '、' if depth > 0 => text.push('等'),
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            '。' | '；' | '，' if depth == 0 => break,
            // A title or a quote counts as one sign, so that a name in it is not empty.
            _ if depth > 0 => {}
            _ => text.push(*c),
        }
        if matches!(c, '《' | '“') {
            text.push_str("〇〇");
        }
        at += 1;
    }
    (at <= start + LONGEST).then_some((text, at))
}

/// Behind a colon alone may stand anything: names of one kind end alike.
fn are_alike(names: &[String]) -> bool {
    let mut ends: HashMap<Option<char>, usize> = HashMap::new();
    names.iter().for_each(|name| *ends.entry(name.chars().last()).or_default() += 1);
    let most = ends.into_values().max().unwrap_or(0);
    most * 3 >= names.len() * 2
}

fn is_joined(name: &str) -> bool {
    name.contains(['和', '与', '及'])
}

/// How many names may be two.
fn joined(names: &[String]) -> usize {
    names.iter().map(|n| n.matches(['和', '与', '及']).count()).sum()
}
