//! Tables as grids: merged cells spread out, parts that a page break divided joined, headings named per column.

use super::cell_text;
use super::heading::{HEADINGS_MAX, caption_rows, header_rows, is_form_heading, numbering_row};
use super::units::{Captioned, Things, Unit, captioned};
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::Place;
use mingzhang_domain::paper::{Content, Paper, Role, Table};

/// A cell of a grid.
#[derive(Clone, Debug, Default)]
pub(crate) struct GridCell {
    /// Its text without spaces around it; empty where another cell covers it.
    pub text: String,
    /// Its place, with `B4` in a workbook, else `第3行第5列`.
    pub place: Place,
    /// How many spaces stand before its text; a full-width one counts as two.
    pub indent: usize,
}

impl GridCell {
    /// Its number, where it holds nothing else than a number with at most a unit of points or percent.
    pub(crate) fn number(&self) -> Option<Decimal> {
        let text = self.text.strip_suffix(['分', '%', '％']).unwrap_or(&self.text);
        Decimal::parse(text).ok()
    }

    /// A percentage, as printed.
    pub(crate) fn percent(&self) -> Option<Decimal> {
        Decimal::parse(self.text.strip_suffix(['%', '％'])?).ok()
    }

    /// It has text that is no number.
    pub(crate) fn is_words(&self) -> bool {
        !self.text.is_empty() && self.number().is_none()
    }
}

/// A table as a grid of rows of equal length.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// The rows, headings first.
    pub rows: Vec<Vec<GridCell>>,
    /// How many of them are headings.
    pub header_rows: usize,
    /// The heading row that only numbers the columns: 栏次 1 2 3=1+2.
    pub numbering: Option<usize>,
    /// The unit that its caption states for all amounts.
    pub unit: Option<Unit>,
    /// What its caption says of things that are counted.
    pub things: Things,
    /// How many rows of the table stand above the first: its name and its unit.
    pub captions: usize,
}

