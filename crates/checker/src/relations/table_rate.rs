//! 表内比率: a column of rates is the quotient of two other columns, row by row.

use super::percentage::CUT;
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{AmountColumn, amounts, shown};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Finding, Kind, Place, Severity};

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

/// Tests every column of rates of every table and of every part of a form.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let amounts = amounts(&grid);
        let is_rate =
            |heading: &str| heading.ends_with('率') || heading.contains("率（") || heading.contains("率(");
        for column in grid.columns(is_rate) {
            Rates { grid: &grid, column, amounts: near(&amounts, column) }.check(outcome);
        }
    }
}

/// The columns next to a column of rates: what it is made of is not far, and every pair of them is tried.
fn near(amounts: &[AmountColumn], column: usize) -> &[AmountColumn] {
    const SIDE: usize = 8;
    let at = amounts.partition_point(|a| a.column < column);
    amounts.get(at.saturating_sub(SIDE)..(at + SIDE).min(amounts.len())).unwrap_or_default()
}

/// A column of rates.
struct Rates<'a> {
    grid: &'a Grid,
    column: usize,
    amounts: &'a [AmountColumn],
}

/// Columns by which a rate may be made.
#[derive(Clone, Copy)]
struct Pair<'a> {
    over: &'a AmountColumn,
    under: &'a AmountColumn,
}

impl Pair<'_> {
    fn operands(&self, grid: &Grid, row: usize) -> Option<(Amount, Amount)> {
        let at = |amounts: &AmountColumn| {
            grid.cell(row, amounts.column).filter(|c| !c.text.is_empty()).and_then(|_| amounts.value(row))
        };
        Some((at(self.over)?, at(self.under)?))
    }

    fn test(&self, grid: &Grid, row: usize, stated: Decimal) -> Option<Fit> {
        let (over, under) = self.operands(grid, row)?;
        fit(over, under, 100, stated)
    }
}

impl<'a> Rates<'a> {
    fn check(&self, outcome: &mut Outcome) {
        let rows: Vec<(usize, Decimal)> = self
            .grid
            .body()
            .filter_map(|(r, row)| Some((r, row.get(self.column)?)))
            .filter_map(|(r, cell)| Some((r, cell.percent().or_else(|| cell.number())?)))
            .collect();
        let pairs = self.pairs();
        let Some((pair, right)) = self.best(&pairs, &rows) else { return };
        let of = rows.iter().filter(|(r, stated)| pair.test(self.grid, *r, *stated).is_some()).count();
        if right * 2 <= of {
            return (0..of).for_each(|_| outcome.cannot_check("表中比率的分子分母列不能确定"));
        }
        for (r, stated) in &rows {
            let other = || pairs.iter().any(|p| p.test(self.grid, *r, *stated) == Some(Fit::Right));
            self.judge(pair, *r, *stated, other, outcome);
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

    /// All pairs of columns, those named by their headings first: what was paid over what was to be paid.
    fn pairs(&self) -> Vec<Pair<'a>> {
        let rank = |pair: &Pair| {
            let has = |amounts: &AmountColumn, words: &[&str]| {
                words.iter().any(|word| self.grid.heading(amounts.column).contains(word))
            };
            let done = has(pair.over, &["支付", "支出", "执行", "决算", "完成", "实际"]);
            let plan = has(pair.under, &["调整", "全年预算", "预算", "安排", "计划"]);
            let initial = has(pair.under, &["年初"]);
            (!done, !plan, initial)
        };
        let others = || self.amounts.iter().filter(|a| a.column != self.column);
        let mut pairs: Vec<Pair<'a>> = others()
            .flat_map(|over| others().map(move |under| Pair { over, under }))
            .filter(|p| p.over.column != p.under.column)
            .collect();
        pairs.sort_by_cached_key(rank);
        pairs
    }

    /// Judges one rate; `other` tells whether another pair makes it.
    fn judge(
        &self,
        pair: Pair,
        row: usize,
        stated: Decimal,
        other: impl Fn() -> bool,
        outcome: &mut Outcome,
    ) {
        let cell = |column: usize| self.grid.cell(row, column);
        let cells = (cell(self.column), cell(pair.over.column), cell(pair.under.column));
        let (Some(cell), Some(over), Some(under)) = cells else { return };
        let Some(found) = pair.test(self.grid, row, stated) else { return };
        let heading = shown(self.grid.heading(self.column));
        let place = Place { column: Some(heading.clone()), ..cell.place.clone() };
        let others = [(over, pair.over), (under, pair.under)].map(|(c, column)| column.operand(row, c));
        let rate = percentage_operand(&place, &cell.text, stated);
        let relation =
            Relation { rule: &RULE, formula: Formula::Quotient, stated: rate, others: others.into() };
        if found == Fit::Right {
            return outcome.passes(relation);
        }
        if other() {
            return outcome.cannot_check("比率按另一基数成立");
        }
        let operands = pair.operands(self.grid, row);
        let Some(right) = operands.and_then(|(a, b)| quotient(a, b, 100, stated.places)) else { return };
        let sign = if cell.percent().is_some() { "%" } else { "" };
        let recomputed = format!("{right}{sign}");
        let message = format!("{heading}写为{}，按{}÷{}计算为{recomputed}", cell.text, over.text, under.text);
        if found == Fit::Wrong {
            return outcome.fails(relation, recomputed, message);
        }
        let mut finding = Finding::new(CUT.code, RULE.kind, CUT.severity, place, message)
            .figures(cell.text.clone(), recomputed)
            .advise(CUT.advice);
        finding.also = relation.others.iter().map(Operand::mention).collect();
        outcome.report(finding);
    }
}

/// A printed percentage for a relation.
fn percentage_operand(place: &Place, text: &str, printed: Decimal) -> Operand {
    let words = Operand::words(place, text);
    match Amount::printed(printed, 1, true) {
        Some(amount) => words.worth(amount, 1, printed.places),
        None => words,
    }
}
