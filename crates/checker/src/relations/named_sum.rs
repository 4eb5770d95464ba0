//! 点名加总: a total that names its parts, `在职、退休、遗属合计132人`, is the sum of the figures that have these names. It has
//! the codes of [`super::sum`].

use super::sum::{fail, is_near, relation};
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::label;
use crate::read::mentions::Mention;

/// Tests every total whose words name its parts, or say how many they are.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, whole) in reading.mentions.iter().enumerate().filter(|(_, m)| m.is_amount()) {
        let Some(parts) = by_name(reading, index, whole).or_else(|| by_number(reading, index, whole)) else {
            continue;
        };
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

fn by_name<'a>(reading: &'a Reading, index: usize, whole: &Mention) -> Option<Vec<&'a Mention>> {
    let names = names(whole)?;
    let parts = names.iter().enumerate().map(|(nth, name)| part(reading, index, name, nth == 0));
    let mut found: Vec<usize> = parts.collect::<Option<_>>()?;
    found.sort_unstable();
    found.dedup();
    (found.len() == names.len()).then(|| found.iter().filter_map(|i| reading.mentions.get(*i)).collect())
}

/// `第一批42台，……；第二批27台，……；第三批18台，……。三批共采购87台`, `第一季度a、……，全年共b`: as many ordinals of one
/// kind, from the first on without a gap.
fn by_number<'a>(reading: &'a Reading, index: usize, whole: &Mention) -> Option<Vec<&'a Mention>> {
    const REACH: usize = 40;
    let lead = whole.lead.trim_start_matches('，');
    let total = ["共", "合计", "累计"].iter().any(|word| lead.contains(word));
    let like = |m: &Mention| m.passage == whole.passage && m.bracket.is_none();
    let before = reading.before(index, REACH).map(|(_, m)| m).take_while(|m| like(m));
    let mut found: Vec<(usize, String, &Mention)> = Vec::new();
    for m in before.filter(|_| total).filter(|m| m.is_amount() && m.is_like(whole)) {
        let (nth, kind) = ordinal(&m.lead)?;
        found.push((nth, kind, m));
        if nth == 1 {
            break;
        }
    }
    found.reverse();
    let (_, kind, _) = found.first()?;
    let runs = found.iter().enumerate().all(|(at, (nth, own, _))| *nth == at + 1 && own == kind);
    let role = found.first().map(|(_, _, m)| m.label.role)?;
    let alike = found.iter().all(|(_, _, m)| m.label.role == role);
    let said = number_of(lead, kind).is_some_and(|n| n == found.len());
    let year = kind == "季" && found.len() == 4 && lead.contains("全年");
    (runs && alike && (said || year)).then(|| found.into_iter().map(|(_, _, m)| m).collect())
}

const NUMERALS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn value_of(c: char) -> Option<usize> {
    if c == '两' { Some(2) } else { NUMERALS.iter().position(|n| *n == c).map(|at| at + 1) }
}

/// `第二批采购`: 2 and 批.
fn ordinal(lead: &str) -> Option<(usize, String)> {
    let (_, behind) = lead.rsplit_once('第')?;
    let mut chars = behind.chars();
    Some((value_of(chars.next()?)?, chars.next()?.to_string()))
}

/// `三批共采购`, `三个季度共`: how many of a kind a total says that it has.
fn number_of(lead: &str, kind: &str) -> Option<usize> {
    let (before, _) = lead.split_once(kind)?;
    value_of(before.trim_end_matches('个').chars().next_back()?)
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
