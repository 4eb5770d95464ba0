//! 按比例分担: a whole that is divided in stated proportions gives each the amount that the text states.

use super::operand;
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::passage::Passage;
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A portion that is not its percentage of the whole.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C062",
    name: "apportion",
    kind: Kind::Product,
    severity: Severity::Error,
    title: "分担金额与比例不符",
    what: "“按中央60%、省级25%、县级15%的比例分担，即中央a、省级b、县级c”中各方的金额是否等于总额乘以其比例。",
    why: "各级分担是资金测算的结论，一方算错，合计也就对不上。",
    advice: "请核对总额、比例和各方金额。",
    fails: "总投资9720万元，按中央60%、省级25%、县级15%的比例筹措，即中央5832万元、省级2340万元、县级1458万元。",
    passes: "总投资9720万元，按中央60%、省级25%、县级15%的比例筹措，即中央5832万元、省级2430万元、县级1458万元。",
    limits: "比例合计须为100%，其余各方须与比例相符；只有一方写明金额的不核对。",
};

/// Percentages of more parties than this are no apportionment.
const PARTIES_MAX: usize = 8;

/// Tests every run of percentages with names behind which as many amounts have the same names.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    by_ratio(reading, outcome);
    let mut index = 0;
    while index < reading.mentions.len() {
        let rates = run(reading, index);
        index += rates.len().max(1);
        if !(2..=PARTIES_MAX).contains(&rates.len()) || !is_whole(&rates) {
            continue;
        }
        let Some(portions) = portions(reading, index, &rates) else { continue };
        judge(reading, &rates, &portions, outcome);
    }
}

/// The percentages from a figure on that stand side by side, each behind a name.
fn run(reading: &Reading, from: usize) -> Vec<&Mention> {
    let rates = reading.mentions.iter().skip(from).take_while(|m| m.is_rate() && !m.vague);
    let mut found: Vec<&Mention> = Vec::new();
    for m in rates {
        let goes_on = found.last().is_none_or(|last| {
            (last.passage, last.sentence, last.bracket) == (m.passage, m.sentence, m.bracket)
                && m.lead.starts_with('、')
        });
        if !goes_on {
            break;
        }
        found.push(m);
    }
    found
}

fn is_whole(rates: &[&Mention]) -> bool {
    const HUNDRED: i128 = 100 * PER_UNIT;
    Amount::sum(rates.iter().map(|m| m.amount)).is_some_and(|sum| sum.value == HUNDRED)
}

/// The amounts behind the percentages, one for each name.
fn portions<'a>(reading: &'a Reading, from: usize, rates: &[&Mention]) -> Option<Vec<&'a Mention>> {
    let first = rates.first()?;
    let behind: Vec<&Mention> = reading
        .mentions
        .iter()
        .skip(from)
        .take(2 * PARTIES_MAX)
        .take_while(|m| m.passage == first.passage && m.sentence <= first.sentence + 1)
        .filter(|m| m.is_amount())
        .collect();
    let names = rates.iter().map(|m| party(m));
    let portions: Option<Vec<&Mention>> = names
        .map(|name| {
            let mut own = behind.iter().copied().filter(|m| !name.is_empty() && m.label.text.contains(name));
            own.next().filter(|_| own.next().is_none())
        })
        .collect();
    portions
        .filter(|all| all.windows(2).all(|pair| matches!(pair, [a, b] if a.is_like(b) && a.start < b.start)))
}

/// `省级` of `按省级25%`, of `省25%`.
fn party(m: &Mention) -> &str {
    let text = m.label.text.trim_end_matches(['占', '按']);
    text.rsplit(['按', '由', '为']).next().unwrap_or_default().trim_end_matches(['级', '占'])
}

/// The whole is the one of which all but one of the portions are their percentages.
fn judge(reading: &Reading, rates: &[&Mention], portions: &[&Mention], outcome: &mut Outcome) {
    const REACH: usize = 20;
    let Some(first) = rates.first() else { return };
    let at = reading.mentions.partition_point(|m| (m.passage, m.start) < (first.passage, first.start));
    let like = |m: &&Mention| portions.iter().all(|portion| m.is_like(portion)) && m.is_amount();
    let wholes = reading.before(at, REACH).map(|(_, m)| m).filter(like);
    let off = |whole: &Mention| -> Vec<(usize, Amount)> {
        let right = rates.iter().map(|rate| portion(whole.amount, rate));
        let right = right.enumerate().filter_map(|(nth, right)| Some((nth, right?)));
        right.filter(|(nth, right)| portions.get(*nth).is_some_and(|own| !right.agrees(own.amount))).collect()
    };
    for whole in wholes {
        let wrong = off(whole);
        if wrong.len() > 1 {
            continue;
        }
        for (nth, (rate, own)) in rates.iter().zip(portions).enumerate() {
            let others = vec![operand(whole), operand(rate)];
            let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(own), others };
            let Some((_, right)) = wrong.iter().find(|(wrong, _)| *wrong == nth) else {
                outcome.passes(relation);
                continue;
            };
            let sure = rates.len() > 2 || is_long(portions, own);
            let Some(recomputed) = own.print_like(*right).filter(|_| sure) else { continue };
            let message = format!("写为{}，{}×{}应为{recomputed}", own.text, whole.text, rate.text);
            outcome.fails(relation, recomputed, message);
        }
        return;
    }
}

