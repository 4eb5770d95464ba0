//! Writes a paper as one page with marks at its figures: a click shows what was computed and where the others stand.

use crate::markup::Markup;
use mingzhang_domain::finding::Mention;
use mingzhang_domain::paper::{Block, Cell, Content, Paper, Paragraph, Role, Row, Run, Span, Table};
use std::collections::BTreeSet;
use std::fmt::Write;

const STYLE: &str = include_str!("../../templates/html/marked.css");
const SCRIPT: &str = include_str!("../../templates/html/marked.js");

/// What stands beside the paper.
#[derive(Clone, Copy, Debug)]
pub struct MarkedPage<'p> {
    /// The title of the page: the name of the file.
    pub title: &'p str,
    /// What was covered: names and numbers.
    pub summary: &'p [(String, String)],
    /// What is said of the figures, the gravest first or in reading order.
    pub notes: &'p [Note],
}

/// What is said of some figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How grave it is.
    pub tone: Tone,
    /// The first line: `错误 MZ-C001`.
    pub title: String,
    /// What is said: the finding, or the computation.
    pub text: String,
    /// More sentences.
    pub more: Vec<String>,
    /// What to do.
    pub advice: Option<String>,
    /// Where it stands, the stated figure first.
    pub places: Vec<Mention>,
}

/// How grave a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// The paper contradicts itself.
    Error,
    /// A rule of good practice is broken.
    Warning,
    /// A person should look.
    Note,
    /// It was recomputed and holds.
    Proved,
}

impl Tone {
    const ALL: [Tone; 4] = [Tone::Error, Tone::Warning, Tone::Note, Tone::Proved];

    fn class(self) -> &'static str {
        match self {
            Tone::Error => "error",
            Tone::Warning => "warning",
            Tone::Note => "note",
            Tone::Proved => "proved",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Tone::Error => "错误",
            Tone::Warning => "警告",
            Tone::Note => "提示",
            Tone::Proved => "相符",
        }
    }
}

/// Writes the page. It needs no network and no other file.
pub fn write_marked(paper: &Paper, marked: &MarkedPage) -> String {
    let marks = Marks::of(marked.notes);
    let mut page = Markup::default();
    page.raw("<!doctype html>\n");
    page.element("html", &[("lang", "zh-CN")], |html| {
        html.element("head", &[], |head| {
            head.empty("meta", &[("charset", "utf-8")]);
            head.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            head.leaf("title", &[], &format!("核查：{}", marked.title));
            head.element("style", &[], |style| style.raw(STYLE));
        });
        html.element("body", &[], |body| {
            body.element("header", &[], |header| self::header(header, marked));
            body.element("main", &[("class", "paper")], |main| {
                paper.blocks.iter().for_each(|block| self::block(main, block, &marks));
            });
            body.element("aside", &[("aria-label", "核查结果")], |aside| self::aside(aside, marked));
            body.element("script", &[], |script| script.raw(SCRIPT));
        });
    });
    page.raw("\n");
    page.finish()
}

fn header(header: &mut Markup, marked: &MarkedPage) {
    header.leaf("h1", &[], marked.title);
    header.element(
        "div",
        &[("class", "filters"), ("role", "group"), ("aria-label", "显示哪些")],
        |filters| {
            for tone in Tone::ALL {
                let count = marked.notes.iter().filter(|note| note.tone == tone).count();
                // What holds is many, and shown when asked for.
                let pressed = if tone == Tone::Proved { "false" } else { "true" };
                let attributes = [("type", "button"), ("data-tone", tone.class()), ("aria-pressed", pressed)];
                filters.leaf("button", &attributes, &format!("{} {count}", tone.label()));
            }
        },
    );
}

fn aside(aside: &mut Markup, marked: &MarkedPage) {
    aside.element("details", &[("class", "coverage")], |details| {
        details.leaf("summary", &[], "核对了多少");
        details.element("dl", &[], |list| {
            for (name, count) in marked.summary {
                list.leaf("dt", &[], name);
                list.leaf("dd", &[], count);
            }
        });
    });
    for (index, note) in marked.notes.iter().enumerate() {
        let class = format!("card {}", note.tone.class());
        let id = format!("n{index}");
        aside.element("article", &[("class", &class), ("id", &id), ("tabindex", "-1")], |card| {
            card.leaf("h2", &[], &note.title);
            card.leaf("p", &[], &note.text);
            note.more.iter().for_each(|sentence| card.leaf("p", &[("class", "more")], sentence));
            note.advice
                .iter()
                .for_each(|advice| card.leaf("p", &[("class", "advice")], &format!("→ {advice}")));
            card.element("p", &[("class", "places")], |places| {
                for (nth, place) in note.places.iter().enumerate().filter(|(_, p)| p.place.span.is_some()) {
                    let target = format!("{index}.{nth}");
                    places.leaf("button", &[("type", "button"), ("data-to", &target)], &place.text);
                }
            });
        });
    }
}

