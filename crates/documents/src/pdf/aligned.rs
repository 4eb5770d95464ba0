//! Tables without upright rules: lines one under the other, the parts of which form columns. Taken for a table only where
//! numbers stand under numbers.

use super::geometry::Area;
use super::lines::{Line, Part};
use super::table::{CellText, TableText};

/// Fewer lines make no table.
const ROWS_MIN: usize = 3;
/// Lines further apart, by the size of their type, belong to different tables.
const ROW_GAP_MAX: f32 = 3.5;

/// A line or a table of a page.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Line(Line),
    Table(TableText),
}

/// The lines of a page from top to bottom, those that form a table put together.
pub(super) fn items(lines: Vec<Line>) -> Vec<Item> {
    let together = |a: &Line, b: &Line| {
        a.parts.len() > 1 && b.parts.len() > 1 && b.baseline - a.baseline <= ROW_GAP_MAX * a.size.max(b.size)
    };
    let mut items = Vec::new();
    for group in lines.chunk_by(together) {
        match table(group) {
            Some(table) => items.push(Item::Table(table)),
            None => items.extend(group.iter().cloned().map(Item::Line)),
        }
    }
    items
}

fn table(lines: &[Line]) -> Option<TableText> {
    if lines.len() < ROWS_MIN {
        return None;
    }
    let columns = columns(lines);
    let row = |line: &Line| {
        let cell = |column: &Area| {
            let mut inside = line.parts.iter().filter(|part| overlap(column, &part.area));
            let letters = inside.next().map(|part| part.letters.clone()).unwrap_or_default();
            inside.next().is_none().then_some(CellText { letters, columns: 1, continues_above: false })
        };
        columns.iter().map(cell).collect::<Option<Vec<_>>>()
    };
    let rows: Vec<Vec<CellText>> = lines.iter().map(row).collect::<Option<_>>()?;
    let numbers = |column: &Area| {
        let parts = lines.iter().flat_map(|line| &line.parts).filter(|part| overlap(column, &part.area));
        parts.filter(|part| is_number(part)).count()
    };
    // A column with numbers in more than half of its rows, the first one being the names.
    let certain =
        columns.iter().skip(1).any(|column| numbers(column) >= 2 && 2 * numbers(column) > lines.len());
    let area = lines.iter().map(|line| line.area).reduce(Area::with)?;
    let page = lines.first()?.page;
    (columns.len() > 1 && certain).then(|| TableText {
        rows,
        header_rows: 0,
        xs: Vec::new(),
        area,
        page,
        last_page: page,
    })
}

/// The ranges that parts of any line cover, joined where they overlap.
fn columns(lines: &[Line]) -> Vec<Area> {
    let mut parts: Vec<Area> = lines.iter().flat_map(|line| &line.parts).map(|part| part.area).collect();
    parts.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut columns: Vec<Area> = Vec::new();
    for part in parts {
        match columns.last_mut().filter(|column| overlap(column, &part)) {
            Some(column) => *column = column.with(part),
            None => columns.push(part),
        }
    }
    columns
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.left < b.right && b.left < a.right
}

fn is_number(part: &Part) -> bool {
    let text = part.text();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && text.chars().all(|c| c.is_ascii_digit() || ",.%-+() ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, tests::set};
    use super::*;

    fn read(rows: &[&[(&str, f32)]]) -> Vec<Item> {
        let row = |(index, parts): (usize, &&[(&str, f32)])| {
            parts
                .iter()
                .flat_map(move |(text, left)| set(text, *left, 20.0 * (index + 1) as f32))
                .collect::<Vec<_>>()
        };
        items(lines(rows.iter().enumerate().flat_map(row).collect(), 1))
    }

    #[test]
    fn numbers_under_numbers_are_a_table() {
        let items = read(&[
            &[("项目", 10.0), ("预算数", 100.0), ("执行数", 200.0)],
            &[("规划编制", 10.0), ("120.50", 105.0), ("118.20", 205.0)],
            &[("测绘", 10.0), ("80.00", 110.0)],
        ]);
        let [Item::Table(table)] = items.as_slice() else { panic!("{items:?}") };
        assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3]);
        assert!(table.rows[2][2].letters.is_empty());
    }

    #[test]
    fn words_with_wide_gaps_are_no_table() {
        let items = read(&[
            &[("单位名称", 10.0), ("负责人", 100.0)],
            &[("电话", 10.0), ("地址", 100.0)],
            &[("日期", 10.0), ("盖章", 100.0)],
        ]);
        assert_eq!(items.len(), 3);
    }
}
