//! `mingzhang check`: the published paper with all its flaws, in every form in which it may come.

use crate::support::{Desk, published};
use encoding_rs::GB18030;
use serde_json::{Value, json};

/// Severity, kind and what is stated of everything that is wrong with the published paper. The only error is that the
/// text gives 95 points and the table 96.
pub const FLAWS: [(&str, &str, Option<&str>); 9] = [
    ("error", "repeat", Some("95分")),
    ("warning", "missing_column", Some("工作单位")),
    ("warning", "missing_column", Some("职称")),
    ("warning", "shifted_cell", Some("4")),
    ("warning", "missing_score", None),
    ("warning", "shifted_cell", Some("2020年经检查未发现资金被截留、挤占或挪用")),
    ("warning", "shifted_cell", Some("100")),
    ("warning", "shifted_cell", Some("96")),
    ("warning", "missing_signature", Some("0人签字")),
];

fn findings(answer: &Value) -> &Vec<Value> {
    answer["findings"].as_array().expect("findings")
}

pub fn flaws(answer: &Value) -> Vec<(&str, &str, Option<&str>)> {
    let findings = findings(answer).iter();
    findings
        .map(|f| (f["severity"].as_str().unwrap(), f["kind"].as_str().unwrap(), f["stated"].as_str()))
        .collect()
}

/// The answer for a paper with errors.
#[track_caller]
pub fn checked(desk: &Desk, files: &[&str]) -> Value {
    desk.run(&[&["check", "--format", "json"], files].concat()).exits(1).json()
}

/// A folder with the published paper.
fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("published.txt", published());
    desk
}

#[test]
fn the_published_paper_contradicts_itself_once_and_breaks_form_eight_times() {
    let answer = checked(&desk(), &["published.txt"]);
    assert_eq!(flaws(&answer), FLAWS);
    let repeat = &findings(&answer)[0];
    assert_eq!((&repeat["recomputed"], &repeat["also"][0]["text"]), (&json!("96分"), &json!("96")));
    let missing = &findings(&answer)[4];
    let solutions = json!([{"if_total": "96", "score": "4"}, {"if_total": "95", "score": "3"}]);
    assert_eq!(missing["solutions"], solutions);
    assert!(missing["message"].as_str().unwrap().contains("检查整改落实情况"));
    let signatures = &findings(&answer)[8];
    assert!(signatures["message"].as_str().unwrap().contains("20人没有签字"), "{signatures}");
}

#[test]
fn the_answer_as_json_has_one_shape_for_one_file_and_many() {
    let desk = desk();
    desk.write("clean.txt", "全年预算10万元，支出5万元，执行率50%。");
    let one = checked(&desk, &["published.txt"]);
    let many = checked(&desk, &["clean.txt", "published.txt", "clean.txt"]);
    let fields = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    for answer in [&one, &many] {
        assert_eq!(fields(answer), ["format", "files", "findings", "coverage"]);
        assert_eq!(answer["format"], "check/1");
        for field in ["figures", "understood", "in_relation", "passed", "failed"] {
            assert!(answer["coverage"][field].as_u64().is_some(), "{field}");
        }
        assert!(answer["coverage"]["not_checkable"].is_array());
        for finding in findings(answer) {
            for field in
                ["file", "rule", "kind", "severity", "stated", "recomputed", "message", "place", "also"]
            {
                assert!(finding.get(field).is_some(), "no {field} in {finding}");
            }
            assert!(finding["place"]["block"].as_u64().is_some(), "{finding}");
        }
    }
    assert_eq!(findings(&one), findings(&many));
    let files = |answer: &Value| -> Vec<(Value, Value)> {
        let files = answer["files"].as_array().expect("files");
        files.iter().map(|file| (file["file"].clone(), file["errors"].clone())).collect()
    };
    assert_eq!(files(&one), [(json!("published.txt"), json!(1))]);
    let clean = (json!("clean.txt"), json!(0));
    assert_eq!(files(&many), [clean.clone(), (json!("published.txt"), json!(1)), clean]);
    assert_eq!(many["coverage"]["failed"], one["coverage"]["failed"]);
}

/// Each finding's place holds the characters that it states.
#[track_caller]
fn places_hold_what_is_stated(answer: &Value, decoded: &str) {
    let characters: Vec<char> = decoded.chars().collect();
    let at = |place: &Value| -> String {
        let number = |field| usize::try_from(place[field].as_u64().expect("a number")).expect("small");
        characters[number("start")..number("end")].iter().collect()
    };
    for finding in findings(answer) {
        for also in finding["also"].as_array().expect("others") {
            assert_eq!(at(&also["place"]), also["text"].as_str().unwrap(), "{finding}");
        }
        // A signature is missing under its heading, a score in its row: there is nothing to state.
        match finding["kind"].as_str().expect("a kind") {
            "missing_signature" => assert_eq!(at(&finding["place"]), "签字"),
            "missing_score" => assert_eq!(at(&finding["place"]), "检查整改落实情况"),
            _ => assert_eq!(at(&finding["place"]), finding["stated"].as_str().unwrap(), "{finding}"),
        }
    }
}

#[test]
fn places_are_characters_of_the_decoded_text() {
    let desk = desk();
    places_hold_what_is_stated(&checked(&desk, &["published.txt"]), &published());
    // A character outside the basic plane is one character.
    let rare = format!("𠮷{}", published());
    desk.write("rare.txt", &rare);
    places_hold_what_is_stated(&checked(&desk, &["rare.txt"]), &rare);
    let windows = published().replace('\n', "\r\n");
    desk.write("windows.txt", &windows);
    places_hold_what_is_stated(&checked(&desk, &["windows.txt"]), &windows);
}

