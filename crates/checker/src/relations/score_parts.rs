//! 正文中的得分: a total score is the sum of the scores that the text names as its parts; full marks less what is deducted
//! are the score; a rate of points is their quotient.

use super::near_miss::said_count;
use super::percentage::Claim;
use super::{name, operand, rate};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::read::{Reading, score_text};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashSet;

/// A total that its parts do not make up.
pub(crate) const PARTS: RuleDoc = RuleDoc {
    code: "MZ-C037",
    name: "score_parts",
    kind: Kind::ScoreTotal,
    severity: Severity::Error,
    title: "正文总分与所列各部分得分之和不符",
    what: "“综合得分T分，其中：决策a分、过程b分、产出c分、效益d分”以及“各部分得a、b、c分，合计T分”，各部分之和是否等于总分。",
    why: "总分决定等级；各部分得分单独看都对，加起来不对，等级就站不住。",
    advice: "请核对总分与各部分得分。",
    fails: "综合得分92.5分，其中：决策18.5分、过程19分、产出28分、效益26分。",
    passes: "综合得分91.5分，其中：决策18.5分、过程19分、产出28分、效益26分。",
    limits: "“其中”只列出部分得分的不核对：须列有产出、效益及投入（决策、过程、管理）各部分或执行率、满意度，或以“合计”收尾，或写明“n项分别为”。",
};

/// A score that is not full marks less deductions.
pub(crate) const DEDUCTION: RuleDoc = RuleDoc {
    code: "MZ-C038",
    name: "deduction",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "得分与满分、扣分不符",
    what: "同一句中的“满分f分，扣h分，得g分”，g是否等于f－h；“满分f分，得g分，得分率p%”，p是否等于g÷f；“总分g分，共扣h分”，h是否等于100－g；“n项共扣h分”，h是否等于前面n项扣分之和。",
    why: "扣分和得分对不上，说明改了一处没改另一处。",
    advice: "请核对满分、扣分和得分。",
    fails: "预算执行指标满分10分，扣0.5分，得9分。",
    passes: "预算执行指标满分10分，扣0.5分，得9.5分。",
    limits: "同一句中有多个满分或多个得分的不核对；有加分、折算，或评分表满分不是100分的，扣分不与100分核对。",
};

/// Full marks of a whole evaluation.
const HUNDRED: Amount = Amount { value: 100 * PER_UNIT, half: 0 };

/// No evaluation has more indicators in its text.
const GROUPS_MAX: usize = 40;

/// Tests every total with its parts, and every score with its full marks.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let totals: HashSet<usize> = score_text::totals(reading).into_iter().collect();
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| is_points(m)) {
        if let Some(parts) = parts_before(reading, index, m) {
            judge(m, &parts, true, outcome);
        } else if totals.contains(&index) {
            let parts = parts_behind(reading, index, m);
            let complete = parts.last().is_some_and(|last| is_whole(&reading.between(m, last)));
            judge(m, &parts, complete, outcome);
        }
        if let Some(parts) = answered_behind(reading, index, m) {
            judge(m, &parts, true, outcome);
        }
    }
    let groups = groups(reading);
    groups.iter().for_each(|group| deduction(group, outcome));
    // `决策分值20分，得分18分`: the score of a part is no total.
    let at = |m: &Mention| (m.passage, m.start);
    let parts: HashSet<(usize, usize)> = groups.iter().map(|group| at(group.got)).collect();
    let whole = |i: &usize| reading.mentions.get(*i).is_some_and(|m| !parts.contains(&at(m)));
    let mut totals: Vec<usize> = totals.into_iter().filter(whole).collect();
    totals.sort_unstable();
    for (nth, total) in totals.iter().enumerate() {
        let after = nth.checked_sub(1).and_then(|last| totals.get(last)).copied();
        behind_full_marks(reading, *total, after, &groups, outcome);
    }
    for (nth, total) in totals.iter().enumerate() {
        with_full_marks(reading, *total, totals.get(nth + 1).copied(), &groups, outcome);
    }
}

