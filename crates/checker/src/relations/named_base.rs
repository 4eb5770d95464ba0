//! A base that the words name: `节约率5%（以预算为基数）`, `按压减后预算计算，执行率…`, `占完工小区的…`, `为到位资金的…`. A base
//! so named excludes every other.

use super::rate::REACH;
use super::share::answers;
use crate::read::Reading;
use crate::read::label::{Role, label};
use crate::read::mentions::Mention;

/// The figure that the words around a rate name as its base; `part` is what it is of.
pub(super) fn said(reading: &Reading, index: usize, part: &Mention) -> Option<usize> {
    let stated = reading.mentions.get(index)?;
    let before = stated.lead.rsplit('，').take(2).find_map(name);
    let name = in_brackets(reading, stated).or(before).or_else(|| compared(part))?;
    find(reading, index, &name, part)
}

/// `占抽查面积（27600亩）的1.5%`: the amount in the brackets behind the name of a base.
pub(super) fn in_brackets_before(reading: &Reading, index: usize) -> Option<usize> {
    let (at, base) = reading.before(index, 1).next()?;
    let stated = reading.mentions.get(index)?;
    let behind = ["）的", ")的"].contains(&reading.between(base, stated).as_str());
    (behind && base.passage == stated.passage && base.bracket.is_some() && base.is_amount()).then_some(at)
}

/// `以预算为基数`, `按上报户数计算`, `合同口径`: the name in it.
fn name(text: &str) -> Option<String> {
    const ENDS: [&str; 8] = ["为基数", "为基准", "为分母", "为基础", "口径计算", "计算", "衡量", "口径"];
    let behind =
        ["以", "按照", "按", "占"].iter().find_map(|word| text.split_once(word)).map(|(_, name)| name);
    let ended =
        behind.and_then(|name| ENDS.iter().find_map(|end| name.split_once(end)).map(|(name, _)| name));
    let name = ended.or_else(|| behind.and_then(|name| name.strip_suffix('计')))?;
    (name.chars().count() >= 2).then(|| name.to_owned())
}

/// `比概算节约0.28亿元`: what the part is compared with. 预算 alone may be that of one item.
fn compared(part: &Mention) -> Option<String> {
    let clause = part.lead.rsplit('，').next().unwrap_or_default();
    let (_, behind) = ["比", "较"].iter().find_map(|word| clause.split_once(word))?;
    let end =
        ["节约", "节省", "节支", "降低", "下浮", "核减", "审减"].iter().find_map(|word| behind.find(word))?;
    let says = |name: &&str| name.chars().count() >= 2 && !name.contains('年') && *name != "预算";
    behind.get(..end).filter(says).map(str::to_owned)
}

/// The name in the brackets right behind a rate.
fn in_brackets(reading: &Reading, stated: &Mention) -> Option<String> {
    const LONGEST: usize = 20;
    let chars = &reading.passages.get(stated.passage)?.chars;
    chars.get(stated.end).filter(|c| "（(".contains(**c))?;
    let inner: String =
        chars.iter().skip(stated.end + 1).take(LONGEST).take_while(|c| !"）)，；。".contains(**c)).collect();
    let plain = !inner.contains(|c: char| c.is_ascii_digit());
    let whole = inner.strip_suffix("口径").or_else(|| inner.strip_prefix('占')).map(str::to_owned);
    name(&inner).or(whole).filter(|_| plain)
}

/// The figure that a name means: one whose words are the name, else whose words hold it, else whose words begin it; the
/// first of these that is met names one value or none.
pub(super) fn find(reading: &Reading, index: usize, name: &str, part: &Mention) -> Option<usize> {
    let name = label(name).text;
    let short = short(&name);
    if short.chars().count() < 2 {
        return None;
    }
    let begins = |m: &Mention| {
        let own = m.label.text.as_str();
        own.chars().count() >= 2
            && name.strip_prefix(own).is_some_and(|rest| is_counted(reading, index, rest, m))
    };
    only(reading, index, part, &|m| m.label.text == name)
        .or_else(|| only(reading, index, part, &|m| answers(m, &name)))
        .or_else(|| only(reading, index, part, &|m| answers(m, short)))
        .or_else(|| only(reading, index, part, &begins))
        .unwrap_or_default()
}

/// A name without the word for its being a number.
fn short(name: &str) -> &str {
    const ENDS: [&str; 15] = [
        "户", "家", "人", "人数", "户数", "个数", "家数", "总数", "总额", "金额", "资金", "数量", "价", "数",
        "额",
    ];
    ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

/// `小区` of `完工小区` is what the figures before are a number of, `人数` says no more than the unit.
fn is_counted(reading: &Reading, index: usize, rest: &str, m: &Mention) -> bool {
    let general = short(rest).is_empty();
    let noun = |other: &Mention| {
        other.is_like(m) && (other.lead.contains(rest) || reading.tail(other).contains(rest))
    };
    general || reading.before(index, REACH).any(|(_, other)| noun(other))
}

/// `None` where no figure fits; no figure where the values of several differ.
fn only(
    reading: &Reading,
    index: usize,
    part: &Mention,
    fits: &dyn Fn(&Mention) -> bool,
) -> Option<Option<usize>> {
    let own = |m: &Mention| {
        let own = m.is_amount() && m.is_like(part) && m.place != part.place;
        own && !m.label.is_change() && m.label.role != Role::Saved && fits(m)
    };
    let mut found = reading.before(index, 2 * REACH).filter(|(_, m)| own(m));
    let first = found.next()?;
    Some(found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0))
}