fn block(out: &mut Markup, block: &Block, marks: &Marks) {
    match &block.content {
        Content::Paragraph(paragraph) => self::paragraph(out, paragraph, marks),
        Content::Table(table) => out.element("div", &[("class", "wide")], |wide| {
            wide.element("table", &[], |out| self::table(out, table, marks));
        }),
        Content::Unread(what) => out.leaf("p", &[("class", "unread")], &super::unread(*what)),
        Content::Chart(chart) => out.leaf("p", &[("class", "unread")], &format!("（图：{}）", chart.title)),
        Content::NewPage { .. } => out.empty("hr", &[]),
    }
}

fn paragraph(out: &mut Markup, paragraph: &Paragraph, marks: &Marks) {
    let (name, class) = match paragraph.role {
        Role::Title => ("h2", "title"),
        Role::Heading(1) => ("h3", "chapter"),
        Role::Heading(_) => ("h4", "section"),
        Role::Caption => ("p", "caption"),
        Role::Unit | Role::Signature => ("p", "right"),
        Role::Note => ("p", "small"),
        Role::Body | Role::AppendixMark => ("p", "body"),
    };
    out.element(name, &[("class", class)], |out| runs(out, &paragraph.runs, marks));
}

fn table(out: &mut Markup, table: &Table, marks: &Marks) {
    for (r, row) in table.rows.iter().enumerate() {
        out.element("tr", &[], |tr| {
            let mut column = 0;
            for cell in &row.cells {
                if !cell.continues_above {
                    let name = if r < table.header_rows { "th" } else { "td" };
                    self::cell(tr, name, cell, below(table, r, column), marks);
                }
                column += cell.columns.max(1);
            }
        });
    }
}

/// How many rows a cell covers: its own, and those under it that continue it.
fn below(table: &Table, row: usize, column: usize) -> usize {
    let continued = |row: &&Row| {
        let mut at = 0;
        row.cells.iter().any(|cell| {
            let here = at == column;
            at += cell.columns.max(1);
            here && cell.continues_above
        })
    };
    1 + table.rows.iter().skip(row + 1).take_while(continued).count()
}

fn cell(out: &mut Markup, name: &str, cell: &Cell, rows: usize, marks: &Marks) {
    let (columns, rows) = (cell.columns.to_string(), rows.to_string());
    let mut attributes = Vec::new();
    if cell.columns > 1 {
        attributes.push(("colspan", columns.as_str()));
    }
    if rows != "1" {
        attributes.push(("rowspan", rows.as_str()));
    }
    out.element(name, &attributes, |out| {
        runs(out, &cell.runs, marks);
        // An empty cell can be what is wrong.
        if cell.runs.iter().all(|run| run.text.is_empty()) {
            marks.at_empty(cell.span).into_iter().for_each(|cover| mark(out, cover, "　"));
        }
    });
}

fn runs(out: &mut Markup, runs: &[Run], marks: &Marks) {
    for run in runs {
        let chars: Vec<char> = run.text.chars().collect();
        let mut at = run.span.start;
        while at < run.span.start + chars.len() {
            let (end, cover) = marks.from(at);
            let end = end.min(run.span.start + chars.len());
            let piece = chars.get(at - run.span.start..end - run.span.start).unwrap_or_default();
            let text: String = piece.iter().collect();
            match cover {
                Some(cover) => mark(out, cover, &text),
                None => out.text(&text),
            }
            at = end;
        }
    }
}

fn mark(out: &mut Markup, cover: &Cover, text: &str) {
    let class = cover.tone.class();
    let attributes = [("class", class), ("data-n", &cover.names), ("tabindex", "0"), ("role", "button")];
    out.leaf("mark", &attributes, text);
}

/// A stretch of characters on which the same notes stand.
struct Cover {
    span: Span,
    /// The gravest of the notes.
    tone: Tone,
    /// `3.0 7.2`: note and place of each.
    names: String,
}