/// A total score, and behind it indicators with full marks and scores: where the full marks make up a hundred, none is
/// left out, and the scores make up the total.
fn with_full_marks(
    reading: &Reading,
    total: usize,
    next: Option<usize>,
    groups: &[Group],
    outcome: &mut Outcome,
) {
    let Some(m) = reading.mentions.get(total) else { return };
    let until = next.and_then(|next| reading.mentions.get(next)).map(|m| (m.passage, m.start));
    let behind = groups.partition_point(|g| (g.full.passage, g.full.start) < (m.passage, m.end));
    let own = groups.iter().skip(behind).take(GROUPS_MAX);
    let own = own.take_while(|g| until.is_none_or(|until| (g.full.passage, g.full.start) < until));
    let (fulls, scores): (Vec<Amount>, Vec<&Mention>) = own.map(|g| (g.full.amount, g.got)).unzip();
    if scores.len() > 1 && Amount::sum(fulls) == Some(HUNDRED) {
        judge(m, &scores, true, outcome);
    }
}

/// `决策20分，得18.5分；……。综上，总得分86.5分`: the indicators before a total in its passage and the one before, which make
/// up a hundred.
fn behind_full_marks(
    reading: &Reading,
    total: usize,
    last: Option<usize>,
    groups: &[Group],
    outcome: &mut Outcome,
) {
    let Some(m) = reading.mentions.get(total) else { return };
    let from = last.and_then(|last| reading.mentions.get(last)).map(|m| (m.passage, m.end));
    let until = groups.partition_point(|g| (g.full.passage, g.full.start) < (m.passage, m.start));
    let near = |g: &&Group| {
        let at = (g.full.passage, g.full.start);
        g.full.passage + 1 >= m.passage && from.is_none_or(|from| at > from)
    };
    let own = groups.iter().take(until).rev().take(GROUPS_MAX).take_while(near);
    let (fulls, mut scores): (Vec<Amount>, Vec<&Mention>) = own.map(|g| (g.full.amount, g.got)).unzip();
    scores.reverse();
    if scores.len() > 1 && Amount::sum(fulls) == Some(HUNDRED) {
        judge(m, &scores, true, outcome);
    }
}

/// Exact points.
pub(crate) fn is_points(m: &Mention) -> bool {
    m.unit.dimension == Dimension::Points && !m.approximate && !m.each
}

fn judge(total: &Mention, parts: &[&Mention], complete: bool, outcome: &mut Outcome) {
    let Some(sum) = Amount::sum(parts.iter().map(|m| m.amount)).filter(|_| parts.len() > 1) else { return };
    let others = parts.iter().map(|m| operand(m)).collect();
    let relation = Relation { rule: &PARTS, formula: Formula::Sum, stated: operand(total), others };
    // Points are given, not rounded.
    if sum.value == total.amount.value {
        return outcome.passes(relation);
    }
    let finest = parts.iter().map(|m| m.number.places).max().unwrap_or(0).max(total.number.places);
    let Some(recomputed) = sum.print(1, finest).filter(|_| complete) else {
        return outcome.cannot_check("得分可能只列出部分");
    };
    let listed: Vec<&str> = parts.iter().map(|m| m.text.as_str()).collect();
    let message =
        format!("{}写为{}，所列得分（{}）合计为{recomputed}分", name(total), total.text, listed.join("＋"));
    outcome.fails(relation, format!("{recomputed}分"), message);
}

