//! What is paid under each contract: kept with the vouchers, recounted by `verify`.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::place::{days_as_json, days_from_json};
use crate::tx::{Fields, Tx};
use crate::voucher::Decided;
use mingzhang_domain::ids::ContractNo;
use mingzhang_domain::ledger::Book;
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = "contract_use";
const COLUMNS: [&str; 5] = ["unit", "year", "number", "amount", "days"];
const ON_CONFLICT: &str =
    "ON CONFLICT (unit, year, number) DO UPDATE SET amount = excluded.amount, days = excluded.days";
const ALL: &str = "SELECT number, amount, days FROM contract_use WHERE unit = $1 AND year = $2";

/// Writes what is paid under every contract that the vouchers touched.
pub(crate) async fn keep(tx: &mut Tx, decided: &[Decided<'_>]) -> StoreResult<()> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for of in decided {
        let touched: BTreeSet<&ContractNo> =
            of.vouchers().flat_map(|voucher| of.book.contracts_of(voucher)).collect();
        for number in touched {
            let Some(used) = of.book.contract_use(number) else { continue };
            let mut row = of.ledger.key_with([number.as_str()]);
            row.extend([used.total().0.into(), days_as_json(used).into()]);
            rows.push(row);
        }
    }
    bulk::upsert(tx, TABLE, &COLUMNS, rows, ON_CONFLICT).await
}

/// Takes what is paid under some contracts into their books.
pub(crate) async fn take_in(
    tx: &mut Tx,
    contracts: &BTreeSet<(Ledger, ContractNo)>,
    books: &mut BTreeMap<Ledger, Book>,
) -> StoreResult<()> {
    let key = |(of, number): &(Ledger, ContractNo)| of.key_with([number.as_str()]);
    let keys: Vec<Vec<Cell>> = contracts.iter().map(key).collect();
    for row in &bulk::by_key(tx, TABLE, "unit, year, number, days", &COLUMNS[..3], &keys).await? {
        let mut fields = Fields::new(TABLE, row);
        let Some(book) = books.get_mut(&fields.ledger()?) else { continue };
        book.add_contract_use(ContractNo::new(fields.text()?), fields.parsed(days_from_json)?);
    }
    Ok(())
}

/// The number of a contract, what is paid under it, and its days as JSON.
pub(crate) type Kept = (String, (i64, String));

/// What is paid under each contract, as it is kept, and the rows that are damaged.
pub(crate) async fn load_each(tx: &mut Tx, ledger: Ledger) -> StoreResult<Vec<StoreResult<Kept>>> {
    let read = |row| {
        let mut fields = Fields::new(TABLE, row);
        Ok((fields.text()?, (fields.int()?, fields.text()?)))
    };
    let rows = tx.rows(ALL, vec![ledger.unit.0.into(), ledger.year().into()]).await?;
    Ok(rows.iter().map(read).collect())
}

/// The same, as a book has it.
pub(crate) fn of_book(book: &Book) -> BTreeMap<String, (i64, String)> {
    book.contract_uses()
        .map(|(number, used)| (number.to_string(), (used.total().0, days_as_json(used))))
        .collect()
}
