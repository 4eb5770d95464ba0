//! Characters to lines: which stand on one line, where a space belongs between them, and where a gap is so wide that
//! something else begins.

use super::geometry::Area;
use super::layout::{Letter, Spot};
use super::page::Glyph;
use crate::raised::raised;

/// Characters of one line may stand so far above or below it, by their size: raised and lowered ones do.
const RAISED_MAX: f32 = 0.42;
/// Raised characters are smaller than the others, by a sixth at least as browsers set them, and stand so far above their
/// line, by the size of the line's type.
const RAISED_SIZE: f32 = 0.87;
const RAISED_MIN: f32 = 0.15;
/// Behind a gap of this much, by the type's size, another part of the line begins.
const PART_GAP: f32 = 1.5;
/// A gap of this much is a space: between digits, which may be set apart; between other half-width characters; and beside
/// full-width ones, which offices set wider apart.
const DIGITS_GAP: f32 = 0.25;
const NARROW_GAP: f32 = 0.17;
const WIDE_GAP: f32 = 0.7;

/// A part of a line, apart from others by a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) letters: Vec<Letter>,
    pub(super) area: Area,
}

impl Part {
    pub(super) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.char).collect()
    }
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// From left to right, at least one.
    pub(super) parts: Vec<Part>,
    pub(super) area: Area,
    pub(super) baseline: f32,
    /// The size of most of its type.
    pub(super) size: f32,
    pub(super) page: u32,
    /// The edges of its column, where the text of the page is set in several.
    pub(super) column: Option<Column>,
}

/// The edges of a column of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) right: f32,
}

impl Line {
    /// Its letters, parts divided by a space.
    pub(super) fn letters(&self) -> Vec<Letter> {
        let mut letters: Vec<Letter> = Vec::new();
        for part in &self.parts {
            letters.extend((!letters.is_empty()).then_some(Letter::SPACE));
            letters.extend(&part.letters);
        }
        letters
    }

    pub(super) fn text(&self) -> String {
        self.letters().iter().map(|letter| letter.char).collect()
    }

    /// How wide the beginning is that cannot be divided: a number with its signs, a word, or one character, with the
    /// punctuation behind it that may not begin a line.
    pub(super) fn first_width(&self) -> f32 {
        let Some(part) = self.parts.first() else { return 0.0 };
        let bound = |c: char| "，。、；：！？）》”’」』】％%".contains(c);
        let in_word = |c: char| c.is_ascii_alphanumeric() || ".,-/%".contains(c);
        let word = part.letters.iter().take_while(|letter| in_word(letter.char)).count().max(1);
        let tail = part.letters.iter().skip(word).take_while(|letter| bound(letter.char)).count();
        let last = part.letters.iter().take(word + tail).filter_map(|letter| letter.spot).next_back();
        let right = last.map_or(part.area.left, |spot| spot.area.right);
        right - part.area.left
    }
}

/// The lines that characters of a page form, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>, page: u32) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines = Vec::new();
    let mut open: Vec<Glyph> = Vec::new();
    // The line that counts is that of the largest type.
    let mut base = (0.0f32, 0.0f32);
    for glyph in glyphs {
        let near = (glyph.baseline - base.0).abs() <= RAISED_MAX * glyph.size.max(base.1);
        if !open.is_empty() && !near {
            lines.extend(line(std::mem::take(&mut open), page));
        }
        if open.is_empty() || (glyph.size > base.1 && !glyph.is_blank()) {
            base = (glyph.baseline, glyph.size);
        }
        open.push(glyph);
    }
    lines.extend(line(open, page));
    lines
}

/// One line; `None` where it is blank.
fn line(mut glyphs: Vec<Glyph>, page: u32) -> Option<Line> {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let (size, baseline) = usual(&glyphs);
    let mut parts: Vec<Part> = Vec::new();
    let mut before: Option<Glyph> = None;
    let mut blank = false;
    for glyph in glyphs.iter().copied() {
        if glyph.is_blank() && !glyph.is_deleted() {
            blank = true;
            continue;
        }
        if before.is_some_and(|before| is_struck_twice(&before, &glyph)) {
            continue;
        }
        let larger = before.map_or(glyph.size, |before| before.size.max(glyph.size));
        let gap = before.map_or(0.0, |before| glyph.left - before.right);
        let area = glyph.area();
        let is_raised = glyph.size < RAISED_SIZE * size && glyph.baseline < baseline - RAISED_MIN * size;
        let char = if is_raised { raised(glyph.char) } else { glyph.char };
        let printed = (!glyph.is_deleted()).then_some(Letter { char, spot: Some(Spot { page, area }) });
        match parts.last_mut().filter(|_| gap <= PART_GAP * larger) {
            Some(part) => {
                let is_space = blank || before.is_some_and(|before| is_gap(&before, &glyph, gap / larger));
                part.letters.extend((is_space && !part.letters.is_empty()).then_some(Letter::SPACE));
                part.letters.extend(printed);
                part.area = part.area.with(area);
            }
            None => parts.push(Part { letters: printed.into_iter().collect(), area }),
        }
        before = Some(glyph);
        blank = false;
    }
    parts.retain(|part| !part.letters.is_empty());
    let area = parts.iter().map(|part| part.area).reduce(Area::with)?;
    Some(Line { parts, area, baseline, size, page, column: None })
}

