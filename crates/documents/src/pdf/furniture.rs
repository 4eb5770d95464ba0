//! What is printed on every page and belongs to none: running headers and footers, and numbers of pages.

use super::geometry::Area;
use super::lines::Line;
use crate::role;
use mingzhang_domain::paper::Role;
use std::collections::{HashMap, HashSet};

/// Headers and footers lie in this share of the page's height at its edges.
const EDGE: f32 = 0.15;
/// A running header repeats on so many of the pages, in parts of a hundred: left and right pages may differ.
const REPEATED_PERCENT: usize = 30;
/// Digits that count pages do so on as many of them; the first may have none.
const COUNTED_PERCENT: usize = 60;
/// Space between a header and the text, by the size of its type, and by the space between the lines of the text.
const DISTANCE_MIN: f32 = 0.6;
const DISTANCE_BY_LINES: f32 = 1.3;
/// Fewer lines do not tell how far they are apart.
const LINES_MIN: usize = 6;

/// The lines of a page with the page's height, and the areas that drawings cover.
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    pub(super) height: f32,
    pub(super) drawings: Vec<Area>,
}

/// Leaves out what is printed on every page.
pub(super) fn clear(sheets: &mut [Sheet]) {
    let repeated = repeated(sheets);
    let counted = counted(sheets);
    for (index, sheet) in (0i64..).zip(sheets) {
        let (head, foot) = (EDGE * sheet.height, (1.0 - EDGE) * sheet.height);
        let counts = |text: &str| bare(text).is_some_and(|number| counted.contains(&(number - index)));
        let lines: Vec<&Line> = sheet.lines.iter().collect();
        let upper = furniture(&lines, &repeated, counts, |line| line.area.bottom < head);
        let lines: Vec<&Line> = lines.iter().rev().copied().take(lines.len() - upper).collect();
        let lower = furniture(&lines, &repeated, counts, |line| line.area.top > foot);
        sheet.lines.truncate(sheet.lines.len() - lower);
        sheet.lines.drain(..upper);
    }
}

/// How many of the lines, from the edge inwards, are no text of the page. What only repeats must stand apart from the
/// text, further than its lines from each other; the number of a page may not, but digits alone must, or `count` the pages:
/// they may be a cell that stands on a line of its own. The unit and the title of a table stay, however often they repeat.
fn furniture(
    lines: &[&Line],
    repeated: &HashSet<String>,
    count: impl Fn(&str) -> bool,
    at_edge: impl Fn(&Line) -> bool,
) -> usize {
    let of_table = |text: &str| matches!(role::of_line(text, false), Role::Unit | Role::Caption);
    let is_number = |text: &str| is_page_number(text) && (bare(text).is_none() || count(text));
    let is_own = |line: &&&Line| {
        let text = line.text();
        is_page_number(&text) || (repeated.contains(&pattern(&text)) && !of_table(&text))
    };
    let apart = (DISTANCE_BY_LINES * usual_distance(lines)).max(DISTANCE_MIN);
    let mut count = lines.iter().take_while(|line| at_edge(line)).take_while(is_own).count();
    while let Some(last) = count.checked_sub(1).and_then(|last| lines.get(last)) {
        let distance = lines.get(count).map(|next| distance(last, next));
        if is_number(&last.text()) || distance.is_none_or(|distance| distance >= apart) {
            break;
        }
        count -= 1;
    }
    count
}

/// The space between two lines, by the size of the first.
fn distance(line: &Line, next: &Line) -> f32 {
    (next.area.top - line.area.bottom).max(line.area.top - next.area.bottom) / line.size
}

/// The space between most lines of a page, by their size; none where there are few.
fn usual_distance(lines: &[&Line]) -> f32 {
    let mut distances: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [line, next] => Some(distance(line, next)),
            _ => None,
        })
        .collect();
    distances.sort_by(f32::total_cmp);
    if distances.len() < LINES_MIN { 0.0 } else { distances.get(distances.len() / 2).copied().unwrap_or(0.0) }
}

/// The texts at the edges, digits left open, that enough pages have.
fn repeated(sheets: &[Sheet]) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for sheet in sheets {
        let at_edge = |line: &&Line| {
            line.area.bottom < EDGE * sheet.height || line.area.top > (1.0 - EDGE) * sheet.height
        };
        let mut own: Vec<String> =
            sheet.lines.iter().filter(at_edge).map(|line| pattern(&line.text())).collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|text| *counts.entry(text).or_default() += 1);
    }
    let enough = (sheets.len() * REPEATED_PERCENT / 100).max(2);
    counts.into_iter().filter(|(_, count)| *count >= enough).map(|(text, _)| text).collect()
}

