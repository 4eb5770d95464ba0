//! How a figure may be made of others, by its own words.

use super::as_printed;
use crate::exact::{Amount, Fit, PER_UNIT, fit, quotient};
use crate::read::Reading;
use crate::read::label::Role;
use crate::read::mentions::Mention;
use crate::read::units::Dimension;
use crate::relation::Formula;
use crate::relations::percentage::per;
use crate::relations::{apportion, change, difference, growth, points, product, rate, sum};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::{Decimal, divide_half_up};

/// What the words of a figure say that it is.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// 占, 率, …的p%: one amount over another.
    Rate,
    /// 增长, 降幅: a change over the figure before it.
    Growth,
    /// 百分点: a difference of percentages.
    Points,
    /// 结余, 审减, 还应补拨: a difference of two amounts.
    Difference,
    /// 合计, 共: the amounts right before it.
    Sum,
    /// 需资金, 共发放: a standard times a number.
    Product,
    /// `按10%承担，为…`: a percentage of an amount.
    Portion,
}

/// A value that figures make.
pub(super) struct Made<'a> {
    /// How.
    pub formula: Formula,
    /// Of which, and which are taken off.
    pub figures: Vec<(&'a Mention, bool)>,
    /// The value as the figure in question would print it.
    pub right: Decimal,
    /// The amounts over each other, or the amount itself over one.
    value: (Amount, Option<Amount>),
}

impl Made<'_> {
    /// Whether it is what is printed, within the roundings.
    pub(super) fn fits(&self, stated: &Mention) -> bool {
        match self.value {
            (over, Some(under)) => per(stated)
                .and_then(|per| fit(over, under, per, stated.number))
                .is_some_and(|found| found != Fit::Wrong),
            (amount, None) => amount.agrees(stated.amount) || self.right == stated.number,
        }
    }
}

impl Way {
    /// What the words of a figure say that it may be.
    pub(super) fn of(reading: &Reading, m: &Mention) -> Vec<Way> {
        if matches!(m.unit.dimension, Dimension::PercentPoints | Dimension::MillePoints) {
            return vec![Way::Points];
        }
        if m.is_rate() && !m.vague {
            let growth = is_growth(reading, m);
            return if growth {
                vec![Way::Growth]
            } else if is_rate(m) {
                vec![Way::Rate]
            } else {
                vec![]
            };
        }
        if !m.is_amount() {
            return vec![];
        }
        let money = m.unit.dimension == Dimension::Money;
        let ways = [
            (is_difference(m), Way::Difference),
            (is_sum(m), Way::Sum),
            (money && is_product(m), Way::Product),
            (is_portion(m), Way::Portion),
        ];
        ways.into_iter().filter(|(said, _)| *said).map(|(_, way)| way).collect()
    }

    /// The rule whose relation it is.
    pub(super) fn rule(self) -> &'static RuleDoc {
        match self {
            Way::Rate => &rate::RULE,
            Way::Growth => &growth::RULE,
            Way::Points => &points::RULE,
            Way::Difference => &difference::RULE,
            Way::Sum => &sum::SUM,
            Way::Product => &product::RULE,
            Way::Portion => &apportion::RULE,
        }
    }

    /// Everything that the figures near one make in this way.
    pub(super) fn made<'a>(self, stated: &Mention, near: &[&'a Mention]) -> Vec<Made<'a>> {
        let here = |m: &Mention| (m.passage, m.sentence) == (stated.passage, stated.sentence);
        let pairs = || {
            near.iter()
                .flat_map(|a| near.iter().map(move |b| (*a, *b)))
                .filter(|(a, b)| a.start != b.start && a.is_like(b) && (here(a) || here(b)))
        };
        let amounts = |(a, b): &(&Mention, &Mention)| a.is_amount() && b.is_amount();
        match self {
            Way::Rate => pairs().filter(amounts).filter_map(|(a, b)| rate_of(stated, a, b)).collect(),
            Way::Growth => pairs().filter(amounts).flat_map(|(a, b)| growth_of(stated, a, b)).collect(),
            Way::Points => {
                let rates = |(a, b): &(&Mention, &Mention)| a.is_rate() && b.is_rate();
                pairs().filter(rates).filter_map(|(a, b)| difference_of(stated, a, b)).collect()
            }
            Way::Difference => {
                let like = |(a, _): &(&Mention, &Mention)| a.is_like(stated);
                pairs()
                    .filter(amounts)
                    .filter(like)
                    .filter_map(|(a, b)| difference_of(stated, a, b))
                    .collect()
            }
            Way::Sum => sums(stated, near),
            Way::Product => products(stated, near),
            Way::Portion => portions(stated, near),
        }
    }
}

