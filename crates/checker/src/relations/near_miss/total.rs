//! Totals: the runs of neighbours whose sum they naturally are.

use super::amount::{Proof, Way};
use super::{clause, listed, said_count, together};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::{Divider, Mention};
use crate::read::units::Dimension;
use crate::relations::adjustment::ADJUSTED;
use crate::relations::score_parts::{DEDUCTION, PARTS, Side, side};
use crate::relations::sum::{COUNT_SUM, SUM};
use crate::relations::sum_scope::divides_the_first;
use crate::rules::RuleDoc;

/// The ways to make a total: the steps of a budget, what was deducted from a full score, the run of figures before it or
/// behind it.
pub(super) fn ways<'a>(
    reading: &'a Reading,
    index: usize,
    m: &Mention,
    around: &[&'a Mention],
    outcome: &Outcome,
) -> Vec<Way<'a>> {
    let mut found = Vec::new();
    if is_adjusted(m) {
        let (plus, minus) = steps(m, around);
        found.push(Way { rule: &ADJUSTED, plus, minus, proof: Proof::Place });
    }
    if is_total(m) {
        found.extend(deducted(reading, index, m, around));
        let sum = |(plus, proof)| Way { rule: rule(m), plus, minus: vec![], proof };
        found.extend(runs_before(m, around).into_iter().map(sum));
    }
    let sum = |(plus, proof)| Way { rule: rule(m), plus, minus: vec![], proof };
    if m.unit.dimension != Dimension::Points {
        found.extend(listed::runs(reading, index, m, is_total(m), outcome).into_iter().map(sum));
    }
    // `10个乡镇46个村75个组，共建水池140个`: each counts something else.
    let nouns = |way: &Way| -> Vec<String> { way.plus.iter().map(|n| reading.tail(n)).collect() };
    let others = |way: &Way| {
        let nouns = nouns(way);
        let all = nouns.iter().all(|noun| !noun.is_empty());
        m.unit.word == "个" && all && nouns.windows(2).all(|pair| pair.first() != pair.last())
    };
    found.retain(|way| !others(way) && !divides_the_first(&way.plus));
    let taken_off = |n: &&Mention| ["减去", "扣除", "扣减"].iter().any(|word| n.lead.contains(word));
    found.retain(|way| way.plus.len() + way.minus.len() >= 2 && !way.plus.iter().any(taken_off));
    found
}

fn rule(m: &Mention) -> &'static RuleDoc {
    match m.unit.dimension {
        Dimension::Points => &PARTS,
        Dimension::Measure(_) => &COUNT_SUM,
        _ => &SUM,
    }
}

/// The words sum up what stands around it.
pub(super) fn is_total(m: &Mention) -> bool {
    const WORDS: [&str; 10] = ["合计", "共计", "总计", "总额", "共", "总", "累计", "以上", "得分", "加起来"];
    const JOINED: [&str; 4] = ["一起", "连同", "加上", "合起来"];
    // `公共` names a budget and sums nothing up.
    let said = clause(m).replace("公共", "");
    let words = WORDS.iter().any(|word| said.contains(word));
    !clause(m).contains("其中") && (words || JOINED.iter().any(|word| m.lead.contains(word)))
}

/// The budget after its changes.
fn is_adjusted(m: &Mention) -> bool {
    ["全年预算", "调整预算", "调整后", "预算调整为", "压减后", "追加后"]
        .iter()
        .any(|word| clause(m).contains(word))
}

/// The steps from the first budget of the passage to the one after all changes: what is added and what is taken off.
fn steps<'a>(m: &Mention, around: &[&'a Mention]) -> (Vec<&'a Mention>, Vec<&'a Mention>) {
    const OFF: [&str; 9] = ["收回", "核减", "调减", "压减", "减少", "扣减", "上缴", "缩减", "削减"];
    let here = around.iter().copied().filter(|n| n.passage == m.passage && n.bracket.is_none());
    here.partition(|n| !OFF.iter().any(|word| n.lead.contains(word)))
}

