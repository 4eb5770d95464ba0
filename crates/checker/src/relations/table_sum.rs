//! 表内合计: the rows 小计 and 合计 of a table are the sums of the rows that they cover.

use crate::exact::{Amount, some_make_up};
use crate::outcome::{Operand, Outcome};
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{MoneyRow, RowKind, amounts, rows, value};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Severity};

/// A total row that is not the sum of its rows.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C019",
    name: "table_sum",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "表中合计与各行之和不符",
    what: "表格的小计、合计、总计行，各列是否等于所覆盖各行之和；小计可以套在合计里，合计可以在首行。",
    why: "合计被正文引用，错了会带错全文。",
    advice: "请重新加总该列。",
    fails: "单位：万元\n类别\t项目数\t预算数\t支付数\n甲类\t3\t10.50\t9.00\n乙类\t4\t20.50\t20.00\n合计\t7\t31.00\t29.50",
    passes: "单位：万元\n类别\t项目数\t预算数\t支付数\n甲类\t3\t10.50\t9.00\n乙类\t4\t20.50\t20.00\n合计\t7\t31.00\t29.00",
    limits: "合计覆盖哪些行，由其他列的闭合来判断；只有一列数字时，各行必须是并列的。四舍五入的尾差不报告。",
};

/// Tests every total row of every table and of every part of a form.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let (rows, columns) = (rows(&grid), amounts(&grid));
        let totals = rows.iter().enumerate().filter(|(_, r)| r.kind == RowKind::Total);
        for (at, total) in totals {
            total_row(&grid, &rows, at, total.row, &columns, outcome);
        }
    }
}

fn total_row(
    grid: &Grid,
    rows: &[MoneyRow],
    at: usize,
    total: usize,
    columns: &[usize],
    outcome: &mut Outcome,
) {
    let stated: Vec<usize> = columns
        .iter()
        .copied()
        .filter(|c| grid.cell(total, *c).is_some_and(|cell| cell.number().is_some()))
        .collect();
    let closing = |covered: &Vec<usize>| stated.iter().filter(|c| closes(grid, covered, total, **c)).count();
    let candidates = candidates(rows, at);
    let best = candidates.iter().max_by_key(|covered| (closing(covered), covered.len()));
    let Some(covered) = best else { return };
    let closed = closing(covered);
    let certain = closed > 0 || (candidates.len() == 1 && is_flat(rows));
    for column in stated {
        if closes(grid, covered, total, column) {
            let cells = covered.iter().chain([&total]).filter_map(|r| grid.cell(*r, column));
            outcome.passes(cells.map(|c| &c.place));
        } else if certain && !explained(grid, covered, total, column) {
            fail(grid, covered, total, column, outcome);
        } else {
            outcome.cannot_check("表中合计覆盖的行不能确定");
        }
    }
}

/// The sets of rows that a total row may cover, each with at least two rows.
fn candidates(rows: &[MoneyRow], at: usize) -> Vec<Vec<usize>> {
    const RUN_MAX: usize = 60;
    let of_kind = |range: std::ops::Range<usize>, kind: RowKind| -> Vec<usize> {
        rows.get(range).unwrap_or_default().iter().filter(|r| r.kind == kind).map(|r| r.row).collect()
    };
    let mut sets = vec![of_kind(0..at, RowKind::Detail), of_kind(0..at, RowKind::Total)];
    let above = rows.iter().take(at).rev().take_while(|r| r.kind != RowKind::Total).count();
    let near = of_kind(at - above..at, RowKind::Detail);
    for length in (2..=near.len().min(RUN_MAX)).rev() {
        sets.push(near.iter().skip(near.len() - length).copied().collect());
    }
    if at == 0 {
        sets.push(of_kind(1..rows.len(), RowKind::Detail));
        sets.push(of_kind(1..rows.len(), RowKind::Total));
        // 年度资金总额 over 其中：财政拨款, 上年结转, 其他资金: the first row alone says 其中.
        sets.push(rows.iter().skip(1).map(|r| r.row).collect());
    } else {
        // Subtotals stand above the rows that they cover in some forms.
        let below = rows.iter().skip(at + 1).take_while(|r| r.kind == RowKind::Detail).count();
        sets.push(of_kind(at + 1..at + 1 + below, RowKind::Detail));
        sets.push(rows.iter().take(at).filter(|r| !is_covered(rows, r)).map(|r| r.row).collect());
    }
    // `一、` over `1.` and `2.`, 201 over 20101: only the upper level adds up.
    let details =
        || rows.iter().enumerate().filter(|(i, r)| r.kind == RowKind::Detail && (at == 0 || *i < at));
    if let Some(top) = details().map(|(_, r)| r.level).filter(|level| *level > 0).min() {
        sets.push(details().filter(|(_, r)| r.level == top).map(|(_, r)| r.row).collect());
    }
    sets.retain(|set| set.len() >= 2);
    sets.dedup();
    let runs = !is_flat(rows)
        || rows.iter().any(|r| r.kind == RowKind::Within)
        || rows.iter().filter(|r| r.kind == RowKind::Total).count() > 1;
    // With a single total row below plain rows, only all of them can be meant.
    if !runs && at + 1 == rows.len() {
        sets.truncate(1);
    }
    sets
}

