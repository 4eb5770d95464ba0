//! 比率: an execution, completion or saving rate is the quotient of the two amounts that the words name.

use super::complement::paid_and_unpaid;
use super::near_miss::said_count;
use super::percentage::Claim;
use super::rate_base::{likely_whole, named_whole, whole_before};
use super::rate_other::other_pairs;
use super::{named_base, operand};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::{Divider, Mention};
use crate::relation::{Formula, Operand};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashSet;

/// A rate in running text.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C004",
    name: "rate",
    kind: Kind::Rate,
    severity: Severity::Error,
    title: "比率与分子分母不符",
    what: "执行率、支付率、完成率、核拨率、节约率等是否等于同一处写明的两个数之商；基数取调整后的预算数，不取年初数。",
    why: "执行率是绩效评价的核心指标，也是读者最先验算的数。",
    advice: "请按写明的分子、分母重新计算；如果基数另有所指，请写明。",
    fails: "项目安排资金600.00万元，支出540.00万元，执行率91.00%。",
    passes: "年初预算900.00万元，调整预算1000.00万元，全年支出950.00万元，预算执行率95.00%。",
    limits: "没有写出分子或分母，或者换一个写明的基数就成立的比率，不报告；写明“以某数为基数”“按某数计算”的，以及节约率（预算、实际、节约额三个数齐全），只按写明的基数核对；与计算结果相差超过二十分之一，又不是其中一个数的一处笔误的，除非词语写明了基数，不报告；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// How far back another base is looked for.
pub(crate) const REACH: usize = 24;

/// The part and the whole of a rate, as the words name them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operands {
    /// The part.
    pub over: usize,
    /// The whole; `None` where it is the sum of a paid and an unpaid amount.
    pub under: Option<usize>,
    /// The words name both.
    pub certain: bool,
}

/// Tests every rate in running text.
pub(crate) fn check(reading: &Reading, answered: &HashSet<usize>, outcome: &mut Outcome) {
    let open = |(i, m): &(usize, &Mention)| is_rate(m) && !answered.contains(i);
    for (index, stated) in reading.mentions.iter().enumerate().filter(open) {
        let found = found(reading, index);
        let only =
            on_said_base(reading, index).is_some() || found.is_some_and(|o| is_saved(reading, index, o));
        let claim = found.and_then(|o| claim(reading, stated, o));
        match claim {
            Some((claim, _)) if only => claim.judge_by_words(outcome),
            Some((claim, over)) => claim.judge(other_pairs(reading, index, over), outcome),
            None => outcome.cannot_test(&stated.place, "比率没有写出分子分母"),
        }
    }
}

/// The part and the whole of a rate, the words that name a base first.
pub(super) fn found(reading: &Reading, index: usize) -> Option<Operands> {
    let of_amount = reading.mentions.get(index).is_some_and(|m| m.lead == "的");
    // Right behind an amount `的p%` is of that amount and no other.
    let by_words = || if of_amount { None } else { operands(reading, index) };
    on_said_base(reading, index).or_else(|| against_named_base(reading, index)).or_else(by_words)
}

/// `执行率98%`, or `占年计划75000万元的110%`: the base stands right before it.
fn is_rate(m: &Mention) -> bool {
    let ends = |word: &str| m.label.text.ends_with(word);
    let named = ends("率") || ends("进度") || ends("满意度") || m.lead == "的";
    m.is_rate() && !m.vague && (named || is_of_budget(m)) && !m.lead.contains('占')
}

/// `完成年初预算的111%`: the base is named, its amount stands before.
pub(super) fn is_of_budget(m: &Mention) -> bool {
    ["预算的", "预算数的", "计划的", "任务的", "目标的"].iter().any(|word| m.lead.ends_with(word))
}

/// The part by the rate's own words, the whole by the name of its base: `按压减后预算计算，执行率…`.
fn on_said_base(reading: &Reading, index: usize) -> Option<Operands> {
    let stated = reading.mentions.get(index)?;
    let over = part_of_rate(reading, index, &stem(stated))?;
    let under = named_base::said(reading, index, reading.mentions.get(over)?)?;
    Some(Operands { over, under: Some(under), certain: true })
}

