//! Formats that no reader here understands: how they are known, and what to do with such a file.

use crate::error::ReadError;

const SAVE_AS_DOCX: &str = "请用 Word 或 WPS 打开，选“文件—另存为”，类型选“Word 文档（.docx）”";
const SAVE_AS_XLSX: &str = "请用 Excel 或 WPS 打开，选“文件—另存为”，类型选“Excel 工作簿（.xlsx）”";
const NO_PASSWORD: &str = "请用 Word、Excel 或 WPS 打开，选“文件—信息—保护文档（工作簿）—用密码进行加密”（WPS 为“文件—文档加密—密码加密”），清空密码后保存";
const PICTURE: &str = "图片里的文字读不出来，请提供原来的电子文档";
const ARCHIVE: &str = "请先解压，再提供其中的文档";
const OTHER_READER: &str = "请用它的阅读软件或 WPS 把它转为 .docx，或把文字复制到 .txt 里";

/// What the first bytes of a file say about it, whatever its name is.
const MARKS: [(&[u8], &str, &str); 12] = [
    (b"{\\rtf", "RTF", SAVE_AS_DOCX),
    (b"\x89PNG", "图片", PICTURE),
    (b"\xFF\xD8\xFF", "图片", PICTURE),
    (b"GIF8", "图片", PICTURE),
    (b"II*\0", "图片", PICTURE),
    (b"MM\0*", "图片", PICTURE),
    (b"Rar!", "压缩包", ARCHIVE),
    (b"7z\xBC\xAF\x27\x1C", "压缩包", ARCHIVE),
    (b"\x1F\x8B", "压缩包", ARCHIVE),
    (b"MIME-Version:", "网页存档（.mht）", SAVE_AS_DOCX),
    (b"HN\0", "CAJ", OTHER_READER),
    (b"CAJ\0", "CAJ", OTHER_READER),
];

/// The container of the binary Office formats, and of files with a password.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What an extension says about a file that is no text.
const EXTENSIONS: [(&str, &str, &str); 22] = [
    ("doc", "旧版 Word（.doc）", SAVE_AS_DOCX),
    ("dot", "旧版 Word（.dot）", SAVE_AS_DOCX),
    ("wps", "WPS 文字（.wps）", SAVE_AS_DOCX),
    ("wpt", "WPS 文字（.wpt）", SAVE_AS_DOCX),
    ("xls", "旧版 Excel（.xls）", SAVE_AS_XLSX),
    ("xlt", "旧版 Excel（.xlt）", SAVE_AS_XLSX),
    ("et", "WPS 表格（.et）", SAVE_AS_XLSX),
    ("ett", "WPS 表格（.ett）", SAVE_AS_XLSX),
    ("ppt", "演示文稿（.ppt）", "请把其中的报告另存为 .docx"),
    ("dps", "演示文稿（.dps）", "请把其中的报告另存为 .docx"),
    ("docx", "加了密码的 Word 文档", NO_PASSWORD),
    ("xlsx", "加了密码的 Excel 工作簿", NO_PASSWORD),
    ("xlsm", "加了密码的 Excel 工作簿", NO_PASSWORD),
    ("ofd", "OFD", OTHER_READER),
    ("ceb", "方正 CEB", OTHER_READER),
    ("cebx", "方正 CEBX", OTHER_READER),
    ("sep", "书生 SEP", OTHER_READER),
    ("gd", "公文 GD", OTHER_READER),
    ("gw", "公文 GW", OTHER_READER),
    ("caj", "CAJ", OTHER_READER),
    ("bmp", "图片", PICTURE),
    ("heic", "图片", PICTURE),
];

/// The refusal of a file whose bytes say that it is of a foreign format.
pub(crate) fn by_content(extension: &str, bytes: &[u8]) -> Option<ReadError> {
    if bytes.starts_with(OLE) {
        let old = ReadError::NotReadable {
            format: "旧版 Office（.doc、.wps、.xls、.et），或加了密码",
            advice: "请去掉密码，另存为 .docx 或 .xlsx",
        };
        return Some(by_extension(extension).unwrap_or(old));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(ReadError::NotReadable { format: "图片", advice: PICTURE });
    }
    let (_, format, advice) = MARKS.iter().find(|(mark, ..)| bytes.starts_with(mark))?;
    Some(ReadError::NotReadable { format, advice })
}

/// The refusal of a file that is no text and has an extension of a foreign format.
pub(crate) fn by_extension(extension: &str) -> Option<ReadError> {
    let (_, format, advice) = EXTENSIONS.iter().find(|(known, ..)| *known == extension)?;
    Some(ReadError::NotReadable { format, advice })
}

/// The refusal of a text that is an Office document in one XML file.
pub(crate) fn by_text(text: &str) -> Option<ReadError> {
    let opening: String = text.trim_start().chars().take(400).collect();
    let kinds = [
        ("Excel.Sheet", "XML 表格（Excel 2003）", SAVE_AS_XLSX),
        ("Word.Document", "XML 文档（Word）", SAVE_AS_DOCX),
    ];
    let is_xml = opening.starts_with("<?xml");
    let (_, format, advice) = kinds.into_iter().find(|(program, ..)| is_xml && opening.contains(program))?;
    Some(ReadError::NotReadable { format, advice })
}
