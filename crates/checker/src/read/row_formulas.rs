//! How the columns of a table are made of each other, row by row: 合计 beside its parts, 增减额 beside two years, 期末
//! beside 期初、增加、减少, 金额 beside 数量 and 单价; by what the head prints, by its groups, else as a guess that the rows
//! must confirm.

use super::column_groups::Tree;
use super::grid::Grid;
use super::heading::{Identity, identities};
use super::money_table::AmountColumn;
use crate::exact::{Amount, PER_UNIT};

/// How a column is made. Columns are counted among the columns of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowFormula {
    /// The column that is made.
    pub target: usize,
    /// Of what.
    pub make: Make,
    /// How it is known.
    pub source: Source,
}

/// What a column is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Make {
    /// The sum of these columns, those marked taken off.
    Sum(Vec<(usize, bool)>),
    /// The mean of these columns.
    Average(Vec<usize>),
    /// The product of two, in ten-thousandths where `small` says so: 元 times pieces as 万元.
    Product { of: usize, by: usize, small: bool },
    /// The product of three: people, a standard by the month, months.
    Periods([usize; 3]),
}

/// How a formula is known, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// The head prints it: `3=1+2`.
    Printed,
    /// A total beside all other columns of its group.
    Named,
    /// The words of the heading allow it; the rows must confirm it.
    Guessed,
}

impl RowFormula {
    /// All columns that it takes.
    pub(crate) fn parts(&self) -> Vec<(usize, bool)> {
        match &self.make {
            Make::Sum(parts) => parts.clone(),
            Make::Average(parts) => parts.iter().map(|part| (*part, false)).collect(),
            Make::Product { of, by, .. } => vec![(*of, false), (*by, false)],
            Make::Periods(parts) => parts.iter().map(|part| (*part, false)).collect(),
        }
    }

    /// What it makes of a row.
    pub(crate) fn value(&self, columns: &[AmountColumn], row: usize) -> Option<Amount> {
        let of = |column: usize| columns.get(column)?.value(row);
        match &self.make {
            Make::Sum(parts) => {
                let signed = |(column, less): &(usize, bool)| {
                    of(*column).map(|amount| if *less { amount.negated() } else { amount })
                };
                Amount::sum(parts.iter().map(signed).collect::<Option<Vec<_>>>()?)
            }
            Make::Average(parts) => {
                let sum = Amount::sum(parts.iter().map(|part| of(*part)).collect::<Option<Vec<_>>>()?)?;
                sum.part(i128::try_from(parts.len()).ok().filter(|count| *count > 0)?)
            }
            Make::Periods([a, b, c]) => counted(of(*a)?).times(counted(of(*b)?))?.times(counted(of(*c)?)),
            Make::Product { of: a, by, small } => {
                counted(of(*a)?).times(counted(of(*by)?))?.part(if *small { 10_000 } else { 1 })
            }
        }
    }
}

/// The differences, means and products of a table that was turned: its totals are those of the rows that it has.
pub(crate) fn turned_formulas(columns: &[AmountColumn]) -> Vec<Vec<RowFormula>> {
    let plain = |target: &usize| columns.get(*target).is_some_and(|column| !is_total(column));
    let of = |target: usize| {
        let mut found = differences(columns, target);
        found.extend(products(columns, target));
        found
    };
    (0..columns.len()).filter(plain).map(of).filter(|found| !found.is_empty()).collect()
}

/// A factor: whole pieces, people, months and yuan are no rounded figures.
fn counted(amount: Amount) -> Amount {
    let whole = amount.half > 0 && amount.half == PER_UNIT / 2;
    if whole { Amount { half: 0, ..amount } } else { amount }
}

