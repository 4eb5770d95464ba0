//! The bundle: one open file for backups and seals in which every byte is covered by a hash (`docs/formats/bundle.md`).
//!
//! ```text
//! mz-bundle-1 sm3
//! part NAME COLUMN:TYPE …
//! 3:abc,1:5,
//! end ROWS SM3
//! whole PARTS SM3
//! ```
//!
//! A row is fields as in the history, `LENGTH:BYTES,`, so nothing needs escaping and a field may hold any bytes. `end`
//! carries the hash of its part, from the `p` of `part` to the line end before `end`: a changed byte is named by its
//! part. `whole` carries the hash of everything before it. Reading and writing keep one row in memory, never the file.

mod read;
mod write;

pub use read::{Broken, Reader};
pub use write::Writer;

/// The first line: the format with its version, and the algorithm.
const FIRST: &str = "mz-bundle-1 sm3";
/// The longest field that is read: more than any document, less than what a damaged length could ask for.
const LONGEST_FIELD: u64 = 1 << 30;
/// The most fields of a row.
const MOST_FIELDS: usize = 256;

/// What the fields of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A whole number in decimal digits.
    Int,
    /// Text in UTF-8.
    Text,
    /// `1` or `0`.
    Flag,
    /// Any bytes.
    Bytes,
}

impl ColumnType {
    const ALL: [(ColumnType, &'static str); 4] = [
        (ColumnType::Int, "int"),
        (ColumnType::Text, "text"),
        (ColumnType::Flag, "flag"),
        (ColumnType::Bytes, "bytes"),
    ];

    fn as_str(self) -> &'static str {
        ColumnType::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }

    fn parse(name: &str) -> Option<ColumnType> {
        ColumnType::ALL.iter().find(|(_, it)| *it == name).map(|(it, _)| *it)
    }
}

/// What stands at the head of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name, without spaces.
    pub name: String,
    /// Its columns: name and type.
    pub columns: Vec<(String, ColumnType)>,
}

impl Part {
    /// A part with columns of text.
    pub fn of_text(name: &str, columns: &[&str]) -> Part {
        let columns = columns.iter().map(|column| ((*column).to_owned(), ColumnType::Text)).collect();
        Part { name: name.to_owned(), columns }
    }

    fn line(&self) -> String {
        let columns = self.columns.iter().map(|(name, kind)| format!(" {name}:{}", kind.as_str()));
        format!("part {}{}\n", self.name, columns.collect::<String>())
    }

    fn parse(line: &str) -> Option<Part> {
        let mut words = line.strip_prefix("part ")?.split(' ');
        let name = words.next().filter(|name| !name.is_empty())?.to_owned();
        let column = |word: &str| {
            let (name, kind) = word.split_once(':')?;
            Some((name.to_owned(), ColumnType::parse(kind)?))
        };
        let columns: Vec<_> = words.map(column).collect::<Option<_>>()?;
        (!columns.is_empty() && columns.len() <= MOST_FIELDS).then_some(Part { name, columns })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bundle(rows: &[Vec<Vec<u8>>]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new()).unwrap();
        for name in ["about", "table:voucher"] {
            let part = Part {
                name: name.to_owned(),
                columns: vec![("a".to_owned(), ColumnType::Bytes), ("b".to_owned(), ColumnType::Bytes)],
            };
            writer.begin(&part).unwrap();
            for row in rows {
                writer.row(row.iter().map(Vec::as_slice)).unwrap();
            }
            writer.end().unwrap();
        }
        writer.finish().unwrap().0
    }

    type Rows = Vec<Vec<Vec<u8>>>;

    fn read(bytes: &[u8]) -> Result<Vec<(String, Rows)>, Broken> {
        let mut reader = Reader::new(bytes)?;
        let mut parts = Vec::new();
        while let Some(part) = reader.next_part()? {
            let mut rows = Vec::new();
            while let Some(row) = reader.next_row()? {
                rows.push(row);
            }
            parts.push((part.name, rows));
        }
        Ok(parts)
    }

    fn row(a: &[u8], b: &[u8]) -> Vec<Vec<u8>> {
        vec![a.to_vec(), b.to_vec()]
    }

    #[test]
    fn every_byte_that_is_changed_lost_or_added_is_noticed() {
        let bytes = bundle(&[row("凭证\n".as_bytes(), b"end 1 0"), row(b"", b"part")]);
        assert!(read(&bytes).is_ok());
        for at in 0..bytes.len() {
            for change in [1, 2, 4, 8, 16, 32, 64, 128] {
                let mut changed = bytes.clone();
                changed[at] ^= change;
                assert!(read(&changed).is_err(), "byte {at} xor {change}");
            }
            let mut shorter = bytes.clone();
            shorter.remove(at);
            assert!(read(&shorter).is_err(), "without byte {at}");
            assert!(read(&bytes[..at]).is_err(), "cut at {at}");
            let mut longer = bytes.clone();
            longer.insert(at, b'0');
            assert!(read(&longer).is_err(), "with a byte more at {at}");
        }
        assert!(read(&[&bytes[..], b"\n"].concat()).is_err());
    }

    #[test]
    fn a_change_is_named_by_its_part() {
        let bytes = bundle(&[row(b"first", b"second")]);
        let at = bytes.windows(6).rposition(|window| window == b"second").unwrap();
        let mut changed = bytes;
        changed[at] = b'S';
        let broken = read(&changed).unwrap_err();
        assert!(matches!(&broken, Broken::Part { part, .. } if part == "table:voucher"), "{broken:?}");
    }

    proptest! {
        #[test]
        fn any_rows_read_back_as_they_were_written(rows: Vec<(Vec<u8>, Vec<u8>)>) {
            let rows: Vec<_> = rows.iter().map(|(a, b)| row(a, b)).collect();
            let read = read(&bundle(&rows)).unwrap();
            prop_assert_eq!(&read[0].1, &rows);
            prop_assert_eq!(&read[1].1, &rows);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
            prop_assert!(read(&bytes).is_err());
            let _ = read(&[FIRST.as_bytes(), b"\n", &bytes].concat());
            let _ = read(&[FIRST.as_bytes(), b"\npart a b:int\n", &bytes].concat());
        }
    }
}
