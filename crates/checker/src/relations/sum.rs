//! 分项之和等于总数: the parts of a list add up to what they are said to be the parts of.

use super::partition::{is_complete, is_counted_twice};
use super::{name, operand, sum_scope};
use crate::exact::{self, Amount, some_make_up};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::columns::{Column, signed_sum};
use crate::read::label::Role;
use crate::read::lists::Listing;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Amounts.
pub(crate) const SUM: RuleDoc = RuleDoc {
    code: "MZ-C001",
    name: "sum",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "分项之和与总数不符",
    what: "“由……组成”“分为”“其中”“分别是”以及编号列出的各项，其金额之和是否等于所说的总数；并列的多个口径（预算、支出）分别核对。",
    why: "分项与总数不符，说明至少有一个数写错，读者无从判断哪个可信。",
    advice: "请核对总数与各分项，改正写错的一个。",
    fails: "全年支出120.50万元，由基本支出80.20万元和项目支出40.80万元组成。",
    passes: "全年支出121.00万元，由基本支出80.20万元和项目支出40.80万元组成。",
    limits: "“其中”之后可以只列一部分：只有并列口径闭合、列有“其他”、占比合计为100%、分项超过总数，或只差一位数字时才报告。小数末位的尾差不报告；“以上n项合计”之前编号各条的主要金额，漏加、多加一条或差一位数字时报告；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// Counts.
pub(crate) const COUNT_SUM: RuleDoc = RuleDoc {
    code: "MZ-C002",
    name: "count_sum",
    kind: Kind::CountSum,
    severity: Severity::Error,
    title: "分项个数之和与总数不符",
    what: "同类事物的个数（个、项、家、户、人等），各分项之和是否等于所说的总数。",
    why: "个数没有四舍五入，差一个也说明写错或漏项。",
    advice: "请核对总数与各分项的个数。",
    fails: "全年实施项目30个，由新建项目12个和续建项目19个组成。",
    passes: "全年实施项目31个，由新建项目12个和续建项目19个组成。",
    limits: "与金额相同；人员可以交叉归类，“其中”列出的人数超过总数不报告；“以上n项合计”之前编号各条的主要金额，漏加、多加一条或差一位数字时报告；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// Tests every column of every listing.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for listing in &reading.listings {
        // What makes up a change may be a part of what there is.
        let changes = |c: &Column| figures(reading, &c.parts).iter().any(|m| m.label.is_change());
        let proved = listing.columns.iter().any(|c| c.closing.is_some() && !changes(c));
        for column in &listing.columns {
            let parts = figures(reading, &column.parts);
            match column.closing.and_then(|w| reading.mentions.get(w)) {
                Some(closing) if !is_elsewhere(reading, column, closing, &parts) => {
                    match in_brackets(reading, closing, &parts) {
                        Some((exact, total)) => fail(exact, &parts, total, outcome),
                        None => outcome.passes(relation(closing, &parts)),
                    }
                }
                _ => judge(reading, listing, column, proved, outcome),
            }
        }
    }
}

/// The parts add up to a figure of another sentence, while the one that the words name differs by a slip of the pen.
fn is_elsewhere(reading: &Reading, column: &Column, closing: &Mention, parts: &[&Mention]) -> bool {
    let whole = column.whole.and_then(|w| reading.mentions.get(w)).filter(|w| w.place != closing.place);
    let far = whole.filter(|w| (w.passage, w.sentence) != (closing.passage, closing.sentence));
    far.zip(signed_sum(parts)).is_some_and(|(whole, total)| closes_but_for_a_slip(whole, parts, total))
}

/// `总投资1.36亿元（13632.17万元），由……构成`: the exact amount in brackets right behind a rounded one, where the parts make the
/// rounded one alone, and one digit keeps them from the exact one.
fn in_brackets<'a>(
    reading: &'a Reading,
    closing: &Mention,
    parts: &[&Mention],
) -> Option<(&'a Mention, Amount)> {
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) <= (closing.passage, closing.start));
    let exact = reading.mentions.get(at).filter(|m| m.passage == closing.passage)?;
    let restated = exact.bracket == Some(closing.end) && exact.lead.is_empty() && exact.is_like(closing);
    let finer =
        exact.is_amount() && exact.amount.half < closing.amount.half && exact.amount.agrees(closing.amount);
    let total = signed_sum(parts).filter(|_| restated && finer)?;
    (!total.agrees(exact.amount) && closes_but_for_a_slip(exact, parts, total)).then_some((exact, total))
}

