//! Tables of amounts: which rows are totals and how deep the others lie, which columns hold numbers, and what a cell is
//! worth.

use super::grid::{Grid, GridCell};
use super::rounding::Rounding;
use super::units::{Captioned, Dimension, Unit};
use crate::exact::Amount;
use crate::relation::Operand;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// What a row of a table of amounts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// An item of its own.
    Detail,
    /// 小计、合计、总计.
    Total,
    /// 其中: inside another row.
    Within,
}

/// A row with its kind.
#[derive(Clone, Debug)]
pub(crate) struct MoneyRow {
    /// Its index in the grid.
    pub row: usize,
    /// What it is.
    pub kind: RowKind,
    /// Its words.
    pub label: String,
    /// How deep it lies, 1 for the uppermost: by the length of its code, the form of its number (`一、` over `（一）` over
    /// `1.`, whichever comes first) or its indent; 0 where nothing tells.
    pub level: usize,
}

/// A column of numbers that are no percentages.
#[derive(Clone, Debug)]
pub(crate) struct AmountColumn {
    /// Its index in the grid.
    pub column: usize,
    /// Its heading, cut where it is too long for a message.
    pub heading: String,
    /// The heading of its group and its own.
    pub path: String,
    /// Base units in its unit: 10,000 where the heading or the caption says 万元.
    pub scale: i128,
    /// Its rows can be added: no prices, scores or standards.
    pub added: bool,
    /// Its unit, where the heading or the caption says it.
    pub unit: Option<Unit>,
    /// It counts people or things: no caption gives it a unit.
    pub counted: bool,
    /// What each row of the grid is worth in it; nothing in the headings.
    pub values: Vec<Amount>,
}

impl AmountColumn {
    /// Whether it can be a part of another column: prices are no part of amounts, people none of money.
    pub(crate) fn is_part_of(&self, whole: &AmountColumn) -> bool {
        let alike = match (&self.unit, &whole.unit) {
            (Some(own), Some(other)) => own.dimension == other.dimension,
            (Some(own), None) => !(whole.counted && own.dimension == Dimension::Money),
            (None, Some(other)) => !(self.counted && other.dimension == Dimension::Money),
            (None, None) => true,
        };
        alike && (self.added || !whole.added)
    }

    /// What a row is worth; `None` where the grid has no such row.
    pub(crate) fn value(&self, row: usize) -> Option<Amount> {
        self.values.get(row).copied()
    }

    /// A cell of it as figures of the text are measured: 亩 in the text are so many of a smaller unit.
    pub(crate) fn as_in_text(&self, row: usize, cell: &GridCell) -> Option<(Amount, Operand)> {
        let operand = self.operand(row, cell);
        let scale = self.unit.as_ref().map_or(self.scale, |unit| unit.scale);
        let amount = self.value(row)?.multiplied(scale / self.scale.max(1))?;
        let places = operand.value.map_or(0, |value| value.places);
        Some((amount, operand.worth(amount, scale, places)))
    }

    /// A cell of it for a relation.
    pub(crate) fn operand(&self, row: usize, cell: &GridCell) -> Operand {
        let place = Place { column: Some(self.heading.clone()), ..cell.place.clone() };
        let words = Operand::words(&place, &cell.text);
        let places = printed(cell).map_or(0, |number| number.places);
        match self.value(row) {
            Some(amount) => words.worth(amount, self.scale, places),
            None => words,
        }
    }
}

/// The rows below the headings that hold a number.
pub(crate) fn rows(grid: &Grid) -> Vec<MoneyRow> {
    let numbered = |row: &[GridCell]| row.iter().any(|c| printed(c).is_some()) && !is_aside(row);
    let coded = grid.heading(0).contains("编码") || grid.heading(0).contains("代码");
    let body: Vec<(usize, &Vec<GridCell>)> = grid.body().filter(|(_, row)| numbered(row)).collect();
    let mut styles = Styles { seen: vec![], indents: indents(&body) };
    let mut rows = Vec::new();
    for (index, row) in body {
        let label: String = row.iter().filter(|c| c.is_words()).map(|c| c.text.as_str()).collect();
        let code = row.first().filter(|c| coded && c.number().is_some()).map(|c| c.text.chars().count());
        let level = match code {
            Some(length) => length,
            None if coded => 0,
            None => styles.level(row, &label),
        };
        rows.push(MoneyRow { row: index, kind: kind(&label), level, label });
    }
    let bare = rows.iter().all(|row| row.kind != RowKind::Total);
    let last = rows.last_mut().filter(|last| bare && is_whole(&last.label));
    last.into_iter().for_each(|last| last.kind = RowKind::Total);
    rows
}

