//! Word files: what is written comes back, and nothing that calls itself Word can do harm.

mod support;

use mingzhang_documents::{ReadError, word};
use mingzhang_domain::figure::FigureKey;
use mingzhang_domain::paper::{Content, Paper, Paragraph, Role, Run};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use support::book::package;
use support::word::{foreign, foreign_with};
use support::{dump, meta, report, say, without_charts};

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Reads a foreign body and compares the dump.
fn check(body: &str, expected: &str) {
    assert_eq!(dump(&word::read(&foreign(body)).unwrap()), expected);
}

#[test]
fn a_report_comes_back_from_word_as_it_was() {
    let paper = report();
    let bytes = word::write(&paper, &meta()).unwrap();
    if let Ok(path) = std::env::var("SAMPLE_DOCX") {
        std::fs::write(path, &bytes).unwrap();
    }
    let read = word::read(&bytes).unwrap();
    assert_eq!(dump(&read), dump(&without_charts(&paper)));
    assert_eq!(read.text, without_charts(&paper).text);
}

#[test]
fn a_report_is_set_by_gb_t_9704() {
    let bytes = word::write(&report(), &meta()).unwrap();
    let document = part(&bytes, "word/document.xml");
    let count = |text: &str| document.matches(text).count();
    // Upright, lying, upright: 37, 26, 35 and 28 mm, turned with the page.
    assert_eq!(count("<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""), 2);
    assert_eq!(count("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"), 1);
    assert_eq!(count("r:id=\"footerOdd\"/><w:footerReference w:type=\"even\""), 3);
    // The title is broken before its year, the head rows repeat, the merges are there.
    assert!(document.contains("规划建设局</w:t><w:br/>"));
    assert_eq!((count("<w:tblHeader/>"), count("<w:vMerge w:val=\"restart\"/>")), (5, 15));
    // Every figure is a control with its key, each with a number of its own.
    assert_eq!(count("<w:tag w:val=\"rate.all\"/>"), 1);
    assert_eq!(count("<w:sdt>"), report().figures().count());
    let styles = part(&bytes, "word/styles.xml");
    for set in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "w:line=\"579\" w:lineRule=\"exact\""]
    {
        assert!(styles.contains(set), "{set}");
    }
    let footer = part(&bytes, "word/footerEven.xml");
    assert!(footer.contains("<w:jc w:val=\"left\"/>") && footer.contains(" PAGE "));
    assert!(part(&bytes, "docProps/custom.xml").contains("2020-12-31"));
}

#[test]
fn a_chart_is_native_and_carries_its_values() {
    let bytes = word::write(&report(), &meta()).unwrap();
    let chart = part(&bytes, "word/charts/chart2.xml");
    for held in ["<c:v>122161.26</c:v>", "<c:v>第四季度</c:v>", "<c:f>Sheet1!$C$2:$C$5</c:f>", "单位：万元"]
    {
        assert!(chart.contains(held), "{held}");
    }
    // A month without a value is a gap, not a zero.
    assert!(
        part(&bytes, "word/charts/chart3.xml")
            .contains("<c:pt idx=\"0\"><c:v>0</c:v></c:pt><c:pt idx=\"2\">")
    );
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut workbook = Vec::new();
    zip.by_name("word/embeddings/chart2.xlsx").unwrap().read_to_end(&mut workbook).unwrap();
    assert!(part(&workbook, "xl/worksheets/sheet1.xml").contains("<c r=\"C5\"><v>122161.26</v></c>"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(word::write(&report(), &meta()).unwrap(), word::write(&report(), &meta()).unwrap());
}

#[test]
fn a_key_longer_than_a_tag_may_be_comes_back_whole() {
    let key = format!("score.criterion.{}", "很长的指标名称".repeat(20));
    let run = Run::figure(FigureKey::new(key.as_str()), "9.50");
    let paper = Paper::lay_out([Content::Paragraph(Paragraph { role: Role::Body, runs: vec![run] })]);
    let bytes = word::write(&paper, &meta()).unwrap();
    assert!(!part(&bytes, "word/document.xml").contains(&key));
    let read = word::read(&bytes).unwrap();
    assert_eq!(read.figures().next().map(|(_, _, key)| key.as_str()), Some(key.as_str()));
}

#[test]
fn a_figure_that_somebody_edited_keeps_its_key() {
    check(
        "<w:p><w:r><w:t>执行率</w:t></w:r><w:sdt><w:sdtPr><w:tag w:val=\"rate.all\"/></w:sdtPr><w:sdtContent>\
         <w:r><w:t>98.</w:t></w:r><w:del><w:r><w:delText>50</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>60</w:t></w:r></w:ins><w:r><w:t>%</w:t></w:r></w:sdtContent></w:sdt>\
         <w:sdt><w:sdtPr><w:tag w:val=\"goog_rdk_0\"/></w:sdtPr><w:sdtContent><w:r><w:t>。</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "Body: 执行率{rate.all=98.60%}。\n",
    );
}

#[test]
fn a_key_survives_an_office_that_keeps_only_the_title_of_a_control() {
    check(
        "<w:p><w:sdt><w:sdtPr><w:id w:val=\"7\"/><w:alias w:val=\"paid.all\"/></w:sdtPr><w:sdtContent><w:r><w:t>1.00</w:t>\
         </w:r></w:sdtContent></w:sdt><w:r><w:t>万元。</w:t></w:r></w:p>",
        "Body: {paid.all=1.00}万元。\n",
    );
}

#[test]
fn what_is_printed_is_read_and_what_is_not_is_left_out() {
    check(
        "<w:p><w:r><w:t>一、基本情况</w:t></w:r></w:p>\
         <w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>预算</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/>\
         <w:t>3</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:tab/><w:t>甲&amp;乙&#x4E19;</w:t><w:br/><w:t>丁。</w:t></w:r></w:p>\
         <w:p/><w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>\
         <w:p><w:r><w:t>框中的字。</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框中的字。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t>旁边的字。</w:t></w:r></w:p>",
        "Heading(1): 一、基本情况\nHeading(2): 预算\nBody: 链接 甲&乙丙 丁。\nBody: 旁边的字。\nBody: 框中的字。\n",
    );
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let deleted_mark = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    check(
        &format!(
            "<w:p>{deleted_mark}<w:r><w:t>全年支付</w:t></w:r><w:del><w:r><w:delText>约</w:delText></w:r></w:del></w:p>\
             <w:p><w:r><w:t>98.5万元，</w:t></w:r><w:moveFrom><w:r><w:t>搬走的，</w:t></w:r></w:moveFrom>\
             <w:ins><w:r><w:t>执行率</w:t></w:r><w:del><w:r><w:delText>97%</w:delText></w:r></w:del></w:ins>\
             <w:moveTo><w:r><w:t>98.50%。</w:t></w:r></w:moveTo></w:p>\
             <w:tbl><w:tr><w:tc><w:p>{deleted_mark}<w:r><w:t>12</w:t></w:r></w:p><w:p><w:r><w:t>3.4</w:t></w:r></w:p></w:tc>\
             <w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>\
             <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
        "Body: 全年支付98.5万元，执行率98.50%。\nTable, 0 heading rows:\n  123.4\n",
    );
}

#[test]
fn fields_show_their_last_result_and_no_page_numbers() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let nested = field(&format!("</w:instrText></w:r>{}<w:r><w:instrText>", field("QUOTE", "暗的")), "明的");
    check(
        &format!(
            "<w:p><w:r><w:t>合计</w:t></w:r>{}<w:r><w:t>万元</w:t></w:r>{}<w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>9</w:t></w:r>\
             </w:fldSimple><w:fldSimple w:instr=\"DOCPROPERTY x\"><w:r><w:t>，</w:t></w:r></w:fldSimple>{nested}</w:p>",
            field("=SUM(ABOVE)", "96"),
            field("PAGE \\* MERGEFORMAT", "7"),
        ),
        "Title: 合计96万元，明的\n",
    );
}

#[test]
fn signs_hidden_text_and_equations_are_read_as_they_look() {
    let styles = "<s><style styleId=\"h\"><name val=\"h\"/><rPr><vanish/></rPr></style>\
        <style styleId=\"i\"><name val=\"i\"/><basedOn val=\"h\"/></style></s>";
    let math = "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:f><m:num><m:r><m:t>354</m:t></m:r></m:num>\
        <m:den><m:r><m:t>359+1</m:t></m:r></m:den></m:f></m:oMath>";
    let body = format!(
        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>优，</w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>90</w:t>\
         <w:noBreakHyphen/><w:t>95分，</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"i\"/></w:rPr><w:t>暗</w:t></w:r>\
         <w:r><w:rPr><w:rStyle w:val=\"i\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>明</w:t></w:r>{math}<w:r><w:t>。</w:t></w:r></w:p>"
    );
    let paper = word::read(&foreign_with(&body, &[("word/styles.xml", styles)])).unwrap();
    assert_eq!(dump(&paper), "Body: ☑优，≥90-95分，明354/(359+1)。\n");
}

#[test]
fn a_table_inside_a_cell_is_a_table_of_its_own() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|c| cell(&text(c))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let nested = format!("<w:tbl>{}{}</w:tbl>", row(&["甲", "1"]), row(&["乙", "2"]));
    let outer = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&format!("{}{nested}<w:p/>", text("情况："))));
    check(&outer, "Table, 0 heading rows:\n  情况：\nTable, 0 heading rows:\n  甲 | 1\n  乙 | 2\n");
}

