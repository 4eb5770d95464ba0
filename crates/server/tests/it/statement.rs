//! `mingzhang balance` and `mingzhang statement`: what lies on lines as of any day and as known up to any entry.

use crate::support::House;
use serde_json::{Value, json};

const BUCKETS: [&str; 5] = ["available", "planned", "held", "paid", "frozen"];

fn fen(value: &Value) -> i64 {
    value.as_str().expect("yuan").replace('.', "").parse().expect("a number")
}

#[test]
fn a_statement_ends_with_the_balance_of_its_line_on_sqlite() {
    agree(&House::on_sqlite());
}

#[test]
fn a_statement_ends_with_the_balance_of_its_line_on_postgres() {
    agree(&House::on_postgres());
}

fn agree(house: &House) {
    for more in [&[][..], &["--as-of", "2020-06-30"], &["--known-up-to", "900"]] {
        let balance = house.json(&[&["balance", "--year", "2020"], more].concat());
        let mut sums = [0; 5];
        for line in balance["lines"].as_array().expect("lines") {
            for (sum, bucket) in sums.iter_mut().zip(BUCKETS) {
                *sum += fen(&line[bucket]);
            }
        }
        assert_eq!(sums, BUCKETS.map(|bucket| fen(&balance["total"][bucket])), "{more:?}");
        for at in [0, 40, 100] {
            let line = &balance["lines"][at];
            let code = line["line"].as_str().expect("a code");
            let statement = house.json(&[&["statement", code, "--year", "2020"], more].concat());
            let rows = statement["rows"].as_array().expect("rows");
            let mut lies = [0; 5];
            for row in rows {
                for (lies, bucket) in lies.iter_mut().zip(BUCKETS) {
                    *lies += fen(&row["change"][bucket]);
                    assert_eq!(*lies, fen(&row["after"][bucket]), "{row}");
                }
            }
            assert_eq!(lies, BUCKETS.map(|bucket| fen(&line[bucket])), "{code} {more:?}");
            assert!(rows.windows(2).all(|two| two[0]["date"].as_str() <= two[1]["date"].as_str()));
        }
    }
}

#[test]
fn an_entry_that_comes_later_does_not_change_what_was_known_before_it() {
    let house = House::on_sqlite();
    let known = house.desk.entries()[0].to_string();
    let as_known = ["balance", "--year", "2020", "--as-of", "2020-03-31", "--known-up-to", &known];
    let before = house.json(&as_known);
    let line = before["lines"][0]["line"].as_str().expect("a line");
    // Dated back into March.
    house.answers(
        "back.jsonl",
        &[json!({"number": "ZJ1", "date": "2020-03-02", "act": "increase", "line": line, "amount": "3.00"})],
    );
    assert_eq!(house.json(&as_known), before);
    let now = house.json(&["balance", "--year", "2020", "--as-of", "2020-03-31"]);
    assert_eq!(fen(&now["total"]["available"]), fen(&before["total"]["available"]) + 300);
}

#[test]
fn a_line_that_is_not_there_is_answered_with_those_that_are_like_it() {
    let house = House::on_sqlite();
    house.run(&["statement", "130171P2-9", "--year", "2020"]).could_not_run(&["没有指标", "相近"]);
    house.run(&["statement", "无", "--year", "2020"]).could_not_run(&["mingzhang balance"]);
    house.run(&["balance", "--year", "2020", "--as-of", "2021-01-01"]).could_not_run(&["2021-01-01"]);
    let text = house.run(&["statement", "130171P20010000000001-1", "--year", "2020"]).exits(0).stdout;
    assert!(text.contains("年初批复") && text.contains("可用+"), "{text}");
    let text = house.run(&["balance", "--year", "2020", "--line", "130171C"]).exits(0).stdout;
    assert!(text.contains("合计"), "{text}");
}
