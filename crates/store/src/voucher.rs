//! 凭证: what was asked, and the transfers that it was decided to be.

use crate::bulk;
use crate::cell::Cell;
use crate::error::{StoreError, StoreResult};
use crate::stored;
use crate::tx::{Fields, Row, Tx};
use crate::{Ledger, contract_use, line_day, place};
use mingzhang_domain::ids::{ContractNo, DocumentNo, LineCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{
    Act, Asked, AskedFields, Book, Bucket, Counts, Details, Instruction, Place, Slot, Transfer, Voucher,
};
use mingzhang_domain::money::Fen;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = "voucher";
const COLUMNS: [&str; 19] = [
    "unit", "year", "seq", "number", "act", "asked_on", "date", "line", "names", "amount", "counts",
    "of_year", "period", "permit", "document", "reason", "payee", "method", "contract",
];
const TRANSFER_COLUMNS: [&str; 12] = [
    "unit",
    "year",
    "seq",
    "leg",
    "date",
    "from_line",
    "from_bucket",
    "from_document",
    "to_line",
    "to_bucket",
    "to_document",
    "amount",
];

const READ: &str = "unit, year, seq, number, act, asked_on, date, line, names, amount, of_year, period, \
    permit, document, reason, payee, method, contract, counts";
const READ_TRANSFER: &str = "unit, year, seq, leg, date, from_line, from_bucket, from_document, to_line, to_bucket, \
    to_document, amount";
const READ_LEG: &str = "unit, year, seq, leg, line, amount";
const UP_TO: &str = "WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq";

/// A voucher as it is kept.
pub(crate) struct Kept {
    /// The place of its entry in the history.
    pub seq: Seq,
    /// What its row says that its money from or to outside counts as.
    pub counts: Counts,
    /// The voucher.
    pub voucher: Voucher,
}

/// Vouchers of one unit and year that its book has decided, each with the place of its entry.
pub(crate) struct Decided<'a> {
    /// The unit and year.
    pub ledger: Ledger,
    /// The vouchers.
    pub vouchers: Vec<(Seq, &'a Voucher)>,
    /// The book that holds the ledger after them.
    pub book: &'a Book,
}

impl<'a> Decided<'a> {
    /// The vouchers without their places in the history.
    pub(crate) fn vouchers(&self) -> impl Iterator<Item = &'a Voucher> {
        self.vouchers.iter().map(|(_, voucher)| *voucher)
    }
}

