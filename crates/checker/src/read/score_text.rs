//! Total scores in running text: which points are the total of the evaluation, and not of an indicator, a band or
//! another year.

use super::Reading;
use super::mentions::Mention;
use super::units::Dimension;
use std::collections::HashSet;

/// Words that name the total score.
const TOTALS: [&str; 13] = [
    "评价总得分",
    "总得分",
    "综合得分",
    "综合评分",
    "自评得分",
    "自评总分",
    "评价得分",
    "评价总分",
    "总评分",
    "最终得分",
    "总分",
    "得分",
    "得",
];
/// Words that may stand before them without naming a part.
const WHOLES: [&str; 28] = [
    "汇总",
    "总体",
    "综合",
    "绩效",
    "评价",
    "自评",
    "项目",
    "本次",
    "本",
    "该",
    "我",
    "局",
    "单位",
    "部门",
    "整体",
    "支出",
    "各项指标",
    "结果",
    "经",
    "预算",
    "年度",
    "最终",
    "平均",
    "的",
    "学校",
    "镇",
    "机构",
    "此",
];
/// Words that make points something else than this evaluation's total.
const OTHERS: [&str; 12] =
    ["满分", "扣", "分值", "权重", "最高", "复评", "抽查", "上年", "去年", "第三方", "依次", "分别"];

/// The total scores that the text states, by their index.
pub(crate) fn totals(reading: &Reading) -> Vec<usize> {
    let year = reading.passages.iter().find_map(|p| year(&p.text()));
    let groups = reading.score_tables.iter().flat_map(|t| &t.groups).map(|g| g.name.as_str()).collect();
    let mentions = reading.mentions.iter().enumerate();
    mentions.filter(|(_, m)| is_total(&groups, m, year)).map(|(i, _)| i).collect()
}

fn is_total(groups: &HashSet<&str>, m: &Mention, of: Option<u32>) -> bool {
    if m.unit.dimension != Dimension::Points
        || m.vague
        || m.each
        || OTHERS.iter().any(|word| m.lead.contains(word))
    {
        return false;
    }
    let text = m.label.text.trim_end_matches(['为', '是', '达', '到', '共']);
    // `决策14分、过程18分……，共90.5分`: behind the parts.
    if text.is_empty() && m.lead.trim_start_matches('，') == "共" {
        return true;
    }
    let Some(prefix) = TOTALS.iter().find_map(|word| text.strip_suffix(word)) else { return false };
    // `满分20分，得18.5分` speaks of a part; `该项目得94分` of the whole.
    if prefix.is_empty() && text == "得" {
        return false;
    }
    let other_year = year(&m.lead).is_some_and(|y| of.is_some_and(|of| y != of));
    !other_year && is_whole(prefix) && !names_any(prefix, groups)
}

/// Whether a text holds the name of a group: every part of the text is looked up, as there may be thousands of groups.
fn names_any(text: &str, groups: &HashSet<&str>) -> bool {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut parts =
        ends.iter().enumerate().flat_map(|(n, from)| ends.iter().skip(n).map(move |to| (*from, *to)));
    parts.any(|(from, to)| text.get(from..to).is_some_and(|part| groups.contains(part)))
}

fn is_whole(mut prefix: &str) -> bool {
    const LONGEST: usize = 160;
    if prefix.len() > LONGEST {
        return false;
    }
    while let Some(rest) = WHOLES.iter().find_map(|word| prefix.strip_suffix(word)) {
        prefix = rest;
    }
    prefix.is_empty()
}

/// The first year in a text.
fn year(text: &str) -> Option<u32> {
    text.split('年').find_map(|before| {
        let tail: Vec<char> = before.chars().rev().take(4).collect();
        let digits: String = tail.into_iter().rev().collect();
        digits.parse().ok().filter(|y| (1990..2100).contains(y))
    })
}
