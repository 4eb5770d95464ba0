//! Writes a paper as one page without any other file.

use super::GENERATOR;
use crate::chart;
use crate::markup::Markup;
use crate::meta::Meta;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::paper::{Align, Block, Cell, Content, Paper, Paragraph, Role, Row, Run, Table};

const STYLE: &str = include_str!("../../templates/html/paper.css");

/// Writes a paper as one self-contained HTML page.
///
/// A bound figure becomes `<data class="figure" data-key="rate.all" value="98.50">98.50%</data>`, a chart an inline
/// SVG. Wide tables scroll inside their own box; on A4 the page prints as a paper.
pub fn write(paper: &Paper, meta: &Meta) -> String {
    let mut page = Markup::default();
    page.raw("<!doctype html>\n");
    page.element("html", &[("lang", "zh-CN")], |html| {
        html.element("head", &[], |head| self::head(head, meta));
        html.raw("\n");
        html.element("body", &[], |body| {
            body.element("main", &[("class", "paper")], |main| sheets(main, &paper.blocks));
            if let Some(statement) = meta.statement() {
                body.element("footer", &[("class", "colophon")], |footer| footer.leaf("p", &[], &statement));
            }
        });
    });
    page.raw("\n");
    page.finish()
}

fn head(head: &mut Markup, meta: &Meta) {
    head.empty("meta", &[("charset", "utf-8")]);
    head.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    head.empty("meta", &[("name", "generator"), ("content", GENERATOR)]);
    if !meta.unit_name.is_empty() {
        head.empty("meta", &[("name", "author"), ("content", &meta.unit_name)]);
    }
    for (name, value) in meta.properties() {
        head.empty("meta", &[("name", name), ("content", &value)]);
    }
    head.leaf("title", &[], &meta.title);
    head.element("style", &[], |style| style.raw(STYLE));
}

/// The blocks between two page breaks are one sheet.
fn sheets(main: &mut Markup, blocks: &[Block]) {
    let mut rest = blocks;
    let mut class = "sheet";
    loop {
        let is_break = |block: &Block| matches!(block.content, Content::NewPage { .. });
        let end = rest.iter().position(is_break).unwrap_or(rest.len());
        let (sheet, after) = rest.split_at(end);
        // A paper that begins with a page break has no sheet before it.
        if !sheet.is_empty() {
            main.raw("\n");
            main.element("section", &[("class", class)], |section| self::blocks(section, sheet));
        }
        let [turn, behind @ ..] = after else { break };
        let landscape = matches!(turn.content, Content::NewPage { landscape: true });
        class = if landscape { "sheet landscape" } else { "sheet" };
        rest = behind;
    }
}

fn blocks(section: &mut Markup, blocks: &[Block]) {
    let mut rest = blocks;
    while let [block, after @ ..] = rest {
        section.raw("\n");
        let titles = titles(rest);
        match rest.get(titles.len()).map(|block| &block.content) {
            Some(Content::Table(table)) if !titles.is_empty() => {
                self::table(section, table, &titles);
                rest = rest.get(titles.len() + 1..).unwrap_or_default();
                continue;
            }
            _ => {}
        }
        match &block.content {
            Content::Paragraph(paragraph) => self::paragraph(section, paragraph),
            Content::Table(table) => self::table(section, table, &[]),
            Content::Chart(chart) => {
                section.element("figure", &[("class", "chart")], |figure| figure.raw(&chart::svg(chart)));
            }
            Content::Unread(what) => section.leaf("p", &[("class", "note")], &super::unread(*what)),
            Content::NewPage { .. } => {}
        }
        rest = after;
    }
}

/// The caption and the unit with which the blocks begin: they belong to the table that follows.
fn titles(blocks: &[Block]) -> Vec<&Paragraph> {
    let title = |block| match block {
        &Block { content: Content::Paragraph(ref paragraph), .. } => {
            matches!(paragraph.role, Role::Caption | Role::Unit).then_some(paragraph)
        }
        _ => None,
    };
    blocks.iter().map_while(title).collect()
}

