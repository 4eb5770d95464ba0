//! Every act, as somebody asks for it with `mingzhang post`: what is booked, what is refused and by which rule, through two
//! years; and what lies in each bucket in the end, counted by plain SQL. On both kinds of database.

use crate::support::{House, python};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const A: &str = "130171P20010000000001-1";
const B: &str = "130171P20010000000002-1";
const RIGHT: &str = "期间重开";

#[test]
fn every_act_is_booked_or_refused_by_its_rule_on_sqlite() {
    story(&House::on_sqlite());
}

#[test]
fn every_act_is_booked_or_refused_by_its_rule_on_postgres() {
    story(&House::on_postgres());
}

/// A line of instructions: number, act, further fields, and what is answered (`ok`, or a code).
type Step = (&'static str, &'static str, Value, &'static str);

fn story(house: &House) {
    let mut acts = BTreeSet::new();
    for (year, date, steps) in [(2020, "2020-12-30", this_year()), (2020, "2020-12-31", closing())] {
        post(house, year, date, &steps, &mut acts);
    }
    house.run(&["carry", "--year", "2020"]).exits(0);
    let closed = [("JZ9", "close", json!({"period": "2020"}), "ok"), increase("ZJ9", "MZ-L017")];
    post(house, 2020, "2020-12-31", &closed, &mut acts);
    post(house, 2021, "2021-02-01", &next_year(), &mut acts);
    post(house, 2020, "2020-12-31", &reopened(), &mut acts);
    let carried = ["approval", "carry_in", "carry_out"].map(str::to_owned);
    assert_eq!(acts.union(&carried.into()).count(), 19, "an act is missing: {acts:?}");
    for year in ["2020", "2021"] {
        let balance = house.json(&["balance", "--year", year]);
        for bucket in ["available", "planned", "held", "paid", "frozen"] {
            let said = balance["total"][bucket].as_str().expect("yuan").replace('.', "");
            assert_eq!(said.parse::<i64>().expect("fen"), by_sql(house, year, bucket), "{year} {bucket}");
        }
    }
    house.verify();
}

fn this_year() -> Vec<Step> {
    let virement = |from, gives, to, gets| json!({"gives": [{"line": from, "amount": gives}], "gets": [{"line": to, "amount": gets}]});
    let mut steps = vec![
        ("ZJ1", "increase", json!({"line": A, "amount": "1000.00"}), "ok"),
        ("ZJ2", "increase", json!({"line": B, "amount": "500.00"}), "ok"),
        ("ZJ3", "decrease", json!({"line": B, "amount": "100.00"}), "ok"),
        ("JH1", "plan", json!({"line": A, "amount": "600.00"}), "ok"),
        ("DJ1", "freeze", json!({"line": A, "amount": "100.00"}), "ok"),
        ("DJ2", "freeze", json!({"names": "JH1", "amount": "50.00"}), "ok"),
        ("DJ3", "freeze", json!({"names": "ZJ1", "amount": "1.00"}), "MZ-L006"),
        ("DJ4", "freeze", json!({"line": A, "amount": "300.01"}), "MZ-L012"),
        ("DJ5", "freeze", json!({"line": A, "names": "JH1", "amount": "1.00"}), "invalid"),
        ("JD1", "unfreeze", json!({"names": "DJ1", "amount": "40.00"}), "ok"),
        ("JD2", "unfreeze", json!({"names": "DJ1", "amount": "60.01"}), "MZ-L012"),
        ("JD3", "unfreeze", json!({"names": "DJ2", "amount": "50.00"}), "ok"),
        ("SQ1", "request", json!({"line": A, "amount": "300.00"}), "ok"),
        ("ZF1", "payment", json!({"names": "SQ1", "amount": "100.00"}), "ok"),
        ("ZF2", "payment", json!({"names": "SQ1", "amount": "100.00"}), "ok"),
        ("ZF3", "payment", json!({"names": "SQ1", "amount": "100.01"}), "MZ-L012"),
        ("TS1", "rejection", json!({"names": "SQ1", "amount": "50.00"}), "ok"),
        ("TS2", "rejection", json!({"names": "SQ1", "amount": "50.01"}), "MZ-L012"),
        ("TH1", "return", json!({"names": "ZF1", "amount": "30.00"}), "ok"),
        ("TH2", "return", json!({"names": "ZF1", "amount": "70.01"}), "MZ-L012"),
        ("GZ1", "correction", json!({"names": "ZF2", "line": B, "amount": "60.00"}), "ok"),
        ("GZ2", "correction", json!({"names": "ZF2", "line": A, "amount": "10.00"}), "MZ-L023"),
        ("GZ3", "correction", json!({"names": "ZF2", "line": B, "amount": "40.01"}), "MZ-L012"),
        ("GZ4", "correction", json!({"names": "GZ1", "line": A, "amount": "60.00"}), "ok"),
        ("SH1", "plan_withdrawal", json!({"names": "JH1", "amount": "10.00"}), "ok"),
        ("SH2", "plan_withdrawal", json!({"names": "JH1", "amount": "1000.00"}), "MZ-L012"),
        ("CX1", "reversal", json!({"names": "ZF1"}), "MZ-L012"),
        ("CX2", "reversal", json!({"names": "ZJ1"}), "MZ-L012"),
        ("CX3", "reversal", json!({"names": "ZJ3"}), "ok"),
        ("CX4", "reversal", json!({"names": "CX3"}), "MZ-L009"),
        ("CX5", "reversal", json!({"names": "ZJ3"}), "MZ-L010"),
        ("CX6", "reversal", json!({"names": "none"}), "MZ-L005"),
        ("TJ1", "virement", virement(A, "15.00", B, "15.00"), "ok"),
        ("TJ2", "virement", virement(A, "10.00", B, "11.00"), "MZ-L007"),
        ("TJ3", "virement", virement(A, "10.00", A, "10.00"), "MZ-L016"),
        ("TJ4", "virement", virement(A, "-1.00", B, "-1.00"), "MZ-L003"),
        ("TJ5", "virement", virement(A, "1.00", "none", "1.00"), "MZ-L004"),
        ("TJ6", "virement", virement(A, "92233720368547758.08", B, "1.00"), "invalid"),
        ("TJ7", "virement", json!({"gives": [], "gets": []}), "invalid"),
        // One leg has the money, the other has not: nothing of it is booked.
        ("TJ8", "virement", both_give("1.00", "100000000000.00", "100000000001.00"), "MZ-L012"),
    ];
    let too_large = "92233720368547758.07";
    steps.push(("ZJ4", "increase", json!({"line": A, "amount": too_large}), "MZ-L013"));
    steps
}

fn both_give(from_a: &str, from_b: &str, to: &str) -> Value {
    let gives = json!([{"line": A, "amount": from_a}, {"line": B, "amount": from_b}]);
    json!({"gives": gives, "gets": [{"line": "130171P20010000000001-2", "amount": to}]})
}

fn increase(number: &'static str, answer: &'static str) -> Step {
    (number, "increase", json!({"line": A, "amount": "1.00"}), answer)
}

fn closing() -> Vec<Step> {
    vec![
        ("JZ1", "close", json!({"period": "2020-12"}), "ok"),
        increase("ZJ5", "MZ-L017"),
        ("JZ2", "close", json!({"period": "2020-12"}), "MZ-L018"),
        ("JZ3", "close", json!({"period": "2021"}), "MZ-L002"),
        ("JZ4", "close", json!({"period": "2020-13"}), "invalid"),
        ("CK1", "reopen", json!({"period": "2020-12", "right": "所长"}), "MZ-L020"),
        ("CK2", "reopen", json!({"period": "2020-11", "right": RIGHT}), "MZ-L018"),
        ("CX7", "reversal", json!({"names": "JZ1"}), "MZ-L017"),
        ("CK3", "reopen", json!({"period": "2020-12", "right": RIGHT}), "ok"),
        ("CX8", "reversal", json!({"names": "JZ1"}), "MZ-L021"),
        ("JZ5", "close", json!({"period": "2020"}), "MZ-L019"),
        ("TS3", "rejection", json!({"names": "SQ1", "amount": "50.00"}), "ok"),
    ]
}

fn next_year() -> Vec<Step> {
    let prior =
        |named: &str, amount: &str| json!({"of_year": "2020", "names": named, "line": A, "amount": amount});
    vec![
        ("YT1", "prior_return", prior("ZF2", "40.01"), "MZ-L026"),
        ("YT2", "prior_return", prior("SQ1", "1.00"), "MZ-L006"),
        ("YT3", "prior_return", prior("none", "1.00"), "MZ-L024"),
        (
            "YT4",
            "prior_return",
            json!({"of_year": "1999", "names": "ZF2", "line": A, "amount": "1.00"}),
            "MZ-L024",
        ),
        (
            "YT5",
            "prior_return",
            json!({"of_year": "2021", "names": "YT9", "line": A, "amount": "1.00"}),
            "MZ-L024",
        ),
        ("YT6", "prior_return", prior("ZF2", "10.00"), "ok"),
        ("CX1", "reversal", json!({"names": "YT6"}), "ok"),
        ("YT7", "prior_return", prior("ZF2", "40.00"), "ok"),
        ("YT8", "prior_return", prior("ZF2", "0.01"), "MZ-L026"),
        ("ZR1", "carry_in", prior(&format!("JZZC-{A}"), "0.01"), "MZ-L026"),
    ]
}

/// A reopened year knows what the next one took.
fn reopened() -> Vec<Step> {
    vec![
        ("CK4", "reopen", json!({"period": "2020", "right": RIGHT}), "ok"),
        ("TH3", "return", json!({"names": "ZF2", "amount": "0.01"}), "MZ-L012"),
        ("CX9", "reversal", json!({"names": format!("JZZC-{A}")}), "MZ-L027"),
        ("JZ6", "close", json!({"period": "2020"}), "ok"),
    ]
}

/// Posts steps of one day, holds the answers against those that are expected, and keeps the acts.
#[track_caller]
fn post(house: &House, year: i16, date: &str, steps: &[Step], acts: &mut BTreeSet<String>) {
    let line = |(number, act, fields, _): &Step| {
        let mut line = json!({"number": number, "date": date, "act": act});
        let (line_of, fields) =
            (line.as_object_mut().expect("an object"), fields.as_object().expect("fields"));
        line_of.extend(fields.clone());
        format!("{line}\n")
    };
    house.desk.write("steps.jsonl", steps.iter().map(line).collect::<String>());
    let ran = house.run(&["post", "steps.jsonl", "--year", &year.to_string()]);
    let answers: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), steps.len(), "{ran}");
    for ((number, act, _, expected), answer) in steps.iter().zip(&answers) {
        let said = answer["code"].as_str().or(answer["answer"].as_str()).expect("an answer");
        let said = if said == "recorded" { "ok" } else { said };
        assert_eq!(said, *expected, "{number} {act}: {answer}");
        if said == "ok" {
            acts.insert((*act).to_owned());
        }
    }
}

/// What lies in a bucket in fen, counted without the program.
fn by_sql(house: &House, year: &str, bucket: &str) -> i64 {
    let side = |side: &str| {
        format!(
            "(SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE year = {year} AND {side}_bucket = '{bucket}')"
        )
    };
    let sql = format!("SELECT {} - {}", side("to"), side("from"));
    let said = if house.db.starts_with("sqlite:") {
        let script =
            "import sqlite3, sys\nprint(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])";
        python(script, &[&house.desk.path("mingzhang.db"), Path::new(&sql)])
    } else {
        let ran = Command::new("psql").args([&house.db, "-qAtc", &sql]).output().expect("psql runs");
        String::from_utf8(ran.stdout).expect("UTF-8")
    };
    said.trim().parse().expect("a number")
}