#[test]
fn controls_around_blocks_rows_and_cells_are_seen_through() {
    let control = |tag: &str, inside: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"{tag}\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )
    };
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let row = control(
        "x",
        &format!("<w:tr>{}{}</w:tr>", cell(&text("甲")), control("paid.all", &cell(&text("1.00")))),
    );
    let table = format!(
        "<w:tbl>{row}<w:tr>{}{}</w:tr></w:tbl>",
        cell(&text("乙")),
        cell(&control("rate.all", &text("2%")))
    );
    check(
        &format!("{}{}", control("y", &text("前。")), control("z", &table)),
        "Body: 前。\nTable, 0 heading rows:\n  甲 | {paid.all=1.00}\n  乙 | {rate.all=2%}\n",
    );
}

#[test]
fn what_stands_beside_the_text_is_not_part_of_it() {
    let paragraph = "<p><r><t>页眉与批注</t></r></p>";
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let header = format!("<w:hdr {word}>{}</w:hdr>", paragraph.replace('<', "<w:").replace("<w:/", "</w:"));
    let comments = header.replace("hdr", "comments");
    let body = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>正文。</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
        <w:r><w:commentReference w:id=\"0\"/></w:r></w:p><w:sectPr><w:headerReference w:type=\"default\"/></w:sectPr>";
    let parts = [("word/header1.xml", header.as_str()), ("word/comments.xml", comments.as_str())];
    assert_eq!(dump(&word::read(&foreign_with(body, &parts)).unwrap()), "Body: 正文。\n");
}

