//! Round steps along an axis of values.

/// An axis: its ends and the distance of its lines, all round numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) step: f64,
}

/// About so many lines along an axis.
const LINES: f64 = 5.0;

impl Scale {
    /// The axis over a range of values. It always holds zero: a bar that does not begin there lies.
    pub(crate) fn over(least: f64, most: f64, is_percent: bool) -> Scale {
        let (least, most) = (least.min(0.0), most.max(0.0));
        if is_percent && least == 0.0 && (50.0..=100.0).contains(&most) {
            return Scale { least: 0.0, most: 100.0, step: 20.0 };
        }
        let spread = most - least;
        if !spread.is_finite() || spread <= 0.0 {
            return Scale { least: 0.0, most: 1.0, step: 0.5 };
        }
        let step = round_up(spread / LINES);
        Scale { least: (least / step).floor() * step, most: (most / step).ceil() * step, step }
    }

    /// The part of the axis that lies below a value: 0 at its least end, 1 at its greatest.
    pub(crate) fn part(&self, value: f64) -> f64 {
        ((value - self.least) / (self.most - self.least)).clamp(0.0, 1.0)
    }

    /// The values at the lines.
    pub(crate) fn lines(&self) -> Vec<f64> {
        let count = ((self.most - self.least) / self.step).round().clamp(1.0, 20.0) as u32;
        (0..=count).map(|line| self.least + f64::from(line) * self.step).collect()
    }
}

/// The next of 1, 2, 2.5, 5, 10 × a power of ten.
fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|step| step * power >= value * 0.999_999);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn an_axis_has_round_steps_and_holds_zero() {
        assert_eq!(
            Scale::over(61_250.0, 122_161.26, false),
            Scale { least: 0.0, most: 125_000.0, step: 25_000.0 }
        );
        assert_eq!(Scale::over(84.26, 99.89, true).most, 100.0);
        assert_eq!(Scale::over(-3.0, 4.0, false).lines(), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        assert_eq!(Scale::over(0.0, 0.0, false).lines().len(), 3);
    }
}
