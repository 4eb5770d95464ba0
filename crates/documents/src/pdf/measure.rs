//! How the text of a file is set: its margins, the size of its type and the pitch of its lines. Paragraphs are told apart
//! by these.

use super::lines::Line;
use std::collections::BTreeMap;

/// Positions that fewer lines have are no margin.
const LINES_MIN: usize = 3;
/// A margin has at least every so many-th line.
const SHARE: usize = 12;

/// Where no margin is seen, that on the right is taken to be so many times that on the left.
const RIGHT_BY_LEFT: f32 = 1.4;

/// How text is set on pages of one width.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) size: f32,
    /// From line to line.
    pub(super) pitch: f32,
}

/// Measures the lines of all pages of one width.
pub(super) fn measure<'l>(pages: impl Iterator<Item = &'l [Line]>, width: f32) -> Measure {
    let (mut sizes, mut lefts, mut rights, mut pitches) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut widest: f32 = 0.0;
    for lines in pages {
        for line in lines {
            *sizes.entry(steps(line.size, 0.5)).or_insert(0) += line.letters().len();
            *lefts.entry(steps(line.area.left, 2.0)).or_insert(0) += 1;
            *rights.entry(steps(line.area.right, 6.0)).or_insert(0) += 1;
            widest = widest.max(line.area.right);
        }
        for pair in lines.windows(2) {
            if let [above, below] = pair
                && below.baseline - above.baseline < 4.0 * below.size
            {
                *pitches.entry(steps(below.baseline - above.baseline, 0.5)).or_insert(0) += 1;
            }
        }
    }
    let enough = (lefts.values().sum::<usize>() / SHARE).max(LINES_MIN);
    let often = |counts: &BTreeMap<i64, usize>| counts.iter().max_by_key(|(_, n)| **n).map(|(step, _)| *step);
    let left = lefts.iter().find(|(_, n)| **n >= enough).or(lefts.iter().next()).map_or(0, |(step, _)| *step);
    let left = left as f32 * 2.0;
    let right = rights.iter().rev().find(|(_, n)| **n >= enough).map(|(step, _)| (*step + 1) as f32 * 6.0);
    // Where all lines are short, none of them is full.
    let is_margin = |right: &f32| right - left > 0.5 * (width - 2.0 * left);
    let usual = widest.max(width - RIGHT_BY_LEFT * left);
    Measure {
        left,
        right: right.map(|right| right.min(widest)).filter(is_margin).unwrap_or(usual),
        size: often(&sizes).map_or(0.0, |step| step as f32 * 0.5),
        pitch: often(&pitches).map_or(0.0, |step| step as f32 * 0.5),
    }
}

fn steps(value: f32, step: f32) -> i64 {
    (value / step).round() as i64
}
