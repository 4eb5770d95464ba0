//! `mingzhang carry`: the end of a year, on both kinds of database.

use crate::support::House;
use serde_json::{Value, json};

#[test]
fn what_was_not_spent_lies_in_the_next_year_on_sqlite() {
    carry(&House::on_sqlite());
}

#[test]
fn what_was_not_spent_lies_in_the_next_year_on_postgres() {
    carry(&House::on_postgres());
}

fn fen(value: &Value) -> i64 {
    value.as_str().expect("yuan").replace('.', "").parse().expect("a number")
}

fn carry(house: &House) {
    let before = house.json(&["balance", "--year", "2020"]);
    let unspent = fen(&before["total"]["available"]) + fen(&before["total"]["planned"]);
    assert!(unspent > 0 && fen(&before["total"]["held"]) == 0);
    // A trial changes nothing and foresees what will be.
    let trial = house.json(&["carry", "--year", "2020", "--dry-run"]);
    assert_eq!(house.json(&["balance", "--year", "2020"]), before);
    let carried = house.json(&["carry", "--year", "2020"]);
    for what in ["withdrawn", "out", "into"] {
        assert_eq!(trial[what], carried[what], "{what}");
    }
    assert_eq!(fen(&carried["out"]["amount"]), unspent);
    assert_eq!(carried["out"], carried["into"]);
    let after = house.json(&["balance", "--year", "2020"]);
    assert_eq!(after["total"]["available"], "0.00");
    assert_eq!(after["total"]["planned"], "0.00");
    assert_eq!(after["total"]["paid"], before["total"]["paid"]);
    let next = house.json(&["balance", "--year", "2021"]);
    assert_eq!(fen(&next["total"]["available"]), unspent);
    // Again: nothing is left to carry.
    let again = house.json(&["carry", "--year", "2020"]);
    assert_eq!(again["out"]["vouchers"], 0);
    assert_eq!(again["into"]["vouchers"], 0);
    // Money that came later is carried later, under numbers of its own.
    let line = next["lines"][0]["line"].as_str().expect("a line");
    let late =
        json!({"number": "ZJ9", "date": "2020-12-31", "act": "increase", "line": line, "amount": "7.00"});
    house.answers("late.jsonl", &[late]);
    let later = house.json(&["carry", "--year", "2020"]);
    assert_eq!((&later["out"]["amount"], &later["into"]["amount"]), (&json!("7.00"), &json!("7.00")));
    house.verify();
}

#[test]
fn what_lies_in_requests_stands_in_the_way() {
    let house = House::on_sqlite();
    let line = "130171P20010000000001-1";
    let on_line = |number: &str, act: &str| json!({"number": number, "date": "2020-12-30", "act": act, "line": line, "amount": "5.00"});
    house.answers(
        "held.jsonl",
        &[on_line("ZJ1", "increase"), on_line("JH1", "plan"), on_line("SQ1", "request")],
    );
    let ran = house.run(&["carry", "--year", "2020", "--format", "json"]).exits(1).json();
    assert_eq!(ran["findings"][0]["rule"], "MZ-I120");
    assert_eq!(ran["out"]["vouchers"], 0);
    house.run(&["carry", "--year", "2019"]).could_not_run(&["2019"]);
    // What is frozen stays, and is named.
    house.answers(
        "frozen.jsonl",
        &[
            json!({"number": "TS1", "date": "2020-12-30", "act": "rejection", "names": "SQ1", "amount": "5.00"}),
            on_line("ZJ2", "increase"),
            on_line("DJ1", "freeze"),
        ],
    );
    let ran = house.json(&["carry", "--year", "2020"]);
    assert_eq!(ran["findings"][0]["rule"], "MZ-I121");
    assert_eq!(house.json(&["balance", "--year", "2020"])["total"]["frozen"], "5.00");
    house.verify();
}
