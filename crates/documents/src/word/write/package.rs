//! The container: a zip whose bytes depend on nothing but its parts.

use crate::error::WriteError;
use crate::markup::Markup;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The first line of every part.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATION_KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A growing container.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    pub(super) fn new() -> Package {
        Package { zip: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    pub(super) fn add(&mut self, path: &str, text: &str) -> Result<(), WriteError> {
        self.add_bytes(path, text.as_bytes())
    }

    pub(super) fn add_bytes(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        // The earliest time that a zip can hold: the moment of writing must not show in the bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(path, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, WriteError> {
        Ok(self.zip.finish()?.into_inner())
    }
}

/// A part of relations: id, kind (the last word of its address) and target of each.
pub(super) fn relations(relations: &[(String, &str, String)]) -> String {
    let mut part = Markup::default();
    part.raw(XML);
    part.element("Relationships", &[("xmlns", RELATIONS)], |part| {
        for (id, kind, target) in relations {
            let kind = match *kind {
                "core-properties" => format!("{}/metadata/core-properties", RELATIONS),
                kind => format!("{RELATION_KIND}/{kind}"),
            };
            part.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    });
    part.finish()
}