#[test]
fn the_strict_form_of_the_format_is_read_too() {
    let document = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body><w:p><w:r><w:t>甲。</w:t></w:r></w:p>\
        </w:body></w:document>";
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" \
        Target=\"/word/main.xml\"/></Relationships>";
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relations.as_bytes()),
        ("word/main.xml", document.as_bytes()),
    ]);
    assert_eq!(dump(&word::read(&bytes).unwrap()), "Body: 甲。\n");
}

#[test]
fn an_empty_paragraph_counts_in_its_list_and_legal_numbers_are_plain() {
    let numbering = "<n><abstractNum abstractNumId=\"5\"><lvl ilvl=\"0\"><numFmt val=\"chineseCounting\"/><lvlText val=\"第%1章\"/></lvl>\
        <lvl ilvl=\"1\"><isLgl/><numFmt val=\"decimal\"/><lvlText val=\"%1.%2\"/></lvl></abstractNum>\
        <num numId=\"1\"><abstractNumId val=\"5\"/></num></n>";
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [item(0, ""), item(0, "概况。"), item(1, "预算。")].concat();
    let paper = word::read(&foreign_with(&body, &[("word/numbering.xml", numbering)])).unwrap();
    assert_eq!(dump(&paper), "Body: 第二章 概况。\nBody: 2.1 预算。\n");
}

