//! Grade bands in running text: `得分≥85分为优秀`, `80分（含）至90分为良`, `60分以下为差`; and the grade that is stated.

use super::Reading;
use super::passage::Passage;
use super::score_table::Hundredths;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;
use std::collections::{HashMap, HashSet};

/// A grade with the scores that earn it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    /// The grade.
    pub grade: String,
    /// The lowest score and whether it belongs to the band.
    pub low: Option<(Hundredths, bool)>,
    /// The highest score and whether it belongs to the band.
    pub high: Option<(Hundredths, bool)>,
    /// Where the band stands.
    pub place: Place,
    /// As printed.
    pub text: String,
}

impl Band {
    /// Whether a score earns the grade.
    pub(crate) fn holds(&self, score: Hundredths) -> bool {
        let above = self.low.is_none_or(|(low, included)| score > low || (included && score == low));
        above && self.high.is_none_or(|(high, included)| score < high || (included && score == high))
    }
}

/// A grade that the text gives.
#[derive(Clone, Debug)]
pub(crate) struct Stated {
    /// The grade.
    pub grade: String,
    /// Where it stands.
    pub place: Place,
    /// Its passage.
    pub passage: usize,
    /// The first character of it there.
    pub at: usize,
}

/// Names of grades, the longest first.
const GRADES: [&str; 18] = [
    "不合格",
    "不达标",
    "优秀",
    "良好",
    "中等",
    "一般",
    "较差",
    "合格",
    "及格",
    "达标",
    "优",
    "良",
    "中",
    "差",
    "A",
    "B",
    "C",
    "D",
];

/// The bands of a paper in reading order, of each grade at most two: a second one tells already that the grade has no
/// band of its own.
pub(crate) fn bands(reading: &Reading) -> Vec<Band> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut is_new = |band: &Band| {
        let count = seen.entry(band.grade.clone()).or_default();
        *count += 1;
        *count <= 2
    };
    let found: Vec<Band> = reading.passages.iter().flat_map(in_passage).filter(|band| is_new(band)).collect();
    let lows: HashSet<Hundredths> = found.iter().filter_map(|b| b.low).map(|(low, _)| low).collect();
    found.into_iter().map(|band| whole_points(band, &lows)).collect()
}

/// `80—89分` beside `90—100分`: all below the next whole point belongs to the band.
fn whole_points(band: Band, lows: &HashSet<Hundredths>) -> Band {
    const POINT: Hundredths = 100;
    let next = band.high.map(|(high, _)| high + POINT).filter(|next| lows.contains(next));
    match next {
        Some(next) => Band { high: Some((next, false)), ..band },
        None => band,
    }
}

fn in_passage(passage: &Passage) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut start = 0;
    for at in 0..=passage.chars.len() {
        // `优秀：S≥90`: the colon behind a grade does not end the clause.
        let named =
            || passage.chars.get(at).is_some_and(|c| "：:".contains(*c)) && is_grade(passage, start, at);
        let ends = passage.chars.get(at).is_none_or(|c| "；;，。：:、".contains(*c)) && !named();
        if ends {
            bands.extend(band(passage, start, at));
            start = at + 1;
        }
    }
    bands
}

/// `优（90分及以上）、良（……`: behind the brackets the list of bands goes on.
fn opens_list(passage: &Passage, at: usize) -> bool {
    const LONGEST: usize = 30;
    let text = passage.slice(at, at + LONGEST);
    let behind = text.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']));
    behind.is_some_and(|(_, rest)| rest.starts_with(['、', '；', '，']) && rest.contains(['（', '(']))
}

