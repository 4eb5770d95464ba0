//! 凭证: what was asked, and the transfers that it was decided to be.

use crate::bulk;
use crate::error::{StoreError, StoreResult};
use crate::stored;
use crate::tx::{Fields, Row, Tx};
use crate::{Ledger, line_day, place};
use mingzhang_domain::ids::{ContractNo, DocumentNo, LineCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{
    Act, Asked, Book, Bucket, Details, Instruction, Place, Slot, Transfer, TreasuryRules, Voucher,
};
use mingzhang_domain::money::Fen;
use serde_json::Value;
use std::collections::HashMap;

const TABLE: &str = "voucher";
const COLUMNS: [&str; 16] = [
    "unit", "year", "seq", "number", "act", "asked_on", "date", "line", "names", "amount", "opening",
    "document", "reason", "payee", "method", "contract",
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

const VOUCHERS: &str = "SELECT seq, number, act, asked_on, date, line, names, amount, document, reason, payee, \
    method, contract, opening FROM voucher WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq";
const TRANSFERS: &str = "SELECT seq, date, from_line, from_bucket, from_document, to_line, to_bucket, to_document, \
    amount FROM transfer WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq, leg";
const LEGS: &str = "SELECT seq, line, amount FROM virement_leg \
    WHERE unit = $1 AND year = $2 AND seq <= $3 ORDER BY seq, leg";

/// A voucher as it is kept.
pub(crate) struct Kept {
    /// The place of its entry in the history.
    pub seq: Seq,
    /// Whether its row says that it counts for the initial quota.
    pub opening: bool,
    /// The voucher.
    pub voucher: Voucher,
}

impl Tx {
    /// The book of a unit and year, as far as it is recorded.
    pub async fn book(&mut self, ledger: Ledger, rules: TreasuryRules) -> StoreResult<Book> {
        let mut book = Book::new(ledger.year, rules);
        for (_, line) in stored::load(self, ledger, Seq(i64::MAX)).await? {
            book.add_line(line);
        }
        for (_, contract) in stored::load(self, ledger, Seq(i64::MAX)).await? {
            book.add_contract(&contract);
        }
        for kept in load(self, ledger, Seq(i64::MAX)).await? {
            book.replay(kept.voucher).ok_or(StoreError::TooLarge)?;
        }
        Ok(book)
    }
}

/// Writes vouchers that the book has decided, with their transfers and the kept totals.
pub(crate) async fn save(
    tx: &mut Tx,
    ledger: Ledger,
    vouchers: &[(Seq, &Voucher)],
    book: &Book,
) -> StoreResult<()> {
    let rows: Vec<_> = vouchers.iter().map(|(seq, v)| row(ledger, *seq, v, book.is_opening(v))).collect();
    bulk::insert(tx, TABLE, &COLUMNS, &rows).await?;
    let rows: Vec<_> = vouchers.iter().flat_map(|(seq, v)| leg_rows(ledger, *seq, v)).collect();
    bulk::insert(tx, "virement_leg", &["unit", "year", "seq", "leg", "line", "amount"], &rows).await?;
    let rows: Vec<_> = vouchers.iter().flat_map(|(seq, v)| transfer_rows(ledger, *seq, v)).collect();
    bulk::insert(tx, "transfer", &TRANSFER_COLUMNS, &rows).await?;
    let vouchers: Vec<&Voucher> = vouchers.iter().map(|(_, voucher)| *voucher).collect();
    place::keep(tx, ledger, &vouchers, book).await?;
    line_day::keep(tx, ledger, &vouchers, book).await
}

fn row(ledger: Ledger, seq: Seq, voucher: &Voucher, opening: bool) -> Vec<Value> {
    let Instruction { number, date, asked, details } = &voucher.instruction;
    let (line, names, amount) = line_names_amount(asked);
    let mut row = stored::key(ledger, seq);
    row.extend([
        number.as_str().into(),
        asked.act().as_str().into(),
        date.to_string().into(),
        voucher.date.to_string().into(),
        line.as_str().into(),
        names.as_str().into(),
        amount.0.into(),
        opening.into(),
        details.document.as_str().into(),
        details.reason.as_str().into(),
        details.payee.as_str().into(),
        details.method.as_str().into(),
        details.contract.as_ref().map_or("", ContractNo::as_str).into(),
    ]);
    row
}

/// What the columns line, names and amount say; empty where the act has no such thing. The legs of a virement stand
/// apart.
fn line_names_amount(asked: &Asked) -> (LineCode, VoucherNo, Fen) {
    let names = asked.names().cloned().unwrap_or_else(|| VoucherNo::new(""));
    match asked {
        Asked::Virement { .. } => (LineCode::new(""), names, Fen::ZERO),
        asked => {
            let line = asked.lines().first().map_or_else(|| LineCode::new(""), |line| (*line).clone());
            (line, names, asked.amounts().first().copied().unwrap_or_default())
        }
    }
}

fn leg_rows(ledger: Ledger, seq: Seq, voucher: &Voucher) -> Vec<Vec<Value>> {
    let Asked::Virement { gives, gets } = &voucher.instruction.asked else { return Vec::new() };
    let gives = gives.iter().map(|(line, amount)| (line, -amount.0));
    let gets = gets.iter().map(|(line, amount)| (line, amount.0));
    let row = |(leg, (line, amount)): (usize, (&LineCode, i64))| {
        let mut row = stored::key(ledger, seq);
        row.extend([leg.into(), line.as_str().into(), amount.into()]);
        row
    };
    gives.chain(gets).enumerate().map(row).collect()
}

fn transfer_rows(ledger: Ledger, seq: Seq, voucher: &Voucher) -> Vec<Vec<Value>> {
    let place = |place: &Option<Place>| match place {
        None => [Value::from(""), Value::from(""), Value::from("")],
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
    let mut legs: HashMap<i64, Vec<(LineCode, i64)>> = HashMap::new();
    for row in tx.rows(LEGS, stored::up_to_params(ledger, up_to)).await? {
        let mut fields = Fields::new("virement_leg", &row);
        legs.entry(fields.int()?).or_default().push((LineCode::new(fields.text()?), fields.int()?));
    }
    let mut transfers: HashMap<i64, Vec<(String, Transfer)>> = HashMap::new();
    for row in tx.rows(TRANSFERS, stored::up_to_params(ledger, up_to)).await? {
        let mut fields = Fields::new("transfer", &row);
        transfers.entry(fields.int()?).or_default().push((fields.text()?, read_transfer(&mut fields)?));
    }
    let mut vouchers = Vec::new();
    for row in tx.rows(VOUCHERS, stored::up_to_params(ledger, up_to)).await? {
        let seq = Fields::new(TABLE, &row).int()?;
        let legs = legs.remove(&seq).unwrap_or_default();
        let transfers = transfers.remove(&seq).unwrap_or_default();
        vouchers.push(read(&row, legs, transfers)?);
    }
    for (table, stray) in
        [("transfer", transfers.into_keys().min()), ("virement_leg", legs.into_keys().min())]
    {
        if let Some(seq) = stray {
            return Err(StoreError::Damaged { table, what: format!("seq {seq} 没有对应的凭证") });
        }
    }
    Ok(vouchers)
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

fn read(row: &Row, legs: Vec<(LineCode, i64)>, transfers: Vec<(String, Transfer)>) -> StoreResult<Kept> {
    let mut fields = Fields::new(TABLE, row);
    let seq = Seq(fields.int()?);
    let number = VoucherNo::new(fields.text()?);
    let act = fields.parsed(Act::parse)?;
    let asked_on = fields.date()?;
    let date = fields.date()?;
    let (line, names) = (LineCode::new(fields.text()?), VoucherNo::new(fields.text()?));
    let amount = Fen(fields.int()?);
    let stored = (line.clone(), names.clone(), amount);
    let asked = read_asked(act, line, names, amount, legs);
    if line_names_amount(&asked) != stored {
        return Err(fields.damaged(number.as_str()));
    }
    let details = Details {
        document: fields.text()?,
        reason: fields.text()?,
        payee: fields.text()?,
        method: fields.text()?,
        contract: Some(fields.text()?).filter(|no| !no.is_empty()).map(ContractNo::new),
    };
    let opening = fields.flag()?;
    // A transfer counts on its voucher's day; its own date is there for queries and must say the same.
    if let Some((other, _)) = transfers.iter().find(|(day, _)| *day != date.to_string()) {
        return Err(StoreError::Damaged {
            table: "transfer",
            what: format!("seq {} 的日期 {other} 与凭证不同", seq.0),
        });
    }
    let transfers = transfers.into_iter().map(|(_, transfer)| transfer).collect();
    let instruction = Instruction { number, date: asked_on, asked, details };
    Ok(Kept { seq, opening, voucher: Voucher { instruction, date, transfers } })
}

fn read_asked(act: Act, line: LineCode, names: VoucherNo, amount: Fen, legs: Vec<(LineCode, i64)>) -> Asked {
    match act {
        Act::Approval => Asked::Approval { line, amount },
        Act::Increase => Asked::Increase { line, amount },
        Act::Decrease => Asked::Decrease { line, amount },
        Act::Plan => Asked::Plan { line, amount },
        Act::Request => Asked::Request { line, amount },
        Act::Payment => Asked::Payment { request: names, amount },
        Act::Return => Asked::Return { payment: names, amount },
        Act::Reversal => Asked::Reversal { voucher: names },
        Act::Virement => {
            let (gives, gets): (Vec<_>, Vec<_>) = legs.into_iter().partition(|(_, amount)| *amount < 0);
            let magnitude = |(line, amount): (LineCode, i64)| (line, Fen(amount.saturating_abs()));
            Asked::Virement {
                gives: gives.into_iter().map(magnitude).collect(),
                gets: gets.into_iter().map(magnitude).collect(),
            }
        }
    }
}
