//! 增减额: a change is the difference of the figure after it and the one before it, where both are stated.

use super::linear::Linear;
use super::rate::REACH;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A stated change.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C031",
    name: "change",
    kind: Kind::Difference,
    severity: Severity::Error,
    title: "增减额与前后两数之差不符",
    what: "“本年x，比上年的y增加d”“由y增加到x，增加d”中的d是否等于x与y之差。",
    why: "增减额与两个年度的数同在一句，读者一减就知道对不对。",
    advice: "请核对两个年度的数和增减额。",
    fails: "公务接待费6.30万元，较上年的7.00万元减少0.90万元。",
    passes: "公务接待费6.30万元，较上年的7.00万元减少0.70万元。",
    limits: "没有写出上年数的增减额不核对；两个数相差百倍以上的不核对；附近另外的数能使它成立、又不是一处笔误的不报告；按可比口径的增减不核对。",
};

/// Nothing becomes so many times as much within a year.
const FAR: i128 = 100;

/// Tests every change behind two stated figures.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount()) {
        if !stated.label.is_change() || is_end(stated) || !stated.label.is_bare() {
            continue;
        }
        let Some((at, last)) = reading.before(index, 1).next() else { continue };
        let here =
            (last.passage, last.segment, last.bracket) == (stated.passage, stated.segment, stated.bracket);
        let Some((base, now)) = ends(reading, at).filter(|_| here) else { continue };
        if !now.is_like(stated) || is_adjusted(stated) {
            continue;
        }
        // `总产量27万吨，单产比上年的363公斤增加7公斤`: of another thing that is weighed as well.
        let far = |a: &Mention, b: &Mention| a.amount.value > b.amount.value.saturating_mul(FAR);
        if far(now, base) || far(base, now) {
            continue;
        }
        let (plus, minus) = if stated.label.role == Role::Up { (now, base) } else { (base, now) };
        Linear { rule: &RULE, stated, plus: vec![plus], minus: vec![minus] }.judge(reading, outcome);
    }
}

/// The figure after the change: of the subject that the change names, else the one before it in its part of the sentence,
/// else, where a comparison begins a sentence, the only figure of the sentence before.
pub(crate) fn current<'a>(reading: &'a Reading, at: usize, change: &Mention) -> Option<&'a Mention> {
    let of = whose(change);
    let fits = |m: &Mention| {
        let now = !m.label.is_change() && !m.label.earlier || is_end(m);
        m.is_amount() && m.is_like(change) && now && m.lead.contains(of)
    };
    if change.label.is_bare() {
        let here = |m: &Mention| m.passage == change.passage && m.segment == change.segment;
        let before =
            reading.before(at, 6).take_while(|(_, m)| here(m)).filter(|(_, m)| m.bracket == change.bracket);
        let near = before.map(|(_, m)| m).find(|m| fits(m));
        return near
            .or_else(|| reading.before_bracket(at).map(|(_, m)| m).filter(|m| fits(m)))
            .or_else(|| only_subject(reading, at, change).filter(|m| fits(m)))
            .or_else(|| sentence_before(reading, at, change).filter(|m| fits(m)));
    }
    let named = |m: &Mention| fits(m) && m.label.subject == change.label.subject;
    let mut found = reading.before(at, 2 * REACH).map(|(_, m)| m).filter(|m| named(m));
    let first = found.next()?;
    found.all(|m| m.amount == first.amount).then_some(first)
}

/// What a change says that it is of, before the comparison: `支出` of `支出比上年增加`.
fn whose(change: &Mention) -> &str {
    const ENDS: [char; 8] = ['比', '较', '与', '同', '增', '减', '上', '下'];
    let clause = change.lead.rsplit(['，', '、']).next().unwrap_or_default();
    let said = clause.split(ENDS).next().unwrap_or_default();
    let said = said.trim_end_matches(['各', '均', '数', '额', '总', '共', '计', '合', '净']);
    // Words of time, and 收支 of income and expenditure alike, name nothing.
    if ["收支", "全年", "本年", "当年", "年末"].contains(&said) { "" } else { said }
}

/// `支出1.86万元，较预算减少……；较上年减少……`: the only figure of the sentence that is neither a change nor a base.
fn only_subject<'a>(reading: &'a Reading, at: usize, m: &Mention) -> Option<&'a Mention> {
    const REACH: usize = 8;
    let here = |n: &Mention| (n.passage, n.sentence, n.bracket) == (m.passage, m.sentence, m.bracket);
    let plain = |n: &Mention| n.is_like(m) && !n.label.is_change() && !n.label.earlier && !is_base(n);
    let mut found = reading.before(at, REACH).map(|(_, n)| n).take_while(|n| here(n)).filter(|n| plain(n));
    let first = found.next().filter(|n| !n.approximate && !n.each)?;
    found.next().is_none().then_some(first)
}

/// `……总计4526万元。与上年相比，各增加326万元`: the one value that the sentence before states, outside lists.
fn sentence_before<'a>(reading: &'a Reading, at: usize, change: &Mention) -> Option<&'a Mention> {
    let begins = reading
        .before(at, 1)
        .next()
        .is_none_or(|(_, m)| (m.passage, m.sentence) != (change.passage, change.sentence));
    if !begins || !change.label.earlier && !change.lead.contains('比') {
        return None;
    }
    let sentence = |m: &Mention| m.passage == change.passage && m.sentence + 1 == change.sentence;
    let mut found = reading
        .before(at, REACH)
        .take_while(|(_, m)| sentence(m))
        .filter(|(i, m)| m.is_like(change) && m.bracket.is_none() && !reading.whole_of.contains_key(i))
        .map(|(_, m)| m);
    let first = found.next()?;
    found.all(|m| m.amount == first.amount).then_some(first)
}

