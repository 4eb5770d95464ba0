//! `mingzhang report`: the files that it writes.

use crate::figures::TABLE;
use crate::support::{Desk, ENTRIES, REPORT_DOCX, REPORT_HTML, bound_texts, names, part};
use std::collections::HashSet;

/// The chapters and appendices of a self-evaluation report, as the office's form has them.
const HEADINGS: [&str; 8] = [
    "一、基本情况",
    "二、自评工作情况",
    "三、项目执行及绩效实现情况",
    "四、综合评价结论和评价等级",
    "五、存在的问题及改进措施",
    "六、评价工作组人员名单及签字",
    "附件1",
    "附件2",
];

#[test]
fn the_formats_asked_for_are_written_and_no_others() {
    let desk = Desk::with_demo();
    let report = |out: &str, more: &[&str]| {
        desk.run(&[&["report", "--year", "2020", "--out", out], more].concat()).exits(0);
        names(&desk.path(out))
    };
    assert_eq!(report("both", &[]), [REPORT_DOCX, REPORT_HTML]);
    assert_eq!(report("深 一层/word", &["--format", "docx"]), [REPORT_DOCX]);
    assert_eq!(report("page", &["--format", "html"]), [REPORT_HTML]);
    assert!(
        desk.read(&format!("both/{REPORT_DOCX}")) == desk.read(REPORT_DOCX),
        "the same figures, the same file"
    );
    assert!(desk.read(&format!("both/{REPORT_HTML}")) == desk.read(REPORT_HTML));
}

#[test]
fn charts_are_native_in_word_and_svg_in_the_page() {
    let desk = Desk::with_demo();
    let docx = desk.path(REPORT_DOCX);
    for number in 1..=3 {
        let chart = part(&docx, &format!("word/charts/chart{number}.xml")).expect("a native chart");
        assert!(chart.contains("<c:chart>") && chart.contains("<c:v>"), "{chart}");
    }
    assert!(part(&docx, "word/document.xml").expect("the document").contains("<c:chart "));
    let page = desk.text(REPORT_HTML);
    assert_eq!(page.matches("<svg").count(), 3);
    for from_elsewhere in ["<img", "<script", "<link", "src=\"http", "url(http", "@import"] {
        assert!(!page.contains(from_elsewhere), "the page needs {from_elsewhere}");
    }
}

#[test]
fn the_six_chapters_and_two_appendices_stand_in_order() {
    let desk = Desk::with_demo();
    let page = desk.text(REPORT_HTML);
    let mut at = page.find("<body").expect("a body");
    for heading in HEADINGS {
        let found = page[at..].find(heading);
        at += found.unwrap_or_else(|| panic!("no {heading} after the one before it"));
    }
}

#[test]
fn every_number_of_the_table_is_bound_to_its_key() {
    let desk = Desk::with_demo();
    let bound: HashSet<(String, String)> = bound_texts(&desk.path(REPORT_DOCX)).into_iter().collect();
    let is_bound = |key: String, text: &str| bound.contains(&(key.clone(), text.to_owned()));
    for row in &TABLE {
        let scope = row.scope;
        assert!(is_bound(format!("adjusted.{scope}"), row.adjusted), "adjusted.{scope}");
        assert!(is_bound(format!("paid.{scope}"), row.paid), "paid.{scope}");
        assert!(is_bound(format!("rate.{scope}"), row.rate), "rate.{scope}");
    }
    assert!(is_bound("score.total".into(), "96") && is_bound("grade.total".into(), "优秀"));
}

#[test]
fn a_report_as_of_a_day_or_known_up_to_a_place_has_those_figures() {
    let desk = Desk::with_demo();
    let has = |out: &str, key: &str, text: &str| {
        let bound = bound_texts(&desk.path(out).join(REPORT_DOCX));
        assert!(bound.iter().any(|(k, t)| k == key && t == text), "{key} is not {text} in {out}");
    };
    desk.run(&["report", "--year", "2020", "--as-of", "2020-09-30", "--out", "sept"]).exits(0);
    has("sept", "adjusted.all", "339653.73");
    has("sept", "paid.all", "237837.03");
    has("sept", "rate.all", "70.02%");

    let set = desk.example("later");
    set.add("quota_entries.csv", "ZB202000999,2020-12-30,130171A20010000000001-1,追加,1000000.00,文,由");
    desk.run(&["import", "later"]).exits(0);
    desk.run(&["report", "--year", "2020", "--out", "later-out"]).exits(0);
    has("later-out", "adjusted.all", "363364.28");
    desk.run(&["report", "--year", "2020", "--known-up-to", &ENTRIES.to_string(), "--out", "then"]).exits(0);
    assert!(desk.read(&format!("then/{REPORT_DOCX}")) == desk.read(REPORT_DOCX), "the same file for ever");
}
