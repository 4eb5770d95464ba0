//! `mingzhang attach` and `mingzhang evidence`: papers are kept, given out, backed up, sealed and verified.

use crate::support::{Desk, House, empty_on_postgres, python};
use serde_json::Value;
use std::path::Path;

/// A project of the example with an indicator.
const HOLDER: [&str; 4] = ["--holder", "130171A20010000000001", "--indicator", "保洁服务面积"];

#[test]
fn a_paper_is_kept_once_given_out_again_and_in_every_backup_and_seal_on_sqlite() {
    kept(&House::on_sqlite(), "sqlite:other.db");
}

#[test]
fn a_paper_is_kept_once_given_out_again_and_in_every_backup_and_seal_on_postgres() {
    kept(&House::on_postgres(), &empty_on_postgres());
}

/// A PDF file of more than one piece.
fn pdf() -> Vec<u8> {
    let mut content = b"%PDF-1.7\n".to_vec();
    content.extend((0..500_000_u32).map(|at| (at % 251) as u8));
    content
}

fn attach(house: &House, file: &str, code: i32) -> Value {
    let what = ["--kind", "合同", "--date", "2020-03-01", "--format", "json"];
    house.run(&[&["attach", file], &HOLDER[..], &what].concat()).exits(code).json()
}

fn kept(house: &House, other: &str) {
    house.desk.write("合同.pdf", pdf());
    let attached = attach(house, "合同.pdf", 0);
    assert_eq!(attached["recorded"], 2);
    let hash = attached["papers"][0]["sm3"].as_str().expect("a hash").to_owned();
    assert_eq!(attach(house, "合同.pdf", 0)["recorded"], 0);
    house.run(&["evidence", "export", &hash[..10], "--out", "out.pdf"]).exits(0);
    assert_eq!(house.desk.read("out.pdf"), pdf());
    house.run(&["evidence", "export", "ffffffff", "--out", "none.pdf"]).exits(1);
    assert!(!house.desk.path("none.pdf").exists());
    let list = house.json(&["evidence", "list"]);
    assert_eq!(list["kept"], 1);
    let why = house.run(&["why", "output.project.130171A20010000000001.保洁服务面积", "--year", "2020"]);
    let why = why.exits(0).stdout;
    assert!(why.contains(&format!("evidence export {}", &hash[..12])), "{why}");
    house.verify();
    // A backup has it, and so has a house of the other place that it is restored into.
    house.run(&["backup", "--out", "all.mz"]).exits(0);
    house.desk.run(&["verify", "all.mz"]).exits(0);
    house.desk.run(&["restore", "all.mz", "--db", other]).exits(0);
    house.desk.run(&["evidence", "export", &hash, "--out", "again.pdf", "--db", other]).exits(0);
    assert_eq!(house.desk.read("again.pdf"), pdf());
    house.run(&["seal", "--year", "2020", "--out", "year.mz"]).exits(0);
    house.desk.run(&["verify", "year.mz"]).exits(0);
}

#[test]
fn content_that_was_changed_or_lost_is_named_and_can_be_handed_in_again() {
    let desk = Desk::with_demo();
    let house = House { db: "sqlite:mingzhang.db".to_owned(), desk };
    house.desk.write("合同.pdf", pdf());
    let hash = attach(&house, "合同.pdf", 0)["papers"][0]["sm3"].as_str().expect("a hash").to_owned();
    let change = |statement: &str| {
        let script =
            "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\ndb.execute(sys.argv[2])\ndb.commit()\n";
        python(script, &[&house.desk.path("mingzhang.db"), Path::new(statement)]);
    };
    let named = |file: &str| {
        let verified = house.run(&["verify"]).exits(1).stdout;
        assert!(verified.contains("attachment_piece") && verified.contains(&hash), "{verified}");
        house.run(&["backup", "--out", file]).exits(0);
        let proved = house.desk.run(&["verify", file, "--format", "json"]).exits(1).json();
        assert_eq!(proved["findings"][0]["rule"], "MZ-I136", "{proved}");
        house.run(&["seal", "--year", "2020", "--out", file]).exits(0);
        let proved = house.desk.run(&["verify", file, "--format", "json"]).exits(1).json();
        assert_eq!(proved["findings"][0]["rule"], "MZ-I136", "{proved}");
        let export = house.run(&["evidence", "export", &hash, "--out", "out.pdf"]);
        assert!(export.exits(1).stderr.contains("MZ-I144"));
    };
    change("UPDATE attachment_piece SET content = 'AAAA' || substr(content, 5) WHERE piece = 1");
    named("changed.mz");
    change("DELETE FROM attachment_piece WHERE piece = 1");
    named("lost.mz");
    attach(&house, "合同.pdf", 0);
    house.verify();
    change("DELETE FROM attachment_piece");
    named("gone.mz");
}

#[test]
fn a_folder_is_held_against_the_evidence_that_is_registered() {
    let house = House { desk: Desk::empty(), db: "sqlite:mingzhang.db".to_owned() };
    let set = house.desk.example("set");
    // SM3 of "abc", as the standard gives it.
    let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    let row = |file: &str, hash: &str| {
        format!("130171A20010000000001,保洁服务面积,台账,{file},{hash},3,2020-12-31,01")
    };
    set.add("evidence.csv", &row("台账.txt", abc));
    set.add("evidence.csv", &row("名册.txt", &abc.replace('6', "7")));
    house.desk.run(&["init", "--db", &house.db]).exits(0);
    house.desk.run(&["import", "set", "--db", &house.db]).exits(0);
    house.desk.write("papers/台账.txt", "abc");
    house.desk.write("papers/无关.txt", "abcd");
    let attached = house.json(&["attach", "papers"]);
    assert_eq!((&attached["recorded"], &attached["papers"][0]["sm3"]), (&1.into(), &abc.into()));
    assert_eq!(attached["findings"][0]["rule"], "MZ-I142");
    // Another content under a registered name is an error, and so is a file that is not what it says it is.
    house.desk.write("papers/名册.txt", "abcde");
    house.desk.write("papers/程序.pdf", "MZ");
    let refused = house.run(&["attach", "papers", "--format", "json"]).exits(1).json();
    let rules = refused["findings"].as_array().expect("findings").iter().map(|it| it["rule"].clone());
    let mut rules: Vec<String> = rules.map(|rule| rule.as_str().expect("a code").to_owned()).collect();
    rules.sort();
    assert_eq!(rules, ["MZ-I140", "MZ-I141", "MZ-I142"]);
    assert_eq!(refused["recorded"], 0);
    house.verify();
}
