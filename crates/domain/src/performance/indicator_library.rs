//! 指标库: indicators that work, by kind of project, and the choice among them by the words of a project.
//!
//! The scoring of a suggestion is simple on purpose, so that it can be told: a key word of the indicator that stands in
//! the words counts [`WHOLE_WORD`], each pair of characters that both share counts one, an indicator made for the kind
//! counts [`OWN_KIND`] more than a common one.

use super::level::Level2Kind;
use std::collections::BTreeSet;

/// What a whole key word counts.
const WHOLE_WORD: u32 = 4;
/// What it counts that an indicator was made for the kind.
const OWN_KIND: u32 = 3;
/// How many suggestions a 二级指标 gets.
const PER_LEVEL: usize = 3;

/// A kind of project (项目类型) with the words by which it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectKind {
    /// Its name: 工程建设.
    pub name: String,
    /// Other names: 基建.
    pub aliases: Vec<String>,
    /// Words that its projects use.
    pub words: Vec<String>,
}

/// An indicator of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryIndicator {
    /// The kind of project that it was made for; `None` for all.
    pub kind: Option<String>,
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: Level2Kind,
    /// 三级指标.
    pub name: String,
    /// The sign as papers print it: `≥`, or 定性.
    pub sign: String,
    /// An example of a target.
    pub target: String,
    /// 计量单位.
    pub unit: String,
    /// How it is scored: the name of a shape.
    pub shape: String,
    /// Where the target comes from, or the formula.
    pub basis: String,
    /// What proves the actual value.
    pub evidence: String,
    /// What usually goes wrong.
    pub pitfall: String,
    /// Words by which it is found.
    pub words: Vec<String>,
}

impl LibraryIndicator {
    /// As a form has it: `改造管网长度 ≥4800米`.
    pub fn shown(&self) -> String {
        let (sign, target) = (&self.sign, &self.target);
        let unit = match self.unit.as_str() {
            "日期" | "级" => "",
            unit => unit,
        };
        match sign.as_str() {
            "定性" => format!("{}：{target}", self.name),
            "≤" if self.unit == "日期" => format!("{}：{target}前", self.name),
            _ => format!("{} {sign}{target}{unit}", self.name),
        }
    }
}

/// A suggestion with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'l> {
    /// What is suggested.
    pub indicator: &'l LibraryIndicator,
    /// The sum of what counts.
    pub score: u32,
    /// The key words that stand in the words.
    pub matched: Vec<String>,
    /// How many pairs of characters are shared.
    pub shared_pairs: u32,
}

/// All indicators at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorLibrary {
    /// The kinds of project.
    pub kinds: Vec<ProjectKind>,
    /// The indicators in the order of the files.
    pub indicators: Vec<LibraryIndicator>,
}

impl IndicatorLibrary {
    /// The kind of a name or of one of its other names.
    pub fn kind(&self, name: &str) -> Option<&ProjectKind> {
        let name = name.trim();
        let is = |kind: &&ProjectKind| kind.name == name || kind.aliases.iter().any(|alias| alias == name);
        self.kinds.iter().find(is)
    }

    /// The best indicators of a kind for some words: at most [`PER_LEVEL`] of each 二级指标, in the order of the forms.
    pub fn suggest(&self, kind: &ProjectKind, words: &str) -> Vec<Suggestion<'_>> {
        let wanted = pairs(words);
        let mut suggestions = Vec::new();
        for level2 in Level2Kind::ALL {
            let of_level = self.of(kind).filter(|indicator| indicator.level2 == level2);
            let mut of_level: Vec<Suggestion> =
                of_level.map(|indicator| suggestion(indicator, words, &wanted)).collect();
            // A stable sort keeps the order of the files among equals.
            of_level.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.score));
            of_level.truncate(PER_LEVEL);
            suggestions.extend(of_level);
        }
        suggestions
    }

    /// The indicator of a 二级指标 that is most like some words, for a better example.
    pub fn example(
        &self,
        kind: Option<&ProjectKind>,
        level2: Level2Kind,
        words: &str,
    ) -> Option<&LibraryIndicator> {
        let wanted = pairs(words);
        let fits = |indicator: &&LibraryIndicator| {
            indicator.level2 == level2
                && (indicator.kind.is_none()
                    || indicator.kind.as_deref() == kind.map(|kind| kind.name.as_str()))
        };
        let mut best: Option<Suggestion> = None;
        for indicator in self.indicators.iter().filter(fits) {
            let next = suggestion(indicator, words, &wanted);
            if best.as_ref().is_none_or(|best| next.score > best.score) {
                best = Some(next);
            }
        }
        best.map(|suggestion| suggestion.indicator)
    }

    /// The indicators for a kind, the own ones before the common ones.
    fn of(&self, kind: &ProjectKind) -> impl Iterator<Item = &LibraryIndicator> {
        let own = self.indicators.iter().filter(|indicator| indicator.kind.as_deref() == Some(&kind.name));
        own.chain(self.indicators.iter().filter(|indicator| indicator.kind.is_none()))
    }
}

