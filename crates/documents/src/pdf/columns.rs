//! Text in columns: each is read to its end before the one to its right.
//!
//! Lines that stand beside each other may as well be a table without rules, so columns are only seen where both sides
//! are filled from edge to edge and read as sentences.

use super::geometry::Area;
use super::lines::{self, Column, Line};
use super::page::Glyph;
use std::collections::BTreeMap;

/// Fewer lines beside each other are no columns.
const LINES_MIN: usize = 6;
/// The gap between columns is looked for in steps of so many points.
const STEP: f32 = 2.0;
/// Columns are so far apart at least, by the size of their type: less than parts of a line, because punctuation hangs over the
/// edge of its column.
const GAP_MIN: f32 = 0.8;
/// Lines further apart, by the size of their type, do not belong to one column.
const LINE_GAP_MAX: f32 = 3.0;
/// A line ends so near to the edge of its column, by its size, that it fills it.
const FULL: f32 = 2.0;
/// Characters of a line of text, at least.
const CHARS_MIN: usize = 8;

/// The lines of a page in reading order; `tables` are the areas of its ruled tables.
pub(super) fn lines(glyphs: Vec<Glyph>, page: u32, tables: &[Area]) -> Vec<Line> {
    let whole = lines::lines(glyphs.clone(), page);
    match gutter(&whole).and_then(|gutter| columns(&whole, glyphs, gutter, tables)) {
        Some(columns) => columns,
        None => whole,
    }
}

/// The areas of the characters of a line, from left to right.
fn printed(line: &Line) -> Vec<Area> {
    let letters = line.parts.iter().flat_map(|part| &part.letters);
    letters.filter_map(|letter| letter.spot).map(|spot| spot.area).collect()
}

/// Where most lines have a gap, if enough have one at the same place.
fn gutter(lines: &[Line]) -> Option<f32> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for line in lines {
        for pair in printed(line).windows(2) {
            let [left, right] = pair else { continue };
            let steps = |x: f32| (x / STEP) as i64;
            let (from, to) = (steps(left.right) + 1, steps(right.left).min(steps(left.right) + 500));
            if right.left - left.right > GAP_MIN * line.size {
                (from..to).for_each(|step| *counts.entry(step).or_default() += 1);
            }
        }
    }
    let most = *counts.values().max().filter(|most| **most >= LINES_MIN)?;
    let best: Vec<i64> =
        counts.into_iter().filter(|(_, count)| *count == most).map(|(step, _)| step).collect();
    // Of three columns both gaps may be as frequent: one of them, in its middle.
    let widest = best.chunk_by(|a, b| b - a == 1).max_by_key(|steps| steps.len())?;
    Some((*widest.get(widest.len() / 2)? as f32 + 0.5) * STEP)
}

/// The lines with those beside the gap put into order; `None` where they are no columns of text.
fn columns(whole: &[Line], glyphs: Vec<Glyph>, gutter: f32, tables: &[Area]) -> Option<Vec<Line>> {
    let beside = |line: &Line| printed(line).iter().all(|area| area.right < gutter || area.left > gutter);
    let near = |a: &Line, b: &Line| {
        beside(a) && beside(b) && b.baseline - a.baseline <= LINE_GAP_MAX * a.size.max(b.size)
    };
    let mut start = 0;
    let mut runs = whole.chunk_by(near).map(|run| {
        start += run.len();
        (start - run.len(), run)
    });
    let both = |line: &Line| line.area.left < gutter && line.area.right > gutter;
    let (start, run) =
        runs.find(|(_, run)| run.iter().filter(|line| beside(line) && both(line)).count() >= LINES_MIN)?;
    let (first, last) = (run.first()?, run.last()?);
    if tables.iter().any(|table| table.top < last.baseline && table.bottom > first.baseline) {
        return None;
    }
    let (top, bottom) = (first.baseline - first.size, last.baseline + last.size * 0.5);
    let inside = glyphs.into_iter().filter(|glyph| (top..bottom).contains(&glyph.baseline));
    let (left, right): (Vec<Glyph>, Vec<Glyph>) = inside.partition(|glyph| glyph.area().middle_x() < gutter);
    let (left, right) = (side(left, first.page)?, side(right, first.page)?);
    let above = whole.get(..start)?.iter().cloned();
    let below = whole.get(start + run.len()..)?.iter().cloned();
    Some(above.chain(left).chain(right).chain(below).collect())
}

