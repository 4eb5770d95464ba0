//! Amounts: what is left, missing or more is the difference of two neighbours; a total is the sum of a run of them.

use super::{adds_up, before, behind, clause, said_count, together};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relations::adjustment::ADJUSTED;
use crate::relations::linear::Linear;
use crate::relations::{change, difference, sum};
use crate::rules::RuleDoc;
use crate::slip::is_one_place_off;

/// Tests an amount that the words call a remainder, a difference or a total; whether anything was said of it.
pub(super) fn check(reading: &Reading, index: usize, m: &Mention, outcome: &mut Outcome) -> bool {
    let around: Vec<&Mention> = before(reading, index, m);
    let mut claims: Vec<Linear> = Vec::new();
    let mut claim = |rule: &'static RuleDoc, plus: Vec<_>, minus: Vec<_>| {
        claims.push(Linear { rule, stated: m, plus, minus });
    };
    if is_difference(m) {
        pairs(m, &around).into_iter().for_each(|(a, b)| claim(&difference::RULE, vec![a], vec![b]));
    }
    if is_adjusted(m) {
        let (plus, minus) = steps(m, &around);
        if plus.len() + minus.len() >= 2 {
            claim(&ADJUSTED, plus, minus);
        }
    }
    if !is_difference(m) {
        runs(reading, index, m, &around).into_iter().for_each(|run| claim(&sum::SUM, run, vec![]));
    }
    let holds = claims.iter().position(|claim| claim.total().is_some_and(|total| total.agrees(m.amount)));
    let slipped = || {
        let slip = |claim: &Linear| claim.total().is_some_and(|right| is_slip(m, right));
        claims.iter().position(slip).filter(|_| !is_made(m, &around))
    };
    let Some(at) = holds.or_else(slipped) else { return false };
    claims.into_iter().nth(at).into_iter().for_each(|claim| claim.judge(reading, outcome));
    true
}

/// One place of the printed number is off, or two of its digits changed places, by more than any rounding.
pub(super) fn is_slip(m: &Mention, right: Amount) -> bool {
    let off = right.value.abs_diff(m.amount.value);
    let rounding = right.half.saturating_add(m.amount.half).unsigned_abs();
    off > rounding.saturating_mul(4) && right.value > 0 && is_one_place_off(m.number, m.unit.scale, right)
}

/// Remainders, shortfalls, savings and changes.
fn is_difference(m: &Mention) -> bool {
    const WORDS: [&str; 23] = [
        "缺口",
        "结余",
        "剩余",
        "余额",
        "差额",
        "相差",
        "差距",
        "超出",
        "超过",
        "超支",
        "多出",
        "留存",
        "盈余",
        "赤字",
        "净增",
        "净减",
        "净收益",
        "尚余",
        "尚有",
        "尚未",
        "余款",
        "余下",
        "下余",
    ];
    matches!(m.label.role, Role::Left | Role::Saved | Role::Up | Role::Down)
        || WORDS.iter().any(|word| clause(m).contains(word))
}

/// The budget after its changes.
fn is_adjusted(m: &Mention) -> bool {
    ["全年预算", "调整预算", "调整后", "预算调整为", "压减后", "追加后"]
        .iter()
        .any(|word| clause(m).contains(word))
}

/// Some two of the neighbours, or a run of them, make the figure.
fn is_made(m: &Mention, around: &[&Mention]) -> bool {
    const NEAR: usize = 16;
    let near = around.get(around.len().saturating_sub(NEAR)..).unwrap_or_default();
    let agrees = |amount: Option<Amount>| amount.is_some_and(|amount| amount.agrees(m.amount));
    let pair = |a: &Mention, b: &Mention| agrees(a.amount.plus(b.amount)) || agrees(a.amount.minus(b.amount));
    let pairs = near.iter().any(|a| near.iter().any(|b| a.start != b.start && pair(a, b)));
    let run = |from: usize| {
        let amounts = near.iter().skip(from).map(|n| n.amount);
        let sums = amounts.scan(Amount { value: 0, half: 0 }, |sum, next| {
            *sum = sum.plus(next)?;
            Some(*sum)
        });
        let whole = near.get(from.saturating_sub(1)).filter(|_| from > 0);
        let left = |sum: Amount| whole.and_then(|whole| whole.amount.minus(sum));
        sums.into_iter().any(|sum| sum.agrees(m.amount) || agrees(left(sum)))
    };
    pairs || (0..near.len()).any(run)
}

