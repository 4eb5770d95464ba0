//! Why a file cannot be read or written, each with what to do about it.

use thiserror::Error;

/// Why a file cannot be read as a paper.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There are no bytes.
    #[error("文件是空的")]
    Empty,
    /// It is larger than the readers take.
    #[error("{what}超过了 {limit_mib} MiB 的上限")]
    TooLarge {
        /// The file, or the part inside it.
        what: String,
        /// The limit, in MiB.
        limit_mib: u64,
    },
    /// It is of a format that no reader here understands.
    #[error("这种文件读不了：{format}。{advice}")]
    NotReadable {
        /// The format, for people.
        format: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// It is not what its extension says.
    #[error("扩展名是 {extension}，内容却不是 {expected}。请用 WPS 或 Office 打开后重新另存为 {extension}")]
    WrongContent {
        /// The extension: `.docx`.
        extension: &'static str,
        /// What such files hold, for people.
        expected: &'static str,
    },
    /// A workbook has more cells than any paper.
    #[error("{what}超过 {limit} 个单元格，这不是报告。请只留下要检查的工作表，另存为新的工作簿")]
    TooManyCells {
        /// The sheet, or all of them.
        what: String,
        /// The limit.
        limit: usize,
    },
    /// A byte that no text has: the file is binary.
    #[error("第 {line} 行（第 {byte} 字节）有文本里不会有的字节 0，这不是文本文件")]
    NotText {
        /// The line, counted from 1.
        line: usize,
        /// The byte, counted from 0.
        byte: usize,
    },
    /// A byte that neither UTF-8 nor GB18030 has at its place.
    #[error("第 {line} 行（第 {byte} 字节）既不是 UTF-8 也不是 GB18030。请用记事本打开，另存为 UTF-8")]
    Undecodable {
        /// The line, counted from 1.
        line: usize,
        /// The byte, counted from 0.
        byte: usize,
    },
    /// Some lines are UTF-8 and others are not.
    #[error(
        "编码混杂：第 {utf8_line} 行是 UTF-8，第 {line} 行（第 {byte} 字节）不是。请把全文统一存为 UTF-8"
    )]
    MixedEncodings {
        /// The first line that is not UTF-8, counted from 1.
        line: usize,
        /// The first byte that is not UTF-8, counted from 0.
        byte: usize,
        /// A line that surely is UTF-8, counted from 1.
        utf8_line: usize,
    },
    /// A PDF file that only opens with a password.
    #[error("文件加了密码，打不开。请用密码打开后另存一份不加密的，再来检查")]
    Locked,
    /// A PDF file without any text.
    #[error("全部 {pages} 页都没有文字，是扫描件或图片。请提供原来的电子文档，或先做文字识别")]
    NoText {
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF file whose letters do not say which characters they are.
    #[error(
        "全部 {pages} 页的文字都没有字符对照（ToUnicode），复制出来是乱码，读不了。请从原来的文档重新导出 PDF，或直接提供原文档"
    )]
    NoCharacters {
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF file with more pages than are read.
    #[error("超过了 {limit} 页的上限。请分成几个文件")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// A PDF file is broken.
    #[error("PDF 文件已损坏：{reason}。请从原来的文档重新导出 PDF")]
    DamagedPdf {
        /// What is wrong with it.
        reason: String,
    },
    /// The container or a part of it is broken.
    #[error("文件已损坏：{part} {reason}。请用 WPS 或 Office 打开后重新另存，再试一次")]
    Damaged {
        /// The part: `word/document.xml`.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl ReadError {
    /// The same in a file of which the text that was read begins so many lines and bytes further down.
    #[must_use]
    pub fn further_down(self, lines: usize, bytes: usize) -> ReadError {
        match self {
            ReadError::NotText { line, byte } => {
                ReadError::NotText { line: line + lines, byte: byte + bytes }
            }
            ReadError::Undecodable { line, byte } => {
                ReadError::Undecodable { line: line + lines, byte: byte + bytes }
            }
            ReadError::MixedEncodings { line, byte, utf8_line } => {
                let (line, byte) = (line + lines, byte + bytes);
                ReadError::MixedEncodings { line, byte, utf8_line: utf8_line + lines }
            }
            other => other,
        }
    }
}

/// Why a paper cannot be written. It is a fault of ours, never of the paper.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The container cannot be put together.
    #[error("cannot put the Word package together")]
    Package(#[from] zip::result::ZipError),
    /// Its bytes cannot be written.
    #[error("cannot write a part of the Word package")]
    Io(#[from] std::io::Error),
}

/// Why a copy of a file with marks cannot be made.
#[derive(Debug, Error)]
pub enum MarkError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A PDF file is encrypted, perhaps against changes.
    #[error("PDF 文件加了密或限制了修改，不能加批注。请去掉限制后再试")]
    Protected,
    /// The copy cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}
