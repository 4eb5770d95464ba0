//! `mingzhang import` of a set that is too large for one commit: in batches, killed, continued, and stopped by a refusal.
//! What is large is set low here.

use crate::support::{Desk, ENTRIES, Ran};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

/// Batches of a hundred instructions.
const LARGE: &[&str] = &["import", "set", "--batch-above", "1000"];
/// Batches of two: long enough to be killed.
const SLOW: &[&str] = &["import", "set", "--batch-above", "20"];
const INSTRUCTIONS: u64 = 7155;

/// The figures of the year, without their place in the history.
fn figures(desk: &Desk) -> String {
    desk.run(&["figures", "--year", "2020", "--format", "csv"]).exits(0).stdout
}

/// What `verify` says of an import that is not finished.
#[track_caller]
fn unfinished(desk: &Desk) -> Value {
    let verified = desk.json(&["verify"]);
    assert_eq!(verified["ledgers"][0]["differences"], json!([]));
    verified["ledgers"][0]["unfinished_import"].clone()
}

fn codes(ran: &Ran) -> Vec<String> {
    let answer = ran.json();
    let findings = answer["findings"].as_array().expect("findings");
    let grave = findings.iter().filter(|finding| finding["severity"] != "note");
    grave.map(|finding| finding["rule"].as_str().expect("a code").to_owned()).collect()
}

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more, &["--format", "json"]].concat()
}

#[test]
fn a_set_in_batches_gives_the_same_year_as_in_one_commit() {
    let desk = Desk::empty();
    desk.example("set");
    let answer = desk.json(LARGE);
    assert_eq!(answer["added"]["voucher"], INSTRUCTIONS);
    let import = &answer["import"];
    assert_eq!((&import["done"], &import["total"]), (&json!(INSTRUCTIONS), &json!(INSTRUCTIONS)));
    assert_eq!((&import["batches"], &import["finished"]), (&json!(72), &json!(true)));
    // The registers' batch and those with vouchers are entries of their own.
    assert_eq!(desk.entries(), [ENTRIES + 73]);
    assert_eq!(unfinished(&desk), Value::Null);
    assert_eq!(figures(&desk), figures(&Desk::with_demo()));
    for again in [LARGE, &["import", "set"]] {
        let answer = desk.json(again);
        assert_eq!((&answer["saved"], &answer["added"]), (&json!(false), &json!({})), "{again:?}");
        assert_eq!(answer["already_recorded"], ENTRIES, "{again:?}");
    }
}

#[test]
fn an_import_that_was_killed_again_and_again_is_seen_and_continued() {
    let desk = Desk::empty();
    let set = desk.example("set");
    let mut arguments: Vec<String> = SLOW.iter().map(|word| (*word).to_owned()).collect();
    let mut before = 0;
    for round in 0..20 {
        if round >= 3 && before > 0 {
            break;
        }
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = desk.command(&words);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it runs");
        let mut said = String::new();
        BufReader::new(child.stderr.take().expect("a pipe")).read_line(&mut said).expect("a line");
        std::thread::sleep(Duration::from_millis(100 + 50 * round));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        let state = unfinished(&desk);
        let (id, done) = (state["id"].as_str().expect("an id"), state["done"].as_u64().expect("a number"));
        assert!(said.contains(&format!("--resume {id}")), "{said}");
        assert!(before <= done && done < INSTRUCTIONS, "{state}");
        before = done;
        arguments = [SLOW, &["--resume", id]].concat().into_iter().map(str::to_owned).collect();
    }
    assert!(before > 0, "nothing was recorded before the last kill");
    let (id, state) = (arguments[5].clone(), unfinished(&desk));
    assert_eq!(desk.figures(&[])["unfinished_import"], state);
    assert!(
        desk.run(&["figures", "--year", "2020"]).exits(0).stderr.contains(&format!("导入 {id} 没有完成"))
    );
    assert!(desk.run(&["verify"]).exits(0).stdout.contains(&format!("导入 {id} 没有完成")));
    let refused = desk.run(&with(SLOW, &[])).exits(1);
    assert_eq!(codes(&refused), ["MZ-I094"]);
    assert!(refused.stdout.contains(&id), "{refused}");
    let refused = desk.run(&with(SLOW, &["--resume", "0123456789ab"])).exits(1);
    assert_eq!(codes(&refused), ["MZ-I092"]);
    let refused = desk.run(&with(&["import", "set"], &["--resume", &id])).exits(1);
    assert_eq!(codes(&refused), ["MZ-I092"], "a set that is imported at once has no import to continue");
    set.replace("payments.csv", "人员经费1月", "人员经费一月");
    let refused = desk.run(&with(SLOW, &["--resume", &id])).exits(1);
    assert_eq!(codes(&refused), ["MZ-I093"]);
    assert_eq!(unfinished(&desk), state, "nothing of the refused ones was saved");
    set.replace("payments.csv", "人员经费一月", "人员经费1月");
    let answer = desk.run(&with(LARGE, &["--resume", &id])).exits(0).json();
    assert_eq!(answer["added"]["voucher"], INSTRUCTIONS - before);
    assert_eq!(unfinished(&desk), Value::Null);
    assert_eq!(figures(&desk), figures(&Desk::with_demo()));
}

