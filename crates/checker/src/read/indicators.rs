//! Tables of indicators: what is aimed at, what was reached, the marks and the reasons, with the two upper levels
//! carried down over merged cells.

use super::grid::{Grid, GridCell};
use mingzhang_domain::decimal::Decimal;

/// A table of indicators, or the part of a form that is one.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorTable {
    /// The indicators from top to bottom.
    pub rows: Vec<IndicatorRow>,
    /// It has a column for reasons.
    pub has_reasons: bool,
}

/// An indicator.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorRow {
    /// The first level: 产出指标.
    pub group: String,
    /// The second level: 数量指标.
    pub class: String,
    /// Its name, the third level.
    pub name: GridCell,
    /// What is aimed at.
    pub target: GridCell,
    /// What was reached.
    pub actual: GridCell,
    /// The full mark.
    pub weight: GridCell,
    /// The mark.
    pub score: GridCell,
    /// Why it deviates.
    pub reason: GridCell,
    /// What proves it; `None` where the table has no column for that.
    pub evidence: Option<GridCell>,
}

/// A value as a table states it: `≥95%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aim {
    /// Which values are meant.
    pub bound: Bound,
    /// The number.
    pub number: Decimal,
    /// What stands behind it.
    pub unit: String,
}

/// Which values an aim means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// This value.
    Exactly,
    /// This or more.
    AtLeast,
    /// This or less.
    AtMost,
}

/// Which column holds what.
#[derive(Clone, Copy, Default)]
struct Columns {
    group: Option<usize>,
    class: Option<usize>,
    name: usize,
    target: Option<usize>,
    actual: Option<usize>,
    weight: Option<usize>,
    score: Option<usize>,
    reason: Option<usize>,
    evidence: Option<usize>,
}

/// All tables of indicators.
pub(crate) fn tables(grids: &[Grid]) -> Vec<IndicatorTable> {
    grids.iter().flat_map(of_grid).collect()
}

fn of_grid(grid: &Grid) -> Vec<IndicatorTable> {
    let mut tables: Vec<IndicatorTable> = Vec::new();
    let mut columns = None;
    for (r, row) in grid.rows.iter().enumerate() {
        let under = grid.rows.get(r + 1).filter(|under| is_second_heading(under));
        if let Some(found) = Columns::of(&headings(row, under)) {
            tables.push(IndicatorTable { rows: vec![], has_reasons: found.reason.is_some() });
            columns = Some(found);
        } else if let (Some(columns), Some(table)) = (columns, tables.last_mut()) {
            let above = table.rows.last();
            table.rows.extend(columns.row(row, above));
        }
    }
    tables.retain(|table| table.rows.len() >= 2);
    tables
}

/// A second row of headings under merged ones: it leaves its first cell open, holds no number, and names marks.
fn is_second_heading(row: &[GridCell]) -> bool {
    let open = row.first().is_some_and(|cell| cell.text.is_empty());
    let words = row.iter().all(|cell| cell.number().is_none());
    open && words && row.iter().any(|cell| cell.text.contains("分值") || cell.text.contains("得分"))
}

/// The lowest heading of each column.
fn headings(row: &[GridCell], under: Option<&Vec<GridCell>>) -> Vec<GridCell> {
    let lower = |column: usize| under.and_then(|row| row.get(column)).filter(|cell| !cell.text.is_empty());
    row.iter().enumerate().map(|(column, cell)| lower(column).unwrap_or(cell).clone()).collect()
}

impl Columns {
    /// The columns that a row of headings names; `None` where it is none.
    fn of(row: &[GridCell]) -> Option<Columns> {
        let find = |words: &[&str]| {
            let named = |cell: &GridCell| words.iter().any(|word| cell.text.contains(word));
            row.iter().position(named)
        };
        if row.iter().any(|cell| cell.number().is_some()) {
            return None;
        }
        let columns = Columns {
            group: find(&["一级指标"]),
            class: find(&["二级指标"]),
            name: find(&["三级指标", "指标名称"])?,
            target: find(&["指标值", "目标值", "年度目标", "年初目标", "预期值"]),
            actual: find(&["完成值", "实际完成", "实际值", "完成情况"]),
            weight: find(&["分值", "权重", "满分"]),
            score: row.iter().position(|cell| cell.text.contains("得分") && !cell.text.contains("原因")),
            reason: find(&["原因", "扣分理由", "扣分说明", "改进措施", "备注"]),
            evidence: find(&["佐证", "证明材料", "支撑材料"]),
        };
        (columns.target.is_some() || columns.score.is_some()).then_some(columns)
    }

