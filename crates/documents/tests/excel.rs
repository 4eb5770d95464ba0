//! Workbooks: what people see in the sheets is what is read, and nothing that calls itself a workbook can do harm.

mod support;

use mingzhang_documents::{ReadError, excel};
use mingzhang_domain::paper::{Content, Paper, Role};
use proptest::prelude::*;
use support::book::{book, book_with, package, sheet};
use support::dump;

/// Reads a sheet of rows and compares the dump.
fn check(sheet_xml: &str, expected: &str) {
    assert_eq!(dump(&excel::read(&book(&[("表", sheet_xml)])).unwrap()), expected);
}

/// The sheet and the cell of a text's first character.
fn place_of(paper: &Paper, text: &str) -> String {
    let byte = paper.text.find(text).unwrap_or_else(|| panic!("{text} in {}", paper.text));
    let at = paper.text[..byte].chars().count();
    let block = paper.blocks.iter().position(|b| (b.span.start..=b.span.end).contains(&at)).unwrap();
    let cell = paper.cell_at(block, at).map(|cell| cell.to_string()).unwrap_or_default();
    format!("{}!{cell}", paper.blocks[block].sheet.as_ref().map_or("", |sheet| &sheet.name))
}

#[test]
fn a_sheet_is_read_as_it_is_seen() {
    let xml = sheet(
        &[
            "<c r='B2' t='inlineStr'><is><t>2020年预算执行情况表</t></is></c><c r='C2'><v>5</v></c>",
            "<c r='D3' t='inlineStr'><is><t>单位：万元</t></is></c>",
            "<c r='B4' t='inlineStr'><is><t>项目</t></is></c><c r='C4' t='inlineStr'><is><t>预算</t></is></c>\
             <c r='D4' t='inlineStr'><is><t>执行率</t></is></c>",
            "<c r='B5' t='inlineStr'><is><t>合计</t></is></c><c r='C5' s='1'><f>SUM(C6:C7)</f><v>1234.5000000000001</v></c>\
             <c r='D5' s='2'><v>0.98499999999999999</v></c>",
            "<c r='B6' t='inlineStr'><is><t>甲</t></is></c><c r='C6' s='1'><v>1000</v></c><c r='D6' t='e'><v>#DIV/0!</v></c>",
            "<c r='B7' t='inlineStr'><is><t>乙</t></is></c><c r='C7' s='1'><v>234.5</v></c><c r='D7' t='b'><v>1</v></c>",
            "<c r='B8' t='inlineStr'><is><t>注：预算为调整后预算。</t></is></c>",
        ],
        2,
        "<mergeCells><mergeCell ref='B2:D2'/></mergeCells>",
    );
    check(
        &xml,
        "Heading(1): 表\nTitle: 2020年预算执行情况表\nUnit: 单位：万元\nTable, 0 heading rows:\n  项目 | 预算 | 执行率\n  \
         合计 | 1,234.50 | 98.50%\n  甲 | 1,000.00 | #DIV/0!\n  乙 | 234.50 | TRUE\nNote: 注：预算为调整后预算。\n",
    );
    let paper = excel::read(&book(&[("表", &xml)])).unwrap();
    for (text, place) in
        [("98.50%", "表!D5"), ("1,000.00", "表!C6"), ("单位", "表!D3"), ("注：", "表!B8"), ("表\n", "表!")]
    {
        assert_eq!(place_of(&paper, text), place);
    }
}

