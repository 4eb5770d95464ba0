//! 前后一致: the same quantity has the same value wherever the paper states it.

use super::change::year_at_end;
use super::{operand, rate};
use crate::exact::is_one_slip;
use crate::outcome::Outcome;
use crate::read::mentions::Mention;
use crate::read::score_table::{Points, ScoreTable, short};
use crate::read::units::Dimension;
use crate::read::{Reading, score_text};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashMap;

/// Two values for one quantity.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C008",
    name: "repeat",
    kind: Kind::Repeat,
    severity: Severity::Error,
    title: "同一数据前后不一致",
    what: "正文总分与评分表总分是否一致；同一笔资金的个数、预算、支出、比率在不同章节重复时，其余几项相同而一项不同；同一名称的长数字只差一位。",
    why: "前后矛盾的数必有一个是错的，这是读者最容易发现的错误。",
    advice: "请查明哪一处正确，并改正另一处。",
    fails: "综合得分92分。\n指标\t分值\t得分\n甲\t60\t55\n乙\t40\t38\n合计\t100\t93",
    passes: "综合得分93分。\n指标\t分值\t得分\n甲\t60\t55\n乙\t40\t38\n合计\t100\t93",
    limits: "名称相同而口径不同的数（不同年度、不同层级、预算数与决算数）很多，因此名称相同而数值差别较大的不报告；“综上”“结论”里的短数字，或者与另一个重复正确的数并列的，只差一位或颠倒两位时报告；名称相同（或只差“资金”“金额”一类的词）而两位数字对调的报告。",
};

/// Tests totals against the score table, groups of figures against their repetition, and long figures against a slip.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    scores(reading, outcome);
    groups(reading, outcome);
    slips(reading, outcome);
    summaries(reading, outcome);
}

/// The total score in the text against the total row of the only score table, else against the other totals in the text.
fn scores(reading: &Reading, outcome: &mut Outcome) {
    let totals: Vec<&Mention> =
        score_text::totals(reading).into_iter().filter_map(|i| reading.mentions.get(i)).collect();
    match reading.score_tables.as_slice() {
        [table] => against_table(reading, table, &totals, outcome),
        [] => against_each_other(&totals, outcome),
        _ => {}
    }
}

fn against_table(reading: &Reading, table: &ScoreTable, totals: &[&Mention], outcome: &mut Outcome) {
    let Some(total) = table.total.as_ref().and_then(|t| t.score.as_ref()) else { return };
    let several = totals.iter().zip(totals.iter().skip(1)).any(|(m, n)| m.amount != n.amount);
    // Of several scores only those that name the whole can be the table's: a paper may speak of many projects.
    // What is weighed with another score is no total of the table.
    let weighed = |m: &Mention| {
        let text =
            reading.passages.get(m.passage).map(|passage| passage.slice(m.start.saturating_sub(60), m.start));
        text.is_some_and(|text| ["折算", "加权"].iter().any(|word| text.contains(word)))
    };
    let named = |m: &&&Mention| !weighed(m) && (!several || m.label.text.contains(['总', '综']));
    for m in totals.iter().filter(named) {
        let Some(value) = m.number.scaled(2) else { continue };
        let others = vec![total.operand()];
        let relation = Relation { rule: &RULE, formula: Formula::Same, stated: operand(m), others };
        if value == total.value {
            outcome.passes(relation);
        } else if has_bonus(reading, m) {
            outcome.cannot_check("总分另有加分、减分");
        } else {
            let recomputed = format!("{}分", short(total.value));
            let message = format!("正文总分为{}，评分表合计为{recomputed}{}", m.text, rows(table, total));
            outcome.fails(relation, recomputed, message);
        }
    }
}

