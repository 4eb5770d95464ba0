//! Text → records with the line on which each begins.
//!
//! Written here because every finding names the physical line, also after quoted line breaks and blank lines, and
//! because a quote that is never closed must be a finding with its line instead of a swallowed rest of the file.

/// A record: its fields and the line on which it begins, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub line: usize,
    pub fields: Vec<String>,
}

/// A quote that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadQuote {
    /// The field that begins on this line is never closed.
    Unclosed { line: usize },
    /// Something stands between a closing quote and the next comma.
    TextAfter { line: usize },
}

/// Splits a text into records. Line ends may be LF, CRLF or CR; blank lines are passed over; line ends inside quotes
/// become LF.
pub(crate) fn records(text: &str) -> Result<Vec<Record>, BadQuote> {
    Ok(records_from(text, 1)?.0)
}

/// The same for a part of a text that begins on a line, and the line behind it.
pub(super) fn records_from(text: &str, line: usize) -> Result<(Vec<Record>, usize), BadQuote> {
    let mut reader = Reader { rest: text, line };
    let mut records = Vec::new();
    while !reader.rest.is_empty() {
        let record = reader.record()?;
        if record.fields.len() > 1 || record.fields.iter().any(|field| !field.is_empty()) {
            records.push(record);
        }
    }
    Ok((records, reader.line))
}

struct Reader<'t> {
    rest: &'t str,
    line: usize,
}

impl<'t> Reader<'t> {
    fn record(&mut self) -> Result<Record, BadQuote> {
        let line = self.line;
        let mut fields = Vec::new();
        loop {
            fields.push(self.field()?);
            if let Some(rest) = self.rest.strip_prefix(',') {
                self.rest = rest;
                continue;
            }
            self.end_line();
            return Ok(Record { line, fields });
        }
    }

    /// A field up to the comma or line end behind it.
    fn field(&mut self) -> Result<String, BadQuote> {
        match self.rest.strip_prefix('"') {
            Some(rest) => {
                self.rest = rest;
                self.quoted()
            }
            None => Ok(self.take_until([',', '\n', '\r']).to_owned()),
        }
    }

    /// The rest of a field behind its opening quote.
    fn quoted(&mut self) -> Result<String, BadQuote> {
        let line = self.line;
        let mut field = String::new();
        loop {
            field.push_str(self.take_until(['"', '\n', '\r']));
            match self.rest.chars().next() {
                None => return Err(BadQuote::Unclosed { line }),
                Some('"') => {
                    self.skip(1);
                    if !self.rest.starts_with('"') {
                        break;
                    }
                    self.skip(1);
                    field.push('"');
                }
                Some(_) => {
                    self.end_line();
                    field.push('\n');
                }
            }
        }
        match self.rest.chars().next() {
            None | Some(',' | '\n' | '\r') => Ok(field),
            Some(_) => Err(BadQuote::TextAfter { line: self.line }),
        }
    }

    fn take_until(&mut self, stops: [char; 3]) -> &'t str {
        let (taken, rest) = self.rest.split_at(self.rest.find(stops).unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn end_line(&mut self) {
        let after = ["\r\n", "\n", "\r"].into_iter().find_map(|end| self.rest.strip_prefix(end));
        if let Some(after) = after {
            self.rest = after;
            self.line += 1;
        }
    }

    /// Passes over ASCII characters.
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, &[&str])]) {
        let read = records(text).unwrap();
        let read: Vec<(usize, Vec<&str>)> =
            read.iter().map(|r| (r.line, r.fields.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(usize, Vec<&str>)> = expected.iter().map(|(l, f)| (*l, f.to_vec())).collect();
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn a_record_knows_the_physical_line_on_which_it_begins() {
        check("a,b\n1,\n", &[(1, &["a", "b"]), (2, &["1", ""])]);
        check("a,b\r\n\r\n1,2", &[(1, &["a", "b"]), (3, &["1", "2"])]);
        check("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a\n\"x\r\ny\"\nz\n", &[(1, &["a"]), (2, &["x\ny"]), (4, &["z"])]);
        check("\"a,\"\"b\"\"\",c\n", &[(1, &["a,\"b\"", "c"])]);
        check("a\"b,c\n", &[(1, &["a\"b", "c"])]);
        check(",\n", &[(1, &["", ""])]);
        check("", &[]);
    }

    #[test]
    fn a_quote_that_does_not_fit_is_refused_with_its_line() {
        assert_eq!(records("a\n1\n\"x\ny\n"), Err(BadQuote::Unclosed { line: 3 }));
        assert_eq!(records("a\n\"x\ny\" z\n"), Err(BadQuote::TextAfter { line: 3 }));
    }
}
