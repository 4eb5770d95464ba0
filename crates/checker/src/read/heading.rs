//! Headings of tables: which rows they are, which of them only numbers the columns, and the identities printed in them
//! (`3=1+2`, `结余③=①-②`, `执行率（B/A）`).

use super::grid::{Grid, GridCell};
use std::collections::HashMap;

/// How the head of a table says that a column is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// The sum of these columns, those marked taken off.
    Sum(Vec<(usize, bool)>),
    /// The first over the second.
    Quotient(usize, usize),
    /// The product of two.
    Product(usize, usize),
}

/// How many of the first rows are headings: the first, where it holds no figure, and those under it that hold none
/// either and leave its first cell open or name what it leaves open.
pub(crate) fn header_rows(rows: &[Vec<GridCell>]) -> usize {
    let Some((first, rest)) = rows.split_first() else { return 0 };
    if !first.iter().any(|c| c.is_words()) || !first.iter().all(|c| c.number().is_none() || is_year(&c.text))
    {
        return 0;
    }
    let wordy = |row: &[GridCell]| {
        row.iter().all(|c| c.number().is_none() || is_year(&c.text)) && row.iter().any(GridCell::is_words)
    };
    let mut above = first;
    let mut count = 1;
    for row in rest.iter().take(HEADINGS_MAX - 1) {
        let open = row.first().is_none_or(|c| c.text.is_empty());
        let names = |(a, c): (&GridCell, &GridCell)| a.text.is_empty() && !c.text.is_empty();
        if !wordy(row) || !(open || above.iter().zip(row).any(names)) {
            break;
        }
        above = row;
        count += 1;
    }
    count
}

/// How many of the first rows are no headings but say what the table is: its name, 填报单位, 金额单位.
pub(crate) fn caption_rows(rows: &[Vec<GridCell>]) -> usize {
    const ROWS_MAX: usize = 3;
    const CELLS_MAX: usize = 3;
    const NAMES: [&str; 6] = ["单位", "金额", "填报", "编制", "部门", "日期"];
    let filled = |row: &[GridCell]| row.iter().filter(|cell| !cell.text.is_empty()).count();
    let says = |cell: &GridCell| {
        let name = cell.text.split(['：', ':']).next().filter(|name| name.len() < cell.text.len());
        name.is_some_and(|name| NAMES.iter().any(|word| name.contains(word)))
    };
    let is_title = |row: &[GridCell]| {
        let text = row.iter().map(|cell| cell.text.as_str()).collect::<String>();
        filled(row) == 1 && (text.ends_with('表') || text.starts_with("附件") || text.starts_with("附表"))
    };
    let is_caption = |(row, next): &(&Vec<GridCell>, &Vec<GridCell>)| {
        let few = (1..=CELLS_MAX).contains(&filled(row)) && filled(row) < filled(next);
        let words = row.iter().all(|cell| cell.number().is_none());
        few && words && (row.iter().any(says) || is_title(row))
    };
    rows.iter().zip(rows.iter().skip(1)).take(ROWS_MAX).take_while(is_caption).count()
}

/// No table has more rows of headings.
pub(crate) const HEADINGS_MAX: usize = 8;

/// A year alone, as a heading over its figures.
fn is_year(text: &str) -> bool {
    let year = text.parse::<u32>().ok();
    text.len() == 4 && year.is_some_and(|year| (1990..2100).contains(&year))
}

/// A row inside a form that names columns: words alone, several of them names of figures.
pub(crate) fn is_form_heading(row: &[GridCell]) -> bool {
    const NAMES: [&str; 10] =
        ["预算数", "执行数", "决算数", "执行率", "分值", "得分", "指标值", "完成值", "金额", "支付数"];
    let named = |c: &&GridCell| NAMES.iter().any(|name| c.text.contains(name));
    row.iter().all(|c| c.number().is_none()) && row.iter().filter(named).count() >= 2
}

/// The row under the headings that only numbers the columns: 栏次, 1, 2, 3=1+2.
pub(crate) fn numbering_row(rows: &[Vec<GridCell>], header_rows: usize) -> Option<usize> {
    let last = header_rows.checked_sub(1)?;
    [last, header_rows].into_iter().find(|r| *r > 0 && rows.get(*r).is_some_and(|row| is_numbering(row)))
}