/// The lines on one side of the gap: of several columns, or of one.
fn side(glyphs: Vec<Glyph>, page: u32) -> Option<Vec<Line>> {
    let whole = lines::lines(glyphs.clone(), page);
    let several = gutter(&whole).and_then(|gutter| columns(&whole, glyphs.clone(), gutter, &[]));
    several.or_else(|| column(glyphs, page))
}

/// The lines of a column, if it is one of text.
fn column(glyphs: Vec<Glyph>, page: u32) -> Option<Vec<Line>> {
    let mut lines = lines::lines(glyphs, page);
    let area = lines.iter().map(|line| line.area).reduce(Area::with)?;
    let full = |line: &&Line| line.area.right > area.right - FULL * line.size;
    let text: String = lines.iter().map(Line::text).collect();
    let sentences = text.chars().filter(|c| "，。；".contains(*c)).count();
    let reads = lines.len() >= LINES_MIN
        && 2 * lines.iter().filter(full).count() >= lines.len()
        && text.chars().count() >= CHARS_MIN * lines.len()
        && 2 * sentences >= lines.len() / 2;
    let column = Column { left: area.left, right: area.right };
    lines.iter_mut().for_each(|line| line.column = Some(column));
    reads.then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::set;
    use super::*;

    fn read(columns: &[&[&str]]) -> Vec<String> {
        let at = |index: usize| 20.0 * (index + 1) as f32;
        let column = |texts: &[&str], x: f32| {
            let lines = texts.iter().enumerate();
            lines.flat_map(|(index, text)| set(text, x, at(index))).collect::<Vec<_>>()
        };
        let columns =
            columns.iter().zip(0u8..).map(|(texts, at)| column(texts, 10.0 + 120.0 * f32::from(at)));
        lines(columns.flatten().collect(), 1, &[]).iter().map(Line::text).collect()
    }

    const LEFT: [&str; 6] = [
        "全年支出十二万元，其",
        "中办公费七万元、差旅",
        "费五万元。全年收入十",
        "三万元，结余一万元，",
        "结转下年使用。各项支",
        "出符合规定，没有超支",
    ];
    const RIGHT: [&str; 6] = [
        "全年完成项目三个，其",
        "中新建一个、续建两个",
        "，按期完工。群众满意",
        "度百分之九十五，共发",
        "放问卷二百份，收回一",
        "百九十份，均为有效。",
    ];

    #[test]
    fn each_column_is_read_before_the_one_to_its_right() {
        assert_eq!(read(&[&LEFT, &RIGHT]), [LEFT, RIGHT].concat());
        assert_eq!(read(&[&LEFT, &RIGHT, &LEFT]), [LEFT, RIGHT, LEFT].concat());
        assert_eq!(read(&[&RIGHT, &LEFT, &LEFT, &RIGHT]), [RIGHT, LEFT, LEFT, RIGHT].concat());
    }

    #[test]
    fn punctuation_may_hang_over_the_edge_of_its_column() {
        let hanging =
            LEFT.map(|line| if line.ends_with('其') { format!("{line}，") } else { line.to_owned() });
        let left: Vec<&str> = hanging.iter().map(String::as_str).collect();
        // The gap is 20 points wide, that beside the hanging comma 10.
        assert_eq!(read(&[&left, &RIGHT]), [&left[..], &RIGHT].concat());
    }

    #[test]
    fn names_and_numbers_beside_each_other_are_no_columns() {
        let names = [
            "道路养护项目经费支出",
            "桥梁检测项目经费支出",
            "水质监测项目经费支出",
            "规划编制项目经费支出",
            "测绘服务项目经费支出",
            "全年各个项目支出合计",
        ];
        let numbers = ["120.50", "80.00", "75.25", "60.00", "45.00", "380.75"];
        assert_eq!(read(&[&names, &numbers]).len(), 6);
        assert_eq!(read(&[&names, &numbers, &names, &numbers]).len(), 6);
    }
}