/// The formulas that each column may have, the surest first; columns that have none are left out.
pub(crate) fn formulas(grid: &Grid, columns: &[AmountColumn]) -> Vec<Vec<RowFormula>> {
    let printed = printed(grid, columns);
    let tree = Tree::of(grid, columns);
    let of = |target: usize| {
        let mut found: Vec<RowFormula> = printed.iter().filter(|f| f.target == target).cloned().collect();
        if found.is_empty() {
            found.extend(tree.named(target));
            found.extend(runs(columns, target));
            found.extend(differences(columns, target));
            found.extend(averages(columns, target));
            found.extend(products(columns, target));
            found.extend(periods(columns, target));
        }
        found
    };
    (0..columns.len()).map(of).filter(|found| !found.is_empty()).collect()
}

/// The identities that the head prints.
fn printed(grid: &Grid, columns: &[AmountColumn]) -> Vec<RowFormula> {
    let at = |column: usize| columns.binary_search_by_key(&column, |c| c.column).ok();
    let formula = |(target, identity): (usize, Identity)| {
        let make = match identity {
            Identity::Sum(parts) => {
                Make::Sum(parts.iter().map(|(c, less)| Some((at(*c)?, *less))).collect::<Option<_>>()?)
            }
            Identity::Product(of, by) => Make::Product { of: at(of)?, by: at(by)?, small: false },
            Identity::Quotient(..) => return None,
        };
        Some(RowFormula { target: at(target)?, make, source: Source::Printed })
    };
    identities(grid).into_iter().filter_map(formula).collect()
}

/// Words of headings that make a column the total of others.
const TOTALS: [&str; 11] =
    ["合计", "总计", "小计", "总额", "共计", "总数", "总和", "总量", "总分", "总得分", "总评分"];

/// A column that is the total of others, by its heading.
pub(super) fn is_total(column: &AmountColumn) -> bool {
    TOTALS.iter().any(|word| column.heading.contains(word)) || is_year_total(column)
}

/// 全年 beside its quarters; the rows must confirm it, as 全年 may be what was planned.
pub(super) fn is_year_total(column: &AmountColumn) -> bool {
    ["全年", "年度累计", "全年数"].contains(&column.heading.as_str())
}

/// Whether a column can be a part of another.
pub(super) fn is_part(columns: &[AmountColumn], part: usize, whole: usize) -> bool {
    columns.get(part).zip(columns.get(whole)).is_some_and(|(part, whole)| part.is_part_of(whole))
}

/// A total with the columns behind it or before it, as many as may be its parts.
fn runs(columns: &[AmountColumn], target: usize) -> Vec<RowFormula> {
    const LONGEST: usize = 12;
    let opens = columns.get(target + 1).is_some_and(|c| c.heading.starts_with("其中"));
    let paid = columns.get(target).is_some_and(|c| c.heading.starts_with("累计"));
    if !opens && !paid && !columns.get(target).is_some_and(is_total) {
        return vec![];
    }
    let behind = columns.len().saturating_sub(target + 1).min(LONGEST);
    let before = target.min(LONGEST);
    let sum = |range: std::ops::Range<usize>| RowFormula {
        target,
        make: Make::Sum(range.map(|column| (column, false)).collect()),
        source: Source::Guessed,
    };
    let right = (2..=behind).rev().map(|length| sum(target + 1..target + 1 + length));
    let left = (2..=before).rev().map(|length| sum(target - length..target));
    // 累计付款 behind the instalments and what was deducted.
    let skipped = if paid { before } else { 0 };
    let over = (2..skipped).rev().map(|length| sum(target - 1 - length..target - 1));
    right.chain(left).chain(over).collect()
}

/// Words of headings that make a column the difference of two others, or of what there was and what came and went.
const DIFFERENCES: [&str; 26] = [
    "增减",
    "增加",
    "减少",
    "差额",
    "差异",
    "偏差",
    "变动",
    "结余",
    "结转",
    "未支付",
    "未执行",
    "未拨付",
    "剩余",
    "余额",
    "节约",
    "审减",
    "核减",
    "核增",
    "压减",
    "缺口",
    "超支",
    "扣分",
    "期末",
    "年末",
    "调整",
    "未完成",
];
/// Words of headings of columns to which something is added.
const ADJUSTED: [&str; 4] = ["调整后", "调整预算", "全年预算", "变动后"];

