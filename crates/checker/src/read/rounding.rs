//! Rounding in tables: in which unit a column is, and which of its cells may have been rounded.

use super::units::{Dimension, Unit, unit_at};

/// Which cells of a column may stem from rounding.
pub(super) enum Rounding {
    /// None: points are taken as they are printed.
    Exact,
    /// Of a count only what has decimals.
    Counted,
    /// As the unit says.
    Of(Unit),
    /// Whole numbers of an unknown unit may be 万元.
    Any,
}

impl Rounding {
    /// By the heading of a column, else by the caption of its table.
    pub(super) fn of(heading: &str, caption: Option<&Unit>) -> Rounding {
        const SCORES: [&str; 7] = ["分值", "得分", "评分", "扣分", "偏差", "标准分", "满分"];
        const COUNTS: [&str; 16] = [
            "个数",
            "项目数",
            "数量",
            "人数",
            "户数",
            "家数",
            "笔数",
            "次数",
            "人员",
            "编制",
            "实有",
            "场次",
            "家次",
            "件数",
            "套数",
            "台数",
        ];
        if SCORES.iter().any(|word| heading.contains(word)) {
            return Rounding::Exact;
        }
        if let Some(unit) = unit_of(heading) {
            return Rounding::Of(unit);
        }
        let money = ["经费", "金额", "支出", "收入", "资金", "费用", "补助"]
            .iter()
            .any(|word| heading.contains(word));
        if !money && COUNTS.iter().any(|word| heading.contains(word)) {
            return Rounding::Counted;
        }
        // 目标值、完成值 of a table without a unit are those of indicators: pieces, not rounded money.
        const AIMS: [&str; 8] =
            ["目标值", "指标值", "完成值", "实际值", "计划数", "完成数", "计划量", "完成量"];
        match caption {
            Some(unit) => Rounding::Of(unit.clone()),
            None if !money && AIMS.iter().any(|word| heading.contains(word)) => Rounding::Counted,
            None => Rounding::Any,
        }
    }

    /// The unit that they say.
    pub(super) fn unit(&self) -> Option<Unit> {
        match self {
            Rounding::Of(unit) => Some(unit.clone()),
            Rounding::Exact | Rounding::Counted | Rounding::Any => None,
        }
    }

    /// Base units in it.
    pub(super) fn scale(&self) -> i128 {
        match self {
            Rounding::Of(unit) => unit.multiple,
            Rounding::Exact | Rounding::Counted | Rounding::Any => 1,
        }
    }

    /// Whether a number with so many decimals may have been rounded.
    pub(super) fn is_rounded(&self, places: u32) -> bool {
        match self {
            Rounding::Exact => false,
            Rounding::Counted => places > 0,
            Rounding::Of(unit) => unit.is_rounded(places),
            Rounding::Any => true,
        }
    }
}

/// The unit in the brackets of a heading: `金额（万元）`, `面积（亩）`, `标准（元/亩）`.
fn unit_of(heading: &str) -> Option<Unit> {
    let chars: Vec<char> = heading.chars().collect();
    let opens = |at: &usize| chars.get(*at).is_some_and(|c| "（(：:/".contains(*c));
    let whole = |(unit, taken, at): (Unit, usize, usize)| {
        let closed = chars.get(at + 1 + taken).is_none_or(|c| "）)/，,".contains(*c));
        (closed && unit.dimension != Dimension::Points).then_some(unit)
    };
    (0..chars.len())
        .filter(opens)
        .filter_map(|at| unit_at(&chars, at + 1).map(|(unit, taken)| (unit, taken, at)))
        .find_map(whole)
}
