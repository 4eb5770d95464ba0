//! The zip around a Word file, opened within bounds.

use super::damaged;
use super::tree::{self, Element};
use crate::error::ReadError;
use crate::limits::{ENTRIES_MAX, MIB, PART_BYTES_MAX, PARTS_BYTES_MAX};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What other containers hold, and what to do with them.
const OTHERS: [(&str, &str, &str); 4] = [
    ("xl/workbook.xml", "Excel 工作簿", "请把其中的报告另存为 .docx，数据表另存为 CSV"),
    ("ppt/presentation.xml", "演示文稿", "请把其中的报告另存为 .docx"),
    ("OFD.xml", "OFD", "请用阅读软件把它导出为 .docx，或把文字复制到 .txt 里"),
    ("content.xml", "OpenDocument", "请用 LibreOffice 或 WPS 另存为 .docx"),
];

/// An opened container that counts what was unpacked from it.
pub(super) struct Container<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    unpacked: u64,
}

impl<'b> Container<'b> {
    /// Opens the container, and refuses those that hold no Word document.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Container<'b>, ReadError> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("压缩容器", "打不开，多半没有传完整"))?;
        if zip.len() > ENTRIES_MAX {
            return Err(damaged("压缩容器", format!("里面有 {} 个条目，超过 {ENTRIES_MAX} 个", zip.len())));
        }
        let is_word =
            ["[Content_Types].xml", "word/document.xml"].iter().any(|n| zip.index_for_name(n).is_some());
        let other = OTHERS.iter().find(|(name, ..)| zip.index_for_name(name).is_some());
        match other {
            Some((_, format, advice)) => Err(ReadError::NotReadable { format, advice }),
            None if is_word => Ok(Container { zip, unpacked: 0 }),
            None => Err(ReadError::NotReadable {
                format: "压缩", advice: "请先解压，再提供其中的文档"
            }),
        }
    }

    /// An XML part; `None` where there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Element>, ReadError> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                return Err(damaged(name, "加了密码"));
            }
            Err(_) => return Err(damaged(name, "取不出来")),
        };
        // The size that the entry states may be a lie: count what comes out.
        let limit = PART_BYTES_MAX.min(PARTS_BYTES_MAX.saturating_sub(self.unpacked));
        let mut bytes = Vec::new();
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|_| damaged(name, "解不开，内容不完整"))?;
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > limit {
            return Err(ReadError::TooLarge { what: format!("{name} 解压后"), limit_mib: limit / MIB });
        }
        tree::parse(name, &bytes).map(Some)
    }
}
