//! The canonical encoding of one change: what the history records, and what hashes and seals cover.
//!
//! A change is a sequence of fields, each written as `LENGTH:BYTES,` with the length in bytes of UTF-8. The first
//! field is the version of the encoding, the second the kind of change. Nothing can be moved from one field into the
//! next without changing a length, and no escaping is needed.

/// The version of the encoding, first field of every change.
pub const VERSION: &str = "mz1";

/// Something that the history records.
pub trait Canonical {
    /// The kind of change, second field of the encoding and a column of the history.
    const KIND: &'static str;

    /// Writes the fields in their fixed order. A new field means a new kind or version.
    fn encode(&self, to: &mut Encoder);

    /// The whole encoding.
    fn canonical(&self) -> String {
        let mut encoder = Encoder::new(Self::KIND);
        self.encode(&mut encoder);
        encoder.finish()
    }
}

/// Writes fields.
pub struct Encoder(String);

impl Encoder {
    /// Begins with the version and the kind.
    pub fn new(kind: &str) -> Encoder {
        let mut encoder = Encoder(String::new());
        encoder.text(VERSION).text(kind);
        encoder
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }

    /// A field of text.
    pub fn text(&mut self, text: &str) -> &mut Encoder {
        use std::fmt::Write as _;
        let _infallible = write!(self.0, "{}:{text},", text.len());
        self
    }

    /// A field with a whole number: fen, hundredths of points, a count.
    pub fn int(&mut self, number: i64) -> &mut Encoder {
        self.text(&number.to_string())
    }

    /// A field with the number of repeated groups of fields that follow.
    pub fn count(&mut self, count: usize) -> &mut Encoder {
        self.text(&count.to_string())
    }

    /// A field with yes or no.
    pub fn flag(&mut self, flag: bool) -> &mut Encoder {
        self.text(if flag { "1" } else { "0" })
    }
}

/// Reads fields.
pub struct Decoder<'c>(&'c str);

impl<'c> Decoder<'c> {
    /// The fields after the version and the kind; `None` where these are others.
    pub fn new(canonical: &'c str, kind: &str) -> Option<Decoder<'c>> {
        let mut decoder = Decoder(canonical);
        (decoder.text()? == VERSION && decoder.text()? == kind).then_some(decoder)
    }

    /// The next field.
    pub fn text(&mut self) -> Option<&'c str> {
        let (length, rest) = self.0.split_once(':')?;
        let length: usize = length.parse().ok()?;
        let text = rest.get(..length)?;
        self.0 = rest.get(length..)?.strip_prefix(',')?;
        Some(text)
    }

    /// The next field as a whole number.
    pub fn int(&mut self) -> Option<i64> {
        self.text()?.parse().ok()
    }

    /// What follows the fields that were read.
    pub fn rest(&self) -> &'c str {
        self.0
    }

    /// Whether there is no further field.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pair(&'static str, &'static str);

    impl Canonical for Pair {
        const KIND: &'static str = "pair";
        fn encode(&self, to: &mut Encoder) {
            to.text(self.0).text(self.1);
        }
    }

    #[test]
    fn two_changes_never_share_an_encoding() {
        assert_eq!(Pair("年", "a").canonical(), "3:mz1,4:pair,3:年,1:a,");
        assert_ne!(Pair("1:a,", "b").canonical(), Pair("1:a", ",b").canonical());
        assert_ne!(Pair("", "ab").canonical(), Pair("ab", "").canonical());
    }
}
