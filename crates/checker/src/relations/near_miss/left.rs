//! Remainders, shortfalls, savings and changes: the few pairs of neighbours whose difference they naturally are.

use super::amount::{Proof, Way};
use super::{clause, together};
use crate::outcome::Outcome;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relations::change;
use crate::relations::difference::RULE;

const WORDS: [&str; 30] = [
    "下浮",
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
    "净收入",
    "尚余",
    "尚有",
    "尚未",
    "尚在",
    "未到账",
    "未发放",
    "未拨付",
    "未兑付",
    "余款",
    "余下",
    "下余",
];
const PLANNED: [&str; 6] = ["到位", "安排", "下达", "筹集", "收入", "应"];
const USED: [&str; 5] = ["支出", "支付", "发放", "使用", "实际"];

/// The words call it what is left, missing or more.
pub(super) fn is_difference(m: &Mention) -> bool {
    matches!(m.label.role, Role::Left | Role::Saved | Role::Up | Role::Down)
        || WORDS.iter().any(|word| clause(m).contains(word))
}

/// The pairs: the two figures before it in its sentence, what there was and what was used of it, the whole and the part of
/// a rate that holds, and the two that name the same subject.
pub(super) fn ways<'a>(m: &Mention, around: &[&'a Mention], outcome: &Outcome) -> Vec<Way<'a>> {
    let here: Vec<&Mention> = around.iter().copied().filter(|n| together(n, m)).collect();
    let mut found = Vec::new();
    let mut add = |a: &'a Mention, b: &'a Mention, proof: Proof| {
        let (more, less) = if a.amount.value >= b.amount.value { (a, b) } else { (b, a) };
        found.push(Way { rule: &RULE, plus: vec![more], minus: vec![less], proof });
    };
    if let Some((whole, part)) = complement(m, &here, around, outcome) {
        add(whole, part, Proof::Words);
    }
    // A change against another year is no difference of two figures of this one.
    let of_years = |a: &Mention, b: &Mention| {
        a.label.earlier != b.label.earlier || change::is_base(a) || change::is_base(b)
    };
    if let [.., a, b] = here.as_slice()
        && (!m.label.earlier || of_years(a, b))
    {
        add(a, b, Proof::Place);
    }
    // `缺陷1873项，已纠正1841项，尚有32项`
    if let ([.., a, b], true) = (here.as_slice(), m.lead.trim_start_matches(['，', '；']).starts_with('尚'))
    {
        let done = says(b, Role::Done, &["已"]) || clause(b).starts_with('已');
        if done && a.amount.value > b.amount.value {
            add(a, b, Proof::Turned);
        }
    }
    // `自评97分，复核83分，核减14分`: two marks and what lies between them.
    const BETWEEN: [&str; 5] = ["核减", "相差", "扣减", "调减", "核增"];
    let marks =
        m.unit.dimension == Dimension::Points && BETWEEN.iter().any(|word| clause(m).starts_with(word));
    if let ([.., a, b], true) = (here.as_slice(), marks) {
        add(a, b, Proof::Words);
    }
    let last = |role: Role, words: &[&str]| {
        around.iter().rev().copied().find(|n| says(n, role, words) && !n.label.earlier)
    };
    if let (Some(plan), Some(done)) = (last(Role::Plan, &PLANNED), last(Role::Done, &USED))
        && !m.label.earlier
    {
        add(plan, done, Proof::Place);
    }
    // `已支出7856万元，尚有1144万元`: of what, was said before.
    let used = here.last().filter(|n| !m.label.is_change() && says(n, Role::Done, &USED));
    if let (1, Some(used)) = (here.len(), used) {
        let wholes =
            around.iter().rev().filter(|n| n.amount.value > used.amount.value && !n.label.is_change());
        wholes.take(4).for_each(|whole| add(whole, used, Proof::Place));
    }
    // `收入2184万元……；扣除成本1276万元后，净收益908万元`
    let cost = here.last().filter(|n| clause(n).contains("扣除") && m.lead.starts_with('后'));
    if let (Some(cost), Some((_, others))) = (cost, here.split_last()) {
        others.iter().rev().take(4).for_each(|whole| add(whole, cost, Proof::Place));
    }
    let named = |n: &&&'a Mention| !m.label.is_bare() && n.label.subject == m.label.subject;
    let alike: Vec<&Mention> = around.iter().filter(named).copied().collect();
    if let [a, b] = alike.as_slice() {
        add(a, b, Proof::Place);
    }
    found
}

fn says(n: &Mention, role: Role, words: &[&str]) -> bool {
    n.label.role == role || words.iter().any(|word| n.label.text.starts_with(word))
}

/// `已整改39个，整改率82.98%，尚在整改8个`: a rate that holds says which are the whole and the part, and the rest is the rest.
fn complement<'a>(
    m: &Mention,
    here: &[&'a Mention],
    around: &[&'a Mention],
    outcome: &Outcome,
) -> Option<(&'a Mention, &'a Mention)> {
    const REST: [&str; 8] = ["尚在", "尚未", "未完成", "正在", "其余", "剩余", "余下", "未"];
    let part = here.last()?;
    let rest = m.lead.trim_start_matches(['，', '；', '、']);
    let done = says(part, Role::Done, &["已"]) || clause(part).contains('已');
    let whole = around.iter().find(|whole| outcome.is_rate_of(&part.place, &whole.place))?;
    (done && REST.iter().any(|word| rest.starts_with(word))).then_some((*whole, *part))
}