fn is_numbering(row: &[GridCell]) -> bool {
    let named = |text: &str| ["栏次", "行次", "列次", "序号", "项目"].contains(&text);
    let cells = || row.iter().map(|c| c.text.as_str()).filter(|text| !text.is_empty() && !named(text));
    let parts: Vec<Option<(&str, &str)>> = cells().map(numbered_cell).collect();
    let labelled = row.first().is_none_or(|c| c.text.is_empty() || named(&c.text));
    let formulas = parts.iter().flatten().any(|(_, formula)| !formula.is_empty());
    let in_order = |index: usize, part: &Option<(&str, &str)>| {
        part.is_some_and(|(own, _)| own.parse::<usize>().map_or(own.chars().count() == 1, |n| n == index + 1))
    };
    let ordered = parts.iter().enumerate().all(|(index, part)| in_order(index, part));
    parts.len() >= 2 && parts.iter().all(Option::is_some) && (formulas || (labelled && ordered))
}

/// `3=1+2` as the column's own number and its formula.
fn numbered_cell(text: &str) -> Option<(&str, &str)> {
    let (own, formula) = text.split_once(['=', '＝']).unwrap_or((text, ""));
    let known = |token: &str| index_of(token).is_some();
    let sound = formula.is_empty() || expression(formula).is_some();
    (known(own) && sound).then_some((own.trim_matches(BRACKETS), formula))
}

const BRACKETS: [char; 4] = ['(', ')', '（', '）'];

/// The identities printed in the head of a table: each column with how it is made.
pub(crate) fn identities(grid: &Grid) -> Vec<(usize, Identity)> {
    let columns: Vec<(usize, Option<String>, String)> =
        (0..grid.width()).map(|column| marker(grid, column)).collect();
    let mut by_index: HashMap<&str, usize> = HashMap::new();
    for (column, own, _) in &columns {
        if let Some(own) = own {
            by_index.entry(own).or_insert(*column);
        }
    }
    let made = columns.iter().filter(|(_, _, formula)| !formula.is_empty());
    made.filter_map(|(column, _, formula)| Some((*column, resolved(&expression(formula)?, &by_index)?)))
        .collect()
}

/// The number of a column and its formula, from the row that numbers the columns or from its heading.
fn marker(grid: &Grid, column: usize) -> (usize, Option<String>, String) {
    let numbering = grid.numbering.and_then(|row| grid.cell(row, column));
    if let Some((own, formula)) = numbering.and_then(|cell| numbered_cell(&cell.text)) {
        return (column, index_of(own), formula.to_owned());
    }
    let (own, formula) = in_heading(grid.heading(column));
    (column, own, formula)
}

/// `结余③=①-②`, `全年预算数（A）`, `执行率（B/A）`, `(5)=(4)/(2)`.
fn in_heading(heading: &str) -> (Option<String>, String) {
    const LONGEST: usize = 60;
    if heading.chars().count() > LONGEST {
        return (None, String::new());
    }
    if let Some((before, formula)) = heading.split_once(['=', '＝']) {
        let formula = balanced(formula);
        return (trailing_index(before), formula.to_owned());
    }
    let inner = heading.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    match inner.map(|(_, inner)| inner) {
        Some(inner) if index_of(inner).is_some() => (index_of(inner), String::new()),
        Some(inner) if inner.contains(['/', '÷', '+', '-', '＋', '－', '*', '×']) => {
            (None, inner.to_owned())
        }
        _ => (trailing_index(heading), String::new()),
    }
}

/// A formula without the bracket that closes the one around the whole marker: `比上年增减（3=2-1）`.
fn balanced(formula: &str) -> &str {
    let count = |marks: [char; 2]| formula.matches(marks).count();
    if count(['）', ')']) > count(['（', '(']) { formula.trim_end_matches(['）', ')']) } else { formula }
}

/// The index at the end of a heading: a circled number, a number or letter in brackets or behind one.
fn trailing_index(text: &str) -> Option<String> {
    let text = text.trim_end_matches(BRACKETS);
    let last = text.chars().next_back()?;
    let tail: String =
        text.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    if !tail.is_empty() {
        return (tail.len() <= 2).then_some(tail);
    }
    index_of(&last.to_string())
}

/// An index as plain text: `③` is `3`, `(4)` is `4`, `B` is `B`.
fn index_of(token: &str) -> Option<String> {
    let token = token.trim_matches(BRACKETS);
    let mut chars = token.chars();
    match (chars.next()?, chars.next()) {
        (c @ '①'..='⑳', None) => Some((c as u32 - '①' as u32 + 1).to_string()),
        (c, None) if c.is_ascii_uppercase() => Some(c.to_string()),
        _ if token.len() <= 2 && token.bytes().all(|b| b.is_ascii_digit()) => Some(token.to_owned()),
        _ => None,
    }
}

