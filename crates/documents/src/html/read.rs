//! Reads a page as a paper: what a reader of the page would see, in order.

use super::{GENERATOR, nesting, table};
use crate::indent::{INDENT_MAX, width_of_space};
use crate::limits::HTML_DEPTH_MAX;
use crate::raised::raised;
use crate::{role, stacked};
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::{Content, Paper, Paragraph, Role, Run, Unread};
use scraper::{ElementRef, Html, Node};

/// What no reader of the page sees, or what is not its text.
const UNSEEN: [&str; 15] = [
    "script", "style", "head", "svg", "template", "noscript", "nav", "iframe", "object", "select",
    "textarea", "button", "audio", "video", "canvas",
];
/// Elements that stand in a line; all others begin and end a paragraph.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "o", "output", "q", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var",
];

/// Reads a page, or a piece of one.
///
/// White space is folded as a browser folds it. An element with `data-key` gives a run that is bound to the figure.
/// Scripts, styles, pictures and navigation are left out, as is what is struck through, which is counted; a table that
/// holds other tables is taken for layout. A page that is nested deeper than [`HTML_DEPTH_MAX`] is read as text without tags.
pub fn read(text: &str) -> Paper {
    if nesting::is_too_deep(text) {
        return crate::text::read(&nesting::without_tags(text));
    }
    let html = Html::parse_document(text);
    let elements = || html.root_element().descendent_elements();
    let is_ours = |e: &ElementRef<'_>| {
        e.value().attr("name") == Some("generator") && e.attr("content") == Some(GENERATOR)
    };
    let own = elements().any(|element| is_ours(&element));
    let has_title = own || elements().filter(|element| element.value().name() == "h1").count() == 1;
    let mut walk = Walk { own, has_title, ..Walk::default() };
    walk.children(html.root_element(), Place::default());
    walk.end_paragraph(None);
    walk.contents.extend((walk.struck > 0).then_some(Content::Unread(Unread::Struck(walk.struck))));
    let mut paper = Paper::lay_out(walk.contents);
    if !own {
        stacked::join(&mut paper.blocks);
        role::mark_signatures(&mut paper.blocks);
    }
    paper
}

/// A walk through a page.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) contents: Vec<Content>,
    pub(super) line: Line,
    /// The page was written here: its classes say what its paragraphs are for.
    pub(super) own: bool,
    /// `h1` is the title; otherwise it is the first level of headings.
    has_title: bool,
    sheets: usize,
    /// Pieces of text that are struck through.
    struck: usize,
}

/// Where the walk is.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub(super) role: Option<Role>,
    pub(super) figure: Option<FigureKey>,
    /// Inside a cell, where blocks are parted by line feeds.
    pub(super) in_cell: bool,
    /// Above the line, as the marks of notes stand.
    pub(super) is_raised: bool,
    pub(super) depth: usize,
}

