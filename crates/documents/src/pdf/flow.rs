//! Lines to paragraphs, by how they are set: a line that is full goes on in the next, an indented one begins anew. A page
//! break is no end of a paragraph or table.

use super::aligned::{self, Item};
use super::layout::Letter;
use super::lines::{Column, Line};
use super::measure::Measure;
use super::table::TableText;
use crate::role;
use mingzhang_domain::paper::{Content, Paragraph, Role, Run, Unread};

/// Type that is so much larger than that of the text sets a heading.
const LARGER: f32 = 1.15;
/// Footnotes are set in type of this much of the text's at most.
const FOOTNOTE_SIZE: f32 = 0.92;
/// Lines of one paragraph are no further apart than this, by the pitch of the text; those of a title, by their size.
const PITCH_MAX: f32 = 1.45;
const TITLE_PITCH_MAX: f32 = 2.8;
/// Headings are not longer.
const HEADING_CHARS_MAX: usize = 50;

/// A piece of a paper before it is laid out.
pub(super) enum Piece {
    Text { role: Role, letters: Vec<Letter>, page: u32 },
    Table(TableText),
    Unread { what: Unread, page: u32 },
}

impl Piece {
    /// The page on which it begins.
    pub(super) fn page(&self) -> u32 {
        match self {
            Piece::Text { page, .. } | Piece::Unread { page, .. } => *page,
            Piece::Table(table) => table.page,
        }
    }

    /// It as content of a paper, and the letters of its runs in order.
    pub(super) fn content(self) -> (Content, Vec<Vec<Letter>>) {
        match self {
            Piece::Text { role, letters, .. } => {
                let text: String = letters.iter().map(|letter| letter.char).collect();
                (Content::Paragraph(Paragraph { role, runs: vec![Run::text(text)] }), vec![letters])
            }
            Piece::Table(table) => table.content(),
            Piece::Unread { what, .. } => (Content::Unread(what), Vec::new()),
        }
    }
}

/// Growing pieces, page by page.
pub(super) struct Flow {
    pieces: Vec<Piece>,
    /// The lines of a paragraph that may go on.
    open: Vec<Line>,
    /// Footnotes: they stand behind the text, as those of a Word file do, and part no sentence.
    notes: Vec<Piece>,
    measure: Measure,
}

impl Line {
    /// How the text is set in its column.
    fn measured(&self, measure: &Measure) -> Measure {
        match self.column {
            Some(Column { left, right }) => Measure { left, right, ..*measure },
            None => *measure,
        }
    }
}

impl Flow {
    pub(super) fn new() -> Flow {
        Flow { pieces: Vec::new(), open: Vec::new(), notes: Vec::new(), measure: Measure::default() }
    }

    /// Adds a page: its ruled tables, and the lines outside them, from top to bottom.
    pub(super) fn page(&mut self, mut lines: Vec<Line>, tables: Vec<TableText>, measure: Measure) {
        let notes = lines.split_off(lines.len() - footnotes(&lines, &measure));
        self.notes.extend(notes.chunk_by(|_, line| !begins_note(line)).map(note));
        let mut items = between(lines, tables);
        self.measure = measure;
        if let [Item::Line(title), Item::Table(table), ..] = items.as_slice()
            && says_that_it_goes_on(&title.text())
            && self.open_table(table).is_some()
        {
            items.remove(0);
        }
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Item::Line(line) => self.line(line),
                Item::Table(table) => {
                    self.close();
                    match self.open_table(&table).filter(|_| index == 0) {
                        Some(before) => before.take_in(table),
                        None => self.pieces.push(Piece::Table(table)),
                    }
                }
            }
        }
    }

    /// Adds what of a page was not read.
    pub(super) fn unread(&mut self, what: Unread, page: u32) {
        self.close();
        self.pieces.push(Piece::Unread { what, page });
    }

    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.close();
        self.pieces.extend(self.notes);
        self.pieces
    }

    /// The table at the end of the page before, where `next` has the same columns.
    fn open_table(&mut self, next: &TableText) -> Option<&mut TableText> {
        match self.pieces.last_mut() {
            Some(Piece::Table(table)) if self.open.is_empty() => {
                (table.last_page + 1 == next.page && table.goes_on_in(next)).then_some(table)
            }
            _ => None,
        }
    }

    fn line(&mut self, line: Line) {
        if self.open.last().is_some_and(|above| !goes_on(above, &line, &self.measure)) {
            self.close();
        }
        self.open.push(line);
    }

    /// Ends the open paragraph.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let Some(first) = lines.first() else { return };
        let letters = joined(&lines);
        let text: String = letters.iter().map(|letter| letter.char).collect();
        let title_may_follow = match self.pieces.last() {
            None => true,
            Some(Piece::Text { role, .. }) => *role == Role::AppendixMark,
            Some(_) => false,
        };
        let role = match role::of_line(&text, title_may_follow) {
            Role::Body if self.is_set_as_heading(first, &text) => Role::Heading(1),
            role => role,
        };
        self.pieces.push(Piece::Text { role, letters, page: first.page });
    }

    fn is_set_as_heading(&self, line: &Line, text: &str) -> bool {
        line.size > LARGER * self.measure.size
            && text.chars().count() <= HEADING_CHARS_MAX
            && !text.contains(['。', '，', '；'])
    }
}

