//! 差额: what is left, saved, carried over or missing is the difference of two stated amounts.

use super::complement::act;
use super::linear::Linear;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A stated difference.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C007",
    name: "difference",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "差额与两数之差不符",
    what: "同一句中的计划、实际与节约额或超收额，收支相抵后的结余、赤字、缺口，以及资产与负债相减的净资产，是否等于两数之差。",
    why: "结余和节约额常被单独引用，算错一处，后面全错。",
    advice: "请核对三个数，改正写错的一个。",
    fails: "采购计划金额500.00万元，实际采购460.50万元，节约资金49.50万元。",
    passes: "采购计划金额500.00万元，实际采购460.50万元，节约资金39.50万元。",
    limits: "核对同一句中口径唯一的三个数；收支总额在前几句的结余，只在相差一位数字时报告；有多个总额可选，或者换两个数就成立时不报告；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// Two amounts, of which the second is taken from the first.
type Pair = (usize, usize);

/// Tests every stated difference.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, m) in
        reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount() && m.bracket.is_none())
    {
        if let Some(both) = carried(reading, index, m) {
            let plus = both.iter().filter_map(|i| reading.mentions.get(*i)).collect();
            Linear { rule: &RULE, stated: m, plus, minus: vec![] }.judge(reading, outcome);
            continue;
        }
        if let Some((plus, minus)) = year(reading, index, m) {
            Linear { rule: &RULE, stated: m, plus, minus }.judge(reading, outcome);
            continue;
        }
        if let Some((whole, parts)) = remainder(reading, index, m) {
            Linear { rule: &RULE, stated: m, plus: vec![whole], minus: parts }.judge(reading, outcome);
            continue;
        }
        let Some((from, less)) = pair(reading, index, m) else { continue };
        let (Some(from), Some(less)) = (reading.mentions.get(from), reading.mentions.get(less)) else {
            continue;
        };
        Linear { rule: &RULE, stated: m, plus: vec![from], minus: vec![less] }.judge(reading, outcome);
    }
}

/// The sentence itself states what a difference is of.
pub(super) fn is_stated(reading: &Reading, index: usize, m: &Mention) -> bool {
    carried(reading, index, m).is_some()
        || year(reading, index, m).is_some()
        || remainder(reading, index, m).is_some()
        || pair(reading, index, m).is_some()
}

fn pair(reading: &Reading, index: usize, m: &Mention) -> Option<Pair> {
    let says = |words: &[&str]| words.iter().any(|w| m.label.text.contains(w));
    if says(&["赤字", "短缺"]) {
        return balance(reading, index).map(|(income, spent)| (spent, income));
    }
    if says(&["净值"]) {
        let whole = only(reading, index, |m| m.label.text.contains("原值"))?;
        return Some((whole, only(reading, index, |m| m.label.text.contains("折旧"))?));
    }
    if says(&["净资产"]) && !m.label.is_change() && !m.label.earlier {
        let owned = named(reading, index, &["资产总额", "资产总计", "资产合计", "总资产"])?;
        return Some((owned, named(reading, index, &["负债总额", "负债总计", "负债合计", "总负债"])?));
    }
    if says(&["超收", "超支"]) {
        return saved(reading, index).map(|(plan, done)| (done, plan));
    }
    if says(&["短收", "缺口"]) && !m.label.is_change() {
        return saved(reading, index);
    }
    // `职工医保基金当年结余`: of its own income, not of that of the sentence.
    let whole = m.label.subject.chars().count() <= 3 || m.lead.contains("相抵");
    if whole && (m.lead.contains("相抵") || says(&["收支结余", "收支差额", "当年结余", "本年结余"]))
    {
        return balance(reading, index);
    }
    match m.label.role {
        Role::Saved => saved(reading, index),
        Role::Left if act(m).is_none() => rest(reading, index),
        _ => None,
    }
}

/// The amount before a figure, in its passage or the one before, that one of these words names, where only one value is so
/// named.
fn named(reading: &Reading, index: usize, words: &[&str]) -> Option<usize> {
    const REACH: usize = 24;
    let stated = reading.mentions.get(index)?;
    let own = |m: &Mention| m.is_amount() && m.is_like(stated) && !m.label.is_change() && !m.label.earlier;
    let fits = |m: &Mention| own(m) && words.iter().any(|word| m.label.text.ends_with(word));
    let before = reading.before(index, REACH).take_while(|(_, m)| m.passage + 1 >= stated.passage);
    let mut found = before.filter(|(_, m)| fits(m));
    let first = found.next()?;
    found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0)
}

