//! `mingzhang check --mark` and `--format html`: what was found, where a reader sees it.

use crate::support::{Desk, REPORT_DOCX, in_browser, part, print, published};

const WRONG: &str = "全年预算10万元，支出5万元，执行率60%。";

#[test]
fn the_copy_of_a_word_file_has_a_comment_at_every_finding() {
    let desk = Desk::with_demo();
    let before = desk.read(REPORT_DOCX);
    let printed = desk.run(&["check", REPORT_DOCX, "--mark", "marked.docx"]).exits(0).stdout;
    assert!(printed.contains("已写出 marked.docx"), "{printed}");
    let comments = part(&desk.path("marked.docx"), "word/commentsMingzhang1.xml").expect("comments");
    assert!(comments.contains("MZ-C017") && comments.contains("没有签字"), "{comments}");
    assert_eq!(desk.read(REPORT_DOCX), before, "the file itself stays");
    desk.run(&["check", "marked.docx"]).exits(0);
}

#[test]
fn the_copy_of_a_pdf_file_has_a_highlight_at_every_finding() {
    let desk = Desk::empty();
    desk.write("a.html", format!("<!doctype html><meta charset=utf-8><p>{WRONG}</p>"));
    print(&desk.path("a.html"));
    let before = desk.read("a.pdf");
    desk.run(&["check", "a.pdf", "--mark", "marked.pdf"]).exits(1);
    let marked = desk.read("marked.pdf");
    let highlights = marked.windows(10).filter(|ten| ten == b"/Highlight").count();
    assert_eq!(highlights, 1);
    assert!(marked.starts_with(&before), "what was there stays");
}

#[test]
fn a_text_becomes_a_page_and_a_folder_a_folder() {
    let desk = Desk::empty();
    desk.write("papers/a/x.txt", WRONG);
    desk.write("papers/y.txt", published());
    let printed = desk.run(&["check", "papers", "--mark", "out"]).exits(1).stdout;
    assert!(printed.contains("写成带标记的网页"), "{printed}");
    assert!(desk.text("out/a/x.txt.html").contains("<mark class=\"error\""));
    assert!(desk.text("out/y.txt.html").contains("MZ-C008"));
    let answer =
        desk.run(&["check", "papers/a/x.txt", "--mark", "x.html", "--format", "json"]).exits(1).json();
    assert_eq!(answer["files"][0]["marked"], "x.html");
}

#[test]
fn a_file_is_never_written_over_by_its_own_copy() {
    let desk = Desk::with_demo();
    let before = desk.read(REPORT_DOCX);
    let ran = desk.run(&["check", REPORT_DOCX, "--mark", REPORT_DOCX]).exits(2);
    assert!(ran.stderr.contains("换一个去处"), "{ran}");
    assert_eq!(desk.read(REPORT_DOCX), before);
}

#[test]
fn the_page_shows_the_computation_of_a_figure_that_is_clicked() {
    let desk = Desk::empty();
    desk.write("a.txt", WRONG);
    let page = desk.run(&["check", "a.txt", "--format", "html"]).exits(1).stdout;
    for outside in ["http://", "https://", "src=", "<link"] {
        assert!(!page.contains(outside), "the page needs nothing else: {outside}");
    }
    let probe = "<script>document.querySelector('mark.error').click();\
        document.title = [document.querySelectorAll('.card.chosen').length,\
        document.querySelectorAll('mark.chosen').length,\
        document.querySelectorAll('mark.other').length,\
        document.querySelector('.card.chosen p').textContent].join('|');</script></body>";
    desk.write("page.html", page.replace("</body>", probe));
    let title = in_browser(&desk.path("page.html"));
    assert!(title.contains("1|1|2|") && title.contains("50%"), "{title}");
    desk.run(&["check", "a.txt", "a.txt", "--format", "html"]).could_not_run(&["--mark"]);
}