/// `获通报表扬加1分，最终得分91.3分`: the total is that of the table and something else.
fn has_bonus(reading: &Reading, total: &Mention) -> bool {
    const WORDS: [&str; 5] = ["加分", "减分", "附加", "奖励", "倒扣"];
    let start = |m: &&Mention| (m.passage, m.sentence) == (total.passage, total.sentence);
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) < (total.passage, total.start));
    let added = |m: &Mention| m.unit.dimension == Dimension::Points && m.lead.ends_with(['加', '减']);
    let before = reading.before(at, 6).map(|(_, m)| m).take_while(start);
    before.into_iter().any(added) || WORDS.iter().any(|word| total.lead.contains(word))
}

/// What the rows say about the two totals.
fn rows(table: &ScoreTable, total: &Points) -> &'static str {
    let missing = table.missing().next().is_some();
    if missing {
        "；表中有缺失的得分，仅凭加总不能判断哪一个正确"
    } else if table.known() == total.value {
        "，与各行得分之和一致"
    } else {
        ""
    }
}

/// Two statements with the same words and different points.
fn against_each_other(totals: &[&Mention], outcome: &mut Outcome) {
    let [first, second] = totals else { return };
    if first.label.text != second.label.text || first.passage == second.passage {
        return;
    }
    same_value(first, second, outcome);
}

/// Two figures that are said to be one.
pub(crate) fn same_value(first: &Mention, second: &Mention, outcome: &mut Outcome) {
    let others = vec![operand(first)];
    let relation = Relation { rule: &RULE, formula: Formula::Same, stated: operand(second), others };
    if first.amount.agrees(second.amount) {
        return outcome.passes(relation);
    }
    let Some(recomputed) = second.print_like(first.amount) else { return };
    let message = format!("此处写为{}，前文同一数据为{}", second.text, first.text);
    outcome.fails(relation, recomputed, message);
}

/// A budget, what was spent of it, and the rate of both, as one passage states them.
struct Group {
    count: Option<usize>,
    plan: usize,
    done: usize,
    rate: usize,
}

/// Groups in different passages that share two of their figures must share the third.
fn groups(reading: &Reading, outcome: &mut Outcome) {
    let groups: Vec<Group> = (0..reading.mentions.len()).filter_map(|i| group(reading, i)).collect();
    let value = |i: usize| reading.mentions.get(i).map(|m| m.amount.value);
    type Key = fn(&Group) -> (usize, usize);
    type Rest = fn(&Group) -> Option<usize>;
    let pairs: [(Key, Rest); 3] = [
        (|g| (g.plan, g.rate), |g| Some(g.done)),
        (|g| (g.done, g.rate), |g| Some(g.plan)),
        (|g| (g.plan, g.done), |g| g.count),
    ];
    for (key, rest) in pairs {
        let mut seen: HashMap<(i128, i128), usize> = HashMap::new();
        for group in &groups {
            let (a, b) = key(group);
            let (Some(a), Some(b), Some(rest)) = (value(a), value(b), rest(group)) else { continue };
            let Some(first) = seen.insert((a, b), rest) else { continue };
            let second = reading.mentions.get(rest);
            let pair = reading.mentions.get(first).zip(second).filter(|(a, b)| a.passage != b.passage);
            pair.into_iter().for_each(|(first, second)| same_value(first, second, outcome));
        }
    }
}

/// Shorter figures repeat by accident.
const DIGITS_MIN: u32 = 6;

fn digits(m: &Mention) -> u32 {
    m.number.digits.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1)
}

fn group(reading: &Reading, index: usize) -> Option<Group> {
    let stated = reading.mentions.get(index).filter(|m| m.is_rate() && !m.vague && !m.lead.contains('占'))?;
    let found = rate::operands(reading, index)?;
    let (plan, done) = (found.under?, found.over);
    let here = |i: usize| {
        reading.mentions.get(i).filter(|m| m.segment == stated.segment && m.passage == stated.passage)
    };
    let (first, second) = (here(plan)?, here(done)?);
    if digits(first) < DIGITS_MIN || digits(second) < DIGITS_MIN {
        return None;
    }
    let count = plan.checked_sub(1).filter(|i| {
        here(*i).is_some_and(|m| matches!(m.unit.dimension, Dimension::Measure(_)) && m.is_amount())
    });
    Some(Group { count, plan, done, rate: index })
}

