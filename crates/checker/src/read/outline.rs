//! The chapters of a paper and the points that each lists.

use super::passage::{Passage, list_number};

/// A chapter.
#[derive(Clone, Debug)]
pub(crate) struct Chapter {
    /// Its heading without its ordinal.
    pub title: String,
    /// The passage of the heading.
    pub heading: usize,
    /// The passage behind its last.
    pub end: usize,
}

/// How a list item is marked: in brackets, in Chinese digits, the sign that closes it.
pub(crate) type Style = (bool, bool, char);

/// A heading of a chapter is short: 五、存在的问题及改进措施.
const HEADING_MAX: usize = 40;

/// The chapters 一、二、三、 of a paper in reading order.
pub(crate) fn chapters(passages: &[Passage]) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let Some(title) = chapter_title(passage) else { continue };
        chapters.last_mut().into_iter().for_each(|last| last.end = index);
        chapters.push(Chapter { title, heading: index, end: passages.len() });
    }
    chapters
}

/// The title of a chapter's heading without its ordinal.
pub(crate) fn chapter_title(passage: &Passage) -> Option<String> {
    let chapter = (false, true, '、');
    let taken = list_number(&passage.chars)?.1;
    (is_heading(passage) && style(passage) == Some(chapter))
        .then(|| passage.chars.iter().skip(taken).collect())
}

/// It is short and no sentence.
fn is_heading(passage: &Passage) -> bool {
    passage.chars.len() <= HEADING_MAX && passage.chars.last() != Some(&'。')
}

/// The chapters and the sections （一）（二） inside them.
pub(crate) fn sections(passages: &[Passage]) -> Vec<Chapter> {
    let chapters = chapters(passages);
    let inner = chapters.iter().flat_map(|chapter| {
        let inside = || (chapter.heading + 1..chapter.end).filter_map(|at| Some((at, passages.get(at)?)));
        let begins: Vec<usize> =
            inside().filter(|(_, p)| style(p) == Some((true, true, '）'))).map(|(at, _)| at).collect();
        let ends: Vec<usize> = begins.iter().skip(1).copied().chain([chapter.end]).collect();
        let section = |(heading, end): (usize, usize)| {
            let passage = passages.get(heading).filter(|p| is_heading(p))?;
            let taken = list_number(&passage.chars)?.1;
            Some(Chapter { title: passage.chars.iter().skip(taken).collect(), heading, end })
        };
        begins.into_iter().zip(ends).filter_map(section).collect::<Vec<_>>()
    });
    let inner: Vec<Chapter> = inner.collect();
    chapters.into_iter().chain(inner).collect()
}

/// The points of a chapter, each with its words: its numbered passages of the outermost kind with what stands below them,
/// else what 一是、二是 enumerate.
pub(crate) fn points(passages: &[Passage], chapter: &Chapter) -> Vec<String> {
    let inside = || (chapter.heading + 1..chapter.end).filter_map(|at| Some((at, passages.get(at)?)));
    let outermost = inside().find_map(|(_, passage)| style(passage));
    let begins: Vec<usize> = inside()
        .filter(|(_, passage)| outermost.is_some() && style(passage) == outermost)
        .map(|(at, _)| at)
        .collect();
    let words = |from: usize, to: usize| {
        passages.get(from..to).unwrap_or_default().iter().map(Passage::text).collect::<String>()
    };
    if begins.len() < 2 {
        return enumerated(&words(chapter.heading + 1, chapter.end));
    }
    let ends = begins.iter().skip(1).copied().chain([chapter.end]);
    begins.iter().zip(ends).map(|(from, to)| words(*from, to)).collect()
}

/// `一是……；二是……`
fn enumerated(text: &str) -> Vec<String> {
    const MARKS: [&str; 9] = ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"];
    let mut starts: Vec<usize> = Vec::new();
    for mark in MARKS {
        let from = starts.last().copied().unwrap_or(0);
        let Some(at) = text.get(from..).and_then(|rest| rest.find(mark)) else { break };
        starts.push(from + at);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(from, to)| Some(text.get(*from..to)?.to_owned())).collect()
}

/// How a passage that is an item of a list is marked.
pub(crate) fn style(passage: &Passage) -> Option<Style> {
    let (_, taken) = list_number(&passage.chars)?;
    let open = passage.chars.first().is_some_and(|c| "（(".contains(*c));
    let digit = passage.chars.get(usize::from(open))?;
    let close = passage.chars.get(taken.checked_sub(1)?)?;
    Some((open, !digit.is_ascii_digit(), if "）)".contains(*close) { '）' } else { *close }))
}
