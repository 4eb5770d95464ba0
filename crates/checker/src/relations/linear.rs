//! What differences, adjustments and net changes have in common: one stated amount against a sum of others with signs.

use super::{name, operand};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;

/// A stated amount and what the words say that it is made of.
pub(crate) struct Linear<'a> {
    /// The rule that tests it.
    pub rule: &'static RuleDoc,
    /// The stated amount.
    pub stated: &'a Mention,
    /// What is added.
    pub plus: Vec<&'a Mention>,
    /// What is taken away.
    pub minus: Vec<&'a Mention>,
}

impl Linear<'_> {
    /// Tests the claim. Where two other figures of the sentence make up what is stated, the words meant those.
    pub(crate) fn judge(self, reading: &Reading, outcome: &mut Outcome) {
        let Some(total) = self.total() else { return };
        if total.agrees(self.stated.amount) {
            return outcome.passes(self.relation());
        }
        if total.value < 0 || is_made_otherwise(reading, self.stated) {
            return outcome.cannot_test(&self.stated.place, "差额按另外的数成立");
        }
        let Some(recomputed) = self.stated.print_like(total) else { return };
        let message =
            format!("{}写为{}，{}应为{recomputed}", name(self.stated), self.stated.text, self.formula());
        outcome.fails(self.relation(), recomputed, message);
    }

    fn relation(&self) -> Relation {
        let minus = self.minus.iter().map(|m| operand(m).taken_off(true));
        let others = self.plus.iter().map(|m| operand(m)).chain(minus).collect();
        Relation { rule: self.rule, formula: Formula::Sum, stated: operand(self.stated), others }
    }

    /// What the claim comes to.
    pub(crate) fn total(&self) -> Option<Amount> {
        let plus = Amount::sum(self.plus.iter().map(|m| m.amount))?;
        plus.minus(Amount::sum(self.minus.iter().map(|m| m.amount))?)
    }

    /// `500.00万元－460.50万元`
    fn formula(&self) -> String {
        let plus: Vec<&str> = self.plus.iter().map(|m| m.text.as_str()).collect();
        let minus = self.minus.iter().map(|m| format!("－{}", m.text));
        plus.join("＋") + &minus.collect::<String>()
    }
}

/// Whether the sum or the difference of two like amounts before it in its sentence is what is stated.
fn is_made_otherwise(reading: &Reading, stated: &Mention) -> bool {
    const REACH: usize = 12;
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) < (stated.passage, stated.start));
    let here = |m: &&Mention| {
        (m.passage, m.sentence) == (stated.passage, stated.sentence) && m.is_amount() && m.is_like(stated)
    };
    let like: Vec<&Mention> = reading.before(at, REACH).map(|(_, m)| m).filter(here).collect();
    let made = |a: &Mention, b: &Mention| {
        [a.amount.plus(b.amount), a.amount.minus(b.amount)]
            .into_iter()
            .flatten()
            .any(|made| made.agrees(stated.amount))
    };
    like.iter().any(|a| like.iter().any(|b| a.start != b.start && made(a, b)))
}
