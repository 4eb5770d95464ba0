//! Automatic numbers: they are printed before a paragraph, but stand in no text of the file.

use crate::xml::Element;
use std::collections::BTreeMap;

/// Levels of a list, by the format.
const LEVELS: usize = 9;

/// The lists of a file, and how far each has been counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// By the id of the abstract list.
    lists: BTreeMap<String, List>,
    /// By the id that paragraphs use.
    instances: BTreeMap<String, Instance>,
}

#[derive(Default)]
struct List {
    levels: BTreeMap<usize, Level>,
    counts: [u32; LEVELS],
}

struct Level {
    start: u32,
    format: String,
    /// With `%1` for the number of the first level.
    text: String,
    spaced: bool,
    /// All numbers in it are plain digits, whatever the format of their level.
    legal: bool,
}

struct Instance {
    list: String,
    /// Levels that begin anew where this instance is first used.
    restarts: Vec<(usize, u32)>,
}

/// Which list a paragraph or a style belongs to, and on which level; each may be stated without the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Membership {
    pub(super) instance: Option<String>,
    pub(super) level: Option<usize>,
}

impl Membership {
    /// What paragraph properties (of a paragraph or a style) state.
    pub(super) fn read(properties: &Element) -> Membership {
        let Some(stated) = properties.child("numPr") else { return Membership::default() };
        Membership {
            instance: stated.child_value("numId").map(str::to_owned),
            level: stated.child_value("ilvl").and_then(level),
        }
    }

    /// The same, with what is missing taken from a style.
    pub(super) fn or(self, style: &Membership) -> Membership {
        Membership {
            instance: self.instance.or_else(|| style.instance.clone()),
            level: self.level.or(style.level),
        }
    }
}

impl Numbering {
    /// Reads `numbering.xml`; a file without has no lists.
    pub(super) fn read(part: Option<&Element>) -> Numbering {
        let mut numbering = Numbering::default();
        for element in part.iter().flat_map(|part| part.elements()) {
            match &*element.name {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    numbering.lists.insert(id.to_owned(), list(element));
                }
                "num" => {
                    let (Some(id), Some(list)) =
                        (element.attribute("numId"), element.child_value("abstractNumId"))
                    else {
                        continue;
                    };
                    let instance = Instance { list: list.to_owned(), restarts: restarts(element) };
                    numbering.instances.insert(id.to_owned(), instance);
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts one paragraph and gives what is printed before it; empty for bullets and outside lists.
    pub(super) fn next(&mut self, member: &Membership) -> String {
        let instance = member.instance.as_ref().and_then(|id| self.instances.get_mut(id));
        let Some(instance) = instance else { return String::new() };
        let Some(list) = self.lists.get_mut(&instance.list) else { return String::new() };
        for (level, start) in std::mem::take(&mut instance.restarts) {
            if let Some(count) = list.counts.get_mut(level) {
                *count = start.saturating_sub(1);
            }
        }
        list.next(member.level.unwrap_or(0))
    }
}

impl List {
    fn next(&mut self, level: usize) -> String {
        for (at, count) in self.counts.iter_mut().enumerate() {
            let start = self.levels.get(&at).map_or(1, |level| level.start);
            match at.cmp(&level) {
                // A level that was jumped over counts as begun.
                std::cmp::Ordering::Less if *count == 0 => *count = start,
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal if *count == 0 => *count = start,
                std::cmp::Ordering::Equal => *count = count.saturating_add(1),
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        let Some(own) = self.levels.get(&level) else { return String::new() };
        if matches!(own.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut text = own.text.clone();
        for (at, count) in self.counts.iter().enumerate() {
            let format = self.levels.get(&at).filter(|_| !own.legal);
            let format = format.map_or("decimal", |level| level.format.as_str());
            text = text.replace(&format!("%{}", at + 1), &printed(*count, format));
        }
        let parts_itself = text.ends_with(['、', '）', '．', '。', ' ', '　']);
        if own.spaced && !parts_itself && !text.is_empty() {
            text.push(' ');
        }
        text
    }
}

fn list(element: &Element) -> List {
    let levels = element.elements().filter(|child| &*child.name == "lvl");
    let read = |lvl: &Element| {
        let number = level(lvl.attribute("ilvl")?)?;
        let read = Level {
            start: lvl.child_value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
            format: lvl.child_value("numFmt").unwrap_or("decimal").to_owned(),
            text: lvl.child_value("lvlText").unwrap_or_default().chars().take(40).collect(),
            spaced: lvl.child_value("suff") != Some("nothing"),
            legal: lvl.switches("isLgl"),
        };
        Some((number, read))
    };
    List { levels: levels.filter_map(read).collect(), counts: [0; LEVELS] }
}

fn restarts(element: &Element) -> Vec<(usize, u32)> {
    let overrides = element.elements().filter(|child| &*child.name == "lvlOverride");
    let read = |element: &Element| {
        Some((level(element.attribute("ilvl")?)?, element.child_value("startOverride")?.parse().ok()?))
    };
    overrides.filter_map(read).collect()
}

fn level(value: &str) -> Option<usize> {
    value.parse().ok().filter(|level| *level < LEVELS)
}

/// A number as its format prints it; a format that is not known here as plain digits.
fn printed(number: u32, format: &str) -> String {
    let one_of = |signs: &str| {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| signs.chars().nth(index)).map(String::from)
    };
    let sign = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "ideographDigital" => chinese(number),
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "lowerLetter" => one_of("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        "upperRoman" => roman(number),
        "decimalZero" => Some(format!("{number:02}")),
        _ => None,
    };
    sign.unwrap_or_else(|| number.to_string())
}

/// 一 to 九十九.
fn chinese(number: u32) -> Option<String> {
    let digit = |digit: u32| "零一二三四五六七八九".chars().nth(usize::try_from(digit).ok()?);
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        2..=9 => format!("{}十", digit(tens)?),
        _ => return None,
    };
    Some(if ones == 0 && !tens.is_empty() { tens } else { format!("{tens}{}", digit(ones)?) })
}

/// I to XXXIX.
fn roman(number: u32) -> Option<String> {
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = usize::try_from(number / 10).ok().filter(|tens| *tens < 4)?;
    let ones = ones.get(usize::try_from(number % 10).ok()?)?;
    Some(format!("{}{ones}", "X".repeat(tens)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_an_office_counts() {
        assert_eq!(
            [1, 10, 11, 20, 42].map(|n| printed(n, "chineseCounting")),
            ["一", "十", "十一", "二十", "四十二"]
        );
        assert_eq!([3, 21].map(|n| printed(n, "decimalEnclosedCircle")), ["③", "21"]);
        assert_eq!([4, 19].map(|n| printed(n, "lowerRoman")), ["iv", "xix"]);
        assert_eq!(printed(0, "upperLetter"), "0");
    }
}
