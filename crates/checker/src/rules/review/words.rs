//! What two texts have in common: the pairs of characters that tell what they speak of.

/// Two characters side by side.
pub(super) type Pair = (char, char);

/// Words that stand in every second sentence of such a paper and tell nothing.
const COMMON: [&str; 40] = [
    "项目", "资金", "绩效", "管理", "工作", "单位", "部门", "预算", "问题", "存在", "不足", "不够", "有待",
    "进一", "一步", "部分", "个别", "情况", "加强", "完善", "提高", "提升", "强化", "严格", "建立", "健全",
    "及时", "相关", "有关", "方面", "年度", "是否", "没有", "开展", "落实", "推进", "措施", "建议", "需要",
    "尚未",
];

/// The telling pairs of Chinese characters side by side in a text.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = Pair> {
    let chars: Vec<char> = text.chars().collect();
    let found: Vec<Pair> = of(&chars).filter(|pair| !is_common(*pair)).collect();
    found.into_iter()
}

/// All pairs of Chinese characters side by side.
pub(super) fn of(chars: &[char]) -> impl Iterator<Item = Pair> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    chars.windows(2).filter_map(move |two| match two {
        [a, b] if han(*a) && han(*b) => Some((*a, *b)),
        _ => None,
    })
}

fn is_common((a, b): Pair) -> bool {
    COMMON.iter().any(|word| word.chars().eq([a, b]))
}
