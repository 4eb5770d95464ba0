//! 法定分类: classes that the regulations define as complete, so a list that names them all leaves nothing out, whatever
//! word announces it.

use crate::read::Reading;
use crate::read::mentions::Mention;

/// Classes that together make up their whole, with the regulation that says so.
const PARTITIONS: [&[&str]; 14] = [
    // 《中华人民共和国政府采购法》第二条
    &["货物", "工程", "服务"],
    // 政府收支分类科目：一般公共预算收入分为税收收入和非税收入
    &["税收", "非税"],
    // 部门预算编制：基本支出分为人员经费和公用经费
    &["人员经费", "公用经费"],
    // 部门预算编制：没有经营支出的，支出分为基本支出和项目支出
    &["基本支出", "项目支出"],
    // 地方政府债务限额管理：一般债务和专项债务，一般债券和专项债券
    &["一般债务", "专项债务"],
    &["一般债券", "专项债券"],
    // 《党政机关厉行节约反对浪费条例》：“三公”经费
    &["因公出国", "公务用车", "公务接待"],
    &["因公出国", "公务用车购置", "公务用车运行", "公务接待"],
    // 《中华人民共和国预算法》第五条：财政拨款来自三本预算
    &["一般公共预算", "政府性基金", "国有资本经营"],
    // 《中华人民共和国民办教育促进法》：办学主体
    &["公办", "民办"],
    // 离退休人员
    &["离休", "退休"],
    // 人口、游客的统计分类
    &["男", "女"],
    &["城镇", "农村"],
    &["国内", "入境"],
];

/// Whether the parts are, one by one, all classes of a partition.
pub(crate) fn is_complete(parts: &[&Mention]) -> bool {
    let class_of = |m: &Mention, classes: &[&str]| {
        // The longest class first: `非税收入` is no 税收.
        classes
            .iter()
            .filter(|c| m.label.text.contains(**c))
            .max_by_key(|c| is_negation(c))
            .map(|c| (*c).to_owned())
    };
    PARTITIONS.iter().any(|classes| {
        let mut found: Vec<String> = parts.iter().filter_map(|m| class_of(m, classes)).collect();
        found.sort();
        found.dedup();
        parts.len() == classes.len() && found.len() == classes.len()
    })
}

/// `停产4个、减产9个（2个项目两类均计入）`: the parts overlap, and the words say so.
pub(crate) fn is_counted_twice(reading: &Reading, parts: &[&Mention]) -> bool {
    const WORDS: [&str; 10] =
        ["重复", "交叉", "重叠", "均计入", "都计入", "同时计入", "同时存在", "同时涉及", "同时具有", "兼有"];
    const REACH: usize = 40;
    let Some(last) = parts.last() else { return false };
    let behind = reading.passages.get(last.passage).map(|p| p.slice(last.end, last.end + REACH));
    behind.is_some_and(|behind| WORDS.iter().any(|word| behind.contains(word)))
}

fn is_negation(class: &str) -> bool {
    class.starts_with('非')
}
