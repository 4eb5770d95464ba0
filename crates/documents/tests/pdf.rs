//! PDF files: what is printed is what is read, whoever wrote the file, and nothing that calls itself a PDF can do harm.

mod support;

use mingzhang_documents::{Mark, ReadError, pdf, read};
use mingzhang_domain::finding::Place;
use mingzhang_domain::paper::{Paper, Span};
use proptest::prelude::*;
use support::dump;
use support::pdf::{Coding, Objects, Places, Sheet, objects};

const SENTENCE: &str = "预算363264.28万元，执行率98.50%。";

fn papers(sheets: &[Sheet]) -> Paper {
    pdf::read(&support::pdf::pdf(Coding::Gbk, sheets)).unwrap()
}

fn check(sheets: &[Sheet], expected: &str) {
    assert_eq!(dump(&papers(sheets)).trim_end(), expected);
}

/// The characters that a text covers in a paper.
fn span_of(paper: &Paper, text: &str) -> Span {
    let byte = paper.text.find(text).unwrap_or_else(|| panic!("{text} in {}", paper.text));
    let start = paper.text[..byte].chars().count();
    Span { start, end: start + text.chars().count() }
}

#[test]
fn chinese_is_read_with_and_without_a_map_to_characters() {
    for coding in [Coding::Gbk, Coding::Ucs2, Coding::Utf16, Coding::Mapped] {
        let bytes = support::pdf::pdf(coding, &[Sheet::of(&[SENTENCE])]);
        assert_eq!(read("报告.pdf", &bytes).unwrap().text, format!("{SENTENCE}\n"), "{coding:?}");
    }
    for coding in [Coding::Collection, Coding::Named] {
        let bytes = support::pdf::pdf(coding, &[Sheet::of(&["1234567890.98%"])]);
        assert_eq!(read("报告", &bytes).unwrap().text, "1234567890.98%\n", "{coding:?}");
    }
}

#[test]
fn a_glyph_without_a_character_breaks_its_number() {
    let mut objects = objects(Coding::Gbk, &[Sheet::of(&["paid 1234 of 5678"])]);
    objects.set(4, "<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[50/g2]>>>>");
    assert_eq!(pdf::read(&objects.file(Places::Table, "")).unwrap().text, "paid 1\u{fffd}34 of 5678\n");
}

#[test]
fn a_paragraph_runs_over_a_page_break_without_the_number_of_the_page() {
    let mut first = Sheet::of(&["一、预算执行情况"]);
    // 36 characters fill the line from 80 to 512 points.
    first.put(104.0, 720.0, &"年".repeat(34));
    first.put(80.0, 700.0, &format!("{}。", "年".repeat(35)));
    first.put(104.0, 680.0, "全年预算按规定执行。");
    first.put(104.0, 80.0, &format!("{}支付357827", "月".repeat(28)));
    first.put(290.0, 40.0, "— 1 —");
    let mut second = Sheet::default();
    second.put(80.0, 740.0, ".61万元。");
    second.put(104.0, 720.0, "其余按规定收回。");
    second.put(290.0, 40.0, "— 2 —");
    let paper = papers(&[first, second]);
    let lines: Vec<&str> = paper.text.lines().collect();
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert_eq!(lines[1].chars().count(), 70);
    assert!(lines[3].ends_with("支付357827.61万元。"), "{}", lines[3]);
    assert_eq!(paper.blocks.iter().map(|b| b.page.unwrap()).collect::<Vec<_>>(), [1, 1, 1, 1, 2]);
    // What stands behind the break is on the page on which it stands, not on that of its paragraph.
    let page = |text: &str| paper.page_at(3, span_of(&paper, text).start);
    assert_eq!((page("支付357827"), page("万元")), (Some(1), Some(2)));
}

#[test]
fn a_number_that_the_end_of_a_line_breaks_stays_one() {
    let mut sheet = Sheet::of(&[&format!("{}。", "年".repeat(35)), &format!("{}。", "年".repeat(35))]);
    sheet.put(80.0, 700.0, &format!("{}预算363", "月".repeat(32)));
    sheet.put(80.0, 680.0, "264.28万元，支付99.5万元。");
    let text = papers(&[sheet]).text;
    assert!(text.contains("预算363264.28万元，支付99.5万元。"), "{text}");
}

