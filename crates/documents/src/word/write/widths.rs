//! Widths of columns: no number is broken, long descriptions get the room that is left.

use crate::limits::COLUMNS_MAX;
use mingzhang_domain::paper::{Cell, Table};

/// How a table is set.
pub(super) struct Layout {
    /// Per column, in twips; together they fill the text width.
    pub(super) widths: Vec<u32>,
    /// In 五号 (10.5 pt) instead of 小四 (12 pt).
    pub(super) small: bool,
}

/// Half a character in twips, 小四: 12 pt × 20 / 2.
const HALF_NORMAL: u32 = 120;
/// Half a character in twips, 五号: 10.5 pt × 20 / 2.
const HALF_SMALL: u32 = 105;
/// Space to the left and right of a cell's text in twips (2 × 85), and a little to spare for digits wider than half.
const PADDING: u32 = 200;
/// Space to the left and right of a cell's text in twips.
const MARGINS: u32 = 170;
/// Columns of texts up to so many halves are not broken: twelve characters where there is room, else nine, seven, five.
const SHORT: [u32; 4] = [24, 18, 14, 10];
/// A longer text wants no more room than this, in halves: it is broken into lines anyway.
const LONG: u32 = 90;
/// More columns than this are set small.
const COLUMNS_NORMAL: usize = 7;

/// What the texts of a column ask for, in halves of a character.
#[derive(Clone, Copy)]
struct Wish {
    least: u32,
    best: u32,
    /// Below this, in hundredths of a half, a number would be broken even where a wide font stands in for ours, or a
    /// heading would take more than two lines.
    number: u32,
}

/// The layout of a table over a text width in twips.
pub(super) fn layout(table: &Table, text_width: u32) -> Layout {
    let columns = table.rows.iter().map(|row| row.cells.iter().map(|c| c.columns.max(1)).sum()).max();
    let columns: usize = columns.unwrap_or(0).clamp(1, COLUMNS_MAX);
    // There is room as long as a fifth of the width is left for the long texts.
    let roomy = SHORT
        .iter()
        .map(|short| wishes(table, columns, *short))
        .find(|wishes| needed(wishes, HALF_NORMAL) <= text_width * 41 / 50);
    let wishes = roomy.unwrap_or_else(|| wishes(table, columns, SHORT[3]));
    let needs = |half| needed(&wishes, half);
    let mut small = columns > COLUMNS_NORMAL || needs(HALF_NORMAL) > text_width;
    let half = if small { HALF_SMALL } else { HALF_NORMAL };
    if table.widths.len() == columns {
        let widths = share(text_width, &table.widths);
        let fits = |(width, wish): (&u32, &Wish)| wish.least * HALF_NORMAL + PADDING <= *width;
        small |= !widths.iter().zip(&wishes).all(fits);
        let half = if small { HALF_SMALL } else { HALF_NORMAL };
        let unbroken: Vec<u32> = wishes.iter().map(|wish| wish.number * half / 100 + MARGINS).collect();
        return Layout { widths: raised(&widths, &unbroken), small };
    }
    let least: Vec<u32> = wishes.iter().map(|wish| wish.least * half + PADDING).collect();
    let best: Vec<u32> = wishes.iter().map(|wish| wish.best * half + PADDING).collect();
    let (all_least, all_best) = (least.iter().sum::<u32>(), best.iter().sum::<u32>());
    let widths = if all_least >= text_width {
        share(text_width, &least)
    } else if all_best <= text_width {
        share(text_width, &best)
    } else {
        // Every column gets its least; what is left goes where the long texts are.
        let more: Vec<u32> = best.iter().zip(&least).map(|(best, least)| best - least).collect();
        let extra = share(text_width - all_least, &more);
        least.iter().zip(extra).map(|(least, extra)| least + extra).collect()
    };
    Layout { widths, small }
}

/// The widths, where columns below their least get it from those that have more than theirs; as they are where there is
/// not room for all.
fn raised(widths: &[u32], least: &[u32]) -> Vec<u32> {
    let (all, needed): (u32, u32) = (widths.iter().sum(), least.iter().sum());
    if needed > all || widths.iter().zip(least).all(|(width, least)| width >= least) {
        return widths.to_vec();
    }
    let more: Vec<u32> =
        widths.iter().zip(least).map(|(width, least)| width.saturating_sub(*least)).collect();
    least.iter().zip(share(all - needed, &more)).map(|(least, more)| least + more).collect()
}

/// The width below which a word or a number would be broken.
fn needed(wishes: &[Wish], half: u32) -> u32 {
    wishes.iter().map(|wish| wish.least * half + PADDING).sum()
}