/// The size and the line of most of the type.
fn usual(glyphs: &[Glyph]) -> (f32, f32) {
    let mut sizes: Vec<(f32, f32)> =
        glyphs.iter().filter(|g| !g.is_blank()).map(|g| (g.size, g.baseline)).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// The same character again at nearly the same place: bold type by striking twice.
fn is_struck_twice(before: &Glyph, glyph: &Glyph) -> bool {
    before.char == glyph.char && glyph.left - before.left < 0.2 * glyph.size.min(before.right - before.left)
}

/// Whether a gap, by the type's size, is a space.
fn is_gap(before: &Glyph, glyph: &Glyph, gap: f32) -> bool {
    let both = |is: fn(&char) -> bool| is(&before.char) && is(&glyph.char);
    gap > match () {
        () if both(char::is_ascii_digit) => DIGITS_GAP,
        () if both(char::is_ascii) => NARROW_GAP,
        () => WIDE_GAP,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The glyphs of a line set in 10 points, from `left` on the line `baseline`; digits and letters are half as wide.
    pub(in crate::pdf) fn set(text: &str, left: f32, baseline: f32) -> Vec<Glyph> {
        let mut at = left;
        let glyph = |char: char| {
            let width = if char.is_ascii() { 5.0 } else { 10.0 };
            at += width;
            Glyph { char, left: at - width, right: at, baseline, size: 10.0 }
        };
        text.chars().map(glyph).collect()
    }

    fn check_lines(glyphs: Vec<Glyph>, expected: &[&[&str]]) {
        let read: Vec<Vec<String>> =
            lines(glyphs, 1).iter().map(|line| line.parts.iter().map(Part::text).collect()).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn characters_in_any_order_become_lines() {
        let mut glyphs = set("第二行", 10.0, 30.0);
        glyphs.extend(set("支付12 项", 10.0, 10.0));
        glyphs.reverse();
        check_lines(glyphs, &[&["支付12 项"], &["第二行"]]);
    }

    #[test]
    fn a_wide_gap_divides_a_line() {
        let glyphs =
            [set("合计", 10.0, 10.0), set("1,234.56", 60.0, 10.0), set("98.5%", 120.0, 10.0)].concat();
        check_lines(glyphs, &[&["合计", "1,234.56", "98.5%"]]);
    }

    #[test]
    fn type_that_is_struck_twice_is_read_once() {
        let glyphs = [set("合计11", 10.0, 10.0), set("合计11", 10.4, 10.0)].concat();
        check_lines(glyphs, &[&["合计11"]]);
    }

    #[test]
    fn what_is_deleted_leaves_no_gap_and_closes_none() {
        let deleted = |left: f32| Glyph { char: Glyph::DELETED, ..set("甲", left, 10.0)[0] };
        let glyphs = |rest: Vec<Glyph>| [vec![deleted(40.0), deleted(50.0)], rest].concat();
        let both = |left: &str, right: &str| [set(left, 10.0, 10.0), set(right, 60.0, 10.0)].concat();
        check_lines(glyphs(both("支付了", "万元")), &[&["支付了万元"]]);
        check_lines(glyphs(both("甲", "50")), &[&["甲", "50"]]);
        check_lines(glyphs(set("甲", 10.0, 10.0)), &[&["甲"]]);
        check_lines(glyphs(Vec::new()), &[]);
    }

    #[test]
    fn a_raised_digit_stays_on_its_line_and_is_none_of_the_number_before() {
        for size in [6.0, 8.4] {
            let mut raised = set("2", 20.0, 6.5);
            raised[0].size = size;
            check_lines([set("10", 10.0, 10.0), raised, set("元。", 25.0, 10.0)].concat(), &[&["10²元。"]]);
        }
    }
}