/// `总投资`, `总支出`: the last row of a table without 合计 is its total.
pub(crate) fn is_whole(label: &str) -> bool {
    const WHOLES: [&str; 9] = ["投资", "支出", "收入", "费用", "成本", "造价", "金额", "经费", "资金"];
    let name = label.split(['（', '(']).next().unwrap_or_default();
    let whole = WHOLES.iter().find_map(|word| name.strip_suffix(word));
    whole.is_some_and(|rest| rest.ends_with('总') && rest.chars().count() <= 5)
}

/// A row that says something about the others and is none of them: 平均, 比重.
fn is_aside(row: &[GridCell]) -> bool {
    const ASIDE: [&str; 8] = ["平均", "均值", "最高", "最低", "占比", "比重", "增幅", "增长率"];
    let label = row.iter().find(|c| c.is_words()).map_or("", |c| c.text.as_str());
    ASIDE.iter().any(|word| label.starts_with(word))
}

/// The indents of the names of rows, without repetition.
fn indents(body: &[(usize, &Vec<GridCell>)]) -> Vec<usize> {
    let name = |row: &[GridCell]| row.iter().find(|c| c.is_words()).map(|c| c.indent);
    let mut indents: Vec<usize> = body.iter().filter_map(|(_, row)| name(row)).collect();
    indents.sort_unstable();
    indents.dedup();
    indents
}

/// The ways in which the rows of a table are numbered, in the order in which they come, and its indents.
struct Styles {
    seen: Vec<usize>,
    indents: Vec<usize>,
}

impl Styles {
    fn level(&mut self, row: &[GridCell], label: &str) -> usize {
        const INDENTS_MAX: usize = 6;
        if let Some(style) = style(label) {
            let known = self.seen.iter().position(|seen| *seen == style);
            return known.map_or_else(
                || {
                    self.seen.push(style);
                    self.seen.len()
                },
                |at| at + 1,
            );
        }
        let indented = (2..=INDENTS_MAX).contains(&self.indents.len()) && self.seen.is_empty();
        let own = row.iter().find(|c| c.is_words()).map_or(0, |c| c.indent);
        if indented {
            self.indents.iter().position(|indent| *indent == own).map_or(0, |at| at + 1)
        } else {
            0
        }
    }
}

/// The form of a row's number: `一、`, `（一）`, `1.`, `（1）`, `①`.
fn style(label: &str) -> Option<usize> {
    const CHINESE: &str = "一二三四五六七八九十";
    let label = label.strip_prefix("其中").map_or(label, |rest| rest.trim_start_matches(['：', ':']));
    let mut chars = label.chars();
    let first = chars.next()?;
    let second = chars.next().unwrap_or(' ');
    let rest = label.trim_start_matches(|c: char| c.is_ascii_digit());
    match first {
        '（' | '(' if CHINESE.contains(second) => Some(1),
        '（' | '(' if second.is_ascii_digit() => Some(3),
        c if CHINESE.contains(c) => {
            let rest = label.trim_start_matches(|c| CHINESE.contains(c));
            rest.starts_with(['、', '.', '．']).then_some(0)
        }
        c if c.is_ascii_digit() => rest.starts_with(['、', '.', '．']).then_some(2),
        '①'..='⑳' => Some(4),
        _ => None,
    }
}

fn kind(label: &str) -> RowKind {
    let words = ["合计", "总计", "小计", "共计", "资金总额"];
    const WHOLES: [&str; 12] =
        ["总额", "总数", "总体", "汇总", "全市", "全县", "全区", "全省", "全州", "全镇", "全局", "全校"];
    if words.iter().any(|word| label.contains(word)) || WHOLES.contains(&label) {
        RowKind::Total
    } else if label.starts_with("其中") {
        RowKind::Within
    } else {
        RowKind::Detail
    }
}

/// The columns whose cells are amounts or counts that can be added.
pub(crate) fn amounts(grid: &Grid) -> Vec<AmountColumn> {
    numbers(grid).into_iter().filter(|column| column.added).collect()
}

/// The columns of points of a table that holds nothing but points, with a column of full marks among them.
pub(crate) fn marks(grid: &Grid) -> Vec<AmountColumn> {
    let columns = numbers(grid);
    let full = |c: &AmountColumn| ["分值", "满分", "标准分", "权重"].iter().any(|w| c.heading.contains(w));
    let marks = |c: &AmountColumn| {
        full(c)
            || ["得分", "扣分", "评分", "自评", "复核", "差异", "偏差", "加分"]
                .iter()
                .any(|w| c.heading.contains(w))
    };
    if columns.len() > 1 && columns.iter().any(full) && columns.iter().all(marks) { columns } else { vec![] }
}