/// A saving off a plan that a third figure completes: `预算a，成交b，节约a－b`. Its rate is of the plan, never of b.
fn is_saved(reading: &Reading, index: usize, found: Operands) -> bool {
    let get = |index: usize| reading.mentions.get(index);
    let Some((saved, plan)) = get(found.over).zip(found.under.and_then(get)) else { return false };
    let spent = plan.amount.minus(saved.amount);
    let near = reading.before(index, REACH).map(|(_, m)| m).take_while(|m| m.passage == saved.passage);
    let mut spends = near.filter(|m| m.is_like(saved) && m.place != saved.place && m.place != plan.place);
    let planned = saved.label.role == Role::Saved && plan.label.role == Role::Plan;
    planned && spends.any(|m| spent.is_some_and(|spent| spent.agrees(m.amount)))
}

/// The operands of a rate by the words around it.
pub(crate) fn operands(reading: &Reading, index: usize) -> Option<Operands> {
    let stated = reading.mentions.get(index)?;
    if is_of_budget(stated) {
        return of_budget(reading, index);
    }
    let stem = stem(stated);
    // `回收率分别为a、b，总回收率c`: of all together.
    let before = index.checked_sub(1).and_then(|at| reading.mentions.get(at));
    let of_all =
        ["总", "综合", "合计", "整体", "平均"].iter().any(|word| stated.label.text.starts_with(word));
    if of_all
        && before.is_some_and(|m| m.is_rate() && m.sentence == stated.sentence && m.passage == stated.passage)
    {
        return None;
    }
    if ["调整", "变动", "偏差", "偏离", "差异", "超支", "浮动"].contains(&stem.as_str()) {
        return None;
    }
    let over = part_of_rate(reading, index, &stem)?;
    let part = reading.mentions.get(over)?;
    if paid_and_unpaid(reading, over).is_some() && whole_before(reading, over).is_none() {
        return Some(Operands { over, under: None, certain: true });
    }
    let named = named_whole(reading, index, over, &stem).filter(|under| !is_part_of(reading, *under, over));
    let certain = named.is_some();
    let under = named.or_else(|| likely_whole(reading, over));
    let under = under.filter(|under| !is_beside(reading, *under, over) || part.label.role == Role::Done);
    let under = under.filter(|u| reading.mentions.get(*u).is_some_and(|m| m.is_like(part)))?;
    Some(Operands { over, under: Some(under), certain })
}

/// The part of a rate: the figure before its brackets, else the nearest one whose words are those of the rate.
fn part_of_rate(reading: &Reading, index: usize, stem: &str) -> Option<usize> {
    let stated = reading.mentions.get(index)?;
    let fits = |m: &Mention| m.label.role != Role::Left && m.is_amount() && !m.label.is_change();
    if let Some((before, m)) = reading.before_bracket(index).filter(|_| stated.bracket.is_some()) {
        // `甲项目预算300万元（执行率98%）` is no rate of the budget itself.
        return Some(before).filter(|_| fits(m) && !(m.label.role == Role::Plan && is_spending(stem)));
    }
    let whose = whose(stated, stem);
    let find = |test: &dyn Fn(&Mention) -> bool| {
        let says = |m: &Mention| format!("{}{}", m.lead, reading.tail(m)).contains(&whose);
        // `年度管护预算a，实际支出b，管护经费执行率`: whose it is stands with the plan right before.
        let planned = |at: usize, m: &Mention| {
            let before = same_part(reading, at).next().map(|(_, plan)| plan);
            before.is_some_and(|plan| plan.label.role == Role::Plan && plan.is_like(m) && says(plan))
        };
        let own = |(at, m): &(usize, &Mention)| says(m) || m.label.is_bare() && planned(*at, m);
        same_part(reading, index).find(|found| fits(found.1) && test(found.1) && own(found)).map(|(i, _)| i)
    };
    // 非常满意, 满意, 基本满意: which of them the rate counts is not said.
    let graded = |m: &Mention| stem == "满意" && m.label.text.contains(stem);
    if same_part(reading, index).filter(|(_, m)| graded(m)).count() > 1 {
        return None;
    }
    find(&|m| m.label.text.contains(stem) && !m.label.text.starts_with('应'))
        .or_else(|| find(&|m| holds_signs(&m.label.text, stem)))
        .or_else(|| find(&|m| reading.tail(m).contains(stem)))
        .or_else(|| find(&|m| m.label.role == Role::Done && is_spending(stem)))
        .or_else(|| find(&|m| m.label.role == Role::Saved && is_saving(stem)))
        .or_else(|| find(&|m| stem == "控制" && is_staff(m)))
}

