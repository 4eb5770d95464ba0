//! 调整与净增: an adjusted budget is the initial one with what was added and taken away; a net change is what was added
//! less what was taken away.

use super::linear::Linear;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A budget after its changes.
pub(crate) const ADJUSTED: RuleDoc = RuleDoc {
    code: "MZ-C032",
    name: "adjustment",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "调整后预算与年初数、调增调减不符",
    what: "“年初a，追加（调增）b，调减c，调整后d”中的d是否等于a＋b－c。",
    why: "执行率以调整后的预算为基数，这个数错了，后面的比率全错。",
    advice: "请核对年初预算、各次调整和调整后预算。",
    fails: "年初预算1860.00万元，年中追加240.00万元，调整后预算2010.00万元。",
    passes: "年初预算1860.00万元，年中追加240.00万元，调整后预算2100.00万元。",
    limits: "同一句中没有写出年初数或调整额的不核对；换两个数就成立时不报告。",
};

/// A net change.
pub(crate) const NET: RuleDoc = RuleDoc {
    code: "MZ-C033",
    name: "net_change",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "净增减额与增减各项不符",
    what: "同一句中“增加a，减少b，净增c”的c是否等于各增加额之和减去各减少额之和。",
    why: "净增额由读者看不到的加减得出，最容易漏掉一项。",
    advice: "请核对各项增减额和净增减额。",
    fails: "本年度增列设备费620.00万元，减列业务费185.00万元，净增453.00万元。",
    passes: "本年度增列设备费620.00万元，减列业务费185.00万元，净增435.00万元。",
    limits: "同一句中没有同时写出增加与减少的不核对。",
};

/// Tests every adjusted budget and every net change.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount()) {
        let found = if is_net(stated) { net(reading, index) } else { adjusted(reading, index) };
        let Some((rule, plus, minus)) = found else { continue };
        Linear { rule, stated, plus, minus }.judge(reading, outcome);
    }
}

/// The rule, what is added, what is taken away.
type Terms<'a> = Option<(&'static RuleDoc, Vec<&'a Mention>, Vec<&'a Mention>)>;

const NET_UP: [&str; 4] = ["净增", "净核增", "净调增", "净追加"];
const NET_DOWN: [&str; 4] = ["净减", "净核减", "净调减", "净压减"];

fn is_net(m: &Mention) -> bool {
    NET_UP.iter().chain(&NET_DOWN).any(|word| m.label.text.contains(word))
}

fn net(reading: &Reading, index: usize) -> Terms<'_> {
    let stated = reading.mentions.get(index)?;
    // `共核减a；另核增b。增减相抵，净核减c`
    let own = sentence_before(reading, index);
    let mut before = if own.is_empty() { passage_before(reading, index) } else { own };
    before.retain(|m| !reading.is_part(m));
    let ups: Vec<&Mention> = before.iter().copied().filter(|m| is_up(m)).collect();
    let downs: Vec<&Mention> = before.iter().copied().filter(|m| m.label.role == Role::Down).collect();
    if ups.is_empty() || downs.is_empty() || before.iter().any(|m| is_net(m)) {
        return None;
    }
    let (ups, downs) = (without_parts(ups), without_parts(downs));
    let down = NET_DOWN.iter().any(|word| stated.label.text.contains(word));
    Some(if down { (&NET, downs, ups) } else { (&NET, ups, downs) })
}

/// Without what a total among them sums up: `核减甲a、乙b，共核减c`.
fn without_parts(changes: Vec<&Mention>) -> Vec<&Mention> {
    let total = changes.iter().rposition(|m| m.lead.trim_start_matches('，').starts_with(['共', '合']));
    changes.into_iter().skip(total.unwrap_or_default()).collect()
}

/// `新增编制12个` adds as `增加` does, where something is taken away beside it.
fn is_up(m: &Mention) -> bool {
    m.label.role == Role::Up || m.label.text.contains("新增")
}

fn adjusted(reading: &Reading, index: usize) -> Terms<'_> {
    const AFTER: [&str; 13] = [
        "调整后",
        "调整预算",
        "调整为",
        "变更后",
        "全年预算",
        "全年收入",
        "预算调整数",
        "核减后",
        "压减后",
        "审减后",
        "扣减后",
        "调减后",
        "追加后",
    ];
    let stated = reading.mentions.get(index)?;
    if let Some(terms) = from_submitted(reading, index, stated) {
        return Some(terms);
    }
    let named = stated.lead.trim_start_matches('，');
    if !AFTER.iter().any(|word| named.contains(word)) || stated.label.is_change() {
        return None;
    }
    let before = sentence_before(reading, index);
    if before.iter().all(|m| m.label.is_change()) && !before.is_empty() {
        return from_earlier(reading, index, before);
    }
    let planned = |m: &Mention| m.label.role == Role::Plan || m.lead.contains("预算");
    let first = before.iter().position(|m| planned(m) && is_initial(m))?;
    let (initial, changes) = before.get(first..)?.split_first()?;
    if changes.is_empty() || !changes.iter().all(|m| m.label.is_change()) {
        return None;
    }
    let (ups, downs): (Vec<&Mention>, Vec<&Mention>) =
        changes.iter().copied().partition(|m| m.label.role == Role::Up);
    Some((&ADJUSTED, [vec![*initial], ups].concat(), downs))
}

