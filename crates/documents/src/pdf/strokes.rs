//! Which of the drawn paths are ruling lines. Producers rule tables with strokes, with thin filled rectangles, or with a
//! frame filled between two rectangles.

use super::geometry::Area;
use super::page::Rule;

/// A thicker bar is a shape.
const THICKNESS_MAX: f32 = 3.0;
/// A line that rises more than this over its length is slanted.
const SLANT_MAX: f64 = 0.6;
/// Shorter ones are dots, of which a dotted line consists too.
const LENGTH_MIN: f32 = 0.4;

/// A part of a path: straight steps from point to point.
#[derive(Clone, Debug)]
pub(super) struct Subpath {
    points: Vec<(f64, f64)>,
    curved: bool,
}

impl Subpath {
    pub(super) fn at(point: (f64, f64)) -> Subpath {
        Subpath { points: vec![point], curved: false }
    }

    pub(super) fn closed(points: impl Into<Vec<(f64, f64)>>) -> Subpath {
        let mut subpath = Subpath { points: points.into(), curved: false };
        subpath.close();
        subpath
    }

    pub(super) fn go(&mut self, to: (f64, f64), curved: bool) {
        self.points.push(to);
        self.curved |= curved;
    }

    pub(super) fn close(&mut self) {
        self.points.extend(self.points.first().copied());
    }

    pub(super) fn area(&self) -> Option<Area> {
        Area::around(self.points.iter().copied())
    }

    /// Its area, where it is a straight-edged box of few corners.
    fn as_box(&self) -> Option<Area> {
        (!self.curved && (2..=7).contains(&self.points.len())).then(|| self.area()).flatten()
    }
}

/// The ruling lines of a stroked path: its straight steps along the page's edges.
pub(super) fn stroked(subpath: &Subpath) -> Vec<Rule> {
    let steps = subpath.points.iter().zip(subpath.points.iter().skip(1));
    let straight = |(from, to): &(&(f64, f64), &(f64, f64))| {
        let (dx, dy) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        dx.min(dy) <= SLANT_MAX
    };
    let area = |(from, to): (&(f64, f64), &(f64, f64))| Area::around([*from, *to]);
    if subpath.curved {
        Vec::new()
    } else {
        steps.filter(straight).filter_map(area).flat_map(rules_in).collect()
    }
}

/// The ruling lines of a filled path: thin boxes, and the four sides of a frame.
pub(super) fn filled(path: &[Subpath]) -> Vec<Rule> {
    if let [outer, inner] = path
        && let Some(sides) = frame(outer, inner).or_else(|| frame(inner, outer))
    {
        return sides;
    }
    let thin = |area: &Area| area.width().min(area.height()) <= THICKNESS_MAX;
    path.iter().filter_map(Subpath::as_box).filter(thin).flat_map(rules_in).collect()
}

/// The sides of a thin frame between two boxes.
fn frame(outer: &Subpath, inner: &Subpath) -> Option<Vec<Rule>> {
    let (outer, inner) = (outer.as_box()?, inner.as_box()?);
    let gaps = [
        inner.left - outer.left,
        inner.top - outer.top,
        outer.right - inner.right,
        outer.bottom - inner.bottom,
    ];
    gaps.iter().all(|gap| (-0.01..=THICKNESS_MAX).contains(gap)).then(|| {
        let lying = |y| Rule { upright: false, at: y, from: outer.left, to: outer.right };
        let upright = |x| Rule { upright: true, at: x, from: outer.top, to: outer.bottom };
        vec![
            lying((outer.top + inner.top) / 2.0),
            lying((outer.bottom + inner.bottom) / 2.0),
            upright((outer.left + inner.left) / 2.0),
            upright((outer.right + inner.right) / 2.0),
        ]
    })
}

/// The middle line of a thin area; of a dot both, because it may belong to a dotted line in either direction.
fn rules_in(area: Area) -> Vec<Rule> {
    let upright = Rule { upright: true, at: area.middle_x(), from: area.top, to: area.bottom };
    let lying = Rule { upright: false, at: (area.top + area.bottom) / 2.0, from: area.left, to: area.right };
    let (width, height) = (area.width(), area.height());
    let mut rules = match () {
        () if width > 2.0 * height => vec![lying],
        () if height > 2.0 * width => vec![upright],
        () => vec![lying, upright],
    };
    rules.retain(|rule| rule.to - rule.from >= LENGTH_MIN);
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(left: f64, top: f64, right: f64, bottom: f64) -> Subpath {
        Subpath::closed([(left, top), (right, top), (right, bottom), (left, bottom)])
    }

    #[test]
    fn each_way_of_ruling_gives_the_same_lines() {
        let lying = Rule { upright: false, at: 10.0, from: 0.0, to: 80.0 };
        let mut line = Subpath::at((80.0, 10.0));
        line.go((0.0, 10.2), false);
        let stroke = stroked(&line);
        assert!((stroke[0].at - 10.1).abs() < 0.01 && stroke[0].to == 80.0 && !stroke[0].upright);
        assert_eq!(filled(&[rectangle(0.0, 9.5, 80.0, 10.5)]), [lying]);
        assert_eq!(stroked(&rectangle(0.0, 10.0, 80.0, 50.0)).len(), 4);
        let frame = filled(&[rectangle(0.0, 0.0, 80.0, 50.0), rectangle(1.0, 1.0, 79.0, 49.0)]);
        assert_eq!(frame.iter().filter(|rule| rule.upright).count(), 2);
        assert_eq!(frame.len(), 4);
    }

    #[test]
    fn a_dot_may_belong_to_a_line_in_either_direction() {
        let dot = filled(&[rectangle(10.0, 10.0, 11.0, 11.0)]);
        assert_eq!(dot.iter().map(|rule| rule.upright).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn shapes_and_slanted_lines_are_no_rules() {
        assert!(filled(&[rectangle(0.0, 0.0, 80.0, 50.0)]).is_empty());
        let mut slanted = Subpath::at((0.0, 0.0));
        slanted.go((50.0, 40.0), false);
        assert!(stroked(&slanted).is_empty());
    }
}
