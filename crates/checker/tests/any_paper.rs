//! What holds for every paper: nothing panics, and every finding stands where it says.

mod support;

use mingzhang_checker::{Options, Profile, Report, check_with};
use mingzhang_domain::paper::Paper;
use proptest::prelude::*;

/// Pieces of which reports are made, so that random papers reach the depths of every relation.
const PIECES: [&str; 97] = [
    "分别为",
    "每亩补贴",
    "共",
    "满分100分",
    "扣",
    "2021年3月1日",
    "至",
    "一百二十万元",
    "壹佰元整",
    "百分之九十",
    "个百分点",
    "由",
    "增加到",
    "净增",
    "年初预算",
    "追加",
    "调整后",
    "其余",
    "滚存结余",
    "按功能分类：",
    "得分=执行率×10",
    "优秀（≥90分）",
    "（35.87）",
    "1亿",
    "亩",
    "公顷",
    "折合",
    "較上年度增列",
    "‰",
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
    "三级指标\t指标值\t完成值\t分值\t得分\t原因\n",
    "数量指标\t",
    "满意度",
    "无投诉",
    "年初预算",
    "绩效目标",
    "存在的问题",
    "改进措施",
    "账号",
    "11010519491231002X",
    "财〔2020〕第05号",
    "44196",
];

/// Everything that can be looked for.
fn check(paper: &Paper) -> Report {
    check_with(paper, &Options { profile: Profile::Publish, ..Options::default() })
}

fn any_paper() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_paper_brings_the_checker_down(text in any_paper()) {
        let length = text.chars().count();
        let paper = support::paper(&text);
        for finding in check(&paper).findings {
            for place in finding.also.iter().map(|also| &also.place).chain([&finding.place]) {
                let span = place.span.expect("a finding has a place");
                prop_assert!(span.start <= span.end && span.end <= length, "{finding:?}");
                // A sentence may be joined over a page break; its figures keep the blocks that they came from.
                let block = place.block.and_then(|block| paper.blocks.get(block)).expect("a block of the paper");
                prop_assert!(block.span.start <= span.start && span.start <= block.span.end, "{finding:?}");
            }
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
