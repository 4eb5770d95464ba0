//! 正文比率与表: a rate of the text whose amounts stand only in a table is the quotient of two cells of the row that it
//! names, or of the total row.

use super::{operand, rate};
use crate::exact::{Fit, fit, is_one_slip, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::table_facts::{Fact, Facts};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Severity};

/// A rate of the text that the table does not give.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C066",
    name: "text_rate",
    kind: Kind::Rate,
    severity: Severity::Error,
    title: "正文中的比率与表中合计行的数不符",
    what: "正文只写比率（“综合核减率1.81%”），两个数在表的合计行：比率是否等于列名含“核减”的数除以同一行的另一个数。",
    why: "表改了，正文里的比率没有跟着改。",
    advice: "请按表中的数重新计算。",
    fails: "单位：元\n标段\t结算价\t审定价\t核减额\n一标段\t8,792,500\t8,611,240\t181,260\n二标段\t6,196,050\t6,108,900\t87,150\n合计\t14,988,550\t14,720,140\t268,410\n\n两个标段的综合核减率为1.97%。",
    passes: "单位：元\n标段\t结算价\t审定价\t核减额\n一标段\t8,792,500\t8,611,240\t181,260\n二标段\t6,196,050\t6,108,900\t87,150\n合计\t14,988,550\t14,720,140\t268,410\n\n两个标段的综合核减率为1.79%。",
    limits: "合计行有两数之商等于所写比率的即为相符；否则只在与其中一个商只差一位数字或相邻两位颠倒时报告。",
};

/// Tests every rate that nothing in the text makes. Runs behind all relations of the text.
pub(crate) fn check(reading: &Reading, facts: &Facts, outcome: &mut Outcome) {
    if facts.is_empty() {
        return;
    }
    for stated in &reading.mentions {
        let rate = stated.is_rate() && !stated.vague && stated.label.text.ends_with('率');
        let other = stated.label.earlier || stated.lead.contains("上年");
        if rate && !other && !outcome.is_reckoned(&stated.place) {
            judge(facts, stated, outcome);
        }
    }
}

/// Shorter rates come near others by accident.
const DIGITS_MIN: usize = 4;

fn judge(facts: &Facts, stated: &Mention, outcome: &mut Outcome) {
    const PER: i128 = 100;
    let stem = rate::stem(stated);
    let name = stated.label.text.as_str();
    let own = name.strip_suffix('率').and_then(|name| name.strip_suffix(stem.as_str())).unwrap_or_default();
    const WHOLES: [&str; 8] = ["综合", "总体", "总", "平均", "整体", "项目", "资金", "预算"];
    let whole = own.is_empty() || WHOLES.iter().any(|word| own.ends_with(word));
    let row = if whole && facts.row(own).is_none() { "" } else { own };
    // Also the cells of the row that no name leads to, such as changes.
    let Some(named) = facts.row(row) else { return };
    let mut rows: Vec<&Fact> = named.collect();
    rows.dedup_by_key(|fact| fact.row);
    let cells: Vec<&Fact> = rows.iter().take(ROWS_MAX).flat_map(|fact| facts.in_row(fact)).collect();
    let done = |fact: &&Fact| {
        let spent = rate::is_spending(&stem)
            && ["支出", "执行", "决算", "支付"].iter().any(|word| fact.heading.contains(word));
        fact.heading.contains(stem.as_str()) || spent
    };
    let amounts = || cells.iter().copied().filter(|fact| fact.is_amount());
    let pairs: Vec<(&Fact, &Fact)> = amounts()
        .filter(done)
        .flat_map(|over| amounts().map(move |under| (over, under)))
        .filter(|(over, under)| over.row == under.row && over.column != under.column && over.is_like(under))
        .take(PAIRS_MAX)
        .collect();
    let relation = |over: &Fact, under: &Fact| {
        let others = vec![over.operand.clone(), under.operand.clone()];
        Relation { rule: &RULE, formula: Formula::Quotient, stated: operand(stated), others }
    };
    let fits = |(over, under): &&(&Fact, &Fact)| fit(over.amount, under.amount, PER, stated.number);
    if let Some((over, under)) = pairs.iter().find(|pair| fits(pair).is_some_and(|fit| fit != Fit::Wrong)) {
        return outcome.passes(relation(over, under));
    }
    let right =
        |(over, under): &(&Fact, &Fact)| quotient(over.amount, under.amount, PER, stated.number.places);
    let slip = |number: &Decimal| {
        number.to_string().len() >= DIGITS_MIN && is_one_slip(&number.to_string(), &stated.number.to_string())
    };
    let mut slipped = pairs.iter().filter_map(|pair| Some((pair, right(pair).filter(slip)?)));
    let (Some(((over, under), number)), None) = (slipped.next(), slipped.next()) else {
        return outcome.cannot_check("比率没有写出分子分母");
    };
    let recomputed = format!("{number}{}", stated.unit.word);
    let (a, b) = (&over.operand.text, &under.operand.text);
    let message = format!("写为{}，按表中的{a}÷{b}计算为{recomputed}", stated.text);
    outcome.fails(relation(over, under), recomputed, message);
}

/// A name that more rows have names none.
const ROWS_MAX: usize = 8;

/// A row of more columns is damage.
const PAIRS_MAX: usize = 200;
