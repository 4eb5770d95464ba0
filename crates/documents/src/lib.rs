//! Papers in and out: Word, HTML and text around [`Paper`].
//!
//! # Layout
//! - [`word`]: `.docx` in the layout of GB/T 9704 with figures as content controls and native charts, and its reader
//! - [`html`]: one self-contained page, and the reader of any page
//! - [`text`]: decoding (UTF-8, GB18030, UTF-16) and the reader of plain text
//! - [`chart`]: charts as SVG
//! - [`mark`]: comments beside the figures of a file, in a copy of it
//! - [`meta`], [`error`]: what a paper says about itself, and why a file cannot be read or written
//! - `role`: what a line of an unstyled paper is for; `markup`: well-formed XML and HTML as text
//! - `templates/`: the parts of a Word file and the style sheet that never change
//!
//! # Invariants
//! - No IO: bytes in, bytes out. No clock: the same paper gives the same bytes.
//! - No reader panics and each has stated bounds ([`limits`]): a file from anywhere is read, or refused with a reason.
//! - A figure keeps its key through every format that can carry one: a control's tag in Word, `data-key` in HTML.

pub mod chart;
pub mod error;
pub mod html;
pub mod limits;
pub mod mark;
mod markup;
pub mod meta;
mod role;
pub mod text;
pub mod word;

pub use error::{ReadError, WriteError};
pub use mark::Mark;
pub use meta::Meta;

use mingzhang_domain::paper::Paper;

/// What the first bytes of a file say about it, whatever its name is.
const MARKS: [(&[u8], &str, &str); 6] = [
    (b"%PDF", "PDF", "请用 WPS 或 Word 把它另存为 .docx，或把文字复制到 .txt 里"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "旧版 Office（.doc、.wps、.xls）或加了密码",
        "请去掉密码，另存为 .docx",
    ),
    (b"{\\rtf", "RTF", "请用 WPS 或 Word 另存为 .docx"),
    (b"\x89PNG", "图片", "图片里的文字读不出来，请提供原来的电子文档"),
    (b"\xFF\xD8\xFF", "图片", "图片里的文字读不出来，请提供原来的电子文档"),
    (b"Rar!", "压缩包", "请先解压，再提供其中的文档"),
];

/// Reads a paper, choosing the reader by the content first and by the extension of `file_name` second.
///
/// `.docx`, `.html`, `.htm`, `.md` and `.txt` are read; a file without a known extension is read as text.
///
/// # Errors
/// [`ReadError::NotReadable`] names the format and what to do for PDF, old Word and WPS, workbooks and OFD; the other
/// variants say what is wrong with the file itself.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Paper, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK") {
        return word::read(bytes);
    }
    if let Some((_, format, advice)) = MARKS.iter().find(|(mark, ..)| bytes.starts_with(mark)) {
        return Err(ReadError::NotReadable { format, advice });
    }
    let extension = file_name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if extension.as_deref() == Some("docx") {
        return Err(ReadError::NotWord);
    }
    let decoded = text::decode(bytes)?;
    if matches!(extension.as_deref(), Some("html" | "htm")) || looks_like_html(&decoded.text) {
        return Ok(html::read(&decoded.text));
    }
    Ok(text::read(&decoded.text))
}

/// Whether a text of unknown extension opens as a web page does.
fn looks_like_html(text: &str) -> bool {
    let opening: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    opening.starts_with("<!doctype html") || opening.starts_with("<html")
}
