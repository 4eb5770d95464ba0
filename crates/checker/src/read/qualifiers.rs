//! Qualifiers: words that make a figure something else than an exact statement (`约`, `近`, `以上`, `不低于`), or a statement
//! about each of several things (`每`, `人均`, `各`).

use super::units::starts_with;

/// Words before a figure that make it approximate, a bound or a target.
const VAGUE_BEFORE: [&str; 37] = [
    "约",
    "近",
    "将近",
    "接近",
    "大约",
    "大概",
    "超过",
    "超",
    "不足",
    "逾",
    "突破",
    "不低于",
    "不少于",
    "不小于",
    "不高于",
    "不大于",
    "不多于",
    "至少",
    "至多",
    "最多",
    "最高",
    "大于",
    "小于",
    "高于",
    "低于",
    "多于",
    "少于",
    "不超过",
    "不到",
    "未达",
    "多达",
    "高达",
    "≥",
    "≤",
    ">",
    "<",
    "±",
];
/// Words behind a figure that do the same.
const VAGUE_AFTER: [&str; 14] =
    ["左右", "以上", "以下", "以内", "及以上", "及以下", "上下", "余", "多", "不等", "之多", "≤", "≥", "许"];
/// Signs between a number and its unit that make it approximate: `300余万元`, `100多个`.
const BETWEEN: [char; 4] = ['余', '多', '来', '几'];
/// Words that make a figure one for each of several things.
const EACH: [&str; 31] = [
    "院均", "馆均", "园均", "店均", "点均", "县均", "镇均", "单均", "笔均", "套均", "座均", "校均", "村均",
    "例均", "件均", "车均", "每", "人均", "户均", "生均", "亩均", "次均", "床均", "台均", "场均", "年均",
    "月均", "平均", "均为", "单价", "日均",
];

/// How many signs between a number and its unit make it approximate: 1 in `300余万元`.
pub(crate) fn between(chars: &[char], end: usize) -> usize {
    usize::from(chars.get(end).is_some_and(|c| BETWEEN.contains(c)))
}

/// Whether the words before a figure or behind it, at `end`, make it approximate.
pub(crate) fn is_vague(chars: &[char], before: &str, end: usize) -> bool {
    let mut after = end;
    if chars.get(after).is_some_and(|c| "（(".contains(*c)) {
        let inner = chars.iter().skip(after).take(6).position(|c| "）)".contains(*c));
        let short = inner.is_some_and(|n| chars.get(after + 1) == Some(&'含') || n <= 2);
        after += if short { inner.unwrap_or(0) + 1 } else { 0 };
    }
    let range = chars.get(after).is_some_and(|c| "至<≤≥>".contains(*c));
    // `53.92亿元多收4.44亿元`: 多 belongs to what follows.
    let verb = chars.get(after) == Some(&'多')
        && chars.get(after + 1).is_some_and(|c| "收支出缴拨付投用".contains(*c));
    let behind = !verb && VAGUE_AFTER.iter().any(|word| starts_with(chars, after, word));
    range || behind || vague_word(without_copula(before)).is_some()
}

/// Whether the words before a figure say that it stands for each of several things.
pub(crate) fn is_each(before: &str) -> bool {
    before.ends_with('各') || EACH.iter().any(|word| before.contains(word))
}

/// A label without what makes its figure approximate.
pub(crate) fn without_vague(label: &str) -> &str {
    let plain = without_copula(label);
    vague_word(plain).and_then(|word| plain.strip_suffix(word)).unwrap_or(label)
}

/// The word that ends a text and makes what follows approximate; `节约` and `签约` are words of their own.
fn vague_word(text: &str) -> Option<&'static str> {
    const OTHER: [&str; 7] = ["节约", "合约", "签约", "履约", "违约", "预约", "集约"];
    let word = VAGUE_BEFORE.into_iter().find(|word| text.ends_with(word))?;
    (!OTHER.iter().any(|other| text.ends_with(other))).then_some(word)
}

fn without_copula(text: &str) -> &str {
    text.trim_end_matches(['为', '达', '有', '到', '计'])
}
