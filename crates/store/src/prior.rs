//! What of earlier years' vouchers is left: of a payment what did not come back, of a carry-out what is not carried in.

use crate::Ledger;
use crate::bulk;
use crate::cell::Cell;
use crate::error::StoreResult;
use crate::place;
use crate::tx::{Fields, Tx};
use crate::voucher;
use mingzhang_domain::ids::{FiscalYear, VoucherNo};
use mingzhang_domain::ledger::{Act, Book, Instruction, Period, Place, Prior, Slot, Voucher};
use mingzhang_domain::money::Fen;
use std::collections::{BTreeMap, BTreeSet};

/// A voucher of an earlier year: whose, and its number.
type Named = (Ledger, VoucherNo);

/// Takes the vouchers of earlier years that instructions name into the books that name them. The heads of those years
/// must be locked too.
pub(crate) async fn take_in(
    tx: &mut Tx,
    instructions: &[(Ledger, &Instruction)],
    books: &mut BTreeMap<Ledger, Book>,
) -> StoreResult<()> {
    let mut wanted: BTreeMap<Named, BTreeSet<Ledger>> = BTreeMap::new();
    for (of, instruction) in instructions {
        if let Some((year, number)) = instruction.asked.names_of_year() {
            let prior = Ledger { unit: of.unit, year };
            wanted.entry((prior, number.clone())).or_default().insert(*of);
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let numbers: BTreeSet<Named> = wanted.keys().cloned().collect();
    let used = used(tx, &numbers).await?;
    let reversed = voucher::reversals(tx, &numbers).await?;
    for (of, kept) in voucher::named(tx, &numbers).await? {
        let number = kept.voucher.instruction.number.clone();
        let there_was = match kept.voucher.act() {
            Act::CarryOut if reversed.iter().any(|(year, it, _)| (*year, it) == (of, &number)) => Fen::ZERO,
            Act::CarryOut => kept.voucher.instruction.asked.amounts().first().copied().unwrap_or_default(),
            _ => paid(tx, of, &kept.voucher).await?,
        };
        let used = used.get(&(of, number.clone())).copied().unwrap_or_default();
        let left = Fen(there_was.0.saturating_sub(used));
        let year_closed = tx.head(of).await?.closed.contains(&Period::of_year(of.year));
        for book in wanted.get(&(of, number.clone())).into_iter().flatten() {
            if let Some(book) = books.get_mut(book) {
                let prior = Prior { act: kept.voucher.act(), left, year_closed };
                book.add_prior(of.year, number.clone(), prior);
            }
        }
    }
    Ok(())
}

/// Takes into the books what later years took of some vouchers of theirs, as far as it is not reversed there.
pub(crate) async fn take_in_later(
    tx: &mut Tx,
    vouchers: &[(Ledger, Voucher)],
    books: &mut BTreeMap<Ledger, Book>,
) -> StoreResult<()> {
    let may_be_taken =
        |voucher: &Voucher| matches!(voucher.act(), Act::Payment | Act::Correction | Act::CarryOut);
    let numbers: BTreeSet<Named> = vouchers
        .iter()
        .filter(|(_, voucher)| may_be_taken(voucher))
        .map(|(of, voucher)| (*of, voucher.instruction.number.clone()))
        .collect();
    for ((of, number), taken) in used(tx, &numbers).await? {
        if let Some(book) = books.get_mut(&of) {
            book.add_taken_later(number, Fen(taken));
        }
    }
    Ok(())
}

/// What later years took of each voucher of a year, as far as it is not reversed there.
pub(crate) async fn used_of_year(tx: &mut Tx, ledger: Ledger) -> StoreResult<BTreeMap<VoucherNo, i64>> {
    const NAMED: &str = "SELECT DISTINCT names FROM voucher WHERE of_year > 0 AND unit = $1 AND of_year = $2";
    let rows = tx.rows(NAMED, vec![ledger.unit.0.into(), ledger.year().into()]).await?;
    let number = |row| Ok((ledger, VoucherNo::new(Fields::new("voucher", row).text()?)));
    let numbers: BTreeSet<Named> = rows.iter().map(number).collect::<StoreResult<_>>()?;
    Ok(used(tx, &numbers).await?.into_iter().map(|((_, number), taken)| (number, taken)).collect())
}

/// What of a payment has not come back in its own year.
async fn paid(tx: &mut Tx, of: Ledger, voucher: &Voucher) -> StoreResult<Fen> {
    let slot = Slot::Paid(voucher.document());
    let mut places = voucher.transfers.iter().filter_map(|transfer| transfer.to.as_ref());
    let Some(Place { line, .. }) = places.find(|place| place.slot == slot) else { return Ok(Fen::ZERO) };
    place::amount(tx, of, &Place::new(line, slot)).await
}

/// What later years took of each voucher, as far as it is not reversed there.
async fn used(tx: &mut Tx, numbers: &BTreeSet<Named>) -> StoreResult<BTreeMap<Named, i64>> {
    // The condition stands in the text, so that the index of such vouchers serves.
    let key = ["of_year > 0 AND unit", "of_year", "names"];
    let keys: Vec<Vec<Cell>> = numbers.iter().map(|(of, number)| of.key_with([number.as_str()])).collect();
    let rows = bulk::by_key(tx, "voucher", "unit, year, number, of_year, names, amount", &key, &keys).await?;
    let mut takers: Vec<(Named, Named, i64)> = Vec::new();
    for row in &rows {
        let mut fields = Fields::new("voucher", row);
        let by = (fields.ledger()?, VoucherNo::new(fields.text()?));
        let year: FiscalYear = fields.year()?;
        let of = (Ledger { unit: by.0.unit, year }, VoucherNo::new(fields.text()?));
        takers.push((by, of, fields.int()?));
    }
    let reversed = voucher::reversals(tx, &takers.iter().map(|(by, ..)| by.clone()).collect()).await?;
    let reversed: BTreeSet<Named> = reversed.into_iter().map(|(of, number, _)| (of, number)).collect();
    let mut used = BTreeMap::new();
    for (by, of, amount) in takers {
        if !reversed.contains(&by) {
            let sum: &mut i64 = used.entry(of).or_default();
            *sum = sum.saturating_add(amount);
        }
    }
    Ok(used)
}
