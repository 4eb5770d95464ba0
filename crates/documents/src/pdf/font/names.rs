//! What the one-byte encodings and the names of glyphs mean.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// Names of glyphs that are no letters of ASCII, as the Adobe Glyph List gives them, with their characters.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("nbspace", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("sfthyphen", '-'),
    ("minus", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("perthousand", '‰'),
    ("periodcentered", '·'),
    ("middot", '·'),
    ("degree", '°'),
    ("section", '§'),
    ("plusminus", '±'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("notequal", '≠'),
    ("fraction", '⁄'),
    ("yen", '¥'),
    ("Euro", '€'),
    ("copyright", '©'),
    ("registered", '®'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
];

/// The character of a code by a base encoding; ASCII where it has none.
pub(super) fn encoded(base: Option<&[u8]>, code: u8) -> Option<char> {
    let decoder = match base {
        Some(b"WinAnsiEncoding") => WINDOWS_1252,
        Some(b"MacRomanEncoding") => MACINTOSH,
        _ if code.is_ascii() => WINDOWS_1252,
        _ => return None,
    };
    let (text, _) = decoder.decode_without_bom_handling(std::slice::from_ref(&code));
    text.chars().next().filter(|c| !c.is_control())
}

/// The character of a glyph's name: `seven`, `A`, `uni4E00`, `u4E00`, each perhaps with a suffix such as `.alt`.
pub(super) fn named(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let stem = name.split('.').next().filter(|stem| !stem.is_empty())?;
    let mut chars = stem.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.is_ascii_alphabetic().then_some(c);
    }
    if let Some((_, c)) = NAMES.iter().find(|(known, _)| *known == stem) {
        return Some(*c);
    }
    let digits =
        stem.strip_prefix("uni").and_then(|rest| rest.get(..4)).or_else(|| stem.strip_prefix('u'))?;
    let code = (4..=6).contains(&digits.len()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
    char::from_u32(code).filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_its_character() {
        for (name, char) in [
            ("seven", Some('7')),
            ("percent", Some('%')),
            ("A", Some('A')),
            ("uni5143", Some('元')),
            ("u5143.alt", Some('元')),
            ("five.lining", Some('5')),
            ("g31", None),
            (".notdef", None),
        ] {
            assert_eq!(named(name.as_bytes()), char, "{name}");
        }
        assert_eq!(encoded(Some(b"WinAnsiEncoding"), 0x97), Some('—'));
        assert_eq!(encoded(None, b'7'), Some('7'));
        assert_eq!(encoded(None, 0xb8), None);
        assert_eq!(encoded(None, 7), None);
    }
}
