//! The quality test of indicators while they are written: rows of a form in, findings out.
//!
//! - [`check`]: every rule over every row; each finding has its row, its column and a better example
//! - [`IndicatorRow`]: a row as it was written, all cells as texts
//! - [`rules`]: the pages of all rules, each with an example that fails and one that passes
//! - `read`, `target`, `words`: what a row means
//! - one file per rule
//!
//! A false alarm weighs as much as a miss: where words leave something open, a rule keeps silent, and a row that has
//! one root of trouble is told that root and not what follows from it.

mod found;
mod read;
mod rule;
mod target;
mod words;

mod basis_missing;
mod below_last_actual;
mod below_last_target;
mod below_like_projects;
mod compound;
mod copied;
mod cost_direction;
mod date_outside_year;
mod date_serial;
mod duplicate;
mod ease;
mod evidence_missing;
mod evidence_unfit;
mod formal_number;
mod kind_cost;
mod kind_ecological;
mod kind_economic;
mod kind_quality;
mod kind_quantity;
mod kind_satisfaction;
mod kind_timeliness;
mod level_pair;
mod level_unknown;
mod name_unit;
mod no_survey;
mod operator_missing;
mod over_hundred;
mod payment;
mod repeats_name;
mod several_numbers;
mod target_missing;
mod unit_missing;
mod unit_unfit;
mod vague_target;
mod vague_time;
mod weights;
mod wrong_direction;
mod zero_target;

#[cfg(test)]
mod tests;

pub use rule::QualityRule;

use super::indicator_library::IndicatorLibrary;
use crate::finding::Finding;
use found::Found;
use read::{Row, Sheet};

/// A column of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IndicatorColumn {
    /// 项目类型.
    ProjectKind,
    /// 项目名称.
    Project,
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Level3,
    /// 运算符.
    Operator,
    /// 指标值.
    Target,
    /// 计量单位.
    Unit,
    /// 分值.
    Weight,
    /// 指标值的来源和依据.
    Basis,
    /// 佐证资料.
    Evidence,
    /// 上年指标值.
    LastTarget,
    /// 上年完成值.
    LastActual,
}

impl IndicatorColumn {
    /// All, in the order of the form.
    pub const ALL: [IndicatorColumn; 13] = [
        IndicatorColumn::ProjectKind,
        IndicatorColumn::Project,
        IndicatorColumn::Level1,
        IndicatorColumn::Level2,
        IndicatorColumn::Level3,
        IndicatorColumn::Operator,
        IndicatorColumn::Target,
        IndicatorColumn::Unit,
        IndicatorColumn::Weight,
        IndicatorColumn::Basis,
        IndicatorColumn::Evidence,
        IndicatorColumn::LastTarget,
        IndicatorColumn::LastActual,
    ];

    /// The heading in files.
    pub fn heading(self) -> &'static str {
        match self {
            IndicatorColumn::ProjectKind => "project_kind",
            IndicatorColumn::Project => "project",
            IndicatorColumn::Level1 => "level1",
            IndicatorColumn::Level2 => "level2",
            IndicatorColumn::Level3 => "level3",
            IndicatorColumn::Operator => "op",
            IndicatorColumn::Target => "target",
            IndicatorColumn::Unit => "unit",
            IndicatorColumn::Weight => "weight",
            IndicatorColumn::Basis => "basis",
            IndicatorColumn::Evidence => "evidence",
            IndicatorColumn::LastTarget => "last_target",
            IndicatorColumn::LastActual => "last_actual",
        }
    }
}

/// A row of the form as it was written; a cell that the form does not have is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorRow {
    cells: [Option<String>; IndicatorColumn::ALL.len()],
}

impl IndicatorRow {
    /// Writes a cell.
    pub fn set(&mut self, column: IndicatorColumn, text: impl Into<String>) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            *cell = Some(text.into());
        }
    }

    /// Whether no cell says anything; such a row is passed over, and still counted.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().flatten().all(|text| text.trim().is_empty())
    }

    /// The text of a cell; `None` where the form does not have the column.
    pub fn get(&self, column: IndicatorColumn) -> Option<&str> {
        self.cells.get(column as usize)?.as_deref()
    }
}

/// The pages of all rules in the order of their codes.
pub fn rules() -> &'static [QualityRule] {
    static RULES: [QualityRule; 37] = [
        vague_target::RULE,
        target_missing::RULE,
        kind_quantity::RULE,
        kind_quality::RULE,
        kind_timeliness::RULE,
        kind_cost::RULE,
        kind_economic::RULE,
        kind_ecological::RULE,
        kind_satisfaction::RULE,
        level_pair::RULE,
        cost_direction::RULE,
        wrong_direction::RULE,
        duplicate::RULE,
        repeats_name::RULE,
        payment::RULE,
        below_last_target::RULE,
        below_last_actual::RULE,
        below_like_projects::RULE,
        formal_number::RULE,
        unit_missing::RULE,
        unit_unfit::RULE,
        name_unit::RULE,
        date_serial::RULE,
        date_outside_year::RULE,
        over_hundred::RULE,
        zero_target::RULE,
        operator_missing::RULE,
        weights::RULE,
        evidence_missing::RULE,
        evidence_unfit::RULE,
        no_survey::RULE,
        copied::RULE,
        compound::RULE,
        several_numbers::RULE,
        vague_time::RULE,
        basis_missing::RULE,
        level_unknown::RULE,
    ];
    &RULES
}

/// A rule about one row.
type RowRule = fn(&Row, &Sheet, &mut Found);

/// The rules about single rows. The order is a choice: where two say the same of one cause, the first one is told.
const ROW_RULES: [RowRule; 33] = [
    target_missing::check,
    payment::check,
    date_serial::check,
    vague_time::check,
    level_unknown::check,
    level_pair::check,
    kind_satisfaction::check,
    kind_quantity::check,
    kind_quality::check,
    kind_timeliness::check,
    kind_cost::check,
    kind_economic::check,
    kind_ecological::check,
    several_numbers::check,
    compound::check,
    vague_target::check,
    repeats_name::check,
    formal_number::check,
    cost_direction::check,
    wrong_direction::check,
    operator_missing::check,
    zero_target::check,
    over_hundred::check,
    unit_unfit::check,
    name_unit::check,
    unit_missing::check,
    date_outside_year::check,
    below_last_target::check,
    below_last_actual::check,
    no_survey::check,
    evidence_missing::check,
    evidence_unfit::check,
    basis_missing::check,
];

/// Everything that is wrong with the rows of a form, in the order of the rows, which are counted from 1.
///
/// `year` is the fiscal year; where it is not given, it is taken from what the rows say, if they agree.
pub fn check(rows: &[IndicatorRow], library: &IndicatorLibrary, year: Option<i16>) -> Vec<Finding> {
    let sheet = Sheet::read(rows, library, year);
    let mut found = Found::new(&sheet);
    for row in &sheet.rows {
        ROW_RULES.iter().for_each(|rule| rule(row, &sheet, &mut found));
    }
    duplicate::check(&sheet, &mut found);
    below_like_projects::check(&sheet, &mut found);
    weights::check(&sheet, &mut found);
    sheet.rows.iter().for_each(|row| copied::check(row, &sheet, &mut found));
    found.in_order()
}
