//! Units: what stands behind a number, and what it makes of it.

/// What kind of thing is measured; only figures of one kind can be added or compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    /// An amount of money.
    Money,
    /// Parts of a whole: of a hundred for `%`, of a thousand for `‰`.
    Parts(u16),
    /// 百分点: a difference of percentages.
    PercentPoints,
    /// Points of a score.
    Points,
    /// Anything counted or measured, by its measure word: `个`, `亩`.
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
}

impl Unit {
    /// Whether a figure with so many decimals may stem from rounding: anything printed with decimals except fen, and
    /// whole numbers of a unit that is itself a multiple.
    pub(crate) fn is_rounded(&self, places: u32) -> bool {
        match self.dimension {
            Dimension::Money if self.scale == 1 => places > 2,
            _ => self.scale > 1 || places > 0,
        }
    }
}

/// Money, the longest first.
const MONEY: [(&str, i128); 9] = [
    ("亿元", 100_000_000),
    ("百万元", 1_000_000),
    ("万元", 10_000),
    ("千元", 1_000),
    ("億元", 100_000_000),
    ("萬元", 10_000),
    ("元人民币", 1),
    ("元", 1),
    ("圆", 1),
];

/// Measure words, those with several characters first.
const MEASURES: [&str; 76] = [
    "平方公里",
    "平方米",
    "立方米",
    "公顷",
    "公里",
    "千米",
    "个次",
    "人次",
    "批次",
    "户次",
    "车次",
    "小时",
    "分钟",
    "工日",
    "项次",
    "家次",
    "场次",
    "人天",
    "个",
    "项",
    "家",
    "户",
    "人",
    "名",
    "套",
    "栋",
    "幢",
    "处",
    "次",
    "台",
    "辆",
    "亩",
    "米",
    "吨",
    "件",
    "条",
    "份",
    "所",
    "座",
    "场",
    "批",
    "只",
    "头",
    "株",
    "间",
    "宗",
    "起",
    "篇",
    "本",
    "册",
    "天",
    "岁",
    "位",
    "支",
    "组",
    "村",
    "镇",
    "县",
    "区",
    "街",
    "类",
    "种",
    "块",
    "张",
    "幅",
    "对",
    "部",
    "艘",
    "架",
    "眼",
    "口",
    "棵",
    "例",
    "笔",
    "盏",
    "樘",
];

/// The unit that begins at a place, and how many characters it takes.
pub(crate) fn unit_at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    let unit = |word: &str, dimension, scale| {
        let taken = word.chars().count();
        Some((Unit { word: word.to_owned(), dimension, scale }, taken))
    };
    let begins = |word: &str| starts_with(chars, at, word);
    if let Some((word, scale)) = MONEY.iter().find(|(word, _)| begins(word)) {
        return unit(word, Dimension::Money, *scale);
    }
    for word in ["个百分点", "個百分點", "百分点"] {
        if begins(word) {
            return unit(word, Dimension::PercentPoints, 1);
        }
    }
    match chars.get(at)? {
        '%' => return unit("%", Dimension::Parts(100), 1),
        '‰' => return unit("‰", Dimension::Parts(1000), 1),
        '分' if !begins("分钟") && !begins("分之") => return unit("分", Dimension::Points, 1),
        _ => {}
    }
    let (prefix, scale) = match chars.get(at)? {
        '亿' => ("亿", 100_000_000),
        '万' => ("万", 10_000),
        '千' => ("千", 1_000),
        _ => ("", 1),
    };
    let from = at + prefix.chars().count();
    let measure = MEASURES.iter().find(|word| starts_with(chars, from, word))?;
    unit(&format!("{prefix}{measure}"), Dimension::Measure(measure), scale)
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
            ("万平方米", "万平方米", 10_000),
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
}