impl Walk {
    /// Walks through all that an element holds.
    pub(super) fn children(&mut self, parent: ElementRef<'_>, place: Place) {
        if is_struck(parent) {
            self.struck += usize::from(parent.text().any(|text| !text.trim().is_empty()));
            return;
        }
        // Deeper than any page that passed the guard should be; its text is not lost.
        if place.depth > 4 * HTML_DEPTH_MAX {
            parent.text().for_each(|text| self.line.push(text, None));
            return;
        }
        for child in parent.children() {
            match child.value() {
                Node::Text(text) if place.is_raised => {
                    let text: String = text.chars().map(raised).collect();
                    self.line.push(&text, place.figure.as_ref());
                }
                Node::Text(text) => self.line.push(text, place.figure.as_ref()),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, &place);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, place: &Place) {
        let name = element.value().name();
        if UNSEEN.contains(&name) || is_hidden(element) {
            return;
        }
        let mut inner = Place { depth: place.depth + 1, ..place.clone() };
        if let Some(key) = element.attr("data-key").filter(|key| !key.is_empty()) {
            inner.figure = Some(FigureKey::new(key));
        }
        inner.is_raised |= name == "sup";
        if INLINE.contains(&name) {
            return self.children(element, inner);
        }
        if self.own && name == "footer" {
            return;
        }
        self.boundary(place);
        if name == "br" {
            return;
        }
        self.sheet(element);
        if name == "table" && !place.in_cell && !table::is_layout(element) {
            return table::read(self, element);
        }
        if name == "pre" && !place.in_cell && inner.figure.is_none() {
            return self.preformatted(element);
        }
        inner.role = self.role(element).or(place.role);
        self.children(element, inner.clone());
        self.boundary(&inner);
    }

    /// Lines that stand as they are written: plain text, with its tables.
    fn preformatted(&mut self, element: ElementRef<'_>) {
        let text: String = element.text().collect();
        for block in crate::text::read(&text).blocks {
            let mut content = block.content;
            let title_may_follow = role::title_may_follow(self.contents.last());
            if let Content::Paragraph(Paragraph { role: role @ Role::Title, .. }) = &mut content
                && !title_may_follow
            {
                *role = Role::Body;
            }
            self.contents.push(content);
        }
    }

    /// Parts what stands before from what follows.
    fn boundary(&mut self, place: &Place) {
        if place.in_cell { self.line.feed() } else { self.end_paragraph(place.role) }
    }

    /// Ends the paragraph; without a stated role the text itself must tell.
    pub(super) fn end_paragraph(&mut self, stated: Option<Role>) {
        let runs = self.line.take();
        if runs.is_empty() {
            return;
        }
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let judged = || {
            if self.own {
                Role::Body
            } else {
                role::of_line(&text, role::title_may_follow(self.contents.last()))
            }
        };
        let role = stated.unwrap_or_else(judged);
        self.contents.push(Content::Paragraph(Paragraph { role, runs }));
    }

    /// The role that an element states by its name, or in our own pages by its class.
    fn role(&self, element: ElementRef<'_>) -> Option<Role> {
        let level = match element.value().name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            "h4" => 4,
            "h5" => 5,
            "h6" => 6,
            "caption" | "figcaption" => return Some(Role::Caption),
            _ if self.own => return element.attr("class").and_then(role_of_class),
            _ => return None,
        };
        Some(match (level, self.has_title) {
            (1, true) => Role::Title,
            (level, true) => Role::Heading(level - 1),
            (level, false) => Role::Heading(level),
        })
    }

    /// A sheet of ours after the first begins a new page.
    fn sheet(&mut self, element: ElementRef<'_>) {
        let class = element.attr("class").unwrap_or_default();
        if !self.own || !class.split(' ').any(|class| class == "sheet") {
            return;
        }
        let landscape = class.split(' ').any(|class| class == "landscape");
        if self.sheets > 0 || landscape {
            self.contents.push(Content::NewPage { landscape });
        }
        self.sheets += 1;
    }
}

/// Whether an element says itself that nobody sees it.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    let style: String = element.attr("style").unwrap_or_default().split_whitespace().collect();
    let style = style.to_ascii_lowercase();
    element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether a line runs through the text of an element, which counts as deleted.
fn is_struck(element: ElementRef<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    matches!(element.value().name(), "del" | "s" | "strike") || style.contains("line-through")
}

/// The role of a class of ours.
pub(super) fn role_of_class(class: &str) -> Option<Role> {
    match class {
        "caption" => Some(Role::Caption),
        "unit" => Some(Role::Unit),
        "note" => Some(Role::Note),
        "appendix" => Some(Role::AppendixMark),
        "signature" => Some(Role::Signature),
        _ => None,
    }
}

/// A growing line in which white space is folded.
#[derive(Default)]
pub(super) struct Line {
    runs: Vec<Run>,
    /// White space that will show if more text follows: a space or a line feed.
    pending: Option<char>,
    /// The width of the spaces before its text that no browser folds.
    indent: usize,
}

