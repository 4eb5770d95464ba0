//! 加总到合计: amounts stated one after the other and then their total (`甲a，加乙b、丙c，总收入为T`; `甲a，乙b，合计T`).
//! It has the codes of [`super::sum`].

use super::change;
use super::sum::{closes_but_for_a_slip, fail, is_near, relation};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::{Divider, Mention};

/// Tests every total that follows its parts in one sentence.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, whole) in reading.mentions.iter().enumerate() {
        let Some(added) = announces(whole) else { continue };
        let mut before = before(reading, index);
        before.splice(0..0, head(reading, index, &before));
        let (added, start) = match (added.start(&before), Announced::Stated.start(&before)) {
            (Some(start), _) => (added, start),
            (None, Some(start)) => (Announced::Stated, start),
            (None, None) => continue,
        };
        let parts: Vec<&Mention> = before.iter().skip(start).copied().collect();
        let Some(total) = Amount::sum(parts.iter().map(|p| p.signed())) else { continue };
        if let Some(closing) = suffix_that_closes(&before, whole) {
            outcome.passes(relation(whole, &closing));
            second_measure(reading, index, &closing, outcome);
        } else if parts.len() >= 2 && !parts.iter().any(deducts) && added.is_certain(whole, &parts, total) {
            fail(whole, &parts, total, outcome);
        }
    }
}

/// `甲11842户19367人、乙1236户1895人，共13078户21262人`: where the first measure closes, so must the second.
fn second_measure(reading: &Reading, index: usize, closing: &[&Mention], outcome: &mut Outcome) {
    let Some(whole) = beside(reading, index) else { return };
    let second = |m: &&Mention| {
        let at = reading.mentions.partition_point(|n| (n.passage, n.start) < (m.passage, m.start));
        beside(reading, at).filter(|m| m.is_like(whole))
    };
    let Some(parts) = closing.iter().map(second).collect::<Option<Vec<&Mention>>>() else { return };
    match Amount::sum(parts.iter().map(|p| p.amount)) {
        Some(total) if total.agrees(whole.amount) => outcome.passes(relation(whole, &parts)),
        Some(total) => fail(whole, &parts, total, outcome),
        None => {}
    }
}

/// The amount of another measure right behind a figure.
fn beside(reading: &Reading, index: usize) -> Option<&Mention> {
    let (m, next) = (reading.mentions.get(index)?, reading.mentions.get(index + 1)?);
    let follows = (next.passage, next.sentence, next.bracket) == (m.passage, m.sentence, m.bracket);
    let bare = ["", "、"].contains(&next.lead.as_str());
    (follows && bare && next.is_amount() && !next.is_like(m)).then_some(next)
}

/// A figure that is taken away from the chain, or says what has been: its sign is not certain.
fn deducts(m: &&Mention) -> bool {
    ['减', '扣', '剔'].iter().any(|sign| m.lead.contains(*sign))
}

/// How a total says that it follows its parts.
enum Announced {
    /// `合计T` alone: everything before it in the sentence.
    Bare,
    /// `总收入为T`: only behind a chain with 加.
    Named,
    /// `支出总计T` without 加: what stands before it in its part of the sentence may be its parts.
    Stated,
}

impl Announced {
    /// The first part of the chain.
    fn start(&self, before: &[&Mention]) -> Option<usize> {
        match self {
            Announced::Bare => {
                // `预算数86万元，内容如下：甲52万元，乙34万元，合计86万元`: the parts begin behind the colon.
                let listed = before.iter().rposition(|m| m.divider == Divider::Colon).unwrap_or(0);
                let start = if before.len() >= listed + 2 { listed } else { 0 };
                (before.len() >= 2).then_some(start)
            }
            Announced::Stated => {
                let segment = before.last()?.segment;
                before.iter().position(|m| m.segment == segment)
            }
            Announced::Named => {
                let added = |m: &&Mention| m.lead.trim_start_matches('，').starts_with('加');
                // Behind an intermediate total a new chain begins, or its parts would count twice.
                let begin = before.iter().rposition(|m| announces(m).is_some()).map_or(0, |total| total + 1);
                let first = begin + before.iter().skip(begin).position(added)?;
                first.checked_sub(1).filter(|first| *first >= begin)
            }
        }
    }
}

