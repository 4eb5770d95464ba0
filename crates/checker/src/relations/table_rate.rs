//! 表内比率: a column of rates is the quotient of two other columns, row by row.

use super::percentage::cut;
use super::table_share;
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::heading::{Identity, identities};
use crate::read::money_table::{AmountColumn, numbers, rows, shown};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Place, Severity};

/// A rate in a table.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C020",
    name: "table_rate",
    kind: Kind::Rate,
    severity: Severity::Error,
    title: "表中比率与同一行的两个数不符",
    what: "执行率、支付率等列，逐行核对是否等于支付（执行）列除以预算列；用哪两列由列名和多数行决定。",
    why: "表里的比率常由人工填写，改了金额没有改比率。",
    advice: "请重新计算该行的比率。",
    fails: "单位：万元\n类别\t预算数\t执行数\t执行率\n甲类\t100.00\t90.00\t90.00%\n乙类\t200.00\t150.00\t57.00%\n丙类\t50.00\t50.00\t100.00%",
    passes: "单位：万元\n类别\t预算数\t执行数\t执行率\n甲类\t100.00\t90.00\t90.00%\n乙类\t200.00\t150.00\t75.00%\n丙类\t50.00\t50.00\t100.00%",
    limits: "没有一对列能使半数以上的行成立时不报告；基数为零的行不核对。",
};

/// A growth in a table.
pub(crate) const GROWTH: RuleDoc = RuleDoc {
    code: "MZ-C044",
    name: "table_growth",
    kind: Kind::Growth,
    severity: Severity::Error,
    title: "表中增减幅度与同一行的两个数不符",
    what: "增减%、增幅、增长率等列，逐行核对是否等于增减额除以上年数，或两年之差除以上年数。",
    why: "增幅常由人工填写，改了金额没有改增幅；最常见的是用本年数作基数。",
    advice: "请以上年数为基数重新计算该行的增幅。",
    fails: "单位：万元\n项目\t上年数\t本年数\t增减额\t增减%\n甲类\t100.00\t120.00\t20.00\t20.00\n乙类\t200.00\t250.00\t50.00\t20.00\n丙类\t50.00\t40.00\t-10.00\t-20.00",
    passes: "单位：万元\n项目\t上年数\t本年数\t增减额\t增减%\n甲类\t100.00\t120.00\t20.00\t20.00\n乙类\t200.00\t250.00\t50.00\t25.00\n丙类\t50.00\t40.00\t-10.00\t-20.00",
    limits: "没有一对列能使半数以上的行成立时不报告；上年数为零的行不核对。",
};

/// Tests every column of rates of every table and of every part of a form.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let numbers = numbers(&grid);
        let (printed, rows) = (identities(&grid), rows(&grid));
        for column in rate_columns(&grid) {
            let heading = grid.heading(column);
            // What grew on a comparable base grew on one that the table does not show.
            let comparable = ["同口径", "可比"].iter().any(|word| heading.contains(word));
            if comparable || table_share::is_shared(&grid, &numbers, &rows, column) {
                continue;
            }
            let growth = is_growth(heading);
            Rates { grid: &grid, column, growth, amounts: near(&numbers, column), printed: &printed }
                .check(outcome);
        }
    }
}

/// The columns of rates: by their headings, or because they hold percentages and nothing else (完成预算).
pub(crate) fn rate_columns(grid: &Grid) -> Vec<usize> {
    let cells = |column: usize| grid.body().filter_map(move |(_, row)| row.get(column));
    let percentages = |column: &usize| {
        let numbers = || cells(*column).filter(|cell| cell.number().is_some());
        numbers().nth(1).is_some() && numbers().all(|cell| cell.percent().is_some())
    };
    (0..grid.width()).filter(|c| is_rate(grid.heading(*c)) || percentages(c)).collect()
}

fn is_rate(heading: &str) -> bool {
    const ENDS: [&str; 5] = ["率", "进度", "增幅", "降幅", "增长"];
    let bare = heading.split(['（', '(', '%', '％', '=', '＝']).next().unwrap_or_default();
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || ('①'..='⑳').contains(&c));
    heading.contains(['%', '％']) || is_share(heading) || ENDS.iter().any(|word| bare.ends_with(word))
}

/// A share of a total: another relation.
pub(crate) fn is_share(heading: &str) -> bool {
    ["占", "比重", "比例", "构成"].iter().any(|word| heading.contains(word))
}

fn is_growth(heading: &str) -> bool {
    let years =
        heading.split_once('比').is_some_and(|(own, other)| own.contains('年') && other.contains('年'));
    years || ["增", "减", "升", "降", "变动", "变化", "调整率"].iter().any(|word| heading.contains(word))
}

