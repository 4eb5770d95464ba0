//! 正文增幅与表: a growth of the text between two years that are columns of a table is the growth of these columns.

use super::growth;
use super::operand;
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::Role;
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
    title: "正文中的增幅与表中两个年度的数不符",
    what: "正文写明“2022年比2020年增加d，增长p%”，表中有这两个年度的列，d又是合计行（或所写项目一行）两数之差的，p是否等于d除以基年的数。",
    why: "多年对比最容易用错基年。",
    advice: "请以所写的基年为基数重新计算增幅。",
    fails: "单位：万元\n项目\t2020年\t2021年\t2022年\n设施购置\t210.00\t252.00\t289.80\n清运服务\t380.00\t399.00\t430.92\n合计\t590.00\t651.00\t720.72\n\n2022年投入比2020年增加130.72万元，增长20.08%。",
    passes: "单位：万元\n项目\t2020年\t2021年\t2022年\n设施购置\t210.00\t252.00\t289.80\n清运服务\t380.00\t399.00\t430.92\n合计\t590.00\t651.00\t720.72\n\n2022年投入比2020年增加130.72万元，增长22.16%。",
    limits: "增减额与表中两个年度的差不相等的、正文自己写出本年数的不核对。",
};

/// Tests every growth whose change is that between two years of a table.
pub(crate) fn check(reading: &Reading, facts: &Facts, outcome: &mut Outcome) {
    if facts.is_empty() {
        return;
    }
    for (index, stated) in reading.mentions.iter().enumerate() {
        if !growth::is_growth(stated) || growth::is_stated(reading, index, stated) {
            continue;
        }
        let change = index.checked_sub(1).and_then(|last| reading.mentions.get(last));
        let here = |m: &&Mention| (m.passage, m.sentence) == (stated.passage, stated.sentence);
        let Some(change) = change.filter(here).filter(|m| m.label.is_change()) else { continue };
        let years = years(&change.lead);
        let [now, before] = years.as_slice() else { continue };
        let down = change.label.role == Role::Down;
        if let Some((now, base)) = columns(facts, *now, *before, change, down) {
            judge(stated, change, now, base, outcome);
        }
    }
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

/// The cells of a row in two years, the difference of which is the change.
fn columns<'f>(
    facts: &'f Facts,
    now: u32,
    before: u32,
    change: &Mention,
    down: bool,
) -> Option<(&'f Fact, &'f Fact)> {
    let of = |year: u32| facts.of_year("", year).filter(|f| f.is_of(&change.unit.dimension));
    let own = if down { change.amount.negated() } else { change.amount };
    let differ = |now: &Fact, base: &Fact| {
        now.row == base.row && now.amount.minus(base.amount).is_some_and(|d| d.agrees(own))
    };
    let mut pairs = of(now).flat_map(|now| of(before).map(move |base| (now, base)));
    pairs.find(|(now, base)| differ(now, base))
}

fn judge(stated: &Mention, change: &Mention, now: &Fact, base: &Fact, outcome: &mut Outcome) {
    const PER: i128 = 100;
    let others = vec![operand(change), base.operand.clone()];
    let relation = Relation { rule: &RULE, formula: Formula::Quotient, stated: operand(stated), others };
    let exact = now.amount.minus(base.amount).map(|d| Amount { value: d.value.abs(), ..d });
    let Some((d, found)) = exact.and_then(|d| Some((d, fit(d, base.amount, PER, stated.number)?))) else {
        return;
    };
    if found != Fit::Wrong {
        return outcome.passes(relation);
    }
    let Some(right) = quotient(d, base.amount, PER, stated.number.places) else { return };
    let recomputed = format!("{right}{}", stated.unit.word);
    let message =
        format!("写为{}，按{}÷表中基年的{}计算为{recomputed}", stated.text, change.text, base.operand.text);
    outcome.fails(relation, recomputed, message);
}
