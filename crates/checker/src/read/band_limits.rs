//! The bounds of a band in words, signs or brackets: `80（含）至90分`, `不低于80分且低于90分`, `80≤得分<90`, `[80,90)`.

use super::score_table::Hundredths;
use mingzhang_domain::decimal::Decimal;

/// A bound and whether it belongs to the band; `None` where the band is open.
pub(crate) type Limit = Option<(Hundredths, bool)>;

/// The lower and the upper bound.
pub(crate) type Limits = (Limit, Limit);

/// Which side of a band a bound is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// Words and signs that stand before a bound, which side it is, whether it belongs to the band. A word that ends like another
/// stands before it.
const BEFORE: [(&str, Side, bool); 29] = [
    ("大于等于", Side::Low, true),
    ("大于或等于", Side::Low, true),
    ("高于等于", Side::Low, true),
    ("高于或等于", Side::Low, true),
    ("不低于", Side::Low, true),
    ("不少于", Side::Low, true),
    ("不小于", Side::Low, true),
    ("≥", Side::Low, true),
    ("小于等于", Side::High, true),
    ("小于或等于", Side::High, true),
    ("低于等于", Side::High, true),
    ("低于或等于", Side::High, true),
    ("不高于", Side::High, true),
    ("不超过", Side::High, true),
    ("不大于", Side::High, true),
    ("≤", Side::High, true),
    ("未达到", Side::High, false),
    ("不足", Side::High, false),
    ("不满", Side::High, false),
    ("不到", Side::High, false),
    ("低于", Side::High, false),
    ("小于", Side::High, false),
    ("少于", Side::High, false),
    ("<", Side::High, false),
    ("达到", Side::Low, true),
    ("超过", Side::Low, false),
    ("高于", Side::Low, false),
    ("大于", Side::Low, false),
    (">", Side::Low, false),
];

/// The same of what stands behind a bound.
const BEHIND: [(&str, Side, bool); 8] = [
    ("及以上", Side::Low, true),
    ("以上", Side::Low, true),
    ("及以下", Side::High, true),
    ("以下", Side::High, false),
    ("≤", Side::Low, true),
    ("<", Side::Low, false),
    ("≥", Side::High, true),
    (">", Side::High, false),
];

/// The bounds that a short text gives, where it gives nothing else.
pub(crate) fn limits(text: &str) -> Option<Limits> {
    // `80—90分（含80分）`: the bracket repeats a bound.
    if let Some((before, inner, behind)) = repeated(text) {
        let (value, with) = (numbers(inner).first()?.value, !inner.starts_with('不'));
        let (low, high) = limits(&format!("{before}{behind}"))?;
        let own = |limit: Limit| limit.map(|(bound, kept)| (bound, if bound == value { with } else { kept }));
        return Some((own(low), own(high)));
    }
    let found = numbers(text);
    match found.as_slice() {
        [one] => Some(match one.bound()? {
            (Side::Low, included) => (Some((one.value, included)), None),
            (Side::High, included) => (None, Some((one.value, included))),
        }),
        [first, second] => match (first.bound(), second.bound()) {
            (Some((Side::Low, a)), Some((Side::High, b))) => {
                Some((Some((first.value, a)), Some((second.value, b))))
            }
            (Some((Side::High, a)), Some((Side::Low, b))) => {
                Some((Some((second.value, b)), Some((first.value, a))))
            }
            (Some((first, _)), Some((second, _))) if first == second => None,
            _ => interval(first, second).or_else(|| range(first, second)),
        },
        _ => None,
    }
}

/// A comma between the two numbers of `[80，90）`.
pub(crate) fn spans(chars: &[char], at: usize) -> bool {
    let digit = |c: &&char| c.is_ascii_digit() || **c == '.';
    let before = chars.get(..at).unwrap_or_default();
    let digits = before.iter().rev().take(6).take_while(digit).count();
    let opens = at.checked_sub(digits + 1).and_then(|i| chars.get(i));
    let behind = chars.get(at + 1).is_some_and(char::is_ascii_digit);
    digits > 0 && behind && opens.is_some_and(|c| "[（(【".contains(*c))
}

/// A number of a short text, and what stands around it up to the next.
struct Bound<'t> {
    value: Hundredths,
    before: &'t str,
    behind: &'t str,
}

impl Bound<'_> {
    /// What its own words say of it.
    fn bound(&self) -> Option<(Side, bool)> {
        let before = self.before.trim_end_matches(['“', '（', '(']);
        let said = BEFORE.iter().find(|(word, ..)| before.ends_with(word));
        let (mark, rest) = marked(self.behind);
        let said = said.or_else(|| BEHIND.iter().find(|(word, ..)| rest.starts_with(word)));
        let (word, side, included) = *said?;
        // `90分以上（含）`
        let mark = mark.or_else(|| marked(rest.strip_prefix(word)?).0);
        Some((side, mark.unwrap_or(included)))
    }
}