/// The columns next to a column of rates: what it is made of is not far, and every pair of them is tried.
pub(crate) fn near(amounts: &[AmountColumn], column: usize) -> &[AmountColumn] {
    const SIDE: usize = 8;
    let at = amounts.partition_point(|a| a.column < column);
    amounts.get(at.saturating_sub(SIDE)..(at + SIDE).min(amounts.len())).unwrap_or_default()
}

/// A column of rates.
struct Rates<'a> {
    grid: &'a Grid,
    column: usize,
    growth: bool,
    amounts: &'a [AmountColumn],
    printed: &'a [(usize, Identity)],
}

/// Columns by which a rate may be made: one over the other, or what one is more than the other over it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    over: &'a AmountColumn,
    under: &'a AmountColumn,
    more: bool,
    /// What is left of the larger: （a－b）÷a, as in 毛利率.
    left: bool,
    /// Whole numbers are counts, as the other rows show, and move by nothing.
    exact: bool,
}

impl Pair<'_> {
    fn operands(&self, grid: &Grid, row: usize) -> Option<(Amount, Amount)> {
        let at = |amounts: &AmountColumn| {
            let cell = grid.cell(row, amounts.column).filter(|c| !c.text.is_empty())?;
            let half = |value: Amount| if self.exact && !cell.text.contains('.') { 0 } else { value.half };
            amounts.value(row).map(|value| Amount { half: half(value), ..value })
        };
        let (over, under) = (at(self.over)?, at(self.under)?);
        if self.left {
            return Some((under.minus(over)?, under));
        }
        Some((if self.more { over.minus(under)? } else { over }, under))
    }

    fn test(&self, grid: &Grid, row: usize, stated: Decimal) -> Option<Fit> {
        let (over, under) = self.operands(grid, row)?;
        fit(over, under, 100, stated)
    }

    fn is_close_to(&self, other: &Pair) -> bool {
        self.over.column == other.over.column || self.under.column == other.under.column
    }
}

impl<'a> Rates<'a> {
    fn check(&self, outcome: &mut Outcome) {
        let rows: Vec<(usize, Decimal)> = self
            .grid
            .body()
            // A rate grows by points.
            .filter(|(_, row)| !row.iter().any(|cell| ["%", "％"].contains(&cell.text.as_str())))
            .filter_map(|(r, row)| Some((r, row.get(self.column)?)))
            .filter_map(|(r, cell)| Some((r, cell.percent().or_else(|| cell.number())?)))
            .collect();
        let pairs = self.pairs();
        let Some((pair, right)) = self.best(&pairs, &rows) else { return };
        let of = rows.iter().filter(|(r, stated)| pair.test(self.grid, *r, *stated).is_some()).count();
        let known = right * 2 > of;
        let counted = Pair { exact: true, ..pair };
        let exactly =
            |(r, stated): &&(usize, Decimal)| counted.test(self.grid, *r, *stated) == Some(Fit::Right);
        let strict = rows.iter().filter(exactly).count();
        // All rows but one come out to the last digit: the one that does not is no matter of rounding.
        let pair = if strict >= 2 && strict + 1 >= of { counted } else { pair };
        // Where one pair makes all rates but one, another base is a slip in that one.
        const SURE: usize = 4;
        let settled = right >= SURE && right + 1 == of;
        for (r, stated) in &rows {
            let same = |p: &Pair| p.over.column == pair.over.column && p.under.column == pair.under.column;
            let others = || pairs.iter().filter(|p| p.is_close_to(&pair) && !(pair.exact && same(p)));
            let other = || !settled && others().any(|p| p.test(self.grid, *r, *stated) == Some(Fit::Right));
            self.judge(pair, *r, *stated, other, known, outcome);
        }
    }