#[test]
fn text_that_a_line_crosses_out_is_left_out_and_said_to_be() {
    let mut sheet = Sheet::of(&["预算12万元，支付13万元。"]);
    // Stroked over the 12 with its unit, filled over the full stop.
    sheet.drawn = "104 744 m 140 744 l S\n212 743.6 12 .8 re f\n".to_owned();
    let paper = papers(&[Sheet::of(&["一、预算执行情况"]), sheet]);
    assert_eq!(dump(&paper), "Heading(1): 一、预算执行情况\nBody: 预算，支付13万元\nStruck(2)\n");
    assert_eq!(paper.blocks[2].page, Some(2));
}

#[test]
fn short_lines_are_paragraphs_of_their_own() {
    let text = papers(&[Sheet::of(&["项目名称如下", "道路养护", "桥梁检测", "水质监测"])]).text;
    assert_eq!(text, "项目名称如下\n道路养护\n桥梁检测\n水质监测\n");
}

#[test]
fn the_unit_of_a_table_and_lines_that_stand_as_text_does_are_no_header() {
    let page = |name: &str| {
        let mut sheet = Sheet::of(&["单位：万元", name, "全年支出合计12万元。"]);
        (3..12).for_each(|index| sheet.put(80.0, 740.0 - 20.0 * f64::from(index), "其余按规定收回。"));
        sheet
    };
    let text = papers(&[page("道路"), page("桥梁"), page("水质")]).text;
    assert_eq!(text.matches("单位：万元").count(), 3, "{text}");
    assert_eq!(text.matches("全年支出合计12万元。").count(), 3, "{text}");
}

#[test]
fn a_footnote_parts_no_sentence_and_its_mark_is_no_digit() {
    let mut first = Sheet::of(&["一、预算执行情况", &format!("{}。", "年".repeat(35))]);
    first.put(80.0, 700.0, &format!("{}。", "年".repeat(35)));
    first.put(80.0, 100.0, &format!("{}支付10", "月".repeat(33)));
    first.texts.push((512.0, 105.0, 7.0, "1".to_owned()));
    first.texts.push((80.0, 75.0, 6.0, "1".to_owned()));
    first.texts.push((84.0, 72.0, 9.0, "数据来自决算。".to_owned()));
    let mut second = Sheet::default();
    second.put(80.0, 740.0, "万元，全部完成。");
    let text = papers(&[first, second]).text;
    assert!(text.contains("支付10¹万元，全部完成。\n¹数据来自决算。\n"), "{text}");
}

#[test]
fn a_table_runs_over_a_page_break_with_its_headings_repeated() {
    let xs = [80.0, 200.0, 320.0, 440.0];
    let mut first = Sheet::of(&["单位：万元"]);
    let head: &[&str] = &["项目", "预算", "支付"];
    first.table(&xs, &[120.0, 96.0, 72.0], &[head, &["道路", "120.50", "118.20"]]);
    let mut second = Sheet::default();
    second.table(&xs, &[760.0, 736.0, 712.0], &[head, &["桥梁", "80.00", "80.00"]]);
    second.put(80.0, 600.0, "以上已核对。");
    check(
        &[first, second],
        "Unit: 单位：万元\nTable, 1 heading rows:\n  项目 | 预算 | 支付\n  道路 | 120.50 | 118.20\n  桥梁 | 80.00 | 80.00\n\
         Body: 以上已核对。",
    );
}

#[test]
fn a_page_lying_on_its_side_is_read_upright() {
    // Shown turned to the right: what runs up the sheet is a line.
    let mut sheet = Sheet { attributes: "/MediaBox[0 0 595 842]/Rotate 90".to_owned(), ..Sheet::default() };
    sheet.drawn = "q 0 1 -1 0 200 80 cm\n".to_owned();
    sheet.put(0.0, 0.0, SENTENCE);
    let paper = papers(&[sheet]);
    assert_eq!(paper.text, format!("{SENTENCE}\n"));
}

#[test]
fn letters_without_characters_are_no_scan() {
    let mut objects = objects(Coding::Gbk, &[Sheet::of(&[&"12345678".repeat(4)])]);
    let names: String = (49..57).map(|code| format!("{code}/g{code} ")).collect();
    objects.set(4, format!("<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[{names}]>>>>"));
    assert_eq!(pdf::read(&objects.file(Places::Table, "")), Err(ReadError::NoCharacters { pages: 1 }));
}

