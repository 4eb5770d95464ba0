//! Tables of a page on one grid: spans over rows become covered cells.

use super::read::{Place, Walk, is_hidden, role_of_class};
use crate::limits::{COLUMNS_MAX, MERGED_CELLS_MAX};
use mingzhang_domain::paper::{Align, Cell, Content, Role, Row, Table};
use scraper::ElementRef;
use std::collections::BTreeMap;

/// Whether a table only lays out a page: it holds other tables.
pub(super) fn is_layout(table: ElementRef<'_>) -> bool {
    table.descendent_elements().skip(1).any(|element| element.value().name() == "table")
}

/// Reads a table and its caption into the walk.
pub(super) fn read(walk: &mut Walk, table: ElementRef<'_>) {
    if let Some(caption) = table.child_elements().find(|element| element.value().name() == "caption") {
        self::caption(walk, caption);
    }
    let mut grid = Grid::default();
    for part in table.child_elements() {
        match part.value().name() {
            name @ ("thead" | "tbody" | "tfoot") => {
                // A span ends with its part of the table.
                grid.spans.clear();
                let rows = part.child_elements().filter(|row| row.value().name() == "tr" && !is_hidden(*row));
                rows.for_each(|row| grid.row(walk, row, name == "thead"));
            }
            "tr" if !is_hidden(part) => grid.row(walk, part, false),
            _ => {}
        }
    }
    if !grid.table.rows.is_empty() {
        walk.contents.push(Content::Table(grid.table));
    }
}

/// In our own pages the caption holds title and unit apart.
fn caption(walk: &mut Walk, caption: ElementRef<'_>) {
    let parts: Vec<_> = caption.child_elements().filter(|_| walk.own).collect();
    if parts.is_empty() {
        walk.children(caption, Place::default());
        return walk.end_paragraph(Some(Role::Caption));
    }
    for part in parts {
        walk.children(part, Place::default());
        walk.end_paragraph(Some(part.attr("class").and_then(role_of_class).unwrap_or(Role::Caption)));
    }
}

#[derive(Default)]
struct Grid {
    table: Table,
    /// Spans that reach into the row that is read, by their first column: rows left and columns.
    spans: BTreeMap<usize, (usize, usize)>,
    /// The same for the row after the next.
    below: BTreeMap<usize, (usize, usize)>,
    covered: usize,
}

impl Grid {
    fn row(&mut self, walk: &mut Walk, row: ElementRef<'_>, is_head: bool) {
        let mut cells = Vec::new();
        let mut column = 0;
        let mut all_heads = true;
        for element in
            row.child_elements().filter(|e| matches!(e.value().name(), "td" | "th") && !is_hidden(*e))
        {
            self.covered(&mut cells, &mut column);
            all_heads &= element.value().name() == "th";
            let columns = span(element, "colspan").clamp(1, COLUMNS_MAX);
            let rows = span(element, "rowspan");
            walk.children(element, Place { in_cell: true, ..Place::default() });
            let (align, indent) = (align(element), walk.line.indent());
            let indent = if align == Align::Left { indent } else { 0 };
            let runs = walk.line.take();
            cells.push(Cell { runs, columns, align, indent, ..Cell::default() });
            if rows > 1 {
                self.below.insert(column, (rows - 1, columns));
            }
            column += columns;
        }
        self.covered(&mut cells, &mut column);
        self.covered_behind(&mut cells, &mut column);
        self.spans = std::mem::take(&mut self.below);
        let so_far = self.table.header_rows == self.table.rows.len();
        if so_far && !cells.is_empty() && (is_head || all_heads) {
            self.table.header_rows += 1;
        }
        self.table.rows.push(Row { cells });
    }

    /// Appends the covered cells that stand at this column.
    fn covered(&mut self, cells: &mut Vec<Cell>, column: &mut usize) {
        while let Some((left, columns)) = self.spans.remove(column) {
            self.cover(cells, *column, left, columns);
            *column += columns;
        }
    }

    /// Appends the covered cells to the right of a row that ends early, with what is missing before them.
    fn covered_behind(&mut self, cells: &mut Vec<Cell>, column: &mut usize) {
        let behind: Vec<usize> = self.spans.range(*column..).map(|(at, _)| *at).collect();
        for at in behind {
            if at > *column {
                cells.push(Cell { columns: at - *column, ..Cell::default() });
            }
            *column = (*column).max(at);
            self.covered(cells, column);
        }
    }

    fn cover(&mut self, cells: &mut Vec<Cell>, column: usize, left: usize, columns: usize) {
        self.covered += 1;
        cells.push(Cell { columns, continues_above: true, ..Cell::default() });
        if left > 1 && self.covered < MERGED_CELLS_MAX {
            self.below.insert(column, (left - 1, columns));
        }
    }
}

fn span(element: ElementRef<'_>, name: &str) -> usize {
    element.attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).min(65_534)
}

fn align(element: ElementRef<'_>) -> Align {
    let class = element.attr("class").unwrap_or_default();
    let style: String = element.attr("style").unwrap_or_default().split_whitespace().collect();
    let states =
        |word: &str| element.attr("align") == Some(word) || style.contains(&format!("text-align:{word}"));
    if class == "number" || states("right") {
        Align::Right
    } else if class == "center" || states("center") {
        Align::Center
    } else {
        Align::Left
    }
}

#[cfg(test)]
mod tests {
    use crate::html::read;
    use mingzhang_domain::paper::{Cell, Content};

    fn grid(page: &str) -> Vec<Vec<String>> {
        let paper = read(page);
        let Some(Content::Table(table)) = paper.blocks.last().map(|block| &block.content) else {
            return Vec::new();
        };
        let cell = |cell: &Cell| {
            let merge = if cell.continues_above { "^" } else { "" };
            format!("{merge}{}{}", "→".repeat(cell.columns - 1), cell.content())
        };
        table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
    }

    #[test]
    fn spans_over_rows_and_columns_come_onto_one_grid() {
        let page = "<table><tr><th rowspan=2>甲<th colspan=2>乙<th rowspan=3>丙</tr>
            <tr><td>1<td>2</tr><tr><td>3</tr></table>";
        assert_eq!(grid(page), [vec!["甲", "→乙", "丙"], vec!["^", "1", "2", "^"], vec!["3", "→", "^"]]);
    }

    #[test]
    fn a_table_that_holds_tables_is_layout() {
        let page = "<table><tr><td><p>正文</p><table><tr><td>1<td>2</table></table>";
        assert_eq!(grid(page), [vec!["1", "2"]]);
    }

    #[test]
    fn spans_without_end_do_no_harm() {
        let cells = "<td rowspan=99999 colspan=99999>x</td>".repeat(50);
        let page = format!("<table><tr>{cells}</tr>{}</table>", "<tr><td>y</td></tr>".repeat(2_000));
        assert_eq!(grid(&page).len(), 2_001);
    }
}