impl Announced {
    /// Whether the parts certainly make up the whole. Figures that are far from their total were no parts (`单价50元，
    /// 运费20元，共计5000元`), and where the words do not add them up only a slip of the pen is certain.
    fn is_certain(&self, whole: &Mention, parts: &[&Mention], total: Amount) -> bool {
        let answers = parts.first().is_some_and(|p| p.lead.contains("分别")) && parts.len() >= 2;
        match self {
            Announced::Stated => closes_but_for_a_slip(whole, parts, total),
            _ => answers || is_near(total, whole.amount),
        }
    }
}

fn announces(m: &Mention) -> Option<Announced> {
    // `甲a、乙b等，合计T`: not all parts are stated.
    if !m.is_amount() || m.bracket.is_some() || m.lead.starts_with('等') {
        return None;
    }
    let lead = m.lead.trim_start_matches('，');
    // 两项合计, 全年合计: words that only say how many there were.
    let sum = ["合计", "共计", "总计"].iter().find_map(|word| lead.trim_end_matches('为').strip_suffix(word));
    let bare = sum.is_some_and(|before| {
        let parts = ["项", "类", "种", "部分", "笔", "块"].iter().any(|word| before.contains(word));
        ["", "全年", "以上", "总共"].contains(&before) || parts && before.chars().count() <= 4
    }) || ["计", "共", "共为"].contains(&lead)
        || lead.starts_with("两者相加")
        || lead.starts_with("两者合计")
        || lead.starts_with("三者合计");
    let named = ["总收入", "总支出", "支出总", "收入总", "总量", "总计", "合计", "财力", "总价", "总额"]
        .iter()
        .any(|word| lead.contains(word))
        || ["共", "共有"].iter().any(|word| lead.ends_with(word)) && lead.chars().count() > 2;
    if bare { Some(Announced::Bare) } else { named.then_some(Announced::Named) }
}

/// The like amounts before a figure in its sentence, outside brackets; nothing where one of them is no exact amount.
fn before(reading: &Reading, index: usize) -> Vec<&Mention> {
    let Some(whole) = reading.mentions.get(index) else { return vec![] };
    let mut found: Vec<&Mention> = (0..index)
        .rev()
        .filter_map(|i| reading.mentions.get(i))
        .take_while(|m| m.passage == whole.passage && m.sentence == whole.sentence)
        .take(24)
        .filter(|m| m.bracket.is_none() && m.is_like(whole) && !change::is_base(m))
        .collect();
    found.reverse();
    if found.iter().all(|m| m.is_amount()) { found } else { vec![] }
}

/// The figure to which a sentence adds that begins with 加: the first amount of the passage's sentences before it.
fn head<'a>(reading: &'a Reading, index: usize, before: &[&Mention]) -> Option<&'a Mention> {
    const REACH: usize = 60;
    let first = before.first().filter(|m| m.lead.starts_with('加') && m.divider == Divider::Stop)?;
    let earlier = reading.before(index, REACH).take_while(|(_, m)| m.passage == first.passage);
    let heads = earlier.filter(|(i, m)| {
        let own = m.sentence < first.sentence && m.divider == Divider::Stop && m.bracket.is_none();
        own && m.is_amount() && m.is_like(first) && !reading.whole_of.contains_key(i)
    });
    // Of several sentences the one that begins the passage or follows the last total; of income and expenditure its own.
    let heads: Vec<&Mention> = heads.map(|(_, m)| m).take_while(|m| announces(m).is_none()).collect();
    let whole = reading.mentions.get(index)?;
    let side = ["收入", "支出"].into_iter().find(|side| whole.lead.contains(side));
    let own = side.and_then(|side| heads.iter().rfind(|m| m.lead.contains(side)));
    own.or(heads.last()).copied()
}

/// The shortest run of two or more figures right before the total that adds up to it.
fn suffix_that_closes<'a>(before: &[&'a Mention], whole: &Mention) -> Option<Vec<&'a Mention>> {
    (2..=before.len()).find_map(|n| {
        let run: Vec<&Mention> = before.iter().skip(before.len() - n).copied().collect();
        Amount::sum(run.iter().map(|m| m.signed()))?.agrees(whole.amount).then_some(run)
    })
}