/// `……，合计92分`: three or more scores with names before it in its sentence, without full marks among them.
fn parts_before<'a>(reading: &'a Reading, index: usize, total: &Mention) -> Option<Vec<&'a Mention>> {
    const WORDS: [&str; 13] = [
        "合计",
        "共计",
        "总计",
        "合计得",
        "共得",
        "总分",
        "总得分",
        "合计得分",
        "总评",
        "总评分",
        "合计得分为",
        "小计",
        "小计得",
    ];
    const WHOLES: [&str; 5] = ["综合得分", "自评得分", "最终得分", "评价得分", "总得分"];
    const WHOSE: [&str; 8] = ["综上", "项目", "单位", "部门", "自评", "绩效", "评价", "最终"];
    let mut lead = total.lead.trim_start_matches('，').trim_end_matches(['为', '是']);
    while let Some(rest) =
        WHOSE.iter().find_map(|word| lead.strip_prefix(word)).filter(|_| !WHOLES.contains(&lead))
    {
        lead = rest;
    }
    if WHOLES.contains(&lead) {
        return all_parts_before(reading, index, total);
    }
    if !WORDS.contains(&lead) {
        return None;
    }
    if let Some(series) = index.checked_sub(1).and_then(|last| answered_before(reading, last)) {
        return Some(series);
    }
    let mut parts = points_before(reading, index, total);
    // `投入15分，得14分`: of points without and with 得 these are the scores.
    let got = |m: &Mention| m.lead.rsplit(['：', '，']).next().unwrap_or_default().contains('得');
    if parts.iter().any(|m| got(m)) {
        parts.retain(|m| got(m));
    }
    let scores = parts.iter().all(|m| is_points(m) && side(m) == Some(Side::Got) && !m.label.text.is_empty());
    (parts.len() > 2 && scores).then_some(parts)
}

/// The points before a total in its sentence, in order.
fn points_before<'a>(reading: &'a Reading, index: usize, total: &Mention) -> Vec<&'a Mention> {
    let mut points: Vec<&Mention> = reading
        .before(index, 16)
        .map(|(_, m)| m)
        .take_while(|m| (m.passage, m.sentence) == (total.passage, total.sentence))
        .filter(|m| m.bracket.is_none() && m.unit.dimension == Dimension::Points)
        .collect();
    points.reverse();
    points
}

/// `决策得13.5分、过程得22分、产出得31.8分、效益得20.5分，综合得分87.8分`: the scores of all parts that a scheme has.
fn all_parts_before<'a>(reading: &'a Reading, index: usize, total: &Mention) -> Option<Vec<&'a Mention>> {
    let mut parts = points_before(reading, index, total);
    parts.retain(|m| side(m) == Some(Side::Got) && m.lead.contains('得'));
    let first = parts.first()?;
    let named = format!("{}{}", first.lead, reading.between(first, total));
    let exact = parts.iter().all(|m| is_points(m) && !m.label.text.contains('总'));
    (parts.len() > 2 && exact && is_whole(&named)).then_some(parts)
}

/// `五项依次得9分、13.5分、32分、26分、8.5分`: the scores of all parts side by side, the last one at `last`.
fn answered_before(reading: &Reading, last: usize) -> Option<Vec<&Mention>> {
    let series = reading.series.of(last).filter(|series| series.len() > 2 && series.last() == Some(&last))?;
    let parts: Vec<&Mention> = series.iter().filter_map(|i| reading.mentions.get(*i)).collect();
    let first = parts.first()?;
    let said = first.lead.contains('得') && (first.lead.contains("依次") || first.lead.contains("分别"));
    (said && parts.iter().all(|m| is_points(m))).then_some(parts)
}

/// `得96.5分，三项分别为48.5分、28分、20分`: as many scores side by side right behind a total as the words say.
fn answered_behind<'a>(reading: &'a Reading, index: usize, total: &Mention) -> Option<Vec<&'a Mention>> {
    let series = reading.series.of(index + 1).filter(|series| series.first() == Some(&(index + 1)))?;
    let parts: Vec<&Mention> = series.iter().filter_map(|i| reading.mentions.get(*i)).collect();
    let first = parts.first()?;
    let lead = first.lead.trim_start_matches('，');
    let said = lead.contains("分别") || lead.contains("依次");
    const OTHERS: [&str; 8] = ["其中", "前", "后", "另", "扣", "满分", "权重", "分值"];
    let other = OTHERS.iter().any(|word| lead.contains(word));
    let counted = said_count(first).is_some_and(|count| count == parts.len());
    let here =
        (first.passage, first.sentence, first.bracket) == (total.passage, total.sentence, total.bracket);
    let got = total.lead.contains('得') || total.lead.contains("总分");
    (here && got && counted && said && !other && parts.iter().all(|m| is_points(m))).then_some(parts)
}