/// Whose rate it is: `床位` of `床位使用率`, nothing of `预算执行率`, which is of any money.
fn whose(stated: &Mention, stem: &str) -> String {
    const ANY: [&str; 22] = [
        "预算", "资金", "项目", "经费", "投资", "专项", "年度", "全年", "综合", "整体", "累计", "计划",
        "任务", "目标", "财政", "实际", "工作", "总体", "总", "群众", "平均", "其",
    ];
    let text = stated.label.text.trim_end_matches("进度").trim_end_matches(['率', '度']);
    let mut rest = text.strip_suffix(stem).unwrap_or_default();
    while let Some(shorter) =
        ANY.iter().find_map(|word| rest.strip_suffix(word).or_else(|| rest.strip_prefix(word)))
    {
        rest = shorter;
    }
    rest.to_owned()
}

/// `回收` of `收回有效问卷`: the signs of the rate's word in another order.
fn holds_signs(text: &str, stem: &str) -> bool {
    stem.chars().count() == 2 && stem.chars().all(|c| text.contains(c))
}

/// People in office, against the posts that there are: the one rate whose words are not those of its part.
pub(super) fn is_staff(m: &Mention) -> bool {
    ["在职", "实有", "在编", "现有", "在岗"].iter().any(|word| m.label.text.contains(word))
}

/// `采购912.5万元，另有安装46.3万元，两项共958.8万元`: what is a part of the part is no whole of it.
fn is_part_of(reading: &Reading, under: usize, over: usize) -> bool {
    let Some((whole, part)) = reading.mentions.get(under).zip(reading.mentions.get(over)) else {
        return false;
    };
    let rest = part.amount.minus(whole.amount).filter(|rest| rest.value > 0);
    let mut beside = reading.before(over, REACH).map(|(_, m)| m).take_while(|m| m.passage == part.passage);
    beside
        .any(|m| m.is_like(part) && m.place != whole.place && rest.is_some_and(|rest| rest.agrees(m.amount)))
}

/// Two figures side by side, `23个部门、12个乡镇` or `甲200万元（95%）、乙300万元`: neither is the base of the other.
fn is_beside(reading: &Reading, under: usize, over: usize) -> bool {
    let between = reading.before(over, over.saturating_sub(under + 1)).map(|(_, m)| m);
    let part = reading.mentions.get(over);
    let bracketed = |m: &Mention| m.bracket.is_some() && part.is_some_and(|part| part.bracket != m.bracket);
    part.is_some_and(|part| part.divider == Divider::Pause) && between.into_iter().all(bracketed)
}

/// `a，占年计划b的p%`: part and whole stand in order before it.
fn against_named_base(reading: &Reading, index: usize) -> Option<Operands> {
    let stated = reading.mentions.get(index)?;
    let bracketed = named_base::in_brackets_before(reading, index);
    let under = bracketed.or_else(|| index.checked_sub(1).filter(|_| stated.lead == "的"))?;
    let whole = reading.mentions.get(under).filter(|m| m.passage == stated.passage && m.is_amount())?;
    // `两项占总投资2.4亿元的60%` is of the sum of both.
    if said_count(whole).is_some() {
        return None;
    }
    // `收入完成预算a的p%，支出完成预算b的q%`: a is the base of another rate, no part of b.
    let base_of_another =
        |at: usize| reading.mentions.get(at + 1).is_some_and(|m| m.is_rate() && m.lead == "的");
    let begin = if bracketed.is_some() { index } else { under };
    let over = same_part(reading, begin).find(|(at, _)| *at != under).filter(|(at, m)| {
        m.is_amount() && m.is_like(whole) && !m.label.is_change() && !base_of_another(*at)
    })?;
    // `3370台，其中甲a台、乙b台，为目标c台的p%`: the whole of the list, not the last of its parts.
    let listed = reading.whole_of.get(&over.0).copied().filter(|whole| {
        reading
            .mentions
            .get(*whole)
            .is_some_and(|m| m.segment == over.1.segment && m.passage == over.1.passage)
    });
    Some(Operands { over: listed.unwrap_or(over.0), under: Some(under), certain: true })
}

