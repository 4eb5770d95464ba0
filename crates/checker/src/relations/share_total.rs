//! 占比合计: the shares of one whole that leave nothing out are together 100 %.

use super::operand;
use super::share::{base_name, split};
use crate::exact::{Amount, PER_UNIT, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Place, Severity};

/// Shares that are not a hundred together.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C060",
    name: "share_total",
    kind: Kind::Share,
    severity: Severity::Error,
    title: "各项占比之和不是100%",
    what: "同一总体的各项占比，以“其余”“其他”收尾的，合计是否为100%。",
    why: "占比之和不是100%，至少有一项写错，读者却看不出是哪一项。",
    advice: "请核对各项占比；另有未列出的部分，请写明。",
    fails: "资产中，房屋占38.4%，设备占56.6%，其余为家具，占7.0%。",
    passes: "资产中，房屋占38.4%，设备占56.6%，其余为家具，占5.0%。",
    limits: "写明“占某某的”以及“约”数的占比不合计；各项四舍五入足以解释的差异不报告。",
};

/// Shares that are further from a hundred than this are not all of one whole.
const OFF_MAX: i128 = 15 * PER_UNIT;
const WHOLE: Amount = Amount { value: 100 * PER_UNIT, half: 0 };

/// Tests every list of shares of which the last takes up the rest.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    structures(reading, outcome);
    let sentence = |m: &Mention| (m.passage, m.sentence, m.bracket);
    for figures in reading.mentions.chunk_by(|a, b| sentence(a) == sentence(b)) {
        let shares: Vec<&Mention> =
            figures.iter().filter(|m| m.is_rate() && !m.vague && split(m).is_some()).collect();
        let said =
            figures.iter().any(|m| m.is_rate() && m.amount.value == WHOLE.value && m.lead.contains("合计"));
        let complete = |rest: &Mention| said || takes_the_rest(rest) || denies(rest, &shares);
        let Some((rest, others)) = shares.split_last().filter(|(rest, _)| complete(rest)) else {
            continue;
        };
        if others.len() > 1 && shares.iter().all(|m| is_of_the_whole(m)) {
            judge(rest, others, outcome);
        }
    }
}

/// `三次产业结构为20.8%、36.1%和43.1%`: shares side by side that the words call the whole, one of which a slip explains.
fn structures(reading: &Reading, outcome: &mut Outcome) {
    const WORDS: [&str; 3] = ["结构为", "构成为", "构成比为"];
    for series in &reading.series.series {
        let shares: Vec<&Mention> = series.iter().filter_map(|i| reading.mentions.get(*i)).collect();
        let all = shares.iter().all(|m| m.is_rate() && !m.vague);
        let named = shares.first().is_some_and(|m| WORDS.iter().any(|word| m.lead.ends_with(word)));
        if !all || !named || shares.len() < 3 {
            continue;
        }
        if let Some(at) = slipped(&shares) {
            let (before, behind) = shares.split_at(at);
            let Some((rest, after)) = behind.split_first() else { continue };
            judge(rest, &[before, after].concat(), outcome);
        }
    }
}

/// The share that may be wrong: any where all are right, else the one that a slip explains, two digits that changed places
/// before a single one.
fn slipped(shares: &[&Mention]) -> Option<usize> {
    let off = |at: usize| {
        let (m, right) = (shares.get(at)?, right(shares, at)?);
        let (printed, right) =
            (m.number.to_string(), right.number(m.unit.scale, m.number.places)?.to_string());
        let differing = printed.bytes().zip(right.bytes()).filter(|(a, b)| a != b).count();
        (printed == right || is_one_slip(&printed, &right)).then_some((at, differing))
    };
    let found: Vec<(usize, usize)> = (0..shares.len()).filter_map(off).collect();
    let only = |digits: usize| {
        let mut of = found.iter().filter(|(_, differing)| *differing == digits);
        of.next().filter(|_| digits == 0 || of.next().is_none()).map(|(at, _)| *at)
    };
    only(0).or_else(|| only(2)).or_else(|| only(1))
}

/// What the other shares leave of a hundred.
fn right(shares: &[&Mention], at: usize) -> Option<Amount> {
    let others = shares.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, m)| m.amount);
    WHOLE.minus(Amount::sum(others)?)
}

/// `其余为家具用具等，占`
fn takes_the_rest(m: &Mention) -> bool {
    let lead = m.lead.trim_start_matches(['，', '、', '；']);
    ["其余", "余下", "剩余", "其他", "其它"].iter().any(|word| lead.starts_with(word))
}

/// `满意占43.2%，……不满意占6.5%`: the last is what another is not.
fn denies(rest: &Mention, shares: &[&Mention]) -> bool {
    let name = |m: &Mention| m.label.text.trim_end_matches(['占', '的']).to_owned();
    let last = name(rest);
    let denied = ["不", "未", "非"].iter().find_map(|word| last.strip_prefix(word));
    denied.is_some_and(|denied| denied.chars().count() >= 2 && shares.iter().any(|m| name(m) == denied))
}

/// A plain share: of no base that the words name, no part of a part, no share that changed.
fn is_of_the_whole(m: &Mention) -> bool {
    let unnamed = split(m).is_some_and(|(_, base)| base_name(base).is_empty());
    unnamed
        && m.lead.contains('占')
        && !["其中", "比上年", "较上年", "同比"].iter().any(|word| m.lead.contains(word))
}

fn judge(rest: &Mention, others: &[&Mention], outcome: &mut Outcome) {
    // A whole percentage may be rounded as well.
    let rounded = |m: &Mention| Amount::printed(m.number, m.unit.scale, true);
    let Some(sum) = others.iter().map(|m| rounded(m)).collect::<Option<Vec<_>>>().and_then(Amount::sum)
    else {
        return;
    };
    let (Some(right), Some(printed)) = (WHOLE.minus(sum), rounded(rest)) else { return };
    let whole = Operand::words(&Place::default(), "100%").worth(WHOLE, 1, 0);
    let taken = others.iter().map(|m| operand(m).taken_off(true));
    let others: Vec<Operand> = [whole].into_iter().chain(taken).collect();
    let relation = Relation { rule: &RULE, formula: Formula::Sum, stated: operand(rest), others };
    if right.agrees(printed) {
        return outcome.passes(relation);
    }
    let off = right.value.saturating_sub(printed.value).saturating_abs();
    let Some(recomputed) = rest.print_like(right).filter(|_| right.value > 0 && off <= OFF_MAX) else {
        return outcome.cannot_check("占比没有写出分项或总数");
    };
    let message = format!("写为{}，各项占比合计不是100%，按{}应为{recomputed}", rest.text, relation.text());
    outcome.fails(relation, recomputed, message);
}
