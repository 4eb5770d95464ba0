//! 文表一致: a figure of the text that names a row of a table and what is measured is the figure of that cell.

use super::repeat::year;
use super::{name, operand, rate};
use crate::exact::{Amount, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::money_table::AmountColumn;
use crate::read::table_facts::{Fact, Facts, Measure, spoken};
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

/// A figure of the text with the cell that its words name.
pub(crate) struct Named<'r> {
    /// The index of the figure.
    pub index: usize,
    mention: &'r Mention,
    /// The cell.
    pub fact: &'r Fact,
}

/// Every figure of the text that names one cell.
pub(crate) fn named<'r>(reading: &'r Reading, facts: &'r Facts) -> Vec<Named<'r>> {
    if facts.is_empty() {
        return vec![];
    }
    let mut subject = Subject::default();
    let mut found: Vec<Named> = Vec::new();
    for (index, mention) in reading.mentions.iter().enumerate() {
        let own = subject.of(mention);
        let label = &mention.label;
        let exact = mention.is_amount() || mention.is_rate() && !mention.vague;
        if !exact || label.is_change() || label.earlier || mention.lead.contains('占') {
            continue;
        }
        let of = |row: &str| facts.get(row, &measure(mention)?, &label.text, year(reading, index));
        // Of the whole only what carries the very heading, or the very digits.
        let total = || {
            let headed = |fact: &Fact| {
                mention.is_rate() && fact.heading == label.text && is_slip(mention, &fact.operand)
            };
            of("").filter(|fact| headed(fact) || is_misplaced(mention, &fact.operand))
        };
        let fact = match own {
            Some(own) => of(&own),
            None => total(),
        };
        found.extend(fact.map(|fact| Named { index, mention, fact }));
    }
    found
}

/// Rates that repeat a cell which the table itself tests: whatever stands beside them in the text is not their base.
pub(crate) fn rates_of_cells<'n>(named: &'n [Named]) -> impl Iterator<Item = usize> + 'n {
    let repeats = |n: &&Named| n.mention.is_rate() && n.fact.is_tested && n.agrees();
    named.iter().filter(repeats).map(|n| n.index)
}

/// Tests every figure of the text against its cell.
pub(crate) fn check(named: &[Named], outcome: &mut Outcome) {
    let sentence = |n: &Named| (n.mention.passage, n.mention.sentence);
    for sentence in named.chunk_by(|a, b| sentence(a) == sentence(b)) {
        for own in sentence {
            let beside =
                |other: &&Named| other.index != own.index && other.fact.row == own.fact.row && other.agrees();
            own.judge(sentence.iter().take(FIGURES_MAX).filter(beside).count(), outcome);
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

/// What a figure of the text measures.
pub(crate) fn measure(m: &Mention) -> Option<Measure> {
    Some(match m.is_rate() {
        true => Measure::Rate(rate::stem(m)),
        false => Measure::Amount(m.unit.dimension.clone(), m.label.role),
    })
}

impl Named<'_> {
    /// Both say the same.
    pub(crate) fn agrees(&self) -> bool {
        self.fact.amount.agrees(self.mention.amount)
    }

    /// `beside` figures of its sentence agree with the same row.
    fn judge(&self, beside: usize, outcome: &mut Outcome) {
        let (m, cell) = (self.mention, &self.fact.operand);
        let amount = self.fact.amount;
        let relation =
            Relation { rule: &RULE, formula: Formula::Same, stated: operand(m), others: vec![cell.clone()] };
        if self.agrees() {
            return outcome.passes(relation);
        }
        if beside < 2 && !is_slip(m, cell) && !is_misplaced(m, cell) {
            return outcome.cannot_check("正文与表中的数可能口径不同");
        }
        let Some(recomputed) = m.print_like(Amount { half: 0, ..amount }) else { return };
        let message = format!("{}写为{}，表中为{}", name(m), m.text, cell.text);
        outcome.fails(relation, recomputed, message);
    }
}

/// The same long row of digits, ten or a hundred times as much: a point or a unit is wrong.
fn is_misplaced(m: &Mention, cell: &Operand) -> bool {
    const LEAST: i128 = 10_000;
    let Some(own) = cell.value.map(|value| value.amount.value.saturating_abs()) else { return false };
    let other = m.amount.value.saturating_abs();
    let bare = |mut value: i128| {
        while value > 0 && value % 10 == 0 {
            value /= 10;
        }
        value
    };
    own != other && bare(own) == bare(other) && bare(own) >= LEAST
}

/// A value printed as a figure of the text is differs from it, which is long, by one slip of the pen.
pub(crate) fn is_long_slip(m: &Mention, right: Amount) -> bool {
    const DIGITS_MIN: u32 = 4;
    let long = m.number.digits.unsigned_abs().checked_ilog10().is_some_and(|log| log + 1 >= DIGITS_MIN);
    let printed = right.print(m.unit.scale, m.number.places);
    long && printed.is_some_and(|right| is_one_slip(&right, &m.number.to_string()))
}

/// The one column that a text speaks of: the one whose heading it says, else the one that measures the same.
pub(crate) fn words_of<'c>(
    columns: &'c [(AmountColumn, Measure)],
    wanted: &Measure,
    words: &str,
) -> Option<&'c (AmountColumn, Measure)> {
    let of_kind = || columns.iter().filter(|(_, own)| own.is_like(wanted));
    let one = |found: Vec<&'c (AmountColumn, Measure)>| match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let said = |heading: &str| heading.chars().count() > 1 && words.contains(heading);
    one(of_kind().filter(|(column, _)| said(&spoken(&column.path))).collect())
        .or_else(|| one(of_kind().filter(|(_, own)| own == wanted).collect()))
        .or_else(|| one(of_kind().collect()))
}

/// Both are printed alike, are long, and differ by one slip of the pen.
fn is_slip(m: &Mention, cell: &Operand) -> bool {
    const DIGITS_MIN: u32 = 4;
    let Some((number, scale)) = cell.printed() else { return false };
    let long = number.digits.unsigned_abs().checked_ilog10().is_some_and(|log| log + 1 >= DIGITS_MIN);
    let alike = scale == m.unit.scale && number.places == m.number.places;
    long && alike && is_one_slip(&number.to_string(), &m.number.to_string())
}
