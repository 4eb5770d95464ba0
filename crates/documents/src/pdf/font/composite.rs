//! CID fonts: a code becomes a number of a character collection (CID), and that a glyph. What it shows is said by the
//! font's own map, or else by the encoding or by the collection, such as Adobe-GB1.

use super::{Shown, cmap_in, looked_up, predefined, radicals};
use hayro_cmap::{CMap, CidFamily, WritingMode};
use hayro_syntax::object::{Array, Dict, Object, String as PdfString};
use std::collections::HashMap;

/// How wide a character of a CID font is, by 1000, where nothing is said.
const USUAL_WIDTH: f64 = 1000.0;
/// CIDs are of two bytes.
const CIDS: u32 = 0x10000;

/// A CID font.
pub(in crate::pdf) struct Composite {
    /// From code to CID.
    encoding: CMap,
    /// The encoding's codes are Unicode themselves.
    codes_are_unicode: bool,
    /// From code to characters, as the font says.
    to_unicode: Option<CMap>,
    /// From CID to characters, as the collection says.
    collection: Option<CMap>,
    widths: HashMap<u32, f64>,
    default_width: f64,
}

impl Composite {
    pub(super) fn read(dict: &Dict<'_>, to_unicode: Option<CMap>) -> Option<Composite> {
        let descendant = dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
        let (encoding, name) = match dict.get::<Object<'_>>("Encoding")? {
            Object::Name(name) => (predefined(&name)?, Some(name.to_vec())),
            Object::Stream(stream) => (cmap_in(&stream)?, None),
            _ => return None,
        };
        let is_unicode = |name: &Vec<u8>| {
            name.starts_with(b"Uni")
                && ["-UCS2-", "-UTF16-"].iter().any(|part| contains(name, part.as_bytes()))
        };
        let family = family_of(&encoding).or_else(|| stated_family(&descendant));
        Some(Composite {
            codes_are_unicode: name.as_ref().is_some_and(is_unicode),
            collection: family.and_then(|f| f.ucs2_cmap()).and_then(|name| predefined(name.to_bytes())),
            encoding,
            to_unicode,
            widths: descendant.get::<Array<'_>>("W").map(|listed| widths(&listed)).unwrap_or_default(),
            default_width: descendant.get::<f64>("DW").unwrap_or(USUAL_WIDTH),
        })
    }

    pub(super) fn is_upright(&self) -> bool {
        self.encoding.metadata().writing_mode == Some(WritingMode::Vertical)
    }

    pub(super) fn next(&self, bytes: &[u8]) -> Option<Shown> {
        bytes.first()?;
        let (code, length, cid) = self.code(bytes);
        let width = self.widths.get(&cid).copied().unwrap_or(self.default_width);
        Some(Shown {
            bytes: length,
            chars: self.chars(code, length, cid),
            advance: width / 1000.0,
            is_space: length == 1 && code == 32,
        })
    }

    /// The first code of some bytes, its length and its CID. Bytes that are no code of the encoding count as CID 0.
    fn code(&self, bytes: &[u8]) -> (u32, usize, u32) {
        let mut code = 0;
        for (length, byte) in (1u8..=4).zip(bytes) {
            code = (code << 8) | u32::from(*byte);
            if let Some(cid) = self.encoding.lookup_cid_code(code, length) {
                return (code, usize::from(length), cid);
            }
        }
        let pair =
            bytes.get(..2).map(|pair| pair.iter().fold(0, |code, byte| (code << 8) | u32::from(*byte)));
        pair.map_or((u32::from(bytes.first().copied().unwrap_or_default()), 1, 0), |code| (code, 2, 0))
    }

    fn chars(&self, code: u32, length: usize, cid: u32) -> Option<String> {
        if let Some(chars) = self.to_unicode.as_ref().and_then(|map| looked_up(map, code)) {
            return Some(chars);
        }
        let char = match (self.codes_are_unicode, length) {
            (true, 4) => char::decode_utf16([(code >> 16) as u16, code as u16]).next()?.ok(),
            (true, _) => char::from_u32(code),
            (false, _) => None,
        };
        let plain = |c: char| radicals::plain(c).to_string();
        char.filter(|c| !c.is_control()).map(plain).or_else(|| looked_up(self.collection.as_ref()?, cid))
    }
}

fn contains(name: &[u8], part: &[u8]) -> bool {
    super::super::bounds::find(name, part).is_some()
}

/// The collection that an encoding leads to; identity leads to none.
fn family_of(encoding: &CMap) -> Option<CidFamily> {
    let collection = encoding.metadata().character_collection.clone()?;
    (collection.family != CidFamily::AdobeIdentity).then_some(collection.family)
}

/// The collection that the font says it is of.
fn stated_family(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let word = |key: &str| info.get::<PdfString<'_>>(key);
    Some(CidFamily::from_registry_ordering(&word("Registry")?, &word("Ordering")?))
}

/// The widths by CID, from their two forms: `first [w w …]` and `first last w`.
fn widths(listed: &Array<'_>) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut numbers: Vec<u32> = Vec::new();
    for item in listed.iter::<Object<'_>>() {
        match (item, numbers.as_slice()) {
            (Object::Array(list), [first]) => {
                widths.extend((*first..CIDS).zip(list.iter::<f64>()));
                numbers.clear();
            }
            (Object::Number(width), [first, last]) => {
                let last = (*last).min(CIDS);
                widths.extend((*first..=last).map(|cid| (cid, width.as_f64())));
                numbers.clear();
            }
            (Object::Number(number), _) => numbers.push(number.as_f64() as u32),
            _ => numbers.clear(),
        }
    }
    widths
}
