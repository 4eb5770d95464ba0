//! Tables in plain text: consecutive lines with tabs, Markdown rows between `|`, or one cell per line.

use super::lines::{Line, chars, trim};
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::paper::{Align, Block, Cell, Content, Row, Run, Span, Table};

/// The head of a column that stands on a line of its own is no longer.
const WORD_CHARS_MAX: usize = 16;
/// Columns and rows of a table with one cell per line: fewer may be a list, more are not guessed.
const STACKED_COLUMNS_MIN: usize = 3;
const STACKED_COLUMNS_MAX: usize = 8;
const STACKED_ROWS_MIN: usize = 2;

/// The table that begins with the first of the lines, and how many lines it takes.
pub(super) fn table(lines: &[Line<'_>]) -> Option<(Block, usize)> {
    tabbed(lines).or_else(|| markdown(lines)).or_else(|| stacked(lines))
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

/// One cell per line, as a table is copied out of some programs, with or without blank lines between: words that head
/// the columns, then rows of a name and as many numbers as there are columns left.
fn stacked(lines: &[Line<'_>]) -> Option<(Block, usize)> {
    let filled = || lines.iter().enumerate().filter(|(_, line)| !line.trimmed.is_empty());
    let is_word = |line: &Line<'_>| !is_number(line.trimmed) && chars(line.trimmed) <= WORD_CHARS_MAX;
    let words = filled().take(STACKED_COLUMNS_MAX + 2).take_while(|(_, line)| is_word(line)).count();
    let columns = words
        .checked_sub(1)
        .filter(|columns| (STACKED_COLUMNS_MIN..=STACKED_COLUMNS_MAX).contains(columns))?;
    let mut cells = filled();
    // A row and the lines that it ends behind; its first cell is a word, the others numbers but for the head.
    let mut next = |is_head: bool| {
        let row: Vec<(usize, &Line<'_>)> = cells.by_ref().take(columns).collect();
        let fits = |(column, (_, line)): (usize, &(usize, &Line<'_>))| {
            if is_head || column == 0 { is_word(line) } else { is_number(line.trimmed) }
        };
        let end = row.last().filter(|_| row.len() == columns && row.iter().enumerate().all(fits))?.0 + 1;
        Some((Row { cells: row.iter().map(|(_, line)| cell(line)).collect() }, end))
    };
    let (head, _) = next(true)?;
    let (body, ends): (Vec<Row>, Vec<usize>) = std::iter::from_fn(|| next(false)).unzip();
    let taken = *ends.last().filter(|_| body.len() >= STACKED_ROWS_MIN)?;
    let rows = std::iter::once(head).chain(body).collect();
    Some((block(lines, taken, Table { header_rows: 1, rows, ..Table::default() }), taken))
}

/// A cell that fills its line.
fn cell(line: &Line<'_>) -> Cell {
    let span = Span { start: line.trimmed_at, end: line.trimmed_at + chars(line.trimmed) };
    let run = Run { span, text: line.trimmed.to_owned(), figure: None };
    Cell { span, runs: vec![run], columns: 1, ..Cell::default() }
}

/// A number as it stands alone in a cell, or the sign of an empty one.
fn is_number(text: &str) -> bool {
    let digits = text.strip_suffix(['%', '％', '分']).unwrap_or(text);
    Decimal::parse(digits).is_ok() || ["—", "-", "/", "——"].contains(&text)
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
    fn one_cell_per_line_is_a_table_where_names_and_numbers_alternate() {
        let text = "表1 执行情况\n\n单位：万元\n\n项目\n\n预算\n\n支付\n\n甲\n\n1,000.00\n\n98.5\n\n合计\n\n1,000.00\n\n98.5\n\n注：无。\n";
        let rows = vec![
            vec!["项目", "预算", "支付"],
            vec!["甲", "1,000.00", "98.5"],
            vec!["合计", "1,000.00", "98.5"],
        ];
        assert_eq!(tables(text), [rows]);
        assert_eq!(read(text).blocks.len(), 4);
        // A row that has lost a cell ends it, and a list is none.
        assert_eq!(tables("项目\n预算\n支付\n甲\n1\n2\n乙\n3\n4\n丙\n5\n丁\n6\n").len(), 1);
        for text in [
            "项目\n预算\n支付\n甲\n1\n2\n乙\n3\n丙\n4\n",
            "甲\n1\n乙\n2\n丙\n3\n",
            "一、情况\n二、问题\n三、措施\n",
            "1\n2\n3\n",
        ] {
            assert!(tables(text).is_empty(), "{text}");
        }
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
