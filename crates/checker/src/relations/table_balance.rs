//! 左右平衡: the grand totals on both sides of a balance table are one figure, 收入总计＝支出总计.

use crate::exact::is_one_slip;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::GridCell;
use crate::read::money_table::{AmountColumn, numbers};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// Two totals that do not balance.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C051",
    name: "table_balance",
    kind: Kind::Repeat,
    severity: Severity::Error,
    title: "表中左右两方总计不相等",
    what: "收支总表、资产负债表等左右并列的表，同一行左方“总计”与右方“总计”的数是否相等。",
    why: "这类表的定义就是两方相等，不等说明有一个数写错。",
    advice: "请核对两方总计和各自的分项。",
    fails: "单位：万元\n收入项目\t决算数\t支出项目\t决算数\n财政拨款\t800.00\t基本支出\t500.00\n其他收入\t200.00\t项目支出\t510.00\n收入总计\t1000.00\t支出总计\t1010.00",
    passes: "单位：万元\n收入项目\t决算数\t支出项目\t决算数\n财政拨款\t800.00\t基本支出\t500.00\n其他收入\t200.00\t项目支出\t500.00\n收入总计\t1000.00\t支出总计\t1000.00",
    limits: "两方都写“总计”的行才核对，“合计”可以不等；两方数列的个数不同的不核对；两方总计各与自己的分项相符时，只在两数只差一位数字时报告。",
};

/// Tests the rows of every table that hold two grand totals. Runs behind the sums of the columns, which say of each total
/// whether its own parts make it up.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().filter(|g| g.header_rows > 0) {
        let columns = numbers(grid);
        for (row, cells) in grid.body() {
            if let Some((left, right)) = sides(cells, &columns) {
                left.into_iter().zip(right).for_each(|(a, b)| judge(cells, row, a, b, outcome));
            }
        }
    }
}

type Side<'a> = Vec<&'a AmountColumn>;

/// The columns of figures on both sides of a row with two labels 总计, where they are equally many and named alike.
fn sides<'a>(cells: &[GridCell], columns: &'a [AmountColumn]) -> Option<(Side<'a>, Side<'a>)> {
    let total = |cell: &GridCell| cell.is_words() && cell.text.replace(' ', "").contains("总计");
    let labels: Vec<usize> = cells.iter().enumerate().filter(|(_, c)| total(c)).map(|(at, _)| at).collect();
    let [first, second] = labels.as_slice() else { return None };
    let between = |from: usize, to: usize| -> Side<'a> {
        columns.iter().filter(|c| (from..to).contains(&c.column)).collect()
    };
    let (left, right) = (between(*first, *second), between(*second, cells.len()));
    let alike = left.iter().zip(&right).all(|(a, b)| a.heading == b.heading && a.scale == b.scale);
    (alike && !left.is_empty() && left.len() == right.len()).then_some((left, right))
}

fn judge(cells: &[GridCell], row: usize, a: &AmountColumn, b: &AmountColumn, outcome: &mut Outcome) {
    let (Some(left), Some(right)) = (cells.get(a.column), cells.get(b.column)) else { return };
    let stated = |cell: &GridCell| cell.number().is_some();
    let (Some(own), Some(other)) =
        (a.value(row).filter(|_| stated(left)), b.value(row).filter(|_| stated(right)))
    else {
        return;
    };
    let (first, second): (Operand, Operand) = (a.operand(row, left), b.operand(row, right));
    let recomputed = left.text.clone();
    let message = format!("总计写为{}，另一方总计为{}", second.text, first.text);
    let relation = Relation { rule: &RULE, formula: Formula::Same, stated: second, others: vec![first] };
    if own.value == other.value {
        return outcome.passes(relation);
    }
    let proved = [left, right].iter().all(|cell| outcome.is_proved(&cell.place));
    if proved && !is_one_slip(&left.text, &right.text) {
        return outcome.cannot_check("两方总计各与分项相符而不相等");
    }
    outcome.fails(relation, recomputed, message);
}
