//! 目标没有回应: a goal of the first chapter that the rest of the paper does not take up.

use super::words::{Pair, of as pairs};
use super::{Review, finding};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::outline::chapter_title;
use crate::read::passage::{Passage, list_number};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::divide_half_up;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashSet;

/// A goal that the rest of the paper does not take up.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C115",
    name: "unanswered_goal",
    kind: Kind::Practice,
    severity: Severity::Note,
    title: "绩效目标没有回应",
    what: "第一章“绩效目标”下逐条列出的目标，后文和表格是否写到完成情况。",
    why: "报告要回答当初的目标完成了没有。",
    advice: "请补写该目标的完成情况，没有完成的写明原因。",
    fails: "一、基本情况\n（二）绩效目标\n1.新建社区养老服务驿站三处。\n2.完成城区道路维修四条。\n二、完成情况\n城区道路维修四条全部完成，按期通车。",
    passes: "一、基本情况\n（二）绩效目标\n1.新建社区养老服务驿站三处。\n2.完成城区道路维修四条。\n二、完成情况\n城区道路维修四条全部完成，按期通车；社区养老服务驿站新建三处。",
    limits: "按用词比较：目标中相邻两字的组合有四成（由审阅政策规定）在后文出现即视为已回应；换了说法的目标可能误提示，请人工判断。",
};

/// A goal of fewer words is a heading, or is easily put in others.
const WORDS_MIN: usize = 6;

/// Looks for the words of every goal behind the first chapter.
pub(crate) fn check(review: &Review, outcome: &mut Outcome) {
    let Some(second) = review.chapters.get(1) else { return };
    let goals = goals(&review.reading.passages, second.heading);
    if goals.len() < 2 {
        return;
    }
    let answered = words_behind(review.reading, second.heading);
    for goal in goals {
        let words: HashSet<Pair> = pairs(&goal.chars).collect();
        let taken_up = words.iter().filter(|pair| answered.contains(pair)).count();
        let part = divide_half_up(taken_up as i128 * 10_000, words.len() as i128);
        if words.len() >= WORDS_MIN && part.is_some_and(|part| part < review.limits.goal_answered) {
            let end = goal.chars.iter().position(|c| "，。；：".contains(*c)).unwrap_or(goal.chars.len());
            let name = goal.printed(0, end);
            let message = format!("后文没有写到目标“{name}”的完成情况");
            outcome.report(finding(&RULE, &goal.place(0, end), &name, message));
        }
    }
}

/// The numbered goals under the heading that speaks of them, in front of a passage.
fn goals(passages: &[Passage], before: usize) -> Vec<&Passage> {
    const HEADING_MAX: usize = 30;
    let first = passages.get(..before).unwrap_or_default();
    let is_heading = |p: &&Passage| p.chars.len() <= HEADING_MAX && p.find("目标", 0).is_some();
    let Some(heading) = first.iter().position(|p| is_heading(&p)) else { return vec![] };
    let behind = first.iter().skip(heading + 1);
    let inside = behind.take_while(|p| !p.chars.first().is_some_and(|c| "（(".contains(*c)));
    inside.filter(|p| list_number(&p.chars).is_some() && chapter_title(p).is_none()).collect()
}

/// All pairs of characters behind a passage and in the tables behind it.
fn words_behind(reading: &Reading, heading: usize) -> HashSet<Pair> {
    let block = reading.passages.get(heading).and_then(|p| p.place(0, 1).block);
    let behind = reading.passages.iter().skip(heading).flat_map(|p| pairs(&p.chars).collect::<Vec<_>>());
    let cells = reading.grids.iter().flat_map(|grid| &grid.rows).flatten();
    let cells = cells.filter(|cell| cell.place.block > block);
    let in_cells = cells.flat_map(|cell| {
        let chars: Vec<char> = cell.text.chars().collect();
        pairs(&chars).collect::<Vec<_>>()
    });
    behind.chain(in_cells).collect()
}