/// A detail row that a 小计 below it may already hold.
fn is_covered(rows: &[MoneyRow], row: &MoneyRow) -> bool {
    row.kind == RowKind::Within
        || (row.kind == RowKind::Detail
            && rows.iter().any(|r| r.kind == RowKind::Total && r.row > row.row && r.label.contains("小计")))
}

/// All rows stand side by side: none carries a number of a deeper level.
fn is_flat(rows: &[MoneyRow]) -> bool {
    let mut levels: Vec<usize> = rows.iter().filter(|r| r.kind == RowKind::Detail).map(|r| r.level).collect();
    levels.dedup();
    levels.len() <= 1
}

fn sum(grid: &Grid, covered: &[usize], column: usize) -> Option<Amount> {
    let cells: Option<Vec<Amount>> =
        covered.iter().map(|r| grid.cell(*r, column).and_then(|c| value(grid, c, column))).collect();
    Amount::sum(cells?)
}

fn closes(grid: &Grid, covered: &[usize], total: usize, column: usize) -> bool {
    let stated = grid.cell(total, column).and_then(|c| value(grid, c, column));
    matches!((sum(grid, covered, column), stated), (Some(sum), Some(stated)) if sum.agrees(stated))
}

/// Some of the rows alone make up the total: the others lie inside them.
fn explained(grid: &Grid, covered: &[usize], total: usize, column: usize) -> bool {
    let parts: Vec<Amount> =
        covered.iter().filter_map(|r| grid.cell(*r, column)).filter_map(|c| value(grid, c, column)).collect();
    let stated = grid.cell(total, column).and_then(|c| value(grid, c, column));
    let parts: Vec<Amount> = parts.into_iter().filter(|p| p.value != 0).collect();
    parts.len() < 2 || stated.is_none_or(|stated| some_make_up(stated, &parts))
}

fn fail(grid: &Grid, covered: &[usize], total: usize, column: usize, outcome: &mut Outcome) {
    let (Some(cell), Some(sum)) = (grid.cell(total, column), sum(grid, covered, column)) else { return };
    let places = covered
        .iter()
        .chain([&total])
        .filter_map(|r| grid.cell(*r, column)?.number())
        .map(|d: Decimal| d.places);
    let Some(recomputed) = sum.print(1, places.max().unwrap_or(0)) else { return };
    let heading = grid.heading(column);
    let message = format!("“{heading}”一列合计写为{}，各行之和为{recomputed}", cell.text);
    let operand =
        |r: &usize| grid.cell(*r, column).map(|c| Operand { place: c.place.clone(), text: c.text.clone() });
    let others = covered.iter().filter_map(operand).collect();
    let mut place = cell.place.clone();
    place.column = Some(heading.to_owned());
    outcome.fails(&RULE, Operand { place, text: cell.text.clone() }, recomputed, message, others);
}
