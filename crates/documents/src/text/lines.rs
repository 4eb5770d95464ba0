//! Lines with their places, counted in characters.

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// The line without its end (`\n`, `\r\n` or `\r`).
    pub text: &'t str,
    /// The place of its first character.
    pub at: usize,
    /// The line without white space around it, full-width spaces included.
    pub trimmed: &'t str,
    /// The place of its first character that is not white.
    pub trimmed_at: usize,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, at: usize) -> Line<'t> {
        let (trimmed, indent) = trim(text);
        Line { text, at, trimmed, trimmed_at: at + indent }
    }

    /// The text behind the marks of a list or a quotation (`- `, `* `, `> `); the line itself where it has none.
    pub fn without_list_mark(&self) -> &'t str {
        let mut text = self.trimmed;
        while let Some(rest) = ["- ", "* ", "+ ", "> "].iter().find_map(|mark| text.strip_prefix(mark)) {
            text = rest.trim_start();
        }
        text
    }

    /// The text behind `#` marks.
    pub fn markdown_heading(&self) -> Option<&'t str> {
        let rest = self.trimmed.trim_start_matches('#');
        let marks = self.trimmed.len() - rest.len();
        ((1..=6).contains(&marks) && rest.starts_with(' ')).then(|| rest.trim_start())
    }

    /// How many `#` marks stand before it.
    pub fn markdown_level(&self) -> Option<u8> {
        self.markdown_heading()?;
        u8::try_from(self.trimmed.chars().take_while(|c| *c == '#').count()).ok()
    }
}

/// All lines, blank ones too. Takes time linear in the text.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive('\n') {
        let with_end = chars(piece);
        let line = piece.strip_suffix('\n').unwrap_or(piece);
        let mut inner_at = at;
        // A lone carriage return ends a line on old systems.
        for part in line.strip_suffix('\r').unwrap_or(line).split('\r') {
            lines.push(Line::new(part, inner_at));
            inner_at += chars(part) + 1;
        }
        at += with_end;
    }
    lines
}

/// A text without the white space around it, and how many characters were cut in front.
pub(super) fn trim(text: &str) -> (&str, usize) {
    let behind = text.trim_start();
    let cut = text.get(..text.len() - behind.len()).unwrap_or_default();
    (behind.trim_end(), chars(cut))
}

/// Characters, never bytes.
pub(super) fn chars(text: &str) -> usize {
    text.chars().count()
}