/// A clause as a band: numbers with bounds, `为`, a grade.
fn band(passage: &Passage, start: usize, end: usize) -> Option<Band> {
    const LONGEST: usize = 40;
    if end.saturating_sub(start) > LONGEST {
        return None;
    }
    let text = passage.slice(start, end);
    if let Some((grade, bounds)) = grade_first(&text) {
        let (low, high) = limits(bounds)?;
        return Some(Band { grade: grade.to_owned(), low, high, place: passage.place(start, end), text });
    }
    let Some((bounds, grade)) = text.rsplit_once('为') else {
        return grade_last(passage, start, end, &text);
    };
    let grade = grade
        .trim_matches(['“', '”', '）', ')', '（', '('])
        .trim_end_matches("等级")
        .trim_end_matches(['档', '等']);
    let grade = GRADES.iter().find(|g| **g == grade)?;
    // A band in brackets behind the stated grade: only the inside counts.
    let inside = bounds.rsplit_once(['（', '(']).filter(|(_, inner)| !inner.contains(['）', ')']));
    let bounds = inside.map_or(bounds, |(_, inner)| inner);
    let (low, high) = limits(bounds)?;
    Some(Band { grade: (*grade).to_owned(), low, high, place: passage.place(start, end), text })
}

/// `≥90优`, `80—90良`, `60以下差`: the bounds and right behind them the grade.
fn grade_last(passage: &Passage, start: usize, end: usize, text: &str) -> Option<Band> {
    let plain = text.trim_end_matches(['）', ')']);
    let grade = GRADES.iter().find(|grade| plain.ends_with(**grade))?;
    let bounds = plain.strip_suffix(grade)?;
    let bounds = bounds.rsplit_once(['（', '(']).map_or(bounds, |(_, inner)| inner);
    let short = bounds.chars().count() <= 8 && bounds.contains(|c: char| c.is_ascii_digit());
    let (low, high) = limits(bounds).filter(|_| short)?;
    Some(Band {
        grade: (*grade).to_owned(),
        low,
        high,
        place: passage.place(start, end),
        text: text.to_owned(),
    })
}

/// `优（90分及以上）`, `优秀：S≥90`: the grade and its bounds.
fn grade_first(text: &str) -> Option<(&'static str, &str)> {
    let plain = text.trim_start_matches(['“', '"']);
    let grade = GRADES.iter().find(|g| plain.starts_with(**g))?;
    let rest = plain.strip_prefix(grade)?.trim_start_matches(['”', '"', '级', '等', '档']);
    let bounds = rest.strip_prefix(['（', '(', '：', ':'])?;
    Some((grade, bounds.strip_suffix(['）', ')']).unwrap_or(bounds)))
}

fn is_grade(passage: &Passage, start: usize, end: usize) -> bool {
    let text = passage.slice(start, end.min(start + 6));
    end <= start + 6 && GRADES.contains(&text.trim_matches(['“', '”', '"']))
}

/// `（含80分）` with what stands before and behind.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['（', '('])?;
    let (inner, behind) = rest.split_once(['）', ')'])?;
    let repeats = inner.starts_with("含") || inner.starts_with("不含");
    (repeats && inner.contains(|c: char| c.is_ascii_digit())).then_some((before, inner, behind))
}

type Limit = Option<(Hundredths, bool)>;

fn limits(text: &str) -> Option<(Limit, Limit)> {
    // `80—90分（含80分）`: the bracket repeats a bound.
    if let Some((before, inner, behind)) = bracketed(text) {
        let bounds = limits(&format!("{before}{behind}"));
        let (value, with) = (numbers(inner).first().map(|n| n.2)?, !inner.starts_with('不'));
        let own = |limit: Limit| {
            limit.map(|(bound, included)| {
                (bound, if bound == value { with } else { included && bound != value })
            })
        };
        return bounds.map(|(low, high)| (own(low), own(high)));
    }
    let included = |rest: &str| {
        rest.starts_with("（含")
            || rest.starts_with("(含")
            || rest.starts_with("分（含")
            || rest.starts_with("分(含")
    };
    let numbers = numbers(text);
    let signs = text.contains(['≥', '≤', '<', '>']);
    if signs {
        return signed_limits(text, &numbers);
    }
    let at = |n: &(usize, usize, Hundredths)| {
        (text.get(..n.0).unwrap_or_default(), text.get(n.1..).unwrap_or_default())
    };
    match numbers.as_slice() {
        [one] => {
            let (before, rest) = at(one);
            let rest_plain = rest.trim_start_matches('分');
            let without = text.contains("不含");
            if rest.contains("以上") {
                Some((Some((one.2, !without)), None))
            } else if rest.contains("以下") || before.ends_with("低于") {
                Some((None, Some((one.2, (included(rest) || rest_plain.contains("及以下")) && !without))))
            } else {
                None
            }
        }
        [low, high] => {
            let between = text.get(low.1..high.0).unwrap_or_default();
            let ranged = between.contains(['至', '-', '—', '～', '~', '–', '到']);
            let top = included(at(high).1) || high.2 == 10_000;
            ranged.then_some((Some((low.2, true)), Some((high.2, top))))
        }
        _ => None,
    }
}