    /// The indicator of a row; its upper levels stand in the row or are those of the row above.
    fn row(&self, row: &[GridCell], above: Option<&IndicatorRow>) -> Option<IndicatorRow> {
        const TOTALS: [&str; 6] = ["合计", "总分", "小计", "总计", "分值", "得分"];
        let cell = |column: Option<usize>| column.and_then(|at| row.get(at)).cloned().unwrap_or_default();
        let name = cell(Some(self.name));
        if row.iter().any(|cell| TOTALS.contains(&cell.text.as_str())) || !name.is_words() {
            return None;
        }
        let level = |column, before: Option<&String>| match cell(column).text {
            text if text.is_empty() => before.cloned().unwrap_or_default(),
            text => text,
        };
        Some(IndicatorRow {
            group: level(self.group, above.map(|row| &row.group)),
            class: level(self.class, above.map(|row| &row.class)),
            name,
            target: cell(self.target),
            actual: cell(self.actual),
            weight: cell(self.weight),
            score: cell(self.score),
            reason: cell(self.reason),
            evidence: self.evidence.map(|column| cell(Some(column))),
        })
    }
}

impl IndicatorRow {
    /// Its mark and its full mark in hundredths, where both are numbers.
    pub(crate) fn marks(&self) -> Option<(i128, i128)> {
        Some((self.score.number()?.scaled(2)?, self.weight.number()?.scaled(2)?))
    }

    /// It has its full mark.
    pub(crate) fn is_full(&self) -> bool {
        self.marks().is_some_and(|(score, weight)| weight > 0 && score == weight)
    }

    /// Nothing says why it deviates.
    pub(crate) fn is_unexplained(&self) -> bool {
        matches!(self.reason.text.as_str(), "" | "无" | "-" | "—" | "/" | "——")
    }
}

impl Aim {
    /// The value that a cell states and nothing else; `None` for words, several numbers, empty cells.
    pub(crate) fn of(text: &str) -> Option<Aim> {
        const SIGNS: [(&str, Bound); 17] = [
            (">=", Bound::AtLeast),
            ("<=", Bound::AtMost),
            ("≥", Bound::AtLeast),
            ("≧", Bound::AtLeast),
            ("＞", Bound::AtLeast),
            (">", Bound::AtLeast),
            ("不低于", Bound::AtLeast),
            ("不少于", Bound::AtLeast),
            ("大于等于", Bound::AtLeast),
            ("≤", Bound::AtMost),
            ("≦", Bound::AtMost),
            ("＜", Bound::AtMost),
            ("<", Bound::AtMost),
            ("不高于", Bound::AtMost),
            ("不超过", Bound::AtMost),
            ("小于等于", Bound::AtMost),
            ("=", Bound::Exactly),
        ];
        let sign = SIGNS.iter().find_map(|(sign, bound)| Some((text.strip_prefix(sign)?, *bound)));
        let (rest, bound) = sign.unwrap_or((text, Bound::Exactly));
        let digits: usize =
            rest.chars().take_while(|c| c.is_ascii_digit() || ".,".contains(*c)).map(char::len_utf8).sum();
        let (number, unit) = rest.split_at_checked(digits)?;
        let one = !unit.contains(|c: char| c.is_ascii_digit());
        Some(Aim { bound, number: Decimal::parse(number).ok().filter(|_| one)?, unit: unit.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_is_a_bound_a_number_and_a_unit() {
        let shown = |text: &str| Aim::of(text).map(|a| (a.bound, a.number.to_string(), a.unit));
        assert_eq!(shown("≥95%"), Some((Bound::AtLeast, "95".to_owned(), "%".to_owned())));
        assert_eq!(shown("不超过1,200万元"), Some((Bound::AtMost, "1200".to_owned(), "万元".to_owned())));
        assert_eq!(shown("12个"), Some((Bound::Exactly, "12".to_owned(), "个".to_owned())));
        for text in ["", "显著提高", "≥", "3-5个", "12月底前完成3个"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
