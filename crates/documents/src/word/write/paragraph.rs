//! Paragraphs and runs; a bound figure becomes a content control.

use crate::markup::Markup;
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::Run;

/// Word opens no file with a longer tag or title of a control.
const TAG_CHARS_MAX: usize = 64;

/// Hands out the numbers and tags of content controls.
#[derive(Default)]
pub(super) struct Controls {
    count: usize,
    long_keys: Vec<FigureKey>,
}

impl Controls {
    /// Keys that are too long for a tag, each with the tag that stands for it.
    pub(super) fn long_keys(&self) -> impl Iterator<Item = (String, &str)> {
        self.long_keys.iter().enumerate().map(|(index, key)| (stand_in(index), key.as_str()))
    }

    fn tag(&mut self, key: &FigureKey) -> String {
        if key.as_str().chars().count() <= TAG_CHARS_MAX {
            return key.as_str().to_owned();
        }
        let known = self.long_keys.iter().position(|known| known == key);
        stand_in(known.unwrap_or_else(|| {
            self.long_keys.push(key.clone());
            self.long_keys.len() - 1
        }))
    }
}

fn stand_in(index: usize) -> String {
    format!("mingzhang.figure.{}", index + 1)
}

/// Runs in order.
pub(super) fn runs(markup: &mut Markup, runs: &[Run], controls: &mut Controls) {
    for run in runs {
        match &run.figure {
            Some(key) => control(markup, key, &run.text, controls),
            None => plain(markup, &run.text),
        }
    }
}

/// A content control around the printed figure. It can be edited: the check finds out what was changed.
fn control(markup: &mut Markup, key: &FigureKey, text: &str, controls: &mut Controls) {
    let tag = controls.tag(key);
    controls.count += 1;
    let number = controls.count.to_string();
    markup.element("w:sdt", &[], |sdt| {
        sdt.element("w:sdtPr", &[], |properties| {
            value(properties, "w:alias", &tag);
            value(properties, "w:tag", &tag);
            value(properties, "w:id", &number);
            properties.empty("w:text", &[]);
        });
        sdt.element("w:sdtContent", &[], |content| plain(content, text));
    });
}

/// A run of text. The hint sets quotes and dashes, which Latin and Chinese share, in the Chinese font.
fn plain(markup: &mut Markup, text: &str) {
    markup.element("w:r", &[], |run| {
        run.element("w:rPr", &[], |properties| properties.empty("w:rFonts", &[("w:hint", "eastAsia")]));
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                run.empty("w:br", &[]);
            }
            for (index, piece) in line.split('\t').enumerate() {
                if index > 0 {
                    run.empty("w:tab", &[]);
                }
                run.leaf("w:t", &[("xml:space", "preserve")], piece);
            }
        }
    });
}

/// An element whose only content is its `w:val`.
pub(super) fn value(markup: &mut Markup, name: &str, value: &str) {
    markup.empty(name, &[("w:val", value)]);
}