#[test]
fn automatic_numbers_and_footnotes_are_read_as_they_are_printed() {
    let numbering = "<n><abstractNum abstractNumId=\"5\">\
        <lvl ilvl=\"0\"><start val=\"1\"/><numFmt val=\"chineseCounting\"/><lvlText val=\"%1、\"/></lvl>\
        <lvl ilvl=\"1\"><numFmt val=\"decimal\"/><lvlText val=\"%2.\"/></lvl>\
        <lvl ilvl=\"3\"><numFmt val=\"decimal\"/><suff val=\"nothing\"/><lvlText val=\"%4.\"/></lvl>\
        <lvl ilvl=\"2\"><numFmt val=\"bullet\"/><lvlText val=\"●\"/></lvl></abstractNum>\
        <num numId=\"1\"><abstractNumId val=\"5\"/></num></n>";
    let styles = "<s><style styleId=\"a\"><name val=\"heading 1\"/><pPr><numPr><numId val=\"1\"/></numPr></pPr></style></s>";
    let notes = "<n><footnote type=\"separator\"><p><r><t>线</t></r></p></footnote></n>";
    let notes = notes.replace("</n>", "<footnote xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:r><w:t>口径见附件。</w:t></w:r></w:p></footnote></n>");
    let heading =
        |text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
             <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        heading("情况"),
        item(1, "甲。"),
        item(1, "乙。"),
        item(2, "丙。"),
        heading("结论"),
        item(1, "丁。"),
        item(3, "70万元。"),
    ]
    .concat();
    let parts =
        [("word/numbering.xml", numbering), ("word/styles.xml", styles), ("word/footnotes.xml", &notes)];
    let paper = word::read(&foreign_with(&body, &parts)).unwrap();
    assert_eq!(
        dump(&paper),
        "Heading(1): 一、情况\nBody: 1. 甲。\nBody: 2. 乙。\nBody: 丙。\nHeading(1): 二、结论\nBody: 1. 丁。\n\
         Body: 1. 70万元。\nNote: 口径见附件。\n"
    );
}

#[test]
fn words_that_tabs_set_under_each_other_are_a_table_where_numbers_stand_under_numbers() {
    let row = |words: &str| {
        format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", words.replace('|', "</w:t><w:tab/><w:t>"))
    };
    let rows = |rows: &[&str]| rows.iter().map(|words| row(words)).collect::<String>();
    check(
        &rows(&["预算|执行", "项目|预算|支付", "甲|70|60", "乙||45", "合计|120|105"]),
        "Title: 预算 执行\nTable, 0 heading rows:\n  项目 | 预算 | 支付\n  甲 | 70 | 60\n  乙 |  | 45\n  合计 | 120 | 105\n",
    );
    // Fields of a form, and entries of a list of contents.
    let fields = rows(&["单位|电话|日期", "甲局|某人|盖章", "情况|1", "问题|2", "措施|3"]);
    assert!(!dump(&word::read(&foreign(&fields)).unwrap()).contains("Table"));
}

