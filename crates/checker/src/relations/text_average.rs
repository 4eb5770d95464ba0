//! 表中各行的平均数: `子女助学人均4000元` of the text is the money of that row over its number of people. It has the code of
//! [`super::average`].

use super::average::{RULE, made_of, per};
use super::operand;
use super::product::is_power_of_ten_off;
use crate::exact::Amount;
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::mentions::Mention;
use crate::read::money_table::{AmountColumn, MoneyRow, RowKind, numbers, rows};
use crate::read::units::{Dimension, Unit, unit_at};
use crate::relation::{Formula, Operand, Relation};
use crate::slip::is_one_place_off;
use std::collections::{HashMap, HashSet};

/// A row of a table whose money and number give an average.
struct Row {
    label: String,
    money: Operand,
    counts: Vec<Count>,
}

/// A number of a row, with what its column says that it counts.
struct Count {
    unit: Option<Unit>,
    heading: String,
    operand: Operand,
}

/// Tests every average of the text that names a row of a table and that nothing in the text makes.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let rows: Vec<Row> = reading.grids.iter().filter(|grid| grid.header_rows > 0).flat_map(of_grid).collect();
    if rows.is_empty() {
        return;
    }
    let mut by_label: HashMap<&str, Vec<&Row>> = HashMap::new();
    rows.iter().for_each(|row| by_label.entry(row.label.as_str()).or_default().push(row));
    let tested: Vec<(&Mention, Relation)> = reading
        .mentions
        .iter()
        .filter(|m| m.each && !m.approximate && m.number.digits > 0 && !outcome.is_reckoned(&m.place))
        .filter_map(|m| {
            let [row] = by_label.get(named(m)?.as_str())?.as_slice() else { return None };
            Some((m, row.average(m)?))
        })
        .collect();
    let right = tested.iter().filter(|(m, relation)| holds(m, relation));
    let sure: HashSet<(usize, usize)> = right.map(|(m, _)| (m.passage, m.sentence)).collect();
    for (m, relation) in &tested {
        judge(m, relation, sure.contains(&(m.passage, m.sentence)), outcome);
    }
}

fn holds(m: &Mention, relation: &Relation) -> bool {
    let own = relation.stated.value.map_or(m.amount, |value| value.amount);
    relation.solve(0).is_some_and(|right| right.agrees(own))
}

/// An average that is no quotient of its row fails where another of its sentence is one, or where a slip explains it.
fn judge(m: &Mention, relation: &Relation, sure: bool, outcome: &mut Outcome) {
    if holds(m, relation) {
        return outcome.passes(relation.clone());
    }
    let Some(right) = relation.solve(0) else { return };
    let slip = is_one_place_off(m.number, m.unit.scale, right) || is_power_of_ten_off(right, m.amount);
    let Some(recomputed) = relation.stated.print(right).filter(|_| sure || slip) else {
        return outcome.cannot_test(&m.place, "平均数的总额或数量不能确定");
    };
    let message = format!("写为{}，按表中的{}计算为{recomputed}", m.text, made_of(relation));
    outcome.fails(relation.clone(), recomputed, message);
}

/// The row that an average names: `子女助学` of `子女助学人均` and of `子女助学每人`.
fn named(m: &Mention) -> Option<String> {
    let clause = m.lead.rsplit(['，', '；', '。', '、', '：']).next()?;
    let Some((before, _)) = clause.rsplit_once('均') else {
        let (name, _) = clause.rsplit_once('每').filter(|(name, _)| name.chars().count() >= 2)?;
        return Some(name.to_owned());
    };
    let name: String = before.chars().take(before.chars().count().checked_sub(1)?).collect();
    (name.chars().count() >= 2 && !before.ends_with('平')).then_some(name)
}

/// The unit of `县道改造每公里`, with nothing behind it.
fn each(m: &Mention) -> Option<Vec<Unit>> {
    let (_, behind) = m.lead.rsplit_once('每')?;
    let chars: Vec<char> = behind.chars().collect();
    unit_at(&chars, 0).filter(|(_, taken)| *taken == chars.len()).map(|(unit, _)| vec![unit])
}

/// The plain rows that have one amount of money and a number.
fn of_grid(grid: &Grid) -> Vec<Row> {
    const COLUMNS_MAX: usize = 12;
    let columns = numbers(grid);
    let is_money = |c: &&AmountColumn| c.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    let money: Vec<&AmountColumn> = columns.iter().filter(is_money).filter(|c| c.added).collect();
    let [money] = money.as_slice() else { return vec![] };
    let counts: Vec<&AmountColumn> = columns
        .iter()
        .filter(|c| c.unit.as_ref().is_none_or(is_measure) && !c.heading.contains('均'))
        .collect();
    if counts.is_empty() || counts.len() > COLUMNS_MAX {
        return vec![];
    }
    let worth = |column: &AmountColumn, row: usize| {
        let cell = grid.cell(row, column.column).filter(|cell| cell.number().is_some())?;
        column.value(row).filter(|amount| amount.value > 0)?;
        Some(column.operand(row, cell))
    };
    let count = |column: &AmountColumn, row: usize| {
        let (unit, heading) = (column.unit.clone(), column.heading.clone());
        Some(Count { unit, heading, operand: worth(column, row)? })
    };
    let of = |row: MoneyRow| {
        let counts = counts.iter().filter_map(|column| count(column, row.row)).collect();
        let digits = |c: char| c.is_ascii_digit() || "（）()、.．".contains(c);
        let label = row.label.trim_start_matches(digits).to_owned();
        Some(Row { money: worth(money, row.row)?, counts, label })
    };
    rows(grid).into_iter().filter(|row| row.kind == RowKind::Detail).filter_map(of).collect()
}

fn is_measure(unit: &Unit) -> bool {
    matches!(unit.dimension, Dimension::Measure(_))
}

impl Row {
    /// The average of its money over the only number that the words of the average allow.
    fn average(&self, m: &Mention) -> Option<Relation> {
        if m.unit.dimension != Dimension::Money {
            return None;
        }
        let per = per(m).or_else(|| each(m))?;
        let fitting: Vec<&Count> = self.counts.iter().filter(|count| count.is_of(&per)).collect();
        let [count] = fitting.as_slice() else { return None };
        let others = vec![self.money.clone(), count.operand.clone()];
        let amount = Amount::printed(m.number, m.unit.scale, true)?;
        let stated = operand(m).worth(amount, m.unit.scale, m.number.places);
        Some(Relation { rule: &RULE, formula: Formula::Mean, stated, others })
    }
}

impl Count {
    /// Whether its column counts one of the units: by its own unit, else by its heading (人次, 受助人数).
    fn is_of(&self, per: &[Unit]) -> bool {
        per.iter().any(|unit| match &self.unit {
            Some(own) => own.dimension == unit.dimension && own.scale == unit.scale,
            None => self.heading.contains(unit.word.as_str()),
        })
    }
}