/// `申报总投资a。……核减b、核减c，核减后总投资d`: what was changed was stated in an earlier sentence, by the same name.
fn from_earlier<'a>(reading: &'a Reading, index: usize, changes: Vec<&'a Mention>) -> Terms<'a> {
    const REACH: usize = 24;
    let stated = reading.mentions.get(index)?;
    let (_, name) = stated.label.text.split_once('后').filter(|(_, name)| name.chars().count() >= 2)?;
    let fits = |m: &Mention| {
        let own = m.is_amount() && m.is_like(stated) && m.bracket.is_none() && !m.label.is_change();
        own && m.label.text.ends_with(name) && !m.label.text.contains('后')
    };
    let mut earlier = reading.before(index, REACH).map(|(_, m)| m).filter(|m| fits(m));
    let initial = earlier.next().filter(|m| m.passage + 2 >= stated.passage)?;
    if earlier.any(|m| m.amount != initial.amount) {
        return None;
    }
    let (ups, downs): (Vec<&Mention>, Vec<&Mention>) =
        changes.into_iter().partition(|m| m.label.role == Role::Up);
    Some((&ADJUSTED, [vec![initial], ups].concat(), downs))
}

/// `申报概算a……净核减b，核定概算c`: what was asked for less the net change right before what was granted.
fn from_submitted<'a>(reading: &'a Reading, index: usize, stated: &Mention) -> Terms<'a> {
    const ASKED: [&str; 4] = ["申报", "送审", "报审", "上报"];
    const GRANTED: [&str; 4] = ["核定", "审定", "批复", "评审后"];
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| m.lead.contains(word));
    if let Some((asked, struck)) = struck(&sentence_before(reading, index), stated) {
        return Some((&ADJUSTED, vec![asked], vec![struck]));
    }
    let change = *sentence_before(reading, index).last().filter(|m| is_net(m))?;
    let mut asked = passage_before(reading, index).into_iter().filter(|m| says(m, &ASKED));
    let initial = asked.next().filter(|_| says(stated, &GRANTED) && asked.next().is_none())?;
    let down = NET_DOWN.iter().any(|word| change.label.text.contains(word));
    Some(if down {
        (&ADJUSTED, vec![initial], vec![change])
    } else {
        (&ADJUSTED, vec![initial, change], vec![])
    })
}

/// `送审a，核减b，核减率p%，审定c`: three amounts in one sentence, and the words of each.
fn struck<'a>(before: &[&'a Mention], stated: &Mention) -> Option<(&'a Mention, &'a Mention)> {
    let [asked, struck] = before else { return None };
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| m.lead.contains(word));
    let own = stated
        .lead
        .rsplit('，')
        .next()
        .is_some_and(|clause| clause.starts_with("审定") || clause.starts_with("核定"));
    let fits = says(asked, &["送审", "报审", "申报"]) && says(struck, &["核减", "审减"]) && own;
    (fits && asked.segment == stated.segment && !asked.label.is_change()).then_some((*asked, *struck))
}

fn is_initial(m: &Mention) -> bool {
    m.label.earlier || ["初", "原", "批复"].iter().any(|word| m.lead.contains(word))
}

/// The like amounts of the sentence before a figure, outside brackets, in order.
fn sentence_before(reading: &Reading, index: usize) -> Vec<&Mention> {
    let sentence = reading.mentions.get(index).map(|m| m.sentence);
    passage_before(reading, index).into_iter().filter(|m| Some(m.sentence) == sentence).collect()
}

/// The like amounts of the passage before a figure, outside brackets, in order.
fn passage_before(reading: &Reading, index: usize) -> Vec<&Mention> {
    const REACH: usize = 16;
    let Some(stated) = reading.mentions.get(index) else { return vec![] };
    let like = |m: &&Mention| m.bracket == stated.bracket && m.is_amount() && m.is_like(stated);
    let before = reading.before(index, REACH).map(|(_, m)| m).take_while(|m| m.passage == stated.passage);
    let mut found: Vec<&Mention> = before.filter(like).collect();
    found.reverse();
    found
}
