//! Tables in plain text: consecutive lines with tabs, or Markdown rows between `|`.

use super::lines::{Line, chars, trim};
use mingzhang_domain::paper::{Align, Block, Cell, Content, Row, Run, Span, Table};

/// The table that begins with the first of the lines, and how many lines it takes.
pub(super) fn table(lines: &[Line<'_>]) -> Option<(Block, usize)> {
    tabbed(lines).or_else(|| markdown(lines))
}

/// Lines with tabs, as a sheet or a Word table is pasted. A tab that only indents a paragraph makes no table, so one
/// of the lines must have a tab between two cells.
fn tabbed(lines: &[Line<'_>]) -> Option<(Block, usize)> {
    let taken = lines.iter().take_while(|line| line.text.contains('\t') && !line.trimmed.is_empty()).count();
    let rows = lines.get(..taken)?;
    if !rows.iter().any(|line| line.trimmed.contains('\t')) {
        return None;
    }
    let rows = rows.iter().map(|line| Row { cells: cells(line.text, line.at, '\t') }).collect();
    Some((block(lines, taken, Table { rows, ..Table::default() }), taken))
}

/// Markdown rows; the line of dashes is dropped, the row above it is the heading.
fn markdown(lines: &[Line<'_>]) -> Option<(Block, usize)> {
    let is_row = |line: &&Line<'_>| line.trimmed.starts_with('|') && line.trimmed.matches('|').count() >= 2;
    let taken = lines.iter().take_while(is_row).count();
    let mut table = Table::default();
    let mut aligns = Vec::new();
    for (index, line) in lines.get(..taken)?.iter().enumerate() {
        let inner = line.trimmed.strip_prefix('|')?;
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let row =
            Row { cells: cells(inner, line.trimmed_at + 1, '|').into_iter().map(without_emphasis).collect() };
        if index == 1 && row.cells.iter().all(is_dashes) {
            aligns = row.cells.iter().map(|cell| stated_align(&cell.content())).collect();
            table.header_rows = 1;
        } else {
            table.rows.push(row);
        }
    }
    for row in &mut table.rows {
        row.cells.iter_mut().zip(&aligns).for_each(|(cell, align)| cell.align = *align);
    }
    (taken > 0).then(|| (block(lines, taken, table), taken))
}

fn block(lines: &[Line<'_>], taken: usize, table: Table) -> Block {
    let start = lines.first().map_or(0, |line| line.at);
    let end = taken
        .checked_sub(1)
        .and_then(|last| lines.get(last))
        .map_or(start, |line| line.at + chars(line.text));
    Block { span: Span { start, end }, page: None, sheet: None, content: Content::Table(table) }
}

/// The cells of a row, each with the place of its trimmed text; an empty cell has no run.
fn cells(text: &str, at: usize, separator: char) -> Vec<Cell> {
    let mut at = at;
    let mut cells = Vec::new();
    for piece in text.split(separator) {
        let (trimmed, indent) = trim(piece);
        // A cell of spaces alone stands where it begins, not where its spaces end.
        let start = if trimmed.is_empty() { at } else { at + indent };
        let span = Span { start, end: start + chars(trimmed) };
        let run = Run { span, text: trimmed.to_owned(), figure: None };
        let runs = if trimmed.is_empty() { Vec::new() } else { vec![run] };
        cells.push(Cell { span, runs, columns: 1, ..Cell::default() });
        at += chars(piece) + 1;
    }
    cells
}

/// A cell of Markdown without the stars around all of its text: `**合计**`.
fn without_emphasis(mut cell: Cell) -> Cell {
    let Some(run) = cell.runs.first_mut() else { return cell };
    for mark in ["**", "__", "*"] {
        let inner = run.text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        if let Some(inner) =
            inner.filter(|inner| !inner.is_empty() && !inner.contains(mark)).map(str::to_owned)
        {
            let start = run.span.start + chars(mark);
            run.span = Span { start, end: start + chars(&inner) };
            run.text = inner;
        }
    }
    cell.span = run.span;
    cell
}

/// `---`, `:--`, `--:`, `:-:`
fn is_dashes(cell: &Cell) -> bool {
    let text = cell.content();
    text.contains('-') && text.chars().all(|c| c == '-' || c == ':')
}

fn stated_align(dashes: &str) -> Align {
    match (dashes.starts_with(':'), dashes.ends_with(':')) {
        (true, true) => Align::Center,
        (false, true) => Align::Right,
        _ => Align::Left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::read;

    fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
        let paper = read(text);
        let mut tables = Vec::new();
        for block in &paper.blocks {
            let Content::Table(table) = &block.content else { continue };
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                assert_eq!(paper.slice(cell.span), cell.content());
            }
            let row = |row: &Row| row.cells.iter().map(Cell::content).collect();
            tables.push(table.rows.iter().map(row).collect());
        }
        tables
    }

    #[test]
    fn lines_with_tabs_are_one_table_until_a_line_without() {
        let text = "正文\n\t\t 分值\t得分\r\n决策\t相关性\t3\t\r\n\n执行\t\t5\t4\n";
        assert_eq!(
            tables(text),
            [
                vec![vec!["", "", "分值", "得分"], vec!["决策", "相关性", "3", ""]],
                vec![vec!["执行", "", "5", "4"]]
            ]
        );
    }

    #[test]
    fn a_tab_that_only_indents_makes_no_table() {
        assert!(tables("\t第一段正文。\n\t第二段正文。\n").is_empty());
    }

    #[test]
    fn one_cell_per_line_is_a_table_also_with_blank_lines_between() {
        let text = "单位：万元\n\n项目\n\n预算\n\n支付\n\n甲\n\n1,000.00\n\n98.5\n\n合计\n\n1,000.00\n\n98.5\n\n注：无。\n";
        let rows = vec![
            vec!["项目", "预算", "支付"],
            vec!["甲", "1,000.00", "98.5"],
            vec!["合计", "1,000.00", "98.5"],
        ];
        assert_eq!(tables(text), [rows]);
        assert_eq!(read(text).blocks.len(), 3);
    }

    #[test]
    fn stars_around_a_cell_are_not_in_its_figure() {
        let text = "|**合计**|*96.5*|**a** b **c**|***|\n|--|--|--|--|\n";
        assert_eq!(tables(text), [vec![vec!["合计", "96.5", "**a** b **c**", "***"]]]);
    }

    #[test]
    fn markdown_rows_lose_the_line_of_dashes() {
        let text = "| 项目 | 金额 |\n|:--|--:|\n| 甲 | 1.00 |\n|  | 2 |\n";
        assert_eq!(tables(text), [vec![vec!["项目", "金额"], vec!["甲", "1.00"], vec!["", "2"]]]);
        let paper = read(text);
        let Content::Table(table) = &paper.blocks[0].content else { panic!("a table") };
        assert_eq!((table.header_rows, table.rows[1].cells[1].align), (1, Align::Right));
    }
}
