//! Score tables: indicators with a full mark and a score, in groups, with a total row even where its label is lost.

use super::grid::{Grid, GridCell};
use crate::exact::Amount;
use crate::relation::Operand;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;

/// Points in hundredths.
pub(crate) type Hundredths = i128;

/// A score table as understood.
#[derive(Clone, Debug)]
pub(crate) struct ScoreTable {
    /// The indicators.
    pub rows: Vec<ScoreRow>,
    /// Its groups by the first column, in order.
    pub groups: Vec<Group>,
    /// The total row.
    pub total: Option<TotalRow>,
    /// Rows with a score that could not be understood.
    pub unread: usize,
}

/// An indicator.
#[derive(Clone, Debug)]
pub(crate) struct ScoreRow {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub name_place: Place,
    /// Its full mark.
    pub weight: Points,
    /// Its score, also where it stands in a neighbouring cell; `None` where it is missing.
    pub score: Option<Points>,
    /// The score cell.
    pub score_cell: GridCell,
    /// The score stands in this cell instead of its own.
    pub shifted_score: Option<GridCell>,
    /// The score cell holds words, the description's cell nothing.
    pub shifted_words: bool,
    /// The group that it belongs to.
    pub group: Option<usize>,
}

/// Points with the place where they stand.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    /// In hundredths.
    pub value: Hundredths,
    /// As printed.
    pub text: String,
    /// Where.
    pub place: Place,
}

impl Points {
    /// The points for a relation.
    pub(crate) fn operand(&self) -> Operand {
        let places = self
            .text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.chars().take_while(char::is_ascii_digit).count() as u32);
        let number = Decimal { digits: self.value, places: 2 };
        let words = Operand::words(&self.place, &self.text);
        match Amount::printed(number, 1, false) {
            Some(amount) => words.worth(amount, 1, places),
            None => words,
        }
    }
}

/// A group of indicators.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Its name without its weight.
    pub name: String,
    /// The weight in its label: `项目决策（20分）`.
    pub weight: Option<Points>,
    /// The full mark and the score of its row 小计, where it has one.
    pub subtotal: Option<TotalRow>,
}

/// A row with totals.
#[derive(Clone, Debug, Default)]
pub(crate) struct TotalRow {
    /// The total of the full marks.
    pub weight: Option<Points>,
    /// The total of the scores.
    pub score: Option<Points>,
    /// Its cells stand in other columns than their headings, or its label is lost.
    pub shifted: Vec<GridCell>,
}

/// The columns of a score table.
struct Columns {
    weight: usize,
    score: usize,
    words: Option<usize>,
    name: Option<usize>,
}

impl ScoreTable {
    /// Understands a grid as a score table; `None` where it is none.
    pub(crate) fn of(grid: &Grid) -> Option<ScoreTable> {
        let mut columns: Option<Columns> = None;
        let mut table = ScoreTable { rows: vec![], groups: vec![], total: None, unread: 0 };
        let headings: Vec<Option<Columns>> = (0..grid.rows.len()).map(|r| Columns::of_row(grid, r)).collect();
        let last = grid.rows.len().saturating_sub(1);
        // In a form the totals of an earlier part are scored like indicators: 资金合计, 10分.
        let last_part = headings.iter().rposition(Option::is_some).unwrap_or(0);
        for (r, (row, heading)) in grid.rows.iter().zip(headings).enumerate() {
            if heading.is_some() {
                columns = heading;
            } else if let Some(columns) = &columns {
                table.take(row, columns, r > last_part, r == last);
            }
        }
        let scored = table.rows.iter().filter(|r| r.score.is_some()).count();
        (table.rows.len() >= 2 && scored * 2 > table.rows.len()).then_some(table)
    }

    /// With the row of funds that stands in another table of the same form (资金总额, 10分), where the full marks close with
    /// it alone.
    pub(crate) fn with_funds(mut self, grids: &[Grid]) -> ScoreTable {
        let stated = self.total.as_ref().and_then(|total| total.weight.as_ref()).map(|weight| weight.value);
        let missing = stated.map_or(0, |stated| stated - self.weights());
        if missing > 0
            && let Some(row) = grids.iter().find_map(|grid| funds(grid, missing))
        {
            self.rows.insert(0, row);
        }
        self
    }

