//! What the chapters write into: contents in order, numbered headings, and the findings on the way.

use super::numeral::chinese;
use super::sentence;
use super::{Report, period};
use crate::text::rules;
use mingzhang_domain::figure::value::NOT_COMPUTABLE;
use mingzhang_domain::figure::{FigureKey, FigureSet, Measure, Scope, Value};
use mingzhang_domain::finding::{Finding, Place};
use mingzhang_domain::paper::{Align, Cell, Content, Paper, Paragraph, Role, Row, Run, Table};
use mingzhang_domain::performance::Section;

rules! {
    /// The rule of a report against its figures.
    RULES of Input;
    UNKNOWN_FIGURE "MZ-R001" Error "文字引用了没有的数据项":
        "对照 figures 命令列出的数据项改正文字；它由量和范围组成，例如 paid.all、rate.category.存量资金。";
}

/// A report while it is written.
pub(super) struct Draft<'a> {
    figures: &'a FigureSet,
    /// Whether there is an evaluation; without one its figures are not unknown, only not there yet.
    evaluated: bool,
    contents: Vec<Content>,
    findings: Vec<Finding>,
    /// The heading that was written last, to say where an unknown key stands.
    heading: String,
    chapters: usize,
    sections: usize,
    items: usize,
}

impl<'a> Draft<'a> {
    /// An empty draft over the figures that may be printed.
    pub fn new(figures: &'a FigureSet, evaluated: bool) -> Draft<'a> {
        Draft {
            figures,
            evaluated,
            contents: Vec::new(),
            findings: Vec::new(),
            heading: "前言".to_owned(),
            chapters: 0,
            sections: 0,
            items: 0,
        }
    }

    /// The paper, or what stands against it.
    pub fn finish(self) -> Result<Paper, Vec<Finding>> {
        if self.findings.is_empty() { Ok(Paper::lay_out(self.contents)) } else { Err(self.findings) }
    }

    /// 一、 and what is written under it. A chapter without text says that it is to be filled in.
    pub fn chapter(&mut self, title: &str, write: impl FnOnce(&mut Draft<'a>)) {
        self.chapters += 1;
        self.sections = 0;
        self.items = 0;
        self.headline(1, format!("{}、{title}", chinese(self.chapters)));
        let before = self.contents.len();
        write(self);
        if self.contents.len() == before {
            self.line(Role::Body, "（本章文字待填写。）");
        }
    }

    /// （一） and what is written under it; nothing at all where that is nothing.
    pub fn section(&mut self, title: &str, write: impl FnOnce(&mut Draft<'a>)) {
        self.items = 0;
        let before = self.contents.len();
        self.headline(2, format!("（{}）{title}", chinese(self.sections + 1)));
        write(self);
        if self.contents.len() == before + 1 {
            self.contents.truncate(before);
        } else {
            self.sections += 1;
        }
    }

    /// 1. and its title.
    pub fn item(&mut self, title: &str) {
        self.items += 1;
        self.headline(3, format!("{}. {title}", self.items));
    }

    /// The title of an appendix, under its mark.
    pub fn appendix(&mut self, title: &str) {
        self.line(Role::Title, title);
        self.heading = title.to_owned();
    }

    /// Names the place of what follows, for findings, where it has no heading of its own.
    pub fn at(&mut self, place: &str) {
        self.heading = place.to_owned();
    }

    fn headline(&mut self, level: u8, text: String) {
        self.line(Role::Heading(level), &text);
        self.heading = text;
    }

    /// What the unit says in a section: a paragraph a line, those with a title as numbered items.
    pub fn narratives(&mut self, report: &Report, section: Section) {
        let mut title = "";
        for narrative in report.register.narratives_of(section).filter(|n| !n.text.trim().is_empty()) {
            if narrative.title != title && !narrative.title.is_empty() {
                self.item(&narrative.title);
            }
            title = &narrative.title;
            narrative.text.lines().filter(|line| !line.trim().is_empty()).for_each(|line| self.body(line));
        }
    }

    /// A paragraph of plain words.
    pub fn line(&mut self, role: Role, text: &str) {
        self.push(Content::Paragraph(Paragraph::plain(role, text)));
    }

    /// A paragraph of running text from a template with `{{key}}`.
    pub fn body(&mut self, template: &str) {
        let runs = self.runs(template);
        self.paragraph(Role::Body, runs);
    }

    /// A paragraph of runs; nothing where there are none.
    pub fn paragraph(&mut self, role: Role, runs: Vec<Run>) {
        if !runs.is_empty() {
            self.push(Content::Paragraph(Paragraph { role, runs }));
        }
    }

    /// A table under its title, with its unit where it has one.
    pub fn table(&mut self, title: &str, unit: Option<&str>, table: Table) {
        self.line(Role::Caption, title);
        if let Some(unit) = unit {
            self.line(Role::Unit, &format!("单位：{unit}"));
        }
        self.push(Content::Table(table));
    }

    /// Anything else.
    pub fn push(&mut self, content: Content) {
        self.contents.push(content);
    }

    /// The runs of a template with `{{measure.scope}}`.
    pub fn runs(&mut self, template: &str) -> Vec<Run> {
        sentence::runs(template, |key| self.printed(key, Value::display))
    }

    /// The runs of a template whose `{{measure}}` are all of one scope.
    pub fn runs_of(&mut self, scope: &Scope, template: &str) -> Vec<Run> {
        let of_scope = |measure: FigureKey| FigureKey::new(format!("{measure}.{scope}"));
        sentence::runs(template, |measure| self.printed(of_scope(measure), Value::display))
    }

    /// One figure as tables print it.
    pub fn figure(&mut self, measure: Measure, scope: &Scope) -> Run {
        self.printed(FigureKey::of(measure, scope), Value::display_grouped)
    }

    /// A cell with one figure, to the right.
    pub fn cell(&mut self, measure: Measure, scope: &Scope) -> Cell {
        Cell::runs(vec![self.figure(measure, scope)]).aligned(Align::Right)
    }

    /// A cell with one figure, to the right; `—` where there is no such figure.
    pub fn cell_or_none(&mut self, measure: Measure, scope: &Scope) -> Cell {
        match self.figures.get(&FigureKey::of(measure, scope)) {
            Some(_) => self.cell(measure, scope),
            None => Cell::text(NOT_COMPUTABLE).aligned(Align::Right),
        }
    }

    /// A figure as a bound run; one that is not known becomes a finding.
    fn printed(&mut self, key: FigureKey, print: fn(&Value) -> String) -> Run {
        if let Some(figure) = self.figures.get(&key) {
            return Run::figure(key, print(&figure.value));
        }
        if !self.evaluated && sentence::is_of_evaluation(&key) {
            return Run::text(NOT_COMPUTABLE);
        }
        let finding = self.unknown(&key);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
        Run::text(key.as_str())
    }

    fn unknown(&self, key: &FigureKey) -> Finding {
        let message = format!(
            "“{}”之下引用了数字“{key}”，{}年{}的数字里没有这个键。",
            self.heading,
            self.figures.year,
            period::until(self.figures),
        );
        UNKNOWN_FIGURE.at(Place::default(), message)
    }
}

/// A row of heading cells, in the middle.
pub(super) fn header(names: &[&str]) -> Row {
    Row { cells: names.iter().map(|name| Cell::text(*name).aligned(Align::Center)).collect() }
}
