//! An incremental update: new objects behind the file, and a table of where they are that leads to the old one.

use super::annotation::Note;
use crate::error::{MarkError, ReadError};
use crate::pdf::bounds::{find, rfind};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, Object};
use std::collections::BTreeMap;

/// The file with notes on its pages.
pub(super) fn append(
    pdf: &Pdf,
    bytes: &[u8],
    notes: &BTreeMap<u32, Vec<Note>>,
) -> Result<Vec<u8>, MarkError> {
    let tail = Tail::of(bytes).ok_or_else(broken)?;
    if tail.is_encrypted {
        return Err(MarkError::Protected);
    }
    let mut update = Update { out: bytes.to_vec(), next: tail.size, places: BTreeMap::new() };
    update.out.push(b'\n');
    let numbered = (1u32..).zip(pdf.pages().iter());
    for (page, notes) in numbered.filter_map(|(number, page)| Some((page.raw(), notes.get(&number)?))) {
        let annotations: Vec<u32> = notes.iter().map(|note| update.note(note)).collect();
        update.hang(page, &annotations).ok_or_else(broken)?;
    }
    Ok(update.finish(&tail))
}

fn broken() -> MarkError {
    let reason = "对象表不完整，不能在后面加批注".to_owned();
    MarkError::Read(ReadError::DamagedPdf { reason })
}

/// What the end of a file says.
struct Tail {
    /// Where its table of places begins.
    table: usize,
    /// The table is a stream, as since PDF 1.5; the new one must be too.
    is_stream: bool,
    /// The number behind the largest of an object.
    size: u32,
    is_encrypted: bool,
    /// What the new trailer takes over: root, information, identity.
    kept: String,
}

impl Tail {
    fn of(bytes: &[u8]) -> Option<Tail> {
        let start = rfind(bytes, b"startxref")? + b"startxref".len();
        let digits = bytes.get(start..)?.trim_ascii_start();
        let digits = digits.get(..digits.iter().take_while(|byte| byte.is_ascii_digit()).count())?;
        let table: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
        let at_table = bytes.get(table..)?.trim_ascii_start();
        let is_stream = !at_table.starts_with(b"xref");
        let dictionary = match is_stream {
            true => at_table.get(find(at_table.get(..64.min(at_table.len()))?, b"obj")? + b"obj".len()..)?,
            false => at_table.get(find(at_table, b"trailer")? + b"trailer".len()..)?,
        };
        let trailer = Dict::from_bytes(dictionary.trim_ascii_start())?;
        let reference =
            |key: &str| trailer.get_ref(key).map(|r| format!("/{key} {} {} R", r.obj_number, r.gen_number));
        let mut kept = reference("Root")?;
        kept.extend(reference("Info"));
        if let Some(identity) = trailer.get::<Array<'_>>("ID") {
            let hex: String =
                identity.iter::<hayro_syntax::object::String<'_>>().map(|id| hex(&id)).collect();
            kept.push_str(&format!("/ID[{hex}]"));
        }
        let size = trailer.get::<u32>("Size")?;
        Some(Tail { table, is_stream, size, is_encrypted: trailer.contains_key("Encrypt"), kept })
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("<{digits}>")
}

struct Update {
    out: Vec<u8>,
    /// The number of the next new object.
    next: u32,
    /// Where each written object begins, with its generation.
    places: BTreeMap<u32, (usize, i32)>,
}

impl Update {
    fn write(&mut self, number: u32, generation: i32, body: &[u8]) {
        self.places.insert(number, (self.out.len(), generation));
        self.out.extend(format!("{number} {generation} obj\n").as_bytes());
        self.out.extend(body);
        self.out.extend(b"\nendobj\n");
    }

    fn new_number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Writes a note and tells its number.
    fn note(&mut self, note: &Note) -> u32 {
        let (annotation, appearance) = (self.new_number(), self.new_number());
        self.write(annotation, 0, note.annotation(appearance).as_bytes());
        self.write(appearance, 0, note.appearance().as_bytes());
        annotation
    }

    /// Adds annotations to a page, behind those that it has.
    fn hang(&mut self, page: &Dict<'_>, annotations: &[u32]) -> Option<()> {
        let added: String = annotations.iter().map(|number| format!(" {number} 0 R")).collect();
        let data = page.data();
        let (number, generation) = {
            let id = page.obj_id()?;
            (id.obj_number, id.gen_number)
        };
        match page.get_raw::<Object<'_>>("Annots") {
            // The list is an object of its own: only that is written anew.
            Some(MaybeRef::Ref(list)) => {
                let before = page.get::<Array<'_>>("Annots").unwrap_or_default();
                let body = [b"[", before.data(), added.as_bytes(), b"]"].concat();
                self.write(list.obj_number, list.gen_number, &body);
            }
            Some(MaybeRef::NotRef(Object::Array(list))) => {
                let end =
                    (list.data().as_ptr() as usize).checked_sub(data.as_ptr() as usize)? + list.data().len();
                let body = [data.get(..end)?, added.as_bytes(), data.get(end..)?].concat();
                self.write(number, generation, &body);
            }
            Some(_) => return None,
            None => {
                let end = data.len().checked_sub(b">>".len())?;
                let body = [data.get(..end)?, b"/Annots[", added.as_bytes(), b"]>>"].concat();
                self.write(number, generation, &body);
            }
        }
        Some(())
    }

    /// Writes the table of places and where it begins.
    fn finish(mut self, tail: &Tail) -> Vec<u8> {
        let table = self.out.len();
        if tail.is_stream {
            self.stream(tail);
        } else {
            self.out.extend(b"xref\n");
            for (number, (place, generation)) in &self.places {
                self.out.extend(format!("{number} 1\n{place:010} {generation:05} n \n").as_bytes());
            }
            let trailer = format!("trailer\n<</Size {}/Prev {}{}>>\n", self.next, tail.table, tail.kept);
            self.out.extend(trailer.as_bytes());
        }
        self.out.extend(format!("startxref\n{table}\n%%EOF\n").as_bytes());
        self.out
    }

    /// The table as a stream: for each object its kind, its place in five bytes and its generation in two.
    fn stream(&mut self, tail: &Tail) {
        let number = self.new_number();
        self.places.insert(number, (self.out.len(), 0));
        let mut entries = Vec::new();
        let mut index = String::new();
        for (number, (place, generation)) in &self.places {
            index.push_str(&format!("{number} 1 "));
            entries.push(1);
            entries.extend((*place as u64).to_be_bytes().iter().skip(3));
            entries.extend((*generation as u16).to_be_bytes());
        }
        let head = format!(
            "{number} 0 obj\n<</Type/XRef/W[1 5 2]/Index[{index}]/Size {}/Prev {}{}/Length {}>>\nstream\n",
            self.next,
            tail.table,
            tail.kept,
            entries.len()
        );
        self.out.extend(head.as_bytes());
        self.out.extend(entries);
        self.out.extend(b"\nendstream\nendobj\n");
    }
}
