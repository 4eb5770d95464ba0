//! Rounding in tables: in which unit a column is, and which of its cells may have been rounded.

use super::units::{Captioned, Dimension, Things, Unit, unit_at};

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
    pub(super) fn of(heading: &str, caption: &Captioned) -> Rounding {
        const SCORES: [&str; 7] = ["分值", "得分", "评分", "扣分", "偏差", "标准分", "满分"];
        if SCORES.iter().any(|word| heading.contains(word)) {
            return Rounding::Exact;
        }
        if let Some(unit) = unit_of(heading) {
            return Rounding::Of(unit);
        }
        let money = ["经费", "金额", "支出", "收入", "资金", "费用", "补助"]
            .iter()
            .any(|word| heading.contains(word));
        let Captioned { unit, things } = caption;
        let whole = *things == Things::Whole;
        if (*things != Things::Many && counts_things(heading, whole)) || (!money && is_count(heading)) {
            return Rounding::Counted;
        }
        // 目标值、完成值 of a table without a unit are those of indicators: pieces, not rounded money.
        const AIMS: [&str; 8] =
            ["目标值", "指标值", "完成值", "实际值", "计划数", "完成数", "计划量", "完成量"];
        match unit {
            Some(unit) => Rounding::Of(unit.clone()),
            None if !money && (whole || AIMS.iter().any(|word| heading.contains(word))) => Rounding::Counted,
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

/// A heading that says that it counts, whatever else it says.
fn is_count(heading: &str) -> bool {
    const COUNTS: [&str; 17] = [
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
        "权重",
    ];
    COUNTS.iter().any(|word| heading.contains(word))
}

/// `学校数`, `种粮大户数`, `门急诊人次`: a heading that ends with what is counted. Without 数 only people and what cannot be money
/// are, others (`受益农户`, `问卷`) where the caption names units of things: `单位：万元、处、户`.
fn counts_things(heading: &str, captioned: bool) -> bool {
    const THINGS: [&str; 44] = [
        "人", "户", "家", "所", "校", "生", "师", "职工", "人员", "工程", "项目", "机具", "人口", "例",
        "床位", "台", "套", "件", "班", "班级", "村", "企业", "机构", "单位", "岗位", "车辆", "合同", "笔",
        "场", "批", "批次", "处", "座", "栋", "宗", "站点", "问题", "案件", "份", "问卷", "个", "事项",
        "设备", "名",
    ];
    const BARE: [&str; 9] = ["农户", "大户", "学生", "教师", "职工", "人员", "床位", "问卷", "学校"];
    let ends = |text: &str, words: &[&str]| words.iter().any(|word| text.ends_with(word));
    let name = heading.split(['（', '(']).next().unwrap_or_default();
    let counted = name.strip_suffix('数').is_some_and(|thing| ends(thing, &THINGS));
    counted || ends(name, &["人次", "户次", "份数"]) || (captioned && ends(name, &BARE))
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
