//! Rows that lie inside the row above them although only the first of them says so (其中), or none: seen from what adds up.

use super::money_table::{AmountColumn, MoneyRow, NOTHING, RowKind};
use crate::exact::Amount;

/// Rows inside one row that are looked at.
const INSIDE_MAX: usize = 12;
/// A longer table is not searched for rows that nothing marks.
const ROWS_MAX: usize = 60;

/// Marks the rows that lie inside the one above them; whether it is clear everywhere which these are.
pub(crate) fn nest(rows: &mut [MoneyRow], columns: &[AmountColumn]) -> bool {
    let mut clear = true;
    for at in 1..rows.len() {
        let begins = rows.get(at).is_some_and(|row| row.kind == RowKind::Within && row.level == 0)
            && rows.get(at - 1).is_some_and(|row| row.kind == RowKind::Detail);
        if begins {
            clear &= behind_the_first(rows, columns, at);
        }
    }
    if rows.len() <= ROWS_MAX {
        unmarked(rows, columns);
    }
    clear
}

/// `工程费用`, `其中：道路工程`, `绿化工程`, `其他费用`: 其中 goes on for as many rows as add up to the one above it, and
/// as the next total leaves out.
fn behind_the_first(rows: &mut [MoneyRow], columns: &[AmountColumn], first: usize) -> bool {
    let within = rows.iter().skip(first).take_while(|row| row.kind == RowKind::Within).count();
    let plain = |at: usize| {
        let opens = rows.get(at + 1).is_some_and(|next| next.kind == RowKind::Within);
        rows.get(at).is_some_and(|row| row.kind == RowKind::Detail && row.level == 0) && !opens
    };
    let more = (first + within..).take(INSIDE_MAX).take_while(|at| plain(*at)).count();
    if more == 0 {
        return true;
    }
    let is_total = |at: &usize| rows.get(*at).is_some_and(|row| row.kind == RowKind::Total);
    let total = (first..rows.len()).take(ROWS_MAX).find(is_total);
    let before = (0..first).rev().take(ROWS_MAX).find(is_total);
    let since = before.map_or(0, |at| at + 1);
    let near = total.filter(|total| total - since <= ROWS_MAX);
    let closing = |extra: usize| {
        let end = first + within + extra;
        closing(columns, rows, first - 1, &(first..end).collect::<Vec<_>>())
    };
    let left = |extra: usize| {
        let Some(total) = near else { return 0 };
        let inside = first..first + within + extra;
        let beside = (since..total)
            .filter(|at| !inside.contains(at))
            .filter(|at| rows.get(*at).is_some_and(|row| row.kind == RowKind::Detail));
        self::closing(columns, rows, total, &beside.collect::<Vec<_>>())
    };
    let counted = (0..=more).rev().map(|extra| (closing(extra) + left(extra), extra));
    let Some((_, extra)) = counted.max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0) else {
        return false;
    };
    for row in rows.iter_mut().skip(first + within).take(extra) {
        row.kind = RowKind::Within;
    }
    true
}

/// Rows of which nothing says that they lie inside others, where the total shows it: it adds up without them alone, and in
/// each column they make up the row above them.
fn unmarked(rows: &mut [MoneyRow], columns: &[AmountColumn]) {
    let mut totals = rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Total);
    let Some(total) = totals.next().filter(|_| totals.next().is_none()).map(|(at, _)| at) else { return };
    let details = |rows: &[MoneyRow]| -> Vec<usize> {
        let kept = |at: &usize| rows.get(*at).is_some_and(|row| row.kind == RowKind::Detail);
        (0..rows.len()).filter(kept).collect()
    };
    let all = details(rows);
    let is_flat = all.iter().all(|at| rows.get(*at).is_some_and(|row| row.level == 0));
    if !is_flat || (total != 0 && total + 1 != rows.len()) || closing(columns, rows, total, &all) > 0 {
        return;
    }
    let mut inside: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let parts = |count: &usize| all.get(at + 1..at + 1 + count);
        let whole = all.get(at).copied().unwrap_or_default();
        let adds = |count: &usize| parts(count).is_some_and(|parts| all_close(columns, rows, whole, parts));
        let count = (2..=INSIDE_MAX).find(adds).unwrap_or(0);
        inside.extend(parts(&count).unwrap_or_default());
        at += count + 1;
    }
    let beside: Vec<usize> = all.into_iter().filter(|at| !inside.contains(at)).collect();
    if !inside.is_empty() && closing(columns, rows, total, &beside) > 0 {
        for at in inside {
            rows.get_mut(at).into_iter().for_each(|row| row.kind = RowKind::Within);
        }
    }
}

/// Every column that holds anything in these rows adds up, one of them at least.
fn all_close(columns: &[AmountColumn], rows: &[MoneyRow], whole: usize, parts: &[usize]) -> bool {
    let value = |column: &AmountColumn, at: usize| rows.get(at).and_then(|row| column.value(row.row));
    let held = |column: &&AmountColumn| {
        parts.iter().chain([&whole]).any(|at| value(column, *at).is_some_and(|value| value.value != 0))
    };
    let stated = columns.iter().filter(held).count();
    stated > 0 && closing(columns, rows, whole, parts) == stated
}

/// In how many columns rows add up to another one, on more than nothing.
fn closing(columns: &[AmountColumn], rows: &[MoneyRow], whole: usize, parts: &[usize]) -> usize {
    let closes = |column: &&AmountColumn| {
        let value = |at: &usize| Some(column.value(rows.get(*at)?.row).unwrap_or(NOTHING));
        let held = parts.iter().filter_map(value).filter(|part| part.value != 0).count();
        let sum = parts.iter().map(value).collect::<Option<Vec<_>>>().and_then(Amount::sum);
        let stated = value(&whole).filter(|stated| stated.value != 0 && held > 1);
        sum.zip(stated).is_some_and(|(sum, stated)| sum.agrees(stated))
    };
    columns.iter().filter(closes).count()
}
