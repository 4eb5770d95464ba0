//! What may be unpacked. Deflated data grows a thousandfold at most, but a thousandfold of a large file is too much, and
//! the parser unpacks whatever it takes for a table of objects. So every stream is measured before the file is opened,
//! and pictures, which nobody here looks into, are made such that they cannot be unpacked at all.

use crate::error::ReadError;
use crate::limits::{MIB, PDF_STREAM_BYTES_MAX, PDF_UNPACKED_BYTES_MAX};
use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use std::io::Read;

/// The most that deflate makes of a byte.
const DEFLATE_RATIO: u64 = 1032;
/// The most that LZW with codes of 12 bits makes of a byte, rounded up.
const LZW_RATIO: u64 = 2731;
/// The most that run lengths make of a byte.
const RUN_LENGTH_RATIO: u64 = 128;
/// The dictionary before a stream is looked for in so many bytes.
const DICTIONARY_BYTES_MAX: usize = 8 * 1024;
/// An encrypted stream cannot be measured. Text of a page and tables of objects are smaller than this, fonts may be
/// larger.
const ENCRYPTED_BYTES_MAX: usize = MIB as usize;
/// How filters begin that let data grow.
const GROWING: [&[u8]; 4] = [b"/Fl", b"/LZW", b"/RunLength", b"/RL"];

/// The file such that opening it unpacks no more than [`PDF_UNPACKED_BYTES_MAX`], and no pictures.
///
/// # Errors
/// [`ReadError::TooLarge`] where the other streams would grow beyond that.
pub(super) fn disarmed(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut copy = bytes.to_vec();
    let encrypted = find(bytes, b"/Encrypt").is_some();
    let mut total = 0u64;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, b"stream")) {
        let end = at + found;
        at = end + b"stream".len();
        let Some((begin, dictionary)) = dictionary(bytes, end) else { continue };
        let body = bytes.get(at..).unwrap_or_default();
        let body = body.get(..find(body, b"endstream").unwrap_or(body.len())).unwrap_or_default();
        let picture = find(dictionary, b"/Image").is_some() && !dictionary.contains(&b'#');
        if has_direct_filter(dictionary) && (picture || (encrypted && body.len() > ENCRYPTED_BYTES_MAX)) {
            disarm(copy.get_mut(begin..end).unwrap_or_default());
        } else if !encrypted {
            total = total.saturating_add(size(dictionary, body));
        }
        if total > PDF_UNPACKED_BYTES_MAX {
            let limit_mib = PDF_UNPACKED_BYTES_MAX / MIB;
            return Err(ReadError::TooLarge { what: "展开后的内容".to_owned(), limit_mib });
        }
    }
    Ok(copy)
}

/// The bytes before a stream's data that hold its dictionary, with the place where they begin; `None` where no stream
/// begins, or one that cannot grow.
fn dictionary(bytes: &[u8], end: usize) -> Option<(usize, &[u8])> {
    let from = end.saturating_sub(DICTIONARY_BYTES_MAX);
    let window = bytes.get(from..end)?;
    if window.ends_with(b"end") {
        return None;
    }
    let begin = rfind(window, b"obj").unwrap_or(0);
    let dictionary = window.get(begin..)?;
    let grows = GROWING.iter().any(|name| find(dictionary, name).is_some());
    (grows || dictionary.contains(&b'#') || !has_direct_filter(dictionary))
        .then_some((from + begin, dictionary))
}

/// Whether the filters, if any, are named in the dictionary itself.
fn has_direct_filter(dictionary: &[u8]) -> bool {
    let Some(filter) = find(dictionary, b"/Filter") else { return find(dictionary, b"/F ").is_none() };
    let behind = dictionary.get(filter + b"/Filter".len()..).unwrap_or_default();
    behind.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"/[".contains(byte))
}

/// Gives growing filters names that nobody knows.
fn disarm(dictionary: &mut [u8]) {
    for name in GROWING {
        let mut at = 0;
        while let Some(found) = dictionary.get(at..).and_then(|rest| find(rest, name)) {
            at += found + 1;
            dictionary.get_mut(at).into_iter().for_each(|first| *first = b'X');
        }
    }
}

/// How large a stream becomes, counted up to the bound.
fn size(dictionary: &[u8], body: &[u8]) -> u64 {
    let start = body.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let body = body.get(start..).unwrap_or_default();
    let named = |name: &[u8]| find(dictionary, name).is_some();
    if named(b"/LZW") {
        return (body.len() as u64).saturating_mul(LZW_RATIO);
    }
    if named(b"/ASCII85") || named(b"/A85") {
        return inflated(&from_ascii_85(body), PDF_UNPACKED_BYTES_MAX);
    }
    inflated(body, PDF_UNPACKED_BYTES_MAX)
}

