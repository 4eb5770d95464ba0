//! `verify` finds whatever is changed behind the program's back, and names table and key.

use crate::support::{House, Kind, busy_house, differences, differing_tables, on_both, rules, stamp};
use mingzhang_domain::Date;
use mingzhang_domain::change::Change;
use mingzhang_domain::ids::{LineCode, Seq, VoucherNo};
use mingzhang_domain::ledger::{Asked, Details, Instruction, Posted};
use mingzhang_domain::money::Fen;
use mingzhang_store::Stamp;

on_both! {
    an_untouched_database_has_no_difference: super::untouched;
    a_change_behind_the_programs_back_is_found_and_named: super::tampered;
    a_clock_that_is_set_back_disturbs_neither_history_nor_statement: super::clock_set_back;
}

/// SQLite keeps values of any type in any column.
#[tokio::test]
async fn a_row_that_cannot_be_read_is_named_and_hides_no_other_on_sqlite() {
    for (sql, table, key) in [
        ("UPDATE voucher SET amount = 'much' WHERE number = 'ZF1'", "voucher", "seq "),
        ("UPDATE voucher SET payee = x'ff00' WHERE number = 'ZF1'", "voucher", "seq "),
        ("UPDATE transfer SET amount = 1.5 WHERE to_bucket = 'frozen'", "transfer", "seq "),
        ("UPDATE transfer SET leg = 'x' WHERE to_bucket = 'frozen'", "transfer", "seq "),
        ("UPDATE quota_line SET project = x'ff' WHERE code = 'B'", "quota_line", "seq 3 "),
        ("UPDATE score SET points = 'full' WHERE position = 1", "score", "seq "),
        ("UPDATE entry SET body = x'ff' WHERE seq = 5", "entry", "seq 5 "),
        ("UPDATE entry SET seq = 'five' WHERE seq = 5", "entry", "seq 5"),
        ("UPDATE entry SET year = 'MMXX' WHERE seq = 5", "entry", "seq 5"),
        ("UPDATE place SET days = x'00' WHERE bucket = 'frozen'", "place", "A frozen DJ1"),
        ("UPDATE contract_use SET amount = 'x'", "contract_use", "HT1"),
        ("UPDATE line_day SET paid = 'x' WHERE date = '2020-01-01'", "line_day", "A 2020-01-01"),
        ("UPDATE head SET closed = x'ff'", "head", ""),
        ("UPDATE unit SET code = x'ff'", "unit", ""),
    ] {
        let house = busy_house(Kind::Sqlite).await;
        assert_eq!(house.tamper(sql).await, 1, "{sql}");
        let found = differences(&house).await;
        assert!(found.iter().any(|it| it.table == table && it.key.contains(key)), "{sql}: {found:#?}");
        assert!(found.len() < 10, "{sql}: {found:#?}");
    }
}

async fn untouched(kind: Kind) {
    assert_eq!(differing_tables(&busy_house(kind).await).await, Vec::<&str>::new());
}

async fn tampered(kind: Kind) {
    for (sql, table) in [
        ("UPDATE place SET amount = amount + 1 WHERE bucket = 'planned'", "place"),
        ("DELETE FROM place WHERE bucket = 'held'", "place"),
        ("UPDATE line_day SET paid = paid - 1 WHERE paid > 0", "line_day"),
        ("UPDATE line_day SET paid_movements = 9", "line_day"),
        ("UPDATE voucher SET amount = amount + 1 WHERE number = 'SQ1'", "voucher"),
        ("UPDATE voucher SET payee = '别人' WHERE number = 'ZF1'", "voucher"),
        ("UPDATE voucher SET counts = 'carried' WHERE number = 'ZB1'", "voucher"),
        ("UPDATE voucher SET act = 'gift' WHERE number = 'ZB1'", "voucher"),
        ("UPDATE virement_leg SET amount = -501 WHERE amount = -500", "voucher"),
        ("UPDATE transfer SET amount = amount + 1 WHERE from_bucket = 'held'", "voucher"),
        ("UPDATE transfer SET to_bucket = 'nowhere' WHERE to_bucket = 'paid'", "transfer"),
        ("UPDATE transfer SET date = '2020-12-31' WHERE to_bucket = 'paid'", "transfer"),
        ("UPDATE quota_line SET fund_nature = '其他' WHERE code = 'B'", "quota_line"),
        ("DELETE FROM quota_line WHERE code = 'C'", "entry"),
        ("UPDATE unit_year SET name = '别的局'", "unit_year"),
        ("UPDATE entry SET body = body || ' ' WHERE kind = 'line'", "quota_line"),
        ("DELETE FROM entry WHERE seq = 5", "entry"),
        ("DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)", "head"),
        ("UPDATE head SET seq = seq + 1", "head"),
        ("DELETE FROM head", "head"),
        ("UPDATE unit SET code = '9'", "unit"),
        ("UPDATE voucher SET line = 'B' WHERE act = 'payment'", "voucher"),
        ("UPDATE line_day SET paid_movements = -1", "line_day"),
        ("UPDATE transfer SET amount = 9223372036854775807 WHERE from_bucket = ''", "transfer"),
        (
            "INSERT INTO virement_leg SELECT unit, year, 1, 0, line, amount FROM virement_leg WHERE amount < 0",
            "virement_leg",
        ),
    ] {
        let house = busy_house(kind).await;
        assert!(house.tamper(sql).await > 0, "{sql} changes nothing");
        let tables = differing_tables(&house).await;
        assert!(tables.contains(&table), "{sql}: found {tables:?}");
    }
}

/// Two vouchers, the second recorded by a clock that stands a year before that of the first.
async fn clock_set_back(kind: Kind) {
    let house = House::new(kind).await;
    let increase = || Asked::Increase { line: LineCode::new("A"), amount: Fen(100) };
    let day = Date::constant(2020, 2, 1);
    house.post("ZJ1", day, increase()).await.unwrap();
    let mut tx = house.db.write().await.unwrap();
    let head = tx.lock(house.ledger).await.unwrap();
    let (number, details) = (VoucherNo::new("ZJ2"), Details::default());
    let instruction = Instruction { number, date: day, asked: increase(), details };
    let mut book = tx.book(&head, &rules(), std::slice::from_ref(&instruction)).await.unwrap();
    let Ok(Posted::New(voucher)) = book.post(instruction) else { panic!("it is booked") };
    let earlier = Stamp { at: "2019-06-01T00:00:00Z".parse().unwrap(), ..stamp() };
    tx.append(&head, &earlier, &[Change::from(*voucher)], &book).await.unwrap();
    tx.commit().await.unwrap();
    house.post("ZJ3", day, increase()).await.unwrap();
    let mut tx = house.db.read().await.unwrap();
    assert_eq!(tx.verify(house.ledger, rules()).await.unwrap().differences, []);
    let statement = tx.statement(house.ledger, &LineCode::new("A"), day, Seq(i64::MAX)).await.unwrap();
    let numbers: Vec<&str> = statement.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers, ["ZJ1", "ZJ2", "ZJ3"], "recording order, whatever the clock says");
}