/// The scores behind a total in its sentence, or in the next where that begins with 其中.
fn parts_behind<'a>(reading: &'a Reading, index: usize, total: &Mention) -> Vec<&'a Mention> {
    let next = reading.mentions.get(index + 1);
    let reach = next.map_or(total.sentence, |m| {
        let leads = m.lead.starts_with("其中") || m.lead.starts_with("各");
        if leads && m.sentence == total.sentence + 1 { m.sentence } else { total.sentence }
    });
    // `87分（其中：投入13分、……）`
    let inner = next.and_then(|m| m.bracket).filter(|open| *open == total.end);
    let bracket = inner.or(total.bracket);
    let mut behind: Vec<&Mention> = reading
        .mentions
        .iter()
        .skip(index + 1)
        .take(24)
        .take_while(|m| m.passage == total.passage && m.sentence <= reach)
        .filter(|m| m.bracket == bracket && is_points(m))
        .collect();
    if behind.iter().any(|m| m.lead.contains('得')) {
        behind.retain(|m| m.lead.contains('得'));
    }
    if behind.iter().any(|m| m.label.text.is_empty() || side(m) == Some(Side::Less)) {
        return vec![];
    }
    behind.into_iter().filter(|m| side(m) == Some(Side::Got)).collect()
}

/// The parts that every scheme of indicators has: what went in, what came out, what it was good for; in a self-evaluation
/// the money that was spent, what came out, what it was good for and who is satisfied.
fn is_whole(text: &str) -> bool {
    let named = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let begun = named(&["决策", "投入", "过程", "管理"]) || named(&["执行"]) && named(&["满意"]);
    begun && named(&["产出"]) && named(&["效益", "效果"])
}

/// What points are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A full mark.
    Full,
    /// What is taken off.
    Less,
    /// A score.
    Got,
}

/// What the points of a clause are, by its words.
pub(crate) fn side(m: &Mention) -> Option<Side> {
    let clause = m.lead.rsplit('，').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    // `执行率×10分`: what a rate is taken of.
    let factor = clause.ends_with(['×', '*']);
    if factor || says(&["满分", "分值", "权重", "标准分", "总分值", "最高"]) {
        Some(Side::Full)
    } else if says(&["扣", "失分", "减分"]) {
        Some(Side::Less)
    } else if says(&["复核", "抽查", "上年", "去年", "平均"]) {
        None
    } else {
        Some(Side::Got)
    }
}

/// One indicator's full marks, deductions and score, with the rate that the text gives.
struct Group<'a> {
    full: &'a Mention,
    less: Vec<&'a Mention>,
    got: &'a Mention,
    rate: Option<&'a Mention>,
}

/// The points of each part of a sentence, where one is full marks and one a score.
fn groups(reading: &Reading) -> Vec<Group<'_>> {
    let part = |m: &Mention| (m.passage, m.segment);
    reading.mentions.chunk_by(|a, b| part(a) == part(b)).filter_map(group).collect()
}