/// 年初结余a，本年收入b，本年支出c，年末结余d: what is added and what is taken off.
fn year<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(Vec<&'a Mention>, Vec<&'a Mention>)> {
    let kept = |m: &Mention| ["结余", "结转", "余额"].iter().any(|word| m.lead.contains(word));
    let opened = |m: &Mention| ["年初", "期初", "上年"].iter().any(|word| m.lead.contains(word));
    let closes = kept(m) && ["年末", "期末"].iter().any(|word| m.lead.contains(word));
    let first = only(reading, index, |m| kept(m) && opened(m)).filter(|_| closes)?;
    let income = only(reading, index, |m| m.label.text.contains("收入") && !kept(m))?;
    let spent = only(reading, index, |m| m.label.text.contains("支出") && !kept(m))?;
    let get = |i: usize| reading.mentions.get(i);
    // Another amount of the sentence may come in between.
    let all =
        reading.before(index, 12).take_while(|(_, n)| (n.passage, n.sentence) == (m.passage, m.sentence));
    (all.filter(|(_, n)| n.is_like(m)).count() == 3).then_some(())?;
    Some((vec![get(first)?, get(income)?], vec![get(spent)?]))
}

/// 其余: what one or two parts leave of the amount that begins the sentence.
fn remainder<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(&'a Mention, Vec<&'a Mention>)> {
    const PARTS_MAX: usize = 2;
    let lead = m.lead.trim_start_matches(['，', '、', '；']);
    if !["其余", "余下", "剩余"].iter().any(|word| lead.starts_with(word)) && lead != "余" {
        return None;
    }
    let mut like: Vec<&Mention> = reading
        .before(index, 8)
        .map(|(_, m)| m)
        .take_while(|n| (n.passage, n.sentence) == (m.passage, m.sentence))
        .filter(|n| n.bracket.is_none() && n.is_like(m))
        .collect();
    // `需求348万元。中央承担278万元，省级承担41万元，其余29万元`: the whole may stand before the sentence, all in it are parts.
    let parts = Amount::sum(like.iter().map(|n| n.amount)).and_then(|sum| sum.plus(m.amount));
    let outside = reading.before(index, 16).map(|(_, n)| n).filter(|n| n.passage + 1 >= m.passage);
    let mut outside = outside
        .filter(|n| n.is_amount() && n.is_like(m) && (n.passage, n.sentence) != (m.passage, m.sentence));
    if let Some(whole) = outside.find(|n| parts.is_some_and(|parts| parts.agrees(n.amount))) {
        like.reverse();
        return Some((whole, like));
    }
    let begun = like.last()?;
    if lead == "余" || begun.lead.starts_with('第') {
        let spent = Amount::sum(like.iter().map(|n| n.amount))?;
        let outside = reading.before(index, 16).map(|(_, n)| n).filter(|n| n.passage == m.passage);
        let whole =
            outside.filter(|n| n.is_amount() && n.is_like(m) && n.sentence + 1 == begun.sentence).last();
        let whole = whole.filter(|whole| whole.amount.value > spent.value)?;
        like.reverse();
        return Some((whole, like));
    }
    let whole = like.pop().filter(|whole| !is_share_of(reading, whole))?;
    let exact = like.iter().chain([&whole]).all(|n| n.is_amount() && !n.label.is_change());
    let smaller = like.iter().all(|n| n.amount.value < whole.amount.value);
    like.reverse();
    (exact && smaller && (1..=PARTS_MAX).contains(&like.len())).then_some((whole, like))
}

/// `18.32亿元，占43%`: a part itself, of a whole that was stated before.
fn is_share_of(reading: &Reading, m: &Mention) -> bool {
    let at = reading.mentions.partition_point(|n| (n.passage, n.start) <= (m.passage, m.start));
    reading.mentions.get(at).is_some_and(|n| n.passage == m.passage && n.is_rate() && n.lead.contains('占'))
}