impl Grid {
    /// How many columns it has.
    pub(crate) fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The heading of a column: the lowest heading cell with text.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.heading_cell(column).map_or("", |cell| cell.text.as_str())
    }

    /// The heading cell of a column.
    pub(crate) fn heading_cell(&self, column: usize) -> Option<&GridCell> {
        self.headings(column).last()
    }

    /// All heading cells with text of a column, from the top; the one that only numbers the column is left out.
    pub(crate) fn headings(&self, column: usize) -> impl Iterator<Item = &GridCell> {
        let named = |(r, _): &(usize, _)| Some(*r) != self.numbering;
        let headers = self.rows.iter().take(self.header_rows).enumerate().filter(named);
        headers.filter_map(move |(_, row)| row.get(column)).filter(|cell| !cell.text.is_empty())
    }

    /// The heading over the group of columns to which one belongs: that of a merged cell above it, however far left
    /// that begins; empty where there is none.
    pub(crate) fn group(&self, column: usize) -> (usize, &str) {
        let Some(top) = self.rows.first().filter(|_| self.header_rows > 1) else { return (column, "") };
        let named = |c: &usize| top.get(*c).is_some_and(|cell| !cell.text.is_empty());
        match (0..=column).rev().take(GROUP_MAX).find(named) {
            Some(first) => (first, top.get(first).map_or("", |cell| cell.text.as_str())),
            None => (column, ""),
        }
    }

    /// The rows below the headings, with their index.
    pub(crate) fn body(&self) -> impl Iterator<Item = (usize, &Vec<GridCell>)> {
        self.rows.iter().enumerate().skip(self.header_rows)
    }

    /// The parts of a form that puts several tables into one grid, each with its own row of headings; a table of two
    /// sides (收入 and 支出) is two.
    pub(crate) fn sections(&self) -> Vec<Grid> {
        let mut sections: Vec<Grid> = vec![Grid { numbering: self.numbering, ..self.blank() }];
        for (r, row) in self.rows.iter().enumerate() {
            if r > 0 && r >= self.header_rows && is_form_heading(row) {
                sections.push(Grid { header_rows: 1, ..self.blank() });
            } else if r < self.header_rows {
                sections.iter_mut().for_each(|s| s.header_rows = r + 1);
            }
            sections.last_mut().into_iter().for_each(|s| s.rows.push(row.clone()));
        }
        sections.into_iter().flat_map(Grid::sides).collect()
    }

    /// A table of the same caption without rows.
    fn blank(&self) -> Grid {
        Grid { unit: self.unit.clone(), things: self.things, ..Grid::default() }
    }

    /// The table with its rows as columns, where it is small and its first column names them: 应付, 扣减, 实付 by quarter.
    /// A second column may say the units.
    pub(crate) fn turned(&self) -> Option<Grid> {
        const MOST: usize = 16;
        let units = self.heading(1).ends_with("单位");
        let first = 1 + usize::from(units);
        let body: Vec<&Vec<GridCell>> = self.body().map(|(_, row)| row).collect();
        let fits = (3..=MOST).contains(&body.len()) && (first + 3..=MOST).contains(&self.width());
        let named = body.iter().all(|row| row.first().is_some_and(GridCell::is_words));
        if !fits || !named || self.header_rows != 1 {
            return None;
        }
        let heading = |row: &Vec<GridCell>| {
            let mut cell = row.first().cloned().unwrap_or_default();
            let unit = row.get(1).filter(|unit| units && !unit.text.is_empty());
            cell.text.extend(unit.map(|unit| format!("（{}）", unit.text)));
            cell
        };
        let mut rows =
            vec![[GridCell::default()].into_iter().chain(body.iter().map(|r| heading(r))).collect()];
        for column in first..self.width() {
            let name = self.cell(0, column).cloned().unwrap_or_default();
            let cells = body.iter().map(|row| row.get(column).cloned().unwrap_or_default());
            rows.push([name].into_iter().chain(cells).collect::<Vec<GridCell>>());
        }
        Some(Grid { rows, header_rows: 1, ..self.blank() })
    }

    /// The sides of a table that puts two beside each other: a second column of names behind a column of numbers.
    fn sides(self) -> Vec<Grid> {
        let Some(second) = self.second_side() else { return vec![self] };
        let (mut left, mut right) = (self.clone(), self);
        left.rows.iter_mut().for_each(|row| row.truncate(second));
        right.rows.iter_mut().for_each(|row| drop(row.drain(..second.min(row.len()))));
        vec![left, right]
    }

    /// Where the second side begins: its column of names has the heading of the first one again, or a heading of
    /// its own (支出) stands over it.
    fn second_side(&self) -> Option<usize> {
        let worded = |column: usize| {
            let cells = || self.body().filter_map(|(_, row)| row.get(column)).filter(|c| !c.text.is_empty());
            cells().next().is_some() && cells().filter(|c| c.is_words()).count() * 2 > cells().count()
        };
        let numbered =
            |column: usize| self.body().filter_map(|(_, row)| row.get(column)).any(|c| c.number().is_some());
        let first = self.heading(0);
        let again = |column: &usize| {
            let own = self.heading(*column);
            let sides = ["收入", "支出"].map(|side| {
                self.headings(0).any(|h| h.text.contains(side))
                    && self.headings(*column).any(|h| h.text.contains(side))
            });
            let income_and_expenditure = self.headings(0).any(|h| h.text.starts_with("收入"))
                && self.headings(*column).any(|h| h.text.starts_with("支出"));
            !own.is_empty() && (own == first || income_and_expenditure) && !sides.iter().all(|same| *same)
        };
        let column = (2..self.width()).find(again).filter(|column| worded(0) && worded(*column))?;
        let beside = (1..column).any(numbered) && (column + 1..self.width()).any(numbered);
        beside.then_some(column)
    }

    /// A cell.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&GridCell> {
        self.rows.get(row)?.get(column)
    }

    /// The columns whose heading satisfies a test.
    pub(crate) fn columns(&self, test: impl Fn(&str) -> bool) -> Vec<usize> {
        (0..self.width()).filter(|column| test(self.heading(*column))).collect()
    }
}

