//! What is wrong with the files and folders themselves.

use crate::bad_input::errors;
use crate::support::{Desk, Example};
use encoding_rs::GB18030;

/// Import of a spoiled example ends with 1 and one error: rule, file, row.
#[track_caller]
fn check(spoil: impl FnOnce(&Example), rule: &str, file: &str, row: u64) {
    let desk = Desk::empty();
    spoil(&desk.example("set"));
    desk.run(&["init"]).exits(0);
    let answer = desk.run(&["import", "set", "--format", "json"]).exits(1).json();
    assert_eq!(errors(&answer), [(rule, file, row, "")]);
    assert_eq!(desk.entries(), [0; 0], "something was saved");
}

/// A changed example is taken in, and not one figure is another.
#[track_caller]
fn taken_as_it_is(change: impl FnOnce(&Example)) {
    let desk = Desk::empty();
    change(&desk.example("set"));
    desk.run(&["import", "set"]).exits(0);
    // The hash of the history also covers when it was recorded.
    let figures = |desk: &Desk| desk.figures(&[])["figures"].clone();
    assert_eq!(figures(&desk), figures(&Desk::with_demo()));
}

fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = GB18030.encode(text);
    assert!(!lossy, "GB18030 has every character");
    bytes.into_owned()
}

#[test]
fn files_in_gb18030_are_read_like_those_in_utf_8() {
    taken_as_it_is(|set| set.change_all(gb18030));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_content() {
    taken_as_it_is(|set| {
        set.change_all(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes())
    });
}

#[test]
fn a_file_without_a_last_line_end_is_whole() {
    taken_as_it_is(|set| set.change_all(|text| text.trim_end().as_bytes().to_vec()));
}

#[test]
fn a_file_in_two_encodings_is_named_with_the_line() {
    let mixed = |text: &str| {
        let (head, tail) = text.split_once("\n03,").expect("office 03");
        [head.as_bytes(), b"\n", &gb18030(&format!("03,{tail}"))].concat()
    };
    check(|set| set.change("offices.csv", mixed), "MZ-I003", "offices.csv", 4);
}

#[test]
fn an_empty_file_is_named() {
    check(|set| set.change("plans.csv", |_| vec![]), "MZ-I005", "plans.csv", 0);
}

#[test]
fn a_file_that_is_no_text_is_named() {
    check(|set| set.change("offices.csv", |_| b"PK\x03\x04\0\0\0".to_vec()), "MZ-I003", "offices.csv", 1);
}

#[test]
fn a_missing_file_is_named() {
    check(|set| set.remove("plans.csv"), "MZ-I004", "plans.csv", 0);
}

#[test]
fn a_path_that_is_no_data_set_is_a_finding_with_what_to_do() {
    let desk = Desk::empty();
    std::fs::create_dir(desk.path("空 文件夹")).expect("a folder");
    std::fs::create_dir(desk.path("other")).expect("a folder");
    desk.write("other/照片.jpg", "x");
    desk.write("a.csv", "a,b\n");
    for (path, why) in [
        ("空 文件夹", "没有数据集的文件"),
        ("other", "没有数据集的文件"),
        ("a.csv", "是一个文件"),
        ("nowhere", "不存在"),
    ] {
        let answer = desk.run(&["import", path, "--format", "json"]).exits(1).json();
        assert_eq!(errors(&answer), [("MZ-I001", path, 0, "")]);
        let printed = desk.run(&["import", path]).exits(1).stdout;
        assert!(printed.contains(why) && printed.contains("projects.csv"), "{printed}");
    }
    assert!(!desk.path("mingzhang.db").exists(), "no database is made for nothing");
}

#[test]
fn an_unreadable_file_of_the_set_is_named() {
    let desk = Desk::empty();
    let set = desk.example("set");
    set.remove("plans.csv");
    std::os::unix::fs::symlink("nowhere", set.path("plans.csv")).expect("a link");
    let answer = desk.run(&["import", "set", "--format", "json"]).exits(1).json();
    assert_eq!(errors(&answer), [("MZ-I004", "plans.csv", 0, "")]);
}
