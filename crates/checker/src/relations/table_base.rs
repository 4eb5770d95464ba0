//! 同一基数的比率列: rates of which the base stands in no column are those of one and the same amount, 累计进度.

use super::table_rate::{near, percentage, rate_columns};
use crate::exact::{Amount, PER_UNIT, is_one_slip};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{AmountColumn, numbers, shown};
use crate::relation::{Formula, Operand, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::decimal::Decimal;
use mingzhang_domain::finding::{Kind, Place, Severity};

/// A rate of another base than those above and below it.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C059",
    name: "table_base",
    kind: Kind::Rate,
    severity: Severity::Error,
    title: "表中比率与同列其他比率的基数不一致",
    what: "“累计进度”一类的列，基数不在表中而各行相同：由其余各行推出基数，逐行核对。",
    why: "一列比率用同一个预算数作分母，只有一行不同就是这一行写错。",
    advice: "请按同一基数重新计算该行的比率。",
    fails: "月份\t当月支出（万元）\t累计支出（万元）\t累计进度\n1月\t120.50\t120.50\t4.82%\n2月\t86.30\t206.80\t8.27%\n3月\t245.20\t452.00\t18.08%\n4月\t198.60\t650.60\t26.02%\n5月\t174.90\t825.50\t33.02%\n6月\t312.40\t1137.90\t54.52%",
    passes: "月份\t当月支出（万元）\t累计支出（万元）\t累计进度\n1月\t120.50\t120.50\t4.82%\n2月\t86.30\t206.80\t8.27%\n3月\t245.20\t452.00\t18.08%\n4月\t198.60\t650.60\t26.02%\n5月\t174.90\t825.50\t33.02%\n6月\t312.40\t1137.90\t45.52%",
    limits: "至少有三行成立、且不成立的只有一行时才报告（首行、末行只在写错一位数字时）；同一行的两列已经算出该比率的，不按这一条核对。",
};

/// Tests every column of rates on every column of amounts near it.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let numbers = numbers(&grid);
        for column in rate_columns(&grid) {
            let tested = grid
                .body()
                .filter_map(|(r, _)| grid.cell(r, column))
                .any(|cell| outcome.is_proved(&cell.place));
            if tested {
                continue;
            }
            near(&numbers, column)
                .iter()
                .find(|amounts| Rates { grid: &grid, column, amounts }.check(outcome));
        }
    }
}

/// A column of rates beside a column of amounts.
struct Rates<'a> {
    grid: &'a Grid,
    column: usize,
    amounts: &'a AmountColumn,
}

/// A row with an amount and its rate.
#[derive(Clone, Copy)]
struct Row {
    row: usize,
    over: Amount,
    rate: Amount,
    printed: Decimal,
}

const WHOLE: i128 = 100;

impl Rates<'_> {
    /// Whether the rates are those of one base.
    fn check(&self, outcome: &mut Outcome) -> bool {
        const SURE: usize = 3;
        let rows: Vec<Row> = self.grid.body().filter_map(|(row, _)| self.row(row)).collect();
        let Some(base) = base(&rows) else { return false };
        let right = rows.iter().filter(|row| row.agrees(base)).count();
        if right < SURE || right + 1 < rows.len() {
            return false;
        }
        for (nth, row) in rows.iter().enumerate() {
            // A budget that was changed in the middle of the year shows in the first rows or the last.
            let inside = nth > 0 && nth + 1 < rows.len();
            self.judge(*row, base, inside, outcome);
        }
        true
    }

    fn row(&self, row: usize) -> Option<Row> {
        let cell = self.grid.cell(row, self.column)?;
        let printed = cell.percent()?;
        let rate = Amount::printed(printed, 1, true).filter(|rate| rate.value > 0)?;
        let over = self.amounts.value(row).filter(|over| over.value > 0)?;
        Some(Row { row, over, rate, printed })
    }

    fn judge(&self, row: Row, base: Amount, inside: bool, outcome: &mut Outcome) {
        let (Some(cell), Some(amount)) =
            (self.grid.cell(row.row, self.column), self.grid.cell(row.row, self.amounts.column))
        else {
            return;
        };
        let heading = shown(self.grid.heading(self.column));
        let place = Place { column: Some(heading.clone()), ..cell.place.clone() };
        let stated: Operand = percentage(&place, &cell.text, row.printed);
        let others = vec![self.amounts.operand(row.row, amount)];
        let relation = Relation { rule: &RULE, formula: Formula::Judged, stated, others };
        if row.agrees(base) {
            return outcome.passes(relation);
        }
        let right = row.over.value.checked_mul(WHOLE * PER_UNIT).map(|over| over / base.value.max(1));
        let right = right.and_then(|value| Amount { value, half: 0 }.print(1, row.printed.places));
        let Some(right) = right else { return };
        if !inside && !is_one_slip(&right, &row.printed.to_string()) {
            return outcome.cannot_check("比率按另一基数成立");
        }
        let recomputed = format!("{right}%");
        let message = format!(
            "“{heading}”写为{}，{}按其余各行的同一基数应为{recomputed}",
            relation.stated.text, amount.text
        );
        outcome.fails(relation, recomputed, message);
    }
}

/// The base of the row that gives it most closely among those with which the most rows agree.
fn base(rows: &[Row]) -> Option<Amount> {
    const TRIED: usize = 12;
    let mut order: Vec<Row> = rows.to_vec();
    order.sort_by_key(|row| std::cmp::Reverse(row.rate.value));
    let bases = order.iter().take(TRIED).filter_map(|row| row.base());
    let bases = bases.map(|base| (rows.iter().filter(|row| row.agrees(base)).count(), base));
    bases.max_by_key(|(right, base)| (*right, std::cmp::Reverse(base.half))).map(|(_, base)| base)
}

impl Row {
    /// The amount of which the rate is one.
    fn base(&self) -> Option<Amount> {
        let value = self.over.value.checked_mul(WHOLE * PER_UNIT)?.checked_div(self.rate.value)?;
        let half = value.checked_mul(self.rate.half)?.checked_div(self.rate.value)?;
        let own = self.over.half.checked_mul(WHOLE * PER_UNIT)?.checked_div(self.rate.value)?;
        Some(Amount { value, half: half.checked_add(own)?.checked_add(1)? })
    }

    fn agrees(&self, base: Amount) -> bool {
        self.base().is_some_and(|own| own.agrees(base))
    }
}
