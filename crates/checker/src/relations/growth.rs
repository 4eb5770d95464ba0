//! 增长率: a growth is the change over the figure before the change.

use super::percentage::Claim;
use super::rate::REACH;
use super::{change, operand};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::relation::Formula;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashSet;

/// A growth in running text.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C006",
    name: "growth",
    kind: Kind::Growth,
    severity: Severity::Error,
    title: "增减幅度与增减额不符",
    what: "“x，增加d，增长g%”中的g是否等于d÷(x－d)；减少时等于d÷(x＋d)。",
    why: "最常见的错误是用本年数作基数，增幅因此偏小。",
    advice: "请以上年数（本年数减去增加额）为基数重新计算。",
    fails: "公务接待费2.00万元，比上年增加0.50万元，增长25.00%。",
    passes: "公务接待费2.00万元，比上年增加0.50万元，增长33.33%。",
    limits: "没有写出本年数或增减额的增幅、基数为零的增幅不核对；百分点不是增幅；文中另外的数能使它成立的不报告（以变动之后的数为基数算出的除外）；与计算结果相差超过二十分之一，又不是其中一个数的一处笔误的，除非词语写明了基数，不报告；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// Tests every growth that stands behind its change.
pub(crate) fn check(reading: &Reading, answered: &HashSet<usize>, outcome: &mut Outcome) {
    let open = |(i, m): &(usize, &Mention)| is_growth(m) && !answered.contains(i);
    for (index, stated) in reading.mentions.iter().enumerate().filter(open) {
        match claim(reading, index, stated) {
            Some((claim, Some(others))) => claim.judge(others, outcome),
            Some((claim, None)) => claim.judge_by_words(outcome),
            None => outcome.cannot_test(&stated.place, "增幅没有写出增减额或本年数"),
        }
    }
}

/// A rate of change, by its words.
pub(crate) fn is_growth(m: &Mention) -> bool {
    let spread = ["增幅", "降幅", "减幅", "增速"].iter().any(|word| m.label.text.ends_with(word));
    m.is_rate()
        && !m.vague
        && !change::is_adjusted(m)
        && (m.label.is_change() || spread)
        && !m.label.text.ends_with('率')
}

/// Whether the text itself states of what a growth is.
pub(crate) fn is_stated(reading: &Reading, index: usize, stated: &Mention) -> bool {
    claim(reading, index, stated).is_some()
}

/// What else may be meant; nothing else by clear words.
type Pairs = Option<Vec<(Amount, Amount)>>;

fn claim<'a>(reading: &'a Reading, index: usize, stated: &'a Mention) -> Option<(Claim<'a>, Pairs)> {
    let (at, last) = reading
        .before(index, 1)
        .next()
        .filter(|(_, m)| (m.passage, m.sentence) == (stated.passage, stated.sentence))
        .filter(|(_, m)| m.bracket == stated.bracket && m.is_amount())?;
    if !stated.label.is_bare() && !has_spread(stated) {
        return None;
    }
    if !last.label.is_change() || change::is_end(last) {
        let (base, now) = change::ends(reading, at)?;
        return Some((between(stated, base, now)?, Some(vec![])));
    }
    let same_way = !stated.label.is_change() || stated.label.role == last.label.role;
    (same_way && last.segment == stated.segment).then_some(())?;
    if let Some(base) = base_before(reading, at, last) {
        let formula = format!("{}÷{}", last.text, base.text);
        let (over, under, operands) = (last.amount, base.amount, vec![operand(last), operand(base)]);
        let made = Formula::Quotient;
        return Some((
            Claim { rule: &RULE, stated, over, under, made, operands, certain: true, formula },
            None,
        ));
    }
    let now = change::current(reading, at, last)?;
    let base = before(last, now.amount)?;
    let sign = if last.label.role == Role::Up { "－" } else { "＋" };
    let formula = format!("{}÷（{}{sign}{}）", last.text, now.text, last.text);
    let made = if last.label.role == Role::Up { Formula::Growth } else { Formula::Decline };
    let operands = vec![operand(last), operand(now)];
    let others: Vec<(Amount, Amount)> = reading
        .before(at, REACH)
        .take_while(|(_, m)| m.passage == stated.passage && m.sentence == stated.sentence)
        .filter(|(_, m)| m.is_like(last) && m.place != now.place)
        .flat_map(|(_, m)| [before(last, m.amount), Some(m.amount)])
        .flatten()
        .map(|base| (last.amount, base))
        .collect();
    let claim =
        Claim { rule: &RULE, stated, over: last.amount, under: base, made, operands, certain: true, formula };
    // Nothing else can be meant, or what was before the change stands there as well.
    let told = |m: &Mention| {
        m.is_amount() && m.is_like(last) && m.amount.value == base.value && m.place != last.place
    };
    let around = reading.mentions.iter().skip(at.saturating_sub(4)).take(8);
    // `2022年兑现a，本年增加b`: a may be what was before.
    let this_year = ["本年", "今年", "当年"].iter().any(|word| last.lead.contains(word));
    let alone = others.is_empty() && !this_year;
    let sure = alone || around.filter(|m| m.passage == stated.passage).any(told);
    Some((claim, Some(others).filter(|_| !sure)))
}

/// `与2021年的1425.60万元相比，增加164.40万元`: the base stands right before the change.
fn base_before<'a>(reading: &'a Reading, at: usize, change: &Mention) -> Option<&'a Mention> {
    let (_, base) = reading.before(at, 1).next()?;
    let here = (base.passage, base.segment, base.bracket) == (change.passage, change.segment, change.bracket);
    let own = change.label.is_bare() && change::is_base(base) && base.is_like(change) && base.is_amount();
    (here && own).then_some(base)
}

/// The figure before a change.
fn before(change: &Mention, now: Amount) -> Option<Amount> {
    if change.label.role == Role::Up { now.minus(change.amount) } else { now.plus(change.amount) }
}

/// A growth from one stated figure to another.
fn between<'a>(stated: &'a Mention, base: &'a Mention, now: &'a Mention) -> Option<Claim<'a>> {
    let down = stated.label.role == Role::Down || stated.label.text.starts_with(['降', '减']);
    let (more, less) = if down { (base, now) } else { (now, base) };
    let over = more.amount.minus(less.amount)?;
    // The difference of two printed figures moves by both roundings, but the quotient then counts the base's twice.
    let formula = format!("（{}－{}）÷{}", more.text, less.text, base.text);
    let operands = vec![operand(now), operand(base)];
    let made = Formula::Judged;
    Some(Claim { rule: &RULE, stated, over, under: base.amount, made, operands, certain: true, formula })
}

fn has_spread(m: &Mention) -> bool {
    m.label.text.ends_with('幅') || m.label.text.ends_with("增速")
}
