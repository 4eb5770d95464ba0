//! 并列分档: counts side by side whose names leave nothing out (达标、不达标；优、良、中、差) are the whole right before them, also
//! where no word announces a list. It has the codes of [`super::sum`].

use super::partition::is_complete;
use super::sum::{fail, relation};
use crate::exact::{Amount, some_make_up};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;

/// Longer runs are no classes.
const CLASSES_MAX: usize = 8;

/// Tests every run of like amounts in one sentence of which the last is what the others are not.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let sentence = |m: &Mention| (m.passage, m.sentence, m.bracket);
    for figures in reading.mentions.chunk_by(|a, b| sentence(a) == sentence(b)) {
        for run in figures.chunk_by(|a, b| a.is_like(b)) {
            let Some((whole, classes)) = run.split_first() else { continue };
            if !(2..=CLASSES_MAX).contains(&classes.len())
                || !run.iter().all(|m| m.is_amount() && !m.label.is_change())
            {
                continue;
            }
            let parts: Vec<&Mention> = classes.iter().collect();
            if leaves_nothing_out(&parts) && !outcome.is_related(&whole.place) {
                judge(whole, &parts, outcome);
            }
        }
    }
}

fn judge(whole: &Mention, parts: &[&Mention], outcome: &mut Outcome) {
    // A class that others make up lies above them.
    let amounts: Vec<Amount> = parts.iter().map(|m| m.amount).collect();
    if amounts.iter().any(|amount| some_make_up(*amount, &amounts)) {
        return;
    }
    let smaller = parts.iter().all(|m| m.amount.value < whole.amount.value);
    let Some(total) = Amount::sum(parts.iter().map(|m| m.amount)) else { return };
    if total.agrees(whole.amount) {
        outcome.passes(relation(whole, parts));
    } else if smaller && super::sum::is_near(total, whole.amount) {
        fail(whole, parts, total, outcome);
    }
}

/// The names are all classes of a partition, or the last denies another of them: 不达标 of 达标.
fn leaves_nothing_out(parts: &[&Mention]) -> bool {
    let names: Vec<&str> = parts.iter().map(|m| m.label.text.as_str()).collect();
    let denies = |last: &str| {
        let denied = ["不", "未", "非"].iter().find_map(|word| last.strip_prefix(word));
        denied.is_some_and(|denied| denied.chars().count() >= 2 && names.contains(&denied))
    };
    let grades: [&[&str]; 3] =
        [&["优", "良", "中", "差"], &["优秀", "良好", "合格", "不合格"], &["优秀", "良好", "一般", "较差"]];
    let graded = grades.contains(&names.as_slice());
    graded || names.last().is_some_and(|last| denies(last)) || is_complete(parts)
}
