//! 倍数: how many times one figure is another (`是上年的2.3倍`), or how many times it has grown by (`增长0.8倍`): one less.

use super::operand;
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::mentions::Mention;
use crate::read::multiples::{Multiple, multiples};
use crate::read::units::Dimension;
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use crate::slip::is_one_place_off_number;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Severity};

/// A multiple in running text.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C067",
    name: "multiple",
    kind: Kind::Rate,
    severity: Severity::Error,
    title: "倍数与前后两数不符",
    what: "“由a增加到b，增长n倍”中的n是否等于b÷a－1；“是原来的n倍”“达到a的n倍”“放大n倍”中的n是否等于两数之商；“翻一番”是两倍，“翻两番”是四倍。",
    why: "“增长1.8倍”与“是1.8倍”相差一整倍，写错就把增长说大了。",
    advice: "请核对两个数，并分清“增长n倍”与“是n倍”。",
    fails: "项目投入由250万元增加到450万元，增长1.8倍。",
    passes: "项目投入由250万元增加到450万元，增长0.8倍。",
    limits: "“由a到b”“a的n倍”以外的写法，同一句中须只有两个同类的数，而且本段没有别的两数能使它成立；否则只在倍数有三位、改正一位数字就相符时才报告；“约”“以上”和约定、要求的倍数不核对；“翻番”相差不到五分之一倍的不报告。",
};

/// What the words say that the multiple is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    /// 增长0.8倍: what was added, over what there was.
    Growth,
    /// 是上年的1.8倍: what there is, over what there was.
    Ratio,
    /// 放大5倍: the larger over the smaller.
    Leverage,
}

/// Two figures of which the multiple may be made.
#[derive(Clone, Copy)]
struct Pair<'a> {
    over: &'a Mention,
    under: &'a Mention,
}

/// Tests every multiple whose words say what it is of.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for (index, passage) in reading.passages.iter().enumerate() {
        for multiple in multiples(passage, index) {
            if let Some(sense) = sense(&multiple) {
                judge(&Claim::of(reading, &multiple, sense), outcome);
            }
        }
    }
}

/// What kind of multiple the words right before it make it.
fn sense(multiple: &Multiple) -> Option<Sense> {
    const GROWTH: [&str; 10] = ["增长", "增加", "提高", "提升", "扩大", "上升", "增幅", "增速", "净增", "多"];
    const LEVERAGE: [&str; 3] = ["放大", "杠杆", "放大倍数"];
    // What is agreed or asked for is no statement of what is.
    const AGREED: [&str; 9] = ["按", "以", "不", "应", "要求", "上限", "目标", "力争", "拟"];
    let clause = multiple.clause.as_str();
    if AGREED.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let plain = clause.trim_end_matches(['了', '为', '是', '达']);
    let ends = |words: &[&str]| words.iter().any(|word| plain.ends_with(word));
    match plain {
        _ if multiple.worded => Some(Sense::Ratio),
        _ if ends(&GROWTH) => Some(Sense::Growth),
        _ if ends(&LEVERAGE) => Some(Sense::Leverage),
        _ if clause.ends_with('的') => Some(Sense::Ratio),
        _ => None,
    }
}

/// A multiple with the figures around it.
struct Claim<'a> {
    reading: &'a Reading,
    multiple: &'a Multiple,
    sense: Sense,
    /// The figures of its passage before it, the nearest first.
    before: Vec<&'a Mention>,
}

