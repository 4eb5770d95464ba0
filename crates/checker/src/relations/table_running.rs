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
    title: "表中累计数、余额与上行加本行不符",
    what: "“累计”列逐行核对是否等于上一行的累计数加本行的当月（当期）数；逐行滚存的结余、余额是否等于上一行的余额加本行收入减本行支出。",
    why: "一个月填错，以后各月的累计都会错。",
    advice: "请核对该行的当期数和累计数。",
    fails: "月份\t当月支出（万元）\t累计支出（万元）\n1月\t100.00\t100.00\n2月\t80.00\t180.00\n3月\t120.00\t310.00\n4月\t90.00\t400.00",
    passes: "月份\t当月支出（万元）\t累计支出（万元）\n1月\t100.00\t100.00\n2月\t80.00\t180.00\n3月\t120.00\t300.00\n4月\t90.00\t390.00",
    limits: "至少有两行成立、且成立的行占三分之二以上，或者改正一格后各行都成立时才报告；合计行重复最后的累计数不算。",
};

/// Tests every column 累计 behind a column of single months, and every balance that goes on from row to row.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    for grid in reading.grids.iter().flat_map(Grid::sections).filter(|g| g.header_rows > 0) {
        let columns = numbers(&grid);
        for (own, running) in columns.iter().zip(columns.iter().skip(1)) {
            if running.heading.contains("累计") && !own.heading.contains("累计") {
                Running { grid: &grid, own, less: None, running }.check(outcome);
            }
        }
        for running in columns.iter().take(COLUMNS_MAX).filter(|column| is_balance(&column.heading)) {
            balance(&grid, &columns, running, outcome);
        }
    }
}

/// Tables wider than this are not searched for what a balance is made of.
const COLUMNS_MAX: usize = 16;

fn is_balance(heading: &str) -> bool {
    ["结余", "余额", "结存", "库存"].iter().any(|word| heading.contains(word)) && !heading.contains("年初")
}

/// A balance is the one above, what came in, less what went out: the pair of columns by which most rows hold.
fn balance(grid: &Grid, columns: &[AmountColumn], running: &AmountColumn, outcome: &mut Outcome) {
    let others = || columns.iter().take(COLUMNS_MAX).filter(|column| column.column < running.column);
    let pairs = others().flat_map(|own| others().map(move |less| (own, less)));
    let pairs = pairs.filter(|(own, less)| own.column != less.column);
    let running = |(own, less)| Running { grid, own, less: Some(less), running };
    if let Some(found) = pairs.map(running).find(Running::is_carried) {
        found.check(outcome);
    }
}

/// A running total beside what it runs over.
struct Running<'a> {
    grid: &'a Grid,
    own: &'a AmountColumn,
    /// What is taken off, in a balance.
    less: Option<&'a AmountColumn>,
    running: &'a AmountColumn,
}

