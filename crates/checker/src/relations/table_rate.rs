//! 表内比率: a column of rates is the quotient of two other columns, row by row.

use super::percentage::CUT;
use crate::exact::{Amount, Fit, fit, quotient};
use crate::outcome::{Operand, Outcome};
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{amounts, value};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Finding, Kind, Mention, Severity};

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
            rate_column(&grid, column, &amounts, outcome);
        }
    }
}

/// Columns by which a rate may be made.
#[derive(Clone, Copy)]
struct Pair {
    over: usize,
    under: usize,
}

fn rate_column(grid: &Grid, column: usize, amounts: &[usize], outcome: &mut Outcome) {
    let rows: Vec<(usize, Decimal)> = grid
        .body()
        .filter_map(|(r, row)| Some((r, row.get(column)?)))
        .filter_map(|(r, cell)| Some((r, cell.percent().or_else(|| cell.number())?)))
        .collect();
    let pairs = pairs(grid, column, amounts);
    let fits = |pair: &Pair| {
        rows.iter().filter(|(r, stated)| test(grid, *pair, *r, *stated) == Some(Fit::Right)).count()
    };
    let testable =
        |pair: &Pair| rows.iter().filter(|(r, stated)| test(grid, *pair, *r, *stated).is_some()).count();
    // The first of equals is the one that the headings name.
    let best = pairs.iter().rev().max_by_key(|pair| fits(pair));
    let Some(pair) = best else { return };
    let (right, of) = (fits(pair), testable(pair));
    if right * 2 <= of {
        return (0..of).for_each(|_| outcome.cannot_check("表中比率的分子分母列不能确定"));
    }
    for (r, stated) in &rows {
        let other = pairs.iter().any(|p| test(grid, *p, *r, *stated) == Some(Fit::Right));
        judge(grid, column, *pair, *r, *stated, other, outcome);
    }
}

/// All pairs of columns, those named by their headings first: what was paid over what was to be paid.
fn pairs(grid: &Grid, column: usize, amounts: &[usize]) -> Vec<Pair> {
    let rank = |pair: &Pair| {
        let has = |c: usize, words: &[&str]| words.iter().any(|w| grid.heading(c).contains(w));
        let done = has(pair.over, &["支付", "支出", "执行", "决算", "完成", "实际"]);
        let plan = has(pair.under, &["调整", "全年预算", "预算", "安排", "计划"]);
        let initial = has(pair.under, &["年初"]);
        (!done, !plan, initial)
    };
    let mut pairs: Vec<Pair> = amounts
        .iter()
        .flat_map(|over| amounts.iter().map(|under| Pair { over: *over, under: *under }))
        .filter(|p| p.over != p.under && p.over != column && p.under != column)
        .collect();
    pairs.sort_by_key(rank);
    pairs
}

fn operands(grid: &Grid, pair: Pair, row: usize) -> Option<(Amount, Amount)> {
    let at = |column: usize| value(grid, grid.cell(row, column).filter(|c| !c.text.is_empty())?, column);
    Some((at(pair.over)?, at(pair.under)?))
}

fn test(grid: &Grid, pair: Pair, row: usize, stated: Decimal) -> Option<Fit> {
    let (over, under) = operands(grid, pair, row)?;
    fit(over, under, 100, stated)
}

fn judge(
    grid: &Grid,
    column: usize,
    pair: Pair,
    row: usize,
    stated: Decimal,
    other: bool,
    outcome: &mut Outcome,
) {
    let cells = (grid.cell(row, column), grid.cell(row, pair.over), grid.cell(row, pair.under));
    let ((Some(cell), Some(over), Some(under)), Some(found)) = (cells, test(grid, pair, row, stated)) else {
        return;
    };
    if found == Fit::Right {
        return outcome.passes([&cell.place, &over.place, &under.place]);
    }
    if other {
        return outcome.cannot_check("比率按另一基数成立");
    }
    let right = operands(grid, pair, row).and_then(|(a, b)| quotient(a, b, 100, stated.places));
    let Some(right) = right else { return };
    let sign = if cell.percent().is_some() { "%" } else { "" };
    let recomputed = format!("{right}{sign}");
    let message = format!(
        "{}写为{}，按{}÷{}计算为{recomputed}",
        grid.heading(column),
        cell.text,
        over.text,
        under.text
    );
    let mut place = cell.place.clone();
    place.column = Some(grid.heading(column).to_owned());
    let others = [over, under].map(|c| Operand { place: c.place.clone(), text: c.text.clone() });
    if found == Fit::Wrong {
        let stated = Operand { place, text: cell.text.clone() };
        return outcome.fails(&RULE, stated, recomputed, message, others.into());
    }
    let mut finding = Finding::new(CUT.code, RULE.kind, CUT.severity, place, message)
        .figures(cell.text.clone(), recomputed)
        .advise(CUT.advice);
    finding.also = others.into_iter().map(|o| Mention { place: o.place, text: o.text }).collect();
    outcome.report(finding);
}