impl Line {
    fn push(&mut self, text: &str, figure: Option<&FigureKey>) {
        for c in text.chars() {
            if self.is_blank() && matches!(c, '\u{A0}' | '\u{3000}') {
                self.indent += width_of_space(c).unwrap_or(0);
            }
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{A0}') {
                self.pending = self.pending.or(Some(' '));
                continue;
            }
            // Some programs mark their fields with characters that nobody sees.
            if c.is_control() {
                continue;
            }
            if let Some(white) = self.pending.take().filter(|_| !self.runs.is_empty()) {
                // Between a figure and its neighbour the space belongs to neither.
                let inside = self.runs.last().is_some_and(|last| last.figure.as_ref() == figure);
                self.append(white, figure.filter(|_| inside));
            }
            self.append(c, figure);
        }
    }

    fn append(&mut self, c: char, figure: Option<&FigureKey>) {
        match self.runs.last_mut() {
            Some(last) if last.figure.as_ref() == figure => last.text.push(c),
            _ => self.runs.push(Run { figure: figure.cloned(), ..Run::text(c) }),
        }
    }

    /// Nothing but spaces stands in it.
    fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.chars().all(|c| c == '\u{3000}'))
    }

    /// How far the line so far is set in by its spaces.
    pub(super) fn indent(&self) -> usize {
        self.indent.min(INDENT_MAX)
    }

    fn feed(&mut self) {
        self.pending = Some('\n');
    }

    /// The runs so far, without full-width spaces around them; the next line begins.
    pub(super) fn take(&mut self) -> Vec<Run> {
        (self.pending, self.indent) = (None, 0);
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        runs.retain(|run| !run.text.is_empty());
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(page: &str) -> Vec<(Role, String)> {
        let paragraph = |block: &mingzhang_domain::paper::Block| match &block.content {
            Content::Paragraph(p) => Some((p.role, p.content())),
            _ => None,
        };
        read(page).blocks.iter().filter_map(paragraph).collect()
    }

    #[test]
    fn a_foreign_page_is_read_as_it_is_seen() {
        let page = "<html><head><title>不读</title><style>p{}</style></head><body><nav>首页</nav>
            <h1>自评报告</h1><div>　　一、基本情况</div><p>全年\n  支付<b>3.5</b>&nbsp;万元<br>另一段<script>1</script></p>
            <ul><li>甲<li>乙</ul>尾 <i>部</i></body>";
        assert_eq!(
            lines(page),
            [
                (Role::Title, "自评报告".to_owned()),
                (Role::Heading(1), "一、基本情况".to_owned()),
                (Role::Body, "全年 支付3.5 万元".to_owned()),
                (Role::Body, "另一段".to_owned()),
                (Role::Body, "甲".to_owned()),
                (Role::Body, "乙".to_owned()),
                (Role::Body, "尾 部".to_owned()),
            ]
        );
    }

    #[test]
    fn what_a_style_hides_is_not_read_and_entities_are() {
        let page = "<p>甲&lt;5%&nbsp;&ge;&#x4E59;<span style='display: none'>暗</span></p><p style='color:red;VISIBILITY:hidden'>暗</p>
            <div style='DISPLAY:None'><table><tr><td>暗</table></div><table><tr><td>1<td style='display:none'>2<td>3</tr>
            <tr style='display:none'><td>4</tr></table>";
        assert_eq!(read(page).text, "甲<5% ≥乙\n1\t3\n");
        assert_eq!(read("<p>\u{4}支付70\u{1}万元\u{5}</p>").text, "支付70万元\n");
    }

    #[test]
    fn a_raised_digit_is_none_of_the_number_before() {
        assert_eq!(
            read("<p>支付40<sup><a href='#n'>1</a></sup>万元，10m<sup>2</sup>。").text,
            "支付40¹万元，10m²。\n"
        );
    }

    #[test]
    fn what_is_struck_through_is_left_out_and_counted() {
        let page = "<p>支付<del>12</del><ins>13</ins>万元<s>，完成。</s></p>尾<div style='text-decoration: line-through'>删</div>
            <table><tr><td style='text-decoration:line-through'>5<td>6</table>";
        let paper = read(page);
        assert_eq!(paper.text, "支付13万元\n尾\n\t6\n");
        assert_eq!(
            paper.blocks.last().map(|block| &block.content),
            Some(&Content::Unread(Unread::Struck(4)))
        );
    }

    #[test]
    fn lines_of_plain_text_stay_lines_and_their_tabs_part_cells() {
        let page = "<p>前<pre>全年支付\n项目\t金额\n甲\t3<b>.5</b>\n</pre>后";
        assert_eq!(read(page).text, "前\n全年支付\n项目\t金额\n甲\t3.5\n后\n");
        assert_eq!(lines(page)[1], (Role::Body, "全年支付".to_owned()));
    }

    #[test]
    fn a_figure_keeps_its_key_and_the_space_beside_it_stays_outside() {
        let paper = read("<p>执行率 <data data-key='rate.all' value='98.50'> 98.50% </data> 。</p>");
        let (_, run, key) = paper.figures().next().unwrap();
        assert_eq!((run.text.as_str(), key.as_str()), ("98.50%", "rate.all"));
        assert_eq!(paper.text, "执行率 98.50% 。\n");
    }

    #[test]
    fn a_page_nested_without_end_is_read_in_no_time() {
        let page = format!("{}深处{}", "<div>".repeat(200_000), "<b>".repeat(200_000));
        assert_eq!(lines(&page), [(Role::Title, "深处".to_owned())]);
    }
}
