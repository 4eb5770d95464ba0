//! Tables: a grid with merges, headings that repeat, rows that stay whole.

use super::paragraph::{Controls, runs, value};
use super::widths::{Layout, layout};
use crate::markup::Markup;
use mingzhang_domain::paper::{Align, Cell, Row, Table};

/// The least height of a row in twips: 8 mm, room for a signature and for the eye.
const ROW_HEIGHT: &str = "454";
/// A table of no more rows than this stays on one page.
const WHOLE_ROWS_MAX: usize = 9;

/// Writes a table that fills the text width (in twips); `noted` is whether a note follows, which should not be alone
/// on the next page.
pub(super) fn write(body: &mut Markup, table: &Table, text_width: u32, noted: bool, controls: &mut Controls) {
    if table.rows.is_empty() {
        return;
    }
    let layout = layout(table, text_width);
    body.element("w:tbl", &[], |tbl| {
        tbl.element("w:tblPr", &[], |properties| {
            value(properties, "w:tblStyle", "TableGrid");
            properties.empty("w:tblW", &[("w:w", &text_width.to_string()), ("w:type", "dxa")]);
            value(properties, "w:jc", "center");
            properties.empty("w:tblLayout", &[("w:type", "fixed")]);
        });
        tbl.element("w:tblGrid", &[], |grid| {
            for width in &layout.widths {
                grid.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        for (index, cells) in table.rows.iter().enumerate() {
            let below = table.rows.get(index + 1);
            let is_head = index < table.header_rows;
            // Neither the first nor the last row stands alone on its page.
            let is_second_to_last = index + 2 == table.rows.len();
            let keep_next = match below {
                Some(_) => {
                    table.rows.len() <= WHOLE_ROWS_MAX || index <= table.header_rows || is_second_to_last
                }
                // A small table would be pulled to the next page by its note as a whole.
                None => noted && table.rows.len() > WHOLE_ROWS_MAX,
            };
            row(tbl, cells, below, Look { is_head, keep_next, small: layout.small }, &layout, controls);
        }
    });
}

/// How the cells of a row are set.
#[derive(Clone, Copy)]
struct Look {
    is_head: bool,
    keep_next: bool,
    small: bool,
}

impl Look {
    fn style(self) -> String {
        let style = if self.is_head { "TableHead" } else { "TableText" };
        format!("{style}{}", if self.small { "Small" } else { "" })
    }
}

fn row(
    tbl: &mut Markup,
    row: &Row,
    below: Option<&Row>,
    look: Look,
    layout: &Layout,
    controls: &mut Controls,
) {
    let filled: usize = row.cells.iter().map(|cell| cell.columns.max(1)).sum();
    let missing = if filled == 0 { 0 } else { layout.widths.len().saturating_sub(filled) };
    tbl.element("w:tr", &[], |tr| {
        tr.element("w:trPr", &[], |properties| {
            if missing > 0 {
                value(properties, "w:gridAfter", &missing.to_string());
            }
            properties.empty("w:cantSplit", &[]);
            properties.empty("w:trHeight", &[("w:val", ROW_HEIGHT), ("w:hRule", "atLeast")]);
            if look.is_head {
                properties.empty("w:tblHeader", &[]);
            }
        });
        let mut column = 0;
        // Word opens no row without a cell.
        let blank = [Cell { columns: layout.widths.len(), ..Cell::default() }];
        for cell in if row.cells.is_empty() { &blank[..] } else { &row.cells } {
            let merge = merge(cell, column, below);
            let columns = cell.columns.max(1);
            let width = layout.widths.iter().skip(column).take(columns).sum();
            self::cell(tr, cell, merge, look, width, controls);
            column += columns;
        }
    });
}

/// The cell's part in a vertical merge: `restart` where it begins one, `continue` where it is covered.
fn merge(cell: &Cell, column: usize, below: Option<&Row>) -> Option<&'static str> {
    if cell.continues_above {
        return Some("continue");
    }
    let mut at = 0;
    for under in below.map(|row| row.cells.as_slice()).unwrap_or_default() {
        if at == column {
            return under.continues_above.then_some("restart");
        }
        at += under.columns.max(1);
    }
    None
}

fn cell(tr: &mut Markup, cell: &Cell, merge: Option<&str>, look: Look, width: u32, controls: &mut Controls) {
    let columns = cell.columns.max(1);
    tr.element("w:tc", &[], |tc| {
        tc.element("w:tcPr", &[], |properties| {
            properties.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if columns > 1 {
                value(properties, "w:gridSpan", &columns.to_string());
            }
            if let Some(merge) = merge {
                value(properties, "w:vMerge", merge);
            }
            value(properties, "w:vAlign", "center");
        });
        tc.element("w:p", &[], |p| {
            p.element("w:pPr", &[], |properties| {
                value(properties, "w:pStyle", &look.style());
                if look.keep_next {
                    properties.empty("w:keepNext", &[]);
                }
                match cell.align {
                    _ if look.is_head => {}
                    Align::Left => {}
                    Align::Center => value(properties, "w:jc", "center"),
                    Align::Right => value(properties, "w:jc", "right"),
                }
            });
            // What a merge covers is not printed; its text would only show when the merge is undone.
            if !cell.continues_above {
                runs(p, &cell.runs, controls);
            }
        });
    });
}