#[test]
fn a_refusal_stops_the_import_before_its_batch_and_the_corrected_set_goes_on() {
    let desk = Desk::empty();
    let set = desk.example("set");
    let last = std::fs::read_to_string(set.path("payments.csv")).expect("payments");
    let last = last.lines().last().expect("a row").to_owned();
    let fields: Vec<&str> = last.split(',').collect();
    let too_much = last.replacen(fields[5], "99999999999.00", 1);
    set.replace("payments.csv", &last, &too_much);
    let trial = desk.run(&with(LARGE, &["--dry-run"])).exits(1);
    assert_eq!(codes(&trial), ["MZ-L011"]);
    let ran = desk.run(LARGE).exits(1);
    for words in ["MZ-L011", "出错的一批没有保存，它之前的已保存", "没有完成", "--resume"]
    {
        assert!(ran.stdout.contains(words), "no {words} in {ran}");
    }
    let state = unfinished(&desk);
    assert_eq!((&state["done"], &state["total"]), (&json!(7100), &json!(INSTRUCTIONS)));
    set.replace("payments.csv", &too_much, &last);
    let corrected = desk.run(&with(LARGE, &[])).exits(0);
    assert_eq!(codes(&corrected), ["MZ-I095"]);
    assert_eq!(corrected.json()["added"]["voucher"], INSTRUCTIONS - 7100);
    assert_eq!(unfinished(&desk), Value::Null);
    assert_eq!(figures(&desk), figures(&Desk::with_demo()));
}

#[test]
fn a_finding_in_the_last_row_saves_nothing_and_leaves_no_database() {
    let desk = Desk::empty();
    let set = desk.example("set");
    set.add("payments.csv", "ZF1,2020-13-01,130171C20010000000010-1,支付,授权支付,1.00,某公司,,,");
    let ran = desk.run(LARGE).exits(1);
    assert!(ran.stdout.contains("MZ-I015") && ran.stdout.contains("没有保存任何内容"), "{ran}");
    if !desk.is_on_server() {
        assert_eq!(desk.names(), ["set"]);
    }
}

#[test]
fn a_trial_in_batches_says_what_would_be_added_and_leaves_nothing() {
    let desk = Desk::empty();
    desk.example("set");
    let answer = desk.json(&[LARGE, &["--dry-run"]].concat());
    assert_eq!((&answer["saved"], &answer["added"]["voucher"]), (&json!(false), &json!(INSTRUCTIONS)));
    if !desk.is_on_server() {
        assert_eq!(desk.names(), ["set"]);
    }
}

#[test]
fn what_is_wrong_in_a_large_set_is_told_in_the_same_words_as_in_a_small_one() {
    let line = "130171C20010000000010-1";
    let paid = "ZF202000031,2020-02-03,130171C20010000000010-1,支付,授权支付,131984.62,南康服务有限公司,\
        HT20200171,,结转档案整理尾款2月";
    let rows = [
        paid.to_owned(),
        paid.replace("131984.62", "131984.63"),
        paid.replace("ZF202000031", "JH202000001"),
        format!("TH1,2020-02-03,{line},退回,授权支付,-1.00,南康服务有限公司,,ZF202000031,户名不符"),
        format!("TH2,2020-02-03,{line},退回,授权支付,-1.00,南康服务有限公司,HT20200171,ZF202000191,户名不符"),
        format!("TH3,2020-02-03,{line},退回,授权支付,-1.00,南康服务有限公司,HT20200171,,户名不符"),
        format!("TH4,2020-02-03,{line},退回,授权支付,-1.00,南康服务有限公司,HT20200171,ZF9,户名不符"),
        "ZF2,2020-02-03,没有,支付,授权支付,x,,,,".to_owned(),
        "ZF3,2020-02-03".to_owned(),
        format!("ZF4,2021-02-03,{line},支付,授权支付,1.00,,没有,,"),
    ];
    for rows in rows.iter().map(|row| vec![row.clone()]).chain([rows.to_vec()]) {
        let desk = Desk::empty();
        let set = desk.example("set");
        rows.iter().for_each(|row| set.add("payments.csv", row));
        let findings = |arguments: &[&str]| {
            let ran = desk.run(&with(arguments, &["--dry-run"]));
            let mut found = ran.json()["findings"].as_array().expect("findings").clone();
            // Where files are faulty, what the ledger says to them is only asked of a small set.
            found.retain(|finding| finding["rule"].as_str().is_some_and(|code| code.starts_with("MZ-I")));
            found
        };
        let small = findings(&["import", "set"]);
        assert_eq!(findings(LARGE), small, "{rows:?}");
        assert!(small.len() > 2 || rows[0].starts_with("TH4"), "{rows:?}: {small:?}");
    }
}
