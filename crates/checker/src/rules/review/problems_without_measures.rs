//! 问题与措施不对应: as many measures as problems, and for each problem one that takes it up.

use super::words::pairs;
use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::outline::{Chapter, points, sections};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Mention, Severity};
use std::collections::HashSet;

/// Problems and measures that do not match in number.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C114",
    name: "problems_without_measures",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "问题与措施的条数不对应",
    what: "“存在的问题”与“改进措施（建议）”两章（节）所列的条数是否相同；不同的，哪些问题没有措施提到。",
    why: "条数不对应，多半有问题没有措施。",
    advice: "请逐条对应，或说明哪一条措施针对哪几个问题。",
    fails: "四、存在的问题\n（一）目标不够具体。\n（二）支付进度偏慢。\n（三）资料归档不全。\n五、改进措施\n（一）细化目标。\n（二）加快支付。",
    passes: "四、存在的问题\n（一）目标不够具体。\n（二）支付进度偏慢。\n五、改进措施\n（一）细化目标。\n（二）加快支付。",
    limits: "只有问题和措施各自单列、都按条编号（或“一是、二是”）且不少于 2 条时才比较。哪些问题没有措施提到，按用词判断。",
};

/// Counts the points of both chapters, or of both sections.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let passages = &review.reading.passages;
    let Some((problems, measures)) = both(&review.chapters).or_else(|| both(&sections(passages))) else {
        return;
    };
    let (raised, taken) = (points(passages, &problems), points(passages, &measures));
    if raised.len() < 2 || taken.len() < 2 || raised.len() == taken.len() {
        return;
    }
    let heading = |chapter: &Chapter| {
        let passage = passages.get(chapter.heading)?;
        Some(Mention {
            place: passage.place(0, passage.chars.len()),
            text: passage.printed(0, passage.chars.len()),
        })
    };
    let (Some(here), Some(there)) = (heading(&measures), heading(&problems)) else { return };
    let mut message = format!("列出问题{}条，措施{}条，条数不对应", raised.len(), taken.len());
    let open = without_measure(&raised, &taken);
    if !open.is_empty() {
        message.push_str(&format!("；没有措施提到{}", open.join("、")));
    }
    let mut found = finding(&RULE, &here.place, &here.text, message);
    found.also.push(there);
    outcome.report(found);
}

/// The only part of problems and the only one of measures; parts that hold both are not compared.
fn both(parts: &[Chapter]) -> Option<(Chapter, Chapter)> {
    const TROUBLES: [&str; 2] = ["问题", "不足"];
    const REMEDIES: [&str; 4] = ["措施", "建议", "改进", "整改"];
    let says = |chapter: &Chapter, words: &[&str]| words.iter().any(|word| chapter.title.contains(word));
    let only = |has: &[&str], not: &[&str]| {
        let mut chapters = parts.iter().filter(|c| says(c, has) && !says(c, not));
        chapters.next().filter(|_| chapters.next().is_none()).cloned()
    };
    Some((only(&TROUBLES, &REMEDIES)?, only(&REMEDIES, &TROUBLES)?))
}

/// The problems with which no measure has a telling word in common, in the words with which they begin.
fn without_measure(problems: &[String], measures: &[String]) -> Vec<String> {
    const SHOWN: usize = 16;
    let taken_up: HashSet<_> = measures.iter().flat_map(|text| pairs(text)).collect();
    let open = problems.iter().filter(|text| !pairs(text).any(|pair| taken_up.contains(&pair)));
    let name = |text: &String| {
        let own: String = text.chars().take_while(|c| !"。，；：".contains(*c)).take(SHOWN).collect();
        format!("“{own}”")
    };
    open.map(name).collect()
}
