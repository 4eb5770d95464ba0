//! Units: what stands behind a number, and what it makes of it.

use super::unit_words::{MEASURES, MONEY, PRICED, SHARED};

/// What kind of thing is measured; only figures of one kind can be added or compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    /// An amount of money.
    Money,
    /// Money for one of something: `元/人`, `万元/公里`.
    Price,
    /// Parts of a whole: of a hundred for `%`, of a thousand for `‰`.
    Parts(u16),
    /// 百分点: a difference of percentages.
    PercentPoints,
    /// 千分点: a difference of figures per mille.
    MillePoints,
    /// Points of a score.
    Points,
    /// Anything counted or measured, by its measure word (`个`) or by what several measure words measure (`面积`).
    Measure(&'static str),
}

/// A unit as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The words as printed: `万元`.
    pub word: String,
    /// What kind of thing it measures.
    pub dimension: Dimension,
    /// How many base units it is: 10,000 for `万元`.
    pub scale: i128,
    /// How many of a smaller unit it counts in, where it counts in many: 10,000 in `万元` and `万亩`, else 1.
    pub multiple: i128,
}

impl Unit {
    /// A unit that is no multiple of another.
    pub(crate) fn new(word: &str, dimension: Dimension, scale: i128) -> Unit {
        Unit { word: word.to_owned(), dimension, scale, multiple: 1 }
    }

    /// Whether a figure with so many decimals may stem from rounding: anything printed with decimals except fen, and
    /// whole numbers of a unit that is itself a multiple.
    pub(crate) fn is_rounded(&self, places: u32) -> bool {
        match self.dimension {
            Dimension::Money if self.scale == 1 => places > 2,
            _ => self.multiple > 1 || places > 0,
        }
    }
}

/// The unit that begins at a place, and how many characters it takes.
pub(crate) fn unit_at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    money_at(chars, at).or_else(|| parts_at(chars, at)).or_else(|| measure_at(chars, at))
}

fn money_at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    let (word, scale) = MONEY.iter().find(|(word, _)| starts_with(chars, at, word))?;
    let taken = word.chars().count();
    // 元旦, 元宵
    if *scale == 1 && chars.get(at + taken).is_some_and(|c| "旦宵".contains(*c)) {
        return None;
    }
    let behind = per(chars, at + taken);
    let dimension = if behind > 0 { Dimension::Price } else { Dimension::Money };
    let word: String = chars.iter().skip(at).take(taken + behind).collect();
    Some((Unit { word, dimension, scale: *scale, multiple: *scale }, taken + behind))
}

/// How many characters of `/人·月` stand behind a unit of money.
fn per(chars: &[char], from: usize) -> usize {
    let mut at = from;
    while chars.get(at).is_some_and(|c| "/／·.".contains(*c) && (at > from || "/／".contains(*c))) {
        let known = |word: &&&str| starts_with(chars, at + 1, word);
        let word =
            PRICED.iter().find(known).or_else(|| MEASURES.iter().find(known)).map(|w| w.chars().count());
        let shared = || SHARED.iter().find(|s| starts_with(chars, at + 1, s.0)).map(|s| s.0.chars().count());
        match word.or_else(shared) {
            Some(length) => at += 1 + length,
            None => break,
        }
    }
    at - from
}

fn parts_at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    const POINTS: [(&str, Dimension); 4] = [
        ("个百分点", Dimension::PercentPoints),
        ("百分点", Dimension::PercentPoints),
        ("个千分点", Dimension::MillePoints),
        ("千分点", Dimension::MillePoints),
    ];
    if let Some((word, dimension)) = POINTS.iter().find(|(word, _)| starts_with(chars, at, word)) {
        return Some((Unit::new(word, dimension.clone(), 1), word.chars().count()));
    }
    /// Words that begin with 分 and are no points.
    const OTHER: [&str; 11] =
        ["分钟", "分之", "分别", "分类", "分局", "分公司", "分中心", "分期", "分批", "分管", "分园"];
    match chars.get(at)? {
        '%' => Some((Unit::new("%", Dimension::Parts(100), 1), 1)),
        '‰' => Some((Unit::new("‰", Dimension::Parts(1000), 1), 1)),
        '分' if !OTHER.iter().any(|word| starts_with(chars, at, word)) => {
            Some((Unit::new("分", Dimension::Points, 1), 1))
        }
        _ => None,
    }
}

