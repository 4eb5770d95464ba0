//! One XML part, as a tree within bounds of depth and size or piece by piece.

use crate::error::ReadError;
use crate::limits::{XML_DEPTH_MAX, XML_NODES_MAX};
use crate::package::damaged;
use crate::text::decode;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::{NsReader, Reader};
use std::borrow::Cow;

/// The namespaces of Word's own elements: as Word writes them, and of the strict form.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// An element; its names are without prefix.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// The local name.
    pub(crate) name: Box<str>,
    /// Whether it is one of Word's own elements: DrawingML has a `p` and an `r` too.
    pub(crate) is_word: bool,
    /// The byte of the part at which it begins.
    pub(crate) at: usize,
    attributes: Vec<(Box<str>, Box<str>)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(Box<str>),
}

impl Element {
    /// All child elements in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// An attribute by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    /// The `val` of a child: `child_value("jc")` for `<w:jc w:val="center"/>`.
    pub(crate) fn child_value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Whether a child switches something on: it is there, and does not say otherwise.
    pub(crate) fn switches(&self, name: &str) -> bool {
        let off = ["0", "false", "off", "none"];
        self.child(name).is_some_and(|child| !child.attribute("val").is_some_and(|val| off.contains(&val)))
    }

    /// All text below it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.text_into(&mut text);
        text
    }

    fn text_into(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.text_into(out),
                Node::Text(text) => out.push_str(text),
            }
        }
    }
}

/// Parses a part; `name` is for the reason of a refusal.
pub(crate) fn parse(name: &str, bytes: &[u8]) -> Result<Element, ReadError> {
    let broken = |_| damaged(name, "的 XML 不完整或有错");
    let text = decoded(name, bytes)?;
    let mut reader = NsReader::from_str(&text);
    // The root of all: the document element becomes its only child.
    let mut open = vec![Element::default()];
    let mut nodes = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (space, event) = reader.read_resolved_event().map_err(broken)?;
        nodes += 1;
        if nodes > XML_NODES_MAX {
            return Err(damaged(name, format!("有超过 {XML_NODES_MAX} 个元素")));
        }
        match event {
            Event::Start(start) => {
                if open.len() > XML_DEPTH_MAX {
                    return Err(damaged(name, format!("的元素嵌套超过 {XML_DEPTH_MAX} 层")));
                }
                open.push(element(&start, &space, at).ok_or_else(|| damaged(name, "的属性有错"))?);
            }
            Event::Empty(start) => {
                let element = element(&start, &space, at).ok_or_else(|| damaged(name, "的属性有错"))?;
                append(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { return Err(damaged(name, "的元素不成对")) };
                append(&mut open, Node::Element(element));
            }
            Event::Text(text) => append(&mut open, Node::Text(text.xml10_content().into())),
            Event::CData(text) => append(&mut open, Node::Text(text.xml10_content().into())),
            Event::GeneralRef(reference) => append(&mut open, Node::Text(referenced(&reference).into())),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty()).ok_or_else(|| damaged(name, "没有写完，中途断了"))?;
    let document = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    document.ok_or_else(|| damaged(name, "是空的"))
}

/// A part as text: UTF-8, or UTF-16 with a mark; nothing is guessed here.
pub(crate) fn decoded<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, ReadError> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return decode(bytes).map(|decoded| Cow::Owned(decoded.text));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| damaged(name, "不是 UTF-8"))?;
    Ok(Cow::Borrowed(text.strip_prefix('\u{FEFF}').unwrap_or(text)))
}

fn append(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Whether a name could stand in a closing tag: the parser takes what comes before the first space.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !name.contains(['<', '>', '/', '&', '"', '\'', '='])
}

fn element(start: &BytesStart<'_>, space: &ResolveResult<'_>, at: usize) -> Option<Element> {
    if !is_name(start.name().into_inner()) {
        return None;
    }
    let is_word = matches!(space, ResolveResult::Bound(space) if WORD.contains(&space.as_ref()));
    let mut attributes = Vec::new();
    // The check for doubled names is quadratic, and a doubled name does no harm here.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let value = quick_xml::escape::unescape(&attribute.value).ok()?;
        attributes.push((attribute.key.local_name().as_ref().into(), value.into()));
    }
    Some(Element { name: start.local_name().as_ref().into(), is_word, at, attributes, children: Vec::new() })
}

/// What a reference stands for: a character by number or one of the five names of XML. Others are not followed, so
/// that no definition can blow itself up.
pub(crate) fn referenced(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// A part piece by piece, for parts that are too large for a tree and for those that are written anew.
pub(crate) struct Pieces<'t> {
    /// For the reason of a refusal.
    name: &'t str,
    reader: Reader<&'t [u8]>,
    current: Event<'t>,
    /// The byte at which the current piece begins.
    at: usize,
}

/// A piece of a part.
pub(crate) enum Piece<'p> {
    /// An element begins; one without content ends in the next piece.
    Start(Tag<'p>),
    /// The last element that was opened ends.
    End,
    /// Text.
    Text(Cow<'p, str>),
}

/// The beginning of an element.
#[derive(Clone, Copy)]
pub(crate) struct Tag<'p>(&'p BytesStart<'p>);

impl Tag<'_> {
    /// The name as it is written, with its prefix.
    pub(crate) fn full_name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The name without prefix.
    pub(crate) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// An attribute by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let mut all = all.with_checks(false).filter_map(Result::ok);
        let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
    }
}

impl<'t> Pieces<'t> {
    pub(crate) fn new(name: &'t str, text: &'t str) -> Pieces<'t> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Pieces { name, reader, current: Event::Eof, at: 0 }
    }

    /// The next piece; `None` at the end. Comments and instructions are passed over.
    pub(crate) fn next(&mut self) -> Result<Option<Piece<'_>>, ReadError> {
        loop {
            self.at = self.position();
            self.current = self.reader.read_event().map_err(|_| damaged(self.name, "的 XML 不完整或有错"))?;
            match self.current {
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                _ => break,
            }
        }
        if let Event::Start(start) = &self.current
            && !is_name(start.name().into_inner())
        {
            return Err(damaged(self.name, "的 XML 不完整或有错"));
        }
        Ok(match &self.current {
            Event::Start(start) => Some(Piece::Start(Tag(start))),
            Event::End(_) => Some(Piece::End),
            Event::Text(text) => Some(Piece::Text(text.xml10_content())),
            Event::CData(text) => Some(Piece::Text(text.xml10_content())),
            Event::GeneralRef(reference) => Some(Piece::Text(referenced(reference).into())),
            _ => None,
        })
    }

    /// The byte at which the current piece begins.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The byte after the current piece.
    pub(crate) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}