/// Of two parties the other one's amount is long enough to be its portion by no accident.
fn is_long(portions: &[&Mention], own: &Mention) -> bool {
    const DIGITS_MIN: i128 = 1_000;
    portions.iter().any(|m| m.start != own.start && m.number.digits >= DIGITS_MIN)
}

/// `按4∶6分担，市级2128万元、区级3192万元`: as many amounts behind the numbers of a ratio as it has.
fn by_ratio(reading: &Reading, outcome: &mut Outcome) {
    for (index, passage) in reading.passages.iter().enumerate() {
        for (end, parts) in ratios(passage) {
            let first = reading.mentions.partition_point(|m| (m.passage, m.start) < (index, end));
            let behind: Vec<&Mention> = reading.mentions.iter().skip(first).take(parts.len()).collect();
            let alike = behind.iter().all(|m| {
                let own = m.passage == index && m.is_amount() && !m.label.is_change();
                own && behind.first().is_some_and(|one| one.is_like(m) && one.sentence == m.sentence)
            });
            if behind.len() == parts.len() && alike {
                judge_ratio(reading, first, &parts, &behind, outcome);
            }
        }
    }
}

/// The ratios of a passage by which something is divided, and the place behind each.
fn ratios(passage: &Passage) -> Vec<(usize, Vec<i128>)> {
    const WORDS: [&str; 5] = ["分担", "负担", "承担", "比例", "分摊"];
    const REACH: usize = 8;
    let digit = |at: usize| passage.chars.get(at).and_then(|c| c.to_digit(10)).map(i128::from);
    let mut found = Vec::new();
    let mut at = 0;
    while at < passage.chars.len() {
        let mut parts: Vec<i128> = Vec::new();
        let begin = at.checked_sub(1).and_then(digit).is_none();
        let mut next = at;
        while let Some(part) = digit(next).filter(|part| begin && *part > 0 && digit(next + 1).is_none()) {
            parts.push(part);
            next += 1;
            if !passage.chars.get(next).is_some_and(|c| ":∶：".contains(*c)) {
                break;
            }
            next += 1;
        }
        let around = passage.slice(at.saturating_sub(REACH), next + REACH);
        if parts.len() >= 2 && WORDS.iter().any(|word| around.contains(word)) {
            found.push((next, parts));
        }
        at = next.max(at + 1);
    }
    found
}

fn judge_ratio(
    reading: &Reading,
    first: usize,
    parts: &[i128],
    portions: &[&Mention],
    outcome: &mut Outcome,
) {
    const REACH: usize = 16;
    let all: i128 = parts.iter().sum();
    let right = |whole: &Mention, part: i128| whole.amount.multiplied(part)?.part(all);
    let like = |m: &Mention| m.is_amount() && portions.iter().all(|portion| m.is_like(portion));
    for (_, whole) in reading.before(first, REACH).filter(|(_, m)| like(m)) {
        let pairs: Vec<(&Mention, Amount)> =
            parts.iter().zip(portions).filter_map(|(part, own)| Some((*own, right(whole, *part)?))).collect();
        let wrong: Vec<&(&Mention, Amount)> =
            pairs.iter().filter(|(own, right)| !right.agrees(own.amount)).collect();
        let [(own, right)] = wrong.as_slice() else { continue };
        let others = vec![operand(whole)];
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated: operand(own), others };
        let sure = portions.len() > 2 || is_long(portions, own);
        let Some(recomputed) = own.print_like(*right).filter(|_| sure) else { continue };
        let message = format!("写为{}，{}按比例应为{recomputed}", own.text, whole.text);
        return outcome.fails(relation, recomputed, message);
    }
}

fn portion(whole: Amount, rate: &Mention) -> Option<Amount> {
    const HUNDRED: i128 = 100 * PER_UNIT;
    let value =
        mingzhang_domain::decimal::divide_half_up(whole.value.checked_mul(rate.amount.value)?, HUNDRED)?;
    Some(Amount { value, half: whole.half })
}
