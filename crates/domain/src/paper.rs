//! A paper: the one shape that is written as Word and HTML and read from Word, Excel, PDF, HTML and text.
//!
//! A paper is a list of blocks over one decoded text. Every block, run and cell knows the characters of that text
//! which it covers, so a finding can always be shown where it stands. A run is plain text or a bound figure.

use crate::decimal::Decimal;
use crate::figure::FigureKey;
use std::fmt;

/// Rows and columns of the largest sheet that office programs know.
const ROWS_MAX: u32 = 1_048_576;
const COLUMNS_MAX: u32 = 16_384;

/// A range of Unicode characters (字, never bytes) of a paper's text, the end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

/// A paper: its decoded text and the blocks that cover it, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// The decoded text that all spans refer to.
    pub text: String,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Where within the text another page begins, as far as it is known closer than by block: character and page.
    pub pages: Vec<(usize, u32)>,
}

/// A block with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The characters that it covers.
    pub span: Span,
    /// The page on which it begins, counted from 1, where the format has pages.
    pub page: Option<u32>,
    /// Where in a workbook it stands.
    pub sheet: Option<OnSheet>,
    /// What it is.
    pub content: Content,
}

/// Where a block of a workbook stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnSheet {
    /// The name of the sheet.
    pub name: String,
    /// The cell that a paragraph fills; the cells of a table have addresses of their own.
    pub cell: Option<CellAddress>,
}

/// The address of a cell in a sheet: `B4`. The order is that of reading, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 1, as `A`.
    pub column: u32,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Running text or a heading.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A chart; it has no text of its own, its table stands beside it.
    Chart(Chart),
    /// Something that has no text here: whatever it says could not be read.
    Unread(Unread),
    /// What follows begins on a new page.
    NewPage {
        /// Turned by 90 degrees, for wide tables.
        landscape: bool,
    },
}

/// What of a file could not be read. Its block has its page, or its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unread {
    /// A page that is a picture.
    Scan,
    /// A page with letters of which the file does not say which characters they are.
    Codes,
    /// A sheet that nobody sees, because it is hidden.
    HiddenSheet,
    /// So many formulas of a sheet of which no result was saved; the block's cell is the first of them.
    Formulas(usize),
    /// So many pieces of text that are crossed out, and count as deleted.
    Struck(usize),
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The paper's title.
    Title,
    /// A heading, the chapters being level 1.
    Heading(u8),
    /// Running text.
    Body,
    /// The title above a table or chart.
    Caption,
    /// The unit above a table: `单位：万元`.
    Unit,
    /// A note under a table, in smaller type.
    Note,
    /// 附件1: the mark at the head of an appendix.
    AppendixMark,
    /// The signing body and the date at the end of the text, set to the right.
    Signature,
}

/// Running text or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is for.
    pub role: Role,
    /// Its runs in order.
    pub runs: Vec<Run>,
}

/// A piece of text, bound to a figure or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters that it covers.
    pub span: Span,
    /// The text as printed.
    pub text: String,
    /// The figure that the text shows, where it is bound to one.
    pub figure: Option<FigureKey>,
}

impl Run {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Run {
        Run { span: Span::default(), text: text.into(), figure: None }
    }

    /// A bound figure as it is printed.
    pub fn figure(key: FigureKey, printed: impl Into<String>) -> Run {
        Run { span: Span::default(), text: printed.into(), figure: Some(key) }
    }
}

/// A table on a grid of rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How many of the first rows are headings, repeated on each page.
    pub header_rows: usize,
    /// Relative widths of the columns; empty where they are equal or unknown.
    pub widths: Vec<u32>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells from left to right; a cell that is covered by one above it is there, empty and marked.
    pub cells: Vec<Cell>,
}

/// How a cell's text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// To the right, for numbers.
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The characters that it covers.
    pub span: Span,
    /// Its runs in order; paragraphs inside a cell are joined by a line feed in a run's text.
    pub runs: Vec<Run>,
    /// How many columns it covers; at least 1.
    pub columns: usize,
    /// It is covered by the cell above it (a vertical merge) and has no text.
    pub continues_above: bool,
    /// How its text is set.
    pub align: Align,
    /// How far its text is indented where no spaces in the paper's text say so, in half-width characters.
    pub indent: usize,
    /// Its address, where it was read from a workbook.
    pub address: Option<CellAddress>,
}

