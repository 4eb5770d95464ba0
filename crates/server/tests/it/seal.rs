//! `mingzhang seal`: a year that proves itself, without a database.

use crate::support::{Desk, ENTRIES, House, sql};
use serde_json::Value;

fn rules(found: &Value) -> Vec<&str> {
    let findings = found["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["rule"].as_str().expect("a code")).collect()
}

#[test]
fn a_sealed_year_is_proved_where_there_is_no_database_on_sqlite() {
    sealed(&House::on_sqlite());
}

#[test]
fn a_sealed_year_is_proved_where_there_is_no_database_on_postgres() {
    sealed(&House::on_postgres());
}

fn sealed(house: &House) {
    let sealed = house.json(&["seal", "--year", "2020", "--out", "year.mz", "--anchor", "heads.anchor"]);
    assert_eq!(sealed["reports"].as_array().map(Vec::len), Some(2));
    let elsewhere = Desk::empty();
    elsewhere.write("year.mz", house.desk.read("year.mz"));
    elsewhere.write("heads.anchor", house.desk.read("heads.anchor"));
    let found =
        elsewhere.run(&["verify", "year.mz", "--anchor", "heads.anchor", "--format", "json"]).exits(0).json();
    assert_eq!((&found["entries"], found["vouchers"].as_u64()), (&sealed["entries"], Some(7155)));
    assert_eq!(found["about"]["code"], "130171001");
    let text = elsewhere.run(&["verify", "year.mz"]).exits(0).stdout;
    assert!(text.contains("由凭证重算") && text.contains("3,578,276,126.83"), "{text}");
    // The same report comes out of it.
    let bundle = elsewhere.read("year.mz");
    assert!(bundle.windows(4).any(|window| window == b"PK\x03\x04"));
    house.run(&["seal", "--year", "2019", "--out", "none.mz"]).could_not_run(&["2019"]);
    assert!(!house.desk.path("none.mz").exists() && !house.desk.path("none.mz.part").exists());
}

#[test]
fn every_byte_of_a_seal_counts() {
    let desk = Desk::with_demo();
    desk.run(&["seal", "--year", "2020", "--out", "year.mz"]).exits(0);
    let whole = desk.read("year.mz");
    for round in 0..30 {
        let at = whole.len() * (2 * round + 1) / 60;
        let mut changed = whole.clone();
        changed[at] ^= 1 << (round % 8);
        desk.write("changed.mz", changed);
        let found = desk.run(&["verify", "changed.mz", "--format", "json"]).exits(1).json();
        assert!(rules(&found).contains(&"MZ-I131"), "byte {at}: {found}");
        let part = found["findings"].as_array().and_then(|all| all.last()).expect("a finding");
        assert!(part["message"].as_str().is_some_and(|text| text.contains("部分")), "{part}");
    }
}

#[test]
fn a_seal_of_a_history_that_was_changed_says_so() {
    // The vouchers are the last entries of the year.
    for (change, expected) in [
        ("UPDATE entry SET body = replace(body, 'mz1', 'mz2') WHERE seq = VOUCHER", "MZ-I134"),
        ("UPDATE entry SET body = substr(body, 1, length(body) - 3) WHERE seq = VOUCHER", "MZ-I135"),
        ("UPDATE entry SET actor = 'other' WHERE seq = VOUCHER", "MZ-I134"),
        ("DELETE FROM entry WHERE seq = VOUCHER", "MZ-I134"),
        ("DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)", "MZ-I134"),
    ] {
        let desk = Desk::with_demo();
        let change = change.replace("VOUCHER", &(ENTRIES - 100).to_string());
        sql(&desk.path("mingzhang.db"), &change);
        desk.run(&["seal", "--year", "2020", "--out", "year.mz"]).exits(0);
        let found = desk.run(&["verify", "year.mz", "--format", "json"]).exits(1).json();
        assert!(rules(&found).contains(&expected), "{change}: {found}");
        assert!(rules(&found).len() < 4, "one change is one or two findings: {found}");
    }
}

#[test]
fn a_history_that_was_hashed_again_does_not_agree_with_its_anchors() {
    let house = House::on_sqlite();
    house.json(&["seal", "--year", "2020", "--out", "year.mz", "--anchor", "heads.anchor"]);
    let anchors = house.desk.text("heads.anchor");
    let last = anchors.trim_end().rsplit(' ').next().expect("a hash");
    house.desk.write("other.anchor", anchors.replace(last, &"0".repeat(64)));
    let arguments = ["verify", "year.mz", "--anchor", "other.anchor", "--format", "json"];
    assert_eq!(rules(&house.desk.run(&arguments).exits(1).json()), ["MZ-I112"]);
}