    /// Takes in a row below headings.
    fn take(&mut self, row: &[GridCell], columns: &Columns, last_part: bool, last: bool) {
        let words: String =
            row.iter().take(columns.weight).filter(|c| c.is_words()).map(|c| c.text.as_str()).collect();
        let numbers = row.iter().filter(|c| c.number().is_some()).count();
        if last_part && words.contains("小计") {
            let subtotal = total_row(row, columns);
            self.groups.last_mut().into_iter().for_each(|g| g.subtotal = Some(subtotal.clone()));
        } else if last_part && is_total(&words) || (words.is_empty() && last && (1..=2).contains(&numbers)) {
            self.total = Some(total_row(row, columns));
        } else {
            self.group(row, columns);
            let group = self.groups.len().checked_sub(1);
            let read = score_row(row, columns, group);
            let scored = row.get(columns.score).and_then(points).is_some();
            self.unread += usize::from(read.is_none() && scored);
            self.rows.extend(read);
        }
    }

    /// The sum of all full marks.
    pub(crate) fn weights(&self) -> Hundredths {
        self.rows.iter().map(|r| r.weight.value).sum()
    }

    /// The sum of the scores that are there.
    pub(crate) fn known(&self) -> Hundredths {
        self.rows.iter().filter_map(|r| r.score.as_ref()).map(|p| p.value).sum()
    }

    /// The rows without a score.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &ScoreRow> {
        self.rows.iter().filter(|r| r.score.is_none())
    }

    /// The rows of a group.
    pub(crate) fn of_group(&self, group: usize) -> impl Iterator<Item = &ScoreRow> {
        // Rows come in the order of their groups.
        let before = |end: Option<usize>| self.rows.partition_point(|r| r.group < end);
        self.rows.get(before(Some(group))..before(Some(group + 1))).unwrap_or_default().iter()
    }

    /// Whether the full marks close: with the total row, else with 100. Only then are all rows understood for certain.
    pub(crate) fn is_closed(&self) -> bool {
        let whole = self.total.as_ref().and_then(|t| t.weight.as_ref()).map_or(10_000, |w| w.value);
        self.unread == 0 && self.weights() == whole
    }

    fn group(&mut self, row: &[GridCell], columns: &Columns) {
        // A first column that is the only one with names names indicators, not groups.
        let Some(cell) = row.first().filter(|c| c.is_words() && columns.weight > 1) else { return };
        let (name, weight) = group_label(cell);
        if self.groups.last().is_none_or(|g| g.name != name) {
            self.groups.push(Group { name, weight, subtotal: None });
        }
    }
}

impl Columns {
    /// The columns that a row of the grid names, where it is one of headings.
    fn of_row(grid: &Grid, r: usize) -> Option<Columns> {
        Columns::of(grid.rows.get(r)?, r.checked_sub(1).and_then(|above| grid.rows.get(above)))
    }

    /// The columns of a row of headings; `above` is the row of wider headings over it.
    fn of(row: &[GridCell], above: Option<&Vec<GridCell>>) -> Option<Columns> {
        let has = |text: &str, words: &[&str]| words.iter().any(|w| text.contains(w));
        let find = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
            row.iter().enumerate().filter(|(_, c)| test(&c.text)).map(|(i, _)| i).collect()
        };
        if row.iter().any(|c| c.number().is_some()) {
            return None;
        }
        let is_weight = |text: &str| has(text, &["分值", "满分", "权重", "标准分"]);
        let is_score = |text: &str| {
            has(text, &["得分", "评分"])
                && !is_weight(text)
                && !has(text, &["标准", "细则", "依据", "率", "原因"])
        };
        let scores = find(&is_score);
        let [score] = scores.as_slice() else { return None };
        // A group's weight may stand in a column of its own before that of the indicators.
        let weight = find(&is_weight).into_iter().rfind(|w| (1..*score).contains(w))?;
        let is_words = |text: &str| has(text, &["描述", "说明", "评价情况", "完成情况", "理由"]);
        let words = find(&is_words).into_iter().find(|c| (weight + 1..*score).contains(c));
        let over = |c: usize| above.and_then(|a| a.get(c)).map_or("", |cell| cell.text.as_str());
        let heading =
            |c: usize| row.get(c).map(|cell| cell.text.as_str()).filter(|t| !t.is_empty()).unwrap_or(over(c));
        let is_name = |c: &usize| heading(*c).contains("指标") && !heading(*c).contains('值');
        Some(Columns { weight, score: *score, words, name: (0..weight).rev().find(is_name) })
    }
}

fn is_total(words: &str) -> bool {
    ["合计", "总计", "总分", "总得分"].iter().any(|w| words.starts_with(w)) || words.ends_with("合计")
}