    /// The pair that makes the most rates, with how many; of equals the one that the headings name.
    fn best(&self, pairs: &[Pair<'a>], rows: &[(usize, Decimal)]) -> Option<(Pair<'a>, usize)> {
        let mut best: Option<(Pair<'a>, usize)> = None;
        for pair in pairs {
            let right =
                |(r, stated): &&(usize, Decimal)| pair.test(self.grid, *r, *stated) == Some(Fit::Right);
            let right = rows.iter().filter(right).count();
            if best.is_none_or(|(_, most)| right > most) {
                best = Some((*pair, right));
            }
            if right == rows.len() {
                break;
            }
        }
        best
    }

    /// The pair that the head prints, else all pairs of columns, those named by their headings first: what was paid over
    /// what was to be paid, the change over the year before.
    fn pairs(&self) -> Vec<Pair<'a>> {
        if let Some(pair) = self.printed_pair() {
            return vec![pair];
        }
        let others = || self.amounts.iter().filter(|a| a.column != self.column);
        let ways: &[bool] = if self.growth { &[false, true] } else { &[false] };
        // A score over its full mark is a rate of points, not of completion.
        let points = |a: &AmountColumn| a.heading.contains("得分") || a.heading.contains("评分");
        let scored = self.grid.heading(self.column).contains('分');
        let others = || others().filter(|a| scored || !points(a));
        let mut pairs: Vec<Pair<'a>> = others()
            .flat_map(|over| others().map(move |under| (over, under)))
            .filter(|(over, under)| over.column != under.column)
            .flat_map(|(over, under)| {
                ways.iter().map(move |more| Pair { over, under, more: *more, left: false, exact: false })
            })
            .collect();
        if ["毛利率", "利润率", "结余率", "结转率", "剩余率"]
            .iter()
            .any(|word| self.grid.heading(self.column).contains(word))
        {
            let left: Vec<Pair<'a>> = pairs.iter().map(|pair| Pair { left: true, ..*pair }).collect();
            pairs.extend(left);
        }
        pairs.sort_by_cached_key(|pair| self.rank(pair));
        pairs
    }

    /// How little the headings speak for a pair.
    fn rank(&self, pair: &Pair) -> (bool, bool, bool) {
        let has = |amounts: &AmountColumn, words: &[&str]| {
            words.iter().any(|word| self.grid.heading(amounts.column).contains(word))
        };
        if self.growth {
            let change = pair.more || has(pair.over, &["增", "减", "变动"]);
            let before = has(pair.under, &["上年", "去年", "同期", "年初", "期初"]);
            return (!change, !before, pair.more && has(pair.over, &["增", "减"]));
        }
        let done = has(pair.over, &["支付", "支出", "执行", "决算", "完成", "实际", "得分", "在职"]);
        let plan = has(pair.under, &["调整", "全年预算", "预算", "安排", "计划", "分值", "编制"]);
        (!done, !plan, has(pair.under, &["年初"]))
    }

    fn printed_pair(&self) -> Option<Pair<'a>> {
        let of = |column: usize| self.amounts.iter().find(|a| a.column == column);
        self.printed.iter().find_map(|(column, identity)| match identity {
            Identity::Quotient(over, under) if *column == self.column => {
                Some(Pair { over: of(*over)?, under: of(*under)?, more: false, left: false, exact: false })
            }
            _ => None,
        })
    }

    /// Judges one rate; `other` tells whether another pair makes it, `known` that the pair makes most of the column.
    fn judge(
        &self,
        pair: Pair,
        row: usize,
        stated: Decimal,
        other: impl Fn() -> bool,
        known: bool,
        outcome: &mut Outcome,
    ) {
        let (Some(found), Some(relation)) =
            (pair.test(self.grid, row, stated), self.relation(pair, row, stated))
        else {
            return;
        };
        if found == Fit::Right {
            return outcome.passes(relation);
        }
        if other() {
            return outcome.cannot_check("比率按另一基数成立");
        }
        let (done, plan, _) = self.rank(&pair);
        let named = !done && !plan;
        let certain = known || (named && relation.is_slip());
        if !certain {
            return outcome.cannot_check("表中比率的分子分母列不能确定");
        }
        let operands = pair.operands(self.grid, row);
        let Some(right) = operands.and_then(|(a, b)| quotient(a, b, 100, stated.places)) else { return };
        let sign = if relation.stated.text.ends_with(['%', '％']) { "%" } else { "" };
        let recomputed = format!("{right}{sign}");
        let heading = shown(self.grid.heading(self.column));
        let text = relation.text();
        let figure = |at: usize| relation.others.get(at).map_or("", |operand| operand.text.as_str());
        let made = match pair.left {
            true => format!("（{}－{}）÷{}", figure(1), figure(0), figure(1)),
            false => text.split_once('＝').map_or_else(String::new, |(_, made)| made.to_owned()),
        };
        let message = format!("{heading}写为{}，按{made}计算为{recomputed}", relation.stated.text);
        if found == Fit::Wrong {
            return outcome.fails(relation, recomputed, message);
        }
        outcome.report(cut(relation, recomputed, message));
    }

    fn relation(&self, pair: Pair, row: usize, stated: Decimal) -> Option<Relation> {
        let cell = self.grid.cell(row, self.column)?;
        let place = Place { column: Some(shown(self.grid.heading(self.column))), ..cell.place.clone() };
        let operand = |column: &AmountColumn| Some(column.operand(row, self.grid.cell(row, column.column)?));
        let formula = match pair {
            Pair { left: true, .. } => Formula::Judged,
            Pair { more: true, .. } => Formula::Relative,
            _ => Formula::Quotient,
        };
        let rule = if self.growth { &GROWTH } else { &RULE };
        let others = vec![operand(pair.over)?, operand(pair.under)?];
        Some(Relation { rule, formula, stated: percentage(&place, &cell.text, stated), others })
    }
}

/// A printed percentage for a relation.
pub(crate) fn percentage(place: &Place, text: &str, printed: Decimal) -> Operand {
    let words = Operand::words(place, text);
    match Amount::printed(printed, 1, true) {
        Some(amount) => words.worth(amount, 1, printed.places),
        None => words,
    }
}