/// A merged heading covers no more columns than this.
const GROUP_MAX: usize = 40;

/// All tables of a paper; what a page break divided is one table again.
pub(crate) fn grids(paper: &Paper) -> Vec<Grid> {
    let chars: Vec<char> = paper.text.chars().collect();
    let mut grids: Vec<Grid> = Vec::new();
    // Of the last grid: it may be joined of thousands of parts and is not measured again for each.
    let mut width = 0;
    let mut caption = Captioned::default();
    let mut adjacent = false;
    for (index, block) in paper.blocks.iter().enumerate() {
        match &block.content {
            Content::Table(table) => {
                let grid = grid(table, index, std::mem::take(&mut caption), &chars);
                let own_width = widest(&grid);
                match grids.last_mut().filter(|_| adjacent) {
                    Some(last) if continues(last, &grid, own_width <= width) => {
                        join(last, grid);
                        width = width.max(own_width);
                    }
                    _ => {
                        grids.push(grid);
                        width = own_width;
                    }
                }
                adjacent = true;
            }
            Content::Paragraph(paragraph) => {
                let text = paragraph.content();
                let text = text.trim();
                let furniture = text.is_empty()
                    || (text.chars().count() <= 4 && text.contains(|c: char| c.is_ascii_digit()));
                adjacent &= furniture;
                if text.contains("单位") || matches!(paragraph.role, Role::Unit) {
                    caption = captioned(text);
                } else if !furniture && !matches!(paragraph.role, Role::Caption) {
                    caption = Captioned::default();
                }
            }
            Content::Chart(_) | Content::Unread(_) | Content::NewPage { .. } => {}
        }
    }
    for grid in &mut grids {
        level(grid);
    }
    grids
}

fn grid(table: &Table, index: usize, caption: Captioned, chars: &[char]) -> Grid {
    let mut rows: Vec<Vec<GridCell>> = table
        .rows
        .iter()
        .map(|row| {
            let mut cells = Vec::new();
            for cell in &row.cells {
                let address = cell.address.map(|address| address.to_string());
                let place = Place { cell: address, ..Place::text(index, cell.span) };
                let content = cell.content();
                let text = cell_text::plain(&content);
                let before = chars.get(..cell.span.start).unwrap_or_default().iter().rev();
                let indent = cell.indent + indent(before.copied()) + indent(content.chars());
                cells.push(GridCell { text, place: place.clone(), indent });
                let covered = GridCell { place, ..GridCell::default() };
                // A width beyond any sheet is damage, not a merge.
                cells.extend(std::iter::repeat_n(covered, cell.columns.clamp(1, 64) - 1));
            }
            cells
        })
        .collect();
    let captions = caption_rows(&rows);
    let said = rows.drain(..captions).flatten().filter(|cell| cell.text.contains(['：', ':', '（', '(']));
    let said: Vec<Captioned> = said.map(|cell| captioned(&cell.text)).collect();
    let things = said.iter().map(|said| said.things).rfind(|things| *things != Things::Unsaid);
    let things = things.unwrap_or(caption.things);
    let unit = said.into_iter().filter_map(|said| said.unit).next_back().or(caption.unit);
    let unit = cell_text::unit_once(&mut rows, unit);
    let stated = table.header_rows.saturating_sub(captions).min(rows.len()).min(HEADINGS_MAX);
    let named = header_rows(&rows).max(stated);
    let numbering = numbering_row(&rows, named);
    let header_rows = numbering.map_or(named, |row| named.max(row + 1));
    Grid { rows, header_rows, numbering, unit, things, captions }
}

