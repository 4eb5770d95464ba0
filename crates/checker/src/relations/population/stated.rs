//! Numbers for so many people as a paper writes them: `每千人口执业医师2.85人、注册护士3.40人`, `220.00/10万`, `5.8‰`.

use crate::exact::Amount;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::numbers::number_at;
use crate::read::passage::Passage;
use crate::read::units::{Dimension, starts_with};
use crate::relation::Operand;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// A number for so many people.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    /// The passage.
    pub passage: usize,
    /// Its first character.
    start: usize,
    /// The figures of the paper before it.
    pub at: usize,
    /// Its place in the paper.
    pub place: Place,
    /// As printed.
    pub text: String,
    /// The number.
    pub number: Decimal,
    /// What stands behind the number: `人`, `/10万`, `‰`.
    pub unit: String,
    /// For how many people it is.
    pub per: i128,
    /// What is counted, where the words name it: 执业医师.
    pub name: Option<String>,
    /// In what it is counted, where that shows.
    pub dimension: Option<Dimension>,
    /// Among whom.
    pub base: Base,
    /// Of which region the words say that it is.
    region: Option<&'static str>,
}

/// Among whom something is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The population, of the kind that the words choose: 常住, or nothing.
    Population(&'static str),
    /// Those of a name: 老年人.
    Group(String),
    /// Those who were examined.
    Examined,
}

/// Words of what is elsewhere, or was, or should be.
const ELSEWHERE: [&str; 11] =
    ["平均", "上年", "去年", "目标", "标准", "要求", "规划", "比", "较", "国家", "高于"];
/// Regions, those that are mostly somebody else's first.
const REGIONS: [&str; 5] = ["全国", "全省", "全市", "全区", "全县"];

/// All numbers for so many people in running text.
pub(super) fn all(reading: &Reading) -> Vec<Stated> {
    let mut found = Vec::new();
    for (index, m) in reading.mentions.iter().enumerate() {
        let last = found.last().filter(|last: &&Stated| last.at + 1 == index);
        let next = for_many(index, m).or_else(|| beside(index, m, last?)).or_else(|| per_mille(index, m));
        found.extend(next);
    }
    for (index, passage) in reading.passages.iter().enumerate() {
        found.extend(per_hundred_thousand(reading, passage, index));
    }
    found
}

/// `每千常住人口拥有执业医师3.00人`, `每万人口3.3人`.
fn for_many(index: usize, m: &Mention) -> Option<Stated> {
    const MANY: [(&str, i128); 8] = [
        ("每十万", 100_000),
        ("每10万", 100_000),
        ("每百万", 1_000_000),
        ("每千名", 1_000),
        ("每万名", 10_000),
        ("每千", 1_000),
        ("每万", 10_000),
        ("每百名", 100),
    ];
    let clause = m.lead.rsplit(['，', '；', '。']).next().unwrap_or_default();
    let (before, behind, per) = MANY.iter().find_map(|(word, per)| {
        let (before, behind) = clause.split_once(word)?;
        Some((before, behind, *per))
    })?;
    let (people, name) = people_and_name(behind)?;
    if m.approximate || ELSEWHERE.iter().any(|word| before.contains(word)) {
        return None;
    }
    let kind = ["常住", "户籍"].iter().find(|kind| people.contains(**kind)).map_or("", |kind| kind);
    let whole = people.ends_with("人口") || people == "人";
    let base = if whole { Base::Population(kind) } else { Base::Group(people.to_owned()) };
    let counted = matches!(m.unit.dimension, Dimension::Measure(_));
    let name = (!name.is_empty()).then(|| name.to_owned());
    counted.then(|| Stated { name, base, region: region(before), ..Stated::of(index, m, per) })
}

/// `常住人口拥有执业医师` divided: those among whom, and what is counted.
fn people_and_name(words: &str) -> Option<(&str, &str)> {
    const VERBS: [&str; 4] = ["拥有", "配备", "占有", "有"];
    let verb = VERBS.iter().find_map(|verb| words.split_once(verb));
    let (people, name) = if let Some((people, rest)) = words.split_once("人口") {
        (words.get(..people.len() + "人口".len())?, rest)
    } else if let Some((people, name)) = verb {
        (people, name)
    } else {
        (words.get(.."人".len()).filter(|first| *first == "人")?, words.get("人".len()..)?)
    };
    let name = VERBS.iter().fold(name, |name, verb| name.strip_prefix(verb).unwrap_or(name));
    let name = name.trim_end_matches(['为', '是', '达', '数', '到']);
    let sound = !people.is_empty() && people.chars().count() <= 8 && !name.contains(['每', '均']);
    sound.then_some((people, name))
}

/// `、注册护士3.40人` behind `每千人口执业医师3.00人`.
fn beside(index: usize, m: &Mention, last: &Stated) -> Option<Stated> {
    let name = m.lead.strip_prefix('、').filter(|name| name.chars().count() >= 2)?;
    let like = last.dimension.as_ref() == Some(&m.unit.dimension) && m.passage == last.passage;
    let sound = like && !m.approximate && !name.contains(['，', '：', '每']) && last.name.is_some();
    sound.then(|| Stated {
        name: Some(name.to_owned()),
        base: last.base.clone(),
        region: last.region,
        ..Stated::of(index, m, last.per)
    })
}

/// `出生3016人，出生率5.8‰`.
fn per_mille(index: usize, m: &Mention) -> Option<Stated> {
    let rate = m.unit.dimension == Dimension::Parts(1_000) && !m.vague;
    let base = base_of_rate(&m.lead).filter(|_| rate)?;
    Some(Stated { base, dimension: None, ..Stated::of(index, m, 1_000) })
}

