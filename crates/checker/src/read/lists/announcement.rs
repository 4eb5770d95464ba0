//! How a list is announced (`其中`, `由…组成`, `按…分：`) and what its end says: that it is open, or how many there are.

use super::Finder;
use crate::read::mentions::{Divider, Mention};
use crate::read::units::{Dimension, starts_with};

/// How a list is announced.
pub(super) struct Marker {
    pub closed: bool,
    /// A colon or the end of a sentence before it: its items run to the end of the sentence.
    pub wide: bool,
    /// `专项项目中，`: the name of what is divided.
    pub within: Option<String>,
    /// `按功能分类：`: one of several ways to divide the same whole.
    pub class: bool,
}

impl Finder<'_> {
    /// How the list that begins with this figure is announced, where one is.
    pub(super) fn marker(&self, m: &Mention) -> Option<Marker> {
        let lead = m.lead.trim_start_matches(['，', '：', '、']);
        let at_start = m.divider >= Divider::Semicolon;
        // `按残疾类别划分，肢体残疾`, `按类型分：甲`
        let class = is_class(lead.split(['：', '，']).next().unwrap_or_default());
        let marker =
            |closed| Some(Marker { closed, wide: at_start || m.lead.contains('：'), within: None, class });
        if lead.starts_with("分别是")
            || lead.starts_with("分别为")
            || lead.starts_with("具体为")
            || lead.starts_with("具体是")
            || lead.starts_with('即')
            || lead.contains("分为")
            || lead.contains("分成")
        {
            return marker(true);
        }
        if lead.starts_with('由') && self.is_composed(m) {
            return marker(true);
        }
        if class && at_start {
            return marker(true);
        }
        // `资金来源：`, `资金来源为中央财政`
        if lead.split_once(['：', '为', '是']).is_some_and(|(what, _)| is_itemized(what)) {
            return marker(true);
        }
        let opens =
            ["包括", "包含", "用于", "主要包括", "具体包括"].iter().any(|word| lead.starts_with(word));
        if m.lead.ends_with(lead) && self.follows_its_whole(m) {
            return marker(true);
        }
        if lead.contains("其中") || opens || lead.contains("看，") || m.lead.contains('：') {
            return marker(false);
        }
        let (name, _) = lead.split_once("中，").filter(|_| at_start)?;
        let named = (2..=14).contains(&name.chars().count()) && !name.contains('，');
        named.then(|| Marker { closed: false, wide: true, within: Some(name.to_owned()), class: false })
    }

    /// `档案1418份：儿童类612份，辅具类458份，……`: nothing but a colon stands between the whole and the first of its parts.
    fn follows_its_whole(&self, m: &Mention) -> bool {
        let at = self.mentions.partition_point(|n| (n.passage, n.start) < (m.passage, m.start));
        let before = at.checked_sub(1).and_then(|at| self.get(at)).filter(|n| n.passage == m.passage);
        let colon =
            |n: &Mention| self.passages.get(n.passage).and_then(|p| p.chars.get(n.end)) == Some(&'：');
        before.is_some_and(|n| n.is_amount() && n.is_like(m) && n.bracket == m.bracket && colon(n))
    }

    pub(super) fn opens_class(&self, m: &Mention) -> bool {
        self.marker(m).is_some_and(|marker| marker.class)
    }

    /// `涉及4个镇……其中：` with four items: what is listed was counted before, where more than a pair is.
    pub(super) fn counts(&self, parents: &[usize], items: &[Vec<usize>]) -> bool {
        const ITEMS_MIN: usize = 3;
        let counted = |m: &Mention| {
            matches!(m.unit.dimension, Dimension::Measure(_)) && m.unit.scale == 1 && m.is_amount()
        };
        let many = |m: &Mention| m.number.places == 0 && m.number.digits == items.len() as i128;
        // What was counted is what the items are: 镇 of 东河镇.
        let first = |item: &Vec<usize>| item.first().and_then(|i| self.get(*i));
        let named = |m: &Mention| {
            let noun = self.noun_behind(m);
            noun.is_some_and(|noun| {
                items.iter().all(|item| first(item).is_some_and(|m| m.label.text.ends_with(noun)))
            })
        };
        items.len() >= ITEMS_MIN
            && parents.iter().filter_map(|i| self.get(*i)).any(|m| counted(m) && many(m) && named(m))
    }

    /// The last sign of the noun behind a count: `镇` of `4个镇21个村`.
    pub(super) fn noun_behind(&self, m: &Mention) -> Option<char> {
        const WORDS: usize = 8;
        let chars = self.passages.get(m.passage)?.chars.iter().skip(m.end).take(WORDS);
        chars.take_while(|c| !"，。；：、（）".contains(**c) && !c.is_ascii_digit()).last().copied()
    }

    /// `甲a、乙b等`: the list leaves something out.
    pub(super) fn is_open_ended(&self, items: &[Vec<usize>]) -> bool {
        let last = items.last().and_then(|item| item.last()).and_then(|i| self.get(*i));
        let next = last.and_then(|m| self.passages.get(m.passage)?.chars.get(m.end));
        next == Some(&'等') && !self.says_how_many(items)
    }

    /// `……三部分`: behind the last item the text says how many there are.
    pub(super) fn says_how_many(&self, items: &[Vec<usize>]) -> bool {
        let last = items.last().and_then(|item| item.last()).and_then(|i| self.get(*i));
        let Some((last, passage)) = last.and_then(|m| Some((m, self.passages.get(m.passage)?))) else {
            return false;
        };
        let tail: Vec<char> = passage.chars.iter().skip(last.end).take(4).copied().collect();
        let tail: &[char] = tail.strip_prefix(&['等']).unwrap_or(&tail);
        let counts = ["部分", "大类", "类", "项", "块"].iter().any(|word| starts_with(tail, 1, word));
        let count = tail.first().and_then(|c| "一二三四五六七八九".chars().position(|d| d == *c));
        counts && count.is_some_and(|count| count + 1 == items.len())
    }

    /// `由…组成`: the closing word stands in the same sentence.
    pub(super) fn is_composed(&self, m: &Mention) -> bool {
        let Some(passage) = self.passages.get(m.passage) else { return false };
        let rest: String = passage.chars.iter().skip(m.end).take(200).take_while(|c| **c != '。').collect();
        rest.contains("组成") || rest.contains("构成")
    }
}

/// The words before a colon say that all items follow: `资金来源为`, `具体如下`, `按类型分`.
pub(super) fn is_itemized(text: &str) -> bool {
    let text = text.trim_end_matches(['：', ':', '为', '是']);
    let all = ["来源", "如下", "构成", "组成"].iter().any(|word| text.ends_with(word));
    (all || is_class(text)) && !["主要", "其中", "重点", "部分"].iter().any(|word| text.contains(word))
}

/// `按功能分类`
fn is_class(text: &str) -> bool {
    let text = text.trim_end_matches(['看', '为']);
    text.contains('按') && ["分", "分类", "划分"].iter().any(|word| text.ends_with(word))
}
