//! 增长率: a growth is the change over the figure before the change.

use super::operand;
use super::percentage::Claim;
use super::rate::REACH;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::relation::Formula;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

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
    limits: "没有写出本年数或增减额的增幅、基数为零的增幅不核对；百分点不是增幅。",
};

/// Tests every growth that stands behind its change.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(_, m)| is_growth(m)) {
        match claim(reading, index, stated) {
            Some((claim, others)) => claim.judge(others, outcome),
            None => outcome.cannot_check("增幅没有写出增减额或本年数"),
        }
    }
}

fn is_growth(m: &Mention) -> bool {
    let spread = ["增幅", "降幅", "减幅", "增速"].iter().any(|word| m.label.text.ends_with(word));
    m.is_rate() && !m.vague && (m.label.is_change() || spread) && !m.label.text.ends_with('率')
}

type Pairs = Vec<(Amount, Amount)>;

fn claim<'a>(reading: &'a Reading, index: usize, stated: &'a Mention) -> Option<(Claim<'a>, Pairs)> {
    let (at, change) = reading.before(index, 1).next().filter(|(_, m)| {
        m.passage == stated.passage && m.segment == stated.segment && m.bracket == stated.bracket
    })?;
    let same_way = !stated.label.is_change() || stated.label.role == change.label.role;
    if !change.is_amount()
        || !change.label.is_change()
        || !same_way
        || !stated.label.is_bare() && !has_spread(stated)
    {
        return None;
    }
    let now = current(reading, at, change)?;
    let base = match change.label.role {
        Role::Up => now.amount.minus(change.amount)?,
        _ => now.amount.plus(change.amount)?,
    };
    let sign = if change.label.role == Role::Up { "－" } else { "＋" };
    let formula = format!("{}÷（{}{sign}{}）", change.text, now.text, change.text);
    let made = if change.label.role == Role::Up { Formula::Growth } else { Formula::Decline };
    let operands = vec![operand(change), operand(now)];
    let others = reading
        .before(at, REACH)
        .take_while(|(_, m)| m.passage == stated.passage && m.sentence == stated.sentence)
        .filter(|(_, m)| m.is_like(change) && m.place != now.place)
        .flat_map(|(_, m)| {
            let before = if change.label.role == Role::Up {
                m.amount.minus(change.amount)
            } else {
                m.amount.plus(change.amount)
            };
            [Some(m.amount), before]
        })
        .flatten()
        .map(|base| (change.amount, base))
        .collect();
    Some((
        Claim {
            rule: &RULE,
            stated,
            over: change.amount,
            under: base,
            made,
            operands,
            certain: true,
            formula,
        },
        others,
    ))
}

fn has_spread(m: &Mention) -> bool {
    m.label.text.ends_with('幅') || m.label.text.ends_with("增速")
}

/// The figure after the change: of the subject that the change names, else the one before it in its part of the sentence.
fn current<'a>(reading: &'a Reading, at: usize, change: &Mention) -> Option<&'a Mention> {
    let fits = |m: &Mention| m.is_amount() && m.is_like(change) && !m.label.is_change() && !m.label.earlier;
    if change.label.is_bare() {
        let here = |m: &Mention| m.passage == change.passage && m.segment == change.segment;
        let before =
            reading.before(at, 6).take_while(|(_, m)| here(m)).filter(|(_, m)| m.bracket == change.bracket);
        let near = before.map(|(_, m)| m).find(|m| fits(m));
        return near.or_else(|| reading.before_bracket(at).map(|(_, m)| m).filter(|m| fits(m)));
    }
    let named = |m: &Mention| fits(m) && m.label.subject == change.label.subject;
    let mut found = reading.before(at, 2 * REACH).map(|(_, m)| m).filter(|m| named(m));
    let first = found.next()?;
    found.all(|m| m.amount == first.amount).then_some(first)
}
