//! 占比: a share is the part over the whole that the list or the words `占……的` name.

use super::percentage::Claim;
use super::rate::{Operands, REACH, is_of_budget};
use super::rate_other::other_bases;
use super::share_beside::{beside_shares, is_beside, is_shared};
use super::{named_base, operand};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::label::{Role, label};
use crate::read::mentions::Mention;
use crate::relation::Formula;
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};
use std::collections::{HashMap, HashSet};

/// A share in running text.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C005",
    name: "share",
    kind: Kind::Share,
    severity: Severity::Error,
    title: "占比与分项、总数不符",
    what: "“A a万元，占p%”中的百分比是否等于分项除以所属总数；写明“占某某的”，按写明的基数计算。",
    why: "占比写错，各项占比合计就不是100%，而总数与分项看上去都对。",
    advice: "请按所属总数重新计算占比；如果基数另有所指，请写明“占……的”。",
    fails: "全年支出500.00万元，其中：基本支出300.00万元，占60.00%；项目支出200.00万元，占42.00%。",
    passes: "全年支出500.00万元，其中：基本支出300.00万元，占60.00%；项目支出200.00万元，占40.00%。",
    limits: "“其中”的占比可能以总计或小计为基数，只要以前文任一同类数为基数成立就不报告；写明“占某某的”而只有一个数叫这个名称，或者并列的其他占比都以同一数为基数的，只按这个基数核对；“占年度计划的”“占当年投入的”可以各有各的基数；与计算结果相差超过二十分之一，又不是其中一个数的一处笔误的，除非词语写明了基数，不报告；其他写法，只有在附近的数都推不出它、而改正一位数字（或对调两位）就与相邻的数相符时才报告。",
};

/// Tests every share in running text.
pub(crate) fn check(reading: &Reading, answered: &HashSet<usize>, outcome: &mut Outcome) {
    let shares = Shares::of(reading);
    let open = |(i, m): &(usize, &Mention)| m.is_rate() && !m.vague && !answered.contains(i);
    for (index, stated) in reading.mentions.iter().enumerate().filter(open) {
        let (first, count) = respective(reading, index);
        if !reading.mentions.get(first).is_some_and(|m| is_share(reading, m)) {
            continue;
        }
        let found = if count > 1 { shares.by_position(index, first, count) } else { shares.get(index) };
        let only =
            found.is_some_and(|found| is_said(reading, index, found) || is_beside(reading, index, found));
        let shared = || found.is_some_and(|found| is_shared(reading, index, found));
        match found.and_then(|found| claim(reading, stated, found)) {
            Some((claim, _)) if only => claim.judge_by_words(outcome),
            Some((claim, over)) if shared() => {
                claim.judge_however_far(other_bases(reading, index, over), outcome);
            }
            Some((claim, over)) => claim.judge(other_bases(reading, index, over), outcome),
            None => outcome.cannot_test(&stated.place, "占比没有写出分项或总数"),
        }
    }
}

/// The shares of which the text itself states the base.
pub(crate) fn based(reading: &Reading) -> HashSet<usize> {
    Shares::of(reading).known.into_keys().collect()
}

/// The part and the whole of every share, by its number among the figures.
pub(super) fn known(reading: &Reading) -> HashMap<usize, Operands> {
    Shares::of(reading).known
}

/// `占p%`, or a percentage alone in brackets behind the part of a list: `设备费180万元（56.25%）`.
fn is_share(reading: &Reading, m: &Mention) -> bool {
    let alone = m.lead.is_empty() && m.bracket.is_some_and(|open| open + 1 == m.start);
    split(m).is_some() || (alone && reading.behind(m).is_some_and(|c| "）)".contains(c)))
}

/// Whose share it is and of what, by the words before it: `甲占乙的`, `为到位资金的`.
pub(super) fn split(m: &Mention) -> Option<(&str, &str)> {
    let clause = m.lead.rsplit('，').next().unwrap_or_default();
    let of = || ["为", "是", "相当于"].iter().find_map(|word| clause.rsplit_once(word)?.1.strip_suffix('的'));
    // `24.7万吨标准煤，占28.59%`: what follows the unit names no other subject.
    let behind = m.lead.split_once('，').map(|(_, behind)| behind).filter(|behind| behind.starts_with('占'));
    behind
        .unwrap_or(&m.lead)
        .split_once('占')
        .or_else(|| of().filter(|base| !base.is_empty() && !is_of_budget(m)).map(|base| ("", base)))
}

