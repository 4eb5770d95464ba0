//! 有问题而满分: the text names a problem with what an indicator measures, and the indicator has its full mark.

use super::{Review, at_cell};
use crate::outcome::Outcome;
use crate::read::passage::Passage;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Mention, Severity};

/// A problem that costs no mark.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C103",
    name: "problem_with_full_mark",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "正文说有问题，指标却得满分",
    what: "正文的问题部分点到某个指标的名称并说它不足，该指标在表中是否仍得满分。",
    why: "问题和得分说法不一，评价结论就站不住。",
    advice: "请核对该项得分，或在问题中写明与该指标无关。",
    fails: "三、存在的问题\n（一）项目验收不够及时，部分工程年底才验收。\n三级指标\t指标值\t分值\t得分\n项目验收\t12次\t60\t60\n道路维修\t4条\t40\t40",
    passes: "三、存在的问题\n（一）项目验收不够及时，部分工程年底才验收。\n三级指标\t指标值\t分值\t得分\n项目验收\t12次\t60\t55\n道路维修\t4条\t40\t40",
    limits: "只看标题含“问题”或“不足”的章；指标名称（去掉“率、情况”等）要在同一句中原样出现，并与“不够、滞后、未”等词同句。",
};

/// Words that say that something is not as it should be.
const LACKS: [&str; 14] = [
    "不足",
    "不够",
    "偏低",
    "滞后",
    "不高",
    "缺乏",
    "有待",
    "不及时",
    "不完善",
    "不到位",
    "不规范",
    "不准确",
    "不明确",
    "未能",
];
/// What a name may end with beside what it measures.
const TAILS: [&str; 7] = ["完成率", "及时率", "情况", "程度", "率", "性", "度"];
/// Shorter names stand in every text.
const NAME_MIN: usize = 4;

/// Looks for the name of every full-marked indicator in the sentences of the chapters about problems.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let problems: Vec<(&Passage, Vec<(usize, String)>)> = review
        .chapters
        .iter()
        .filter(|chapter| ["问题", "不足"].iter().any(|word| chapter.title.contains(word)))
        .flat_map(|chapter| chapter.heading + 1..chapter.end)
        .filter_map(|at| review.reading.passages.get(at))
        .map(|passage| (passage, sentences(passage)))
        .collect();
    for row in review.indicators().filter(|row| row.is_full()).take(ROWS_MAX) {
        let name = core(&row.name.text);
        if name.chars().count() < NAME_MIN {
            continue;
        }
        let says = problems.iter().find_map(|(passage, sentences)| {
            let (start, said) = sentences.iter().find(|(_, said)| said.contains(name))?;
            Some(Mention { place: passage.place(*start, start + said.chars().count()), text: said.clone() })
        });
        if let Some(said) = says {
            let message = format!("“{}”得满分{}，正文却说：{}", row.name.text, row.score.text, said.text);
            let mut finding = at_cell(&RULE, &row.score, message);
            finding.also.push(said);
            outcome.report(finding);
        }
    }
}

/// So many rows are held against the text at most: time stays linear in a file of hundreds of papers.
const ROWS_MAX: usize = 200;

/// The sentences of a passage that name a lack, each with its first character.
fn sentences(passage: &Passage) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in passage.chars.split_inclusive(|c| "。；".contains(*c)) {
        let text: String = sentence.iter().collect();
        if LACKS.iter().any(|word| text.contains(word)) {
            found.push((start, text));
        }
        start += sentence.len();
    }
    found
}

fn core(name: &str) -> &str {
    TAILS.iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name)
}