/// Two figures between which something changed, the base first; the one at `at` stands last.
pub(crate) fn ends(reading: &Reading, at: usize) -> Option<(&Mention, &Mention)> {
    let last = reading.mentions.get(at)?;
    let here =
        |m: &Mention| (m.passage, m.sentence, m.bracket) == (last.passage, last.sentence, last.bracket);
    let near = reading
        .before(at, 4)
        .take_while(|(_, m)| here(m) && m.segment == last.segment)
        // `平均每例由a缩短到b`: both ends are of each.
        .find(|(at, m)| {
            let exact = !m.approximate && (!m.each || is_end(last));
            m.is_like(last) && exact && !is_of_percentage(reading, *at)
        });
    let first = match near {
        Some((_, first)) => first,
        None => only_subject(reading, at, last).filter(|_| is_base(last))?,
    };
    if last.approximate || last.each {
        return None;
    }
    let from = |m: &Mention| m.lead.contains('由') || m.lead.contains('从');
    if is_end(last) {
        return (from(first) || is_base(first)).then_some((first, last));
    }
    if follows_in_years(reading, at, first) || is_year_after(first, last) {
        return Some((first, last));
    }
    if is_year_after(last, first) {
        return Some((last, first));
    }
    if is_base(last) && !is_base(first) && !first.label.is_change() {
        return Some((last, first));
    }
    None
}

/// `完成预算200万元的90%`: what a percentage is of, no result itself.
fn is_of_percentage(reading: &Reading, at: usize) -> bool {
    reading.mentions.get(at + 1).is_some_and(|m| m.is_rate() && m.lead == "的")
}

/// `2020年、2021年收入分别为a、b`: two figures that answer two years, the earlier first.
fn follows_in_years(reading: &Reading, at: usize, first: &Mention) -> bool {
    let pair = reading.series.of(at).is_some_and(|series| series.len() == 2 && series.last() == Some(&at));
    let years: Vec<u32> = first.lead.split('年').filter_map(year_at_end).collect();
    pair && first.lead.contains("分别") && matches!(years.as_slice(), [a, b] if a + 1 == *b)
}

/// `2021年投入a，2022年投入b`, `上年决算a，本年决算b`: one quantity of a year and of the year after.
fn is_year_after(first: &Mention, second: &Mention) -> bool {
    let year = |m: &Mention| {
        let mut years = m.lead.split('年').filter_map(year_at_end);
        years.next().filter(|_| years.next().is_none())
    };
    let named = first.label.text == second.label.text || first.label.is_bare() || second.label.is_bare();
    let words = first.lead.contains("上年") && second.lead.contains("本年");
    let plain = !first.label.is_change() && !second.label.is_change();
    let years = year(first).zip(year(second)).is_some_and(|(a, b)| a + 1 == b);
    let same_role = first.label.role == second.label.role;
    named && plain && same_role && (years || words)
}

/// The year with which a text ends: 2020 of `2020`, before 年.
pub(crate) fn year_at_end(text: &str) -> Option<u32> {
    let digits: Vec<char> = text.chars().rev().take_while(char::is_ascii_digit).collect();
    let year: u32 = digits.into_iter().rev().collect::<String>().parse().ok()?;
    (1990..2100).contains(&year).then_some(year)
}

/// `增加到`, `降至`: the figure that something came to.
pub(crate) fn is_end(m: &Mention) -> bool {
    const TO: [&str; 17] = [
        "加到", "长到", "高到", "升到", "少到", "降到", "低到", "短到", "小到", "加至", "增至", "升至",
        "降至", "减至", "短至", "小至", "延至",
    ];
    let text = m.lead.trim_end_matches(['的', '了', '底', '末']);
    // `增加到2023年的`
    let year = text.strip_suffix('年').filter(|before| year_at_end(before).is_some());
    let text = year.map_or(text, |before| before.trim_end_matches(|c: char| c.is_ascii_digit()));
    TO.iter()
        .chain(&["增长至", "提高至", "上升至", "下降至", "减少至", "扩大到"])
        .any(|word| text.ends_with(word))
}

/// `上年为`, `较2021年的`: last year's figure itself, no change against it.
pub(crate) fn is_base(m: &Mention) -> bool {
    const YEARS: [&str; 5] = ["年", "年度", "同期", "年初", "期初"];
    const PLANS: [&str; 4] = ["较预算", "比预算", "较计划", "比计划"];
    const ACTS: [&str; 5] = ["决算", "实际", "完成", "执行", "预算"];
    let clause = m.lead.rsplit(['，', '（']).next().unwrap_or_default();
    let text = clause.trim_end_matches(['的', '为', '是', '数']);
    if PLANS.contains(&text) {
        return true;
    }
    let text = ACTS.iter().find_map(|act| text.strip_suffix(act)).unwrap_or(text);
    let words = ["较", "比", "上年", "去年", "同期"].iter().any(|word| text.contains(word));
    let compared = words || text.starts_with('与');
    compared && !m.label.is_change() && YEARS.iter().any(|word| text.ends_with(word))
}

/// The change is said of a part or after a correction, so that the printed figures need not give it.
pub(crate) fn is_adjusted(m: &Mention) -> bool {
    ["可比", "同口径", "剔除", "扣除", "年均", "平均", "还原"].iter().any(|word| m.lead.contains(word))
}