fn group(figures: &[Mention]) -> Option<Group<'_>> {
    let of = |wanted: Side| figures.iter().filter(move |m| is_points(m) && side(m) == Some(wanted));
    let (mut fulls, mut scores) = (of(Side::Full), of(Side::Got).filter(|m| m.lead.contains(['得', '评'])));
    let (full, got) = match (fulls.next(), scores.next()) {
        (Some(full), Some(got)) => (full, got),
        // `产出指标30分，得28分`
        (None, Some(got)) => (full_before(figures, got)?, got),
        _ => return None,
    };
    let single = fulls.next().is_none() && scores.next().is_none();
    let rate = figures.iter().find(|m| m.is_rate() && !m.vague && m.label.text.ends_with("得分率"));
    single.then(|| Group { full, less: of(Side::Less).collect(), got, rate })
}

/// The only points before a score in its part of the sentence, where nothing says that they were given.
fn full_before<'a>(figures: &'a [Mention], got: &Mention) -> Option<&'a Mention> {
    let mut before = figures.iter().filter(|m| is_points(m) && m.start < got.start);
    let full =
        before.next().filter(|m| side(m) == Some(Side::Got) && !m.lead.contains(['得', '评', '总']))?;
    let named = !full.label.text.is_empty() && full.amount.value >= got.amount.value;
    (named && before.next().is_none() && is_bare_score(got)).then_some(full)
}

/// `得28分`, `自评得28分`: whose score it is was said before.
fn is_bare_score(m: &Mention) -> bool {
    ["得", "得分", "自评得", "自评得分", "实得", "评得", "实际得"].contains(&m.label.text.as_str())
}

fn deduction(group: &Group, outcome: &mut Outcome) {
    if let Some(stated) = group.rate {
        let (over, under) = (group.got.amount, group.full.amount);
        let operands = vec![operand(group.got), operand(group.full)];
        let formula = format!("{}÷{}", group.got.text, group.full.text);
        let made = Formula::Quotient;
        let claim = Claim { rule: &rate::RULE, stated, over, under, made, operands, certain: true, formula };
        claim.judge_by_words(outcome);
    }
    let together = group.less.iter().find(|m| m.lead.contains('共')).map(|m| vec![*m]);
    let less = together.unwrap_or_else(|| group.less.clone());
    if let [less] = less.as_slice()
        && less.start > group.got.start
    {
        return taken_off(group, less, outcome);
    }
    let Some(taken) = Amount::sum(less.iter().map(|m| m.amount)).filter(|_| !less.is_empty()) else { return };
    let Some(right) = group.full.amount.minus(taken) else { return };
    let others = less.iter().map(|m| operand(m).taken_off(true));
    let others = [operand(group.full)].into_iter().chain(others).collect();
    let relation = Relation { rule: &DEDUCTION, formula: Formula::Sum, stated: operand(group.got), others };
    if right.value == group.got.amount.value {
        return outcome.passes(relation);
    }
    let places = less.iter().map(|m| m.number.places).max().unwrap_or(0).max(group.full.number.places);
    let Some(recomputed) = right.print(1, places).filter(|_| right.value >= 0) else { return };
    let minus: String = less.iter().map(|m| format!("－{}", m.text)).collect();
    let message = format!("得分写为{}，{}{minus}应为{recomputed}分", group.got.text, group.full.text);
    outcome.fails(relation, format!("{recomputed}分"), message);
}

/// `满分25分，得19.45分，扣5.55分`: what stands last is what the two before it make.
fn taken_off(group: &Group, less: &Mention, outcome: &mut Outcome) {
    let Some(right) = group.full.amount.minus(group.got.amount) else { return };
    let others = vec![operand(group.full), operand(group.got).taken_off(true)];
    let relation = Relation { rule: &DEDUCTION, formula: Formula::Sum, stated: operand(less), others };
    if right.value == less.amount.value {
        return outcome.passes(relation);
    }
    let places = group.got.number.places.max(group.full.number.places).max(less.number.places);
    let Some(recomputed) = right.print(1, places).filter(|_| right.value >= 0) else { return };
    let message = format!("扣分写为{}，{}－{}应为{recomputed}分", less.text, group.full.text, group.got.text);
    outcome.fails(relation, format!("{recomputed}分"), message);
}
