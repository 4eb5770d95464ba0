//! Money that goes from one year into the next: what is carried over, and what comes back when its year is closed.

use crate::support::{House, Kind, on_both, rules, stamp};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{FiscalYear, LineCode, PolicyId, ProjectCode, VoucherNo};
use mingzhang_domain::ledger::{Asked, Period, QuotaLine};
use mingzhang_domain::money::Fen;
use mingzhang_domain::performance::Unit;
use mingzhang_store::Ledger;

on_both! {
    what_is_carried_out_is_carried_in_once: super::carried_once;
    what_comes_back_from_a_closed_year_comes_back_once: super::comes_back_once;
    what_a_later_year_took_is_not_taken_again_in_its_own: super::not_taken_again;
    verify_names_a_voucher_of_which_later_years_took_more_than_it_left: super::verify_names_it;
}

fn no(number: &str) -> VoucherNo {
    VoucherNo::new(number)
}

/// The last year with a payment of 50.00 and 30.00 carried out, closed; and the same house in the year after.
async fn two_years(kind: Kind) -> House {
    let mut house = House::new(kind).await;
    let line = || LineCode::new("A");
    let post = async |number, month, asked| {
        house.post(number, Date::constant(2020, month, 1), asked).await.unwrap();
    };
    post("ZB1", 1, Asked::Approval { line: line(), amount: Fen(10_000) }).await;
    post("JH1", 2, Asked::Plan { line: line(), amount: Fen(5_000) }).await;
    post("SQ1", 3, Asked::Request { line: line(), amount: Fen(5_000) }).await;
    post("ZF1", 3, Asked::Payment { request: no("SQ1"), amount: Fen(5_000) }).await;
    post("JZ1", 12, Asked::CarryOut { line: line(), amount: Fen(3_000) }).await;
    post("NZ1", 12, Asked::Close { period: Period::of_year(FiscalYear(2020)) }).await;
    house.ledger = Ledger { year: FiscalYear(2021), ..house.ledger };
    let unit = Unit {
        code: "001".to_owned(),
        name: "某局".to_owned(),
        region: "某区".to_owned(),
        policy: PolicyId::new("test"),
    };
    let line = QuotaLine {
        code: line(),
        project: ProjectCode::new("P"),
        fund_nature: "一般公共预算".to_owned(),
        fund_source: "上年结转".to_owned(),
        functional_class: "2200101".to_owned(),
        economic_class: "30201".to_owned(),
    };
    let mut tx = house.db.write().await.unwrap();
    let head = tx.lock(house.ledger).await.unwrap();
    let book = tx.book(&head, &rules(), &[]).await.unwrap();
    tx.append(&head, &stamp(), &[Change::from(unit), Change::from(line)], &book).await.unwrap();
    tx.commit().await.unwrap();
    house
}

const DAY: Date = Date::constant(2021, 2, 1);

/// The code of the answer to an instruction; empty where it is booked.
async fn code(house: &House, number: &str, asked: Asked) -> &'static str {
    let day = if house.ledger.year == FiscalYear(2020) { Date::constant(2020, 12, 31) } else { DAY };
    house.post(number, day, asked).await.err().map_or("", |refusal| refusal.code())
}

fn carry_in(named: &str, amount: i64) -> Asked {
    Asked::CarryIn {
        year: FiscalYear(2020),
        carried: no(named),
        line: LineCode::new("A"),
        amount: Fen(amount),
    }
}

fn prior_return(named: &str, amount: i64) -> Asked {
    Asked::PriorReturn {
        year: FiscalYear(2020),
        payment: no(named),
        line: LineCode::new("A"),
        amount: Fen(amount),
    }
}

async fn holds(house: &House) {
    let mut tx = house.db.read().await.unwrap();
    for ledger in tx.ledgers().await.unwrap() {
        assert_eq!(tx.verify(ledger, rules()).await.unwrap().differences, [], "{ledger:?}");
    }
}

