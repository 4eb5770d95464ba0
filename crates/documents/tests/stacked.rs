//! A table of which every cell stands on a line of its own is one in whatever form the paper comes.

mod support;

use mingzhang_documents::read;
use support::dump;
use support::pdf::{Coding, Sheet, pdf};
use support::word::foreign;

const LINES: [&str; 13] = [
    "某局2020年度自评报告",
    "单位：万元",
    "项目",
    "预算数",
    "支付数",
    "规划编制",
    "120.50",
    "118.20",
    "合计",
    "120.50",
    "118.20",
    "注：尾差由四舍五入引起",
    "全年按计划完成。",
];

/// The lines with something before and behind each.
fn each(before: &str, behind: &str) -> String {
    LINES.map(|line| format!("{before}{line}{behind}")).concat()
}

#[test]
fn one_cell_per_line_is_one_table_in_every_form() {
    let page = format!("<html><body>{}</body></html>", each("<p>", "</p>"));
    let forms = [
        ("a.txt", each("", "\r\n").into_bytes()),
        ("a.html", page.into_bytes()),
        ("a.docx", foreign(&each("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"))),
        ("a.pdf", pdf(Coding::Gbk, &[Sheet::of(&LINES)])),
    ];
    for (name, bytes) in forms {
        let paper = read(name, &bytes).unwrap();
        assert_eq!(
            dump(&paper),
            "Title: 某局2020年度自评报告\nUnit: 单位：万元\nTable, 1 heading rows:\n  项目 | 预算数 | 支付数\n\
             \x20 规划编制 | 120.50 | 118.20\n  合计 | 120.50 | 118.20\nNote: 注：尾差由四舍五入引起\nBody: 全年按计划完成。\n",
            "{name}"
        );
        let cells = paper.blocks[2].runs().map(|run| (paper.slice(run.span), run.text.as_str()));
        cells.for_each(|(in_text, own)| assert_eq!(in_text, own, "{name}"));
    }
}

#[test]
fn a_table_of_single_lines_runs_over_the_end_of_a_page() {
    let (first, second) = LINES.split_at(7);
    let paper = read("a.pdf", &pdf(Coding::Gbk, &[Sheet::of(first), Sheet::of(second)])).unwrap();
    let place = |text: &str| paper.text.split(text).next().map(|before| before.chars().count()).unwrap();
    assert!(
        dump(&paper).contains("  规划编制 | 120.50 | 118.20\n  合计 | 120.50 | 118.20\n"),
        "{}",
        dump(&paper)
    );
    assert_eq!((paper.page_at(2, place("规划编制")), paper.page_at(2, place("合计"))), (Some(1), Some(2)));
}