fn clause(m: &Mention) -> &str {
    m.lead.rsplit(['，', '：', '；']).next().unwrap_or_default()
}

fn is_growth(reading: &Reading, m: &Mention) -> bool {
    let spread = ["幅", "增速", "增长率"].iter().any(|word| clause(m).contains(word));
    let behind = reading.tail(m);
    m.label.is_change()
        || spread
        || ["的降幅", "的增幅", "的增速"].iter().any(|word| behind.starts_with(word))
}

/// A share or a rate of amounts, not one that only a survey or a meter knows.
fn is_rate(m: &Mention) -> bool {
    const WORDS: [&str; 12] =
        ["占", "率", "的", "比例", "比重", "完成", "进度", "执行", "支付", "相当于", "达到", "折合"];
    WORDS.iter().any(|word| clause(m).contains(word))
}

fn is_difference(m: &Mention) -> bool {
    const WORDS: [&str; 22] = [
        "结余", "结存", "剩余", "余额", "节约", "节余", "节省", "审减", "核减", "核增", "缺口", "超支",
        "超出", "超额", "差额", "相差", "还应", "尚需", "尚未", "补拨", "净增", "净减",
    ];
    let clause = clause(m);
    WORDS.iter().any(|word| clause.contains(word)) || m.label.is_change() || clause.starts_with(['多', '少'])
}

fn is_sum(m: &Mention) -> bool {
    ["合计", "共计", "总计", "相加", "累计", "总数", "总额", "合并"]
        .iter()
        .any(|word| clause(m).contains(word))
        || clause(m).ends_with('共')
}

fn is_product(m: &Mention) -> bool {
    const WORDS: [&str; 10] =
        ["需", "应", "共", "合计", "总", "补助资金", "补贴资金", "发放", "测算", "合价"];
    WORDS.iter().any(|word| clause(m).contains(word))
}

fn is_portion(m: &Mention) -> bool {
    ["即", "为", "计", "承担", "分担", "配套"].iter().any(|word| clause(m).contains(word))
}

/// `为年初预算的11.63%`: a base that the words name is a figure of that name.
fn is_named(stated: &Mention, base: &Mention) -> bool {
    let Some(of) = clause(stated).strip_suffix(['的', '比', '达']) else { return true };
    let name = of.rsplit(['占', '为', '是', '于', '成']).next().unwrap_or_default();
    let ends: Vec<char> = name.chars().rev().take(2).collect();
    let last: String = ends.into_iter().rev().collect();
    name.is_empty()
        || base.lead.contains(&last)
        || name.contains(&base.label.text) && !base.label.text.is_empty()
}

fn rate_of<'a>(stated: &Mention, a: &'a Mention, b: &'a Mention) -> Option<Made<'a>> {
    let plain = !a.label.is_change() && !b.label.is_change() && is_named(stated, b);
    let right = quotient(a.amount, b.amount, per(stated)?, stated.number.places)?;
    let value = (a.amount, Some(b.amount));
    plain.then_some(Made { formula: Formula::Quotient, figures: vec![(a, false), (b, false)], right, value })
}

/// A growth from one figure to another, or by one on top of another.
pub(super) fn growth_of<'a>(stated: &Mention, a: &'a Mention, b: &'a Mention) -> Vec<Made<'a>> {
    let figures = vec![(a, false), (b, false)];
    let made = |formula: Formula, over: Option<Amount>, under: Option<Amount>| {
        let (over, under) = (over?, under.filter(|under| under.value > 0)?);
        let right = quotient(over, under, per(stated)?, stated.number.places)?;
        Some(Made { formula, figures: figures.clone(), right, value: (over, Some(under)) })
    };
    let moves = |m: &Mention| m.label.is_change() && !change::is_end(m);
    let found = if moves(a) {
        let growth = made(Formula::Growth, Some(a.amount), b.amount.minus(a.amount));
        let decline = made(Formula::Decline, Some(a.amount), b.amount.plus(a.amount));
        let on_base = made(Formula::Quotient, Some(a.amount), Some(b.amount)).filter(|_| may_be_before(b));
        vec![if a.label.role == Role::Up { growth } else { decline }, on_base]
    } else if moves(b) {
        vec![]
    } else {
        let off = a.amount.minus(b.amount).map(|off| if off.value < 0 { off.negated() } else { off });
        vec![made(Formula::Judged, off, Some(b.amount))]
    };
    found.into_iter().flatten().collect()
}

/// Nothing says that a figure is the one after a change.
fn may_be_before(m: &Mention) -> bool {
    m.label.earlier || change::is_base(m) || m.label.role == Role::Plan || m.label.role == Role::Plain
}

