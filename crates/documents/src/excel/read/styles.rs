//! Which format a cell's style stands for, and how far it indents.

use super::format::{Format, builtin};
use crate::xml::Element;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The formats of a workbook by the number of the style, and its indents.
#[derive(Default)]
pub(super) struct Styles {
    formats: Vec<Rc<Format>>,
    indents: Vec<Option<usize>>,
    general: Rc<Format>,
}

impl Styles {
    /// Reads `styles.xml`; a file without has no formats.
    pub(super) fn read(part: Option<&Element>) -> Styles {
        let list =
            |name: &str| part.and_then(|part| part.child(name)).into_iter().flat_map(Element::elements);
        let own = |format: &Element| {
            let id: u32 = format.attribute("numFmtId")?.parse().ok()?;
            Some((id, Rc::new(Format::parse(format.attribute("formatCode")?))))
        };
        let own: BTreeMap<u32, Rc<Format>> = list("numFmts").filter_map(own).collect();
        let mut known: BTreeMap<u32, Rc<Format>> = own;
        let mut format = |style: &Element| {
            let id = style.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
            let parsed = || Rc::new(builtin(id).map(Format::parse).unwrap_or_default());
            Rc::clone(known.entry(id).or_insert_with(parsed))
        };
        Styles {
            formats: list("cellXfs").map(&mut format).collect(),
            indents: list("cellXfs").map(indent).collect(),
            general: Rc::default(),
        }
    }

    /// The format of a style; an unknown one has none.
    pub(super) fn format(&self, style: Option<usize>) -> &Format {
        style.and_then(|style| self.formats.get(style)).unwrap_or(&self.general)
    }

    /// How far a style indents its text, in half-width characters; `None` where it sets it in the middle or to the right.
    pub(super) fn indent(&self, style: Option<usize>) -> Option<usize> {
        style.and_then(|style| self.indents.get(style)).copied().unwrap_or(Some(0))
    }
}

/// The indent of a style. Office programs set a text in by three spaces for each step, to the left or as it comes.
fn indent(style: &Element) -> Option<usize> {
    const STEP: usize = 3;
    /// As many steps as office programs know.
    const STEPS_MAX: usize = 250;
    let Some(alignment) = style.child("alignment") else { return Some(0) };
    let to_the_left = !matches!(alignment.attribute("horizontal"), Some("center" | "right"));
    let steps = alignment.attribute("indent").and_then(|steps| steps.parse().ok()).unwrap_or(0);
    to_the_left.then_some(STEPS_MAX.min(steps) * STEP)
}
