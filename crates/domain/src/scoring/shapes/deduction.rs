//! 扣分: full points less what applies of a list, never below zero.

use super::{Score, ScoreStep, Unscorable, With};
use crate::points::Points;

/// One thing that costs points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// What: 每发现一处未按图施工.
    pub what: String,
    /// What it costs each time.
    pub each: Points,
    /// The most that it costs altogether; `None` where only the full points bound it.
    pub most: Option<Points>,
}

/// The score after the deductions that apply. The same deduction may be named more than once.
pub(super) fn score(list: &[Deduction], counts: &[(String, u32)], with: With) -> Result<Score, Unscorable> {
    if let Some((what, _)) = counts.iter().find(|(what, _)| list.iter().all(|item| item.what != *what)) {
        return Err(Unscorable::UnknownDeduction { what: what.clone() });
    }
    let (mut left, mut because) = (with.full, Vec::new());
    for item in list {
        let times: u64 =
            counts.iter().filter(|(what, _)| *what == item.what).map(|(_, n)| u64::from(*n)).sum();
        let Some(times) = u32::try_from(times).ok().filter(|times| *times > 0) else { continue };
        let cost = item.each.0.checked_mul(i64::from(times)).ok_or(Unscorable::TooLarge)?;
        let points = item.most.map_or(Points(cost), |most| most.min(Points(cost)));
        left = Points(left.0.saturating_sub(points.0)).max(Points::ZERO);
        because.push(ScoreStep::Deducted { what: item.what.clone(), times, points });
    }
    Ok(with.points(left, because, vec![]))
}
