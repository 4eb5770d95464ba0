//! 步骤日期: the steps of one piece of work, each told with its date, lie in the order of the work. It has the code of
//! [`super::date_order`].

use super::date_order::{judge, judge_first};
use crate::outcome::Outcome;
use crate::read::dates::Date;
use crate::read::passage::Passage;

/// Words that say which step of a building or a purchase a date is of, in the order of the work.
const WORK: [&[&str]; 13] = [
    &["批复", "立项", "可研"],
    &["初步设计", "概算"],
    &["招标", "采购公告", "发布公告", "挂网"],
    &["开标", "评标"],
    &["中标", "定标", "成交"],
    &["签订", "签署", "签约"],
    &["预付款", "首付款"],
    &["开工", "动工", "开始施工", "进场"],
    &["到货", "交货"],
    &["主体", "封顶", "安装", "调试"],
    &["完工", "竣工", "建成", "试运行", "初步验收", "初验", "交工验收", "预验收"],
    &["验收"],
    &[
        "结算",
        "决算审计",
        "财务决算",
        "决算审核",
        "使用",
        "移交",
        "交付",
        "运营",
        "运行",
        "投运",
        "启用",
        "投产",
        "通车",
        "通水",
    ],
];

/// The same of an evaluation or an audit.
const EVALUATION: [&[&str]; 6] = [
    &["委托", "受托", "送达", "通知书"],
    &["进驻", "进场", "进点", "启动"],
    &["初稿", "征求意见"],
    &["论证", "评审"],
    &["正式报告", "出具报告", "提交报告", "报告定稿", "印发报告"],
    &["整改报告", "整改结果"],
];

/// The same of money that is applied for.
const GRANT: [&[&str]; 6] = [
    &["申报通知", "申报指南", "启动申报", "组织申报"],
    &["受理", "初审", "截止申报"],
    &["评审", "论证", "答辩"],
    &["公示"],
    &["下达", "批准", "印发", "审定"],
    &["拨付", "兑付", "发放", "到账"],
];

type Order = [&'static [&'static str]];

