//! What the rows of a form mean: levels, operator, target, unit, and what all rows share.

use super::target::{self, Number, Target, clean};
use super::words::{self, any};
use super::{IndicatorColumn, IndicatorRow};
use crate::performance::Operator;
use crate::performance::indicator_library::{IndicatorLibrary, LibraryIndicator, ProjectKind};
use crate::performance::level::{Level1, Level2Kind};
use crate::scoring::shapes::stated::is_percent;
use std::collections::BTreeMap;

/// All rows with what they share.
pub(super) struct Sheet<'s> {
    pub rows: Vec<Row<'s>>,
    pub library: &'s IndicatorLibrary,
    /// The fiscal year, given or agreed upon by the rows.
    pub year: Option<i16>,
}

/// How the actual value is to be held against the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// An operator, in its own column or before the target.
    Holds(Operator),
    /// 区间.
    Range,
    /// 定性.
    Qualitative,
    /// The form has no column for it and the target has none before it.
    NotAsked,
    /// Nothing.
    Missing,
    /// Something else.
    Unknown(String),
}

/// A row with what it means.
pub(super) struct Row<'s> {
    /// Counted from 1 below the headings.
    pub number: usize,
    written: &'s IndicatorRow,
    pub kind: Option<&'s ProjectKind>,
    pub level1: Option<Level1>,
    pub level2: Option<Level2Kind>,
    /// 三级指标 without spaces.
    pub name: String,
    pub sign: Sign,
    pub target: Target,
    /// 计量单位 without spaces.
    pub unit: String,
    pub last_target: Option<Number>,
    pub last_actual: Option<Number>,
}

impl<'s> Sheet<'s> {
    /// Reads all rows.
    pub(super) fn read(
        rows: &'s [IndicatorRow],
        library: &'s IndicatorLibrary,
        year: Option<i16>,
    ) -> Sheet<'s> {
        let numbered = rows.iter().enumerate().filter(|(_, row)| !row.is_empty());
        let rows: Vec<Row> = numbered.map(|(at, row)| Row::read(at + 1, row, library)).collect();
        let year = year.or_else(|| agreed_year(&rows));
        Sheet { rows, library, year }
    }

    /// The indicator of the library that shows how a row's 二级指标 may be written.
    pub(super) fn example(&self, row: &Row) -> Option<&'s LibraryIndicator> {
        let words = format!("{}{}", row.name, row.text(IndicatorColumn::Project));
        self.library.example(row.kind, row.level2?, &words)
    }

    /// The rows of each project, in the order of the file; one group where no project is named.
    pub(super) fn projects(&self) -> Vec<Vec<&Row<'s>>> {
        let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
        for row in &self.rows {
            let project = row.text(IndicatorColumn::Project);
            match groups.iter_mut().find(|(name, _)| *name == project) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((project, vec![row])),
            }
        }
        groups.into_iter().map(|(_, rows)| rows).collect()
    }
}