impl Cell {
    /// A cell of one column with plain text, to the left.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::runs(vec![Run::text(text)])
    }

    /// A cell of one column with runs, to the left.
    pub fn runs(runs: Vec<Run>) -> Cell {
        Cell { runs, columns: 1, ..Cell::default() }
    }

    /// A cell of one column that the one above it covers.
    pub fn continued() -> Cell {
        Cell { columns: 1, continues_above: true, ..Cell::default() }
    }

    /// The same cell, set otherwise.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Cell {
        self.align = align;
        self
    }

    /// The same cell over several columns.
    #[must_use]
    pub fn spanning(mut self, columns: usize) -> Cell {
        self.columns = columns.max(1);
        self
    }

    /// Its text as printed.
    pub fn content(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What a chart shows best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Upright bars over categories.
    Column,
    /// Lying bars over categories, for long names.
    Bar,
    /// Lines over time.
    Line,
}

/// A chart. Its values are figures too, so a table can always stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows best.
    pub kind: ChartKind,
    /// What the reader should see, as a sentence.
    pub title: String,
    /// The unit of all values.
    pub unit: String,
    /// The names along the axis.
    pub categories: Vec<String>,
    /// One or more series of as many values as there are categories.
    pub series: Vec<Series>,
}

/// A series of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// A value per category; `None` where it is not computable.
    pub values: Vec<Option<Decimal>>,
}

impl CellAddress {
    /// The address that is written so: `B4`, `$B$4`; `None` for anything else, and beyond what any sheet holds.
    pub fn parse(text: &str) -> Option<CellAddress> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = text.strip_suffix(digits)?;
        let letter = |sum: u32, c: u8| sum * 26 + u32::from(c.to_ascii_uppercase() - b'A') + 1;
        let column = (1..=3).contains(&letters.len()).then(|| letters.bytes().fold(0, letter))?;
        let row: u32 = digits.strip_prefix('$').unwrap_or(digits).parse().ok()?;
        ((1..=ROWS_MAX).contains(&row) && column <= COLUMNS_MAX).then_some(CellAddress { row, column })
    }

    /// The letters of its column: `B`.
    pub fn column_letters(self) -> String {
        let mut left = self.column;
        let mut letters = Vec::new();
        while left > 0 {
            letters.push(char::from_digit((left - 1) % 26 + 10, 36).unwrap_or('?').to_ascii_uppercase());
            left = (left - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row)
    }
}

impl Paragraph {
    /// A paragraph of plain text.
    pub fn plain(role: Role, text: impl Into<String>) -> Paragraph {
        Paragraph { role, runs: vec![Run::text(text)] }
    }

    /// Its text as printed.
    pub fn content(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Paper {
    /// Lays contents out over one text and gives every piece its place: blocks and rows are separated by a line feed,
    /// cells by a tab; a line feed inside a cell becomes a space; charts and page breaks cover nothing.
    pub fn lay_out(contents: impl IntoIterator<Item = Content>) -> Paper {
        let mut setter = Setter::default();
        let blocks = contents.into_iter().map(|content| setter.block(content)).collect();
        Paper { text: setter.text, blocks, pages: Vec::new() }
    }

    /// The text of a span; empty where it lies outside the text.
    pub fn slice(&self, span: Span) -> &str {
        let byte = |at: usize| self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte);
        self.text.get(byte(span.start)..byte(span.end)).unwrap_or_default()
    }

    /// The page on which a character of a block stands, where it is known.
    pub fn page_at(&self, block: usize, char: usize) -> Option<u32> {
        let turned = self.pages.partition_point(|(from, _)| *from <= char);
        let page = turned.checked_sub(1).and_then(|last| self.pages.get(last)).map(|(_, page)| *page);
        page.or(self.blocks.get(block)?.page)
    }

    /// The address of the cell in which a character stands; `None` outside workbooks.
    pub fn cell_at(&self, block: usize, char: usize) -> Option<CellAddress> {
        let block = self.blocks.get(block)?;
        let Content::Table(table) = &block.content else { return block.sheet.as_ref()?.cell };
        // Rows and cells lie one behind the other, so the last that begins here or before holds the character.
        let begins = |row: &Row| row.cells.first().is_some_and(|cell| cell.span.start <= char);
        let row = table.rows.partition_point(begins).checked_sub(1)?;
        let cells = &table.rows.get(row)?.cells;
        let cell = cells.partition_point(|cell| cell.span.start <= char).checked_sub(1)?;
        cells.get(cell)?.address
    }

    /// Every run that is bound to a figure, with the index of its block.
    pub fn figures(&self) -> impl Iterator<Item = (usize, &Run, &FigureKey)> {
        self.blocks.iter().enumerate().flat_map(|(index, block)| {
            block.runs().filter_map(move |run| Some((index, run, run.figure.as_ref()?)))
        })
    }
}

impl Block {
    /// All runs of a paragraph or of a table's cells in reading order.
    pub fn runs(&self) -> Box<dyn Iterator<Item = &Run> + '_> {
        match &self.content {
            Content::Paragraph(paragraph) => Box::new(paragraph.runs.iter()),
            Content::Table(table) => {
                Box::new(table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.runs))
            }
            Content::Chart(_) | Content::Unread(_) | Content::NewPage { .. } => Box::new(std::iter::empty()),
        }
    }
}