/// Writes vouchers with their transfers and the kept totals: one statement per table, whatever the number of units.
pub(crate) async fn save(tx: &mut Tx, decided: &[Decided<'_>]) -> StoreResult<()> {
    let (mut vouchers, mut legs, mut transfers) = (Vec::new(), Vec::new(), Vec::new());
    for Decided { ledger, vouchers: of_ledger, book } in decided {
        for (seq, voucher) in of_ledger {
            vouchers.push(row(*ledger, *seq, voucher, book.counts(voucher)));
            legs.extend(leg_rows(*ledger, *seq, voucher));
            transfers.extend(transfer_rows(*ledger, *seq, voucher));
        }
    }
    bulk::insert(tx, TABLE, &COLUMNS, vouchers).await?;
    bulk::insert(tx, "virement_leg", &["unit", "year", "seq", "leg", "line", "amount"], legs).await?;
    bulk::insert(tx, "transfer", &TRANSFER_COLUMNS, transfers).await?;
    place::keep(tx, decided).await?;
    contract_use::keep(tx, decided).await?;
    line_day::keep(tx, decided).await
}

fn row(ledger: Ledger, seq: Seq, voucher: &Voucher, counts: Counts) -> Vec<Cell> {
    let Instruction { number, date, asked, details } = &voucher.instruction;
    let AskedFields { line, names, amount, of_year, period, permit, .. } = asked.fields();
    let mut row = stored::key(ledger, seq);
    row.extend([
        number.as_str().into(),
        asked.act().as_str().into(),
        date.to_string().into(),
        voucher.date.to_string().into(),
        line.as_str().into(),
        names.as_str().into(),
        amount.0.into(),
        counts.as_str().into(),
        i64::from(of_year.0).into(),
        period.into(),
        permit.into(),
        details.document.as_str().into(),
        details.reason.as_str().into(),
        details.payee.as_str().into(),
        details.method.as_str().into(),
        details.contract.as_ref().map_or("", ContractNo::as_str).into(),
    ]);
    row
}

fn leg_rows(ledger: Ledger, seq: Seq, voucher: &Voucher) -> Vec<Vec<Cell>> {
    let row = |(leg, (line, amount)): (usize, (LineCode, Fen))| {
        let mut row = stored::key(ledger, seq);
        row.extend([leg.into(), line.as_str().into(), amount.0.into()]);
        row
    };
    voucher.instruction.asked.fields().legs.into_iter().enumerate().map(row).collect()
}

fn transfer_rows(ledger: Ledger, seq: Seq, voucher: &Voucher) -> Vec<Vec<Cell>> {
    let place = |place: &Option<Place>| match place {
        None => [Cell::from(""), Cell::from(""), Cell::from("")],
        Some(place) => [
            place.line.as_str().into(),
            place.slot.bucket().as_str().into(),
            place.slot.document().map_or("", DocumentNo::as_str).into(),
        ],
    };
    let row = |(leg, transfer): (usize, &Transfer)| {
        let mut row = stored::key(ledger, seq);
        row.extend([leg.into(), voucher.date.to_string().into()]);
        row.extend(place(&transfer.from));
        row.extend(place(&transfer.to));
        row.push(transfer.amount.0.into());
        row
    };
    voucher.transfers.iter().enumerate().map(row).collect()
}

/// The vouchers that were recorded up to a place in the history, in recording order.
pub(crate) async fn load(tx: &mut Tx, ledger: Ledger, up_to: Seq) -> StoreResult<Vec<Kept>> {
    load_each(tx, ledger, up_to).await?.into_iter().collect()
}

/// The same, one by one, so that a damaged voucher does not hide the others.
pub(crate) async fn load_each(
    tx: &mut Tx,
    ledger: Ledger,
    up_to: Seq,
) -> StoreResult<Vec<StoreResult<Kept>>> {
    let mut rows = Vec::new();
    for (table, columns, order) in
        [(TABLE, READ, ""), ("transfer", READ_TRANSFER, ", leg"), ("virement_leg", READ_LEG, ", leg")]
    {
        let sql = format!("SELECT {columns} FROM {table} {UP_TO}{order}");
        rows.push(tx.rows(AssertSqlSafe(sql), stored::up_to_params(ledger, up_to)).await?);
    }
    let kept = put_together(&rows[0], &rows[1], &rows[2]);
    Ok(kept.into_iter().map(|kept| kept.map(|(_, kept)| kept)).collect())
}

impl Tx {
    /// Which of some numbers a unit and year has.
    pub async fn numbers_taken(
        &mut self,
        ledger: Ledger,
        numbers: &BTreeSet<VoucherNo>,
    ) -> StoreResult<BTreeSet<VoucherNo>> {
        let keys: Vec<Vec<Cell>> = numbers.iter().map(|number| ledger.key_with([number.as_str()])).collect();
        let rows = bulk::by_key(self, TABLE, "number", &["unit", "year", "number"], &keys).await?;
        rows.iter().map(|row| Ok(VoucherNo::new(Fields::new(TABLE, row).text()?))).collect()
    }
}

/// The vouchers of some numbers, in no order.
pub(crate) async fn named(
    tx: &mut Tx,
    numbers: &BTreeSet<(Ledger, VoucherNo)>,
) -> StoreResult<Vec<(Ledger, Kept)>> {
    let keys: Vec<Vec<Cell>> = numbers.iter().map(|(of, number)| of.key_with([number.as_str()])).collect();
    let rows = bulk::by_key(tx, TABLE, READ, &["unit", "year", "number"], &keys).await?;
    let (mut seqs, mut with_legs) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in &rows {
        let mut fields = Fields::new(TABLE, row);
        let key = stored::key(fields.ledger()?, Seq(fields.int()?));
        fields.text()?;
        if fields.text()? == Act::Virement.as_str() {
            with_legs.push(key.clone());
        }
        seqs.push(key);
    }
    let key = ["unit", "year", "seq"];
    let transfers = bulk::by_key(tx, "transfer", READ_TRANSFER, &key, &seqs).await?;
    let legs = bulk::by_key(tx, "virement_leg", READ_LEG, &key, &with_legs).await?;
    put_together(&rows, &transfers, &legs).into_iter().collect()
}

/// The reversals of some vouchers: which one, and by which.
pub(crate) async fn reversals(
    tx: &mut Tx,
    numbers: &BTreeSet<(Ledger, VoucherNo)>,
) -> StoreResult<Vec<(Ledger, VoucherNo, VoucherNo)>> {
    let keys: Vec<Vec<Cell>> = numbers.iter().map(|(of, number)| of.key_with([number.as_str()])).collect();
    // The act stands in the text, so that the index of reversals serves.
    let key = ["act = 'reversal' AND unit", "year", "names"];
    let rows = bulk::by_key(tx, TABLE, "unit, year, names, number", &key, &keys).await?;
    let read = |row| {
        let mut fields = Fields::new(TABLE, row);
        Ok((fields.ledger()?, VoucherNo::new(fields.text()?), VoucherNo::new(fields.text()?)))
    };
    rows.iter().map(read).collect()
}

/// What stands apart from each voucher, by its number there.
type Legs<T> = BTreeMap<(Ledger, i64), BTreeMap<i64, StoreResult<T>>>;

/// Vouchers from their rows, each with its transfers and legs; those that are damaged among them.
fn put_together(vouchers: &[Row], transfers: &[Row], legs: &[Row]) -> Vec<StoreResult<(Ledger, Kept)>> {
    let mut damaged = Vec::new();
    let leg = |fields: &mut Fields<'_>| Ok((LineCode::new(fields.text()?), Fen(fields.int()?)));
    let mut legs_of = by_voucher("virement_leg", legs, leg, &mut damaged);
    let transfer = |fields: &mut Fields<'_>| Ok((fields.text()?, read_transfer(fields)?));
    let mut transfers_of = by_voucher("transfer", transfers, transfer, &mut damaged);
    let mut one = |row| {
        let mut fields = Fields::new(TABLE, row);
        let (ledger, Seq(seq)) = (fields.ledger()?, fields.seq()?);
        let legs = in_order("virement_leg", seq, legs_of.remove(&(ledger, seq)).unwrap_or_default());
        let transfers = in_order("transfer", seq, transfers_of.remove(&(ledger, seq)).unwrap_or_default());
        Ok((ledger, read(row, legs?, transfers?)?))
    };
    let mut kept: Vec<StoreResult<(Ledger, Kept)>> = vouchers.iter().map(&mut one).collect();
    let strays = legs_of.into_keys().map(|(_, seq)| ("virement_leg", seq));
    let strays = strays.chain(transfers_of.into_keys().map(|(_, seq)| ("transfer", seq)));
    damaged.extend(
        strays.map(|(table, seq)| StoreError::Damaged {
            table, what: format!("seq {seq} 没有对应的凭证")
        }),
    );
    kept.extend(damaged.into_iter().map(Err));
    kept
}

/// The rows of a table by their vouchers and by their numbers there.
fn by_voucher<T>(
    table: &'static str,
    rows: &[Row],
    read: impl Fn(&mut Fields<'_>) -> StoreResult<T>,
    damaged: &mut Vec<StoreError>,
) -> Legs<T> {
    let mut legs = Legs::new();
    for row in rows {
        let mut fields = Fields::new(table, row);
        let mut key = || Ok(((fields.ledger()?, fields.seq()?.0), fields.int()?));
        match key() {
            Ok((voucher, leg)) => drop(legs.entry(voucher).or_default().insert(leg, read(&mut fields))),
            Err(error) => damaged.push(error),
        }
    }
    legs
}

/// The legs of a voucher, which are numbered 0, 1, 2 …
fn in_order<T>(table: &'static str, seq: i64, legs: BTreeMap<i64, StoreResult<T>>) -> StoreResult<Vec<T>> {
    if legs.keys().copied().eq(0..legs.len() as i64) {
        return legs.into_values().collect();
    }
    Err(StoreError::Damaged { table, what: format!("seq {seq} 的分录缺号") })
}

fn read_transfer(fields: &mut Fields<'_>) -> StoreResult<Transfer> {
    Ok(Transfer { from: read_place(fields)?, to: read_place(fields)?, amount: Fen(fields.int()?) })
}

fn read_place(fields: &mut Fields<'_>) -> StoreResult<Option<Place>> {
    let (line, bucket, document) = (fields.text()?, fields.text()?, fields.text()?);
    if line.is_empty() && bucket.is_empty() && document.is_empty() {
        return Ok(None);
    }
    let document_no = Some(document).filter(|no| !no.is_empty()).map(DocumentNo::new);
    let slot = Bucket::parse(&bucket).and_then(|bucket| Slot::new(bucket, document_no));
    let slot = slot.ok_or_else(|| fields.damaged(&bucket))?;
    Ok(Some(Place { line: LineCode::new(line), slot }))
}

fn read(row: &Row, legs: Vec<(LineCode, Fen)>, transfers: Vec<(String, Transfer)>) -> StoreResult<Kept> {
    let mut fields = Fields::new(TABLE, row);
    fields.ledger()?;
    let seq = fields.seq()?;
    let number = VoucherNo::new(fields.text()?);
    let act = fields.parsed(Act::parse)?;
    let asked_on = fields.date()?;
    let date = fields.date()?;
    let (line, names) = (LineCode::new(fields.text()?), VoucherNo::new(fields.text()?));
    let amount = Fen(fields.int()?);
    let fields_of_act = AskedFields {
        line,
        names,
        amount,
        of_year: fields.year()?,
        period: fields.text()?,
        permit: fields.text()?,
        legs,
    };
    let asked = Asked::of_fields(act, fields_of_act).ok_or_else(|| fields.damaged(number.as_str()))?;
    let details = Details {
        document: fields.text()?,
        reason: fields.text()?,
        payee: fields.text()?,
        method: fields.text()?,
        contract: Some(fields.text()?).filter(|no| !no.is_empty()).map(ContractNo::new),
    };
    let counts = fields.parsed(Counts::parse)?;
    // A transfer counts on its voucher's day; its own date is there for queries and must say the same.
    if let Some((other, _)) = transfers.iter().find(|(day, _)| *day != date.to_string()) {
        return Err(StoreError::Damaged {
            table: "transfer",
            what: format!("seq {} 的日期 {other} 与凭证不同", seq.0),
        });
    }
    let transfers = transfers.into_iter().map(|(_, transfer)| transfer).collect();
    let instruction = Instruction { number, date: asked_on, asked, details };
    Ok(Kept { seq, counts, voucher: Voucher { instruction, date, transfers } })
}
