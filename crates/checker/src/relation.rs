//! A relation between figures as a paper states it: one figure, those that make it, and how they do.

mod solve;

use crate::exact::Amount;
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Mention, Place};

/// A figure by the first character of its place.
pub(crate) type FigureAt = usize;

/// Where a figure stands, how it is printed and what it is worth.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    /// Where.
    pub place: Place,
    /// As printed, with its unit.
    pub text: String,
    /// What it is worth; `None` where it is no number.
    pub value: Option<Value>,
    /// In a sum it is taken off.
    pub less: bool,
}

/// What a figure is worth, and how such a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// The amount on the common scale.
    pub amount: Amount,
    /// Base units in its unit: 10,000 for 万元.
    pub scale: i128,
    /// Its printed decimals.
    pub places: u32,
}

/// How the stated figure is made of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    /// The sum of the others, those marked as `less` taken off.
    Sum,
    /// The first of the others over the second.
    Quotient,
    /// The first over the sum of all others: 未支付率, 节约率 on top of what was spent.
    Part,
    /// What the first is more than the second, over the second: （a－b）÷b.
    Relative,
    /// The first, an increase, over the second before it: d÷（x－d）.
    Growth,
    /// The first, a decrease, over the second before it: d÷（x＋d）.
    Decline,
    /// The product of the others.
    Product,
    /// The product of the others, in ten-thousandths: 元 times pieces as 万元.
    SmallProduct,
    /// The first over the second, so much for each: 人均.
    Mean,
    /// The sum of the others over their number: 平均得分.
    Average,
    /// The same quantity.
    Same,
    /// Something that is no equation: a limit, a band, a number of names.
    Judged,
}

/// A relation that was tested.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// The rule that tests it.
    pub rule: &'static RuleDoc,
    /// How the stated figure is made.
    pub formula: Formula,
    /// The figure that is said to be made of the others.
    pub stated: Operand,
    /// The others, in the order of the formula.
    pub others: Vec<Operand>,
}

impl Operand {
    /// A figure or words at a place, without a value.
    pub(crate) fn words(place: &Place, text: &str) -> Operand {
        Operand { place: place.clone(), text: text.to_owned(), value: None, less: false }
    }

    /// The same operand, worth something.
    pub(crate) fn worth(self, amount: Amount, scale: i128, places: u32) -> Operand {
        Operand { value: Some(Value { amount, scale, places }), ..self }
    }

    /// The same operand, taken off in a sum where `less` says so.
    pub(crate) fn taken_off(self, less: bool) -> Operand {
        Operand { less, ..self }
    }

    /// Its number as printed, and the scale of its unit.
    pub(crate) fn printed(&self) -> Option<(Decimal, i128)> {
        let Value { amount, scale, places } = self.value?;
        Some((amount.number(scale, places)?, scale))
    }

    /// A number as this operand would print it, its unit behind it.
    pub(crate) fn print(&self, amount: Amount) -> Option<String> {
        let Value { scale, places, .. } = self.value?;
        let digits = |c: char| c.is_ascii_digit() || "０１２３４５６７８９".contains(c);
        let unit = self.text.rfind(digits).and_then(|at| {
            let last = self.text.get(at..)?.chars().next()?;
            self.text.get(at + last.len_utf8()..)
        });
        let number = amount.print(scale, places)?;
        let number = if self.text.contains([',', '，']) { grouped(&number) } else { number };
        Some(format!("{number}{}", unit.unwrap_or_default()))
    }

    /// The figure that it is.
    pub(crate) fn at(&self) -> Option<FigureAt> {
        self.place.span.map(|span| span.start)
    }

    /// For a finding.
    pub(crate) fn mention(&self) -> Mention {
        Mention { place: self.place.clone(), text: self.text.clone() }
    }
}

/// A number with commas between groups of three digits.
fn grouped(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.trim_start_matches('-');
    let mut text = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if fraction.is_empty() { text } else { format!("{text}.{fraction}") }
}

impl Relation {
    /// All its figures, the stated one first.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &Operand> {
        [&self.stated].into_iter().chain(&self.others)
    }

    /// A figure by its number: 0 is the stated one.
    pub(crate) fn figure(&self, index: usize) -> Option<&Operand> {
        index.checked_sub(1).map_or(Some(&self.stated), |other| self.others.get(other))
    }

    /// The relation for people: `98.50%＝357827.61万元÷363264.28万元`.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self.others.iter().map(|o| o.text.as_str()).collect();
        let first = texts.first().copied().unwrap_or_default();
        let second = texts.get(1).copied().unwrap_or_default();
        let right = match self.formula {
            Formula::Sum => self.sum_text(),
            Formula::Quotient | Formula::Mean => format!("{first}÷{second}"),
            Formula::Average => format!("（{}）÷{}", self.sum_text(), self.others.len()),
            Formula::Part => format!("{first}÷（{}）", texts.join("＋")),
            Formula::Relative => format!("（{first}－{second}）÷{second}"),
            Formula::Growth => format!("{first}÷（{second}－{first}）"),
            Formula::Decline => format!("{first}÷（{second}＋{first}）"),
            Formula::Product => texts.join("×"),
            Formula::SmallProduct => format!("{}÷10000", texts.join("×")),
            Formula::Same => first.to_owned(),
            Formula::Judged if texts.is_empty() => return self.stated.text.clone(),
            Formula::Judged => return format!("{}：{}", self.stated.text, texts.join("、")),
        };
        format!("{}＝{right}", self.stated.text)
    }

    /// `a＋b－c`; of very many only the first.
    fn sum_text(&self) -> String {
        const SHOWN: usize = 12;
        let mut text = String::new();
        for (index, operand) in self.others.iter().take(SHOWN).enumerate() {
            match (index, operand.less) {
                (_, true) => text.push('－'),
                (0, false) => {}
                (_, false) => text.push('＋'),
            }
            text.push_str(&operand.text);
        }
        if self.others.len() > SHOWN {
            text.push_str(&format!("＋……（共{}项）", self.others.len()));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relations::sum;

    fn check_text(formula: Formula, others: &[&str], expected: &str) {
        let operand = |text: &str| {
            let less = text.starts_with('-');
            Operand::words(&Place::default(), text.trim_start_matches('-')).taken_off(less)
        };
        let others = others.iter().map(|text| operand(text)).collect();
        let relation = Relation { rule: &sum::SUM, formula, stated: operand("9"), others };
        assert_eq!(relation.text(), expected);
    }

    #[test]
    fn a_relation_is_shown_as_it_is_computed() {
        check_text(Formula::Sum, &["7", "4", "-2"], "9＝7＋4－2");
        check_text(Formula::Quotient, &["7", "4"], "9＝7÷4");
        check_text(Formula::Part, &["7", "4"], "9＝7÷（7＋4）");
        check_text(Formula::Decline, &["7", "4"], "9＝7÷（4＋7）");
        check_text(Formula::Judged, &[], "9");
    }
}