fn score_row(row: &[GridCell], columns: &Columns, group: Option<usize>) -> Option<ScoreRow> {
    let weight = points(row.get(columns.weight)?)?;
    let named = columns.name.and_then(|c| row.get(c)).filter(|c| c.is_words());
    let name = named.or_else(|| row.iter().take(columns.weight).rev().find(|c| c.is_words()))?;
    let score_cell = row.get(columns.score)?.clone();
    let words = columns.words.and_then(|c| row.get(c));
    let own = points(&score_cell);
    let beside = words.filter(|c| own.is_none() && points(c).is_some_and(|p| p.value <= weight.value));
    Some(ScoreRow {
        name: name.text.clone(),
        name_place: name.place.clone(),
        shifted_score: beside.cloned(),
        shifted_words: score_cell.is_words() && words.is_some_and(|c| c.text.is_empty()),
        score: own.or_else(|| beside.and_then(points)),
        score_cell,
        weight,
        group,
    })
}

/// The totals of a row, by their columns; where these are empty, the first number is the full mark, the last the score.
fn total_row(row: &[GridCell], columns: &Columns) -> TotalRow {
    let at = |c: usize| row.get(c).and_then(points);
    let labelled = row.iter().take(columns.weight).any(GridCell::is_words);
    let numbers: Vec<&GridCell> = row.iter().filter(|c| c.number().is_some()).collect();
    if labelled && (at(columns.score).is_some() || numbers.len() < 2) {
        return TotalRow { weight: at(columns.weight), score: at(columns.score), shifted: vec![] };
    }
    match numbers.as_slice() {
        [weight, score] => {
            let moved =
                |cell: &GridCell, column: usize| row.get(column).is_none_or(|c| c.place != cell.place);
            let mut shifted: Vec<GridCell> = Vec::new();
            shifted.extend(moved(weight, columns.weight).then(|| (*weight).clone()));
            shifted.extend(moved(score, columns.score).then(|| (*score).clone()));
            TotalRow { weight: points(weight), score: points(score), shifted }
        }
        _ => TotalRow { weight: at(columns.weight), score: at(columns.score), shifted: vec![] },
    }
}

/// The row of a table of funds with this full mark, its columns named 分值 and 得分, or each cell `分值10` and `得分9.0`.
fn funds(grid: &Grid, missing: Hundredths) -> Option<ScoreRow> {
    if ScoreTable::of(grid).is_some() {
        return None;
    }
    let columns: Vec<Option<Columns>> = (0..grid.rows.len()).map(|r| Columns::of_row(grid, r)).collect();
    let under = |r: usize| columns.iter().take(r).rev().find_map(Option::as_ref);
    let row = grid
        .rows
        .iter()
        .enumerate()
        .find_map(|(r, row)| score_row(row, under(r)?, None).filter(|row| row.weight.value == missing));
    row.or_else(|| {
        grid.rows.iter().find_map(|row| named_cells(row)).filter(|row| row.weight.value == missing)
    })
}

/// `分值10`, `得分9.0` in one row.
fn named_cells(row: &[GridCell]) -> Option<ScoreRow> {
    let named = |word: &str| {
        row.iter().find_map(|cell| {
            let text = cell.text.strip_prefix(word)?.trim_start_matches(['：', ':']);
            let value = Decimal::parse(text.trim_end_matches('分')).ok()?.scaled(2)?;
            Some((cell, Points { value, text: text.to_owned(), place: cell.place.clone() }))
        })
    };
    let ((_, weight), (cell, score)) = (named("分值")?, named("得分")?);
    let name = row.first()?;
    Some(ScoreRow {
        name: name.text.clone(),
        name_place: name.place.clone(),
        weight,
        score: Some(score),
        score_cell: cell.clone(),
        shifted_score: None,
        shifted_words: false,
        group: None,
    })
}

fn points(cell: &GridCell) -> Option<Points> {
    let value = cell.number()?.scaled(2).filter(|v| *v >= 0)?;
    Some(Points { value, text: cell.text.clone(), place: cell.place.clone() })
}

/// `项目决策（20分）` as name and weight.
fn group_label(cell: &GridCell) -> (String, Option<Points>) {
    let Some((name, rest)) = cell.text.split_once(['（', '(']) else { return (cell.text.clone(), None) };
    let digits = rest.trim_end_matches(['）', ')']).trim_end_matches(['分', '%']);
    let value = Decimal::parse(digits).ok().and_then(|d| d.scaled(2));
    let weight = value.map(|value| Points { value, text: digits.to_owned(), place: cell.place.clone() });
    (name.to_owned(), weight)
}

/// Hundredths without needless decimals.
pub(crate) fn short(value: Hundredths) -> String {
    i64::try_from(value).map_or_else(|_| value.to_string(), |v| mingzhang_domain::points::Points(v).short())
}