/// All columns of numbers that are no percentages, no codes and no days.
pub(crate) fn numbers(grid: &Grid) -> Vec<AmountColumn> {
    const NO_NUMBERS: [&str; 13] =
        ["率", "指标", "占比", "比重", "比例", "增幅", "序号", "编号", "编码", "代码", "行次", "栏次", "%"];
    const DAYS: [&str; 4] = ["年份", "日期", "时间", "电话"];
    let other = |heading: &str| {
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        // 执行率得分 is a score, 得分率变化 is none.
        let bare = heading.split(['（', '(']).next().unwrap_or_default();
        let points = ["得分", "分值"].iter().any(|word| bare.ends_with(word));
        has(&NO_NUMBERS) && !points || has(&DAYS) || heading == "年度"
    };
    // `首付（30%）` is an amount, `占比（%）` a percentage.
    let without_part = |heading: &str| match heading.find(|c: char| c.is_ascii_digit()) {
        Some(at) if heading.get(at..).is_some_and(|rest| rest.contains('%')) => heading.replace('%', ""),
        _ => heading.to_owned(),
    };
    let named = |heading: &str| !heading.is_empty() && !other(&without_part(heading));
    grid.columns(named).into_iter().filter_map(|column| amount_column(grid, column)).collect()
}

/// A column of amounts; `None` where it holds none, or anything else.
fn amount_column(grid: &Grid, column: usize) -> Option<AmountColumn> {
    const NOT_ADDED: [&str; 13] =
        ["分值", "得分", "评分", "满分", "权重", "扣分", "单价", "标准", "均", "每", "排名", "名次", "偏差"];
    let cells = || grid.body().filter_map(|(_, row)| row.get(column));
    if !cells().any(|c| printed(c).is_some()) {
        return None;
    }
    let heading = grid.heading(column);
    // The unit may stand over the whole group: `投资（万元）` over 计划 and 完成.
    let (_, group) = grid.group(column);
    let path = if group == heading { heading.to_owned() } else { format!("{group}{heading}") };
    let caption = Captioned { unit: grid.unit.clone(), things: grid.things };
    let rounding = Rounding::of(&path, &caption);
    let headings = std::iter::repeat_n(Some(NOTHING), grid.header_rows);
    let values: Option<Vec<Amount>> = headings.chain(cells().map(|c| value(c, &rounding))).collect();
    let rate = heading.contains(['%', '％']);
    let added = !NOT_ADDED.iter().any(|word| heading.contains(word)) && !rate && !is_quotient(heading);
    Some(AmountColumn {
        column,
        heading: shown(heading),
        path: shown(&path),
        scale: rounding.scale(),
        added,
        counted: matches!(rounding, Rounding::Counted),
        unit: rounding.unit(),
        values: values?,
    })
}

/// Whether a heading names so much for one of something: `单位成本（元/吨）`, `学生与教师比`, `单产`.
fn is_quotient(heading: &str) -> bool {
    const QUOTIENTS: [&str; 9] = ["比", "单价", "造价指标", "单耗", "单产", "亩产", "密度", "系数", "指数"];
    const OF_ONE: [&str; 3] = ["单位成本", "单位造价", "单位能耗"];
    // What stands for one is measured; 台/套 are other words for one another.
    const MEASURED: [&str; 14] = [
        "人",
        "户",
        "年",
        "月",
        "日",
        "天",
        "小时",
        "亩",
        "公顷",
        "吨",
        "平方米",
        "平方公里",
        "公里",
        "立方米",
    ];
    let (name, unit) = heading.split_once(['（', '(']).unwrap_or((heading, ""));
    let per = unit.trim_end_matches(['）', ')']).split_once(['/', '／']);
    let measured = per.is_some_and(|(over, under)| over.ends_with('元') || MEASURED.contains(&under));
    measured
        || QUOTIENTS.iter().any(|end| name.ends_with(end))
        || OF_ONE.iter().any(|word| name.contains(word))
}

/// What an empty cell is worth.
pub(crate) const NOTHING: Amount = Amount { value: 0, half: 0 };

/// What a cell is worth; a dash or an empty cell is nothing, a percentage is no amount.
fn value(cell: &GridCell, rounding: &Rounding) -> Option<Amount> {
    if ["", "-", "—", "——", "--", "/", "－", "无", "*"].contains(&cell.text.as_str()) {
        return Some(NOTHING);
    }
    let number = printed(cell)?;
    Amount::printed(number, rounding.scale(), rounding.is_rounded(number.places))
}

/// The number of a cell of amounts, also with its unit behind it or in the brackets of a negative one.
fn printed(cell: &GridCell) -> Option<Decimal> {
    let text = cell.text.as_str();
    let inner = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    if let Some(inner) = inner.filter(|inner| inner.contains('.') || inner.contains(',')) {
        let number = Decimal::parse(inner).ok()?;
        return Some(Decimal { digits: -number.digits, ..number });
    }
    let bare = text.strip_suffix("元").map_or(text, |rest| rest.trim_end_matches(['万', '亿', '千']));
    Decimal::parse(bare.strip_suffix('分').unwrap_or(bare)).ok()
}

/// A heading as messages show it: thousands of findings in one column must not each repeat a page.
pub(crate) fn shown(heading: &str) -> String {
    const LONGEST: usize = 60;
    heading.chars().take(LONGEST).collect()
}
