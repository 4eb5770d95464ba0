//! Totals: the runs of neighbours whose sum they naturally are.

use super::amount::{Proof, Way};
use super::{adds_up, behind, clause, said_count, together};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::{Divider, Mention};
use crate::read::units::Dimension;
use crate::relations::adjustment::ADJUSTED;
use crate::relations::score_parts::{DEDUCTION, PARTS};
use crate::relations::sum::{COUNT_SUM, SUM};
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
        found.extend(columns(reading, m, outcome).into_iter().map(|run| sum((run, Proof::Words))));
    }
    let sum = |(plus, proof)| Way { rule: rule(m), plus, minus: vec![], proof };
    if m.unit.dimension != Dimension::Points {
        found.extend(runs_behind(reading, index, m).into_iter().map(sum));
        found.extend(beside_counts(reading, index, m).into_iter().map(|run| sum((run, Proof::Words))));
    }
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

fn is_total(m: &Mention) -> bool {
    const WORDS: [&str; 10] = ["合计", "共计", "总计", "总额", "共", "总", "累计", "以上", "得分", "加起来"];
    const JOINED: [&str; 3] = ["一起", "连同", "加上"];
    let words = WORDS.iter().any(|word| clause(m).contains(word));
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
    let plain = |n: &&Mention| !n.label.is_change() && n.label.role != Role::Left;
    let before = |keep: &dyn Fn(&Mention) -> bool| -> Vec<&'a Mention> {
        around.iter().copied().filter(|n| keep(n)).filter(plain).collect()
    };
    let mut found = Vec::new();
    if let Some(count) = said_count(m).filter(|count| *count <= around.len()) {
        found.push((around.iter().copied().skip(around.len() - count).collect(), Proof::Place));
    }
    if m.unit.dimension == Dimension::Points {
        let scored = |n: &Mention| clause(n).starts_with('得') || clause(n).ends_with("得分");
        found.push((before(&|n| n.passage == m.passage && scored(n)), Proof::Place));
    }
    let sentence = before(&|n| together(n, m));
    let proof = if is_list(m, around, &sentence) { Proof::Words } else { Proof::Place };
    found.push((sentence, proof));
    found.push((before(&|n| together(n, m) && n.segment == m.segment), Proof::Place));
    found.push((before(&|n| n.passage == m.passage), Proof::Place));
    if ["以上", "上述", "合计", "共计", "总计"].iter().any(|word| m.lead.starts_with(word)) {
        found.push((before(&|n| n.passage + 1 == m.passage), Proof::Place));
    }
    found
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

/// What a total announces right behind it. Of what 其中 and 包括 announce only swapped digits are certain: they may leave
/// something out.
fn runs_behind<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Vec<(Vec<&'a Mention>, Proof)> {
    const CLOSED: [&str; 4] = ["由", "分别", "即", "："];
    const OPEN: [&str; 4] = ["其中", "包括", "包含", "主要"];
    let after = behind(reading, index, m);
    if let Some(run) = below(reading, index, m).filter(|_| after.is_empty()) {
        return vec![(run, Proof::Place)];
    }
    let Some(first) = after.first() else { return vec![] };
    let says = |words: &[&str]| words.iter().any(|word| first.lead.contains(word));
    if let Some(run) = apposed(m, &after) {
        return vec![(run, Proof::Near)];
    }
    let proof = match (says(&OPEN), says(&CLOSED)) {
        (true, _) => Proof::Swap,
        (false, true) => Proof::Place,
        (false, false) => return vec![],
    };
    if after.iter().any(|n| together(n, m) && reading.behind(n) == Some('等')) {
        return vec![];
    }
    let run =
        |keep: &dyn Fn(&Mention) -> bool| after.iter().copied().filter(|n| keep(n) && adds_up(n)).collect();
    vec![(run(&|n| together(n, m)), proof), (run(&|n| n.segment == m.segment), proof)]
}

