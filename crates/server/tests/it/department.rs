//! `mingzhang measure`, `institution list`, `rectification list`: the whole department of the example year.

use crate::support::{Desk, House};
use serde_json::{Value, json};

#[test]
fn every_measure_says_what_it_is_made_of_or_why_it_is_not_computable_on_sqlite() {
    measures(&House::on_sqlite());
}

#[test]
fn every_measure_says_what_it_is_made_of_or_why_it_is_not_computable_on_postgres() {
    measures(&House::on_postgres());
}

fn measure(found: &Value, name: &str) -> Value {
    let all = found["measures"].as_array().expect("measures");
    all.iter().find(|it| it["measure"] == name).expect("the measure").clone()
}

/// Fen of an exact amount.
fn fen(value: &Value) -> i64 {
    value.as_str().expect("an amount").replace('.', "").parse().expect("digits")
}

fn measures(house: &House) {
    let found = house.json(&["measure", "--year", "2020"]);
    assert_eq!(found["format"], "measure/1");
    for it in found["measures"].as_array().expect("measures") {
        assert!(it["value"].is_string() || it["note"].is_string(), "{it}");
    }
    let pace = measure(&found, "支付进度率");
    assert_eq!((&pace["over"]["key"], &pace["under"]["key"]), (&json!("paid.all"), &json!("scheduled.all")));
    // By the end of the year less was paid than plans provided for.
    assert!(fen(&pace["over"]["value"]) < fen(&pace["under"]["value"]), "{pace}");
    let why = house.json(&["why", "scheduled.all", "--year", "2020"]);
    let vouchers = why["figure"]["vouchers"].as_array().expect("vouchers");
    let sum: i64 = vouchers.iter().map(|it| fen(&it["amount"])).sum();
    assert_eq!(sum, fen(&pace["under"]["value"]));
    // Rules: one of the six expected subjects lost its rule or never had one.
    let rules = house.json(&["institution", "list", "--on", "2020-12-31"]);
    let missing = rules["missing"].as_array().expect("missing").len();
    let share = measure(&found, "管理制度健全性");
    assert_eq!(share["under"]["value"], "6");
    assert_eq!(share["over"]["value"], (6 - missing).to_string());
    let states = rules["institutions"].as_array().expect("rules").iter().map(|it| it["state"].clone());
    assert!(states.collect::<Vec<_>>().contains(&json!("expired")));
}

#[test]
fn an_adjustment_that_the_unit_was_forced_to_make_is_left_out_and_can_be_followed_back() {
    let house = House { desk: Desk::empty(), db: "sqlite:mingzhang.db".to_owned() };
    let set = house.desk.example("set");
    let rate = |house: &House| {
        let found = house.json(&["measure", "--year", "2020"]);
        let it = measure(&found, "预算调整率");
        (fen(&it["over"]["value"]), it["note"].clone())
    };
    let plain = House::on_sqlite();
    let (before, note) = rate(&plain);
    assert_eq!(note, Value::Null);
    set.change("quota_entries.csv", |text| text.replace("上级追加任务", "上级交办：追加任务").into_bytes());
    house.desk.run(&["init", "--db", &house.db]).exits(0);
    house.desk.run(&["import", "set", "--db", &house.db]).exits(0);
    let (after, note) = rate(&house);
    let why = house.json(&["why", "forced.all", "--year", "2020"]);
    let vouchers = why["figure"]["vouchers"].as_array().expect("vouchers");
    assert_eq!(vouchers.len(), 35);
    let forced: i64 = vouchers.iter().map(|it| fen(&it["amount"])).sum();
    assert_eq!((before - after, forced), (fen(&why["figure"]["value"]), fen(&why["figure"]["value"])));
    assert!(note.as_str().is_some_and(|note| note.contains("没有计入")), "{note}");
}

#[test]
fn problems_are_listed_as_they_stood_on_a_day() {
    let house = House::on_sqlite();
    let on = |day: &str| {
        let list = house.json(&["rectification", "list", "--on", day]);
        let problems = list["problems"].as_array().expect("problems").clone();
        problems.into_iter().find(|it| it["problem"] == "SJ202001")
    };
    assert_eq!(on("2020-05-17"), None);
    assert_eq!(on("2020-07-14").expect("found")["rectified"], json!([]));
    assert_eq!(on("2020-07-28").expect("found")["crossed_off"]["date"], "2020-07-28");
    let text = house.run(&["rectification", "list", "--on", "2020-07-28"]).exits(0).stdout;
    assert!(text.contains("2020-07-28 销号"), "{text}");
}
