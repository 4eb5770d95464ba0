//! Texts that cells share, each stored once.

use crate::error::ReadError;
use crate::raised::raised;
use crate::xml::{self, Piece, Pieces};

/// A text as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    pub(super) text: String,
    /// A part of it was struck through, and is left out.
    pub(super) is_struck: bool,
}

/// Reads the shared texts: formatted pieces joined, readings of characters left out.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Rich>, ReadError> {
    let text = xml::decoded(name, bytes)?;
    let mut pieces = Pieces::new(name, &text);
    let mut strings = Vec::new();
    while let Some(piece) = pieces.next()? {
        if matches!(piece, Piece::Start(tag) if tag.name() == "si") {
            strings.push(rich_text(&mut pieces)?);
        }
    }
    Ok(strings)
}

/// The text of an element that was just opened, up to its end: `t` alone or in runs (`r`), without readings (`rPh`) and what
/// is struck through.
pub(super) fn rich_text(pieces: &mut Pieces<'_>) -> Result<Rich, ReadError> {
    let (mut text, mut is_struck) = (String::new(), false);
    let (mut depth, mut in_text, mut reading) = (0usize, false, None);
    // How the run looks.
    let (mut struck, mut raises) = (false, false);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start(tag) => {
                depth += 1;
                in_text = tag.name() == "t";
                match tag.name() {
                    "r" => (struck, raises) = (false, false),
                    "strike" => {
                        struck = tag.attribute("val").is_none_or(|value| value != "0" && value != "false")
                    }
                    "vertAlign" => raises = tag.attribute("val").as_deref() == Some("superscript"),
                    "rPh" if reading.is_none() => reading = Some(depth),
                    _ => {}
                }
            }
            Piece::Text(found) if in_text && reading.is_none() => match () {
                () if struck => is_struck |= !found.trim().is_empty(),
                () if raises => text.extend(found.chars().map(raised)),
                () => text.push_str(&found),
            },
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
    Ok(Rich { text: unescaped(&text), is_struck })
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
            read.iter().map(|rich| rich.text.as_str()).collect::<Vec<_>>(),
            ["项目", "执行率 98%", "", "甲&乙\n丙_x"]
        );
    }

    #[test]
    fn what_is_struck_through_is_left_out_and_a_raised_digit_is_none_of_the_number_before() {
        let part = "<sst xmlns='x'><si><r><rPr><strike/></rPr><t>60</t></r><r><t>50</t></r></si>\
            <si><r><t>50</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r><r><rPr><strike val='0'/></rPr><t>元</t></r></si></sst>";
        let rich = |text: &str, is_struck| Rich { text: text.to_owned(), is_struck };
        assert_eq!(read("s", part.as_bytes()), Ok(vec![rich("50", true), rich("50¹元", false)]));
    }
}