/// A page that shows a picture.
fn scan() -> Sheet {
    Sheet {
        drawn: "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q\n".to_owned(),
        ..Sheet::default()
    }
}

#[test]
fn a_scanned_page_is_said_to_be_one_and_keeps_its_place() {
    let mut numbered = scan();
    numbered.put(290.0, 40.0, "3");
    check(
        &[Sheet::of(&["正文如下。"]), scan(), numbered, Sheet::of(&["以上。"])],
        "Body: 正文如下。\nScan\nScan\nBody: 以上。",
    );
    let all = support::pdf::pdf(Coding::Gbk, &[scan(), scan()]);
    assert_eq!(pdf::read(&all), Err(ReadError::NoText { pages: 2 }));
}

#[test]
fn each_character_knows_where_it_stands() {
    let mut sheet = Sheet::of(&[SENTENCE]);
    sheet.attributes = "/MediaBox[0 0 595 842]/Rotate 180".to_owned();
    let upright = support::pdf::pdf(Coding::Gbk, &[Sheet::of(&[]), Sheet::of(&[SENTENCE])]);
    let (paper, layout) = pdf::read_with_layout(&upright).unwrap();
    let spots = layout.spots(span_of(&paper, "98.50%"));
    let [spot] = spots.as_slice() else { panic!("{spots:?}") };
    let before = support::pdf::width(Coding::Gbk, "预算363264.28万元，执行率", 12.0) as f32;
    assert_eq!((spot.page, spot.area.left), (2, 80.0 + before));
    let in_file = layout.in_file(*spot).unwrap();
    assert!(in_file.top < 740.0 && in_file.bottom > 740.0 + 8.0, "{in_file:?}");
    let (paper, layout) = pdf::read_with_layout(&support::pdf::pdf(Coding::Gbk, &[sheet])).unwrap();
    let turned = layout.in_file(layout.spots(span_of(&paper, "98.50%"))[0]).unwrap();
    assert!((turned.left - in_file.left).abs() < 0.1 && (turned.top - in_file.top).abs() < 0.1);
}

fn note(span: Option<Span>, text: &str) -> Mark {
    Mark {
        place: Place { span, ..Place::default() },
        title: "错误 MZ-C003".to_owned(),
        text: text.to_owned(),
    }
}

/// Marks the rate of a file and tells what was appended.
fn appended(bytes: &[u8]) -> String {
    let paper = pdf::read(bytes).unwrap();
    let marks = [note(Some(span_of(&paper, "98.50%")), "应为98.51%"), note(None, "无处可标")];
    let marked = pdf::mark(bytes, &marks).unwrap();
    assert!(marked.starts_with(bytes), "a byte of the file changed");
    assert_eq!(pdf::read(&marked).unwrap(), paper);
    let twice = pdf::mark(&marked, &marks).unwrap();
    assert_eq!(pdf::read(&twice).unwrap(), paper);
    String::from_utf8_lossy(&marked[bytes.len()..]).into_owned()
}

#[test]
fn a_copy_with_notes_is_the_file_with_something_behind_it() {
    for places in [Places::Table, Places::Stream] {
        let appended = appended(&objects(Coding::Gbk, &[Sheet::of(&[SENTENCE])]).file(places, ""));
        let (_, quads) = appended.split_once("/QuadPoints[").unwrap();
        assert!(quads.starts_with("230.00 749.84 266.00 749.84 230.00 737.84 266.00 737.84"), "{quads}");
        // 应为98.51%
        assert!(appended.contains("5E944E3A00390038002E003500310025"), "{appended}");
        assert!(appended.contains("/Subtype/Text"));
        assert!(appended.contains("/Annots["));
    }
}

#[test]
fn notes_that_are_there_stay() {
    let with = |annots: &str, more: &str| {
        let mut sheet = Sheet::of(&[SENTENCE]);
        sheet.attributes = format!("/MediaBox[0 0 595 842]{annots}");
        let mut objects = objects(Coding::Gbk, &[sheet]);
        objects.add("<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>");
        objects.add(more);
        appended(&objects.file(Places::Table, ""))
    };
    assert!(with("/Annots[7 0 R]", "null").contains("/Annots[7 0 R 9 0 R 11 0 R]"));
    assert!(with("/Annots 8 0 R", "[7 0 R]").contains("8 0 obj\n[7 0 R 9 0 R 11 0 R]"));
}

