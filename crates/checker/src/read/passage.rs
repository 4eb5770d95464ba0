//! Running text without its page breaks: paragraphs that a break cut in two are one passage again.

use super::traditional::simplified;
use mingzhang_domain::decimal::half_width;
use mingzhang_domain::finding::Place;
use mingzhang_domain::paper::{Block, Content, Paper, Role, Span};

/// A stretch of running text: the characters as understood, and where each stands in the paper.
#[derive(Debug, Default)]
pub(crate) struct Passage {
    /// The characters: spaces inside sentences and marks of formatting left out, digits half-width, traditional
    /// characters as simplified ones.
    pub chars: Vec<char>,
    /// The same characters as the paper prints them.
    printed: Vec<char>,
    /// For each character its place in the paper's text and its block.
    at: Vec<(usize, usize)>,
    /// The number that it begins with, where it is an item of a numbered list: `3` of `3.` or `（三）`.
    pub number: Option<u32>,
}

impl Passage {
    /// The place of a range of its characters.
    pub(crate) fn place(&self, start: usize, end: usize) -> Place {
        let first = self.at.get(start).copied().unwrap_or_default();
        let last = end.checked_sub(1).and_then(|e| self.at.get(e)).copied().unwrap_or(first);
        Place::text(first.1, Span { start: first.0, end: last.0 + 1 })
    }

    /// Its text.
    pub(crate) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// The text of a range; what lies outside is left out.
    pub(crate) fn slice(&self, start: usize, end: usize) -> String {
        self.chars.iter().skip(start).take(end.saturating_sub(start)).collect()
    }

    /// The text of a range as the paper prints it.
    pub(crate) fn printed(&self, start: usize, end: usize) -> String {
        self.printed.iter().skip(start).take(end.saturating_sub(start)).collect()
    }

    /// The first place at or after `from` where `word` begins.
    pub(crate) fn find(&self, word: &str, from: usize) -> Option<usize> {
        let word: Vec<char> = word.chars().collect();
        let tail = self.chars.get(from..)?;
        tail.windows(word.len().max(1)).position(|w| w == word.as_slice()).map(|at| at + from)
    }

    fn append(&mut self, block: &Block, index: usize) {
        for run in block.runs() {
            for (offset, c) in run.text.chars().enumerate() {
                self.chars.push(c);
                self.at.push((run.span.start + offset, index));
            }
        }
    }

    /// Leaves out what only forms the text, and brings variants of a sign to one.
    fn tidy(&mut self) {
        let chars = std::mem::take(&mut self.chars);
        let at = std::mem::take(&mut self.at);
        let mut i = 0;
        while let Some(&place) = at.get(i) {
            let (kept, taken) = understood(&chars, i, self.chars.last().copied());
            if let Some(kept) = kept {
                self.chars.push(simplified(kept));
                // A sign of several characters is printed as the one that it stands for.
                self.printed.push(chars.get(i).copied().filter(|_| taken == 1).unwrap_or(kept));
                self.at.push(place);
            }
            i += taken;
        }
    }
}

/// All passages of a paper in reading order.
pub(crate) fn passages(paper: &Paper) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open = false;
    for (index, block) in paper.blocks.iter().enumerate() {
        match &block.content {
            Content::Paragraph(paragraph) => {
                let text = paragraph.content();
                let text = text.trim();
                if text.is_empty() || is_page_number(text) {
                    continue;
                }
                let body = matches!(paragraph.role, Role::Body);
                let continues = open && body && !begins_anew(text);
                match passages.last_mut().filter(|_| continues) {
                    Some(last) => last.append(block, index),
                    None => {
                        let mut passage = Passage::default();
                        passage.append(block, index);
                        passages.push(passage);
                    }
                }
                open = body && is_cut(text);
            }
            Content::Table(_) => open = false,
            Content::Chart(_) | Content::Unread(_) | Content::NewPage { .. } => {}
        }
    }
    for passage in &mut passages {
        passage.tidy();
        passage.number = list_number(&passage.chars).map(|(number, _)| number);
    }
    passages
}

