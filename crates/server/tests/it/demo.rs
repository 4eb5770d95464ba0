//! `mingzhang demo`: the whole path in one command.

use crate::figures::TABLE;
use crate::support::{Desk, ENTRIES, REPORT_DOCX, REPORT_HTML, mingzhang, published};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// All that it leaves in its folder.
const MADE: [&str; 5] = ["mingzhang.db", "mingzhang.db.anchor", "published.txt", REPORT_DOCX, REPORT_HTML];

#[test]
fn demo_makes_database_report_and_published_paper_and_leaves_nothing_else() {
    let desk = Desk::empty();
    desk.run(&["demo", "--out", "out"]).exits(0);
    assert_eq!(crate::support::names(&desk.path("out")), MADE);
    assert_eq!(desk.text("out/published.txt"), published());
}

#[test]
fn demo_prints_the_year_the_scores_and_what_the_check_found() {
    let desk = Desk::empty();
    let printed = desk.run(&["demo"]).exits(0).stdout;
    assert_eq!(desk.names(), ["mingzhang-demo"]);
    let line_with = |words: &[&str]| {
        let line = printed.lines().find(|line| words.iter().all(|word| line.contains(word)));
        line.unwrap_or_else(|| panic!("no line with {words:?} in\n{printed}"))
    };
    for row in &TABLE {
        let grouped = [row.initial, row.adjusted, row.paid].map(thousands);
        let numbers: Vec<&str> = grouped.iter().map(String::as_str).chain([row.count, row.rate]).collect();
        line_with(&[&[row.printed][..], &numbers].concat());
    }
    line_with(&["资金类别", "年初", "调整后", "已编计划", "已支付", "未支付", "执行率"]);
    line_with(&["检查整改落实情况", "5", "4"]);
    line_with(&["合计", "优秀", "100", "96"]);
    line_with(&["项目自评：优 115，良 1"]);
    line_with(&["运行监控：4 轮", "绿 115、黄 1、红 2", "督办 12 项，未销账 3 项"]);
    line_with(&["错误 MZ-C008 第73段", "95分", "96分"]);
    line_with(&["评价总得分95分，等级为优秀"]);
    line_with(&["若总分为 96，则该项应为 4"]);
    line_with(&["若总分为 95，则该项应为 3"]);
    assert_eq!(printed.matches("错误 1 · 警告 8").count(), 1, "the published paper\n{printed}");
    assert_eq!(printed.matches("错误 0 ·").count(), 2, "the two reports just written\n{printed}");
}

#[test]
fn the_commands_that_demo_ends_with_run_as_they_stand() {
    let desk = Desk::empty();
    let printed = desk.run(&["demo", "--out", "a b"]).exits(0).stdout;
    let (_, next) = printed.split_once("接着可以试：").expect("what to try next");
    let commands: Vec<&str> = next.lines().filter(|line| line.trim().starts_with("mingzhang ")).collect();
    for name in ["why", "monitor", "selfeval", "forecast", "sample"] {
        let line = commands.iter().find(|line| line.contains(&format!("mingzhang {name} ")));
        let (command, _) = line.expect(name).split_once('#').expect("what it shows");
        let command = command.replace("'sqlite:a b/mingzhang.db'", "ADDRESS");
        let words = command.split_whitespace().skip(1);
        let words: Vec<&str> =
            words.map(|word| if word == "ADDRESS" { "sqlite:a b/mingzhang.db" } else { word }).collect();
        let ran = desk.run(&words);
        // A year that still has something to say is no fault.
        assert!(ran.code.is_some_and(|code| code < 2) && !ran.stdout.is_empty(), "{command}: {ran}");
    }
    assert_eq!(commands.len(), 5);
}

/// `1234.50` as `1,234.50`.
fn thousands(amount: &str) -> String {
    let (whole, cents) = amount.split_once('.').expect("two decimals");
    let from_the_end: Vec<&[u8]> = whole.as_bytes().rchunks(3).collect();
    let groups: Vec<&str> =
        from_the_end.iter().rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    format!("{}.{cents}", groups.join(","))
}

#[test]
fn a_second_demo_says_what_is_there_and_changes_nothing() {
    let desk = Desk::with_demo();
    let before: Vec<Vec<u8>> = MADE.iter().map(|name| desk.read(name)).collect();
    let ran = desk.run(&["demo", "--out", "."]).exits(1);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("已有演示数据") && ran.stderr.contains("--force"), "{ran}");
    let after: Vec<Vec<u8>> = MADE.iter().map(|name| desk.read(name)).collect();
    assert!(before == after, "a file was changed");
}

#[test]
fn force_starts_afresh() {
    let desk = Desk::with_demo();
    let set = desk.example("more");
    set.add("quota_entries.csv", "ZB2020X,2020-12-30,130171A20010000000001-1,追加,100.00,文,由");
    desk.run(&["import", "more"]).exits(0);
    assert_eq!(desk.entries(), [ENTRIES + 1]);
    desk.write(REPORT_DOCX, "old");
    desk.run(&["demo", "--out", ".", "--force", "--no-serve"]).exits(0);
    assert_eq!(desk.entries(), [ENTRIES]);
    assert!(desk.read(REPORT_DOCX).starts_with(b"PK"));
}

#[test]
fn force_and_no_serve_are_accepted_where_nothing_is_there() {
    let desk = Desk::empty();
    desk.run(&["demo", "--no-serve", "--force"]).exits(0);
    assert_eq!(desk.names(), ["mingzhang-demo"]);
}

#[test]
fn demo_runs_from_any_folder_into_a_deep_folder_with_spaces_and_chinese_characters() {
    let (desk, elsewhere) = (Desk::empty(), Desk::empty());
    let out = desk.path("决算 2020/自评 报告（定稿）");
    elsewhere.run(&["demo", "--out", &out.display().to_string()]).exits(0);
    assert_eq!(elsewhere.names(), [""; 0]);
    assert_eq!(crate::support::names(&out), MADE);
    let address = format!("sqlite:{}", out.join("mingzhang.db").display());
    let figures = elsewhere.json(&["figures", "--year", "2020", "--db", &address, "--key", "rate.all"]);
    assert_eq!(figures["figures"][0]["value"], "98.50");
}

#[test]
fn a_folder_in_which_a_demo_was_broken_off_is_no_riddle() {
    let desk = Desk::empty();
    desk.write("mingzhang.db", "");
    desk.run(&["demo", "--out", "."]).exits(1);
    desk.run(&["demo", "--out", ".", "--force"]).exits(0);
    assert_eq!(desk.entries(), [ENTRIES]);
}

#[test]
fn a_reader_that_stops_reading_is_no_fault() {
    let desk = Desk::with_demo();
    for arguments in [&["demo", "--out", "again"][..], &["figures", "--year", "2020"], &["rule"], &["--help"]]
    {
        let mut command = mingzhang(desk.folder(), arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().expect("a pipe"))
            .read_line(&mut line)
            .expect("a line");
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "{arguments:?}");
    }
}