#[test]
fn a_file_with_a_password_or_without_pages_is_refused_with_the_reason() {
    let encrypt = "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<00112233445566778899AABBCCDDEEFF0011223344556677\
        8899AABBCCDDEEFF>/U<00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF>>>/ID[<00><00>]";
    let locked = objects(Coding::Gbk, &[Sheet::of(&[SENTENCE])]).file(Places::Table, encrypt);
    assert_eq!(pdf::read(&locked), Err(ReadError::Locked));
    for broken in [
        &b"%PDF-1.4"[..],
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer<</Root 1 0 R>>",
    ] {
        assert!(matches!(read("报告.pdf", broken), Err(ReadError::DamagedPdf { .. })));
    }
}

#[test]
fn a_file_without_its_table_of_places_is_still_read() {
    let whole = support::pdf::pdf(Coding::Gbk, &[Sheet::of(&[SENTENCE])]);
    let cut = whole.len() - 200;
    assert_eq!(pdf::read(&whole[..cut]).unwrap().text, format!("{SENTENCE}\n"));
}

/// A file of one page with a content and more objects, from number 5 on.
fn one_page(content: &str, resources: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = Objects::default();
    objects.add("<</Type/Catalog/Pages 2 0 R>>");
    objects.add("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    objects.add(format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>>>"));
    objects.add_stream("", content.as_bytes());
    for body in more {
        objects.add(*body);
    }
    objects.file(Places::Table, "")
}

#[test]
fn what_is_made_to_do_harm_ends_in_an_error_or_in_nothing() {
    let form = |name: &str, inside: &str| {
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</{name} {inside} 0 R>>>>/Length 30>>\nstream\n\
             {:30}\nendstream",
            format!("/{name} Do ").repeat(5)
        )
    };
    // Twelve forms, each of which shows the next five times.
    let forms: Vec<String> = (6..18).map(|next| form("X", &next.to_string())).collect();
    let laughs =
        one_page("/X Do", "/XObject<</X 5 0 R>>", &forms.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(matches!(pdf::read(&laughs), Err(ReadError::DamagedPdf { .. } | ReadError::NoText { .. })));
    let itself = one_page("/X Do", "/XObject<</X 5 0 R>>", &[&form("X", "5")]);
    assert!(pdf::read(&itself).is_err());
    let nested = one_page(&format!("{}{}", "[".repeat(200_000), "]".repeat(200_000)), "", &[]);
    assert!(pdf::read(&nested).is_err());
    let states = one_page(&"q ".repeat(300_000), "", &[]);
    assert!(pdf::read(&states).is_err());
    let circle = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]>>endobj\n\
        trailer<</Root 1 0 R/Size 3>>";
    assert!(pdf::read(circle.as_bytes()).is_err());
    let deep = format!("%PDF-1.4\n1 0 obj{}endobj trailer<</Root 1 0 R>>", "<</A".repeat(100_000));
    assert!(pdf::read(deep.as_bytes()).is_err());
    let pages = "3 0 R ".repeat(20_000);
    let many = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[{}]>>endobj 3 0 obj<</Type/Page>>\
         endobj trailer<</Root 1 0 R/Size 4>>",
        pages.replace("3 0 R", "<</Type/Page>>")
    );
    assert_eq!(pdf::read(many.as_bytes()), Err(ReadError::TooManyPages { limit: 10_000 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_broken_file_brings_the_reader_down(
        cut in 0usize..4000,
        changes in proptest::collection::vec((0usize..4000, any::<u8>()), 0..12),
    ) {
        let mut bytes = support::pdf::pdf(Coding::Ucs2, &[Sheet::of(&[SENTENCE, "合计"]), scan()]);
        for (at, byte) in changes {
            bytes.get_mut(at).into_iter().for_each(|b| *b = byte);
        }
        bytes.truncate(bytes.len().saturating_sub(cut / 2));
        if let Ok(paper) = pdf::read(&bytes) {
            for block in &paper.blocks {
                for run in block.runs() {
                    prop_assert_eq!(paper.slice(run.span), run.text.as_str());
                }
                prop_assert!(block.page.is_some());
            }
        }
    }
}
