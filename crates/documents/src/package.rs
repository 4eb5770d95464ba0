//! The zip around Word files and workbooks, opened within bounds; what else comes in a zip is named and refused.

use crate::error::ReadError;
use crate::limits::{ENTRIES_MAX, MIB, PART_BYTES_MAX, PARTS_BYTES_MAX};
use crate::xml::{self, Element};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What a container holds that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A Word file.
    Word,
    /// A workbook in XML.
    Workbook,
}

/// What other containers hold, and what to do with them.
const OTHERS: [(&str, &str, &str); 6] = [
    ("xl/workbook.bin", "Excel 二进制工作簿（.xlsb）", "请用 Excel 打开，选“文件—另存为”，类型选 .xlsx"),
    ("ppt/presentation.xml", "演示文稿", "请把其中的报告另存为 .docx"),
    ("OFD.xml", "OFD", "请用 OFD 阅读器或 WPS 打开，选“转换—转为 Word”，得到 .docx；或把文字复制到 .txt 里"),
    ("content.xml", "OpenDocument", "请用 LibreOffice 或 WPS 打开，选“文件—另存为”，类型选 .docx 或 .xlsx"),
    ("META-INF/container.xml", "EPUB", "请把其中的文字复制到 .txt 里"),
    ("Index/Document.iwa", "iWork", "请在 Pages 或 Numbers 里选“文件—导出为”，导出为 .docx 或 .xlsx"),
];

/// An opened container that counts what was unpacked from it.
pub(crate) struct Package<'b> {
    pub(crate) zip: ZipArchive<Cursor<&'b [u8]>>,
    unpacked: u64,
}

/// Something that a part refers to.
pub(crate) struct Relation {
    /// Its name inside the part.
    pub(crate) id: String,
    /// The last word of its type: `worksheet`.
    pub(crate) kind: String,
    /// The path of the part in the container.
    pub(crate) path: String,
}

impl<'b> Package<'b> {
    /// Opens a container of any kind.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Package<'b>, ReadError> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("压缩容器", "打不开，多半没有传完整"))?;
        if zip.len() > ENTRIES_MAX {
            return Err(damaged("压缩容器", format!("里面有 {} 个条目，超过 {ENTRIES_MAX} 个", zip.len())));
        }
        Ok(Package { zip, unpacked: 0 })
    }

    /// What it holds; everything but Word files and workbooks is refused with what to do.
    pub(crate) fn kind(&self) -> Result<Kind, ReadError> {
        let has = |name: &str| self.zip.index_for_name(name).is_some();
        if let Some((_, format, advice)) = OTHERS.iter().find(|(name, ..)| has(name)) {
            return Err(ReadError::NotReadable { format, advice });
        }
        if has("xl/workbook.xml") {
            return Ok(Kind::Workbook);
        }
        if has("word/document.xml") || has("[Content_Types].xml") {
            return Ok(Kind::Word);
        }
        Err(ReadError::NotReadable { format: "压缩包", advice: "请先解压，再提供其中的文档" })
    }

    /// The bytes of a part; `None` where there is none of that name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
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
        Ok(Some(bytes))
    }

    /// An XML part as a tree; `None` where there is none of that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Element>, ReadError> {
        self.bytes(name)?.map(|bytes| xml::parse(name, &bytes)).transpose()
    }

    /// What a part refers to, but nothing outside the container; the container itself is the part `""`.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let Some(relations) = self.part(&relations_of(part))? else { return Ok(Vec::new()) };
        let read = |element: &Element| {
            let inside = element.attribute("TargetMode") != Some("External");
            Some(Relation {
                id: element.attribute("Id")?.to_owned(),
                kind: element.attribute("Type")?.rsplit('/').next()?.to_owned(),
                path: resolved(part, element.attribute("Target").filter(|_| inside)?),
            })
        };
        Ok(relations.elements().filter_map(read).collect())
    }

    /// The path of the part that is the document itself, as the container names it.
    pub(crate) fn main_part(&mut self, usual: &str) -> Result<String, ReadError> {
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
        Ok(main.map_or_else(|| usual.to_owned(), |relation| relation.path))
    }
}

pub(crate) fn damaged(part: &str, reason: impl Into<String>) -> ReadError {
    ReadError::Damaged { part: part.to_owned(), reason: reason.into() }
}

/// The path of the part that holds a part's relations.
pub(crate) fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// The path that a target means, seen from a part: `../comments1.xml` from `xl/worksheets/sheet1.xml`.
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for piece in target.split('/') {
        match piece {
            ".." => drop(folders.pop()),
            "." | "" => {}
            piece => folders.push(piece),
        }
    }
    folders.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_the_part_that_names_it() {
        for (part, target, path) in [
            ("", "word/document.xml", "word/document.xml"),
            ("", "/xl/workbook.xml", "xl/workbook.xml"),
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
            ("a.xml", "../../../b.xml", "b.xml"),
        ] {
            assert_eq!(resolved(part, target), path);
        }
        assert_eq!(
            [relations_of(""), relations_of("word/document.xml")],
            ["_rels/.rels", "word/_rels/document.xml.rels"]
        );
    }
}
