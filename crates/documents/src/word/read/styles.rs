//! What a style makes of a paragraph, and of a run.

use super::numbering::Membership;
use crate::word::styles::{role, role_by_name};
use crate::xml::Element;
use mingzhang_domain::paper::Role;
use std::collections::BTreeMap;

/// A style may stand on another; a longer chain is a mistake or a circle.
const CHAIN_MAX: usize = 12;

/// The styles of a file, by id.
#[derive(Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
}

struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Membership,
    /// Whether it hides its text or strikes it through, where it says so.
    hides: Option<bool>,
    strikes: Option<bool>,
    /// Whether it raises its text, where it says so.
    raises: Option<bool>,
}

impl Styles {
    /// Reads `styles.xml`; a file without has none.
    pub(super) fn read(part: Option<&Element>) -> Styles {
        let mut by_id = BTreeMap::new();
        for style in part.iter().flat_map(|part| part.elements()).filter(|element| &*element.name == "style")
        {
            let Some(id) = style.attribute("styleId") else { continue };
            let name = style.child_value("name").unwrap_or_default().to_owned();
            let based_on = style.child_value("basedOn").map(str::to_owned);
            let properties = style.child("pPr");
            let outline = properties.and_then(outline);
            let list = properties.map(Membership::read).unwrap_or_default();
            let looks = style.child("rPr");
            let (hides, strikes) = (looks.and_then(hides), looks.and_then(strikes));
            let raises = looks.and_then(raises);
            by_id.insert(id.to_owned(), Style { name, based_on, outline, list, hides, strikes, raises });
        }
        Styles { by_id }
    }

    /// The role that the style of an id states; `None` where it says nothing, so that the text itself must tell.
    pub(super) fn role(&self, id: &str) -> Option<Role> {
        let mut id = id;
        for _ in 0..CHAIN_MAX {
            let Some(style) = self.by_id.get(id) else { return role(id) };
            if let Some(role) = role_by_name(&style.name).or_else(|| own(id, &style.name)) {
                return Some(role);
            }
            if let Some(level) = style.outline {
                return Some(Role::Heading(level));
            }
            // A table of contents repeats the headings; it is none itself.
            if style.name.to_lowercase().starts_with("toc ") {
                return Some(Role::Body);
            }
            id = style.based_on.as_deref()?;
        }
        None
    }

    /// Whether run properties hide their text, themselves or by the style that they name.
    pub(super) fn hide(&self, properties: Option<&Element>) -> bool {
        self.state(properties, hides, |style| style.hides)
    }

    /// Whether run properties strike their text through, themselves or by the style that they name.
    pub(super) fn strike(&self, properties: Option<&Element>) -> bool {
        self.state(properties, strikes, |style| style.strikes)
    }

    /// Whether run properties raise their text, themselves or by the style that they name.
    pub(super) fn raise(&self, properties: Option<&Element>) -> bool {
        self.state(properties, raises, |style| style.raises)
    }

    /// What run properties or else their styles state; nothing is no.
    fn state(
        &self,
        properties: Option<&Element>,
        own: fn(&Element) -> Option<bool>,
        of_style: fn(&Style) -> Option<bool>,
    ) -> bool {
        let Some(properties) = properties else { return false };
        if let Some(own) = own(properties) {
            return own;
        }
        let mut id = properties.child_value("rStyle");
        for _ in 0..CHAIN_MAX {
            let Some(style) = id.and_then(|id| self.by_id.get(id)) else { return false };
            if let Some(stated) = of_style(style) {
                return stated;
            }
            id = style.based_on.as_deref();
        }
        false
    }

    /// The list that the style of an id puts its paragraphs into, also by the styles that it stands on.
    pub(super) fn list(&self, id: &str) -> Membership {
        let mut list = Membership::default();
        let mut id = id;
        for _ in 0..CHAIN_MAX {
            let Some(style) = self.by_id.get(id) else { break };
            list = list.or(&style.list);
            let Some(based_on) = style.based_on.as_deref() else { break };
            id = based_on;
        }
        list
    }
}

/// Whether run properties say that their text is hidden.
fn hides(properties: &Element) -> Option<bool> {
    properties.child("vanish").map(|_| properties.switches("vanish"))
}

/// Whether run properties say that a line, or two, runs through their text.
fn strikes(properties: &Element) -> Option<bool> {
    let names = ["strike", "dstrike"];
    let said = names.iter().any(|name| properties.child(name).is_some());
    said.then(|| names.iter().any(|name| properties.switches(name)))
}

/// Whether run properties say that their text is raised.
fn raises(properties: &Element) -> Option<bool> {
    properties.child_value("vertAlign").map(|place| place == "superscript")
}

/// The role of a style of ours. Ids such as `Title` are free for anyone to use, so the name must agree.
fn own(id: &str, name: &str) -> Option<Role> {
    let role = role(id)?;
    ["Body Text", "表格单位", "表注", "附件标识"].contains(&name).then_some(role)
}

/// The heading level that paragraph properties state: 1 to 9.
pub(super) fn outline(properties: &Element) -> Option<u8> {
    let level: u8 = properties.child_value("outlineLvl")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}
