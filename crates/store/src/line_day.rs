//! What was moved on each line on each day: kept with the vouchers, recounted by `verify`.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::tx::{Fields, Tx};
use crate::voucher::Decided;
use mingzhang_domain::Date;
use mingzhang_domain::ids::LineCode;
use mingzhang_domain::ledger::{Counts, LineTally, Tally, Voucher, tally};
use mingzhang_domain::money::Fen;
use std::collections::BTreeMap;

const COLUMNS: [&str; 18] = [
    "unit",
    "year",
    "line",
    "date",
    "initial",
    "initial_movements",
    "adjusted",
    "adjusted_movements",
    "planned",
    "planned_movements",
    "held",
    "held_movements",
    "paid",
    "paid_movements",
    "frozen",
    "frozen_movements",
    "carried",
    "carried_movements",
];
const ON_CONFLICT: &str = "ON CONFLICT (unit, year, line, date) DO UPDATE SET \
    initial = line_day.initial + excluded.initial, \
    initial_movements = line_day.initial_movements + excluded.initial_movements, \
    adjusted = line_day.adjusted + excluded.adjusted, \
    adjusted_movements = line_day.adjusted_movements + excluded.adjusted_movements, \
    planned = line_day.planned + excluded.planned, \
    planned_movements = line_day.planned_movements + excluded.planned_movements, \
    held = line_day.held + excluded.held, \
    held_movements = line_day.held_movements + excluded.held_movements, \
    paid = line_day.paid + excluded.paid, \
    paid_movements = line_day.paid_movements + excluded.paid_movements, \
    frozen = line_day.frozen + excluded.frozen, \
    frozen_movements = line_day.frozen_movements + excluded.frozen_movements, \
    carried = line_day.carried + excluded.carried, \
    carried_movements = line_day.carried_movements + excluded.carried_movements";
const ALL: &str = "SELECT line, date, initial, initial_movements, adjusted, adjusted_movements, planned, \
    planned_movements, held, held_movements, paid, paid_movements, frozen, frozen_movements, carried, \
    carried_movements FROM line_day WHERE unit = $1 AND year = $2 ORDER BY line, date";

/// What was moved, by line and day.
pub(crate) type LineDays = BTreeMap<(LineCode, Date), LineTally>;

/// Adds what the vouchers moved.
pub(crate) async fn keep(tx: &mut Tx, decided: &[Decided<'_>]) -> StoreResult<()> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for of in decided {
        let days = count(of.vouchers().map(|voucher| (voucher, of.book.counts(voucher))))?;
        rows.extend(days.iter().map(|((line, day), tally)| row(of.ledger, line, *day, tally)));
    }
    bulk::upsert(tx, "line_day", &COLUMNS, rows, ON_CONFLICT).await
}

/// What vouchers moved, each with what its money from or to outside counts as.
pub(crate) fn count<'v>(vouchers: impl Iterator<Item = (&'v Voucher, Counts)>) -> StoreResult<LineDays> {
    let mut days = LineDays::new();
    for (voucher, counts) in vouchers {
        for (line, moved) in tally::moved(voucher, counts) {
            days.entry((line, voucher.date)).or_default().add(&moved).ok_or(StoreError::TooLarge)?;
        }
    }
    Ok(days)
}

fn row(ledger: Ledger, line: &LineCode, day: Date, moved: &LineTally) -> Vec<Cell> {
    let mut row: Vec<Cell> =
        vec![ledger.unit.0.into(), ledger.year().into(), line.as_str().into(), day.to_string().into()];
    for tally in
        [moved.initial, moved.adjusted, moved.planned, moved.held, moved.paid, moved.frozen, moved.carried]
    {
        row.extend([tally.amount.0.into(), tally.movements.into()]);
    }
    row
}

/// What was moved on each line and day, as it is kept.
pub(crate) async fn load(tx: &mut Tx, ledger: Ledger) -> StoreResult<LineDays> {
    load_each(tx, ledger).await?.into_iter().collect()
}

/// The same, one by one, so that a damaged row does not hide the others.
pub(crate) async fn load_each(
    tx: &mut Tx,
    ledger: Ledger,
) -> StoreResult<Vec<StoreResult<((LineCode, Date), LineTally)>>> {
    let one = |row| {
        let mut fields = Fields::new("line_day", row);
        Ok(((LineCode::new(fields.text()?), fields.date()?), read(&mut fields)?))
    };
    let rows = tx.rows(ALL, vec![ledger.unit.0.into(), ledger.year().into()]).await?;
    Ok(rows.iter().map(one).collect())
}

fn read(fields: &mut Fields<'_>) -> StoreResult<LineTally> {
    let mut tally = || -> StoreResult<Tally> {
        let amount = Fen(fields.int()?);
        let movements = fields.int()?;
        let movements = u64::try_from(movements).map_err(|_| fields.damaged(&movements.to_string()))?;
        Ok(Tally { amount, movements })
    };
    Ok(LineTally {
        initial: tally()?,
        adjusted: tally()?,
        planned: tally()?,
        held: tally()?,
        paid: tally()?,
        frozen: tally()?,
        carried: tally()?,
    })
}
