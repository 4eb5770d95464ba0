//! Text to paper, for tests: lines are paragraphs, consecutive lines with tabs are a table, a blank line ends a block.

#[allow(dead_code, reason = "each test takes the parts that it needs")]
pub mod mutate;
#[allow(dead_code, reason = "each test takes the parts that it needs")]
pub mod shapes;

use mingzhang_domain::paper::{Block, Cell, Content, Paper, Paragraph, Role, Row, Run, Span, Table};

/// A paper from text; every place is a range of its characters.
pub fn paper(text: &str) -> Paper {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut at, mut in_table) = (0, false);
    for line in text.split('\n') {
        let span = Span { start: at, end: at + line.chars().count() };
        at = span.end + 1;
        let is_row = line.contains('\t');
        match blocks.last_mut() {
            Some(Block { content: Content::Table(table), span: whole, .. }) if is_row && in_table => {
                table.rows.push(row(line, span.start));
                whole.end = span.end;
            }
            _ if is_row => {
                let table = Table { header_rows: 0, widths: vec![], rows: vec![row(line, span.start)] };
                blocks.push(Block { span, page: None, sheet: None, content: Content::Table(table) });
            }
            _ if line.trim().is_empty() => {}
            _ => {
                let runs = vec![Run { span, text: line.to_owned(), figure: None }];
                let content = Content::Paragraph(Paragraph { role: Role::Body, runs });
                blocks.push(Block { span, page: None, sheet: None, content });
            }
        }
        in_table = is_row;
    }
    Paper { text: text.to_owned(), blocks, pages: vec![] }
}

fn row(line: &str, mut at: usize) -> Row {
    let cells = line.split('\t').map(|text| {
        let span = Span { start: at, end: at + text.chars().count() };
        at = span.end + 1;
        Cell {
            span,
            runs: vec![Run { span, text: text.to_owned(), figure: None }],
            columns: 1,
            ..Cell::default()
        }
    });
    Row { cells: cells.collect() }
}
