//! `payments.csv`: a payment is a request and its payment, a return names the payment that came back.

use super::codes::Known;
use super::row::Row;
use super::rules::{BAD_RETURN, CONTRACT_OF_OTHER};
use super::schema::PAYMENTS;
use super::table::Tables;
use super::voucher::Vouchers;
use mingzhang_domain::Date;
use mingzhang_domain::finding::{Finding, Mention, Place};
use mingzhang_domain::ids::{ContractNo, FiscalYear, LineCode, VoucherNo};
use mingzhang_domain::ledger::{Asked, Details, Instruction};
use mingzhang_domain::money::Fen;
use std::collections::HashMap;

/// The kinds of a row, as files say them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Payment,
    Return,
}

/// A row without a fault.
struct Read<'t> {
    row: Row<'t>,
    number: &'t str,
    date: Date,
    line: &'t str,
    kind: Kind,
    amount: Fen,
    contract: Option<&'t str>,
}

/// A payment that a return names, as far as the two must agree.
pub(super) struct Paid {
    /// Where it stands.
    pub(super) place: Place,
    /// Whether it is a return itself.
    pub(super) is_return: bool,
    /// Its line.
    pub(super) line: String,
    /// Its contract, or empty.
    pub(super) contract: String,
}

/// Reads all rows.
pub(super) fn read<'t>(
    tables: &'t Tables,
    known: &Known<'t>,
    vouchers: &mut Vouchers<'t>,
    found: &mut Vec<Finding>,
) {
    let mut by_number: HashMap<&str, Row> = HashMap::new();
    for row in tables.rows(PAYMENTS) {
        // Where a number stands twice, the first row is the one that counts.
        by_number.entry(row.text("voucher")).or_insert(row);
    }
    let paid = |number: &str| {
        by_number.get(number).map(|row| Paid {
            place: row.place(),
            is_return: parse_kind(row.text("kind")) == Some(Kind::Return),
            line: row.owned("line"),
            contract: row.owned("contract"),
        })
    };
    for row in tables.rows(PAYMENTS) {
        let read = read_row(row, known, vouchers.year, found)
            .filter(|read| read.kind == Kind::Payment || check_return(&read.row, paid, found));
        if let Some(read) = read {
            vouchers.add(row, instructions(&read), found);
        }
    }
}

/// What a row asks of the ledger, and whether it is a return; what it names is not looked for.
pub(super) fn read_alone<'t>(
    row: Row<'t>,
    known: &Known<'t>,
    year: FiscalYear,
    found: &mut Vec<Finding>,
) -> Option<(Vec<Instruction>, bool)> {
    let read = read_row(row, known, year, found)?;
    Some((instructions(&read), read.kind == Kind::Return))
}

/// Whether a row is a return.
pub(super) fn is_return(row: &Row) -> bool {
    parse_kind(row.text("kind")) == Some(Kind::Return)
}

fn read_row<'t>(
    row: Row<'t>,
    known: &Known<'t>,
    year: FiscalYear,
    found: &mut Vec<Finding>,
) -> Option<Read<'t>> {
    let number = row.needed("voucher", found);
    let date = row.date_in("date", year, found);
    let line = known.lines.named(&row, "line", found);
    let kind = row.word("kind", "支付、退回", parse_kind, found);
    let amount = match kind {
        Some(kind) => row.yuan_of_kind("amount_yuan", row.text("kind"), kind == Kind::Return, found),
        None => row.yuan("amount_yuan", found),
    };
    let contract = known.contracts.named_or_none(&row, "contract", found);
    if let (Some(line), Some(contract)) = (line, contract) {
        check_contract(&row, known, line, contract, found);
    }
    Some(Read { row, number: number?, date: date?, line: line?, kind: kind?, amount: amount?, contract })
}

fn parse_kind(word: &str) -> Option<Kind> {
    match word {
        "支付" => Some(Kind::Payment),
        "退回" => Some(Kind::Return),
        _ => None,
    }
}

/// A contract pays for its own project only.
fn check_contract(row: &Row, known: &Known, line: &str, contract: &str, found: &mut Vec<Finding>) {
    let project = |row: Option<Row>| row.map(|row| row.owned("project"));
    let (of_line, of_contract) = (project(known.lines.row(line)), project(known.contracts.row(contract)));
    if let (Some(of_line), Some(of_contract)) = (of_line, of_contract)
        && of_line != of_contract
    {
        let message = format!("合同 {contract} 属于项目 {of_contract}，指标 {line} 属于项目 {of_line}。");
        found.push(row.fault(CONTRACT_OF_OTHER, "contract", message));
    }
}

/// A return names a payment of the same line and contract. A number that the set does not have may be recorded
/// already: that is for the ledger to decide.
pub(super) fn check_return(
    row: &Row,
    paid: impl FnOnce(&str) -> Option<Paid>,
    found: &mut Vec<Finding>,
) -> bool {
    let refers_to = row.text("refers_to");
    if refers_to.is_empty() {
        found.push(row.fault(BAD_RETURN, "refers_to", "退回没有写原支付的凭证号。"));
        return false;
    }
    let Some(paid) = paid(refers_to) else { return true };
    let mut fault = |column, message: String| {
        let mut finding = row.fault(BAD_RETURN, column, message);
        finding.also.push(Mention { place: paid.place.clone(), text: refers_to.to_owned() });
        found.push(finding);
        false
    };
    if paid.is_return {
        return fault("refers_to", format!("所指的 {refers_to} 本身就是退回，不是支付。"));
    }
    for (column, what, paid) in [("line", "指标", &paid.line), ("contract", "合同", &paid.contract)] {
        let mine = row.text(column);
        if mine != paid {
            return fault(
                column,
                format!("退回的{what}写的是“{mine}”，原支付 {refers_to} 的{what}是“{paid}”。"),
            );
        }
    }
    true
}

/// What a row asks of the ledger.
fn instructions(read: &Read) -> Vec<Instruction> {
    let row = &read.row;
    let details = Details {
        reason: reason(read),
        payee: row.owned("payee"),
        method: row.owned("method"),
        contract: read.contract.map(ContractNo::new),
        ..Details::default()
    };
    let instruction =
        |number: VoucherNo, asked| Instruction { number, date: read.date, asked, details: details.clone() };
    match read.kind {
        Kind::Payment => {
            let (request, payment) = (request_of(read.number), payment_of(read.number));
            let asked = Asked::Request { line: LineCode::new(read.line), amount: read.amount };
            vec![
                instruction(request.clone(), asked),
                instruction(payment, Asked::Payment { request, amount: read.amount }),
            ]
        }
        Kind::Return => {
            let asked = Asked::Return { payment: payment_of(row.text("refers_to")), amount: read.amount };
            vec![instruction(VoucherNo::new(read.number), asked)]
        }
    }
}

/// The remark; a payment that is made again says which one it replaces.
fn reason(read: &Read) -> String {
    let (remark, refers_to) = (read.row.owned("remark"), read.row.text("refers_to"));
    match read.kind {
        Kind::Payment if !refers_to.is_empty() => format!("{remark}（原支付 {refers_to}）"),
        _ => remark,
    }
}

fn request_of(number: &str) -> VoucherNo {
    VoucherNo::new(format!("{number}/申请"))
}

fn payment_of(number: &str) -> VoucherNo {
    VoucherNo::new(format!("{number}/支付"))
}
