//! Charts and other drawings: their labels are no sentences. A chart's figures stand in a table beside it, or nowhere.

use super::geometry::Area;
use super::layout::Letter;
use super::lines::{Line, Part};
use super::page::{Page, Rule};

/// Shapes and lines so near to each other belong to one drawing.
const NEAR: f32 = 14.0;
/// A drawing has at least so many of them, and one of them is no straight line.
const ELEMENTS_MIN: usize = 5;
/// A smaller one is an ornament.
const WIDTH_MIN: f32 = 80.0;
const HEIGHT_MIN: f32 = 50.0;
/// Labels stand in the drawing or beside it, within this many of their size, and are set smaller than the text.
const BESIDE: f32 = 5.0;
const SMALLER: f32 = 0.92;
/// A label is not longer.
const LABEL_CHARS_MAX: usize = 16;
/// What stands in a chart are labels in so many parts of a hundred: it may have a title.
const LABELS_PERCENT: usize = 60;
/// More elements are not put together.
const GROUPED_MAX: usize = 3_000;

/// The areas of a page that drawings cover; `tables` are none.
pub(super) fn drawings(page: &Page, tables: &[Area]) -> Vec<Area> {
    let of_table = |area: &Area| tables.iter().any(|table| table.widened(3.0).covers(*area, 0.0));
    // A frame or a background as large as the page joins everything.
    let of_page = |area: &Area| area.width() > 0.9 * page.width && area.height() > 0.5 * page.height;
    let lines = page.rules.iter().map(|rule| (area_of(rule), false));
    let shapes = page.shapes.iter().map(|shape| (*shape, true));
    let elements: Vec<(Area, bool)> =
        lines.chain(shapes).filter(|(area, _)| !of_table(area) && !of_page(area)).take(GROUPED_MAX).collect();
    let large = |group: &Group| group.area.width() >= WIDTH_MIN && group.area.height() >= HEIGHT_MIN;
    let drawn = |group: &Group| group.elements >= ELEMENTS_MIN && group.has_shape && large(group);
    groups(elements).into_iter().filter(drawn).map(|group| group.area).collect()
}

struct Group {
    area: Area,
    elements: usize,
    has_shape: bool,
}

/// Elements that are near to each other, put together until nothing changes.
fn groups(elements: Vec<(Area, bool)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (area, is_shape) in elements {
        let mut own = Group { area, elements: 1, has_shape: is_shape };
        while let Some(near) = groups.iter().position(|group| group.area.widened(NEAR).touches(own.area)) {
            let near = groups.swap_remove(near);
            own.area = own.area.with(near.area);
            own.elements += near.elements;
            own.has_shape |= near.has_shape;
        }
        groups.push(own);
    }
    groups
}

/// The lines without the labels of drawings. Where most of what stands in a drawing are no labels, it is a coloured box
/// with text, and all of it stays. `text_size` is that of the text's type.
pub(super) fn without_labels(lines: Vec<Line>, drawings: &[Area], text_size: f32) -> Vec<Line> {
    let is_chart = |area: &&Area| {
        let parts: Vec<&Part> =
            lines.iter().flat_map(|line| &line.parts).filter(|part| inside(part, area)).collect();
        100 * parts.iter().filter(|part| is_label(part)).count() >= LABELS_PERCENT * parts.len()
    };
    let charts: Vec<&Area> = drawings.iter().filter(is_chart).collect();
    let labels = |line: &Line, part: &Part| {
        let near = |area: &&Area| inside(part, &area.widened(BESIDE * line.size));
        line.size <= SMALLER * text_size && is_label(part) && charts.iter().any(near)
    };
    let keep = |mut line: Line| {
        let parts = std::mem::take(&mut line.parts);
        line.parts = parts.into_iter().filter(|part| !labels(&line, part)).collect();
        line.area = line.parts.iter().map(|part| part.area).reduce(Area::with)?;
        Some(line)
    };
    lines.into_iter().filter_map(keep).collect()
}

fn inside(part: &Part, area: &Area) -> bool {
    area.holds(part.area.middle_x(), (part.area.top + part.area.bottom) / 2.0)
}

fn is_label(part: &Part) -> bool {
    // Names of an axis stand so near to each other that they are one part.
    let of_axis = |l: &&Letter| l.char.is_ascii_digit() || " 年月日季度末%".contains(l.char);
    let short = part.letters.len() <= LABEL_CHARS_MAX || part.letters.iter().all(|l| of_axis(&l));
    short && !part.letters.iter().any(|l| "。，；".contains(l.char))
}

fn area_of(rule: &Rule) -> Area {
    match rule.upright {
        true => Area { left: rule.at, top: rule.from, right: rule.at, bottom: rule.to },
        false => Area { left: rule.from, top: rule.at, right: rule.to, bottom: rule.at },
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, tests::set};
    use super::super::page::Glyph;
    use super::*;

    fn kept(inside: &str) -> Vec<String> {
        let chart = [Area { left: 100.0, top: 100.0, right: 300.0, bottom: 200.0 }];
        let glyphs = [
            set("90", 80.0, 150.0),
            set(inside, 150.0, 150.0),
            set("一般公共预算", 120.0, 215.0),
            set("（二）绩效目标", 50.0, 260.0).into_iter().map(|g| Glyph { size: 14.0, ..g }).collect(),
        ];
        without_labels(lines(glyphs.concat(), 1), &chart, 14.0).iter().map(Line::text).collect()
    }

    #[test]
    fn labels_of_a_chart_are_left_out_and_sentences_stay() {
        assert_eq!(kept("98.5"), ["（二）绩效目标"]);
        assert_eq!(kept("支出，如上。").len(), 3);
    }
}