/// What a share says that it is of, without the words for its being a number: `占完工小区的`.
pub(super) fn base_name(base: &str) -> &str {
    let base = base.trim_end_matches(['的', '比', '为', '达', '重']);
    ["总数", "总额", "总量"].iter().find_map(|word| base.strip_suffix(word)).unwrap_or(base)
}

/// The words name the whole, and only one amount answers to the name. A plan or a target may be that of the part.
fn is_said(reading: &Reading, index: usize, found: Operands) -> bool {
    const NAME_MIN: usize = 4;
    let name = reading.mentions.get(index).and_then(split).map(|(_, base)| base_name(base));
    let part = reading.mentions.get(found.over);
    let long = |name: &&str| {
        let own = name.chars().count() >= NAME_MIN && !name.starts_with('总') && !is_of_its_own(name);
        own || name.starts_with('已')
    };
    let long = name.filter(long);
    // `占“三公”经费的`: of what was spent, where only the budget was named so.
    let planned = |name: &str| {
        let plan = found.under.and_then(|under| reading.mentions.get(under)).map(|m| m.label.role);
        plan == Some(Role::Plan) && !["预算", "安排", "到位", "下达"].iter().any(|word| name.contains(word))
    };
    let one = |name: &str, part: &Mention| named_base::find(reading, index, name, part) == found.under;
    long.zip(part).is_some_and(|(name, part)| one(name, part) && !planned(name))
}

/// A base that each part may have of its own: its plan, what was there in its year, of its class.
fn is_of_its_own(name: &str) -> bool {
    const WORDS: [&str; 12] =
        ["计划", "目标", "任务", "当年", "本年", "上年", "同期", "该", "各自", "其", "年度", "本"];
    WORDS.iter().any(|word| name.contains(word)) || name.contains(|c: char| c.is_ascii_digit())
}

/// The shares of a paper with their operands. One may take its base from the one before it, so they are read in order,
/// each once.
struct Shares<'a> {
    reading: &'a Reading,
    known: HashMap<usize, Operands>,
}

