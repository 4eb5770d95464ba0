//! Places on a page, in points of 1/72 inch. Floating point is for places only, never for figures.

/// A rectangle; which way is up is said where it is used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f32,
    /// The upper edge; the smaller number, where y counts downwards.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

impl Area {
    /// The smallest area that holds both.
    #[must_use]
    pub fn with(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f32 {
        self.bottom - self.top
    }

    pub(super) fn middle_x(self) -> f32 {
        (self.left + self.right) / 2.0
    }

    /// Whether a point lies in it, edges included.
    pub(super) fn holds(self, x: f32, y: f32) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The area with a rim around it.
    pub(super) fn widened(self, by: f32) -> Area {
        Area { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether the two have a point in common.
    pub(super) fn touches(self, other: Area) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    /// Whether another area lies in it, give or take `slack`.
    pub(super) fn covers(self, other: Area, slack: f32) -> bool {
        self.left - slack <= other.left
            && self.top - slack <= other.top
            && self.right + slack >= other.right
            && self.bottom + slack >= other.bottom
    }

    /// The area around some points; `None` without any.
    pub(super) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Area> {
        points
            .into_iter()
            .map(|(x, y)| Area { left: x as f32, top: y as f32, right: x as f32, bottom: y as f32 })
            .reduce(Area::with)
            .filter(|area| [area.left, area.top, area.right, area.bottom].iter().all(|v| v.is_finite()))
    }
}

/// An affine map of the plane, in the order in which PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then `next`.
    pub(super) fn then(self, next: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Matrix([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    pub(super) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a step goes, wherever it begins.
    pub(super) fn step(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// The map back; `None` where the plane is folded to a line.
    pub(super) fn inverse(self) -> Option<Matrix> {
        let [a, b, c, d, e, f] = self.0;
        let determinant = a * d - b * c;
        (determinant.is_finite() && determinant.abs() > 1e-9).then(|| {
            let (ia, ib, ic, id) = (d / determinant, -b / determinant, -c / determinant, a / determinant);
            Matrix([ia, ib, ic, id, -(e * ia + f * ic), -(e * ib + f * id)])
        })
    }

    /// The area around an area's four mapped corners.
    pub(super) fn area(self, area: Area) -> Option<Area> {
        let (l, t, r, b) =
            (f64::from(area.left), f64::from(area.top), f64::from(area.right), f64::from(area.bottom));
        Area::around([(l, t), (r, t), (r, b), (l, b)].map(|corner| self.apply(corner)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_and_its_inverse_lead_back() {
        let map = Matrix([0.0, -2.0, 2.0, 0.0, 10.0, 700.0]);
        let there = map.apply((3.0, 4.0));
        assert_eq!(there, (18.0, 694.0));
        assert_eq!(map.inverse().map(|back| back.apply(there)), Some((3.0, 4.0)));
        assert_eq!(Matrix([0.0; 6]).inverse(), None);
    }
}
