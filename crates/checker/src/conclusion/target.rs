//! The target that a figure is held against, in its sentence or its row of indicators, with an error put right.

use crate::exact::Amount;
use crate::read::Reading;
use crate::read::indicators::{self, Aim, Bound, IndicatorRow};
use crate::read::mentions::Mention;
use crate::relation::FigureAt;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Conclusion, Finding};
use std::collections::HashMap;

/// What figures of the paper are to reach.
pub(super) struct Targets<'r> {
    reading: &'r Reading,
    /// The figures of the text by their places.
    mentions: HashMap<FigureAt, usize>,
    /// What indicators are to reach, by the places of what they reached.
    cells: HashMap<FigureAt, Aim>,
}

/// A target on the scale of the figure that is held against it.
struct Target {
    bound: Bound,
    value: i128,
    text: String,
}

impl<'r> Targets<'r> {
    /// Reads the targets of a paper.
    pub(super) fn of(reading: &'r Reading) -> Targets<'r> {
        let at = |m: &Mention| m.place.span.map(|span| span.start);
        let mentions = reading.mentions.iter().enumerate().filter_map(|(index, m)| Some((at(m)?, index)));
        let tables = indicators::tables(&reading.grids);
        let rows = tables.iter().flat_map(|table| &table.rows);
        let cells = rows.filter_map(|row| Some((row.actual.place.span?.start, aim_of(row)?)));
        Targets { reading, mentions: mentions.collect(), cells: cells.collect() }
    }

    /// What an error does to the target of its figure; `None` where there is no figure with one target.
    pub(super) fn with(&self, finding: &Finding) -> Option<Conclusion> {
        let (at, printed, right) = corrected(finding)?;
        let (target, scale) = self.target(at, finding)?;
        let reaches =
            |text: &str| Some(target.is_reached(Amount::printed(number(text)?, scale, false)?.value));
        let (before, reached) = (reaches(printed)?, reaches(right)?);
        Some(match before == reached {
            true => Conclusion::Unchanged,
            false => Conclusion::Target { aim: target.text, reached },
        })
    }

    /// The target of the figure at a place, and the scale of the figure's unit.
    fn target(&self, at: FigureAt, finding: &Finding) -> Option<(Target, i128)> {
        let completion = || Target::new(Bound::AtLeast, Decimal { digits: 100, places: 0 }, 1, "100%");
        if let Some(index) = self.mentions.get(&at) {
            let m = self.reading.mentions.get(*index)?;
            let stated = self.in_sentence(*index);
            let own = || m.label.text.ends_with("完成率").then(completion).flatten();
            return Some((stated.or_else(own)?, m.unit.scale));
        }
        let own = finding.place.span.is_some_and(|span| span.start == at);
        let rate = finding.place.column.as_ref().is_some_and(|heading| own && heading.contains("完成率"));
        if rate {
            return Some((completion()?, 1));
        }
        let aim = self.cells.get(&at)?;
        let text = format!("{}{}{}", sign(aim.bound), aim.number, aim.unit);
        Some((Target::new(aim.bound, aim.number, 1, &text)?, 1))
    }

    /// The one target of its unit in the sentence of a figure.
    fn in_sentence(&self, index: usize) -> Option<Target> {
        const REACH: usize = 6;
        let own = self.reading.mentions.get(index)?;
        let from = index.saturating_sub(REACH);
        let near = self.reading.mentions.iter().enumerate().skip(from).take(2 * REACH + 1);
        let beside = near.filter(|(nth, m)| {
            *nth != index && m.is_like(own) && (m.passage, m.sentence) == (own.passage, own.sentence)
        });
        let mut targets = beside.filter_map(|(_, m)| Some((m, self.bound(m)?)));
        let (m, bound) = targets.next().filter(|_| targets.next().is_none() && self.bound(own).is_none())?;
        let open = bound == Bound::Exactly && is_better_low(&format!("{}{}", m.lead, own.label.text));
        let (m, bound) = (!open).then_some((m, bound))?;
        Some(Target { bound, value: m.amount.value, text: format!("{}{}", sign(bound), m.text) })
    }

    /// Which values a figure of the text asks for; `None` where it is no target.
    fn bound(&self, m: &Mention) -> Option<Bound> {
        const LEAST: [&str; 6] = ["不低于", "不少于", "不小于", "大于等于", "至少", "≥"];
        const MOST: [&str; 6] = ["不超过", "不高于", "不大于", "不多于", "小于等于", "≤"];
        const GOALS: [&str; 5] = ["目标", "指标值", "计划值", "预期值", "要求"];
        let lead = m.lead.trim_end_matches(['为', '达', '到', '在', '是']);
        let tail = self.reading.tail(m);
        let ends = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
        let says = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
        let done = ["完成", "实际", "达到"].iter().any(|word| lead.contains(word));
        let named = GOALS.iter().any(|word| lead.contains(word)) && !done;
        let goal = named || says(&["的目标", "的要求", "目标值"]);
        match (goal, says(&["以上", "及以上"]), says(&["以内", "以下", "及以下"])) {
            _ if ends(&LEAST) => Some(Bound::AtLeast),
            _ if ends(&MOST) => Some(Bound::AtMost),
            (true, true, _) => Some(Bound::AtLeast),
            (true, _, true) => Some(Bound::AtMost),
            (true, ..) if !m.vague || says(&["的目标", "的要求", "目标值"]) => Some(Bound::Exactly),
            _ => None,
        }
    }
}

impl Target {
    fn new(bound: Bound, number: Decimal, scale: i128, text: &str) -> Option<Target> {
        let value = Amount::printed(number, scale, false)?.value;
        Some(Target { bound, value, text: text.to_owned() })
    }

    fn is_reached(&self, value: i128) -> bool {
        match self.bound {
            Bound::AtLeast | Bound::Exactly => value >= self.value,
            Bound::AtMost => value <= self.value,
        }
    }
}

/// What an indicator is to reach, where what it reached is stated in the same unit and more is better or the sign tells.
fn aim_of(row: &IndicatorRow) -> Option<Aim> {
    let (aim, actual) = (Aim::of(&row.target.text)?, Aim::of(&row.actual.text)?);
    let open = aim.bound == Bound::Exactly && is_better_low(&format!("{}{}", row.class, row.name.text));
    (aim.unit == actual.unit && !open).then_some(aim)
}

/// What should stay low: a bare target does not say whether less than it is good.
fn is_better_low(name: &str) -> bool {
    const LOW: [&str; 10] = ["成本", "投诉", "差错", "事故", "违规", "违纪", "死亡", "能耗", "费用", "发生"];
    LOW.iter().any(|word| name.contains(word))
}

/// The figure that is wrong, as printed and put right: that of the slip, where one is named.
fn corrected(finding: &Finding) -> Option<(FigureAt, &str, &str)> {
    let (place, printed, right) = match &finding.slip {
        Some(slip) if !slip.likely.is_empty() => (&slip.figure.place, &slip.figure.text, &slip.likely),
        _ => (&finding.place, finding.stated.as_ref()?, finding.recomputed.as_ref()?),
    };
    Some((place.span?.start, printed, right))
}

/// The number that a figure begins with.
fn number(text: &str) -> Option<Decimal> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    Decimal::parse(digits).ok()
}

fn sign(bound: Bound) -> &'static str {
    match bound {
        Bound::Exactly => "",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
    }
}