impl<'a> Shares<'a> {
    fn of(reading: &'a Reading) -> Shares<'a> {
        let mut shares = Shares { reading, known: HashMap::new() };
        for (index, m) in reading.mentions.iter().enumerate() {
            if m.is_rate() && is_share(reading, m) {
                shares.known.extend(shares.operands(index).map(|operands| (index, operands)));
            }
        }
        shares
    }

    fn get(&self, index: usize) -> Option<Operands> {
        self.known.get(&index).copied()
    }

    /// The n-th of several shares side by side belongs to the n-th of as many amounts before them.
    fn by_position(&self, index: usize, first: usize, count: usize) -> Option<Operands> {
        let over = self.reading.mentions.get(index.checked_sub(count)?)?;
        let amounts = first.checked_sub(count)?..first;
        let like = |m: &Mention| m.is_amount() && over.is_like(m) && over.sentence == m.sentence;
        let listed = amounts.clone().all(|i| self.reading.mentions.get(i).is_some_and(like));
        let under = self.get(first)?.under.filter(|base| listed && !amounts.contains(base))?;
        Some(Operands { over: index.checked_sub(count)?, under: Some(under), certain: true })
    }

    /// The part and the whole of a share.
    fn operands(&self, index: usize) -> Option<Operands> {
        let reading = self.reading;
        let stated = reading.mentions.get(index)?;
        let Some((subject, base)) = split(stated) else {
            let (over, _) = reading.before_bracket(index)?;
            let under = whole_of(reading, over)?;
            return Some(Operands { over, under: Some(under), certain: false });
        };
        let base = base_name(base);
        let subject = subject.trim_matches(['，', '：']);
        if let Some(found) = amount_behind(reading, index) {
            return Some(found);
        }
        let over = if let Some(unit) = counted(base) {
            beside_like(reading, index, |m| m.unit.word.contains(unit))?
        } else if subject.is_empty() {
            beside(reading, index)?
        } else {
            named(reading, index, subject, None)?
        };
        let part = reading.mentions.get(over)?;
        let bracketed = named_base::in_brackets_before(reading, index);
        let strict = if bracketed.is_some() {
            bracketed
        } else if base.is_empty() {
            let whole = whole_of(reading, over).or_else(|| self.same_base(index));
            whole.or_else(|| beside_shares(reading, index, over, 1)).or_else(|| outer(reading, over))
        } else if base.starts_with('总') {
            let whole = whole_of(reading, over).or_else(|| self.same_base(index));
            whole.or_else(|| named(reading, over, base, Some(part)))
        } else {
            named(reading, over, base, Some(part)).or_else(|| named_base::find(reading, index, base, part))
        };
        let behind = || named_behind(reading, index, base, part);
        let under = strict.or_else(behind).or_else(|| loosely_named(reading, over, base, part))?;
        let fits = reading.mentions.get(under).is_some_and(|m| m.is_like(part)) && under != over;
        let certain = strict.or_else(behind).is_some();
        fits.then_some(Operands { over, under: Some(under), certain })
    }

    /// The base that the share before it in the sentence names: `A占基本支出的81%；B占18%`.
    fn same_base(&self, index: usize) -> Option<usize> {
        let stated = self.reading.mentions.get(index)?;
        let named = |m: &Mention| m.is_rate() && m.lead.contains('占') && m.lead.ends_with('的');
        let before = self
            .reading
            .before(index, REACH)
            .take_while(|(_, m)| m.passage == stated.passage && m.sentence == stated.sentence)
            .find(|(_, m)| named(m))?;
        self.get(before.0)?.under
    }
}

fn claim<'a>(reading: &'a Reading, stated: &'a Mention, found: Operands) -> Option<(Claim<'a>, usize)> {
    let under = found.under?;
    let (part, whole) = (reading.mentions.get(found.over)?, reading.mentions.get(under)?);
    let formula = format!("{}÷{}", part.text, whole.text);
    let operands = vec![operand(part), operand(whole)];
    let (over, under, certain) = (part.amount, whole.amount, found.certain);
    let made = Formula::Quotient;
    Some((Claim { rule: &RULE, stated, over, under, made, operands, certain, formula }, found.over))
}

/// The first of the shares that stand side by side and how many there are: `占……的14.7%、33.6%和51.7%`.
fn respective(reading: &Reading, index: usize) -> (usize, usize) {
    const MANY: usize = 32;
    let beside = |m: &Mention| m.is_rate() && ["、", "和", "及", "与"].contains(&m.lead.as_str());
    let follows = |i: usize| reading.mentions.get(i).is_some_and(beside);
    let first = (0..=index).rev().take(MANY).find(|i| !follows(*i)).unwrap_or(index);
    let more = (first + 1..reading.mentions.len()).take(MANY).take_while(|i| follows(*i)).count();
    (first, more + 1)
}

/// The amount right before a share, also before the brackets in which the share stands alone.
fn beside(reading: &Reading, index: usize) -> Option<usize> {
    beside_like(reading, index, Mention::is_amount)
}

/// Of what a base is the number: 人 of `低保人数`, of which only such a figure is a part.
fn counted(base: &str) -> Option<char> {
    base.strip_suffix('数').and_then(|name| name.chars().last()).filter(|unit| "人户家个件次".contains(*unit))
}

/// The nearest amount before a share that fits.
fn beside_like(reading: &Reading, index: usize, fits: impl Fn(&Mention) -> bool) -> Option<usize> {
    let stated = reading.mentions.get(index)?;
    // `支出26万元，完成预算30万元的87%，占…`: what another percentage is of is not the part.
    let base = |at: usize| reading.mentions.get(at + 1).is_some_and(|m| m.is_rate() && m.lead == "的");
    let inside = reading
        .before(index, 6)
        .take_while(|(_, m)| m.passage == stated.passage && m.segment == stated.segment)
        .filter(|(at, m)| m.bracket == stated.bracket && !base(*at))
        .find(|(_, m)| m.is_amount() && fits(m) && !m.label.is_change());
    let bracketed = || reading.before_bracket(index).filter(|(_, m)| m.is_amount() && fits(m));
    inside.or_else(bracketed).map(|(i, _)| i)
}

