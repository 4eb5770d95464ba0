//! Fonts: which characters a string of codes shows, and how wide they are. Outlines are not needed for that, so no font
//! program is run.
//!
//! - `simple`: codes of one byte; `composite`: CID fonts, the codes of which are one to four bytes
//! - `names`: what glyph names and encodings mean; `radicals`: characters that only look like others

mod composite;
mod names;
mod radicals;
mod simple;

use super::bounds::unpacked;
use composite::Composite;
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use hayro_syntax::object::{Dict, Name, Object, Stream};
use simple::Simple;

/// A font of a page.
pub(super) enum Font {
    /// Codes of one byte.
    Simple(Simple),
    /// A CID font.
    Composite(Box<Composite>),
}

/// What one code of a string shows.
pub(super) struct Shown {
    /// The bytes that the code takes; at least 1.
    pub(super) bytes: usize,
    /// The characters; `None` where the file does not say which.
    pub(super) chars: Option<String>,
    /// How far to go on, in units of the type's size.
    pub(super) advance: f64,
    /// It is the single byte 32, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font; `None` where it is of no kind that shows text.
    pub(super) fn read(dict: &Dict<'_>) -> Option<Font> {
        let to_unicode = to_unicode(dict);
        match &*dict.get::<Name<'_>>("Subtype")? {
            b"Type0" => Composite::read(dict, to_unicode).map(Box::new).map(Font::Composite),
            b"Type1" | b"MMType1" | b"TrueType" | b"OpenType" | b"Type3" => {
                Some(Font::Simple(Simple::read(dict, to_unicode)))
            }
            _ => None,
        }
    }

    /// What the first code of some bytes shows; `None` where there are none.
    pub(super) fn next(&self, bytes: &[u8]) -> Option<Shown> {
        match self {
            Font::Simple(font) => font.next(bytes),
            Font::Composite(font) => font.next(bytes),
        }
    }

    /// Whether its lines run from top to bottom.
    pub(super) fn is_upright(&self) -> bool {
        matches!(self, Font::Composite(font) if font.is_upright())
    }
}

/// The map to characters that a font carries.
fn to_unicode(dict: &Dict<'_>) -> Option<CMap> {
    match dict.get::<Object<'_>>("ToUnicode")? {
        Object::Stream(stream) => cmap_in(&stream),
        Object::Name(name) => predefined(&name),
        _ => None,
    }
}

/// A map of codes in a stream of the file.
fn cmap_in(stream: &Stream<'_>) -> Option<CMap> {
    CMap::parse(&unpacked(stream)?, load_embedded)
}

/// A map of codes that every reader has.
fn predefined(name: &[u8]) -> Option<CMap> {
    match CMapName::from_bytes(name) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}

/// The characters that a map gives to a code. No character, a control or the sign for an unknown one is no answer.
fn looked_up(map: &CMap, code: u32) -> Option<String> {
    let chars = match map.lookup_bf_string(code)? {
        BfString::Char(c) => c.to_string(),
        BfString::String(chars) => chars,
    };
    let unknown = |c: char| c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    (!chars.is_empty() && !chars.chars().any(unknown)).then(|| chars.chars().map(radicals::plain).collect())
}