/// How far a text is indented by the spaces with which it begins.
fn indent(chars: impl Iterator<Item = char>) -> usize {
    let width = |c: char| match c {
        ' ' | '\u{a0}' => Some(1),
        '\u{3000}' => Some(2),
        _ => None,
    };
    chars.map_while(width).take(40).sum()
}

/// Whether a table goes on with the one before: it repeats its headings, or has none and is not wider.
fn continues(before: &Grid, after: &Grid, fits: bool) -> bool {
    let open = after.header_rows == 0 || opens_with_blank(after);
    repeats_headings(before, after) || (before.header_rows > 0 && open && fits)
}

/// Its first row leaves the first cell open and holds a number: a row of a group that began on the page before.
fn opens_with_blank(grid: &Grid) -> bool {
    grid.rows.first().is_some_and(|row| {
        row.first().is_some_and(|c| c.text.is_empty()) && row.iter().any(|c| c.number().is_some())
    })
}

fn repeats_headings(before: &Grid, after: &Grid) -> bool {
    fn texts(grid: &Grid) -> impl Iterator<Item = &String> {
        grid.rows.iter().take(grid.header_rows).flatten().map(|c| &c.text).filter(|text| !text.is_empty())
    }
    after.header_rows > 0 && texts(before).eq(texts(after))
}

fn widest(grid: &Grid) -> usize {
    grid.rows.iter().map(Vec::len).max().unwrap_or(0)
}

fn join(before: &mut Grid, after: Grid) {
    let repeated = if repeats_headings(before, &after) { after.header_rows } else { 0 };
    before.rows.extend(after.rows.into_iter().skip(repeated));
}

/// Fills rows up to one length, names each cell's row and column, and shows what only stands in the header's merge.
fn level(grid: &mut Grid) {
    let width = widest(grid).min(1024);
    let captions = grid.captions;
    for (r, row) in grid.rows.iter_mut().enumerate() {
        let end = row.last().map(|c| c.place.clone()).unwrap_or_default();
        let at = end.span.map(|s| s.end).unwrap_or_default();
        let edge =
            Place { span: Some(mingzhang_domain::paper::Span { start: at, end: at }), cell: None, ..end };
        row.truncate(width);
        row.resize_with(width, || GridCell { place: edge.clone(), ..GridCell::default() });
        for (c, cell) in row.iter_mut().enumerate() {
            cell.place.cell.get_or_insert_with(|| format!("第{}行第{}列", captions + r + 1, c + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::paper::{Cell, Row};

    fn table(rows: &[&[&str]]) -> Content {
        let rows = rows.iter().map(|r| Row { cells: r.iter().map(|c| Cell::text(*c)).collect() }).collect();
        Content::Table(Table { header_rows: 0, widths: vec![], rows })
    }

    #[test]
    fn a_table_goes_on_behind_a_page_break() {
        let paper = Paper::lay_out([
            table(&[&["指标", "分值", "得分"], &["甲", "5", "4"]]),
            table(&[&["", "5", "5"], &["合计", "10", "9"]]),
            table(&[&["序号", "姓名"], &["1", "某"]]),
        ]);
        let grids = grids(&paper);
        assert_eq!(grids.iter().map(|g| g.rows.len()).collect::<Vec<_>>(), [4, 2]);
        assert_eq!(grids[0].heading(2), "得分");
    }

    #[test]
    fn a_merged_cell_covers_its_columns() {
        let row = Row { cells: vec![Cell::text("合计").spanning(3), Cell::text("100")] };
        let paper =
            Paper::lay_out([Content::Table(Table { header_rows: 0, widths: vec![], rows: vec![row] })]);
        let grid = grids(&paper).remove(0);
        assert_eq!(grid.width(), 4);
        assert_eq!(grid.cell(0, 3).and_then(GridCell::number).map(|d| d.to_string()).as_deref(), Some("100"));
    }
}