#[test]
fn merges_come_onto_one_grid_and_what_they_cover_is_not_read() {
    let xml = sheet(
        &[
            "<c r='A1' t='inlineStr'><is><t>一级指标</t></is></c><c r='B1' t='inlineStr'><is><t>评价</t></is></c><c r='C1'><v>7</v></c>",
            "<c r='B2' t='inlineStr'><is><t>分值</t></is></c><c r='C2' t='inlineStr'><is><t>得分</t></is></c>",
            "<c r='A3' t='inlineStr'><is><t>决策</t></is></c><c r='B3'><v>10</v></c><c r='C3'><v>9</v></c>",
            "<c r='A4'><v>999</v></c><c r='B4'><v>5</v></c>",
            "",
            "<c r='A6' t='inlineStr'><is><t>合计</t></is></c><c r='B6'><v>15</v></c><c r='C6'><v>9</v></c>",
        ],
        1,
        "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/><mergeCell ref='A3:A5'/></mergeCells>",
    );
    check(
        &xml,
        "Heading(1): 表\nTable, 0 heading rows:\n  一级指标 | [2]评价\n  ^ | 分值 | 得分\n  决策 | 10 | 9\n  ^ | 5 | \n  ^ |  | \n  \
         合计 | 15 | 9\n",
    );
}

#[test]
fn a_sheet_of_running_text_is_read_as_paragraphs() {
    let xml = sheet(
        &[
            "<c r='A1' t='inlineStr'><is><t>某局自评报告</t></is></c>",
            "<c r='A2' t='inlineStr'><is><t>一、基本情况\n全年预算100万元，支付98.5万元，执行率98.50%。</t></is></c>",
            "<c r='A3' t='inlineStr'><is><t>二、结论</t></is></c>",
        ],
        1,
        "<mergeCells><mergeCell ref='A1:H1'/><mergeCell ref='A2:H2'/></mergeCells>",
    );
    check(
        &xml,
        "Heading(1): 表\nTitle: 某局自评报告\nHeading(1): 一、基本情况\n\
         Body: 全年预算100万元，支付98.5万元，执行率98.50%。\nHeading(1): 二、结论\n",
    );
    assert_eq!(place_of(&excel::read(&book(&[("表", &xml)])).unwrap(), "98.50%"), "表!A2");
}