#[test]
fn a_raised_digit_is_none_of_the_number_before() {
    let raised = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>12</w:t></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>支付40</w:t></w:r>{}<w:r><w:t>万元</w:t></w:r>{}{}</w:p>",
        raised("<w:vertAlign w:val=\"superscript\"/>"),
        raised("<w:rStyle w:val=\"x\"/>"),
        raised("<w:rStyle w:val=\"x\"/><w:vertAlign w:val=\"baseline\"/>"),
    );
    let styles = "<s><style styleId=\"x\"><rPr><vertAlign val=\"superscript\"/></rPr></style></s>";
    let paper = word::read(&foreign_with(&body, &[("word/styles.xml", styles)])).unwrap();
    assert_eq!(paper.text, "支付40¹²万元¹²12\n");
}

#[test]
fn text_that_is_struck_through_is_left_out_and_said_to_be() {
    let struck = |toggle: &str, text: &str| format!("<w:r><w:rPr>{toggle}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p><w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
        struck("", "支付"),
        struck("<w:strike/>", "1"),
        struck("<w:dstrike w:val=\"1\"/>", "2"),
        struck("<w:strike w:val=\"0\"/>", "13万元"),
        struck("<w:rStyle w:val=\"x\"/>", "。"),
        struck("<w:strike/>", "4"),
        struck("", "5"),
    );
    let styles = "<s><style styleId=\"x\"><rPr><strike/></rPr></style></s>";
    let paper = word::read(&foreign_with(&body, &[("word/styles.xml", styles)])).unwrap();
    assert_eq!(dump(&paper), "Title: 支付13万元\nStruck(2)\nTable, 0 heading rows:\n   | 5\nStruck(1)\n");
}

#[test]
fn merges_and_tables_in_tables_come_onto_one_grid() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let nested =
        format!("<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>", cell("", "内1"), cell("", "内2"));
    let body = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{nested}{}</w:tr>\
         <w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "甲"),
        cell("<w:gridSpan w:val=\"2\"/>", "乙"),
        cell("<w:vMerge/>", "盖住的"),
        cell("", "1"),
        cell("", "2"),
    );
    check(&body, "Table, 1 heading rows:\n  甲 | [2]乙\n  ^ | 内1 内2 | 1\n   | 2\n");
}

#[test]
fn pages_and_sections_are_known_where_word_has_noted_them() {
    let body = "<w:p><w:r><w:t>前。</w:t></w:r></w:p>\
        <w:p><w:pPr><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:pPr></w:p>\
        <w:p><w:r><w:lastRenderedPageBreak/><w:t>后。</w:t></w:r></w:p>\
        <w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/></w:sectPr>";
    let paper = word::read(&foreign(body)).unwrap();
    assert_eq!(dump(&paper), "Body: 前。\nNewPage, landscape\nBody: 后。\n");
    assert_eq!(paper.blocks.iter().map(|block| block.page).collect::<Vec<_>>(), [Some(1), Some(1), Some(2)]);
}

/// A body of paragraphs and breaks, written short.
fn marked(body: &str) -> String {
    body.replace("[", "<w:p><w:r>")
        .replace("]", "</w:r></w:p>")
        .replace("字", "<w:t>字。</w:t>")
        .replace("noted", "<w:lastRenderedPageBreak/>")
        .replace("set", "<w:br w:type=\"page\"/>")
}

/// The pages of the blocks with text, of a body of paragraphs and breaks.
fn pages(body: &str) -> Vec<Option<u32>> {
    let paper = word::read(&foreign(&marked(body))).unwrap();
    paper.blocks.iter().filter(|block| block.span.start < block.span.end).map(|block| block.page).collect()
}

#[test]
fn breaks_that_are_set_count_once_and_without_noted_ones_no_page_is_known() {
    assert_eq!(pages("[字][set][字]"), [None, None]);
    // Word notes the page behind a break that is set; an empty paragraph there has no note, other programs give none.
    assert_eq!(pages("[字][set][noted字][字noted字][字]"), [Some(1), Some(2), Some(2), Some(3)]);
    assert_eq!(pages("[字][set][字][noted字]"), [Some(1), Some(2), Some(3)]);
    assert_eq!(pages("[字set noted字][set][set][字]"), [Some(1), Some(4)]);
}

