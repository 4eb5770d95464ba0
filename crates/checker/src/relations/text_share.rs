//! 正文占比与表: a share of the text whose amount, or whose column, is one of a table is a share of that table's total.

use super::share;
use super::text_table::Named;
use crate::exact::{Amount, Fit, fit, is_one_slip, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::table_facts::{Fact, Facts};
use crate::relation::{Formula, Relation};
use crate::relations::operand;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::HashMap;

/// A share of the text that the table does not give.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C055",
    name: "text_share",
    kind: Kind::Share,
    severity: Severity::Error,
    title: "正文中的占比与表中的数不符",
    what: "正文写明表中某一行的数并说“占p%”，p是否等于该数除以表中同一列的合计；“甲占乙的p%”，甲、乙都是表中列名的，p是否等于合计行的两数之商。",
    why: "表改了，正文里的占比没有跟着改。",
    advice: "请按表中的数重新计算占比。",
    fails: "单位：万元\n项目\t预算数\t支出数\n村道硬化\t320.00\t302.40\n文化广场\t150.00\t141.00\n合计\t470.00\t443.40\n\n村道硬化支出302.40万元，占62.80%。",
    passes: "单位：万元\n项目\t预算数\t支出数\n村道硬化\t320.00\t302.40\n文化广场\t150.00\t141.00\n合计\t470.00\t443.40\n\n村道硬化支出302.40万元，占68.20%。",
    limits: "正文自己写出基数的，按正文核对；“占”字后面写明别的基数、或按同一行、同一列的其他数成立的不报告。",
};

/// Tests every share whose base the text does not state.
pub(crate) fn check(reading: &Reading, facts: &Facts, named: &[Named], outcome: &mut Outcome) {
    let cells: HashMap<usize, &Fact> =
        named.iter().filter(|n| n.agrees()).map(|n| (n.index, n.fact)).collect();
    if facts.is_empty() {
        return;
    }
    let based = share::based(reading);
    for (index, stated) in reading.mentions.iter().enumerate().filter(|(index, _)| !based.contains(index)) {
        let words = stated.lead.as_str();
        let Some((of, base)) = words.rsplit_once('占').filter(|_| stated.is_rate() && !stated.vague) else {
            continue;
        };
        let found = match of.trim_matches(['，', '、']) {
            "" => of_cell(reading, facts, &cells, index, base),
            name => of_columns(facts, name, base).or_else(|| of_row(facts, name, base)),
        };
        if let Some((part, whole)) = found {
            Share { stated, part, whole, facts }.judge(outcome);
        }
    }
}

/// `支出302.40万元，占p%`: the amount before it is that of a cell, the whole is the total of its column.
fn of_cell<'f>(
    reading: &Reading,
    facts: &'f Facts,
    cells: &HashMap<usize, &'f Fact>,
    index: usize,
    base: &str,
) -> Option<(&'f Fact, &'f Fact)> {
    const WHOLES: [&str; 7] = ["总额", "合计", "总数", "总量", "全部", "总", "比"];
    const DIGITS_MIN: u32 = 4;
    let stated = reading.mentions.get(index)?;
    let last = index.checked_sub(1)?;
    let part = reading.mentions.get(last)?;
    let beside = (part.passage, part.sentence) == (stated.passage, stated.sentence);
    let long = part.number.digits.unsigned_abs().checked_ilog10().is_some_and(|log| log + 1 >= DIGITS_MIN);
    let anchored = || facts.holding(part.amount, &part.unit.dimension).filter(|_| long && part.is_amount());
    let fact = cells.get(&last).copied().or_else(anchored).filter(|_| beside)?;
    let said = base.trim_end_matches('的');
    // `占核减总额的`: what is left without 总额 is what the column measures.
    let base =
        WHOLES.iter().fold(base.trim_end_matches('的').to_owned(), |base, word| base.replace(word, ""));
    // `占全年支出的`: another column of the same row.
    let column = facts.in_row(fact).find(|other| other.column != fact.column && other.heading == said);
    if let Some(whole) = column.filter(|whole| whole.is_like(fact)) {
        return Some((fact, whole));
    }
    fact.heading.contains(&base).then_some(())?;
    facts.total(fact).filter(|whole| whole.row != fact.row).map(|whole| (fact, whole))
}

/// `下半年支出占全年的p%`: both are columns, and the total row is meant.
fn of_columns<'f>(facts: &'f Facts, column: &str, base: &str) -> Option<(&'f Fact, &'f Fact)> {
    let base = base.strip_suffix('的').filter(|base| base.chars().count() > 1)?;
    let named = |words: &str| -> Option<&'f Fact> {
        let mut found =
            facts.row("")?.filter(|fact| !fact.heading.is_empty() && fact.heading.contains(words));
        found.next().filter(|_| found.next().is_none())
    };
    let (part, whole) = (named(column)?, named(base)?);
    (part.row == whole.row && part.column != whole.column && part.is_like(whole)).then_some((part, whole))
}

/// `公开招标金额占采购总额的p%`: the row is named, and of which column the total is.
fn of_row<'f>(facts: &'f Facts, name: &str, base: &str) -> Option<(&'f Fact, &'f Fact)> {
    const MEASURES: [&str; 5] = ["金额", "支出", "投入", "资金", "经费"];
    const WHOLES: [&str; 3] = ["总额的", "总数的", "合计的"];
    let name = name.trim_start_matches("其中");
    let row = MEASURES.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    let column = WHOLES.iter().find_map(|word| base.strip_suffix(word)).filter(|word| !word.is_empty())?;
    let mut cells = facts.row(row)?.filter(|fact| fact.is_amount() && fact.heading.starts_with(column));
    let part = cells.next().filter(|_| cells.next().is_none())?;
    facts.total(part).filter(|whole| whole.row != part.row).map(|whole| (part, whole))
}

/// A share of the text with its part and its whole in a table.
struct Share<'r> {
    stated: &'r Mention,
    part: &'r Fact,
    whole: &'r Fact,
    facts: &'r Facts,
}

impl Share<'_> {
    fn judge(&self, outcome: &mut Outcome) {
        const PER: i128 = 100;
        let number = self.stated.number;
        let fits = |over: Amount, under: Amount| fit(over, under, PER, number);
        let others = vec![self.part.operand.clone(), self.whole.operand.clone()];
        let relation =
            Relation { rule: &RULE, formula: Formula::Quotient, stated: operand(self.stated), others };
        let Some(found) = fits(self.part.amount, self.whole.amount) else { return };
        if found != Fit::Wrong {
            return outcome.passes(relation);
        }
        let Some(right) = quotient(self.part.amount, self.whole.amount, PER, number.places) else { return };
        let explained = self
            .facts
            .beside(self.part)
            .any(|other| fits(self.part.amount, other.amount) == Some(Fit::Right));
        // One part of a table is seldom more than three times what the text says of it.
        let near = is_one_slip(&number.to_string(), &right.to_string())
            || (right.digits < number.digits.saturating_mul(2)
                && number.digits < right.digits.saturating_mul(2));
        if explained || !near {
            return outcome.cannot_check("占比按另一基数成立");
        }
        let recomputed = format!("{right}{}", self.stated.unit.word);
        let message = format!(
            "写为{}，按表中的{}÷{}计算为{recomputed}",
            self.stated.text, self.part.operand.text, self.whole.operand.text
        );
        outcome.fails(relation, recomputed, message);
    }
}
