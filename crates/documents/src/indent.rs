//! How far a cell's text is set in by the spaces before it. They are no part of the text, but tell which rows lie inside
//! the one above them.

/// A text is never taken to be set in further.
pub(crate) const INDENT_MAX: usize = 80;

/// The width of the spaces with which a text begins, in half-width characters; a full-width one counts as two.
pub(crate) fn indent_of(text: &str) -> usize {
    text.chars().map_while(width_of_space).sum::<usize>().min(INDENT_MAX)
}

/// The width of a space; `None` for anything else.
pub(crate) fn width_of_space(c: char) -> Option<usize> {
    match c {
        ' ' | '\u{a0}' => Some(1),
        '\u{3000}' => Some(2),
        _ => None,
    }
}
