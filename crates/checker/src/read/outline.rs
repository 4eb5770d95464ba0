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
    let is_heading = passage.chars.len() <= HEADING_MAX && passage.chars.last() != Some(&'。');
    let chapter = (false, true, '、');
    let taken = list_number(&passage.chars)?.1;
    (is_heading && style(passage) == Some(chapter)).then(|| passage.chars.iter().skip(taken).collect())
}

/// The points of a chapter: its numbered passages of the outermost kind.
pub(crate) fn points(passages: &[Passage], chapter: &Chapter) -> Vec<usize> {
    let inside = || (chapter.heading + 1..chapter.end).filter_map(|at| Some((at, passages.get(at)?)));
    let outermost = inside().find_map(|(_, passage)| style(passage));
    inside()
        .filter(|(_, passage)| outermost.is_some() && style(passage) == outermost)
        .map(|(at, _)| at)
        .collect()
}

/// How a passage that is an item of a list is marked.
pub(crate) fn style(passage: &Passage) -> Option<Style> {
    let (_, taken) = list_number(&passage.chars)?;
    let open = passage.chars.first().is_some_and(|c| "（(".contains(*c));
    let digit = passage.chars.get(usize::from(open))?;
    let close = passage.chars.get(taken.checked_sub(1)?)?;
    Some((open, !digit.is_ascii_digit(), if "）)".contains(*close) { '）' } else { *close }))
}
