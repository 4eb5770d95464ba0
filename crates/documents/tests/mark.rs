//! Marks: a copy says the same as the file, and each comment hangs on the characters that it is about.

mod support;

use mingzhang_documents::{Mark, word};
use mingzhang_domain::finding::Place;
use mingzhang_domain::paper::{Paper, Span};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use support::{meta, report};

fn mark(span: Span, text: &str) -> Mark {
    Mark {
        place: Place { span: Some(span), ..Place::default() },
        title: "错误 MZ-C001".to_owned(),
        text: text.to_owned(),
    }
}

/// The characters that a text covers in a paper.
fn span_of(paper: &Paper, text: &str) -> Span {
    let byte = paper.text.find(text).unwrap_or_else(|| panic!("{text} in {}", paper.text));
    let start = paper.text[..byte].chars().count();
    Span { start, end: start + text.chars().count() }
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let read = |index| {
        let mut entry = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(known, _)| known == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("{name}")).1).unwrap()
}

/// The text between the beginning and the end of a comment, and whether its reference follows.
fn commented(document: &str, id: usize) -> String {
    let (_, behind) = document.split_once(&format!("w:commentRangeStart w:id=\"{id}\"/>")).unwrap();
    let (inside, behind) = behind.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).unwrap();
    assert!(behind.starts_with(&format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>")), "{behind}");
    let texts = inside.split("<w:t").skip(1).filter_map(|piece| {
        let (tag, rest) = piece.split_once('>')?;
        (tag.is_empty() || tag.starts_with(' ')).then(|| rest.split('<').next().unwrap_or_default())
    });
    texts.collect::<String>().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn a_comment_hangs_on_the_characters_of_its_mark() {
    let bytes = word::write(&report(), &meta()).unwrap();
    let paper = word::read(&bytes).unwrap();
    let texts = [
        "98.50%",
        "截至12月31日支付",
        "支付357,827.61万元，预算",
        "一、基本情况",
        "354,427.04",
        "100",
        "监控发现的问题",
    ];
    let marks: Vec<Mark> =
        texts.iter().map(|text| mark(span_of(&paper, text), "合计应为1。\n请核对<&>。")).collect();
    let marked = word::mark(&bytes, &marks).unwrap();
    if let Ok(path) = std::env::var("SAMPLE_MARKED_DOCX") {
        std::fs::write(path, &marked).unwrap();
    }
    let document = part(&marked, "word/document.xml");
    for (id, text) in texts.iter().enumerate() {
        assert_eq!(&commented(&document, id), text);
    }
    let comments = part(&marked, "word/commentsMingzhang1.xml");
    assert_eq!(comments.matches("w:author=\"明账\"").count(), texts.len());
    assert!(comments.contains("<w:t xml:space=\"preserve\">请核对&lt;&amp;&gt;。</w:t>"));
    assert!(part(&marked, "[Content_Types].xml").contains("PartName=\"/word/commentsMingzhang1.xml\""));
    assert!(
        part(&marked, "word/_rels/document.xml.rels")
            .contains("relationships/comments\" Target=\"/word/commentsMingzhang1.xml\"")
    );
}

#[test]
fn everything_else_of_the_file_stays_byte_for_byte() {
    let bytes = word::write(&report(), &meta()).unwrap();
    let span = span_of(&word::read(&bytes).unwrap(), "98.50%");
    let marked = word::mark(&bytes, &[mark(span, "甲")]).unwrap();
    let changed: Vec<String> = parts(&marked)
        .into_iter()
        .filter(|part| !parts(&bytes).contains(part))
        .map(|(name, _)| name)
        .collect();
    let new = "word/commentsMingzhang1.xml";
    assert_eq!(changed, ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", new]);
    // Without its additions the document is what it was.
    let document = part(&marked, "word/document.xml");
    let added = "<w:commentRangeStart w:id=\"0\"/>";
    let ended = "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>";
    assert_eq!(document.replace(added, "").replace(ended, ""), part(&bytes, "word/document.xml"));
}

#[test]
fn comments_of_others_stay_and_marks_come_behind_them() {
    let bytes = word::write(&report(), &meta()).unwrap();
    let paper = word::read(&bytes).unwrap();
    let once = word::mark(&bytes, &[mark(span_of(&paper, "98.50%"), "第一次")]).unwrap();
    let twice =
        word::mark(&once, &[mark(span_of(&paper, "8.5"), "第二次"), mark(span_of(&paper, "116"), "第三次")])
            .unwrap();
    let comments = part(&twice, "word/commentsMingzhang1.xml");
    let at = |text: &str| comments.find(text).unwrap();
    assert!(at("第一次") < at("第二次") && at("第二次") < at("第三次"));
    let document = part(&twice, "word/document.xml");
    // The second lies inside a control, which is never parted.
    assert_eq!([0, 1, 2].map(|id| commented(&document, id)), ["98.50%", "98.50%", "116"]);
    assert_eq!(word::read(&twice).unwrap(), paper);
}

#[test]
fn a_mark_without_a_place_stands_at_the_beginning() {
    let bytes = word::write(&report(), &meta()).unwrap();
    let marked = word::mark(&bytes, &[Mark { title: "提示".to_owned(), ..Mark::default() }]).unwrap();
    assert_eq!(commented(&part(&marked, "word/document.xml"), 0), "某");
    assert_eq!(parts(&word::mark(&bytes, &[]).unwrap()), parts(&bytes));
}

/// A file of another program: other prefixes, text boxes, notes, controls, references, spaces that count.
fn foreign() -> Vec<u8> {
    let document = "<?xml version='1.0'?><x:document xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
        xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><x:body>\
        <x:p><x:r x:rsidR='1'><x:rPr><x:b/></x:rPr><x:tab/><x:t>支付</x:t><x:t xml:space='preserve'> 12 &amp; 34 </x:t><x:br/><x:t>万元</x:t></x:r>\
        <x:hyperlink><x:r><x:t>详见&#x9644;件</x:t></x:r></x:hyperlink><x:r><x:t>。</x:t><x:footnoteReference x:id='2'/></x:r></x:p>\
        <x:p><x:r><mc:AlternateContent><mc:Choice><x:drawing><x:txbxContent><x:p><x:r><x:t>框里56元。</x:t></x:r></x:p></x:txbxContent></x:drawing>\
        </mc:Choice></mc:AlternateContent></x:r><x:r><x:t>框外。</x:t></x:r></x:p></x:body></x:document>";
    let notes = "<x:footnotes xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><x:footnote x:id='2'><x:p><x:r><x:t>口径78。</x:t></x:r></x:p></x:footnote></x:footnotes>";
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
    support::book::package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ])
}

#[test]
fn a_file_of_another_program_is_marked_where_it_can_be() {
    let bytes = foreign();
    let paper = word::read(&bytes).unwrap();
    let texts = ["12 & 34", "万元", "见附", "56", "78"];
    let marks: Vec<Mark> = texts.iter().map(|text| mark(span_of(&paper, text), "甲")).collect();
    let marked = word::mark(&bytes, &marks).unwrap();
    assert_eq!(word::read(&marked).unwrap(), paper);
    let document = part(&marked, "word/document.xml");
    let declared = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let plain = document.replace(declared, "");
    let parted = "<x:r x:rsidR='1'><x:rPr><x:b/></x:rPr><x:t xml:space=\"preserve\">12 &amp; 34</x:t></x:r>\
        <w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
        <x:r x:rsidR='1'><x:rPr><x:b/></x:rPr><x:t xml:space=\"preserve\"> </x:t><x:br/></x:r><w:commentRangeStart w:id=\"1\"/>";
    assert!(plain.contains(parted), "{plain}");
    // No comment stands inside a text box, nor in a note.
    let boxed = plain.split("<x:txbxContent>").nth(1).unwrap().split("</x:txbxContent>").next().unwrap();
    assert!(!boxed.contains("comment"), "{boxed}");
    assert!(plain.contains("<w:commentRangeStart w:id=\"3\"/><x:r><mc:AlternateContent>"), "{plain}");
    assert!(
        plain.contains("<w:commentRangeStart w:id=\"4\"/><x:r><x:t>。</x:t><x:footnoteReference"),
        "{plain}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn marks_anywhere_leave_the_paper_as_it_was(places in proptest::collection::vec((0..2_500usize, 0..40usize), 1..12), own in any::<bool>()) {
        let bytes = if own { word::write(&report(), &meta()).unwrap() } else { foreign() };
        let paper = word::read(&bytes).unwrap();
        let marks: Vec<Mark> = places.iter().map(|(start, length)| mark(Span { start: *start, end: start + length }, "甲")).collect();
        let marked = word::mark(&bytes, &marks).unwrap();
        prop_assert_eq!(&word::read(&marked).unwrap(), &paper);
        let document = part(&marked, "word/document.xml");
        for id in 0..marks.len() {
            let begin = document.find(&format!("w:id=\"{id}\"/>")).unwrap();
            let end = document.find(&format!("commentReference xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" w:id=\"{id}\"/>"))
                .or_else(|| document.find(&format!("commentReference w:id=\"{id}\"/>"))).unwrap();
            prop_assert!(begin < end);
        }
    }
}

/// Small workbooks are marked at cells.
mod workbook {
    use super::{mark, part, parts};
    use crate::support::book::{book, book_with, sheet};
    use mingzhang_documents::{Mark, excel};
    use mingzhang_domain::finding::Place;
    use mingzhang_domain::paper::Span;
    use proptest::prelude::*;

    fn at(sheet: &str, cell: &str, text: &str) -> Mark {
        let place = Place { sheet: Some(sheet.to_owned()), cell: Some(cell.to_owned()), ..Place::default() };
        Mark { place, ..mark(Span::default(), text) }
    }

    fn two_sheets() -> Vec<u8> {
        let one = sheet(&["<c><v>1</v></c>"], 1, "<pageMargins left='1'/><tableParts count='0'/>");
        book(&[("甲", &one), ("乙", &sheet(&["<c><v>2</v></c>"], 1, ""))])
    }

    #[test]
    fn a_comment_hangs_on_the_cell_of_its_mark() {
        let bytes = two_sheets();
        let marked =
            excel::mark(&bytes, &[at("甲", "B4", "合计<1>"), at("乙", "A1", "二"), at("甲", "B4", "又")])
                .unwrap();
        assert_eq!(excel::read(&marked).unwrap(), excel::read(&bytes).unwrap());
        let comments = part(&marked, "xl/commentsMingzhang1.xml");
        assert!(
            comments.contains(
                "<authors><author>明账</author></authors><commentList><comment ref=\"B4\" authorId=\"0\">"
            ),
            "{comments}"
        );
        assert!(
            comments.contains("合计&lt;1&gt;")
                && comments.contains("\n又")
                && comments.matches("<comment ").count() == 1
        );
        let boxes = part(&marked, "xl/drawings/vmlDrawingMingzhang1.vml");
        assert!(boxes.contains("<x:Row>3</x:Row><x:Column>1</x:Column>"), "{boxes}");
        let first = part(&marked, "xl/worksheets/sheet1.xml");
        assert!(first.contains("<pageMargins left='1'/><legacyDrawing xmlns:r="), "{first}");
        assert!(part(&marked, "xl/commentsMingzhang2.xml").contains("ref=\"A1\""));
        let types = part(&marked, "[Content_Types].xml");
        assert!(
            types.contains("PartName=\"/xl/commentsMingzhang2.xml\"")
                && types.matches("Extension=\"vml\"").count() == 1
        );
    }

    #[test]
    fn comments_of_others_stay_and_a_mark_on_their_cell_stands_behind_them() {
        let xml = sheet(
            &["<c><v>1</v></c>"],
            1,
            "<legacyDrawing xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='d'/>",
        );
        let relations = "<Relationships><Relationship Id='d' Type='x/vmlDrawing' Target='../drawings/v.vml'/>\
            <Relationship Id='c' Type='x/comments' Target='../c.xml'/></Relationships>";
        let comments = "<x:comments xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:authors><x:author>某</x:author></x:authors>\
            <x:commentList><x:comment ref='A1' authorId='0'><x:text><x:t>原有</x:t></x:text></x:comment></x:commentList></x:comments>";
        let drawing = "<xml xmlns:v='v'><v:shape id='_x0000_s1030'><br></v:shape></xml>";
        let others: [(&str, &[u8]); 3] = [
            ("xl/worksheets/_rels/sheet1.xml.rels", relations.as_bytes()),
            ("xl/c.xml", comments.as_bytes()),
            ("xl/drawings/v.vml", drawing.as_bytes()),
        ];
        let bytes = book_with(&[("甲", &xml, "")], &others);
        let marked = excel::mark(&bytes, &[at("甲", "A1", "一"), at("甲", "C3", "二")]).unwrap();
        let comments = part(&marked, "xl/c.xml");
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        assert!(
            comments.contains(&format!(
                "<x:author>某</x:author><author xmlns=\"{main}\">明账</author></x:authors>"
            )),
            "{comments}"
        );
        assert!(
            comments
                .contains(&format!("<x:text><r xmlns=\"{main}\"><x:t>原有</x:t></r><r xmlns=\"{main}\">")),
            "{comments}"
        );
        assert!(comments.contains("ref=\"C3\" authorId=\"1\""), "{comments}");
        let drawing = part(&marked, "xl/drawings/v.vml");
        assert!(drawing.contains("_x0000_s1031") && !drawing.contains("_x0000_s1032"), "{drawing}");
        // Nothing else is touched.
        let changed =
            parts(&marked).into_iter().filter(|part| !parts(&bytes).contains(part)).map(|(name, _)| name);
        assert_eq!(changed.collect::<Vec<_>>(), ["xl/c.xml", "xl/drawings/v.vml"]);
    }

    #[test]
    fn a_mark_without_a_cell_stands_at_the_head_of_its_sheet() {
        let bytes = two_sheets();
        let nowhere = Mark { title: "提示".to_owned(), ..Mark::default() };
        let marked = excel::mark(&bytes, &[at("乙", "第3行第5列", "甲"), nowhere]).unwrap();
        // The first sheet has the first part.
        assert!(part(&marked, "xl/commentsMingzhang1.xml").contains("提示"));
        assert!(part(&marked, "xl/commentsMingzhang2.xml").contains("ref=\"A1\""));
        assert_eq!(parts(&excel::mark(&bytes, &[]).unwrap()), parts(&bytes));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn marks_anywhere_leave_the_workbook_as_it_was(cells in proptest::collection::vec("[A-Z]{0,4}[0-9]{0,8}", 0..12), text in "\\PC{0,20}") {
            let bytes = two_sheets();
            let marks: Vec<Mark> = cells.iter().map(|cell| at("甲", cell, &text)).collect();
            let marked = excel::mark(&bytes, &marks).unwrap();
            let again = excel::mark(&marked, &marks).unwrap();
            prop_assert_eq!(excel::read(&again).unwrap(), excel::read(&bytes).unwrap());
        }
    }
}
