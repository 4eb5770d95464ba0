//! Equations as one line of text.

use crate::xml::Element;

/// An equation as it would be typed: a fraction with its bar, a power with its roof, everything else in order.
pub(super) fn text(element: &Element) -> String {
    let part = |name: &str| element.child(name).map(text).unwrap_or_default();
    match &*element.name {
        "t" => element.text(),
        "f" => format!("{}/{}", bracketed(part("num")), bracketed(part("den"))),
        "sSup" => format!("{}^{}", part("e"), bracketed(part("sup"))),
        "rad" => format!("√{}", bracketed(part("e"))),
        "d" => format!("({})", part("e")),
        // What is printed under a sum sign or in small is no part of the number before it.
        "sub" | "sup" => format!(" {} ", element.elements().map(text).collect::<String>()),
        _ => element.elements().map(text).collect(),
    }
}

/// In brackets where it is more than one number or name.
fn bracketed(text: String) -> String {
    let is_simple = !text.contains(['+', '-', '−', '×', '÷', '/', '=']);
    if is_simple { text } else { format!("({text})") }
}
