//! 跨句差额: a remainder or a shortfall whose two amounts stand in other sentences. It has the code of [`super::difference`].

use super::change;
use super::difference::{RULE, is_stated};
use super::linear::Linear;
use crate::exact::is_one_slip;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use std::collections::HashSet;

/// Tests what is left of a total that stands before, and what is missing of what was due.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let wholes: HashSet<usize> = reading.whole_of.values().copied().collect();
    for (index, m) in
        reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount() && m.bracket.is_none())
    {
        if let Some((opened, closed)) = opened_and_closed(reading, index, m) {
            let (plus, minus) = if m.label.role == Role::Up { (closed, opened) } else { (opened, closed) };
            Linear { rule: &RULE, stated: m, plus: vec![plus], minus: vec![minus] }.judge(reading, outcome);
        } else if let Some((whole, done)) = still_open(reading, index, m) {
            Linear { rule: &RULE, stated: m, plus: vec![whole], minus: vec![done] }.judge(reading, outcome);
        } else if let Some((due, paid)) = due_and_paid(reading, index, m) {
            Linear { rule: &RULE, stated: m, plus: vec![due], minus: vec![paid] }.judge(reading, outcome);
        } else if is_rest(m) && !is_stated(reading, index, m) {
            rest(reading, index, m, &wholes, outcome);
        }
    }
}

/// `年初净资产a……净资产增加b－a，年末净资产b`: a change with the figures between which it lies before and behind it.
fn opened_and_closed<'a>(
    reading: &'a Reading,
    index: usize,
    m: &Mention,
) -> Option<(&'a Mention, &'a Mention)> {
    const REACH: usize = 8;
    let subject = m.label.subject.as_str();
    if !m.label.is_change() || change::is_end(m) || subject.chars().count() < 2 {
        return None;
    }
    let own = |n: &Mention, words: [&str; 2]| {
        let here = (n.passage, n.sentence) == (m.passage, m.sentence) && n.is_amount() && n.is_like(m);
        here && n.lead.contains(subject) && words.iter().any(|word| n.lead.contains(word))
    };
    let (_, opened) = reading.before(index, REACH).find(|(_, n)| own(n, ["年初", "期初"]))?;
    let mut behind = reading.mentions.iter().skip(index + 1).take(REACH);
    Some((opened, behind.find(|n| own(n, ["年末", "期末"]))?))
}

/// `发现问题118个，其中……；整改到位106个，尚有12个未完成`: what is done right before what is still open, and the amount that is no
/// part of another before both.
fn still_open<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(&'a Mention, &'a Mention)> {
    const REACH: usize = 10;
    let lead = m.lead.trim_start_matches(['，', '；']);
    let behind = reading.tail(m);
    let open = ["未", "待", "正在"].iter().any(|word| behind.starts_with(word));
    (["尚有", "仍有", "还有"].contains(&lead) && open).then_some(())?;
    let here =
        |n: &Mention| (n.passage, n.sentence) == (m.passage, m.sentence) && n.is_amount() && n.is_like(m);
    let (at, done) = reading.before(index, 1).next().filter(|(_, n)| here(n) && !n.label.is_change())?;
    let free = |i: &usize, n: &Mention| here(n) && !reading.whole_of.contains_key(i) && n.bracket.is_none();
    let mut wholes =
        reading.before(at, REACH).filter(|(i, n)| free(i, n) && n.amount.value > done.amount.value);
    let (_, whole) = wholes.next()?;
    wholes.all(|(_, n)| n.amount == whole.amount).then_some((whole, done))
}

