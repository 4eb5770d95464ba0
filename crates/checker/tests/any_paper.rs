//! What holds for every paper: nothing panics, places lie inside the text, and time grows with the length.

mod support;

use mingzhang_checker::check;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Pieces of which reports are made, so that random papers reach the depths of every relation.
const PIECES: [&str; 56] = [
    "全年支出",
    "安排资金",
    "调整预算数",
    "执行率",
    "占",
    "占基本支出的",
    "其中",
    "其中：",
    "由",
    "组成",
    "分别是",
    "即",
    "合计",
    "加",
    "收支相抵，结余",
    "比上年增加",
    "增长",
    "未支付",
    "节约",
    "综合得分",
    "等级为优秀",
    "得分≥85分为优秀",
    "为",
    "的",
    "，",
    "、",
    "；",
    "。",
    "：",
    "（",
    "）",
    "\n",
    "\n\n",
    "\t",
    "分值",
    "得分",
    "合计\t100\t",
    "指标\t分值\t得分\n",
    "1.",
    "2.",
    "（一）",
    "万元",
    "亿元",
    "个",
    "%",
    "分",
    "12",
    "3.50",
    "-7",
    "1,234.5",
    "99999999999999999999",
    "0",
    "0.00",
    "2020年",
    "约",
    "名单（姓名、单位）",
];

fn any_paper() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_paper_brings_the_checker_down(text in any_paper()) {
        let length = text.chars().count();
        for finding in check(&support::paper(&text)).findings {
            let span = finding.place.span.expect("a finding has a place");
            prop_assert!(span.start <= span.end && span.end <= length, "{finding:?}");
        }
    }

    #[test]
    fn no_text_brings_the_checker_down(text in "\\PC{0,200}") {
        check(&support::paper(&text));
    }

    #[test]
    fn the_same_paper_gives_the_same_report(text in any_paper()) {
        let paper = support::paper(&text);
        prop_assert_eq!(check(&paper).findings, check(&paper).findings);
    }
}

#[test]
fn a_paper_ten_times_as_long_takes_about_ten_times_as_long() {
    let section = "全年支出500.00万元，其中：基本支出300.00万元，占60.00%；项目支出200.00万元，占40.00%。\n\
        类别\t项目数\t预算数\t支付数\n甲类\t3\t10.50\t9.00\n乙类\t4\t20.50\t20.00\n合计\t7\t31.00\t29.00\n\n";
    let took = |sections: usize| {
        let paper = support::paper(&section.repeat(sections));
        (0..3).map(|_| timed(|| check(&paper))).min().unwrap_or_default()
    };
    let (short, long) = (took(200), took(2000));
    // Twice the slack, and a floor: the machine that runs this has other things to do.
    assert!(long < short * 40 + Duration::from_millis(50), "{short:?} for 200 sections, {long:?} for 2000");
}

fn timed<T>(f: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(f());
    start.elapsed()
}