fn figures<'a>(reading: &'a Reading, indices: &[usize]) -> Vec<&'a Mention> {
    indices.iter().filter_map(|i| reading.mentions.get(*i)).collect()
}

/// A column that closes on nothing: reported only where the list is certainly complete.
fn judge(reading: &Reading, listing: &Listing, column: &Column, proved: bool, outcome: &mut Outcome) {
    let whole = column.whole.and_then(|w| reading.mentions.get(w));
    let parts = sum_scope::parts(reading, whole, figures(reading, &column.parts));
    let (Some(whole), Some(total)) = (whole, signed_sum(&parts)) else {
        return outcome.cannot_check("列出分项，但没有可对应的总数");
    };
    if total.agrees(whole.signed()) {
        return outcome.passes(relation(whole, &parts));
    }
    if sum_scope::is_of_others(reading, whole, &parts) {
        return outcome.cannot_check("分项可能有重复，或者是先后的阶段");
    }
    let change = whole.label.is_change();
    let known =
        listing.closed || is_complete(&parts) || ends_with_rest(&parts) || shares_close(reading, listing);
    let complete = if listing.sure { known || proved } else { proved };
    // A change may have parts that are not stated: `增加d，其中A增加a` proves nothing on its own.
    if change && !listing.closed && !closes_but_for_a_slip(whole, &parts, total) {
        return outcome.cannot_check("增减额的分项可能不全");
    }
    // A whole of another paragraph that is far from the sum is likely the whole of something else.
    let apart = parts.first().is_some_and(|p| p.passage != whole.passage);
    if apart && !is_near(total, whole.amount) && !proved {
        return outcome.cannot_check("列出分项，但没有可对应的总数");
    }
    let exceeds =
        exceeds(whole, &parts, total) && !sum_scope::are_stages(&parts) && !is_counted_twice(reading, &parts);
    let exceeds = exceeds && (!sum_scope::is_loose(whole, &parts) || relation(whole, &parts).is_slip());
    if !complete && !exceeds && !closes_but_for_a_slip(whole, &parts, total) {
        return outcome.cannot_check("“其中”可能只列出部分分项");
    }
    fail(whole, &parts, total, outcome);
}

/// Within a quarter of it.
pub(crate) fn is_near(total: Amount, whole: Amount) -> bool {
    let off = total.value.abs_diff(whole.value);
    off.checked_mul(4).is_some_and(|off| off <= whole.value.unsigned_abs())
}

/// Reports a whole that is not the sum of its parts.
pub(crate) fn fail(whole: &Mention, parts: &[&Mention], total: Amount, outcome: &mut Outcome) {
    let signed = if whole.signed() == whole.amount { total } else { total.negated() };
    let Some(recomputed) = whole.print_like(signed) else { return };
    let listed: Vec<&str> = parts.iter().map(|p| p.text.as_str()).collect();
    let message =
        format!("{}写为{}，所列分项（{}）合计为{recomputed}", name(whole), whole.text, listed.join("＋"));
    outcome.fails(relation(whole, parts), recomputed, message);
}

/// A whole and its parts; a decrease counts against an increase.
pub(crate) fn relation(whole: &Mention, parts: &[&Mention]) -> Relation {
    let counted = matches!(whole.unit.dimension, Dimension::Measure(_)) && whole.amount.half == 0;
    let falls = |m: &Mention| m.label.role == Role::Down;
    let others = parts.iter().map(|p| operand(p).taken_off(falls(p) != falls(whole))).collect();
    let rule = if counted { &COUNT_SUM } else { &SUM };
    Relation { rule, formula: Formula::Sum, stated: operand(whole), others }
}

/// The last part takes up the rest: `其他收入`.
pub(crate) fn ends_with_rest(parts: &[&Mention]) -> bool {
    let rest = |m: &&Mention| ["其他", "其它", "其余"].iter().any(|word| m.label.text.starts_with(word));
    parts.len() > 2 && parts.last().is_some_and(rest)
}

