//! Multiples in running text: `2.9倍`, `翻一番`. They are no figures of a unit, and stand between those that make them.

use super::numbers::number_at;
use super::passage::Passage;
use super::qualifiers::is_vague;
use super::units::starts_with;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// A multiple as printed.
#[derive(Clone, Debug)]
pub(crate) struct Multiple {
    /// The passage.
    pub passage: usize,
    /// Its first character.
    pub start: usize,
    /// Its place in the paper.
    pub place: Place,
    /// As printed: `2.9倍`.
    pub text: String,
    /// Its number: 2.9.
    pub number: Decimal,
    /// The words before it, from the last comma on: `是上年的`.
    pub clause: String,
    /// It is a word for so many doublings, which is seldom meant to the digit.
    pub worded: bool,
}

/// The multiples of a passage that are exact statements.
pub(crate) fn multiples(passage: &Passage, index: usize) -> Vec<Multiple> {
    let chars = &passage.chars;
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((number, end, worded)) = printed(chars, at).or_else(|| doubled(chars, at)) else {
            at = number_at(chars, at).map_or(at + 1, |(_, end)| end.max(at + 1));
            continue;
        };
        let clause = clause(chars, at);
        if !is_vague(chars, &clause, end) && !is_rough(&clause) {
            found.push(Multiple {
                passage: index,
                start: at,
                place: passage.place(at, end),
                text: passage.printed(at, end),
                number,
                clause,
                worded,
            });
        }
        at = end;
    }
    found
}

/// `2.9倍`, with the place behind it.
fn printed(chars: &[char], at: usize) -> Option<(Decimal, usize, bool)> {
    let (Some(number), end) = number_at(chars, at)? else { return None };
    let exact = !number.range && number.value.digits > 0 && chars.get(end) == Some(&'倍');
    exact.then_some((number.value, end + 1, false))
}

/// `翻一番`, `翻了两番`: two and four times.
fn doubled(chars: &[char], at: usize) -> Option<(Decimal, usize, bool)> {
    const WORDS: [(&str, i128); 6] =
        [("翻一番", 2), ("翻了一番", 2), ("翻番", 2), ("翻两番", 4), ("翻了两番", 4), ("翻三番", 8)];
    let (word, digits) = WORDS.iter().find(|(word, _)| starts_with(chars, at, word))?;
    Some((Decimal { digits: *digits, places: 0 }, at + word.chars().count(), true))
}

/// `约为首年的5.9倍`, `不低于人均标准的1.5倍`.
fn is_rough(clause: &str) -> bool {
    ["约", "超过", "不低于", "不少于", "不高于", "不超过", "逾", "至少", "最高", "接近"]
        .iter()
        .any(|word| clause.contains(word))
}

/// The words before a place, back to the sign that ends another clause.
fn clause(chars: &[char], at: usize) -> String {
    let before = chars.get(..at).unwrap_or_default();
    let from = before.iter().rposition(|c| "，。；：、（）()".contains(*c)).map_or(0, |sign| sign + 1);
    before.iter().skip(from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::passage::passages;
    use mingzhang_domain::paper::{Content, Paper, Paragraph, Role};

    fn check_read(text: &str, expected: &[(&str, &str)]) {
        let paper = Paper::lay_out([Content::Paragraph(Paragraph::plain(Role::Body, text))]);
        let passages = passages(&paper);
        let found = multiples(&passages[0], 0);
        let found: Vec<(&str, &str)> = found.iter().map(|m| (m.text.as_str(), m.clause.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_multiple_is_read_with_the_words_before_it() {
        check_read("产值由20万元增加到50万元，是原来的2.5倍。", &[("2.5倍", "是原来的")]);
        check_read(
            "产值是上年20万元的2.5倍，比前年翻了一番。",
            &[("2.5倍", "产值是上年20万元的"), ("翻了一番", "比前年")],
        );
    }

    #[test]
    fn a_bound_or_a_rough_multiple_is_none() {
        check_read("产值约为上年的2倍以上，力争超过3倍，增长近4倍。", &[]);
    }
}