/// Appends text and hands out spans.
#[derive(Default)]
struct Setter {
    text: String,
    chars: usize,
}

impl Setter {
    fn push(&mut self, text: &str) -> Span {
        let start = self.chars;
        self.text.push_str(text);
        self.chars += text.chars().count();
        Span { start, end: self.chars }
    }

    fn block(&mut self, mut content: Content) -> Block {
        let start = self.chars;
        match &mut content {
            Content::Paragraph(paragraph) => self.runs(&mut paragraph.runs),
            Content::Table(table) => self.table(table),
            Content::Chart(_) | Content::Unread(_) | Content::NewPage { .. } => {}
        }
        let span = Span { start, end: self.chars };
        if matches!(content, Content::Paragraph(_) | Content::Table(_)) {
            self.push("\n");
        }
        Block { span, page: None, sheet: None, content }
    }

    fn runs(&mut self, runs: &mut [Run]) {
        for run in runs {
            run.text = run.text.replace(['\n', '\r', '\t'], " ");
            run.span = self.push(&run.text);
        }
    }

    fn table(&mut self, table: &mut Table) {
        for (index, row) in table.rows.iter_mut().enumerate() {
            if index > 0 {
                self.push("\n");
            }
            for (index, cell) in row.cells.iter_mut().enumerate() {
                if index > 0 {
                    self.push("\t");
                }
                let start = self.chars;
                self.runs(&mut cell.runs);
                cell.span = Span { start, end: self.chars };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_knows_the_characters_that_it_covers() {
        let row = |cells: &[&str]| Row { cells: cells.iter().map(|c| Cell::text(*c)).collect() };
        let paper = Paper::lay_out([
            Content::Paragraph(Paragraph {
                role: Role::Body,
                runs: vec![Run::text("执行率"), Run::figure(FigureKey::new("rate.all"), "98.50%")],
            }),
            Content::NewPage { landscape: true },
            Content::Table(Table {
                header_rows: 1,
                widths: vec![],
                rows: vec![row(&["项目", "得分"]), row(&["合计", "96"])],
            }),
        ]);
        assert_eq!(paper.text, "执行率98.50%\n项目\t得分\n合计\t96\n");
        for block in &paper.blocks {
            for run in block.runs() {
                assert_eq!(paper.slice(run.span), run.text);
            }
        }
        let (block, run, key) = paper.figures().next().unwrap();
        assert_eq!((block, run.span, key.as_str()), (0, Span { start: 3, end: 9 }, "rate.all"));
    }

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for (text, row, column) in
            [("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("XFD1048576", 1_048_576, 16_384)]
        {
            let address = CellAddress { row, column };
            assert_eq!((CellAddress::parse(text), address.to_string().as_str()), (Some(address), text));
        }
        assert_eq!(CellAddress::parse("$b$4"), CellAddress::parse("B4"));
        for text in ["", "B", "4", "B0", "XFE1", "A1048577", "AAAA1", "甲1", "B4:C5", "1B", "$", "B-4"] {
            assert_eq!(CellAddress::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_character_knows_its_cell() {
        let cell =
            |text: &str, row, column| Cell { address: Some(CellAddress { row, column }), ..Cell::text(text) };
        let rows = vec![
            Row { cells: vec![cell("项目", 3, 2), cell("", 3, 3)] },
            Row { cells: vec![cell("", 4, 2), cell("96", 4, 3)] },
        ];
        let mut paper = Paper::lay_out([
            Content::Paragraph(Paragraph::plain(Role::Body, "题")),
            Content::Table(Table { rows, ..Table::default() }),
        ]);
        paper.blocks[0].sheet = Some(OnSheet { name: "表".to_owned(), cell: CellAddress::parse("B1") });
        // 题\n项目\t\n\t96
        let at = |block, char| paper.cell_at(block, char).map(|cell| cell.to_string()).unwrap_or_default();
        assert_eq!([at(0, 0), at(1, 2), at(1, 3), at(1, 5)], ["B1", "B3", "B3", "C3"]);
        assert_eq!([at(1, 6), at(1, 7), at(1, 8), at(2, 0)], ["B4", "C4", "C4", ""]);
    }
}
