//! Groups of columns: which columns stand under one heading, and so are the parts of the total among them.

use super::grid::Grid;
use super::money_table::AmountColumn;
use super::row_formulas::{Make, RowFormula, Source, is_part, is_total, is_year_total};

/// The headings of a table as a tree of groups.
pub(super) struct Tree<'a> {
    columns: &'a [AmountColumn],
    /// For each column of numbers the headings over it, from the top, each with the column where it begins.
    paths: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// Reads the headings over the columns of numbers.
    pub(super) fn of(grid: &Grid, columns: &'a [AmountColumn]) -> Tree<'a> {
        let levels: Vec<Vec<usize>> = (0..grid.header_rows)
            .filter(|row| Some(*row) != grid.numbering)
            .map(|row| begins(grid, row))
            .collect();
        let path =
            |c: &AmountColumn| levels.iter().filter_map(|level| level.get(c.column).copied()).collect();
        Tree { columns, paths: columns.iter().map(path).collect() }
    }

    /// A total with all the other columns of its group, each subgroup by its own total.
    pub(super) fn named(&self, target: usize) -> Option<RowFormula> {
        const WIDEST: usize = 40;
        self.columns.get(target).filter(|c| is_total(c) && !is_year_total(c))?;
        let path = self.paths.get(target)?;
        // The group of a leaf is what it shares with its neighbours one level higher.
        let depth = (0..path.len()).rev().find(|depth| self.group(target, *depth).len() > 1);
        let group = match depth {
            Some(depth) => self.group(target, depth),
            None => (0..self.columns.len()).collect(),
        };
        if group.len() > WIDEST || !(group.first() == Some(&target) || group.last() == Some(&target)) {
            return None;
        }
        let inner = depth.map_or(0, |depth| depth + 1);
        let mut parts = self.representatives(&group, target, inner);
        parts.retain(|part| is_part(self.columns, *part, target));
        (parts.len() >= 2).then(|| RowFormula {
            target,
            make: Make::Sum(parts.into_iter().map(|part| (part, false)).collect()),
            source: Source::Named,
        })
    }

    /// The neighbours of a column that stand under the same heading at a depth.
    fn group(&self, target: usize, depth: usize) -> Vec<usize> {
        let own = self.paths.get(target).and_then(|path| path.get(depth));
        (0..self.paths.len()).filter(|c| self.paths.get(*c).and_then(|path| path.get(depth)) == own).collect()
    }

    /// The columns of a group without its total; of a subgroup with a total of its own only that.
    fn representatives(&self, group: &[usize], target: usize, depth: usize) -> Vec<usize> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(&column) = group.get(at) {
            let sub: Vec<usize> =
                self.group(column, depth).into_iter().filter(|c| group.contains(c) && *c != target).collect();
            let total = |c: &&usize| self.columns.get(**c).is_some_and(is_total);
            match sub.iter().find(total).filter(|_| sub.len() > 1) {
                Some(total) => parts.push(*total),
                None => parts.extend(Some(column).filter(|c| *c != target)),
            }
            let skipped = if sub.len() > 1 && sub.iter().any(|c| total(&c)) { sub.len() } else { 1 };
            at += skipped;
        }
        parts
    }
}

/// For each column of a heading row the column where its heading begins: a cell without text belongs to the merged one
/// left of it where a lower heading row names it, else to the heading above it.
fn begins(grid: &Grid, row: usize) -> Vec<usize> {
    let text = |r: usize, c: usize| grid.cell(r, c).map_or("", |cell| cell.text.as_str());
    let lower = |c: usize| {
        (row + 1..grid.header_rows).filter(|r| Some(*r) != grid.numbering).any(|r| !text(r, c).is_empty())
    };
    let mut begin = 0;
    (0..grid.width())
        .map(|c| {
            if !text(row, c).is_empty() || !lower(c) {
                begin = c;
            }
            begin
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::GridCell;
    use crate::read::money_table::numbers;

    fn check_named(rows: &[&str], header_rows: usize, target: usize, parts: &[usize]) {
        let cell = |text: &str| GridCell { text: text.to_owned(), ..GridCell::default() };
        let rows = rows.iter().map(|row| row.split('|').map(cell).collect()).collect();
        let grid = Grid { rows, header_rows, ..Grid::default() };
        let columns = numbers(&grid);
        let named = Tree::of(&grid, &columns).named(target).expect("a total with its group");
        let expected: Vec<(usize, bool)> = parts.iter().map(|part| (*part, false)).collect();
        assert_eq!(named.make, Make::Sum(expected));
    }

    #[test]
    fn a_total_covers_its_group_and_of_subgroups_their_totals() {
        let staff = ["单位|编制|实有|||率", "||小计|在职|退休|", "甲|3|5|3|2|100%"];
        check_named(&staff, 2, 1, &[2, 3]);
        let cars = ["预算数|||||", "合计|出国|用车|||接待", "||小计|购置|运行|", "9|1|6|2|4|2"];
        check_named(&cars, 3, 0, &[1, 2, 5]);
        check_named(&cars, 3, 2, &[3, 4]);
        check_named(&["科目|合计|基本|项目", "甲|3|1|2"], 1, 0, &[1, 2]);
    }
}