/// By how much digits alone on the first or last line of a page differ from its place in the file, where they do on most
/// pages alike.
fn counted(sheets: &[Sheet]) -> HashSet<i64> {
    let mut pages: HashMap<(bool, i64), usize> = HashMap::new();
    for (index, sheet) in (0i64..).zip(sheets) {
        for (is_head, line) in [(true, sheet.lines.first()), (false, sheet.lines.last())] {
            let number = line.and_then(|line| bare(&line.text()));
            number.into_iter().for_each(|number| *pages.entry((is_head, number - index)).or_default() += 1);
        }
    }
    let enough = (sheets.len() * COUNTED_PERCENT).div_ceil(100).max(2);
    pages.into_iter().filter(|(_, count)| *count >= enough).map(|((_, difference), _)| difference).collect()
}

/// The number that stands alone, without any sign.
fn bare(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|_| text.trim().bytes().all(|b| b.is_ascii_digit()))
}

fn pattern(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// `3`, `— 3 —`, `第3页 共8页`, `3 / 8`, `Page 3 of 8`, `iv`, alone on a line.
pub(super) fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let bare = bare.trim_matches(|c: char| "-–—－~·•|［］[]()（）".contains(c));
    let roman = !bare.is_empty() && bare.len() <= 5 && bare.chars().all(|c| "ivx".contains(c));
    let mut words = String::new();
    let mut numbers = 0;
    let mut in_number = false;
    for c in bare.chars() {
        let digit = c.is_ascii_digit();
        numbers += usize::from(digit && !in_number);
        words.extend((!digit).then_some(c));
        in_number = digit;
    }
    let known = [
        "",
        "/",
        "第页",
        "第页共页",
        "第页/共页",
        "第页,共页",
        "第页，共页",
        "共页第页",
        "page",
        "pageof",
        "of",
        "页",
    ];
    roman
        || ((1..=2).contains(&numbers)
            && bare.len() <= 30
            && known.contains(&words.as_str())
            && longest(bare) <= 4)
}

/// The digits of the longest number.
fn longest(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, tests::set};
    use super::*;

    #[test]
    fn numbers_of_pages_are_known_by_their_forms() {
        for text in
            ["3", "— 3 —", "- 12 -", "第 3 页", "第3页 共8页", "3/8", "Page 3 of 8", "iv", "第3页，共8页"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["20200", "3.5", "3项", "合计 12", "一、概况", "2020年"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    fn kept(pages: &[&[(&str, f32)]]) -> Vec<Vec<String>> {
        let glyphs = |page: &[(&str, f32)]| {
            page.iter().flat_map(|(text, at)| set(text, 50.0, *at)).collect::<Vec<_>>()
        };
        let sheet =
            |page: &&[(&str, f32)]| Sheet { lines: lines(glyphs(page), 1), height: 842.0, drawings: vec![] };
        let mut sheets: Vec<Sheet> = pages.iter().map(sheet).collect();
        clear(&mut sheets);
        sheets.iter().map(|sheet| sheet.lines.iter().map(Line::text).collect()).collect()
    }

    #[test]
    fn what_every_page_repeats_at_its_edges_is_left_out() {
        let pages: [&[(&str, f32)]; 3] = [
            &[
                ("某局2020年度自评报告", 40.0),
                ("一、概况", 110.0),
                ("— 1 —", 800.0),
                ("账簿记到第7731号", 812.0),
            ],
            &[
                ("某局2020年度自评报告", 40.0),
                ("全年支出。", 110.0),
                ("— 2 —", 800.0),
                ("账簿记到第7731号", 812.0),
            ],
            &[("某局2020年度自评报告", 40.0), ("12", 400.0), ("— 3 —", 800.0), ("账簿记到第7731号", 812.0)],
        ];
        assert_eq!(kept(&pages), [["一、概况"], ["全年支出。"], ["12"]]);
    }

    #[test]
    fn a_number_alone_on_the_last_line_of_a_page_is_a_cell_unless_it_counts_pages_or_stands_apart() {
        let cells = |name: &'static str, last| [(name, 760.0), ("70", 775.0), ("60", 790.0), (last, 805.0)];
        let (one, two) = (cells("甲", "45"), cells("乙", "7"));
        assert_eq!(kept(&[&one, &two]), [["甲", "70", "60", "45"], ["乙", "70", "60", "7"]]);
        let (one, two) = (cells("甲", "3"), cells("乙", "4"));
        assert_eq!(kept(&[&one, &two]), [["甲", "70", "60"], ["乙", "70", "60"]]);
        assert_eq!(kept(&[&[("甲", 700.0), ("70", 715.0), ("3", 805.0)]]), [["甲", "70"]]);
    }

    #[test]
    fn text_that_begins_high_on_a_page_stays() {
        let pages: [&[(&str, f32)]; 2] = [
            &[("项目支出情况如下", 80.0), ("道路养护", 95.0)],
            &[("绩效目标情况如下", 80.0), ("水质监测", 95.0)],
        ];
        assert_eq!(kept(&pages)[0].len(), 2);
    }
}
