//! Tables without upright rules: lines one under the other, the parts of which form columns. Taken for a table only where
//! numbers stand under numbers.

use super::geometry::Area;
use super::layout::Letter;
use super::lines::{Line, Part};
use super::table::{CellText, TableText};

/// Fewer lines make no table.
const ROWS_MIN: usize = 3;
/// Columns that stand close are at least so far apart, by the size of their type.
const CLOSE_GAP: f32 = 0.3;
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
    let mut items = Vec::new();
    let mut apart = Vec::new();
    for item in close(&lines) {
        match item {
            Item::Line(line) => apart.push(line),
            table => {
                items.extend(wide(&std::mem::take(&mut apart)));
                items.push(table);
            }
        }
    }
    items.extend(wide(&apart));
    items
}

/// Tables the columns of which stand wide apart; fields may be empty.
fn wide(lines: &[Line]) -> Vec<Item> {
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

/// Tables the columns of which may stand close: only where every row has as many parts as the one above, and behind the
/// first only numbers. The row of names above them may have words.
fn close(lines: &[Line]) -> Vec<Item> {
    let parted: Vec<Line> = lines.iter().map(parted).collect();
    let is_row = |line: &Line| line.parts.len() > 1 && line.parts.iter().skip(1).all(is_number);
    let alike = |a: &Line, b: &Line| {
        a.parts.len() == b.parts.len() && is_row(b) && b.baseline - a.baseline <= ROW_GAP_MAX * a.size
    };
    let filled = |table: &TableText| table.rows.iter().flatten().all(|cell| !cell.letters.is_empty());
    let mut items = Vec::new();
    let mut rest = lines;
    for group in parted.chunk_by(alike) {
        let (own, behind) = rest.split_at_checked(group.len()).unwrap_or((rest, &[]));
        rest = behind;
        match table(group).filter(filled) {
            Some(table) => items.push(Item::Table(table)),
            None => items.extend(own.iter().cloned().map(Item::Line)),
        }
    }
    items
}

/// The line with parts wherever a gap is wider than between words.
fn parted(line: &Line) -> Line {
    let right = |letter: &Letter| letter.spot.map(|spot| spot.area);
    let mut parts = Vec::new();
    for part in &line.parts {
        let printed: Vec<Letter> =
            part.letters.iter().filter(|letter| letter.spot.is_some()).copied().collect();
        let near = |a: &Letter, b: &Letter| match (right(a), right(b)) {
            (Some(a), Some(b)) => b.left - a.right <= CLOSE_GAP * line.size,
            _ => true,
        };
        parts.extend(printed.chunk_by(near).filter_map(|letters| {
            let area = letters.iter().filter_map(right).reduce(Area::with)?;
            Some(Part { letters: letters.to_vec(), area })
        }));
    }
    Line { parts, ..line.clone() }
}

fn table(lines: &[Line]) -> Option<TableText> {
    if lines.len() < ROWS_MIN {
        return None;
    }
    let columns = headed(columns(lines), lines);
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

/// The columns with those joined that are the name and the numbers of one: workbooks set names to the left and numbers to the
/// right, so that in a wide column neither stands over the other.
fn headed(columns: Vec<Area>, lines: &[Line]) -> Vec<Area> {
    let rows = |column: &Area, kind: fn(&Part) -> bool| -> Vec<usize> {
        let filled = |line: &Line| {
            let mut inside = line.parts.iter().filter(|part| overlap(column, &part.area)).peekable();
            inside.peek().is_some() && inside.all(kind)
        };
        lines.iter().enumerate().filter(|(_, line)| filled(line)).map(|(row, _)| row).collect()
    };
    let is_name_of = |name: &Area, numbers: &Area| {
        let (all, words) = (rows(name, |_| true), rows(name, |part| !is_number(part)));
        let (filled, own) = (rows(numbers, |_| true), rows(numbers, is_number));
        all == words && filled == own && all.last().zip(own.first()).is_some_and(|(last, first)| last < first)
    };
    let mut joined: Vec<Area> = Vec::new();
    for column in columns {
        match joined.last_mut().filter(|name| is_name_of(name, &column)) {
            Some(name) => *name = name.with(column),
            None => joined.push(column),
        }
    }
    joined
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.left < b.right && b.left < a.right
}

/// A number, with a unit of money or not.
fn is_number(part: &Part) -> bool {
    let text = part.text();
    let text =
        text.strip_suffix('元').map_or(text.as_str(), |text| text.trim_end_matches(['千', '万', '亿']));
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

    /// The only table among the items, row by row.
    fn only_table(items: &[Item]) -> Vec<Vec<String>> {
        let [Item::Table(table)] = items else { panic!("one table: {items:?}") };
        let text = |cell: &CellText| cell.letters.iter().map(|letter| letter.char).collect();
        table.rows.iter().map(|row| row.iter().map(text).collect()).collect()
    }

    #[test]
    fn names_to_the_left_and_numbers_to_the_right_are_one_column() {
        let items = read(&[
            &[("项目", 10.0), ("预算", 100.0), ("支付", 200.0)],
            &[("规划", 10.0), ("12.5", 160.0), ("11.8", 260.0)],
            &[("测绘", 10.0), ("80.0", 160.0)],
            &[("合计", 10.0), ("92.5", 160.0), ("11.8", 260.0)],
        ]);
        let rows = [
            ["项目", "预算", "支付"],
            ["规划", "12.5", "11.8"],
            ["测绘", "80.0", ""],
            ["合计", "92.5", "11.8"],
        ];
        assert_eq!(only_table(&items), rows);
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
    fn numbers_with_their_unit_are_numbers() {
        let items = read(&[
            &[("项目", 10.0), ("预算", 100.0)],
            &[("规划", 10.0), ("12.5万元", 160.0)],
            &[("测绘", 10.0), ("80.0万元", 160.0)],
        ]);
        assert_eq!(only_table(&items)[2], ["测绘", "80.0万元"]);
    }

    #[test]
    fn columns_that_stand_close_are_a_table_where_all_are_numbers() {
        let rows: [&[(&str, f32)]; 5] = [
            &[("各校人数如下：", 10.0)],
            &[("学校", 10.0), ("学生数", 36.0), ("教师数", 70.0)],
            &[("一中", 10.0), ("2,000", 36.0), ("150", 70.0)],
            &[("二中", 10.0), ("1,500", 36.0), ("120", 70.0)],
            &[("以上合计 3,500 人。", 10.0)],
        ];
        let items = read(&rows);
        let [Item::Line(_), Item::Table(table), Item::Line(_)] = items.as_slice() else {
            panic!("{items:?}")
        };
        assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3]);
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
