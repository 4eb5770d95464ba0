//! What lies in each place: kept with the vouchers, recounted by `verify`.

use crate::Ledger;
use crate::bulk;
use crate::error::StoreResult;
use crate::tx::{Fields, Tx};
use mingzhang_domain::ids::DocumentNo;
use mingzhang_domain::ledger::{Book, Place, Voucher};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: [&str; 6] = ["unit", "year", "line", "bucket", "document", "amount"];
const ON_CONFLICT: &str =
    "ON CONFLICT (unit, year, line, bucket, document) DO UPDATE SET amount = excluded.amount";
const ALL: &str = "SELECT line, bucket, document, amount FROM place WHERE unit = $1 AND year = $2";

/// The key of a place as it is stored: line, bucket, document.
pub(crate) type Key = (String, String, String);

/// Writes what the book now holds in every place that the vouchers touched.
pub(crate) async fn keep(tx: &mut Tx, ledger: Ledger, vouchers: &[&Voucher], book: &Book) -> StoreResult<()> {
    let transfers = vouchers.iter().flat_map(|voucher| &voucher.transfers);
    let touched: BTreeSet<&Place> = transfers.flat_map(|t| [&t.from, &t.to]).flatten().collect();
    let row = |place: &Place| {
        let (line, bucket, document) = key(place);
        let amount = book.balance(place).0;
        vec![
            ledger.unit.0.into(),
            ledger.year().into(),
            line.into(),
            bucket.into(),
            document.into(),
            amount.into(),
        ]
    };
    let rows: Vec<Vec<Value>> = touched.into_iter().map(row).collect();
    bulk::upsert(tx, "place", &COLUMNS, &rows, ON_CONFLICT).await
}

/// All places with their kept amounts.
pub(crate) async fn load(tx: &mut Tx, ledger: Ledger) -> StoreResult<BTreeMap<Key, i64>> {
    let mut places = BTreeMap::new();
    for row in &tx.rows(ALL, vec![ledger.unit.0.into(), ledger.year().into()]).await? {
        let mut fields = Fields::new("place", row);
        places.insert((fields.text()?, fields.text()?, fields.text()?), fields.int()?);
    }
    Ok(places)
}

/// The key under which a place is kept.
pub(crate) fn key(place: &Place) -> Key {
    let document = place.slot.document().map_or("", DocumentNo::as_str);
    (place.line.to_string(), place.slot.bucket().as_str().to_owned(), document.to_owned())
}