fn paragraph(section: &mut Markup, paragraph: &Paragraph) {
    let (name, class) = match paragraph.role {
        Role::Title => ("h1".to_owned(), ""),
        // A page knows six levels, the first of which is the title's.
        Role::Heading(level) => (format!("h{}", level.clamp(1, 5) + 1), ""),
        Role::Body => ("p".to_owned(), ""),
        other => ("p".to_owned(), class(other)),
    };
    let attributes = [("class", class)];
    let attributes = if class.is_empty() { &[][..] } else { &attributes[..] };
    section.element(&name, attributes, |inside| runs(inside, &paragraph.runs));
}

/// The class of a paragraph that is no heading and no running text.
fn class(role: Role) -> &'static str {
    match role {
        Role::Caption => "caption",
        Role::Unit => "unit",
        Role::Note => "note",
        Role::AppendixMark => "appendix",
        Role::Signature => "signature",
        Role::Title | Role::Heading(_) | Role::Body => "",
    }
}

fn runs(inside: &mut Markup, runs: &[Run]) {
    for run in runs {
        let Some(key) = &run.figure else {
            inside.text(&run.text);
            continue;
        };
        let value = value(&run.text);
        inside.leaf("data", &[("class", "figure"), ("data-key", key.as_str()), ("value", &value)], &run.text);
    }
}

/// The number in a printed figure, for machines; the figure as it is where it is no number.
fn value(printed: &str) -> String {
    let number = printed.trim().trim_end_matches(['%', '％']);
    Decimal::parse(number).map_or_else(|_| printed.to_owned(), |number| number.to_string())
}

fn table(section: &mut Markup, table: &Table, titles: &[&Paragraph]) {
    let label = titles.first().map_or_else(|| "表格".to_owned(), |title| title.content());
    // Whoever has no mouse must be able to scroll a wide table, and to hear what it is.
    let attributes = [("class", "table"), ("role", "region"), ("aria-label", &*label), ("tabindex", "0")];
    section.element("div", &attributes, |div| {
        div.element("table", &[], |html| {
            if !titles.is_empty() {
                html.element("caption", &[], |caption| {
                    for title in titles {
                        caption.element("span", &[("class", class(title.role))], |s| runs(s, &title.runs));
                    }
                });
            }
            let heads = table.header_rows.min(table.rows.len());
            let (head, body) = table.rows.split_at(heads);
            for (name, cell, rows) in [("thead", "th", head), ("tbody", "td", body)] {
                if !rows.is_empty() {
                    html.element(name, &[], |part| self::rows(part, rows, cell));
                }
            }
        });
    });
}

fn rows(part: &mut Markup, rows: &[Row], name: &str) {
    for (index, row) in rows.iter().enumerate() {
        part.raw("\n");
        part.element("tr", &[], |tr| {
            let mut column = 0;
            for cell in &row.cells {
                // A cell at the head of a part cannot be covered from another part: there it stands, empty.
                if !cell.continues_above || index == 0 {
                    let covered =
                        rows.iter().skip(index + 1).take_while(|row| continues(row, column)).count();
                    self::cell(tr, cell, name, covered + 1);
                }
                column += cell.columns.max(1);
            }
        });
    }
}

/// Whether a row continues at a column the cell above it.
fn continues(row: &Row, column: usize) -> bool {
    let mut at = 0;
    for cell in &row.cells {
        if at == column {
            return cell.continues_above;
        }
        at += cell.columns.max(1);
    }
    false
}

fn cell(tr: &mut Markup, cell: &Cell, name: &str, rows: usize) {
    let (rows, columns) = (rows.to_string(), cell.columns.max(1).to_string());
    let mut attributes = Vec::new();
    if name == "th" {
        attributes.push(("scope", if columns == "1" { "col" } else { "colgroup" }));
    }
    if rows != "1" {
        attributes.push(("rowspan", rows.as_str()));
    }
    if columns != "1" {
        attributes.push(("colspan", columns.as_str()));
    }
    match cell.align {
        Align::Left => {}
        Align::Center => attributes.push(("class", "center")),
        Align::Right => attributes.push(("class", "number")),
    }
    tr.element(name, &attributes, |inside| runs(inside, &cell.runs));
}