/// The few pairs that a remainder or a change is naturally of: the two figures before it in its sentence, what there was
/// and what was used of it, and the two that name the same subject.
fn pairs<'a>(m: &Mention, around: &[&'a Mention]) -> Vec<(&'a Mention, &'a Mention)> {
    let here: Vec<&Mention> = around.iter().copied().filter(|n| together(n, m)).collect();
    let larger =
        |a: &'a Mention, b: &'a Mention| if a.amount.value >= b.amount.value { (a, b) } else { (b, a) };
    let mut found = Vec::new();
    // A change against another year is no difference of two figures of this one.
    let of_years = |a: &Mention, b: &Mention| {
        a.label.earlier != b.label.earlier || change::is_base(a) || change::is_base(b)
    };
    if let [.., a, b] = here.as_slice()
        && (!m.label.earlier || of_years(a, b))
    {
        found.push(larger(a, b));
    }
    let says = |n: &Mention, role: Role, words: &[&str]| {
        n.label.role == role || words.iter().any(|word| n.label.text.starts_with(word))
    };
    const PLANNED: [&str; 6] = ["到位", "安排", "下达", "筹集", "收入", "应"];
    const USED: [&str; 5] = ["支出", "支付", "发放", "使用", "实际"];
    let last = |role: Role, words: &[&str]| {
        around.iter().rev().copied().find(|n| says(n, role, words) && !n.label.earlier)
    };
    if let (Some(plan), Some(done)) = (last(Role::Plan, &PLANNED), last(Role::Done, &USED))
        && !m.label.earlier
    {
        found.push(larger(plan, done));
    }
    // `已支出7856万元，尚有1144万元`: of what, was said before.
    let used = here.last().filter(|n| is_difference(m) && !m.label.is_change() && says(n, Role::Done, &USED));
    if let (1, Some(used)) = (here.len(), used) {
        let wholes =
            around.iter().rev().filter(|n| n.amount.value > used.amount.value && !n.label.is_change());
        found.extend(wholes.take(4).map(|whole| (*whole, *used)));
    }
    let named = |n: &&&'a Mention| !m.label.is_bare() && n.label.subject == m.label.subject;
    let alike: Vec<&Mention> = around.iter().filter(named).copied().collect();
    if let [a, b] = alike.as_slice() {
        found.push(larger(a, b));
    }
    found
}

/// The steps from the first budget of the passage to the one after all changes: what is added and what is taken off.
fn steps<'a>(m: &Mention, around: &[&'a Mention]) -> (Vec<&'a Mention>, Vec<&'a Mention>) {
    const OFF: [&str; 9] = ["收回", "核减", "调减", "压减", "减少", "扣减", "上缴", "缩减", "削减"];
    let here = around.iter().copied().filter(|n| n.passage == m.passage && n.bracket.is_none());
    here.partition(|n| !OFF.iter().any(|word| n.lead.contains(word)))
}

/// The runs of neighbours that a total is naturally of: all before it in its sentence or its passage, as many as the words
/// say, all of the passage before, and all behind it that the words list.
fn runs<'a>(
    reading: &'a Reading,
    index: usize,
    m: &Mention,
    around: &[&'a Mention],
) -> Vec<Vec<&'a Mention>> {
    let plain = |n: &&Mention| !n.label.is_change() && n.label.role != Role::Left;
    let mut found: Vec<Vec<&Mention>> = Vec::new();
    if is_total(m) {
        let before = |keep: &dyn Fn(&Mention) -> bool| -> Vec<&'a Mention> {
            around.iter().copied().filter(|n| keep(n)).filter(plain).collect()
        };
        if let Some(count) = said_count(m).filter(|count| *count <= around.len()) {
            found.push(around.iter().copied().skip(around.len() - count).collect());
        }
        if m.unit.dimension == Dimension::Points {
            let scored = |n: &Mention| {
                clause(n).trim_start_matches('，').starts_with('得') || clause(n).ends_with("得分")
            };
            found.push(before(&|n| n.passage == m.passage && scored(n)));
        }
        found.push(before(&|n| together(n, m) && n.segment == m.segment));
        found.push(before(&|n| together(n, m)));
        found.push(before(&|n| n.passage == m.passage));
        if ["以上", "上述", "合计", "共计", "总计"].iter().any(|word| m.lead.starts_with(word)) {
            found.push(before(&|n| n.passage + 1 == m.passage));
        }
    }
    let after = behind(reading, index, m);
    // 其中 and 包括 may leave something out.
    let marks = ["由", "分别", "即", "："];
    let names_all = |n: &Mention| !["其中", "包括", "主要"].iter().any(|word| n.lead.contains(word));
    let listed =
        after.first().is_some_and(|n| names_all(n) && marks.iter().any(|word| n.lead.contains(word)));
    let open = after.iter().any(|n| together(n, m) && reading.behind(n) == Some('等'));
    if listed && !open {
        found.push(after.iter().copied().filter(|n| together(n, m)).collect());
        found.push(after.iter().copied().filter(|n| n.segment == m.segment).collect());
    }
    let taken_off = |n: &&Mention| ["减去", "扣除", "扣减"].iter().any(|word| n.lead.contains(word));
    found.retain(|run| run.len() >= 2 && run.iter().all(|n| adds_up(n)) && !run.iter().any(taken_off));
    found
}

fn is_total(m: &Mention) -> bool {
    const WORDS: [&str; 10] = ["合计", "共计", "总计", "总额", "共", "总", "累计", "以上", "得分", "加起来"];
    !clause(m).contains("其中") && WORDS.iter().any(|word| clause(m).contains(word))
}