/// The same label with two long figures of which one digit differs, of the same year or of none that is stated.
fn slips(reading: &Reading, outcome: &mut Outcome) {
    let mut seen: HashMap<(&str, &Dimension, Option<u32>), usize> = HashMap::new();
    for (index, m) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount()) {
        let year = year(reading, index);
        if !is_distinct(m, year) {
            continue;
        }
        let Some(first) = seen.insert((&m.label.text, &m.unit.dimension, year), index) else { continue };
        let Some(first) = reading.mentions.get(first).filter(|f| f.passage != m.passage) else { continue };
        let same_unit = first.unit == m.unit && first.number.places == m.number.places;
        if first.amount == m.amount
            || (same_unit && is_one_slip(&first.number.to_string(), &m.number.to_string()))
        {
            same_value(first, m, outcome);
        }
    }
}

/// A label of its own, and a figure that is too long to come near another by accident; with the year stated shorter
/// labels and figures will do.
fn is_distinct(m: &Mention, year: Option<u32>) -> bool {
    const LABEL_MIN: usize = 5;
    let shorter = usize::from(year.is_some());
    let label = m.label.text.chars().count() >= LABEL_MIN - shorter;
    let own = year.is_some() || !m.label.is_bare();
    label && own && !m.label.is_change() && digits(m) + u32::from(year.is_some()) >= DIGITS_MIN
}

/// The one year that the words before a figure name, else those before the first figure of its sentence.
pub(crate) fn year(reading: &Reading, index: usize) -> Option<u32> {
    const REACH: usize = 6;
    let m = reading.mentions.get(index)?;
    let here = |n: &Mention| (n.passage, n.sentence) == (m.passage, m.sentence);
    let first = reading.before(index, REACH).map(|(_, n)| n).take_while(|n| here(n)).last();
    let named = |lead: &str| {
        let mut years = lead.split('年').filter_map(year_at_end);
        years.next().filter(|_| years.next().is_none())
    };
    named(&m.lead).or_else(|| named(&first?.lead))
}

/// `综上，本项目更新展项63件`: a summary repeats what was stated by the same words, of this project.
fn summaries(reading: &Reading, outcome: &mut Outcome) {
    const WORDS: [&str; 6] = ["综上", "总之", "总的来看", "如前所述", "如上所述", "上述"];
    const LABEL_MIN: usize = 4;
    let mut known: HashMap<(&str, &Dimension), (&Mention, bool)> = HashMap::new();
    let mut sentence = (usize::MAX, usize::MAX);
    let mut sums_up = false;
    for m in reading.mentions.iter() {
        if sentence != (m.passage, m.sentence) {
            let concludes = m.lead.contains("结论") || WORDS.iter().any(|word| m.lead.starts_with(word));
            (sentence, sums_up) = ((m.passage, m.sentence), concludes);
        }
        let name = own_name(m);
        if !m.is_amount() || m.label.is_change() || m.number.digits < 10 || name.chars().count() < LABEL_MIN {
            continue;
        }
        // The first value of a name, while no other has come.
        let (first, agreed) = known.entry((name, &m.unit.dimension)).or_insert((m, true));
        let slip = is_one_slip(&first.number.to_string(), &m.number.to_string());
        if *agreed && sums_up && first.unit == m.unit && slip {
            same_value(first, m, outcome);
        }
        *agreed &= first.amount == m.amount;
    }
}

/// What a figure is of, without whose project it is.
fn own_name(m: &Mention) -> &str {
    const WHOSE: [&str; 6] = ["本项目", "该项目", "项目", "计划", "实际", "共"];
    WHOSE.iter().find_map(|word| m.label.text.strip_prefix(word)).unwrap_or(&m.label.text)
}