impl<'s> Row<'s> {
    fn read(number: usize, written: &'s IndicatorRow, library: &'s IndicatorLibrary) -> Row<'s> {
        let text = |column| written.get(column).map(str::trim).unwrap_or_default();
        let (level1, level2) = (text(IndicatorColumn::Level1), text(IndicatorColumn::Level2));
        let target = clean(text(IndicatorColumn::Target));
        let (before, bare) = target::operator(&target);
        let read = target::read(bare);
        let last = |column| written.get(column).and_then(target::number);
        Row {
            number,
            written,
            kind: library.kind(text(IndicatorColumn::ProjectKind)),
            level1: Level1::parse(level1),
            level2: Level2Kind::parse(level2).or_else(|| level2_of(level1, level2)),
            name: text(IndicatorColumn::Level3).split_whitespace().collect(),
            sign: sign(written.get(IndicatorColumn::Operator), before, &read),
            target: read,
            unit: clean(text(IndicatorColumn::Unit)),
            last_target: last(IndicatorColumn::LastTarget),
            last_actual: last(IndicatorColumn::LastActual),
        }
    }

    /// The text of a cell, empty where it is empty or the form does not have it.
    pub(super) fn text(&self, column: IndicatorColumn) -> &'s str {
        self.written.get(column).map(str::trim).unwrap_or_default()
    }

    /// Whether the form has a column and this row leaves it empty.
    pub(super) fn leaves_empty(&self, column: IndicatorColumn) -> bool {
        self.written.get(column).is_some_and(|text| is_nothing(text.trim()))
    }

    /// Whether a cell says something.
    pub(super) fn says(&self, column: IndicatorColumn) -> bool {
        !is_nothing(self.text(column))
    }

    /// The number of the target.
    pub(super) fn number(&self) -> Option<&Number> {
        match &self.target {
            Target::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The operator.
    pub(super) fn operator(&self) -> Option<Operator> {
        match self.sign {
            Sign::Holds(operator) => Some(operator),
            _ => None,
        }
    }

    /// Whether larger results are better: ≥ or >.
    pub(super) fn wants_more(&self) -> bool {
        matches!(self.operator(), Some(Operator::AtLeast | Operator::Above))
    }

    /// Whether smaller results are better: ≤ or <.
    pub(super) fn wants_less(&self) -> bool {
        matches!(self.operator(), Some(Operator::AtMost | Operator::Below))
    }

    /// The unit, in its own column or behind the target.
    pub(super) fn any_unit(&self) -> &str {
        match (&self.target, self.unit.as_str()) {
            (Target::Number(number), "") => &number.unit,
            (_, unit) => unit,
        }
    }

    /// Whether the target is a percentage.
    pub(super) fn is_percent(&self) -> bool {
        is_percent(&self.unit) || self.number().is_some_and(|number| is_percent(&number.unit))
    }

    /// Whether it is a share: by its name or its unit.
    pub(super) fn is_share(&self) -> bool {
        words::is_share(&self.name) || self.is_percent()
    }

    /// Whether the basis holds a formula or figures that somebody keeps.
    pub(super) fn has_formula(&self) -> bool {
        any(self.text(IndicatorColumn::Basis), &words::FORMULA)
    }
}

/// 二级指标 where a form has it in the first column alone: 满意度指标, 成本指标.
fn level2_of(level1: &str, level2: &str) -> Option<Level2Kind> {
    let alone = matches!(Level1::parse(level1), Some(Level1::Satisfied | Level1::Costs)) && level2.is_empty();
    alone.then(|| Level2Kind::parse(level1)).flatten()
}

/// Whether a cell says nothing.
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "无" | "-" | "—" | "——" | "/" | "\\" | "暂无" | "待定" | "不适用")
}

/// The operator of a row: of its own column, or before the target.
fn sign(column: Option<&str>, before: Option<Operator>, target: &Target) -> Sign {
    let word = column.map(clean);
    match word.as_deref() {
        _ if *target == Target::Range => Sign::Range,
        None | Some("" | "定量" | "定量指标") => match before {
            Some(operator) => Sign::Holds(operator),
            None if word.is_none() => Sign::NotAsked,
            None => Sign::Missing,
        },
        Some("正向" | "正向指标") => Sign::Holds(Operator::AtLeast),
        Some("反向" | "反向指标" | "逆向") => Sign::Holds(Operator::AtMost),
        Some("区间" | "range" | "~") => Sign::Range,
        Some("定性" | "文字描述" | "qualitative") => Sign::Qualitative,
        Some(word) => match target::operator(word) {
            (Some(operator), "") => Sign::Holds(operator),
            _ => Sign::Unknown(word.to_owned()),
        },
    }
}

/// The year that the rows speak of, where one is named clearly more often than any other.
///
/// 2020年度 and 2020年…计划 say it outright; a target's day alone says little.
fn agreed_year(rows: &[Row]) -> Option<i16> {
    let mut votes: BTreeMap<i16, u32> = BTreeMap::new();
    for row in rows {
        if let Some(year) = row.own_year() {
            *votes.entry(year).or_default() += 3;
        }
        if let Target::Day(target::Day { year: Some(year), .. }) = row.target {
            *votes.entry(year).or_default() += 1;
        }
    }
    let (year, most) = votes.iter().max_by_key(|(_, count)| **count)?;
    let unique = votes.values().filter(|count| *count == most).count() == 1;
    (unique && *most >= 3).then_some(*year)
}

impl Row<'_> {
    /// The fiscal year that the row itself names: in its project, or as the year of a plan in its basis.
    pub(super) fn own_year(&self) -> Option<i16> {
        let (project, basis) = (self.text(IndicatorColumn::Project), self.text(IndicatorColumn::Basis));
        named_year(project, |rest| rest.starts_with('年')).or_else(|| {
            named_year(basis, |rest| {
                rest.starts_with("年度")
                    || (rest.starts_with('年')
                        && any(rest, &["计划", "任务", "方案", "预算", "要点", "目标"]))
            })
        })
    }
}

/// A year of four digits in a text behind which something holds.
fn named_year(text: &str, holds: impl Fn(&str) -> bool) -> Option<i16> {
    let starts = text.char_indices().filter(|(_, c)| *c == '2').map(|(at, _)| at);
    let year = |at: usize| {
        let year = text.get(at..at + 4)?.parse::<i16>().ok().filter(|year| (2000..=2099).contains(year))?;
        holds(text.get(at + 4..)?).then_some(year)
    };
    starts.into_iter().find_map(year)
}