fn measure_at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    let word_at = |from: usize| {
        let begins = |word: &str| starts_with(chars, from, word);
        let shared = SHARED.iter().find(|(word, _, _)| begins(word)).copied();
        // The longest word first: 户次 is no 户, 人次 no 人.
        let own = MEASURES.iter().find(|word| begins(word)).map(|word| (*word, *word, 1));
        match (shared, own) {
            (Some(a), Some(b)) => Some(if b.0.chars().count() > a.0.chars().count() { b } else { a }),
            (a, b) => a.or(b),
        }
    };
    let whole = word_at(at).map(|found| (0, 1, found));
    let multiple = || {
        let (prefix, scale) = match chars.get(at)? {
            '亿' => (1, 100_000_000),
            '万' => (1, 10_000),
            '千' => (1, 1_000),
            _ => return None,
        };
        word_at(at + prefix).map(|found| (prefix, scale, found))
    };
    let (prefix, scale, (word, thing, base)) = whole.or_else(multiple)?;
    let taken = prefix + word.chars().count();
    let shown: String = chars.iter().skip(at).take(taken).collect();
    Some((
        Unit { word: shown, dimension: Dimension::Measure(thing), scale: scale * base, multiple: scale },
        taken,
    ))
}

/// The unit of a heading or caption such as `单位：万元` or `金额（万元）`.
pub(crate) fn unit_in(text: &str) -> Option<Unit> {
    let chars: Vec<char> = text.chars().collect();
    let marks = ['：', ':', '（', '(', '/'];
    (0..chars.len())
        .filter(|at| chars.get(*at).is_some_and(|c| marks.contains(c)))
        .filter_map(|at| unit_at(&chars, at + 1))
        .map(|(unit, _)| unit)
        .find(|unit| matches!(unit.dimension, Dimension::Money | Dimension::Parts(_)))
}

/// What a caption says of the units of its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Captioned {
    /// The unit of its amounts.
    pub unit: Option<Unit>,
    /// What it says of things.
    pub things: Things,
}

/// What a caption says of things that are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Things {
    /// Nothing.
    #[default]
    Unsaid,
    /// They are counted one by one: `单位：所、人`, `单位：万元、处、户`.
    Whole,
    /// They may be counted in many: `单位：万人次`.
    Many,
}

/// What a heading or caption such as `单位：万元、户` says of units.
pub(crate) fn captioned(text: &str) -> Captioned {
    Captioned { unit: unit_in(text), things: things_in(text) }
}

/// What a caption that lists units, and nothing else, says of things.
fn things_in(text: &str) -> Things {
    let Some((_, list)) = text.split_once("单位") else { return Things::Unsaid };
    let list = list.trim_start_matches(['：', ':', ' ']).trim_end_matches(['）', ')', ' ']);
    let mut things = Things::Unsaid;
    for word in list.split(['、', '，', ',', '/', '和', ' ']).filter(|word| !word.is_empty()) {
        let chars: Vec<char> = word.chars().collect();
        match unit_at(&chars, 0).filter(|(_, taken)| *taken == chars.len()) {
            Some((Unit { dimension: Dimension::Measure(_), multiple: 1, .. }, _)) => things = Things::Whole,
            Some((Unit { dimension: Dimension::Measure(_), .. }, _)) => return Things::Many,
            Some((Unit { dimension: Dimension::Money | Dimension::Parts(_), .. }, _)) => {}
            _ => return Things::Unsaid,
        }
    }
    things
}

/// Whether a word begins at a place.
pub(crate) fn starts_with(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.iter().skip(at);
    word.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_is_taken() {
        for (text, word, scale) in [
            ("万元，", "万元", 10_000),
            ("万平方米", "万平方米", 30_000),
            ("个百分点", "个百分点", 1),
            ("元", "元", 1),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (unit, taken) = unit_at(&chars, 0).unwrap();
            assert_eq!((unit.word.as_str(), unit.scale, taken), (word, scale, word.chars().count()));
        }
        assert_eq!(unit_at(&['之'], 0), None);
    }

    #[test]
    fn counts_and_fen_never_move() {
        let unit = |text: &str| unit_at(&text.chars().collect::<Vec<_>>(), 0).unwrap().0;
        assert!(unit("万元").is_rounded(0) && unit("亩").is_rounded(3));
        assert!(!unit("个").is_rounded(0) && !unit("元").is_rounded(2));
    }

    #[test]
    fn a_caption_states_the_unit_of_its_table() {
        assert_eq!(unit_in("金额单位：万元").map(|u| u.scale), Some(10_000));
        assert_eq!(unit_in("单位：某局"), None);
    }

    #[test]
    fn a_caption_that_lists_units_says_how_things_are_counted() {
        for (text, things) in [
            ("单位：所、人", Things::Whole),
            ("（单位：万元、处、户）", Things::Whole),
            ("单位：万人次、亿元", Things::Many),
            ("单位：万元", Things::Unsaid),
            ("单位：人民医院", Things::Unsaid),
        ] {
            assert_eq!(captioned(text).things, things, "{text}");
        }
    }
}
