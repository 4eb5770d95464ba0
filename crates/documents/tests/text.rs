//! Plain text, and the choice of a reader by content and name.

use mingzhang_documents::{ReadError, read, text};
use mingzhang_domain::paper::Content;
use proptest::prelude::*;

#[test]
fn the_content_chooses_the_reader_before_the_name_does() {
    let page = "<!DOCTYPE html><p>预算执行率为98.50%。</p>".as_bytes();
    assert_eq!(read("报告.txt", page).unwrap().text, "预算执行率为98.50%。\n");
    assert_eq!(read("报告.md", "预算".as_bytes()).unwrap().text, "预算");
    assert_eq!(read("没有扩展名", "预算".as_bytes()).unwrap().text, "预算");
    let (gb, ..) = encoding_rs::GB18030.encode("一、预算执行情况");
    assert_eq!(read("报告.txt", &gb).unwrap().text, "一、预算执行情况");
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let pdf: &[u8] = b"%PDF-1.7";
    for (name, bytes, advice) in [
        ("报告.pdf", pdf, "重新导出 PDF"),
        ("报告", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "另存为 .docx"),
        ("报告.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧版 Word（.doc）"),
        ("报告.WPS", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "WPS 文字"),
        ("附表.et", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Excel 工作簿（.xlsx）"),
        ("附表.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "清空密码"),
        ("报告.ofd", b"\x01\0\x02", "转为 .docx"),
        ("报告.ceb", b"\x01\0\x02", "转为 .docx"),
        ("报告.rtf", b"{\\rtf1", "另存为"),
        ("扫描.jpg", b"\xFF\xD8\xFF\xE0", "原来的电子文档"),
        ("扫描.tif", b"II*\0", "原来的电子文档"),
        ("全部.rar", b"Rar!\x1A\x07", "解压"),
        ("附表.xls", b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", ".xlsx"),
        ("附表.xlsx", b"1,2", "重新另存为 .xlsx"),
        ("报告.docx", "不是文档".as_bytes(), "重新另存为 .docx"),
        ("报告.txt", b"", "空"),
        ("报告.txt", b"a\0b", "第 1 行"),
    ] {
        let message = read(name, bytes).unwrap_err().to_string();
        assert!(message.contains(advice), "{message}");
    }
    assert_eq!(read("a.txt", b""), Err(ReadError::Empty));
}

#[test]
fn traditional_characters_survive_every_encoding() {
    let given = "一、預算執行率為98.50%，結餘數與決算數相符。\n";
    let (gb, _, lost) = encoding_rs::GB18030.encode(given);
    assert!(!lost);
    let units: Vec<u8> = given.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [given.as_bytes(), &gb, &[b"\xFE\xFF".as_slice(), &units].concat()] {
        assert_eq!(read("報告.txt", bytes).unwrap().text, given);
    }
}

#[test]
fn a_text_beyond_the_bound_is_refused() {
    let message = read("a.txt", &vec![b'a'; (64 << 20) + 1]).unwrap_err();
    assert!(matches!(message, ReadError::TooLarge { limit_mib: 64, .. }));
}

proptest! {
    #[test]
    fn every_span_covers_exactly_its_text(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "一、", "（一）", "1.", "附件1", "单位：万元", "字", "\t", "\n", "\r\n", "\r", " ", "　", "|", "| --- |", "# ",
            "98.50%", "2021年3月5日", "- ", "**", "项目\n预算\n支付\n甲\n1\n2\n乙\n3\n4\n", "甲\n", "1\n", "𠮷", "\u{FEFF}", "。",
        ]), 0..60),
    ) {
        let given = pieces.concat();
        let paper = text::read(&given);
        prop_assert_eq!(&paper.text, &given);
        let mut end = 0;
        for block in &paper.blocks {
            prop_assert!(block.span.start >= end && block.span.end >= block.span.start);
            end = block.span.end;
            for run in block.runs() {
                prop_assert_eq!(paper.slice(run.span), &run.text);
            }
            if let Content::Table(table) = &block.content {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    prop_assert_eq!(paper.slice(cell.span), cell.content());
                }
            }
        }
    }

    #[test]
    fn gb18030_text_comes_back_whole(given in "[一-龥，。0-9a-z\n]{0,200}") {
        // Single words may pass for UTF-8; a text does not.
        let given = format!("一、预算\n{given}");
        let (bytes, ..) = encoding_rs::GB18030.encode(&given);
        prop_assert_eq!(text::decode(&bytes).map(|decoded| decoded.text), Ok(given));
    }
}
