//! 正文抄表中个数差一笔: a count of the text that names a column of whole things, stands nowhere else, and is one slip of the
//! pen away from the total of that column.

use super::text_near::{RULE, variants};
use super::{name, operand};
use crate::exact::{Amount, PER_UNIT};
use crate::outcome::Outcome;
use crate::read::Reading;
use crate::read::grid::Grid;
use crate::read::mentions::Mention;
use crate::read::money_table::{AmountColumn, RowKind, numbers, rows};
use crate::read::table_facts::spoken;
use crate::read::units::Dimension;
use crate::relation::{Formula, Operand, Relation};
use std::collections::{HashMap, HashSet};

/// A column that counts whole things.
struct Column {
    /// Its heading as the text says it: `种粮大户` of 种粮大户数.
    name: String,
    /// Its total, and the number.
    total: (i128, Operand),
    /// All its numbers.
    all: HashSet<i128>,
}

/// Tests every long count of the text that nothing else explains. Runs behind all other relations.
pub(crate) fn check(reading: &Reading, outcome: &mut Outcome) {
    let columns: Vec<Column> = reading.grids.iter().filter(|g| g.header_rows > 0).flat_map(columns).collect();
    if columns.is_empty() {
        return;
    }
    let mut said: HashMap<i128, usize> = HashMap::new();
    reading.mentions.iter().for_each(|m| *said.entry(m.number.digits).or_default() += 1);
    for m in reading.mentions.iter().filter(|m| is_count(m)) {
        let once = said.get(&m.number.digits) == Some(&1);
        if once && !outcome.is_reckoned(&m.place) {
            judge(m, &columns, outcome);
        }
    }
}

/// The columns of whole things of a table that has one total row.
fn columns(grid: &Grid) -> Vec<Column> {
    let rows = rows(grid);
    let mut totals = rows.iter().filter(|row| row.kind == RowKind::Total).map(|row| row.row);
    let Some(total) = totals.next().filter(|_| totals.next().is_none()) else { return vec![] };
    let column = |column: AmountColumn| {
        let cell = grid.cell(total, column.column).filter(|cell| cell.number().is_some())?;
        let whole = |row: usize| column.value(row).map(|value| value.value / PER_UNIT);
        let all = rows.iter().filter_map(|row| whole(row.row)).collect();
        let total = (whole(total)?, column.operand(total, cell));
        Some(Column { name: spoken(&column.heading), total, all })
    };
    numbers(grid).into_iter().filter(|column| column.counted && column.added).filter_map(column).collect()
}

/// An exact number of whole things, long enough that chance hardly makes it.
fn is_count(m: &Mention) -> bool {
    const LEAST: i128 = 1_000;
    let thing = matches!(m.unit.dimension, Dimension::Measure(_)) && m.unit.multiple == 1;
    let now = !m.label.is_change() && !m.label.earlier && m.bracket.is_none();
    thing
        && now
        && m.is_amount()
        && m.number.places == 0
        && m.number.digits >= LEAST
        && m.number.digits % 10 != 0
}

fn judge(m: &Mention, columns: &[Column], outcome: &mut Outcome) {
    const NAME_MIN: usize = 3;
    // `脱贫户中的种粮大户`: some of those that the column counts.
    const OF_SOME: [&str; 4] = ["中", "除", "不", "非"];
    let named = |column: &&Column| {
        let before = m.label.text.strip_suffix(column.name.as_str());
        let whole = before.is_some_and(|before| !OF_SOME.iter().any(|word| before.contains(word)));
        column.name.chars().count() >= NAME_MIN && whole
    };
    let named: Vec<&Column> = columns.iter().filter(named).collect();
    let number = m.number.digits;
    if named.iter().any(|column| column.all.contains(&number)) {
        return;
    }
    let near = variants(number);
    let mut meant = named.iter().filter(|column| near.contains(&column.total.0));
    let Some(first) = meant.next().filter(|first| meant.all(|other| other.total.0 == first.total.0)) else {
        return;
    };
    let (right, cell) = &first.total;
    let right = right.checked_mul(m.unit.scale).and_then(|value| value.checked_mul(PER_UNIT));
    let Some(recomputed) = right.and_then(|value| m.print_like(Amount { value, half: 0 })) else { return };
    let message = format!("{}写为{}，与表中的{}只差一笔", name(m), m.text, cell.text);
    let relation =
        Relation { rule: &RULE, formula: Formula::Same, stated: operand(m), others: vec![cell.clone()] };
    outcome.fails(relation, recomputed, message);
}
