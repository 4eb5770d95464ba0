//! Into a Word file and out again, without the program's own reader.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const DOCUMENT: &str = "word/document.xml";

/// A part of a Word file as text, if it is there.
pub fn part(docx: &Path, name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(File::open(docx).expect("the Word file")).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).expect("UTF-8");
    Some(text)
}

/// Key and text of every content control, in order.
pub fn bound_texts(docx: &Path) -> Vec<(String, String)> {
    let document = part(docx, DOCUMENT).expect("the document");
    let controls = document.split("<w:sdt>").skip(1);
    controls.map(|control| (key(control).to_owned(), text(control).to_owned())).collect()
}

/// Copies a Word file and replaces the text of the first content control of a key.
#[track_caller]
pub fn tampered(docx: &Path, to: &Path, of: &str, stated: &str) {
    let document = part(docx, DOCUMENT).expect("the document");
    let at = document.find(&format!("<w:tag w:val=\"{of}\"/>")).expect("the key is in the report");
    let (before, control) = document.split_at(at);
    let was = format!(">{}</w:t>", text(control));
    let document = before.to_owned() + &control.replacen(&was, &format!(">{stated}</w:t>"), 1);
    let mut from = ZipArchive::new(File::open(docx).expect("the Word file")).expect("a zip");
    let mut writer = ZipWriter::new(File::create(to).expect("a file"));
    for index in 0..from.len() {
        let part = from.by_index_raw(index).expect("a part");
        if part.name().expect("a name") != DOCUMENT {
            writer.raw_copy_file(part).expect("a copy");
        }
    }
    writer.start_file(DOCUMENT, SimpleFileOptions::default()).expect("a part");
    writer.write_all(document.as_bytes()).expect("written");
    writer.finish().expect("a whole file");
}

fn key(control: &str) -> &str {
    between(control, "<w:tag w:val=\"", "\"")
}

fn text(control: &str) -> &str {
    let run = control.find("<w:t ").or_else(|| control.find("<w:t>")).expect("a text");
    between(&control[run..], ">", "</w:t>")
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let (_, rest) = text.split_once(open).unwrap_or_else(|| panic!("no {open}"));
    rest.split_once(close).unwrap_or_else(|| panic!("no {close}")).0
}
