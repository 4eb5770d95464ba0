//! A CSV file in pieces of whole records, for files that are too large for memory.

use super::csv::{self, BadQuote, Record};
use super::files::unreadable;
use super::rules::ENCODING;
use super::table::{bad_quote, undecodable};
use mingzhang_documents::error::ReadError;
use mingzhang_documents::text::{Encoding, decode};
use mingzhang_domain::chain::Hasher;
use mingzhang_domain::finding::{Finding, Place};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// How many bytes are read at once, then up to the end of the line.
const PIECE: u64 = 1 << 20;

/// A file that is read piece by piece and hashed on the way.
pub(super) struct Pieces<'n> {
    /// Its name, as it is shown.
    name: &'n str,
    file: BufReader<File>,
    hasher: Hasher,
    /// The line on which the next piece begins, counted from 1, and its byte, counted from 0.
    line: usize,
    byte: usize,
    /// How the first letters beyond ASCII were encoded, and on which line the piece with them begins.
    encoding: Option<(Encoding, usize)>,
}

impl<'n> Pieces<'n> {
    /// Opens a file.
    pub(super) fn open(path: &Path, name: &'n str) -> Result<Pieces<'n>, Box<Finding>> {
        let file = File::open(path).map_err(|error| Box::new(unreadable(path, &error)))?;
        Ok(Pieces {
            name,
            file: BufReader::new(file),
            hasher: Hasher::new(),
            line: 1,
            byte: 0,
            encoding: None,
        })
    }

    /// The next records; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Vec<Record>>, Box<Finding>> {
        let mut piece = Vec::new();
        loop {
            let before = piece.len();
            self.read_more(&mut piece).map_err(|error| Box::new(unreadable(Path::new(self.name), &error)))?;
            if piece.is_empty() {
                return Ok(None);
            }
            match csv::records_from(&self.text(&piece)?, self.line) {
                // A field with line ends in it goes on behind this piece.
                Err(BadQuote::Unclosed { .. }) if piece.len() > before => {}
                Err(quote) => return Err(Box::new(bad_quote(self.name, quote))),
                Ok((records, line)) => {
                    self.line = line;
                    self.byte += piece.len();
                    self.hasher.update(&piece);
                    return Ok(Some(records));
                }
            }
        }
    }

    /// The hash of what was read.
    pub(super) fn hash(self) -> String {
        self.hasher.finish()
    }

    fn read_more(&mut self, piece: &mut Vec<u8>) -> std::io::Result<()> {
        self.file.by_ref().take(PIECE).read_to_end(piece)?;
        // A line end is the same byte in UTF-8 and in GB18030, and no part of another character.
        self.file.read_until(b'\n', piece)?;
        Ok(())
    }

    fn text(&mut self, piece: &[u8]) -> Result<String, Box<Finding>> {
        let far = |error: ReadError| {
            Box::new(undecodable(self.name, &error.further_down(self.line - 1, self.byte)))
        };
        let decoded = decode(piece).map_err(far)?;
        if decoded.encoding == Encoding::Utf16 {
            let message = format!("{} 是 UTF-16；这样大的文件只读 UTF-8 或 GB18030。", self.name);
            return Err(Box::new(ENCODING.at(Place::file(self.name), message)));
        }
        if !decoded.text.is_ascii() {
            let (first, line) = *self.encoding.get_or_insert((decoded.encoding, self.line));
            if first != decoded.encoding {
                let (first, then) = (first.label(), decoded.encoding.label());
                let message = format!("编码混杂：第 {line} 行起是 {first}，第 {} 行起是 {then}。", self.line);
                return Err(Box::new(ENCODING.at(Place::row(self.name, self.line), message)));
            }
        }
        Ok(decoded.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a file that is read in pieces, and how many there are.
    fn read(bytes: &[u8]) -> Result<(Vec<Record>, usize), Box<Finding>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let mut pieces = Pieces::open(file.path(), "payments.csv")?;
        let (mut records, mut count) = (Vec::new(), 0);
        while let Some(next) = pieces.next()? {
            records.extend(next);
            count += 1;
        }
        assert_eq!(pieces.hash(), mingzhang_domain::chain::hash_of(bytes));
        Ok((records, count))
    }

    #[test]
    fn pieces_are_the_records_of_the_whole_also_where_a_field_spans_them() {
        let row = |n: usize| format!("{n},\"进度款\r\n第 {n} 笔，\"\"急\"\"\",某公司\n\n");
        let text: String = (0..60_000).map(row).collect();
        let (records, count) = read(text.as_bytes()).unwrap();
        assert_eq!(records, csv::records(&text).unwrap());
        assert!(count > 2, "{count}");
        let (spanning, count) = read(format!("a\n\"{}\"\nb\n", "x\n".repeat(2_000_000)).as_bytes()).unwrap();
        assert_eq!((spanning.len(), spanning[2].line, count), (3, 2_000_003, 1));
    }

    #[test]
    fn what_is_wrong_far_down_is_named_by_its_line() {
        let good = "1,进度款\n".repeat(200_000);
        let line = |bytes: Vec<u8>| read(&bytes).unwrap_err().place.row;
        assert_eq!(line([good.as_bytes(), b"2,\0\n"].concat()), Some(200_001));
        assert_eq!(line([good.as_bytes(), b"2,\"x\n"].concat()), Some(200_001));
        assert_eq!(line([good.as_bytes(), "2,\"x\"y\n".as_bytes()].concat()), Some(200_001));
        let mixed = read(&[in_gb_18030(&good), good.into_bytes()].concat()).unwrap_err();
        assert_eq!(mixed.rule, ENCODING.code);
    }

    /// A text of few letters in GB18030.
    fn in_gb_18030(text: &str) -> Vec<u8> {
        let letters = [("进", [0xBD, 0xF8]), ("度", [0xB6, 0xC8]), ("款", [0xBF, 0xEE])];
        let mut bytes = Vec::new();
        for letter in text.chars() {
            match letters.iter().find(|(chinese, _)| chinese.starts_with(letter)) {
                Some((_, gb)) => bytes.extend(gb),
                None => bytes.push(letter as u8),
            }
        }
        bytes
    }
}