/// A formula as its operators and indices, the first with a plus; `None` where it is anything else.
fn expression(formula: &str) -> Option<Vec<(char, String)>> {
    let formula = formula.trim();
    let formula = ["*100%", "×100%", "*100", "×100", "x100%", "%"]
        .iter()
        .find_map(|tail| formula.strip_suffix(tail))
        .unwrap_or(formula);
    let mut terms = Vec::new();
    let (mut sign, mut token) = ('+', String::new());
    for c in formula.chars().chain(['\0']) {
        let operator = match c {
            '+' | '＋' => Some('+'),
            '-' | '－' | '—' | '−' => Some('-'),
            '/' | '÷' | '／' => Some('/'),
            '*' | '×' | '＊' => Some('*'),
            '\0' => Some('\0'),
            _ => None,
        };
        match operator {
            Some(operator) => {
                terms.push((sign, index_of(&token)?));
                (sign, token) = (operator, String::new());
            }
            None if c == ' ' => {}
            None => token.push(c),
        }
    }
    (terms.len() >= 2).then_some(terms)
}

/// A formula with its indices as columns.
fn resolved(terms: &[(char, String)], columns: &HashMap<&str, usize>) -> Option<Identity> {
    let at: Option<Vec<(char, usize)>> =
        terms.iter().map(|(sign, index)| Some((*sign, *columns.get(index.as_str())?))).collect();
    let at = at?;
    match at.as_slice() {
        [(_, over), ('/', under)] => Some(Identity::Quotient(*over, *under)),
        [(_, a), ('*', b)] => Some(Identity::Product(*a, *b)),
        terms if terms.iter().all(|(sign, _)| "+-".contains(*sign)) => {
            Some(Identity::Sum(terms.iter().map(|(sign, column)| (*column, *sign == '-')).collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::finding::Place;

    fn row(cells: &[&str]) -> Vec<GridCell> {
        let cell = |text: &&str| GridCell { text: (*text).to_owned(), place: Place::default(), indent: 0 };
        cells.iter().map(cell).collect()
    }

    fn check_headings(rows: &[&[&str]], headings: usize, numbering: Option<usize>) {
        let rows: Vec<Vec<GridCell>> = rows.iter().map(|cells| row(cells)).collect();
        let found = header_rows(&rows);
        assert_eq!((found, numbering_row(&rows, found)), (headings, numbering));
    }

    #[test]
    fn headings_end_where_figures_begin() {
        check_headings(
            &[&["收入", "", "支出", ""], &["项目", "金额", "项目", "金额"], &["甲", "1", "乙", "2"]],
            2,
            None,
        );
        check_headings(&[&["项目", "2022", "2023"], &["一、收入", "", ""], &["甲", "1", "2"]], 1, None);
        check_headings(&[&["项目", "预算", "执行"], &["栏次", "1", "2"], &["甲", "1", "2"]], 1, Some(1));
        check_headings(&[&["项目", "预算", "执行"], &["", "A", "B"], &["甲", "1", "2"]], 2, Some(1));
        check_headings(&[&["项目", "预算", "执行"], &["甲", "1", "2"]], 1, None);
    }

    fn check_identity(headings: &[&str], column: usize, expected: Identity) {
        let grid = Grid { rows: vec![row(headings)], header_rows: 1, ..Grid::default() };
        assert_eq!(identities(&grid), [(column, expected)]);
    }

    #[test]
    fn identities_are_read_from_the_head() {
        check_identity(
            &["单位", "预算数①", "执行数②", "结余③=①-②"],
            3,
            Identity::Sum(vec![(1, false), (2, true)]),
        );
        check_identity(
            &["单位", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
            3,
            Identity::Quotient(2, 1),
        );
        check_identity(&["单位", "数量(1)", "单价(2)", "金额(3)=(1)*(2)"], 3, Identity::Product(1, 2));
        check_identity(
            &["项目", "上年1", "本年2", "增减（3=2-1）"],
            3,
            Identity::Sum(vec![(2, false), (1, true)]),
        );
        check_identity(&["项目", "上年1", "本年2", "增幅(3)=(2)/(1)×100%"], 3, Identity::Quotient(2, 1));
    }
}
