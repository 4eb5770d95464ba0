//! 满意度无调查: satisfaction is stated without a survey, or derived from the absence of complaints.

use super::{Review, at_cell, finding};
use crate::outcome::Outcome;
use crate::read::passage::Passage;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Satisfaction that nobody asked for.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C104",
    name: "satisfaction_without_survey",
    kind: Kind::Practice,
    severity: Severity::Warning,
    title: "满意度没有调查依据",
    what: "满意度是否有问卷、访谈等调查；是否以“无投诉”代替。",
    why: "没有调查就没有满意度，“未收到投诉”不等于满意。",
    advice: "请补充调查方式、样本量和结果，或不计该项得分。",
    fails: "全年未收到群众投诉，群众满意度100%。",
    passes: "经问卷调查，回收有效问卷200份，群众满意度95%。",
    limits: "全文只要出现问卷、调查、访谈、测评、样本、回访、评议之一，就只报告“以无投诉代替”的说法。",
};

/// Words that speak of a survey.
const SURVEYS: [&str; 8] = ["问卷", "调查", "访谈", "测评", "样本", "回访", "评议", "抽样"];
/// Words that put the absence of complaints in its place.
const SILENCE: [&str; 8] =
    ["无投诉", "零投诉", "未收到投诉", "没有投诉", "未接到投诉", "无群众投诉", "未发生投诉", "无有效投诉"];

/// Looks at every sentence and indicator about satisfaction; without any survey the first is named.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let passages = &review.reading.passages;
    let cells = review.reading.grids.iter().flat_map(|grid| &grid.rows).flatten();
    let in_cells = cells.into_iter().any(|cell| SURVEYS.iter().any(|word| cell.text.contains(word)));
    let surveyed = in_cells || passages.iter().any(|p| SURVEYS.iter().any(|word| p.find(word, 0).is_some()));
    for passage in passages {
        let said = stated(passage).into_iter();
        let wrong = said.filter(|(_, sentence)| is_silence(sentence) || !surveyed);
        for (at, sentence) in wrong.take(1) {
            let place = passage.place(at, at + NAME.chars().count());
            outcome.report(finding(&RULE, &place, NAME, message(is_silence(&sentence))));
        }
    }
    for row in review.indicators().filter(|row| row.name.text.contains(NAME)) {
        let silent =
            is_silence(&row.actual.text) || row.evidence.as_ref().is_some_and(|e| is_silence(&e.text));
        let stated = row.actual.text.contains(['%', '％']) && row.is_full();
        if silent || (stated && !surveyed) {
            outcome.report(at_cell(&RULE, &row.name, message(silent)));
        }
    }
}

const NAME: &str = "满意度";

/// Sentences that give satisfaction as a percentage, or speak of complaints with it: where the word stands.
fn stated(passage: &Passage) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in passage.chars.split_inclusive(|c| "。；".contains(*c)) {
        let text: String = sentence.iter().collect();
        let at = passage.find(NAME, start).filter(|at| *at < start + sentence.len());
        if let Some(at) = at.filter(|_| text.contains('%') || is_silence(&text)) {
            found.push((at, text));
        }
        start += sentence.len();
    }
    found
}

fn is_silence(text: &str) -> bool {
    let none = ["未收到", "未接到", "没有收到", "未发生", "没有接到"];
    let denied = text.contains("投诉") && none.iter().any(|word| text.contains(word));
    denied || SILENCE.iter().any(|word| text.contains(word))
}

fn message(silent: bool) -> String {
    let why = if silent { "以没有投诉代替满意度调查" } else { "全文没有写明任何调查" };
    format!("给出了满意度，{why}")
}