/// A paragraph that breaks off: it has begun a sentence and does not end one.
fn is_cut(text: &str) -> bool {
    let last = text.chars().rev().find(|c| !"”’\"）) 　".contains(*c));
    text.contains(['，', '。', '；']) && !last.is_some_and(|c| "。！？；：:!?;.".contains(c))
}

/// A paragraph that cannot go on with an earlier sentence, because it begins with a number of a list.
fn begins_anew(text: &str) -> bool {
    let chars: Vec<char> = text.chars().take(8).collect();
    list_number(&chars).is_some() || text.starts_with(['注', '附']) || text.contains('\t')
}

/// `12`, `- 12 -` or `—12—` alone on a line.
fn is_page_number(text: &str) -> bool {
    let inner = text.trim_matches(['-', '—', '－', ' ', '·', '第', '页']);
    !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a list item at the beginning of a text, and how many characters it takes: `3.`, `3、`, `（3）`, `三、`,
/// `（三）`, `三是`. A decimal number such as `3.5` is none.
pub(crate) fn list_number(chars: &[char]) -> Option<(u32, usize)> {
    let open = chars.first().is_some_and(|c| "（(".contains(*c));
    let start = usize::from(open);
    let digits: Vec<char> = chars
        .iter()
        .skip(start)
        .take(4)
        .copied()
        .take_while(|c| chinese_digit(half_width(*c)).is_some())
        .collect();
    let end = start + digits.len();
    let closes = match chars.get(end)? {
        '）' | ')' => open,
        '.' | '．' => !open && !chars.get(end + 1).is_some_and(char::is_ascii_digit),
        '、' => !open,
        '是' => !open && !digits.iter().any(char::is_ascii_digit),
        _ => false,
    };
    (closes && !digits.is_empty()).then(|| (small_number(&digits), end + 1))
}

fn chinese_digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| "零一二三四五六七八九十".chars().position(|d| d == c).map(|at| at as u32))
}

/// `12` or `十二` as a number; only used for the order of list items.
fn small_number(digits: &[char]) -> u32 {
    let chinese = digits.contains(&'十');
    digits.iter().filter_map(|c| chinese_digit(half_width(*c))).fold(0u32, |sum, digit| {
        let step = if chinese { sum + digit } else { sum.saturating_mul(10).saturating_add(digit) };
        if chinese && digit == 10 && sum > 0 { sum * 10 } else { step }
    })
}

/// What a character is understood as, and how many characters that takes.
fn understood(chars: &[char], i: usize, before: Option<char>) -> (Option<char>, usize) {
    const SIGNS: [(&str, char); 4] = [("\\leq", '≤'), ("\\geq", '≥'), ("\\le", '≤'), ("\\ge", '≥')];
    let Some(&c) = chars.get(i) else { return (None, 1) };
    if c == '\\' {
        for (sign, one) in SIGNS {
            if sign.chars().zip(chars.iter().skip(i)).all(|(a, b)| a == *b) {
                return (Some(one), sign.len());
            }
        }
    }
    match c {
        '$' | '*' | '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => (None, 1),
        c if is_raised_digit(c) && is_note_mark(chars, i, before) => (None, 1),
        // Some programs mark their controls and fields with characters that nobody sees.
        _ if c.is_control() && !c.is_whitespace() => (None, 1),
        _ if c.is_whitespace() => {
            let next = chars.get(i + 1).copied().unwrap_or(' ');
            let glued = before.is_some_and(|b| b.is_ascii_alphanumeric()) && next.is_ascii_alphanumeric();
            let of_item = next.is_ascii_digit() && is_item_mark(chars.get(..i).unwrap_or_default());
            ((glued && !parts_thousands(chars, i) || of_item).then_some(' '), 1)
        }
        ',' | ':' | ';' | '(' | ')' => (Some(full_width(chars, i, c)), 1),
        '０'..='９' | '．' | '％' | '－' | '−' | '‐' | '‑' => (Some(half_width(c)), 1),
        '＜' => (Some('<'), 1),
        '＞' => (Some('>'), 1),
        '≦' | '⩽' => (Some('≤'), 1),
        '≧' | '⩾' => (Some('≥'), 1),
        _ => (Some(c), 1),
    }
}