/// `满分100分……扣1.5分……扣2分，自评得分96.5分`
fn deducted<'a>(reading: &'a Reading, index: usize, m: &Mention, around: &[&'a Mention]) -> Option<Way<'a>> {
    let near = |n: &&&'a Mention| n.passage == m.passage && m.unit.dimension == Dimension::Points;
    let lost = |n: &&'a Mention| clause(n).contains('扣') && !clause(n).contains("共扣");
    let minus: Vec<&Mention> = around.iter().filter(near).copied().filter(lost).collect();
    let full = reading.before(index, 24).map(|(_, n)| n).find(|n| {
        n.unit.dimension == Dimension::Points
            && n.number.digits == 100
            && n.number.places == 0
            && n.passage == m.passage
    })?;
    (minus.len() >= 2).then(|| Way { rule: &DEDUCTION, plus: vec![full], minus, proof: Proof::Place })
}

/// All before a total in its sentence or its passage, as many as the words say, and all of the passage before.
fn runs_before<'a>(m: &Mention, around: &[&'a Mention]) -> Vec<(Vec<&'a Mention>, Proof)> {
    // `核减甲a、乙b，共核减c`: what makes up a change are changes.
    let change = m.label.is_change();
    // Full marks make no score.
    let full = |n: &Mention| m.unit.dimension == Dimension::Points && side(n) == Some(Side::Full);
    let own_full = full(m);
    let plain =
        |n: &&Mention| (change || !n.label.is_change()) && n.label.role != Role::Left && full(n) == own_full;
    let before = |keep: &dyn Fn(&Mention) -> bool| -> Vec<&'a Mention> {
        around.iter().copied().filter(|n| keep(n)).filter(plain).collect()
    };
    let mut found = Vec::new();
    if let Some(count) = said_count(m).filter(|count| *count <= around.len()) {
        found.push((around.iter().copied().skip(around.len() - count).collect(), Proof::Near));
    }
    if m.unit.dimension == Dimension::Points {
        let scored = |n: &Mention| clause(n).starts_with('得') || clause(n).ends_with("得分");
        found.push((before(&|n| n.passage == m.passage && scored(n)), Proof::Place));
    }
    let sentence = before(&|n| together(n, m));
    let proof = if is_list(m, around, &sentence) { Proof::Words } else { Proof::Place };
    found.push((sentence, proof));
    found.push((before(&|n| together(n, m) && n.segment == m.segment), Proof::Place));
    found.push((side_by_side(around), Proof::Place));
    found.push((before(&|n| n.passage == m.passage), Proof::Place));
    if ["以上", "上述", "合计", "共计", "总计"].iter().any(|word| m.lead.starts_with(word)) {
        found.push((before(&|n| n.passage + 1 == m.passage), Proof::Place));
    }
    found
}

/// The run of figures right before one that pauses join: `甲a、乙b、丙c`.
fn side_by_side<'a>(around: &[&'a Mention]) -> Vec<&'a Mention> {
    let first = around.iter().rposition(|n| n.divider != Divider::Pause).unwrap_or_default();
    around.iter().skip(first).copied().collect()
}

/// `人员支出a、试剂b、培训c，共计支出d`: the sentence is a list and its total, and nothing else.
fn is_list(m: &Mention, around: &[&Mention], sentence: &[&Mention]) -> bool {
    const TOTAL: [&str; 4] = ["共计", "合计", "总计", "合共"];
    const PARTS_MIN: usize = 3;
    let all = around.iter().filter(|n| together(n, m)).count() == sentence.len();
    let own = |n: &&Mention| {
        n.bracket.is_none() && !n.label.is_bare() && !n.label.earlier && n.label.role != Role::Plan
    };
    let words = TOTAL.iter().any(|word| clause(m).starts_with(word));
    // Side by side, with nothing but the list's commas in between.
    let plain = |n: &&Mention| !["其中", "包括", "另", "含"].iter().any(|word| n.lead.contains(word));
    let sum: i128 = sentence.iter().map(|n| n.amount.value).sum();
    let near = sum.abs_diff(m.amount.value).saturating_mul(5) < sum.unsigned_abs();
    words && all && near && sentence.len() >= PARTS_MIN && sentence.iter().all(|n| own(n) && plain(n))
}
