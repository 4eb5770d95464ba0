//! The disk is full: wherever it happens, nothing half saved is left, and with room again the same command works.

use crate::support::{Desk, Ran, answers, mingzhang, names};
use serde_json::{Value, json};
use std::process::Command;

/// A folder with the library that makes the disk of one process small. It is built from `full_disk.c`.
fn desk_with_small_disk() -> Desk {
    let desk = Desk::empty();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/full_disk.c");
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(desk.path("full.so")).arg(source).status();
    assert!(built.expect("cc is needed, and ./test installs it").success());
    std::fs::create_dir(desk.path("work")).expect("a folder");
    desk
}

/// Runs the program in `work` on a disk with room for so many bytes.
fn run(desk: &Desk, room: u64, arguments: &[&str]) -> Ran {
    let mut command = mingzhang(&desk.path("work"), arguments);
    command.env("LD_PRELOAD", desk.path("full.so")).env("DISK_BYTES", room.to_string());
    Ran::of(command.output().expect("the program runs"))
}

#[test]
fn an_import_onto_a_full_disk_saves_nothing_and_works_with_room_again() {
    let desk = desk_with_small_disk();
    desk.example("set");
    let import = ["import", "../set", "--format", "json"];
    for room in [0, 1_000, 20_000, 100_000, 300_000, 1_000_000, 5_000_000] {
        run(&desk, room, &import).could_not_run(&["磁盘已满", "没有保存任何内容"]);
        if desk.path("work/mingzhang.db").exists() {
            let verified = run(&desk, u64::MAX / 2, &["verify", "--format", "json"]).exits(0).json();
            assert_eq!(verified["ledgers"], serde_json::json!([]), "after {room} bytes");
        }
    }
    let answer = run(&desk, u64::MAX / 2, &import).exits(0).json();
    assert_eq!(answer["saved"], true);
    run(&desk, u64::MAX / 2, &["verify"]).exits(0);
    assert_eq!(names(&desk.path("work")), ["mingzhang.db", "mingzhang.db.anchor"]);
}

#[test]
fn a_report_onto_a_full_disk_leaves_no_half_of_it() {
    let desk = desk_with_small_disk();
    run(&desk, u64::MAX / 2, &["import", "../set"]).exits(1);
    desk.example("set");
    run(&desk, u64::MAX / 2, &["import", "../set"]).exits(0);
    let report = ["report", "--year", "2020", "--out", "out"];
    run(&desk, 10_000, &report).could_not_run(&["self-evaluation-2020.docx", "磁盘已满"]);
    assert_eq!(names(&desk.path("work/out")), [""; 0]);
    run(&desk, u64::MAX / 2, &report).exits(0);
}

#[test]
fn what_is_posted_onto_a_full_disk_is_answered_when_it_is_durable_or_not_at_all() {
    let desk = desk_with_small_disk();
    desk.example("set");
    let plenty = u64::MAX / 2;
    run(&desk, plenty, &["import", "../set"]).exits(0);
    let line = |n: u64| {
        let (date, line) = ("2020-12-30", "130171P20010000000001-1");
        let line =
            json!({"number": format!("CM{n}"), "date": date, "act": "increase", "line": line, "amount": "1"});
        format!("{line}\n")
    };
    desk.write("work/lines.jsonl", (0..400).map(line).collect::<String>());
    let post = ["post", "lines.jsonl", "--year", "2020"];
    for room in [0, 1_000, 30_000, 200_000] {
        let ran = run(&desk, room, &post).exits(2);
        assert!(ran.stderr.contains("磁盘已满"), "{ran}");
        let before: Vec<Value> = answers(ran.stdout.as_bytes());
        run(&desk, plenty, &["verify"]).exits(0);
        if before.is_empty() {
            continue;
        }
        let again = answers(run(&desk, plenty, &post).exits(0).stdout.as_bytes());
        for (answer, now) in before.iter().zip(&again) {
            assert_eq!(now["answer"], "already_recorded", "{answer} is lost");
        }
    }
    assert_eq!(answers(run(&desk, plenty, &post).exits(0).stdout.as_bytes()).len(), 400);
    run(&desk, plenty, &["verify"]).exits(0);
}

#[test]
fn a_bundle_onto_a_full_disk_leaves_no_half_of_it() {
    let desk = desk_with_small_disk();
    desk.example("set");
    let plenty = u64::MAX / 2;
    run(&desk, plenty, &["import", "../set"]).exits(0);
    let backup = ["backup", "--out", "whole.mz"];
    let seal = ["seal", "--year", "2020", "--out", "year.mz"];
    let restore = ["restore", "whole.mz", "--db", "sqlite:new.db"];
    let before = names(&desk.path("work"));
    for room in [1_000, 1_000_000] {
        for command in [&backup[..], &seal] {
            run(&desk, room, command).could_not_run(&["磁盘已满"]);
        }
    }
    assert_eq!(names(&desk.path("work")), before);
    run(&desk, plenty, &backup).exits(0);
    for room in [1_000, 1_000_000] {
        run(&desk, room, &restore).could_not_run(&["磁盘已满"]);
        assert!(!names(&desk.path("work")).iter().any(|name| name.starts_with("new.db")));
    }
    run(&desk, plenty, &restore).exits(0);
    run(&desk, plenty, &["verify", "--db", "sqlite:new.db"]).exits(0);
}
