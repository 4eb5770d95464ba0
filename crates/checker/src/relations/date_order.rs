//! 日期先后: a period does not end before it begins, and what comes later in a project is not dated earlier.

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
    what: "“自x至y”“x开始，y结束”的y是否早于x；同一句中开工、完工、验收、结算等日期是否按先后排列。",
    why: "日期颠倒的多是抄错年份或月份，评价所说的期间因此不成立。",
    advice: "请核对两个日期，改正写错的一个。",
    fails: "评价工作从2021年3月20日开始，2021年3月1日结束。",
    passes: "评价工作从2021年3月1日开始，3月20日结束。",
    limits: "只核对同一句、表中同一行写明先后的日期；没有写年份的沿用前一日期的年份，倒退不足三个月的才算颠倒；五个以上步骤只有一个倒退的报告这一个。",
};

/// Words behind a date that say which stage of a project it is, in order.
const STAGES: [&[&str]; 11] = [
    &["批复", "立项"],
    &["招标", "采购公告", "发布公告", "挂网"],
    &["开标"],
    &["中标", "定标", "成交"],
    &["签订合同", "合同签订", "签订施工合同", "签订服务合同", "签订采购合同"],
    &["预付款", "首付款"],
    &["开工", "动工", "开始施工", "进场"],
    &["到货", "交货"],
    &["完工", "竣工", "建成"],
    &["验收"],
    &["结算", "决算审计", "财务决算", "决算审核", "投入使用", "交付使用"],
];

/// The same of an evaluation.
const EVALUATION: [&[&str]; 5] = [
    &["委托", "受托"],
    &["进驻", "进场", "启动"],
    &["初稿", "征求意见"],
    &["论证", "评审"],
    &["正式报告", "出具报告", "提交报告", "报告定稿"],
];

/// Words before a date that say that it follows the one told before it.
const FOLLOWS: [&str; 8] = ["并于", "随后于", "之后于", "最后于", "最终于", "再于", "后于", "此后于"];

/// Tests the dates of every sentence.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for passage in &reading.passages {
        let found = dates(passage);
        for sentence in found.chunk_by(|a, b| a.sentence == b.sentence) {
            periods(passage, sentence, outcome);
            stages(passage, sentence, outcome);
            course(passage, sentence, outcome);
            before_that(passage, sentence, outcome);
        }
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

/// Stages of one project: each named right behind its date, none twice.
fn stages(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    let evaluates = dates.iter().any(|date| stage(passage, date, &EVALUATION).is_some_and(|at| at > 1));
    let order: &[&[&str]] = if evaluates { &EVALUATION } else { &STAGES };
    let stage = |date: &Date| stage(passage, date, order);
    let staged: Vec<(usize, &Date)> = dates.iter().filter_map(|d| Some((stage(d)?, d))).collect();
    let rising = staged.iter().zip(staged.iter().skip(1)).all(|((a, _), (b, _))| a < b);
    // Several projects in one sentence, or stages told backwards, prove nothing.
    const STAGES_MIN: usize = 3;
    if !rising || staged.len() != dates.len() && staged.len() < STAGES_MIN {
        return;
    }
    for ((_, first), (_, second)) in staged.iter().zip(staged.iter().skip(1)) {
        judge(passage, first, second, outcome);
    }
}

/// Of five or more steps of one piece of work, each told with its date, one is dated before the step before it, and without
/// it all dates rise.
fn one_out_of_order(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    const STEPS_MIN: usize = 5;
    const STEPS: [&str; 26] = [
        "启动", "收集", "核查", "初稿", "意见", "定稿", "报告", "论证", "评审", "招标", "开标", "中标",
        "合同", "开工", "完工", "竣工", "验收", "审计", "结算", "公示", "批复", "立项", "公告", "调研",
        "进驻", "反馈",
    ];
    let named = |date: &Date| {
        let behind = passage.slice(date.end, date.end + 16);
        let clause = behind.split(['，', '；', '。']).next().unwrap_or_default().to_owned();
        STEPS.iter().any(|word| clause.contains(word))
    };
    const DUE: [&str; 8] = ["计划", "拟", "约定", "要求", "应于", "应在", "原定", "预计"];
    let due = |date: &Date| {
        let before = passage.slice(date.start.saturating_sub(6), date.start);
        DUE.iter().any(|word| before.contains(word)) || passage.chars.get(date.end) == Some(&'前')
    };
    let dates: Vec<&Date> = dates.iter().filter(|date| !due(date)).collect();
    let falls: Vec<usize> = (1..dates.len())
        .filter(|at| dates.get(at - 1).zip(dates.get(*at)).is_some_and(|(a, b)| a.certainly_after(b)))
        .collect();
    let [fall] = falls.as_slice() else { return };
    let (Some(first), Some(second)) = (dates.get(fall - 1), dates.get(*fall)) else { return };
    let next = dates.get(fall + 1).copied();
    let skips = next.is_some_and(|next| !first.certainly_after(next));
    if dates.len() >= STEPS_MIN && skips && named(first) && named(second) && next.is_some_and(named) {
        judge(passage, first, second, outcome);
    }
}

/// The stage that the words behind a date name.
fn stage(passage: &Passage, date: &Date, order: &[&[&str]]) -> Option<usize> {
    let behind = passage.slice(date.end, date.end + 12);
    let clause = behind.split(['，', '；', '。', '、']).next().unwrap_or_default().to_owned();
    // 竣工验收 is the later of the two.
    let named = |text: &str| order.iter().rposition(|words| words.iter().any(|word| text.contains(word)));
    // `合同签订于2022年12月6日`, `开工日期为……`: the stage stands before its date, and nothing behind it.
    let before = passage.slice(date.start.saturating_sub(12), date.start);
    let before = before.rsplit(['，', '；', '。', '、']).next().unwrap_or_default();
    let leads = ["于", "为", "日期", "时间", "是"].iter().any(|word| before.ends_with(word));
    named(&clause).or_else(|| named(before).filter(|_| leads || clause.is_empty()))
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
    one_out_of_order(passage, dates, outcome);
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

fn judge(passage: &Passage, first: &Date, second: &Date, outcome: &mut Outcome) {
    let words = |date: &Date| {
        Operand::words(&passage.place(date.start, date.end), &passage.printed(date.start, date.end))
    };
    let others = vec![words(first)];
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: words(second), others };
    if first.certainly_after(second) {
        let message =
            format!("{}早于前面的{}", relation.stated.text, passage.printed(first.start, first.end));
        outcome.fails(relation, String::new(), message);
    } else {
        outcome.passes(relation);
    }
}
