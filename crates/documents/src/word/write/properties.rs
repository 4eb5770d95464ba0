//! The properties of the file: for its window, for lists of files, and for machines.

use super::package::{XML, relations};
use super::paragraph::Controls;
use crate::markup::Markup;
use crate::meta::Meta;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const EXTENDED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
const CUSTOM: &str = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
/// The one class of custom properties that the format knows.
const CUSTOM_CLASS: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// What the container holds.
pub(super) fn package_relations() -> String {
    let relation = |id: &str, kind: &'static str, target: &str| (id.to_owned(), kind, target.to_owned());
    relations(&[
        relation("document", "officeDocument", "word/document.xml"),
        relation("core", "core-properties", "docProps/core.xml"),
        relation("app", "extended-properties", "docProps/app.xml"),
        relation("custom", "custom-properties", "docProps/custom.xml"),
    ])
}

/// Title, author and language.
pub(super) fn core(meta: &Meta) -> String {
    part("cp:coreProperties", &[("xmlns:cp", CORE), ("xmlns:dc", DUBLIN_CORE)], |core| {
        core.leaf("dc:title", &[], &meta.title);
        core.leaf("dc:creator", &[], &meta.unit_name);
        if let Some(statement) = meta.statement() {
            core.leaf("dc:description", &[], &statement);
        }
        core.leaf("dc:language", &[], "zh-CN");
    })
}

/// The program and the unit.
pub(super) fn app(meta: &Meta) -> String {
    part("Properties", &[("xmlns", EXTENDED)], |app| {
        app.leaf("Application", &[], "Mingzhang");
        app.leaf("Company", &[], &meta.unit_name);
    })
}

/// The figures' two times, and the keys that are too long for a tag.
pub(super) fn custom(meta: &Meta, controls: &Controls) -> String {
    let long_keys = controls.long_keys().map(|(tag, key)| (tag, key.to_owned()));
    let ours = meta.properties().into_iter().map(|(name, value)| (name.to_owned(), value));
    part("Properties", &[("xmlns", CUSTOM), ("xmlns:vt", TYPES)], |custom| {
        // Numbers 0 and 1 are taken by the format.
        for (number, (name, value)) in (2..).zip(ours.chain(long_keys)) {
            let number = number.to_string();
            custom.element(
                "property",
                &[("fmtid", CUSTOM_CLASS), ("pid", &number), ("name", &name)],
                |property| property.leaf("vt:lpwstr", &[], &value),
            );
        }
    })
}

fn part(name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Markup)) -> String {
    let mut part = Markup::default();
    part.raw(XML);
    part.element(name, attributes, inside);
    part.finish()
}
