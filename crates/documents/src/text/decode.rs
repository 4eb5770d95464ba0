//! Bytes to text: UTF-8, GB18030 (and its subsets GBK and GB2312), Big5, UTF-16 with a mark; never with replacement
//! characters, never two encodings in one file.

use crate::error::ReadError;
use crate::limits::{MIB, TEXT_BYTES_MAX};
use encoding_rs::{BIG5, CoderResult, DecoderResult, GB18030, UTF_16BE, UTF_16LE};

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark, with the line ends that the file has.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
}

/// How a text was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, the state standard that contains GBK and GB2312.
    Gb18030,
    /// Big5, in which traditional characters were written.
    Big5,
    /// UTF-16 with a byte order mark, the "Unicode text" of old office software.
    Utf16,
}

impl Encoding {
    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Big5 => "Big5",
            Encoding::Utf16 => "UTF-16",
        }
    }
}

/// Decodes a text file. No bytes give an empty text.
///
/// # Errors
/// [`ReadError::TooLarge`], [`ReadError::NotText`] for a zero byte, [`ReadError::MixedEncodings`] where some lines are
/// UTF-8 and others are not, [`ReadError::Undecodable`] where neither encoding fits; each names line and byte.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(ReadError::TooLarge { what: "文件".to_owned(), limit_mib: TEXT_BYTES_MAX / MIB });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf_16(rest, UTF_16LE);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf_16(rest, UTF_16BE);
    }
    if let Some(byte) = bytes.iter().position(|b| *b == 0) {
        return Err(ReadError::NotText { line: line_of(bytes, byte), byte });
    }
    let (marked, body) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    match std::str::from_utf8(body) {
        Ok(text) => Ok(match passes_for_utf_8(text) {
            Some(text) if !marked => Decoded { text, encoding: Encoding::Gb18030 },
            _ => Decoded { text: text.to_owned(), encoding: Encoding::Utf8 },
        }),
        Err(error) => {
            let byte = bytes.len() - body.len() + error.valid_up_to();
            not_utf_8(bytes, byte, marked)
        }
    }
}

/// The Chinese text behind bytes of GB18030 that are valid UTF-8 by chance: a few words (膜 is the bytes of Ĥ) whose
/// letters as UTF-8 belong to no text of an office. Latin-1 and Greek do: ·, ×, °, μ.
fn passes_for_utf_8(text: &str) -> Option<String> {
    let foreign = |c: char| matches!(c, '\u{100}'..='\u{36F}' | '\u{400}'..='\u{7FF}');
    if !text.chars().any(foreign) || text.chars().any(|c| c >= '\u{800}') {
        return None;
    }
    let chinese = gb_18030(text.as_bytes()).ok()?;
    chinese.chars().all(|c| c.is_ascii() || is_common(c)).then_some(chinese)
}

/// Decides between GB18030 and a mixture, knowing where UTF-8 breaks.
fn not_utf_8(bytes: &[u8], broken_at: usize, marked: bool) -> Result<Decoded, ReadError> {
    let utf8_line = if marked { Some(1) } else { first_utf_8_line(bytes) };
    if let Some(utf8_line) = utf8_line {
        return Err(ReadError::MixedEncodings {
            line: line_of(bytes, broken_at),
            byte: broken_at,
            utf8_line,
        });
    }
    if let Some(text) = big_5(bytes) {
        return Ok(Decoded { text, encoding: Encoding::Big5 });
    }
    match gb_18030(bytes) {
        Ok(text) => Ok(Decoded { text, encoding: Encoding::Gb18030 }),
        Err(byte) => Err(ReadError::Undecodable { line: line_of(bytes, byte), byte }),
    }
}

/// A line that surely is UTF-8: it has three or more characters of three bytes, all of them common in Chinese text; or
/// it has one or two, and more lines are like it than are no UTF-8 at all.
///
/// Bytes of GB18030 pass for one such character now and then (E4 A1, B0 … as E4 A1 B0), hardly ever for three with
/// nothing else between, and never in most lines.
fn first_utf_8_line(bytes: &[u8]) -> Option<usize> {
    let (mut first_likely, mut likely, mut others) = (None, 0, 0);
    for (line, bytes) in (1..).zip(bytes.split(|b| *b == b'\n')) {
        match std::str::from_utf8(bytes).map(common_characters) {
            Ok(Some(3..)) => return Some(line),
            Ok(Some(1 | 2)) => {
                first_likely.get_or_insert(line);
                likely += 1;
            }
            Ok(_) => {}
            Err(_) => others += 1,
        }
    }
    first_likely.filter(|_| likely > others)
}

/// How many characters beside ASCII a text has; `None` where one of them is not common in Chinese text.
fn common_characters(text: &str) -> Option<usize> {
    let wide = || text.chars().filter(|c| !c.is_ascii());
    wide().all(is_common).then(|| wide().count())
}