/// All stretches on which notes stand, in reading order and without overlap.
struct Marks(Vec<Cover>);

/// Where a place of a note begins or ends.
type Edge = (usize, bool, (Tone, usize, usize));

impl Marks {
    fn of(notes: &[Note]) -> Marks {
        let mut edges: Vec<Edge> = Vec::new();
        let mut empty: Vec<Cover> = Vec::new();
        for (index, note) in notes.iter().enumerate() {
            for (nth, place) in note.places.iter().enumerate() {
                let Some(span) = place.place.span else { continue };
                let name = (note.tone, index, nth);
                if span.start == span.end {
                    empty.push(cover(span, &BTreeSet::from([name])));
                } else {
                    edges.extend([(span.start, true, name), (span.end, false, name)]);
                }
            }
        }
        edges.sort_unstable();
        let mut covers = empty;
        let mut standing: BTreeSet<(Tone, usize, usize)> = BTreeSet::new();
        let mut from = 0;
        for (at, begins, name) in edges {
            if at > from && !standing.is_empty() {
                covers.push(cover(Span { start: from, end: at }, &standing));
            }
            from = at;
            if begins {
                standing.insert(name)
            } else {
                standing.remove(&name)
            };
        }
        covers.sort_by_key(|cover| (cover.span.start, cover.span.end));
        Marks(covers)
    }

    /// What stands on a character, and where that ends.
    fn from(&self, at: usize) -> (usize, Option<&Cover>) {
        let behind = self.0.partition_point(|cover| cover.span.end <= at);
        match self.0.get(behind..).and_then(|covers| covers.iter().find(|c| c.span.start < c.span.end)) {
            Some(cover) if cover.span.start <= at => (cover.span.end, Some(cover)),
            Some(cover) => (cover.span.start, None),
            None => (usize::MAX, None),
        }
    }

    /// What stands on an empty place.
    fn at_empty(&self, span: Span) -> Option<&Cover> {
        let first = self.0.partition_point(|cover| cover.span.start < span.start);
        self.0.get(first).filter(|cover| cover.span == span)
    }
}

fn cover(span: Span, names: &BTreeSet<(Tone, usize, usize)>) -> Cover {
    let mut text = String::new();
    for (_, note, place) in names {
        // Writing to a string does not fail.
        let _written = write!(text, "{}{note}.{place}", if text.is_empty() { "" } else { " " });
    }
    let tone = names.first().map_or(Tone::Proved, |(tone, ..)| *tone);
    Cover { span, tone, names: text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_domain::finding::Place;

    fn note(tone: Tone, start: usize, end: usize) -> Note {
        let place = Mention { place: Place::text(0, Span { start, end }), text: "数".to_owned() };
        Note {
            tone,
            title: "题".to_owned(),
            text: "文<b>".to_owned(),
            more: vec![],
            advice: None,
            places: vec![place],
        }
    }

    #[test]
    fn marks_that_overlap_are_parted_and_the_gravest_shows() {
        let body = Paragraph::plain(Role::Body, "共5<6万元");
        let paper = Paper::lay_out([Content::Paragraph(body)]);
        let notes = [note(Tone::Proved, 0, 3), note(Tone::Error, 1, 4)];
        let page = write_marked(&paper, &MarkedPage { title: "甲&乙.txt", summary: &[], notes: &notes });
        for piece in [
            "<mark class=\"proved\" data-n=\"0.0\" tabindex=\"0\" role=\"button\">共</mark>",
            "<mark class=\"error\" data-n=\"1.0 0.0\" tabindex=\"0\" role=\"button\">5&lt;</mark>",
            "<mark class=\"error\" data-n=\"1.0\" tabindex=\"0\" role=\"button\">6</mark>万元",
            "核查：甲&amp;乙.txt",
            "文&lt;b&gt;",
        ] {
            assert!(page.contains(piece), "no {piece} in\n{page}");
        }
    }

    #[test]
    fn an_empty_cell_can_carry_a_mark() {
        let row = Row { cells: vec![Cell::text("甲"), Cell::text("")] };
        let paper = Paper::lay_out([Content::Table(Table { rows: vec![row], ..Table::default() })]);
        let notes = [note(Tone::Warning, 2, 2)];
        let page = write_marked(&paper, &MarkedPage { title: "", summary: &[], notes: &notes });
        assert!(page.contains("<td>甲</td><td><mark class=\"warning\" data-n=\"0.0\""), "{page}");
    }
}
