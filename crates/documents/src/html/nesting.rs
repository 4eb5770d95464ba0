//! A guard before the parser: the standard's way of building the tree takes quadratic time on deep nesting.

use crate::limits::HTML_DEPTH_MAX;

/// Elements that stand alone or that the next one of their kind closes.
const CLOSED_BY_OTHERS: [&str; 29] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "wbr",
];

/// Whether the tags of a page are nested more deeply than [`HTML_DEPTH_MAX`], judged by tags opened and not closed.
pub(super) fn is_too_deep(page: &str) -> bool {
    let (mut depth, mut tables) = (0usize, 0usize);
    for piece in page.split('<').skip(1) {
        let (closes, rest) = match piece.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, piece),
        };
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let name = name.to_ascii_lowercase();
        // A row or a list item nests only inside another table or list, which is counted itself.
        if name.is_empty() || CLOSED_BY_OTHERS.contains(&name.as_str()) {
            continue;
        }
        if name == "table" {
            tables = if closes { tables.saturating_sub(1) } else { tables + 1 };
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth + tables > HTML_DEPTH_MAX {
            return true;
        }
    }
    false
}

/// The text of a page without its tags, a line for each piece; what stands in for the tree of a page that is too deep.
pub(super) fn without_tags(page: &str) -> String {
    let mut text = String::new();
    for (index, piece) in page.split('<').enumerate() {
        let behind = if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, behind)| behind) };
        let line = behind.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}