/// Chinese characters and the punctuation and signs that stand among them.
fn is_common(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{22FF}' | '\u{2460}'..='\u{33FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// The text of bytes of Big5. Most of them are valid GB18030 too, but what is a comma or a full stop in Big5 is none of
/// its characters: it lies in the area for private use. Other text has hardly one of them, this has them all over.
fn big_5(bytes: &[u8]) -> Option<String> {
    let text = decoded(BIG5, bytes).ok()?;
    let marks = |text: &str| text.chars().filter(|c| "，。、：；".contains(*c)).count();
    let other = decoded(GB18030, bytes).unwrap_or_default();
    let private = other.chars().filter(|c| ('\u{E000}'..='\u{F8FF}').contains(c)).count();
    let is_private = other.is_empty() || private >= marks(&text);
    (marks(&text) > 2 * marks(&other) && is_private && text.chars().all(|c| c.is_ascii() || is_common(c)))
        .then_some(text)
}

/// The text, or the first byte that does not fit.
fn gb_18030(bytes: &[u8]) -> Result<String, usize> {
    decoded(GB18030, bytes)
}

/// The text in an encoding, or the first byte that does not fit.
fn decoded(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(capacity);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(length, after) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        // Cannot be: the buffer has the length that the decoder asked for.
        DecoderResult::OutputFull => Err(read),
    }
}

fn utf_16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<Decoded, ReadError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(capacity);
    let (result, read, replaced) = decoder.decode_to_string(bytes, &mut text, true);
    if replaced || result == CoderResult::OutputFull {
        let line = text.split('\u{FFFD}').next().map_or(1, |before| before.matches('\n').count() + 1);
        return Err(ReadError::Undecodable { line, byte: read + 2 });
    }
    if let Some(zero) = text.find('\0') {
        let line = text.get(..zero).map_or(1, |before| before.matches('\n').count() + 1);
        return Err(ReadError::NotText { line, byte: zero });
    }
    Ok(Decoded { text, encoding: Encoding::Utf16 })
}

/// The line of a byte, counted from 1.
fn line_of(bytes: &[u8], byte: usize) -> usize {
    bytes.iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn check(bytes: &[u8], text: &str, encoding: Encoding) {
        assert_eq!(decode(bytes), Ok(Decoded { text: text.to_owned(), encoding }));
    }

    #[test]
    fn every_encoding_of_an_office_is_understood() {
        let text = "一、预算执行率 98.50%\r\n㎡、喆、𠮷\n";
        check(text.as_bytes(), text, Encoding::Utf8);
        check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), text, Encoding::Utf8);
        check(&gb(text), text, Encoding::Gb18030);
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[b"\xFF\xFE".as_slice(), &units].concat(), text, Encoding::Utf16);
        check(b"", "", Encoding::Utf8);
        let traditional = "一、預算執行率：全年支出12萬元，其中辦公費7萬元、差旅費5萬元。";
        check(&BIG5.encode(traditional).0, traditional, Encoding::Big5);
        let simplified = "一、预算执行率：全年支出12万元，其中办公费7万元、差旅费5万元。";
        for text in [traditional, simplified] {
            check(&gb(text), text, Encoding::Gb18030);
        }
        // The bytes of these are valid UTF-8 by chance.
        check(&gb("膜"), "膜", Encoding::Gb18030);
        check("a·b×2".as_bytes(), "a·b×2", Encoding::Utf8);
    }

    #[test]
    fn two_encodings_in_one_file_are_refused_with_the_line() {
        let mixed =
            ["日期,摘要\n".as_bytes(), &gb("2020-01-05,拨付工程款\n"), "2020-01-06,退款\n".as_bytes()]
                .concat();
        assert_eq!(decode(&mixed), Err(ReadError::MixedEncodings { line: 2, byte: 25, utf8_line: 1 }));
        let short = ["甲,乙\n丙,1\n".as_bytes(), &gb("丁,2\n")].concat();
        assert_eq!(decode(&short), Err(ReadError::MixedEncodings { line: 3, byte: 14, utf8_line: 1 }));
        let marked = [b"\xEF\xBB\xBF".as_slice(), b"a\n", &gb("预算")].concat();
        // The first of its bytes pass for UTF-8 by chance.
        assert_eq!(decode(&marked), Err(ReadError::MixedEncodings { line: 2, byte: 7, utf8_line: 1 }));
    }

    #[test]
    fn a_byte_of_no_encoding_is_refused_with_its_place() {
        let broken = [gb("预算\n支付").as_slice(), b"\xFF", b"\n"].concat();
        assert_eq!(decode(&broken), Err(ReadError::Undecodable { line: 2, byte: 9 }));
        assert_eq!(decode(b"a\nb\0c"), Err(ReadError::NotText { line: 2, byte: 3 }));
    }
}
