//! `mingzhang check DIR`: a whole folder at once, every paper with its line, the same on every run.

use crate::support::{Desk, published};
use serde_json::{Value, json};

const CLEAN: &str = "全年预算10万元，支出5万元，执行率50%。";
const WRONG: &str = "全年预算10万元，支出5万元，执行率60%。";

fn names(answer: &Value) -> Vec<&str> {
    answer["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["file"].as_str().expect("a name"))
        .collect()
}

#[test]
fn a_folder_is_walked_in_order_without_hidden_and_lock_files() {
    let desk = Desk::empty();
    for (file, text) in [
        ("papers/b.txt", CLEAN),
        ("papers/a/2.txt", WRONG),
        ("papers/a/10.txt", CLEAN),
        ("papers/.hidden.txt", WRONG),
        ("papers/.git/x.txt", WRONG),
        ("papers/~$b.docx", WRONG),
    ] {
        desk.write(file, text);
    }
    let ran = |format: &str| desk.run(&["check", "papers", "--format", format]).exits(1).stdout;
    let answer: Value = serde_json::from_str(&ran("json")).expect("JSON");
    assert_eq!(names(&answer), ["papers/a/10.txt", "papers/a/2.txt", "papers/b.txt"]);
    assert_eq!(answer["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["findings"][0]["file"], "papers/a/2.txt");
    assert_eq!(ran("json"), ran("json"), "the same on every run");
    let printed = ran("text");
    assert!(printed.contains("合计 3 份，读了 3 份"), "{printed}");
    assert!(printed.contains("‾‾‾"), "a finding stands in its sentence\n{printed}");
}

#[test]
fn what_cannot_be_read_in_a_folder_is_named_and_the_rest_is_checked() {
    let desk = Desk::empty();
    desk.write("papers/a.txt", CLEAN);
    desk.write("papers/old.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]);
    let ran = desk.run(&["check", "papers"]).exits(2);
    assert!(ran.stderr.contains("papers/old.doc") && ran.stderr.contains(".docx"), "{ran}");
    assert!(ran.stdout.contains("读不了") && ran.stdout.contains("合计 2 份，读了 1 份"), "{ran}");
    desk.write("nothing/.hidden", "");
    desk.run(&["check", "nothing"]).could_not_run(&["nothing", "文件夹里没有文件"]);
}

#[test]
fn many_papers_at_a_time_are_answered_in_their_order() {
    let desk = Desk::empty();
    let files: Vec<String> = (100..160).map(|number| format!("papers/{number}.txt")).collect();
    for (index, file) in files.iter().enumerate() {
        // Large and small in turn, so that they do not end in the order in which they begin.
        desk.write(file, if index % 7 == 0 { published() } else { CLEAN.to_owned() });
    }
    let answer = desk.run(&["check", "papers", "--format", "json"]).exits(1).json();
    assert_eq!(names(&answer), files);
    let errors: Vec<&Value> =
        answer["files"].as_array().unwrap().iter().map(|file| &file["errors"]).collect();
    assert!(errors.iter().enumerate().all(|(index, errors)| **errors == json!(usize::from(index % 7 == 0))));
}

#[test]
fn what_was_covered_is_said_and_what_holds_when_asked_for() {
    let desk = Desk::empty();
    desk.write("a.txt", CLEAN);
    let plain = desk.run(&["check", "a.txt"]).exits(0).stdout;
    assert!(plain.contains("共识别 3 个数，读懂单位 3 个") && !plain.contains("50%＝"), "{plain}");
    let shown = desk.run(&["check", "a.txt", "--show-passed"]).exits(0).stdout;
    assert!(shown.contains("相符 MZ-C004：50%＝5万元÷10万元"), "{shown}");
    let answer = desk.run(&["check", "a.txt", "--show-passed", "--format", "json"]).exits(0).json();
    assert_eq!(answer["passed"][0]["text"], "50%＝5万元÷10万元");
    assert_eq!(answer["passed"][0]["figures"].as_array().map(Vec::len), Some(3));
    assert_eq!(answer["files"][0]["coverage"], answer["coverage"]);
}
