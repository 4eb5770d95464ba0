//! 点名加总: a total that names its parts, `在职、退休、遗属合计132人`, is the sum of the figures that have these names. It has
//! the codes of [`super::sum`].

use super::sum::{fail, is_near, relation};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::label;
use crate::read::mentions::Mention;

/// Tests every total whose words name two or more parts.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, whole) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount()) {
        let Some(names) = names(whole) else { continue };
        let found: Option<Vec<usize>> =
            names.iter().enumerate().map(|(nth, name)| part(reading, index, name, nth == 0)).collect();
        let Some(mut found) = found else { continue };
        found.sort_unstable();
        found.dedup();
        if found.len() < names.len() {
            continue;
        }
        let parts: Vec<&Mention> = found.iter().filter_map(|i| reading.mentions.get(*i)).collect();
        let Some(total) = Amount::sum(parts.iter().map(|p| p.amount)) else { continue };
        if total.agrees(whole.amount) {
            outcome.passes(relation(whole, &parts));
        } else if is_near(total, whole.amount) {
            fail(whole, &parts, total, outcome);
        } else {
            outcome.cannot_check("列出分项，但没有可对应的总数");
        }
    }
}

/// The names before `合计`, `共` or `之和为`, divided by `、` or `和`.
fn names(whole: &Mention) -> Option<Vec<String>> {
    const NAMES_MAX: usize = 6;
    const TOTALS: [&str; 9] = ["两项合计", "三项合计", "合计", "共计", "总计", "之和", "总和", "合共", "共"];
    let clause = whole.lead.rsplit(['，', '：']).next().unwrap_or_default().trim_end_matches(['为', '是']);
    let list = TOTALS.iter().find_map(|word| clause.strip_suffix(word))?;
    let names: Vec<String> = list.split(['、', '和', '与', '及']).map(|name| label(name).text).collect();
    let plain = names.iter().all(|n| (2..=12).contains(&n.chars().count()));
    (plain && (2..=NAMES_MAX).contains(&names.len())).then_some(names)
}

/// The part of a name; before the first name may stand other words: `年末在职、退休`.
fn part(reading: &Reading, index: usize, name: &str, first: bool) -> Option<usize> {
    let chars: Vec<char> = name.chars().collect();
    let most = if first { chars.len().saturating_sub(2) } else { 0 };
    let tails = (0..=most).map(|from| chars.iter().skip(from).collect::<String>());
    tails.into_iter().find_map(|tail| named(reading, index, &tail))
}

/// The one amount before a figure in its passage that has the name, where all that do state one value.
fn named(reading: &Reading, index: usize, name: &str) -> Option<usize> {
    const REACH: usize = 24;
    let whole = reading.mentions.get(index)?;
    let own = |m: &Mention| m.is_amount() && m.is_like(whole) && !m.label.is_change() && !m.label.earlier;
    let before = reading.before(index, REACH).take_while(|(_, m)| m.passage == whole.passage);
    let mut found = before.filter(|(_, m)| own(m) && m.label.text.contains(name));
    let first = found.next()?;
    found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0)
}
