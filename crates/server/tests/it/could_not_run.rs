//! Exit code 2: a sentence on stderr, nothing on stdout, nothing changed.

use crate::support::{Desk, sql};

#[test]
fn wrong_arguments() {
    let desk = Desk::empty();
    for arguments in [
        &[][..],
        &["bogus"],
        &["figures"],
        &["figures", "--year", "x"],
        &["figures", "--year", "2020", "--as-of", "yesterday"],
        &["figures", "--year", "2020", "--known-up-to", "0"],
        &["figures", "--year", "2020", "--format", "xml"],
        &["why", "--year", "2020"],
        &["import"],
        &["check"],
        &["check", "a.txt", "--against", "sqlite:a.db"],
        &["check", "a.txt", "--deny", "note"],
        &["report", "--year", "2020"],
        &["report", "--year", "2020", "--out", ".", "--format", "pdf"],
        &["policy"],
    ] {
        let ran = desk.run(arguments);
        assert!(!ran.stderr.is_empty(), "{arguments:?}: {ran}");
        ran.could_not_run(&[]);
    }
    assert_eq!(desk.names(), [""; 0]);
}

/// Every command that reads a database.
const READERS: [&[&str]; 5] = [
    &["figures", "--year", "2020"],
    &["why", "paid.all", "--year", "2020"],
    &["report", "--year", "2020", "--out", "out"],
    &["verify"],
    &["check", "a.txt", "--year", "2020", "--against"],
];

/// Each of them, with the address of a database, says this.
#[track_caller]
fn readers_say(desk: &Desk, address: &str, words: &[&str]) {
    for reader in READERS {
        let last = reader.last() == Some(&"--against");
        let database: &[&str] = if last { &[address] } else { &["--db", address] };
        desk.run(&[reader, database].concat()).could_not_run(words);
    }
}

#[test]
fn no_database_is_there() {
    let desk = Desk::empty();
    desk.write("a.txt", "一");
    readers_say(&desk, "sqlite:库.db", &["库.db 没有明账数据库", "mingzhang init"]);
    assert_eq!(desk.names(), ["a.txt"], "asking does not make a database");
}

#[test]
fn an_address_that_is_none() {
    let desk = Desk::empty();
    desk.write("a.txt", "一");
    readers_say(&desk, "库.db", &["库.db", "sqlite:"]);
    readers_say(&desk, "mysql://here", &["mysql://here", "sqlite:"]);
}

#[test]
fn a_file_that_is_no_database() {
    let desk = Desk::empty();
    desk.write("a.txt", "这是一份报告，不是数据库。".repeat(1000));
    readers_say(&desk, "sqlite:a.txt", &["不是明账数据库"]);
    desk.example("set");
    desk.run(&["import", "set", "--db", "sqlite:a.txt"]).could_not_run(&["不是明账数据库"]);
    assert!(desk.text("a.txt").starts_with("这是一份报告"));
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let desk = Desk::empty();
    desk.write("a.txt", "一");
    let script = "import sqlite3, sys\nsqlite3.connect(sys.argv[1]).execute('CREATE TABLE unit (name TEXT)')";
    crate::support::python(script, &[&desk.path("other.db")]);
    let before = desk.read("other.db");
    readers_say(&desk, "sqlite:other.db", &["不是明账数据库"]);
    assert!(desk.read("other.db") == before, "it was changed");
}

#[test]
fn a_database_of_a_newer_version() {
    let desk = Desk::with_demo();
    desk.write("a.txt", "一");
    let future = "INSERT INTO _sqlx_migrations \
                  VALUES (9999, 'future', '2030-01-01', true, x'00', 0)";
    sql(&desk.path("mingzhang.db"), future);
    readers_say(&desk, "sqlite:mingzhang.db", &["由更新版本的程序建立"]);
    desk.example("set");
    desk.run(&["import", "set"]).could_not_run(&["由更新版本的程序建立"]);
}

#[test]
fn a_damaged_database() {
    let desk = Desk::with_demo();
    let mut bytes = desk.read("mingzhang.db");
    let len = bytes.len();
    bytes.iter_mut().skip(4096).for_each(|byte| *byte = 0xA5);
    assert_eq!(bytes.len(), len);
    desk.write("damaged.db", &bytes);
    desk.write("cut.db", &bytes[..5000]);
    for address in ["sqlite:damaged.db", "sqlite:cut.db"] {
        desk.run(&["figures", "--year", "2020", "--db", address]).could_not_run(&["已损坏"]);
        desk.run(&["verify", "--db", address]).could_not_run(&["已损坏"]);
    }
}

#[test]
fn a_year_or_a_day_that_is_not_there() {
    let desk = Desk::with_demo();
    desk.run(&["figures", "--year", "2019"]).could_not_run(&["2019", "130171001 2020"]);
    desk.run(&["report", "--year", "2021", "--out", "out"]).could_not_run(&["2021"]);
    let next_year = ["figures", "--year", "2020", "--as-of", "2021-01-01"];
    desk.run(&next_year).could_not_run(&["2021-01-01 不在 2020 年度内"]);
    desk.run(&["figures", "--year", "2020", "--unit", "9"]).could_not_run(&["130171001 2020"]);
    assert!(!desk.path("out").exists());
}

/// A folder in which nobody may write, not even root.
const READ_ONLY: &str = "/sys";

#[test]
fn a_folder_that_cannot_be_written() {
    let desk = Desk::with_demo();
    desk.example("set");
    let database = format!("sqlite:{READ_ONLY}/mingzhang.db");
    desk.run(&["init", "--db", &database]).could_not_run(&["不可写"]);
    desk.run(&["import", "set", "--db", &database]).could_not_run(&["不可写"]);
    desk.run(&["report", "--year", "2020", "--out", READ_ONLY]).could_not_run(&[READ_ONLY]);
    desk.run(&["demo", "--out", &format!("{READ_ONLY}/demo")]).could_not_run(&[READ_ONLY]);
    desk.write("file", "");
    desk.run(&["init", "--db", "sqlite:file/mingzhang.db"]).could_not_run(&["不可写"]);
    desk.run(&["report", "--year", "2020", "--out", "file/out"]).could_not_run(&["file/out"]);
    desk.run(&["init", "--db", "sqlite:nowhere/mingzhang.db"]).could_not_run(&["不可写"]);
}

#[test]
fn a_folder_of_policies_that_cannot_be_used() {
    let desk = Desk::with_demo();
    desk.run(&["policy", "list", "--policies", "nowhere"]).exits(1);
    desk.write("policy.toml", "id = ");
    let ran = desk.run(&["figures", "--year", "2020", "--policies", "."]).exits(1);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("policy.toml"), "{ran}");
}
