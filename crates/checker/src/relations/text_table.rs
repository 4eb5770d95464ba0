//! 文表一致: a figure of the text that names a row of a table and what is measured is the figure of that cell.

use super::repeat::year;
use super::{name, operand, rate};
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::table_facts::{Fact, Facts, Measure};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// The text says something else than the table.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C050",
    name: "text_and_table",
    kind: Kind::Repeat,
    severity: Severity::Error,
    title: "正文中的数与表中同一项的数不一致",
    what: "正文写明项目（或“共”“合计”）和口径（预算、支出、支付率、个数）的数，与表中该行、该列的数是否一致；单位不同的先换算。",
    why: "正文多由人从表里抄录，改了表没有改正文，读者不知道信哪一个。",
    advice: "请查明正文和表哪一处正确，并改正另一处。",
    fails: "单位：万元\n项目\t预算数\t支出数\n村道硬化\t320.00\t302.40\n文化广场\t150.00\t141.00\n合计\t470.00\t443.40\n\n村道硬化预算320.00万元，支出304.20万元。",
    passes: "单位：万元\n项目\t预算数\t支出数\n村道硬化\t320.00\t302.40\n文化广场\t150.00\t141.00\n合计\t470.00\t443.40\n\n村道硬化预算320.00万元，支出302.40万元。",
    limits: "只有名称、口径、年度都相同的才比较；只差一位数字或相邻两位颠倒，或同一句中另有两个数与同一行相符时才报告，其余的可能另有口径。",
};

/// Tests every figure of the text against the one cell that its words name.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let facts = Facts::of(&reading.grids);
    if facts.is_empty() {
        return;
    }
    let mut subject = Subject::default();
    let mut found: Vec<(&Mention, &Fact)> = Vec::new();
    for (index, m) in reading.mentions.iter().enumerate() {
        let own = subject.of(m);
        let exact = (m.is_amount() || m.is_rate() && !m.vague) && !m.label.is_change() && !m.label.earlier;
        if !exact || m.lead.contains('占') {
            continue;
        }
        let fact = own.and_then(|own| facts.get(&own, &measure(m)?, year(reading, index)));
        found.extend(fact.filter(|fact| fact.amount.is_some()).map(|fact| (m, fact)));
    }
    for sentence in found.chunk_by(|(a, _), (b, _)| (a.passage, a.sentence) == (b.passage, b.sentence)) {
        for (m, fact) in sentence {
            let beside = |(n, other): &&(&Mention, &Fact)| {
                n.start != m.start && other.row == fact.row && agree(n, other)
            };
            judge(m, fact, sentence.iter().take(FIGURES_MAX).filter(beside).count(), outcome);
        }
    }
}

/// A sentence with more figures than this is damage.
const FIGURES_MAX: usize = 64;

/// Of what a figure is: the subject that it names, else the one named last in its part of the sentence.
#[derive(Default)]
struct Subject {
    part: (usize, usize),
    named: Option<String>,
}

impl Subject {
    /// The row that a figure speaks of; the empty name is that of the total.
    fn of(&mut self, m: &Mention) -> Option<String> {
        if self.part != (m.passage, m.segment) {
            *self = Subject { part: (m.passage, m.segment), named: None };
        }
        let own = subject(m);
        if !own.is_empty() && !is_general(&own) {
            self.named = Some(own);
        } else if ["共", "合计", "总"].iter().any(|word| m.lead.contains(word)) {
            self.named = Some(String::new());
        }
        self.named.clone()
    }
}

/// Whose figure it is: without the words of the measure, or of the rate.
fn subject(m: &Mention) -> String {
    if !m.is_rate() {
        return m.label.subject.clone();
    }
    let text = m.label.text.as_str();
    let rate = ["率", "进度"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    rate.strip_suffix(rate::stem(m).as_str()).unwrap_or(rate).to_owned()
}

/// Words that name no row of their own.
fn is_general(subject: &str) -> bool {
    const WORDS: [&str; 12] =
        ["项目", "专项", "资金", "总体", "整体", "预算", "财政", "全县", "全市", "全区", "个项目", "综合"];
    WORDS.contains(&subject)
}

fn measure(m: &Mention) -> Option<Measure> {
    Some(match m.is_rate() {
        true => Measure::Rate(rate::stem(m)),
        false => Measure::Amount(m.unit.dimension.clone(), m.label.role),
    })
}

fn agree(m: &Mention, fact: &Fact) -> bool {
    fact.amount.is_some_and(|amount| amount.agrees(m.amount))
}

fn judge(m: &Mention, fact: &Fact, beside: usize, outcome: &mut Outcome) {
    let Some(amount) = fact.amount else { return };
    let others = vec![fact.operand.clone()];
    let relation = Relation { rule: &RULE, formula: Formula::Same, stated: operand(m), others };
    if amount.agrees(m.amount) {
        return outcome.passes(relation);
    }
    if beside < 2 && !is_slip(m, &fact.operand) {
        return outcome.cannot_check("正文与表中的数可能口径不同");
    }
    let Some(recomputed) = m.print_like(Amount { half: 0, ..amount }) else { return };
    let message = format!("{}写为{}，表中为{}", name(m), m.text, fact.operand.text);
    outcome.fails(relation, recomputed, message);
}

/// Both are printed alike, are long, and differ by one slip of the pen.
fn is_slip(m: &Mention, cell: &Operand) -> bool {
    const DIGITS_MIN: u32 = 4;
    let Some((number, scale)) = cell.printed() else { return false };
    let long = number.digits.unsigned_abs().checked_ilog10().is_some_and(|log| log + 1 >= DIGITS_MIN);
    let alike = scale == m.unit.multiple && number.places == m.number.places;
    long && alike && is_one_slip(&number.to_string(), &m.number.to_string())
}
