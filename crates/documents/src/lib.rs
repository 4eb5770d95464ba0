//! Papers in and out: Word, Excel, PDF, HTML and text around [`Paper`].
//!
//! # Layout
//! - [`word`]: `.docx` in the layout of GB/T 9704 with figures as content controls and native charts, and its reader
//! - [`excel`]: workbooks in, sheet by sheet
//! - [`pdf`]: the reader of PDF files, and the place of every character in them
//! - [`html`]: one self-contained page, and the reader of any page
//! - [`text`]: decoding (UTF-8, GB18030, Big5, UTF-16) and the reader of plain text
//! - [`chart`]: charts as SVG
//! - [`mark`]: comments beside the figures of a file, in a copy of it
//! - [`meta`], [`error`]: what a paper says about itself, and why a file cannot be read or written
//! - `role`: what a line of an unstyled paper is for; `stacked`: tables that are written as one cell per line;
//!   `raised`: digits that belong to no number
//! - `foreign`: formats that are named and refused
//! - `package`, `xml`, `rewrite`: the container of Office files, its parts, and a copy with some of them changed; `markup`: well-formed XML and HTML as text
//! - `templates/`: the parts of a Word file and the style sheet that never change
//!
//! # Invariants
//! - No IO: bytes in, bytes out. No clock: the same paper gives the same bytes.
//! - No reader panics and each has stated bounds ([`limits`]): a file from anywhere is read, or refused with a reason.
//! - A figure keeps its key through every format that can carry one: a control's tag in Word, `data-key` in HTML.

pub mod chart;
pub mod error;
pub mod excel;
mod foreign;
pub mod html;
mod indent;
pub mod limits;
pub mod mark;
mod markup;
pub mod meta;
mod package;
pub mod pdf;
mod raised;
mod rewrite;
mod role;
mod stacked;
pub mod text;
pub mod word;
mod xml;

pub use error::{MarkError, ReadError, WriteError};
pub use mark::Mark;
pub use meta::Meta;

use mingzhang_domain::paper::Paper;

/// Reads a paper, choosing the reader by the content first and by the extension of `file_name` second.
///
/// `.docx`, `.xlsx`, `.pdf`, `.html`, `.htm`, `.md` and `.txt` are read; a file without a known extension is read as text.
///
/// # Errors
/// [`ReadError::NotReadable`] names the format and what to do for old Office and WPS files, OFD, pictures and
/// archives; the other variants say what is wrong with the file itself.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Paper, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK") {
        return match package::Package::open(bytes)?.kind()? {
            package::Kind::Word => word::read(bytes),
            package::Kind::Workbook => excel::read(bytes),
        };
    }
    if is_pdf(file_name, bytes) {
        return pdf::read(bytes);
    }
    let extension =
        file_name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    if let Some(refusal) = foreign::by_content(&extension, bytes) {
        return Err(refusal);
    }
    match extension.as_str() {
        "docx" => return Err(ReadError::WrongContent { extension: ".docx", expected: "Word 文档" }),
        "xlsx" => return Err(ReadError::WrongContent { extension: ".xlsx", expected: "Excel 工作簿" }),
        _ => {}
    }
    let text = text::decode(bytes).map_err(|error| foreign::by_extension(&extension).unwrap_or(error))?.text;
    if let Some(refusal) = foreign::by_text(&text) {
        return Err(refusal);
    }
    if matches!(extension.as_str(), "html" | "htm") || looks_like_html(&text) {
        return Ok(html::read(&text));
    }
    Ok(text::read(&text))
}

/// Whether a file says that it is a PDF. Some servers put something before the mark, as the format allows.
fn is_pdf(file_name: &str, bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    let named = file_name.to_ascii_lowercase().ends_with(".pdf");
    head.trim_ascii_start().starts_with(b"%PDF") || (named && head.windows(5).any(|five| five == b"%PDF-"))
}

/// Whether a text of unknown extension opens as a web page does.
fn looks_like_html(text: &str) -> bool {
    let opening: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    opening.starts_with("<!doctype html") || opening.starts_with("<html")
}
