//! PostgreSQL databases that are not as they should be: each is a sentence, and nothing is changed.

use crate::support::{Desk, ENTRIES, House, empty_on_postgres};
use std::process::Command;

/// Runs a statement behind the program's back; the one value that it answers.
fn psql(db: &str, statement: &str) -> String {
    let ran = Command::new("psql").args([db, "-qAtc", statement]).output().expect("psql runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

const TABLES: &str = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'";

#[test]
fn a_server_database_of_a_newer_version_is_refused_and_left_as_it_is() {
    let house = House::on_postgres();
    psql(
        &house.db,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (99999999, 'later', true, 'x', 0)",
    );
    for command in [&["verify"][..], &["figures", "--year", "2020"], &["import", "set"]] {
        house.run(command).could_not_run(&["更新版本"]);
    }
    assert_eq!(psql(&house.db, "SELECT MAX(seq) FROM entry"), ENTRIES.to_string());
}

#[test]
fn an_empty_server_database_says_what_to_do_first() {
    let desk = Desk::empty();
    let db = empty_on_postgres();
    desk.run(&["verify", "--db", &db]).could_not_run(&["mingzhang init"]);
    desk.run(&["figures", "--year", "2020", "--db", &db]).could_not_run(&["mingzhang init"]);
    assert_eq!(psql(&db, TABLES), "0");
    let none = db.replace("mz_house", "mz_none");
    desk.run(&["verify", "--db", &none]).could_not_run(&["连接不上"]);
    desk.run(&["verify", "--db", "mysql://localhost/x"]).could_not_run(&["无法识别"]);
}

#[test]
fn tables_of_another_program_are_left_as_they_are() {
    let desk = Desk::empty();
    let db = empty_on_postgres();
    psql(&db, "CREATE TABLE office (code TEXT)");
    desk.run(&["verify", "--db", &db]).could_not_run(&["没有明账数据库"]);
    assert_eq!(desk.run(&["init", "--db", &db]).code, Some(2));
    assert_eq!(psql(&db, "SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 'office'"), "1");
    assert_eq!(psql(&db, "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'entry'"), "0");
}

#[test]
fn two_who_make_the_tables_at_once_make_them_once() {
    let desk = Desk::empty();
    let db = empty_on_postgres();
    let init = || desk.command(&["init", "--db", &db]).output();
    let ran = std::thread::scope(|scope| {
        let other = scope.spawn(|| desk.command(&["init", "--db", &db]).output().expect("it runs"));
        [init().expect("it runs"), other.join().expect("it ends")]
    });
    let mut codes = ran.map(|output| output.status.code());
    codes.sort_unstable();
    assert!(codes == [Some(0), Some(0)] || codes == [Some(0), Some(2)], "{codes:?}");
    desk.run(&["verify", "--db", &db]).exits(0);
}

#[test]
fn a_damaged_row_on_a_server_is_named_by_verify_and_stops_what_needs_it() {
    let house = House::on_postgres();
    psql(&house.db, "UPDATE head SET closed = 'yesterday'");
    let ran = house.run(&["verify"]).exits(1);
    assert!(ran.stdout.contains("head"), "{ran}");
    psql(&house.db, "UPDATE place SET days = '[' WHERE bucket = 'available'");
    let ran = house.run(&["verify"]).exits(1);
    assert!(ran.stdout.contains("place"), "{ran}");
    house.write("one.jsonl", &[serde_json::json!({"number": "ZJ1", "date": "2020-12-30", "act": "increase", "line": "130171P20010000000001-1", "amount": "1.00"})]);
    house.run(&["post", "one.jsonl", "--year", "2020"]).could_not_run(&["损坏"]);
}