/// A step, and the word that names it.
type Stage = (usize, &'static str);

/// Tests the steps of a passage: all of them where they are plainly those of one work, else those of each sentence.
pub(super) fn check(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    const STEPS_MIN: usize = 4;
    let across = dates.first().zip(dates.last()).is_some_and(|(first, last)| first.sentence != last.sentence);
    if across && is_one_work(passage) && staged(passage, dates, STEPS_MIN, outcome) {
        return;
    }
    for sentence in dates.chunk_by(|a, b| a.sentence == b.sentence) {
        const STAGES_MIN: usize = 3;
        if !staged(passage, sentence, STAGES_MIN, outcome) {
            named(passage, sentence, outcome);
        }
    }
}

/// Words of several works side by side.
fn is_one_work(passage: &Passage) -> bool {
    const SEVERAL: [&str; 10] =
        ["一期", "二期", "标段", "分别", "第二批", "分批", "两个", "三个", "各项目", "另一"];
    !SEVERAL.iter().any(|word| passage.find(word, 0).is_some())
}

/// Tests stages that are told in their order, none twice; whether one of them is dated before the one told before it.
fn staged(passage: &Passage, dates: &[Date], least: usize, outcome: &mut Outcome) -> bool {
    let dates: Vec<&Date> = dates.iter().filter(|date| is_told(passage, date)).collect();
    let orders: [&Order; 3] = [&WORK, &EVALUATION, &GRANT];
    let steps = |order: &&Order| -> Vec<(Stage, &Date)> {
        dates.iter().filter_map(|date| Some((stage(passage, date, order)?, *date))).collect()
    };
    let found = orders.iter().map(steps);
    // Of as many stages those of the first order.
    let Some(steps) = found.rev().max_by_key(Vec::len) else { return false };
    let all = steps.len() == dates.len() && steps.len() > 1;
    let crosses = steps.first().zip(steps.last()).is_some_and(|((_, a), (_, b))| a.sentence != b.sentence);
    // Several projects in one sentence, or stages told backwards, prove nothing.
    let rising = steps.windows(2).all(|pair| match pair {
        [((a, word), _), ((b, other), _)] => a < b || a == b && word != other,
        _ => false,
    });
    let enough = steps.len() >= least || all && !crosses;
    let dates: Vec<&Date> = steps.iter().map(|(_, date)| *date).collect();
    rising && enough && order(passage, &dates, outcome)
}

/// Tests five or more steps of one piece of work, whatever they are: one is dated before the step before it, and without
/// it all dates rise.
fn named(passage: &Passage, dates: &[Date], outcome: &mut Outcome) {
    const STEPS_MIN: usize = 5;
    const STEPS: [&str; 34] = [
        "启动", "收集", "核查", "初稿", "意见", "定稿", "报告", "论证", "评审", "招标", "开标", "中标",
        "合同", "开工", "完工", "竣工", "验收", "审计", "结算", "公示", "批复", "立项", "公告", "调研",
        "进驻", "反馈", "安装", "封顶", "移交", "到货", "施工", "进场", "运行", "运营",
    ];
    let dates: Vec<&Date> = dates.iter().filter(|date| is_told(passage, date)).collect();
    let is_step = |date: &Date| {
        let behind = passage.slice(date.end, date.end + 16);
        let clause = behind.split(['，', '；', '。']).next().unwrap_or_default();
        STEPS.iter().any(|word| clause.contains(word))
    };
    let [fall] = falls(&dates)[..] else { return };
    let around = dates.get(fall.saturating_sub(2)..dates.len().min(fall + 2)).unwrap_or_default();
    let alone = [fall, fall - 1].into_iter().any(|at| falls(&without(&dates, at)).is_empty());
    if dates.len() >= STEPS_MIN && fall + 1 < dates.len() && alone && around.iter().all(|date| is_step(date))
    {
        order(passage, &dates, outcome);
    }
}

/// Whether a date tells when a step was taken, and not when it is due, or what had gone before.
fn is_told(passage: &Passage, date: &Date) -> bool {
    const DUE: [&str; 8] = ["计划", "拟", "约定", "要求", "应于", "应在", "原定", "预计"];
    const BACK: [&str; 5] = ["已于", "早在", "曾于", "此前", "根据"];
    let before = passage.slice(date.start.saturating_sub(6), date.start);
    let before = before.rsplit(['，', '；', '。']).next().unwrap_or_default();
    !DUE.iter().chain(&BACK).any(|word| before.contains(word)) && passage.chars.get(date.end) != Some(&'前')
}

/// Dates that should rise: each with the next; of two that fall, the one that alone breaks the order is named. Whether any do.
fn order(passage: &Passage, dates: &[&Date], outcome: &mut Outcome) -> bool {
    // Without one date at most two falls are gone.
    const FALLS_MAX: usize = 2;
    let falls = falls(dates);
    let few = falls.len() <= FALLS_MAX;
    for at in 1..dates.len() {
        let Some((first, second)) = dates.get(at - 1).zip(dates.get(at)) else { continue };
        let rises = |left_out: usize| self::falls(&without(dates, left_out)).is_empty();
        let early = few && falls.contains(&at) && !rises(at) && rises(at - 1);
        if early {
            judge_first(passage, first, second, outcome);
        } else {
            judge(passage, first, second, outcome);
        }
    }
    !falls.is_empty()
}

/// Where a date lies before the one told before it.
fn falls(dates: &[&Date]) -> Vec<usize> {
    let falls = |at: &usize| dates.get(at - 1).zip(dates.get(*at)).is_some_and(|(a, b)| a.certainly_after(b));
    (1..dates.len()).filter(falls).collect()
}

fn without<'d>(dates: &[&'d Date], left_out: usize) -> Vec<&'d Date> {
    dates.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, date)| *date).collect()
}

/// The stage that the words around a date name.
fn stage(passage: &Passage, date: &Date, order: &Order) -> Option<Stage> {
    let behind = passage.slice(date.end, date.end + 12);
    let clause = behind.split(['，', '；', '。', '、']).next().unwrap_or_default();
    // `合同签订于2022年12月6日`, `开工日期为……`: the stage stands before its date, and nothing behind it.
    let before = passage.slice(date.start.saturating_sub(12), date.start);
    let before = before.rsplit(['，', '；', '。', '、']).next().unwrap_or_default();
    let leads = ["于", "为", "日期", "时间", "是"].iter().any(|word| before.ends_with(word));
    named_by(clause, order).or_else(|| named_by(before, order).filter(|_| leads || clause.is_empty()))
}

/// The stage of the longest word; 竣工验收 is the later of the two.
fn named_by(text: &str, order: &Order) -> Option<Stage> {
    let words = order.iter().enumerate().flat_map(|(at, words)| words.iter().map(move |word| (at, *word)));
    words.filter(|(_, word)| text.contains(word)).max_by_key(|(at, word)| (word.len(), *at))
}
