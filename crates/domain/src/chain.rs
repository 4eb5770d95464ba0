//! The chain of the history: each entry is hashed together with the hash of the one before it.
//!
//! What is hashed is the canonical encoding ([`crate::history`]) of the algorithm's name, the unit, the year, the place,
//! the time, the actor, the kind, the body and the previous hash, so no field can be changed, moved into another entry,
//! left out or added without another hash from there on. The format is written down in `docs/formats/history.md`.

use crate::history::Encoder;
use crate::ids::{FiscalYear, Seq, UnitId};
use jiff::Timestamp;
use sm3::{Digest, Sm3};

/// The algorithm, named in each entry: SM3 (GB/T 32905-2016).
pub const ALGORITHM: &str = "sm3";

/// An entry of the history, as it is hashed and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The unit's surrogate.
    pub unit: UnitId,
    /// The fiscal year.
    pub year: FiscalYear,
    /// Its place in the recording order.
    pub seq: Seq,
    /// When, as [`at_as_text`] writes it.
    pub at: &'a str,
    /// Who.
    pub actor: &'a str,
    /// What kind of change.
    pub kind: &'a str,
    /// The change in its canonical encoding.
    pub body: &'a str,
}

impl Entry<'_> {
    /// Its hash after that of the entry before it, 64 hexadecimal digits.
    pub fn hash(&self, previous: &str) -> String {
        let mut encoder = Encoder::new("entry");
        encoder.text(ALGORITHM).int(self.unit.0).int(self.year.0.into()).int(self.seq.0);
        encoder.text(self.at).text(self.actor).text(self.kind).text(self.body).text(previous);
        hash_of(encoder.finish().as_bytes())
    }
}

/// What stands before the first entry of a unit and year.
pub fn beginning(unit: UnitId, year: FiscalYear) -> String {
    let mut encoder = Encoder::new("beginning");
    encoder.text(ALGORITHM).int(unit.0).int(year.0.into());
    hash_of(encoder.finish().as_bytes())
}

/// A time as it is hashed and kept: UTC with six decimals, so that one moment has one text.
pub fn at_as_text(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// The SM3 of bytes that come one after the other.
pub struct Hasher(Sm3);

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher::new()
    }
}

impl Hasher {
    /// Of nothing yet.
    pub fn new() -> Hasher {
        Hasher(Sm3::new())
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// 64 hexadecimal digits.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// The SM3 of some bytes, 64 hexadecimal digits.
pub fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&Sm3::digest(bytes))
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry<'static> {
        Entry {
            unit: UnitId(1),
            year: FiscalYear(2020),
            seq: Seq(7),
            at: "2020-06-01T00:00:00.000000Z",
            actor: "a",
            kind: "voucher",
            body: "4:body,",
        }
    }

    #[test]
    fn the_hash_is_sm3_as_the_standard_gives_it() {
        // GB/T 32905-2016, appendix A, example 1.
        let of_abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(hash_of(b"abc"), of_abc);
    }

    #[test]
    fn every_field_of_an_entry_and_the_one_before_it_change_its_hash() {
        let hash = entry().hash("p");
        let others = [
            Entry { unit: UnitId(2), ..entry() },
            Entry { year: FiscalYear(2021), ..entry() },
            Entry { seq: Seq(8), ..entry() },
            Entry { at: "2020-06-01T00:00:00.000001Z", ..entry() },
            Entry { actor: "b", ..entry() },
            Entry { kind: "line", ..entry() },
            Entry { body: "4:bodz,", ..entry() },
        ];
        for other in others {
            assert_ne!(other.hash("p"), hash, "{other:?}");
        }
        assert_ne!(entry().hash("q"), hash);
    }

    #[test]
    fn one_moment_has_one_text() {
        for text in ["2020-06-01T00:00:00Z", "2020-06-01T08:00:00+08:00", "2020-06-01T00:00:00.0000004Z"] {
            assert_eq!(at_as_text(text.parse().unwrap()), "2020-06-01T00:00:00.000000Z");
        }
    }
}