/// The full-width form of a sign of the sentence, which means the same; between digits it belongs to a number.
fn full_width(chars: &[char], i: usize, c: char) -> char {
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let inside = digit(i.checked_sub(1)) && digit(i.checked_add(1));
    match c {
        ',' if !inside => '，',
        ':' if !inside => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        _ => c,
    }
}

/// `986 752.25`: a space between groups of three digits, the first of which has at most three.
fn parts_thousands(chars: &[char], i: usize) -> bool {
    let digits_from = |at: usize| chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
    let ahead = chars.get(..i).unwrap_or_default();
    let before = ahead.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let first = ahead.len().checked_sub(before + 1).and_then(|at| chars.get(at));
    // `12 345 678`: each group behind the first has three.
    let begins = !first.is_some_and(|c| c.is_ascii_alphanumeric() || ".．".contains(*c));
    (1..=3).contains(&before) && begins && digits_from(i + 1) == 3
}

/// `1.`, the number of an item: a number behind it is no fraction of it.
fn is_item_mark(chars: &[char]) -> bool {
    let text: String = chars.iter().map(|c| half_width(*c)).collect();
    let digits = text.trim_start().strip_suffix('.').unwrap_or_default();
    (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a character is a raised digit.
pub(super) fn is_raised_digit(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// Whether a raised digit refers to a note: behind a character that is no letter of a unit (m²), and no digit of a power.
fn is_note_mark(chars: &[char], i: usize, before: Option<char>) -> bool {
    let is_wide = |c: &char| !c.is_ascii() && *c != '米';
    let of_power = i.checked_sub(3).and_then(|at| chars.get(at)) == Some(&'×');
    match before {
        Some(digit) if digit.is_ascii_digit() => !of_power && chars.get(i + 1).is_some_and(is_wide),
        Some(before) => is_wide(&before) || ")%".contains(before),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::paper::Paragraph;

    fn check_passages(paragraphs: &[&str], expected: &[&str]) {
        let paper =
            Paper::lay_out(paragraphs.iter().map(|p| Content::Paragraph(Paragraph::plain(Role::Body, *p))));
        let found: Vec<String> = passages(&paper).iter().map(Passage::text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_cut_by_a_page_break_is_whole_again() {
        check_passages(
            &["一、概况", "安排资金 20.5 万元，截至 12", "月底支出 10 万元。", "1.甲"],
            &["一、概况", "安排资金20.5万元，截至12月底支出10万元。", "1.甲"],
        );
    }

    #[test]
    fn spaces_of_any_width_and_marks_of_notes_part_no_figure() {
        check_passages(
            &["支付40¹万\u{1}元、50\u{2009}万\u{ad}元²，10m²，2³=8，5×10⁴亩。"],
            &["支付40万元、50万元，10m²，2³=8，5×10⁴亩。"],
        );
        // More than one digit, and a note itself.
        check_passages(&["¹支付40万元¹²。"], &["支付40万元。"]);
    }

    #[test]
    fn half_width_signs_of_a_sentence_mean_what_the_full_width_ones_do() {
        check_passages(
            &["收入2,462万元,减收10万元;其中:甲(乙)3,4个,8:30开。"],
            &["收入2,462万元，减收10万元；其中：甲（乙）3,4个，8:30开。"],
        );
    }

    #[test]
    fn two_numbers_are_never_glued_together() {
        check_passages(&["共 12 34 项。"], &["共12 34项。"]);
        check_passages(
            &["收入1 129 236万元，支出986 752.25万元，2023 100户。"],
            &["收入1129236万元，支出986752.25万元，2023 100户。"],
        );
        check_passages(
            &["1. 70万元用于办公。", "12． 3个项目。", "共1. 5万元。"],
            &["1. 70万元用于办公。", "12. 3个项目。", "共1.5万元。"],
        );
    }

    #[test]
    fn the_number_of_a_list_item_is_no_decimal() {
        for (text, number) in [
            ("3.甲", Some(3)),
            ("（十二）乙", Some(12)),
            ("二是", Some(2)),
            ("3.5万元", None),
            ("三个", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(list_number(&chars).map(|n| n.0), number, "{text}");
        }
    }
}