/// How well an indicator fits some words.
fn suggestion<'l>(
    indicator: &'l LibraryIndicator,
    words: &str,
    wanted: &BTreeSet<[char; 2]>,
) -> Suggestion<'l> {
    let matched: Vec<String> =
        indicator.words.iter().filter(|word| words.contains(word.as_str())).cloned().collect();
    let mut own = pairs(&indicator.name);
    indicator.words.iter().for_each(|word| own.extend(pairs(word)));
    let shared_pairs = u32::try_from(own.intersection(wanted).count()).unwrap_or(u32::MAX);
    let whole = u32::try_from(matched.len()).unwrap_or(u32::MAX).saturating_mul(WHOLE_WORD);
    let of_kind = if indicator.kind.is_some() { OWN_KIND } else { 0 };
    let score = whole.saturating_add(shared_pairs).saturating_add(of_kind);
    Suggestion { indicator, score, matched, shared_pairs }
}

/// Every two characters that follow each other; signs and spaces are gaps.
pub fn pairs(text: &str) -> BTreeSet<[char; 2]> {
    let letters: Vec<char> = text.chars().collect();
    let pairs = letters.windows(2).filter_map(|pair| match pair {
        [a, b] if a.is_alphanumeric() && b.is_alphanumeric() => Some([*a, *b]),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> IndicatorLibrary {
        let indicator = |kind: Option<&str>, name: &str, words: &str| LibraryIndicator {
            kind: kind.map(str::to_owned),
            level1: "产出".to_owned(),
            level2: Level2Kind::Quantity,
            name: name.to_owned(),
            sign: "≥".to_owned(),
            target: "5".to_owned(),
            unit: "个".to_owned(),
            shape: "at_least".to_owned(),
            basis: String::new(),
            evidence: String::new(),
            pitfall: String::new(),
            words: words.split(' ').map(str::to_owned).collect(),
        };
        let kind = ProjectKind {
            name: "工程建设".to_owned(),
            aliases: vec!["基建".to_owned()],
            words: vec!["工程".to_owned()],
        };
        IndicatorLibrary {
            kinds: vec![kind],
            indicators: vec![
                indicator(None, "任务数量", "任务"),
                indicator(Some("工程建设"), "改造管网长度", "管网 改造"),
                indicator(Some("工程建设"), "新建道路长度", "道路 新建"),
                indicator(Some("补助补贴"), "发放户数", "道路 补助"),
            ],
        }
    }

    #[test]
    fn words_of_the_project_bring_the_fitting_indicator_to_the_top() {
        let library = library();
        let kind = library.kind("基建").unwrap();
        let suggested = library.suggest(kind, "某街道路提升");
        let names: Vec<&str> = suggested.iter().map(|s| s.indicator.name.as_str()).collect();
        assert_eq!(names, ["新建道路长度", "改造管网长度", "任务数量"]);
        assert_eq!(suggested[0].matched, ["道路"]);
        assert_eq!(suggested[0].score, WHOLE_WORD + 1 + OWN_KIND);
        assert_eq!(library.kind("航天"), None);
    }

    #[test]
    fn an_example_is_never_of_another_kind() {
        let library = library();
        let example = |kind| library.example(kind, Level2Kind::Quantity, "道路").map(|i| i.name.as_str());
        assert_eq!(example(library.kind("工程建设")), Some("新建道路长度"));
        assert_eq!(example(None), Some("任务数量"));
    }
}
