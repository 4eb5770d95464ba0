//! 日期先后: a period does not end before it begins, and what comes later in a project is not dated earlier.

use super::date_steps;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::dates::{Date, dates};
use crate::read::passage::Passage;
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Dates that run backwards.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C039",
    name: "date_order",
    kind: Kind::DateOrder,
    severity: Severity::Error,
    title: "日期先后颠倒",
    what: "“自x至y”“x开始，y结束”的y是否早于x；同一句、同一段中一项工作的开工、完工、验收、结算等日期是否按先后排列。",
    why: "日期颠倒的多是抄错年份或月份，评价所说的期间因此不成立。",
    advice: "请核对两个日期，改正写错的一个。",
    fails: "评价工作从2021年3月20日开始，2021年3月1日结束。",
    passes: "评价工作从2021年3月1日开始，3月20日结束。",
    limits: "只核对同一句、表中同一行写明先后的日期；没有写年份的沿用前一日期的年份，倒退不足三个月的才算颠倒；一串步骤中只有一个日期打乱先后的报告这一个；计划、约定的日期和补叙的日期不核对。",
};

/// Words before a date that say that it follows the one told before it.
const FOLLOWS: [&str; 8] = ["并于", "随后于", "之后于", "最后于", "最终于", "再于", "后于", "此后于"];

/// Tests the dates of every sentence.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for passage in &reading.passages {
        let found = dates(passage);
        for sentence in found.chunk_by(|a, b| a.sentence == b.sentence) {
            periods(passage, sentence, outcome);
            course(passage, sentence, outcome);
            before_that(passage, sentence, outcome);
        }
        date_steps::check(passage, &found, outcome);
    }
}

/// Two dates next to each other that are the ends of a period.
fn periods(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    for (first, second) in dates.iter().zip(dates.iter().skip(1)) {
        let between = passage.slice(first.end, second.start);
        let before = passage.slice(first.start.saturating_sub(2), first.start);
        let to =
            ["至", "到", "—", "-", "－", "～", "~", "起至", "开始至", "开始到"].contains(&between.as_str());
        let behind = passage.slice(second.end, second.end + 6);
        let ended = ["结束", "完成", "截止", "止"].iter().any(|word| behind.starts_with(word));
        let began = between.contains("开始") || between.contains("启动") || before.ends_with(['自', '从']);
        let said = to || (ended && began && between.chars().count() <= 12);
        if said {
            judge(passage, first, second, outcome);
        }
    }
}

/// `8月12日进驻，8月26日形成初稿，9月3日论证，并于……`: two or more dates one after the other, and then one that follows them
/// by its word.
fn course(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    const COURSE_MIN: usize = 3;
    let Some(last) = dates.len().checked_sub(1).filter(|_| dates.len() >= COURSE_MIN) else { return };
    let before = |date: &Date| passage.slice(date.start.saturating_sub(3), date.start);
    let follows = |date: &Date| FOLLOWS.iter().any(|word| before(date).ends_with(word));
    let rises = dates.windows(2).take(last - 1).all(|pair| match pair {
        [first, second] => !first.certainly_after(second),
        _ => false,
    });
    let pair = dates.get(last - 1).zip(dates.get(last));
    if let Some((first, second)) = pair.filter(|(_, second)| rises && follows(second)) {
        judge(passage, first, second, outcome);
    }
}

/// `8月25日通过验收；此前，已于8月12日提交申请`: what was before stands behind.
fn before_that(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    const WORDS: [&str; 3] = ["此前", "在此之前", "在这之前"];
    for (later, earlier) in dates.iter().zip(dates.iter().skip(1)) {
        let between = passage.slice(later.end, earlier.start);
        let since = between.rsplit(['。', '；']).next().unwrap_or_default();
        if WORDS.iter().any(|word| since.contains(word)) && !since.contains(['、']) {
            judge(passage, earlier, later, outcome);
        }
    }
}

/// Tests that a date is not before the one told before it.
pub(super) fn judge(passage: &Passage, first: &Date, second: &Date, outcome: &mut Outcome) {
    let relation = relation(passage, second, first);
    if first.certainly_after(second) {
        let message =
            format!("{}早于前面的{}", relation.stated.text, passage.printed(first.start, first.end));
        outcome.fails(relation, String::new(), message);
    } else {
        outcome.passes(relation);
    }
}

/// The first of two dates lies after the second, and alone breaks the order.
pub(super) fn judge_first(passage: &Passage, first: &Date, second: &Date, outcome: &mut Outcome) {
    let relation = relation(passage, first, second);
    let message = format!("{}晚于后面的{}", relation.stated.text, passage.printed(second.start, second.end));
    outcome.fails(relation, String::new(), message);
}

fn relation(passage: &Passage, stated: &Date, other: &Date) -> Relation {
    let words = |date: &Date| {
        Operand::words(&passage.place(date.start, date.end), &passage.printed(date.start, date.end))
    };
    Relation { rule: &RULE, formula: Formula::Judged, stated: words(stated), others: vec![words(other)] }
}
