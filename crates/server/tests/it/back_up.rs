//! `mingzhang backup` and `mingzhang restore`: out of one database and into another of either kind.

use crate::support::{Desk, House, empty_on_postgres};
use serde_json::json;

/// The lines that end the parts of a bundle: rows and hash of each.
fn parts(bundle: &[u8]) -> Vec<String> {
    let lines = bundle.split(|byte| *byte == b'\n').map(String::from_utf8_lossy);
    lines.filter(|line| line.starts_with("end ")).map(|line| line.into_owned()).collect()
}

#[test]
fn a_house_moves_from_a_file_to_a_server_and_back_and_nothing_is_lost() {
    let house = House::on_sqlite();
    let server = empty_on_postgres();
    let saved = house.json(&["backup", "--out", "a.mz"]);
    let restored = house.desk.json(&["restore", "a.mz", "--db", &server]);
    assert_eq!((&restored["rows"], &restored["differences"]), (&saved["rows"], &json!(0)));
    let figures = |db: &str| house.desk.json(&["figures", "--year", "2020", "--db", db]);
    assert_eq!(figures(&server), figures(&house.db));
    house.desk.json(&["backup", "--db", &server, "--out", "b.mz"]);
    house.desk.json(&["restore", "b.mz", "--db", "sqlite:back.db"]);
    house.desk.json(&["backup", "--db", "sqlite:back.db", "--out", "c.mz"]);
    // All parts but the first, which says when it was written.
    let (a, c) = (parts(&house.desk.read("a.mz")), parts(&house.desk.read("c.mz")));
    assert!(a.len() > 15);
    assert_eq!(a[1..], c[1..]);
    // What was restored goes on.
    let line = "130171P20010000000001-1";
    let more =
        json!({"number": "HF1", "date": "2020-12-30", "act": "increase", "line": line, "amount": "1.00"});
    house.desk.write("more.jsonl", format!("{more}\n"));
    for db in [server.as_str(), "sqlite:back.db"] {
        house.desk.run(&["post", "more.jsonl", "--year", "2020", "--db", db]).exits(0);
        house.desk.run(&["verify", "--db", db]).exits(0);
    }
}

#[test]
fn a_backup_of_a_house_in_which_others_post_is_one_moment_of_it_on_sqlite() {
    while_others_post(&House::on_sqlite());
}

#[test]
fn a_backup_of_a_house_in_which_others_post_is_one_moment_of_it_on_postgres() {
    while_others_post(&House::on_postgres());
}

fn while_others_post(house: &House) {
    let line = |n: u64| json!({"number": format!("BF{n}"), "date": "2020-12-30", "act": "increase", "line": "130171P20010000000001-1", "amount": "1.00"});
    house.write("many.jsonl", &(0..4000).map(line).collect::<Vec<_>>());
    let posting = house.post("many.jsonl");
    for round in 0..3 {
        let (file, db) = (format!("{round}.mz"), format!("sqlite:{round}.db"));
        house.json(&["backup", "--out", &file]);
        let restored = house.desk.json(&["restore", &file, "--db", &db]);
        assert_eq!(restored["differences"], 0, "{round}");
        house.desk.run(&["verify", &file]).exits(0);
    }
    assert!(posting.wait_with_output().expect("it ends").status.success());
    house.verify();
}

#[test]
fn a_changed_backup_is_named_and_nothing_of_it_is_restored() {
    let house = House::on_sqlite();
    house.json(&["backup", "--out", "whole.mz"]);
    let whole = house.desk.read("whole.mz");
    let server = empty_on_postgres();
    for round in 0..24 {
        let at = whole.len() * (2 * round + 1) / 48;
        let mut changed = whole.clone();
        match round % 3 {
            0 => changed[at] ^= 1 << (round % 8),
            1 => drop(changed.remove(at)),
            _ => changed.truncate(at),
        }
        house.desk.write("changed.mz", changed);
        let found = house.desk.run(&["verify", "changed.mz", "--format", "json"]).exits(1).json();
        assert_eq!(found["findings"][0]["rule"], "MZ-I131", "byte {at}: {found}");
        for db in ["sqlite:new.db", &server] {
            let ran = house.desk.run(&["restore", "changed.mz", "--db", db]).exits(1);
            assert!(ran.stderr.contains("MZ-I131"), "{ran}");
        }
        assert!(!house.desk.path("new.db").exists());
    }
    // The server's database is still empty, and takes the whole one.
    house.desk.run(&["restore", "whole.mz", "--db", &server]).exits(0);
}

#[test]
fn only_a_backup_is_restored_and_only_into_an_empty_database() {
    let desk = Desk::with_demo();
    desk.run(&["backup", "--out", "whole.mz"]).exits(0);
    let before = desk.entries();
    desk.run(&["restore", "whole.mz"]).could_not_run(&["已有数据库"]);
    assert_eq!(desk.entries(), before);
    desk.run(&["init", "--db", "sqlite:empty.db"]).exits(0);
    desk.run(&["restore", "whole.mz", "--db", "sqlite:empty.db"]).exits(0);
    desk.run(&["seal", "--year", "2020", "--out", "year.mz"]).exits(0);
    let ran = desk.run(&["restore", "year.mz", "--db", "sqlite:new.db"]).exits(1);
    assert!(ran.stderr.contains("MZ-I132"), "{ran}");
    desk.write("empty.mz", "");
    desk.write("text.mz", "mz-bundle-2 sm3\n");
    for file in ["empty.mz", "text.mz", "mingzhang.db"] {
        let ran = desk.run(&["restore", file, "--db", "sqlite:new.db"]).exits(1);
        assert!(ran.stderr.contains("MZ-I130"), "{ran}");
        let found = desk.run(&["verify", file, "--format", "json"]).exits(1).json();
        assert_eq!(found["findings"][0]["rule"], "MZ-I130", "{file}");
    }
    desk.run(&["restore", "none.mz", "--db", "sqlite:new.db"]).could_not_run(&["none.mz"]);
    desk.run(&["verify", "none.mz"]).could_not_run(&["none.mz"]);
    desk.run(&["backup", "--out", "none/whole.mz"]).could_not_run(&["none"]);
    desk.run(&["backup", "--db", "sqlite:none.db", "--out", "none.mz"]).could_not_run(&["none.db"]);
    assert!(
        !desk.names().iter().any(|name| name.ends_with(".part") || name == "new.db"),
        "{:?}",
        desk.names()
    );
}
