//! 问题与措施不对应: as many measures as problems.

use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::outline::{Chapter, points};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Mention, Severity};

/// Problems and measures that do not match in number.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C114",
    name: "problems_without_measures",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "问题与措施的条数不对应",
    what: "“存在的问题”一章与“改进措施（建议）”一章所列的条数是否相同。",
    why: "条数不对应，多半有问题没有措施。",
    advice: "请逐条对应，或说明哪一条措施针对哪几个问题。",
    fails: "四、存在的问题\n（一）目标不够具体。\n（二）支付进度偏慢。\n（三）资料归档不全。\n五、改进措施\n（一）细化目标。\n（二）加快支付。",
    passes: "四、存在的问题\n（一）目标不够具体。\n（二）支付进度偏慢。\n五、改进措施\n（一）细化目标。\n（二）加快支付。",
    limits: "只有两章各自单列、都按条编号且不少于 2 条时才比较。",
};

/// Counts the points of both chapters.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let passages = &review.reading.passages;
    let says = |chapter: &Chapter, words: &[&str]| words.iter().any(|word| chapter.title.contains(word));
    let (troubles, remedies) = (["问题", "不足"], ["措施", "建议", "改进", "整改"]);
    let only = |has: &[&str], not: &[&str]| {
        let mut chapters = review.chapters.iter().filter(|c| says(c, has) && !says(c, not));
        chapters.next().filter(|_| chapters.next().is_none())
    };
    let (Some(problems), Some(measures)) = (only(&troubles, &remedies), only(&remedies, &troubles)) else {
        return;
    };
    let (raised, taken) = (points(passages, problems).len(), points(passages, measures).len());
    if raised < 2 || taken < 2 || raised == taken {
        return;
    }
    let heading = |chapter: &Chapter| {
        let passage = passages.get(chapter.heading)?;
        Some(Mention {
            place: passage.place(0, passage.chars.len()),
            text: passage.printed(0, passage.chars.len()),
        })
    };
    let (Some(here), Some(there)) = (heading(measures), heading(problems)) else { return };
    let message = format!("列出问题{raised}条，措施{taken}条，条数不对应");
    let mut found = finding(&RULE, &here.place, &here.text, message);
    found.also.push(there);
    outcome.report(found);
}
