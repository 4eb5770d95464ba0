//! 累计: a running total is the one of the row above and this row's own.

use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::money_table::{AmountColumn, NOTHING, numbers};
use crate::relation::{Formula, Relation};
use crate::rules::RuleDoc;
use mingzhang_domain::finding::{Kind, Severity};

/// A running total that does not run.
pub(crate) const RULE: RuleDoc = RuleDoc {
    code: "MZ-C048",
    name: "table_running",
    kind: Kind::Sum,
    severity: Severity::Error,
    title: "表中累计数与上行累计加本行不符",
    what: "“累计”列逐行核对是否等于上一行的累计数加本行的当月（当期）数。",
    why: "一个月填错，以后各月的累计都会错。",
    advice: "请核对该行的当期数和累计数。",
    fails: "月份\t当月支出（万元）\t累计支出（万元）\n1月\t100.00\t100.00\n2月\t80.00\t180.00\n3月\t120.00\t310.00\n4月\t90.00\t400.00",
    passes: "月份\t当月支出（万元）\t累计支出（万元）\n1月\t100.00\t100.00\n2月\t80.00\t180.00\n3月\t120.00\t300.00\n4月\t90.00\t390.00",
    limits: "至少有两行成立、且成立的行占三分之二以上时才报告其余各行。",
};

/// Tests every column 累计 behind a column of single months.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let columns = numbers(&grid);
        for (own, running) in columns.iter().zip(columns.iter().skip(1)) {
            if running.heading.contains("累计") && !own.heading.contains("累计") {
                Running { grid: &grid, own, running }.check(outcome);
            }
        }
    }
}

/// A running total beside what it runs over.
struct Running<'a> {
    grid: &'a Grid,
    own: &'a AmountColumn,
    running: &'a AmountColumn,
}

impl Running<'_> {
    fn check(&self, outcome: &mut Outcome) {
        let stated = |row: &usize| {
            [self.own, self.running]
                .iter()
                .all(|column| self.grid.cell(*row, column.column).is_some_and(|cell| cell.number().is_some()))
        };
        let rows: Vec<usize> = self.grid.body().map(|(row, _)| row).filter(stated).collect();
        let pairs = || rows.iter().zip(rows.iter().skip(1));
        let right = pairs().filter(|(above, row)| self.holds(**above, **row)).count();
        if right < 2 || right * 3 < pairs().count() * 2 {
            return;
        }
        for (above, row) in pairs() {
            self.judge(*above, *row, outcome);
        }
    }

    fn sum(&self, above: usize, row: usize) -> Amount {
        let value = |column: &AmountColumn, row: usize| column.value(row).unwrap_or(NOTHING);
        value(self.running, above).plus(value(self.own, row)).unwrap_or(NOTHING)
    }

    fn holds(&self, above: usize, row: usize) -> bool {
        self.running.value(row).is_some_and(|stated| self.sum(above, row).agrees(stated))
    }

    fn judge(&self, above: usize, row: usize, outcome: &mut Outcome) {
        let operand = |column: &AmountColumn, row: usize| {
            self.grid.cell(row, column.column).map(|cell| column.operand(row, cell))
        };
        let figures = (operand(self.running, row), operand(self.running, above), operand(self.own, row));
        let (Some(stated), Some(before), Some(own)) = figures else { return };
        let others = vec![before, own];
        let relation = Relation { rule: &RULE, formula: Formula::Sum, stated, others };
        if self.holds(above, row) {
            return outcome.passes(relation);
        }
        let Some(recomputed) = relation.stated.print(self.sum(above, row)) else { return };
        let heading = &self.running.heading;
        let message = format!("“{heading}”写为{}，上行累计加本行应为{recomputed}", relation.stated.text);
        outcome.fails(relation, recomputed, message);
    }
}
