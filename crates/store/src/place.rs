//! What lies in each place: kept with the vouchers, recounted by `verify`.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::tx::{Fields, Tx};
use crate::voucher::Decided;
use mingzhang_domain::Date;
use mingzhang_domain::ids::{DocumentNo, LineCode};
use mingzhang_domain::ledger::{Balance, Book, Bucket, Place, Slot};
use mingzhang_domain::money::Fen;
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = "place";
const COLUMNS: [&str; 8] = ["unit", "year", "line", "bucket", "document", "amount", "days", "draws"];
const ON_CONFLICT: &str = "ON CONFLICT (unit, year, line, bucket, document) \
    DO UPDATE SET amount = excluded.amount, days = excluded.days, draws = excluded.draws";
const READ: &str = "unit, year, line, bucket, document, amount, days, draws";
const ALL: &str =
    "SELECT line, bucket, document, amount, days, draws FROM place WHERE unit = $1 AND year = $2";

/// The key of a place as it is stored: line, bucket, document.
pub(crate) type Key = (String, String, String);

/// What is kept of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// What lies there at the end of the last day.
    pub amount: i64,
    /// Its days, as JSON.
    pub days: String,
    /// What a request has drawn, as JSON.
    pub draws: String,
}

impl Kept {
    /// What a book holds of a place.
    pub(crate) fn of(book: &Book, place: &Place) -> Kept {
        let draws = match &place.slot {
            Slot::Held(request) => book.draws(request),
            _ => &[],
        };
        Kept {
            amount: book.balance(place).0,
            days: book.days(place).map_or_else(|| "[]".to_owned(), days_as_json),
            draws: pairs_as_json(
                draws.iter().map(|(plan, fen)| (serde_json::Value::from(plan_no(plan)), *fen)),
            ),
        }
    }
}