/// `县级应承担a……县级实际到位b，缺口a－b`: of one subject, what was due and, right before the shortfall, what came.
fn due_and_paid<'a>(reading: &'a Reading, index: usize, m: &Mention) -> Option<(&'a Mention, &'a Mention)> {
    const REACH: usize = 12;
    let short =
        ["缺口", "尚缺", "短少"].iter().any(|word| m.label.text.starts_with(word)) && !m.label.is_change();
    let (at, paid) = reading.before(index, 1).next().filter(|_| short)?;
    let here = |n: &Mention| (n.passage, n.sentence) == (m.passage, m.sentence);
    let came = ["实际", "到位", "仅"].iter().any(|word| paid.lead.contains(word));
    (came && here(paid) && paid.is_amount() && paid.is_like(m)).then_some(())?;
    let clause = paid.lead.rsplit('，').next().unwrap_or_default();
    let before: Vec<&Mention> = reading.before(at, REACH).map(|(_, n)| n).take_while(|n| here(n)).collect();
    let of_subject = |n: &&&Mention| {
        let subject = whose(n);
        n.is_amount() && n.is_like(m) && subject.chars().count() >= 2 && clause.contains(subject)
    };
    let mut due = before.iter().filter(of_subject);
    let first = due.next().filter(|_| due.next().is_none())?;
    let said = before.iter().any(|n| ["应", "需", "计划"].iter().any(|word| n.lead.contains(word)));
    said.then_some((*first, paid))
}

/// `县级` of `县级应承担`.
fn whose(m: &Mention) -> &str {
    m.label.text.split(['应', '需']).next().unwrap_or_default()
}

/// What is left of all the money: `资金结余`, `尚结余`.
fn is_rest(m: &Mention) -> bool {
    const OF_ALL: [&str; 6] = ["", "资金", "经费", "项目资金", "专项资金", "预算"];
    let rest = ["结余", "结存", "剩余", "节余"].iter().find_map(|word| m.label.text.strip_suffix(word));
    m.label.role == Role::Left && !m.label.earlier && rest.is_some_and(|of| OF_ALL.contains(&of))
}

/// What came in less what was spent, each the one total of its kind in this and the passages before. The words leave open
/// whether nothing else came or went, so that only a slip of the pen is certain.
fn rest(reading: &Reading, index: usize, m: &Mention, wholes: &HashSet<usize>, outcome: &mut Outcome) {
    const CAME: [&str; 6] = ["到位", "收入", "下达", "安排", "筹集", "预算"];
    const WENT: [&str; 4] = ["支出", "支付", "使用", "拨付"];
    let total = |words: &[&str]| one_total(reading, index, m, wholes, words);
    let Some((came, went)) = total(&CAME).zip(total(&WENT)) else { return };
    let Some(right) = came.amount.minus(went.amount).filter(|right| right.value > 0) else { return };
    let printed = right.print(m.unit.scale, m.number.places).unwrap_or_default();
    const DIGITS_MIN: usize = 4;
    let slip = printed.len() > DIGITS_MIN && is_one_slip(&printed, &m.number.to_string());
    if right.agrees(m.amount) || slip {
        Linear { rule: &RULE, stated: m, plus: vec![came], minus: vec![went] }.judge(reading, outcome);
    } else {
        outcome.cannot_check("差额按另外的数成立");
    }
}

/// The only value among the totals of a kind: of lists, or with a word that sums up.
fn one_total<'a>(
    reading: &'a Reading,
    index: usize,
    of: &Mention,
    wholes: &HashSet<usize>,
    words: &[&str],
) -> Option<&'a Mention> {
    const REACH: usize = 40;
    const PASSAGES: usize = 3;
    let near = |n: &Mention| n.passage + PASSAGES >= of.passage && n.bracket.is_none();
    let own = |n: &Mention| n.is_amount() && n.is_like(of) && !n.label.is_change() && !n.label.earlier;
    let named =
        |n: &Mention| n.label.role != Role::Left && words.iter().any(|word| n.label.text.contains(word));
    let total = |i: &usize, n: &Mention| {
        wholes.contains(i) || ["共", "合计", "累计", "总"].iter().any(|word| n.lead.contains(word))
    };
    let mut found =
        reading.before(index, REACH).filter(|(i, n)| near(n) && own(n) && named(n) && total(i, n));
    let (_, first) = found.next()?;
    found.all(|(_, n)| n.amount == first.amount).then_some(first)
}
