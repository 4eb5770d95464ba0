//! `mingzhang post`: answers, races between processes, and processes that are killed. On both kinds of database.

use crate::support::{House, answers, mingzhang};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Child, Stdio};
use std::time::Duration;

const LINE: &str = "130171P20010000000001-1";

fn on_line(number: &str, act: &str, amount: &str) -> Value {
    json!({"number": number, "date": "2020-12-30", "act": act, "line": LINE, "amount": amount})
}

#[test]
fn every_line_gets_its_answer_in_order_and_the_same_number_is_booked_once() {
    let house = House::on_sqlite();
    let lines = [
        on_line("TZ1", "increase", "100.00"),
        on_line("TZ2", "decrease", "100000000000.00"),
        on_line("TZ1", "increase", "100.00"),
        on_line("TZ1", "increase", "100.01"),
        json!({"number": "TZ3", "date": "2021-01-01", "act": "increase", "line": LINE, "amount": "1.00"}),
        on_line("TZ4", "increase", "1.001"),
        on_line("TZ5", "increase", "99999999999999999999"),
        on_line("TZ6", "increase", "0.00"),
        on_line("TZ7", "increase", "-1.00"),
        json!({"number": "TZ8", "date": "昨天", "act": "gift", "amount": 1}),
        json!([1]),
        json!({"number": "TZ9", "date": "2020-12-30", "act": "increase", "line": "NONE", "amount": "1"}),
        json!({"number": "TZ10", "date": "2020-12-30", "act": "reversal", "names": "TZ1", "line": LINE}),
        json!({"number": "TZ11", "date": "2020-12-30", "act": "reversal", "names": "TZ1"}),
        json!({"number": "TZ12", "date": "2020-12-30", "act": "reversal", "names": "TZ11"}),
    ];
    let expected = [
        "recorded",
        "MZ-L012",
        "already_recorded",
        "MZ-L001",
        "MZ-L002",
        "invalid",
        "invalid",
        "MZ-L003",
        "MZ-L003",
        "invalid",
        "invalid",
        "MZ-L004",
        "invalid",
        "recorded",
        "MZ-L009",
    ];
    let answers = house.answers("lines.jsonl", &lines);
    let short = |answer: &Value| {
        let code = answer["code"].as_str().or(answer["answer"].as_str());
        code.unwrap_or_default().to_owned()
    };
    assert_eq!(answers.iter().map(short).collect::<Vec<_>>(), expected);
    let fields = |answer: &Value| {
        let findings = answer["findings"].as_array().cloned().unwrap_or_default();
        findings.iter().map(|it| it["place"]["column"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(fields(&answers[9]), ["date", "act"]);
    assert_eq!(fields(&answers[12]), ["line"]);
    house.verify();
}

#[test]
fn many_processes_never_spend_more_than_there_is_on_sqlite() {
    race(&House::on_sqlite());
}

#[test]
fn many_processes_never_spend_more_than_there_is_on_postgres() {
    race(&House::on_postgres());
}

/// 64 processes ask for more than twice what there is, two and two with the same numbers.
fn race(house: &House) {
    let money = [on_line("QS1", "increase", "1000.00"), on_line("QS2", "plan", "1000.00")];
    let given = house.answers("money.jsonl", &money);
    assert!(given.iter().all(|answer| answer["answer"] == "recorded"), "{given:?}");
    let children: Vec<Child> = (0..64)
        .map(|process| {
            // Two and two post the same vouchers.
            let lines: Vec<Value> =
                (0..10).map(|n| on_line(&format!("QS-{}-{n}", process / 2), "request", "7.00")).collect();
            let file = format!("race-{process}.jsonl");
            house.write(&file, &lines);
            house.post(&file)
        })
        .collect();
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        let answers = answers(&output.stdout);
        assert_eq!(answers.len(), 10, "{}", String::from_utf8_lossy(&output.stderr));
        for answer in answers {
            let what = answer["code"].as_str().or(answer["answer"].as_str()).unwrap_or_default();
            *counted.entry(what.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(
        counted.keys().collect::<Vec<_>>(),
        ["MZ-L011", "already_recorded", "recorded"],
        "{counted:?}"
    );
    // 142 times 7 yuan of 1,000; what the line had left in plans before can only make it more.
    let recorded = counted["recorded"];
    assert!(recorded >= 142 && recorded == counted["already_recorded"] && recorded < 320, "{counted:?}");
    house.verify();
}

#[test]
fn what_was_answered_survives_a_kill_on_sqlite() {
    kill(&House::on_sqlite(), 5);
}

#[test]
fn what_was_answered_survives_a_kill_on_postgres() {
    kill(&House::on_postgres(), 3);
}

/// Kills two posting processes at a random moment, again and again: what they had answered is there, and all of it holds.
fn kill(house: &House, rounds: u64) {
    let rounds = std::env::var("MINGZHANG_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(rounds);
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let seed = std::env::var("MINGZHANG_SEED").ok().and_then(|text| text.parse().ok());
    let mut chance = seed.unwrap_or(clock.subsec_nanos() as u64 | 1);
    println!("MINGZHANG_SEED={chance}");
    let mut acknowledged = 0;
    // On a machine so busy that nothing is answered in time, later rounds wait longer.
    let mut reach = 280;
    for round in 0..rounds {
        let mut children = Vec::new();
        for process in 0..2 {
            let number = |n: u64| format!("KL-{round}-{process}-{n}");
            let lines: Vec<Value> = (0..3000).map(|n| on_line(&number(n), "increase", "0.01")).collect();
            let file = format!("kill-{process}.jsonl");
            house.write(&file, &lines);
            children.push((lines, house.post(&file)));
        }
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_millis(20 + (chance >> 33) % reach));
        // `kill` is SIGKILL: nothing in the process gets to tidy up.
        children.iter_mut().for_each(|(_, child)| child.kill().expect("it is killed"));
        for (lines, child) in children {
            let before = answers(&child.wait_with_output().expect("it ended").stdout);
            // What was answered is asked again, and some of what was not.
            let asked = lines.len().min(before.len() + 20);
            let again = house.answers("again.jsonl", &lines[..asked]);
            assert_eq!(again.len(), asked);
            for (answer, now) in before.iter().zip(&again) {
                let number = &answer["number"];
                assert_eq!((&answer["answer"], number), (&json!("recorded"), &now["number"]));
                assert_eq!(now["answer"], "already_recorded", "{number} was answered and is lost");
                acknowledged += 1;
            }
        }
        house.verify();
        reach = if acknowledged == 0 { 10_000 } else { 280 };
    }
    println!("{acknowledged} vouchers were answered before a kill, none is lost");
    assert!(acknowledged > 0, "nothing was ever answered before the kill");
}

#[test]
fn a_pipe_is_answered_line_by_line_while_it_is_open() {
    let house = House::on_sqlite();
    let mut command = mingzhang(house.desk.folder(), &["post", "--db", &house.db, "--year", "2020"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    for n in 0..3 {
        writeln!(stdin, "{}", on_line(&format!("GD{n}"), "increase", "1.00")).expect("it reads");
        let mut line = String::new();
        std::io::BufRead::read_line(&mut stdout, &mut line).expect("it answers");
        assert!(line.contains("\"recorded\""), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_history_that_was_cut_or_rewritten_no_longer_agrees_with_its_anchors() {
    let house = House::on_sqlite();
    let post = |number: &str| house.answers("one.jsonl", &[on_line(number, "increase", "1.00")]);
    post("MD1");
    let before = house.desk.read("mingzhang.db");
    post("MD2");
    let verified = house.desk.run(&["verify", "--format", "json"]).exits(0).json();
    assert_eq!(verified["anchors"]["findings"], json!([]));
    // The database as it was before the second voucher: whole in itself, and shorter than what was written down.
    house.desk.write("mingzhang.db", before);
    let cut = house.desk.run(&["verify", "--format", "json"]).exits(1).json();
    assert_eq!(cut["ledgers"][0]["differences"], json!([]));
    assert_eq!(cut["anchors"]["findings"][0]["rule"], "MZ-I111");
    // Another voucher in its place: as long as before, and another history.
    house.desk.write("one.jsonl", format!("{}\n", on_line("MD3", "increase", "2.00")));
    house.desk.run(&["post", "one.jsonl", "--year", "2020", "--anchor", "other.anchor"]).exits(0);
    let other = house.desk.run(&["verify", "--format", "json"]).exits(1).json();
    assert_eq!(other["anchors"]["findings"][0]["rule"], "MZ-I112");
    house.desk.run(&["verify", "--anchor", "other.anchor"]).exits(0);
    house.desk.write("other.anchor", "mz-anchor-1 gestern sm3 1 2020 1 00\n");
    let damaged = house.desk.run(&["verify", "--anchor", "other.anchor", "--format", "json"]).exits(1).json();
    assert_eq!(damaged["anchors"]["findings"][0]["rule"], "MZ-I110");
    house.desk.run(&["verify", "--anchor", "none.anchor"]).could_not_run(&["none.anchor"]);
}