/// 年末滚存结余: this year's balance and the one that the year began with.
fn carried(reading: &Reading, index: usize, m: &Mention) -> Option<[usize; 2]> {
    let kept = |m: &Mention| m.lead.contains("结余") || m.lead.contains("结转");
    let ends = ["滚存", "累计结余", "年末结余", "年末累计"].iter().any(|word| m.lead.contains(word));
    let this = only(reading, index, |m| kept(m) && (m.lead.contains("本年") || m.lead.contains("当年")))?;
    let last =
        only(reading, index, |m| kept(m) && ["上年", "年初", "期初"].iter().any(|w| m.lead.contains(w)))?;
    (ends && this != last).then_some([last, this])
}

/// 计划a，实际b，节约s: the one plan and the one result before it in its sentence.
fn saved(reading: &Reading, index: usize) -> Option<Pair> {
    let plan = only(reading, index, |m| m.label.role == Role::Plan && !m.label.earlier)
        .or_else(|| only(reading, index, |m| m.label.role == Role::Plan))?;
    let came = || only(reading, index, |m| m.label.role == Role::Plain && !m.label.earlier);
    let done = only(reading, index, |m| m.label.role == Role::Done).or_else(came)?;
    Some((plan, done))
}

/// 预算a，支出b，结余c: two amounts and no third before it, the first there to be used, the second used.
fn rest(reading: &Reading, index: usize) -> Option<Pair> {
    let stated = reading.mentions.get(index)?;
    // What is kept at the end of a year holds what it began with, and another remainder behind takes its share.
    let kept = ["年末", "期末", "累计", "滚存", "结转和结余"].iter().any(|word| stated.lead.contains(word));
    let behind = reading.mentions.iter().skip(index + 1).take(4);
    let mut here = behind.take_while(|m| (m.passage, m.sentence) == (stated.passage, stated.sentence));
    let divided = here.any(|m| m.is_like(stated) && (m.label.role == Role::Left || m.lead.contains("其余")));
    if kept || divided {
        return None;
    }
    let done = only(reading, index, |m| m.label.role == Role::Done)?;
    let whole = only(reading, index, |m| m.label.role != Role::Done)?;
    let fits = reading.mentions.get(whole).is_some_and(|m| {
        let role = matches!(m.label.role, Role::Plan | Role::Plain) && !m.label.is_change();
        role && (!m.label.earlier || m.label.role == Role::Plan)
    });
    let planned = reading.mentions.get(whole).is_some_and(|m| m.label.role == Role::Plan);
    (fits && (whole < done || planned)).then_some((whole, done))
}

/// 收支相抵: the totals of income and expenditure stated last, else the only income and the only expenditure of the
/// sentence.
fn balance(reading: &Reading, index: usize) -> Option<Pair> {
    const REACH: usize = 40;
    let stated = reading.mentions.get(index)?;
    let total = |words: &[&str]| {
        reading
            .before(index, REACH)
            .take_while(|(_, m)| m.passage + 1 >= stated.passage)
            .find(|(_, m)| m.is_amount() && m.is_like(stated) && words.iter().any(|w| m.lead.contains(w)))
            .map(|(i, _)| i)
    };
    let totals = total(&["总收入", "收入总", "收入合计"]).zip(total(&[
        "总支出",
        "支出总",
        "支出合计",
        "总费用",
        "费用合计",
    ]));
    totals.or_else(|| {
        let income =
            only(reading, index, |m| m.label.text.contains("收入") && !m.label.text.contains("支出"))?;
        let spent = only(reading, index, |m| m.label.text.contains("支出"))?;
        (income < spent).then_some((income, spent))
    })
}

/// The only like amount with a property before a figure in its part of the sentence, else in the sentence.
pub(crate) fn only(reading: &Reading, index: usize, test: impl Fn(&Mention) -> bool) -> Option<usize> {
    let stated = reading.mentions.get(index)?;
    let fits = |m: &Mention| m.bracket.is_none() && m.is_amount() && m.is_like(stated) && test(m);
    let found = |whole_sentence: bool| -> Vec<usize> {
        reading
            .before(index, 12)
            .take_while(|(_, m)| (m.passage, m.sentence) == (stated.passage, stated.sentence))
            .take_while(|(_, m)| whole_sentence || m.segment == stated.segment)
            .filter(|(_, m)| fits(m))
            .map(|(i, _)| i)
            .collect()
    };
    let near = found(false);
    match if near.is_empty() { found(true) } else { near }.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
