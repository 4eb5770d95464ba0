//! Texts that cells share, each stored once.

use crate::error::ReadError;
use crate::xml::{self, Piece, Pieces};

/// Reads the shared texts: formatted pieces joined, readings of characters left out.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Box<str>>, ReadError> {
    let text = xml::decoded(name, bytes)?;
    let mut pieces = Pieces::new(name, &text);
    let mut strings = Vec::new();
    while let Some(piece) = pieces.next()? {
        if matches!(piece, Piece::Start(tag) if tag.name() == "si") {
            strings.push(rich_text(&mut pieces)?.into());
        }
    }
    Ok(strings)
}

/// The text of an element that was just opened, up to its end: `t` alone or in runs (`r`), without readings (`rPh`).
pub(super) fn rich_text(pieces: &mut Pieces<'_>) -> Result<String, ReadError> {
    let mut text = String::new();
    let (mut depth, mut in_text, mut reading) = (0usize, false, None);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start(tag) => {
                depth += 1;
                in_text = tag.name() == "t";
                if tag.name() == "rPh" && reading.is_none() {
                    reading = Some(depth);
                }
            }
            Piece::Text(found) if in_text && reading.is_none() => text.push_str(&found),
            Piece::Text(_) => {}
            Piece::End if depth == 0 => break,
            Piece::End => {
                in_text = false;
                if reading == Some(depth) {
                    reading = None;
                }
                depth -= 1;
            }
        }
    }
    Ok(unescaped(&text))
}

/// Characters that XML has no way to write stand as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let code = behind.get(2..6).filter(|_| behind.get(6..7) == Some("_"));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = behind.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = behind.get(2..).unwrap_or_default();
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_without_the_readings_of_its_characters() {
        let part = "<sst xmlns='x'><si><t>项目</t></si><si><r><rPr><b/></rPr><t>执行率</t></r><r><t xml:space='preserve'> 98%</t></r>\
            <rPh sb='0' eb='1'><t>ZHI</t></rPh></si><si/><si><t>甲&amp;乙_x000A_丙_x</t></si></sst>";
        let read = read("xl/sharedStrings.xml", part.as_bytes()).unwrap();
        assert_eq!(
            read.iter().map(|text| &**text).collect::<Vec<_>>(),
            ["项目", "执行率 98%", "", "甲&乙\n丙_x"]
        );
    }
}