/// The data of a stream that is no picture; `None` where it would be larger than [`PDF_STREAM_BYTES_MAX`], or cannot be
/// unpacked.
pub(super) fn unpacked(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let data = stream.raw_data();
    let filters = stream.filters();
    let worst = filters.iter().fold(data.len() as u64, |size, filter| {
        size.saturating_mul(match filter {
            Filter::FlateDecode => DEFLATE_RATIO,
            Filter::LzwDecode => LZW_RATIO,
            Filter::RunLengthDecode => RUN_LENGTH_RATIO,
            _ => 1,
        })
    });
    let measured = || match filters.as_slice() {
        [Filter::FlateDecode] => inflated(&data, PDF_STREAM_BYTES_MAX),
        [Filter::Ascii85Decode, Filter::FlateDecode] => inflated(&from_ascii_85(&data), PDF_STREAM_BYTES_MAX),
        _ => worst,
    };
    if worst > PDF_STREAM_BYTES_MAX && measured() > PDF_STREAM_BYTES_MAX {
        return None;
    }
    stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
}

/// How large deflated data becomes, counted up to `most`; what cannot be read is counted as if it grew as far as it could.
fn inflated(data: &[u8], most: u64) -> u64 {
    let mut decoder = ZlibDecoder::new(data);
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0u64;
    while size <= most {
        match decoder.read(&mut buffer) {
            Ok(0) => return size,
            Ok(read) => size += read as u64,
            Err(_) => {
                let left = (data.len() as u64).saturating_sub(decoder.total_in());
                return size.saturating_add(left.saturating_mul(DEFLATE_RATIO));
            }
        }
    }
    size
}

/// The bytes behind the letters of ASCII-85; where they are none of it, no more of them.
fn from_ascii_85(letters: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    for letter in letters.iter().filter(|letter| !letter.is_ascii_whitespace()) {
        match letter {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(letter - b'!')),
            _ => break,
        }
        if group.len() == 5 {
            let value = group.drain(..).fold(0u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(digit));
            bytes.extend(value.to_be_bytes());
        }
    }
    bytes
}

/// Where a short word first stands.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut at = 0;
    while let Some(next) = bytes.get(at..)?.iter().position(|byte| *byte == first) {
        if bytes.get(at + next..)?.starts_with(word) {
            return Some(at + next);
        }
        at += next + 1;
    }
    None
}

/// Where a short word last stands.
pub(super) fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    (0..=bytes.len().checked_sub(word.len())?)
        .rev()
        .find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn deflated(size: u64) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        let zeros = vec![0; MIB as usize];
        (0..size / MIB).for_each(|_| encoder.write_all(&zeros).expect("written"));
        encoder.finish().expect("finished")
    }

    fn object(dictionary: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.5\n1 0 obj\n<<{dictionary}>>\nstream\n");
        [head.as_bytes(), body, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn a_stream_that_grows_without_end_is_refused() {
        let bomb = deflated(PDF_UNPACKED_BYTES_MAX + 4 * MIB);
        assert!(bomb.len() < 2 * MIB as usize);
        for dictionary in ["/Filter/FlateDecode", "/Filter [ /Fl ]", "/Filter 5 0 R", "/Filter/Flate#44ecode"]
        {
            assert!(disarmed(&object(dictionary, &bomb)).is_err(), "{dictionary}");
        }
        let small = object("/Filter/FlateDecode", &deflated(MIB));
        assert_eq!(disarmed(&small), Ok(small.clone()));
        assert!(
            disarmed(&object("/Type/Metadata", b"plain text may talk of a stream /Filter/FlateDecode"))
                .is_ok()
        );
    }

    #[test]
    fn a_picture_is_not_unpacked_by_anybody() {
        let bomb = deflated(PDF_UNPACKED_BYTES_MAX + 4 * MIB);
        let file = object("/Subtype/Image/Filter[/FlateDecode/LZWDecode]", &bomb);
        let disarmed = disarmed(&file).expect("a picture");
        assert!(find(&disarmed, b"[/XlateDecode/XZWDecode]").is_some());
        assert_eq!(disarmed.len(), file.len());
    }

    #[test]
    fn what_cannot_be_measured_counts_as_large_as_it_could_be() {
        assert_eq!(inflated(&deflated(MIB), u64::MAX), MIB);
        assert!(inflated(&[0xff; 1000], u64::MAX) >= 900 * DEFLATE_RATIO);
    }

    #[test]
    fn letters_of_ascii_85_are_four_bytes_in_five() {
        assert_eq!(from_ascii_85(b"87cU\nRDZ~>"), b"Hell");
        assert_eq!(from_ascii_85(b"z87cUR~>"), b"\0\0\0\0Hell");
    }
}