impl<'a> Claim<'a> {
    fn of(reading: &'a Reading, multiple: &'a Multiple, sense: Sense) -> Claim<'a> {
        const REACH: usize = 16;
        const CHARACTERS: usize = 300;
        let at =
            reading.mentions.partition_point(|m| (m.passage, m.start) < (multiple.passage, multiple.start));
        let near = |m: &&Mention| m.passage == multiple.passage && m.end + CHARACTERS > multiple.start;
        let before = reading.before(at, REACH).map(|(_, m)| m).take_while(near);
        Claim { reading, multiple, sense, before: before.filter(|m| is_measured(m)).collect() }
    }

    /// The text between a figure and the multiple.
    fn behind(&self, m: &Mention) -> String {
        let passage = self.reading.passages.get(m.passage);
        passage.map_or_else(String::new, |passage| passage.slice(m.end, self.multiple.start))
    }

    /// The figures of its sentence, the nearest first.
    fn here(&self) -> impl Iterator<Item = &'a Mention> {
        let same = |m: &&'a Mention| !self.behind(m).contains(['。', '；']);
        self.before.iter().copied().filter(same)
    }

    /// The pair that the words leave no doubt about: `由a增加到b，增长n倍`, `b，是a的n倍`.
    fn said(&self) -> Option<Pair<'a>> {
        let mut here = self.here();
        let (last, before) = (here.next()?, here.next()?);
        if !last.is_like(before) {
            return None;
        }
        let behind = self.behind(last);
        if behind == "的" {
            // `甲b、乙c，分别是a的n倍和m倍`
            let only = here.all(|m| !m.is_like(last)) && !last.lead.contains("分别");
            return (only && self.sense == Sense::Ratio).then_some(Pair { over: before, under: last });
        }
        let moved = last.lead.contains(['到', '至']) && before.lead.contains(['由', '从']);
        (moved && self.is_bare(&behind)).then_some(Pair { over: last, under: before })
    }

    /// The only two figures of their kind in its sentence, the earlier one below.
    fn only(&self) -> Option<Pair<'a>> {
        let mut here = self.here();
        let last = here.next().filter(|last| self.is_bare(&self.behind(last)))?;
        let like: Vec<&Mention> = here.filter(|m| m.is_like(last)).collect();
        let [other] = like.as_slice() else { return None };
        let earlier = |m: &Mention| {
            m.label.earlier || ["上年", "去年", "原", "首年"].iter().any(|word| m.lead.contains(word))
        };
        let (over, under) = match self.sense {
            Sense::Leverage if last.amount.value > other.amount.value => (last, *other),
            Sense::Leverage => (*other, last),
            _ if earlier(last) != earlier(other) => {
                if earlier(last) {
                    (*other, last)
                } else {
                    (last, *other)
                }
            }
            _ => return None,
        };
        Some(Pair { over, under })
    }

    /// Nothing but a comparison stands between the last figure and the multiple: it is of the same thing.
    fn is_bare(&self, behind: &str) -> bool {
        const COMPARED: [&str; 7] = ["比", "较", "同比", "是", "为", "达", "相当于"];
        let clause = behind.trim_start_matches(['，', '）', '、', '（']);
        let named = ["增", "提", "扩", "上升", "翻", "放大", "杠杆", "实现"];
        let begins = |words: &[&str]| words.iter().any(|word| clause.starts_with(word));
        !clause.contains(['，', '、', '：']) && (clause.is_empty() || begins(&COMPARED) || begins(&named))
    }

    /// What a pair makes, as a fraction.
    fn fraction(&self, pair: Pair) -> Option<(Amount, Amount)> {
        let (over, under) = (pair.over.amount, pair.under.amount);
        let over = if self.sense == Sense::Growth { over.minus(Amount { half: 0, ..under })? } else { over };
        Some((over, under))
    }

    fn fits(&self, pair: Pair) -> bool {
        if self.multiple.worded {
            return self.right(pair).is_some_and(|right| is_about(right, self.multiple.number));
        }
        self.fraction(pair)
            .is_some_and(|(over, under)| fit(over, under, 1, self.multiple.number) == Some(Fit::Right))
    }

    /// What the multiple should be; of a doubling with one decimal.
    fn right(&self, pair: Pair) -> Option<Decimal> {
        let (over, under) = self.fraction(pair)?;
        let places = if self.multiple.worded { 1 } else { self.multiple.number.places };
        quotient(over, under, 1, places).filter(|right| right.digits > 0)
    }

    /// All pairs of like figures around it, the nearest first.
    fn pairs(&self) -> impl Iterator<Item = Pair<'a>> {
        let all = || self.before.iter().copied();
        let pairs = all().flat_map(move |over| all().map(move |under| Pair { over, under }));
        pairs.filter(|pair| pair.over.start != pair.under.start && pair.over.is_like(pair.under))
    }

    /// The pair that one slip of the pen keeps from making a multiple of so many digits.
    fn slipped(&self) -> Option<Pair<'a>> {
        let last = self.here().next().filter(|last| self.is_bare(&self.behind(last)))?;
        let slip = |pair: &Pair| {
            self.right(*pair).is_some_and(|right| is_one_place_off_number(self.multiple.number, right))
        };
        self.pairs().filter(|pair| pair.over.start == last.start).find(slip)
    }

    fn relation(&self, pair: Pair) -> Relation {
        let Multiple { place, text, number, .. } = self.multiple;
        let amount = Amount::printed(*number, 1, true).unwrap_or(Amount { value: 0, half: 0 });
        let stated = Operand::words(place, text).worth(amount, 1, number.places);
        let formula = if self.sense == Sense::Growth { Formula::Relative } else { Formula::Quotient };
        let formula = if self.multiple.worded { Formula::Judged } else { formula };
        Relation { rule: &RULE, formula, stated, others: vec![operand(pair.over), operand(pair.under)] }
    }
}

fn judge(claim: &Claim, outcome: &mut Outcome) {
    let said = claim.said();
    if let Some(pair) = said.filter(|pair| claim.fits(*pair)) {
        return outcome.passes(claim.relation(pair));
    }
    // With the words that leave no doubt, what other figures make is an accident.
    if said.is_none() && claim.pairs().any(|pair| claim.fits(pair)) {
        return match claim.only().filter(|pair| claim.fits(*pair)) {
            Some(pair) => outcome.passes(claim.relation(pair)),
            None => outcome.cannot_test(&claim.multiple.place, "倍数没有写明是哪两个数之比"),
        };
    }
    let sliding = || Some(()).filter(|()| !claim.multiple.worded).and_then(|()| claim.slipped());
    let found = said.or_else(|| claim.only()).or_else(sliding);
    let Some((pair, right)) = found.and_then(|pair| Some((pair, claim.right(pair)?))) else {
        return outcome.cannot_test(&claim.multiple.place, "倍数没有写明是哪两个数之比");
    };
    let recomputed = format!("{right}倍");
    let (over, under) = (&pair.over.text, &pair.under.text);
    let made = match claim.sense {
        Sense::Growth => format!("（{over}－{under}）÷{under}"),
        _ => format!("{over}÷{under}"),
    };
    let message = format!("写为{}，{made}为{recomputed}", claim.multiple.text);
    outcome.fails(claim.relation(pair), recomputed, message);
}

/// Within a tenth: nobody doubles to the digit.
fn is_about(right: Decimal, stated: Decimal) -> bool {
    let stated = stated.digits.saturating_mul(10);
    right.digits.abs_diff(stated).saturating_mul(10) <= stated.unsigned_abs()
}

/// Money and what is counted, each or for each, and no approximate figure.
fn is_measured(m: &Mention) -> bool {
    let kind = matches!(m.unit.dimension, Dimension::Money | Dimension::Price | Dimension::Measure(_));
    kind && !m.approximate && m.amount.value > 0
}