/// The whole of the list in which a figure is a part.
fn whole_of(reading: &Reading, part: usize) -> Option<usize> {
    reading.whole_of.get(&part).copied()
}

/// The nearest earlier amount whose label holds the name, where all that do state one value; a part's own kind if given.
fn named(reading: &Reading, index: usize, name: &str, like: Option<&Mention>) -> Option<usize> {
    let name = label(name).text;
    let fits = |m: &Mention| {
        m.is_amount() && !m.label.is_change() && answers(m, &name) && like.is_none_or(|part| part.is_like(m))
    };
    let mut found = reading.before(index, 2 * REACH).filter(|(_, m)| fits(m));
    let first = found.next()?;
    found.all(|(_, m)| m.amount == first.1.amount).then_some(first.0)
}

/// The words of a figure hold a name. 支出 alone is all of it, not 观影支出.
pub(super) fn answers(m: &Mention, name: &str) -> bool {
    const GENERAL: [&str; 6] = ["支出", "收入", "投资", "资金", "经费", "金额"];
    m.label.text.contains(name) && (!GENERAL.contains(&name) || m.label.is_bare() || m.label.text == name)
}

/// The one amount before a part that 其中 alone divides: `收回问卷304份，其中满意的286份，占94%`.
pub(crate) fn outer(reading: &Reading, part: usize) -> Option<usize> {
    let of = reading.mentions.get(part).filter(|m| m.lead.contains("其中"))?;
    let mut before = reading
        .before(part, 6)
        .take_while(|(_, m)| m.passage == of.passage && m.sentence + 1 >= of.sentence)
        .filter(|(_, m)| m.bracket.is_none() && m.is_amount() && m.is_like(of) && !m.label.is_change());
    before.next().map(|(i, _)| i)
}

/// `总额560万元，其中财政资金占80%，即448万元`: the part behind its share, of the amount that begins the sentence.
fn amount_behind(reading: &Reading, index: usize) -> Option<Operands> {
    let (stated, part) = (reading.mentions.get(index)?, reading.mentions.get(index + 1)?);
    let here = |m: &Mention| (m.passage, m.sentence) == (stated.passage, stated.sentence);
    let said = here(part) && ["，即", "，为", "，计"].contains(&part.lead.as_str());
    let like = |m: &Mention| m.is_amount() && m.is_like(part) && m.bracket.is_none();
    let before = reading.before(index, 12).take_while(|(_, m)| here(m));
    let (under, _) = before.filter(|(_, m)| said && like(m)).last()?;
    like(part).then_some(Operands { over: index + 1, under: Some(under), certain: true })
}

/// The base where it is named first and stated behind: `占支出的20%，支出42亿元`.
fn named_behind(reading: &Reading, index: usize, name: &str, like: &Mention) -> Option<usize> {
    let stated = reading.mentions.get(index).filter(|_| !name.is_empty())?;
    let here = |m: &Mention| (m.passage, m.sentence) == (stated.passage, stated.sentence);
    let fits = |m: &Mention| m.is_amount() && m.is_like(like) && m.label.text == name;
    let behind = reading.mentions.iter().enumerate().skip(index + 1).take(4);
    behind.take_while(|(_, m)| here(m)).find(|(_, m)| fits(m)).map(|(i, _)| i)
}

/// The nearest earlier amount whose label has the signs of the name in their order: `地方收入` for
/// `地方一般公共预算收入`.
fn loosely_named(reading: &Reading, index: usize, name: &str, like: &Mention) -> Option<usize> {
    const NAME_MIN: usize = 4;
    if name.chars().count() < NAME_MIN {
        return None;
    }
    let holds = |text: &str| {
        let mut signs = text.chars();
        name.chars().all(|c| signs.any(|s| s == c))
    };
    let fits = |m: &Mention| m.is_amount() && !m.label.is_change() && m.is_like(like) && holds(&m.label.text);
    reading.before(index, REACH).find(|(_, m)| fits(m)).map(|(i, _)| i)
}