/// The result right before `完成预算的p%` and the budget before that, in one part of a sentence.
fn of_budget(reading: &Reading, index: usize) -> Option<Operands> {
    let stated = reading.mentions.get(index)?;
    let initial = stated.lead.contains("年初");
    if let Some((over, under)) = with_plan_behind(reading, index) {
        return Some(Operands { over, under: Some(under), certain: true });
    }
    let (over, part) =
        same_part(reading, index).next().filter(|(_, m)| m.is_amount() && m.label.role != Role::Plan)?;
    let planned = |m: &Mention| m.is_amount() && m.is_like(part) && m.label.role == Role::Plan;
    let of_kind = |m: &Mention| planned(m) && (m.label.earlier == initial || !m.label.earlier && initial);
    let (under, _) = same_part(reading, over).find(|(_, m)| of_kind(m))?;
    Some(Operands { over, under: Some(under), certain: true })
}

/// `培训3310人次，计划3217人次，完成计划的p%`: the plan stands between the result and the rate, and nothing else does.
fn with_plan_behind(reading: &Reading, index: usize) -> Option<(usize, usize)> {
    let mut before = same_part(reading, index);
    let (under, plan) = before.next().filter(|(_, m)| m.is_amount() && m.label.role == Role::Plan)?;
    let bare = plan.lead.trim_start_matches('，').chars().count() <= 4;
    let fits =
        |m: &Mention| m.is_amount() && m.is_like(plan) && m.label.role != Role::Plan && !m.label.is_change();
    let (over, _) = before.next().filter(|(_, m)| bare && fits(m))?;
    Some((over, under))
}

/// The figures before one in its part of the sentence and its brackets, the nearest first.
pub(super) fn same_part(reading: &Reading, index: usize) -> impl Iterator<Item = (usize, &Mention)> {
    let of = reading.mentions.get(index).map(|m| (m.passage, m.segment, m.bracket));
    reading
        .before(index, REACH)
        .take_while(move |(_, m)| {
            of.is_some_and(|(passage, segment, _)| m.passage == passage && m.segment == segment)
        })
        .filter(move |(_, m)| of.is_some_and(|(_, _, bracket)| m.bracket == bracket))
}

fn claim<'a>(reading: &'a Reading, stated: &'a Mention, found: Operands) -> Option<(Claim<'a>, usize)> {
    let part = reading.mentions.get(found.over)?;
    let (under, whole) = match found.under {
        Some(under) => (reading.mentions.get(under)?.amount, under),
        None => paid_and_unpaid(reading, found.over)?,
    };
    // A target is what it says.
    let exact = reading.mentions.get(whole).is_some_and(|m| m.approximate);
    let under = if exact { Amount { half: 0, ..under } } else { under };
    let other = reading.mentions.get(whole)?;
    // Without a stated plan the saving lies on top of what was spent.
    let on_top = part.label.role == Role::Saved && other.label.role != Role::Plan;
    let joined = found.under.is_none() || on_top;
    let formula = if joined {
        format!("{}÷（{}＋{}）", part.text, part.text, other.text)
    } else {
        format!("{}÷{}", part.text, other.text)
    };
    let made = if joined { Formula::Part } else { Formula::Quotient };
    let under = if on_top { part.amount.plus(under)? } else { under };
    let operands: Vec<Operand> = vec![operand(part), operand(other)];
    Some((
        Claim {
            rule: &RULE,
            stated,
            over: part.amount,
            under,
            made,
            operands,
            certain: found.certain,
            formula,
        },
        found.over,
    ))
}

/// What is done in a rate: `支付` of `资金支付率`.
pub(crate) fn stem(stated: &Mention) -> String {
    let text = stated.label.text.trim_end_matches("分别");
    let text = text.strip_suffix("进度").unwrap_or(text).trim_end_matches(['率', '度']);
    let length = text.chars().count();
    text.chars().skip(length.saturating_sub(2)).collect()
}

/// The rate of what was used, whichever of these words names it.
pub(crate) fn is_spending(stem: &str) -> bool {
    const WORDS: [&str; 13] = [
        "执行", "支付", "支出", "完成", "使用", "拨付", "核拨", "兑付", "进度", "付款", "发放", "实现",
        "列支",
    ];
    WORDS.contains(&stem)
}

/// The rate of what was not needed.
pub(crate) fn is_saving(stem: &str) -> bool {
    ["节约", "节支", "节资", "节余", "审减", "核减", "下浮", "压减"].contains(&stem)
}