/// Bounds with signs: `75≤得分<85`, `得分≥85`.
fn signed_limits(text: &str, numbers: &[(usize, usize, Hundredths)]) -> Option<(Limit, Limit)> {
    let (mut low, mut high) = (None, None);
    for (start, end, value) in numbers {
        let before = text.get(..*start).unwrap_or_default().chars().next_back();
        let after = text.get(*end..).unwrap_or_default().trim_start_matches('分').chars().next();
        match (before, after) {
            (Some('≥'), _) | (_, Some('≤')) => low = Some((*value, true)),
            (Some('>'), _) | (_, Some('<')) => low = Some((*value, false)),
            (Some('≤'), _) | (_, Some('≥')) => high = Some((*value, true)),
            (Some('<'), _) | (_, Some('>')) => high = Some((*value, false)),
            _ => return None,
        }
    }
    (low.is_some() || high.is_some()).then_some((low, high))
}

/// Numbers in a short text with their bytes.
fn numbers(text: &str) -> Vec<(usize, usize, Hundredths)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_ascii_digit() || (c == '.' && start.is_some());
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let value = text.get(from..at).and_then(|t| Decimal::parse(t).ok()).and_then(|d| d.scaled(2));
                found.extend(value.map(|v| (from, at, v)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The grades that the text gives: `评价等级为优秀`.
pub(crate) fn stated(reading: &Reading) -> Vec<Stated> {
    let mut found = Vec::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        for word in ["等级", "等次", "评价结果", "评价结论", "评定结果"] {
            let mut from = 0;
            while let Some(at) = passage.find(word, from) {
                from = at + word.chars().count();
                found.extend(grade_behind(passage, index, from));
            }
        }
    }
    found
}

/// `等级良（`, `等级优，`: the grade right behind its word.
fn bare_grade(rest: &str) -> Option<&str> {
    let grade = GRADES.iter().find(|grade| rest.starts_with(**grade))?;
    rest.strip_prefix(grade)?.starts_with(['（', '(', '，', '。', '；']).then_some(rest)
}

/// The grade that a word such as `评为` gives at a place.
pub(crate) fn grade_behind(passage: &Passage, index: usize, from: usize) -> Option<Stated> {
    let rest: String = passage.slice(from, from + 12);
    let quoted = rest.starts_with('“').then_some(rest.as_str());
    let named = ["定为", "列", "评定为", "认定为", "确定为", "评为", "为", "是", "：", "属于"]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        .or(quoted)
        .or_else(|| bare_grade(&rest))?;
    let named = named.trim_start_matches(['“', '"', '：']);
    let grade = GRADES.iter().find(|g| named.starts_with(**g))?;
    let next = named.chars().nth(grade.chars().count());
    // `为优、良、中、差四档` lists grades and states none.
    if next.is_some_and(|c| !"。，；”\"（(）)！等级档".contains(c)) {
        return None;
    }
    let at = from + rest.chars().count() - named.chars().count();
    if opens_list(passage, at + grade.chars().count()) {
        return None;
    }
    let place = passage.place(at, at + grade.chars().count());
    Some(Stated { grade: (*grade).to_owned(), place, passage: index, at })
}