impl Running<'_> {
    fn rows(&self) -> Vec<usize> {
        let columns = [Some(self.own), Some(self.running), self.less];
        let stated = |row: &usize| {
            columns
                .iter()
                .flatten()
                .all(|column| self.grid.cell(*row, column.column).is_some_and(|cell| cell.number().is_some()))
        };
        self.grid.body().map(|(row, _)| row).filter(stated).collect()
    }

    /// The balance is more than what one row alone leaves, and goes on over all rows but the one that is wrong.
    fn is_carried(&self) -> bool {
        let rows = self.rows();
        let pairs = || rows.iter().zip(rows.iter().skip(1));
        let first = rows.first().is_some_and(|row| self.begins(*row));
        let right = pairs().filter(|(above, row)| self.holds(**above, **row)).count();
        let known = right + usize::from(first);
        known >= 2 && right >= 1 && right + 1 >= pairs().count()
    }

    /// The first row of a balance that began with nothing.
    fn begins(&self, row: usize) -> bool {
        let less = self.less.and_then(|less| less.value(row)).unwrap_or(NOTHING);
        let made = self.own.value(row).and_then(|own| own.minus(less));
        made.zip(self.running.value(row)).is_some_and(|(made, stated)| made.agrees(stated))
    }

    fn check(&self, outcome: &mut Outcome) {
        let rows = self.rows();
        let pairs: Vec<(usize, usize)> = rows.iter().copied().zip(rows.iter().skip(1).copied()).collect();
        // A total row repeats the last running total.
        let pairs: Vec<(usize, usize)> = match pairs.split_last() {
            Some(((above, row), rest))
                if self.less.is_none() && self.running.value(*above) == self.running.value(*row) =>
            {
                rest.to_vec()
            }
            _ => pairs,
        };
        // What each row leaves by itself is no balance that is carried on.
        let alone = rows.iter().filter(|row| self.begins(**row)).count();
        if self.less.is_some() && alone * 2 > rows.len() {
            return;
        }
        let right = pairs.iter().filter(|(above, row)| self.holds(*above, *row)).count();
        if let Some((above, row)) = self.wrong_cell(&pairs) {
            pairs
                .iter()
                .filter(|pair| self.holds(pair.0, pair.1))
                .for_each(|pair| self.judge(pair.0, pair.1, outcome));
            return self.judge(above, row, outcome);
        }
        let carried = self.less.is_some() && self.is_carried();
        if !carried && (right < 2 || right * 3 < pairs.len() * 2) {
            return;
        }
        for (above, row) in pairs {
            self.judge(above, row, outcome);
        }
        if let Some(first) = rows.first().filter(|first| self.less.is_none() && self.is_beginning(**first)) {
            self.judge_first(*first, outcome);
        }
    }

    /// The one cell that, put right, makes its own row and the next one hold, where all others do.
    fn wrong_cell(&self, pairs: &[(usize, usize)]) -> Option<(usize, usize)> {
        let mut failing = pairs.iter().filter(|(above, row)| !self.holds(*above, *row));
        let (first, second) = (failing.next()?, failing.next()?);
        let alone = failing.next().is_none() && pairs.len() > 2 && first.1 == second.0;
        let right = self.sum(first.0, first.1);
        let next = self.running.value(second.1)?;
        (alone && self.with(right, second.1).agrees(next)).then_some(*first)
    }

    /// The first month or quarter of a year.
    fn is_beginning(&self, row: usize) -> bool {
        const FIRST: [&str; 5] = ["1月", "一月", "一季度", "第一季度", "1季度"];
        self.grid.cell(row, 0).is_some_and(|cell| FIRST.contains(&cell.text.as_str()))
    }

    /// At its beginning a running total is what it runs over.
    fn judge_first(&self, row: usize, outcome: &mut Outcome) {
        let operand =
            |column: &AmountColumn| self.grid.cell(row, column.column).map(|c| column.operand(row, c));
        let (Some(stated), Some(own)) = (operand(self.running), operand(self.own)) else { return };
        let agrees = self.begins(row);
        let recomputed = own.text.clone();
        let message = format!("“{}”首行写为{}，当期为{}", self.running.heading, stated.text, own.text);
        let relation = Relation { rule: &RULE, formula: Formula::Sum, stated, others: vec![own] };
        if agrees { outcome.passes(relation) } else { outcome.fails(relation, recomputed, message) }
    }

    fn sum(&self, above: usize, row: usize) -> Amount {
        self.with(self.running.value(above).unwrap_or(NOTHING), row)
    }

    /// What a row makes of the running total above it.
    fn with(&self, above: Amount, row: usize) -> Amount {
        let value = |column: &AmountColumn| column.value(row).unwrap_or(NOTHING);
        let less = self.less.map_or(NOTHING, value);
        above.plus(value(self.own)).and_then(|sum| sum.minus(less)).unwrap_or(NOTHING)
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
        let less = self.less.and_then(|less| operand(less, row)).map(|less| less.taken_off(true));
        let others = [before, own].into_iter().chain(less).collect();
        let relation = Relation { rule: &RULE, formula: Formula::Sum, stated, others };
        if self.holds(above, row) {
            return outcome.passes(relation);
        }
        let Some(recomputed) = relation.stated.print(self.sum(above, row)) else { return };
        let heading = &self.running.heading;
        let made = if self.less.is_some() {
            "上行余额加本行收入减本行支出"
        } else {
            "上行累计加本行"
        };
        let message = format!("“{heading}”写为{}，{made}应为{recomputed}", relation.stated.text);
        outcome.fails(relation, recomputed, message);
    }
}
