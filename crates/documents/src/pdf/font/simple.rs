//! Fonts with codes of one byte: Type 1, TrueType, and Type 3, whose glyphs are drawings.

use super::{Shown, looked_up, names, radicals};
use hayro_cmap::CMap;
use hayro_syntax::object::{Array, Dict, Name, Object};

/// The advance of a glyph of which the file does not tell it, by 1000: that of a digit in most fonts.
const USUAL_ADVANCE: f64 = 500.0;

/// A font with codes of one byte.
pub(in crate::pdf) struct Simple {
    /// For each code its characters.
    chars: Vec<Option<String>>,
    /// For each code how far to go on, in units of the type's size.
    advances: Vec<f64>,
}

impl Simple {
    pub(super) fn read(dict: &Dict<'_>, to_unicode: Option<CMap>) -> Simple {
        let encoded = encoding(dict);
        let char = |(code, encoded): (u32, Option<char>)| {
            let mapped = to_unicode.as_ref().and_then(|map| looked_up(map, code));
            mapped.or_else(|| encoded.map(|c| radicals::plain(c).to_string()))
        };
        Simple { chars: (0..256).zip(encoded).map(char).collect(), advances: advances(dict) }
    }

    pub(super) fn next(&self, bytes: &[u8]) -> Option<Shown> {
        let code = usize::from(*bytes.first()?);
        Some(Shown {
            bytes: 1,
            chars: self.chars.get(code).cloned().flatten(),
            advance: self.advances.get(code).copied().unwrap_or_default(),
            is_space: code == 32,
        })
    }
}

/// The character of each of the 256 codes, by the base encoding and its differences.
fn encoding(dict: &Dict<'_>) -> Vec<Option<char>> {
    let (base, differences) = match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => (Some(name), None),
        Some(Object::Dict(dict)) => {
            (dict.get::<Name<'_>>("BaseEncoding"), dict.get::<Array<'_>>("Differences"))
        }
        _ => (None, None),
    };
    let base = base.as_deref();
    let mut chars: Vec<Option<char>> = (0..=255).map(|code| names::encoded(base, code)).collect();
    let mut code = 0;
    for difference in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match difference {
            Object::Number(number) => code = number.as_f64() as usize,
            Object::Name(name) => {
                chars.get_mut(code).into_iter().for_each(|c| *c = names::named(&name));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    chars
}

/// The advance of each of the 256 codes.
fn advances(dict: &Dict<'_>) -> Vec<f64> {
    let unit = match dict.get::<Array<'_>>("FontMatrix") {
        Some(matrix) => matrix.iter::<f64>().next().map_or(0.001, f64::abs),
        None => 0.001,
    };
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let listed = dict.get::<Array<'_>>("Widths");
    let missing = descriptor.get::<f64>("MissingWidth").unwrap_or(0.0);
    let missing = if listed.is_none() && missing <= 0.0 { USUAL_ADVANCE } else { missing };
    let mut advances = vec![missing * unit; 256];
    let first = dict.get::<u32>("FirstChar").unwrap_or(0) as usize;
    let widths = listed.iter().flat_map(Array::iter::<f64>);
    for (advance, width) in advances.iter_mut().skip(first).zip(widths) {
        *advance = width * unit;
    }
    advances
}