async fn carried_once(kind: Kind) {
    let house = two_years(kind).await;
    assert_eq!(code(&house, "ZR0", carry_in("ZF1", 100)).await, "MZ-L006");
    assert_eq!(code(&house, "ZR0", carry_in("JZ9", 100)).await, "MZ-L024");
    assert_eq!(code(&house, "ZR0", carry_in("JZ1", 3_001)).await, "MZ-L026");
    assert_eq!(code(&house, "ZR1", carry_in("JZ1", 2_000)).await, "");
    assert_eq!(code(&house, "ZR2", carry_in("JZ1", 1_001)).await, "MZ-L026");
    assert_eq!(code(&house, "CX1", Asked::Reversal { voucher: no("ZR1") }).await, "");
    assert_eq!(code(&house, "ZR2", carry_in("JZ1", 3_000)).await, "");
    assert_eq!(code(&house, "ZR3", carry_in("JZ1", 1)).await, "MZ-L026");
    holds(&house).await;
}

async fn comes_back_once(kind: Kind) {
    let mut house = two_years(kind).await;
    assert_eq!(code(&house, "TH0", prior_return("JZ1", 1)).await, "MZ-L006");
    assert_eq!(code(&house, "TH1", prior_return("ZF1", 4_000)).await, "");
    assert_eq!(code(&house, "TH2", prior_return("ZF1", 1_001)).await, "MZ-L026");
    // A reopened year takes back its own.
    house.ledger.year = FiscalYear(2020);
    let period = Period::of_year(FiscalYear(2020));
    assert_eq!(code(&house, "CK1", Asked::Reopen { period, right: "期间重开".to_owned() }).await, "");
    house.ledger.year = FiscalYear(2021);
    assert_eq!(code(&house, "TH2", prior_return("ZF1", 1)).await, "MZ-L025");
    holds(&house).await;
}

async fn not_taken_again(kind: Kind) {
    let mut house = two_years(kind).await;
    assert_eq!(code(&house, "TH1", prior_return("ZF1", 4_000)).await, "");
    assert_eq!(code(&house, "ZR1", carry_in("JZ1", 1)).await, "");
    house.ledger.year = FiscalYear(2020);
    let period = Period::of_year(FiscalYear(2020));
    assert_eq!(code(&house, "CK1", Asked::Reopen { period, right: "期间重开".to_owned() }).await, "");
    let back = |amount| Asked::Return { payment: no("ZF1"), amount: Fen(amount) };
    assert_eq!(code(&house, "TH1", back(1_001)).await, "MZ-L012");
    assert_eq!(code(&house, "CX1", Asked::Reversal { voucher: no("ZF1") }).await, "MZ-L012");
    assert_eq!(code(&house, "CX2", Asked::Reversal { voucher: no("JZ1") }).await, "MZ-L027");
    assert_eq!(code(&house, "TH1", back(1_000)).await, "");
    holds(&house).await;
    house.ledger.year = FiscalYear(2021);
    assert_eq!(code(&house, "CX3", Asked::Reversal { voucher: no("ZR1") }).await, "");
    house.ledger.year = FiscalYear(2020);
    assert_eq!(code(&house, "CX2", Asked::Reversal { voucher: no("JZ1") }).await, "");
    holds(&house).await;
}

async fn verify_names_it(kind: Kind) {
    let house = two_years(kind).await;
    assert_eq!(code(&house, "ZR1", carry_in("JZ1", 3_000)).await, "");
    house.tamper("UPDATE voucher SET amount = amount + 1 WHERE number = 'ZR1'").await;
    let mut tx = house.db.read().await.unwrap();
    let of_last_year = Ledger { year: FiscalYear(2020), ..house.ledger };
    let found = tx.verify(of_last_year, rules()).await.unwrap().differences;
    assert_eq!(found.iter().map(|it| (it.table, it.key.as_str())).collect::<Vec<_>>(), [("voucher", "JZ1")]);
}
