//! Units: what stands behind a number, and what it makes of it.

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

/// Money, the longest first.
const MONEY: [(&str, i128); 13] = [
    ("万亿元", 1_000_000_000_000),
    ("千万元", 10_000_000),
    ("百万元", 1_000_000),
    ("十万元", 100_000),
    ("亿元", 100_000_000),
    ("万元", 10_000),
    ("千元", 1_000),
    ("百元", 100),
    ("元人民币", 1),
    ("元整", 1),
    ("元正", 1),
    ("元", 1),
    ("圆", 1),
];

/// Measure words of which several measure one thing: the word, the thing, how many base units. The base units are a
/// third of a square metre (15 亩 are one 公顷 of 10,000 square metres), a metre and a kilogram.
const SHARED: [(&str, &str, i128); 18] = [
    ("平方公里", "面积", 3_000_000),
    ("平方千米", "面积", 3_000_000),
    ("平方米", "面积", 3),
    ("公顷", "面积", 30_000),
    ("亩", "面积", 2_000),
    ("㎡", "面积", 3),
    ("公里", "长度", 1_000),
    ("千米", "长度", 1_000),
    ("延米", "长度", 1),
    ("米", "长度", 1),
    ("公斤", "重量", 1),
    ("千克", "重量", 1),
    ("吨", "重量", 1_000),
    ("人次", "人次", 1),
    ("人天", "人天", 1),
    ("人", "人", 1),
    ("名", "人", 1),
    ("位", "人", 1),
];

/// Other measure words, those with several characters first.
const MEASURES: [&str; 123] = [
    "微克/立方米",
    "毫克/立方米",
    "毫克/升",
    "立方米",
    "千瓦时",
    "吨公里",
    "车公里",
    "个次",
    "批次",
    "户次",
    "车次",
    "小时",
    "分钟",
    "工日",
    "项次",
    "家次",
    "场次",
    "学时",
    "课时",
    "千瓦",
    "标段",
    "趟次",
    "班次",
    "架次",
    "例次",
    "床日",
    "人日",
    "人月",
    "标箱",
    "兆瓦",
    "平米",
    "公升",
    "毫升",
    "分贝",
    "个",
    "项",
    "家",
    "户",
    "套",
    "栋",
    "幢",
    "处",
    "次",
    "台",
    "辆",
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
    "支",
    "组",
    "村",
    "镇",
    "乡",
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
    "期",
    "班",
    "门",
    "节",
    "轮",
    "枚",
    "羽",
    "尾",
    "匹",
    "桶",
    "袋",
    "箱",
    "瓶",
    "盒",
    "片",
    "根",
    "颗",
    "段",
    "孔",
    "站",
    "床",
    "副",
    "具",
    "趟",
    "列",
    "秒",
    "升",
    "页",
    "字",
    "单",
    "票",
    "款",
    "道",
    "面",
    "扇",
    "篮",
];

/// What a price may be for, besides measure words: `元/生·月`.
const PRICED: [&str; 12] =
    ["人次", "学期", "季度", "平方米", "公里", "人", "生", "月", "年", "天", "日", "名"];

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
}
