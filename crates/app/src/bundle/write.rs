//! Writing a bundle, row by row.

use super::{FIRST, Part};
use mingzhang_domain::chain::Hasher;
use std::io::{Result, Write};

/// Writes a bundle.
pub struct Writer<W> {
    to: W,
    whole: Hasher,
    part: Hasher,
    parts: u64,
    rows: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a bundle.
    ///
    /// # Errors
    /// Like all of its methods, where the bytes cannot be written.
    pub fn new(to: W) -> Result<Writer<W>> {
        let mut writer = Writer { to, whole: Hasher::new(), part: Hasher::new(), parts: 0, rows: 0 };
        writer.put(format!("{FIRST}\n").as_bytes())?;
        Ok(writer)
    }

    /// Begins a part.
    pub fn begin(&mut self, part: &Part) -> Result<()> {
        (self.part, self.rows) = (Hasher::new(), 0);
        self.put(part.line().as_bytes())
    }

    /// Adds a row to the part that was begun, with one field per column.
    pub fn row<'f>(&mut self, fields: impl Iterator<Item = &'f [u8]>) -> Result<()> {
        let mut row = Vec::new();
        for field in fields {
            row.extend_from_slice(field.len().to_string().as_bytes());
            row.push(b':');
            row.extend_from_slice(field);
            row.push(b',');
        }
        row.push(b'\n');
        self.rows += 1;
        self.put(&row)
    }

    /// Adds a row of text.
    pub fn texts(&mut self, fields: &[&str]) -> Result<()> {
        self.row(fields.iter().map(|field| field.as_bytes()))
    }

    /// Ends the part.
    pub fn end(&mut self) -> Result<()> {
        self.parts += 1;
        let hash = std::mem::replace(&mut self.part, Hasher::new()).finish();
        self.put(format!("end {} {hash}\n", self.rows).as_bytes())
    }

    /// Ends the bundle: where it was written to, and its hash.
    pub fn finish(mut self) -> Result<(W, String)> {
        let hash = std::mem::replace(&mut self.whole, Hasher::new()).finish();
        self.to.write_all(format!("whole {} {hash}\n", self.parts).as_bytes())?;
        self.to.flush()?;
        Ok((self.to, hash))
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.whole.update(bytes);
        self.part.update(bytes);
        self.to.write_all(bytes)
    }
}