/// The letters of the lines of a paragraph; words are divided by the break, other characters are not. A number may be
/// broken: office programs let it run over the end of a full line, and two numbers hardly follow each other.
fn joined(lines: &[Line]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for line in lines {
        let next = line.letters();
        let is = |letter: Option<&Letter>, kind: fn(&char) -> bool| letter.is_some_and(|l| kind(&l.char));
        let both = |kind| is(letters.last(), kind) && is(next.first(), kind);
        let parts_words = both(char::is_ascii_alphanumeric) && !both(char::is_ascii_digit);
        letters.extend(parts_words.then_some(Letter::SPACE));
        letters.extend(next);
    }
    letters
}

/// How many lines at the foot of a page are footnotes: set smaller than the text, the first of them with a mark.
fn footnotes(lines: &[Line], measure: &Measure) -> usize {
    let small = lines.iter().rev().take_while(|line| line.size < FOOTNOTE_SIZE * measure.size).count();
    let first = lines.iter().skip(lines.len() - small).position(begins_note);
    // A page of small type is no page of notes.
    if small == lines.len() { 0 } else { first.map_or(0, |first| small - first) }
}

/// A line with the mark of a footnote: `①`, `[1]`, a raised digit.
fn begins_note(line: &Line) -> bool {
    let text = line.text();
    text.starts_with(|c: char| ('①'..='⑳').contains(&c) || "¹²³⁴⁵⁶⁷⁸⁹".contains(c))
        || text.strip_prefix(['[', '［']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn note(lines: &[Line]) -> Piece {
    let page = lines.first().map_or(1, |line| line.page);
    Piece::Text { role: Role::Note, letters: joined(lines), page }
}

/// Lines and tables of a page in order, tables without rules recognised among the lines.
fn between(lines: Vec<Line>, tables: Vec<TableText>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut lines = lines.into_iter().peekable();
    for table in tables {
        let mut above = Vec::new();
        while let Some(line) = lines.next_if(|line| line.baseline < table.area.top + line.size) {
            above.push(line);
        }
        items.extend(aligned::items(above));
        items.push(Item::Table(table));
    }
    items.extend(aligned::items(lines.collect()));
    items
}

/// `续表1`, `表3（续）`: the title of a table that goes on.
fn says_that_it_goes_on(text: &str) -> bool {
    text.chars().count() <= 30
        && (text.starts_with("续表") || text.ends_with("（续）") || text.ends_with("(续)"))
}

/// Whether a line goes on in the one below it, or at the head of the next page.
fn goes_on(above: &Line, below: &Line, measure: &Measure) -> bool {
    let same_size = (above.size - below.size).abs() <= 0.12 * above.size;
    let gap = below.baseline - above.baseline;
    let same_page = above.page == below.page;
    let (set, measure) = (above.measured(measure), below.measured(measure));
    if is_centred(above, &set) && is_centred(below, &measure) {
        return same_size
            && same_page
            && above.size > LARGER * measure.size
            && gap < TITLE_PITCH_MAX * above.size;
    }
    if !same_size || (same_page && gap > PITCH_MAX * measure.pitch.max(above.size)) {
        return false;
    }
    let full = above.area.right + below.first_width() > set.right - 0.7 * above.size;
    let indent = (below.area.left - measure.left) / below.size;
    let ends = above.text().ends_with(['。', '；', '：', '！', '？', '”', '）', '.', ';', ':']);
    match indent {
        _ if !full => false,
        // Set to the right: a signature, a date.
        _ if indent > 4.5 || above.area.left - set.left > 4.5 * above.size => false,
        _ if indent > 0.8 => !ends,
        _ => !(ends && begins_item(&below.text())),
    }
}

fn is_centred(line: &Line, measure: &Measure) -> bool {
    let (left, right) = (line.area.left - measure.left, measure.right - line.area.right);
    left > 1.5 * line.size && (left - right).abs() < line.size
}

/// Whether a line begins as a heading or an item of a list does.
fn begins_item(text: &str) -> bool {
    matches!(role::of_line(text, false), Role::Heading(_) | Role::Caption | Role::Unit | Role::AppendixMark)
        || {
            let rest = text.trim_start_matches(['（', '(']);
            let number =
                rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
            number.len() < rest.len() && number.starts_with(['、', '）', ')', '．'])
        }
}
