//! Well-formed XML and HTML as text: every element that is opened is closed, every text is escaped.

/// A growing piece of XML or HTML.
#[derive(Default)]
pub(crate) struct Markup {
    out: String,
}

/// An attribute's name and its unescaped value.
pub(crate) type Attribute<'a> = (&'a str, &'a str);

impl Markup {
    /// An element with what `inside` writes into it.
    pub(crate) fn element<R>(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Markup) -> R,
    ) -> R {
        self.tag(name, attributes);
        self.out.push('>');
        let result = inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        result
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// An element that holds nothing but a text.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.element(name, attributes, |inside| inside.text(text));
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    /// Markup that is well-formed already: a template, or what another `Markup` wrote.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// All that was written so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.out
    }

    /// All that was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_into(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// Escapes special characters and drops those that XML 1.0 has no way to write.
fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Unescaped, it would come back as a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_what_xml_cannot_hold_is_dropped() {
        let mut markup = Markup::default();
        markup.element("a", &[("b", "\"1<2\"")], |inside| inside.text("甲&乙\u{0}\u{B}\u{FFFF}丙"));
        markup.empty("c", &[]);
        assert_eq!(markup.finish(), "<a b=\"&quot;1&lt;2&quot;\">甲&amp;乙丙</a><c/>");
    }
}
