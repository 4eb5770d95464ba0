//! 正文增减与表: an increase of the text between two columns of a table, named by their years or by their headings, is their
//! difference, and the growth behind it is that over the earlier one.

use super::text_table::is_long_slip;
use super::{growth, operand};
use crate::exact::{Amount, Fit, fit, is_one_slip, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::table_facts::{Fact, Facts};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A growth of the text that the table does not give.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C063",
    name: "text_growth",
    kind: Kind::Growth,
    severity: Severity::Error,
    title: "正文中的增幅与表中两列的数不符",
    what: "正文写明“2022年比2020年增加d，增长p%”“本年补助比上年减少d”“结算价s，比合同价增加d”，表中有这两列的：d是否等于合计行（或该数所在行）两数之差，p是否等于d除以后一列的数。",
    why: "多年对比最容易用错基年。",
    advice: "请以所写的基年（基数）重新计算。",
    fails: "单位：万元\n项目\t2020年\t2021年\t2022年\n设施购置\t210.00\t252.00\t289.80\n清运服务\t380.00\t399.00\t430.92\n合计\t590.00\t651.00\t720.72\n\n2022年投入比2020年增加130.72万元，增长20.08%。",
    passes: "单位：万元\n项目\t2020年\t2021年\t2022年\n设施购置\t210.00\t252.00\t289.80\n清运服务\t380.00\t399.00\t430.92\n合计\t590.00\t651.00\t720.72\n\n2022年投入比2020年增加130.72万元，增长22.16%。",
    limits: "增减额与表中两列之差不相等的，只在差一笔时报告；正文自己写出本年数和增减额的按正文核对。",
};

/// Tests every change between two columns of a table, and the growth behind it.
pub(crate) fn check(reading: &Reading, facts: &Facts, outcome: &mut Outcome) {
    if facts.is_empty() {
        return;
    }
    for (index, change) in reading.mentions.iter().enumerate() {
        if !change.is_amount() || !change.label.is_change() {
            continue;
        }
        let Some((now, base)) = columns(reading, facts, index, change) else { continue };
        let Some(right) = now.amount.minus(base.amount) else { continue };
        let right = Amount { value: right.value.abs(), ..right };
        judge_change(change, (now, base), right, outcome);
        let behind = reading.mentions.get(index + 1);
        let here = |m: &&Mention| (m.passage, m.sentence) == (change.passage, change.sentence);
        let growth = behind.filter(here).filter(|m| growth::is_growth(m));
        if let Some(stated) = growth.filter(|m| !growth::is_stated(reading, index + 1, m)) {
            judge_growth(stated, (change, right), base, outcome);
        }
    }
}

/// The two columns of which the text speaks: what is now, and what it is held against.
fn columns<'f>(
    reading: &Reading,
    facts: &'f Facts,
    index: usize,
    change: &Mention,
) -> Option<(&'f Fact, &'f Fact)> {
    let (own, other) = change.lead.rsplit_once('比')?;
    let other = without_change(other);
    let of = |year: u32| facts.of_year("", year).filter(|f| f.is_of(&change.unit.dimension));
    if let ([now, ..], [base]) = (years(own).as_slice(), years(other).as_slice()) {
        let pair =
            of(*now).find_map(|now| of(*base).find(|base| base.row == now.row).map(|base| (now, base)));
        return pair;
    }
    let own = own.trim_matches(['，', '、']);
    let now = match own {
        "" => {
            let last = index.checked_sub(1).and_then(|last| reading.mentions.get(last))?;
            let here = (last.passage, last.sentence) == (change.passage, change.sentence);
            facts.holding(last.amount, &last.unit.dimension).filter(|_| here && !last.label.is_change())?
        }
        own => one(facts.row("")?.filter(|fact| fact.is_of(&change.unit.dimension) && fact.heading == own))?,
    };
    let named = |fact: &&Fact| fact.heading.starts_with(other) || fact.heading.ends_with(other);
    let base = facts.in_row(now).filter(|fact| fact.is_like(now) && fact.column != now.column).filter(named);
    (other.chars().count() > 1).then_some(())?;
    Some((now, one(base)?))
}

fn one<'f>(mut facts: impl Iterator<Item = &'f Fact>) -> Option<&'f Fact> {
    facts.next().filter(|_| facts.next().is_none())
}

/// The base of a comparison without the words of the change.
fn without_change(text: &str) -> &str {
    const WORDS: [&str; 14] = [
        "净增加",
        "净减少",
        "增加了",
        "减少了",
        "增加",
        "减少",
        "增长",
        "下降",
        "提高",
        "降低",
        "节约",
        "超出",
        "多",
        "少",
    ];
    WORDS.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text)
}

/// The years that a text names, in order.
fn years(text: &str) -> Vec<u32> {
    let year = |before: &str| {
        let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
        digits.chars().rev().collect::<String>().parse().ok().filter(|year| (1990..2100).contains(year))
    };
    let mut found: Vec<&str> = text.split('年').collect();
    found.pop();
    found.into_iter().filter_map(year).collect()
}

fn judge_change(change: &Mention, (now, base): (&Fact, &Fact), right: Amount, outcome: &mut Outcome) {
    let up = now.amount.value >= base.amount.value;
    let (more, less) = if up { (now, base) } else { (base, now) };
    let others = vec![more.operand.clone(), less.operand.clone().taken_off(true)];
    let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: operand(change), others };
    if right.agrees(change.amount) {
        return outcome.passes(relation);
    }
    if !is_long_slip(change, right) || outcome.is_proved(&change.place) {
        return outcome.cannot_check("正文与表中的数可能口径不同");
    }
    let Some(recomputed) = change.print_like(right) else { return };
    let text = relation.text();
    let made = text.split_once('＝').map_or("", |(_, made)| made);
    let message = format!("写为{}，按表中的{made}应为{recomputed}", change.text);
    outcome.fails(relation, recomputed, message);
}

fn judge_growth(stated: &Mention, (change, right): (&Mention, Amount), base: &Fact, outcome: &mut Outcome) {
    const PER: i128 = 100;
    let others = vec![operand(change), base.operand.clone()];
    let relation = Relation { rule: &RULE, formula: Formula::Quotient, stated: operand(stated), others };
    let Some(found) = fit(right, base.amount, PER, stated.number) else { return };
    if found != Fit::Wrong {
        return outcome.passes(relation);
    }
    let Some(rate) = quotient(right, base.amount, PER, stated.number.places) else { return };
    // Where the change is not that of the table, neither need the growth be.
    if !right.agrees(change.amount) && !is_one_slip(&rate.to_string(), &stated.number.to_string()) {
        return outcome.cannot_check("正文与表中的数可能口径不同");
    }
    let recomputed = format!("{rate}{}", stated.unit.word);
    let message =
        format!("写为{}，按{}÷表中的{}计算为{recomputed}", stated.text, change.text, base.operand.text);
    outcome.fails(relation, recomputed, message);
}
