//! Which way is up: a page may be drawn turned by a quarter, for wide tables, without saying so.

use super::geometry::Matrix;
use super::page::{Glyph, Page, Rule};

/// A character as it is drawn, in whichever direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawGlyph {
    pub(super) char: char,
    /// Where it begins, on its line.
    pub(super) from: (f64, f64),
    /// Where the next one would begin.
    pub(super) to: (f64, f64),
    /// The direction of its line.
    pub(super) along: (f64, f64),
    /// The size of its type.
    pub(super) size: f64,
}

impl RawGlyph {
    /// How many quarters its line is turned to the right, 0 to 3; `None` where it is slanted, as watermarks are.
    fn quarters(&self) -> Option<usize> {
        let (x, y) = self.along;
        let slanted = x.abs().min(y.abs()) > 0.1 * x.abs().max(y.abs());
        match (x.abs() >= y.abs(), x > 0.0, y > 0.0) {
            _ if slanted => None,
            (true, true, _) => Some(0),
            (false, _, true) => Some(1),
            (true, false, _) => Some(2),
            (false, _, false) => Some(3),
        }
    }
}

/// The page with most of its text upright. Text in other directions is left out.
pub(super) fn upright(mut page: Page, glyphs: Vec<RawGlyph>) -> Page {
    let turned: Vec<Option<usize>> = glyphs.iter().map(RawGlyph::quarters).collect();
    let count = |quarters: &usize| turned.iter().filter(|own| **own == Some(*quarters)).count();
    let quarters = (0..4).rev().max_by_key(count).unwrap_or(0);
    let (width, height) = (f64::from(page.width), f64::from(page.height));
    let back = match quarters {
        1 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        2 => Matrix([-1.0, 0.0, 0.0, -1.0, width, height]),
        3 => Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]),
        _ => Matrix::IDENTITY,
    };
    if quarters % 2 == 1 {
        std::mem::swap(&mut page.width, &mut page.height);
    }
    page.shown = page.shown.then(back);
    page.shapes = page.shapes.iter().filter_map(|shape| back.area(*shape)).collect();
    page.rules = page.rules.iter().map(|rule| turn_rule(rule, back)).collect();
    let upright = glyphs.iter().zip(&turned).filter(|(_, own)| **own == Some(quarters));
    let placed = upright.filter_map(|(glyph, _)| turn_glyph(glyph, back));
    page.glyphs = placed.filter(|glyph| lies_on(glyph, page.width, page.height)).collect();
    page
}

fn turn_glyph(glyph: &RawGlyph, back: Matrix) -> Option<Glyph> {
    let (from, to) = (back.apply(glyph.from), back.apply(glyph.to));
    let numbers = [from.0, from.1, to.0, glyph.size];
    (numbers.iter().all(|n| n.is_finite()) && glyph.size > 0.1).then(|| Glyph {
        char: glyph.char,
        left: from.0.min(to.0) as f32,
        right: from.0.max(to.0) as f32,
        baseline: from.1 as f32,
        size: glyph.size as f32,
    })
}

fn turn_rule(rule: &Rule, back: Matrix) -> Rule {
    let end = |along: f32| {
        let (x, y) = if rule.upright { (rule.at, along) } else { (along, rule.at) };
        back.apply((f64::from(x), f64::from(y)))
    };
    let (from, to) = (end(rule.from), end(rule.to));
    let upright = (from.1 - to.1).abs() > (from.0 - to.0).abs();
    let (at, from, to) = if upright { (from.0, from.1, to.1) } else { (from.1, from.0, to.0) };
    Rule { upright, at: at as f32, from: from.min(to) as f32, to: from.max(to) as f32 }
}

fn lies_on(glyph: &Glyph, width: f32, height: f32) -> bool {
    (-1.0..=width).contains(&glyph.left) && (0.0..=height + glyph.size).contains(&glyph.baseline)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(glyphs: Vec<RawGlyph>) -> Page {
        let rules = vec![Rule { upright: true, at: 50.0, from: 100.0, to: 300.0 }];
        let empty = Page {
            number: 1,
            width: 600.0,
            height: 800.0,
            glyphs: vec![],
            rules,
            pictured: 0.0,
            shapes: Vec::new(),
            unknown: 0,
            struck: 0,
            shown: Matrix::IDENTITY,
        };
        upright(empty, glyphs)
    }

    fn glyph(char: char, from: (f64, f64), along: (f64, f64)) -> RawGlyph {
        RawGlyph { char, from, to: (from.0 + 10.0 * along.0, from.1 + 10.0 * along.1), along, size: 12.0 }
    }

    #[test]
    fn a_page_drawn_sideways_is_turned_and_a_watermark_left_out() {
        for (along, second) in [((0.0, 1.0), (300.0, 410.0)), ((0.0, -1.0), (300.0, 390.0))] {
            let watermark = glyph('密', (100.0, 100.0), (0.7, 0.7));
            let page = page(vec![glyph('支', (300.0, 400.0), along), glyph('付', second, along), watermark]);
            let chars: String = page.glyphs.iter().map(|g| g.char).collect();
            assert_eq!(chars, "支付");
            let [first, second] = page.glyphs.as_slice() else { panic!("two glyphs") };
            assert_eq!((first.baseline, first.right), (second.baseline, second.left));
            assert_eq!((page.width, page.height), (800.0, 600.0));
            assert!(page.rules.iter().all(|rule| !rule.upright && rule.to - rule.from == 200.0));
        }
    }
}
