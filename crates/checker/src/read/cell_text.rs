//! The text of a table's cells as it is understood: without spaces and marks of notes, and without a unit that every
//! number of a column repeats.

use super::grid::GridCell;
use super::passage::is_raised_digit;
use super::units::{Dimension, Unit, unit_at};
use mingzhang_domain::decimal::Decimal;

/// Fewer cells do not make it a habit of the column.
const CELLS_MIN: usize = 2;

/// The text of a cell without spaces, and without the raised mark of a note behind it: `合计¹`, `1,250.00²`.
pub(super) fn plain(content: &str) -> String {
    let unseen = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    let text: String = content.chars().filter(|c| !unseen(*c)).collect();
    let marked = text.trim_end_matches(is_raised_digit);
    // The mark of a square metre is no mark of a note.
    let is_unit = marked.ends_with(|c: char| c.is_ascii_alphabetic() || c == '米');
    if is_unit { text } else { marked.to_owned() }
}

/// Takes the unit off the numbers of columns in which each has it, as workbooks show them (`70.0万元`), and gives the unit of
/// the table: the stated one, or that of the columns. Nothing is taken off where the units differ.
pub(super) fn unit_once(rows: &mut [Vec<GridCell>], stated: Option<Unit>) -> Option<Unit> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = (0..width).filter_map(|column| Some((column, unit_of(rows, column)?)));
    let columns: Vec<(usize, Unit)> = columns.collect();
    let Some(unit) = stated.clone().or_else(|| columns.first().map(|(_, unit)| unit.clone())) else {
        return stated;
    };
    if columns.iter().any(|(_, own)| own.word != unit.word) {
        return stated;
    }
    for (column, _) in &columns {
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(*column)) {
            if let Some((number, _)) = amount(&cell.text) {
                cell.text = number;
            }
        }
    }
    Some(unit)
}

/// The unit of money that each number of a column has; `None` where one has another or none.
fn unit_of(rows: &[Vec<GridCell>], column: usize) -> Option<Unit> {
    let cells = || rows.iter().filter_map(|row| row.get(column));
    let units: Vec<Unit> = cells().filter_map(|cell| Some(amount(&cell.text)?.1)).collect();
    let first = units.first()?;
    let bare = cells().any(|cell| cell.number().is_some_and(|number| number.digits != 0));
    (units.len() >= CELLS_MIN && !bare && units.iter().all(|unit| unit == first)).then(|| first.clone())
}

/// A number with a unit of money behind it, and nothing else.
fn amount(text: &str) -> Option<(String, Unit)> {
    if text.is_empty() || text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let at = chars.iter().position(|c| !c.is_ascii_digit() && !",.-".contains(*c))?;
    let number: String = chars.iter().take(at).collect();
    let (unit, taken) = unit_at(&chars, at)?;
    let whole = at + taken == chars.len() && unit.dimension == Dimension::Money;
    (whole && Decimal::parse(&number).is_ok()).then_some((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<GridCell>> {
        let cell = |text: &&str| GridCell { text: (*text).to_owned(), ..GridCell::default() };
        rows.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    /// The texts of a table when its unit is taken off, and the unit.
    fn once(rows: &[&[&str]], stated: Option<&str>) -> (Vec<String>, Option<String>) {
        let mut rows = table(rows);
        let unit = |word: &str| amount(&format!("1{word}")).map(|(_, unit)| unit);
        let unit = unit_once(&mut rows, stated.and_then(unit));
        let row =
            |row: &Vec<GridCell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        (rows.iter().map(row).collect(), unit.map(|unit| unit.word))
    }

    #[test]
    fn marks_of_notes_and_spaces_of_any_width_are_no_text() {
        for (content, text) in [
            ("合 计¹", "合计"),
            ("1,250.00²", "1,250.00"),
            ("\u{4}\u{2009}50\u{200b}\u{5}", "50"),
            ("10m²", "10m²"),
            ("预算\n数", "预算数"),
        ] {
            assert_eq!(plain(content), text);
        }
    }

    #[test]
    fn a_unit_that_each_number_repeats_is_that_of_the_table() {
        let rows: &[&[&str]] =
            &[&["项目", "预算", "数量"], &["道路", "70.0万元", "3"], &["桥梁", "-50万元", "2"]];
        let expected = ["项目 预算 数量", "道路 70.0 3", "桥梁 -50 2"].map(str::to_owned).to_vec();
        assert_eq!(once(rows, None), (expected.clone(), Some("万元".to_owned())));
        assert_eq!(once(rows, Some("万元")), (expected, Some("万元".to_owned())));
    }

    #[test]
    fn units_that_differ_or_are_missing_stay() {
        let check = |rows: &[&[&str]], stated: Option<&str>| {
            let (texts, unit) = once(rows, stated);
            assert_eq!(texts, rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>());
            assert_eq!(unit.as_deref(), stated);
        };
        check(&[&["道路", "70万元"], &["桥梁", "50元"]], None);
        check(&[&["道路", "70万元"], &["桥梁", "50"]], None);
        check(&[&["道路", "70万元", "50元"], &["桥梁", "50万元", "50元"]], None);
        check(&[&["道路", "70元"], &["桥梁", "50元"]], Some("万元"));
        check(&[&["道路", "70人"], &["桥梁", "50人"]], None);
    }
}