/// Writes what the books now hold in every place that the vouchers touched.
pub(crate) async fn keep(tx: &mut Tx, decided: &[Decided<'_>]) -> StoreResult<()> {
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for of in decided {
        let numbers: BTreeSet<&str> =
            of.vouchers().map(|voucher| voucher.instruction.number.as_str()).collect();
        let transfers = of.vouchers().flat_map(|voucher| &voucher.transfers);
        let mut touched: BTreeSet<Place> =
            transfers.flat_map(|t| [&t.from, &t.to]).flatten().cloned().collect();
        // What a request has drawn is kept with it, and changes with what comes back to its plans.
        touched.extend(of.vouchers().filter_map(|voucher| of.book.place_of_request(voucher)));
        for place in &touched {
            let mut row = key_values(of.ledger, place);
            let Kept { amount, days, draws } = Kept::of(of.book, place);
            row.extend([amount.into(), days.into(), draws.into()]);
            // A place that a voucher made cannot have been there; looking for it would cost as much as writing it.
            let is_new = place.slot.document().is_some_and(|made_by| numbers.contains(made_by.as_str()));
            if is_new { new.push(row) } else { known.push(row) }
        }
    }
    bulk::upsert(tx, TABLE, &COLUMNS, known, ON_CONFLICT).await?;
    bulk::insert(tx, TABLE, &COLUMNS, new).await
}

/// Takes what is kept of some lines into their books: their available money, their plans, and the places that are named.
pub(crate) async fn take_in(
    tx: &mut Tx,
    lines: &BTreeSet<(Ledger, LineCode)>,
    named: &BTreeSet<(Ledger, Place)>,
    books: &mut BTreeMap<Ledger, Book>,
) -> StoreResult<()> {
    let buckets = [Bucket::Available, Bucket::Planned];
    let of_line =
        |(of, line): &(Ledger, LineCode)| buckets.map(|bucket| of.key_with([line.as_str(), bucket.as_str()]));
    let keys: Vec<Vec<Cell>> = lines.iter().flat_map(of_line).collect();
    let mut rows = bulk::by_key(tx, TABLE, READ, &["unit", "year", "line", "bucket"], &keys).await?;
    let others = named.iter().filter(|(_, place)| !buckets.contains(&place.slot.bucket()));
    let keys: Vec<Vec<Cell>> = others.map(|(of, place)| key_values(*of, place)).collect();
    rows.extend(bulk::by_key(tx, TABLE, READ, &COLUMNS[..5], &keys).await?);
    for row in &rows {
        let mut fields = Fields::new(TABLE, row);
        let Some(book) = books.get_mut(&fields.ledger()?) else { continue };
        let line = LineCode::new(fields.text()?);
        let bucket = fields.parsed(Bucket::parse)?;
        let document = Some(fields.text()?).filter(|no| !no.is_empty()).map(DocumentNo::new);
        let slot = Slot::new(bucket, document).ok_or_else(|| fields.damaged(bucket.as_str()))?;
        let amount = fields.int()?;
        let balance = fields.parsed(days_from_json)?;
        if balance.total().0 != amount {
            return Err(fields.damaged(&format!("{line} 的余额与逐日变动不符")));
        }
        let draws = fields.parsed(|json| serde_json::from_str::<Vec<(String, i64)>>(json).ok())?;
        if let (Slot::Held(request), false) = (&slot, draws.is_empty()) {
            let plan = |(no, fen)| (Place::new(&line, Slot::Planned(DocumentNo::new(no))), Fen(fen));
            book.add_draws(request.clone(), draws.into_iter().map(plan).collect());
        }
        book.add_balance(Place { line, slot }, balance);
    }
    Ok(())
}

/// What lies in one place.
pub(crate) async fn amount(tx: &mut Tx, ledger: Ledger, place: &Place) -> StoreResult<Fen> {
    let rows = bulk::by_key(tx, TABLE, "amount", &COLUMNS[..5], &[key_values(ledger, place)]).await?;
    Ok(Fen(rows.first().map(|row| Fields::new(TABLE, row).int()).transpose()?.unwrap_or_default()))
}

/// The places in which something lies, in the order of their keys.
pub(crate) async fn lying(tx: &mut Tx, ledger: Ledger) -> StoreResult<Vec<(Place, Fen)>> {
    let mut lying = Vec::new();
    for ((line, bucket, document), kept) in load(tx, ledger).await? {
        let document = Some(document).filter(|no| !no.is_empty()).map(DocumentNo::new);
        let slot = Bucket::parse(&bucket).and_then(|bucket| Slot::new(bucket, document));
        let slot = slot.ok_or(StoreError::Damaged { table: TABLE, what: bucket })?;
        if kept.amount > 0 {
            lying.push((Place { line: LineCode::new(line), slot }, Fen(kept.amount)));
        }
    }
    Ok(lying)
}

/// All places as they are kept.
pub(crate) async fn load(tx: &mut Tx, ledger: Ledger) -> StoreResult<BTreeMap<Key, Kept>> {
    load_each(tx, ledger).await?.into_iter().collect()
}

/// The same, one by one, so that a damaged row does not hide the others.
pub(crate) async fn load_each(tx: &mut Tx, ledger: Ledger) -> StoreResult<Vec<StoreResult<(Key, Kept)>>> {
    let read = |row| {
        let mut fields = Fields::new(TABLE, row);
        let key = (fields.text()?, fields.text()?, fields.text()?);
        Ok((key, Kept { amount: fields.int()?, days: fields.text()?, draws: fields.text()? }))
    };
    let rows = tx.rows(ALL, vec![ledger.unit.0.into(), ledger.year().into()]).await?;
    Ok(rows.iter().map(read).collect())
}

/// The key under which a place is kept.
pub(crate) fn key(place: &Place) -> Key {
    let document = place.slot.document().map_or("", DocumentNo::as_str);
    (place.line.to_string(), place.slot.bucket().as_str().to_owned(), document.to_owned())
}

fn key_values(ledger: Ledger, place: &Place) -> Vec<Cell> {
    let (line, bucket, document) = key(place);
    ledger.key_with([&line, &bucket, &document])
}

/// The days of a balance.
pub(crate) fn days_as_json(balance: &Balance) -> String {
    pairs_as_json(balance.days().map(|(day, fen)| (format!("\"{day}\""), fen)))
}

/// The balance of the days; `None` where they make no sense.
pub(crate) fn days_from_json(json: &str) -> Option<Balance> {
    let days: Vec<(&str, i64)> = serde_json::from_str(json).ok()?;
    let day = |(day, fen): (&str, i64)| Some((day.parse::<Date>().ok()?, Fen(fen)));
    Balance::of_days(days.into_iter().map(day).collect::<Option<Vec<_>>>()?)
}

fn plan_no(plan: &Place) -> &str {
    plan.slot.document().map_or("", DocumentNo::as_str)
}

/// Names, each as JSON already, with their amounts.
fn pairs_as_json(pairs: impl Iterator<Item = (impl std::fmt::Display, Fen)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, fen)| format!("[{name},{}]", fen.0)).collect();
    format!("[{}]", pairs.join(","))
}
