//! Tables of which every cell stands on a line of its own, as they are copied out of some programs: known among the
//! paragraphs of a paper, in whatever form it came.

use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::paper::{Block, Cell, Content, Row, Span, Table};

/// A cell that is no number is no longer.
const WORD_CHARS_MAX: usize = 16;
/// Columns and rows under the head: fewer may be a list, more are not guessed.
const COLUMNS_MIN: usize = 3;
const COLUMNS_MAX: usize = 8;
const ROWS_MIN: usize = 2;

/// How many columns and rows a table has, the head counted.
#[derive(Clone, Copy)]
struct Shape {
    columns: usize,
    rows: usize,
}

/// Puts paragraphs that are one cell each together: words that head the columns, then rows of a name and as many
/// numbers as there are columns left. Every cell keeps the place of its paragraph.
pub(crate) fn join(blocks: &mut Vec<Block>) {
    let mut rest = std::mem::take(blocks).into_iter();
    loop {
        if let Some(shape) = shape(rest.as_slice()) {
            let cells = rest.by_ref().take(shape.columns * shape.rows).collect();
            blocks.extend(table(cells, shape.columns));
        } else if let Some(block) = rest.next() {
            blocks.push(block);
        } else {
            break;
        }
    }
}

/// The table that begins with the first of the blocks.
fn shape(blocks: &[Block]) -> Option<Shape> {
    let words = blocks.iter().take(COLUMNS_MAX + 2).take_while(|block| is_word(block)).count();
    // The words end with the name of the first row.
    let columns = words.checked_sub(1).filter(|columns| (COLUMNS_MIN..=COLUMNS_MAX).contains(columns))?;
    let is_row = |row: &&[Block]| match row {
        [name, numbers @ ..] => is_word(name) && numbers.iter().all(is_number),
        [] => false,
    };
    let body = blocks.get(columns..)?.chunks_exact(columns).take_while(is_row).count();
    (body >= ROWS_MIN).then_some(Shape { columns, rows: body + 1 })
}

fn is_word(block: &Block) -> bool {
    text(block).is_some_and(|text| !is_numeral(&text) && text.chars().count() <= WORD_CHARS_MAX)
}

fn is_number(block: &Block) -> bool {
    text(block).is_some_and(|text| is_numeral(&text))
}

/// The text of a paragraph.
fn text(block: &Block) -> Option<String> {
    match &block.content {
        Content::Paragraph(paragraph) => Some(paragraph.content().trim().to_owned()),
        _ => None,
    }
}

/// A number as it stands alone in a cell, or the sign of an empty one.
pub(crate) fn is_numeral(text: &str) -> bool {
    let digits = text.strip_suffix(['%', '％', '分']).unwrap_or(text);
    Decimal::parse(digits).is_ok() || ["—", "-", "/", "——"].contains(&text)
}

/// The table of cells that are given row by row.
fn table(cells: Vec<Block>, columns: usize) -> Option<Block> {
    let (first, last) = (cells.first()?, cells.last()?);
    let span = Span { start: first.span.start, end: last.span.end };
    let (page, sheet) = (first.page, first.sheet.clone());
    let mut rows: Vec<Row> = Vec::new();
    for (index, block) in cells.into_iter().enumerate() {
        if index % columns == 0 {
            rows.push(Row::default());
        }
        rows.last_mut()?.cells.push(cell(block));
    }
    let content = Content::Table(Table { header_rows: 1, rows, ..Table::default() });
    Some(Block { span, page, sheet, content })
}

/// A cell that fills its paragraph.
fn cell(block: Block) -> Cell {
    let runs = match block.content {
        Content::Paragraph(paragraph) => paragraph.runs,
        _ => Vec::new(),
    };
    Cell { span: block.span, runs, columns: 1, ..Cell::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::paper::{Paper, Paragraph, Role};

    /// The tables in paragraphs that `|` parts.
    fn tables(paragraphs: &str) -> Vec<Vec<String>> {
        let paragraph = |text: &str| Content::Paragraph(Paragraph::plain(Role::Body, text));
        let mut paper = Paper::lay_out(paragraphs.split('|').map(paragraph));
        join(&mut paper.blocks);
        let mut tables = Vec::new();
        for block in &paper.blocks {
            let Content::Table(table) = &block.content else { continue };
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                assert_eq!(paper.slice(cell.span), cell.content());
            }
            let row = |row: &Row| row.cells.iter().map(Cell::content).collect::<Vec<_>>().join(" ");
            tables.push(table.rows.iter().map(row).collect());
        }
        tables
    }

    #[test]
    fn names_and_numbers_that_alternate_are_a_table() {
        let paper = "表1 执行情况|单位：万元|项目|预算|支付|甲|1,000.00|98.5|合计|1,000.00|—|注：无。";
        assert_eq!(tables(paper), [["项目 预算 支付", "甲 1,000.00 98.5", "合计 1,000.00 —"]]);
        assert_eq!(tables(&format!("{paper}|{paper}")).len(), 2);
    }

    #[test]
    fn a_row_that_has_lost_a_cell_ends_the_table() {
        let paper = "项目|预算|支付|甲|1|2|乙|3|4|丙|5|丁|6";
        assert_eq!(tables(paper), [["项目 预算 支付", "甲 1 2", "乙 3 4"]]);
    }

    #[test]
    fn lists_and_a_single_row_are_no_table() {
        for paper in [
            "项目|预算|支付|甲|1|2|乙|3|丙|4",
            "甲|1|乙|2|丙|3",
            "一、情况|二、问题|三、措施",
            "1|2|3",
            "项目|预算|支付",
        ] {
            assert!(tables(paper).is_empty(), "{paper}");
        }
    }
}