#[test]
fn the_encoding_of_a_text_changes_nothing() {
    let desk = desk();
    let plain = checked(&desk, &["published.txt"]);
    desk.write("published.txt", GB18030.encode(&published()).0);
    assert_eq!(checked(&desk, &["published.txt"]), plain, "GB18030");
    desk.write("published.txt", format!("\u{feff}{}", published()));
    assert_eq!(flaws(&checked(&desk, &["published.txt"])), FLAWS, "with a byte order mark");
    desk.write("published.txt", published().replace('\n', "\r\n"));
    assert_eq!(flaws(&checked(&desk, &["published.txt"])), FLAWS, "with Windows line ends");
}

/// The published paper as a page: paragraphs and tables.
fn as_page(charset: &str) -> String {
    let mut body = String::new();
    let mut rows: Vec<String> = Vec::new();
    for line in published().lines().chain([""]) {
        if line.contains('\t') {
            let cells: Vec<String> = line.split('\t').map(|cell| format!("<td>{cell}</td>")).collect();
            rows.push(format!("<tr>{}</tr>", cells.concat()));
            continue;
        }
        if !rows.is_empty() {
            body += &format!("<table>{}</table>", std::mem::take(&mut rows).concat());
        }
        body += &format!("<p>{}</p>\n", line.replace('<', "&lt;"));
    }
    format!("<!doctype html><html><head><meta charset=\"{charset}\"></head><body>{body}</body></html>")
}

#[test]
fn the_same_paper_as_a_page_has_the_same_error() {
    let desk = Desk::empty();
    desk.write("page.html", as_page("utf-8"));
    desk.write("old.htm", GB18030.encode(&as_page("gb2312")).0);
    for file in ["page.html", "old.htm"] {
        let answer = checked(&desk, &[file]);
        let errors: Vec<_> = flaws(&answer).into_iter().filter(|flaw| flaw.0 == "error").collect();
        assert_eq!(errors, FLAWS[..1], "{file}");
        assert_eq!(findings(&answer).iter().filter(|f| f["kind"] == "missing_score").count(), 1, "{file}");
    }
}

#[test]
fn warnings_end_with_0_unless_denied_and_errors_with_1() {
    let desk = desk();
    desk.write("unsigned.txt", "评价工作组成员名单\n序号\t姓名\t签字\n1\t甲\t\n2\t乙\t\n");
    desk.write("clean.txt", "全年预算10万元，支出5万元，执行率50%。");
    desk.write("wrong.txt", "全年预算10万元，支出5万元，执行率60%。");
    let warned = desk.run(&["check", "unsigned.txt", "--format", "json"]).exits(0).json();
    assert_eq!(flaws(&warned), [("warning", "missing_signature", Some("0人签字"))]);
    desk.run(&["check", "unsigned.txt", "--deny", "warning"]).exits(1);
    desk.run(&["check", "clean.txt", "--deny", "warning"]).exits(0);
    desk.run(&["check", "clean.txt", "unsigned.txt", "--deny", "warning"]).exits(1);
    desk.run(&["check", "clean.txt", "wrong.txt"]).exits(1);
    let wrong = checked(&desk, &["wrong.txt"]);
    assert_eq!(flaws(&wrong), [("error", "rate", Some("60%"))]);
    assert_eq!(findings(&wrong)[0]["recomputed"], "50%");
}

#[test]
fn for_people_a_finding_stands_in_its_sentence() {
    let printed = desk().run(&["check", "published.txt"]).exits(1).stdout;
    for words in [
        "published.txt\n  错误 MZ-C008 第73段",
        "评价总得分95分，等级为优秀。\n                                                    ‾‾‾‾\n",
        "若总分为 96，则该项应为 4",
        "若总分为 95，则该项应为 3",
        "错误 1 · 警告 8 · 提示 0",
    ] {
        assert!(printed.contains(words), "no {words} in\n{printed}");
    }
}

#[test]
fn an_unreadable_file_is_named_with_what_to_do_and_the_others_are_checked_all_the_same() {
    let desk = desk();
    desk.write("old.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]);
    desk.write("scan.pdf", "%PDF-1.7\n");
    desk.write("empty.txt", "");
    desk.write("broken.docx", "PK\u{3}\u{4}nothing");
    desk.write("mixed.txt", [published().as_bytes(), &GB18030.encode(&published()).0].concat());
    for (file, words) in [
        ("old.doc", ".docx"),
        ("scan.pdf", "PDF"),
        ("empty.txt", "空"),
        ("broken.docx", ".docx"),
        ("mixed.txt", "编码"),
        ("nowhere.txt", "不存在"),
        (".", "./empty.txt"),
    ] {
        let ran = desk.run(&["check", file]).exits(2);
        assert!(ran.stderr.contains(file) && ran.stderr.contains(words), "{file}: {ran}");
    }
    let answer = desk.run(&["check", "old.doc", "published.txt", "--format", "json"]).exits(2).json();
    assert_eq!(answer["files"][0]["readable"], false);
    assert!(answer["files"][0]["reason"].as_str().unwrap().contains(".docx"), "{answer}");
    assert_eq!(flaws(&answer), FLAWS);
}

#[test]
fn the_written_report_has_no_error_in_word_and_as_a_page() {
    let desk = Desk::with_demo();
    let reports = [crate::support::REPORT_DOCX, crate::support::REPORT_HTML];
    let answer = desk.run(&["check", reports[0], reports[1], "--format", "json"]).exits(0).json();
    let unsigned = ("warning", "missing_signature", Some("0人签字"));
    assert_eq!(flaws(&answer), [unsigned, unsigned]);
    assert_eq!(answer["coverage"]["failed"], 0);
    assert!(answer["coverage"]["passed"].as_u64() > Some(100), "{}", answer["coverage"]);
}
