//! `mingzhang verify`: what was changed behind the program's back is named with table and key.

use crate::support::{Desk, ENTRIES, sql};
use serde_json::{Value, json};

#[test]
fn an_untouched_database_is_without_difference() {
    let desk = Desk::with_demo();
    let answer = desk.json(&["verify"]);
    let ledger =
        json!({"unit": "130171001", "year": 2020, "entries": ENTRIES, "vouchers": 7155, "differences": []});
    let anchors = json!({"file": "mingzhang.db.anchor", "findings": []});
    assert_eq!(answer, json!({"format": "verify/1", "ledgers": [ledger], "anchors": anchors}));
    let printed = desk.run(&["verify"]).exits(0).stdout;
    assert!(printed.contains(&format!("历史 {ENTRIES} 条，凭证 7155 张，全部相符")), "{printed}");
}

/// One statement against the database of the demo: the table and key that `verify` then names.
#[track_caller]
fn check(statement: &str, table: &str, key: &[&str]) {
    let desk = Desk::with_demo();
    sql(&desk.path("mingzhang.db"), statement);
    let answer = desk.run(&["verify", "--format", "json"]).exits(1).json();
    let differences = answer["ledgers"][0]["differences"].as_array().expect("differences");
    let named = |difference: &&Value| {
        let says = difference["key"].as_str().expect("a key");
        difference["table"] == table && key.iter().all(|part| says.contains(part))
    };
    assert!(differences.iter().any(|difference| named(&difference)), "{differences:#?}");
    let printed = desk.run(&["verify"]).exits(1).stdout;
    assert!(printed.contains(&format!("不符：表 {table}，")), "{printed}");
    assert!(key.iter().all(|part| printed.contains(part)), "{printed}");
}

const LINE: &str = "130171P20010000000001-1";

#[test]
fn a_changed_kept_total_is_found() {
    let day = format!("WHERE line = '{LINE}' AND date = '2020-01-21'");
    check(&format!("UPDATE line_day SET paid = paid + 1 {day}"), "line_day", &[LINE, "2020-01-21"]);
    check(&format!("DELETE FROM line_day {day}"), "line_day", &[LINE, "2020-01-21"]);
}

#[test]
fn a_changed_balance_is_found() {
    let place = format!("rowid = (SELECT min(rowid) FROM place WHERE line = '{LINE}' AND bucket = 'paid')");
    check(&format!("UPDATE place SET amount = amount + 1 WHERE {place}"), "place", &[LINE, "paid"]);
}

/// The entry of `ZF202000001/支付`, counted from the end: the vouchers are the last entries of the year.
fn first_payment() -> String {
    format!("seq {}", ENTRIES - 7_017)
}

#[test]
fn a_changed_voucher_is_found() {
    let number = "WHERE number = 'ZF202000001/支付'";
    check(&format!("UPDATE voucher SET payee = '别人' {number}"), "voucher", &[&first_payment()]);
    check(&format!("DELETE FROM voucher {number}"), "transfer", &[&first_payment()]);
}

#[test]
fn a_changed_transfer_is_found() {
    check(
        "UPDATE transfer SET amount = amount + 1 WHERE leg = 0 AND seq = \
         (SELECT seq FROM voucher WHERE number = 'ZF202000001/支付')",
        "voucher",
        &[&first_payment()],
    );
}

#[test]
fn a_gap_or_a_change_in_the_history_is_found() {
    check("DELETE FROM entry WHERE seq = 100", "entry", &["100"]);
    check(
        &format!("UPDATE entry SET body = body || ' ' WHERE seq = {ENTRIES}"),
        "voucher",
        &[&format!("seq {ENTRIES}")],
    );
    check("UPDATE head SET seq = seq + 1", "head", &[]);
}

#[test]
fn an_empty_database_is_said_to_be_empty() {
    let desk = Desk::empty();
    desk.run(&["init"]).exits(0);
    assert_eq!(desk.json(&["verify"])["ledgers"], json!([]));
    assert!(desk.run(&["verify"]).exits(0).stdout.contains("空"));
}
