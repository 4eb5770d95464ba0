//! Ruling lines to the grid of a table: rows, columns, and which fields of it are one cell.

use super::geometry::Area;
use super::page::Rule;
use crate::limits::COLUMNS_MAX;
use std::collections::{BTreeMap, HashSet};

/// Lines so near to each other are one: a double line, or the borders of two neighbours.
const SNAP: f32 = 2.5;
/// Edges nearer than this have nothing between them: frames of neighbours with some space between.
const FIELD_MIN: f32 = 4.0;
/// A gap in a line that is none: dashes, dots, and corners that do not quite meet.
const GAP_MAX: f32 = 3.5;
/// A shorter line rules nothing.
const LENGTH_MIN: f32 = 6.0;
/// More lines on a page are a drawing.
const LINES_MAX: usize = 4_000;
/// Fields of a grid: more are graph paper.
const FIELDS_MAX: usize = 100_000;

/// A grid whose fields are joined to cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// The edges of the columns from left to right, at least two.
    pub(super) xs: Vec<f32>,
    /// The edges of the rows from top to bottom, at least two.
    pub(super) ys: Vec<f32>,
    /// For each field, row by row, the number of its cell: that of the cell's first field.
    cells: Vec<usize>,
}

impl Grid {
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell of a field.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        self.cells.get(row * self.columns() + column).copied()
    }

    /// The row in which a cell begins.
    pub(super) fn first_row(&self, cell: usize) -> usize {
        cell / self.columns()
    }

    /// The cell in which a point lies.
    pub(super) fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let field = |edges: &[f32], at: f32| {
            let behind = edges.partition_point(|edge| *edge <= at);
            behind.checked_sub(1).filter(|field| *field + 1 < edges.len())
        };
        self.cell(field(&self.ys, y)?, field(&self.xs, x)?)
    }

    pub(super) fn area(&self) -> Area {
        let ends = |edges: &[f32]| {
            (edges.first().copied().unwrap_or_default(), edges.last().copied().unwrap_or_default())
        };
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, top, right, bottom }
    }

    /// Joins the cells of two fields.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        self.cells.get_mut(second).into_iter().for_each(|cell| *cell = first);
    }

    fn root(&mut self, field: usize) -> usize {
        let mut at = field;
        while let Some(next) = self.cells.get(at).copied().filter(|next| *next != at) {
            // Halving the way keeps long chains short.
            let beyond = self.cells.get(next).copied().unwrap_or(next);
            self.cells.get_mut(at).into_iter().for_each(|cell| *cell = beyond);
            at = next;
        }
        at
    }
}

/// The grids that the lines of a page rule, from top to bottom. A grid inside a cell of another is left out, as is a
/// frame without columns.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let upright = merged(rules.iter().filter(|rule| rule.upright));
    let lying = merged(rules.iter().filter(|rule| !rule.upright));
    if upright.len() + lying.len() > LINES_MAX {
        return Vec::new();
    }
    let mut grids: Vec<Grid> =
        connected(&upright, &lying).into_iter().filter_map(|(u, l)| grid(&u, &l)).collect();
    let areas: Vec<Area> = grids.iter().map(Grid::area).collect();
    let mut index = 0;
    grids.retain(|grid| {
        let (own, at) = (grid.area(), index);
        index += 1;
        let inside =
            |(other, area): (usize, &Area)| other != at && area.covers(own, 1.0) && !own.covers(*area, 1.0);
        !areas.iter().enumerate().any(inside)
    });
    grids.sort_by(|a, b| a.area().top.total_cmp(&b.area().top));
    grids
}

/// Pieces of one line joined, near lines brought onto one.
fn merged<'r>(rules: impl Iterator<Item = &'r Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged = Vec::new();
    for near in rules.chunk_by_mut(|a, b| b.at - a.at <= SNAP / 2.0) {
        let at = near.get(near.len() / 2).map_or(0.0, |rule| rule.at);
        near.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in near.iter() {
            match open.as_mut().filter(|open| rule.from <= open.to + GAP_MAX) {
                Some(open) => open.to = open.to.max(rule.to),
                None => merged.extend(open.replace(Rule { at, ..*rule })),
            }
        }
        merged.extend(open);
    }
    merged.retain(|rule| rule.to - rule.from >= LENGTH_MIN);
    merged
}