/// The shares of the items add up to the whole.
fn shares_close(reading: &Reading, listing: &Listing) -> bool {
    let share = |item: &Vec<usize>| {
        let own = figures(reading, item).into_iter().find(|m| m.is_rate() && m.lead.contains('占'));
        own.or_else(|| share_in_brackets(reading, *item.last()?)).map(|m| m.amount)
    };
    let shares: Option<Vec<Amount>> = listing.items.iter().map(share).collect();
    let hundred = Amount { value: 100_000_000_000, half: 0 };
    shares.and_then(Amount::sum).is_some_and(|sum| sum.half > 0 && sum.agrees(hundred))
}

/// `5190万元（占60%）`, `180万元（56%）`
fn share_in_brackets(reading: &Reading, part: usize) -> Option<&Mention> {
    let (part, inner) = (reading.mentions.get(part)?, reading.mentions.get(part + 1)?);
    let behind = inner.passage == part.passage && inner.bracket == Some(part.end);
    (behind && inner.is_rate() && (inner.lead.is_empty() || inner.lead == "占")).then_some(inner)
}

/// More than the whole, although nothing can be more than all: not for people, who may be counted in several parts, and
/// not where some of the parts alone make up the whole, because the others then lie inside them.
fn exceeds(whole: &Mention, parts: &[&Mention], total: Amount) -> bool {
    let people = matches!(whole.unit.dimension, Dimension::Measure("人" | "名" | "位" | "人次"));
    let over = total.value - total.half > whole.amount.value + whole.amount.half;
    let positive = parts.iter().all(|p| p.amount.value >= 0);
    let smaller = parts.iter().all(|p| p.amount.value < whole.amount.value);
    let amounts: Vec<Amount> = parts.iter().map(|p| p.amount).collect();
    // Between the whole and 其中 something else may have come into the sentence.
    let adjacent = parts.first().is_some_and(|p| {
        let lead = p.lead.trim_start_matches(['，', '：']);
        let words = ["其中", "包括", "包含", "分"];
        p.bracket.is_some() || lead.contains("中，") || words.iter().any(|word| lead.starts_with(word))
    });
    over && positive && smaller && adjacent && !people && !some_make_up(whole.amount, &amounts)
}

/// One slip of the pen, one digit or two that changed places, in the whole or in a part is all that keeps the list from
/// closing, and the figures are so long that this is no accident: with five digits fewer than one in five hundred lists
/// that leave something out would look so.
pub(crate) fn closes_but_for_a_slip(whole: &Mention, parts: &[&Mention], total: Amount) -> bool {
    const DIGITS_MIN: usize = 5;
    let Some(off) = whole.signed().minus(total) else { return false };
    let slipped = |m: &Mention, right: Option<Amount>| {
        let Some(right) = right else { return false };
        let printed = right.print(m.unit.scale, m.number.places);
        let exact = Amount::printed(m.number, m.unit.scale, false).is_some_and(|own| {
            let step = own.value.unsigned_abs().checked_div(m.number.digits.unsigned_abs()).unwrap_or(0);
            step > 0 && off.value.unsigned_abs() % step == 0
        });
        exact && printed.is_some_and(|printed| exact::is_one_slip(&m.number.to_string(), &printed))
    };
    let figures = || parts.iter().copied().chain([whole]);
    common_digits(figures()) >= DIGITS_MIN
        && (slipped(whole, Some(total)) || parts.iter().any(|p| slipped(p, p.amount.plus(off))))
}

/// How many digits the largest of some figures has, counted in the finest unit in which one of them is stated.
fn common_digits<'a>(figures: impl Iterator<Item = &'a Mention> + Clone) -> usize {
    let values = figures.map(|m| m.amount.value.unsigned_abs());
    let finest = values.clone().filter(|v| *v > 0).map(zeros).min().unwrap_or(0);
    let digits = values.map(|v| v.checked_ilog10().map_or(0, |log| log as usize + 1)).max().unwrap_or(0);
    digits.saturating_sub(finest)
}

/// How many zeros a number ends with.
fn zeros(mut value: u128) -> usize {
    let mut zeros = 0;
    while value > 0 && value.is_multiple_of(10) {
        value /= 10;
        zeros += 1;
    }
    zeros
}
