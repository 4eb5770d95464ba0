//! Reading a bundle, row by row; whatever is wrong with it ends the reading.

use super::{FIRST, LONGEST_FIELD, MOST_FIELDS, Part};
use mingzhang_domain::chain::Hasher;
use std::io::{BufRead, Read};

/// Why a bundle is not to be trusted.
#[derive(Debug)]
pub enum Broken {
    /// It cannot be read.
    Io(std::io::Error),
    /// It does not begin like a bundle.
    NotABundle,
    /// Something in a part, or between parts, is not as it was written.
    Part {
        /// The part; the one before where it lies between two; empty at the beginning.
        part: String,
        /// How many bytes of the file were read when it was noticed.
        offset: u64,
    },
    /// The parts are whole, but not all of them are there, or the last line was changed.
    Whole,
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Broken {
        Broken::Io(error)
    }
}

/// Reads a bundle. Every part must be read to its end before the next one, and the last answer of
/// [`Reader::next_part`] must be waited for: only then is everything proved.
pub struct Reader<R> {
    from: R,
    whole: Hasher,
    part: Hasher,
    name: String,
    columns: usize,
    parts: u64,
    rows: u64,
    offset: u64,
    inside: bool,
}

impl<R: BufRead> Reader<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// Where it does not begin like a bundle.
    pub fn new(from: R) -> Result<Reader<R>, Broken> {
        let mut reader = Reader {
            from,
            whole: Hasher::new(),
            part: Hasher::new(),
            name: String::new(),
            columns: 0,
            parts: 0,
            rows: 0,
            offset: 0,
            inside: false,
        };
        let first = reader.line(FIRST.len())?;
        if first != FIRST.as_bytes() {
            return Err(Broken::NotABundle);
        }
        reader.hash(&first);
        reader.hash(b"\n");
        Ok(reader)
    }

    /// The head of the next part; `None` after the last, when every byte of the file is proved.
    ///
    /// # Errors
    /// What is broken.
    pub fn next_part(&mut self) -> Result<Option<Part>, Broken> {
        while self.inside {
            self.next_row()?;
        }
        self.part = Hasher::new();
        let line = self.line(64 * 1024)?;
        let text = String::from_utf8(line).map_err(|_| self.broken())?;
        if let Some(part) = Part::parse(&text) {
            self.hash(text.as_bytes());
            self.hash(b"\n");
            (self.name, self.columns, self.rows, self.inside) =
                (part.name.clone(), part.columns.len(), 0, true);
            return Ok(Some(part));
        }
        let whole = std::mem::replace(&mut self.whole, Hasher::new()).finish();
        let expected = format!("whole {} {whole}", self.parts);
        let mut more = [0];
        if text == expected && self.from.read(&mut more)? == 0 {
            return Ok(None);
        }
        Err(if text.starts_with("whole ") { Broken::Whole } else { self.broken() })
    }

    /// The next row of the part, one field per column; `None` at its end.
    ///
    /// # Errors
    /// What is broken.
    pub fn next_row(&mut self) -> Result<Option<Vec<Vec<u8>>>, Broken> {
        if !self.inside {
            return Ok(None);
        }
        match self.from.fill_buf()?.first() {
            None => return Err(self.broken()),
            Some(b'e') => return self.end_of_part(),
            Some(_) => {}
        }
        let mut fields = Vec::with_capacity(self.columns);
        for _ in 0..self.columns.min(MOST_FIELDS) {
            fields.push(self.field()?);
        }
        if self.byte()? != b'\n' {
            return Err(self.broken());
        }
        self.hash(b"\n");
        self.rows += 1;
        Ok(Some(fields))
    }

    fn end_of_part(&mut self) -> Result<Option<Vec<Vec<u8>>>, Broken> {
        let hash = std::mem::replace(&mut self.part, Hasher::new()).finish();
        let expected = format!("end {} {hash}", self.rows);
        let line = self.line(expected.len())?;
        if line != expected.as_bytes() {
            return Err(self.broken());
        }
        self.hash(&line);
        self.hash(b"\n");
        self.inside = false;
        self.parts += 1;
        Ok(None)
    }

    fn field(&mut self) -> Result<Vec<u8>, Broken> {
        let mut digits = Vec::new();
        loop {
            match self.byte()? {
                b':' => break,
                // One length has one text: no zeros before it.
                digit if digit.is_ascii_digit() && digits.len() < 10 && digits != b"0" => digits.push(digit),
                _ => return Err(self.broken()),
            }
        }
        let length = std::str::from_utf8(&digits).ok().and_then(|text| text.parse::<u64>().ok());
        let length = length.filter(|length| *length <= LONGEST_FIELD).ok_or_else(|| self.broken())?;
        let mut field = Vec::new();
        self.from.by_ref().take(length).read_to_end(&mut field)?;
        self.offset += field.len() as u64;
        if field.len() as u64 != length || self.byte()? != b',' {
            return Err(self.broken());
        }
        self.hash(&digits);
        self.hash(b":");
        self.hash(&field);
        self.hash(b",");
        Ok(field)
    }

    /// A line of at most so many bytes, without its end.
    fn line(&mut self, longest: usize) -> Result<Vec<u8>, Broken> {
        let mut line = Vec::new();
        self.from.by_ref().take(longest as u64 + 1).read_until(b'\n', &mut line)?;
        self.offset += line.len() as u64;
        if line.pop() != Some(b'\n') {
            return Err(if self.offset <= FIRST.len() as u64 + 1 {
                Broken::NotABundle
            } else {
                self.broken()
            });
        }
        Ok(line)
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        let mut byte = [0];
        if self.from.read(&mut byte)? == 0 {
            return Err(self.broken());
        }
        self.offset += 1;
        Ok(byte[0])
    }

    fn hash(&mut self, bytes: &[u8]) {
        self.whole.update(bytes);
        self.part.update(bytes);
    }

    fn broken(&self) -> Broken {
        Broken::Part { part: self.name.clone(), offset: self.offset }
    }
}