/// The lines that hang together, upright and lying.
fn connected(upright: &[Rule], lying: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    // Each line leads to another of its group, in the end to the group's first.
    let mut leads: Vec<usize> = (0..upright.len() + lying.len()).collect();
    for (l, line) in lying.iter().enumerate() {
        let begin = upright.partition_point(|rule| rule.at < line.from - GAP_MAX);
        let end = upright.partition_point(|rule| rule.at <= line.to + GAP_MAX);
        for (u, rule) in upright.iter().enumerate().take(end).skip(begin) {
            if (rule.from - GAP_MAX..=rule.to + GAP_MAX).contains(&line.at) {
                let (a, b) = (first_of(&mut leads, u), first_of(&mut leads, upright.len() + l));
                leads.get_mut(a.max(b)).into_iter().for_each(|lead| *lead = a.min(b));
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for (index, rule) in upright.iter().chain(lying).enumerate() {
        let group = groups.entry(first_of(&mut leads, index)).or_default();
        if rule.upright { group.0.push(*rule) } else { group.1.push(*rule) }
    }
    groups.into_values().collect()
}

fn first_of(leads: &mut [usize], index: usize) -> usize {
    let mut at = index;
    while let Some(next) = leads.get(at).copied().filter(|next| *next != at) {
        let beyond = leads.get(next).copied().unwrap_or(next);
        leads.get_mut(at).into_iter().for_each(|lead| *lead = beyond);
        at = next;
    }
    at
}

/// The grid of lines that hang together; `None` where they divide nothing into columns.
fn grid(upright: &[Rule], lying: &[Rule]) -> Option<Grid> {
    if upright.is_empty() || lying.len() < 2 {
        return None;
    }
    let xs = edges(upright, lying);
    let ys = edges(lying, upright);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns < 2 || rows < 1 || columns > COLUMNS_MAX || columns * rows > FIELDS_MAX {
        return None;
    }
    let mut grid = Grid { cells: (0..columns * rows).collect(), xs, ys };
    let between_columns = borders(upright, &grid.xs, &grid.ys);
    let between_rows = borders(lying, &grid.ys, &grid.xs);
    for row in 0..rows {
        for column in 0..columns {
            let field = row * columns + column;
            if column + 1 < columns && !between_columns.contains(&(column + 1, row)) {
                grid.join(field, field + 1);
            }
            if row + 1 < rows && !between_rows.contains(&(row + 1, column)) {
                grid.join(field, field + columns);
            }
        }
    }
    grid.cells = (0..columns * rows).map(|field| grid.root(field)).collect();
    Some(grid)
}

/// Where lines stand, and the ends of those across where they reach further: tables are left open at their sides. One line
/// alone that reaches further is none of the table, as the bar beside a changed paragraph.
fn edges(lines: &[Rule], across: &[Rule]) -> Vec<f32> {
    let second = |mut ends: Vec<f32>| {
        ends.sort_by(f32::total_cmp);
        ends.get(1).or(ends.first()).copied().unwrap_or_default()
    };
    let from = second(across.iter().map(|rule| rule.from).collect());
    let to = -second(across.iter().map(|rule| -rule.to).collect());
    let mut edges: Vec<f32> = lines.iter().map(|rule| rule.at).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|b, a| *b - *a <= FIELD_MIN);
    if edges.first().is_some_and(|first| first - from > 2.0 * GAP_MAX) {
        edges.insert(0, from);
    }
    edges.extend(edges.last().is_some_and(|last| to - last > 2.0 * GAP_MAX).then_some(to));
    edges
}

/// Which edges are drawn: the number of the edge and of the field along it.
fn borders(lines: &[Rule], edges: &[f32], along: &[f32]) -> HashSet<(usize, usize)> {
    let middles: Vec<f32> = along.windows(2).map(|pair| pair.iter().sum::<f32>() / 2.0).collect();
    let mut borders = HashSet::new();
    for line in lines {
        let near = |edge: &f32| (edge - line.at).abs() <= FIELD_MIN;
        let Some(edge) = edges.iter().position(near) else { continue };
        let begin = middles.partition_point(|middle| *middle < line.from);
        let end = middles.partition_point(|middle| *middle <= line.to);
        borders.extend((begin..end).map(|field| (edge, field)));
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lying(at: f32, from: f32, to: f32) -> Rule {
        Rule { upright: false, at, from, to }
    }

    fn upright(at: f32, from: f32, to: f32) -> Rule {
        Rule { upright: true, at, from, to }
    }

    /// The cells of a grid, a line per row, a letter per cell.
    fn drawn(grid: &Grid) -> Vec<String> {
        let letter = |cell: usize| char::from(b'a' + cell as u8);
        let row = |row| (0..grid.columns()).filter_map(|c| grid.cell(row, c)).map(letter).collect();
        (0..grid.rows()).map(row).collect()
    }

    fn check_grid(rules: &[Rule], expected: &[&str]) {
        let grids = grids(rules);
        assert_eq!(grids.iter().map(drawn).collect::<Vec<_>>(), [expected]);
    }

    #[test]
    fn missing_lines_merge_cells_over_rows_and_columns() {
        check_grid(
            &[
                lying(0.0, 0.0, 90.0),
                lying(20.0, 30.0, 90.0),
                lying(40.0, 0.0, 90.0),
                upright(0.0, 0.0, 40.0),
                upright(30.0, 0.0, 40.0),
                upright(60.0, 20.0, 40.0),
                upright(90.0, 0.0, 40.0),
            ],
            &["abb", "aef"],
        );
    }

    #[test]
    fn a_table_may_be_open_at_its_sides_and_drawn_in_dashes() {
        let dashes = (0..30).map(|n| lying(20.0, 4.0 * n as f32, 4.0 * n as f32 + 1.5));
        let rules: Vec<Rule> = [lying(0.0, 0.0, 120.0), lying(40.0, 0.0, 120.0), upright(60.0, 0.0, 40.0)]
            .into_iter()
            .chain(dashes)
            .collect();
        check_grid(&rules, &["ab", "cd"]);
    }

    #[test]
    fn a_bar_beside_the_paragraph_above_opens_no_row() {
        let upright = [upright(0.0, 0.0, 40.0), upright(30.0, 0.0, 40.0), upright(60.0, 0.0, 40.0)];
        let lying = [lying(0.0, 0.0, 60.0), lying(20.0, 0.0, 60.0), lying(40.0, 0.0, 60.0)];
        let bar = Rule { upright: true, at: -1.5, from: -15.0, to: 0.0 };
        check_grid(&[&upright[..], &lying[..], &[bar]].concat(), &["ab", "cd"]);
    }

    #[test]
    fn each_cell_framed_by_itself_makes_one_grid() {
        let frame = |l: f32, t: f32| {
            [
                lying(t, l, l + 40.0),
                lying(t + 20.0, l, l + 40.0),
                upright(l, t, t + 20.0),
                upright(l + 40.0, t, t + 20.0),
            ]
        };
        let rules = [frame(0.0, 0.0), frame(40.8, 0.0), frame(0.0, 20.8), frame(40.8, 20.8)].concat();
        check_grid(&rules, &["ab", "cd"]);
    }

    #[test]
    fn frames_underlines_and_a_table_in_a_cell_are_no_tables() {
        let frame = [
            lying(0.0, 0.0, 90.0),
            lying(40.0, 0.0, 90.0),
            upright(0.0, 0.0, 40.0),
            upright(90.0, 0.0, 40.0),
        ];
        assert!(grids(&frame).is_empty());
        assert!(grids(&[lying(10.0, 0.0, 90.0), lying(30.0, 0.0, 90.0)]).is_empty());
        let outer = [frame.to_vec(), vec![upright(45.0, 0.0, 40.0)]].concat();
        let inner = outer.iter().map(|rule| Rule {
            at: 5.0 + rule.at / 3.0,
            from: 5.0 + rule.from / 3.0,
            to: 5.0 + rule.to / 3.0,
            ..*rule
        });
        assert_eq!(grids(&outer.iter().copied().chain(inner).collect::<Vec<_>>()).len(), 1);
    }
}