fn wishes(table: &Table, columns: usize, short: u32) -> Vec<Wish> {
    let mut asked = vec![Asked::default(); columns];
    for (index, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in &row.cells {
            if let (1, Some(asked)) = (cell.columns.max(1), asked.get_mut(column)) {
                asked.add(cell, index < table.header_rows);
            }
            column += cell.columns.max(1);
        }
    }
    asked.iter().map(|asked| asked.wish(short)).collect()
}

/// The widest text of a column and its widest word, in halves of a character.
#[derive(Clone, Copy, Default)]
struct Asked {
    text: u32,
    word: u32,
    number: u32,
}

impl Asked {
    fn add(&mut self, cell: &Cell, is_head: bool) {
        let text = cell.content();
        // Latin words and numbers are not broken; Chinese is, anywhere.
        let words = || text.split(|c: char| !c.is_ascii() || c == ' ');
        self.word = self.word.max(words().map(halves).max().unwrap_or(0));
        self.number = self.number.max(words().map(widest).max().unwrap_or(0));
        if is_head {
            // Whole characters of two halves, and the longer line of two.
            self.number = self.number.max(halves(&text).div_ceil(4) * 200);
        }
        // Between Chinese and Latin the program may set a little space.
        let is_mixed = text.chars().any(|c| c.is_ascii()) && !text.is_ascii();
        let full = text.split('\n').map(halves).max().unwrap_or(0);
        self.text = self.text.max(full + u32::from(is_mixed));
    }

    fn wish(self, short: u32) -> Wish {
        let unbroken = if self.text <= short { self.text } else { self.word.max(SHORT[3]) };
        let least = unbroken.clamp(4, LONG);
        Wish { least, best: self.text.clamp(least, LONG.max(least)), number: self.number }
    }
}

fn halves(text: &str) -> u32 {
    text.chars().take(1000).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The width of a number in the widest font that stands in for ours, in hundredths of a half: its digits take 0.64 of the
/// size of the font, points and commas half of that, a percent sign 0.95.
fn widest(number: &str) -> u32 {
    let width = |c| match c {
        '.' | ',' => 64,
        '%' => 190,
        _ => 128,
    };
    number.chars().take(1000).map(width).sum()
}

/// Shares a width in proportion to the parts, to the last twip; equally where all parts are 0.
fn share(width: u32, parts: &[u32]) -> Vec<u32> {
    let equal = vec![1; parts.len()];
    let parts = if parts.iter().all(|part| *part == 0) { &equal } else { parts };
    let total: u64 = parts.iter().map(|part| u64::from(*part)).sum::<u64>().max(1);
    let (mut seen, mut given) = (0, 0);
    let mut widths = Vec::with_capacity(parts.len());
    for part in parts {
        seen += u64::from(*part);
        let upto = u32::try_from(seen * u64::from(width) / total).unwrap_or(width);
        widths.push(upto - given);
        given = upto;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::paper::Row;

    #[test]
    fn widths_that_are_given_move_only_where_a_number_would_be_broken() {
        let row = |cells: [&str; 3]| Row { cells: cells.map(Cell::text).into() };
        let table = |widths| Table {
            rows: vec![row(["一般公共预算", "116,832.42", "99.89%"])],
            widths,
            ..Table::default()
        };
        assert_eq!(layout(&table(vec![50, 30, 20]), 8000).widths, [4000, 2400, 1600]);
        let narrow = layout(&table(vec![80, 10, 10]), 8000).widths;
        assert!(narrow[1] >= 1152 * HALF_SMALL / 100 + MARGINS, "{narrow:?}");
        assert!(narrow[2] >= 766 * HALF_SMALL / 100 + MARGINS, "{narrow:?}");
        assert_eq!(narrow.iter().sum::<u32>(), 8000);
        assert_eq!(raised(&[10, 10], &[15, 15]), [10, 10]);
    }

    #[test]
    fn columns_fill_the_width_and_no_number_is_broken() {
        let row = |cells: &[&str]| Row { cells: cells.iter().map(|c| Cell::text(*c)).collect() };
        let long = "按年度计划全部完成，质量经监理审验合格并已投入使用".repeat(3);
        let table = Table {
            rows: vec![row(&["序号", "描述", "金额"]), row(&["1", &long, "363264.28"])],
            ..Table::default()
        };
        let layout = layout(&table, 8845);
        assert_eq!(layout.widths.iter().sum::<u32>(), 8845);
        assert!(
            layout.widths[2] >= 9 * HALF_NORMAL + PADDING && layout.widths[1] > 5000,
            "{:?}",
            layout.widths
        );
        assert!(!layout.small);
    }
}