/// Whether the words behind a number say that it belongs to the band, and what stands behind them.
fn marked(behind: &str) -> (Option<bool>, &str) {
    const MARKS: [(&str, bool); 8] = [
        ("（含本数）", true),
        ("（不含本数）", false),
        ("（含）", true),
        ("(含)", true),
        ("（不含）", false),
        ("(不含)", false),
        ("含", true),
        ("不含", false),
    ];
    let plain = behind.strip_prefix('分').unwrap_or(behind);
    let mark = MARKS.iter().find_map(|(word, with)| Some((*with, plain.strip_prefix(word)?)));
    let (mark, rest) = mark.map_or((None, plain), |(with, rest)| (Some(with), rest));
    (mark, rest.strip_prefix('分').unwrap_or(rest))
}

/// `80（含）至90分`: from the one to below the other; of 100 points the last belongs to the band.
fn range(first: &Bound, second: &Bound) -> Option<Limits> {
    const SIGNS: [&str; 11] = ["至", "-", "—", "－", "～", "~", "–", "到", "和", "与", "〜"];
    const TOP: Hundredths = 10_000;
    let (first_mark, between) = marked(first.behind);
    let between = BEHIND.iter().find_map(|(word, ..)| between.strip_prefix(word)).unwrap_or(between);
    SIGNS.iter().any(|sign| between.starts_with(sign)).then_some(())?;
    let (a, b) = ((first.value, first_mark), (second.value, marked(second.behind).0));
    let (low, high) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    Some((Some((low.0, low.1.unwrap_or(true))), Some((high.0, high.1.unwrap_or(high.0 == TOP)))))
}

/// `[80,90)`
fn interval(first: &Bound, second: &Bound) -> Option<Limits> {
    let (opens, closes) = (first.before.chars().next_back()?, second.behind.chars().next()?);
    let parted = [",", "，"].contains(&first.behind);
    let bracketed = "[（(".contains(opens) && "])）".contains(closes);
    (parted && bracketed && first.value < second.value)
        .then_some((Some((first.value, opens == '[')), Some((second.value, closes == ']'))))
}

/// `（含80分）` with what stands before and behind.
fn repeated(text: &str) -> Option<(&str, &str, &str)> {
    let (at, open) = text.match_indices(['（', '(']).find(|(at, open)| {
        let inner = text.get(at + open.len()..).unwrap_or_default();
        let inner = inner.strip_prefix('不').unwrap_or(inner);
        inner.strip_prefix('含').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })?;
    let (inner, behind) = text.get(at + open.len()..)?.split_once(['）', ')'])?;
    Some((text.get(..at)?, inner, behind))
}

/// The numbers of a short text; none where one of them is no score.
fn numbers(text: &str) -> Vec<Bound<'_>> {
    let mut at = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_ascii_digit() || (c == '.' && start.is_some());
        match (part, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                at.push((from, i));
                start = None;
            }
            _ => {}
        }
    }
    let bound = |(n, (from, to)): (usize, &(usize, usize))| {
        let begin = n.checked_sub(1).and_then(|n| at.get(n)).map_or(0, |(_, end)| *end);
        let end = at.get(n + 1).map_or(text.len(), |(next, _)| *next);
        let behind = text.get(*to..end)?;
        let other = behind.starts_with(|c: char| "%‰年月日个家项户人名条件公里万亿元".contains(c));
        let value = Decimal::parse(text.get(*from..*to)?).ok()?.scaled(2).filter(|_| !other)?;
        Some(Bound { value, before: text.get(begin..*from)?, behind })
    };
    at.iter().enumerate().map(bound).collect::<Option<Vec<_>>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_limits(texts: &[&str], low: Option<(i128, bool)>, high: Option<(i128, bool)>) {
        let points = |limit: Option<(i128, bool)>| limit.map(|(value, with)| (value * 100, with));
        for text in texts {
            assert_eq!(limits(text), Some((points(low), points(high))), "{text}");
        }
    }

    #[test]
    fn a_band_between_two_scores_is_read_in_words_signs_and_brackets() {
        let texts = [
            "80（含）至90分",
            "80分及以上且低于90分",
            "不低于80分、不足90分",
            "80≤得分<90",
            "90>得分≥80",
            "[80,90)",
            "80—90分（含80分）",
            "80分（含80分）至90分（不含90分）",
            "介于80分（含）和90分之间",
            "达到80分未达到90分",
            "90分—80分（含）",
        ];
        check_limits(&texts, Some((80, true)), Some((90, false)));
    }

    #[test]
    fn a_band_with_one_bound_is_open_on_the_other_side() {
        check_limits(
            &["90分（含）以上", "90分及以上", "不低于90分", "得分≥90", "90分以上（含90分）"],
            Some((90, true)),
            None,
        );
        check_limits(&["高于90分", "90分以上（不含）"], Some((90, false)), None);
        check_limits(&["60分以下", "不足60分", "得分<60"], None, Some((60, false)));
        check_limits(&["60分及以下", "60分以下（含60分）", "不超过60分"], None, Some((60, true)));
    }

    #[test]
    fn numbers_that_are_no_scores_bound_nothing() {
        for text in ["综合得分85分", "达到90%以上", "2021年以上", "共3个60分以上", "80分、90分"]
        {
            assert_eq!(limits(text), None, "{text}");
        }
    }
}