#[test]
fn each_figure_stands_on_its_own_page_also_inside_a_paragraph_a_row_or_a_note() {
    let note = "<footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"7\">\
        <w:p><w:r><w:t>注9元</w:t></w:r></w:p></w:footnote></footnotes>";
    let body = "[<w:t>　一1元</w:t>noted<w:t>，二2元</w:t>set<w:t>，三3元</w:t>]\
        [noted<w:t>四4元</w:t><w:footnoteReference w:id=\"7\"/>set noted<w:t>五5元</w:t>]\
        <w:tbl><w:tr><w:tc>[<w:t>六6元</w:t>]</w:tc></w:tr><w:tr><w:tc>[noted<w:t>七7元</w:t>noted<w:t>八8元</w:t>]</w:tc>\
        <w:tc>[<w:t>七元</w:t>]</w:tc></w:tr></w:tbl>";
    let paper = word::read(&foreign_with(&marked(body), &[("word/footnotes.xml", note)])).unwrap();
    let page = |text: &str| {
        let start = paper.text.split_once(text).map(|(before, _)| before.chars().count()).unwrap();
        let block = paper.blocks.iter().rposition(|block| block.span.start <= start).unwrap();
        paper.page_at(block, start)
    };
    for (text, expected) in [
        ("一1元", 1),
        ("二2元", 2),
        ("三3元", 3),
        ("四4元", 4),
        ("五5元", 5),
        ("六6元", 5),
        ("七7元", 6),
        ("八8元", 7),
        ("七元", 6),
        ("注9元", 4),
    ] {
        assert_eq!(page(text), Some(expected), "{text}");
    }
}

#[test]
fn a_row_that_runs_over_the_end_of_a_page_ends_one_page() {
    let cell =
        "<w:tc><w:p><w:r><w:t>甲</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p></w:tc>";
    let table = format!("<w:tbl><w:tr>{cell}{cell}{cell}</w:tr></w:tbl>");
    assert_eq!(pages(&format!("[字]{table}[字]")), [Some(1), Some(1), Some(2)]);
    let table = table.replace("<w:r><w:t>甲</w:t></w:r>", "");
    assert_eq!(pages(&format!("[字][set]{table}[字]")), [Some(1), Some(2), Some(2)]);
}

#[test]
fn a_paper_that_begins_lying_stays_so() {
    let paper = Paper::lay_out([
        Content::NewPage { landscape: true },
        say(Role::Body, "横的。"),
        Content::NewPage { landscape: true },
        say(Role::Body, "还是横的。"),
        Content::NewPage { landscape: false },
        say(Role::Body, "竖的。"),
    ]);
    let read = word::read(&word::write(&paper, &meta()).unwrap()).unwrap();
    assert_eq!(dump(&read), dump(&paper));
}

#[test]
fn text_that_xml_cannot_hold_does_not_break_the_file() {
    let paper = Paper::lay_out([say(Role::Body, "甲\u{0}\u{B}<&>\"'\u{FFFE}乙\r丙")]);
    let read = word::read(&word::write(&paper, &meta()).unwrap()).unwrap();
    assert_eq!(read.text, "甲<&>\"'乙 丙\n");
}

