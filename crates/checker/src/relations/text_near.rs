//! 正文抄表差一笔: a long figure of the text that no relation explains, that stands nowhere else, and that one slip of the
//! pen turns into a cell of a table.

use super::{name, operand};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::table_facts::{Fact, Facts};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::{HashMap, HashSet};

/// A figure of the text that differs from a cell by one slip.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C065",
    name: "text_near",
    kind: Kind::Repeat,
    severity: Severity::Error,
    title: "正文中的数与表中的数只差一笔",
    what: "正文里五位以上的数，与表中某一格只差一位数字或相邻两位颠倒，而且全文没有别的地方出现这个数、也没有别的关系能解释它。单位不同的先换算，按正文的位数四舍五入后比较。写明表头的个数（四位以上）与该列合计比较。",
    why: "从表里往正文抄数，最常见的就是抄错一位。",
    advice: "请对照该格核对。",
    fails: "单位：元\n月份\t食材支出\t人工支出\n3月\t198,250\t52,000\n4月\t215,640\t52,000\n合计\t413,890\t104,000\n\n食材结算为413,980元，人工支出10.40万元。",
    passes: "单位：元\n月份\t食材支出\t人工支出\n3月\t198,250\t52,000\n4月\t215,640\t52,000\n合计\t413,890\t104,000\n\n食材结算为413,890元，人工支出10.40万元。",
    limits: "末尾是零的整数、与两个不同的格都只差一笔的、写明是上年数或增减额的不核对。",
};

/// Tests every long figure of the text that nothing else explains. Runs behind all other relations.
pub(crate) fn check(reading: &Reading, facts: &Facts, outcome: &mut Outcome) {
    if facts.is_empty() {
        return;
    }
    let cells = Cells::of(reading, facts);
    for m in &reading.mentions {
        let other = m.label.is_change() || m.label.earlier;
        if !m.is_amount() || other || digits(m) < DIGITS_MIN || outcome.is_reckoned(&m.place) {
            continue;
        }
        if let Some(fact) = cells.meant_by(m) {
            judge(m, fact, outcome);
        }
    }
}

/// Shorter figures, without the zeros at their ends, come near others by accident.
const DIGITS_MIN: u32 = 5;

fn digits(m: &Mention) -> u32 {
    let mut digits = m.number.digits.unsigned_abs();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits.checked_ilog10().map_or(0, |log| log + 1)
}

/// How a figure is printed: the scale of its unit and its decimals.
type Form = (i128, u32);

/// The cells as the text would print them.
struct Cells<'f> {
    facts: Vec<&'f Fact>,
    /// The cells by their digits, for each form in which figures of the text are printed.
    printed: HashMap<Form, HashMap<i128, Vec<usize>>>,
    /// All amounts of the text, once or oftener.
    said: HashMap<i128, usize>,
}

impl<'f> Cells<'f> {
    fn of(reading: &Reading, facts: &'f Facts) -> Cells<'f> {
        const FORMS_MAX: usize = 12;
        let long = reading.mentions.iter().filter(|m| m.is_amount() && digits(m) >= DIGITS_MIN);
        let forms: HashSet<Form> = long.map(|m| (m.unit.scale, m.number.places)).collect();
        let all: Vec<&Fact> = facts.amounts().collect();
        let mut printed: HashMap<Form, HashMap<i128, Vec<usize>>> = HashMap::new();
        for form in forms.into_iter().take(FORMS_MAX) {
            let of = printed.entry(form).or_default();
            for (index, fact) in all.iter().enumerate() {
                let number = fact.amount.number(form.0, form.1);
                number.into_iter().for_each(|number| of.entry(number.digits).or_default().push(index));
            }
        }
        let mut said: HashMap<i128, usize> = HashMap::new();
        reading.mentions.iter().for_each(|m| *said.entry(m.amount.value).or_default() += 1);
        Cells { facts: all, printed, said }
    }

    /// The one value among the cells into which a slip of the pen turns a figure that stands nowhere else.
    fn meant_by(&self, m: &Mention) -> Option<&'f Fact> {
        let of = self.printed.get(&(m.unit.scale, m.number.places))?;
        let here = |digits: i128| {
            let found =
                of.get(&digits).into_iter().flatten().filter_map(|index| self.facts.get(*index).copied());
            found.filter(|fact| fact.is_of(&m.unit.dimension))
        };
        if self.said.get(&m.amount.value) != Some(&1) || here(m.number.digits).next().is_some() {
            return None;
        }
        let mut meant = variants(m.number.digits).into_iter().filter_map(|digits| here(digits).next());
        let first = meant.next()?;
        let known = m.amount.value.checked_abs()? < 1_000_000_000_000 * PER_UNIT;
        (known && meant.all(|other| other.amount.value == first.amount.value)).then_some(first)
    }
}

/// The numbers that differ in one digit, or in two neighbours that changed places.
pub(super) fn variants(number: i128) -> HashSet<i128> {
    let text: Vec<u8> = number.unsigned_abs().to_string().into_bytes();
    let mut found = HashSet::new();
    let mut add = |digits: &[u8]| {
        let value = std::str::from_utf8(digits).ok().and_then(|text| text.parse::<i128>().ok());
        found.extend(value.filter(|value| *value != number));
    };
    for at in 0..text.len() {
        for digit in b'0'..=b'9' {
            let mut other = text.clone();
            other.get_mut(at).into_iter().for_each(|own| *own = digit);
            add(&other);
        }
        if at > 0 {
            let mut other = text.clone();
            other.swap(at - 1, at);
            add(&other);
        }
    }
    found
}

fn judge(m: &Mention, fact: &Fact, outcome: &mut Outcome) {
    let right: Option<Decimal> = fact.amount.number(m.unit.scale, m.number.places);
    let Some(right) = right.and_then(|number| Amount::printed(number, m.unit.scale, false)) else { return };
    let Some(recomputed) = m.print_like(right) else { return };
    let message = format!("{}写为{}，与表中的{}只差一笔", name(m), m.text, fact.operand.text);
    let others = vec![fact.operand.clone()];
    let relation = Relation { rule: &RULE, formula: Formula::Same, stated: operand(m), others };
    outcome.fails(relation, recomputed, message);
}