#[test]
fn tables_below_each_other_stay_apart_and_a_form_keeps_its_fields() {
    let cell = |at: &str, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
    let rows = [
        cell("A1", "填报单位：某局") + &cell("C1", "单位：万元"),
        cell("A2", "项目") + &cell("B2", "预算") + &cell("C2", "支付"),
        cell("A3", "一、基本支出"),
        cell("A4", "工资") + "<c r='B4'><v>5</v></c><c r='C4'><v>5</v></c>",
        cell("A5", "表2 得分"),
        cell("A6", "指标") + &cell("B6", "得分"),
        cell("A7", "数量") + "<c r='B7'><v>9</v></c>",
        String::new(),
        cell("A9", "名称") + &cell("B9", "数量"),
        cell("A10", "甲") + "<c r='B10'><v>3</v></c>",
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    check(
        &sheet(&rows, 1, ""),
        "Heading(1): 表\nBody: 填报单位：某局\nUnit: 单位：万元\nTable, 0 heading rows:\n  项目 | 预算 | 支付\n  \
         一、基本支出 |  | \n  工资 | 5 | 5\nCaption: 表2 得分\nTable, 0 heading rows:\n  指标 | 得分\n  数量 | 9\n\
         Table, 0 heading rows:\n  名称 | 数量\n  甲 | 3\n",
    );
}

#[test]
fn days_are_read_as_they_are_shown() {
    let styles = "<s><cellXfs><xf numFmtId='14'/><xf numFmtId='31'/></cellXfs></s>";
    let xml = sheet(
        &[
            "<c t='inlineStr'><is><t>编制日期</t></is></c><c s='0'><v>44260</v></c>",
            "<c t='inlineStr'><is><t>项目</t></is></c><c><v>3</v></c>",
            "",
            "<c s='1'><v>44260.25</v></c>",
        ],
        1,
        "",
    );
    let bytes = book_with(&[("表", &xml, "")], &[("xl/styles.xml", styles.as_bytes())]);
    assert_eq!(
        dump(&excel::read(&bytes).unwrap()),
        "Heading(1): 表\nTable, 0 heading rows:\n  编制日期 | 2021/3/5\n  项目 | 3\nSignature: 2021年3月5日\n"
    );
}

#[test]
fn what_is_hidden_and_what_was_not_saved_is_said() {
    let shown = "<x><cols><col min='2' max='3' hidden='1'/></cols><sheetData>\
        <row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row><row r='2' hidden='1'><c r='A2'><v>3</v></c><c r='B2'><f>A1</f></c></row>\
        <row r='3' hidden='true'><c r='A3'><v>4</v></c></row></sheetData></x>";
    let bytes = book_with(&[("甲", shown, ""), ("乙", "<x/>", "hidden"), ("空", "<x/>", "")], &[]);
    assert_eq!(
        dump(&excel::read(&bytes).unwrap()),
        "Heading(1): 甲\nTable, 0 heading rows:\n  1 | 2\n  3 | \n  4 | \nNote: 注：第2行至第3行、B列是隐藏的，已一并读入。\n\
         Formulas(1)\nHiddenSheet\n"
    );
}

#[test]
fn shared_texts_and_prefixed_elements_and_cells_without_places_are_read() {
    let xml = "<x:worksheet xmlns:x='y'><x:sheetData><x:row><x:c t='s'><x:v>1</x:v></x:c><x:c t='s'><x:v>0</x:v></x:c></x:row>\
        <x:row><x:c t='str'><x:f>A1</x:f><x:v>结果</x:v></x:c><x:c><x:v>0.5</x:v></x:c><x:c t='s'><x:v>99</x:v></x:c></x:row>\
        </x:sheetData></x:worksheet>";
    let strings = "<sst><si><t>金额</t></si><si><r><t>项</t></r><r><t>目</t></r></si></sst>";
    let bytes = book_with(&[("表", xml, "")], &[("xl/sharedStrings.xml", strings.as_bytes())]);
    let expected = "Heading(1): 表\nTable, 0 heading rows:\n  项目 | 金额\n  结果 | 0.5\n";
    assert_eq!(dump(&excel::read(&bytes).unwrap()), expected);
}

#[test]
fn a_workbook_beyond_its_bounds_is_refused_with_the_reason() {
    let row = |row: usize| format!("<row r='{row}'>{}</row>", "<c><v>1</v></c>".repeat(1_000));
    let many: String = (1..=501).map(row).collect();
    let wide = "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>1</v></c></row></sheetData>";
    let high: String =
        (1..=3_000).map(|row| format!("<row r='{row}'><c r='A{row}'><v>1</v></c></row>")).collect();
    let high = format!("{high}<row r='3001'><c r='A3001'><v>1</v></c><c r='ALL3001'><v>1</v></c></row>");
    let merged = "<sheetData><row><c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>";
    for (xml, part) in [
        (format!("<sheetData>{many}</sheetData>"), "500000"),
        (wide.to_owned(), "16384列"),
        (format!("<sheetData>{high}</sheetData>"), "3001行1000列"),
        (merged.to_owned(), "合并"),
    ] {
        let message = excel::read(&book(&[("表", &format!("<x>{xml}</x>"))])).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    }
    let long = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(1_000_000));
    let cells = format!("<x><sheetData><row>{}</row></sheetData></x>", "<c t='s'><v>0</v></c>".repeat(100));
    let bomb = book_with(&[("表", &cells, "")], &[("xl/sharedStrings.xml", long.as_bytes())]);
    assert!(matches!(excel::read(&bomb), Err(ReadError::TooLarge { limit_mib: 64, .. })));
    let spaces = book_with(&[("表", "<x/>", "")], &[("xl/styles.xml", &vec![b' '; 70 << 20])]);
    assert!(matches!(excel::read(&spaces), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_broken_workbook_is_refused_with_the_part() {
    for (bytes, part) in [
        (package(&[("xl/workbook.xml", b"<workbook>")]), "xl/workbook.xml"),
        (package(&[("xl/workbook.xml", b"<workbook/>")]), "没有工作表"),
        (book(&[("表", "<x><row><c></row></x>")]), "xl/worksheets/sheet1.xml"),
        (package(&[("word/document.xml", b"<x/>")]), ".xlsx"),
    ] {
        let message = excel::read(&bytes).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn the_file_is_known_by_its_content() {
    let bytes = book(&[("表", &sheet(&["<c><v>1</v></c>"], 1, ""))]);
    let paper = mingzhang_documents::read("报告.docx", &bytes).unwrap();
    assert!(matches!(&paper.blocks[0].content, Content::Paragraph(p) if p.role == Role::Heading(1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_sheet_makes_the_reader_panic(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<row>", "<row r='4294967295'>", "</row>", "<c>", "<c r='XFD1048576'>", "<c r='B2' s='1'>", "<c t='s'>", "</c>", "<v>", "</v>",
            "1", "-0.5", "1E+300", "44196", "字", "<is>", "</is>", "<t>", "</t>", "<f/>", "<mergeCell ref='A1:C3'/>",
            "<mergeCell ref='B2:XFD1048576'/>", "<col min='0' max='4294967295' hidden='1'/>", "<c t='inlineStr'>", "&x;",
        ]), 0..60),
    ) {
        if let Ok(paper) = excel::read(&book(&[("表", &format!("<x>{}</x>", pieces.concat()))])) {
            for block in &paper.blocks {
                for run in block.runs() {
                    prop_assert_eq!(paper.slice(run.span), &run.text);
                }
            }
        }
    }

    #[test]
    fn no_format_makes_the_reader_panic(
        code in proptest::collection::vec(proptest::sample::select(vec![
            "0", "#", "?", ".", ",", "%", "E+", "E-", ";", "@", "General", "y", "m", "d", "h", "s", "aaaa", "[h]", "[Red]", "[>=1]",
            "[DBNum1]", "[DBNum2]", "[$-804]", "[", "\"", "\\", "!", "_", "*", "/", "上午/下午", "AM/PM", "年", " ",
        ]), 0..16),
        value in proptest::sample::select(vec!["0", "-1", "1E+300", "1E-300", "0.5", "44196.75", "999999.995", "12345678901234567890"]),
    ) {
        let code = code.concat().replace('&', "").replace('"', "&quot;").replace('>', "&gt;");
        let styles = format!("<s><numFmts><numFmt numFmtId='164' formatCode=\"{code}\"/></numFmts><cellXfs><xf numFmtId='164'/></cellXfs></s>");
        let xml = sheet(&[&format!("<c s='0'><v>{value}</v></c>")], 1, "");
        prop_assert!(excel::read(&book_with(&[("表", &xml, "")], &[("xl/styles.xml", styles.as_bytes())])).is_ok());
    }

    #[test]
    fn no_damage_inside_a_sheet_makes_the_reader_panic(at in 0.0..1.0f64, byte in 0x20u8..0x7F, cut in any::<bool>()) {
        let cells = "<c r='A1' s='1'><v>12.5</v></c><c r='B1' t='inlineStr'><is><t>name</t></is></c>";
        let mut xml = sheet(&[cells, "<c r='A2'><f>A1</f></c>"], 1, "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>").into_bytes();
        let at = (at * xml.len() as f64) as usize;
        if cut { xml.truncate(at) } else { xml[at] = byte }
        let _ = excel::read(&book(&[("表", &String::from_utf8(xml).unwrap())]));
    }

    #[test]
    fn no_damage_to_a_workbook_makes_the_reader_panic(at in 0.0..1.0f64, byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = book(&[("表", &sheet(&["<c s='1'><v>1</v></c>", "<c t='inlineStr'><is><t>甲</t></is></c>"], 1, ""))]);
        let at = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = excel::read(&bytes);
    }
}
