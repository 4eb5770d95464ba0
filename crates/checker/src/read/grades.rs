//! Grades in running text: 优, 良好, 不合格, B级; and where the text gives one: `评价等级为优秀`, `得分85分，属于“良”`.

use super::Reading;
use super::band_limits::limits;
use super::mentions::Mention;
use super::passage::Passage;
use mingzhang_domain::finding::Place;

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

/// A grade in a short text, by its bytes.
pub(crate) struct Found {
    /// The grade.
    pub grade: &'static str,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Names of grades, the longest first.
const GRADES: [&str; 22] = [
    "基本合格",
    "基本达标",
    "不合格",
    "不及格",
    "不达标",
    "优秀",
    "良好",
    "中等",
    "一般",
    "较好",
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

/// Nouns whose value is a grade.
const NOUNS: [&str; 14] = [
    "等级",
    "等次",
    "档次",
    "级别",
    "评价结果",
    "评价结论",
    "评定结果",
    "评定结论",
    "考核结果",
    "考核结论",
    "自评结果",
    "自评结论",
    "评审结果",
    "评审结论",
];

/// Words that lead from a noun or a score to its grade, the longest first.
const LINKS: [&str; 17] = [
    "评定为",
    "认定为",
    "确定为",
    "对应为",
    "评定",
    "定为",
    "评为",
    "判为",
    "属于",
    "列为",
    "达到",
    "列",
    "属",
    "达",
    "为",
    "是",
    "：",
];

/// The only grade of a short text that stands for itself: 中 not in 其中, 合格 not in 合格率.
pub(crate) fn grade_in(text: &str) -> Option<Found> {
    let starts = text.char_indices().map(|(at, _)| at);
    let mut found = starts.filter_map(|at| grade_at(text, at));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn grade_at(text: &str, start: usize) -> Option<Found> {
    let left =
        |c: char| "“\"‘为属评是应级次：:于定达到列入按上下间的分）)]（(".contains(c) || c.is_ascii_digit();
    let right = |c: char| "”\"’级档等类为的是区水对）)（([：:".contains(c) || c.is_ascii_digit();
    let rest = text.get(start..)?;
    let grade = GRADES.iter().find(|grade| rest.starts_with(**grade))?;
    let end = start + grade.len();
    let before = text.get(..start)?.chars().next_back();
    let behind = text.get(end..)?.chars().next();
    (before.is_none_or(left) && behind.is_none_or(right)).then_some(Found { grade, start, end })
}

/// The grades that the text gives behind a noun: `评价等级为优秀`.
pub(crate) fn stated(reading: &Reading) -> Vec<Stated> {
    let mut found = Vec::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        for word in NOUNS {
            let mut from = 0;
            while let Some(at) = passage.find(word, from) {
                from = at + word.chars().count();
                if !is_of_another(passage, at) && !is_earned(passage, at) {
                    found.extend(grade_behind(passage, index, from));
                }
            }
        }
    }
    found
}

/// `工程质量等级`, `信用等级`, `3个项目评价等级`: grades that the score of the evaluation does not earn.
fn is_of_another(passage: &Passage, at: usize) -> bool {
    const NEAR: usize = 24;
    const OTHERS: [&str; 18] = [
        "质量", "工程", "验收", "信用", "风险", "资质", "安全", "水质", "档案", "环境", "技术", "保护",
        "满意", "指标", "其余", "其他", "多数", "各",
    ];
    let before = passage.slice(at.saturating_sub(NEAR), at);
    let clause = before.rsplit(['，', '；', '。', '：']).next().unwrap_or_default();
    // The number of a year counts nothing.
    let dated = clause.rsplit_once('年').map_or(clause, |(_, rest)| rest);
    let counts = dated.contains(|c: char| c.is_ascii_digit()) && !dated.contains('分');
    counts || OTHERS.iter().any(|word| clause.contains(word))
}

/// `得分90分以上等级为优`, `80分至90分的，评价等级为良`: the grade belongs to the bounds before it.
fn is_earned(passage: &Passage, at: usize) -> bool {
    const NEAR: usize = 40;
    let before = passage.slice(at.saturating_sub(NEAR), at);
    let mut clauses = before.rsplit(['，', '；', '。', '：', '、']);
    let own = clauses.next().unwrap_or_default();
    let bounds = |text: &str| limits(text).is_some();
    bounds(own) || clauses.next().is_some_and(|last| last.ends_with(['的', '时', '者']) && bounds(last))
}

/// The grade that a noun gives whose end is at a place.
pub(crate) fn grade_behind(passage: &Passage, index: usize, from: usize) -> Option<Stated> {
    const REACH: usize = 12;
    let rest: String = passage.slice(from, from + REACH);
    let quoted = rest.starts_with('“').then_some(rest.as_str());
    let named = LINKS.iter().find_map(|link| rest.strip_prefix(link)).or(quoted);
    let named = named.or_else(|| bare_grade(&rest))?.trim_start_matches(['“', '"', '：']);
    let grade = GRADES.iter().find(|g| named.starts_with(**g))?;
    let next = named.chars().nth(grade.chars().count());
    // `为优、良、中、差四档` lists grades and states none.
    if next.is_some_and(|c| !"。，；”\"（(）)！等级档".contains(c)) {
        return None;
    }
    given(passage, index, from + rest.chars().count() - named.chars().count(), grade)
}

/// `等级良（`, `等级优，`: the grade right behind its noun.
fn bare_grade(rest: &str) -> Option<&str> {
    let grade = GRADES.iter().find(|grade| rest.starts_with(**grade))?;
    rest.strip_prefix(grade)?.starts_with(['（', '(', '，', '。', '；']).then_some(rest)
}

/// A grade at a place, unless it begins a list of bands.
fn given(passage: &Passage, index: usize, at: usize, grade: &str) -> Option<Stated> {
    let end = at + grade.chars().count();
    let place = passage.place(at, end);
    (!opens_list(passage, end)).then(|| Stated { grade: grade.to_owned(), place, passage: index, at })
}

/// `优（90分及以上）、良（……`: behind the brackets the list of bands goes on.
fn opens_list(passage: &Passage, at: usize) -> bool {
    const LONGEST: usize = 30;
    let text = passage.slice(at, at + LONGEST);
    let behind = text.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']));
    behind.is_some_and(|(_, rest)| rest.starts_with(['、', '；', '，']) && rest.contains(['（', '(']))
}

/// The grade that follows a score without another figure between: `得78.6分，按上述标准属于“良”`, `得93.8分（优）`.
pub(crate) fn behind_score(passage: &Passage, m: &Mention) -> Option<Stated> {
    const REACH: usize = 36;
    let text = passage.slice(m.end, m.end + REACH);
    let sentence = text.split(|c: char| c.is_ascii_digit() || "。；".contains(c)).next()?;
    let found = bracketed(sentence).or_else(|| in_clause(sentence))?;
    let before = sentence.get(..found.start)?.chars().count();
    given(passage, m.passage, m.end + before, found.grade)
}

/// The only grade in a part of a text, by the bytes of the whole.
fn grade_within(text: &str, from: usize, to: usize) -> Option<Found> {
    let found = grade_in(text.get(from..to)?)?;
    Some(Found { start: from + found.start, end: from + found.end, ..found })
}

/// `（优）`, `（“优”等次）` right behind a score.
fn bracketed(sentence: &str) -> Option<Found> {
    let open = sentence.chars().next().filter(|c| "（(".contains(*c))?.len_utf8();
    let close = sentence.find(['）', ')'])?;
    let found = grade_within(sentence, open, close)?;
    let before = sentence.get(open..found.start)?.trim_matches(['“', '"']);
    (before.is_empty() && closes(sentence.get(found.end..close)?)).then_some(found)
}

/// What may stand behind a grade up to the end of its clause.
fn closes(behind: &str) -> bool {
    const WORDS: [&str; 9] = ["", "等次", "等级", "档次", "档", "级", "区间", "水平", "等"];
    let plain = behind.split(['（', '(']).next().unwrap_or_default();
    WORDS.contains(&plain.trim_matches(['”', '"']))
}

/// The clause behind a score whose words lead to a grade; one that only says by what it is judged may stand between.
fn in_clause(sentence: &str) -> Option<Found> {
    const BY: [&str; 6] = ["按", "根据", "对照", "依据", "参照", "经"];
    const NEAR: usize = 14;
    let mut from = sentence.len() - sentence.trim_start_matches('，').len();
    loop {
        let clause = sentence.get(from..)?.split('，').next()?;
        let to = from + clause.len();
        if let Some(found) = grade_within(sentence, from, to) {
            let before = sentence.get(from..found.start)?.trim_end_matches(['“', '"']);
            let plain = before.chars().count() <= NEAR && leads(before);
            return Some(found).filter(|found| plain && sentence.get(found.end..to).is_some_and(closes));
        }
        from = BY.iter().any(|word| clause.starts_with(word)).then_some(to + '，'.len_utf8())?;
    }
}

/// Whether the words before a grade lead to it, and not to another than that of the score: `等级由优调为良`, `未达到优秀`.
fn leads(before: &str) -> bool {
    const NOT: [&str; 13] = ["未", "不", "由", "从", "调", "升", "降", "原", "距", "若", "如", "其中", "应"];
    let links = LINKS.iter().chain(&["对应", "处于", "位于", "列入", "等级", "等次"]);
    let linked = links.into_iter().any(|link| before.ends_with(link));
    let other = before.replace("对应", "");
    linked && !NOT.iter().any(|word| other.contains(word))
}