#[test]
fn bombs_and_broken_files_are_refused_with_the_reason() {
    let bomb = package(&[("word/document.xml", &vec![b' '; 70 << 20])]);
    assert!(matches!(word::read(&bomb), Err(ReadError::TooLarge { limit_mib: 64, .. })));
    let deep = foreign(&format!("{}{}", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000)));
    let entities = package(&[("word/document.xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")]);
    let reasons = [
        (deep, "嵌套超过"),
        (foreign("<w:p><w:r>"), "XML"),
        (foreign("</w:body>"), "XML"),
        (package(&[("word/document.xml", b"\xFF\xFF\xFF")]), "UTF-8"),
        (package(&[("word/document.xml", b"")]), "是空的"),
        (package(&[("[Content_Types].xml", b"<Types/>")]), "不在文件里"),
        (entities, "没有正文"),
        (b"PK\x03\x04 and nothing else".to_vec(), "打不开"),
    ];
    for (bytes, reason) in reasons {
        let message = word::read(&bytes).unwrap_err().to_string();
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn other_containers_are_refused_with_what_to_do() {
    for (inside, word_in_message) in [("xl/workbook.bin", ".xlsx"), ("OFD.xml", "OFD"), ("a.txt", "解压")] {
        let message = word::read(&package(&[(inside, b"x")])).unwrap_err().to_string();
        assert!(message.contains(word_in_message), "{message}");
    }
}

#[test]
fn a_truncated_file_is_never_read_as_a_whole_one() {
    let bytes = word::write(&report(), &meta()).unwrap();
    for length in (0..bytes.len()).step_by(997) {
        assert!(word::read(&bytes[..length]).is_err(), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), marked in any::<bool>()) {
        let bytes = if marked { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes };
        for name in ["a.docx", "a.txt", "a.html"] {
            let _ = mingzhang_documents::read(name, &bytes);
        }
    }

    #[test]
    fn no_damage_to_a_file_makes_the_reader_panic(at in 0.0..1.0f64, byte in any::<u8>()) {
        let mut bytes = word::write(&support::report(), &meta()).unwrap();
        let at = (at * bytes.len() as f64) as usize;
        bytes[at] = byte;
        let _ = word::read(&bytes);
    }

    #[test]
    fn no_damage_inside_a_part_makes_the_reader_panic(at in 0.0..1.0f64, byte in any::<u8>(), cut in any::<bool>()) {
        let bytes = word::write(&support::report(), &meta()).unwrap();
        let mut document = part(&bytes, "word/document.xml").into_bytes();
        let at = (at * document.len() as f64) as usize;
        if cut { document.truncate(at) } else { document[at] = byte }
        let styles = part(&bytes, "word/styles.xml");
        let _ = word::read(&package(&[("word/document.xml", &document), ("word/styles.xml", styles.as_bytes())]));
    }

    #[test]
    fn no_body_makes_the_reader_panic(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "字", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>",
            "<w:tc>", "</w:tc>", "<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>", "<w:tcPr>", "</w:tcPr>",
            "<w:vMerge/>", "<w:hMerge/>", "<w:gridSpan w:val=\"99999999\"/>", "<w:br w:type=\"page\"/>", "<w:sectPr/>",
            "<w:pPr>", "</w:pPr>", "<w:lastRenderedPageBreak/>", "&x;", "&#1;",
        ]), 0..40),
    ) {
        let _ = word::read(&foreign(&pieces.concat()));
    }

    #[test]
    fn any_text_comes_back_from_word(text in "[\\PC ]{1,40}") {
        let paper = Paper::lay_out([say(Role::Body, &text)]);
        let read = word::read(&word::write(&paper, &meta()).unwrap()).unwrap();
        prop_assert_eq!(read.text.trim(), paper.text.trim());
    }
}

#[test]
fn a_control_that_somebody_has_emptied_keeps_its_key() {
    let runs = vec![Run::text("支付"), Run::figure(FigureKey::new("paid.all"), ""), Run::text("万元")];
    let paper = Paper::lay_out([Content::Paragraph(Paragraph { role: Role::Body, runs })]);
    let read = word::read(&word::write(&paper, &meta()).unwrap()).unwrap();
    let keys: Vec<(&str, &str)> =
        read.figures().map(|(_, run, key)| (key.as_str(), run.text.as_str())).collect();
    assert_eq!(keys, [("paid.all", "")]);
}