/// A percentage is a change over a figure.
pub(super) fn is_over(stated: &Mention, change: &Mention, base: &Mention) -> bool {
    let found = per(stated).and_then(|per| fit(change.amount, base.amount, per, stated.number));
    found == Some(Fit::Right)
}

/// A figure with a change on top of it, `on`, or taken off it.
pub(super) fn moved(change: &Mention, base: &Mention, on: bool) -> Option<Amount> {
    let up = (change.label.role == Role::Up) == on;
    if up { base.amount.plus(change.amount) } else { base.amount.minus(change.amount) }
}

fn difference_of<'a>(stated: &Mention, a: &'a Mention, b: &'a Mention) -> Option<Made<'a>> {
    let amount = a.amount.minus(b.amount).filter(|amount| amount.value > 0)?;
    let right = as_printed(amount, stated)?;
    Some(Made { formula: Formula::Sum, figures: vec![(a, false), (b, true)], right, value: (amount, None) })
}

/// Two or more like amounts, one after the other, up to the one right before a figure.
fn sums<'a>(stated: &Mention, near: &[&'a Mention]) -> Vec<Made<'a>> {
    let mut before: Vec<&Mention> =
        near.iter().copied().filter(|m| m.is_like(stated) && m.is_amount()).collect();
    before.retain(|m| (m.passage, m.start) < (stated.passage, stated.start) && m.bracket.is_none());
    before.sort_by_key(|m| std::cmp::Reverse((m.passage, m.start)));
    let run = |n: usize| {
        let parts = before.get(..n)?;
        let amount = Amount::sum(parts.iter().map(|m| m.amount))?;
        let figures = parts.iter().rev().map(|m| (*m, false)).collect();
        Some(Made {
            formula: Formula::Sum,
            figures,
            right: as_printed(amount, stated)?,
            value: (amount, None),
        })
    };
    (2..=before.len()).filter_map(run).collect()
}

/// A standard times a number, and times the months of a year where it is for a month.
fn products<'a>(stated: &Mention, near: &[&'a Mention]) -> Vec<Made<'a>> {
    const MONTHS: i128 = 12;
    let money = |m: &Mention| matches!(m.unit.dimension, Dimension::Money | Dimension::Price);
    let priced = |m: &Mention| {
        let said = ["标准", "单价", "每", "均"].iter().any(|word| clause(m).contains(word));
        money(m) && !m.approximate && (said || m.unit.dimension == Dimension::Price)
    };
    let counted = |m: &Mention| matches!(m.unit.dimension, Dimension::Measure(_)) && m.is_amount();
    let many = |m: &Mention| Amount::printed(m.number, m.unit.multiple, m.unit.is_rounded(m.number.places));
    let mut made = Vec::new();
    for price in near.iter().copied().filter(|m| priced(m)) {
        let text = format!("{}{}", clause(price), price.unit.word);
        let monthly = ["每月", "/月", "·月", "月均"].iter().any(|word| text.contains(word));
        for count in near.iter().copied().filter(|m| counted(m)) {
            let Some(once) = many(count).and_then(|many| price.amount.times(many)) else { continue };
            let value = if monthly { once.multiplied(MONTHS) } else { Some(once) };
            let Some((value, right)) = value.and_then(|value| Some((value, as_printed(value, stated)?)))
            else {
                continue;
            };
            let formula = if monthly { Formula::Judged } else { Formula::Product };
            made.push(Made {
                formula,
                figures: vec![(price, false), (count, false)],
                right,
                value: (value, None),
            });
        }
    }
    made
}

/// The percentage right before a figure of each amount around it.
fn portions<'a>(stated: &Mention, near: &[&'a Mention]) -> Vec<Made<'a>> {
    const HUNDRED: i128 = 100 * PER_UNIT;
    let before =
        |m: &&&Mention| m.segment == stated.segment && m.passage == stated.passage && m.start < stated.start;
    let Some(rate) =
        near.iter().filter(before).max_by_key(|m| m.start).copied().filter(|m| m.is_rate() && !m.vague)
    else {
        return vec![];
    };
    let of = |whole: &'a Mention| {
        let value = divide_half_up(whole.amount.value.checked_mul(rate.amount.value)?, HUNDRED)?;
        let value = Amount { value, half: whole.amount.half };
        let right = as_printed(value, stated)?;
        Some(Made {
            formula: Formula::Judged,
            figures: vec![(whole, false), (rate, false)],
            right,
            value: (value, None),
        })
    };
    near.iter().copied().filter(|m| m.is_like(stated) && m.is_amount()).filter_map(of).collect()
}