/// Two columns near a difference, or three before it.
fn differences(columns: &[AmountColumn], target: usize) -> Vec<RowFormula> {
    const SIDE: usize = 6;
    let Some(heading) = columns.get(target).map(|c| c.path.as_str()) else { return vec![] };
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if !has(&DIFFERENCES) && !has(&ADJUSTED) {
        return vec![];
    }
    let guess =
        |parts: Vec<(usize, bool)>| RowFormula { target, make: Make::Sum(parts), source: Source::Guessed };
    let near: Vec<usize> = (target.saturating_sub(SIDE)..(target + SIDE + 1).min(columns.len()))
        .filter(|c| *c != target)
        .collect();
    let mut found = Vec::new();
    for (n, a) in near.iter().enumerate() {
        for b in near.iter().skip(n + 1) {
            found.push(guess(vec![(*a, false), (*b, true)]));
            found.push(guess(vec![(*b, false), (*a, true)]));
            if has(&ADJUSTED) {
                found.push(guess(vec![(*a, false), (*b, false)]));
            }
            let before = near.iter().skip(n + 1).filter(|c| *c > b && **c < target);
            found.extend(before.map(|c| guess(vec![(*a, false), (*b, false), (*c, true)])));
        }
    }
    found
}

/// A mean with the columns before it, as many as may be its parts.
fn averages(columns: &[AmountColumn], target: usize) -> Vec<RowFormula> {
    const LONGEST: usize = 12;
    const MEANS: [&str; 4] = ["平均", "均值", "均分", "年均"];
    let named = columns.get(target).is_some_and(|c| MEANS.iter().any(|word| c.heading.contains(word)));
    if !named {
        return vec![];
    }
    let before = target.min(LONGEST);
    let mean = |length: usize| RowFormula {
        target,
        make: Make::Average((target - length..target).collect()),
        source: Source::Guessed,
    };
    (2..=before).rev().map(mean).collect()
}

/// People times a standard by the month times months, in any order before the amount.
fn periods(columns: &[AmountColumn], target: usize) -> Vec<RowFormula> {
    const SIDE: usize = 4;
    const PERIODS: [&str; 6] = ["月数", "天数", "次数", "年数", "学期", "期数"];
    let named = |c: usize, words: &[&str]| {
        columns.get(c).is_some_and(|column| words.iter().any(|word| column.heading.contains(word)))
    };
    let near = || target.saturating_sub(SIDE)..target;
    let Some(periods) = near().find(|c| named(*c, &PERIODS)) else { return vec![] };
    let Some(price) = near().find(|c| named(*c, &PRICES)) else { return vec![] };
    let counted = near().filter(|c| ![periods, price].contains(c));
    let product = |count: usize| RowFormula {
        target,
        make: Make::Periods([count, price, periods]),
        source: Source::Guessed,
    };
    counted.map(product).collect()
}

/// Words of headings of what one thing costs.
const PRICES: [&str; 7] = ["单价", "标准", "均价", "定额", "单位成本", "每人", "每户"];

/// A number of things times a price or a standard.
fn products(columns: &[AmountColumn], target: usize) -> Vec<RowFormula> {
    const SIDE: usize = 6;
    let Some(own) = columns.get(target) else { return vec![] };
    let is_price = |c: usize| {
        columns.get(c).is_some_and(|column| PRICES.iter().any(|word| column.heading.contains(word)))
    };
    if is_price(target) || own.counted {
        return vec![];
    }
    let near = || (target.saturating_sub(SIDE)..(target + SIDE).min(columns.len())).filter(|c| *c != target);
    let counted = |by: usize| near().filter(move |of| *of != by && !is_price(*of));
    let product =
        |of, by, small| RowFormula { target, make: Make::Product { of, by, small }, source: Source::Guessed };
    near()
        .filter(|by| is_price(*by))
        .flat_map(|by| counted(by).flat_map(move |of| [product(of, by, false), product(of, by, true)]))
        .collect()
}