/// `问题16个、涉及724.85万元……已整改的11个，503.17万元；基本整改的3个，186.42万元；正在整改的2个，35.26万元`: items whose counts add up
/// to the count beside the total have amounts that add up to it.
fn beside_counts<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Vec<&'a Mention>> {
    const ITEMS: usize = 12;
    const ITEMS_MIN: usize = 3;
    let (_, count) = reading.before(index, 1).next()?;
    let counts = |n: &Mention| n.is_amount() && n.is_like(count) && n.unit.scale == 1;
    let beside = |n: &Mention, of: &Mention| (n.passage, n.segment) == (of.passage, of.segment);
    let counted = matches!(count.unit.dimension, Dimension::Measure(_)) && counts(count);
    let whole = counted && m.unit.dimension == Dimension::Money && beside(count, m);
    let behind = reading.mentions.get(index + 1..).filter(|_| whole)?.chunks_exact(2).take(ITEMS);
    let (mut sum, mut amounts) = (0, Vec::new());
    for pair in behind {
        let [n, amount] = pair else { break };
        let item = counts(n)
            && amount.is_like(m)
            && amount.is_amount()
            && beside(amount, n)
            && n.passage <= m.passage + 1;
        if !item || sum >= count.amount.value {
            break;
        }
        sum += n.amount.value;
        amounts.push(amount);
    }
    (sum == count.amount.value && amounts.len() >= ITEMS_MIN).then_some(amounts)
}

/// `养老机构66家，公办17家、公建民营21家、民办28家`: three parts or more behind a comma, side by side to the end of the clause.
fn apposed<'a>(m: &Mention, after: &[&'a Mention]) -> Option<Vec<&'a Mention>> {
    const PARTS_MIN: usize = 3;
    let (first, rest) = after.split_first()?;
    let opens = first.segment == m.segment && first.lead.starts_with('，') && first.divider == Divider::Comma;
    let beside = rest.iter().take_while(|n| n.divider == Divider::Pause && n.segment == m.segment);
    let run: Vec<&Mention> = [*first].into_iter().chain(beside.copied()).collect();
    let named = run.iter().all(|n| !n.label.is_bare() && !n.label.is_change() && !n.lead.contains("其中"));
    let alone = after.iter().filter(|n| n.segment == m.segment).count() == run.len();
    (opens && named && alone && run.len() >= PARTS_MIN).then_some(run)
}

/// `下达资金1970万元，分配如下：`, and the first sentence of the next passage.
fn below<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<Vec<&'a Mention>> {
    const WORDS: [&str; 4] = ["如下", "分配", "其中", "分别"];
    let passage = reading.passages.get(m.passage)?;
    let rest = passage.slice(m.end, passage.chars.len());
    let opens = rest.ends_with(['：', ':']) && WORDS.iter().any(|word| rest.contains(word));
    let next = reading.mentions.iter().skip(index + 1).take(24);
    let run: Vec<&Mention> = next.take_while(|n| n.passage == m.passage + 1 && n.sentence == 0).collect();
    let alike = run.iter().all(|n| n.is_like(m) && adds_up(n) && n.bracket.is_none());
    (opens && alike && run.len() >= 3).then_some(run)
}

/// `产业类11个，1968万元；基础设施类9个，1024万元……本批项目共20个`: a list that is complete by its amounts is complete by its
/// counts.
fn columns<'a>(reading: &'a Reading, m: &Mention, outcome: &Outcome) -> Vec<Vec<&'a Mention>> {
    let get = |i: &usize| reading.mentions.get(*i);
    let near = |i: &usize| get(i).is_some_and(|n| n.passage <= m.passage && n.passage + 2 >= m.passage);
    let noun: Vec<char> = m.label.subject.chars().rev().take(2).collect();
    let noun: String = noun.into_iter().rev().collect();
    let mut found = Vec::new();
    for listing in &reading.listings {
        let complete = listing.columns.iter().any(|column| {
            let whole = column.closing.or(column.whole).and_then(|whole| get(&whole));
            whole.is_some_and(|whole| outcome.is_proved(&whole.place) && !whole.is_like(m))
                && column.parts.iter().all(near)
        });
        let counts: Vec<&Mention> = listing
            .items
            .iter()
            .filter_map(|item| item.iter().filter_map(get).find(|n| n.is_like(m)))
            .collect();
        let own = counts.iter().all(|n| n.label.text.contains(&noun) && n.is_amount());
        if complete && own && counts.len() == listing.items.len() && noun.chars().count() == 2 {
            found.push(counts);
        }
    }
    found
}
