//! HTML pages.
//!
//! - [`write`]: a paper as one self-contained page, for reading on any screen and for printing
//! - [`write_marked`]: a paper with marks at its figures and what is said of them beside it
//! - [`read`]: any page as a paper

mod marked;
mod nesting;
mod read;
mod table;
mod write;

pub use marked::{MarkedPage, Note, Tone, write_marked};
pub use read::read;
pub use write::write;

use mingzhang_domain::paper::Unread;
use std::borrow::Cow;

/// What stands in the place of something that could not be read.
fn unread(what: Unread) -> Cow<'static, str> {
    match what {
        Unread::Scan => "（这一页是扫描件，没有文字）".into(),
        Unread::Codes => "（这一页的文字没有字符对照，读不出来）".into(),
        Unread::HiddenSheet => "（这个工作表是隐藏的，没有读入）".into(),
        Unread::Struck(count) => format!("（有{count}处划掉的文字，没有读入）").into(),
        Unread::Formulas(count) => format!("（有{count}个单元格的公式没有存下结果，读不到数）").into(),
    }
}

/// Marks a page that [`write`] wrote, so that [`read`] need not guess what its paragraphs are for.
const GENERATOR: &str = "mingzhang";
