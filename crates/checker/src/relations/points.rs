//! 百分点: a difference of percentages is the difference of the two percentages that the sentence states.

use super::{change, operand};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use crate::slip::is_one_place_off_number;
use mingzhang_domain::finding::{Kind, Severity};

/// A stated difference of percentages.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C034",
    name: "percent_points",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "百分点与两个百分比之差不符",
    what: "“由a%提高到b%，提高c个百分点”“x%，比上年的y%提高c个百分点”中的c是否等于两个百分比之差；自然增长率是否等于出生率减死亡率。",
    why: "百分点写错，说明两个百分比之一也可能写错。",
    advice: "请核对两个百分比和百分点数。",
    fails: "森林覆盖率由62.3%提高到63.8%，提高1.8个百分点。",
    passes: "森林覆盖率由62.3%提高到63.8%，提高1.5个百分点。",
    limits: "没有写出两个百分比的不核对；邻近的另两个百分比（或表中上下两格）之差与它相等、又不是一处笔误的不报告；“约”数不核对。",
};

/// Tests every difference of percentages behind its two percentages.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, stated) in reading.mentions.iter().enumerate() {
        let found = match stated.unit.dimension {
            Dimension::PercentPoints => changed(reading, index, 100),
            Dimension::MillePoints => changed(reading, index, 1000),
            Dimension::Parts(_) if stated.label.text.ends_with("自然增长率") => growth(reading, index),
            _ => None,
        };
        natural(reading, index, stated, outcome);
        let found = found.or_else(|| compared(reading, index));
        if let Some((more, less)) = found.filter(|_| !stated.approximate) {
            judge(stated, more, less, outcome);
        }
    }
}

fn judge(stated: &Mention, more: &Mention, less: &Mention, outcome: &mut Outcome) {
    let Some(difference) = more.amount.minus(less.amount) else { return };
    let others = vec![operand(more), operand(less).taken_off(true)];
    let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: operand(stated), others };
    if difference.agrees(stated.amount) {
        return outcome.passes(relation);
    }
    // A rise that is a fall says nothing certain about the figure, but where one digit makes it the rise that is said.
    let slipped = || slipped(stated, more, less);
    let Some(recomputed) = stated.print_like(difference).filter(|_| difference.value >= 0 || slipped())
    else {
        return;
    };
    let message = format!("写为{}，{}－{}应为{recomputed}", stated.text, more.text, less.text);
    outcome.fails(relation, recomputed, message);
}

/// One digit of either rate is all that keeps the difference from what is stated.
fn slipped(stated: &Mention, more: &Mention, less: &Mention) -> bool {
    let is_slip = |m: &Mention, right: Option<Amount>| {
        let right = right.and_then(|right| right.number(m.unit.scale, m.number.places));
        right.is_some_and(|right| is_one_place_off_number(m.number, right))
    };
    is_slip(more, less.amount.plus(stated.amount)) || is_slip(less, more.amount.minus(stated.amount))
}

/// The two rates between which something rose or fell, the larger by the words first.
fn changed(reading: &Reading, index: usize, parts: u16) -> Option<(&Mention, &Mention)> {
    let stated = reading.mentions.get(index)?;
    let (at, last) = reading.before(index, 1).next()?;
    let same = (last.passage, last.segment, last.bracket) == (stated.passage, stated.segment, stated.bracket);
    let says = |words: &[&str]| words.contains(&stated.label.text.as_str());
    let (up, down) = (says(&["提升", "回升", "扩大"]), says(&["回落", "缩小", "收窄"]));
    if !same || last.unit.dimension != Dimension::Parts(parts) || !(stated.label.is_bare() || up || down) {
        return None;
    }
    let (base, now) = change::ends(reading, at)?;
    match stated.label.role {
        Role::Up => Some((now, base)),
        Role::Down => Some((base, now)),
        _ if up => Some((now, base)),
        _ if down => Some((base, now)),
        _ => None,
    }
}

/// `出生率上升a，死亡率下降b，自然增长率上升a＋b`: the changes of the two make the change of the third.
fn natural(reading: &Reading, index: usize, stated: &Mention, outcome: &mut Outcome) {
    let named = |word: &str| {
        let before = reading.before(index, 6).map(|(_, m)| m);
        let mut here = before.take_while(|m| (m.passage, m.sentence) == (stated.passage, stated.sentence));
        here.find(|m| m.is_like(stated) && !m.approximate && m.label.is_change() && m.lead.contains(word))
    };
    let own = stated.lead.contains("自然增长率") && stated.label.is_change() && !stated.approximate;
    let Some((born, died)) = named("出生率").zip(named("死亡率")).filter(|_| own) else { return };
    let (Some(right), less) = (born.signed().minus(died.signed()), died.label.role == Role::Up) else {
        return;
    };
    let signed = |m: &Mention| m.label.role == Role::Down;
    let others = vec![operand(born).taken_off(signed(born)), operand(died).taken_off(less)];
    let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(stated), others };
    if right.agrees(stated.signed()) {
        return outcome.passes(relation);
    }
    let change = if right.value < 0 { right.negated() } else { right };
    let Some(printed) = stated.print_like(change) else { return };
    let recomputed = format!("{}{printed}", if right.value < 0 { "下降" } else { "上升" });
    let message = format!("写为{}，按出生率与死亡率的变动应为{recomputed}", stated.text);
    outcome.fails(relation, recomputed, message);
}

/// `78%，比时间进度（83.33%）慢5.33个百分点`, `96.8%，较要求的90%高6.8个百分点`: the base stands right before, behind 比.
fn compared(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    const WORDS: [&str; 14] =
        ["高", "低", "快", "慢", "多", "少", "提高", "降低", "上升", "下降", "高出", "提升", "领先", "落后"];
    let stated = reading.mentions.get(index).filter(|m| m.unit.dimension == Dimension::PercentPoints)?;
    let (at, base) = reading.before(index, 1).next()?;
    let percent = |m: &Mention| m.unit.dimension == Dimension::Parts(100) && !m.approximate;
    let here = |m: &Mention| (m.passage, m.segment) == (stated.passage, stated.segment) && percent(m);
    let own = stated.lead.trim_start_matches(['，', '）']);
    let beside =
        base.end == stated.start - stated.lead.chars().count().min(stated.start) || base.bracket.is_some();
    let said = WORDS.contains(&own) || base.bracket.is_some() && WORDS.iter().any(|word| own.ends_with(word));
    let words = if base.bracket.is_some() { &stated.lead } else { &base.lead };
    let clause = words.rsplit('，').next().unwrap_or_default();
    let said = said || base.bracket.is_some() && (clause.starts_with("高于") || clause.starts_with("低于"));
    let compares = ["比", "较", "与", "高于", "低于"].iter().any(|word| clause.contains(word));
    (here(base) && said && beside && compares).then_some(())?;
    let (_, now) = reading.before(at, 3).find(|(_, m)| here(m) && m.bracket == stated.bracket)?;
    Some(if now.amount.value >= base.amount.value { (now, base) } else { (base, now) })
}

/// 出生率 and 死亡率 before 自然增长率.
fn growth(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let stated = reading.mentions.get(index)?;
    let named = |word: &str| {
        reading
            .before(index, 6)
            .map(|(_, m)| m)
            .take_while(|m| (m.passage, m.sentence) == (stated.passage, stated.sentence))
            .find(|m| m.is_like(stated) && !m.approximate && m.label.text.ends_with(word))
    };
    named("出生率").zip(named("死亡率"))
}