/// Among whom a rate is counted, by the words between it and the figure before it: those of its number (`出生率` behind
/// `出生`) are left to the place.
fn base_of_rate(lead: &str) -> Option<Base> {
    const POPULATION: [&str; 5] = ["出生", "死亡", "发病", "患病", "粗死亡"];
    const EXAMINED: [&str; 3] = ["检出", "阳性", "筛出"];
    // Of mothers and infants it is among those born.
    const OTHERS: [&str; 6] = ["孕产妇", "婴儿", "儿童", "新生儿", "年", "围产"];
    let words = lead.strip_prefix('，')?.trim_end_matches(['为', '是', '达']);
    let stem = words.strip_suffix('率')?;
    let ends = |words: &[&str]| words.iter().any(|word| stem.ends_with(word));
    if OTHERS.iter().chain(&ELSEWHERE).any(|word| stem.contains(word)) {
        return None;
    }
    match stem {
        _ if ends(&POPULATION) => Some(Base::Population("")),
        _ if ends(&EXAMINED) => Some(Base::Examined),
        _ => None,
    }
}

/// `报告发病913例，报告发病率220.00/10万`.
fn per_hundred_thousand(reading: &Reading, passage: &Passage, index: usize) -> Vec<Stated> {
    const SIGNS: [&str; 3] = ["/10万", "/十万", "／10万"];
    let chars = &passage.chars;
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((number, end)) = number_at(chars, at) else {
            at += 1;
            continue;
        };
        let sign = SIGNS.iter().find(|sign| starts_with(chars, end, sign));
        if let Some((number, sign)) = number.filter(|n| !n.range).zip(sign) {
            let behind = end + sign.chars().count();
            let before = reading.mentions.partition_point(|m| (m.passage, m.start) < (index, at));
            let last = before.checked_sub(1).and_then(|last| reading.mentions.get(last));
            let base = last
                .filter(|last| last.passage == index && last.end + 20 > at)
                .and_then(|last| base_of_rate(&passage.slice(last.end, at)));
            found.extend(base.map(|base| Stated {
                passage: index,
                start: at,
                at: before,
                place: passage.place(at, behind),
                text: passage.printed(at, behind),
                number: number.value,
                unit: (*sign).to_owned(),
                per: 100_000,
                name: None,
                dimension: None,
                base,
                region: None,
            }));
        }
        at = end.max(at + 1);
    }
    found
}

impl Stated {
    /// A figure with a unit.
    fn of(index: usize, m: &Mention, per: i128) -> Stated {
        Stated {
            passage: m.passage,
            start: m.start,
            at: index,
            place: m.place.clone(),
            text: m.text.clone(),
            number: m.number,
            unit: m.unit.word.clone(),
            per,
            name: None,
            dimension: Some(m.unit.dimension.clone()),
            base: Base::Population(""),
            region: None,
        }
    }

    /// For a relation.
    pub(super) fn operand(&self) -> Operand {
        let words = Operand::words(&self.place, &self.text);
        match Amount::printed(self.number, 1, true) {
            Some(amount) => words.worth(amount, 1, self.number.places),
            None => words,
        }
    }

    /// Whether it stands right behind a figure, with nothing but a comma and its own words between.
    pub(super) fn follows(&self, reading: &Reading, m: &Mention) -> bool {
        let passage = reading.passages.get(m.passage);
        let between = passage.map_or_else(String::new, |passage| passage.slice(m.end, self.start));
        between.starts_with('，') && !between.contains(['。', '；'])
    }

    /// Whether a number of people may be those among whom it is counted.
    pub(super) fn is_base(&self, m: &Mention) -> bool {
        let clause = m.lead.rsplit(['，', '；', '。']).next().unwrap_or_default();
        let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
        let named = match &self.base {
            Base::Examined => {
                says(&["检查", "筛查", "检测", "体检", "受检", "采样"])
                    && !says(&["任务", "计划", "目标", "应"])
            }
            Base::Population(_) => {
                let part = ["贫困", "脱贫", "受益", "参保", "覆盖", "流动", "低保", "农业", "劳动", "老"];
                clause.ends_with("人口") && !says(&part)
            }
            Base::Group(name) => clause.contains(name.trim_start_matches(['名', '位'])),
        };
        named && self.is_of_region(region(clause))
    }

    /// Without a word both are of where the paper is from.
    fn is_of_region(&self, other: Option<&str>) -> bool {
        match (self.region, other) {
            (None, None) => true,
            (Some(own), None) => !["全国", "全省"].contains(&own),
            (None, Some(other)) => !["全国", "全省"].contains(&other),
            (Some(own), Some(other)) => own == other,
        }
    }

    /// The years in which both stand are not known to differ.
    pub(super) fn is_of_year(&self, reading: &Reading, m: &Mention) -> bool {
        let year = |passage: usize, at: usize| {
            reading.passages.get(passage).and_then(|passage| last_year(passage.chars.get(..at)?))
        };
        let (own, other) = (year(self.passage, self.start), year(m.passage, m.start));
        own.is_none() || other.is_none() || own == other
    }
}

fn region(words: &str) -> Option<&'static str> {
    REGIONS.into_iter().find(|region| words.contains(region))
}

/// The last year that a text names in full, near its end.
fn last_year(chars: &[char]) -> Option<&[char]> {
    const REACH: usize = 300;
    let near = chars.get(chars.len().saturating_sub(REACH)..)?;
    let is_year = |window: &&[char]| {
        window.last() == Some(&'年')
            && window.iter().take(4).all(char::is_ascii_digit)
            && window.first() == Some(&'2')
    };
    near.windows(5).rev().find(is_year)
}
