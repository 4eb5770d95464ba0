//! Two processes, one database, the same moment.

use crate::support::{Desk, ENTRIES, Ran};
use serde_json::Value;
use std::process::Stdio;

/// Starts all commands and waits for all of them.
fn at_once(desk: &Desk, commands: &[&[&str]]) -> Vec<Ran> {
    let start = |arguments: &&[&str]| {
        let mut command = desk.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
    };
    let children: Vec<_> = commands.iter().map(start).collect();
    children.into_iter().map(|child| Ran::of(child.wait_with_output().expect("it ends"))).collect()
}

/// What lies in the folder after an import.
fn made(desk: &Desk) -> &'static [&'static str] {
    if desk.is_on_server() { &["set"] } else { &["mingzhang.db", "mingzhang.db.anchor", "set"] }
}

fn sum(answers: &[Value], field: impl Fn(&Value) -> &Value) -> u64 {
    answers.iter().map(|answer| field(answer).as_u64().unwrap_or_default()).sum()
}

#[test]
fn one_set_imported_twice_at_once_into_a_new_database_is_saved_once() {
    for _ in 0..3 {
        let desk = Desk::empty();
        desk.example("set");
        let import = &["import", "set", "--format", "json"][..];
        let answers: Vec<Value> =
            at_once(&desk, &[import, import]).into_iter().map(|ran| ran.exits(0).json()).collect();
        assert_eq!(answers.iter().filter(|answer| answer["saved"] == true).count(), 1, "{answers:?}");
        assert_eq!(sum(&answers, |answer| &answer["added"]["voucher"]), 7155);
        assert_eq!(sum(&answers, |answer| &answer["already_recorded"]), ENTRIES);
        assert_eq!(desk.entries(), [ENTRIES]);
        assert_eq!(desk.names(), made(&desk));
    }
}

#[test]
fn a_trial_does_not_take_away_what_another_saves() {
    let desk = Desk::empty();
    desk.example("set");
    let trial = &["import", "set", "--dry-run"][..];
    let ran = at_once(&desk, &[trial, &["import", "set"], trial]);
    ran.into_iter().for_each(|ran| drop(ran.exits(0)));
    assert_eq!(desk.entries(), [ENTRIES]);
    assert_eq!(desk.names(), made(&desk));
}

#[test]
fn two_units_imported_at_once_are_both_saved_whole() {
    let desk = Desk::empty();
    desk.example("one");
    desk.example("two").replace("unit.csv", "130171001", "130171002");
    let ran = at_once(&desk, &[&["import", "one"], &["import", "two"]]);
    ran.into_iter().for_each(|ran| drop(ran.exits(0)));
    assert_eq!(desk.entries(), [ENTRIES, ENTRIES]);
    for unit in ["130171001", "130171002"] {
        let paid = desk.figures(&["--unit", unit, "--key", "paid.all"]);
        assert_eq!(paid["figures"][0]["display"], "357827.61");
    }
}

#[test]
fn of_two_sets_that_contradict_each_other_one_is_saved_and_one_refused() {
    let desk = Desk::empty();
    desk.run(&["init"]).exits(0);
    desk.example("one");
    desk.example("two").replace("payments.csv", "356557.95", "356557.94");
    let ran = at_once(&desk, &[&["import", "one"], &["import", "two"]]);
    let mut codes: Vec<_> = ran.iter().map(|ran| ran.code).collect();
    codes.sort();
    assert_eq!(codes, [Some(0), Some(1)], "{ran:?}");
    assert_eq!(desk.entries(), [ENTRIES]);
}

#[test]
fn who_reads_while_another_writes_sees_all_or_nothing() {
    let desk = Desk::with_demo();
    desk.example("two").replace("unit.csv", "130171001", "130171002");
    let figures = &["figures", "--year", "2020", "--unit", "130171001", "--format", "json"][..];
    let ran = at_once(&desk, &[&["import", "two"], figures, figures, figures]);
    let mut answers = ran.into_iter().map(|ran| ran.exits(0));
    answers.next();
    answers.for_each(|answer| assert_eq!(answer.json()["known_up_to"], ENTRIES));
}
