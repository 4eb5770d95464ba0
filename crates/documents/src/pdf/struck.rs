//! Text that a drawn line crosses out is deleted text, and is left out.
//!
//! Nothing in the file says so: a line through the middle of type is taken for that only where it begins and ends with the
//! type, as no rule of a table and no line of a drawing does.

use super::page::{Glyph, Page, Rule};
use std::ops::RangeInclusive;

/// How far above the line that type stands on it is crossed out, by its size.
const MIDDLE: RangeInclusive<f32> = 0.14..=0.52;
/// How far the ends of the line may be from those of the type, by its size.
const END_SLACK: f32 = 0.4;
/// Type further apart, by its size, is not crossed out by one line.
const GAP_MAX: f32 = 1.6;
/// Pieces of one line: producers draw one for each run of text.
const PIECE_GAP: f32 = 1.0;
const PIECE_RISE: f32 = 0.6;
/// More lines on a page are a drawing.
const LINES_MAX: usize = 2_000;
/// An upright line so near to it makes it a rule of a table.
const CROSSING: f32 = 1.0;

/// Makes the characters [deleted](Glyph::DELETED) that are crossed out, and counts the lines that do it.
pub(super) fn leave_out(page: &mut Page) {
    let lines = lines(&page.rules);
    if lines.is_empty() || lines.len() > LINES_MAX {
        return;
    }
    // From top to bottom, so that each line looks at its neighbours alone.
    page.glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let largest = page.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    for line in lines {
        let from = page.glyphs.partition_point(|glyph| glyph.baseline < line.at);
        let below = page.glyphs.iter_mut().skip(from);
        let near = below.take_while(|glyph| glyph.baseline <= line.at + MIDDLE.end() * largest);
        let mut hit: Vec<&mut Glyph> = near.filter(|glyph| crosses(&line, glyph)).collect();
        if crosses_out(&line, hit.iter().map(|glyph| **glyph).collect()) {
            page.struck += 1;
            hit.iter_mut().for_each(|glyph| glyph.char = Glyph::DELETED);
        }
    }
}

/// Lying lines that no upright one touches, their pieces put together.
fn lines(rules: &[Rule]) -> Vec<Rule> {
    let mut lying: Vec<Rule> = rules.iter().filter(|rule| !rule.upright).copied().collect();
    lying.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut lines = Vec::new();
    for near in lying.chunk_by_mut(|a, b| b.at - a.at <= PIECE_RISE) {
        near.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in near.iter() {
            match open.as_mut().filter(|open| rule.from <= open.to + PIECE_GAP) {
                Some(open) => open.to = open.to.max(rule.to),
                None => lines.extend(open.replace(*rule)),
            }
        }
        lines.extend(open);
    }
    let mut upright: Vec<&Rule> = rules.iter().filter(|rule| rule.upright).collect();
    upright.sort_by(|a, b| a.at.total_cmp(&b.at));
    lines.retain(|line| {
        let from = upright.partition_point(|rule| rule.at < line.from - CROSSING);
        let mut beside = upright.iter().skip(from).take_while(|rule| rule.at <= line.to + CROSSING);
        !beside.any(|rule| rule.from - CROSSING <= line.at && line.at <= rule.to + CROSSING)
    });
    lines
}

/// Whether a line runs through the middle of a character.
fn crosses(line: &Rule, glyph: &Glyph) -> bool {
    let middle = glyph.area().middle_x();
    MIDDLE.contains(&((glyph.baseline - line.at) / glyph.size)) && line.from < middle && middle < line.to
}

/// Whether a line crosses out the characters that it runs through: it begins and ends with them, and they hang together.
fn crosses_out(line: &Rule, mut glyphs: Vec<Glyph>) -> bool {
    if glyphs.iter().all(Glyph::is_blank) {
        return false;
    }
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let ends = glyphs.first().zip(glyphs.last()).is_some_and(|(first, last)| {
        (first.left - line.from).abs() <= END_SLACK * first.size
            && (last.right - line.to).abs() <= END_SLACK * last.size
    });
    let together = glyphs.windows(2).all(|pair| match pair {
        [a, b] => b.left - a.right <= GAP_MAX * a.size,
        _ => true,
    });
    ends && together
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Matrix;
    use super::super::lines::tests::set;
    use super::*;

    fn lying(at: f32, from: f32, to: f32) -> Rule {
        Rule { upright: false, at, from, to }
    }

    /// What is left of a line that stands on 100 and begins at 10, and how many lines cross something out.
    fn left(text: &str, rules: &[Rule]) -> (String, usize) {
        let mut page = Page {
            number: 1,
            width: 600.0,
            height: 800.0,
            glyphs: set(text, 10.0, 100.0),
            rules: rules.to_vec(),
            pictured: 0.0,
            shapes: Vec::new(),
            unknown: 0,
            struck: 0,
            shown: Matrix::IDENTITY,
        };
        leave_out(&mut page);
        let kept = page.glyphs.iter().filter(|glyph| !glyph.is_deleted());
        (kept.map(|glyph| glyph.char).collect(), page.struck)
    }

    #[test]
    fn what_a_line_crosses_out_is_left_out() {
        assert_eq!(left("支付12万元", &[lying(96.7, 30.0, 40.0)]), ("支付万元".to_owned(), 1));
        // Drawn in pieces, and twice, as double lines are.
        let pieces = [lying(97.0, 30.0, 35.0), lying(97.0, 35.0, 40.0), lying(95.5, 30.0, 40.0)];
        assert_eq!(left("支付12万元", &pieces).0, "支付万元");
    }

    #[test]
    fn lines_without_number_are_a_drawing() {
        let mut rules = vec![lying(96.7, 30.0, 40.0)];
        rules.extend((0..3_000).map(|n| lying(200.0 + n as f32, 0.0, 5.0)));
        assert_eq!(left("支付12万元", &rules).1, 0);
    }

    #[test]
    fn rules_underlines_and_lines_of_drawings_cross_nothing_out() {
        let upright = |at| Rule { upright: true, at, from: 80.0, to: 120.0 };
        for rules in [
            vec![lying(101.5, 30.0, 40.0)],
            vec![lying(90.0, 30.0, 40.0)],
            vec![lying(96.7, 0.0, 200.0)],
            vec![lying(96.7, 20.0, 120.0)],
            vec![lying(96.7, 10.0, 60.0), upright(10.0), upright(60.0)],
        ] {
            assert_eq!(left("支付12万元", &rules), ("支付12万元".to_owned(), 0), "{rules:?}");
        }
    }
}
